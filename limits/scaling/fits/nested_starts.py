"""Where a fit of the nested family starts: for given E, q and exponents (L - E)^(1/q) is linear in two factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.fits.starts import blind

if TYPE_CHECKING:
    from limits.scaling.fits.huber import Objective
    from limits.typing import Array

BEST = 10
_EXPONENTS = np.geomspace(0.03, 0.9, 10)  # of the loss, as published; those of the inner sum are 1/q times as large
_POWERS = (0.1, 0.2, 0.4, 0.7, 1.0, 1.6)  # q
_SHARES = (0.02, 0.4, 0.7, 0.9)  # of the least loss, where E starts
_NO_CONSTANT = -700.0  # ln of an E that there is not


def scan_nested(objective: Objective, best: int = BEST, *, tied: bool, constant: bool) -> Array:
    """Return the most promising vectors (a, b, e, alpha, beta, q) of a grid, the best first.

    Parameters
    ----------
    objective
        The points that are to be fitted.
    best
        How many starts are wanted.
    tied
        Whether q = beta.
    constant
        Whether there is an E.
    """
    least = float(objective.log_loss.min())
    found = [
        _at(objective, share * np.exp(least), q, tied=tied)
        for share in (_SHARES if constant else (0.0,))
        for q in (_EXPONENTS if tied else _POWERS)
    ]
    rows = np.concatenate(found)
    if not len(rows):
        start = blind(objective, best, tied=False)
        rows = np.column_stack([start, start[:, 4] if tied else np.ones(best), np.zeros(best)])
    order = np.argsort(rows[:, -1], kind="stable")[:best]
    starts: Array = rows[order, :-1]
    return starts if len(starts) > 1 else np.repeat(starts, 2, axis=0)


def _at(objective: Objective, E: float, q: float, *, tied: bool) -> Array:
    """Return vectors for one E and q with the error that each leaves, one a row; only those that are laws."""
    exponents = np.array([q]) if tied else _EXPONENTS
    i, j = (axis.ravel() for axis in np.meshgrid(_EXPONENTS, exponents, indexing="ij"))
    log_inner = np.log(np.exp(objective.log_loss) - E) / q
    first = -i[:, None] / q * objective.x - log_inner
    second = -j[:, None] / q * objective.y - log_inner
    log_columns = np.stack([first, second], axis=1)
    log_scale = log_columns.max(axis=2, keepdims=True)
    columns = np.exp(log_columns - log_scale)  # at most 1, however many decades apart sizes lie
    gram = columns @ columns.swapaxes(1, 2) + 1e-12 * np.eye(2)
    factors = np.linalg.solve(gram, columns.sum(axis=2)[:, :, None])[:, :, 0]
    laws = (factors > 0).all(axis=1)
    error = np.abs(np.einsum("gk,gkp->gp", factors, columns) - 1.0).sum(axis=1) * q
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = q * (np.log(factors) - log_scale[:, :, 0])
    constant = np.full(len(i), np.log(E) if E > 0 else _NO_CONSTANT)
    return np.column_stack([logs, constant, i, j, np.full(len(i), q), error])[laws]
