"""What a fitted law implies: exponents of the best runs, the best run of a compute, where both terms weigh the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.interval import LEAST, MOST
from limits.scaling.answers.asked import QUIETLY, Numbers, derived, numbers
from limits.scaling.answers.optimum import ABOUT, answered
from limits.scaling.frontier import balance, prediction
from limits.scaling.uncertain import LINEAR, known, refused, spread
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.law import ScalingLaw
    from limits.typing import Num
    from limits.value import Origin

__all__ = ["Balance", "BestRun", "Implied", "implied"]

_OPEN = "No intervals: nobody says how uncertain the coefficients are together, or the runs leave one of them open."
_ROUNDING = 1e-9  # of a slope along which an answer is followed
_BEST = ("compute", "parameters", "tokens", "tokens_per_parameter", "loss", "extrapolation")
_EXPONENTS: dict[str, tuple[str, Origin]] = {
    "parameters_exponent": ("1", derived("a = beta/(alpha + beta): best N ~ C^a")),
    "tokens_exponent": ("1", derived("b = alpha/(alpha + beta): best D ~ C^b")),
    "loss_exponent": ("1", derived("gamma = alpha beta/(alpha + beta): least L - E ~ C^-gamma")),
    "ratio_exponent": ("1", derived("b - a: best D/N ~ C^(b - a)")),
    "balance_exponent": ("1", derived("alpha/beta - 1: D/N of equal terms ~ N^(alpha/beta - 1)")),
}
_OF_BALANCE = {
    "parameters": ("parameter", GIVEN),
    "tokens_per_parameter": ("1", derived("D/N where A N^-alpha = B D^-beta")),
}


@frozen
class BestRun:
    """The best run of a compute: `largest` is that of the runs behind the law; `extrapolation` in decades beyond it."""

    largest: bool
    compute: Value | None
    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    loss: Value | None
    extrapolation: Value | None


@frozen
class Balance:
    """Tokens per parameter with which the terms of size and data are equal, for a model of some parameters."""

    parameters: Value | None
    tokens_per_parameter: Value | None


@frozen
class Implied:
    """What a fitted law implies; low and high are the ends of the interval of the fit.

    `best` are the best runs at the largest compute of the runs and at each that was asked for; `balance` is given for
    the smallest and the largest model of the runs, since it is no constant unless alpha = beta. `unknown` says why a
    number is null, `no_intervals` why there are none.
    """

    parameters_exponent: Value | None
    tokens_exponent: Value | None
    loss_exponent: Value | None
    ratio_exponent: Value | None
    balance_exponent: Value | None
    best: tuple[BestRun, ...]
    balance: tuple[Balance, ...]
    unknown: dict[str, str]
    no_intervals: tuple[str, ...]


@QUIETLY
def implied(law: ScalingLaw, compute: Sequence[float] = ()) -> Implied:
    """Return what a law implies, with the intervals of its fit where it has any.

    Parameters
    ----------
    law
        A scaling law that says between which sizes and computes it was fitted.
    compute
        Computes whose best run is wanted, beside that of the largest run of the law [FLOP].

    Raises
    ------
    InputError
        When a compute is not positive and finite.

    Examples
    --------
    >>> from limits import scaling
    >>> found = implied(scaling.get("besiroglu2024-minimum"), [1e24])
    >>> print(f"{found.parameters_exponent:.3f} {found.tokens_exponent:.3f}, {found.best[1].tokens_per_parameter:.1f}")
    0.514 0.486, 17.6
    """
    problems = [Problem("compute", f"{C:g}", "a finite number of FLOP > 0") for C in compute if not LEAST <= C <= MOST]
    if problems:
        raise InputError("implied", problems)
    answer = numbers(_exponents(law), law, _EXPONENTS, drawn=_drawn_exponents(law))
    largest = law.fitted.compute.high
    found = {C: _answered(law, C) for C in dict.fromkeys((largest, *compute)) if np.isfinite(C)}
    sizes = [N for N in (law.fitted.parameters.low, law.fitted.parameters.high) if np.isfinite(N)]
    said: dict[str, Any] = dict(answer)
    return Implied(
        **said,
        best=tuple(BestRun(largest == C, **_values(each, _BEST)) for C, each in found.items()),
        balance=tuple(_balanced(law, N) for N in dict.fromkeys(sizes)),
        unknown=answer.unknown
        | {f"best.{k}.{name}": why for k, each in enumerate(found.values()) for name, why in each.unknown.items()},
        no_intervals=refused(law) if known(law) else (_OPEN,),
    )


def _values(answer: Numbers, names: Sequence[str]) -> dict[str, Any]:
    return {name: answer[name] for name in names}


def _exponents(law: ScalingLaw) -> dict[str, Num]:
    a, b, gamma = prediction.path(law)
    return {
        "parameters_exponent": a,
        "tokens_exponent": b,
        "loss_exponent": gamma,
        "ratio_exponent": b - a,
        "balance_exponent": b / a - 1.0,
    }


def _drawn_exponents(law: ScalingLaw) -> dict[str, Num]:
    """Return the exponents over draws; by the logarithm of b/a, so that no draw leaves 0 to 1."""
    drawn = spread(law, lambda law: {"ratio": law.coefficients.b / law.coefficients.a, "gamma": law.coefficients.gamma})
    ratio = drawn["ratio"]
    if np.ptp(ratio) < _ROUNDING:  # alpha and beta are one
        ratio = np.ravel(ratio)[0]
    a = 1.0 / (1.0 + ratio)
    return {
        "parameters_exponent": a,
        "tokens_exponent": 1.0 - a,
        "loss_exponent": drawn["gamma"],
        "ratio_exponent": 1.0 - 2.0 * a,
        "balance_exponent": ratio - 1.0,
    }


def _answered(law: ScalingLaw, C: float) -> Numbers:
    drawn = spread(law, lambda law: answered(law, C, None), {"extrapolation": LINEAR})
    return numbers(answered(law, C, None), law, ABOUT, drawn=drawn)


def _balanced(law: ScalingLaw, N: float) -> Balance:
    def asked(law: ScalingLaw) -> dict[str, Num]:
        return {"parameters": N, "tokens_per_parameter": balance.tokens(law, N) / N}

    return Balance(**_values(numbers(asked(law), law, _OF_BALANCE, drawn=spread(law, asked)), tuple(_OF_BALANCE)))
