"""The report as Markdown, at length: with the conditions of each bound and the sources in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.report.assessment.contents import of_many, of_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.assessment.records import Assessment
    from limits.report.document import Document, Table

_SPECIAL = re.compile(r"[\\`*\[|]")


def to_markdown(assessment: Assessment) -> str:
    """Return the report of one run as Markdown.

    Examples
    --------
    >>> import limits
    >>> to_markdown(limits.assess("gpt-3")).partition(":")[0]
    '# gpt-3-175b'
    """
    return rendered(of_one(assessment, at_length=True))


def many_to_markdown(assessments: Sequence[Assessment]) -> str:
    """Return several runs side by side as Markdown, a line for each."""
    return rendered(of_many(assessments))


def rendered(document: Document) -> str:
    """Return a document as Markdown with pipe tables."""
    blocks = [f"# {escaped(document.headline)}", *map(escaped, document.facts)]
    for section in document.sections:
        blocks += [f"## {escaped(section.title)}"] if section.title else []
        blocks += ["\n".join(_table(section.table))] if section.table is not None else []
        blocks += ["\n".join(f"- {escaped(said)}" for said in section.paragraphs)] if section.paragraphs else []
    return "\n\n".join([*blocks, f"*{escaped(document.foot)}*"]) + "\n"


def escaped(text: str) -> str:
    r"""Keep what users wrote from being read as Markdown or HTML.

    Examples
    --------
    >>> escaped("a|b <i> *c* operands_inplace")
    'a\\|b &lt;i> \\*c\\* operands_inplace'
    """
    return _SPECIAL.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


def _table(table: Table) -> Iterator[str]:
    """Write a pipe table; notes on its lines stand in a last column where there are any."""
    noted = any(line.note for line in table.lines)
    yield _line([*(column.heading.replace("\n", " ") for column in table.columns), *(["remark"] if noted else [])])
    yield _line([*("---:" if column.right else "---" for column in table.columns), *(["---"] if noted else [])])
    for line in table.lines:
        yield _line([escaped(cell) for cell in (*line.cells, *([line.note] if noted else []))])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
