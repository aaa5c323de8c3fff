"""What the views of ``limits frontier`` have in common: how a number is written, what must be said beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from limits import __version__, scaling
from limits.draws import interval
from limits.report.document import Line, Section, kind_shown, table
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from limits.scaling import ScalingLaw

FOOT = f"limits {__version__}"
_LOSS_DIGITS = 5
_ENDS = "5 and 95 % points of the coefficients' joint uncertainty: of the fit, as if its form were right."


def titled(law: ScalingLaw) -> str:
    """Return kind, key and title of a law on one line."""
    return f"{kind_shown(law.kind)} {law.key}: {law.title}"


def cautions(law: ScalingLaw, compute: float) -> tuple[str, ...]:
    """Return what must be said beside the answer of one law."""
    said = [*law.notes, f"Evidence: {law.evidence}, {law.source}."]
    beyond = known_or_none(scaling.extrapolation(law, compute))
    if beyond:
        where = "above" if beyond > 0 else "below"
        said.append(f"An extrapolation: {abs(beyond):.1f} decades {where} the compute of the runs behind this law.")
    if law.counts != "total":
        said.append(f"N counts {law.counts} parameters.")
    return tuple(said)


def written(value: float | None, unit: str, name: str = "") -> str:
    """Write a number with its unit, to the digits that fit its name; a dash for one that is not known."""
    if value is None:
        return "\N{EN DASH}"
    if name == "extrapolation":
        return f"{value:.1f}"
    if name == "justifying_tokens" and value < 0:
        return "none: too few tokens of training"
    digits = _LOSS_DIGITS if name in {"loss", "overcompute"} else 3
    return significant(value, digits) if unit == "1" else f"{significant(value, digits)} {unit}"


def known_or_none(value: Any) -> float | None:
    """Return a finite number, and None for any other."""
    return float(value) if math.isfinite(value) else None


def intervals(
    uncertain: ScalingLaw, ask: Callable[[ScalingLaw], Mapping[str, Any]]
) -> dict[str, tuple[float, float]] | None:
    """Return the 5 and 95 % points of what a law answers, over its uncertain coefficients; None if it has none.

    Parameters
    ----------
    uncertain
        A scaling law as `drawn` returns it.
    ask
        The question: takes a law, whose coefficients may be draws, and returns numbers or draws by name.
    """
    if np.ndim(uncertain.coefficients.A) == 0:
        return None
    found = {name: np.asarray(values) for name, values in ask(uncertain).items()}
    ends = {name: interval(values) for name, values in found.items() if values.ndim and np.ptp(values) > 0}
    return {name: (float(low), float(high)) for name, (low, high) in ends.items()}


def shown(ends: Mapping[str, tuple[float, float]], labels: Mapping[str, tuple[str, str]], unit: str) -> Section:
    """Return intervals as a section: a line for each number, in the unit of its label or that of the losses."""
    lines = [
        Line((labels[name][0], *(written(end, labels[name][1] or unit, name) for end in ends[name])))
        for name in labels
        if name in ends
    ]
    return Section("Intervals of the fit, 90 %", table("what|>low|>high", lines), (_ENDS,))
