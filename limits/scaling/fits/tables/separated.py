"""Separated values: a line of headers, a line for each run; commas, semicolons, tabs or bars between the cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem
from limits.scaling.fits.tables.record import Table, bounded, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATORS = (",", ";", "\t", "|")


def table(text: str, where: str) -> Table:
    r"""Return the table of a text.

    Raises
    ------
    InputError
        When it holds nothing, or a line that is no row of it; rows are read, and refused, when they are asked for.

    Examples
    --------
    >>> found = table('N;"loss; nat"\n1e9;3,5\n', "f")
    >>> found.headers, list(found.rows([1]))
    (('N', 'loss; nat'), [(2, ['3,5'])])
    """
    separator = _separator(text)
    lines = _rows(text, separator, where)
    headers = next(lines)[1]

    def rows(places: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
        for number, row in lines:
            yield number, [row[place] for place in places]

    return Table(tuple(headers), rows, separator)


def _separator(text: str) -> str:
    r"""Return what separates the columns: what stands most often in the line of headers outside of quotes.

    Examples
    --------
    >>> _separator("N;D;loss"), _separator("\nN\tD\tloss"), _separator("N,D;E,loss"), _separator("loss")
    (';', '\t', ',', ',')
    >>> _separator('"N, D, C";loss')
    ';'
    """
    line = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)  # of several the first


def _rows(text: str, separator: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their lines, headers first, all of one length; empty lines are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width = 0
    while True:
        line = reader.line_num + 1  # where the row starts; quoted cells may span lines
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(where, [Problem(f"row {line}", str(error), "CSV")]) from None
        if row is None:
            break
        if not any(map(str.strip, row)):
            continue
        bounded(len(row), f"row {line}", where)
        if width and len(row) != width:
            raise InputError(where, [Problem(f"row {line}", f"{len(row)} cells", f"{width}, as the header has")])
        width = len(row)
        yield line, row
    if not width:
        raise nothing(where)
