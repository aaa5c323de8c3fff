"""A power law through points, y = coefficient x^exponent: how the best size or the best loss goes with compute."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits.covariance import student

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from limits.typing import Num

_FREE = 2  # a coefficient and an exponent


class PowerLaw(NamedTuple):
    """A straight line in logarithms.

    Parameters
    ----------
    coefficient, exponent
        Of y = coefficient x^exponent.
    standard_error, low, high
        Standard error and 90 % interval of the exponent, from the scatter of the points about the line.
    points
        How many points it was fitted to.
    centre, level_error
        Where the line is known best, as ln x, and the standard error of ln y there.
    """

    coefficient: float
    exponent: float
    standard_error: float
    low: float
    high: float
    points: int
    centre: float = math.nan
    level_error: float = math.nan

    def __call__(self, x: Num) -> Num:
        """Return y at `x`."""
        return self.coefficient * x**self.exponent

    def interval(self, x: float) -> tuple[float, float]:
        """Return the ends of the 90 % interval of the line at `x`; infinite, 0 or NaN where floats do not reach.

        Examples
        --------
        >>> found = power_law([1e18, 1e19, 1e20], [1e8, 3e8, 1e9])
        >>> print("{:.2g} .. {:.2g}".format(*found.interval(1e21)))
        2.1e+09 .. 4.7e+09
        """
        error = math.hypot(self.level_error, self.standard_error * (math.log(x) - self.centre))
        reach = student(self.points - _FREE) * error
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            value = self(np.float64(x))
            return np.float64(value * np.exp(-reach)), np.float64(value * np.exp(reach))


def power_law(x: ArrayLike, y: ArrayLike, deviation: ArrayLike = 1.0) -> PowerLaw:
    """Fit a power law by least squares of ln y on ln x.

    Parameters
    ----------
    x, y
        Positive numbers; a point with a NaN is left out.
    deviation
        Standard deviation of ln y of each point, up to a common factor: each counts by its inverse square.

    Raises
    ------
    InputError
        When numbers are not positive and finite, or fewer than three points of two different x are left.

    Examples
    --------
    >>> found = power_law([1e18, 1e20, 1e22], [1e8, 1e9, 1e10])
    >>> round(found.exponent, 9), round(found(1e21) / 1e9, 6)
    (0.5, 3.162278)
    """
    columns = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (x, y, deviation)))
    known = ~np.isnan(columns).any(axis=0)
    abscissae, ordinates, deviations = (column[known] for column in columns)
    problems = [
        Problem(name, "numbers that are 0, negative or infinite", "finite numbers > 0")
        for name, values in (("x", abscissae), ("y", ordinates), ("deviation", deviations))
        if not (np.isfinite(values) & (values > 0)).all()
    ]
    count = len(abscissae)
    if count <= _FREE or len(np.unique(abscissae)) < _FREE:
        problems.append(Problem("points", f"{count}", "at least 3, of at least 2 different x"))
    if problems:
        raise InputError("power law", problems)
    weight = 1.0 / deviations**2
    u, v = np.log(abscissae), np.log(ordinates)
    centre = np.average(u, weights=weight)
    spread = float(weight @ (u - centre) ** 2)
    exponent = float(weight @ ((u - centre) * v)) / spread
    level = float(np.average(v, weights=weight))
    left = v - level - exponent * (u - centre)
    error = float(np.sqrt(weight @ left**2 / (count - _FREE) / spread))
    reach = student(count - _FREE) * error
    coefficient = float(np.exp(level - exponent * centre))
    level_error = error * math.sqrt(spread / float(weight.sum()))
    return PowerLaw(coefficient, exponent, error, exponent - reach, exponent + reach, count, float(centre), level_error)
