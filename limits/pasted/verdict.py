"""Is this link good: the rules that a measurement is judged by, the first that applies decides."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from limits.network import collectives
from limits.pasted import advice, curve, elements, hardware, needs, ranks, unfinished
from limits.pasted import beside as beside_of
from limits.pasted import bounds as bounds_of
from limits.pasted.judged import Judged, Verdict, of_share
from limits.pasted.measurement import LOG_ALONE
from limits.pasted.words import larger, percent, size_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.catalog import Catalog
    from limits.pasted.measurement import Measurement

__all__ = ["judge", "judge_all"]

_LARGE = 128 * 2**20  # byte: from which a single size shows bandwidth
_LARGE_MESSAGE = 32 * 2**10  # byte: from which messages of an adapter show bandwidth, and not how many it sends
_LARGE_CURVE = 32 * 2**20  # byte: from which the end of a curve does
_RISING_FAST = 0.1  # rise over the last doubling with which even known hardware gets no verdict on bandwidth
_EQUAL = 0.005  # relative: bus over algorithm bandwidth that is 1
_PAIR = 2  # ranks that an operation needs


def judge_all(measurements: Iterable[Measurement], stated: hardware.Stated, catalog: Catalog) -> list[Judged]:
    r"""Return the verdict on each measurement of a text, each by what the others tell of its nodes; as `judge`.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted import read
    >>> tables = read("GPU0 GPU1 CPU Affinity\nGPU0 X NV18 0-47\nGPU1 NV18 X 0-47\n")
    >>> [each.verdict.value for each in judge_all(tables, hardware.Stated(), shipped())]
    ['no-measurement']
    """
    found = list(measurements)
    node = beside_of.of(found)
    return [judge(each, stated, catalog, node) for each in found]


def judge(
    measurement: Measurement, stated: hardware.Stated, catalog: Catalog, beside: beside_of.Node = beside_of.NOTHING
) -> Judged:
    """Return the verdict on a measurement.

    Parameters
    ----------
    measurement
        What was read.
    stated
        What is said of the machine beside it.
    catalog
        Where nodes and accelerators are looked up.
    beside
        What else the text tells of the nodes.

    Raises
    ------
    UnknownNameError
        Where a name that was stated is not known.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted import read
    >>> table = read("8589934592 2147483648 float sum -1 47535 180.71 338.82 0 47743 179.92 337.35 0")[0]
    >>> judge(table, hardware.Stated(), shipped()).verdict.value
    'not-a-bandwidth-measurement'
    >>> stated = hardware.Stated(accelerator="H100", nics=hardware.nics("8x200G"))
    >>> judge(table, stated, shipped()).verdict.value
    'good'
    """
    counted = ranks.of(measurement)
    if measurement.description is not None:
        alone = hardware.of(measurement, counted, stated, catalog)
        return _described(Judged(measurement, counted, curve.of(measurement), alone, bounds_of.NONE), catalog)
    machine = hardware.of(measurement, counted, stated, catalog, beside)
    found = bounds_of.NONE
    if measurement.operation is not None and (counted.count or 0) >= _PAIR:
        ran = measurement.evidence.ran(measurement.operation)
        found = bounds_of.of(measurement.operation, counted.count or 0, machine, ran)
    supposed: tuple[str, ...] = (
        (f"the operation is {measurement.operation}: {measurement.supposed}",) if measurement.supposed else ()
    )
    if (row := curve.anew(measurement)) is not None:
        supposed += (f"sizes begin anew in line {row.line}, as of a second run: the better row of each size counts",)
    seen = Judged(measurement, counted, curve.of(measurement), machine, found, assumed=(*supposed, *machine.assumed))
    judged = _by_the_rules(seen, catalog)
    return judged if not curve.wrong(measurement) else _wrong(judged)


def _by_the_rules(seen: Judged, catalog: Catalog) -> Judged:
    """Return what the first rule says that applies."""
    for rule in (_known_only, _nothing, _shared_device, _contradicts, _stalls, _too_few, _rises, _impossible):
        if (judged := rule(seen)) is not None:
            return judged
    return _compared(seen) if seen.bounds.expected is not None and seen.hardware.known else _unknown(seen, catalog)


def _wrong(judged: Judged) -> Judged:
    """Add that results were wrong: worse than slow, whatever the bandwidth."""
    sizes = curve.wrong(judged.measurement)
    many = f"at {len(sizes)} of {len(list(judged.measurement))} sizes, the smallest {size_shown(sizes[0])}"
    again = "take these nodes out until a run with -c 1 is right: memory, links or software change the data"
    return replace(
        judged,
        because=(*judged.because, f"wrong results {many}: the sums are not those of what was sent"),
        try_next=(again, *judged.try_next),
    )


def _concluded(seen: Judged, verdict: Verdict, because: str, *try_next: str, proves: bool = False) -> Judged:
    """Return a verdict; where the curve shows no plateau, what it `proves` of the hardware holds nevertheless."""
    needed = needs.of(seen) if proves and not seen.hardware.known else None
    return replace(seen, verdict=verdict, because=(because,), try_next=try_next, needs=needed)


def _described(seen: Judged, catalog: Catalog) -> Judged:
    """Return what the description of a machine comes to."""
    description = seen.measurement.description
    if description is None:
        return seen
    finding = description.found(seen.hardware, catalog)
    return replace(
        seen,
        finding=finding,
        bounds=finding.bounds,
        verdict=finding.verdict,
        because=finding.because,
        try_next=finding.try_next,
        assumed=(*seen.hardware.assumed, *finding.assumed),
    )


def _known_only(seen: Judged) -> Judged | None:
    """Say that a tool is known whose output is not read."""
    if not seen.measurement.known_only:
        return None
    if seen.measurement.tool == LOG_ALONE:
        return _concluded(
            seen,
            Verdict.NO_MEASUREMENT,
            "a log of NCCL without a table: nothing was measured",
            "run a test with the same settings and paste its table too: all_reduce_perf -b 8M -e 16G -f 2",
        )
    return _concluded(
        seen, Verdict.NO_MEASUREMENT, f"the output of {seen.measurement.tool} is known, and gets no verdict here"
    )


def _nothing(seen: Judged) -> Judged | None:
    """Judge where no row was measured, or nothing crossed a link."""
    if seen.ranks.count == 1:
        return _concluded(
            seen,
            Verdict.NO_MEASUREMENT,
            "one rank in each job, so nothing crossed a link",
            "build the tests with MPI=1 and start them by mpirun or srun, or give one process several devices (-g 8)",
        )
    if not list(seen.measurement):
        return _concluded(
            seen,
            Verdict.NO_MEASUREMENT,
            "a table without rows: the run hung, or the paste was cut",
            "run again with NCCL_DEBUG=INFO and paste what it prints, down to the last row",
        )
    return None


def _shared_device(seen: Judged) -> Judged | None:
    """Judge where two ranks share a device."""
    places = [(rank.host, rank.device, rank.bus) for rank in seen.measurement.ranks_listed]
    if len(set(places)) == len(places):
        return None
    return _concluded(
        seen,
        Verdict.LOW,
        "two ranks run on one device, by the list of ranks: what joins them is no link",
        "start one rank per device: CUDA_VISIBLE_DEVICES by the local rank, or -g with all devices in one process",
    )


def _contradicts(seen: Judged) -> Judged | None:
    """Judge where columns contradict one another: the table was edited, or is of several runs."""
    if _algorithm_printed_as_bus(seen.measurement):
        return None
    wrong = curve.contradictions(seen.measurement)
    wrong += elements.contradictions(seen.measurement, seen.ranks.low, seen.ranks.high)
    if seen.ranks.low is not None and seen.ranks.high is not None and seen.ranks.low > seen.ranks.high:
        wrong += ("rows tell different numbers of ranks by bus over algorithm bandwidth",)
    if not wrong:
        return None
    again = ("paste the output as it was printed, of one run",)
    return replace(seen, verdict=Verdict.INCONSISTENT, because=wrong, try_next=again)


def _algorithm_printed_as_bus(measurement: Measurement) -> bool:
    """Tell whether a version printed the bus bandwidth in both columns, as rccl-tests of 2019 did."""
    count = measurement.operation_ranks
    if measurement.operation is None or count is None or count < _PAIR:
        return False
    return abs(float(collectives.bus_factor(measurement.operation, count)) - 1.0) > _EQUAL and all(
        half.bus_bandwidth == half.algorithm_bandwidth for row in measurement for half in row.halves
    )


def _stalls(seen: Judged) -> Judged | None:
    """Judge where a size takes ten times as long as it should."""
    if not seen.curve.stalls:
        return None
    return _concluded(
        seen,
        Verdict.NOT_A_BANDWIDTH_MEASUREMENT,
        f"it stalls at {size_shown(seen.curve.stalls[0])}, ten times as long as the size before would make it",
        "look for what waits (registration of memory, progress of the network, retransmission), then run again",
    )


def _too_few(seen: Judged) -> Judged | None:
    """Judge where one size was measured, unless it was asked for, or is large and the hardware is known."""
    largest = seen.curve.largest or 0.0
    asked_for = seen.measurement.settings.one_size and not seen.measurement.of_one_adapter
    if seen.curve.rise is not None or asked_for:
        return None
    if largest >= (_LARGE_MESSAGE if seen.measurement.of_one_adapter else _LARGE if seen.hardware.known else math.inf):
        return None
    again = f"run a sweep of sizes: -b 8M -e {larger(largest)} -f 2"
    if not seen.measurement.sweep:
        return _concluded(seen, Verdict.NO_MEASUREMENT, "a single bandwidth, and no table of sizes", again, proves=True)
    return _concluded(seen, Verdict.NOT_A_BANDWIDTH_MEASUREMENT, "one size shows no curve", again, proves=True)


def _rises(seen: Judged) -> Judged | None:
    """Judge where the curve is not flat; a slow rise is weighed against known hardware by a later rule."""
    rise, largest = seen.curve.rise, seen.curve.largest or 0.0
    if rise is None or not seen.curve.rises:
        return None
    if rise > 1.0:
        return _concluded(
            seen,
            Verdict.NOT_A_BANDWIDTH_MEASUREMENT,
            f"times are noise: at {size_shown(largest)} the operation takes less time than at half of that",
            f"run again with more iterations, up to larger sizes: -n 100 -b 8M -e {larger(largest)} -f 2",
        )
    because = f"the last doubling, to {size_shown(largest)}, still gains {percent(rise)}"
    if (low := unfinished.rising(seen, because)) is not None:
        return low
    again = f"run again up to larger sizes: -b 8M -e {larger(largest)} -f 2"
    if seen.curve.latency_bound:
        return _concluded(
            seen, Verdict.LATENCY_BOUND, f"{because}: the sizes are so small that all take as long", again
        )
    if seen.hardware.known and seen.bounds.expected and rise <= _RISING_FAST and largest >= _LARGE_CURVE:
        return None
    return _concluded(seen, Verdict.NOT_A_BANDWIDTH_MEASUREMENT, because, again, proves=True)


def _impossible(seen: Judged) -> Judged | None:
    """Judge what is more than this machine can carry at all."""
    weakest, printed = seen.bounds.weakest, seen.measurement.plateau
    if weakest is None or printed is None or printed.low * seen.measurement.per_direction <= weakest.rate:
        return None
    return _concluded(
        seen,
        Verdict.IMPOSSIBLE,
        f"{percent(seen.plateau / weakest.rate)} of what these line rates carry, {weakest.name} "
        f"({weakest.rate:.4g} GB/s: {weakest.how})",
        "check the rates and the domain: a number may be of both directions together, or of another machine",
    )


def _compared(seen: Judged) -> Judged:
    """Judge by what healthy hardware shows."""
    expected, share, rise = seen.bounds.expected, seen.share or 0.0, seen.curve.rise
    how = f"{percent(share)} of what healthy hardware shows" + (
        f" ({expected.rate:.4g}: {expected.how})" if expected else ""
    )
    because = [how, *advice.above(seen)]
    verdict = of_share(share)
    if rise is None and verdict is not Verdict.GOOD and (judged := unfinished.one_size(seen)) is not None:
        return judged
    if seen.curve.rises and rise is not None:
        because.append(f"the last doubling still gains {percent(rise)}")
        verdict = of_share(share * (1.0 + rise))  # what latency and rate alone leave to gain
        verdict = Verdict.STILL_RISING if verdict is Verdict.BORDERLINE else verdict
    return replace(seen, verdict=verdict, because=tuple(because), try_next=tuple(advice.try_next(seen, verdict)))


def _unknown(seen: Judged, catalog: Catalog) -> Judged:
    """Say what is missing for a verdict, and what the measurement proves."""
    if seen.ranks.count is None:
        missing = ["nothing tells how many ranks took part"]
    elif seen.domains > 1:
        near = "" if seen.hardware.near is None else f"; accelerators have {seen.hardware.near} of them near"
        missing = [f"the rate of the network adapters stands nowhere in the paste{near}"]
    elif seen.hardware.accelerator is not None:
        missing = [f"no published rate tells what healthy links of {seen.hardware.accelerator} show"]
    elif names := {rank.name for rank in seen.measurement.ranks_listed if rank.name}:
        several = "devices of several kinds take part" if len(names) > 1 else f"the catalogue has no {names.pop()}"
        missing = [f"{several}: nothing tells what links them"]
    else:
        missing = ["nothing in the paste tells what links the accelerators"]
    if _algorithm_printed_as_bus(seen.measurement):
        missing.append("both columns of bandwidth hold the bus bandwidth, as a version of 2019 printed them")
    if advice.by_sockets(seen):
        missing.append("the log says NET/Socket: the ranks talk by TCP, without RDMA")
    needed = needs.of(seen, catalog)
    say: tuple[str, ...] = (f"say {' or '.join(needed.options)}",) if needed else ()
    say += tuple(advice.of_the_log(seen))
    return replace(seen, verdict=Verdict.UNKNOWN_HARDWARE, because=tuple(missing), try_next=say, needs=needed)
