"""What is said of a lane to programs. Ratios are linear, of powers, and have unit 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits.channel import measured_record
from limits.channel.slicer import HEALTHY, STANDARD_MARGIN
from limits.frozen import frozen
from limits.interval import centre
from limits.value import Value

if TYPE_CHECKING:
    from limits.channel.codes import Code
    from limits.channel.energy import Energy
    from limits.channel.lane import Lane
    from limits.channel.loss import Lossy
    from limits.channel.measured import Measured
    from limits.channel.slicer import Need, Slicer

__all__ = ["ChannelPortsRecord", "ChannelRecord", "PortRecord", "of"]


@frozen
class LaneRecord:
    """One lane, one way; `lanes` are those of a port of its link, `link` is empty where none was named."""

    link: str
    symbol_rate: Value
    levels: Value
    modulation: str
    bandwidth: Value
    raw_rate: Value
    net_rate: Value | None
    lanes: Value | None


@frozen
class CodeRecord:
    """What corrects the errors; `limit` is the highest bit error rate before correction at which it still works.

    `evidence` says how the limit is known: `primary`, `secondary`, `derived`, `stated`, and `recalled` or `unverified`
    where no source was found or none says that this link has the code; `how` says why the code is taken for the lane's.
    """

    key: str
    title: str
    limit: Value
    evidence: str
    source: str
    how: str


@frozen
class NeedRecord:
    """What the lane needs at its slicer.

    `least_snr` is Shannon's for the net rate (theorem), `limit_snr` that at the limit of the code (model); `gap` is
    what modulation and code leave between them. `compliant_snr` has the margin of the standard on top (convention).
    """

    least_snr: Value | None
    limit_snr: Value | None
    gap: Value | None
    compliant_snr: Value | None
    capacity_at_limit: Value | None


@frozen
class SlicerRecord:
    """The lane at a known ratio. `measured` is false where the bit error rate follows from the ratio.

    `bound` says that no more errors than these are known: `snr`, `margin`, `capacity` and `gap` are then at least, and
    `share` at most, what they say; `bits` is how many were counted without an error, where that is why. `gap` is
    `margin` times the gap of what the lane needs. `capacity` is a theorem, for white Gaussian noise in half the symbol
    rate, where the ratio was stated; where the bit error rate was measured, the ratio is a model and so is all of it.
    """

    snr: Value
    bit_error_rate: Value
    measured: bool
    bound: bool
    bits: Value | None
    verdict: str
    margin: Value | None
    capacity: Value
    share: Value | None
    gap: Value | None


@frozen
class LossRecord:
    """A lane whose loss at its Nyquist frequency is known (model); the ends are two ways in which it may rise."""

    loss: Value
    snr: Value
    capacity: Value
    swing: Value
    noise: Value


@frozen
class EnergyRecord:
    """Published energy of a bit beside the least that must be received, k T ln 2 (theorem); `ratio` of the two."""

    published: Value
    scope: str
    least_received: Value
    temperature: Value
    ratio: Value


@frozen
class ChannelRecord:
    """How far a lane is from Shannon; what is not known is null."""

    schema: ClassVar[str] = "limits.channel/1"

    lane: LaneRecord
    code: CodeRecord | None
    needs: NeedRecord
    slicer: SlicerRecord | None
    loss: LossRecord | None
    measured: measured_record.MeasuredRecord | None
    energy: EnergyRecord | None
    healthy_times_below_limit: float
    standard_margin: float
    catalogue_sha256: str
    limits_version: str


def of(
    lane: Lane,
    need: Need,
    slicer: Slicer | None,
    lossy: Lossy | None,
    energy: Energy | None,
    *,
    measured: Measured | None = None,
    catalogue: str,
    version: str,
) -> ChannelRecord:
    """Return the record of a lane and of what is known of it."""
    return ChannelRecord(
        lane=_lane(lane),
        code=None if lane.code is None else _code(lane.code),
        needs=NeedRecord(
            least_snr=measured_record.ratio(need.least),
            limit_snr=measured_record.ratio(need.at_limit),
            gap=measured_record.ratio(need.gap),
            compliant_snr=measured_record.ratio(need.compliant),
            capacity_at_limit=None if need.capacity is None else Value(need.capacity, "bit/s"),
        ),
        slicer=None if slicer is None else _slicer(slicer),
        loss=None if lossy is None else _lossy(lossy),
        measured=None if measured is None else measured_record.of(measured),
        energy=None if energy is None else _energy(energy),
        healthy_times_below_limit=HEALTHY,
        standard_margin=STANDARD_MARGIN,
        catalogue_sha256=catalogue,
        limits_version=version,
    )


def _lane(lane: Lane) -> LaneRecord:
    return LaneRecord(
        link=lane.link,
        symbol_rate=lane.symbol_rate,
        levels=lane.levels,
        modulation=lane.modulation,
        bandwidth=Value(lane.bandwidth, "Hz"),
        raw_rate=lane.raw,
        net_rate=lane.net,
        lanes=lane.lanes,
    )


def _code(code: Code) -> CodeRecord:
    return CodeRecord(code.key, code.title, Value(code.limit, "1"), code.evidence, code.source, code.how)


def _slicer(found: Slicer) -> SlicerRecord:
    return SlicerRecord(
        snr=Value(found.snr, "1"),
        bit_error_rate=Value(found.ber, "1"),
        measured=found.measured,
        bound=found.bound,
        bits=None if found.bits is None else Value(found.bits, "bit"),
        verdict=found.verdict,
        margin=measured_record.ratio(found.margin),
        capacity=Value(found.capacity, "bit/s"),
        share=measured_record.ratio(found.share),
        gap=measured_record.ratio(found.gap),
    )


def _between(ends: tuple[float, float], unit: str) -> Value:
    return Value(centre(*ends), unit, *ends)


def _lossy(found: Lossy) -> LossRecord:
    return LossRecord(
        loss=Value(found.loss, "1"),
        snr=_between(found.snr, "1"),
        capacity=_between(found.capacity, "bit/s"),
        swing=found.swing,
        noise=found.noise,
    )


def _energy(found: Energy) -> EnergyRecord:
    return EnergyRecord(
        published=found.published,
        scope=found.scope,
        least_received=Value(found.least, "J/bit"),
        temperature=Value(found.temperature, "K"),
        ratio=_between((found.low, found.high), "1") if found.low != found.high else Value(found.low, "1"),
    )


@frozen
class PortRecord:
    """One port of a text: `verdict` and `margin` as of a slicer, `said` in words; `link` and `code` of its lane.

    `bound` says that no error was counted and that `bit_error_rate` is the highest that this leaves, at 95 %.
    """

    name: str
    link: str
    code: str
    bit_error_rate: Value | None
    bound: bool
    margin: Value | None
    verdict: str
    said: str
    uncorrected: float | None
    errors_per_lane: tuple[float, ...]


@frozen
class ChannelPortsRecord:
    """The ports of a text, the worst first."""

    schema: ClassVar[str] = "limits.bit-errors/1"

    ports: tuple[PortRecord, ...]
    catalogue_sha256: str
    limits_version: str
