"""Views of one number: the loss that a law predicts for a run, and a loss in other units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits import scaling
from limits.report.document import Document, Line, Section, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.showing import FOOT, cautions, intervals, known_or_none, shown, titled, written
from limits.report.view import View
from limits.scaling import loss_units
from limits.scaling.frontier import inference
from limits.scaling.uncertain import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling import ScalingLaw

_LABELS = {
    "parameters": ("parameters, as the law counts them", "parameter"),
    "tokens": ("tokens", "token"),
    "compute": ("compute, 6 N D", "FLOP"),
    "loss": ("loss", ""),
    "reducible": ("of it above the irreducible term", ""),
    "excess": ("of it above the best run of this compute", ""),
    "overcompute": ("compute, in units of the least for this loss", "1"),
    "optimal_parameters": ("best model size at this compute", "parameter"),
    "optimal_tokens": ("best number of tokens at this compute", "token"),
    "doubling_gain": ("loss that one more doubling of compute would save", ""),
    "justifying_tokens": ("tokens of inference that would justify this size", "token"),
    "extrapolation": ("decades of compute beyond the runs of the law", "1"),
}
_LARGEST = 700.0  # nat/token, of which the perplexity is still a float


def predicted(law: ScalingLaw, N: float, D: float) -> View:
    """Return the view of the loss that a law predicts for a run."""
    numbers = {name: known_or_none(value) for name, value in _asked(law, N, D).items()}
    lines = [
        Line((label, written(numbers[name], unit or law.loss_unit, name))) for name, (label, unit) in _LABELS.items()
    ]
    C = scaling.frontier.prediction.FLOP_PER_PARAMETER_TOKEN * N * D
    uncertain = drawn(law)
    too_uncertain = uncertain.notes[len(law.notes) :]
    sections = [Section("", table("what|>value", lines), (*cautions(law, C), *too_uncertain))]
    ends = intervals(uncertain, lambda each: _asked(each, N, D))
    if ends is not None:
        sections.append(shown(ends, _LABELS, law.loss_unit))
    said = {"kind": law.kind, "law": law.key, "evidence": law.evidence, "loss_unit": law.loss_unit, **numbers}
    more = {"intervals": ends, "references": list(law.references)}
    return View(Document(titled(law), (), tuple(sections), FOOT), said | more, [tuple(said), tuple(said.values())])


def _asked(law: ScalingLaw, N: float, D: float) -> dict[str, Any]:
    """Return what a law says of a run, by name; arrays if its coefficients are draws."""
    C = scaling.frontier.prediction.FLOP_PER_PARAMETER_TOKEN * N * D
    best = scaling.optimum(law, C)
    return {
        "parameters": N,
        "tokens": D,
        "compute": C,
        "loss": scaling.loss(law, N, D),
        "reducible": scaling.reducible(law, N, D),
        "excess": scaling.excess(law, N, D),
        "overcompute": scaling.overcompute(law, N, D),
        "optimal_parameters": best.parameters,
        "optimal_tokens": best.tokens,
        "doubling_gain": scaling.loss_gained(law, N, D, 2.0),
        "justifying_tokens": inference.justifying_tokens(law, N, D),
        "extrapolation": scaling.extrapolation(law, C),
    }


def converted(loss: float, lengths: Mapping[str, float | None]) -> View:
    """Return the view of a loss in other units, a byte and a character where the length of a token is known.

    Examples
    --------
    >>> converted(1.9, {}).records["perplexity"]
    6.6858944422792685
    """
    perplexity = known_or_none(loss_units.perplexity(loss)) if loss < _LARGEST else None  # beyond it, no float holds it
    record = {"nat/token": loss, "bit/token": loss_units.bits(loss), "perplexity": perplexity}
    for unit in ("byte", "character"):
        length = lengths.get(f"{unit}s_per_token")
        if length is not None:
            record[f"bit/{unit}"] = loss_units.per_unit(loss, length)
    lines = [Line((name, UNKNOWN if value is None else significant(float(value), 6))) for name, value in record.items()]
    note = (
        "Perplexity is for a token. Losses of two tokenizers compare in bit/byte only.",
        *(() if "bit/byte" in record else ("--bytes-per-token gives bit/byte.",)),
    )
    document = Document("One loss", (), (Section("", table("unit|>value", lines), note),), FOOT)
    return View(document, record, [tuple(record), tuple(record.values())])
