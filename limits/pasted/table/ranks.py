"""How many ranks took part, and on how many hosts: from every place where a paste tells it.

Bus over algorithm bandwidth is a function of the number of ranks, and both were rounded, so each row leaves an
interval of numbers; what all rows leave is their intersection.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.network.collectives import Operation
from limits.pasted.table import elements

if TYPE_CHECKING:
    from limits.pasted.measurement import Measurement
    from limits.pasted.printed import Printed

_PARTS = elements.OF_ALL_RANKS - {Operation.HYPERCUBE}  # bus over algorithm bandwidth is (n - 1)/n
_DIGITS = 0.01  # relative rounding of a bandwidth beyond which a row tells nothing that larger ones do not


@frozen
class Ranks:
    """The number of ranks of one operation.

    Attributes
    ----------
    count
        The number, where something tells it.
    basis
        What tells it: `rank list`, `log`, `command`, `number of elements`, `ratio` or empty.
    low, high
        Ends of what the ratio of bandwidths allows; the upper one may be without end. None where it tells nothing; a
        low end above the high one, or without end, where no number of ranks has the ratios of all rows.
    hosts
        Number of hosts, where the list of ranks or the log tells it.
    disagrees
        Whether the ratio excludes what the other places say, or rows exclude one another.

    Examples
    --------
    >>> from limits.pasted import read
    >>> of(read("1048576 262144 float sum -1 100.0 10.49 18.35 0 100.0 10.49 18.35 0")[0])
    Ranks(count=8, basis='ratio', low=7.9..., high=8.0..., hosts=None, disagrees=False)
    """

    count: int | None
    basis: str
    low: float | None
    high: float | None
    hosts: int | None
    disagrees: bool = False


def of(measurement: Measurement) -> Ranks:
    """Return how many ranks took part in one operation of a measurement.

    A list of ranks that was cut has its highest number at most; where the ratio says more, it is trusted.
    """
    if _alone(measurement):
        return Ranks(1, "ratio", 1.0, 1.0, None, disagrees=(measurement.operation_ranks or 1) > 1)
    low, high = from_ratio(measurement)
    empty = low is not None and high is not None and low > high
    hosts = len(measurement.hosts) or measurement.evidence.nodes
    told = (
        ("rank list", measurement.operation_ranks),
        ("log", measurement.evidence.ranks),
        ("command", _of_command(measurement)),
        ("number of elements", elements.sharing(measurement)),
    )
    known = [(basis, count) for basis, count in told if count]
    fitting = [(basis, count) for basis, count in known if _within(count, low, high)]
    if fitting and not empty:
        basis, count = fitting[0]
        return Ranks(count, basis, low, high, hosts)
    if low is not None and high is not None and not empty and (math.isfinite(high) or not known):
        return Ranks(_whole(low, high), "ratio", low, high, hosts, disagrees=bool(known))
    if not known:
        return Ranks(None, "", low, high, hosts, disagrees=low is not None)
    return Ranks(known[0][1], known[0][0], low, high, hosts, disagrees=low is not None)


def from_ratio(measurement: Measurement) -> tuple[float | None, float | None]:
    """Return the least and the most ranks that the printed bandwidths of all rows allow; None where they tell nothing.

    If the first is more than the second, rows contradict one another.
    """
    if measurement.operation is None:
        return None, None
    operation = Operation(measurement.operation)
    if operation is not Operation.ALL_REDUCE and operation not in _PARTS:
        return None, None
    most = 2.0 if operation is Operation.ALL_REDUCE else 1.0
    low, high = 1.0, math.inf
    found = False
    for row in measurement:
        for half in row.halves:
            if half.bus_bandwidth and half.algorithm_bandwidth and _tells(half.bus_bandwidth, half.algorithm_bandwidth):
                found = True
                least, largest = _ratio(half.bus_bandwidth, half.algorithm_bandwidth)
                low = max(low, _count(least, most))
                high = min(high, _count(largest, most))
    return (low, high) if found else (None, None)


def _alone(measurement: Measurement) -> bool:
    """Tell whether the bus bandwidth is nothing where the algorithm bandwidth is something: one rank."""
    pairs = [
        (half.algorithm_bandwidth, half.bus_bandwidth)
        for row in measurement.rows
        for half in row.halves
        if half.algorithm_bandwidth and half.bus_bandwidth
    ]
    moved = [bus for algorithm, bus in pairs if algorithm.value > 0.0]
    return bool(moved) and all(bus.value == 0.0 and bus.half <= _DIGITS for bus in moved)


def _tells(bus: Printed, algorithm: Printed) -> bool:
    return (
        min(bus.value, algorithm.value) > 0.0 and max(bus.half / bus.value, algorithm.half / algorithm.value) < _DIGITS
    )


def _ratio(bus: Printed, algorithm: Printed) -> tuple[float, float]:
    return bus.low / algorithm.high, bus.high / algorithm.low


def _count(ratio: float, most: float) -> float:
    """Return n of ratio = most (n - 1)/n."""
    return most / (most - ratio) if ratio < most else math.inf


def _within(count: int, low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= count <= high


def _whole(low: float, high: float) -> int | None:
    """Return the one number that an interval leaves, or the one that nodes of 8, 4 or 2 accelerators make alone."""
    if not math.isfinite(high):
        return None
    for step in (1, 2, 4, 8, 16, 32, 64):
        first = math.ceil(low / step) * step
        if first <= high < first + step:
            return first
    return None


def _of_command(measurement: Measurement) -> int | None:
    """Return the ranks that the command starts; a process drives one device unless the head says how many."""
    settings = measurement.settings
    if settings.processes is None:
        return None if settings.devices is None or settings.devices <= 1 else int(settings.devices)
    return int(settings.processes * (settings.devices or 1))
