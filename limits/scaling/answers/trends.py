"""Published trends as records: what a study found, and the value of one trend with how far it reaches."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from limits import __version__
from limits.frozen import frozen
from limits.scaling.answers.asked import derived
from limits.scaling.trends.relations import RELATIONS
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.laws.input import Input
    from limits.scaling.trends.trend import Trend

__all__ = [
    "PublishedTrend",
    "PublishedTrends",
    "TrendValue",
    "Variable",
    "published_trend",
    "published_trends",
    "trend_value",
]


@frozen
class Variable:
    """A variable of a trend: name, symbol in LaTeX, canonical unit, meaning, an example of how it is typed."""

    name: str
    symbol: str
    unit: str
    what: str
    eg: str


@frozen
class PublishedTrend:
    """A published trend: its formula and constants, the range it was seen in, what it is about, where it was read."""

    schema: ClassVar[str] = "limits.trend/1"

    kind: str
    key: str
    title: str
    says: str
    relation: str
    latex: str
    gives: Variable
    function_of: tuple[Variable, ...]
    constants_as_published: dict[str, float | str]
    constants: dict[str, float]
    modality: str
    objective: str
    corpus: str
    tokenizer: str
    counts: str
    fitted: dict[str, tuple[float, ...]]
    source: str
    evidence: str
    references: tuple[str, ...]
    notes: tuple[str, ...]
    limits_version: str


@frozen
class PublishedTrends:
    """Several published trends."""

    schema: ClassVar[str] = "limits.trends/1"

    rows: tuple[PublishedTrend, ...]
    limits_version: str


@frozen
class TrendValue:
    """What a trend gives, or the variable that solves it, with the variables it comes from.

    `decades_beyond` says how far each variable lies outside the range of the fit, 0 inside and negative below, where
    the study says what that range is.
    """

    schema: ClassVar[str] = "limits.trend-value/1"

    kind: str
    trend: str
    title: str
    says: str
    latex: str
    name: str
    value: Value
    given: dict[str, Value]
    decades_beyond: dict[str, Value]
    source: str
    evidence: str
    references: tuple[str, ...]
    notes: tuple[str, ...]
    limits_version: str


def published_trend(trend: Trend) -> PublishedTrend:
    """Return a trend as a record.

    Examples
    --------
    >>> from limits.scaling import trends
    >>> record = published_trend(trends.get("brown2020-compute"))
    >>> record.kind, record.gives.name, record.constants["p"]
    ('trend', 'loss', -0.048)
    """
    return PublishedTrend(
        kind=trend.kind,
        key=trend.key,
        title=trend.title,
        says=trend.says,
        relation=trend.relation,
        latex=RELATIONS[trend.relation].latex,
        gives=_variable(trend.output),
        function_of=tuple(_variable(each) for each in trend.inputs),
        constants_as_published=dict(trend.printed),
        constants=dict(trend.constants),
        modality=trend.modality,
        objective=trend.objective,
        corpus=trend.corpus,
        tokenizer=trend.tokenizer,
        counts=trend.counts,
        fitted={name: (span.low, span.high) for name, span in trend.fitted.items()},
        source=trend.source,
        evidence=trend.evidence,
        references=trend.references,
        notes=trend.notes,
        limits_version=__version__,
    )


def published_trends(trends: Sequence[Trend]) -> PublishedTrends:
    """Return several trends as a record."""
    return PublishedTrends(tuple(published_trend(trend) for trend in trends), __version__)


def trend_value(trend: Trend, given: Mapping[str, Any], *, solve: str | None = None) -> TrendValue:
    """Return what a trend gives, or the variable at which it gives a known result.

    Parameters
    ----------
    trend
        A published trend, as ``limits.scaling.trends.get`` returns it.
    given
        The variables by name, each a text or a quantity, as in a call of the trend.
    solve
        The variable that is wanted; the result is then among what is given.

    Raises
    ------
    InputError
        If anything is missing, unknown, of another dimension or outside its domain; all of it at once.
    NoSolutionError
        If no value gives the result, or several may.

    Examples
    --------
    >>> from limits.scaling import trends
    >>> answer = trend_value(trends.get("brown2020-compute"), {"compute": "1e25 FLOP"})
    >>> f"{answer.value:.3f} {answer.value.unit}, {answer.decades_beyond['compute']:.1f} decades beyond the runs"
    '1.469 nat/token, 1.5 decades beyond the runs'
    """
    from limits.units import si

    found = trend(**given) if solve is None else trend.solve(solve, **given)
    name = trend.output.name if solve is None else solve
    entries = {each.name: each for each in (*trend.inputs, trend.output)}
    known = {
        each: Value(
            float(si(typed, entries[each].unit, counted=entries[each].domain.whole).value),
            entries[each].unit,
            origin=Origin(OriginKind.GIVEN, how=str(typed).strip()),
        )
        for each, typed in given.items()
    }
    value = Value(float(found.magnitude), entries[name].unit, origin=derived(trend.says))
    numbers = {each: number.value for each, number in known.items()} | {name: value.value}
    return TrendValue(
        kind=trend.kind,
        trend=trend.key,
        title=trend.title,
        says=trend.says,
        latex=RELATIONS[trend.relation].latex,
        name=name,
        value=value,
        given=known,
        decades_beyond={
            each: Value(float(decades), "1")
            for each, decades in trend.decades_beyond(**numbers).items()
            if math.isfinite(decades)
        },
        source=trend.source,
        evidence=trend.evidence,
        references=trend.references,
        notes=trend.notes,
        limits_version=__version__,
    )


def _variable(each: Input) -> Variable:
    return Variable(each.name, each.symbol, each.unit, each.doc, each.eg)
