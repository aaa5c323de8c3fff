"""``limits frontier repeat``: limited text, what passes over it are worth, how fast they lose it in one's own runs."""

from __future__ import annotations

import click

from limits.cli.frontier.options import amounts, columns_option, law_called, law_option, named_columns
from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit_view

_UNITS = {"compute": "FLOP", "loss": "nat/token", "parameters": "parameter", "tokens": "token"}


@click.command(
    "repeat",
    help="""Ask what limited text allows: the best run of a compute, the least compute for a loss, or the loss of a run,
    when only so many tokens are different; the loss that no compute gets below; and without --unique-tokens, how many a
    compute needs for a loss.

    With a table of runs, as for `limits frontier fit` (columns parameters, tokens, unique_tokens, loss), fit how fast
    repeated tokens and excess parameters lose their worth, and say whether the runs determine it. Without one, the
    decays are those of Muennighoff et al. 2023, which were fitted with the law muennighoff2023.""",
    epilog=examples(
        'limits frontier repeat --unique-tokens "15e12 token" --compute "1e26 FLOP"',
        'limits frontier repeat --unique-tokens "1e12 token" --loss "1.97 nat/token" --format json',
        "limits frontier repeat --unique-tokens 1e11 --parameters 7e9 --tokens 1e12 --scaling besiroglu2024",
        "limits frontier repeat --compute 1e25 --loss 1.97",
        "limits frontier repeat runs.csv --columns unique_tokens=U,loss=val",
    ),
)
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--unique-tokens", help="Tokens that are different.")
@click.option("--compute", help="Training compute, 6 N D, whose best run is looked for.")
@click.option("--loss", help="Loss that shall be reached.")
@click.option("--parameters", help="Model size of a run, with --tokens.")
@click.option("--tokens", help="Training tokens of a run, those that repeat counted again.")
@columns_option()
@law_option("muennighoff2023")
@format_option()
@output_option()
def repeat(
    *,
    file: str | None,
    unique_tokens: str | None,
    columns: tuple[str, ...],
    scaling: str,
    form: str | None,
    output: str | None,
    **asked: str | None,
) -> None:
    """Print the answer on limited text, or the fit of the decays."""
    from limits.report.scaling import repetition as repeat_views
    from limits.scaling import answers

    given = {name: text for name, text in asked.items() if text is not None}
    law = law_called(scaling)
    if file is not None:
        if given or unique_tokens is not None:
            raise click.UsageError("A file of runs is fitted: leave the other numbers out.")
        from limits.scaling.fits.repetition import RepeatedRuns

        runs = RepeatedRuns.read(file, named_columns(columns))
        emit_view(repeat_views.fitted(answers.fit_decays(law, runs)), form, output)
        return
    units = _UNITS | {"loss": law.loss_unit}
    texts = {f"--{name}": (text, units[name]) for name, text in given.items()}
    if unique_tokens is None:
        if set(given) != {"compute", "loss"}:
            raise click.UsageError("Give --unique-tokens, or both of --compute and --loss, or a file of runs.")
        numbers = dict(zip(given, amounts(texts), strict=True))
        unique = answers.unique_tokens_needed(law, compute=numbers["compute"], loss=numbers["loss"])
        emit_view(repeat_views.limited(answers.repeat(law, unique, compute=numbers["compute"])), form, output)
        return
    if set(given) not in ({"compute"}, {"loss"}, {"parameters", "tokens"}):
        raise click.UsageError("Give one of --compute, --loss, and --parameters with --tokens.")
    unique, *found = amounts({"--unique-tokens": (unique_tokens, "token")} | texts)
    numbers = dict(zip(given, found, strict=True))
    compute, loss, parameters, tokens = (numbers.get(name) for name in _UNITS)
    answer = answers.repeat(law, unique, compute=compute, loss=loss, parameters=parameters, tokens=tokens)
    emit_view(repeat_views.limited(answer), form, output)
