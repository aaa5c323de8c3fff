"""The view of one assessment, on one screen or in full, or of several side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment
    from limits.report.document import Document


def one(assessment: Assessment, *, full: bool = False) -> View:
    """Return the view of one run: a screen of text, or all of it if `full`; every other format has all.

    Examples
    --------
    >>> import limits
    >>> print(one(limits.assess("gpt-3")).brief.headline)
    gpt-3-175b: 175B parameters, 300B tokens, 3.14e23 FLOP
    """
    whole = partial(_one, assessment)
    return View(whole, partial(_record, assessment), brief=whole if full else partial(_screen, assessment))


def many(assessments: Sequence[Assessment]) -> View:
    """Return the view of several runs, a line for each; as a record, a list of what one run has."""
    return View(partial(_many, assessments), lambda: [_record(each) for each in assessments])


# Each part is imported when a format asks for it: who wants JSON loads no sentences, who wants text no records.


def _one(assessment: Assessment) -> Document:
    from limits.report.assessment.contents import of_one

    return of_one(assessment)


def _screen(assessment: Assessment) -> Document:
    from limits.report.assessment.screen import first_screen

    return first_screen(assessment)


def _many(assessments: Sequence[Assessment]) -> Document:
    from limits.report.assessment.contents import of_many

    return of_many(assessments)


def _record(assessment: Assessment) -> dict[str, Any]:
    from limits.report.assessment.record import record

    return record(assessment)
