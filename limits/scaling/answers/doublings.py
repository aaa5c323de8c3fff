"""What each doubling of a run's compute would buy, and what it would take at known rates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.scaling.answers.asked import LAW_UNIT, NO_RANGE
from limits.scaling.frontier.prediction import extrapolation
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.frontier import budget
    from limits.scaling.law import ScalingLaw

__all__ = ["Doubling", "doubled"]

_UNITS = {
    "compute": "FLOP",
    "parameters": "parameter",
    "tokens": "token",
    "loss": LAW_UNIT,
    "gain": LAW_UNIT,
    "extra_energy": "J",
    "extra_cost": "USD",
    "extra_time": "s",
    "extrapolation": "1",
}


@frozen
class Doubling:
    """A run after some doublings of compute; `gain` and what is extra are beyond the doubling before.

    `unknown` says why a number is null.
    """

    doublings: int
    compute: Value | None
    parameters: Value | None
    tokens: Value | None
    loss: Value | None
    gain: Value | None
    extra_energy: Value | None
    extra_cost: Value | None
    extra_time: Value | None
    extrapolation: Value | None
    unknown: dict[str, str]


def doubled(
    law: ScalingLaw, steps: budget.Doublings, rates: budget.Rates, unstated: Mapping[str, str]
) -> tuple[Doubling, ...]:
    """Return a run and doublings of its compute along its expansion path as records.

    Parameters
    ----------
    law, steps
        A scaling law, and the doublings of one run.
    rates, unstated
        Compute per joule, dollar and second, NaN where not stated, and why energy, cost or time are not known then.

    Examples
    --------
    >>> from limits import scaling
    >>> from limits.scaling.frontier import budget
    >>> law = scaling.get("besiroglu2024")
    >>> best = scaling.optimum(law, 1e24)
    >>> steps = budget.doublings(law, best.parameters, best.tokens, 2)
    >>> rows = doubled(law, steps, budget.Rates(per_joule=2e11), {})
    >>> [f"{row.loss:.4f}" for row in rows], f"{rows[2].extra_energy:.2g} {rows[2].extra_energy.unit}"
    (['1.9597', '1.9431', '1.9285'], '1e+13 J')
    >>> rows[0].gain, rows[0].unknown["gain"]
    (None, 'the run itself, before any doubling')
    """
    extra = {f"extra_{name}": values for name, values in rates.resources(steps.extra)._asdict().items()}
    columns = {name: values for name, values in steps._asdict().items() if name != "extra"}
    columns |= extra | {"extrapolation": extrapolation(law, steps.compute)}
    reasons = {f"extra_{name}": why for name, why in unstated.items()} | {"extrapolation": NO_RANGE}
    rows = []
    for place in range(len(steps.compute)):
        values: dict[str, Any] = {}
        unknown = {}
        for name, column in columns.items():
            number = float(column[place])
            values[name] = Value(number, _UNITS[name] or law.loss_unit) if math.isfinite(number) else None
            if values[name] is None:
                unknown[name] = reasons.get(name, BEYOND_FLOATS if place else "the run itself, before any doubling")
        rows.append(Doubling(place, **values, unknown=unknown))
    return tuple(rows)
