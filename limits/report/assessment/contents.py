"""What a report holds, and in which order: the ladder, the bounds, the frontier, energy and money, what was assumed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.assessment import bounds as rows
from limits.report.assessment import checks
from limits.report.assessment import run as facts
from limits.report.assessment.frontier import place
from limits.report.document import MARKS, Document, Line, Section, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment

_SIDE_BY_SIDE = "run|>FLOP|binds next|>doublings\nleft|>landauer,\ndecades|>energy|>loss|>excess\nloss"


def of_one(assessment: Assessment) -> Document:
    """Return the report of one run in full."""
    sections = [
        *checks.contradictions(assessment.run),
        rows.ladder(assessment),
        rows.bounds(assessment),
        place(assessment),
        facts.money(assessment),
        facts.assumed(assessment),
        rows.held(assessment),
        rows.conditions(assessment),
        _sources(assessment),
    ]
    sections += checks.sources(assessment.run)
    if assessment.run.notes:
        sections.append(Section("Notes on the run", paragraphs=assessment.run.notes))
    return Document(
        facts.headline(assessment.run),
        (facts.spent(assessment.run), *checks.utilisation(assessment), *_ranges(assessment)),
        tuple(sections),
        facts.foot(assessment),
    )


def _ranges(assessment: Assessment) -> tuple[str, ...]:
    said = facts.ranges(assessment)
    return (f"Ranges {said}.",) if said else ()


def _sources(assessment: Assessment) -> Section:
    from limits.references import entry

    lines = [Line((key, entry(key).line)) for key in assessment.references]
    return Section("Sources", table("key|source", lines))


def of_many(assessments: Sequence[Assessment]) -> Document:
    """Return several runs side by side, a line for each."""
    law = next((a.frontier.law for a in assessments if a.frontier is not None), None)
    frontier = (
        f"Losses are those of the trend {law}, in {rows.loss_unit(assessments[0])}."
        if law
        else "None of the runs has a place on the frontier."
    )
    section = Section("", table(_SIDE_BY_SIDE, [_line(a) for a in assessments]), (frontier,))
    many = "1 run" if len(assessments) == 1 else f"{len(assessments)} runs side by side"
    return Document(many, (), (section,), _foot(assessments))


def _line(assessment: Assessment) -> Line:
    first = assessment.ladder[0] if assessment.ladder else None
    landauer = next((row for row in assessment.bounds if row.law == "landauer"), None)
    found = assessment.frontier
    cells = (
        assessment.run.name,
        numbers.bare(assessment.run.numbers["flop"]),
        f"{MARKS[first.kind]} {first.law}" if first else numbers.UNKNOWN,
        numbers.doublings(first.doublings_left) if first else numbers.UNKNOWN,
        numbers.decades(landauer.headroom) if landauer else numbers.UNKNOWN,
        numbers.quantity(assessment.run.numbers.get("energy")),
        numbers.loss(found.loss) if found else numbers.UNKNOWN,
        numbers.small(found.excess_loss) if found else numbers.UNKNOWN,
    )
    return Line(cells, kind=first.kind if first else "")


def _foot(assessments: Sequence[Assessment]) -> str:
    """Return the last line; one hash stands for those of all inputs."""
    joined = "\n".join(each.input_sha256 for each in assessments)
    return facts.foot(replace(assessments[0], input_sha256=sha256(joined.encode()).hexdigest()))
