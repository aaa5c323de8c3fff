"""Where a fit starts: for given exponents the law is linear in E, A and B, so a grid of exponents is solved at once.

This is variable projection: 256 pairs of exponents cost less than one step of an optimiser, and the best of them lie so
near the minimum that a handful of starts agree where thousands of blind ones mostly do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.scaling.fits.huber import Objective
    from limits.typing import Array

BEST = 6
_EXPONENTS = np.linspace(0.05, 1.2, 16)  # every published exponent of this form lies well inside
_NOTHING = 40.0  # ln of the least loss over E, where E is below the rounding of every loss
_SMALL = 1e-3  # share of the least loss that E starts from, where the linear fit wants none


def scan(objective: Objective, best: int = BEST, *, tied: bool = False) -> Array:
    """Return the most promising vectors (a, b, e, alpha, beta) of the grid, the best first.

    Parameters
    ----------
    objective
        The points that are to be fitted.
    best
        How many starts are wanted.
    tied
        Whether alpha = beta, so that only the diagonal of the grid is of use.

    Examples
    --------
    >>> from limits.scaling.fits.huber import Objective
    >>> x, y = np.linspace(-2, 2, 9), np.cos(np.arange(9.0))
    >>> exact = np.log(np.exp(0.1 - 0.3 * x) + np.exp(0.2 - 0.4 * y) + np.exp(0.5))
    >>> bool(np.abs(scan(Objective(x, y, exact))[0] - [0.1, 0.2, 0.5, 0.3, 0.4]).max() < 0.3)
    True
    """
    places = np.arange(len(_EXPONENTS))
    i, j = (places, places) if tied else (axis.ravel() for axis in np.meshgrid(places, places, indexing="ij"))
    alpha, beta = _EXPONENTS[i], _EXPONENTS[j]
    loss = np.exp(objective.log_loss)
    # Errors relative to the loss: columns are divided by it, and the right side is 1.
    in_x, in_y = (np.exp(-_EXPONENTS[:, None] * axis) / loss for axis in (objective.x, objective.y))
    terms = np.stack([in_x[i], in_y[j]], axis=1)
    constant = np.broadcast_to(1.0 / loss, (len(alpha), 1, len(loss)))
    whole = _linear(np.concatenate([terms, constant], axis=1))
    without = np.concatenate([_linear(terms), np.full((len(alpha), 1), _SMALL * loss.min())], axis=1)
    coefficients = np.where(whole[:, 2:] > 0, whole, without)
    usable = (coefficients > 0).all(axis=1)
    if not usable.any():
        return _blind(objective, best, tied=tied)
    coefficients, alpha, beta, terms = (part[usable] for part in (coefficients, alpha, beta, terms))
    predicted = np.einsum("gk,gkp->gp", coefficients[:, :2], terms) + coefficients[:, 2:] / loss
    order = np.argsort(np.abs(predicted - 1.0).sum(axis=1), kind="stable")[:best]
    return np.column_stack([np.log(coefficients), alpha, beta])[order]


def without_constant(objective: Objective, vectors: Array) -> Array:
    """Return the vectors with E so far below every loss that it is 0 to all digits.

    There the objective no longer depends on E. A minimum at E = 0 is reached from elsewhere only by an endless walk
    along a narrow valley, ln E going to minus infinity.
    """
    edge = np.array(vectors)
    edge[:, 2] = objective.log_loss.min() - _NOTHING
    return edge


def _linear(columns: Array) -> Array:
    """Return the coefficients that make the sum of the columns nearest to 1, for each row of columns."""
    gram = columns @ columns.swapaxes(1, 2)
    ridge = 1e-12 * np.trace(gram, axis1=1, axis2=2)[:, None, None] * np.eye(columns.shape[1])
    return np.asarray(np.linalg.solve(gram + ridge, columns.sum(axis=2)[:, :, None])[:, :, 0])


def _blind(objective: Objective, best: int, *, tied: bool) -> Array:
    """Return starts for losses that fall with neither N nor D: three equal terms, exponents of either size."""
    third = np.mean(objective.log_loss) - np.log(3.0)
    exponents = np.linspace(0.1, 0.9, best)
    other = exponents if tied else exponents[::-1]
    return np.column_stack([np.full((best, 3), third), exponents, other])
