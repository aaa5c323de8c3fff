"""``limits frontier isoflop``: a parabola for each budget of one's own runs, and how the minima go with compute."""

from __future__ import annotations

import click

from limits.cli.frontier.options import (
    amounts,
    chosen_rows,
    columns_option,
    constants_of,
    constants_option,
    from_compute_option,
    losses_options,
    named_columns,
    one_of_both,
    rows_options,
)
from limits.cli.options import Number, examples, format_option, output_option
from limits.cli.output import emit_view


@click.command(
    "isoflop",
    help="""Find the best size of each budget of iso-FLOP runs by a parabola, and how it goes with compute: approach 2.

    FILE is a table as for `limits frontier fit`. Runs whose compute, 6 N D, lies within --tolerance are one budget; a
    parabola of the loss in the logarithm of size is fitted to each. Beside each minimum stand the optimum of a law
    fitted to all runs (approach 3), and how far the parabola misses it: the bias of approach 2.""",
    epilog=examples(
        "limits frontier isoflop isoflop.csv",
        'limits frontier isoflop isoflop.csv --compute "1e22 FLOP" --compute 1e24',
        "limits frontier isoflop runs.csv --columns parameters=N,tokens='D [1e9]',loss=val --tolerance 0.2",
        "limits frontier isoflop isoflop.csv --format json",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--tolerance",
    type=Number(),
    default=0.1,
    show_default=True,
    help="Largest over least compute of one budget, less 1.",
)
@click.option("--compute", multiple=True, help="Training compute, 6 N D, whose best run is asked for; may be repeated.")
@rows_options()
@columns_option()
@constants_option()
@losses_options()
@from_compute_option()
@format_option()
@output_option()
def isoflop(
    *,
    files: tuple[str, ...],
    tolerance: float,
    compute: tuple[str, ...],
    last: bool,
    best: bool,
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    loss_unit: str | None,
    bytes_per_token: float | None,
    from_compute: str | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the minima, their power laws, and the best runs that were asked for."""
    from limits import scaling
    from limits.report.scaling import isoflops
    from limits.scaling import answers

    one_of_both("isoflop", last=last, best=best)
    asked = [amounts({"--compute": (text, "FLOP")})[0] for text in compute]
    points = scaling.Points.read(
        files,
        named_columns(columns),
        constants=constants_of(constants),
        from_compute=from_compute or "",
        loss_unit=loss_unit or "",
        bytes_per_token=bytes_per_token,
    )
    found = scaling.isoflop(chosen_rows(points, last=last, best=best), tolerance=tolerance)
    emit_view(isoflops.isoflops(answers.isoflops(found, asked)), form, output)
