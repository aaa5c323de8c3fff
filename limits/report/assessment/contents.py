"""What a report holds, and in which order: the ladder, the bounds, the frontier, energy and money, what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.assessment import bounds as rows
from limits.report.assessment import checks, energy
from limits.report.assessment import run as facts
from limits.report.assessment.frontier import place
from limits.report.assessment.sections import every
from limits.report.document import Document, Line, Section, table

if TYPE_CHECKING:
    from limits.assessment.records import Assessment


def of_one(assessment: Assessment) -> Document:
    """Return the report of one run in full."""
    sections = [
        *checks.contradictions(assessment.run),
        rows.ladder(assessment),
        rows.bounds(assessment),
        place(assessment),
        *every(assessment),
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
        (
            *filter(None, (facts.spent(assessment.run), energy.line(assessment))),
            *checks.utilisation(assessment),
            *facts.ranged([assessment]),
        ),
        tuple(sections),
        facts.foot(assessment),
    )


def _sources(assessment: Assessment) -> Section:
    from limits.references import entry

    estimates = (assessment.flop_counts, assessment.memory_per_device)
    keys = (*assessment.references, *(key for each in estimates for key in each.references))
    lines = [Line((key, entry(key).line)) for key in dict.fromkeys(keys)]
    return Section("Sources", table("key|source", lines))
