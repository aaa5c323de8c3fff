"""What is said of a measured channel to programs. Ratios are linear, of powers, and have unit 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.value import Value

if TYPE_CHECKING:
    from limits.channel.measured import Case, Measured
    from limits.channel.response import Response

__all__ = ["MeasuredRecord", "of", "ratio"]


@frozen
class FileRecord:
    """A Touchstone file. `role` is `through`, `far-end` or `near-end`; `checks` are sentences.

    A passive file has a `largest_singular_value` of at most 1; `unequal` is how far a file is from reciprocal.
    """

    role: str
    file: str
    points: int
    first: Value
    last: Value
    ports: str
    told: str
    largest_singular_value: float
    largest_at: Value
    unequal: float
    unequal_at: Value
    checks: tuple[str, ...]


@frozen
class CaseRecord:
    """The channel under some of the noise, each line with one more than the one before.

    `salz_snr` is the ratio at the slicer behind the best linear equaliser with decision feedback, null in a band above
    half of the symbol rate; `received_snr` is the ratio before any equaliser, without the noise of the transmitter.
    """

    noise: str
    capacity: Value
    salz_snr: Value | None
    received_snr: Value


@frozen
class MeasuredRecord:
    """A lane on a measured channel: an upper bound of this channel as its file has it, with this noise (model).

    `margin` is the Salz ratio under all of the noise over what modulation and code need: below 1 the lane fails.
    `raw_share` and `net_share` are rates over the capacity of the same case. `loss` is at half of the symbol rate, null
    beyond the file. `between_points` says that points of the file are few or uneven and were read between by straight
    lines of voltage. `water_level` is the density of the signal and of the noise over the gain where there is signal.
    """

    band: Value
    band_stated: bool
    points: int
    step: Value
    between_points: bool
    loss: Value | None
    swing: Value
    next_swing: Value
    noise_density: Value
    transmitter_snr: Value
    cases: tuple[CaseRecord, ...]
    passes: bool | None
    margin: Value | None
    raw_share: Value
    net_share: Value | None
    water_level: Value
    files: tuple[FileRecord, ...]


def of(found: Measured) -> MeasuredRecord:
    """Return the record of a lane on a measured channel."""
    lane, conditions, files = found.lane, found.conditions, found.files
    loss = files.through.loss(lane.bandwidth)
    capacity = found.decisive.capacity
    roles = (("through", (files.through,)), ("far-end", files.far), ("near-end", files.near))
    return MeasuredRecord(
        band=Value(found.band, "Hz"),
        band_stated=found.stated_band,
        points=len(found.frequency),
        step=Value(found.step, "Hz"),
        between_points=found.between,
        loss=None if loss is None or not np.isfinite(loss) else Value(10.0 ** (loss / 10.0), "1"),
        swing=conditions.swing,
        next_swing=conditions.next_swing,
        noise_density=conditions.noise_density,
        transmitter_snr=conditions.transmitter_snr,
        cases=tuple(map(_case, found.cases)),
        passes=found.passes,
        margin=ratio(found.margin),
        raw_share=Value(lane.raw.value / capacity, "1"),
        net_share=None if lane.net is None else Value(lane.net.value / capacity, "1"),
        water_level=Value(found.filling.level, "V^2/Hz"),
        files=tuple(_file(role, each) for role, those in roles for each in those),
    )


def ratio(number: float | None) -> Value | None:
    """Return a ratio as a value; None where it is not known."""
    return None if number is None else Value(number, "1")


def _case(case: Case) -> CaseRecord:
    return CaseRecord(case.name, Value(case.capacity, "bit/s"), ratio(case.salz_snr), Value(case.received_snr, "1"))


def _file(role: str, each: Response) -> FileRecord:
    return FileRecord(
        role=role,
        file=each.name,
        points=len(each.frequency),
        first=Value(float(each.frequency[0]), "Hz"),
        last=Value(each.end, "Hz"),
        ports=str(each.ports),
        told=each.ports.told,
        largest_singular_value=each.largest,
        largest_at=Value(each.largest_at, "Hz"),
        unequal=each.unequal,
        unequal_at=Value(each.unequal_at, "Hz"),
        checks=tuple(each.checks()),
    )
