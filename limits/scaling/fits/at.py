"""What a fit says of a run that was not among its own: the loss of the law there, its interval, how far beyond.

The interval is that of the law, not of a run, which errs about it: from the resamples, or along the tangent of ln L at
the minimum (the delta method), as wide as Student's distribution with the degrees of freedom of the fit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.draws import LEVEL
from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits.covariance import student
from limits.scaling.fits.points import Points
from limits.scaling.law import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.fits.record import Fit
    from limits.typing import Array


class At(NamedTuple):
    """The loss of a fitted law at some size.

    Parameters
    ----------
    sizes
        Where, by the variables of the form, in canonical units.
    loss, low, high
        The loss of the law with the ends of its interval at `limits.draws.LEVEL` [points.loss_unit]; NaN where unknown.
    beyond
        Decades beyond the runs, above or below them, of each variable, and of compute if the form has two.
    """

    sizes: Mapping[str, float]
    loss: float
    low: float
    high: float
    beyond: Mapping[str, float]


def at(fit: Fit, **sizes: float) -> At:
    """Return what a fit says of a run of some size.

    Parameters
    ----------
    fit
        What `limits.scaling.fit` returns.
    **sizes
        A number for each variable of its form: parameters, tokens [token] or compute [FLOP].

    Raises
    ------
    InputError
        When a variable is missing, is none of the form, or is not positive and finite.

    Examples
    --------
    >>> from limits.scaling import fit
    >>> C = [1e18, 3e18, 1e19, 3e19, 1e20, 1e21]
    >>> found = fit(Points.along("compute", C, [1.8 + 4000 / c**0.18 for c in C]), form="compute")
    >>> said = at(found, compute=1e23)
    >>> round(said.loss, 4), said.beyond
    (2.0898, {'compute': 2.0})
    """
    form = fit.task.form
    if set(sizes) != set(form.needs):
        given = ", ".join(sizes) or "nothing"
        raise InputError("fit", [Problem("at", given, f"{' and '.join(form.needs)}, for {form.formula}")])
    problems = [
        Problem(f"at {name}", f"{value:g}", "a finite number > 0")
        for name, value in sizes.items()
        if not LEAST <= value <= MOST
    ]
    if problems:
        raise InputError("fit", problems)
    place = Points.along(form.needs[0], [sizes[form.needs[0]]], [1.0])
    if len(form.needs) > 1:
        place = Points.of(sizes["parameters"], sizes["tokens"], 1.0)
    # The objective of this one run: its error in ln(loss) is ln of the loss itself.
    x, y = (
        np.log(getattr(place, name)) - np.log(getattr(fit.points, name)).mean() if name else np.zeros(1)
        for name in form.variables
    )
    there = replace(fit.minimised, x=x, y=y, log_loss=np.zeros(1), in_loss=False)
    log_loss = float(there.errors(fit.vector[None])[0, 0])
    if len(fit.drawn):
        tail = 50.0 * (1.0 - LEVEL)
        drawn = np.clip(there.errors(fit.drawn)[:, 0], -MOST, MOST)  # two infinite ones have no percentile between them
        ends = np.percentile(drawn, [tail, 100.0 - tail])
        low, high = min(ends[0], log_loss), max(ends[1], log_loss)
    elif fit.degrees > 0:
        reach = student(fit.degrees) * float(fit.sandwich.deviation(there.jacobian(fit.vector))[0])
        low, high = log_loss - reach, log_loss + reach
    else:
        low = high = np.nan
    seen = [*form.needs, *(["compute"] if len(form.needs) > 1 else [])]
    beyond = {
        name: float(_span(getattr(fit.points, name)).decades_beyond(float(getattr(place, name)[0]))) for name in seen
    }
    with np.errstate(over="ignore"):
        loss, low, high = map(float, np.exp([log_loss, low, high]))
    return At(dict(sizes), loss, low, high, beyond)


def _span(values: Array) -> Span:
    return Span(float(values.min()), float(values.max()))
