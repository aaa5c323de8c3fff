"""Text: plain and stable where it is piped, with styles on a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from limits.report.document import ASSUMED, NO_BREAK, Formula
from limits.report.numbers import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.report.document import Column, Document, Table
    from limits.report.view import View

_WIDTH = 100
_GAP = "  "
_INDENT = "  "
_NOTE = " " * 6
_RUNNING = 30  # characters from which a cell is running text
_ENDS, _BLANKS, _NEVER = re.compile(r"(?<= \.\.) "), re.compile(" "), re.compile(r"\Z")  # where cells break
_ENDING = frozenset("\t\n\v\f\r")  # blanks for which `wrap` sets others
_ASCII = str.maketrans(
    {"■": "#", "□": "%", "≈": "^", "≡": ":", "┌": "/", "│": "|", "└": "\\", "≥": ">=", "≤": "<="}
    | {UNKNOWN: "-", ASSUMED: "+", "∝": "~", "·": "*"}
)
# No colour and nothing dim: none has a contrast of 4.5 on white and on a dark blue-green alike, and the reader's own
# foreground is legible. What is proved and what was fitted differ in style as well as in sign and word.
_STYLES = {
    "headline": "bold",
    "title": "underline",
    "first": "bold",
    "model": "italic",
    "trend": "italic",
}


def render(view: View) -> str:
    """Write a view as plain text, a page of 100 columns wide.

    Examples
    --------
    >>> import limits
    >>> text = limits.assess("gpt-3").to("text")
    >>> max(len(line) for line in text.splitlines()) <= 100
    True
    """
    return plain(view.brief)


def styled(view: View) -> Any:
    """Return a view for a terminal, a renderable of rich: the words of `render`, laid out for the terminal's width."""
    from rich.text import Text

    document = view.brief

    class Styled:
        def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
            del console
            for line, style in _laid_out(document, min(options.max_width, document.width or _WIDTH)):
                yield Text(line.rstrip(), style=_STYLES.get(style, ""), overflow="fold")

    return Styled()


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
        from limits.report.formats.formula import GREEK

        letters = _ASCII | str.maketrans({letter: name for name, letter in GREEK.items()})
        return text.translate(letters).encode("ascii", "replace").decode("ascii")
    return text


def plain(document: Document, width: int | None = None) -> str:
    """Return a document as plain text of at most `width` columns, wherever its longest words allow that."""
    width = width or _WIDTH
    width = min(width, document.width or width)
    return "\n".join(line.rstrip() for line, _ in _laid_out(document, width)) + "\n"


