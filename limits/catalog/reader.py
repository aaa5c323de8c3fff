"""From the bytes of a CSV file to rows; everything that is wrong with the file is found in one pass."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from limits.catalog.cells import read_cell
from limits.catalog.columns import KINDS, REQUIRED, TABLES, Table
from limits.catalog.record import Row
from limits.errors import InputError, Problem, TextError, shown
from limits.textfile import CATALOGUE, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_NAME_WANTED = "small letters, digits, hyphens and dots, such as h100-sxm"
_HINTED = 20  # columns for which the nearest one is looked for
EVERYTHING = "all"  # in `unverified_fields`: nothing in this row was seen in a source
LISTS = ("unverified_fields", "secondary_fields")  # columns that list other columns


def read_rows(content: bytes, file: str) -> tuple[str, tuple[Row, ...]]:
    r"""Read a catalogue file of any kind.

    Parameters
    ----------
    content
        The bytes of the file: CSV in UTF-8, with or without a byte-order mark, any line ends. The first header is
        the kind of its rows; the others are any of that kind's columns, in any order.
    file
        What to call the file in messages.

    Returns
    -------
    kind
        One of `limits.catalog.KINDS`.
    rows
        The rows, in the order of the file.

    Raises
    ------
    InputError
        With every problem of the file: unknown or repeated columns, cells that cannot be read, names that are not
        names or repeat, rows without source or evidence.

    Examples
    --------
    >>> kind, rows = read_rows(b"link,net_gbit_per_s_per_direction,source,evidence\nlab,10,manual,primary\n", "f")
    >>> kind, rows[0].cells["rate"].value
    ('link', 10000000000.0)
    """
    problems: list[Problem] = []
    records = _records(content, file, problems)
    line, written = next(records, (1, [""]))
    headers = _stripped(written)
    table = TABLES.get(headers[0])
    if table is None:
        where = f"{file} line {line}, first column"
        problems.append(Problem(where, shown(headers[0]), f"the kind of its rows: {', '.join(KINDS)}"))
        raise InputError(file, problems[-1:])
    problems.extend(_header_problems(headers, table, f"{file} line {line}"))

    rows: list[Row] = []
    taken: set[str] = set()
    for line, written in records:
        cells = _stripped(written)
        where = f"{file} line {line}"
        if len(cells) != len(headers):
            wanted = f"{len(headers)}, one for each header"
            problems.append(Problem(where, f"{len(cells)} cells", wanted, "quote a cell that holds a comma"))
            continue
        row = _row(dict(zip(headers, cells, strict=True)), table, where, problems)
        for name in (row.name, *row.aliases):
            if name in taken:
                problems.append(Problem(where, shown(name), "a name or alias that no other row has"))
            taken.add(name)
        rows.append(row)
    if problems:
        raise InputError(file, problems)
    return table.kind, tuple(rows)


def read_records(content: bytes, file: str) -> tuple[Table, dict[str, tuple[str, dict[str, str]]]]:
    """Split a file that is known to be sound into records by name, their cells unread: fast where few are wanted.

    Returns
    -------
    table
        The columns of its kind.
    records
        Place in the file, and cells by header, of each row by name.
    """
    records = _records(content, file, [])
    headers = _stripped(next(records)[1])
    lines = ((line, dict(zip(headers, cells, strict=True))) for line, cells in records)
    return TABLES[headers[0]], {record[headers[0]].strip(): (f"{file} line {line}", record) for line, record in lines}


def records_of(content: bytes, table: Table, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each record of a file of the package whose table is known, with its line; its cells are unread."""
    problems: list[Problem] = []
    records = _records(content, file, problems)
    line, written = next(records)
    headers = _stripped(written)
    problems.extend(_header_problems(headers, table, f"{file} line {line}"))
    if problems:
        raise InputError(file, problems)
    for line, cells in records:
        yield line, dict(zip(headers, _stripped(cells), strict=True))


def read_row(record: dict[str, str], table: Table, where: str, file: str) -> Row:
    """Read one record.

    Raises
    ------
    InputError
        With every problem of the row.
    """
    problems: list[Problem] = []
    row = _row(dict(zip(record, _stripped(record.values()), strict=True)), table, where, problems)
    if problems:
        raise InputError(file, problems)
    return row


