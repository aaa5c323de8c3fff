"""What figures do with curves and with names beside them: cut them at the range of a fit, keep them apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from limits.typing import Array

    Mask = NDArray[np.bool_]


def segments(inside: Mask, y: Array) -> Iterator[tuple[str, Array]]:
    """Cut a curve into what lies within the runs behind a law, solid, and what lies beyond, dashed.

    Parameters
    ----------
    inside
        Whether each point lies within, shape (points,).
    y
        The curve, shape (points,).

    Yields
    ------
    tuple
        A word, and the curve with NaN wherever it is of the other part; a part without points is left out.

    Examples
    --------
    >>> inside = np.array([False, True, True, False])
    >>> {part: values.tolist() for part, values in segments(inside, np.arange(4.0))}
    {'within': [nan, 1.0, 2.0, nan], 'beyond': [0.0, 1.0, 2.0, 3.0]}
    """
    beyond = ~inside
    joined = beyond.copy()  # with the neighbours, so that no gap opens between the two
    np.logical_or(joined[1:], beyond[:-1], out=joined[1:])
    np.logical_or(joined[:-1], beyond[1:], out=joined[:-1])
    for part, drawn in (("within", inside), ("beyond", joined)):
        if (inside if part == "within" else beyond).any():
            yield part, np.where(drawn, y, math.nan)


def apart(wanted: Array, least: float, low: float, high: float) -> Array:
    """Return places as near as possible to the wanted ones that keep a distance, in the same order.

    Least squares under that condition: after subtracting the distances it is an isotonic regression.

    Parameters
    ----------
    wanted
        Places in ascending order, shape (places,), of which there is one at least.
    least
        Distance between neighbours.
    low, high
        Ends of the room; what does not fit in gets the distance that fits.

    Examples
    --------
    >>> apart(np.array([0.0, 5.0, 5.0]), 2.0, 0.0, 10.0).tolist()
    [0.0, 4.0, 6.0]
    """
    gaps = len(wanted) - 1
    if gaps:
        least = min(least, (high - low) / gaps)
    offsets = least * np.arange(len(wanted))
    blocks: list[list[float]] = []  # mean and number of places that move together
    for value in (wanted - offsets).tolist():
        mean, size = value, 1.0
        while blocks and blocks[-1][0] >= mean:
            other, others = blocks.pop()
            mean, size = (mean * size + other * others) / (size + others), size + others
        blocks.append([mean, size])
    level = np.concatenate([np.full(int(size), mean) for mean, size in blocks])
    return np.asarray(np.clip(level, low, high - least * gaps) + offsets)


Corner = tuple[float, float]
"""A place that a curve reaches, and the share of an axis that is left free beyond it."""


def span(ends: tuple[float, float], tops: Sequence[Corner], feet: Sequence[Corner]) -> tuple[float, float] | None:
    """Return the shortest axis on which curves leave room in corners, or None where none does.

    Parameters
    ----------
    ends
        Least and greatest place that the axis has to show.
    tops
        For each corner above, the highest place under it, and the share of the axis that must be left free above that.
    feet
        For each corner below, the lowest place over it, and the share of the axis that must be left free below that.

    Examples
    --------
    >>> span((0.0, 3.0), [(0.0, 0.5)], [(3.0, 0.25)])  # the corners are free already
    (0.0, 3.0)
    >>> span((0.0, 3.0), [(3.0, 0.5)], [])
    (0.0, 6.0)
    >>> span((0.0, 3.0), [(3.0, 0.5)], [(0.0, 0.25)])
    (-3.0, 9.0)
    >>> span((0.0, 3.0), [(3.0, 0.5)], [(0.0, 0.5)]) is None
    True
    """
    tops, feet = [*tops, (ends[1], 0.0)], [*feet, (ends[0], 0.0)]
    pairs = [(highest - lowest, 1.0 - above - below) for highest, above in tops for lowest, below in feet]
    if any(share <= 0.0 for _, share in pairs):
        return None
    length = max(height / share for height, share in pairs)
    start = min(lowest - below * length for lowest, below in feet)
    return start, start + length
