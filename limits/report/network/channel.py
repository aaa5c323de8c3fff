"""The view of a lane: the margin of its error correction first, its distance from Shannon, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import __version__
from limits.channel import record as records
from limits.channel.energy import energy
from limits.channel.slicer import decibels, need
from limits.errors import printable
from limits.report import answer
from limits.report.document import Document, Section, table
from limits.report.network import by_loss
from limits.report.network import measured as on_channel
from limits.report.network.lane_lines import exact, level, lines
from limits.report.numbers import quantity, share, significant
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog import Catalog
    from limits.channel.energy import Energy
    from limits.channel.lane import Lane
    from limits.channel.loss import Lossy
    from limits.channel.measured import Measured
    from limits.channel.slicer import Need, Slicer
    from limits.report.view import View

_LEGEND = "■ theorem  ~ model  = published or measured; rates are of one lane, one way"
_PAST = {True: "errors get past the correction", False: "more errors than such a lane may have"}
_KNOWN = {
    "primary": "published",
    "secondary": "published, by a secondary source",
    "derived": "computed",
    "recalled": "recalled, confirmed in no source",
    "unverified": "published, not confirmed for this link",
}
_GAUSSIAN = "white Gaussian noise, a Gray code"
_LEAST_SHOWN = 1e-300


def view(
    lane: Lane,
    catalog: Catalog,
    slicer: Slicer | None = None,
    lossy: Lossy | None = None,
    *,
    measured: Measured | None = None,
    notes: Sequence[str] = (),
    alarm: str = "",
) -> View:
    """Return the view of a lane.

    Parameters
    ----------
    lane
        The lane.
    catalog
        Where its link was looked up.
    slicer, lossy, measured
        What is known of its ratio at the slicer, of its loss, or of its whole channel.
    notes
        What a text says of it besides.
    alarm
        What of that belongs beside the verdict.
    """
    needs, spent = need(lane), energy(lane)
    sections = [
        *([_slicer(lane, slicer)] if slicer else []),
        *([by_loss.section(lane, lossy, needs)] if lossy else []),
        *(on_channel.sections(measured) if measured else ()),
        _needs(lane, needs, assumed=slicer is None),
        *([_energy(spent)] if spent else []),
        Section(
            "Known of this lane, and not",
            paragraphs=tuple(f"- {printable(each)}" for each in _said(lane, slicer, measured)),
        ),
    ]
    foot = answer.foot(catalog)
    headline = on_channel.sentence(measured) if measured else _headline(lane, needs, slicer, lossy)
    facts = (printable(_lane(lane)), *map(printable, notes))
    headline = f"{headline} {alarm}".rstrip()
    document = Document(printable(headline), facts, tuple(sections), foot)
    record = records.of(
        lane, needs, slicer, lossy, spent, measured=measured, catalogue=catalog.sha256, version=__version__
    )
    return answer.view(document, record)


def _db(ratio: float | None) -> str:
    return "unknown" if ratio is None else f"{level(ratio)} dB"


def _rate(rate: float) -> str:
    return quantity(Value(rate, "bit/s"))


def _lane(lane: Lane) -> str:
    """Say what kind of lane it is, in one line."""
    of = f"{lane.link}: " if lane.link else ""
    many = "" if lane.lanes is None or lane.lanes.value == 1.0 else f", {lane.lanes.value:.0f} of them a port"
    net = " Gbit/s a lane, net rate unknown" if lane.net is None else f", net {exact(lane.net.value)} Gbit/s a lane"
    return f"{of}{exact(lane.symbol_rate.value)} GBd {lane.modulation}, raw {exact(lane.raw.value)}{net}{many}"


def _headline(lane: Lane, needs: Need, slicer: Slicer | None, lossy: Lossy | None) -> str:
    if slicer is not None:
        return _judged(lane, slicer)
    if lossy is not None:
        return by_loss.sentence(lane, lossy, needs)
    known = [
        f"{_db(needs.at_limit)} at the limit of {lane.code.title}{lane.code.aside}" if lane.code else "",
        f"{_db(needs.least)} at least by Shannon, for its net rate" if needs.least else "",
    ]
    told = ", ".join(filter(None, known)) or "unknown, since neither its net rate nor its error correction is"
    return f"SNR required: {told}. What this lane has is not known."


def _judged(lane: Lane, slicer: Slicer) -> str:
    """Say the margin, which operators care about, and the bit error rate that it follows from."""
    least, most = ("at least ", "at most ") if slicer.bound else ("", "")
    rate = f"{most}{significant(slicer.ber)}" if slicer.measured else f"{_ber(slicer.ber)} by the SNR"
    if slicer.margin is None or lane.code is None:
        return f"SNR {least}{_db(slicer.snr)} at pre-FEC BER {rate}; no margin, since no error correction is known."
    limit = f"pre-FEC BER {rate}, limit {significant(lane.code.limit)}{lane.code.aside}"
    if slicer.margin >= 1.0:
        return (
            f"{slicer.verdict.capitalize()}: {least}{_db(slicer.margin)} above what {lane.code.title} needs; {limit}."
        )
    if slicer.bound:
        may = f"the limit of {lane.code.title} is {significant(lane.code.limit)}{lane.code.aside}"
        return f"Counted too short to tell: pre-FEC BER {rate}, and {may}. Count more bits."
    short = f"{level(1.0 / slicer.margin)} dB short of what {lane.code.title} needs"
    return f"Beyond the limit: {short}; {limit}: {_PAST[lane.code.corrects]}."


def _ber(rate: float) -> str:
    return significant(rate) if rate > _LEAST_SHOWN else f"below {_LEAST_SHOWN:g}"


def _slicer(lane: Lane, slicer: Slicer) -> Section:
    """Return the margin and the distance from Shannon."""
    at_least = "at least " if slicer.bound else ""
    return Section(
        "At the slicer",
        table("what|>value|how", lines(_rows(lane, slicer, at_least))),
        (_LEGEND,),
    )


def _rows(lane: Lane, slicer: Slicer, at_least: str) -> Iterator[tuple[str, str, str]]:
    if lane.code is not None:
        how = f"pre-FEC BER {significant(lane.code.limit)}: beyond it, {_PAST[lane.code.corrects]}"
        yield f"~ margin to the limit of {lane.code.title}", at_least + _db(slicer.margin), how
    most = "at most " if slicer.bound else ""
    source = f"pre-FEC BER {most}{significant(slicer.ber)}; {_GAUSSIAN}" if slicer.measured else "stated"
    yield f"{'~' if slicer.measured else '='} SNR at the slicer", at_least + _db(slicer.snr), source
    if not slicer.measured:
        yield "~ pre-FEC BER at that SNR", _ber(slicer.ber), _GAUSSIAN
    # Of a ratio that a model makes of a bit error rate no theorem follows; of one that was stated, what the theorem
    # asks for is said.
    sign, given = (
        ("~", "with the SNR of that model") if slicer.measured else ("■", "in white Gaussian noise, by any code")
    )
    band = f"{exact(lane.bandwidth)} GHz x log2(1 + SNR)"
    yield f"{sign} Shannon at that SNR", at_least + _rate(slicer.capacity), f"{band}, {given}"
    if slicer.share is None or slicer.gap is None or slicer.need.least is None:
        return
    beyond = slicer.share > 1.0 and not slicer.bound
    how = (
        "more than any code carries at this SNR without error"
        if beyond
        else f"{_db(slicer.need.least)} would do, by an ideal code"
    )
    yield "net rate is", f"{most}{share(Value(slicer.share, '1'))} of it", how
    how = ""
    if slicer.need.gap is not None and slicer.margin is not None:
        left, margin = decibels(slicer.need.gap), decibels(slicer.margin)
        how = f"{left:.1f} dB of modulation and code, which remain at the limit, {margin:+.1f} dB of margin"
    yield "gap to Shannon", at_least + _db(slicer.gap), how


def _needs(lane: Lane, needs: Need, *, assumed: bool) -> Section:
    """Return what the lane needs, whatever it has; and what is assumed, unless that was told."""
    found: list[tuple[str, str, str]] = []
    if needs.least is not None and lane.net is not None:
        band = f"half the symbol rate, {exact(lane.bandwidth)} GHz, of white Gaussian noise"
        how = f"{exact(lane.net.value)} Gbit/s in {band}, by any code"
        found.append(("■ Shannon, for the net rate", _db(needs.least), how))
    if needs.at_limit is not None and lane.code is not None:
        how = f"pre-FEC BER {significant(lane.code.limit)} of {lane.modulation}" + (f"; {_GAUSSIAN}" if assumed else "")
        found.append((f"~ limit of {lane.code.title}", _db(needs.at_limit), how))
    if needs.gap is not None and lane.net is not None and needs.capacity is not None:
        used = share(Value(lane.net.value / needs.capacity, "1"))
        how = f"what modulation and code leave; at the limit of its error correction {used} of capacity is used"
        found.append(("~ gap between them", _db(needs.gap), how))
    if needs.compliant is not None:
        gap = "" if needs.least is None else f", {_db(needs.compliant / needs.least)} from Shannon"
        how = f"convention: 3 dB of COM, counted from the limit: a channel that just complies{gap}"
        found.append(("with the margin of IEEE 802.3", _db(needs.compliant), how))
    blocks = table("SNR needed|>value|how", lines(found)) if found else None
    return Section("What it needs", blocks, () if found else ("Unknown: state --net, --fec, or a link.",))


def _energy(spent: Energy) -> Section:
    low, high = spent.published.ends
    published = " .. ".join(dict.fromkeys(f"{end * 1e12:.3g}" for end in (low, high)))
    ratio = " .. ".join(dict.fromkeys(significant(end, 2) for end in (spent.low, spent.high)))
    doubts = ", ".join(spent.published.origin.doubts) if spent.published.origin else ""
    scope = "; ".join(filter(None, (spent.scope, doubts))) or "its scope is not said"
    found = [
        ("= published of the link", f"{published} pJ/bit", scope),
        (
            "■ least energy received",
            f"{spent.least:.3g} J/bit",
            f"k T ln 2 at {spent.temperature:g} K: Shannon in thermal noise, over a band without end",
        ),
        ("ratio", ratio, "what a link spends, over what must arrive: not a loss that could be saved"),
    ]
    return Section("Energy per bit", table("what|>value|how", lines(found)))


def _said(lane: Lane, slicer: Slicer | None, measured: Measured | None = None) -> Iterator[str]:
    """Yield where the numbers come from, and what they leave out."""
    code = lane.code
    if code is not None:
        taken = f", taken because {code.how}" if code.guessed else f" ({code.how})" if code.how else ""
        also = f", also called {code.also}" if code.also else ""
        yield f"code: {code.title}{also}{taken}"
        yield f"its limit, {significant(code.limit)}: {_KNOWN.get(code.evidence, code.evidence)}; {code.source}"
    else:
        yield "code: unknown; say which with --fec, as kp4, rs528, none, or its limit in bit errors"
    if lane.net is None:
        yield "net rate: unknown; say it with --net"
    if doubts := _doubts(lane):
        yield doubts
    if slicer is None and measured is None:
        yield "to judge the lane, give what its port counts: --ber 1e-8 (mlxlink: Raw Physical BER), or --snr '21.9 dB'"
    elif slicer is not None:
        yield from _assumed(slicer)
    if lane.notes:
        yield f"catalogue: {lane.notes}"


def _doubts(lane: Lane) -> str:
    """Say which numbers of the row nobody saw in a source."""
    values = {"symbol rate": lane.symbol_rate, "levels": lane.levels, "net rate": lane.net, "energy": lane.energy}
    doubted = [name for name, value in values.items() if value is not None and value.origin and value.origin.doubts]
    return f"seen in no source by the catalogue: {', '.join(doubted)}" if doubted else ""


def _assumed(slicer: Slicer) -> Iterator[str]:
    """Yield what a judgement takes for granted, and what it leaves out."""
    if slicer.bits is not None:
        yield (f"no error in {significant(slicer.bits)} bits: the rate is below 3 / bits at 95 %, by the rule of three")
    if slicer.corrected and slicer.verdict in ("healthy", "close to the limit"):
        yield "healthy means ten times fewer errors than the limit: a convention"
    yield "bursts, as decision feedback makes them, are harder on a code than errors that come one by one"
    yield "not included: what the equaliser lost before the slicer"
