"""Where a fit starts: for given exponents the law is linear in E, A and B, so a grid of exponents is solved at once.

This is variable projection: 256 pairs of exponents cost less than one step of an optimiser, and the best of them lie so
near the minimum that a handful of starts agree where thousands of blind ones mostly do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.huber import Objective
    from limits.typing import Array

BEST = 6
_EXPONENTS = np.linspace(0.05, 1.2, 16)  # every published exponent of this form lies well inside
_NOTHING = 40.0  # ln of the least loss over E, where E is below the rounding of every loss
_CONSTANT = 2  # place of e in a vector
_SMALL = 1e-3  # share of the least loss that E starts from, where the linear fit wants none


class Held(NamedTuple):
    """What a start may not choose.

    Parameters
    ----------
    factors
        Of a, b and e: a number and a slope, where ln of the factor is the number less the slope times its exponent;
        None where it is free.
    exponents
        Of alpha and beta: the exponent; None where it is free.
    """

    factors: tuple[tuple[float, float] | None, ...] = (None, None, None)
    exponents: tuple[float | None, ...] = (None, None)


NOTHING_HELD = Held()


def scan(objective: Objective, best: int = BEST, *, tied: bool = False, held: Held = NOTHING_HELD) -> Array:
    """Return the most promising vectors (a, b, e, alpha, beta) of the grid, the best first.

    Parameters
    ----------
    objective
        The points that are to be fitted.
    best
        How many starts are wanted.
    tied
        Whether alpha = beta, so that only the diagonal of the grid is of use.
    held
        What the starts may not choose.

    Examples
    --------
    >>> from limits.scaling.fits.huber import Objective
    >>> x, y = np.linspace(-2, 2, 9), np.cos(np.arange(9.0))
    >>> exact = np.log(np.exp(0.1 - 0.3 * x) + np.exp(0.2 - 0.4 * y) + np.exp(0.5))
    >>> bool(np.abs(scan(Objective(x, y, exact))[0] - [0.1, 0.2, 0.5, 0.3, 0.4]).max() < 0.3)
    True
    """
    grids = [_EXPONENTS if each is None else np.array([each]) for each in held.exponents]
    i, j = _pairs(*map(len, grids), tied=tied)
    alpha, beta = grids[0][i], grids[1][j]
    loss = np.exp(objective.log_loss)
    # Errors relative to the loss: columns are divided by it, and the right side is 1, less what is held.
    in_x, in_y = (
        np.exp(-grid[:, None] * axis) / loss for grid, axis in zip(grids, (objective.x, objective.y), strict=True)
    )
    columns = np.concatenate([in_x, in_y, 1.0 / loss[None]])
    places = np.stack([i, len(in_x) + j, np.full(len(i), len(columns) - 1)], axis=1)  # of the three columns of a pair
    gram = (columns @ columns.T)[places[:, :, None], places[:, None, :]]  # each column stands in many pairs
    right = columns.sum(axis=1)[places]
    fixed = np.zeros((len(i), 3))
    for place, (given, exponent) in enumerate(zip(held.factors, (alpha, beta, 0.0), strict=True)):
        if given is not None:
            fixed[:, place] = np.exp(given[0] - given[1] * exponent)
    free = [place for place, given in enumerate(held.factors) if given is None]
    coefficients = _linear(gram, right, fixed, free)
    if free[-1:] == [_CONSTANT]:
        without = ~(coefficients[:, _CONSTANT] > 0)
        small = fixed[without]
        small[:, _CONSTANT] = _SMALL * loss.min()
        coefficients[without] = _linear(gram[without], right[without], small, free[:-1])
    usable = (coefficients[:, free] > 0).all(axis=1)
    if not usable.any():
        return blind(objective, best, tied=tied)
    coefficients, alpha, beta, places = (part[usable] for part in (coefficients, alpha, beta, places))
    predicted = np.einsum("gk,gkp->gp", coefficients, columns[places])
    order = np.argsort(np.abs(predicted - 1.0).sum(axis=1), kind="stable")[:best]
    found = np.column_stack([np.log(coefficients), alpha, beta])[order]
    # Where exponents are held the grid is small; another start tells whether the minimum is the only one.
    return found if len(found) > 1 else np.concatenate([found, blind(objective, best, tied=tied)[: best - 1]])


def without_constant(objective: Objective, vectors: Array) -> Array:
    """Return the vectors with E so far below every loss that it is 0 to all digits.

    There the objective no longer depends on E. A minimum at E = 0 is reached from elsewhere only by an endless walk
    along a narrow valley, ln E going to minus infinity.
    """
    edge = np.array(vectors)
    edge[:, _CONSTANT] = nothing(objective)
    return edge


def nothing(objective: Objective) -> float:
    """Return an ln E at which E is 0 to all digits of every loss."""
    return float(objective.log_loss.min()) - _NOTHING


def _pairs(first: int, second: int, *, tied: bool) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places of all pairs of two grids; of tied ones, pairs of the same place."""
    if tied and first == second:
        return np.arange(first), np.arange(second)
    i, j = (axis.ravel() for axis in np.meshgrid(np.arange(first), np.arange(second), indexing="ij"))
    return i, j


def _linear(gram: Array, right: Array, fixed: Array, free: list[int]) -> Array:
    """Return the coefficients that make the sum of columns nearest to 1, of which only the free ones are chosen.

    `gram` are the products of the columns of each pair, shape (pairs, 3, 3), and `right` those with 1.
    """
    result = fixed.copy()
    if free:
        chosen = gram[:, free][:, :, free]
        ridge = 1e-12 * np.trace(chosen, axis1=1, axis2=2)[:, None, None] * np.eye(len(free))
        left = (right[:, :, None] - gram @ fixed[:, :, None])[:, free]
        result[:, free] = np.linalg.solve(chosen + ridge, left)[:, :, 0]
    return result


def blind(objective: Objective, best: int, *, tied: bool) -> Array:
    """Return starts for losses that fall with neither N nor D: three equal terms, exponents of either size."""
    third = np.mean(objective.log_loss) - np.log(3.0)
    exponents = np.linspace(0.1, 0.9, best)
    other = exponents if tied else exponents[::-1]
    return np.column_stack([np.full((best, 3), third), exponents, other])
