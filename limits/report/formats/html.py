"""HTML: a fragment for a browser or a notebook, the first sections in the open, the rest to be unfolded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from limits.report.document import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.document import Document, Line, Section, Table
    from limits.report.view import View

_OPEN = 2  # sections that are shown unfolded
_STYLES = {"theorem": "font-weight:bold", "law": "font-weight:bold", "trend": "font-style:italic"}


def render(view: View) -> str:
    """Write a view as an HTML fragment; everything that somebody wrote is escaped.

    Examples
    --------
    >>> import limits
    >>> limits.assess("gpt-3").to("html")[:40]
    '<article><header><h3>gpt-3-175b: 3.14e23'
    """
    document = view.document
    sections = "\n".join(_section(section, place < _OPEN) for place, section in enumerate(document.sections))
    foot = f"<footer><small>{_escaped(document.foot)}</small></footer>"
    return f"<article>{_header(document)}\n{sections}\n{foot}</article>\n"


def _escaped(text: str) -> str:
    return escape(text).replace(NO_BREAK, "&nbsp;")


def _header(document: Document) -> str:
    facts = "".join(f"<p>{_escaped(fact)}</p>" for fact in document.facts)
    return f"<header><h3>{_escaped(document.headline)}</h3>{facts}</header>"


def _section(section: Section, shown: bool) -> str:
    """Write a section; one with a title can be folded."""
    body = "" if section.table is None else _table(section.table)
    body += "".join(f"<p>{_escaped(said)}</p>" for said in section.paragraphs)
    if not section.title:
        return f"<section>{body}</section>"
    return f"<details{' open' if shown else ''}><summary>{_escaped(section.title)}</summary>{body}</details>"


def _table(table: Table) -> str:
    headings = "".join(f'<th scope="col">{_escaped(column.heading)}</th>' for column in table.columns)
    lines = "\n".join(row for line in table.lines for row in _lines(table, line))
    return f"<table><thead><tr>{headings.replace(chr(10), '<br>')}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>"


def _lines(table: Table, line: Line) -> Iterator[str]:
    cells = "".join(
        f'<td style="text-align:{"right" if column.right else "left"}">{_escaped(cell)}</td>'
        for column, cell in zip(table.columns, line.cells, strict=True)
    )
    style = f' style="{_STYLES[line.kind]}"' if line.kind in _STYLES else ""
    yield f"<tr{style}>{cells}</tr>"
    if line.note:
        yield f'<tr><td colspan="{len(table.columns)}"><i>{_escaped(line.note)}</i></td></tr>'
