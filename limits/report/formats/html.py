"""The report for a notebook: the ladder and the bounds in the open, the rest to be unfolded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from limits.report.assessment.contents import of_many, of_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.assessment.records import Assessment
    from limits.report.document import Document, Line, Section, Table

_OPEN = 2  # sections that are shown unfolded
_STYLES = {"theorem": "font-weight:bold", "law": "font-weight:bold", "trend": "font-style:italic"}


def to_html(assessment: Assessment) -> str:
    """Return the report of one run as an HTML fragment.

    Examples
    --------
    >>> import limits
    >>> to_html(limits.assess("gpt-3"))[:29]
    '<div><p><b>gpt-3-175b: 3.14e2'
    """
    return rendered(of_one(assessment, at_length=True))


def many_to_html(assessments: Sequence[Assessment]) -> str:
    """Return several runs side by side as an HTML fragment."""
    return rendered(of_many(assessments))


def rendered(document: Document) -> str:
    """Return a document as an HTML fragment; everything that somebody wrote is escaped."""
    head = "".join(f"<br>{escape(fact)}" for fact in document.facts)
    sections = "\n".join(_section(section, place < _OPEN) for place, section in enumerate(document.sections))
    foot = f"<p><small>{escape(document.foot)}</small></p>"
    return f"<div><p><b>{escape(document.headline)}</b>{head}</p>\n{sections}\n{foot}</div>\n"


def _section(section: Section, shown: bool) -> str:
    body = "".join([_table(section.table)] if section.table is not None else [])
    body += "".join(f"<p>{escape(said)}</p>" for said in section.paragraphs)
    return f"<details{' open' if shown else ''}><summary>{escape(section.title)}</summary>{body}</details>"


def _table(table: Table) -> str:
    headings = "".join(f"<th>{escape(column.heading)}</th>".replace("\n", "<br>") for column in table.columns)
    lines = "\n".join(row for line in table.lines for row in _lines(table, line))
    return f"<table><thead><tr>{headings}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>"


def _lines(table: Table, line: Line) -> Iterator[str]:
    cells = "".join(
        f'<td style="text-align:{"right" if column.right else "left"}">{escape(cell)}</td>'
        for column, cell in zip(table.columns, line.cells, strict=True)
    )
    yield f'<tr style="{_STYLES.get(line.kind, "")}">{cells}</tr>'
    if line.note:
        yield f'<tr><td></td><td colspan="{len(table.columns) - 1}"><i>{escape(line.note)}</i></td></tr>'
