"""The report as text: plain and stable where it is piped, with styles on a terminal."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from limits.report.contents import of_many, of_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.assessment import Assessment
    from limits.report.document import Column, Document, Line, Section, Table

_WIDTH = 100
_GAP = "  "
_INDENT = "  "
_NOTE = " " * 6
_NARROWEST = 24  # columns that a table's running text keeps on a narrow page
_ASCII = str.maketrans({"■": "#", "□": "=", "≈": "^", "–": "-", "┌": "/", "│": "|", "└": "\\", "≥": ">=", "≤": "<="})
_STYLES = {"theorem": "bold", "law": "bold", "model": "yellow", "trend": "italic magenta"}


def to_text(assessment: Assessment, *, width: int = _WIDTH) -> str:
    """Return the report of one run as plain text.

    Parameters
    ----------
    assessment
        What is to be shown.
    width
        Columns of the page.

    Examples
    --------
    >>> import limits
    >>> text = to_text(limits.assess("gpt-3"))
    >>> max(len(line) for line in text.splitlines()) <= 100
    True
    """
    return plain(of_one(assessment), width)


def many_to_text(assessments: Sequence[Assessment], *, width: int = _WIDTH) -> str:
    """Return several runs side by side as plain text, a line for each."""
    return plain(of_many(assessments), width)


def encodable(text: str, encoding: str | None) -> str:
    """Return the text with signs replaced that an encoding does not have; plain letters stand for them.

    Examples
    --------
    >>> encodable("■ theorem, ≈ trend", "ascii"), encodable("■ theorem", "utf-8")
    ('# theorem, ^ trend', '■ theorem')
    """
    encoding = encoding or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.translate(_ASCII).encode("ascii", "replace").decode("ascii")
    return text


def plain(document: Document, width: int = _WIDTH) -> str:
    """Return a document as plain text of at most `width` columns, lines ending as they were, no trailing blanks."""
    lines: list[str] = []
    for said in (document.headline, *document.facts):
        lines += _wrapped(said, width, later=_INDENT)
    for section in document.sections:
        lines += ["", *_section(section, width)]
    lines += ["", *_wrapped(document.foot, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Break a text into lines; words longer than a line, such as keys and addresses, are kept whole if they can be."""
    return wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _section(section: Section, width: int) -> Iterator[str]:
    yield from _wrapped(section.title, width, later=_INDENT)
    if section.table is not None:
        yield from _table(section.table, width)
    for paragraph in section.paragraphs:
        yield from _wrapped(paragraph, width, first=_INDENT, later=_INDENT * 2)


def _table(table: Table, width: int) -> Iterator[str]:
    widths = _widths(table, width)
    headings = [column.heading.split("\n") for column in table.columns]
    depth = max(len(heading) for heading in headings)
    padded = [[""] * (depth - len(heading)) + heading for heading in headings]
    for cells in zip(*padded, strict=True):
        yield _row(table.columns, cells, widths)
    for line in table.lines:
        yield from _line(table.columns, line, widths, width)


def _line(columns: tuple[Column, ...], line: Line, widths: list[int], width: int) -> Iterator[str]:
    wrapped = [_wrapped(cell, size) or [""] for cell, size in zip(line.cells, widths, strict=True)]
    for cells in zip_longest(*wrapped, fillvalue=""):
        yield _row(columns, cells, widths)
    yield from _wrapped(line.note, width, first=_NOTE, later=_NOTE)


def _row(columns: tuple[Column, ...], cells: Sequence[str], widths: list[int]) -> str:
    placed = [
        cell.rjust(size) if column.right else cell.ljust(size)
        for column, cell, size in zip(columns, cells, widths, strict=True)
    ]
    return _INDENT + _GAP.join(placed)


def _widths(table: Table, width: int) -> list[int]:
    """Give each column what its cells need; what is too much is taken from the last column of running text."""
    bodies = zip(*(line.cells for line in table.lines), strict=True)
    widths = [
        max(max(map(len, cells)), max(map(len, column.heading.split("\n"))))
        for column, cells in zip(table.columns, bodies, strict=True)
    ]
    surplus = len(_INDENT) + sum(widths) + len(_GAP) * (len(widths) - 1) - width
    running = [place for place, column in enumerate(table.columns) if not column.right]
    if surplus > 0 and running:
        last = running[-1]
        widths[last] = max(widths[last] - surplus, min(widths[last], _NARROWEST))
    return widths


def to_rich(assessment: Assessment) -> Any:
    """Return the report of one run for a terminal, a renderable of rich.

    The words are those of `to_text`; kinds differ in style as well.
    """
    return styled(of_one(assessment))


def many_to_rich(assessments: Sequence[Assessment]) -> Any:
    """Return several runs side by side for a terminal, a renderable of rich."""
    return styled(of_many(assessments))


def styled(document: Document) -> Any:
    """Return a document as a renderable of rich."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[Any] = [Text(document.headline, style="bold"), *map(Text, document.facts)]
    for section in document.sections:
        parts += [Text(), Text(section.title, style="bold underline")]
        if section.table is not None and section.table.lines:
            parts.append(Padding(_rich_table(section.table), (0, 0, 0, 2)))
        parts += [Padding(Text(said, style="dim"), (0, 0, 0, 2)) for said in section.paragraphs]
    return Group(*parts, Text(), Text(document.foot, style="dim"))


def _rich_table(table: Table) -> Any:
    from rich.table import Table as RichTable
    from rich.text import Text

    made = RichTable(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in table.columns:
        made.add_column(Text(column.heading), justify="right" if column.right else "left", vertical="bottom")
    for line in table.lines:
        made.add_row(*map(Text, line.cells), style=_STYLES.get(line.kind))
    return made
