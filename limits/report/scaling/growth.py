"""Views of trends with time: how fast a quantity doubles, and when it would meet what limits it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, grouped, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.showing import FOOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.view import View
    from limits.scaling.answers.estimates import Estimate
    from limits.scaling.answers.hardware import History, HistoryTrend, Meeting

_MONTHS = 12.0
_NEVER = "never"
_UNMET = (UNKNOWN, UNKNOWN)
_NAMES = {"cmos": "the estimate for CMOS", "landauer-efficiency": "Landauer's bound"}


def of_efficiency(record: History) -> View:
    """Return the view of the energy efficiency of accelerators, by number format."""
    lines = [
        Line((*_cells(each, 1.0), *(map(_met, each.meets) if each.growth else _UNMET)), _beyond(each), "trend")
        for each in record.rows
    ]
    limits = [(each.name, f"{_limit(meeting)}.") for each in record.rows[::2] for meeting in each.meets]
    sections = (
        Section(
            "When it would meet a limit, if it went on",
            table("format|points|>n|years|>doubles in [years]|>CMOS estimate|>Landauer", lines),
            record.cautions,
        ),
        Section("The limits", paragraphs=(*grouped(limits), *record.cautions_of_limits)),
        _left_out(record.rows[::2]),
    )
    headline = f"{kind_shown('trend')} of energy efficiency, dense peak over design power [{record.unit}]"
    return _view(headline, sections, record)


def of_compute(record: History) -> View:
    """Return the view of the training compute of named runs."""
    lines = [Line(_cells(each, _MONTHS), kind="trend") for each in record.rows]
    names = f"Records: {', '.join(record.rows[1].rows)}."
    sections = (
        Section(
            "How fast it has grown",
            table("of|points|>n|years|>doubles in [months]", lines),
            (*record.cautions, names),
        ),
        _left_out(record.rows[:1]),
    )
    return _view(f"{kind_shown('trend')} of the training compute of named runs [{record.unit}]", sections, record)


def _view(headline: str, sections: tuple[Section | None, ...], record: History) -> View:
    return answer.view(Document(headline, (), tuple(each for each in sections if each), FOOT), record)


def _cells(trend: HistoryTrend, scale: float) -> tuple[str, ...]:
    """Return name, points, count, years and doubling time; the scale turns years into the unit of the column."""
    first, last = trend.first_year, trend.last_year
    years = UNKNOWN if first is None or last is None else f"{_year(first)}-{_year(last)}"
    start = (trend.name, trend.points, str(trend.count), years)
    if trend.growth is None:
        return *start, trend.unknown["growth"]
    time = trend.growth.doubling_time
    value, low, high = (_time(each, scale) for each in (time.value, time.low, time.high))
    return *start, f"{value} ({low} .. {high})"


def _met(meeting: Meeting) -> str:
    """Write when a trend would meet a limit."""
    year: Estimate = meeting.year
    if year.value is None:
        return _NEVER if year.low is None else f"{_NEVER}, or from {_year(year.low)}"
    return f"{_year(year.value)} ({_year(year.low)} .. {_year(year.high)})"


def _beyond(trend: HistoryTrend) -> str:
    """Say how far beyond the points the dates of a trend lie."""
    far = [
        f"{meeting.years_beyond_last_point.value:.0f} years to {_NAMES[meeting.limit]}"
        for meeting in trend.meets
        if meeting.years_beyond_last_point is not None
    ]
    return f"Beyond the last point: {', '.join(far)}." if far else ""


def _limit(meeting: Meeting) -> str:
    name, kind, highest = _NAMES[meeting.limit], kind_shown(meeting.kind), meeting.efficiency
    says = highest.origin.how if highest.origin else ""
    return f"{name}, {kind}: {significant(highest.value)} {highest.unit}, {says}"


def _left_out(trends: Sequence[HistoryTrend]) -> Section | None:
    """Return which rows are no points, with the reason."""
    pairs = dict.fromkeys((name, f"{why}.") for each in trends for name, why in each.left_out.items())
    title = "Rows left out, in some formats or in all" if len(trends) > 1 else "Rows left out"
    return Section(title, paragraphs=tuple(grouped(list(pairs)))) if pairs else None


def _time(years: float | None, scale: float) -> str:
    return _NEVER if years is None else f"{years * scale:.1f}"


def _year(date: float | None) -> str:
    """Write the calendar year that a date lies in."""
    return _NEVER if date is None else str(math.floor(date))
