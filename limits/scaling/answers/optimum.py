"""The best use of a budget: the run, what it takes at known rates, what more would buy, what serving it adds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from limits import __version__
from limits.draws import LEVEL
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.scaling.answers.asked import (
    LAW_UNIT,
    NO_RANGE,
    QUIETLY,
    AskedLaw,
    asked_law,
    cautions,
    derived,
    numbers,
    one_of,
)
from limits.scaling.answers.doublings import Doubling, doubled
from limits.scaling.answers.lifetime import Lifetime, lifetime
from limits.scaling.frontier import budget, prediction
from limits.scaling.frontier.budget import Rates
from limits.scaling.uncertain import LINEAR, asymptote, refused, spread
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.law import ScalingLaw
    from limits.typing import Num
    from limits.value import Origin

__all__ = ["ABOUT", "OF_LOSS", "Optimal", "answered", "optimal"]

_BEST = derived("least L at this compute")
ABOUT = {
    "compute": ("FLOP", GIVEN),
    "parameters": ("parameter", _BEST),
    "tokens": ("token", _BEST),
    "tokens_per_parameter": ("1", derived("D/N")),
    "loss": (LAW_UNIT, _BEST),
    "slope": (LAW_UNIT, derived("dL/dlnC = -gamma (L - E)")),
    "doubling_gain": (LAW_UNIT, derived("(1 - 2^-gamma) (L - E)")),
    "gain_ratio": ("1", derived("2^-gamma")),
    "extrapolation": ("1", derived("log10 of C over the compute of the law's runs")),
}
OF_LOSS = {"compute": ("FLOP", derived("least C with this loss")), "loss": (LAW_UNIT, GIVEN)}
_SCALES = {"extrapolation": LINEAR}
_BOUGHT = ("FLOP", derived("the budget times its rate"))
_RESOURCES = {"energy": "J", "cost": "USD", "time": "s"}
RATES = {"energy": "flop_per_joule", "cost": "flop_per_dollar", "time": "flop_per_second"}
"""The rate of each resource, by the names of both in `Optimal`."""

MOST_DOUBLINGS = 100
_UNSTATED = "nobody stated how much compute a {} yields"
_PER = {"energy": "joule", "cost": "dollar", "time": "second"}


@frozen
class Optimal:
    """The best run for a budget or a loss: low and high are the 5 and 95 % points of the fit, if it has any.

    `slope` is dL/dlnC, and each doubling saves `gain_ratio` times what the one before did. Energy, cost and time follow
    from rates that were stated; the origin of a rate says from what. `lifetime` and `doublings` are there if they were
    asked for. `level` is the share between low and high. `unknown` says why a number is
    null, `no_intervals` why a law that is uncertain gives none.
    """

    schema: ClassVar[str] = "limits.optimum/1"

    law: AskedLaw
    asked: str
    compute: Value | None
    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    loss: Value | None
    slope: Value | None
    doubling_gain: Value | None
    gain_ratio: Value | None
    extrapolation: Value | None
    energy: Value | None
    cost: Value | None
    time: Value | None
    flop_per_joule: Value | None
    flop_per_dollar: Value | None
    flop_per_second: Value | None
    lifetime: Lifetime | None
    doublings: tuple[Doubling, ...]
    level: float
    unknown: dict[str, str]
    no_intervals: tuple[str, ...]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@QUIETLY
def optimal(
    law: ScalingLaw,
    *,
    compute: float | None = None,
    loss: float | None = None,
    energy: float | None = None,
    cost: float | None = None,
    time: float | None = None,
    rates: Rates | None = None,
    origins: Mapping[str, Origin] | None = None,
    inference_tokens: float | None = None,
    price_ratio: float = 1.0,
    doublings: int = 0,
) -> Optimal:
    """Return the best run for a compute, or the least compute for a loss, with what it takes and what more would buy.

    Parameters
    ----------
    law
        A scaling law.
    compute, loss, energy, cost, time
        One of them: training compute, 6 N D [FLOP], the loss that shall be reached [law.loss_unit], or a budget of
        energy [J], money [USD] or time [s] at a stated rate.
    rates, origins
        Achieved compute per joule, dollar and second, and where `energy`, `cost` and `time` among them come from; as
        given if nothing is said. What is not stated stays unknown.
    inference_tokens, price_ratio
        With a loss: tokens served over the lifetime [token], and the price of a FLOP of inference over one of training.
    doublings
        How many doublings to show; none if 0.

    Raises
    ------
    NoSolutionError
        When the law never reaches the loss.
    InputError
        When an amount is not positive and finite, there is not exactly one budget, its rate is missing, or doublings
        are fewer than none or more than 100.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = optimal(scaling.get("besiroglu2024"), energy=1.8e13, rates=Rates(per_joule=2e11))
    >>> f"{answer.parameters:.3g} parameters, {answer.tokens:.3g} tokens, {answer.compute:.3g} FLOP"
    '1.85e+11 parameters, 3.25e+12 tokens, 3.6e+24 FLOP'
    >>> answer.time is None, answer.unknown["time"]
    (True, 'nobody stated how much compute a second yields')
    """
    if not 0 <= doublings <= MOST_DOUBLINGS:
        wanted = f"a whole number from 0 to {MOST_DOUBLINGS}"
        raise InputError("optimal", [Problem("doublings", f"{doublings}", wanted)])
    asked, amount = one_of("optimal", compute=compute, loss=loss, energy=energy, cost=cost, time=time)
    if inference_tokens is not None and loss is None:
        wanted = "a loss with it: models of one loss are compared"
        raise InputError("optimal", [Problem("inference_tokens", f"{inference_tokens:g}", wanted)])
    known = rates or Rates()
    if asked in _RESOURCES:
        compute = _bought(asked, amount, known)
    ends = np.atleast_1d(asymptote(law))[1:]
    never = 0 if loss is None else int(np.sum(ends >= loss))
    drawn = {} if never else spread(law, lambda law: answered(law, compute, loss), _SCALES)
    about = ABOUT | (OF_LOSS if loss is not None else {"compute": _BOUGHT} if asked in _RESOURCES else {})
    answer = numbers(answered(law, compute, loss), law, about, drawn=drawn, why={"extrapolation": NO_RANGE})
    taken, unstated = _taken(answer["compute"], known, origins or {})
    C = compute if compute is not None else float(prediction.compute_for_loss(law, amount))
    best = prediction.optimum(law, C)
    steps: tuple[Doubling, ...] = ()
    if doublings:
        steps = doubled(law, budget.doublings(law, *best[:2], doublings), known, unstated)
    said: dict[str, Any] = {**answer, **taken}
    if loss is not None:  # what was asked for is not a matter of the fit
        reached = answer["loss"]
        said["loss"] = None if reached is None else replace(reached, low=None, high=None)
    return Optimal(
        law=asked_law(law),
        asked=asked,
        **said,
        lifetime=None if inference_tokens is None else lifetime(law, amount, inference_tokens, price_ratio),
        doublings=steps,
        level=LEVEL,
        unknown=answer.unknown | unstated | {RATES[name]: why for name, why in unstated.items()},
        no_intervals=(*refused(law), *_never(never, len(ends))),
        cautions=cautions(law, C),
        references=(*law.references, *(("sardana2023",) if inference_tokens is not None else ())),
        limits_version=__version__,
    )


def _bought(name: str, amount: float, rates: Rates) -> float:
    """Return the compute that a budget of energy, money or time buys at its rate [FLOP]."""
    compute = float(rates.compute(**{name: amount}))
    if np.isnan(compute):
        raise InputError("optimal", [Problem(name, f"{amount:g}, without its rate", f"a rate per {_PER[name]}")])
    if not 0.0 < compute < np.inf:
        raise InputError("optimal", [Problem(name, f"{amount:g}", "a budget of finite compute")])
    return compute


def answered(law: ScalingLaw, compute: float | None, loss: float | None) -> dict[str, Num]:
    """Return the optimum and what more would buy there, by name; arrays if coefficients are draws."""
    C: Num = compute if compute is not None else prediction.compute_for_loss(law, loss or 0.0)
    best = prediction.optimum(law, C)
    return {
        "compute": C,
        "parameters": best.parameters,
        "tokens": best.tokens,
        "tokens_per_parameter": best.tokens_per_parameter,
        "loss": best.loss,
        "slope": budget.slope(law, best.parameters, best.tokens),
        "doubling_gain": prediction.loss_gained(law, best.parameters, best.tokens, 2.0),
        "gain_ratio": 2.0**-law.coefficients.gamma,
        "extrapolation": prediction.extrapolation(law, C),
    }


def _taken(
    compute: Value | None, rates: Rates, origins: Mapping[str, Origin]
) -> tuple[dict[str, Value | None], dict[str, str]]:
    """Return energy, cost, time and the rates behind them, and why some of them are not known."""
    values: dict[str, Value | None] = dict.fromkeys((*_RESOURCES, *RATES.values()))
    unstated = {}
    amounts = rates.resources(np.nan if compute is None else compute.value)._asdict()
    for (name, unit), rate in zip(_RESOURCES.items(), rates, strict=True):
        if not np.isfinite(amounts[name]):
            unstated[name] = _UNSTATED.format(_PER[name]) if np.isnan(rate) else BEYOND_FLOATS
            continue
        values[name] = Value(float(amounts[name]), unit, origin=derived("compute over its rate"))
        values[RATES[name]] = Value(float(rate), f"FLOP/{unit}", origin=origins.get(name, GIVEN))
    return values, unstated


def _never(never: int, draws: int) -> tuple[str, ...]:
    """Say why there are no intervals although the law has an uncertainty."""
    said = f"In {never} of {draws} draws of its coefficients no compute reaches this loss: no intervals."
    return (said,) if never else ()
