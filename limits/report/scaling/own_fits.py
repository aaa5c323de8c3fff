"""Views of what was found in one's own runs: a fitted law, and the efficient frontier of learning curves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.fit import fit_to_dict
from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling import Envelope, Estimate, Fit

_FOOT = f"limits {__version__}"
_DIGITS = 4
_ROUNDING = 1e-9  # below this a gradient is rounding, which differs between machines
_FORMULAS = {
    "hoffmann": "L(N, D) = E + A N^-alpha + B D^-beta",
    "hoffmann-tied": "L(N, D) = E + A N^-alpha + B D^-beta, alpha = beta",
}
_HEADERS = ("coefficient", "value", "low", "high", "standard_error")


def fitted(fit: Fit, seed: int) -> View:
    """Return the view of a fit."""
    record = fit_to_dict(fit, seed)
    source = f"{len(fit.resamples)} resamples, seed {seed}" if len(fit.resamples) else "covariance at the minimum"
    facts = {
        "objective": f"{fit.objective:.8g}, {_minimised(fit)}",
        "runs": f"{len(fit.points)}",
        "converged": "yes" if fit.converged else "NO",
        "gradient": f"{max(fit.gradient, _ROUNDING):.0e} of the sum of the slopes, or less",
        "starts that agree": f"{fit.starts_agreeing} of {fit.starts}",
        "intervals": f"95 %, from {source}",
    }
    sections = (
        Section("Coefficients", _table(fit.coefficients), fit.warnings),
        Section("The fit", table("what|says", [Line(pair) for pair in facts.items()])),
    )
    document = Document(f"{kind_shown('trend')}: {_FORMULAS[fit.form]}", (), sections, _FOOT)
    return View(document, record, _cells(fit.coefficients))


def enveloped(envelope: Envelope) -> View:
    """Return the view of an envelope; its CSV is the envelope itself."""
    touches = [
        Line((touch.curve, f"{significant(touch.low)} FLOP", f"{significant(touch.high)} FLOP"))
        for touch in envelope.touches
    ]
    sections = [Section("Curves on the frontier", table("curve|>from|>to", touches), envelope.warnings)]
    if envelope.coefficients:
        said = "Intervals hold the scatter between curves, not that the least of many noisy readings lies low."
        sections.insert(0, Section("L(C) = E + K C^-gamma", _table(envelope.coefficients), (said,)))
    record = {
        "kind": "trend",
        "coefficients": {
            name: dict(zip(_HEADERS[1:], map(_known, each), strict=True))
            for name, each in envelope.coefficients.items()
        },
        "objective": _known(envelope.objective),
        "converged": envelope.converged,
        "touches": [touch._asdict() for touch in envelope.touches],
        "compute": envelope.compute.tolist(),
        "loss": envelope.loss.tolist(),
        "warnings": list(envelope.warnings),
    }
    headline = f"{kind_shown('trend')}: efficient frontier of {len({t.curve for t in envelope.touches})} curves"
    cells = [("compute [FLOP]", "loss [nat/token]"), *zip(record["compute"], record["loss"], strict=True)]
    return View(Document(headline, (), tuple(sections), _FOOT), record, cells)


def _minimised(fit: Fit) -> str:
    if fit.objective_name == "squares":
        return "half the sum of squares of the error in the loss"
    if math.isinf(fit.delta):
        return "half the sum of squares of the error in ln(loss)"
    return f"the sum of Huber's function of the error in ln(loss), delta {fit.delta:g}"


def _table(coefficients: Mapping[str, Estimate]) -> Any:
    lines = [Line((name, *map(_written, estimate))) for name, estimate in coefficients.items()]
    return table("coefficient|>value|>low|>high|>standard error", lines)


def _cells(coefficients: Mapping[str, Estimate]) -> list[tuple[object, ...]]:
    return [_HEADERS, *((name, *map(_known, estimate)) for name, estimate in coefficients.items())]


def _written(number: float) -> str:
    return significant(number, _DIGITS) if math.isfinite(number) else UNKNOWN


def _known(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None
