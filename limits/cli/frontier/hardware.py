"""``limits frontier hardware``: how fast efficiency and compute have grown, and when a trend would meet a limit."""

from __future__ import annotations

import click

from limits.cli import completion
from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import emit_view


@click.command(
    "hardware",
    help="""Show how fast the energy efficiency of accelerators has doubled, by number format, or the compute of runs.

    Efficiency is dense peak over design power. Each trend also says when it would meet the estimate for CMOS and
    Landauer's bound by the default convention, if it went on for so long: an extrapolation, no bound. Points are the
    rows of the catalogue: all of them, and those that set a record.""",
    epilog=examples(
        "limits frontier hardware",
        "limits frontier hardware --precision bf16 --precision fp8 --format json",
        "limits frontier hardware --of compute",
    ),
)
@click.option(
    "--of",
    "quantity",
    type=click.Choice(["efficiency", "compute"]),
    default="efficiency",
    show_default=True,
    help="Energy efficiency of accelerators, or training compute of named runs.",
)
@click.option(
    "--precision",
    "precisions",
    metavar="FORMAT",
    multiple=True,
    shell_complete=completion.formats,
    help="Only this number format; may be repeated.",
)
@catalog_option()
@format_option()
@output_option()
def hardware(
    *, quantity: str, precisions: tuple[str, ...], files: tuple[str, ...], form: str | None, output: str | None
) -> None:
    """Print the trends of the catalogue."""
    from limits.report.scaling import growth as growth_views
    from limits.scaling import answers

    known = catalogue(files)
    if quantity == "compute":
        if precisions:
            raise click.UsageError("--precision needs --of efficiency.")
        view = growth_views.of_compute(answers.compute_growth(known.rows("run")))
    else:
        view = growth_views.of_efficiency(answers.efficiency_growth(known.rows("accelerator"), precisions))
    emit_view(view, form, output)
