"""The published trends by name: `names`, `get`, and `everything` in the order of their files.

Each file of this folder has tables ``[studies.NAME]``, what is common to the trends of a publication, and
``[trends.NAME]``, one relation with its constants. Names are immutable: a corrected constant gets a new name.
"""

from __future__ import annotations

import tomllib
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits.errors import DataError, TextError, UnknownNameError
from limits.scaling.law import COUNTS, EVIDENCE, Span
from limits.scaling.relations import RELATIONS
from limits.scaling.trend import Trend
from limits.scaling.variables import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FILES", "everything", "get", "names"]

FILES = ("loss", "allocation", "batch", "experts", "precision", "downstream")
"""Files of trends, by what they are about."""

_TEXTS = ("title", "modality", "objective", "corpus", "tokenizer", "counts", "source", "evidence", "says", "relation")
_LISTS = ("references", "notes")
_OTHER_COUNTS = ("FLOP per token", "dense base", "not stated", "no parameters")
_OWN = {"study", "constants", "inputs", "gives", "fitted"}


@cache
def everything() -> Mapping[str, Trend]:
    """Return every published trend by its key.

    Raises
    ------
    DataError
        When a table lacks its constants, source or evidence, or breaks another rule.
    """
    found: dict[str, Trend] = {}
    for name in FILES:
        path = Path(__file__).with_name(f"{name}.toml")
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, table in tables["trends"].items():
            if key in found:
                raise DataError(path.name, key, "a second trend of this name", "names are immutable")
            found[key] = _trend(path.name, key, {**tables["studies"][table["study"]], **table})
    return MappingProxyType(found)


def names() -> tuple[str, ...]:
    """Return the keys of the published trends.

    Examples
    --------
    >>> "brown2020-compute" in names()
    True
    """
    return tuple(everything())


def get(key: str) -> Trend:
    """Return a published trend by its key.

    Raises
    ------
    UnknownNameError
        With the nearest names, when nothing is called so.

    Examples
    --------
    >>> get("brown2020-compute").says
    'loss against compute'
    """
    try:
        return everything()[key]
    except KeyError:
        raise UnknownNameError("trend", key, names(), see=f"there are {', '.join(names())}") from None


def _check(refuse: Callable[..., DataError], table: Mapping[str, Any]) -> None:
    """Refuse a table with unknown keys, or without the words that every trend must say."""
    known = {*_TEXTS, *_LISTS, *_OWN}
    for name in table:
        if name not in known:
            raise refuse(f"unknown key {name}", f"known are {', '.join(sorted(known))}")
    for name in _TEXTS:
        if not table.get(name):
            raise refuse(f"no {name}", "a trend says where it comes from and what it is about")
    if table["evidence"] not in EVIDENCE or table["counts"] not in (*COUNTS, *_OTHER_COUNTS):
        raise refuse(f"evidence {table['evidence']}, counts {table['counts']}", "one of the known words")
    if table["relation"] not in RELATIONS:
        raise refuse(f"unknown relation {table['relation']}", f"known are {', '.join(RELATIONS)}")


def _trend(file: str, key: str, table: Mapping[str, Any]) -> Trend:
    """Return the trend that a table writes down, with what it inherits from its study."""
    refuse = partial(DataError, file, key)
    _check(refuse, table)
    relation = RELATIONS[table["relation"]]
    variables = tuple(table.get("inputs", relation.variables))
    gives = table.get("gives", relation.gives)
    unknown = [name for name in (*variables, gives) if name not in VARIABLES]
    if unknown or not variables:
        raise refuse(f"variables {', '.join(map(str, unknown)) or 'missing'}", f"known are {', '.join(VARIABLES)}")
    printed, wanted = table["constants"], relation.constants
    missing = [name for name, needed in wanted.items() if needed and name not in printed]
    if missing or not set(printed) <= set(wanted):
        raise refuse(f"constants {', '.join(printed)}", f"the relation takes {', '.join(wanted)}")
    try:
        units = tuple(VARIABLES[name].unit for name in (*variables, gives))
        constants = {name: _canonical(value, units) for name, value in printed.items()}
    except TextError as error:
        raise refuse(str(error)) from error
    return Trend(
        key=key,
        inputs=tuple(VARIABLES[name] for name in variables),
        output=VARIABLES[gives],
        printed=MappingProxyType(printed),
        constants=MappingProxyType(constants),
        fitted=MappingProxyType({name: Span(*map(float, ends)) for name, ends in table.get("fitted", {}).items()}),
        references=tuple(table["references"]),
        notes=tuple(table.get("notes", ())),
        **{name: table[name] for name in _TEXTS},
    )


def _canonical(value: float | str, units: tuple[str, ...]) -> float:
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
