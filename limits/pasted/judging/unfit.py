"""Tables that show no bandwidth of a link, whatever the hardware: the first rules of a verdict, and the surest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limits.network import collectives
from limits.pasted.judging.judged import Verdict, concluded
from limits.pasted.measurement import LOG_ALONE
from limits.pasted.table import curve, elements
from limits.pasted.words import size_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.pasted.judging.judged import Judged
    from limits.pasted.measurement import Measurement

_EQUAL = 0.005  # relative: bus over algorithm bandwidth that is 1
_PAIR = 2  # ranks that an operation needs


def known_only(seen: Judged) -> Judged | None:
    """Say that a tool is known whose output is not read."""
    if not seen.measurement.known_only:
        return None
    if seen.measurement.tool == LOG_ALONE:
        return concluded(
            seen,
            Verdict.NO_MEASUREMENT,
            "a log of NCCL without a table: nothing was measured",
            "run a test with the same settings and paste its table too: all_reduce_perf -b 8M -e 16G -f 2",
        )
    return concluded(
        seen, Verdict.NO_MEASUREMENT, f"the output of {seen.measurement.tool} is known, and gets no verdict here"
    )


def nothing(seen: Judged) -> Judged | None:
    """Judge where no row was measured, or nothing crossed a link."""
    if seen.ranks.count == 1:
        return concluded(
            seen,
            Verdict.NO_MEASUREMENT,
            "one rank in each job, so nothing crossed a link",
            "build the tests with MPI=1 and start them by mpirun or srun, or give one process several devices (-g 8)",
        )
    if not list(seen.measurement):
        return concluded(
            seen,
            Verdict.NO_MEASUREMENT,
            "a table without rows: the run hung, or the paste was cut",
            "run again with NCCL_DEBUG=INFO and paste what it prints, down to the last row",
        )
    return None


def shared_device(seen: Judged) -> Judged | None:
    """Judge where two ranks share a device."""
    places = [(rank.host, rank.device, rank.bus) for rank in seen.measurement.ranks_listed]
    if len(set(places)) == len(places):
        return None
    return concluded(
        seen,
        Verdict.LOW,
        "two ranks run on one device, by the list of ranks: what joins them is no link",
        "start one rank per device: CUDA_VISIBLE_DEVICES by the local rank, or -g with all devices in one process",
    )


def contradicts(seen: Judged) -> Judged | None:
    """Judge where columns contradict one another: the table was edited, or is of several runs."""
    if algorithm_printed_as_bus(seen.measurement):
        return None
    wrong = curve.contradictions(seen.measurement)
    wrong += elements.contradictions(seen.measurement, seen.ranks.low, seen.ranks.high)
    if seen.ranks.low is not None and seen.ranks.high is not None and seen.ranks.low > seen.ranks.high:
        wrong += ("rows tell different numbers of ranks by bus over algorithm bandwidth",)
    if not wrong:
        return None
    again = ("paste the output as it was printed, of one run",)
    return replace(seen, verdict=Verdict.INCONSISTENT, because=wrong, try_next=again)


def algorithm_printed_as_bus(measurement: Measurement) -> bool:
    """Tell whether a version printed the bus bandwidth in both columns, as rccl-tests of 2019 did."""
    count = measurement.operation_ranks
    if measurement.operation is None or count is None or count < _PAIR:
        return False
    return abs(float(collectives.bus_factor(measurement.operation, count)) - 1.0) > _EQUAL and all(
        half.bus_bandwidth == half.algorithm_bandwidth for row in measurement for half in row.halves
    )


def stalls(seen: Judged) -> Judged | None:
    """Judge where a size takes ten times as long as it should."""
    if not seen.curve.stalls:
        return None
    return concluded(
        seen,
        Verdict.NOT_A_BANDWIDTH_MEASUREMENT,
        f"it stalls at {size_shown(seen.curve.stalls[0])}, ten times as long as the size before would make it",
        "look for what waits (registration of memory, progress of the network, retransmission), then run again",
    )


RULES: tuple[Callable[[Judged], Judged | None], ...] = (known_only, nothing, shared_device, contradicts, stalls)
"""In their order: each returns its verdict, or None where it does not apply."""
