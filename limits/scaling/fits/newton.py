"""Damped Newton steps to a minimum, for many starts or resamples at once.

Each row has its own damping and stops by itself. Steps may be held to the span of a basis, so that tied and fixed
coefficients and profiles need no code of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.scaling.fits.huber import SIZE, Expansion, Objective

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.typing import Array

MOST_STEPS = 1000
_TOLERANCE = 1e-11  # decrease that a step still promises, as a share of the objective, at which a row may stop
_FLOOR = 1e-30  # the same per point, where the objective itself is nothing but rounding
_TWICE = 2  # steps in turn that must promise so little: one alone may be an accident of the kinks
_LONGEST = 4.0  # largest component of a step, a factor e^4 in A; shortened as a whole, so that it still goes down
_FIRST_DAMPING, _LEAST_DAMPING, _MOST_DAMPING = 0.3, 1e-12, 1e12
_EASED, _RAISED, _FROM_NONE = 0.2, 4.0, 1e-3
_HOPELESS = 300.0  # times what a step promises: less than that parts no row from the best for long
_PIVOT = 1e-13  # of a pivot to the largest diagonal element, below which a matrix is not taken for positive


EVERYWHERE = np.eye(SIZE)
"""The basis of no constraint."""


class Minima(NamedTuple):
    """Where the rows ended.

    Parameters
    ----------
    vectors
        The vectors (a, b, e, alpha, beta), one a row.
    values
        The objective there [1].
    stopped
        Whether a row stopped by itself; those that did not ran out of steps or of damping.
    steps
        Steps that the longest row took.
    """

    vectors: Array
    values: Array
    stopped: NDArray[np.bool_]
    steps: int


def minimise(
    objective: Objective,
    starts: Array,
    counts: Array | None = None,
    basis: Array = EVERYWHERE,
    *,
    rivals: bool = False,
) -> Minima:
    """Go down from every start until a step promises nothing more.

    Parameters
    ----------
    objective
        What is minimised.
    starts
        Vectors to start from, one a row.
    counts
        How often each point counts in each row, shape (rows, points).
    basis
        Columns whose combinations a step may be, shape (5, k).
    rivals
        Whether only the lowest row matters, so that one is given up once it promises little of its way to the best.

    Examples
    --------
    >>> x, y = np.linspace(-2, 2, 9), np.cos(np.arange(9.0))
    >>> exact = np.log(np.exp(0.1 - 0.3 * x) + np.exp(0.2 - 0.4 * y) + np.exp(0.5))
    >>> found = minimise(Objective(x, y, exact), np.array([[0.0, 0.0, 0.3, 0.5, 0.5]]))
    >>> np.round(found.vectors[0], 6).tolist(), found.stopped.tolist()
    ([0.1, 0.2, 0.5, 0.3, 0.4], [True])
    """
    vectors = np.array(starts, dtype=float)
    rows = len(vectors)
    values, stopped = np.full(rows, np.inf), np.zeros(rows, dtype=bool)
    going, here, its = np.arange(rows), vectors.copy(), counts
    now = objective.expand(here, its)
    damping, calm = np.full(rows, _FIRST_DAMPING), np.zeros(rows, dtype=int)
    step, lowest = 0, np.inf
    while len(going) and step < MOST_STEPS:
        step += 1
        move, promised = _step(now, damping, basis)
        there = objective.evaluate(here + move, its)
        better = there.value <= now.value
        np.copyto(here, there.vectors, where=better[:, None])
        np.copyto(now.value, there.value, where=better)
        damping = np.where(better, _eased(damping), np.maximum(_RAISED * damping, _FROM_NONE))
        calm = np.where(promised <= _TOLERANCE * now.value + _FLOOR * len(objective.x), calm + 1, 0)
        done = (calm >= _TWICE) | (damping > _MOST_DAMPING)
        if rivals:
            lowest = min(lowest, now.value.min())
            done |= _HOPELESS * promised < now.value - lowest
        moved = better & ~done
        if moved.any():  # no derivatives where a row ends, or stays
            for old, new in zip(now, objective.derive(there.taken(moved)), strict=True):
                old[moved] = new
        if done.any():
            vectors[going[done]], values[going[done]] = here[done], now.value[done]
            stopped[going[done]] = calm[done] >= _TWICE
            left = ~done
            going, here, damping, calm = going[left], here[left], damping[left], calm[left]
            now = Expansion(*(part[left] for part in now))
            its = None if its is None else its[left]
    vectors[going], values[going] = here, now.value
    return Minima(vectors, values, stopped, step)


def _eased(damping: Array) -> Array:
    return np.where(_EASED * damping < _LEAST_DAMPING, 0.0, _EASED * damping)


def _step(now: Expansion, damping: Array, basis: Array) -> tuple[Array, Array]:
    """Return the damped Newton step of each row, and the decrease that it promises to first order."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # no step, or none that its value allows
        gradient = now.gradient @ basis
        above = _within(now.majoriser, basis)
        scale = np.trace(above, axis1=1, axis2=2)[:, None, None] * np.eye(gradient.shape[1])
        lam = damping[:, None, None]
        move, positive = solved(_within(now.hessian, basis) + lam * above + 1e-14 * scale, -gradient)
        if not positive.all():
            safe, _ = solved((1.0 + lam) * above + 1e-9 * scale, -gradient)
            move = np.where(positive[:, None], move, safe)
        move *= np.minimum(1.0, _LONGEST / np.abs(move).max(axis=1, keepdims=True))
        return move @ basis.T, -np.sum(gradient * move, axis=1)


def _within(matrices: Array, basis: Array) -> Array:
    if basis is EVERYWHERE:
        return matrices
    return np.asarray(basis.T @ matrices @ basis)


def solved(matrices: Array, right: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Solve symmetric systems by elimination, and tell which matrices are positive definite.

    Parameters
    ----------
    matrices
        Symmetric matrices, shape (rows, k, k).
    right
        Right sides, shape (rows, k).

    Examples
    --------
    >>> solution, positive = solved(np.array([[[2.0, 0.0], [0.0, -1.0]]]), np.array([[2.0, 3.0]]))
    >>> solution.tolist(), positive.tolist()
    ([[1.0, -3.0]], [False])
    """
    # One factorisation for all rows, column by column: LAPACK would be called once for each small matrix. The systems
    # stand last, so that each operation runs over all of them, and right sides are eliminated as one more column.
    system = np.concatenate([np.moveaxis(matrices, 0, -1), right.T[:, None]], axis=1)
    size = len(system)
    largest = np.abs(np.einsum("kkr->kr", system[:, :size])).max(axis=0)
    positive = np.isfinite(largest) & (largest > 0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for k in range(size):
            positive &= system[k, k] > _PIVOT * largest
            factor = system[k + 1 :, k] / system[k, k]
            system[k + 1 :, k + 1 :] -= factor[:, None] * system[k, k + 1 :]
        result = system[:, size]
        for k in reversed(range(size)):
            result[k] = (result[k] - np.sum(system[k, k + 1 : size] * result[k + 1 :], axis=0)) / system[k, k]
    return result.T, positive
