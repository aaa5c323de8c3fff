"""Views of the catalogue: its kinds, the rows of one kind, and one row with all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.catalog.columns import TABLES
from limits.catalog.reader import LISTS
from limits.catalog.record import THIRD_PARTY
from limits.catalog.search import matching
from limits.catalog.spoken import spellings
from limits.errors import shown
from limits.frozen import frozen
from limits.report import answer
from limits.report.document import Document, Line, Section, table
from limits.report.numbers import significant
from limits.value import Value  # noqa: TC001 - the schema reads the types of the records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.catalog import Catalog, Row
    from limits.catalog.columns import Column, Table
    from limits.report.view import View

_MAIN = {
    "run": ("parameters", "tokens", "flop", "accelerator", "energy"),
    "accelerator": ("year", "peak_16bit", "peak_fp8", "tdp", "memory", "memory_bandwidth", "scale_up_rate"),
    "node": ("accelerator", "accelerators", "domain", "nics", "nic_rate", "fabric"),
    "link": ("family", "rate", "lanes", "symbol_rate", "modulation", "energy_per_bit"),
    "memory": ("year", "bandwidth", "capacity", "energy_per_bit"),
    "grid": ("scope", "year", "carbon_intensity", "pue", "electricity_price"),
}
"""The fields of each kind that its list shows; all others stand in the view of one row."""

_PARTS = {"grid": "kind"}
"""The text by which a long list is taken apart into tables, each with the columns that it has numbers for."""

_DIGITS = 4  # of the numbers in a list; the view of a row has them as printed
_DOUBT, _ESTIMATE = "?", "~"
_LEGEND = {
    _DOUBT: "? recalled or unverified: nobody saw this number in the source that the row names",
    _ESTIMATE: "~ estimate of a third party",
}


@frozen
class KindCount:
    """A kind of rows, in the plural, and how many there are."""

    name: str
    rows: int


@frozen
class Kinds:
    """What the catalogue holds."""

    schema: ClassVar[str] = "limits.catalog/1"

    rows: tuple[KindCount, ...]
    catalogue_sha256: str
    limits_version: str


@frozen
class RowRecord:
    """A row of the catalogue: its numbers in canonical units, texts, source and evidence, and what nobody has seen.

    `secondary` names the fields of a primary row that were seen in a secondary source alone.

    `table` is the kind of row, as in run or accelerator.
    """

    schema: ClassVar[str] = "limits.catalog-row/1"

    table: str
    name: str
    aliases: tuple[str, ...]
    numbers: dict[str, Value]
    texts: dict[str, str]
    unverified: tuple[str, ...]
    secondary: tuple[str, ...]
    source: str
    evidence: str
    confidence: str | None
    notes: str | None


@frozen
class RowRecords:
    """All rows of one kind."""

    schema: ClassVar[str] = "limits.catalog-rows/1"

    table: str
    rows: tuple[RowRecord, ...]
    catalogue_sha256: str
    limits_version: str


def kinds(catalog: Catalog, names: Mapping[str, str], others: Mapping[str, int]) -> View:
    """Return the view of what can be listed.

    Parameters
    ----------
    catalog
        The catalogue.
    names
        The kinds of its rows, in the plural and in the singular.
    others
        How many there are of what is no row of the catalogue, by its plural.
    """
    counts = {many: len(catalog.rows(one)) for many, one in names.items() if one in TABLES} | dict(others)
    lines = [Line((many, str(count))) for many, count in counts.items()]
    document = Document(
        "The catalogue (limits catalog KIND lists a kind)",
        (),
        (Section("", table("kind|>rows", lines)),),
        answer.foot(catalog),
    )
    record = Kinds(tuple(KindCount(*pair) for pair in counts.items()), catalog.sha256, __version__)
    return answer.view(document, record, [("kind", "rows"), *counts.items()])


def many(kind: str, catalog: Catalog, words: str | None = None) -> View:
    """Return the view of the rows of a kind: the main columns, in the units of the sources.

    Parameters
    ----------
    kind
        The kind of rows.
    catalog
        Where they are.
    words
        Words that a row must say to be shown, the best match first; without them, all rows are.
    """
    every = catalog.rows(kind)
    rows = tuple(every) if words is None else matching(every, words)
    split = _PARTS.get(kind, "")
    parts = dict.fromkeys(row.texts.get(split, "") for row in rows)
    listed = [_listed(kind, part, [row for row in rows if row.texts.get(split, "") == part]) for part in parts]
    cells_shown = [cell for section in listed if section.table for line in section.table.lines for cell in line.cells]
    legend = tuple(said for sign, said in _LEGEND.items() if any(cell.endswith(sign) for cell in cells_shown))
    sections = (*listed, *((Section("", paragraphs=legend),) if legend else ()))
    many_rows = f"{len(rows) or 'no'} row{'' if len(rows) == 1 else 's'} of kind {kind}"
    says = "says" if len(rows) == 1 else "say"
    narrowed = f" (of {len(every)}) {says} {shown(words)}" if words is not None else ""
    hint = "; --search WORDS shows some" if words is None and split else ""
    document = Document(f"{many_rows}{narrowed}{hint}", (), sections, answer.foot(catalog))
    records = RowRecords(kind, tuple(map(record, rows)), catalog.sha256, __version__)
    return answer.view(document, records, cells(kind, rows))


def _listed(kind: str, part: str, rows: Sequence[Row]) -> Section:
    """Return rows under the columns that they have something for, as one table."""
    columns = {column.field: column for column in TABLES[kind].numbers}
    shown_fields = [name for name in _MAIN[kind] if any(_tells(row, name) for row in rows)]
    headings = "|".join([part or kind, *(_heading(name, columns.get(name)) for name in shown_fields)])
    lines = [Line((row.name, *(_short(row, name, columns.get(name)) for name in shown_fields))) for row in rows]
    return Section("", table(headings, lines))


def _tells(row: Row, field: str) -> bool:
    """Tell whether a row has a field that says more than its name."""
    return field in row.cells or ((text := row.texts.get(field, "")) != "" and row.name not in spellings(text))


def one(row: Row, catalog: Catalog) -> View:
    """Return the view of one row: every number with its unit and what weakens it, every text, source and notes."""
    numbers = [(c.field, _printed(row.printed[c.field], c)) for c in TABLES[row.kind].numbers if c.field in row.cells]
    texts = [(name, text) for name, text in row.texts.items() if text]
    about = {
        "source": row.source,
        "evidence": row.evidence,
        "of secondary evidence": ", ".join(sorted(row.secondary)),
        "confidence": row.confidence,
        "notes": row.notes,
    }
    sections = (
        *(_facts(row, title, pairs) for title, pairs in (("number", numbers), ("text", texts)) if pairs),
        Section("", paragraphs=tuple(f"{name}: {said}" for name, said in about.items() if said)),
    )
    called = f" (also called {', '.join(row.aliases)})" if row.aliases else ""
    document = Document(f"{row.kind} {row.name}{called}", (), sections, answer.foot(catalog))
    return answer.view(document, record(row), cells(row.kind, [row]))


def record(row: Row) -> RowRecord:
    """Return a row as a record, its numbers in canonical units.

    Examples
    --------
    >>> from limits import catalog
    >>> power = record(catalog.row("accelerator", "h100")).numbers["tdp"]
    >>> f"{power}, {power.origin}"
    '700 W, catalogue: h100-sxm'
    """
    return RowRecord(
        table=row.kind,
        name=row.name,
        aliases=row.aliases,
        numbers={name: value for name in row.cells if (value := row.value(name)) is not None},
        texts={name: text for name, text in row.texts.items() if text},
        unverified=tuple(sorted(row.unverified)),
        secondary=tuple(sorted(row.secondary)),
        source=row.source,
        evidence=row.evidence,
        confidence=row.confidence or None,
        notes=row.notes or None,
    )


def cells(kind: str, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return rows as the lines of a catalogue file, in the units of their sources: what ``--catalog`` reads."""
    about = TABLES[kind]
    return [about.headers, *(tuple(_cell(row, header, about) for header in about.headers) for row in rows)]


