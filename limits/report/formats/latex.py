r"""LaTeX: a fragment for a paper, tables of the package booktabs, kinds in words.

What is shown is the document of a view, number by number; a view that has LaTeX of its own, such as the equation of a
law, is written as that.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.report.document import SIGNS, Formula
from limits.report.formats.tex import KINDS, comment, escaped, numbers_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.document import Column, Document, Line, Section, Table
    from limits.report.view import View

_PACKAGES = "amsmath, amssymb, booktabs, longtable"
_LONGEST = 30  # lines of print of a table that stays on one page
_RUNNING = 30  # characters from which a cell is running text, whose column has a width and breaks lines
_LETTERS = 95  # that a line holds, for the widths of such columns
_NARROWEST, _GAP = 0.15, 0.03  # of the line: the least for such a column, and what stands between two


def render(view: View) -> str:
    r"""Write a view as a LaTeX fragment.

    Examples
    --------
    >>> from limits.report.document import Document, Line, Section, table
    >>> from limits.report.view import View
    >>> lines = [Line(("R&D", "3.8e25", "■ theorem"))]
    >>> print(render(View(Document("One run", (), (Section("", table("run|>FLOP|kind", lines)),), "limits 1"), None)))
    % limits 1
    % needs the packages amsmath, amssymb, booktabs, longtable
    \paragraph{One run}
    <BLANKLINE>
    \begin{center}
    \begin{tabular}{lrl}
    \toprule
    run & FLOP & kind \\
    \midrule
    R\&D & $3.8 \times 10^{25}$ & theorem \\
    \bottomrule
    \end{tabular}
    \end{center}
    <BLANKLINE>
    """
    return view.latex or "\n".join(_whole(view.document)) + "\n"


def _cell(text: str, kind: str = "") -> str:
    """Write a cell of a table; a sign that stands for the kind of its line becomes the word."""
    if isinstance(text, Formula):
        return f"${text}$"
    if kind and text.startswith(mark := f"{SIGNS[kind]} ") and text not in KINDS:
        text = f"{text.removeprefix(mark)} ({kind})"
    return numbers_set(escaped(text))


def _whole(document: Document) -> Iterator[str]:
    yield comment(document.foot)
    yield f"% needs the packages {_PACKAGES}"
    yield rf"\paragraph{{{escaped(document.headline)}}}"
    for fact in document.facts:
        yield rf"\[ {fact} \]" if isinstance(fact, Formula) else escaped(fact) + "\n"
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield rf"{chr(10)}\paragraph{{{escaped(section.title)}}}" if section.title else ""
    if section.table is not None and section.table.lines:
        yield from _table(section.table)
    if section.paragraphs:
        yield r"\begin{itemize}"
        yield from (rf"\item {escaped(said)}" for said in section.items)
        yield r"\end{itemize}"


def _table(table: Table) -> Iterator[str]:
    """Write a table; one that is longer than a page goes over several and repeats its heading."""
    shares = _shares(table)
    long = sum(_depth(line, shares) for line in table.lines) > _LONGEST
    columns = "".join(map(_column, table.columns, shares))
    yield rf"\begin{{longtable}}{{{columns}}}" if long else f"\\begin{{center}}\n\\begin{{tabular}}{{{columns}}}"
    yield r"\toprule"
    yield _row(map(_heading, table.columns))
    yield r"\midrule" + (r" \endhead" if long else "")
    for line in table.lines:
        yield from _lines(line, len(table.columns))
    yield r"\bottomrule"
    yield r"\end{longtable}" if long else "\\end{tabular}\n\\end{center}"


def _heading(column: Column) -> str:
    """Write a heading, in as many lines as it has."""
    lines = r"\\".join(map(escaped, column.heading.split("\n")))
    return rf"\shortstack[{_side(column)}]{{{lines}}}" if "\n" in column.heading else lines


def _side(column: Column) -> str:
    return "r" if column.right else "l"


def _shares(table: Table) -> list[float]:
    """Return the share of the line that each column of running text gets of what the others leave; 0 for the others."""
    longest = [max(len(line.cells[place]) for line in table.lines) for place in range(len(table.columns))]
    running = [size > _RUNNING and not column.right for size, column in zip(longest, table.columns, strict=True)]
    kept = sum(size for size, breaks in zip(longest, running, strict=True) if not breaks) / _LETTERS
    share = max((1.0 - kept) / max(sum(running), 1) - _GAP, _NARROWEST)
    return [share if breaks else 0.0 for breaks in running]


def _column(column: Column, share: float) -> str:
    return rf"p{{{share:.2f}\linewidth}}" if share else _side(column)


def _depth(line: Line, shares: list[float]) -> int:
    """Return how many lines of print a line of a table takes, about."""
    broken = (
        math.ceil(len(cell) / (share * _LETTERS)) for cell, share in zip(line.cells, shares, strict=True) if share
    )
    return max(broken, default=1) + bool(line.note)


def _lines(line: Line, columns: int) -> Iterator[str]:
    yield _row(_cell(cell, line.kind) for cell in line.cells)
    if line.note:
        yield rf"\multicolumn{{{columns}}}{{p{{0.9\linewidth}}}}{{\quad\emph{{{escaped(line.note)}}}}} \\"


def _row(cells: Iterator[str]) -> str:
    return " & ".join(cells) + r" \\"
