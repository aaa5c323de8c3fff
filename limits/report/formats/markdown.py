"""Markdown: headings, lists and pipe tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.report.document import NO_BREAK, Formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.document import Table
    from limits.report.view import View

_SPECIAL = re.compile(r"[\\`*\[|]")


def render(view: View) -> str:
    """Write a view as Markdown with pipe tables.

    Examples
    --------
    >>> import limits
    >>> limits.assess("gpt-3").to("markdown").partition(":")[0]
    '# gpt-3-175b'
    """
    document = view.document
    blocks = [f"# {escaped(document.headline)}", *map(_set, document.facts)]
    for section in document.sections:
        blocks += [f"## {escaped(section.title)}"] if section.title else []
        blocks += ["\n".join(_table(section.table))] if section.table is not None else []
        blocks += ["\n".join(f"- {escaped(said)}" for said in section.items)] if section.paragraphs else []
    return "\n\n".join([*blocks, f"*{escaped(document.foot)}*"]) + "\n"


def escaped(text: str) -> str:
    r"""Keep what users wrote from being read as Markdown or HTML.

    Examples
    --------
    >>> escaped("a|b <i> *c* operands_inplace")
    'a\\|b &lt;i> \\*c\\* operands_inplace'
    """
    plain = text.replace(NO_BREAK, " ").replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\g<0>", plain)


def _set(said: str) -> str:
    """Write a fact or a cell; a formula stands between dollars, as what shows Markdown sets it."""
    if not isinstance(said, Formula):
        return escaped(said)
    return f"${said.replace('|', chr(92) + 'vert ')}$"


def _table(table: Table) -> Iterator[str]:
    """Write a pipe table; notes on its lines stand in a last column where there are any."""
    noted = any(line.note for line in table.lines)
    yield _line([*(column.heading.replace("\n", " ") for column in table.columns), *(["remark"] if noted else [])])
    yield _line([*("---:" if column.right else "---" for column in table.columns), *(["---"] if noted else [])])
    for line in table.lines:
        yield _line([_set(cell) for cell in (*line.cells, *([line.note] if noted else []))])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
