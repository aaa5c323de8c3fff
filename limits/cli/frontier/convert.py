"""``limits frontier convert``: one loss in other units."""

from __future__ import annotations

import click

from limits.cli.frontier.options import amounts
from limits.cli.options import Number, examples, format_option, output_option
from limits.cli.output import emit_view
from limits.errors import InputError, Problem

_RANGES = {
    "perplexity": (1e-300, 1e300),  # those below 1 have a message of their own
    "bits_per_byte": (1e-9, 1e3),
    "bytes_per_token": (1e-3, 1e6),
    "characters_per_token": (1e-3, 1e6),
}


@click.command(
    "convert",
    help="""Write a loss in other units: nat and bit a token, perplexity; bit a byte and a character if a token's length
    is given. Losses of two tokenizers compare a byte only.""",
    epilog=examples(
        'limits frontier convert --loss "1.9 nat/token" --bytes-per-token 4.2',
        'limits frontier convert --loss "2.7 bit/token"',
        "limits frontier convert --perplexity 12 --characters-per-token 4.1",
        "limits frontier convert --bits-per-byte 0.65 --bytes-per-token 4.2 --format json",
    ),
)
@click.option("--loss", help="The loss a token.")
@click.option("--perplexity", type=Number(), help="The loss as the perplexity of a token.")
@click.option("--bits-per-byte", type=Number(), help="The loss in bits a byte of text; needs --bytes-per-token.")
@click.option("--bytes-per-token", type=Number(), help="Mean length of a token of the corpus, in bytes of text.")
@click.option("--characters-per-token", type=Number(), help="The same in characters.")
@format_option()
@output_option()
def convert(*, loss: str | None, form: str | None, output: str | None, **numbers: float | None) -> None:
    """Print the loss in every unit."""
    from limits.report.scaling import predictions
    from limits.scaling import answers

    problems = [
        Problem(f"--{name.replace('_', '-')}", f"{value:g}", "a finite number > 0, {:g} to {:g}".format(*_RANGES[name]))
        for name, value in numbers.items()
        if value is not None and not _RANGES[name][0] <= value <= _RANGES[name][1]
    ]
    perplexity = numbers["perplexity"]
    if perplexity is not None and 0 < perplexity <= 1:
        problems.append(Problem("--perplexity", f"{perplexity:g}", "a number > 1: a loss is not negative"))
    if problems:
        raise InputError("convert", problems)
    given = {name: value for name, value in numbers.items() if value is not None}
    if (loss is not None) + len({"perplexity", "bits_per_byte"} & set(given)) != 1:
        raise click.UsageError("Give one of --loss, --perplexity and --bits-per-byte.")
    if "bits_per_byte" in given and "bytes_per_token" not in given:
        raise click.UsageError("--bits-per-byte needs --bytes-per-token.")
    lengths = {name: given.get(name) for name in ("bytes_per_token", "characters_per_token")}
    emit_view(predictions.converted(answers.convert(_nats(loss, given), **lengths)), form, output)


def _nats(loss: str | None, given: dict[str, float]) -> float:
    """Return the loss that was given [nat/token]."""
    from limits.scaling import loss_units

    if loss is not None:
        return amounts({"--loss": (loss, "nat/token")})[0]
    if "perplexity" in given:
        return float(loss_units.from_perplexity(given["perplexity"]))
    return float(loss_units.from_bits_per_unit(given["bits_per_byte"], given["bytes_per_token"]))
