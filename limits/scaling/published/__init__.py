"""The published laws by name: `LAWS`, `get`, `names`, and `load` for a law of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from limits.errors import DataError, InputError, Problem, UnknownNameError
from limits.scaling.law import ScalingLaw
from limits.scaling.published.reader import law_from_table
from limits.textfile import LAW, STANDARD_INPUT, called, read
from limits.toml import parsed, tables

__all__ = ["DEFAULT", "LAWS", "ScalingLaw", "Shipped", "get", "load", "names"]

DEFAULT = "besiroglu2024-minimum"
"""Key of the law that is taken where none is named."""


class Shipped(Mapping[str, ScalingLaw]):
    """The laws of a file of ours by key, in its order; each is read when it is first asked for.

    A law begins with a line that holds its key alone, ``[my-law]``; its tables follow.

    Raises
    ------
    DataError
        When a law is asked for that lacks its constants, source or evidence, or breaks another rule: a mistake there is
        not the user's.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.name
        _, *texts = re.split(r"(?m)^\[(?=[\w-]+\]$)", read(path, LAW, path.name))
        self._texts = {text.partition("]")[0]: f"[{text}" for text in texts}
        self._read: dict[str, ScalingLaw] = {}

    def __getitem__(self, key: str) -> ScalingLaw:
        return self._read.get(key) or self._read.setdefault(key, self._law(key, self._texts[key]))

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def _law(self, key: str, text: str) -> ScalingLaw:
        try:
            ((_, table),) = parsed(text, LAW, self._file).items()
            return law_from_table(key, table, where=self._file)
        except InputError as error:
            raise DataError(self._file, key, "; ".join(map(str, error.problems))) from error


LAWS = Shipped(Path(__file__).with_name("laws.toml"))
"""Every published law by its key."""


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
    name = str(key).strip().lower()
    if name in LAWS:
        return LAWS[name]
    by_name = {name: law for law in LAWS.values() for name in (law.key, *law.aliases)}
    if name not in by_name:
        raise UnknownNameError("scaling law", key, by_name, see=f"there are {', '.join(LAWS)}")
    return by_name[name]


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
      file: given the name of no file, wanted a readable file of a scaling law, TOML in UTF-8
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
