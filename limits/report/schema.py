"""JSON Schemas (draft 2020-12) of what this package prints as JSON, generated from the types of its records.

The generated files ship in ``data/schemas``; a test compares them with what is generated here.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from limits.assessment import records
from limits.channel.record import ChannelPortsRecord, ChannelRecord
from limits.errors import UnknownNameError
from limits.estimates.estimate import Estimate
from limits.estimates.flop import FlopCounts
from limits.estimates.memory import MemoryEstimate
from limits.estimates.parameters import ParameterCounts
from limits.laws.input import Kind, Sense
from limits.pasted.compared.comparison_record import LinkComparisonRecord
from limits.pasted.compared.ranking_record import LinkRankingRecord
from limits.pasted.judging.record import LinkRecord
from limits.report.bibliography import References
from limits.report.catalog import Kinds, RowRecord, RowRecords
from limits.report.law import explained as law_explained
from limits.report.law import record as law
from limits.report.law import verdict as law_verdict
from limits.report.scaling.laws import ScalingLawRecord, ScalingLawRecords
from limits.runs.contradictions import Contradiction
from limits.runs.fields import NUMBERS, TEXTS
from limits.runs.sources import Source
from limits.scaling.answers.comparison import Comparison
from limits.scaling.answers.conversion import Conversion
from limits.scaling.answers.decays import FittedDecays
from limits.scaling.answers.fits import EnvelopeRecord, FitRecord
from limits.scaling.answers.gain import GainRecord
from limits.scaling.answers.hardware import History
from limits.scaling.answers.isoflop import IsoflopRecord
from limits.scaling.answers.limited_text import LimitedText
from limits.scaling.answers.optimum import Optimal
from limits.scaling.answers.prediction import Prediction
from limits.scaling.answers.several_fits import FitsRecord
from limits.scaling.answers.trends import PublishedTrend, PublishedTrends, TrendValue
from limits.value import OriginKind, Value

_FOLDER = Path(__file__).parents[1] / "data" / "schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: {"type": "string"}, float: {"type": "number"}, int: {"type": "integer"}, bool: {"type": "boolean"}}
_Definitions = dict[type | str, dict[str, Any]]
"""Schemas of the records that a schema refers to, by record or, where none is one, by name."""

_QUANTITY = {
    "description": "A number in its canonical unit; low and high are the 5 and 95 % points, absent without interval.",
    "type": "object",
    "properties": {
        "value": {"type": "number"},
        "unit": {"type": "string"},
        "low": {"type": "number"},
        "high": {"type": "number"},
        "origin": {"$ref": "#/$defs/Origin"},
    },
    "required": ["value", "unit"],
    "dependentRequired": {"low": ["high"], "high": ["low"]},
}
_WORDS = {"type": "array", "items": {"type": "string"}}
_ORIGIN = {
    "description": "Where a number comes from; parts that say nothing are absent.",
    "type": "object",
    "properties": {
        "kind": {"enum": [kind.value for kind in OriginKind]},
        "how": {"type": "string"},
        "row": {"type": "string"},
        "doubts": _WORDS,
        "sources": _WORDS,
        "needs": _WORDS,
        "unstated": {"const": True},
        "reported": {"const": True},
    },
    "required": ["kind"],
    "additionalProperties": False,
}
ANSWERS = (
    *(
        Comparison,
        Conversion,
        EnvelopeRecord,
        FitRecord,
        FitsRecord,
        FittedDecays,
        History,
        IsoflopRecord,
        LimitedText,
        Optimal,
    ),
    *(GainRecord, Prediction),
    *(PublishedTrend, PublishedTrends, TrendValue),
    *(
        ChannelPortsRecord,
        ChannelRecord,
        Kinds,
        LinkComparisonRecord,
        LinkRankingRecord,
        LinkRecord,
        References,
        RowRecord,
        RowRecords,
        ScalingLawRecord,
        ScalingLawRecords,
    ),
)
"""Records that are printed as they are, under the name of their schema."""
_BESIDE = {
    "flop_counts": FlopCounts,
    "parameter_counts": ParameterCounts | None,
    "memory_per_device": MemoryEstimate,
    "estimate": Estimate,
}
"""Records of `limits.assessment.beside`, each a key of an assessment."""
_CHOICES = {
    "kind": {"enum": [str(kind) for kind in Kind]},
    "sense": {"enum": [str(sense) for sense in Sense]},
}


def names() -> list[str]:
    """Return the names of the schemas that ship with the package."""
    return sorted(file.stem for file in _FOLDER.glob("*.json"))


def shipped(name: str) -> str:
    """Return the text of a schema that ships with the package.

    Raises
    ------
    UnknownNameError
        If there is no such schema.

    Examples
    --------
    >>> shipped("assessment")[:1]
    '{'
    """
    if name not in names():
        raise UnknownNameError("schema", name, names())
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")


def generated() -> dict[str, str]:
    """Return the text of each schema that is generated from records, by name."""
    made = {"assessment": assessment_schema(), "law": law_schema()}
    made |= {record.schema.removeprefix("limits.").partition("/")[0]: answer_schema(record) for record in ANSWERS}
    return {name: json.dumps(schema, indent=2) + "\n" for name, schema in made.items()}


def assessment_schema() -> dict[str, Any]:
    """Return the schema of the JSON of an assessment."""
    definitions: _Definitions = {}
    record = _record(records.Assessment, definitions, without="beside")
    beside = {name: _type(hint, definitions) for name, hint in _BESIDE.items()}
    definitions[records.RunFacts] = _run(definitions)
    ladder = {"description": "Keys of the bounds in the order in which they bind.", "type": "array"}
    keys = {
        "schema": {"const": records.SCHEMA},
        **record["properties"],
        "ladder": ladder | {"items": {"type": "string"}},
        **beside,
    }
    return _whole(records.SCHEMA, record | {"properties": keys, "required": list(keys)}, definitions)


def answer_schema(answer: type) -> dict[str, Any]:
    """Return the schema of the JSON of a record that is printed as it is."""
    definitions: _Definitions = {}
    record, name = _record(answer, definitions), answer.schema  # type: ignore[attr-defined]
    keys = {"schema": {"const": name}, **record["properties"]}
    return _whole(name, record | {"properties": keys, "required": list(keys)}, definitions)


def law_schema() -> dict[str, Any]:
    """Return the schema of the JSON of laws: all of them or one, and what one gives: value, explanation, verdict."""
    definitions: _Definitions = {}
    records = (law.LawListing, law.LawValue, law_explained.LawExplanation, law_verdict.LawVerdict)
    for record in records:
        made = _record(record, definitions)
        keys = {"schema": {"const": law.SCHEMA}, **made["properties"]}
        definitions[record] = made | {"properties": keys, "required": list(keys)}
    one, *others = ({"$ref": f"#/$defs/{record.__name__}"} for record in records)
    return _whole(law.SCHEMA, {"oneOf": [{"type": "array", "items": one}, one, *others]}, definitions)


def _whole(title: str, body: dict[str, Any], definitions: _Definitions) -> dict[str, Any]:
    named = {each if isinstance(each, str) else each.__name__: made for each, made in definitions.items()}
    if len(named) < len(definitions):
        raise TypeError(f"two records of {title} have one name")
    return {"$schema": _DRAFT, "title": title, **body, "$defs": dict(sorted(named.items()))}


def _run(definitions: _Definitions) -> dict[str, Any]:
    """Return the schema of a run: its numbers, each with its one unit, and its texts, from their tables."""
    numbers = {row.name: _known(row.doc, {"$ref": "#/$defs/Value", **_unit(row.units)}) for row in NUMBERS}
    texts = {row.name: _known(row.doc, {"type": "string"}) for row in TEXTS}
    keys = {
        "name": {"type": "string"},
        **numbers,
        **texts,
        "unknown": {"type": "object", "additionalProperties": {"type": "string"}},
        "notes": {"type": "array", "items": {"type": "string"}},
        "contradictions": _type(tuple[Contradiction, ...], definitions),
        "sources": _type(tuple[Source, ...], definitions),
    }
    return {
        "description": "Everything that a run may state, null where it is unknown; `unknown` says why.",
        "type": "object",
        "properties": keys,
        "required": list(keys),
    }


def _known(doc: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": doc, "anyOf": [schema, {"type": "null"}]}


def _unit(units: tuple[str, ...]) -> dict[str, Any]:
    return {"properties": {"unit": {"const": units[0]} if len(units) == 1 else {"enum": list(units)}}}


def _record(record: type, definitions: _Definitions, *, without: str = "") -> dict[str, Any]:
    """Return the schema of a record; keys may be added later without a new version, so others are allowed."""
    hints = get_type_hints(record)
    names = [field.name for field in fields(record) if field.name != without]
    keys = {name: _CHOICES.get(name) or _type(hints[name], definitions) for name in names}
    doc = (record.__doc__ or "").partition("\n")[0]
    return {"description": doc, "type": "object", "properties": keys, "required": list(keys)}


def _type(hint: Any, definitions: _Definitions) -> dict[str, Any]:
    """Return the schema of a type as records use them."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if hint is Value:
        definitions["Value"], definitions["Origin"] = _QUANTITY, _ORIGIN
        return {"$ref": "#/$defs/Value"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(each) for each in hint]}
    if hint is records.Rows:
        return _composed(tuple[records.Row, ...], definitions)
    if isinstance(hint, type) and is_dataclass(hint):
        if hint not in definitions:
            definitions[hint] = {}  # a record that holds itself must not recur for ever
            definitions[hint] = _record(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return _composed(hint, definitions)


def _composed(hint: Any, definitions: _Definitions) -> dict[str, Any]:
    """Return the schema of a type made of others; one that is not known here is an error, never a guess."""
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, UnionType):
        return {"anyOf": [{"type": "null"} if each is NoneType else _type(each, definitions) for each in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(arguments[1], definitions)}
    raise TypeError(f"no JSON Schema is known for {hint}")
