"""Ports with the bit errors that they count before and behind error correction: how far each is from its limit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from limits.channel import codes
from limits.channel import lane as lanes
from limits.channel.slicer import from_ber, most_errors
from limits.errors import InputError, LimitsError
from limits.frozen import frozen
from limits.pasted.described.bit_error_words import margin_said, rate_said, remarks
from limits.pasted.described.description import Fact, Finding
from limits.pasted.judging.judged import Verdict
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog import Catalog, Row
    from limits.channel.lane import Lane
    from limits.channel.slicer import Slicer
    from limits.pasted.machine.hardware import Hardware

__all__ = ["Port", "Ports", "Seen", "seen", "worst_first"]

_GENERATION = re.compile(r"(?:IB-)?(XDR|NDR|HDR|EDR|FDR10|FDR|QDR)", re.IGNORECASE)
_RATE = re.compile(r"(\d{1,4})G(?:bE|b/s|bps)?(?:_(\d{1,2})X)?", re.IGNORECASE)
_WIDTH = re.compile(r"(\d{1,2})x", re.IGNORECASE)
_UNEVEN = 2.0  # times the mean of the lanes from which one lane is named
_SHOWN = 8  # ports of a table
_TOLD = Origin(OriginKind.GIVEN, how="the text")
_BEYOND, _NO_RATE, _NO_ERROR = "beyond the limit", "no rate told", "no error counted"
_ORDER = (_BEYOND, "close to the limit", "counted too short", "within the limit", "", "healthy", _NO_ERROR, _NO_RATE)


@frozen
class Port:
    """One port, as a tool lists it; texts are as the tool has them, empty where it tells nothing.

    Attributes
    ----------
    name
        What it is called.
    ber
        Bit error rate before correction [1]: 0 where no error was counted, None where no rate is told.
    minutes, counted
        For how long it was counted [min], or how many bits; None where that is not told.
    without
        Why no rate is told, where `ber` is None.
    highest
        The highest rate that the port remembers [1]; None where it remembers none.
    speed, width, code
        The rate of the port or its generation, its lanes, and its error correction.
    lanes
        Errors counted on each lane before correction.
    uncorrected
        Errors, or words of the code, that got past the correction; None where none are told.
    """

    name: str
    ber: float | None
    minutes: float | None = None
    speed: str = ""
    width: str = ""
    code: str = ""
    lanes: tuple[float, ...] = ()
    uncorrected: float | None = None
    counted: float | None = None
    without: str = ""
    highest: float | None = None

    def row(self, catalog: Catalog) -> Row | None:
        """Return the link of the catalogue whose lanes this port has, by its speed and width; None where none has.

        Examples
        --------
        >>> from limits.catalog import shipped
        >>> Port("a", 0.0, speed="100G", width="4x").row(shipped()).name
        'eth-100gbase-r4'
        >>> Port("a", 0.0, speed="IB-NDR", width="2x").row(shipped()).name
        'ib-ndr-4x'
        """
        if generation := _GENERATION.fullmatch(self.speed):
            return catalog.row("link", f"ib-{generation[1].lower()}-4x")
        rate, width = _RATE.fullmatch(self.speed), self.many
        if rate is None or not (width := width or int(rate[2] or 0)):
            return None
        link = lanes.SPOKEN.get(int(rate[1]) // width) if int(rate[1]) % width == 0 else None
        return None if link is None else catalog.row("link", link)

    @property
    def many(self) -> int:
        """How many lanes it has; 0 where that is not told."""
        width = _WIDTH.fullmatch(self.width)
        return int(width[1]) if width else 0

    @property
    def uneven(self) -> float | None:
        """How many times the mean of the lanes the worst one has of errors; None where they are about even."""
        total = sum(self.lanes)
        worst = max(self.lanes) * len(self.lanes) / total if total else 0.0
        return worst if worst >= _UNEVEN else None


@frozen
class Seen:
    """A port with its lane and its ratio at the slicer, as far as they are known."""

    port: Port
    lane: Lane | None
    slicer: Slicer | None

    @property
    def verdict(self) -> str:
        """How it is, in the words of a slicer, or why nothing tells it."""
        if self.slicer is not None:
            return self.slicer.verdict
        if self.lane is not None and self.lane.code is not None and (self.port.ber or 0.0) > self.lane.code.limit:
            return _BEYOND  # as noise without a signal
        return {None: _NO_RATE, 0.0: _NO_ERROR}.get(self.port.ber, "")

    @property
    def beyond(self) -> bool:
        """Whether it has more errors than its code corrects."""
        return self.verdict == _BEYOND


def seen(port: Port, catalog: Catalog, row: Row | None = None, stated: lanes.Stated | None = None) -> Seen:
    """Return a port with what is known of its lanes.

    Parameters
    ----------
    port
        The port.
    catalog
        Where its link is looked up.
    row, stated
        What was said of the lane, which goes before what the text says.

    Raises
    ------
    InputError
        If what was said is of no lane.
    """
    said = stated or lanes.Stated()
    found = row or port.row(catalog)
    named = codes.written(port.code) if said.code is None and port.code else None
    if named is not None:
        said = replace(said, code=replace(named, how=f"the port says {port.code}"))
    if found is None and said.symbol_rate is None:
        return Seen(port, None, None)
    lane = lanes.lane(found, said)
    if port.code and said.code is None:  # another code than the catalogue has: no limit is known for it
        lane = replace(lane, code=None)
    if port.many:
        lane = replace(lane, lanes=Value(float(port.many), "1", origin=_TOLD))
    try:
        return Seen(port, lane, _slicer(port, lane))
    except InputError:  # as many errors as noise without a signal has
        return Seen(port, lane, None)


def _slicer(port: Port, lane: Lane) -> Slicer | None:
    if port.ber:
        return from_ber(lane, port.ber)
    if port.ber is None or not (port.minutes or port.counted):
        return None
    many = port.many or (lane.lanes.value if lane.lanes is not None else 1.0)
    bits = port.counted or lane.raw.value * many * (port.minutes or 0.0) * 60.0
    return from_ber(lane, most_errors(bits), bound=True, bits=bits)


def worst_first(ports: Sequence[Seen]) -> list[Seen]:
    """Return ports in the order in which somebody should look at them."""

    def order(each: Seen) -> tuple[int, float]:
        margin = each.slicer.margin if each.slicer is not None else None
        return _ORDER.index(each.verdict), margin if margin is not None else -(each.port.ber or 0.0)

    return sorted(ports, key=order)


@frozen
class Ports:
    """The ports of a text, at least one."""

    ports: tuple[Port, ...]

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Hold the errors of each port against the limit of its code."""
        del machine
        known = worst_first([_or_alone(port, catalog) for port in self.ports])
        worst = known[0]
        rate = "" if worst.port.ber is None else f", pre-FEC BER {rate_said(worst)}"
        said = f"{worst.port.name}{rate}" if len(known) == 1 else f"{len(known)} ports, worst {worst.port.name}{rate}"
        because = (margin_said(worst), *_remarks(known))
        return Finding(
            said=said,
            verdict=Verdict.NO_MEASUREMENT,
            because=because,
            try_next=tuple(_advice(known)),
            facts=tuple(Fact(each.port.name, _line(each)) for each in known[:_SHOWN]),
        )


def _or_alone(port: Port, catalog: Catalog) -> Seen:
    """Return a port; one of which nothing follows stands alone."""
    try:
        return seen(port, catalog)
    except LimitsError:
        return Seen(port, None, None)


def _line(each: Seen) -> str:
    return f"pre-FEC BER {rate_said(each)}; {margin_said(each)}"


def _remarks(known: Sequence[Seen]) -> Iterator[str]:
    """Yield what else the ports tell: errors that got past the correction, and lanes that are worse than others."""
    for each in known[:_SHOWN]:
        yield from remarks(each.port)


def _advice(known: Sequence[Seen]) -> Iterator[str]:
    if any(each.verdict in (_BEYOND, "close to the limit") for each in known):
        yield "clean and reseat the connector, then swap the cable or the module, one end after the other; read again"
    if any(each.lane is None and each.port.ber is not None for each in known):
        yield "say which lane it is: limits channel 100g FILE"
        return
    if any(each.lane is not None and each.lane.code is None for each in known):
        yield "say which code it has: limits channel FILE --fec kp4"
    yield "how far each is from Shannon: limits channel FILE"
