"""The compute-efficient frontier of the loss against parameters and steps: how large to train, and when to stop.

Appendix B of Kaplan et al. (2020) solves equation 1.6 (`relations.steps`) for the least compute, here 6 N B_crit S_min:
that of a batch far below the critical one, C_min in the paper. What they fitted to the frontier itself has other
exponents (`trends`: kaplan2020-optimal-...).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.batch import critical_batch
from limits.scaling.trends.relations.power import power
from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.typing import Num

__all__ = [
    "RELATIONS",
    "compute_exponent",
    "compute_of_size",
    "compute_ratio",
    "compute_scale",
    "excess_at_stop",
    "optimal_loss",
    "optimal_parameters",
    "optimal_steps",
    "size_penalty",
    "size_ratio",
    "steps_penalty",
    "steps_ratio",
]


def excess_at_stop(*, alpha_N: Num, alpha_S: Num) -> Num:
    """Return by which share of the converged loss training on the frontier stops above it [1] (equation B.5).

    Examples
    --------
    >>> f"{excess_at_stop(alpha_N=0.077, alpha_S=0.76):.3f}"
    '0.101'
    """
    return alpha_N / alpha_S


def compute_exponent(*, alpha_N: Num, alpha_S: Num, alpha_B: Num) -> Num:
    """Return the exponent alpha_C of the loss on the frontier, L = (C_c/C)^alpha_C [1] (equation B.7).

    Examples
    --------
    >>> f"{compute_exponent(alpha_N=0.077, alpha_S=0.76, alpha_B=0.21):.4f}"
    '0.0525'
    """
    return 1.0 / (1.0 / alpha_S + 1.0 / alpha_B + 1.0 / alpha_N)


def compute_scale(*, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num, B_star: Num) -> Num:
    """Return the scale C_c of the loss on the frontier [FLOP] (equation B.8).

    Parameters
    ----------
    N_c, alpha_N, S_c, alpha_S, B_star
        As in `steps.loss_at_batch`.

    Examples
    --------
    >>> table = dict(N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76, B_star=2.1e8)
    >>> f"{compute_scale(**table) / 8.64e19:.1e} PF-days"
    '1.6e+08 PF-days'
    """
    excess = np.log1p(alpha_N / alpha_S) * (1.0 / alpha_S + 1.0 / alpha_N)
    return np.exp(np.log(6.0 * N_c) + np.log(B_star * S_c) + excess + np.log(alpha_S / alpha_N) / alpha_S)


def optimal_loss(C: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num, B_star: Num, alpha_B: Num) -> Num:
    """Return the least loss at compute C, which is B_crit(L) in batch, S_min in steps [nat/token].

    Parameters
    ----------
    C
        Compute of a batch far below the critical one [FLOP].
    N_c, alpha_N, S_c, alpha_S, B_star, alpha_B
        As in `steps.loss_at_batch`.

    Examples
    --------
    >>> table = dict(N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76, B_star=2.1e8, alpha_B=0.21)
    >>> f"{optimal_loss(8.64e19, **table):.2f}"  # 1 PF-day
    '2.69'
    """
    scale = compute_scale(N_c=N_c, alpha_N=alpha_N, S_c=S_c, alpha_S=alpha_S, B_star=B_star)
    return power(C, x_0=scale, alpha=compute_exponent(alpha_N=alpha_N, alpha_S=alpha_S, alpha_B=alpha_B))


def optimal_parameters(C: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num, B_star: Num, alpha_B: Num) -> Num:
    """Return the parameters of the least loss at compute C [parameter] (equation B.9).

    Parameters
    ----------
    C, N_c, alpha_N, S_c, alpha_S, B_star, alpha_B
        As in `optimal_loss`.

    Examples
    --------
    >>> table = dict(N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76, B_star=2.1e8, alpha_B=0.21)
    >>> f"{optimal_parameters(8.64e19, **table):.1e}"
    '5.8e+08'
    """
    L = optimal_loss(C, N_c=N_c, alpha_N=alpha_N, S_c=S_c, alpha_S=alpha_S, B_star=B_star, alpha_B=alpha_B)
    return np.exp(np.log(N_c) + (np.log1p(alpha_N / alpha_S) - np.log(L)) / alpha_N)


def optimal_steps(C: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num, B_star: Num, alpha_B: Num) -> Num:
    """Return the steps S_min of the least loss at compute C [1] (equation B.10).

    Parameters
    ----------
    C, N_c, alpha_N, S_c, alpha_S, B_star, alpha_B
        As in `optimal_loss`.

    Examples
    --------
    >>> table = dict(N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76, B_star=2.1e8, alpha_B=0.21)
    >>> f"{optimal_steps(8.64e19, **table):.0f}"
    '13161'
    """
    L = optimal_loss(C, N_c=N_c, alpha_N=alpha_N, S_c=S_c, alpha_S=alpha_S, B_star=B_star, alpha_B=alpha_B)
    return np.exp(np.log(S_c) + (np.log1p(alpha_S / alpha_N) - np.log(L)) / alpha_S)


def size_ratio(f: Num, other: Num, *, alpha_N: Num) -> Num:
    """Return the parameters of training that stops a share f above its converged loss, over those of another share.

    Both at the same loss (equation B.12) [1].

    Examples
    --------
    >>> f"{size_ratio(0.10, 0.02, alpha_N=0.076):.2f}"
    '2.70'
    """
    return np.exp((np.log1p(f) - np.log1p(other)) / alpha_N)


def steps_ratio(f: Num, other: Num, *, alpha_S: Num) -> Num:
    """Return the ratio of the steps that goes with `size_ratio` (equation B.13) [1].

    Examples
    --------
    >>> f"{steps_ratio(0.10, 0.02, alpha_S=0.76):.3f}"
    '0.133'
    """
    return np.exp((np.log1p(1.0 / f) - np.log1p(1.0 / other)) / alpha_S)


def compute_ratio(f: Num, other: Num, *, alpha_N: Num, alpha_S: Num) -> Num:
    """Return the ratio of the compute that goes with `size_ratio` (equation B.14) [1]; the batch drops out.

    Examples
    --------
    >>> f"{compute_ratio(0.10, 0.02, alpha_N=0.077, alpha_S=0.76):.2f}"
    '0.35'
    """
    return size_ratio(f, other, alpha_N=alpha_N) * steps_ratio(f, other, alpha_S=alpha_S)


def compute_of_size(
    N: Num, L: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num, B_star: Num, alpha_B: Num
) -> Num:
    """Return the compute with which N parameters reach the loss L [FLOP], infinite if never (equation B.15).

    Parameters
    ----------
    N, L
        Parameters [parameter] and loss [nat/token].
    N_c, alpha_N, S_c, alpha_S, B_star, alpha_B
        As in `steps.loss_at_batch`.

    Examples
    --------
    >>> table = dict(N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76, B_star=2.1e8, alpha_B=0.21)
    >>> [f"{compute_of_size(N, 2.5, **table) / 8.64e19:.2f}" for N in (4e8, 1e9, 1.5e9)]  # PF-days
    ['inf', '4.63', '4.17']
    """
    left = np.asarray(L - power(N, x_0=N_c, alpha=alpha_N))
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(left > 0, S_c * left ** (-1.0 / alpha_S), np.inf)
    return (6.0 * N * critical_batch(L, B_star=B_star, alpha_B=alpha_B) * steps)[()]


def size_penalty(k: Num, *, alpha_N: Num, alpha_S: Num) -> Num:
    """Return the compute of a model k times the best size, over that of the best, at equal loss (equation B.16) [1].

    Infinite where a model is too small for the loss.

    Examples
    --------
    >>> [f"{size_penalty(k, alpha_N=0.077, alpha_S=0.76):.3f}" for k in (0.6, 1, 2.2)]
    ['1.165', '1.000', '1.204']
    """
    return k * steps_penalty(k, alpha_N=alpha_N, alpha_S=alpha_S)


def steps_penalty(k: Num, *, alpha_N: Num, alpha_S: Num) -> Num:
    """Return the steps of a model k times the best size, over those of the best, at equal loss (equation B.17) [1].

    Infinite where a model is too small for the loss.

    Examples
    --------
    >>> [f"{steps_penalty(k, alpha_N=0.077, alpha_S=0.76):.3f}" for k in (0.6, 1, 2.2)]
    ['1.941', '1.000', '0.547']
    """
    left = np.asarray(1.0 - alpha_S / alpha_N * np.expm1(-alpha_N * np.log(k)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(left > 0, left ** (-1.0 / alpha_S), np.inf)[()]


def _compute_of(optimum: Callable[..., Num]) -> Callable[..., Num]:
    """Return the inverse of a function that is a power of the compute."""

    def inverse(value: Num, **table: Num) -> Num:
        one, ten = (np.log(optimum(C, **table)) for C in (1.0, 10.0))
        compute: Num = np.exp((np.log(value) - one) / ((ten - one) / np.log(10.0)))
        return compute

    return inverse


_OPTIMUM = r"\quad \alpha_C = \left(\tfrac{1}{\alpha_S} + \tfrac{1}{\alpha_B} + \tfrac{1}{\alpha_N}\right)^{-1}"
RELATIONS = {
    "optimal-loss": Relation(
        optimal_loss,
        r"\left(\frac{C_c}{C}\right)^{\alpha_C}," + _OPTIMUM,
        ("compute",),
        "loss",
        inverse={0: _compute_of(optimal_loss)},
    ),
    "optimal-parameters": Relation(
        optimal_parameters,
        r"N_c \left(\frac{C}{C_c}\right)^{\alpha_C/\alpha_N} \left(1 + \frac{\alpha_N}{\alpha_S}\right)^{1/\alpha_N},"
        + _OPTIMUM,
        ("compute",),
        "parameters",
        inverse={0: _compute_of(optimal_parameters)},
    ),
    "optimal-steps": Relation(
        optimal_steps,
        r"S_c \left(\frac{C}{C_c}\right)^{\alpha_C/\alpha_S} \left(1 + \frac{\alpha_S}{\alpha_N}\right)^{1/\alpha_S},"
        + _OPTIMUM,
        ("compute",),
        "least_steps",
        inverse={0: _compute_of(optimal_steps)},
    ),
}
