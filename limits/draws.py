"""Draws of uncertain numbers: the same points for whoever asks for the same name.

Everything uncertain is drawn in equal strata, one draw in each, in an order that a hash of its name shuffles (a Latin
hypercube). So a number's draws depend on its own name alone: no table of dimensions that a new field would shift, no
ceiling on how many there are. Draw 0 is the centre of every input and gives the value; the others give the interval.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.typing import Array

__all__ = ["DRAWS", "HIGH", "LEVEL", "LOW", "deviations", "interval", "uniform"]

# The centre and 1024 strata. Where several inputs are uncertain, the ends of an interval are off by 1 to 6 % of its
# width (tests/test_draws.py measures it), half of what 256 give; 4096 would halve it again, at four times the memory.
DRAWS = 1025
LOW, HIGH = 0.05, 0.95
LEVEL = 0.9
"""Share of a distribution between the ends of every interval, drawn or fitted: from 5 to 95 %."""


@cache
def uniform(name: str) -> Array:
    """Return the draws of a number called `name`: 1/2, then the middles of 1024 strata of (0, 1) in the name's order.

    Parameters
    ----------
    name
        Name of a field of a run, or of whatever else is uncertain.

    Returns
    -------
    Array
        Shape (1025,), read-only. Hashed, not drawn from a generator: the same on every machine and with every numpy.

    Examples
    --------
    >>> points = uniform("mfu")
    >>> points.shape, float(points[0]), sorted(points[1:])[:2] == [0.5 / 1024, 1.5 / 1024]
    ((1025,), 0.5, True)
    >>> bool((uniform("mfu") == uniform("pue")).all())
    False
    """
    drawn: Array = np.concatenate([[0.5], (_order(name) + 0.5) / (DRAWS - 1)])
    drawn.flags.writeable = False
    return drawn


@cache
def deviations(name: str) -> Array:
    """Return the same draws as numbers of a standard normal distribution: 0, then those of the strata.

    Examples
    --------
    >>> found = deviations("node_factor")
    >>> float(found[0]), bool(abs(found[1:].mean()) < 1e-12), f"{found.std():.2f}"
    (0.0, True, '1.00')
    """
    drawn: Array = np.concatenate([[0.0], _normal_strata()[_order(name)]])
    drawn.flags.writeable = False
    return drawn


def _order(name: str) -> NDArray[np.intp]:
    """Return the places of the strata in the order of a name."""
    digest = hashlib.shake_256(name.encode()).digest(8 * (DRAWS - 1))
    return np.argsort(np.frombuffer(digest, dtype="<u8"), kind="stable")


@cache
def _normal_strata() -> Array:
    """Return the normal deviations at the middles of the strata, computed once for all names."""
    from statistics import NormalDist  # takes its time to load, and many runs need none

    inverse = NormalDist().inv_cdf
    return np.array([inverse((place + 0.5) / (DRAWS - 1)) for place in range(DRAWS - 1)])


def interval(drawn: Array) -> tuple[Array, Array]:
    """Return the 5 and 95 % points over the last axis, draw 0 left out; NaN where any draw is unknown.

    Order statistics with linear interpolation, by a plain sort: the same bits for one run and for a batch. Where the
    value itself, draw 0, lies beyond one of them, the interval is widened to hold it: the middle of a distribution that
    the domain cuts off at one side can be its end.

    Parameters
    ----------
    drawn
        Draws, shape (..., draw); with a last axis of length 1 both ends are the value.
    """
    value = drawn[..., 0]
    if drawn.shape[-1] == 1:
        return value, value
    ordered = np.sort(drawn[..., 1:], axis=-1)
    last = ordered.shape[-1] - 1
    unknown = np.isnan(ordered[..., last])  # a sort puts NaN last

    def point(share: float) -> Array:
        place = share * last
        index = int(place)
        below, above = ordered[..., index], ordered[..., min(index + 1, last)]
        quantile: Array = np.where(unknown, np.nan, below + (above - below) * (place - index))
        return quantile

    return np.minimum(point(LOW), value), np.maximum(point(HIGH), value)