def _cell(row: Row, header: str, about: Table) -> str:
    fields = {column.header: column.field for column in about.numbers}
    if header in fields:
        return row.printed.get(fields[header], "")
    if header == about.kind:
        return row.name
    if header == "aliases":
        return "; ".join(row.aliases)
    if header in LISTS:
        headers = {field: name for name, field in fields.items()}
        listed = row.unverified if header == LISTS[0] else row.secondary
        return "; ".join(sorted(headers.get(field, field) for field in listed))
    return (
        str(getattr(row, header))
        if header in ("source", "evidence", "confidence", "notes")
        else row.texts.get(header, "")
    )


def _facts(row: Row, title: str, pairs: Sequence[tuple[str, str]]) -> Section:
    """Return names and values as a table, with what weakens each where anything does."""
    doubts = [_weakness(row, name) for name, _ in pairs]
    if not any(doubts):
        return Section("", table(f"{title}|value", [Line(pair) for pair in pairs]))
    lines = [Line((name, doubt, value)) for (name, value), doubt in zip(pairs, doubts, strict=True)]
    return Section("", table(f"{title}|doubt|value", lines))


def _heading(name: str, column: Column | None) -> str:
    """Return a heading in several lines, the unit last; numbers stand on the right."""
    words = name.replace("_", "\n")
    if column is None:
        return words
    return f">{words}" if column.source_unit == "1" else f">{words}\n{column.source_unit}"


def _short(row: Row, name: str, column: Column | None) -> str:
    """Return a cell of a list, in few digits, with the sign of its weakness."""
    if name not in row.cells or column is None:
        text = row.texts.get(name, "")
    else:
        cell = row.cells[name]
        # An interval around a stated centre is left to the view of the row; without a centre it is the number.
        ends = (cell.value,) if cell.interval is None or "[" in row.printed[name] else cell.interval
        text = " .. ".join(significant(end / column.factor, _DIGITS) for end in ends)
    signs = dict.fromkeys(_ESTIMATE if doubt == THIRD_PARTY else _DOUBT for doubt in row.doubts(name))
    return f"{text} {''.join(signs)}" if text and signs else text


def _printed(text: str, column: Column) -> str:
    return text if column.source_unit == "1" else f"{text} {column.source_unit}"


def _weakness(row: Row, field: str) -> str:
    """Return what the origin of a field says against it, if anything."""
    return ", ".join(row.doubts(field))
