"""The view of one assessment at length, or of several side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment
    from limits.report.document import Document


def one(assessment: Assessment) -> View:
    """Return the view of one run: briefly on a page, else with conditions and sources.

    Examples
    --------
    >>> import limits
    >>> print(one(limits.assess("gpt-3")).brief.headline)
    gpt-3-175b: 3.14e23 FLOP, 1.75e11 parameters, 3e11 tokens
    """
    return View(
        partial(_one, assessment, at_length=True), partial(_record, assessment), brief=partial(_one, assessment)
    )


def many(assessments: Sequence[Assessment]) -> View:
    """Return the view of several runs, a line for each; as a record, a list of what one run has."""
    return View(partial(_many, assessments), lambda: [_record(each) for each in assessments])


# Each part is imported when a format asks for it: who wants JSON loads no sentences, who wants text no records.


def _one(assessment: Assessment, *, at_length: bool = False) -> Document:
    from limits.report.assessment.contents import of_one

    return of_one(assessment, at_length=at_length)


def _many(assessments: Sequence[Assessment]) -> Document:
    from limits.report.assessment.contents import of_many

    return of_many(assessments)


def _record(assessment: Assessment) -> dict[str, Any]:
    from limits.report.assessment.record import record

    return record(assessment)
