"""One size: what was measured there, what NCCL expects there by its model and by its own log, and the bounds.

What is expected at a size is an upper figure, of which sound machines reach half to nearly all at 256 MiB, and less at
smaller sizes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem, TextError, shown
from limits.frozen import frozen
from limits.network import collectives
from limits.network.sweep import time_at, upper_line
from limits.pasted.expected import nccl_expects
from limits.pasted.judging.judged import Verdict
from limits.pasted.table.sizes import of as sizes_of
from limits.pasted.words import size_shown, time_said

if TYPE_CHECKING:
    from limits.pasted.expected.nccl_expects import Expectation
    from limits.pasted.judging.judged import Judged
    from limits.pasted.log.evidence import Evidence
    from limits.pasted.log.tuning_lines import Choice
    from limits.typing import Array

_AS_TYPED = re.compile(r"(\d{1,15})([KMGT]?)\Z")
_STEPS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_MOST = 1e15  # byte: more than the memory of any accelerator
_ROWS = 3  # of the upper regime that a line beyond the table takes
_GIGA = 1e9


def size(text: str) -> float:
    """Return a size in byte from what people write.

    Raises
    ------
    InputError
        Where it is none, or no memory holds it.

    Examples
    --------
    >>> size("256 MB"), size("256 MiB"), size("256M"), size("8")
    (256000000.0, 268435456.0, 268435456.0, 8.0)
    """
    from limits.units import parse

    typed = _AS_TYPED.match(text.strip())
    try:
        found = float(int(typed[1]) * _STEPS[typed[2]]) if typed else float(parse(text, "byte").magnitude)
    except TextError as error:
        raise InputError("--size", [Problem("size", shown(text), f"a size, as in '256 MB' or 256M: {error}")]) from None
    if not 0.0 < found <= _MOST:
        raise InputError("--size", [Problem("size", shown(text), "more than nothing, and no more than 1e15 byte")])
    return found


@frozen
class Point:
    """What a measured table says of a size: time [s], bus bandwidth [GB/s] if known, and where it is from."""

    time: float
    bus_bandwidth: float | None
    how: str
    beyond: bool = False


@frozen
class AtSize:
    """All that is known of one size [byte].

    Attributes
    ----------
    measured
        Between the rows of the table, or beyond them by the line of their upper regime.
    not_measured
        Why that says nothing.
    model
        What NCCL's model expects on the machine.
    logged
        What the table of NCCL in the log expects.
    chosen
        What NCCL took at just this size, by the log.
    """

    size: float
    measured: Point | None
    not_measured: str
    model: Expectation
    logged: Expectation
    chosen: Choice | None


def of(judged: Judged, wanted: float) -> AtSize:
    r"""Return what is known of a size [byte].

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted import read
    >>> from limits.pasted.machine.hardware import Stated
    >>> from limits.pasted.judging.verdict import judge
    >>> rows = "134217728 33554432 float sum -1 900.0 149.1 260.98 0\n"
    >>> rows += "268435456 67108864 float sum -1 1700.0 157.9 276.33 0\n"
    >>> found = of(judge(read(rows)[0], Stated(), shipped()), 200e6)
    >>> round(found.measured.time * 1e6), round(found.measured.bus_bandwidth), found.measured.how
    (1298, 270, 'between the rows of 128 MiB and 256 MiB')
    """
    evidence = judged.measurement.evidence
    operation = judged.operation or _of_the_log(evidence)
    point, why_not = _measured(judged, wanted)
    case = nccl_expects.Case(wanted, operation, judged.ranks.count, judged.hardware, evidence)
    model, logged = nccl_expects.modelled(case, judged.bounds), nccl_expects.logged(case)
    return AtSize(wanted, point, why_not, model, logged, evidence.choices.get((operation, wanted)))


def _of_the_log(evidence: Evidence) -> str:
    """Return the operation of a log alone: the only one that NCCL chose for, or the all-reduce of its table."""
    chosen = {choice.operation for choice in evidence.choices.values()}
    return chosen.pop() if len(chosen) == 1 else "all_reduce" if evidence.costs("all_reduce") else ""


def _measured(judged: Judged, wanted: float) -> tuple[Point | None, str]:
    """Return what the table says, or why it says nothing."""
    sizes, times, _ = sizes_of(judged.measurement)
    timed = np.isfinite(times)
    sizes, times = sizes[timed], times[timed]
    if not len(sizes):
        return None, "no row was measured"
    if judged.verdict is Verdict.INCONSISTENT:
        return None, "the columns of the table contradict one another"
    least, most = sizes[0], sizes[-1]
    if wanted < least:
        return None, f"the smallest size that was measured is {size_shown(least)}, and nothing is concluded below"
    if judged.ranks.count == 1:
        return None, "one rank, so nothing crossed a link"
    if wanted > most and (why_not := _no_line(sizes, times)):
        return None, why_not
    time = float(time_at(wanted, sizes, times))
    return Point(time, _bus(judged, wanted, time), _how(wanted, sizes, times), bool(wanted > most)), ""


def _no_line(sizes: Array, times: Array) -> str:
    """Say why no line leads beyond a table; empty where one does."""
    ends = f"the table ends at {size_shown(sizes[-1])}"
    try:
        line = upper_line(sizes, times)
    except ValueError:
        return f"{ends}, and one size makes no line"
    if line.rows < _ROWS:
        return f"{ends}, and {line.rows} sizes near its largest bandwidth are too few for a line"
    if line.half_rate_size > sizes[-1]:
        return f"{ends}, where latency takes most of the time: the line has no bandwidth to tell"
    return ""


def _bus(judged: Judged, wanted: float, time: float) -> float | None:
    """Return the bus bandwidth [GB/s] by the number of ranks, or by the ratio that the table prints."""
    if judged.operation and judged.ranks.count:
        return float(collectives.rank_traffic(judged.operation, wanted, judged.ranks.count)) / time / _GIGA
    for half in judged.measurement.top.halves if judged.measurement.top else ():
        if half.bus_bandwidth and half.algorithm_bandwidth and half.algorithm_bandwidth.value > 0.0:
            return wanted / time / _GIGA * half.bus_bandwidth.value / half.algorithm_bandwidth.value
    return None


def _how(wanted: float, sizes: Array, times: Array) -> str:
    if wanted > sizes[-1]:
        line = upper_line(sizes, times)
        return (
            f"beyond the table: {time_said(line.latency)} and {line.bandwidth / _GIGA:.4g} GB/s of size over time, by "
            f"{line.rows} rows from a fifth of the plateau on, which it misses by {100.0 * line.rms:.1f} %"
        )
    if wanted in sizes:
        return "the row of the table"
    above = int(np.searchsorted(sizes, wanted))
    return f"between the rows of {size_shown(sizes[above - 1])} and {size_shown(sizes[above])}"
