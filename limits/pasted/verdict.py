"""Is this link good: one verdict on a measurement, why, what would settle what is open, and what to try next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from limits.network import collectives
from limits.network.collectives import Operation
from limits.pasted import bounds as limits_of
from limits.pasted import curve as curves
from limits.pasted import hardware as machines
from limits.pasted import ranks as counts
from limits.pasted.hardware import Hardware, Nics, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog
    from limits.pasted.bounds import Bound, Bounds
    from limits.pasted.curve import Curve
    from limits.pasted.measurement import Measurement
    from limits.pasted.ranks import Ranks

GOOD_FROM = 0.85
"""Share of what healthy hardware shows from which a measurement is good: a convention."""

LOW_BELOW = 0.7
"""Share of it below which a measurement is low: a convention."""

_LARGE = 128 * 2**20  # byte: of one row, or of the last, from which a size shows bandwidth
_RISING_FAST = 0.1  # rise over the last doubling with which even known hardware gets no verdict on bandwidth
_UNLIKELY = 0.25  # share of a port below which its accelerator is no candidate
_EDITED = 0.005  # relative: a ratio of one that a version printed by mistake
_ADAPTERS = tuple(  # of nodes that are sold: count and rate [Gbit/s], the least first
    Nics(count, rate)
    for count, rate in (
        *((1, 10.0), (1, 25.0), (1, 40.0), (1, 50.0), (1, 100.0), (1, 200.0), (2, 100.0), (1, 400.0), (4, 100.0)),
        *((8, 100.0), (4, 200.0), (4, 400.0), (8, 200.0), (8, 400.0), (8, 800.0)),
    )
)
_NODE = 8  # accelerators of a usual node
_USUAL = ("v100-sxm2-32gb", "a100-sxm-80gb", "h100-sxm", "b200", "mi300x")  # whose scale-up links differ


class Verdict(StrEnum):
    """What is said of a measurement."""

    GOOD = "good"
    BORDERLINE = "borderline"
    LOW = "low"
    IMPOSSIBLE = "impossible"
    INCONSISTENT = "inconsistent"
    STILL_RISING = "still-rising"
    LATENCY_BOUND = "latency-bound"
    NOT_A_BANDWIDTH_MEASUREMENT = "not-a-bandwidth-measurement"
    NO_MEASUREMENT = "no-measurement"
    UNKNOWN_HARDWARE = "unknown-hardware"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hardware that would settle the verdict: what it is, the verdict there, and the share of what it can reach.

    Attributes
    ----------
    hardware
        Adapters of a node, or an accelerator.
    share
        Bus bandwidth over `of`.
    of
        What it is compared with: `a ring`, `any algorithm` where it passes a ring, `line rate` of a port.
    verdict
        What would be said of the measurement there.
    """

    hardware: str
    share: float
    of: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Needs:
    """The bound turned round: the least rate that a measurement proves [GB/s], each way, and of what."""

    rate: float
    of: str
    candidates: tuple[Candidate, ...]
    option: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A measurement with all that is concluded from it."""

    measurement: Measurement
    ranks: Ranks
    curve: Curve
    hardware: Hardware
    bounds: Bounds
    verdict: Verdict
    because: tuple[str, ...]
    try_next: tuple[str, ...]
    assumed: tuple[str, ...]
    needs: Needs | None = None

    @property
    def plateau(self) -> float | None:
        """The largest bus bandwidth of both halves [GB/s]; None without rows."""
        printed = self.measurement.plateau
        return None if printed is None else printed.value * self.measurement.scale

    @property
    def share(self) -> float | None:
        """The plateau over what healthy hardware shows."""
        if self.plateau is None or self.bounds.expected is None:
            return None
        return self.plateau / self.bounds.expected.rate


def judge(measurement: Measurement, stated: Stated, catalog: Catalog) -> Judged:
    """Return the verdict on a measurement.

    Parameters
    ----------
    measurement
        What was read.
    stated
        What is said of the machine beside it.
    catalog
        Where nodes and accelerators are looked up.

    Raises
    ------
    UnknownNameError
        Where a name that was stated is not known.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted import read
    >>> table = read("8589934592 2147483648 float sum -1 47535 180.71 338.82 0 47743 179.92 337.35 0")[0]
    >>> judge(table, Stated(), shipped()).verdict.value
    'not-a-bandwidth-measurement'
    >>> judge(table, Stated(accelerator="H100", nics=machines.nics("8x200G")), shipped()).verdict.value
    'good'
    """
    ranks = counts.of(measurement)
    curve = curves.of(measurement)
    hardware = machines.of(measurement, ranks, stated, catalog)
    if measurement.operation is None or not ranks.count or ranks.count < 2:
        found = limits_of.Bounds((), None, None)
    else:
        found = limits_of.of(measurement.operation, ranks.count, hardware, measurement.evidence)
    blank = Judged(
        measurement, ranks, curve, hardware, found, Verdict.UNKNOWN_HARDWARE, (), (), _assumed(measurement, hardware)
    )
    for rule in (_nothing, _shared_device, _contradicts, _no_curve, _impossible, _unknown, _compared):
        if (judged := rule(blank, catalog)) is not None:
            return judged
    raise AssertionError("the last rule always says something")  # pragma: no cover


def _assumed(measurement: Measurement, hardware: Hardware) -> tuple[str, ...]:
    supposed = (f"the operation is {measurement.operation}: {measurement.supposed}",) if measurement.supposed else ()
    return (*supposed, *hardware.assumed)


def _nothing(judged: Judged, _: Catalog) -> Judged | None:
    """No row was measured, or nothing crossed a link."""
    measurement, ranks = judged.measurement, judged.ranks
    alone = ranks.count == 1
    silent = measurement.rows and not any(row.best and row.best.value > 0.0 for row in measurement.rows)
    if alone or silent:
        because = ("one rank in each job: nothing crossed a link",)
        mend = ("build the tests with MPI=1 and start them by mpirun or srun, or give one process several devices (-g 8)",)
        return replace(judged, verdict=Verdict.NO_MEASUREMENT, because=because, try_next=mend)
    if not list(measurement):
        because = ("the text has the head of a table and no row: the run hung, or the paste was cut",)
        mend = ("run again with NCCL_DEBUG=INFO and paste what it prints, down to the last row",)
        return replace(judged, verdict=Verdict.NO_MEASUREMENT, because=because, try_next=mend)
    return None


def _shared_device(judged: Judged, _: Catalog) -> Judged | None:
    """Two ranks share a device: they talk to themselves."""
    places = [(rank.host, rank.bus) for rank in judged.measurement.ranks_listed if rank.bus not in {"00", "0x00"}]
    if len(set(places)) == len(places):
        return None
    because = ("two ranks run on one device, by the list of ranks: what they share is no link",)
    mend = ("start one rank per device: CUDA_VISIBLE_DEVICES by the local rank, or -g with all devices in one process",)
    return replace(judged, verdict=Verdict.LOW, because=because, try_next=mend)


def _contradicts(judged: Judged, _: Catalog) -> Judged | None:
    """The columns contradict one another, so the table was edited or is of several runs."""
    if _algorithm_printed_as_bus(judged.measurement):
        return None
    wrong = curves.contradictions(judged.measurement)
    ranks = judged.ranks
    if ranks.low is not None and ranks.high is not None and ranks.low > ranks.high:
        wrong += ("rows tell different numbers of ranks by bus over algorithm bandwidth",)
    if not wrong:
        return None
    mend = ("paste the output as it was printed, of one run",)
    return replace(judged, verdict=Verdict.INCONSISTENT, because=wrong, try_next=mend)


def _algorithm_printed_as_bus(measurement: Measurement) -> bool:
    """Tell whether a version printed the bus bandwidth in both columns, as rccl-tests of 2019 did."""
    if measurement.operation is None or (measurement.operation_ranks or 0) < 2:
        return False
    factor = collectives.bus_factor(measurement.operation, measurement.operation_ranks)
    return abs(factor - 1.0) > _EDITED and all(
        half.bus_bandwidth == half.algorithm_bandwidth for row in measurement for half in row.halves
    )


def _no_curve(judged: Judged, _: Catalog) -> Judged | None:
    """The sizes show no plateau, or cannot."""
    curve, measurement = judged.curve, judged.measurement
    largest = curve.largest or 0.0
    bigger = (f"run again up to larger sizes: -b 8M -e {_larger(largest)} -f 2",)
    if curve.stalls:
        because = (f"it stalls: {size_shown(curve.stalls[0])} take ten times as long as the size before should make them",)
        mend = ("look for what waits (registration of memory, progress of the network, retransmission), then run again",)
        return replace(judged, verdict=Verdict.NOT_A_BANDWIDTH_MEASUREMENT, because=because, try_next=mend)
    if curve.rise is None:
        if not measurement.sweep and not judged.hardware.known:
            because = ("single bandwidths, and no table of sizes",)
            return replace(judged, verdict=Verdict.NO_MEASUREMENT, because=because, try_next=bigger, needs=_needs(judged))
        if measurement.settings.one_size or (judged.hardware.known and largest >= _LARGE):
            return None
        return replace(
            judged,
            verdict=Verdict.NOT_A_BANDWIDTH_MEASUREMENT,
            because=("one size shows no curve",),
            try_next=bigger,
            needs=_needs(judged),
        )
    if not curve.rises:
        return None
    rise = f"the last doubling, to {size_shown(largest)}, still gains {percent(curve.rise)}"
    if curve.latency_bound:
        because = (f"{rise}: all sizes take nearly as long as the smallest, so they show latency",)
        return replace(judged, verdict=Verdict.LATENCY_BOUND, because=because, try_next=bigger)
    if judged.hardware.known and curve.rise <= _RISING_FAST and judged.bounds.expected and largest >= _LARGE / 4:
        return None
    return replace(
        judged,
        verdict=Verdict.NOT_A_BANDWIDTH_MEASUREMENT,
        because=(rise,),
        try_next=bigger,
        needs=_needs(judged),
    )


def _impossible(judged: Judged, _: Catalog) -> Judged | None:
    """More than this machine can carry at all."""
    weakest, printed = judged.bounds.weakest, judged.measurement.plateau
    if weakest is None or printed is None or printed.low * judged.measurement.scale <= weakest.rate:
        return None
    because = (
        f"{judged.plateau:.5g} GB/s is {percent(judged.plateau / weakest.rate)} of what these line rates carry "  # type: ignore[operator]
        f"even with reduction in the network ({weakest.rate:.5g}: {weakest.how})",
    )
    mend = ("check the rates and the domain: a number may be of both directions together, or of another machine",)
    return replace(judged, verdict=Verdict.IMPOSSIBLE, because=because, try_next=mend)


def _unknown(judged: Judged, catalog: Catalog) -> Judged | None:
    """The machine is not known well enough for an expectation."""
    if judged.bounds.expected is not None and judged.hardware.known:
        return None
    missing = []
    if judged.ranks.count is None:
        missing.append("nothing tells how many ranks took part")
    elif judged.hardware.domains is not None and judged.hardware.domains > 1:
        missing.append("the rate of the network adapters stands nowhere in the paste")
    else:
        missing.append("nothing in the paste tells what links the accelerators")
    if _algorithm_printed_as_bus(judged.measurement):
        missing.append("both bandwidth columns hold the bus bandwidth, as a version of 2019 printed them")
    needs = _needs(judged, catalog)
    mend = (f"say it: {needs.option}",) if needs else ()
    return replace(judged, verdict=Verdict.UNKNOWN_HARDWARE, because=tuple(missing), needs=needs, try_next=mend)


def _compared(judged: Judged, _: Catalog) -> Judged:
    """The measurement against what healthy hardware shows."""
    expected, share, curve = judged.bounds.expected, judged.share, judged.curve
    if expected is None or share is None or judged.plateau is None:
        raise AssertionError("rules before this one leave nothing unknown")  # pragma: no cover
    because = [f"{judged.plateau:.5g} GB/s is {percent(share)} of what healthy hardware shows ({expected.rate:.4g}: {expected.how})"]
    because += _above(judged)
    verdict = _verdict(share)
    if curve.rises and curve.rise is not None:
        because.append(f"the last doubling still gains {percent(curve.rise)}")
        verdict = _verdict(share * (1.0 + curve.rise))  # by latency and rate alone, nothing more is left to gain
        verdict = Verdict.STILL_RISING if verdict is Verdict.BORDERLINE else verdict
    return replace(judged, verdict=verdict, because=tuple(because), try_next=tuple(_advice(judged, verdict)))


def _verdict(share: float) -> Verdict:
    return Verdict.GOOD if share >= GOOD_FROM else Verdict.LOW if share < LOW_BELOW else Verdict.BORDERLINE


def _above(judged: Judged) -> Iterator[str]:
    """Yield why a narrower bound that was passed is no error."""
    ranks, hardware, plateau = judged.ranks, judged.hardware, judged.plateau or 0.0
    for bound in judged.bounds.rows:
        if plateau <= bound.rate:
            continue
        if bound.name == "adapters, a ring":
            few = "two domains: a tree passes the rate of the adapters" if hardware.domains == 2 else "no ring"  # noqa: PLR2004
            yield f"{percent(plateau / bound.rate)} of what a ring reaches, so it did not run as a ring ({few})"
        elif bound.kind in {limits_of.THEOREM, limits_of.RATING} and judged.measurement.operation == Operation.ALL_REDUCE:
            nvls = collectives.nvls(ranks.count or 2, hardware.port or 0.0)
            yield (
                f"above the {bound.name} ({bound.rate:.4g}): switches reduced on the way (NVLink SHARP, SHARP), "
                f"which allows {judged.bounds.weakest.rate:.4g}" if judged.bounds.weakest else ""
            ) + (f"; NVLink SHARP as NCCL does it {nvls:.4g}" if hardware.domains == 1 else "")


def _advice(judged: Judged, verdict: Verdict) -> Iterator[str]:
    """Yield what to try next, by the symptom."""
    share, evidence, plateau = judged.share or 1.0, judged.measurement.evidence, judged.plateau or 0.0
    several = (judged.hardware.domains or 1) > 1
    if verdict is Verdict.GOOD:
        if several and judged.hardware.domains == 2:  # noqa: PLR2004
            yield "to measure the adapters alone, run with NCCL_ALGO=RING"
        return
    if judged.curve.rises:
        yield f"run again up to {_larger(judged.curve.largest or 0.0)}"
    if "Socket" in evidence.network:
        yield "the log says NET/Socket: there is no RDMA; load the network plugin and check NCCL_IB_HCA, NCCL_NET"
    if several and "IB" in evidence.network and not evidence.direct:
        yield "no line of the log says GDRDMA: check nvidia-peermem or DMA-BUF, and NCCL_NET_GDR_LEVEL"
    if several and 14.0 < plateau < 18.0:  # noqa: PLR2004 - GB/s through a CPU
        yield "about 16 GB/s is the way through a CPU: is GPUDirect RDMA on, do accelerator and adapter share a switch?"
    if 0.4 < share < 0.6:  # noqa: PLR2004
        yield "near a half: access control (ACS) is on, one adapter of two is used, or a slot runs at x8"
    elif 0.2 < share < 0.3:  # noqa: PLR2004
        yield "near a quarter: one adapter of four is used (NCCL_IB_HCA)"
    yield "nvidia-smi topo -m shows PHB or SYS between accelerator and adapter where their path is slow"


def _needs(judged: Judged, catalog: Catalog | None = None) -> Needs | None:
    """Return the bound turned round; with a catalogue, hardware on which the measurement would be good, and would not."""
    ranks, hardware, operation = judged.ranks.count, judged.hardware, judged.measurement.operation
    if ranks is None or judged.plateau is None or operation is None or hardware.domain is None:
        return None
    domains = hardware.domains or 1
    if domains > 1:
        rate = float(collectives.needed_domain_rate(operation, judged.plateau, ranks, domains))
        return Needs(rate, "out of each domain", tuple(_adapters(judged, rate)) if catalog else (), "--node NAME or --nic 8x400G")
    return Needs(judged.plateau, "each way of each accelerator", tuple(_ports(judged, catalog)) if catalog else (), "--accelerator NAME")


def _adapters(judged: Judged, least: float) -> Iterator[Candidate]:
    """Yield the smallest adapters with which the measurement is possible, and the smallest with which it is not good."""
    domain, plateau = judged.hardware.domain or 1, judged.plateau or 0.0
    per_node = min(domain, _NODE)
    first = True
    fitting = {nics.together: nics for nics in _ADAPTERS if nics.count <= per_node}  # of one total, the most adapters
    for nics in fitting.values():
        if nics.together * domain / per_node * limits_of.adapter_share() < least:
            continue  # less than the measurement proves, or just as much, which protocols never leave
        machine = replace(judged.hardware, nics=nics, per_rank=nics.together / per_node)
        found = limits_of.of(judged.measurement.operation or "", judged.ranks.count or 2, machine)
        if found.expected is None:
            return
        of, rate = next((name, bound.rate) for name, bound in _adapter_bounds(found) if plateau <= bound.rate)
        verdict = _verdict(plateau / found.expected.rate)
        if first or verdict is not Verdict.GOOD:
            yield Candidate(str(nics), plateau / rate, of, verdict)
        if verdict is not Verdict.GOOD:
            return
        first = False


def _adapter_bounds(found: Bounds) -> list[tuple[str, Bound]]:
    """Return the bounds that adapters set, the narrower first, by what is compared with them."""
    names = {"adapters, a ring": "a ring", "adapters, any algorithm": "any algorithm"}
    return [(of, bound) for name, of in names.items() for bound in found.rows if bound.name == name]


def _ports(judged: Judged, catalog: Catalog) -> Iterator[Candidate]:
    """Yield accelerators on whose links the measurement would be good, and would not."""
    if judged.hardware.accelerator is not None:
        return
    seen: set[Verdict] = set()
    for name in _USUAL:
        machine = machines.with_accelerator(judged.hardware, catalog.row("accelerator", name))
        found = limits_of.of(judged.measurement.operation or "", judged.ranks.count or 2, replace(machine, domains=1))
        if found.expected is None or machine.port is None:
            continue
        share = (judged.plateau or 0.0) / machine.port
        if share > limits_of.most_share(machine.link) or share < _UNLIKELY:
            continue
        if (verdict := _verdict((judged.plateau or 0.0) / found.expected.rate)) not in seen:
            seen.add(verdict)
            yield Candidate(name, share, "line rate", verdict)


def percent(part: float) -> str:
    """Return a share in per cent.

    Examples
    --------
    >>> percent(0.904)
    '90 %'
    """
    return f"{100.0 * part:.0f} %"


def _larger(size: float) -> str:
    return "16G" if size < 16 * 2**30 else "32G"


def size_shown(size: float) -> str:
    """Return a size in units of 1024.

    Examples
    --------
    >>> size_shown(8589934592.0), size_shown(8.0)
    ('8 GiB', '8 byte')
    """
    for unit, step in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if size >= step:
            return f"{size / step:.4g} {unit}"
    return f"{size:.0f} byte"
