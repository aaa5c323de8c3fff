"""The sizes of a measurement as numbers: its best row at each size, and the line through its upper regime."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.network import sweep
from limits.network.collectives import Operation

if TYPE_CHECKING:
    from limits.pasted.measurement import Measurement, Row
    from limits.typing import Array

_MICROSECOND = 1e-6
_GIGABYTE = 1e9


class Sizes(NamedTuple):
    """Sizes [byte], ascending, and of the better half at each: time [s] and bus bandwidth [GB/s]; NaN where unknown."""

    size: Array
    time: Array
    bus: Array


class Upper(NamedTuple):
    """The line through the upper regime: latency [us], bus bandwidth without end of sizes [GB/s], and its spread.

    `rms` is the root mean square of the logarithm of line over measured: 0.05 is 5 %. `factor` is bus over algorithm
    bandwidth, `line` the line in time, and `smallest` the least size that it was fitted to [byte].
    """

    latency: float
    bandwidth: float
    rms: float
    factor: float
    line: sweep.Line
    smallest: float


def best_rows(measurement: Measurement) -> dict[float, Row]:
    """Return the row of the largest bus bandwidth at each size, by size [byte], ascending."""
    found: dict[float, Row] = {}
    for row in measurement:
        if row.size not in found or (row.best or (0.0,)) > (found[row.size].best or (0.0,)):
            found[row.size] = row
    return found


def _time(row: Row, measurement: Measurement) -> float:
    """Return the time of the faster half [s]: as printed, or size over bandwidth; NaN where neither is there."""
    printed = [half.time.value * _MICROSECOND for half in row.halves if half.time and half.time.value > 0.0]
    if printed:
        return min(printed)
    rates = [half.algorithm_bandwidth for half in row.halves]
    if measurement.operation == Operation.SENDRECV:  # whose two bandwidths are one
        rates += [half.bus_bandwidth for half in row.halves]
    known = [rate.value * measurement.scale * _GIGABYTE for rate in rates if rate is not None and rate.value > 0.0]
    return row.size / max(known) if known else math.nan


def of(measurement: Measurement) -> Sizes:
    """Return the sizes of a measurement.

    Examples
    --------
    >>> from limits.pasted import read
    >>> found = of(read("1048576 262144 float sum -1 100.0 10.49 18.35 0 99.0 10.59 18.53 0")[0])
    >>> [values.tolist() for values in found]
    [[1048576.0], [9.9e-05], [18.53]]
    """
    rows = best_rows(measurement)
    times = [_time(row, measurement) for row in rows.values()]
    bests = [row.best.value * measurement.per_direction if row.best else np.nan for row in rows.values()]
    return Sizes(np.array(list(rows)), np.array(times), np.array(bests))


def upper(measurement: Measurement) -> Upper | None:
    """Return the line through the upper regime of a measurement, or None with fewer than two sizes in it.

    Examples
    --------
    >>> from limits.pasted import read
    >>> upper(read("1048576 262144 float sum -1 100.0 10.49 18.35 0 99.0 10.59 18.53 0")[0]) is None
    True
    """
    size, time, bus = of(measurement)
    chosen = sweep.upper(size, time) & (bus > 0.0)
    if np.count_nonzero(chosen) < 2:  # noqa: PLR2004 - sizes that a line takes
        return None
    line = sweep.line_through(size[chosen], time[chosen])
    factor = float(np.median((bus * _GIGABYTE * time / size)[chosen]))
    bandwidth = factor * line.bandwidth / _GIGABYTE
    return Upper(line.latency / _MICROSECOND, bandwidth, line.rms, factor, line, float(size[chosen][0]))
