r"""A parabola through losses of one compute, and how well its minimum is known.

The minimum of c0 + c1 u + c2 u^2 is a ratio, u = -c1 / (2 c2). Its interval is that of Fieller (1954): all u at which
chance explains a slope c1 + 2 c2 u that is not zero,

.. math:: (c_1 + 2 c_2 u)^2 \le t^2 s^2 (v_{11} + 4 v_{12} u + 4 v_{22} u^2),

with the scatter s about the parabola and Student's t. It holds the truth exactly as often as it says where the noise is
normal and the valley a parabola, and it has no ends where chance explains the curvature.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.scaling.fits.covariance import student
from limits.scaling.fits.record import Estimate

if TYPE_CHECKING:
    from limits.typing import Array, Num

_FREE = 3  # coefficients of a parabola
_APART = 1e-3  # difference in ln(size) from which two runs have different sizes

__all__ = ["Parabola", "different", "parabola"]


@frozen
class Parabola:
    """A parabola fitted by least squares, and its extremum.

    Parameters
    ----------
    centre, coefficients
        y = c0 + c1 (x - centre) + c2 (x - centre)^2.
    x, y
        Where its extremum lies, and the value there, with intervals and standard errors; NaN where there is no point to
        spare, or chance explains the curvature.
    deviation
        Standard error of the place of the extremum over that of one point [of x, over y].
    scatter
        Standard deviation of the points about it; NaN without a point to spare.
    """

    centre: float
    coefficients: tuple[float, float, float]
    x: Estimate
    y: Estimate
    deviation: float
    scatter: float

    def __call__(self, x: Num) -> Num:
        """Return the parabola at some x."""
        c0, c1, c2 = self.coefficients
        u = x - self.centre
        return c0 + u * (c1 + u * c2)

    @property
    def opens_upwards(self) -> bool:
        """Whether the extremum is a minimum."""
        return self.coefficients[2] > 0.0


def different(x: Array) -> int:
    """Return how many different sizes there are among their logarithms.

    Examples
    --------
    >>> different(np.log([1e8, 1e8, 1.0002e8, 2e8]))
    2
    """
    return 1 + int(np.sum(np.diff(np.sort(x)) > _APART)) if len(x) else 0


def parabola(x: Array, y: Array) -> Parabola:
    """Fit a parabola to points of at least three different x.

    Examples
    --------
    >>> found = parabola(np.array([0.0, 1.0, 2.0, 4.0]), np.array([3.0, 2.0, 3.0, 11.0]))
    >>> round(found.x.value, 9), round(found.y.value, 9), found.opens_upwards
    (1.0, 2.0, True)
    """
    centre = float(x.mean())
    width = float(np.abs(x - centre).max())  # so that squares are as large as the rest
    u = (x - centre) / width
    design = np.stack([np.ones_like(u), u, u**2], axis=1)
    q, r = np.linalg.qr(design)
    c = np.linalg.solve(r, q.T @ y)
    inverse = np.linalg.inv(r)
    v = inverse @ inverse.T
    degrees = len(x) - _FREE
    left = y - design @ c
    scatter = math.sqrt(float(left @ left) / degrees) if degrees > 0 else math.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        u_least = float(-c[1] / (2.0 * c[2]))
        way = np.array([1.0, u_least, u_least**2])
        slope_way = np.array([0.0, 1.0, 2.0 * u_least])
        deviation = float(np.sqrt(slope_way @ v @ slope_way) / abs(2.0 * c[2]))
        loss_error = scatter * float(np.sqrt(way @ v @ way))
    reach = student(degrees)
    low, high = _fieller(c, v, reach * scatter)
    place, start, end = (centre + width * each for each in (u_least, low, high))
    least = float(way @ c)
    return Parabola(
        centre=centre,
        coefficients=(float(c[0]), float(c[1] / width), float(c[2] / width**2)),
        x=Estimate(place, start, end, width * deviation * scatter),
        y=Estimate(least, least - reach * loss_error, least + reach * loss_error, loss_error),
        deviation=width * deviation,
        scatter=scatter,
    )


def _fieller(c: Array, v: Array, reach: float) -> tuple[float, float]:
    """Return the ends of the interval of the extremum; NaN where it has none."""
    square = reach**2
    a = c[2] ** 2 - square * v[2, 2]
    if not a > 0.0:
        return math.nan, math.nan
    half = c[1] * c[2] - square * v[1, 2]
    rest = c[1] ** 2 - square * v[1, 1]
    root = math.sqrt(max(half**2 - a * rest, 0.0))
    return float((-half - root) / (2.0 * a)), float((-half + root) / (2.0 * a))
