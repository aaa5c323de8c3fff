"""Parts of the view of a fit that hang on its form: the loss of the law where it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.document import Line, Section, table
from limits.report.numbers import UNKNOWN, significant
from limits.scaling.fits.headers import UNITS
from limits.scaling.law import beyond

if TYPE_CHECKING:
    from limits.scaling.answers.fits import FitRecord, LossAt

_DIGITS = 4
_NEAR = 0.05  # decades that are shown as none
_OF_THE_LAW = (
    "The interval is that of the law, as if its form were right: a run errs about it as the runs of the fit do, and "
    "far beyond them the form itself may fail."
)


def asked(record: FitRecord) -> list[Section]:
    """Return what the law says where it was asked, as a section; none where it was not."""
    if not record.at:
        return []
    lines = [Line((_sizes(each), *map(_loss, (each.loss, each.low, each.high)), _beyond(each))) for each in record.at]
    heading = f"at|>loss [{record.at[0].unit}]|>low|>high|beyond the runs"
    return [Section("What the law says", table(heading, lines), (_OF_THE_LAW,))]


def _sizes(said: LossAt) -> str:
    return ", ".join(f"{significant(value)} {UNITS[name]}" for name, value in said.sizes.items())


def _loss(number: float | None) -> str:
    return UNKNOWN if number is None else significant(number, _DIGITS)


def _beyond(said: LossAt) -> str:
    far = [f"{name} {beyond(decades)}" for name, decades in said.beyond.items() if abs(decades) >= _NEAR]
    return ", ".join(far) or "within"
