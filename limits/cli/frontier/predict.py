"""``limits frontier predict``: the loss of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.frontier.options import amounts, law_called, law_option
from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import emit_view, note
from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling import ScalingLaw

_STATE = {1: "Give {} too, or a RUN.", 2: "Give a RUN, or both of {} and {}."}
_EXAMPLE = "limits frontier predict llama-3.1-405b"


@click.command(
    "predict",
    help="""Predict the loss of a run, and say how far it is from the best use of its compute.

    RUN is the name of a catalogue run, a TOML file, or -, as for `limits report`; --parameters and --tokens go before
    what it says.""",
    epilog=examples(
        "limits frontier predict llama-3.1-405b",
        "limits frontier predict llama-3.1-405b --tokens 30T",
        'limits frontier predict --parameters "70e9 parameter" --tokens "1.4e12 token"',
        "limits frontier predict --parameters 8e9 --tokens 15e12 --scaling hoffmann2022 --format json",
    ),
)
@click.argument("run", required=False, shell_complete=completion.runs)
@click.option("--parameters", help="Model size, as the law counts it.")
@click.option("--tokens", help="Training tokens.")
@law_option()
@catalog_option()
@format_option()
@output_option()
def predict(
    *,
    run: str | None,
    parameters: str | None,
    tokens: str | None,
    scaling: str,
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Print the prediction."""
    from limits.report.scaling import predictions
    from limits.scaling import answers

    options = {"--parameters": (parameters, "parameter"), "--tokens": (tokens, "token")}
    given = {option: (text, unit) for option, (text, unit) in options.items() if text is not None}
    lacking = [option for option in options if option not in given]
    if run is None and lacking:
        raise click.UsageError(f"{_STATE[len(lacking)].format(*lacking)} Example: {_EXAMPLE}")
    law = law_called(scaling)
    found = dict(zip(given, amounts(given), strict=True))
    if run is not None and lacking:
        found |= _of_run(run, lacking, law, files)
    emit_view(predictions.predicted(answers.predict(law, found["--parameters"], found["--tokens"])), form, output)


def _of_run(name: str, lacking: Sequence[str], law: ScalingLaw, files: tuple[str, ...]) -> dict[str, float]:
    """Return what a run says of what was not typed: its size as the law counts it, its tokens."""
    from limits.assessment.assessor import assess
    from limits.cli.names import run_called
    from limits.report.numbers import quantity

    catalog = catalogue(files)
    assessed = assess(run_called(name, catalog), scaling=law, bounds=(), catalog=catalog)
    frontier = assessed.frontier
    if frontier is None:
        mend = "--parameters and --tokens predict what it would be there"
        raise InputError(
            "frontier", [Problem("RUN", shown(name), f"a run of the law: {assessed.frontier_because}", mend)]
        )
    known = {"--parameters": frontier.parameters, "--tokens": frontier.tokens}
    unknown = [option for option in lacking if known[option] is None]
    if unknown:
        wanted = f"a run that states {' and '.join(each.removeprefix('--') for each in unknown)}"
        mend = f"say {' and '.join(unknown)} beside it"
        raise InputError("frontier", [Problem("RUN", shown(name), wanted, mend)])
    values = {option: found.value for option in lacking if (found := known[option]) is not None}
    for option in values:
        said = "size, as the law counts it," if option == "--parameters" else "number of tokens"
        note(f"{assessed.run.name}: its {said} is {quantity(known[option])}")
    return values
