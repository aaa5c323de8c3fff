"""``limits frontier fit`` and ``envelope``: laws of one's own runs."""

from __future__ import annotations

import click

from limits.cli.frontier.options import columns_option, named_columns
from limits.cli.options import Number, Whole, examples, format_option, no_format, output_option
from limits.cli.output import emit, emit_view, progress
from limits.errors import InputError, Problem


@click.command(
    "fit",
    help="""Fit a scaling law to finished runs: a CSV file with columns parameters, tokens, loss.

    Units may stand in the headers, as in 'tokens [1e9]'; two of parameters, tokens, compute are enough. Intervals are
    those of 90 %: from resamples with --bootstrap, else from the covariance at the minimum. A column run names the run
    of each row, where rows are checkpoints: then errors are counted by run.""",
    epilog=examples(
        "limits frontier fit runs.csv",
        "limits frontier fit runs.csv --form hoffmann --bootstrap 4000 --seed 42 --format json",
        "limits frontier fit runs.csv --columns parameters=N,tokens='D [1e9]',loss=val",
        "limits frontier fit checkpoints.csv --columns run=name --last",
        "limits frontier fit runs.csv --toml my-law > my-law.toml",
    ),
)
@click.argument("file", metavar="CSV")
@click.option("--form", "law_form", default="hoffmann", show_default=True, help="Form: hoffmann, or hoffmann-tied.")
@click.option(
    "--objective", default="huber", show_default=True, help="huber of the error in ln(loss), or squares of the loss."
)
@click.option(
    "--delta", type=Number(), default=1e-3, show_default=True, help="Where Huber's function leaves the square."
)
@click.option(
    "--bootstrap", type=Whole(0), default=0, show_default=True, help="Resamples that intervals are taken from."
)
@click.option("--seed", type=Whole(0, 2**32 - 1), default=0, show_default=True, help="Seed of the resamples.")
@click.option("--last", is_flag=True, help="Take the row of each run with the most tokens.")
@click.option("--best", is_flag=True, help="Take the row with the least loss of each run, or of each N and D.")
@columns_option()
@click.option("--toml", "key", metavar="NAME", help="Print the fit as a law called NAME, which --scaling reads.")
@format_option()
@output_option()
def fit(
    *,
    file: str,
    law_form: str,
    objective: str,
    delta: float,
    bootstrap: int,
    seed: int,
    last: bool,
    best: bool,
    columns: tuple[str, ...],
    key: str | None,
    form: str | None,
    output: str | None,
) -> None:
    """Print the fit, or the law that it gives."""
    from limits import scaling
    from limits.report.scaling import own_fits
    from limits.scaling import answers

    if key is not None:
        no_format(form)
    if last and best:
        raise InputError("fit", [Problem("--last", "both --last and --best", "one of them")])
    points = scaling.Points.read(file, named_columns(columns))
    points = points.last() if last else points.best() if best else points
    found = scaling.fit(
        points,
        form=law_form,
        objective=objective,
        delta=delta,
        bootstrap=bootstrap,
        seed=seed,
        progress=progress("resamples"),
    )
    if key is None:
        emit_view(own_fits.fitted(answers.fitted(found, seed)), form, output)
    else:
        emit(scaling.to_toml(found.law(key)), output)


@click.command(
    "envelope",
    help="""Find the efficient frontier of learning curves: the least loss that any of them reached at each compute.

    The CSV file has columns curve, loss, and compute or both of parameters and tokens.""",
    epilog=examples(
        "limits frontier envelope curves.csv",
        "limits frontier envelope curves.csv --columns curve=model,compute='C [1e18]',loss=val --format csv",
    ),
)
@click.argument("file", metavar="CSV")
@columns_option()
@format_option()
@output_option()
def envelope(*, file: str, columns: tuple[str, ...], form: str | None, output: str | None) -> None:
    """Print the law of the envelope, and which curve touches where; as CSV, the envelope itself."""
    from limits import scaling
    from limits.report.scaling import own_fits
    from limits.scaling import answers

    found = scaling.envelope(scaling.Curves.read(file, named_columns(columns)))
    emit_view(own_fits.enveloped(answers.enveloped(found)), form, output)
