"""The view of ports with the bit errors that they count: the worst first, or one as a lane."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from limits import __version__
from limits.channel.record import ChannelPortsRecord, PortRecord
from limits.errors import InputError, Problem, printable, shown
from limits.pasted.described.bit_error_words import margin_said, past_said, rate_said, remarks
from limits.report import answer
from limits.report.document import Document, Line, Section, table
from limits.report.network import channel
from limits.report.network.lane_lines import level
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog import Catalog
    from limits.pasted.described.bit_errors import Seen
    from limits.report.view import View

_REMARKS = 20  # that are told
_LEGEND = ("Margin: SNR at the slicer over that at the limit of the code, in white Gaussian noise (model).",)
_NAME = "Name the lane where the text does not: limits channel 100g FILE, or a link, as ib-ndr-4x."


def alone(port: Seen, catalog: Catalog, where: str) -> View:
    """Return the view of one port, as that of its lane.

    Raises
    ------
    InputError
        If nothing tells its lane, or its errors.
    """
    name = port.port.name
    if port.port.ber is None:
        raise InputError(where, [Problem(name, "no bit error rate", "one before correction", port.port.without)])
    if port.lane is None:
        told = f"a pre-FEC BER of {rate_said(port)}" + (f", speed {shown(port.port.speed)}" if port.port.speed else "")
        mend = f"name it: limits channel 100g {where}"
        raise InputError(where, [Problem(name, told, "the lane that this is of", mend)])
    if port.port.ber and port.slicer is None:
        wanted = "fewer errors than noise without a signal has"
        raise InputError(where, [Problem(name, f"a pre-FEC BER of {rate_said(port)}", wanted)])
    notes = [f"{name}: {port.verdict}"] if port.slicer is None else [f"{name}: as the text has it"]
    past = past_said(port.port)
    alarm = f"Yet {past}." if past and port.slicer is not None and not port.beyond else ""
    notes += [remark for remark in remarks(port.port) if not alarm or past not in remark]
    return channel.view(port.lane, catalog, port.slicer, notes=notes, alarm=alarm)


def view(ports: Sequence[Seen], catalog: Catalog) -> View:
    """Return the view of several ports, in the order in which they are given: the worst first."""
    lines = [Line((each.port.name, rate_said(each), _margin(each), _lane(each), margin_said(each))) for each in ports]
    told = [printable(remark) for each in ports for remark in remarks(each.port)]
    beyond = len(told) - _REMARKS
    sections = [
        Section(
            "Ports",
            table("port|>pre-FEC BER|>margin|lane|what it is", [_printable(line) for line in lines]),
            (*_LEGEND, *([_NAME] if any(each.lane is None and each.port.ber is not None for each in ports) else [])),
        )
    ]
    if told:
        more = (f"- and {beyond} more",) if beyond > 0 else ()
        sections.append(Section("Besides", paragraphs=(*(f"- {remark}" for remark in told[:_REMARKS]), *more)))
    foot = answer.foot(catalog)
    document = Document(printable(_headline(ports)), (), tuple(sections), foot)
    record = ChannelPortsRecord(tuple(map(_record, ports)), catalog.sha256, __version__)
    return answer.view(document, record)


def _printable(line: Line) -> Line:
    return Line(tuple(map(printable, line.cells)))


def _headline(ports: Sequence[Seen]) -> str:
    """Count the ports by what they are, and name the worst."""
    counts = Counter(each.verdict or "without a known limit" for each in ports)
    kinds = ", ".join(f"{count} {word}" for word, count in counts.items())
    worst = ports[0]
    named = "" if worst.port.ber is None else f"; worst {worst.port.name}: {margin_said(worst)}"
    past = sum(1 for each in ports if each.port.uncorrected)
    told = f" Errors got past the correction of {past}." if past else ""
    return f"{len(ports)} ports: {kinds}{named}.{told}"


def _margin(each: Seen) -> str:
    if each.slicer is None or each.slicer.margin is None:
        return ""
    return f"{level(each.slicer.margin)} dB"


def _lane(each: Seen) -> str:
    return "" if each.lane is None else ", ".join(_parts(each))


def _parts(each: Seen) -> Iterator[str]:
    if each.lane is not None:
        yield each.lane.link or each.lane.modulation
        if each.lane.code is not None:
            yield each.lane.code.title


def _record(each: Seen) -> PortRecord:
    slicer, lane = each.slicer, each.lane
    ber = slicer.ber if slicer is not None else each.port.ber
    return PortRecord(
        name=each.port.name,
        link="" if lane is None else lane.link,
        code="" if lane is None or lane.code is None else lane.code.title,
        bit_error_rate=None if ber is None else Value(ber, "1"),
        bound=slicer is not None and slicer.bound,
        margin=None if slicer is None or slicer.margin is None else Value(slicer.margin, "1"),
        verdict=each.verdict,
        said=margin_said(each),
        uncorrected=each.port.uncorrected,
        errors_per_lane=each.port.lanes,
    )
