"""From a CSV file of somebody's runs to arrays in canonical units: names, units in headers, empty cells, mistakes."""

from __future__ import annotations

import csv
import io
import math
import re
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits import textfile
from limits.errors import InputError, Problem, TextError, printable, shown
from limits.interval import LEAST, MOST
from limits.textfile import RUNS, STANDARD_INPUT, called

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

UNITS = {
    "parameters": "parameter",
    "tokens": "token",
    "unique_tokens": "token",
    "compute": "FLOP",
    "loss": "nat/token",
}
"""What a column of numbers may be, with its canonical unit; a header may state another of the same dimension."""

_SYMBOLS = {
    **dict.fromkeys(("n", "params", "param", "parameter", "model_size", "size"), "parameters"),
    **dict.fromkeys(("d", "token", "training_tokens", "train_tokens"), "tokens"),
    **dict.fromkeys(("u", "unique"), "unique_tokens"),
    **dict.fromkeys(("c", "flop", "flops", "training_flop", "training_flops"), "compute"),
    **dict.fromkeys(("l", "val", "val_loss", "valid_loss", "validation_loss", "final_loss", "train_loss"), "loss"),
    **dict.fromkeys(("model", "run"), "curve"),
}
"""What columns are often called, by what they hold: for suggestions only."""

_SEPARATORS = (",", ";", "\t", "|")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(?:[eE][+-]?\d+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_MISSING = {"", "nan", "na", "n/a", "null", "none", "-"}
_WANTED = "a finite number > 0, or nothing"
_SHOWN = 5  # bad cells that a message repeats
_COLUMNS, _LISTED = 1_000, 20  # columns that a file may have, and that a message lists


class Header(NamedTuple):
    """The name of a column, and the unit that stands in brackets behind it."""

    name: str
    unit: str | None


class Sheet(NamedTuple):
    """The chosen columns of a file: numbers in canonical units, NaN where a cell is empty, and texts; all headers."""

    numbers: dict[str, NDArray[np.float64]]
    texts: dict[str, tuple[str, ...]]
    headers: tuple[str, ...]
    separator: str

    def lacks(self, wanted: str, example: str) -> Problem:
        """Describe what columns are wanted and which there are, and how to say which one is what.

        Examples
        --------
        >>> print(Sheet({}, {}, ("N", "D", "val"), ",").lacks("a loss", "loss=val_loss"))
        columns: given N, D, val, separated by ',', wanted a loss; write --columns parameters=N,tokens=D,loss=val
        """
        named = {role: name for name in self.headers if (role := _SYMBOLS.get(header(name).name.casefold()))}
        if "curve" not in wanted:
            named.pop("curve", None)
        known = ",".join(f"{role}={shown(name)[1:-1]}" for role, name in named.items() if role != name)
        shown_headers = _listed(self.headers)
        given = f"{shown_headers}, separated by {self.separator!r}"
        mend = f"write --columns {known}" if known else f"say which column is what: --columns {example}"
        return Problem("columns", given, wanted, mend)


def header(text: str) -> Header:
    """Take the header of a column apart.

    Examples
    --------
    >>> header("tokens [1e9 token]"), header("loss")
    (Header(name='tokens', unit='1e9 token'), Header(name='loss', unit=None))
    """
    name, bracket, unit = text.strip().partition("[")
    if not (bracket and unit.endswith("]")) or "[" in unit or "]" in name + unit[:-1]:
        return Header(text.strip(), None)
    return Header(name.strip(), unit[:-1])


def is_bare(text: str) -> bool:
    """Tell whether a text is a number without a unit.

    Examples
    --------
    >>> is_bare("1e24"), is_bare("30 days")
    (True, False)
    """
    return _NUMBER.fullmatch(text.strip()) is not None


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
        When the text is no unit of that dimension, or an interval.

    Examples
    --------
    >>> factor("1e9", "token"), factor("B", "token"), factor("1e15 FLOP/s*day", "FLOP"), factor(None, "FLOP")
    (1000000000.0, 1000000000.0, 8.64e+19, 1.0)
    """
    from limits import units
    from limits.units.grammar import INTERVALS

    if unit is None:
        return 1.0
    text = unit.strip()
    if any(mark in text for mark in INTERVALS):
        raise TextError(unit, f"one number of {canonical}, not an interval", "ask once for each of its ends")
    if is_bare(text):
        text = f"{text} {canonical}"
    elif not _NUMBER.match(text):
        text = f"1 {text}"
    value = units.si(text, canonical).value
    if not value > 0:
        raise TextError(unit, f"a positive unit of {canonical}")
    return value


def read(source: str | Path, numbers: Sequence[str], texts: Sequence[str], columns: Mapping[str, str]) -> Sheet:
    """Read columns of a CSV file.

    Parameters
    ----------
    source
        The file, UTF-8, with one line of headers; a unit may stand in brackets, as in ``tokens [1e9]``. `-` is
        standard input.
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
    where = called(source) if source == STANDARD_INPUT else Path(source).name
    text = textfile.read(source, RUNS, where)
    separator = _separator(text)
    rows = _rows(text, separator, where)
    headers = next(rows)[1]
    places, units = _places([header(name) for name in headers], (*numbers, *texts), columns, where)
    problems: list[Problem] = []
    scales = {role: _scale(role, units[role], problems) for role in numbers if role in places}
    values = {role: array("d") for role in scales}
    words: dict[str, list[str]] = {role: [] for role in texts if role in places}
    bad = 0
    for number, row in rows:
        for role, column in values.items():
            value = _number(cell := row[places[role]].strip(), scales[role])
            column.append(math.nan if value is None else value)
            bad += value is None
            if value is None and bad <= _SHOWN + 1:
                mend = "" if _NUMBER.fullmatch(cell) else "a unit stands in the header, as in 'tokens [1e9]'"
                mend = "write 1.5 with a point" if _DECIMAL_COMMA.fullmatch(cell) else mend
                problems.append(Problem(f"row {number}, {role}", shown(cell), _WANTED, mend))
        for role, column_of_text in words.items():
            column_of_text.append(cell := row[places[role]].strip())
            bad += not cell.isprintable()
            if not cell.isprintable() and bad <= _SHOWN + 1:
                problems.append(Problem(f"row {number}, {role}", shown(cell), "a name in printable characters"))
    if bad > _SHOWN + 1:  # a wrong column is wrong in every row
        problems[-1] = Problem("further rows", f"{bad - _SHOWN} more such cells", _WANTED)
    if problems:
        raise InputError(where, problems)
    arrays = {role: np.array(column) for role, column in values.items()}
    return Sheet(arrays, {role: tuple(cells) for role, cells in words.items()}, tuple(headers), separator)


def _separator(text: str) -> str:
    r"""Return what separates the columns: a comma, unless the line of headers has none and something else.

    Examples
    --------
    >>> _separator("N;D;loss"), _separator("\nN\tD\tloss"), _separator("N,D;E,loss"), _separator("loss")
    (';', '\t', ',', ',')
    """
    line = next((line for line in text.splitlines() if line.strip()), "")
    return next((sign for sign in _SEPARATORS if sign in line), _SEPARATORS[0])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(printable, names[:_LISTED])) + (", …" if len(names) > _LISTED else "")


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
        if len(row) > _COLUMNS or (width and len(row) != width):
            wanted = f"{width}, as the header has" if width else f"at most {_COLUMNS:,} columns"
            raise InputError(where, [Problem(f"row {line}", f"{len(row)} cells", wanted)])
        width = len(row)
        yield line, row
    if not width:
        raise InputError(where, [Problem("file", "nothing", "a line of headers, and one line for each run")])


