"""How a fit varies from sample to sample: the points drawn again with replacement, and the law fitted to each draw.

A resample is a vector of counts, so that the same points serve all of them, and each begins at the minimum of the whole
sample. The generator is NumPy's legacy one, since the published resamples of Besiroglu et al. (2024) come from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from limits.scaling.fits.newton import EVERYWHERE, Minima, minimise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from limits.scaling.fits.huber import Objective
    from limits.typing import Array

Progress: TypeAlias = "Callable[[int, int], None]"
"""What a long calculation calls as it goes on: how much is done, of how much."""

MOST_RESAMPLES = 1_000_000
"""Resamples of a fit: their coefficients, minima and counts take half a gigabyte then."""

_CELLS = 48_000  # rows times points of one batch: few enough for the cache, enough for what each step costs by itself
_DRAWN = 10  # batches drawn at once: once a block of that size was freed, glibc keeps what smaller arrays free


def resamples(points: int, count: int, seed: int) -> Iterator[Array]:
    """Draw the counts of resamples of points, or of runs, in batches of shape (rows, points).

    Examples
    --------
    >>> [batch.sum(axis=1).tolist() for batch in resamples(5, 2, seed=42)]
    [[5.0, 5.0]]
    """
    generator = np.random.RandomState(seed)
    rows = max(1, _CELLS // points)
    for first in range(0, count, _DRAWN * rows):
        many = min(_DRAWN * rows, count - first)
        drawn = generator.randint(0, points, size=(many, points))
        flat = (drawn + points * np.arange(many)[:, None]).ravel()
        counts = np.bincount(flat, minlength=many * points).reshape(many, points).astype(float)
        yield from (counts[at : at + rows] for at in range(0, many, rows))


def refitted(
    objective: Objective,
    vector: Array,
    count: int,
    seed: int,
    basis: Array = EVERYWHERE,
    *,
    groups: NDArray[np.intp] | None = None,
    progress: Progress | None = None,
) -> Minima:
    """Return the minimum of each resample.

    Parameters
    ----------
    objective
        The whole sample.
    vector
        Its minimum.
    count, seed
        How many resamples, and the seed of the generator.
    basis
        Columns whose combinations the vector may vary by.
    groups
        Number of the run of each point, if runs are drawn with all their points; each point by itself otherwise.
    progress
        Told how many resamples are done, of how many, after each batch of them.
    """
    batches: list[Minima] = []
    done = 0
    points = len(objective.x) if groups is None else int(groups.max()) + 1
    for drawn in resamples(points, count, seed):
        counts = drawn if groups is None else drawn[:, groups]
        batches.append(minimise(objective, np.tile(vector, (len(counts), 1)), counts, basis))
        done += len(counts)
        if progress is not None:
            progress(done, count)
    return Minima(
        np.concatenate([batch.vectors for batch in batches]),
        np.concatenate([batch.values for batch in batches]),
        np.concatenate([batch.stopped for batch in batches]),
        max(batch.steps for batch in batches),
    )
