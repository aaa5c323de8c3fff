"""The record of an assessment, whose JSON is a public contract: ``limits.assessment/1``; its schema ships.

Canonical units, one per field; None where something is unknown, with the reason beside it; never NaN or infinity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits.assessment.beside import RECORDS
from limits.assessment.records import SCHEMA
from limits.report.parts import parts
from limits.runs.fields import NUMBERS, TEXTS

if TYPE_CHECKING:
    from limits.assessment.records import Assessment, RunFacts


def record(assessment: Assessment) -> dict[str, Any]:
    """Return the parts of an assessment in their order.

    The records of `limits.assessment.records`, with the numbers and texts of the run as its own keys, its estimates as
    keys of the whole, and `ladder`: the keys of the bounds in the order in which they bind.
    """
    named = parts(assessment) or {}
    beside = named.pop("beside")
    first = {"schema": SCHEMA, "run": _run(assessment.run), "bounds": assessment.bounds}
    return {
        **first,
        "ladder": [row.law for row in assessment.ladder],
        **{n: p for n, p in named.items() if n not in first},
        **{name: getattr(beside, name) for name in RECORDS},
    }


def _run(run: RunFacts) -> dict[str, Any]:
    """Return every field that a run may state, None where it is unknown."""
    return {
        "name": run.name,
        **{row.name: run.numbers.get(row.name) for row in NUMBERS},
        **{row.name: run.texts.get(row.name) for row in TEXTS},
        "unknown": dict(run.unknown),
        "notes": list(run.notes),
        "contradictions": list(run.contradictions),
        "sources": list(run.sources),
    }
