"""From a CSV file of somebody's runs to arrays in canonical units: names, units in headers, empty cells, mistakes."""

from __future__ import annotations

import csv
import io
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

UNITS = {
    "parameters": "parameter",
    "tokens": "token",
    "unique_tokens": "token",
    "compute": "FLOP",
    "loss": "nat/token",
}
"""What a column of numbers may be, with its canonical unit; a header may state another of the same dimension."""

_HEADER = re.compile(r"\s*(?P<name>[^\[\]]*?)\s*(?:\[(?P<unit>[^\[\]]*)\])?\s*")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_MISSING = {"", "nan", "na", "n/a", "null", "none", "-"}
_SHOWN = 5  # bad cells that a message repeats


class Header(NamedTuple):
    """The name of a column, and the unit that stands in brackets behind it."""

    name: str
    unit: str | None


class Sheet(NamedTuple):
    """The chosen columns of a file: numbers in canonical units, NaN where a cell is empty, and texts."""

    numbers: dict[str, NDArray[np.float64]]
    texts: dict[str, tuple[str, ...]]


def header(text: str) -> Header:
    """Take the header of a column apart.

    Examples
    --------
    >>> header("tokens [1e9 token]"), header("loss")
    (Header(name='tokens', unit='1e9 token'), Header(name='loss', unit=None))
    """
    found = _HEADER.fullmatch(text)
    return Header(found["name"], found["unit"]) if found else Header(text.strip(), None)


def factor(unit: str | None, canonical: str) -> float:
    """Return how many canonical units one unit of a column is.

    Parameters
    ----------
    unit
        A unit, a number with a unit, a bare number of canonical units, or None for the canonical unit.
    canonical
        Canonical unit of the column.

    Raises
    ------
    TextError
        When the text is no unit of that dimension.

    Examples
    --------
    >>> factor("1e9", "token"), factor("Gtoken", "token"), factor("1e15 FLOP/s*day", "FLOP"), factor(None, "FLOP")
    (1000000000.0, 1000000000.0, 8.64e+19, 1.0)
    """
    from limits import units

    if unit is None:
        return 1.0
    text = unit.strip()
    if _NUMBER.fullmatch(text):
        text = f"{text} {canonical}"
    elif not _NUMBER.match(text):
        text = f"1 {text}"
    value = units.si(text, canonical).value
    if not value > 0:
        raise TextError(unit, f"a positive unit of {canonical}")
    return value


def read(path: str | Path, numbers: Sequence[str], texts: Sequence[str], columns: Mapping[str, str]) -> Sheet:
    """Read columns of a CSV file.

    Parameters
    ----------
    path
        The file, UTF-8, with one line of headers; a unit may stand in brackets, as in ``tokens [1e9]``.
    numbers, texts
        The columns that may be there: keys of `UNITS`, and names of columns of text.
    columns
        Headers of columns that are called otherwise, as in ``{"tokens": "D [1e9]"}``; a unit given here counts.

    Returns
    -------
    Sheet
        Those columns that the file has.

    Raises
    ------
    InputError
        When the file cannot be read, a column that was named is missing, or cells hold no numbers.
    """
    path = Path(path)
    rows = _rows(path)
    headers = [header(text) for text in rows[0]]
    problems = [
        Problem("columns", shown(role), f"one of {', '.join((*numbers, *texts))}")
        for role in columns
        if role not in (*numbers, *texts)
    ]
    found = {}
    for role in (*numbers, *texts):
        wanted = header(columns.get(role, role))
        places = [k for k, h in enumerate(headers) if h.name.casefold() == wanted.name.casefold()]
        if len(places) == 1:
            found[role] = (places[0], wanted.unit or headers[places[0]].unit)
        elif places or role in columns:
            given = f"{len(places)} columns called {shown(wanted.name)}"
            problems.append(Problem(role, given, f"one of {', '.join(h.name for h in headers)}"))
    if problems:
        raise InputError(path.name, problems)
    sheet = Sheet(
        {role: _numbers(rows, *found[role], role, problems) for role in numbers if role in found},
        {role: tuple(row[found[role][0]].strip() for row in rows[1:]) for role in texts if role in found},
    )
    if problems:
        raise InputError(path.name, _fewer(problems))
    return sheet


def _rows(path: Path) -> list[list[str]]:
    """Return the rows of a file, headers first, all of one length; empty lines are left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise InputError(path.name, [Problem("file", said, "a readable CSV file in UTF-8")]) from None
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(c.strip() for c in row)]
    except csv.Error as error:
        raise InputError(path.name, [Problem("file", str(error), "CSV")]) from None
    if not rows:
        raise InputError(path.name, [Problem("file", "nothing", "a line of headers, and one line for each run")])
    width = len(rows[0])
    uneven = [(number, row) for number, row in enumerate(rows, 1) if len(row) != width]
    if uneven:
        number, row = uneven[0]
        raise InputError(path.name, [Problem(f"row {number}", f"{len(row)} cells", f"{width}, as the header has")])
    return rows


def _numbers(
    rows: list[list[str]], place: int, unit: str | None, role: str, problems: list[Problem]
) -> NDArray[np.float64]:
    """Return one column in its canonical unit; what is wrong with it is added to the problems."""
    canonical = UNITS[role]
    try:
        scale = factor(unit, canonical)
    except TextError as error:
        problems.append(error.at(f"unit of {role}"))
        return np.empty(0)
    values = np.full(len(rows) - 1, math.nan)
    for k, row in enumerate(rows[1:]):
        cell = row[place].strip()
        if cell.lower() in _MISSING:
            continue
        value = float(cell) if _NUMBER.fullmatch(cell) else math.nan
        if not (value > 0 and math.isfinite(value)):
            mend = "a unit stands in the header, as in 'tokens [1e9]'" if not _NUMBER.fullmatch(cell) else ""
            problems.append(Problem(f"row {k + 2}, {role}", shown(cell), "a finite number > 0, or nothing", mend))
        values[k] = value * scale
    return values


def _fewer(problems: list[Problem]) -> list[Problem]:
    """Keep the first few problems: a wrong column is wrong in every row."""
    left = len(problems) - _SHOWN
    if left <= 1:
        return problems
    return [*problems[:_SHOWN], Problem("further rows", f"{left} more such cells", "finite numbers > 0, or nothing")]
