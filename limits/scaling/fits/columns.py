"""From a table of somebody's runs to arrays in canonical units: names, units in headers, empty cells, mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem, TextError, printable, shown
from limits.interval import LEAST, MOST
from limits.scaling.fits.cells import WANTED, Names, Numbers, Signs
from limits.scaling.fits.headers import SYMBOLS, UNITS, Header, factor, header
from limits.scaling.fits.losses import NATS, OTHER_UNITS, in_one_unit, unit_called
from limits.scaling.fits.tables import table
from limits.textfile import STANDARD_INPUT, called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_SHOWN = 5  # bad cells that a message repeats
_LISTED = 20  # columns that a message lists


class Sheet(NamedTuple):
    """The chosen columns of a file: numbers in canonical units, NaN where a cell is empty, and texts; all headers.

    `separator` is empty where a file has none, `where` what messages call it, `rows` the numbers of its rows there,
    `loss_unit` the unit of its losses.
    """

    numbers: dict[str, NDArray[np.float64]]
    texts: dict[str, tuple[str, ...]]
    headers: tuple[str, ...]
    separator: str
    where: str = ""
    rows: tuple[int, ...] = ()
    loss_unit: str = NATS

    def lacks(self, wanted: str, example: str) -> Problem:
        """Describe what columns are wanted and which there are, and how to say which one is what.

        Examples
        --------
        >>> print(Sheet({}, {}, ("N", "D", "val"), ",").lacks("a loss", "loss=val_loss"))
        columns: given N, D, val, separated by ',', wanted a loss; write --columns parameters=N,tokens=D,loss=val
        """
        named = {role: name for name in self.headers if (role := SYMBOLS.get(header(name).name.casefold()))}
        if "curve" not in wanted:
            named.pop("curve", None)
        known = ",".join(f"{role}={shown(name)[1:-1]}" for role, name in named.items() if role != name)
        given = _listed(self.headers) + (f", separated by {self.separator!r}" if self.separator else "")
        mend = f"write --columns {known}" if known else f"say which column is what: --columns {example}"
        return Problem("columns", given, wanted, mend)


def called_all(sources: Sequence[str | Path]) -> list[str]:
    """Return what messages call each of several sources: the name of a file, its path where two are called alike.

    Raises
    ------
    InputError
        When there is none, or one is named twice.

    Examples
    --------
    >>> called_all(["a/runs.csv", "b/more.csv", "-"]), called_all(["a/runs.csv", "b/runs.csv"])
    (['runs.csv', 'more.csv', 'standard input'], ['a/runs.csv', 'b/runs.csv'])
    """
    again = next((each for each in sources if sources.count(each) > 1), None)
    if again is not None or not sources:
        given = "none" if again is None else f"{shown(called(again))} more than once"
        raise InputError("runs", [Problem("files", given, "each file once: its rows would count twice")])
    short = [called(each) if each == STANDARD_INPUT else Path(each).name for each in sources]
    return [name if short.count(name) == 1 else str(each) for name, each in zip(short, sources, strict=True)]


def read(
    source: str | Path,
    numbers: Sequence[str],
    texts: Sequence[str],
    columns: Mapping[str, str],
    *,
    constants: Mapping[str, str] | None = None,
    where: str = "",
    loss_unit: str = "",
) -> Sheet:
    """Read columns of a table.

    Parameters
    ----------
    source
        The file, in one of the formats that `tables.table.read` knows; a unit may stand in brackets behind the name of
        a column, as in ``tokens [1e9]``. `-` is standard input.
    numbers, texts
        The columns that may be there: keys of `UNITS`, and names of columns of text.
    columns
        Headers of columns that are called otherwise, as in ``{"tokens": "D [1e9]"}``; a unit given here counts.
    constants
        What is the same in every row, and in no column: quantities and texts, as in ``{"tokens": "20e9 token"}``.
    where
        What messages call it; by its name if left out.
    loss_unit
        Unit of the losses, where the header says none: one of `losses.FILE_UNITS`.

    Returns
    -------
    Sheet
        Those columns that the file has, and the constants.

    Raises
    ------
    InputError
        When the file cannot be read, a column that was named is missing, or cells hold no numbers.
    """
    where = where or called_all([source])[0]
    found = table.read(source, where)
    places, units = _places([header(name) for name in found.headers], (*numbers, *texts), columns, where)
    problems: list[Problem] = []
    if "loss" in places:
        name = header(found.headers[places["loss"]]).name
        units["loss"] = unit_called(name, units["loss"], loss_unit, problems)
    fixed = _fixed(constants or {}, (*numbers, *texts), places, problems)
    signs = Signs(commas=found.separator == ";")
    read_as: dict[str, Numbers | Names] = {
        role: Numbers(role, _scale(role, units[role], problems), signs) if role in UNITS else Names(role)
        for role in places
    }
    rows: list[int] = []
    bad = 0
    for number, row in found.rows(list(places.values())):
        rows.append(number)
        for column, cell in zip(read_as.values(), row, strict=True):
            problem = column.add(cell, number)
            bad += problem is not None
            if problem is not None and bad <= _SHOWN + 1:
                problems.append(problem)
    if bad > _SHOWN + 1:  # a wrong column is wrong in every row
        problems[-1] = Problem("further rows", f"{bad - _SHOWN} more such cells", WANTED)
    if (mixed := signs.problem()) is not None:
        problems.append(mixed)
    if problems:
        raise InputError(where, problems)
    arrays = {role: np.array(column.values) for role, column in read_as.items() if isinstance(column, Numbers)}
    words = {role: tuple(column.values) for role, column in read_as.items() if isinstance(column, Names)}
    for role, value in fixed.items():
        if isinstance(value, str):
            words[role] = (value,) * len(rows)
        else:
            arrays[role] = np.full(len(rows), value)
    stated = units.get("loss")
    unit = stated if stated in OTHER_UNITS and stated is not None else NATS
    return Sheet(arrays, words, found.headers, found.separator, where, tuple(rows), unit)


def read_all(
    sources: str | Path | Sequence[str | Path],
    numbers: Sequence[str],
    texts: Sequence[str],
    columns: Mapping[str, str] | None,
    constants: Mapping[str, str] | None,
    *,
    loss_unit: str = "",
    bytes_per_token: float | None = None,
) -> list[Sheet]:
    """Read one file or several, as `read` does each of them, and bring their losses to one unit.

    That is nat/token, or bit/byte where nobody says how long a token is.
    """
    files = [sources] if isinstance(sources, (str, Path)) else list(sources)
    sheets = [
        read(source, numbers, texts, columns or {}, constants=constants, where=where, loss_unit=loss_unit)
        for source, where in zip(files, called_all(files), strict=True)
    ]
    return in_one_unit(sheets, bytes_per_token)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(printable, names[:_LISTED])) + (", …" if len(names) > _LISTED else "")


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


def _scale(role: str, unit: str | None, problems: list[Problem], where: str = "") -> float:
    """Return how many canonical units a number of a column is; what is wrong with its unit is added to the problems."""
    if role == "loss" and unit in OTHER_UNITS:
        return 1.0
    try:
        return factor(unit, UNITS[role])
    except TextError as error:
        problems.append(error.at(where or f"unit of {role}"))
        return 1.0


def _fixed(
    constants: Mapping[str, str], roles: Sequence[str], places: Mapping[str, int], problems: list[Problem]
) -> dict[str, float | str]:
    """Return what is the same in every row, numbers in canonical units; what is wrong is added to the problems."""
    found: dict[str, float | str] = {}
    for name, text in constants.items():
        role = name if name in roles else SYMBOLS.get(name.casefold(), "")
        if role not in roles:
            problems.append(Problem("constant", shown(name), f"one of {', '.join(roles)}"))
        elif role in places or role in found:
            given = f"{shown(text)} for every row, and {'a column' if role in places else 'another'}"
            problems.append(Problem(role, given, "one of the two"))
        elif role not in UNITS:
            found[role] = text
            if not (text.strip() and text.isprintable()):
                problems.append(Problem(role, shown(text), "a name in printable characters"))
        else:
            found[role] = value = _scale(role, text, problems, where=role)
            if not LEAST <= value <= MOST:
                problems.append(Problem(role, shown(text), WANTED))
    return found
