"""The few forms of Markdown that the reference pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by docs/generate.py from the records of the package: change those, then run it. -->"


def page(title: str, *parts: str) -> str:
    """Return a page that says in its source where it comes from."""
    return "\n\n".join((f"# {title}", NOTICE, *(part.strip("\n") for part in parts))) + "\n"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Return a table; a bar inside a cell is escaped, an absent value left blank, a column without any left out.

    Examples
    --------
    >>> print(table(["law", "unit", "note"], [["a|b", None, ""], ["c", "J", ""]]))
    | law | unit |
    |---|---|
    | a\|b |  |
    | c | J |
    """
    lines = [[_cell(cell) for cell in line] for line in rows]
    kept = [place for place in range(len(headers)) if any(line[place] for line in lines)]
    drawn = ["| " + " | ".join(line[place] for place in kept) + " |" for line in (headers, *lines)]
    return "\n".join([drawn[0], "|" + "---|" * len(kept), *drawn[1:]])


def block(kind: str, text: str) -> str:
    """Return a fenced block."""
    return f"```{kind}\n{text.rstrip()}\n```"


def bullets(lines: Iterable[str]) -> str:
    """Return a list."""
    return "\n".join(f"- {line}" for line in lines)


def code(text: object) -> str:
    """Return a text set as code; nothing stays nothing."""
    return f"`{text}`" if str(text) else ""


def _cell(cell: object) -> str:
    return "" if cell is None else str(cell).replace("|", "\\|").replace("\n", " ")
