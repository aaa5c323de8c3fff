r"""Contours of a scaling law: what reaches one loss, what one compute reaches, and how far either is from the optimum.

All of it is one curve. With x = ln(N/N_opt) and y = ln(D/D_opt), where the optimum is that of least compute for a loss,
a run has the same loss if

.. math:: a\,e^{-\alpha x/q} + b\,e^{-\beta y/q} = 1, \qquad a = \beta/(\alpha+\beta), \quad b = \alpha/(\alpha+\beta)

It depends neither on the loss nor on E, A and B. `k` is N/N_opt throughout, the model size over the best one for the
same loss or for the same compute, as each function says. Where no run is, the answer is NaN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.scaling import forms
from limits.scaling.bisection import zero
from limits.scaling.frontier import prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = [
    "Sizes",
    "compute_ratio",
    "fewest_parameters",
    "fewest_tokens",
    "log_optimum",
    "log_partner",
    "loss",
    "loss_ratio",
    "parameters",
    "sizes",
    "smallest",
    "smallest_ratio",
    "tokens",
    "tokens_ratio",
]


class Sizes(NamedTuple):
    """The smallest and the largest model of those asked for, over the best one [1]."""

    low: Num
    high: Num


def tokens(law: ScalingLaw, N: Num, L: Num) -> Num:
    """Return the tokens with which N parameters reach loss L [token]; NaN if no number of tokens does.

    Parameters
    ----------
    law, N, L
        A scaling law; parameters as it counts them [parameter] and a loss [law.loss_unit], arrays that broadcast.

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> [f"{tokens(get('besiroglu2024'), N, 1.9744):.3g}" for N in (72.2e9, 30e9, 10e9)]
    ['1.33e+12', '4.84e+12', 'nan']
    """
    c = law.coefficients
    log_N, log_D = log_optimum(law, L)
    return np.exp(log_D + log_partner(np.log(N) - log_N, c.alpha, c.beta, c.q))


def parameters(law: ScalingLaw, D: Num, L: Num) -> Num:
    """Return the model size that reaches loss L with D tokens [parameter]; NaN if none does.

    Parameters
    ----------
    law, D, L
        A scaling law; tokens [token] and a loss [law.loss_unit], arrays that broadcast.

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{parameters(get('besiroglu2024'), 4.84e12, 1.9744):.2g}"
    '3e+10'
    """
    c = law.coefficients
    log_N, log_D = log_optimum(law, L)
    return np.exp(log_N + log_partner(np.log(D) - log_D, c.beta, c.alpha, c.q))


def fewest_parameters(law: ScalingLaw, L: Num) -> Num:
    """Return the model size that only unlimited tokens bring to loss L [parameter].

    Parameters
    ----------
    law, L
        A scaling law, and a loss [law.loss_unit].

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{fewest_parameters(get('besiroglu2024'), 1.9744):.3g}"
    '1.06e+10'
    """
    return np.exp(log_optimum(law, L)[0]) * smallest_ratio(law)


def fewest_tokens(law: ScalingLaw, L: Num) -> Num:
    """Return the tokens with which only an unlimited model reaches loss L [token].

    Parameters
    ----------
    law, L
        A scaling law, and a loss [law.loss_unit].

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{fewest_tokens(get('besiroglu2024'), 1.9744):.3g}"
    '1.86e+11'
    """
    c = law.coefficients
    return np.exp(log_optimum(law, L)[1] + c.q / c.beta * np.log(c.b))


def loss(law: ScalingLaw, N: Num, C: Num) -> Num:
    """Return the loss of N parameters at compute C, with the C/(6 N) tokens that it leaves [law.loss_unit].

    Over N this is the valley whose lowest point is the optimum.

    Parameters
    ----------
    law, N, C
        A scaling law; parameters as it counts them [parameter] and compute, 6 N D [FLOP], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> [round(float(loss(get("besiroglu2024"), N, 5.76e23)), 4) for N in (2e10, 7.22e10, 2e11)]
    [1.9911, 1.9744, 1.985]
    """
    return prediction.loss(law, N, C / FLOP_PER_PARAMETER_TOKEN / N)


def loss_ratio(law: ScalingLaw, k: Num) -> Num:
    """Return the reducible loss over the least one at the same compute [1]: (a k^(-alpha/q) + b k^(beta/q))^q.

    Parameters
    ----------
    law, k
        A scaling law; model size over the best one of the same compute [1] > 0.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{loss_ratio(get('besiroglu2024'), 0.5):.4f}"
    '1.0306'
    """
    c = law.coefficients
    N = k * np.exp(forms.log_optimal_parameters(c, 0.0))  # at N D = 1, as good as any
    return np.exp(forms.log_penalty(c, N, 1.0 / N))


def tokens_ratio(law: ScalingLaw, k: Num) -> Num:
    """Return D/D_opt of the model k times the best size for the same loss [1]; NaN below `smallest_ratio`.

    Parameters
    ----------
    law, k
        A scaling law; model size over the best one of the same loss [1] > 0.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{tokens_ratio(get('besiroglu2024'), 0.5):.3f}"
    '2.519'
    """
    c = law.coefficients
    return np.exp(log_partner(np.log(k), c.alpha, c.beta, c.q))


def compute_ratio(law: ScalingLaw, k: Num) -> Num:
    """Return C/C_opt of the model k times the best size for the same loss [1]; NaN below `smallest_ratio`.

    Parameters
    ----------
    law, k
        A scaling law; model size over the best one of the same loss [1] > 0.

    Examples
    --------
    >>> from limits.scaling import get
    >>> [round(float(compute_ratio(get("besiroglu2024"), k)), 3) for k in (0.5, 1.0, 2.0)]
    [1.259, 1.0, 1.148]
    """
    return k * tokens_ratio(law, k)


def smallest_ratio(law: ScalingLaw) -> Num:
    """Return N/N_opt of the model that only unlimited tokens bring to the same loss, a^(q/alpha) [1].

    Parameters
    ----------
    law
        A scaling law.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{smallest_ratio(get('besiroglu2024')):.3f}"
    '0.146'
    """
    c = law.coefficients
    return np.exp(c.q / c.alpha * np.log(c.a))


def sizes(law: ScalingLaw, overcompute: Num) -> Sizes:
    """Return the sizes, over the best one, that reach a loss with `overcompute` times the least compute [1].

    All sizes between the two need less. The answer is the same for every loss.

    Parameters
    ----------
    law, overcompute
        A scaling law; compute over the least for the loss [1] >= 1, else NaN.

    Examples
    --------
    >>> from limits.scaling import get
    >>> "{:.2f} to {:.2f}".format(*sizes(get("besiroglu2024"), 1.2))
    '0.53 to 2.25'
    """
    c = law.coefficients
    log_C = np.log(np.where(np.asarray(overcompute) >= 1.0, overcompute, np.nan))
    more_tokens = _beyond(log_C, c.beta, c.alpha, c.q)
    more_parameters = _beyond(log_C, c.alpha, c.beta, c.q)
    return Sizes(np.exp(log_partner(more_tokens, c.beta, c.alpha, c.q)), np.exp(more_parameters))


def smallest(law: ScalingLaw, L: Num, overcompute: Num) -> Num:
    """Return the smallest model that reaches loss L with `overcompute` times the least compute [parameter].

    Parameters
    ----------
    law, L, overcompute
        A scaling law; a loss [law.loss_unit]; compute over the least for it [1] >= 1, else NaN.

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{smallest(get('besiroglu2024'), 1.9744, 1.2):.3g}"
    '3.86e+10'
    """
    return np.exp(log_optimum(law, L)[0]) * sizes(law, overcompute).low


def log_optimum(law: ScalingLaw, L: Num) -> tuple[Num, Num]:
    """Return ln N and ln D of the run of least compute that reaches loss L.

    Parameters
    ----------
    law, L
        A scaling law, and a loss [law.loss_unit].

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> log_N, log_D = log_optimum(get("besiroglu2024"), 1.9744)
    >>> f"{np.exp(log_N):.3g} {np.exp(log_D):.3g}"
    '7.23e+10 1.33e+12'
    """
    log_product = np.log(prediction.compute_for_loss(law, L) / FLOP_PER_PARAMETER_TOKEN)
    log_N = forms.log_optimal_parameters(law.coefficients, log_product)
    return log_N, log_product - log_N


def log_partner(x: Num, exponent: Num, other: Num, q: Num) -> Num:
    """Return the logarithm of D/D_opt from that of N/N_opt at the same loss, or the other way round.

    With `exponent` and `other` alpha and beta, it gives tokens from parameters; exchanged, parameters from tokens. Of
    two terms that add up, it writes one as its optimum and the difference of the other: nothing cancels near x = 0.

    Parameters
    ----------
    x
        Logarithm of what is given, over its optimum [1].
    exponent, other, q
        Exponent of what is given, that of what is wanted, and q of the law [1].

    Examples
    --------
    >>> f"{np.exp(log_partner(np.log(0.5), 0.3478, 0.3658, 1.0)):.3f}"
    '2.519'
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # the end of the contour, and beyond it
        return -q / other * np.log1p(-other / exponent * np.expm1(-exponent / q * x))


def _beyond(log_C: Num, exponent: Num, other: Num, q: Num) -> Num:
    """Return the logarithm of N or D over its optimum, where it is the larger at exp(log_C) times the least compute.

    The other one shrinks no further than to the run with this one unlimited, which bounds the answer from above.
    """
    least = q / other * np.log(exponent / (exponent + other))
    return zero(lambda x: x + log_partner(x, exponent, other, q) - log_C, log_C, log_C - least)
