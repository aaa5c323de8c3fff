"""The loss that a law predicts for a run, and how far the run is from the best use of its compute."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from limits import __version__
from limits.draws import LEVEL
from limits.frozen import frozen
from limits.scaling.answers.asked import (
    LAW_UNIT,
    NO_RANGE,
    QUIETLY,
    AskedLaw,
    asked_law,
    cautions,
    derived,
    numbers,
    positive,
)
from limits.scaling.frontier import inference, prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.law import beyond
from limits.scaling.uncertain import LINEAR, Scale, asymptote, refused, spread
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = ["TOO_FEW", "Prediction", "predict"]

_ABOUT = {
    "parameters": ("parameter", GIVEN),
    "tokens": ("token", GIVEN),
    "compute": ("FLOP", derived("6 N D")),
    "loss": (LAW_UNIT, derived("L(N, D) of the law")),
    "irreducible": (LAW_UNIT, derived("E of the law")),
    "size_term": (LAW_UNIT, derived("A N^-alpha")),
    "data_term": (LAW_UNIT, derived("B D^-beta")),
    "reducible": (LAW_UNIT, derived("L - E")),
    "excess": (LAW_UNIT, derived("L less that of the best run of this compute")),
    "overcompute": ("1", derived("C over the least compute with this loss")),
    "optimal_parameters": ("parameter", derived("least L at this compute")),
    "optimal_tokens": ("token", derived("least L at this compute")),
    "doubling_gain": (LAW_UNIT, derived("(1 - 2^-gamma) (L - E)")),
    "justifying_tokens": ("token", derived("3 D (wedge - 1)")),
    "extrapolation": ("1", derived("log10 of C over the compute of the law's runs")),
}
_SCALES = {"excess": Scale(least=0.0), "overcompute": Scale(least=1.0), "justifying_tokens": LINEAR}
_ROUNDING = 1e-9  # decades
TOO_FEW = "none: too few tokens of training"
"""Why no tokens of inference justify the size of a run."""


@frozen
class Prediction:
    """What a scaling law says of a run: a trend; low and high are the 5 and 95 % points of the fit, if it has any.

    `size_term` is what the parameters leave above the irreducible loss with unlimited tokens, `data_term` what the
    tokens leave with unlimited parameters; in an additive law they add up to `reducible`. `excess` and `overcompute`
    compare the run with the best of its compute and with the least compute of its loss, `justifying_tokens` are the
    tokens of inference that make its size the cheapest, `extrapolation` is in decades of compute beyond the runs of the
    law. `level` is the share between low and high. `unknown` says why a number is
    null, `no_intervals` why a law that is uncertain gives none.
    """

    schema: ClassVar[str] = "limits.prediction/1"

    law: AskedLaw
    parameters: Value
    tokens: Value
    compute: Value | None
    loss: Value | None
    irreducible: Value | None
    size_term: Value | None
    data_term: Value | None
    reducible: Value | None
    excess: Value | None
    overcompute: Value | None
    optimal_parameters: Value | None
    optimal_tokens: Value | None
    doubling_gain: Value | None
    justifying_tokens: Value | None
    extrapolation: Value | None
    level: float
    unknown: dict[str, str]
    no_intervals: tuple[str, ...]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@QUIETLY
def predict(law: ScalingLaw, parameters: float, tokens: float) -> Prediction:
    """Return the loss that a law predicts for a run, with what belongs to it.

    Parameters
    ----------
    law
        A scaling law.
    parameters, tokens
        Model size as the law counts it [parameter], and training tokens [token].

    Raises
    ------
    InputError
        If one of them is not positive and finite.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = predict(scaling.get("besiroglu2024"), 70e9, 1.4e12)
    >>> print(f"{answer.loss:.4f} {answer.loss.unit}, {answer.law.key}")
    1.9739 nat/token, besiroglu2024
    >>> under_trained = predict(scaling.get("besiroglu2024"), 175e9, 300e9)
    >>> under_trained.justifying_tokens is None, under_trained.unknown["justifying_tokens"]
    (True, 'none: too few tokens of training')
    """
    positive("predict", parameters=parameters, tokens=tokens)
    N, D = float(parameters), float(tokens)
    drawn = spread(law, lambda law: _asked(law, N, D), _SCALES) | {"irreducible": asymptote(law)}
    for part in ("reducible", "size_term", "data_term"):  # where E is hardly known, their logarithms go far
        drawn[part] = np.minimum(drawn[part], drawn["loss"])
    why = {"extrapolation": NO_RANGE}
    answer = numbers(_asked(law, N, D), law, _ABOUT, drawn=drawn, why=why)
    justifying = answer["justifying_tokens"]
    if justifying is not None and justifying.value < 0.0:
        answer["justifying_tokens"] = None
        answer.unknown["justifying_tokens"] = TOO_FEW
    elif justifying is not None and justifying.low is not None:  # what is under-trained in some draws needs none there
        answer["justifying_tokens"] = replace(justifying, low=max(justifying.low, 0.0))
    said: dict[str, Any] = dict(answer)
    return Prediction(
        law=asked_law(law),
        **said,
        level=LEVEL,
        unknown=answer.unknown,
        no_intervals=refused(law),
        cautions=(*cautions(law, FLOP_PER_PARAMETER_TOKEN * N * D), *_outside(law, N, D)),
        references=law.references,
        limits_version=__version__,
    )


def _outside(law: ScalingLaw, N: float, D: float) -> tuple[str, ...]:
    """Say by how many decades a run lies outside the sizes and tokens of the runs of a law, if it does."""
    spans = {"model sizes": (law.fitted.parameters, N), "tokens": (law.fitted.tokens, D)}
    outside = {what: float(span.decades_beyond(size)) for what, (span, size) in spans.items()}
    said = [f"{beyond(far)} the {what}" for what, far in outside.items() if abs(far) > _ROUNDING]  # not so of NaN
    return (f"This run lies {' and '.join(said)} of the runs behind this law.",) if said else ()


def _asked(law: ScalingLaw, N: float, D: float) -> dict[str, Num]:
    """Return what a law says of a run, by name; arrays if its coefficients are draws."""
    C = FLOP_PER_PARAMETER_TOKEN * N * D
    best = prediction.optimum(law, C)
    terms = prediction.terms(law, N, D)
    return {
        "parameters": N,
        "tokens": D,
        "compute": C,
        "loss": prediction.loss(law, N, D),
        "irreducible": terms.irreducible,
        "size_term": terms.size,
        "data_term": terms.data,
        "reducible": prediction.reducible(law, N, D),
        "excess": prediction.excess(law, N, D),
        "overcompute": prediction.overcompute(law, N, D),
        "optimal_parameters": best.parameters,
        "optimal_tokens": best.tokens,
        "doubling_gain": prediction.loss_gained(law, N, D, 2.0),
        "justifying_tokens": inference.justifying_tokens(law, N, D),
        "extrapolation": prediction.extrapolation(law, C),
    }
