"""Views of published trends: the list of all, one with its constants and range, a value and how far it reaches."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from limits.references import entry
from limits.report import answer
from limits.report.document import Document, Formula, Line, Section, kind_shown, table
from limits.report.law.record import with_unit
from limits.report.numbers import significant
from limits.report.scaling.showing import FOOT
from limits.scaling.law import beyond

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.view import View
    from limits.scaling.answers.trends import PublishedTrend, PublishedTrends, TrendValue, Variable

_HEADERS = ("key", "title", "says", "relation", "gives", "function_of", "counts", "evidence", "source")


def listed(record: PublishedTrends) -> View:
    """Return the view of several trends, by study."""
    sections = [
        Section(title, table("trend|kind|says|gives|evidence", [_line(trend) for trend in group]))
        for title, group in groupby(record.rows, key=lambda trend: trend.title)
    ]
    headline = f"{len(record.rows)} trends (limits frontier trend KEY shows one)"
    return answer.view(Document(headline, (), tuple(sections), FOOT), record, [_HEADERS, *map(_cells, record.rows)])


def page(trend: PublishedTrend) -> View:
    """Return the view of one trend: its formula, constants, range, what it is about, and where it was read."""
    symbols = [
        Line((each.name, Formula(each.symbol), each.unit, each.what)) for each in (trend.gives, *trend.function_of)
    ]
    constants = [Line((name, str(value))) for name, value in trend.constants_as_published.items()]
    fitted = [
        Line((each.name, f"{with_unit(ends[0], '1')} .. {with_unit(ends[1], each.unit)}"))
        for each in trend.function_of
        if (ends := trend.fitted.get(each.name))
    ]
    about = {
        "predicts": f"{trend.objective}, {trend.modality}",
        "corpus": trend.corpus,
        "tokenizer": trend.tokenizer,
        "N counts": trend.counts,
        "source": trend.source,
        "evidence": trend.evidence,
    }
    sections = (
        Section("Variables", table("name|symbol|unit|what", symbols)),
        Section("Constants, as published", table("constant|value", constants)),
        Section("Range of the runs behind the fit", table("of|range", fitted)) if fitted else None,
        Section("About", table("what|says", [Line(pair) for pair in about.items()]), trend.notes),
        Section("Sources", paragraphs=tuple(f"{key}: {entry(key).line}" for key in trend.references)),
        Section("Example", paragraphs=(f"limits frontier trend {trend.key} {_typed(trend.function_of)}",)),
    )
    shown = Document(_titled(trend.key, trend), (Formula(trend.latex),), tuple(each for each in sections if each), FOOT)
    return answer.view(shown, trend, [_HEADERS, _cells(trend)])


def valued(record: TrendValue) -> View:
    """Return the view of a value of a trend, or of the variable that it was solved for."""
    from limits.units import echo

    typed = {name: value.origin.how if value.origin else str(value) for name, value in record.given.items()}
    read_as = {name: echo(text, record.given[name]) for name, text in typed.items()}
    inputs = ", ".join(
        f"{name} = {text}" + (f" ({read_as[name]})" if read_as[name] else "") for name, text in typed.items()
    )
    reach = (_reach(name, value.value) for name, value in record.decades_beyond.items())
    document = Document(
        f"{record.name} ≈ {with_unit(record.value.value, record.value.unit)}",
        (f"for {inputs}", _titled(record.trend, record), Formula(record.latex)),
        (Section("Holds as far as it was seen", paragraphs=(*reach, *record.notes)),),
        FOOT,
    )
    return answer.view(document, record)


def _reach(name: str, decades: float) -> str:
    what = name.replace("_", " ")
    if decades == 0:
        return f"The {what} lies within the range of the fit."
    return f"Extrapolated: the {what} lies {beyond(decades, significant(abs(decades), 2))} its range."


def _line(trend: PublishedTrend) -> Line:
    gives = f"{trend.gives.name} [{trend.gives.unit}]"
    return Line((trend.key, kind_shown(trend.kind), trend.says, gives, trend.evidence), kind=trend.kind)


def _cells(trend: PublishedTrend) -> tuple[str, ...]:
    inputs = " ".join(each.name for each in trend.function_of)
    texts = (trend.key, trend.title, trend.says, trend.relation, trend.gives.name, inputs)
    return (*texts, trend.counts, trend.evidence, trend.source)


def _titled(key: str, trend: PublishedTrend | TrendValue) -> str:
    return f"{kind_shown(trend.kind)} {key}: {trend.title}, {trend.says}"


def _typed(variables: Sequence[Variable]) -> str:
    return " ".join(f'{each.name}="{each.eg}"' for each in variables)
