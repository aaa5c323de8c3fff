"""The view of one assessment, on one screen or in full, or of several side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.assessment.records import Assessment
    from limits.report.document import Document


def one(assessment: Assessment, *, full: bool = False, asked: Sequence[str] = (), sections: Sequence[str] = ()) -> View:
    """Return the view of one run: a screen of text and a table in LaTeX, or all if `full`; other formats have all.

    Parameters
    ----------
    assessment
        The run beside its bounds.
    full
        Whether text and LaTeX say all.
    asked
        What was asked for beyond the run itself, for the label of the table.
    sections
        Parts of the report that alone are shown to readers (`limits.report.assessment.sections.SECTIONS`); all, if
        none is named. The record is whole all the same.

    Examples
    --------
    >>> import limits
    >>> print(one(limits.assess("gpt-3")).brief.headline)
    gpt-3-175b: 175B parameters, 300B tokens, 3.14e23 FLOP
    """
    record = partial(_record, assessment)
    if sections:
        return View(partial(_parts, [assessment], sections), record)
    whole = partial(_one, assessment)
    if full:
        return View(whole, record)
    return View(whole, record, brief=partial(_screen, assessment), latex=partial(_paper, [assessment], asked))


def many(
    assessments: Sequence[Assessment], *, full: bool = False, asked: Sequence[str] = (), sections: Sequence[str] = ()
) -> View:
    """Return the view of several runs, a line for each; as a record, a list of what one run has; as `one`."""
    if sections:
        return View(partial(_parts, assessments, sections), partial(_records, assessments))
    latex = None if full else partial(_paper, assessments, asked)
    return View(partial(_many, assessments), partial(_records, assessments), latex=latex)


# Each part is imported when a format asks for it: who wants JSON loads no sentences, who wants text no records.


def _one(assessment: Assessment) -> Document:
    from limits.report.assessment.contents import of_one

    return of_one(assessment)


def _screen(assessment: Assessment) -> Document:
    from limits.report.assessment.screen import first_screen

    return first_screen(assessment)


def _many(assessments: Sequence[Assessment]) -> Document:
    from limits.report.assessment.side_by_side import of_many

    return of_many(assessments)


def _paper(assessments: Sequence[Assessment], asked: Sequence[str]) -> str:
    from limits.report.assessment.paper import of_many, of_one

    return of_one(assessments[0], asked) if len(assessments) == 1 else of_many(assessments, asked)


def _parts(assessments: Sequence[Assessment], sections: Sequence[str]) -> Document:
    from limits.report.assessment.sections import document

    return document(assessments, sections)


def _records(assessments: Sequence[Assessment]) -> list[dict[str, Any]]:
    return [_record(each) for each in assessments]


def _record(assessment: Assessment) -> dict[str, Any]:
    from limits.report.assessment.record import record

    return record(assessment)
