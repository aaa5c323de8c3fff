"""The best use of a budget: the run, what it takes at known rates, what more would buy, what serving it adds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from limits import __version__
from limits.errors import InputError, Problem
from limits.scaling.answers.asked import (
    BEYOND_FLOATS,
    LAW_UNIT,
    NO_RANGE,
    AskedLaw,
    asked_law,
    cautions,
    derived,
    numbers,
    positive,
)
from limits.scaling.answers.doublings import Doubling, doubled
from limits.scaling.answers.lifetime import Lifetime, lifetime
from limits.scaling.frontier import budget, prediction
from limits.scaling.frontier.budget import Rates
from limits.scaling.uncertain import drawn
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.scaling.law import ScalingLaw
    from limits.typing import Num
    from limits.value import Origin

__all__ = ["Best", "Comparison", "Optimal", "compare", "optimal"]

_BEST = derived("least L at this compute")
_ABOUT = {
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
_OF_LOSS = {"compute": ("FLOP", derived("least C with this loss")), "loss": (LAW_UNIT, GIVEN)}
_RESOURCES = {"energy": "J", "cost": "USD", "time": "s"}
_RATES = {"energy": "flop_per_joule", "cost": "flop_per_dollar", "time": "flop_per_second"}
_UNSTATED = "nobody stated how much compute a {} yields"
_PER = {"energy": "joule", "cost": "dollar", "time": "second"}


@dataclass(frozen=True, slots=True)
class Best:
    """The best run of one law among several, for a compute or a loss; `unknown` says why a number is null."""

    law: AskedLaw
    compute: Value | None
    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    loss: Value | None
    extrapolation: Value | None
    unknown: dict[str, str]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The best run of several laws for one compute, or for one loss; `size_spread` is largest over smallest size."""

    schema: ClassVar[str] = "limits.comparison/1"

    asked: str
    amount: Value
    rows: tuple[Best, ...]
    size_spread: Value | None
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@dataclass(frozen=True, slots=True)
class Optimal:
    """The best run for a compute or a loss: low and high are the 5 and 95 % points of the fit, if it has any.

    `slope` is dL/dlnC, and each doubling saves `gain_ratio` times what the one before did. Energy, cost and time follow
    from rates that were stated; the origin of a rate says from what. `lifetime` and `doublings` are there if they were
    asked for. `unknown` says why a number is null.
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
    unknown: dict[str, str]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


def optimal(
    law: ScalingLaw,
    *,
    compute: float | None = None,
    loss: float | None = None,
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
    compute, loss
        One of them: training compute, 6 N D [FLOP], or the loss that shall be reached [law.loss_unit].
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
        When an amount is not positive and finite, or there is not exactly one of compute and loss.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = optimal(scaling.get("besiroglu2024"), compute=3.6e24, rates=Rates(per_joule=2e11))
    >>> f"{answer.parameters:.3g} parameters, {answer.tokens:.3g} tokens, {answer.energy:.3g} {answer.energy.unit}"
    '1.85e+11 parameters, 3.25e+12 tokens, 1.8e+13 J'
    >>> answer.time is None, answer.unknown["time"]
    (True, 'nobody stated how much compute a second yields')
    """
    asked = _one_of(compute, loss)
    if inference_tokens is not None and loss is None:
        wanted = "a loss with it: models of one loss are compared"
        raise InputError("optimal", [Problem("inference_tokens", f"{inference_tokens:g}", wanted)])
    uncertain = drawn(law)
    never = 0 if loss is None else int(np.sum(np.atleast_1d(uncertain.coefficients.E)[1:] >= loss))
    spread = {} if never else _answered(uncertain, compute, loss)
    about = _ABOUT if loss is None else _ABOUT | _OF_LOSS
    answer = numbers(_answered(law, compute, loss), law, about, drawn=spread, why={"extrapolation": NO_RANGE})
    taken, unstated = _taken(answer["compute"], rates or Rates(), origins or {})
    C = float(prediction.compute_for_loss(law, loss)) if loss is not None else float(asked)
    best = prediction.optimum(law, C)
    steps: tuple[Doubling, ...] = ()
    if doublings:
        steps = doubled(law, budget.doublings(law, *best[:2], doublings), rates or Rates(), unstated)
    said: dict[str, Any] = {**answer, **taken}
    if loss is not None:  # what was asked for is not a matter of the fit
        said["loss"] = Value(float(best.loss), law.loss_unit, origin=GIVEN)
    return Optimal(
        law=asked_law(law),
        asked="compute" if loss is None else "loss",
        **said,
        lifetime=None if inference_tokens is None else lifetime(law, asked, inference_tokens, price_ratio),
        doublings=steps,
        unknown=answer.unknown | unstated | {_RATES[name]: why for name, why in unstated.items()},
        cautions=(*cautions(law, C), *uncertain.notes[len(law.notes) :], *_never(never, uncertain)),
        references=(*law.references, *(("sardana2023",) if inference_tokens is not None else ())),
        limits_version=__version__,
    )


