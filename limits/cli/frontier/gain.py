"""``limits frontier gain``: by what factor of compute new runs are ahead of old ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from limits.cli.frontier.options import (
    amounts,
    chosen_rows,
    columns_option,
    constants_of,
    constants_option,
    law_called,
    losses_options,
    named_columns,
    one_of_both,
    rows_options,
)
from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit_view
from limits.errors import InputError, Problem, printable, shown

if TYPE_CHECKING:
    from limits.scaling import ScalingLaw

_LAW_FILE = ".toml"


@click.command(
    "gain",
    help="""Say how much more compute the old runs need for the loss of the new ones: the compute-equivalent gain.

    OLD and NEW are tables of runs, as for `limits frontier fit`, to each of which a law is fitted; or laws, by a
    published name or a TOML file. The gain is taken between the efficient frontiers of both, or at one model size.
    Losses compare only on one tokenizer and one text: laws that state different tokenizers are refused.""",
    epilog=examples(
        "limits frontier gain old.csv new.csv",
        'limits frontier gain old.csv new.csv --compute "1e22 FLOP" --compute 1e24',
        'limits frontier gain old.csv my-law.toml --parameters "7e9 parameter"',
        "limits frontier gain gadre2024-refinedweb gadre2024-c4 --format json",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--compute", multiple=True, help="Training compute of the new, 6 N D; may be repeated.")
@click.option("--parameters", help="Model size of both, instead of the best at each compute.")
@rows_options()
@columns_option()
@constants_option()
@losses_options()
@format_option()
@output_option()
def gain(
    *,
    old: str,
    new: str,
    compute: tuple[str, ...],
    parameters: str | None,
    last: bool,
    best: bool,
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    loss_unit: str | None,
    bytes_per_token: float | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the gain."""
    from limits import scaling
    from limits.report.scaling import gains
    from limits.scaling import answers

    one_of_both("gain", last=last, best=best)
    if old == new == "-":
        raise InputError("gain", [Problem("NEW", shown(new), "another file: standard input is read once")])
    asked = [amounts({"--compute": (text, "FLOP")})[0] for text in compute]
    size = None if parameters is None else amounts({"--parameters": (parameters, "parameter")})[0]
    named, constant = named_columns(columns), constants_of(constants)

    def law(name: str, key: str) -> ScalingLaw:
        if _is_law(name):
            return law_called(name)
        points = scaling.Points.read(
            name, named, constants=constant, loss_unit=loss_unit or "", bytes_per_token=bytes_per_token
        )
        points = chosen_rows(points, last=last, best=best)
        return scaling.fit(points).law(key, title=f"fitted to {len(points)} rows of {printable(name)}")

    emit_view(gains.gains(answers.gains(law(old, "old"), law(new, "new"), asked, size)), form, output)


def _is_law(name: str) -> bool:
    """Tell a law, by its name or file, from a table of runs."""
    from limits import scaling

    return name.lower().endswith(_LAW_FILE) or name in scaling.names() or not (name == "-" or "." in Path(name).name)
