"""Which runs were made with one budget: those whose computes lie within a tolerance, of at least three sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.fits.parabola import different

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from limits.typing import Array

FEWEST = 3
"""Different sizes of a budget: as many as a parabola has coefficients."""

_ROUNDING = 1e-9  # of ln(compute), so that computes that are written alike are not parted


def budgets(compute: Array, size: Array, tolerance: float) -> list[NDArray[np.intp]]:
    """Return the places of the runs of each budget, by compute: of windows so wide, those with most runs first.

    Parameters
    ----------
    compute, size
        Of each run: compute [FLOP], and the logarithm of what tells sizes apart.
    tolerance
        Largest over least compute of one budget, less 1.

    Examples
    --------
    >>> compute = np.array([1e18, 3e18, 1.02e18, 0.99e18, 3e18, 5e18])
    >>> [rows.tolist() for rows in budgets(compute, np.arange(6.0), 0.1)]
    [[0, 2, 3]]
    """
    order = np.argsort(compute, kind="stable")
    values = np.log(compute[order])
    reach = np.log1p(tolerance) + _ROUNDING
    free = np.ones(len(values), dtype=bool)
    found = []
    while free.any():
        places = np.flatnonzero(free)
        ends = np.searchsorted(values[places], values[places] + reach, side="right")
        counts = ends - np.arange(len(places))
        first = int(np.argmax(counts))
        taken = places[first : ends[first]]
        free[taken] = False
        if counts[first] < FEWEST:
            break
        rows = order[taken]
        if different(size[rows]) >= FEWEST:
            found.append(np.sort(rows))
    return sorted(found, key=lambda rows: float(compute[rows].mean()))


def adjoining(compute: Array, found: Sequence[NDArray[np.intp]], tolerance: float) -> int:
    """Return how many budgets, which come by compute, have another within the tolerance of one of their ends.

    Examples
    --------
    >>> adjoining(np.array([1e18, 1.08e18, 1.15e18, 3e18]), [np.array([0, 1]), np.array([2]), np.array([3])], 0.1)
    2
    """
    low, high = (np.array([end(compute[rows]) for rows in found]) for end in (np.min, np.max))
    near = low[1:] <= high[:-1] * (1.0 + tolerance)
    return int(np.sum(np.append(near, False) | np.append(False, near)))
