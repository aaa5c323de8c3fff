"""Rows of learning curves without their warm-up, where a law of tokens is fitted to a run's own curve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.fits.curves import Curves
from limits.scaling.fits.readings import smoothed, warm_up

if TYPE_CHECKING:
    from limits.scaling.fits.points import Points

_PER_DECADE = 40
_FEWEST = 12  # rows of a run that are a curve


def trained(points: Points) -> Points:
    """Return the rows after the warm-up of each run, with a remark that counts the others.

    Rows without names of runs are those of one. The warm-up is told as for an envelope (`readings.warm_up`).

    Parameters
    ----------
    points
        Rows with tokens.

    Examples
    --------
    >>> from limits.scaling.fits.points import Points
    >>> D = np.geomspace(1e8, 1e10, 41)
    >>> slow = 2.0 + 3e3 * D**-0.37 + 7.0 * np.exp(-D / 2e8)
    >>> len(trained(Points.along("tokens", D, slow)))
    27
    """
    runs = np.zeros(len(points), dtype=np.intp) if points.run is None else points.run
    kept = np.ones(len(points), dtype=bool)
    of = 0
    for run in np.unique(runs):
        own = runs == run
        if own.sum() < _FEWEST:
            continue
        curve = Curves(np.zeros(int(own.sum()), dtype=np.intp), points.tokens[own], points.loss[own], ("",))
        (reading,) = smoothed(curve, _PER_DECADE)
        if start := warm_up(reading):
            kept &= ~own | (points.tokens >= reading.compute[start])
            of += 1
    if not of:
        return points
    curves = "the curve" if of == 1 else f"{of} curves"
    said = f"warm-up: the first {int(np.sum(~kept))} rows of {curves} left out, up to where the loss falls fastest"
    return replace(points.taken(kept), remarks=(*points.remarks, said))
