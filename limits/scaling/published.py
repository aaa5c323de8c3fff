"""The published laws by name: `LAWS`, `get`, `names`, and `load` for a law of one's own."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.errors import DataError, InputError, UnknownNameError
from limits.scaling.file import law_from_table, load, read_tables
from limits.scaling.law import ScalingLaw

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT", "LAWS", "ScalingLaw", "get", "load", "names", "shipped"]

DEFAULT = "besiroglu2024"


def shipped(path: Path) -> Mapping[str, ScalingLaw]:
    """Return the laws of a file of ours by key, in its order; a mistake there is not the user's.

    Raises
    ------
    DataError
        When a law lacks its constants, source or evidence, or breaks another rule.
    """
    laws = {}
    for key, table in read_tables(path).items():
        try:
            laws[key] = law_from_table(key, table, where=path.name)
        except InputError as error:
            raise DataError(path.name, key, "; ".join(map(str, error.problems))) from error
    return MappingProxyType(laws)


LAWS = shipped(Path(__file__).with_name("published.toml"))
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
    """Return a published law by its key or an alias.

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
        return _BY_NAME[key]
    except KeyError:
        raise UnknownNameError("scaling law", key, _BY_NAME, see=f"there are {', '.join(LAWS)}") from None
