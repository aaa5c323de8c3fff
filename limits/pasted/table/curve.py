"""What a table of sizes shows: whether its curve has become flat, where it falls, and whether its columns agree."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.network.collectives import Operation
from limits.pasted.table import sizes

if TYPE_CHECKING:
    from limits.pasted.measurement import Half, Measurement, Row
    from limits.pasted.printed import Printed

RISING = 0.035
"""Relative rise of the bus bandwidth over the last doubling of the size from which a curve is said to rise still."""

STEEP = 0.8
"""Rise from which a doubling of the size costs hardly any time, so that the table shows latency and no bandwidth."""

_NEAR_TOP = 0.2  # share of the plateau from which a fall counts: what is below is another protocol of small sizes
_FALL = 0.25  # relative fall from one size to the next that is named
_STALL = 10.0  # times as long at the next size: no protocol does that, something waits
_ROWS = 2  # that a curve needs
_SLACK = 0.02  # beyond the digits: some versions print times that they rounded before they divided


@frozen
class Fall:
    """Where a curve falls: from one size to the next, bus bandwidth as a share of that before."""

    size: float
    remains: float


@frozen
class Curve:
    """The shape of a table.

    Attributes
    ----------
    smallest_time
        Least time of all sizes [us]; None where no time was printed.
    rise
        Relative rise of the larger bus bandwidth of both halves over the last doubling of the size; None where fewer
        than two sizes are there.
    near_plateau_from
        Least size [byte] from which nine tenths of the plateau are reached.
    falls
        Sizes at which the bandwidth falls by a quarter or more, among those near the plateau.
    stalls
        Sizes [byte] at which the time grows tenfold.
    largest
        The largest size [byte].
    """

    smallest_time: float | None
    rise: float | None
    near_plateau_from: float | None
    falls: tuple[Fall, ...]
    stalls: tuple[float, ...]
    largest: float | None

    @property
    def rises(self) -> bool:
        """Whether the last doubling still gained much."""
        return self.rise is not None and self.rise > RISING

    @property
    def latency_bound(self) -> bool:
        """Whether the last doubling cost hardly any time."""
        return self.rise is not None and self.rise > STEEP


def of(measurement: Measurement) -> Curve:
    """Return the shape of the table of a measurement."""
    rows = list(measurement)
    if not rows:
        return Curve(None, None, None, (), (), None)
    times = [half.time.value for row in rows for half in row.halves if half.time]
    bests = [(row.size, row.best.value) for row in sizes.best_rows(measurement).values() if row.best]
    plateau = max(best for _, best in bests)
    near = next((size for size, best in bests if best >= 0.9 * plateau > 0.0), None)
    pairs = list(pairwise(bests))
    falls = tuple(
        Fall(size, best / before)
        for (_, before), (size, best) in pairs
        if before > _NEAR_TOP * plateau and best < (1.0 - _FALL) * before
    )
    return Curve(min(times, default=None), _rise(bests), near, falls, _stalls(rows), rows[-1].size)


def _rise(bests: list[tuple[float, float]]) -> float | None:
    """Return the relative rise over the last doubling; where sizes grow otherwise, that of their last pair, scaled."""
    if len(bests) < _ROWS:
        return None
    (size, last), sizes = bests[-1], bests[:-1]
    before = max((pair for pair in sizes if pair[0] <= size / 2.0), default=sizes[0])
    doublings = math.log2(size / before[0])
    if before[1] <= 0.0 or doublings <= 0.0:
        return None
    return float((last / before[1]) ** (1.0 / doublings) - 1.0)


def _stalls(rows: list[Row]) -> tuple[float, ...]:
    """Return the sizes at which the time in both halves grows tenfold."""

    def quickest(row: Row) -> float:
        return min((half.time.value for half in row.halves if half.time), default=math.nan)

    return tuple(
        after.size
        for before, after in pairwise(rows)
        if quickest(after) > _STALL * max(after.size / before.size, 1.0) / 2.0 * quickest(before) > 0.0
    )


def anew(measurement: Measurement) -> Row | None:
    r"""Return the first row whose size is smaller than that before: rows of a second run begin there; None without.

    Examples
    --------
    >>> from limits.pasted import read
    >>> rows = "1048576 262144 float sum -1 100.0 10.49 18.35 0\n2097152 524288 float sum -1 200.0 10.49 18.35 0\n"
    >>> anew(read(rows)[0]), anew(read(rows + rows)[0]).line
    (None, 3)
    """
    rows = [row for row in measurement.rows if row.size > 0.0]
    return next((after for before, after in pairwise(rows) if after.size < before.size), None)


def wrong(measurement: Measurement) -> tuple[float, ...]:
    """Return the sizes [byte] at which the test itself found wrong results, as newer versions count them in `#wrong`.

    Older ones print the largest difference instead, as `2e-07`: that is rounding. A row without its second half is not
    asked: what stands there may be another column.

    Examples
    --------
    >>> from limits.pasted import read
    >>> wrong(read("1048576 262144 float sum -1 100.0 10.49 18.35 512 100.0 10.49 18.35 0")[0])
    (1048576.0,)
    """
    return tuple(
        row.size
        for row in measurement
        if len(row.halves) > 1 and any(half.wrong.isdecimal() and int(half.wrong) > 0 for half in row.halves)
    )


def contradictions(measurement: Measurement) -> tuple[str, ...]:
    """Return what the columns of a table contradict, beyond what rounding explains; empty where they agree.

    Size over time is the algorithm bandwidth, but for a hypercube. Bandwidths that were printed in GiB/s are converted
    first.
    """
    if measurement.operation == Operation.HYPERCUBE:
        return ()
    wrong = [row for row in measurement if any(_differs(row.size, half, measurement.scale) for half in row.halves)]
    if not wrong:
        return ()
    some = f"at {len(wrong)} of {len(list(measurement))} sizes" if len(wrong) > 1 else f"at {wrong[0].size:.0f} byte"
    return (f"size over time is not the algorithm bandwidth {some} (first in line {min(row.line for row in wrong)})",)


def _differs(size: float, half: Half, scale: float) -> bool:
    if half.time is None or half.algorithm_bandwidth is None or half.time.low <= 0.0:
        return False
    least, most = size / half.time.high / 1e3, size / half.time.low / 1e3
    return not _meets(half.algorithm_bandwidth, scale, least, most)


def _meets(printed: Printed, scale: float, least: float, most: float) -> bool:
    low, high = printed.low * scale, printed.high * scale
    return low <= most * (1.0 + _SLACK) and high >= least * (1.0 - _SLACK)
