"""Draws of the fields of a run: the same ones for every run.

Each field has its own dimension of the sequence (`limits.draws`), so that the difference between two runs is a
difference of runs and not of luck, and a run in a batch is the same run alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.draws import uniform
from limits.errors import DataError
from limits.interval import is_wide
from limits.runs.field import NUMBERS, Field, Number

if TYPE_CHECKING:
    from limits.typing import Array

__all__ = ["draw"]

_DIMENSION = {row.name: index for index, row in enumerate(NUMBERS)}


def draw(field: Field, row: Number) -> Array:
    """Return the draws of one field: one number where nothing is uncertain, else 256.

    A stated interval is uniform, or uniform in the logarithm where its ends differ by more than a factor 10; `a +/- b`
    is normal with standard deviation b, truncated to the domain of the field.

    Examples
    --------
    >>> from limits.runs.field import number
    >>> drawn = draw(Field(0.4, "1", "given", low=0.3, high=0.5), number("mfu"))
    >>> float(drawn[0]), bool(drawn[1:].min() > 0.3), bool(drawn[1:].max() < 0.5)
    (0.4, True, True)
    """
    if not field.uncertain:
        return np.array([field.value])
    u = uniform(_DIMENSION[row.name])
    if field.sigma is not None:
        from statistics import NormalDist  # few runs state a deviation, and it takes its time

        normal = NormalDist(field.value, field.sigma)
        below, above = normal.cdf(row.least), normal.cdf(min(row.most, np.finfo(float).max))
        drawn = np.array([normal.inv_cdf(below + (above - below) * float(point)) for point in u])
    else:
        low, high = field.low, field.high
        if low is None or high is None:
            raise DataError("run", row.name, "an interval with one end")
        drawn = low * (high / low) ** u if is_wide(low, high) else low + (high - low) * u
    drawn[0] = field.value
    return drawn
