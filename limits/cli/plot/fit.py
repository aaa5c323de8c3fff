"""``limits plot fit``: a law fitted to one's own runs, beside them."""

from __future__ import annotations

import click

from limits.cli.frontier.fit import fit as fitting
from limits.cli.frontier.fit_options import FORMS, pinned, points_of
from limits.cli.options import examples
from limits.cli.plot.looks import drawing_options, save, size_of

PANELS = ("data", "residuals", "valleys", "profiles")
"""Those of the figure, named here so that help needs no import; a test holds it."""

_SHARED = (
    *("files", "law_forms", "pins", "objective", "delta", "last", "best", "holdout"),
    *("columns", "constants", "from_compute", "loss_unit", "bytes_per_token"),
)
_ARGUMENTS = [parameter for parameter in fitting.params if parameter.name in _SHARED]


@click.command(
    "fit",
    params=_ARGUMENTS,
    help="""Fit a scaling law to finished runs and draw it beside them: data, errors, valleys and profiles.

    FILE and the options of the fit are those of limits frontier fit. The panels: data is loss over compute with the
    law at each size and its frontier; residuals, the error of the law; valleys, loss over parameters at each budget
    with the best size; profiles, how the objective rises over each coefficient. Checkpoints are thin curves.
    With --holdout, the law is that of the other runs, and those that were left out are squares.""",
    epilog=examples(
        "limits plot fit runs.csv --output fit.pdf",
        "limits plot fit runs.csv --panel data --size 3.3x3.3 --output data.pdf",
        "limits plot fit runs.csv --columns parameters=N,tokens='D [1e9]',loss=val --output fit.svg",
        "limits plot fit checkpoints.csv --columns run=name --panel data --panel residuals --output curves.png",
        "limits plot fit runs.csv --holdout 10 --panel data --panel residuals --output held-out.pdf",
        "limits plot fit runs.csv --style talk --output slide.png",
    ),
)
@click.option(
    "--panel",
    "panels",
    multiple=True,
    type=click.Choice(PANELS),
    show_default="all that the size has room for; on a slide, data",
    help="What is drawn; may be repeated.",
)
@drawing_options
def fit(
    *,
    files: tuple[str, ...],
    law_forms: tuple[str, ...],
    pins: tuple[str, ...],
    objective: str,
    delta: float,
    last: bool,
    best: bool,
    holdout: float | None,
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    from_compute: str | None,
    loss_unit: str | None,
    bytes_per_token: float | None,
    panels: tuple[str, ...],
    style: str,
    size: str | None,
    output: str,
) -> None:
    """Draw the fit and write it to a file."""
    from limits import scaling
    from limits.report import figures

    figures.format_of(output)
    inches = size_of(size)
    if len(law_forms) > 1:
        raise click.UsageError("One form is drawn; limits frontier fit compares several.")
    forms = law_forms or FORMS[:1]
    points = points_of(
        files,
        columns,
        constants,
        from_compute,
        last=last,
        best=best,
        loss_unit=loss_unit,
        bytes_per_token=bytes_per_token,
        forms=forms,
    )
    pin = pinned(pins, points.loss_unit)
    found = scaling.fit(points, form=forms[0], pin=pin, objective=objective, delta=delta)
    held = None
    if holdout is not None:
        apart = scaling.holdout(found, holdout)
        found = scaling.fit(apart.rest, form=forms[0], pin=pin, objective=objective, delta=delta)
        held = apart.points
    save(figures.fit(found, held=held, panels=panels, size=inches, style=style), output)
