"""Views of what scaling laws predict: the loss of a run, the optimum of a budget, a loss in other units."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from limits import __version__, scaling
from limits.cli.view import View
from limits.constants import CODATA2022
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling import ScalingLaw

_FOOT = f"limits {__version__}"
_LOSS_DIGITS = 5
_COLUMNS = {
    "compute": ">compute\n[FLOP]",
    "parameters": ">parameters",
    "tokens": ">tokens",
    "tokens_per_parameter": ">tokens per\nparameter",
    "loss": ">loss",
    "extrapolation": ">decades of compute\nbeyond its runs",
}
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
    "extrapolation": ("decades of compute beyond the runs of the law", "1"),
}


def predicted(law: ScalingLaw, N: float, D: float) -> View:
    """Return the view of the loss that a law predicts for a run."""
    C = scaling.frontier.FLOP_PER_PARAMETER_TOKEN * N * D
    best = scaling.optimum(law, C)
    record = {
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
        "extrapolation": scaling.extrapolation(law, C),
    }
    numbers = {name: _known(value) for name, value in record.items()}
    lines = [
        Line((label, _written(numbers[name], unit or law.loss_unit, name))) for name, (label, unit) in _LABELS.items()
    ]
    document = Document(_headline(law), (), (Section("", table("what|>value", lines), _cautions(law, C)),), _FOOT)
    said = {"kind": law.kind, "law": law.key, "loss_unit": law.loss_unit, **numbers}
    return View(document, said | {"references": list(law.references)}, [tuple(said), tuple(said.values())])


def compared(laws: Sequence[ScalingLaw], asked: float, of_loss: bool) -> View:
    """Return the view of the optimum of several laws, for a compute or for a loss.

    Raises
    ------
    NoSolutionError
        When the only law asked never reaches the loss.
    """
    if of_loss and len(laws) == 1:
        scaling.compute_for_loss(laws[0], asked)
    records = [_optimum(law, asked, of_loss=of_loss) for law in laws]
    lines = [
        Line((law.key, *(_written(record[name], "1", name) for name in _COLUMNS)), kind=law.kind)
        for law, record in zip(laws, records, strict=True)
    ]
    what = (
        f"least compute for a loss of {significant(asked, 6)}" if of_loss else f"best run of {significant(asked)} FLOP"
    )
    columns = "|".join(("law", *_COLUMNS.values()))
    if len(laws) > 1:
        said = [f"{record['law']}: {record['because']}." for record in records if record["because"]]
        said += [f"{law.key}: {note}" for law in laws if law.coefficients.q != 1 for note in law.notes]
        paragraphs = (*_spread(records), *said)
    else:
        paragraphs = _cautions(laws[0], records[0]["compute"])
    sections = (Section("", table(columns, lines), paragraphs),)
    keys = tuple(records[0])
    cells = [keys, *(tuple(record[key] for key in keys) for record in records)]
    headline = f"{kind_shown('trend')}s: {what}" if len(laws) > 1 else f"{_headline(laws[0])}: {what}"
    return View(Document(headline, (), sections, _FOOT), records if len(laws) > 1 else records[0], cells)


def converted(loss: float, bytes_per_token: float | None) -> View:
    """Return the view of a loss in other units.

    Examples
    --------
    >>> converted(1.9, None).records["perplexity"]
    6.6858944422792685
    """
    bits = loss / CODATA2022.ln2
    record = {"nat/token": loss, "bit/token": bits, "perplexity": math.exp(loss)}
    if bytes_per_token is not None:
        record["bit/byte"] = bits / bytes_per_token
    lines = [Line((name, significant(value, 6))) for name, value in record.items()]
    note = (
        "Perplexity is for a token. Losses of two tokenizers compare in bit/byte only.",
        *(() if bytes_per_token is not None else ("--bytes-per-token gives bit/byte.",)),
    )
    document = Document("One loss", (), (Section("", table("unit|>value", lines), note),), _FOOT)
    return View(document, record, [tuple(record), tuple(record.values())])


def _optimum(law: ScalingLaw, asked: float, *, of_loss: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": law.kind, "law": law.key, "because": None}
    numbers = dict.fromkeys(("compute", "parameters", "tokens", "tokens_per_parameter", "loss", "extrapolation"))
    if of_loss and asked <= law.coefficients.E:
        record["because"] = f"the irreducible loss of this fit is {law.coefficients.E:.4g}"
        return {**record, **numbers, "loss_unit": law.loss_unit}
    C = float(scaling.compute_for_loss(law, asked)) if of_loss else asked
    best = scaling.optimum(law, C)
    found = {
        "compute": C,
        "parameters": best.parameters,
        "tokens": best.tokens,
        "tokens_per_parameter": best.tokens_per_parameter,
        "loss": best.loss,
        "extrapolation": scaling.extrapolation(law, C),
    }
    return {**record, **{name: _known(value) for name, value in found.items()}, "loss_unit": law.loss_unit}


def _spread(records: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Say how far several laws are apart."""
    sizes = [record["parameters"] for record in records if record["parameters"]]
    if len(sizes) < 2:  # noqa: PLR2004 - a spread is between two
        return ()
    apart = significant(max(sizes) / min(sizes))
    losses = "Their losses belong to different tokenizers and corpora and do not compare."
    return (f"Best sizes differ by a factor of {apart} between these laws. {losses}",)


def _cautions(law: ScalingLaw, compute: float) -> tuple[str, ...]:
    """Return what must be said beside the answer of one law."""
    said = list(law.notes)
    beyond = _known(scaling.extrapolation(law, compute))
    if beyond:
        where = "above" if beyond > 0 else "below"
        said.append(f"An extrapolation: {abs(beyond):.1f} decades {where} the compute of the runs behind this law.")
    if law.counts != "total":
        said.append(f"N counts {law.counts} parameters.")
    return tuple(said)


def _headline(law: ScalingLaw) -> str:
    return f"{kind_shown(law.kind)} {law.key}: {law.title}"


def _written(value: float | None, unit: str, name: str = "") -> str:
    if value is None:
        return "\N{EN DASH}"
    if name == "extrapolation":
        return f"{value:.1f}"
    digits = _LOSS_DIGITS if name in {"loss", "overcompute"} else 3
    return significant(value, digits) if unit == "1" else f"{significant(value, digits)} {unit}"


def _known(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None
