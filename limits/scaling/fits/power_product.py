"""A power law of several variables, y = k x1^p1 x2^p2 ...: how a best learning rate goes with parameters and tokens."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits.covariance import student

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from limits.typing import Array

_TOLD = 1e-6  # smallest singular value over the largest, of ln x scaled to one, below which variables move together


class Exponent(NamedTuple):
    """An exponent, its standard error, and the ends of its 90 % interval, from the scatter about the law."""

    value: float
    standard_error: float
    low: float
    high: float


class PowerProduct(NamedTuple):
    """A plane in logarithms: the coefficient, the exponents by variable, rms scatter of ln y, and how many points."""

    coefficient: float
    exponents: Mapping[str, Exponent]
    scatter: float
    points: int

    def __call__(self, **at: float) -> float:
        """Return y where the variables have some values."""
        terms = [float(at[name] ** each.value) for name, each in self.exponents.items()]
        return self.coefficient * math.prod(terms)


def power_product(y: ArrayLike, **variables: ArrayLike) -> PowerProduct:
    """Fit y = k x1^p1 x2^p2 ... by least squares of ln y.

    Parameters
    ----------
    y, **variables
        Positive numbers, one for each point; a point with a NaN is left out. Points that err together, as all good
        learning rates of one model do, make errors larger than the intervals say: give one point for each.

    Raises
    ------
    InputError
        When numbers are not positive and finite, points are fewer than coefficients, or the variables change together.

    Examples
    --------
    >>> N, D = np.array([1e8, 1e8, 1e9, 1e9, 4e9]), np.array([2e9, 2e10, 2e10, 2e11, 1e11])
    >>> found = power_product(1.79 * N**-0.713 * D**0.307, N=N, D=D)  # the exponents of Li et al. (2025)
    >>> {name: round(each.value, 6) for name, each in found.exponents.items()}
    {'N': -0.713, 'D': 0.307}
    """
    columns = {"y": np.asarray(y, dtype=float)} | {name: np.asarray(x, dtype=float) for name, x in variables.items()}
    shape, free = columns["y"].shape, len(columns)
    problems = [
        Problem(name, f"shape {values.shape}", "as many numbers in one row as y has")
        for name, values in columns.items()
        if values.shape != shape or values.ndim != 1
    ]
    problems += [
        Problem(name, "numbers that are 0, negative or infinite", "finite numbers > 0")
        for name, values in columns.items()
        if ((values < LEAST) | (values > MOST)).any()
    ]
    if problems or not variables:
        raise InputError("power product", problems or [Problem("variables", "none", "at least one")])
    logarithms = np.log(np.stack(list(columns.values())))
    ordinates, *abscissae = logarithms[:, ~np.isnan(logarithms).any(axis=0)]
    if len(ordinates) <= free:
        raise InputError("power product", [Problem("points", f"{len(ordinates)}", f"more than {free} coefficients")])
    return _fitted(ordinates, np.stack(abscissae, axis=1), list(variables))


def _fitted(ordinates: Array, abscissae: Array, names: list[str]) -> PowerProduct:
    centre, spread = abscissae.mean(axis=0), abscissae.std(axis=0)
    scaled = (abscissae - centre) / np.where(spread > 0.0, spread, 1.0)
    sizes = np.linalg.svd(scaled, compute_uv=False)
    if not sizes[-1] > _TOLD * sizes[0]:
        given = f"{' and '.join(names)}, which change together or not at all"
        raise InputError("power product", [Problem("variables", given, "variables that change apart")])
    slopes = np.linalg.lstsq(scaled, ordinates - ordinates.mean(), rcond=None)[0]
    degrees = len(ordinates) - len(names) - 1
    left = ordinates - ordinates.mean() - scaled @ slopes
    variance = float(left @ left) / degrees
    errors = np.sqrt(variance * np.diag(np.linalg.inv(scaled.T @ scaled))) / spread
    exponents, reach = slopes / spread, student(degrees)
    found = {
        name: Exponent(float(p), float(error), float(p - reach * error), float(p + reach * error))
        for name, p, error in zip(names, exponents, errors, strict=True)
    }
    coefficient = math.exp(float(ordinates.mean() - centre @ exponents))
    return PowerProduct(coefficient, found, math.sqrt(variance), len(ordinates))