def compare(laws: Sequence[ScalingLaw], *, compute: float | None = None, loss: float | None = None) -> Comparison:
    """Return the best run of each law for a compute, or the least compute of each for a loss.

    Parameters
    ----------
    laws
        Scaling laws.
    compute, loss
        One of them: training compute, 6 N D [FLOP], or the loss that shall be reached.

    Raises
    ------
    InputError
        When the amount is not positive and finite, there is not exactly one, or no law.
    NoSolutionError
        When the only law never reaches the loss.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = compare((scaling.get("besiroglu2024"), scaling.get("kaplan2020")), loss=1.75)
    >>> [row.compute is None for row in answer.rows], answer.rows[0].unknown["compute"]
    ([True, False], 'the irreducible loss of this fit is 1.817')
    """
    amount = _one_of(compute, loss)
    if not laws:
        raise InputError("compare", [Problem("laws", "none", "at least one scaling law")])
    if loss is not None and len(laws) == 1:
        prediction.compute_for_loss(laws[0], loss)  # no row would be left
    rows = tuple(_best(law, compute, loss) for law in laws)
    sizes = [row.parameters.value for row in rows if row.parameters is not None]
    return Comparison(
        asked="compute" if loss is None else "loss",
        amount=Value(amount, "FLOP" if loss is None else "nat/token", origin=GIVEN),
        rows=rows,
        size_spread=Value(max(sizes) / min(sizes), "1") if len(sizes) > 1 else None,
        cautions=("Their losses belong to different tokenizers and corpora and do not compare.",)
        if len(laws) > 1
        else (),
        references=tuple(dict.fromkeys(key for law in laws for key in law.references)),
        limits_version=__version__,
    )


def _one_of(compute: float | None, loss: float | None) -> float:
    """Return the one amount that was asked for."""
    given = {name: amount for name, amount in (("compute", compute), ("loss", loss)) if amount is not None}
    if len(given) != 1:
        raise InputError("optimal", [Problem("budget", " and ".join(given) or "nothing", "one of compute and loss")])
    positive("optimal", **given)
    return float(*given.values())


def _best(law: ScalingLaw, compute: float | None, loss: float | None) -> Best:
    names = ("compute", "parameters", "tokens", "tokens_per_parameter", "loss", "extrapolation")
    if loss is not None and loss <= law.coefficients.E:
        why = f"the irreducible loss of this fit is {law.coefficients.E:.4g}"
        return Best(asked_law(law), **dict.fromkeys(names), unknown=dict.fromkeys(names, why), cautions=())
    about = _ABOUT if loss is None else _ABOUT | _OF_LOSS
    answer = numbers(_answered(law, compute, loss), law, about, why={"extrapolation": NO_RANGE})
    values: dict[str, Any] = {name: answer[name] for name in names}
    C = float(prediction.compute_for_loss(law, loss)) if loss is not None else compute or math.nan
    return Best(asked_law(law), **values, unknown=answer.unknown, cautions=cautions(law, C))


def _answered(law: ScalingLaw, compute: float | None, loss: float | None) -> dict[str, Num]:
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
    values: dict[str, Value | None] = dict.fromkeys((*_RESOURCES, *_RATES.values()))
    unstated = {}
    amounts = rates.resources(np.nan if compute is None else compute.value)._asdict()
    for (name, unit), rate in zip(_RESOURCES.items(), rates, strict=True):
        if not np.isfinite(amounts[name]):
            unstated[name] = _UNSTATED.format(_PER[name]) if np.isnan(rate) else BEYOND_FLOATS
            continue
        values[name] = Value(float(amounts[name]), unit, origin=derived("compute over its rate"))
        values[_RATES[name]] = Value(float(rate), f"FLOP/{unit}", origin=origins.get(name, GIVEN))
    return values, unstated


def _never(never: int, uncertain: ScalingLaw) -> tuple[str, ...]:
    """Say why there are no intervals although the law has an uncertainty."""
    drawn_ones = np.size(uncertain.coefficients.E) - 1
    said = f"In {never} of {drawn_ones} draws of its coefficients no compute reaches this loss: no intervals."
    return (said,) if never else ()
