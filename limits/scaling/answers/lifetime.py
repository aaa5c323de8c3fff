"""The best model for training and inference together, beside the best for training alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.scaling.answers.asked import number
from limits.scaling.frontier import inference
from limits.scaling.law import beyond
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw

__all__ = ["Lifetime", "ServedModel", "lifetime"]

_NOTE = "Least 6 N D + 2 N D_inf at one loss (Sardana et al. 2023; primary: their code), as uncertain as alpha, beta."


@frozen
class ServedModel:
    """A model that reaches the loss, with the compute of its training and of its inference, and both in one price."""

    parameters: Value | None
    tokens: Value | None
    tokens_per_parameter: Value | None
    training_compute: Value | None
    inference_compute: Value | None
    both: Value | None


@frozen
class Lifetime:
    """Two models of one loss that serve the same tokens; `saved` is the share that the best for both takes less.

    `price_ratio` is the price of a FLOP of inference over one of training, `tokens_extrapolation` in decades of tokens
    beyond the runs of the law, null where nobody says which tokens they had.
    """

    tokens_served: Value
    price_ratio: Value
    for_training: ServedModel
    for_both: ServedModel
    saved: Value | None
    tokens_extrapolation: Value | None
    cautions: tuple[str, ...]
    references: tuple[str, ...]


def lifetime(law: ScalingLaw, loss: float, served: float, price_ratio: float = 1.0) -> Lifetime:
    """Return the best model for training and inference beside the best for training alone.

    Parameters
    ----------
    law, loss
        A scaling law, and the loss that both models reach [law.loss_unit].
    served, price_ratio
        Tokens of inference [token], and the price of a FLOP of inference over one of training [1].

    Raises
    ------
    NoSolutionError
        When the law never reaches the loss.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = lifetime(scaling.get("besiroglu2024"), 1.95, 1e13, 3.0)
    >>> f"{answer.for_both.parameters:.3g} instead of {answer.for_training.parameters:.3g}, {answer.saved:.0%} less"
    '4.76e+10 instead of 1.17e+11, 39% less'
    """
    alone = inference.optimum(law, loss, 0.0)._replace(inference_tokens=served)
    best = inference.optimum(law, loss, served, price_ratio)
    costs = [float(model.training + price_ratio * model.inference) for model in (alone, best)]
    decades = law.fitted.tokens.decades_beyond(best.tokens)
    far = math.isfinite(decades) and decades != 0.0
    said = (f"Its tokens lie {beyond(float(decades))} those of the runs behind this law.",) if far else ()
    return Lifetime(
        tokens_served=Value(float(served), "token", origin=GIVEN),
        price_ratio=Value(float(price_ratio), "1", origin=GIVEN),
        for_training=_model(alone, costs[0]),
        for_both=_model(best, costs[1]),
        saved=number(1.0 - costs[1] / costs[0], "1"),
        tokens_extrapolation=number(decades, "1"),
        cautions=(_NOTE, *said),
        references=("sardana2023",),
    )


def _model(model: inference.Lifetime, cost: float) -> ServedModel:
    return ServedModel(
        parameters=number(model.parameters, "parameter"),
        tokens=number(model.tokens, "token"),
        tokens_per_parameter=number(model.tokens / model.parameters, "1"),
        training_compute=number(model.training, "FLOP", "6 N D"),
        inference_compute=number(model.inference, "FLOP", "2 N D_inf"),
        both=number(cost, "FLOP", "6 N D + price ratio 2 N D_inf"),
    )
