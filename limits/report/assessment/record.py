"""The assessment as JSON, a public contract: ``limits.assessment/1``, whose schema ships with the package.

Canonical units, one per field; `null` where something is unknown, with the reason beside it; never NaN or Infinity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits.assessment.records import SCHEMA
from limits.report.formats.json import dumped, plain
from limits.runs.field import NUMBERS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment, RunFacts


def to_json(assessment: Assessment) -> str:
    """Return the assessment of one run as JSON.

    Examples
    --------
    >>> import json, limits
    >>> said = json.loads(to_json(limits.assess("gpt-3")))
    >>> said["schema"], said["run"]["flop"]["unit"], said["bounds"][0]["law"]
    ('limits.assessment/1', 'FLOP', 'landauer')
    """
    return dumped(to_dict(assessment))


def many_to_json(assessments: Sequence[Assessment]) -> str:
    """Return the assessments of several runs as a JSON array."""
    return dumped([to_dict(each) for each in assessments])


def to_dict(assessment: Assessment) -> dict[str, Any]:
    """Return what the JSON of an assessment holds, as plain dictionaries, lists, texts and numbers.

    The records of `limits.assessment.records`, with the numbers and texts of the run as its own keys, and `ladder`: the
    keys of the bounds in the order in which they bind.
    """
    record = plain(assessment)
    record["run"] = _run(assessment.run)
    first = {"schema": SCHEMA, "run": record.pop("run"), "bounds": record.pop("bounds")}
    return {**first, "ladder": [row.law for row in assessment.ladder], **record}


def _run(run: RunFacts) -> dict[str, Any]:
    """Return every field that a run may state, null where it is unknown."""
    return {
        "name": run.name,
        **{row.name: plain(run.numbers.get(row.name)) for row in NUMBERS},
        **{row.name: run.texts.get(row.name) for row in TEXTS},
        "unknown": dict(run.unknown),
        "notes": list(run.notes),
    }