def _places(
    headers: Sequence[Header], roles: Sequence[str], columns: Mapping[str, str], where: str
) -> tuple[dict[str, int], dict[str, str | None]]:
    """Return where the column of each role stands, and its unit; roles that the file does not have are left out."""
    problems = [Problem("columns", shown(role), f"one of {', '.join(roles)}") for role in columns if role not in roles]
    known = _listed([each.name for each in headers])
    places: dict[str, int] = {}
    units: dict[str, str | None] = {}
    for role in roles:
        wanted = header(columns.get(role, role))
        named = [k for k, each in enumerate(headers) if each.name.casefold() == wanted.name.casefold()]
        if len(named) == 1:
            places[role], units[role] = named[0], wanted.unit or headers[named[0]].unit
        elif named or role in columns:
            problems.append(Problem(role, f"{len(named)} columns called {shown(wanted.name)}", f"one of {known}"))
    if problems:
        raise InputError(where, problems)
    return places, units


def _scale(role: str, unit: str | None, problems: list[Problem]) -> float:
    """Return how many canonical units a number of a column is; what is wrong with its unit is added to the problems."""
    try:
        return factor(unit, UNITS[role])
    except TextError as error:
        problems.append(error.at(f"unit of {role}"))
        return 1.0


def _number(cell: str, scale: float) -> float | None:
    """Return the number in a cell in the canonical unit, NaN where it is empty, None where it cannot be used."""
    if cell.lower() in _MISSING:
        return math.nan
    value = float(cell) * scale if _NUMBER.fullmatch(cell) else 0.0
    return value if LEAST <= value <= MOST else None
