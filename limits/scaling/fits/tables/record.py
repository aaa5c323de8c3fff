"""A table before anybody knows what its columns mean: headers, and cells as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Cells = Sequence[str | None]
    """Cells of one row: texts, also where the file holds numbers, and None for what is no single value."""

COLUMNS = 1_000
"""Columns that a file may have."""


class Table(NamedTuple):
    """A table of a file.

    Parameters
    ----------
    headers
        What its columns are called.
    rows
        A function of the places of columns that yields, once, each row by its number in the file and its cells there.
    separator
        What separates its columns; empty where they are not written in lines.
    """

    headers: tuple[str, ...]
    rows: Callable[[Sequence[int]], Iterator[tuple[int, Cells]]]
    separator: str = ""


def bounded(count: int, place: str, where: str) -> None:
    """Refuse a row or a table of too many columns."""
    if count > COLUMNS:
        raise InputError(where, [Problem(place, f"{count} cells", f"at most {COLUMNS:,} columns")])


def nothing(where: str) -> InputError:
    """Return what is said of a file without rows."""
    return InputError(where, [Problem("file", "nothing", "a line of headers, and one line for each run")])
