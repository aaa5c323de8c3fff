r"""Several forms fitted to the same runs, by a criterion that counts coefficients.

A fit minimises V, the sum of Huber's function rho of the errors. That is the most likely law if errors have the density

.. math:: e^{-\rho(\epsilon)/s} / Z(s), \quad
          Z(s) = \sqrt{2 \pi s}\,\mathrm{erf}\frac{\delta}{\sqrt{2 s}} + \frac{2 s}{\delta} e^{-\delta^2/(2 s)},

with the scale s fitted as well: normal for an endless delta, Laplace's for a small one. Of its likelihood P with k
coefficients, the scale among them, and n runs, the criterion is AICc = 2 k - 2 ln P + 2 k (k + 1)/(n - k - 1) (Hurvich
and Tsai 1989), of which only differences between forms mean anything. Rows of one run count together as one: ln P is
that of n runs with the mean of their rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem, shown
from limits.scaling.fits.descent import LEAST_SLOPE
from limits.scaling.fits.fit import fit
from limits.scaling.fits.residuals import residuals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Fit
    from limits.scaling.fits.task import Pins

ALIKE = 2.0
"""Difference of the criterion within which forms explain runs as well, by convention (Burnham and Anderson 2002)."""

FAR = 10.0
"""Difference from which a form is out of the question, by the same."""


class Compared(NamedTuple):
    """One of several forms.

    Parameters
    ----------
    fit
        Its fit.
    rms
        Root of the mean square of the errors in ln(loss) [1].
    criterion
        AICc less that of the best form [1]; infinite where there are too few runs to tell.
    """

    fit: Fit
    rms: float
    criterion: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """Several forms fitted to the same runs, the best first, and how many runs err by themselves."""

    rows: tuple[Compared, ...]
    runs: int

    @property
    def says(self) -> str:
        """What the criterion tells, in words."""
        best, *others = self.rows
        name = best.fit.form
        if not math.isfinite(best.criterion):
            return "too few runs to compare these forms"
        alike = [row for row in others if row.criterion < ALIKE]
        simplest = min([best, *alike], key=lambda row: row.fit.free)
        if simplest is not best:
            return _as_well(simplest, best)
        if alike:
            return f"{' and '.join(row.fit.form for row in [best, *alike])} explain these runs alike"
        nearest = others[0]
        if nearest.criterion < FAR and nearest.fit.free > best.fit.free:
            return _as_well(best, nearest)
        if nearest.criterion < FAR:
            return f"{name} explains these runs better than {nearest.fit.form}, which is not ruled out"
        return f"{name} explains these runs far better than the other forms"


def _as_well(simpler: Compared, other: Compared) -> str:
    fewer = other.fit.free - simpler.fit.free
    less = f"{fewer} coefficient{'s' if fewer > 1 else ''} less"
    return f"{simpler.fit.form} explains these runs as well as {other.fit.form}, with {less}"


def compare(
    points: Points,
    forms: Sequence[str],
    *,
    objective: str = "huber",
    delta: float = 1e-3,
    pin: Pins | None = None,
) -> Comparison:
    """Fit several forms to the same runs.

    Parameters
    ----------
    points
        The runs.
    forms
        Keys of `fitted_forms.FITTED_FORMS`, at least two.
    objective, delta, pin
        As `limits.scaling.fit` takes them, for every form.

    Raises
    ------
    InputError
        When there are fewer than two forms, or a fit cannot be made.

    Examples
    --------
    >>> from limits.scaling.fits.points import Points
    >>> rng = np.random.default_rng(0)
    >>> N, D = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(9, 11.5, 60)
    >>> loss = (1.8 + 600 / N**0.36 + 2000 / D**0.36) * np.exp(0.004 * rng.standard_normal(60))
    >>> compare(Points.of(N, D, loss), ["hoffmann", "hoffmann-tied"]).says
    'hoffmann-tied explains these runs as well as hoffmann, with 1 coefficient less'
    """
    if len(set(forms)) < max(len(forms), 2):
        given = ", ".join(map(shown, forms)) or "none"
        raise InputError("fits", [Problem("forms", given, "two forms or more, each once")])
    found = [fit(points, form=form, objective=objective, delta=delta, pin=pin) for form in forms]
    values = np.array([_criterion(each, points.independent) for each in found])
    least = values.min()
    rows = [
        Compared(each, residuals(each).rms, float(value - least) if math.isfinite(value) else math.inf)
        for each, value in zip(found, values, strict=True)
    ]
    return Comparison(tuple(sorted(rows, key=lambda row: (row.criterion, row.fit.free))), points.independent)


def _criterion(fit: Fit, runs: int) -> float:
    """Return AICc of a fit to so many runs that err by themselves; infinite where they are too few."""
    coefficients = fit.free + 1  # the scale is one
    if runs <= coefficients + 1:
        return math.inf
    rows = len(fit.points)
    mean = max(fit.objective / rows, 0.5 * LEAST_SLOPE**2)
    small = 2.0 * coefficients * (coefficients + 1) / (runs - coefficients - 1)
    return 2.0 * coefficients + 2.0 * runs * _least_surprise(mean, fit.delta) + small


def _least_surprise(mean: float, delta: float) -> float:
    """Return the least of ln Z(s) + V/(n s) over the scale, the mean of -ln of the density [1]."""
    from scipy.optimize import minimize_scalar  # takes its time to load
    from scipy.special import erf

    def surprise(log_scale: float) -> float:
        s = math.exp(log_scale)
        z = math.sqrt(2.0 * math.pi * s)
        if math.isfinite(delta):
            z = z * float(erf(delta / math.sqrt(2.0 * s))) + 2.0 * s / delta * math.exp(-delta * delta / (2.0 * s))
        return math.log(z) + mean / s

    # The scale of a normal distribution is 2 V/n; that of Laplace's is V/n.
    centre = math.log(mean)
    return float(minimize_scalar(surprise, bounds=(centre - 1.0, centre + 2.0), method="bounded").fun)
