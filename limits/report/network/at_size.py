"""The section of one size: what was measured there, what NCCL expects there, and the theorem beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import printable
from limits.pasted.compared import at_size
from limits.pasted.expected.bound import Reaching
from limits.pasted.words import nccl_said, percent, size_said, size_shown, time_said, way_said
from limits.report.document import MARKS, Line, Section, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.compared.at_size import AtSize
    from limits.pasted.expected.bound import Bound
    from limits.pasted.expected.nccl_expects import Expectation, Expected
    from limits.pasted.judging.judged import Judged
    from limits.pasted.log.evidence import Evidence

_SHOWN = 6  # ways of a model that are listed: the others are slower
_UPPER = (
    "What NCCL expects is an upper figure: of 256 MiB sound machines reach half to nearly all, of smaller sizes less. "
    "A verdict rests on it only where a sweep that still rises falls far short of it."
)


def section(judged: Judged, size: float) -> Section:
    """Return what is known of a size [byte]."""
    found = at_size.of(judged, size)
    lines = list(_lines(found, judged))
    notes = [
        f"Not measured: {found.not_measured}." if found.not_measured and judged.measurement.rows else "",
        f"NCCL's model does not tell: {found.model.why_not}." if found.model.why_not else "",
        _chosen(found),
        _UPPER if found.model.ways or found.logged.ways else "",
        *(f"Assumed: {each}." for each in (*found.model.assumed, *found.logged.assumed)),
    ]
    blocks = table("what|>time|>GB/s|how", lines) if lines else None
    return Section(f"At {size_said(size)}", blocks, tuple(printable(note) for note in notes if note))


def headline(judged: Judged, size: float) -> str:
    """Return what is expected of a machine at a size, in one sentence."""
    best = at_size.of(judged, size).model.best
    if best is None or best.bus_bandwidth is None:
        return f"{size_said(size)}: nothing tells what to expect"
    return f"{size_said(size)}: NCCL expects {best.bus_bandwidth:.4g} GB/s ({time_said(best.time)}) by {_named(best)}"


def _lines(found: AtSize, judged: Judged) -> Iterator[Line]:
    if found.measured is not None:
        yield Line(
            ("= measured", time_said(found.measured.time), _rate(found.measured.bus_bandwidth), found.measured.how)
        )
    for title, expectation in (("NCCL's table in the log", found.logged), ("NCCL's model", found.model)):
        yield from _ways(title, expectation, found)
    for bound in judged.bounds.rows:
        if bound.reached_by is Reaching.ANY:
            yield _bounding(bound, found)


def _ways(title: str, expectation: Expectation, found: AtSize) -> Iterator[Line]:
    for number, way in enumerate(expectation.ways[:_SHOWN]):
        what = f"~ {title}: {_named(way)}" if not number else f"  {_named(way)}"
        yield Line((what, time_said(way.time), _rate(way.bus_bandwidth), _compared(way, found, first=not number)))


def _compared(way: Expected, found: AtSize, *, first: bool) -> str:
    words = ["the fastest"] if first else []
    if way.bus_bandwidth is None:
        words.append(f"size over time {found.size / way.time / 1e9:.4g} GB/s")
    if way.bounded:
        words.append("as much as the theorem allows: the model expects more")
    if first and found.measured is not None:
        words.append(f"measured is {percent(way.time / found.measured.time)} of it")
    return "; ".join(words)


def _bounding(bound: Bound, found: AtSize) -> Line:
    share = ""
    if found.measured is not None and found.measured.bus_bandwidth is not None:
        share = f"measured is {percent(found.measured.bus_bandwidth / bound.rate)} of it"
    return Line((f"{MARKS['theorem']} {bound.name}", "", f"{bound.rate:.4g}", share), kind=bound.kind)


def _named(way: Expected) -> str:
    return way_said(way.algorithm, way.protocol, way.heads)


def _rate(bus_bandwidth: float | None) -> str:
    return "?" if bus_bandwidth is None else f"{bus_bandwidth:.4g}"


def _chosen(found: AtSize) -> str:
    choice = found.chosen
    if choice is None:
        return ""
    channels = f" over {choice.channels} channels" if choice.channels else ""
    time = f", and expected {choice.time:.4g} us" if choice.time else ""
    return f"By the log, NCCL took {way_said(choice.algorithm, choice.protocol)}{channels} here{time}."


def log_section(evidence: Evidence) -> Section | None:
    """Return what the lines of a log state; None where there is none."""
    lines = [Line((what, printable(value))) for what, value in _facts(evidence)]
    return Section("Read in the log", table("what|value", lines)) if lines else None


def _facts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    if evidence.version:
        yield "NCCL", evidence.version
    if evidence.ranks is not None:
        nodes = f" in {evidence.nodes} domains" if evidence.nodes else ""
        yield "ranks", f"{evidence.ranks}{nodes}"
    if evidence.network:
        yield "network", f"{evidence.network}{', GPUDirect RDMA' if evidence.direct else ''}"
    yield from _adapters(evidence)
    yield from _switches(evidence)
    if evidence.channels is not None:
        yield "channels", str(evidence.channels)
    if evidence.environment:
        yield "set", ", ".join(f"{name}={value}" for name, value in evidence.environment.items())
    for name in dict.fromkeys(choice.operation for choice in evidence.choices.values()):
        yield f"took, {name}", _taken(evidence, name)
    for name in evidence.table.costs:
        yield f"expects, {name}", _expected(evidence, name)


def _adapters(evidence: Evidence) -> Iterator[tuple[str, str]]:
    if evidence.adapters:
        rates = sorted({8.0 * rate for rate in evidence.adapters.values()})
        used = f", {len(evidence.used)} in the rings" if evidence.used else ""
        yield "adapters", f"{len(evidence.adapters)} of {', '.join(f'{rate:g}' for rate in rates)} Gbit/s{used}"
    elif evidence.nics:
        named = ", ".join(name for name in evidence.nics if not name.isdecimal())
        yield "adapters", f"{len(evidence.nics)}{f': {named}' if named else ''}"


def _switches(evidence: Evidence) -> Iterator[tuple[str, str]]:
    if evidence.multicast is not None:
        heads = f", {evidence.heads} heads" if evidence.heads else ""
        yield "NVLS", f"on{heads}" if evidence.multicast else "off"
    if evidence.in_network:
        yield "CollNet", "on: switches of the network reduce"


def _taken(evidence: Evidence, operation: str) -> str:
    """Say what NCCL took from which size on."""
    chosen = sorted((each for each in evidence.choices.values() if each.operation == operation), key=lambda c: c.size)
    words, last = [], None
    for each in chosen:
        way = (each.algorithm, each.protocol)
        if way != last:
            words.append(f"{nccl_said(each.algorithm)} {nccl_said(each.protocol)} from {size_shown(each.size)}")
        last = way
    return ", ".join(words)


def _expected(evidence: Evidence, operation: str) -> str:
    costs = evidence.costs(operation)
    return ", ".join(
        f"{nccl_said(name)} {nccl_said(kind)} {cost.latency:g} us + size / {cost.bandwidth:g} GB/s"
        for (name, kind), cost in costs.items()
    )
