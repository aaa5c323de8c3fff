"""Is this link good: the rules that a measurement is judged by, the first that applies decides."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from limits.pasted.expected import bounds as bounds_of
from limits.pasted.judging import advice, needs, unfinished, unfit
from limits.pasted.judging.judged import Judged, Verdict, concluded, of_share
from limits.pasted.machine import beside as beside_of
from limits.pasted.machine import hardware
from limits.pasted.table import curve, ranks
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
        alone = replace(hardware.of(measurement, counted, stated, catalog), links=beside.links)
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
    assumed = (*supposed, *machine.told, *machine.assumed)
    seen = Judged(measurement, counted, curve.of(measurement), machine, found, assumed=assumed, beside=beside)
    judged = _by_the_rules(seen, catalog)
    return judged if not curve.wrong(measurement) else _wrong(judged)


def _by_the_rules(seen: Judged, catalog: Catalog) -> Judged:
    """Return what the first rule says that applies."""
    for rule in (*unfit.RULES, _too_few, _rises, _impossible):
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


def _proving(judged: Judged) -> Judged:
    """Add what a curve without a plateau proves of hardware that is not known."""
    return judged if judged.hardware.known else replace(judged, needs=needs.of(judged))


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
        return _proving(concluded(seen, Verdict.NO_MEASUREMENT, "a single bandwidth, and no table of sizes", again))
    return _proving(concluded(seen, Verdict.NOT_A_BANDWIDTH_MEASUREMENT, "one size shows no curve", again))


def _rises(seen: Judged) -> Judged | None:
    """Judge where the curve is not flat; a slow rise is weighed against known hardware by a later rule."""
    rise, largest = seen.curve.rise, seen.curve.largest or 0.0
    if rise is None or not seen.curve.rises:
        return None
    if rise > 1.0:
        return concluded(
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
        return concluded(seen, Verdict.LATENCY_BOUND, f"{because}: the sizes are so small that all take as long", again)
    if seen.hardware.known and seen.bounds.expected and rise <= _RISING_FAST and largest >= _LARGE_CURVE:
        return None
    return _proving(concluded(seen, Verdict.NOT_A_BANDWIDTH_MEASUREMENT, because, again))


def _impossible(seen: Judged) -> Judged | None:
    """Judge what is more than this machine can carry at all."""
    weakest, printed = seen.bounds.weakest, seen.measurement.plateau
    if weakest is None or printed is None or printed.low * seen.measurement.per_direction <= weakest.rate:
        return None
    return concluded(
        seen,
        Verdict.IMPOSSIBLE,
        f"{percent(seen.plateau / weakest.rate)} of what these line rates carry, {weakest.name} "
        f"({weakest.rate:.4g} GB/s: {weakest.how})",
        *(
            ("what stands beside the table may be of other nodes: --nic and --domain go before it",)
            if seen.hardware.told
            else ()
        ),
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
        near = seen.hardware.near
        nowhere = "the rate of the network adapters stands nowhere in the paste"
        missing = [
            nowhere if near is None else f"accelerators have {near} adapters near, and no one rate is told of them"
        ]
    elif seen.hardware.accelerator is not None:
        missing = [f"no published rate tells what healthy links of {seen.hardware.accelerator} show"]
    elif names := {rank.name for rank in seen.measurement.ranks_listed if rank.name}:
        several = "devices of several kinds take part" if len(names) > 1 else f"the catalogue has no {names.pop()}"
        missing = [f"{several}: nothing tells what links them"]
    else:
        missing = ["nothing in the paste tells what links the accelerators"]
    if unfit.algorithm_printed_as_bus(seen.measurement):
        missing.append("both columns of bandwidth hold the bus bandwidth, as a version of 2019 printed them")
    if advice.by_sockets(seen):
        missing.append("the log says NET/Socket: the ranks talk by TCP, without RDMA")
    needed = needs.of(seen, catalog)
    say: tuple[str, ...] = (f"say {' or '.join(needed.options)}",) if needed else ()
    say += (*advice.of_the_log(seen), *advice.of_the_nodes(seen))
    return replace(seen, verdict=Verdict.UNKNOWN_HARDWARE, because=tuple(missing), try_next=say, needs=needed)
