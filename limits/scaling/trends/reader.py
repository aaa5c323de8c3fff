"""From the TOML files of this folder to `Trend`: what a trend inherits, and the rules that its table must keep."""

from __future__ import annotations

import inspect
import math
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits import toml
from limits.errors import DataError, TextError
from limits.scaling.law import COUNTS, EVIDENCE, Span
from limits.scaling.trends.relations import RELATIONS
from limits.scaling.trends.trend import Trend
from limits.scaling.trends.variables import VARIABLES
from limits.textfile import LAW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

__all__ = ["OTHER_COUNTS", "read"]

OTHER_COUNTS = (
    "all but the input embedding",
    "FLOP per token",
    "FLOP per token over 6",
    "dense base",
    "active, of a mixture",
    "not stated",
    "no parameters",
)
"""What N may count in a trend besides `law.COUNTS`; a law of the nested family must be one of those."""

_TEXTS = ("title", "modality", "objective", "corpus", "tokenizer", "counts", "source", "evidence", "says", "relation")
_LISTS = ("references", "notes")
_OWN = ("study", "constants", "inputs", "gives", "fitted")


def read(paths: Iterable[Path]) -> Mapping[str, Trend]:
    """Return the trends of some files by key, in their order; a study may stand in another file than its trends.

    Raises
    ------
    DataError
        When a name stands twice, or a table lacks constants, source or evidence, or breaks another rule.
    """
    files = {path.name: toml.tables(path, LAW) for path in paths}
    studies = _joined(files, "studies", "a study is written down once")
    return MappingProxyType(
        {
            key: _trend(file, key, _inherited(file, key, table, studies))
            for key, (file, table) in _joined(files, "trends", "names are immutable").items()
        }
    )


def _joined(files: Mapping[str, Any], kind: str, rule: str) -> dict[str, tuple[str, Any]]:
    """Return the tables of one kind of all files by name, each with the file it stands in."""
    found: dict[str, tuple[str, Any]] = {}
    for file, tables in files.items():
        for name, table in tables.get(kind, {}).items():
            if name in found:
                raise DataError(file, name, f"stands in {found[name][0]} already", rule)
            found[name] = file, table
    return found


def _inherited(file: str, key: str, table: Mapping[str, Any], studies: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with what its studies say: the later and the table itself win, notes add up."""
    named = table.get("study", [])
    named = [named] if isinstance(named, str) else named
    for name in named:
        if name not in studies:
            raise DataError(file, key, f"unknown study {name}", f"known are {', '.join(studies)}")
    levels = [*(studies[name][1] for name in named), table]
    notes = [note for level in levels for note in level.get("notes", [])]
    return {**{name: value for level in levels for name, value in level.items()}, "notes": notes}


def _check(refuse: Callable[..., DataError], table: Mapping[str, Any]) -> None:
    """Refuse a table with unknown keys, or without the words that every trend must say."""
    known = {*_TEXTS, *_LISTS, *_OWN}
    for name in table:
        if name not in known:
            raise refuse(f"unknown key {name}", f"known are {', '.join(sorted(known))}")
    for name in (*_TEXTS, "references", "notes"):
        if not table.get(name):
            raise refuse(f"no {name}", "a trend says where it comes from, what it is about and what to beware of")
    choices = {"evidence": EVIDENCE[:2], "counts": (*COUNTS, *OTHER_COUNTS), "relation": tuple(RELATIONS)}
    for name, words in choices.items():
        if table[name] not in words:
            raise refuse(f"unknown {name} {table[name]}", f"known are {', '.join(words)}")


def _trend(file: str, key: str, table: Mapping[str, Any]) -> Trend:
    """Return the trend that a table writes down, with what it inherited."""
    refuse = partial(DataError, file, key)
    _check(refuse, table)
    relation = RELATIONS[table["relation"]]
    variables = tuple(table.get("inputs", relation.variables))
    gives = table.get("gives", relation.gives)
    unknown = [name for name in (*variables, gives) if name not in VARIABLES]
    if unknown:
        raise refuse(f"unknown variable {' '.join(unknown) or 'none'}", f"known are {', '.join(VARIABLES)}")
    if len(set(variables)) != len(variables) or len(variables) != _places(relation.function):
        raise refuse(f"inputs {', '.join(variables) or 'missing'}", f"the relation takes {_places(relation.function)}")
    printed = table.get("constants", {})
    return Trend(
        key=key,
        inputs=tuple(VARIABLES[name] for name in variables),
        output=VARIABLES[gives],
        printed=MappingProxyType(printed),
        constants=MappingProxyType(_constants(refuse, printed, relation.constants, (*variables, gives))),
        fitted=MappingProxyType(_spans(refuse, table.get("fitted", {}), (*variables, gives))),
        references=tuple(table["references"]),
        notes=tuple(table["notes"]),
        **{name: table[name] for name in _TEXTS},
    )


def _places(function: Callable[..., Any]) -> int:
    """Return how many variables a relation takes."""
    kinds = [each.kind for each in inspect.signature(function).parameters.values()]
    return kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD)


def _constants(
    refuse: Callable[..., DataError],
    printed: Mapping[str, float | str],
    wanted: Mapping[str, bool],
    variables: tuple[str, ...],
) -> dict[str, float]:
    """Return the constants in canonical units."""
    missing = [name for name, needed in wanted.items() if needed and name not in printed]
    if missing or not set(printed) <= set(wanted):
        raise refuse(f"constants {', '.join(printed) or 'missing'}", f"the relation takes {', '.join(wanted)}")
    found = {}
    for name, value in printed.items():
        try:
            found[name] = _canonical(value, [VARIABLES[each].unit for each in variables])
        except (TextError, TypeError, ValueError) as error:
            raise refuse(f"constant {name}: {error}", "a number, or a text in the unit of a variable") from error
        if not math.isfinite(found[name]):
            raise refuse(f"constant {name} is {found[name]}", "constants are finite")
    return found


def _canonical(value: float | str, units: list[str]) -> float:
    """Return a constant in canonical units: a number as it is, a text in the unit of one of the variables."""
    if not isinstance(value, str):
        return float(value)
    from limits.units import si

    for unit in units[:-1]:
        try:
            return si(value, unit).value
        except TextError:
            continue
    return si(value, units[-1]).value


def _spans(
    refuse: Callable[..., DataError], fitted: Mapping[str, list[float]], variables: tuple[str, ...]
) -> dict[str, Span]:
    """Return the ranges of the fit."""
    spans = {}
    for name, ends in fitted.items():
        if name not in variables:
            raise refuse(f"range of {name}", f"the trend is about {', '.join(variables)}")
        if len(ends) != len(("low", "high")) or not 0 <= ends[0] < ends[1] < math.inf:
            raise refuse(f"range {ends} of {name}", "the smallest and the largest value")
        spans[name] = Span(*map(float, ends))
    return spans
