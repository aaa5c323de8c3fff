"""Views of trends with time: how fast a quantity doubles, and when it would meet what limits it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from limits.bounds.efficiency import Ceiling, ceilings
from limits.cli.frontier.showing import FOOT, known_or_none
from limits.cli.view import View
from limits.errors import InputError, Problem, shown
from limits.laws.formats import number_format
from limits.report.document import Document, Line, Section, grouped, kind_shown, table
from limits.report.numbers import UNKNOWN
from limits.runs.resolve import PEAKS
from limits.scaling.hardware import Series, efficiency, training_compute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.catalog import Row
    from limits.scaling.growth import Crossing, Growth

_MONTHS = 12.0
_NEVER = "never"
_INTERVALS = (
    "In brackets: 95 % intervals of the line, from the scatter of the points about it. Never: the points do not tell "
    "the slope from 0, so there may be no such time; the first number in brackets is then the earliest they allow."
)
_EXTRAPOLATED = "A trend is what has been seen. That it reaches a limit is an extrapolation, and no bound."
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
    def crossings(self) -> tuple[Crossing | None, ...]:
        return tuple(self.growth.reaches(each.efficiency) if self.growth else None for each in self.ceilings)


def of_efficiency(rows: Sequence[Row], precision: str | None) -> View:
    """Return the view of the energy efficiency of accelerators, in one number format or in each.

    Parameters
    ----------
    rows
        Accelerators.
    precision
        Name of a number format; None for all of which the catalogue holds peaks.

    Raises
    ------
    UnknownNameError
        If there is no such number format.
    InputError
        If the catalogue holds no peaks in it.
    """
    if precision is None:
        formats = list({column: name for name, column in reversed(PEAKS.items())}.items())[::-1]
    else:
        name = number_format(precision).name
        if name not in PEAKS:
            wanted = f"a number format in which the catalogue holds peaks: {', '.join(PEAKS)}"
            raise InputError("frontier", [Problem("--precision", shown(precision), wanted)])
        formats = [(PEAKS[name], name)]
    trends = [
        _Trend(name, which, points, ceilings(name))
        for column, name in formats
        for series in [efficiency(rows, column)]
        for which, points in (("all", series), ("records", series.records))
    ]
    lines = [Line((*_cells(each, 1.0), *map(_met, each.crossings)), _beyond(each), "trend") for each in trends]
    said = [(each.name, f"{_limit(ceiling)}.") for each in trends[::2] for ceiling in each.ceilings]
    sections = (
        Section(
            "When it would meet a limit, if it went on",
            table("format|points|>n|years|>doubles in [years]|>CMOS estimate|>Landauer", lines),
            (_INTERVALS, _RECORDS, _EXTRAPOLATED),
        ),
        Section("The limits", paragraphs=tuple(grouped(said))),
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
    records = [_record(each, quantity) for each in trends]
    return View(document, records, _spread(records))


def _cells(trend: _Trend, scale: float) -> tuple[str, ...]:
    """Return name, points, count, years and doubling time; the scale turns years into the unit of the column."""
    series, growth = trend.series, trend.growth
    years = f"{series.dates[0]:.0f}-{series.dates[-1]:.0f}" if len(series.dates) else UNKNOWN
    if growth is None:
        return trend.name, trend.which, str(len(series.dates)), years, "too few points"
    low, high = growth.doubling_interval
    ends = f"({_number(low * scale)} .. {_number(high * scale)})"
    middle = _number(growth.doubling_time * scale if growth.distinguishable else math.inf)
    return trend.name, trend.which, str(growth.points), years, f"{middle} {ends}"
