"""What a budget means: what a run takes at known rates, what serving it adds, what each doubling would buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits import scaling
from limits.assessment.records import Value
from limits.report.document import Line, Section, grouped, table
from limits.report.numbers import quantity, significant
from limits.report.scaling.showing import known_or_none, written
from limits.scaling.frontier import budget, inference

if TYPE_CHECKING:
    from limits.cli.frontier.rates import Stated
    from limits.scaling import ScalingLaw

_RESOURCES = {"energy": "J", "cost": "USD", "time": "s"}
_PER = {"energy": ("GWh", 3.6e12), "cost": ("million USD", 1e6), "time": ("day", 86400.0)}
_COLUMNS_OF_DOUBLINGS = {
    "compute": "compute\n[FLOP]",
    "parameters": "parameters",
    "tokens": "tokens",
    "loss": "loss",
    "gain": "saves",
    "extra_energy": "GWh\nmore",
    "extra_cost": "million\nUSD more",
    "extra_time": "days\nmore",
    "extrapolation": "decades\nbeyond",
}


def taken(law: ScalingLaw, C: float, slope: float, known: Stated) -> Section:
    """Return what a run takes at known rates, and what the next of each would buy."""
    lines, origins = [], []
    for (name, amount), rate in zip(known.rates.resources(C)._asdict().items(), known.rates, strict=True):
        if name in known.origins:
            unit, (per, scale) = _RESOURCES[name], _PER[name]
            saved = f"{significant(float(-slope / amount * scale), 2)} {law.loss_unit} per {per}"
            lines.append(Line((name, _read(amount, unit), f"{significant(float(rate))} FLOP/{unit}", saved)))
            origins.append((name, f"{known.origins[name]}."))
    return Section("What it takes", table("what|>amount|>at|>the next saves", lines), tuple(grouped(origins)))


def lifetime(law: ScalingLaw, L: float, served: float, ratio: float) -> tuple[Section, dict[str, Any]]:
    """Return the best model for training and inference beside the best for training alone."""
    alone = inference.optimum(law, L, 0.0)._replace(inference_tokens=served)
    best = inference.optimum(law, L, served, ratio)
    costs = [model.training + ratio * model.inference for model in (alone, best)]
    rows = [
        ("parameters", "parameter", [model.parameters for model in (alone, best)]),
        ("tokens of training", "token", [model.tokens for model in (alone, best)]),
        ("tokens per parameter", "1", [model.tokens / model.parameters for model in (alone, best)]),
        ("compute of training", "FLOP", [model.training for model in (alone, best)]),
        ("compute of inference", "FLOP", [model.inference for model in (alone, best)]),
        ("both, in FLOP of training", "FLOP", costs),
    ]
    lines = [Line((label, *(written(float(value), unit) for value in values))) for label, unit, values in rows]
    beyond = known_or_none(law.fitted.tokens.decades_beyond(best.tokens))
    said = [
        f"Both reach the loss and serve {significant(served)} tokens; a FLOP of inference counts {significant(ratio)}.",
        f"The best for both takes {significant(float(100 * (1 - costs[1] / costs[0])), 2)} % less.",
        "Least 6 N D + 2 N D_inf at one loss (Sardana et al. 2023; primary: their code), as uncertain as alpha, beta.",
    ]
    if beyond:
        where = "above" if beyond > 0 else "below"
        said.append(f"Its tokens lie {abs(beyond):.1f} decades {where} those of the runs behind this law.")
    record = {
        "tokens_served": served,
        "price_ratio": ratio,
        "parameters": float(best.parameters),
        "tokens": float(best.tokens),
        "training_compute": float(best.training),
        "inference_compute": float(best.inference),
        "saved": float(1 - costs[1] / costs[0]),
        "tokens_extrapolation": beyond,
        "reference": "sardana2023",
    }
    return Section("With its inference", table("what|>best for training|>best for both", lines), tuple(said)), record


def doubled(law: ScalingLaw, steps: budget.Doublings, known: Stated) -> tuple[Section, list[dict[str, Any]]]:
    """Return what each doubling would buy, and what it would take beyond the one before."""
    beyond = scaling.extrapolation(law, steps.compute)
    extra = {f"extra_{name}": values for name, values in known.rates.resources(steps.extra)._asdict().items()}
    columns = {**steps._asdict(), **extra, "extrapolation": beyond}
    names = [name for name in _COLUMNS_OF_DOUBLINGS if not name.startswith("extra_") or name[6:] in known.origins]
    records = [
        {"doublings": place, **{name: known_or_none(values[place]) for name, values in columns.items()}}
        for place in range(len(steps.compute))
    ]
    lines = [
        Line((f"{record['doublings']}", *(_stepped(name, record[name]) for name in names)), kind=law.kind)
        for record in records
    ]
    headings = "|".join((">doublings", *(f">{_COLUMNS_OF_DOUBLINGS[name]}" for name in names)))
    ratio = float(2**-law.coefficients.gamma)
    note = f"Each saves {significant(ratio)} times what the one before did, and takes twice as much."
    return Section("Diminishing returns", table(headings, lines), (note,)), records


def _stepped(name: str, value: float | None) -> str:
    """Write a number of a table of doublings; resources stand in the units of `_PER`, alike in all lines."""
    _, scale = _PER.get(name.removeprefix("extra_"), ("", 1.0))
    return written(value and value / scale, "1", name)


def _read(value: float, unit: str) -> str:
    return quantity(Value(float(value), unit))
