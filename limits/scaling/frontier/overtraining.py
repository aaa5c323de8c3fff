"""Training past the optimum: how far, and what it costs in loss, for any law of the nested family.

A smaller model on more tokens than the optimum of its compute is cheaper to serve. M = D/N are its tokens per
parameter, M* those of the optimum at the same compute, 6 N D. Gadre et al. (2024) write the loss as a function of C
and M; theirs is the member with alpha = beta, whose M* is the same at all compute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling import forms
from limits.scaling.frontier import prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN, Point

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = ["best_ratio", "excess", "factor", "loss", "run"]


def run(C: Num, M: Num) -> Point:
    """Return the run of compute C with M tokens per parameter, N = sqrt(C/(6 M)) and D = sqrt(C M/6).

    Parameters
    ----------
    C, M
        Training compute, 6 N D [FLOP], and tokens per parameter [token/parameter], arrays that broadcast.

    Examples
    --------
    >>> "{:.1e} parameters, {:.1e} tokens".format(*run(6e20, 100.0))
    '1.0e+09 parameters, 1.0e+11 tokens'
    """
    product = C / FLOP_PER_PARAMETER_TOKEN
    return Point(np.sqrt(product / M), np.sqrt(product * M))


def best_ratio(law: ScalingLaw, C: Num) -> Num:
    """Return M*, the tokens per parameter at the optimum of compute C [token/parameter].

    Parameters
    ----------
    law
        A scaling law.
    C
        Training compute, 6 N D [FLOP].

    Examples
    --------
    >>> from limits.scaling import get
    >>> [round(float(best_ratio(get("gadre2024-redpajama"), C)), 2) for C in (1e18, 1e24)]
    [7.42, 7.42]
    """
    return prediction.optimum(law, C).tokens_per_parameter


def factor(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return M/M*, the tokens per parameter of a run over those of the optimum at its compute [1].

    Above 1 a run is over-trained, below 1 under-trained.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{factor(get('besiroglu2024'), 8e9, 15e12):.0f}"  # Llama 3 8B
    '103'
    """
    return np.exp(-2.0 * forms.log_size(law.coefficients, N, D))


def loss(law: ScalingLaw, C: Num, M: Num) -> Num:
    """Return the loss of the run of compute C with M tokens per parameter [law.loss_unit].

    Parameters
    ----------
    law, C, M
        A scaling law; compute, 6 N D [FLOP], and tokens per parameter [token/parameter], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> [round(float(loss(get("gadre2024-redpajama"), 1e21, M)), 3) for M in (7.42, 640)]
    [2.598, 2.743]
    """
    return prediction.loss(law, *run(C, M))


def excess(law: ScalingLaw, C: Num, M: Num) -> Num:
    """Return the loss above the optimum at the same compute, for M tokens per parameter [law.loss_unit].

    The ratio of the reducible losses depends on M/M* alone: with k = (M/M*)^(-1/2) the size over the optimal one, it is
    a k^-alpha + b k^beta for a law that adds its terms.

    Parameters
    ----------
    law, C, M
        As in `loss`.

    Examples
    --------
    >>> from limits.scaling import get
    >>> law = get("gadre2024-redpajama")
    >>> f"{excess(law, 1e21, 640.0):.3f} {excess(law, 1e24, 640.0):.3f}"
    '0.145 0.057'
    """
    return prediction.excess(law, *run(C, M))
