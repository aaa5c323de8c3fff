"""What is said of a paste to programs: one record for each measurement in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits.frozen import frozen
from limits.pasted.compared import size_record
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.pasted.described.description import Finding
    from limits.pasted.expected.bound import Bound
    from limits.pasted.judging.judged import Judged
    from limits.pasted.measurement import Half, Row
    from limits.pasted.printed import Printed

_RATE = "GB/s"
_SIZE = "byte"


@frozen
class HalfRecord:
    """One half of a row, as printed: time in microseconds, bandwidths in GB/s."""

    time_us: float | None
    algorithm_bandwidth: float | None
    bus_bandwidth: float | None
    wrong: str


@frozen
class RowRecord:
    """One size of a table, in byte."""

    size: float
    out_of_place: HalfRecord | None
    in_place: HalfRecord | None
    line: int


@frozen
class BoundRecord:
    """A bus bandwidth that a measurement is held against, and the measurement as a share of it.

    `basis` is `theorem`, `model`, `rating` of a data sheet, or `measured` on healthy hardware.
    """

    name: str
    basis: str
    bus_bandwidth: Value
    share: float
    how: str
    conditions: str


@frozen
class CandidateRecord:
    """Hardware that would settle the verdict, the verdict there, and the measurement as a share of what it reaches."""

    hardware: str
    verdict: str
    share: float
    of: str


@frozen
class NeedsRecord:
    """The bound turned round: the least rate that is proved, each way, and of what; what would settle the verdict."""

    rate: Value
    of: str
    candidates: tuple[CandidateRecord, ...]
    options: tuple[str, ...]


@frozen
class FactRecord:
    """One thing that a text tells of a machine."""

    what: str
    value: str


@frozen
class PairRecord:
    """Two ends, the rate from one to the other, and what joins them (empty where nothing tells it)."""

    source: str
    target: str
    rate: Value | None
    path: str


@frozen
class DescriptionRecord:
    """What a text tells of a machine or its network without a table of sizes."""

    said: str
    facts: tuple[FactRecord, ...]
    pairs: tuple[PairRecord, ...]


@frozen
class MeasurementRecord:
    """A measurement and what is concluded from it.

    `plateau` is the largest bus bandwidth of both halves, of copies that of the slowest pair; `reached_plateau` whether
    the curve has become flat, null where it has too few sizes to tell; `ranks` take part in one operation, and
    `ranks_by` says what tells it; `share` is the plateau over what healthy hardware shows. `description` is there where
    the text has no table of sizes.
    """

    tool: str
    version: str
    operation: str | None
    line: int
    rows: tuple[RowRecord, ...]
    ranks: int | None
    ranks_by: str
    ranks_low: float | None
    ranks_high: float | None
    domains: int | None
    domain: int | None
    accelerator: str | None
    adapters: str | None
    plateau: Value | None
    plateau_size: Value | None
    reached_plateau: bool | None
    last_doubling: float | None
    printed_average: Value | None
    bounds: tuple[BoundRecord, ...]
    weakest_bound: BoundRecord | None
    expected: Value | None
    share: float | None
    verdict: str
    needs: NeedsRecord | None
    because: tuple[str, ...]
    try_next: tuple[str, ...]
    assumed: tuple[str, ...]
    log: size_record.LogRecord | None
    at_size: size_record.AtSizeRecord | None
    description: DescriptionRecord | None


@frozen
class MachineRecord:
    """What is expected of a stated machine, without a measurement: its bounds, and one size if one is asked for."""

    operation: str
    ranks: int
    domains: int | None
    domain: int | None
    accelerator: str | None
    adapters: str | None
    bounds: tuple[ExpectedRecord, ...]
    weakest_bound: ExpectedRecord | None
    at_size: size_record.AtSizeRecord | None
    assumed: tuple[str, ...]


@frozen
class ExpectedRecord:
    """A bus bandwidth that bounds a machine, or that healthy hardware shows there.

    `basis` is as in a bound of a measurement.
    """

    name: str
    basis: str
    bus_bandwidth: Value
    how: str
    conditions: str


@frozen
class LinkRecord:
    """What is said of a text: its measurements, in the order in which they stand in it.

    Ratios are of plain numbers; a bandwidth that a tool printed in GiB/s is converted in `plateau`, not in `rows`.
    `machine` is there where no text was given.
    """

    schema: ClassVar[str] = "limits.link/1"

    measurements: tuple[MeasurementRecord, ...]
    machine: MachineRecord | None
    catalogue_sha256: str
    limits_version: str


def of(judged: Sequence[Judged], catalogue: str, version: str, size: float | None = None) -> LinkRecord:
    """Return the record of all that was judged; with `size` [byte], what is known of that one too."""
    return LinkRecord(tuple(_measurement(each, size) for each in judged), None, catalogue, version)


def of_machine(judged: Judged, catalogue: str, version: str, size: float | None = None) -> LinkRecord:
    """Return the record of a machine on which nothing was measured; parameters as in `of`."""
    hardware, found = judged.hardware, judged.bounds
    machine = MachineRecord(
        operation=judged.operation,
        ranks=judged.ranks.count or 0,
        domains=hardware.domains,
        domain=hardware.domain,
        accelerator=hardware.accelerator,
        adapters=None if hardware.nics is None else str(hardware.nics),
        bounds=tuple(map(_alone, found.rows)),
        weakest_bound=None if found.weakest is None else _alone(found.weakest),
        at_size=_at_size(judged, size),
        assumed=judged.assumed,
    )
    return LinkRecord((), machine, catalogue, version)


def _alone(bound: Bound) -> ExpectedRecord:
    return ExpectedRecord(bound.name, bound.kind, Value(bound.rate, _RATE), bound.how, bound.conditions)


def _at_size(judged: Judged, size: float | None) -> size_record.AtSizeRecord | None:
    from limits.pasted.compared import at_size

    return None if size is None else size_record.at_size(at_size.of(judged, size))


def _measurement(judged: Judged, size: float | None) -> MeasurementRecord:
    measurement, ranks, hardware, found = judged.measurement, judged.ranks, judged.hardware, judged.bounds
    top = measurement.top
    average = measurement.printed_average
    needs = judged.needs
    return MeasurementRecord(
        tool=measurement.tool,
        version=measurement.version,
        operation=measurement.operation,
        line=measurement.line,
        rows=tuple(map(_row, measurement.rows)),
        ranks=ranks.count,
        ranks_by=ranks.basis,
        ranks_low=_finite(ranks.low),
        ranks_high=_finite(ranks.high),
        domains=hardware.domains,
        domain=hardware.domain,
        accelerator=hardware.accelerator,
        adapters=None if hardware.nics is None else str(hardware.nics),
        plateau=size_record.rate(judged.plateau or None),
        plateau_size=None if top is None else Value(top.size, _SIZE),
        reached_plateau=None if judged.curve.rise is None else not judged.curve.rises,
        last_doubling=judged.curve.rise,
        printed_average=size_record.rate(average),
        bounds=tuple(_bound(bound, judged.plateau) for bound in found.rows),
        weakest_bound=None if found.weakest is None else _bound(found.weakest, judged.plateau),
        expected=None if found.expected is None else size_record.rate(found.expected.rate),
        share=judged.share,
        verdict=judged.verdict.value,
        needs=None
        if needs is None
        else NeedsRecord(
            Value(needs.rate, _RATE),
            needs.of,
            tuple(CandidateRecord(each.hardware, each.verdict.value, each.share, each.of) for each in needs.candidates),
            needs.options,
        ),
        because=judged.because,
        try_next=judged.try_next,
        assumed=judged.assumed,
        log=size_record.log(measurement.evidence),
        at_size=None if judged.finding else _at_size(judged, size),
        description=None if judged.finding is None else _description(judged.finding),
    )


def _description(finding: Finding) -> DescriptionRecord:
    return DescriptionRecord(
        finding.said,
        tuple(FactRecord(*fact) for fact in finding.facts),
        tuple(PairRecord(pair.source, pair.target, size_record.rate(pair.rate), pair.path) for pair in finding.pairs),
    )


def _finite(number: float | None) -> float | None:
    return None if number is None or number == float("inf") else number


def _bound(bound: Bound, plateau: float) -> BoundRecord:
    share = plateau / bound.rate
    return BoundRecord(bound.name, bound.kind, Value(bound.rate, _RATE), share, bound.how, bound.conditions)


def _row(row: Row) -> RowRecord:
    return RowRecord(row.size, _half(row.out_of_place), _half(row.in_place), row.line)


def _half(half: Half | None) -> HalfRecord | None:
    if half is None:
        return None
    return HalfRecord(_plain(half.time), _plain(half.algorithm_bandwidth), _plain(half.bus_bandwidth), half.wrong)


def _plain(printed: Printed | None) -> float | None:
    return None if printed is None else printed.value
