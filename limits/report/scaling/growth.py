"""Views of trends with time: how fast a quantity doubles, and when it would meet what limits it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem, shown
from limits.formats import number_format
from limits.report.document import Document, Line, Section, grouped, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.showing import FOOT, known_or_none
from limits.report.view import View
from limits.runs.resolve import PEAKS
from limits.scaling.answers.efficiency import Ceiling, ceilings
from limits.scaling.history.growth import Crossing
from limits.scaling.history.hardware import Series, efficiency, training_compute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.catalog import Row
    from limits.scaling.history.growth import Growth

_MONTHS = 12.0
_NEVER = "never"
_FEW = "too few points"
_UNMET = (UNKNOWN, UNKNOWN)
_NAMES = {"cmos": "the estimate for CMOS", "landauer-efficiency": "Landauer's bound"}
_INTERVALS = (
    "In brackets: 95 % intervals of the line alone, from the scatter of the points about it. Never: the points do not "
    "tell the slope from 0, so there may be no such time; beside it stands the earliest that they allow."
)
_EXTRAPOLATED = "A trend is what has been seen. That it reaches a limit is an extrapolation, and no bound."
_REVERSIBLE = "Reversible operations erase nothing: without a convention there is no bound on operations per joule."
_RECORDS = "Records are the points above all earlier ones; they are few and depend on one another."


@dataclass(frozen=True)
class _Trend:
    """One line of the table: points, what they are called, and what they may meet."""

    name: str
    which: str
    series: Series
    ceilings: tuple[Ceiling, ...] = ()

    @cached_property
    def growth(self) -> Growth | None:
        """The trend, or None where there are too few points for one."""
        try:
            return self.series.growth()
        except InputError:
            return None

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """When it meets each ceiling; none where there is no trend. A line that falls meets nothing above it."""
        growth = self.growth
        if growth is None:
            return ()
        if growth.slope < 0.0 and growth.distinguishable:
            return tuple(Crossing(math.inf, math.inf, math.inf) for _ in self.ceilings)
        return tuple(growth.reaches(each.efficiency) for each in self.ceilings)


def of_efficiency(rows: Sequence[Row], precisions: Sequence[str] = ()) -> View:
    """Return the view of the energy efficiency of accelerators, by number format.

    Parameters
    ----------
    rows
        Accelerators.
    precisions
        Names of number formats; none for all in which the catalogue holds peaks.

    Raises
    ------
    UnknownNameError
        If there is no such number format.
    InputError
        If the catalogue holds no peaks in one of them.
    """
    names = dict.fromkeys(number_format(each).name for each in precisions)
    if missing := [name for name in names if name not in PEAKS]:
        wanted = f"a number format in which the catalogue holds peaks: {', '.join(PEAKS)}"
        raise InputError("frontier", [Problem("--precision", shown(name), wanted) for name in missing])
    if names:
        formats = [(PEAKS[name], name) for name in names]
    else:  # each column once, by the first of the formats that share it
        formats = list({column: name for name, column in reversed(PEAKS.items())}.items())[::-1]
    trends = [
        _Trend(name, which, points, ceilings(name))
        for column, name in formats
        for series in [efficiency(rows, column)]
        for which, points in (("all", series), ("records", series.records))
    ]
    lines = [
        Line((*_cells(each, 1.0), *(map(_met, each.crossings) if each.growth else _UNMET)), _beyond(each), "trend")
        for each in trends
    ]
    said = [(each.name, f"{_limit(ceiling)}.") for each in trends[::2] for ceiling in each.ceilings]
    sections = (
        Section(
            "When it would meet a limit, if it went on",
            table("format|points|>n|years|>doubles in [years]|>CMOS estimate|>Landauer", lines),
            (_INTERVALS, _RECORDS, _EXTRAPOLATED),
        ),
        Section("The limits", paragraphs=(*grouped(said), _REVERSIBLE)),
        _left_out(trends[::2]),
    )
    headline = f"{kind_shown('trend')} of energy efficiency, dense peak over design power [FLOP/J]"
    return _view(headline, sections, trends, "efficiency")


def of_compute(rows: Sequence[Row]) -> View:
    """Return the view of the training compute of named runs.

    Parameters
    ----------
    rows
        Runs.
    """
    series = training_compute(rows)
    trends = [_Trend("compute", which, points) for which, points in (("all", series), ("records", series.records))]
    lines = [Line(_cells(each, _MONTHS), kind="trend") for each in trends]
    few = "The catalogue holds small runs of late years beside the largest: the records are what grew."
    sections = (
        Section(
            "How fast it has grown",
            table("of|points|>n|years|>doubles in [months]", lines),
            (_INTERVALS, _RECORDS, few, f"Records: {', '.join(trends[1].series.names)}."),
        ),
        _left_out(trends[:1]),
    )
    return _view(f"{kind_shown('trend')} of the training compute of named runs [FLOP]", sections, trends, "compute")


def _view(headline: str, sections: tuple[Section | None, ...], trends: list[_Trend], quantity: str) -> View:
    document = Document(headline, (), tuple(each for each in sections if each), FOOT)
    return View(document, [_record(each, quantity) for each in trends], _spread(trends))


def _cells(trend: _Trend, scale: float) -> tuple[str, ...]:
    """Return name, points, count, years and doubling time; the scale turns years into the unit of the column."""
    dates, growth = trend.series.dates, trend.growth
    years = f"{_year(dates[0])}-{_year(dates[-1])}" if dates.size else UNKNOWN
    first = (trend.name, trend.which, str(dates.size), years)
    if growth is None:
        return *first, _FEW
    low, high = (_time(end * scale) for end in growth.doubling_interval)
    return *first, f"{_time(growth.doubling_time * scale)} ({low} .. {high})"


def _met(crossing: Crossing) -> str:
    """Write when a trend would meet a limit."""
    if math.isinf(crossing.date):
        return f"{_NEVER}, or from {_year(crossing.low)}" if math.isfinite(crossing.low) else _NEVER
    return f"{_year(crossing.date)} ({_year(crossing.low)} .. {_year(crossing.high)})"


def _beyond(trend: _Trend) -> str:
    """Say how far beyond the points the dates of a trend lie."""
    far = [
        f"{trend.growth.years_beyond(crossing.date):.0f} years to {_NAMES[ceiling.law.key]}"
        for ceiling, crossing in zip(trend.ceilings, trend.crossings, strict=False)
        if trend.growth and math.isfinite(crossing.date)
    ]
    return f"Beyond the last point: {', '.join(far)}." if far else ""


def _limit(ceiling: Ceiling) -> str:
    name, kind = _NAMES[ceiling.law.key], kind_shown(ceiling.law.kind)
    return f"{name}, {kind}: {significant(ceiling.efficiency)} FLOP/J, {ceiling.says}"


def _left_out(trends: Sequence[_Trend]) -> Section | None:
    """Return which rows are no points, with the reason."""
    pairs = dict.fromkeys((name, f"{why}.") for each in trends for name, why in each.series.left_out.items())
    title = "Rows left out, in some formats or in all" if len(trends) > 1 else "Rows left out"
    return Section(title, paragraphs=tuple(grouped(list(pairs)))) if pairs else None


def _record(trend: _Trend, quantity: str) -> dict[str, Any]:
    """Return a trend for JSON: infinity, of what may never come, becomes None."""
    series, growth = trend.series, trend.growth
    said: dict[str, Any] = {
        "kind": "trend",
        "quantity": quantity,
        "name": trend.name,
        "points": trend.which,
        "count": len(series.names),
        "unit": series.unit,
        "rows": list(series.names),
        "left_out": dict(series.left_out),
    }
    if growth is None:
        return said | {"growth": None, "because": _FEW, "meets": []}
    said["growth"] = {
        "doublings_per_year": growth.slope,
        "standard_error": growth.standard_error,
        "scatter_doublings": growth.scatter,
        "first_year": growth.first,
        "last_year": growth.last,
        "doubling_time_years": _ends(growth.doubling_time, *growth.doubling_interval),
    }
    said["meets"] = [
        {
            "limit": ceiling.law.key,
            "kind": ceiling.law.kind.value,
            "efficiency": ceiling.efficiency,
            "unit": series.unit,
            "says": ceiling.says,
            "year": _ends(*crossing),
            "years_beyond_last_point": known_or_none(growth.years_beyond(crossing.date)),
            "references": list(ceiling.law.refs),
        }
        for ceiling, crossing in zip(trend.ceilings, trend.crossings, strict=True)
    ]
    return said


def _spread(trends: list[_Trend]) -> list[tuple[object, ...]]:
    """Return the lines of the CSV: the same numbers as in JSON."""
    limits = [ceiling.law.key for ceiling in trends[0].ceilings]
    ends = ("", "_low", "_high")
    headers = ("name", "points", "count", "unit", "first_year", "last_year", "doublings_per_year", "scatter_doublings")
    times = [f"{name}{end}" for name in ("doubling_time_years", *(f"{key}_year" for key in limits)) for end in ends]
    lines: list[tuple[object, ...]] = [(*headers, *times)]
    for each in trends:
        start = (each.name, each.which, len(each.series.names), each.series.unit)
        growth = each.growth
        if growth is None:
            lines.append((*start, *[None] * (4 + len(times))))
            continue
        spans = [(growth.doubling_time, *growth.doubling_interval), *each.crossings]
        numbers = [known_or_none(number) for span in spans for number in span]
        lines.append((*start, growth.first, growth.last, growth.slope, growth.scatter, *numbers))
    return lines


def _ends(value: float, low: float, high: float) -> dict[str, float | None]:
    return {"value": known_or_none(value), "low": known_or_none(low), "high": known_or_none(high)}


def _time(number: float) -> str:
    return f"{number:.1f}" if math.isfinite(number) else _NEVER


def _year(date: float) -> str:
    """Write the calendar year that a date lies in."""
    return str(math.floor(date))
