"""Views of the explanation of a law's value: a document for readers, a record for programs."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

from limits.frozen import frozen
from limits.references import entry
from limits.report.document import Document, Formula, Line, Section, table
from limits.report.formats.json import plain
from limits.report.law.record import FOOT, SCHEMA, SIGNS, conditions, in_decibels, titled, with_unit
from limits.report.numbers import UNKNOWN, significant
from limits.value import Value

if TYPE_CHECKING:
    from limits.laws.claims.explanation import Explanation, Sensitivity
    from limits.laws.input import Input

_WITNESS = "At 50 digits, from a statement of the law independent of its code; both agree to {} digits."
_NO_STEPS = "There is no formula to put the numbers into here: the value is computed by an algorithm, or is a limit."

_SIDES = {
    "at least": "a floor: the actual {} is at least this",
    "at most": "a ceiling: the actual {} is at most this",
    "equal": "neither floor nor ceiling but an equality: the {} is exactly this",
    "none": "neither floor nor ceiling: the {} is about this",
}


@frozen
class ExplainedInput:
    """An input as it was given, in its canonical unit, and what a small step of it does to the result.

    `elasticity` is d log(result) / d log(input), null where the law has no slope; `step` says what was done to the
    input, and `change` by which part of itself the result changed.
    """

    name: str
    symbol: str
    given: str
    value: Value
    elasticity: float | None
    step: str
    change: float | None


@frozen
class ExplainedConstant:
    """A constant that the value depends on; an uncertainty of 0 means exact."""

    name: str
    title: str
    value: Value
    uncertainty: float
    source: str


@frozen
class CitedReference:
    """A reference on one line, with how the entry was confirmed."""

    key: str
    text: str
    evidence: str


@frozen
class LawExplanation:
    """A law's value with everything it rests on; `formula` and `steps` are empty where the law is no formula."""

    key: str
    kind: str
    sense: str
    title: str
    latex: str
    name: str
    result: Value
    inputs: tuple[ExplainedInput, ...]
    constants: tuple[ExplainedConstant, ...]
    formula: str
    steps: tuple[str, ...]
    deviation: float | None
    holds_under: tuple[str, ...]
    reached_only: tuple[str, ...]
    references: tuple[CitedReference, ...]


def explained_to_dict(told: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data.

    Examples
    --------
    >>> from limits import laws
    >>> from limits.laws.claims.explanation import explain
    >>> said = explained_to_dict(explain(laws.landauer, {"bits": "1 bit", "temperature": "25 degC"}))
    >>> said["result"]["unit"], said["inputs"][1]["value"], said["inputs"][1]["elasticity"]
    ('J', {'value': 298.15, 'unit': 'K'}, 1.0)
    """
    law = told.law
    record = LawExplanation(
        key=law.key,
        kind=str(law.kind),
        sense=str(law.sense),
        title=law.statement,
        latex=law.latex,
        name=law.result,
        result=Value(told.value, law.unit),
        inputs=tuple(
            ExplainedInput(
                each.name,
                each.symbol,
                told.written[each.name],
                Value(told.values[each.name], each.unit),
                moved.elasticity,
                moved.step,
                moved.change,
            )
            for each, moved in zip(law.inputs, told.sensitivities, strict=True)
        ),
        constants=tuple(
            ExplainedConstant(each.name, each.title, Value(each.value, each.unit), each.uncertainty, each.source)
            for each in told.constants
        ),
        formula=told.formula,
        steps=told.steps,
        deviation=told.deviation,
        holds_under=law.holds_under,
        reached_only=law.reached_only,
        references=tuple(CitedReference(key, entry(key).line, entry(key).evidence) for key in law.refs),
    )
    return {"schema": SCHEMA, **plain(record)}


def explained(told: Explanation) -> Document:
    """Return an explanation as a document: inputs, constants, steps, sensitivities, conditions, sources."""
    law = told.law
    result = f"{law.result} {SIGNS[law.sense.value]} {with_unit(told.value, law.unit, sense=law.sense.value)}"
    constants = [
        Line((each.name, repr(each.value), each.unit, _uncertainty(each.uncertainty), each.title, each.source))
        for each in told.constants
    ]
    sensitivities = [_sensitive(each) for each in told.sensitivities]
    sections = [
        Section("Given", table("name|symbol|given|in SI|what", [_given(told, each) for each in law.inputs])),
        Section("Constants", table("name|value|unit|uncertainty|what|source", constants)),
        Section("Step by step", paragraphs=_steps(told)),
        Section("Sensitivity", table("input|>elasticity|input moves by|>result moves by", sensitivities)),
        *conditions(law),
        Section("Sources", paragraphs=tuple(f"{key}: {entry(key).line} [{entry(key).evidence}]" for key in law.refs)),
    ]
    if not constants:
        del sections[1]
    return Document(result, (titled(law), f"{_side(told)}:", Formula(law.latex)), tuple(sections), FOOT)


def _side(told: Explanation) -> str:
    result = told.law.result.replace("_", " ")
    return _SIDES[told.law.sense.value].format(result)


def _given(told: Explanation, each: Input) -> Line:
    value = told.values[each.name]
    in_si = f"{value:.12g}" if each.unit == "1" else f"{value:.12g} {each.unit}"
    in_si += in_decibels(told.law, each, value)
    return Line((each.name, Formula(each.symbol), told.written[each.name], in_si.replace("e+", "e"), each.doc))


def _steps(told: Explanation) -> tuple[str, ...]:
    if not told.steps:
        return (_NO_STEPS,)
    law, sign = told.law, SIGNS[told.law.sense.value]
    *middle, last = told.steps
    lines = [f"{law.result} {sign} {told.formula}", *(f"= {step}" for step in middle)]
    unit = "" if law.unit == "1" else f" {law.unit}"
    return (*lines, f"= {last}{unit}", _WITNESS.format(_digits(told.deviation or 0.0)))


def _digits(deviation: float) -> int:
    """Return how many digits two numbers share, at most those of a float."""
    return min(sys.float_info.dig, math.floor(-math.log10(deviation))) if deviation else sys.float_info.dig


def _sensitive(each: Sensitivity) -> Line:
    slope = "no slope" if each.elasticity is None else f"{significant(each.elasticity + 0.0, 4)}"
    change = UNKNOWN if each.change is None else f"{significant(100.0 * each.change, 3)} %"
    return Line((each.name, slope, each.step, change))


def _uncertainty(value: float) -> str:
    return f"{value:g}" if value else "exact"