def aliases(record: dict[str, str]) -> tuple[str, ...]:
    """Return the aliases of a record."""
    return _items(record.get("aliases", "").strip())


def shared_names(record: dict[str, str]) -> tuple[str, ...]:
    """Return the names of a record that stand for another one first."""
    return _items(record.get("shared_names", "").strip())


def _records(content: bytes, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not empty with its number, cells as they are written."""
    reader = csv.reader(io.StringIO(decoded(content, CATALOGUE, file), newline=""), strict=True)
    while True:
        line = reader.line_num + 1  # where the record starts; quoted cells may span lines
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(f"{file} line {line}", str(error), "comma-separated values"))
            raise InputError(file, problems) from None
        if any(cells):
            yield line, cells


def _stripped(cells: Iterable[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _header_problems(headers: list[str], table: Table, where: str) -> Iterator[Problem]:
    from difflib import get_close_matches

    seen: set[str] = set()
    hints = _HINTED
    for header in headers:
        if header not in table.headers:
            near = get_close_matches(header.lower(), table.headers, n=1, cutoff=0.5) if hints else []
            hints = max(hints - 1, 0)
            mend = f"did you mean {near[0]}?" if near else ""
            yield Problem(where, f"column {shown(header)}", f"a column of the table of {table.kind}s", mend)
        elif header in seen:
            yield Problem(where, f"column {shown(header)} again", "each column once")
        seen.add(header)
    for header in REQUIRED:
        if header not in headers:
            yield Problem(where, f"no column {header}", f"a column {header}, filled in every row")


def _row(record: dict[str, str], table: Table, where: str, problems: list[Problem]) -> Row:
    """Read one row, and add what is wrong with it to `problems`."""
    problems.extend(_text_problems(record, table, where))
    fields = {column.header: column.field for column in table.numbers} | {text: text for text in table.texts}
    unverified, secondary = (
        frozenset(fields.values() if EVERYTHING in listed else (fields.get(each, "") for each in listed))
        for listed in (_items(record.get(header, "")) for header in LISTS)
    )

    cells, printed = {}, {}
    for column in table.numbers:
        if text := record.get(column.header, ""):
            printed[column.field] = text
            try:
                cells[column.field] = read_cell(text, column)
            except TextError as error:
                problems.append(error.at(f"{where}, column {column.header}"))
    return Row(
        kind=table.kind,
        name=record[table.kind],
        aliases=_items(record.get("aliases", "")),
        cells=cells,
        printed=printed,
        texts={header: record[header] for header in table.texts if record.get(header)},
        source=record.get("source", ""),
        evidence=record.get("evidence", ""),
        confidence=record.get("confidence", ""),
        notes=record.get("notes", ""),
        unverified=unverified,
        secondary=secondary,
    )


def _text_problems(record: dict[str, str], table: Table, where: str) -> Iterator[Problem]:
    """Find what is wrong with the texts of one row: those that say whose facts these are, names, lists."""
    for header, text in record.items():
        if not text.isprintable():
            wanted = "text on one line, without control characters"
            yield Problem(f"{where}, column {header}", shown(text), wanted)
        elif header in REQUIRED and not text:
            wanted = "where the numbers were read and how they were seen; every row says both"
            yield Problem(f"{where}, column {header}", "nothing", wanted)
    for header, names in (
        (table.kind, (record[table.kind],)),
        ("aliases", aliases(record)),
        ("shared_names", shared_names(record)),
    ):
        for name in names:
            if not NAME.fullmatch(name):
                yield Problem(f"{where}, column {header}", shown(name), _NAME_WANTED)
    yield from _vocabulary_problems(record, table, where)
    known = (EVERYTHING, *(column.header for column in table.numbers), *table.texts)
    for listing in LISTS:
        for header in _items(record.get(listing, "")):
            if header not in known:
                wanted = f"headers of columns, separated by semicolons, or {EVERYTHING}"
                yield Problem(f"{where}, column {listing}", shown(header), wanted)


def _vocabulary_problems(record: dict[str, str], table: Table, where: str) -> Iterator[Problem]:
    """Find texts that are none of the words that their column knows."""
    for header, vocabulary in table.vocabularies.items():
        if (text := record.get(header, "")) and text not in vocabulary:
            yield Problem(f"{where}, column {header}", shown(text), f"one of {', '.join(vocabulary)}")


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(";")) if text else ()
