"""Views of published trends: the list of all, one with its constants and range, a value and how far it reaches."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.references import entry
from limits.report.document import Document, Formula, Line, Section, kind_shown, table
from limits.report.law.record import with_unit
from limits.report.numbers import significant
from limits.report.view import View
from limits.scaling.trends.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.laws.input import Input
    from limits.scaling.trends.trend import Trend

_FOOT = f"limits {__version__}"
_HEADERS = ("key", "title", "says", "relation", "gives", "function_of", "counts", "evidence", "source")


def listed(trends: Sequence[Trend]) -> View:
    """Return the view of several trends, by study."""
    sections = [
        Section(title, table("trend|kind|says|gives|evidence", [_line(trend) for trend in group]))
        for title, group in groupby(trends, key=lambda trend: trend.title)
    ]
    document = Document(f"{len(trends)} trends (limits frontier trend KEY shows one)", (), tuple(sections), _FOOT)
    return View(document, [record(trend) for trend in trends], [_HEADERS, *map(_cells, trends)])


def page(trend: Trend) -> View:
    """Return the view of one trend: its formula, constants, range, what it is about, and where it was read."""
    relation = RELATIONS[trend.relation]
    symbols = [Line((each.name, each.symbol, each.unit, each.doc)) for each in (trend.output, *trend.inputs)]
    constants = [Line((name, str(value))) for name, value in trend.printed.items()]
    fitted = [
        Line((each.name, f"{with_unit(span.low, '1')} .. {with_unit(span.high, each.unit)}"))
        for each in trend.inputs
        if (span := trend.fitted.get(each.name))
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
        Section("Example", paragraphs=(f"limits frontier trend {trend.key} {_typed(trend.inputs)}",)),
    )
    shown = Document(_titled(trend), (Formula(relation.latex),), tuple(each for each in sections if each), _FOOT)
    return View(shown, record(trend), [_HEADERS, _cells(trend)])


def valued(trend: Trend, name: str, given: Mapping[str, str], found: Any) -> View:
    """Return the view of a value of a trend, or of the variable that it was solved for."""
    from limits.units import si

    variables = {each.name: each for each in (*trend.inputs, trend.output)}
    value = float(found.magnitude)
    known = {each: si(text, variables[each].unit).value for each, text in given.items()}
    beyond = {
        each: float(decades)
        for each, decades in trend.decades_beyond(**{**known, name: value}).items()
        if math.isfinite(decades)
    }
    inputs = ", ".join(f"{each} = {text}" for each, text in given.items())
    document = Document(
        f"{name} ≈ {with_unit(value, variables[name].unit)}",
        (f"for {inputs}", _titled(trend), Formula(RELATIONS[trend.relation].latex)),
        (Section("Holds as far as it was seen", paragraphs=(*map(_reach, beyond.items()), *trend.notes)),),
        _FOOT,
    )
    said = {
        "kind": trend.kind,
        "trend": trend.key,
        "name": name,
        "value": value,
        "unit": variables[name].unit,
        "given": {each: {"value": number, "unit": variables[each].unit} for each, number in known.items()},
        "decades_beyond": beyond,
        "evidence": trend.evidence,
        "source": trend.source,
        "references": list(trend.references),
    }
    cells = ("trend", "name", "value", "unit", *known)
    return View(document, said, [cells, (trend.key, name, value, said["unit"], *known.values())])


def record(trend: Trend) -> dict[str, Any]:
    """Return a trend for JSON.

    Examples
    --------
    >>> from limits.scaling import trends
    >>> said = record(trends.get("brown2020-compute"))
    >>> said["kind"], said["gives"]["name"], said["constants"]["p"]
    ('trend', 'loss', -0.048)
    """
    return {
        "kind": trend.kind,
        "key": trend.key,
        "title": trend.title,
        "says": trend.says,
        "relation": trend.relation,
        "latex": RELATIONS[trend.relation].latex,
        "gives": _variable(trend.output),
        "function_of": [_variable(each) for each in trend.inputs],
        "constants_as_published": dict(trend.printed),
        "constants": dict(trend.constants),
        "modality": trend.modality,
        "objective": trend.objective,
        "corpus": trend.corpus,
        "tokenizer": trend.tokenizer,
        "counts": trend.counts,
        "fitted": {name: [span.low, span.high] for name, span in trend.fitted.items()},
        "source": trend.source,
        "evidence": trend.evidence,
        "references": list(trend.references),
        "notes": list(trend.notes),
    }


def _variable(each: Input) -> dict[str, str]:
    return {"name": each.name, "symbol": each.symbol, "unit": each.unit, "what": each.doc}


def _reach(beyond: tuple[str, float]) -> str:
    name, decades = beyond
    if decades == 0:
        return f"The {name.replace('_', ' ')} lies within the range of the fit."
    side = "above" if decades > 0 else "below"
    return f"Extrapolated: the {name.replace('_', ' ')} lies {significant(abs(decades), 2)} decades {side} its range."


def _line(trend: Trend) -> Line:
    gives = f"{trend.output.name} [{trend.output.unit}]"
    return Line((trend.key, kind_shown(trend.kind), trend.says, gives, trend.evidence), kind=trend.kind)


def _cells(trend: Trend) -> tuple[str, ...]:
    inputs = " ".join(each.name for each in trend.inputs)
    texts = (trend.key, trend.title, trend.says, trend.relation, trend.output.name, inputs)
    return (*texts, trend.counts, trend.evidence, trend.source)


def _titled(trend: Trend) -> str:
    return f"{kind_shown(trend.kind)} {trend.key}: {trend.title}, {trend.says}"


def _typed(variables: Sequence[Input]) -> str:
    return " ".join(f'{each.name}="{each.eg}"' for each in variables)
