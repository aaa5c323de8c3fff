"""From the points to one minimum: all starts followed, the lowest chosen, and the end checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.fits.newton import Minima, minimise
from limits.scaling.fits.starts import without_constant

if TYPE_CHECKING:
    from limits.scaling.fits.huber import Objective
    from limits.scaling.fits.task import Task
    from limits.typing import Array

FLAT = 1e-6
"""Gradient beside the sum of the slopes of all points, at which it has vanished."""

NEARLY_FLAT = 1e-5
"""The same in a flat valley, where steps along its floor change no prediction of a run by as much as its noise."""

LEAST_SLOPE = 1e-9
"""Error that is taken for rounding, in ln(loss) or in the loss [1]."""


def followed(task: Task) -> Minima:
    """Return where the starts end; if some get lost, where those with E = 0 end as well."""
    objective, starts = task.objective, task.starts()
    minima = minimise(objective, starts, basis=task.basis)
    if minima.stopped.all() or "E" in task.held or "E" not in task.names:
        return minima
    edge = minimise(objective, task.placed(without_constant(objective, starts)), basis=task.basis)
    return Minima(
        np.concatenate([minima.vectors, edge.vectors]),
        np.concatenate([minima.values, edge.values]),
        np.concatenate([minima.stopped, edge.stopped]),
        max(minima.steps, edge.steps),
    )


def lowest(minima: Minima) -> int:
    """Return the lowest minimum at which the loss falls with both sizes; the lowest of all if there is none.

    An exponent below 0 can bend the law through its largest run alone, which lowers the objective and means nothing.
    """
    falling = (minima.vectors[:, 3:] > 0).all(axis=1)
    return int(np.argmin(np.where(falling | ~falling.any(), minima.values, np.inf)))


def at_the_end(objective: Objective, vector: Array, basis: Array) -> tuple[float, bool]:
    """Return the gradient beside the sum of the slopes, and whether the objective curves upwards."""
    at = objective.expand(vector[None])
    slope = np.abs(np.clip(objective.errors(vector[None])[0], -objective.delta, objective.delta))
    gradient = np.abs(at.gradient[0] @ basis).max() / np.maximum(slope, LEAST_SLOPE).sum()
    hessian, above = (basis.T @ matrix[0] @ basis for matrix in (at.hessian, at.majoriser))
    return float(gradient), bool(np.linalg.eigvalsh(hessian)[0] >= -FLAT * np.trace(above))
