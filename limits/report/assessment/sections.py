"""The parts of a report that can be had by name: one row for each, with what makes its sections."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.errors import UnknownNameError
from limits.report.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from limits.assessment.records import Assessment
    from limits.report.document import Section

__all__ = ["SECTIONS", "document", "every", "named"]


def _imported_when_asked_for(part: str) -> Callable[[Assessment], Sequence[Section]]:
    """Return what makes the sections of a part, which stands in a module of its name: who wants one loads no other."""

    def sections(assessment: Assessment) -> Sequence[Section]:
        made: Sequence[Section] = import_module(f"limits.report.assessment.{part}").sections(assessment)
        return made

    return sections


SECTIONS: MappingProxyType[str, Callable[[Assessment], Sequence[Section]]] = MappingProxyType(
    {part: _imported_when_asked_for(part) for part in ("energy", "model", "memory", "disclosure")}
)
"""What makes the sections of each part, in the order in which a full report has them."""
_BY_NAME = {"disclosure"}  # repeats what a full report says, in another order


def every(assessment: Assessment) -> list[Section]:
    """Return the sections of all parts of a full report."""
    parts = (made for name, made in SECTIONS.items() if name not in _BY_NAME)
    return [section for of_part in parts for section in of_part(assessment)]


def named(names: Iterable[str]) -> tuple[str, ...]:
    """Return the parts that are asked for, each once.

    Raises
    ------
    UnknownNameError
        If there is no such part.

    Examples
    --------
    >>> named(["model", "memory", "model"])
    ('model', 'memory')
    """
    asked = tuple(dict.fromkeys(names))
    for name in asked:
        if name not in SECTIONS:
            raise UnknownNameError("section", name, SECTIONS)
    return asked


def document(assessments: Sequence[Assessment], names: Iterable[str]) -> Document:
    """Return a report of some parts alone, of one run or of several, one run after the other.

    Parameters
    ----------
    assessments
        One run or more.
    names
        Keys of `SECTIONS`; one that is asked for twice comes once.

    Raises
    ------
    UnknownNameError
        If there is no such part.

    Examples
    --------
    >>> import limits
    >>> [section.title for section in document([limits.assess("gpt-3")], ["model"]).sections]
    ['FLOP of the training, by convention', 'FLOP by part, and by way']
    """
    from limits.report.assessment import run as facts

    asked = named(names)
    made = [
        replace(section, title=f"{each.run.name}: {section.title}") if assessments[1:] else section
        for each in assessments
        for name in asked
        for section in SECTIONS[name](each)
    ]
    headline, *others = (facts.headline(each.run) for each in assessments)
    if others:
        from limits.report.assessment.side_by_side import foot as of_many

        foot = of_many(assessments)
    else:
        foot = facts.foot(assessments[0])
    ranges = facts.ranged(assessments) if any(map(_has_range, made)) else ()
    return Document(headline, (*others, *ranges), tuple(made), foot)


def _has_range(section: Section) -> bool:
    """Tell whether a section shows an interval, so that its ends have to be explained."""
    cells = [cell for line in section.table.lines for cell in line.cells] if section.table is not None else []
    return any(" .. " in text for text in (*cells, *section.paragraphs))
