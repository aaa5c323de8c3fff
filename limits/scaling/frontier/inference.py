r"""The model that is cheapest over its lifetime: training and inference together, for any law of the nested family.

Sardana et al. (2023) minimise the compute of training and inference together among all runs of one loss:

.. math:: \min_{N, D}\; 6 N D + 2 N D_{inf} \quad\text{subject to}\quad L(N, D) = L

With u and v the terms of N and of D in the inner sum, the loss stays the same where alpha u dlnN + beta v dlnD = 0,
for every q. So the least is where the wedge between the two marginal returns pays for inference:

.. math:: \frac{\alpha u}{\beta v} = 1 + \frac{D_{inf}}{3 D}

Their objective was read in the code that they released, the condition follows by algebra. `price_ratio` is the price of
a FLOP of inference over one of training, by which D_inf counts; 1 minimises the compute itself. All of it is as
uncertain as alpha and beta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.scaling import forms
from limits.scaling.bisection import zero
from limits.scaling.frontier.contours import log_optimum, log_partner, smallest_ratio
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = ["FLOP_PER_PARAMETER_TOKEN_SERVED", "Lifetime", "justifying_tokens", "optimum", "smallest", "wedge"]

FLOP_PER_PARAMETER_TOKEN_SERVED = 2.0
"""Compute of a token that is served, over the parameters: the forward pass alone [FLOP/parameter/token]."""
_RATIO = FLOP_PER_PARAMETER_TOKEN / FLOP_PER_PARAMETER_TOKEN_SERVED


class Lifetime(NamedTuple):
    """A model size [parameter], tokens that it is trained on and tokens that it serves [token]."""

    parameters: Num
    tokens: Num
    inference_tokens: Num

    @property
    def training(self) -> Num:
        """Compute of its training, 6 N D [FLOP]."""
        return FLOP_PER_PARAMETER_TOKEN * self.parameters * self.tokens

    @property
    def inference(self) -> Num:
        """Compute of its inference, 2 N D_inf [FLOP]."""
        return FLOP_PER_PARAMETER_TOKEN_SERVED * self.parameters * self.inference_tokens

    @property
    def compute(self) -> Num:
        """Compute of both [FLOP]."""
        return self.training + self.inference


def wedge(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return how many times more an e-fold of parameters lowers the loss than one of tokens, alpha u/(beta v) [1].

    It is (N_opt/N)^((alpha + beta)/q) with the optimum at the compute of the run: 1 there, above 1 for a smaller model.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{wedge(get('besiroglu2024'), 8e9, 15e12):.2f}"  # Llama 3 8B
    '5.22'
    """
    return np.exp(_log_wedge(law, N, D))


def justifying_tokens(law: ScalingLaw, N: Num, D: Num, price_ratio: Num = 1.0) -> Num:
    """Return the tokens served over its lifetime that make a run the cheapest of its loss, 3 D (wedge - 1) [token].

    Negative where a run is under-trained: then no inference does, and a smaller model on more tokens trains cheaper.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.
    price_ratio
        Price of a FLOP of inference over one of training [1].

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{justifying_tokens(get('besiroglu2024'), 8e9, 15e12):.3g}"
    '1.9e+14'
    """
    return _RATIO * D * np.expm1(_log_wedge(law, N, D)) / price_ratio


def optimum(law: ScalingLaw, L: Num, inference_tokens: Num, price_ratio: Num = 1.0) -> Lifetime:
    """Return the model of loss L that is cheapest to train and to serve.

    Parameters
    ----------
    law, L
        A scaling law, and the loss that is wanted [law.loss_unit].
    inference_tokens
        Tokens served over the lifetime of the model, read and written [token] >= 0.
    price_ratio
        Price of a FLOP of inference over one of training [1].

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> best = optimum(get("hoffmann2022"), 2.024, 2e12)
    >>> f"{best.parameters:.3g} parameters on {best.tokens:.3g} tokens, {best.inference / best.compute:.0%} inference"
    '7.11e+09 parameters on 1.29e+12 tokens, 34% inference'
    """
    c = law.coefficients
    log_N, log_D = log_optimum(law, L)
    y = _log_tokens(law, log_D, inference_tokens, price_ratio)
    return Lifetime(np.exp(log_N + log_partner(y, c.beta, c.alpha, c.q)), np.exp(log_D + y), inference_tokens)


def smallest(law: ScalingLaw, L: Num, inference_tokens: Num, overcost: Num, price_ratio: Num = 1.0) -> Lifetime:
    """Return the smallest model of loss L that costs no more than `overcost` times the cheapest, inference included.

    Parameters
    ----------
    law, L, inference_tokens, price_ratio
        As in `optimum`.
    overcost
        Cost of training and inference over the least [1] >= 1, else NaN.

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> model = smallest(get("hoffmann2022"), 2.024, 2e12, 1.1)
    >>> f"{model.parameters:.3g} parameters on {model.tokens:.3g} tokens"
    '5e+09 parameters on 2.4e+12 tokens'
    """
    c = law.coefficients
    log_N, log_D = log_optimum(law, L)
    best = _log_tokens(law, log_D, inference_tokens, price_ratio)
    log_served = _log_served(log_D, inference_tokens, price_ratio)

    def log_cost(y: Num) -> Num:
        return log_partner(y, c.beta, c.alpha, c.q) + forms.log_sum(y, log_served)

    budget = log_cost(best) + np.log(np.where(np.asarray(overcost) >= 1.0, overcost, np.nan))
    y = zero(lambda y: log_cost(y) - budget, best, budget - np.log(smallest_ratio(law)))
    return Lifetime(np.exp(log_N + log_partner(y, c.beta, c.alpha, c.q)), np.exp(log_D + y), inference_tokens)


def _log_wedge(law: ScalingLaw, N: Num, D: Num) -> Num:
    c = law.coefficients
    return -(c.alpha + c.beta) / c.q * forms.log_size(c, N, D)


def _log_served(log_D: Num, inference_tokens: Num, price_ratio: Num) -> Num:
    """Return the logarithm of what inference costs over the training of the best run for training, D_inf/(3 D_opt)."""
    with np.errstate(divide="ignore"):  # none at all is minus infinity, and means what it should
        log_served: Num = np.log(price_ratio) + np.log(inference_tokens) - np.log(_RATIO) - log_D
    return log_served


def _log_tokens(law: ScalingLaw, log_D: Num, inference_tokens: Num, price_ratio: Num) -> Num:
    """Return the logarithm of D over the best one for training alone.

    On the contour of the loss the wedge is e^((beta y - alpha x)/q), which rises with y and is at least e^(beta y/q).
    What it has to pay for, 1 + D_inf/(3 D), falls with y: the two meet once.
    """
    c = law.coefficients
    log_served = _log_served(log_D, inference_tokens, price_ratio)

    def above(y: Num) -> Num:
        x = log_partner(y, c.beta, c.alpha, c.q)
        return (c.beta * y - c.alpha * x) / c.q - forms.log_sum(0.0, log_served - y)

    return zero(above, 0.0, c.q / c.beta * forms.log_sum(0.0, log_served))
