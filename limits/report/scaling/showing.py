"""What the views of ``limits frontier`` have in common: how a number is written, which intervals are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.report.document import Line, Section, kind_shown, table
from limits.report.numbers import UNKNOWN, fixed, significant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.answers.asked import AskedLaw
    from limits.value import Value

FOOT = f"limits {__version__}"
_LOSS_DIGITS = 5
_ENDS = "5 and 95 % points of the coefficients' joint uncertainty: of the fit, as if its form were right."


def titled(law: AskedLaw) -> str:
    """Return kind, key and title of a law on one line."""
    return f"{kind_shown(law.kind)} {law.key}: {law.title}"


def written(value: Value | None, name: str = "", *, unit: bool = True) -> str:
    """Write a number with its unit, to the digits that fit its name; a dash for one that is not known."""
    return UNKNOWN if value is None else end(value.value, value.unit if unit else "1", name)


def end(number: float, unit: str, name: str = "") -> str:
    """Write a number, or the end of an interval."""
    if name == "extrapolation":
        return fixed(number, 1)
    digits = _LOSS_DIGITS if name in {"loss", "irreducible", "overcompute"} else 3
    return significant(number, digits) if unit == "1" else f"{significant(number, digits)} {unit}"


def intervals(record: Any, labels: Mapping[str, str], zero: Mapping[str, str] | None = None) -> Section | None:
    """Return the intervals of a record as a section, a line for each number; None if it has none.

    Parameters
    ----------
    record, labels
        An answer, and what its numbers are called.
    zero
        What an end of 0 is called, by the name of the number.
    """
    words = zero or {}
    lines = []
    for name, label in labels.items():
        value: Value | None = getattr(record, name)
        if value is not None and value.interval is not None:
            ends = (words.get(name, "") if each == 0.0 else "" for each in value.interval)
            texts = (said or end(each, value.unit, name) for said, each in zip(ends, value.interval, strict=True))
            lines.append(Line((label, *texts)))
    return Section("Intervals of the fit, 90 %", table("what|>low|>high", lines), (_ENDS,)) if lines else None
