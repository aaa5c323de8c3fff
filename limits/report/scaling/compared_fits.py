"""The view of several forms fitted to the same runs: one table, and what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.showing import FOOT

if TYPE_CHECKING:
    from limits.report.view import View
    from limits.scaling.answers.several_fits import FitsRecord, FormRecord

_HEADINGS = "form|>coefficients|>rms error|>criterion over the best|converged"
_MEANS = (
    "The criterion is AICc, which counts coefficients. By convention forms within 2 explain the runs as well; from 10 "
    "on a form is out of the question. It compares forms among these runs, and says nothing of losses far beyond them."
)


def compared_fits(record: FitsRecord) -> View:
    """Return the view of a comparison of forms."""
    runs = f"{record.runs} runs" if record.runs == record.points else f"{record.points} rows of {record.runs} runs"
    formulas = [Line((each.form, each.formula)) for each in record.forms]
    sections = [
        Section("Forms, the best first", table(_HEADINGS, [_line(each) for each in record.forms]), (_MEANS,)),
        Section("What they say", table("form|says", formulas)),
    ]
    if warned := [f"{each.form}: {said}" for each in record.forms for said in each.warnings]:
        sections.append(Section("Warnings", None, tuple(warned)))
    title = f"{kind_shown(record.kind)}: {record.says} ({runs})"
    return answer.view(Document(title, (), tuple(sections), FOOT), record)


def _line(form: FormRecord) -> Line:
    over = UNKNOWN if form.criterion is None else f"{form.criterion:.1f}"
    rms = f"{significant(100.0 * form.rms, 3)} %"
    return Line((form.form, str(form.fitted), rms, over, "yes" if form.converged else "NO"))
