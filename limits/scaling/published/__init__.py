"""The published laws by name: `LAWS`, `get`, `names`, and `load` for a law of one's own."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits.errors import DataError, InputError, Problem, UnknownNameError
from limits.scaling.law import ScalingLaw
from limits.scaling.published.reader import law_from_table
from limits.textfile import LAW, STANDARD_INPUT, called
from limits.toml import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT", "LAWS", "ScalingLaw", "get", "load", "names", "shipped"]

DEFAULT = "besiroglu2024-minimum"
"""Key of the law that is taken where none is named."""


def shipped(path: Path) -> Mapping[str, ScalingLaw]:
    """Return the laws of a file of ours by key, in its order; a mistake there is not the user's.

    Raises
    ------
    DataError
        When a law lacks its constants, source or evidence, or breaks another rule.
    """
    laws = {}
    for key, table in tables(path, LAW).items():
        try:
            laws[key] = law_from_table(key, table, where=path.name)
        except InputError as error:
            raise DataError(path.name, key, "; ".join(map(str, error.problems))) from error
    return MappingProxyType(laws)


LAWS = shipped(Path(__file__).with_name("laws.toml"))
"""Every published law by its key."""

_BY_NAME = {name: law for law in LAWS.values() for name in (law.key, *law.aliases)}


def names() -> tuple[str, ...]:
    """Return the keys of the published laws.

    Examples
    --------
    >>> names()[0] == DEFAULT
    True
    """
    return tuple(LAWS)


def get(key: str) -> ScalingLaw:
    """Return a published law by its key or an alias, in any case.

    Raises
    ------
    UnknownNameError
        With the nearest names, when nothing is called so.

    Examples
    --------
    >>> get("hoffmann2022-approach3").key
    'hoffmann2022'
    >>> get("kaplan")
    Traceback (most recent call last):
    limits.errors.UnknownNameError: no scaling law is called 'kaplan'; did you mean kaplan2020?
    """
    try:
        return _BY_NAME[str(key).strip().lower()]
    except KeyError:
        raise UnknownNameError("scaling law", key, _BY_NAME, see=f"there are {', '.join(LAWS)}") from None


def load(source: str | Path) -> ScalingLaw:
    """Read a law of one's own: a file with one table, written as those of published.toml; `-` is standard input.

    Raises
    ------
    InputError
        When the file cannot be read, is no TOML, holds more than one table, or the table no law.

    Examples
    --------
    >>> load("my-law.toml")
    Traceback (most recent call last):
    limits.errors.InputError: my-law.toml: 1 input cannot be used
      file: given No such file or directory, wanted a readable file of a scaling law, TOML in UTF-8
    """
    where = called(source) if source == STANDARD_INPUT else Path(source).name
    content = tables(source, LAW, where)
    if len(content) != 1:
        raise InputError(where, [Problem("file", f"{len(content)} keys", "one table, the law: [my-law]")])
    key, table = content.popitem()
    if key in LAWS and not _same(LAWS[key], table):
        wanted = "a name that no published law has, whose constants are another's"
        raise InputError(where, [Problem("key", key, wanted, f"write e.g. [{key}-refitted]")])
    return law_from_table(key, table, where=where)


def _same(law: ScalingLaw, table: Any) -> bool:
    """Tell whether a table has the constants of a published law: a copy of it may keep its name."""
    return isinstance(table, dict) and table.get("constants") == dict(law.published)
