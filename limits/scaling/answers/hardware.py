"""How fast hardware efficiency and training compute have grown, and when a trend would meet what limits it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.catalog.peaks import PEAKS
from limits.draws import LEVEL
from limits.errors import InputError, Problem, shown
from limits.formats import number_format
from limits.frozen import frozen
from limits.scaling.answers.asked import derived, number
from limits.scaling.answers.efficiency import ceilings
from limits.scaling.answers.estimates import Estimate, estimate
from limits.scaling.history.growth import Crossing
from limits.scaling.history.hardware import Series, efficiency, training_compute
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.catalog import Row
    from limits.scaling.answers.efficiency import Ceiling
    from limits.scaling.history.growth import Growth

__all__ = ["History", "HistoryTrend", "Line", "Meeting", "compute_growth", "efficiency_growth"]

_FEW = "too few points"
_NEVER = "the points do not tell the slope from 0: there may be no such time"
_FALLS = "the line does not rise"
_NO_DATE = Crossing(math.inf, math.inf, math.inf)
_INTERVALS = (
    "In brackets: 90 % intervals of the line alone, from the scatter of the points about it. Never: the points do not "
    "tell the slope from 0, so there may be no such time; beside it stands the earliest that they allow."
)
_RECORDS = "Records are the points above all earlier ones; they are few and depend on one another."
_EXTRAPOLATED = "A trend is what has been seen. That it reaches a limit is an extrapolation, and no bound."
_REVERSIBLE = "Reversible operations erase nothing: without a convention there is no bound on operations per joule."
_SMALL = "The catalogue holds small runs of late years beside the largest: the records are what grew."


@frozen
class Line:
    """A straight line in log2 of the quantity against the year; intervals are those of 90 %."""

    doublings_per_year: Value
    scatter_doublings: Value
    doubling_time: Estimate


@frozen
class Meeting:
    """When a trend would meet the highest efficiency that a law leaves, or a model expects, if it went on for so long.

    `kind` is that of the law. `unknown` says why a year is null.
    """

    limit: str
    kind: str
    efficiency: Value
    year: Estimate
    years_beyond_last_point: Value | None
    unknown: dict[str, str]
    references: tuple[str, ...]


@frozen
class HistoryTrend:
    """A trend with the years through all points, or through the records among them.

    `key` tells the two apart, `rows` are the points by their rows of the catalogue, `left_out` those that are none,
    with the reason. `unknown` says why a number is null.
    """

    key: str
    kind: str
    name: str
    points: str
    count: int
    first_year: float | None
    last_year: float | None
    growth: Line | None
    meets: tuple[Meeting, ...]
    rows: tuple[str, ...]
    left_out: dict[str, str]
    unknown: dict[str, str]


@frozen
class History:
    """How a quantity has grown over the years: for each name a trend through all points and one through the records.

    `level` is that of the intervals.
    """

    schema: ClassVar[str] = "limits.hardware/1"

    quantity: str
    unit: str
    level: float
    rows: tuple[HistoryTrend, ...]
    cautions: tuple[str, ...]
    cautions_of_limits: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


def efficiency_growth(rows: Sequence[Row], precisions: Sequence[str] = ()) -> History:
    """Return how fast the energy efficiency of accelerators has grown, by number format.

    Parameters
    ----------
    rows
        Accelerators, as ``limits.catalog.rows("accelerator")`` returns them.
    precisions
        Names of number formats; none for all in which the catalogue holds peaks.

    Raises
    ------
    UnknownNameError
        If there is no such number format.
    InputError
        If the catalogue holds no peaks in one of them.

    Examples
    --------
    >>> from limits import catalog
    >>> every, records = efficiency_growth(catalog.rows("accelerator"), ["bf16"]).rows
    >>> f"{every.growth.doubling_time.value:.1f} years", [meeting.limit for meeting in every.meets]
    ('3.6 years', ['cmos', 'landauer-efficiency'])
    """
    trends = []
    for name, column in _formats(precisions).items():
        series, highest = efficiency(rows, column), ceilings(name)
        trends += [_trend(name, "all", series, highest), _trend(name, "records", series.records, highest)]
    return History(
        quantity="efficiency",
        unit="FLOP/J",
        level=LEVEL,
        rows=tuple(trends),
        cautions=(_INTERVALS, _RECORDS, _EXTRAPOLATED),
        cautions_of_limits=(_REVERSIBLE,),
        references=tuple(dict.fromkeys(key for each in trends for met in each.meets for key in met.references)),
        limits_version=__version__,
    )


def compute_growth(rows: Sequence[Row]) -> History:
    """Return how fast the training compute of named runs has grown.

    Parameters
    ----------
    rows
        Runs, as ``limits.catalog.rows("run")`` returns them.

    Examples
    --------
    >>> from limits import catalog
    >>> every, records = compute_growth(catalog.rows("run")).rows
    >>> f"{12 * records.growth.doubling_time.value:.1f} months"
    '5.4 months'
    """
    series = training_compute(rows)
    return History(
        quantity="compute",
        unit="FLOP",
        level=LEVEL,
        rows=(_trend("compute", "all", series), _trend("compute", "records", series.records)),
        cautions=(_INTERVALS, _RECORDS, _SMALL),
        cautions_of_limits=(),
        references=(),
        limits_version=__version__,
    )


def _formats(precisions: Sequence[str]) -> dict[str, str]:
    """Return the column of peaks of each number format that was asked for, or of all, each column once."""
    names = dict.fromkeys(number_format(each).name for each in precisions)
    if missing := [name for name in names if name not in PEAKS]:
        wanted = f"a number format in which the catalogue holds peaks: {', '.join(PEAKS)}"
        raise InputError("hardware", [Problem("precision", shown(name), wanted) for name in missing])
    if names:
        return {name: PEAKS[name] for name in names}
    # Each column by the first of the formats that share it.
    first = {column: name for name, column in reversed(PEAKS.items())}
    return {name: column for column, name in reversed(first.items())}


def _trend(name: str, points: str, series: Series, highest: tuple[Ceiling, ...] = ()) -> HistoryTrend:
    try:
        growth = series.growth()
    except InputError:  # too few points of too few years
        growth = None
    unknown = {"growth": _FEW} if growth is None else _open_ends(growth)
    return HistoryTrend(
        key=f"{name}-{points}",
        kind="trend",
        name=name,
        points=points,
        count=len(series.names),
        first_year=float(series.dates[0]) if series.dates.size else None,
        last_year=float(series.dates[-1]) if series.dates.size else None,
        growth=None if growth is None else _line(growth),
        meets=tuple(_meeting(growth, each) for each in highest),
        rows=series.names,
        left_out=dict(series.left_out),
        unknown=unknown | ({} if series.dates.size else {"first_year": _FEW, "last_year": _FEW}),
    )


def _line(growth: Growth) -> Line:
    low, high = growth.slope_interval
    return Line(
        doublings_per_year=Value(
            growth.slope, "1/year", low, high, growth.standard_error, derived("least squares of log2 on the year")
        ),
        scatter_doublings=Value(growth.scatter, "1"),
        doubling_time=estimate(growth.doubling_time, "year", *growth.doubling_interval),
    )


def _open_ends(growth: Growth) -> dict[str, str]:
    """Say why a doubling time has no value or no end."""
    ends = {"value": growth.doubling_time, "low": growth.doubling_interval.low, "high": growth.doubling_interval.high}
    why = _NEVER if growth.slope > 0.0 else _FALLS
    return {f"growth.doubling_time.{name}": why for name, end in ends.items() if math.isinf(end)}


def _meeting(growth: Growth | None, ceiling: Ceiling) -> Meeting:
    """Return when a line meets a ceiling; one that falls meets nothing above it."""
    if growth is None:
        crossing, why = _NO_DATE, _FEW
    elif growth.slope < 0.0 and growth.distinguishable:
        crossing, why = _NO_DATE, _FALLS
    else:
        crossing, why = growth.reaches(ceiling.efficiency), _NEVER
    beyond = math.inf if growth is None else growth.years_beyond(crossing.date)
    dates = {f"year.{end}": date for end, date in zip(("value", "low", "high"), crossing, strict=True)}
    return Meeting(
        limit=ceiling.law.key,
        kind=ceiling.law.kind.value,
        efficiency=Value(ceiling.efficiency, "FLOP/J", origin=derived(ceiling.says)),
        year=estimate(crossing.date, "year", crossing.low, crossing.high),
        years_beyond_last_point=number(beyond, "year"),
        unknown={name: why for name, date in (*dates.items(), ("years_beyond_last_point", beyond)) if math.isinf(date)},
        references=ceiling.law.refs,
    )
