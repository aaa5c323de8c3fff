"""JSON: a list of objects, an object of lists, or an object on each line (JSON lines).

Numbers stay the texts that they were written as, so that a file says the same as JSON and as CSV.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem, shown
from limits.scaling.fits.tables.record import Table, bounded, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NoReturn

_WANTED = "a JSON list of objects, an object of lists, or an object on each line"
_BRACKETS = 2_000_000  # objects and lists of a file: each takes many times the memory that it takes to write


def table(text: str, where: str) -> Table:
    r"""Return the table of a JSON text.

    Raises
    ------
    InputError
        When it is no JSON, or none that holds a table; the line is named.

    Examples
    --------
    >>> for text in ('[{"N": 1e9, "L": 3.50}]', '{"N": [1e9], "L": [3.50]}', '{"N": 1e9}\n{"N": 1, "L": 3.50}'):
    ...     found = table(text, "f")
    ...     print(found.headers, list(found.rows([0, 1])))
    ('N', 'L') [(1, ['1e9', '3.50'])]
    ('N', 'L') [(1, ['1e9', '3.50'])]
    ('N', 'L') [(1, ['1e9', '']), (2, ['1', '3.50'])]
    """
    brackets = text.count("{") + text.count("[")
    if brackets > _BRACKETS:
        _refuse(where, "JSON", f"{brackets:,} objects and lists")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    first = _parsed(lines[0][1])
    if isinstance(first, dict) and (len(lines) > 1 or not _is_columns(first)):
        return _of_objects([(number, _object(line, number, where)) for number, line in lines], where)
    content = _whole(text, where)
    if isinstance(content, dict) and _is_columns(content):
        return _of_columns(content, where)
    if isinstance(content, dict):
        return _of_objects([(1, content)], where)
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        _refuse(where, "JSON", "another kind of JSON")
    return _of_objects(list(enumerate(content, 1)), where)


def _of_objects(rows: list[tuple[int, dict[str, Any]]], where: str) -> Table:
    headers: dict[str, None] = {}
    for number, row in rows:
        headers.update(dict.fromkeys(row))
        bounded(len(headers), f"row {number}", where)
    if not headers:
        raise nothing(where)
    names = tuple(headers)

    def cells(places: Sequence[int]) -> Iterator[tuple[int, list[str | None]]]:
        chosen = [names[place] for place in places]
        for number, row in rows:
            yield number, [_cell(row.get(name)) for name in chosen]

    return Table(names, cells)


def _of_columns(columns: dict[str, Any], where: str) -> Table:
    bounded(len(columns), "JSON", where)
    lists = [list(each.values()) if isinstance(each, dict) else each for each in columns.values()]
    lengths = {len(each) for each in lists}
    keys = {tuple(each) for each in columns.values() if isinstance(each, dict)}
    if len(lengths) > 1 or len(keys) > 1:
        _refuse(where, "JSON", f"columns of {min(lengths)} to {max(lengths)} cells, not of the same rows")

    def cells(places: Sequence[int]) -> Iterator[tuple[int, list[str | None]]]:
        for number, row in enumerate(zip(*(lists[place] for place in places), strict=True), 1):
            yield number, [_cell(value) for value in row]

    return Table(tuple(columns), cells)


def _is_columns(content: dict[str, Any]) -> bool:
    """Tell columns from one row; `pandas` writes a column as an object whose keys are the names of its rows."""
    kinds = {type(each) for each in content.values()}
    return kinds in ({list}, {dict})


def _cell(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else None


def _object(line: str, number: int, where: str) -> dict[str, Any]:
    try:
        content = _loads(line)
    except (ValueError, RecursionError) as error:
        _refuse(where, f"row {number}", _said(error))
    if not isinstance(content, dict):
        _refuse(where, f"row {number}", shown(line.strip()))
    return content


def _whole(text: str, where: str) -> Any:
    try:
        return _loads(text)
    except json.JSONDecodeError as error:
        _refuse(where, f"row {error.lineno}", error.msg)
    except (ValueError, RecursionError) as error:
        _refuse(where, "JSON", _said(error))


def _parsed(line: str) -> Any:
    """Return what a line holds, None if it is no JSON by itself."""
    try:
        return _loads(line)
    except (ValueError, RecursionError):
        return None


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_unique)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the key {shown(name)} twice")
        found[name] = value
    return found


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "brackets within brackets without end"
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def _refuse(where: str, place: str, given: str) -> NoReturn:
    raise InputError(where, [Problem(place, given, _WANTED)])
