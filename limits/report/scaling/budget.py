"""What a budget means: what a run takes at known rates, what serving it adds, what each doubling would buy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.document import Line, Section, grouped, table
from limits.report.numbers import UNKNOWN, quantity, significant
from limits.report.scaling.showing import written
from limits.scaling.answers.optimum import RATES
from limits.value import Value

if TYPE_CHECKING:
    from limits.scaling.answers.doublings import Doubling
    from limits.scaling.answers.lifetime import Lifetime, ServedModel
    from limits.scaling.answers.optimum import Optimal

_PER = {"energy": ("GWh", 3.6e12), "cost": ("million USD", 1e6), "time": ("day", 86400.0)}
_MODEL = {
    "parameters": "parameters",
    "tokens": "tokens of training",
    "tokens_per_parameter": "tokens per parameter",
    "training_compute": "compute of training",
    "inference_compute": "compute of inference",
    "both": "both, in FLOP of training",
}
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


def taken(record: Optimal) -> Section | None:
    """Return what a run takes at known rates, and what the next of each would buy; None if no rate is known."""
    lines, origins = [], []
    for name, rate_name in RATES.items():
        amount, rate, slope = getattr(record, name), getattr(record, rate_name), record.slope
        if amount is None or slope is None:
            continue
        per, scale = _PER[name]
        saved = f"{significant(-slope.value / amount.value * scale, 2)} {slope.unit} per {per}"
        lines.append(
            Line((name, quantity(Value(amount.value, amount.unit)), f"{significant(rate.value)} {rate.unit}", saved))
        )
        origins.append((name, f"{rate.origin.how or 'as given'}."))
    if not lines:
        return None
    return Section("What it takes", table("what|>amount|>at|>the next saves", lines), tuple(grouped(origins)))


def lifetime(record: Lifetime) -> Section:
    """Return the best model for training and inference beside the best for training alone."""
    models = (record.for_training, record.for_both)
    lines = [Line((label, *(_of(model, name) for model in models))) for name, label in _MODEL.items()]
    saved = "" if record.saved is None else significant(100 * record.saved.value, 2)
    served, ratio = (significant(each.value) for each in (record.tokens_served, record.price_ratio))
    said = (
        f"Both reach the loss and serve {served} tokens; a FLOP of inference counts {ratio}.",
        f"The best for both takes {saved} % less.",
        *record.cautions,
    )
    return Section("With its inference", table("what|>best for training|>best for both", lines), said)


def doubled(steps: tuple[Doubling, ...], ratio: Value | None) -> Section:
    """Return what each doubling would buy, and what it would take beyond the one before."""
    last = steps[-1]
    names = [name for name in _COLUMNS_OF_DOUBLINGS if not (name.startswith("extra_") and getattr(last, name) is None)]
    lines = [
        Line((f"{step.doublings}", *(_stepped(name, getattr(step, name)) for name in names)), kind="trend")
        for step in steps
    ]
    headings = "|".join((">doublings", *(f">{_COLUMNS_OF_DOUBLINGS[name]}" for name in names)))
    said = f"Each saves {written(ratio)} times what the one before did, and takes twice as much."
    return Section("Diminishing returns", table(headings, lines), (said,))


def _of(model: ServedModel, name: str) -> str:
    return written(getattr(model, name))


def _stepped(name: str, value: Value | None) -> str:
    """Write a number of a table of doublings; resources stand in the units of `_PER`, alike in all lines."""
    if value is None:
        return UNKNOWN
    _, scale = _PER.get(name.removeprefix("extra_"), ("", 1.0))
    return significant(value.value / scale) if scale != 1.0 else written(value, name, unit=False)
