"""Draws of the fields of a run, the same ones for every run, and the number that draws stand for.

Each field is drawn by its own name (`limits.draws`): the difference between two runs is a difference of runs and not of
luck, a run in a batch is the same run alone, and a field that is added moves no other.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.draws import deviations, interval, uniform
from limits.errors import DataError
from limits.interval import LEAST, MOST, is_wide
from limits.value import Value

if TYPE_CHECKING:
    from limits.runs.fields import Number
    from limits.typing import Array
    from limits.value import Origin

__all__ = ["draw", "of_draws"]

_LEAST = float(np.finfo(float).tiny)  # probability: the inverse takes none of 0
_MOST = float(np.finfo(float).max)


def draw(value: Value, row: Number) -> Array:
    """Return the draws of one number: one where nothing is uncertain, else `limits.draws.DRAWS`.

    A stated interval is uniform, or uniform in the logarithm where its ends differ by more than a factor 10; `a +/- b`
    is normal with standard deviation b, truncated to the domain of the field; of a factor its logarithm is, with b/a.

    Examples
    --------
    >>> from limits.runs.fields import number
    >>> from limits.value import Value
    >>> drawn = draw(Value(0.4, "1", low=0.3, high=0.5), number("mfu"))
    >>> float(drawn[0]), bool(drawn[1:].min() > 0.3), bool(drawn[1:].max() < 0.5)
    (0.4, True, True)
    """
    if not value.uncertain:
        return np.array([value.value])
    points = uniform(row.name)
    if value.sigma is not None and row.factor:
        logs = math.log(value.value) + value.sigma / value.value * deviations(row.name)
        drawn = np.clip(np.exp(np.clip(logs, math.log(LEAST), math.log(MOST))), LEAST, MOST)
    elif value.sigma is not None:
        drawn = _normal(value.value, value.sigma, row, points)
    else:
        low, high = value.low, value.high
        if low is None or high is None:
            raise DataError("run", row.name, "an interval with one end")
        # Logarithms apart and weights that add up to 1: neither a ratio nor a difference of the ends can overflow.
        if is_wide(low, high):
            drawn = np.exp((1.0 - points) * math.log(low) + points * math.log(high))
        else:
            drawn = (1.0 - points) * low + points * high
        drawn = np.clip(drawn, low, high)
    drawn[0] = value.value
    return drawn


@np.errstate(over="ignore")  # what passes the largest float is brought back to it
def _normal(centre: float, sigma: float, row: Number, points: Array) -> Array:
    """Draw from a normal distribution cut off at the ends of the domain, by the inverse of its cumulative one."""
    from statistics import NormalDist  # few runs state a deviation, and it takes its time

    standard = NormalDist()  # in deviations from the centre: what is far beyond the range of floats stays an infinity
    below = 0.0 if row.least == -math.inf else standard.cdf((row.least - centre) / sigma)
    above = 1.0 if row.most == math.inf else standard.cdf((row.most - centre) / sigma)
    shares = np.clip(below + (above - below) * points, _LEAST, 1.0 - np.finfo(float).eps)
    drawn = centre + sigma * np.array([standard.inv_cdf(float(share)) for share in shares])
    # A draw at the very edge of an open domain, or beyond the floats, would be no value that may be stated.
    inside = np.clip(drawn, math.nextafter(row.least, math.inf) if not row.closed else row.least, min(row.most, _MOST))
    return np.asarray(inside)


def of_draws(drawn: Array, unit: str, origin: Origin | None = None) -> Value | None:
    """Return the first of several draws with the interval that the others span; None if it is unknown."""
    with np.errstate(invalid="ignore"):
        low, high = (float(end) for end in interval(drawn))
    endless = np.isinf(drawn).any() and not np.isfinite([low, high]).all()  # an end of the interval is no float
    if endless or not np.isfinite(drawn[0]):
        return None
    if low == high or np.isnan(low):
        return Value(float(drawn[0]), unit, origin=origin)
    return Value(float(drawn[0]), unit, low, high, origin=origin)
