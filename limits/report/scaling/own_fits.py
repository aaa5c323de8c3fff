"""Views of what was found in one's own runs: a fitted law, and the efficient frontier of learning curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, Table, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling import first_lines, fitted_forms, implications, misfit
from limits.report.scaling.showing import FOOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.report.view import View
    from limits.scaling.answers.fits import Coefficient, EnvelopeRecord, FitRecord

_DIGITS = 4
_ROUNDING = 1e-9  # below this a gradient is rounding, which differs between machines
_PARTS = ("value", "low", "high", "standard_error")


def fitted(record: FitRecord) -> View:
    """Return the view of a fit."""
    source = f"{record.bootstrap} resamples, seed {record.seed}" if record.bootstrap else "covariance at the minimum"
    source += "" if record.runs == record.points else ", by block" if record.blocks else ", by run"
    facts = {
        "objective": f"{record.objective:.8g}, {_minimised(record)}",
        "runs": f"{record.points}" if record.runs == record.points else _runs(record),
        "converged": "yes" if record.converged else "NO",
        "gradient": f"{max(record.gradient, _ROUNDING):.0e} of the sum of the slopes, or less",
        "starts that agree": f"{record.starts_agreeing} of {record.starts}",
        "loss": f"in {record.loss_unit}",
        "intervals": f"{100 * record.level:g} %, from {source}",
    }
    law = record.implied
    both = record.coefficients.keys() >= {"alpha", "beta"}  # a law of one variable has no best run
    sections = (
        Section("Coefficients", _table(record.coefficients, record.pinned), record.warnings),
        *fitted_forms.asked(record),
        *(implications.sections(law, record.level, record.unknown.get("implied", "")) if both else ()),
        *misfit.sections(record.misfit, record.holdout, record.level),
        Section("The fit", table("what|says", [Line(pair) for pair in facts.items()])),
    )
    document = Document(first_lines.headline(record), first_lines.facts(record), sections, FOOT)
    return answer.view(document, record)


def enveloped(record: EnvelopeRecord) -> View:
    """Return the view of an envelope; its CSV is the envelope itself."""
    touches = [
        Line((touch.curve, f"{significant(touch.low)} FLOP", f"{significant(touch.high)} FLOP"))
        for touch in record.touches
    ]
    sections = [Section("Curves on the frontier", table("curve|>from|>to", touches), record.warnings)]
    if record.coefficients:
        sections.insert(0, Section("L(C) = E + K C^-gamma", _table(record.coefficients), record.cautions))
    curves = len({touch.curve for touch in record.touches})
    of = f"{curves} curve{'' if curves == 1 else 's'}"
    document = Document(f"{kind_shown(record.kind)}: efficient frontier of {of}", (), tuple(sections), FOOT)
    cells = [("compute [FLOP]", f"loss [{record.loss_unit}]"), *zip(record.compute, record.loss, strict=True)]
    return answer.view(document, record, cells)


def _runs(record: FitRecord) -> str:
    """Say how many runs, or blocks of one curve, the rows are."""
    many = f"{record.runs} blocks" if record.blocks else f"{record.runs}"
    return f"{many}, of {record.points} rows"


def _minimised(record: FitRecord) -> str:
    if record.minimised == "squares":
        return "half the sum of squares of the error in the loss"
    if record.delta is None:
        return "half the sum of squares of the error in ln(loss)"
    return f"the sum of Huber's function of the error in ln(loss), delta {record.delta:g}"


def _table(coefficients: Mapping[str, Coefficient], pinned: Sequence[str] = ()) -> Table:
    lines = [
        Line((name, _written(each.value), "pinned", "", ""))
        if name in pinned
        else Line((name, *map(_written, _parts(each))))
        for name, each in coefficients.items()
    ]
    return table("coefficient|>value|>low|>high|>standard error", lines)


def _parts(coefficient: Coefficient) -> tuple[float | None, ...]:
    return tuple(getattr(coefficient, part) for part in _PARTS)


def _written(number: float | None) -> str:
    return UNKNOWN if number is None else significant(number, _DIGITS)
