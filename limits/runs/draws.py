"""Draws of uncertain numbers: the same ones for every run.

Each field of a run has its own dimension of one fixed Sobol' sequence, so that the difference between two runs is a
difference of runs and not of luck, and a run in a batch is the same run alone. Draw 0 is the centre of every input and
gives the value; draws 1 to 255 give the interval.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import DataError
from limits.interval import is_wide
from limits.runs.field import NUMBERS, Field, Number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

DRAWS = 256
LOW, HIGH = 0.05, 0.95
_DIMENSION = {row.name: index for index, row in enumerate(NUMBERS)}


@cache
def _directions() -> Array:
    lines = (Path(__file__).parents[1] / "data" / "sobol.txt").read_text(encoding="utf-8").splitlines()
    rows = [list(bytes.fromhex(line)) for line in lines if line and not line.startswith("#")]
    if len(rows) < len(NUMBERS):
        raise DataError("sobol.txt", "", f"{len(rows)} dimensions for {len(NUMBERS)} fields")
    return np.array(rows)


def uniform(dimension: int) -> Array:
    """Return 256 points in (0, 1) of one dimension of the Sobol' sequence, moved so that the first is 1/2.

    Examples
    --------
    >>> uniform(0)[:4].tolist()
    [0.5, 0.001953125, 0.251953125, 0.751953125]
    """
    index = np.arange(DRAWS)
    gray = index ^ (index >> 1)
    bits = (gray[:, None] >> np.arange(8)) & 1
    points = np.bitwise_xor.reduce(bits * _directions()[dimension], axis=1)
    # Adding 1/2 modulo 1 keeps every dimension stratified; the half cell keeps the points off 0, and the centre exact.
    moved = np.mod(points + DRAWS // 2, DRAWS)
    drawn: Array = (moved + 0.5) / DRAWS
    drawn[0] = 0.5
    return drawn


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


def interval(drawn: Array) -> tuple[Array, Array]:
    """Return the 5 and 95 % points over the last axis, draw 0 left out; NaN where any draw is unknown.

    Order statistics with linear interpolation, by a plain sort: the same bits for one run and for a batch.

    Parameters
    ----------
    drawn
        Draws, shape (..., 256); with a last axis of length 1 both ends are the value.
    """
    if drawn.shape[-1] == 1:
        return drawn[..., 0], drawn[..., 0]
    ordered = np.sort(drawn[..., 1:], axis=-1)
    last = ordered.shape[-1] - 1
    unknown = np.isnan(ordered[..., last])  # a sort puts NaN last

    def point(share: float) -> Array:
        place = share * last
        index = int(place)
        below, above = ordered[..., index], ordered[..., min(index + 1, last)]
        quantile: Array = np.where(unknown, np.nan, below + (above - below) * (place - index))
        return quantile

    return point(LOW), point(HIGH)
