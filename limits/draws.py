"""Draws of uncertain numbers: one fixed low-discrepancy sequence, the same points for whoever asks.

Everything uncertain has its own dimension of one Sobol' sequence: the fields of a run the first ones, the coefficients
of a scaling law some of the last ones. Draw 0 is the centre of every input and gives the value; draws 1 to 255 give the
interval.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Array

__all__ = ["DRAWS", "interval", "uniform"]

DRAWS = 256
LOW, HIGH = 0.05, 0.95


@cache
def _directions() -> Array:
    lines = (Path(__file__).parent / "data" / "sobol.txt").read_text(encoding="utf-8").splitlines()
    return np.array([list(bytes.fromhex(line)) for line in lines if line and not line.startswith("#")])


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
