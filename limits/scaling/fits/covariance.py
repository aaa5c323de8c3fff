r"""How well a fit knows its coefficients: the covariance of an estimate that minimises a sum over points.

The sandwich B^-1 M B^-1 has the spread of the slopes in its middle, M = sum of psi^2 J J', and around it the curvature,
B = sum of psi' J J'. For Huber's function psi' is 1 within delta and 0 outside; with the delta in use hardly a point
lies within; so the share of points within delta is taken from a wider band, as quantile regression estimates a density.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.draws import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.huber import Objective
    from limits.typing import Array

NORMAL_MEDIAN = 0.6744897501960817
"""The median of the size of an error, of a normal distribution with standard deviation 1."""

_BAND = 2.44  # n^(-1/3) times this many standard deviations: the band of Hall and Sheather (1988) for a median
_BLIND = 1e-9  # of the largest eigenvalue of B as correlations: a direction the points say nothing about
_TOUCHED = 1e-4  # component of a coefficient along such a direction from which it is unknown


class Sandwich(NamedTuple):
    """What is known of the vector (a, b, e, alpha, beta) of a minimum.

    Parameters
    ----------
    covariance
        Covariance along what the points say something about, shape (5, 5).
    blind
        Directions they say nothing about, one a column, shape (5, any).
    """

    covariance: Array
    blind: Array

    def deviation(self, rows: Array) -> Array:
        """Return the standard deviation of linear combinations of the vector; infinity where one is unknown."""
        variance = np.einsum("ij,jk,ik->i", rows, self.covariance, rows)
        unknown = (np.abs(rows @ self.blind) > _TOUCHED).any(axis=1) if self.blind.size else np.zeros(len(rows), bool)
        return np.where(unknown, np.inf, np.sqrt(np.maximum(variance, 0.0)))


def sandwich(objective: Objective, vector: Array, basis: Array, groups: NDArray[np.intp] | None = None) -> Sandwich:
    """Return the covariance of a minimum.

    Parameters
    ----------
    objective
        What was minimised.
    vector
        Where its minimum is, (a, b, e, alpha, beta).
    basis
        Columns whose combinations the vector could vary by.
    groups
        Number of the group of each point, if points of a group err together; alone otherwise. As few groups as
        coefficients say nothing of either.
    """
    error = objective.errors(vector[None])[0]
    jacobian = objective.jacobian(vector) @ basis
    points, size = jacobian.shape
    slope = np.clip(error, -objective.delta, objective.delta)
    within = _within_delta(error, objective.delta, size)
    scored = slope[:, None] * jacobian
    if groups is None:
        many, scores = points - size, scored
    else:
        scores = np.zeros((groups.max() + 1, size))
        np.add.at(scores, groups, scored)
        many = len(scores) - size
    if many < 1:
        return Sandwich(np.zeros((len(vector), len(vector))), basis)
    middle = scores.T @ scores * (len(scores) / max(many, 1))
    inverse, blind = _inverse((within[:, None] * jacobian).T @ jacobian)
    return Sandwich(basis @ inverse @ middle @ inverse @ basis.T, basis @ blind)


def chance(error: Array, delta: float, size: int) -> float:
    """Return the rise of the objective above its minimum that chance explains, for one coefficient at `LEVEL`.

    Parameters
    ----------
    error
        Errors of the points at the minimum.
    delta
        Where Huber's function passes from square to size.
    size
        How many coefficients were fitted.

    Examples
    --------
    >>> error = np.random.default_rng(0).normal(0.0, 0.1, 1000)
    >>> round(chance(error, math.inf, 1) / (0.5 * 0.1**2 * 1.645**2), 1)  # least squares: half of z^2 sigma^2
    1.0
    """
    slope = np.clip(error, -delta, delta)
    slopes = float(np.sum(slope**2)) / max(len(error) - size, 1)
    curvature = float(np.mean(_within_delta(error, delta, size)))
    return student(len(error) - size) ** 2 * slopes / (2.0 * curvature)


def student(degrees: int) -> float:
    """Return how many standard errors an interval reaches to either side: the 95 % point of Student's distribution.

    Parameters
    ----------
    degrees
        Degrees of freedom [1]; below 1 as 1.

    Examples
    --------
    >>> [round(student(n), 2) for n in (1, 2, 10, 1000)]
    [6.31, 2.92, 1.81, 1.65]
    """
    from scipy.special import stdtrit  # takes its time to load

    return float(stdtrit(max(degrees, 1), 0.5 + 0.5 * LEVEL))


def scale(error: Array, size: int = 0) -> float:
    """Return the standard deviation that the median size of errors tells, which a few wild ones do not move.

    Parameters
    ----------
    error
        Errors of the points.
    size
        How many coefficients were fitted: so many points lie nearly on the fit whatever the noise is.

    Examples
    --------
    >>> round(scale(np.array([-0.67449, 0.1, 0.67449, 0.7, 50.0])), 4)
    1.0
    """
    sizes = np.sort(np.abs(error))[size:]
    middle = len(sizes) // 2
    return float(sizes[middle] + sizes[-middle - 1]) / 2.0 / NORMAL_MEDIAN


def _within_delta(error: Array, delta: float, size: int) -> Array:
    """Return an estimate of psi' of each point: 1 or 0 in a band that is wide enough to hold some points."""
    if math.isinf(delta):
        return np.ones_like(error)
    spread = scale(error, size) if len(error) > size else 0.0
    band = max(delta, _BAND * spread * len(error) ** (-1.0 / 3.0))
    inside: Array = (np.abs(error) <= band) * (delta / band)
    return inside


def _inverse(matrix: Array) -> tuple[Array, Array]:
    """Return the inverse along the directions in which a matrix is not singular, and the other directions."""
    size = np.sqrt(np.diag(matrix))
    size[size <= _BLIND * size.max()] = np.inf  # a term that has vanished from the law
    values, vectors = np.linalg.eigh(matrix / np.outer(size, size))
    seen = values > _BLIND * values.max()
    scaled = vectors / np.where(np.isinf(size), 1.0, size)[:, None]
    inverse = (scaled[:, seen] / values[seen]) @ scaled[:, seen].T
    blind = scaled[:, ~seen]
    return inverse, blind / np.linalg.norm(blind, axis=0)
