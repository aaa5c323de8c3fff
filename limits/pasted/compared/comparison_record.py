"""What is said to programs of two texts that are compared: the measurements of both, and each pair of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits.frozen import frozen
from limits.pasted.judging import record as records
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.pasted.compared.comparison import AtSize, Comparison, Pairing, Stretch
    from limits.pasted.judging.judged import Judged
    from limits.pasted.table.sizes import Upper

_RATE, _SIZE, _TIME = "GB/s", "byte", "us"


@frozen
class ComparedSizeRecord:
    """One size of both runs: bus bandwidths, newer over older with what the digits leave, and how it compares.

    `halves_apart` is the distance of the ratios of both halves, `noise` what a ratio must differ by: logarithms both.
    """

    size: Value
    old: Value
    new: Value
    ratio: float
    ratio_low: float
    ratio_high: float
    halves_apart: float | None
    noise: float
    sign: str


@frozen
class StretchRecord:
    """Neighbouring sizes that compare alike, with the typical, least and largest ratio of newer over older."""

    sign: str
    first: Value
    last: Value
    sizes: int
    ratio: float
    ratio_least: float
    ratio_most: float


@frozen
class LineRecord:
    """The line through the upper regime: its latency, its bus bandwidth, and the spread of rows around it."""

    latency: Value
    bandwidth: Value
    rms: float


@frozen
class SettingRecord:
    """A setting that differs."""

    name: str
    old: str
    new: str


@frozen
class PairingRecord:
    """Two runs of one operation: `old` and `new` count the measurements of the texts, from 0."""

    operation: str | None
    new: int
    old: int
    sign: str | None
    main: StretchRecord | None
    stretches: tuple[StretchRecord, ...]
    sizes: tuple[ComparedSizeRecord, ...]
    plateau_ratio: float | None
    new_line: LineRecord | None
    old_line: LineRecord | None
    repeats: float | None
    interpolated: bool
    differing: tuple[SettingRecord, ...]


@frozen
class LinkComparisonRecord:
    """Two texts: each pair of measurements, and all measurements of both.

    `measurements` and `old_measurements` are those of limits.link/1, in the order of the texts; `only_new` and
    `only_old` count those without a partner, from 0.
    """

    schema: ClassVar[str] = "limits.link-comparison/1"

    pairs: tuple[PairingRecord, ...]
    only_new: tuple[int, ...]
    only_old: tuple[int, ...]
    measurements: tuple[records.MeasurementRecord, ...]
    old_measurements: tuple[records.MeasurementRecord, ...]
    catalogue_sha256: str
    limits_version: str


def of(
    pairing: Pairing, new: Sequence[Judged], old: Sequence[Judged], catalogue: str, version: str
) -> LinkComparisonRecord:
    """Return the record of two texts."""
    return LinkComparisonRecord(
        pairs=tuple(_pair(each, new, old) for each in pairing.pairs),
        only_new=tuple(_place(each, new) for each in pairing.only_new),
        only_old=tuple(_place(each, old) for each in pairing.only_old),
        measurements=records.of(new, catalogue, version).measurements,
        old_measurements=records.of(old, catalogue, version).measurements,
        catalogue_sha256=catalogue,
        limits_version=version,
    )


def _place(one: Judged, among: Sequence[Judged]) -> int:
    return next(place for place, each in enumerate(among) if each is one)


def _pair(comparison: Comparison, new: Sequence[Judged], old: Sequence[Judged]) -> PairingRecord:
    main = comparison.main
    return PairingRecord(
        operation=comparison.new.measurement.operation,
        new=_place(comparison.new, new),
        old=_place(comparison.old, old),
        sign=None if main is None else main.sign.value,
        main=None if main is None else _stretch(main),
        stretches=tuple(map(_stretch, comparison.stretches)),
        sizes=tuple(map(_at, comparison.rows)),
        plateau_ratio=comparison.plateaus,
        new_line=_line(comparison.new_line),
        old_line=_line(comparison.old_line),
        repeats=comparison.repeats,
        interpolated=comparison.interpolated,
        differing=tuple(SettingRecord(*each) for each in comparison.differing),
    )


def _stretch(stretch: Stretch) -> StretchRecord:
    first, last = Value(stretch.first, _SIZE), Value(stretch.last, _SIZE)
    return StretchRecord(stretch.sign.value, first, last, stretch.count, stretch.ratio, stretch.least, stretch.most)


def _at(row: AtSize) -> ComparedSizeRecord:
    return ComparedSizeRecord(
        Value(row.size, _SIZE),
        Value(row.old, _RATE),
        Value(row.new, _RATE),
        row.ratio,
        row.low,
        row.high,
        row.apart,
        row.noise,
        row.sign.value,
    )


def _line(line: Upper | None) -> LineRecord | None:
    return None if line is None else LineRecord(Value(line.latency, _TIME), Value(line.bandwidth, _RATE), line.rms)