def _laid_out(document: Document, width: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a document, each with what it is: that decides its style on a terminal."""
    for line, style in _lines(document, width):
        yield line.replace(NO_BREAK, " "), style


def _lines(document: Document, width: int) -> Iterator[tuple[str, str]]:
    yield from _said(document.headline, width, "headline")
    for fact in document.facts:
        yield from _said(_lettered(fact), width, "fact")
    for section in document.sections:
        yield "", ""
        if section.title:
            yield from _said(section.title, width, "title")
        if section.table is not None:
            yield from _table(_table_lettered(section.table), width)
        for paragraph in section.paragraphs:
            yield from _said(paragraph, width, "paragraph", first=_INDENT, later=_INDENT * 2)
    yield "", ""
    yield from _said(document.foot, width, "foot")


def _lettered(text: str) -> str:
    """Return a formula in letters, any other text as it is."""
    if not isinstance(text, Formula):
        return text
    from limits.report.formats.formula import in_letters  # most reports have none

    return in_letters(text)


def _table_lettered(table: Table) -> Table:
    """Return a table with its formulas in letters; one that has none, as most, is left alone."""
    if not any(isinstance(cell, Formula) for line in table.lines for cell in line.cells):
        return table
    return replace(table, lines=tuple(replace(line, cells=tuple(map(_lettered, line.cells))) for line in table.lines))


def _said(text: str, width: int, style: str, *, first: str = "", later: str = _INDENT) -> Iterator[tuple[str, str]]:
    for line in _wrapped(text, width, first, later):
        yield line, style


def _wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Break lines at blanks only: a name, a number or an address that is longer than a line stays whole."""
    if len(first) + len(text) <= width and text == text.rstrip() != "" and _ENDING.isdisjoint(text):
        return [first + text]
    return wrap(
        text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False, break_long_words=False
    )


def _table(table: Table, width: int) -> Iterator[tuple[str, str]]:
    """Lay a table out in columns, or line by line where names would have to be broken to make room for columns."""
    widths = _widths(table, width)
    if widths is None:
        yield from _stacked(table, width)
        return
    headings = [column.heading.split("\n") for column in table.columns]
    depth = max(map(len, headings))
    for parts in zip(*([""] * (depth - len(heading)) + heading for heading in headings), strict=True):
        yield _row(table, parts, widths), "heading"
    for line in table.lines:
        cells = zip(line.cells, widths, table.columns, strict=True)
        for parts in zip_longest(*(_broken(*cell) for cell in cells), fillvalue=""):
            yield _row(table, parts, widths), line.kind
        yield from _said(line.note, width, "note", first=_NOTE, later=_NOTE)


def _stacked(table: Table, width: int) -> Iterator[tuple[str, str]]:
    """Write each line of a table as a paragraph: its first cell, then the others behind the names of their columns."""
    headings = [column.heading.replace("\n", " ").rstrip(", ") for column in table.columns]
    if headings[0]:
        yield _INDENT + headings[0], "heading"
    for line in table.lines:
        first, *others = (cell.strip() for cell in line.cells)
        yield from _said(first, width, line.kind, first=_INDENT, later=_NOTE)
        named = [f"{name} {cell}".strip() for name, cell in zip(headings[1:], others, strict=True) if cell]
        yield from _said("; ".join(map(_whole, named)), width, "note", first=_NOTE, later=_NOTE)
        yield from _said(line.note, width, "note", first=_NOTE, later=_NOTE)


def _whole(said: str) -> str:
    """Keep what is short on one line."""
    return said.replace(" ", NO_BREAK) if len(said) <= _RUNNING else said


def _broken(cell: str, width: int, column: Column) -> list[str]:
    """Break a cell that is too wide: words between blanks, numbers only between the ends of an interval."""
    if len(cell) <= width:
        return [cell]
    return _ENDS.split(cell) if column.right else _wrapped(cell, width)


def _least(heading: str, cells: Sequence[str], *, right: bool) -> int:
    """Return the width below which a column cannot go: names and kinds stay whole, running text does not."""
    running = any(len(cell) > _RUNNING or NO_BREAK in cell for cell in cells)  # which says where it must not end
    pieces = (piece for cell in cells for piece in (_ENDS if right else _BLANKS if running else _NEVER).split(cell))
    return max(map(len, (*heading.split("\n"), *pieces)))


def _row(table: Table, parts: Sequence[str], widths: list[int]) -> str:
    placed = [
        part.rjust(size) if column.right else part.ljust(size)
        for column, part, size in zip(table.columns, parts, widths, strict=True)
    ]
    return _INDENT + _GAP.join(placed)


def _widths(table: Table, width: int) -> list[int] | None:
    """Give each column what it needs, taking what is too much from the widest; None if names would not stay whole."""
    cells = [[line.cells[place] for line in table.lines] for place in range(len(table.columns))]
    least = [_least(c.heading, texts, right=c.right) for c, texts in zip(table.columns, cells, strict=True)]
    widths = [max(map(len, texts), default=0) for texts in cells]
    widths = list(map(max, widths, least))
    surplus = len(_INDENT) + sum(widths) + len(_GAP) * (len(widths) - 1) - width
    while surplus > 0:
        wide = [place for place, size in enumerate(widths) if size > least[place]]
        if not wide:
            return None
        widths[max(wide, key=widths.__getitem__)] -= 1
        surplus -= 1
    return widths
