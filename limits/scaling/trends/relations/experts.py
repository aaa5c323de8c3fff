"""Mixtures of experts: the loss against parameters and the number, the size or the sparsity of the experts.

Three studies, three pairs of axes: Clark et al. count experts beside a dense base model, Krajewski et al. cut them
into smaller ones, Abnar et al. leave more of them out. Their N differ (`Trend.counts`), so their losses do too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "cutoff", "dense_equivalent", "granular", "routed", "saturated_experts", "sparse", "two_terms"]


def saturated_experts(E: Num, *, E_start: Num, E_max: Num) -> Num:
    r"""Return the experts that count, which start at `E_start` for a dense model and end at `E_max`.

    .. math:: \frac{1}{\hat E} = \frac{1}{E - 1 + (1/E_{start} - 1/E_{max})^{-1}} + \frac{1}{E_{max}}

    Parameters
    ----------
    E
        Experts per layer [1]; 1 is a dense model.
    E_start, E_max
        Value at E = 1 and for unlimited E [1].

    Examples
    --------
    >>> [round(float(saturated_experts(E, E_start=1.847, E_max=314.478)), 3) for E in (1, 64, np.inf)]
    [1.847, 53.769, 314.478]
    """
    return 1.0 / (1.0 / (E - 1.0 + 1.0 / (1.0 / E_start - 1.0 / E_max)) + 1.0 / E_max)


def routed(N: Num, E: Num, *, a: Num, b: Num, c: Num, d: Num, E_start: Num, E_max: Num) -> Num:
    r"""Return the loss of a routed model, bilinear in the logarithms of its dense base and of its experts.

    The logarithms are to base 10: the paper does not say, and only so does its law at E = 1 agree with its dense one.

    Parameters
    ----------
    N
        Parameters of the dense base model [parameter].
    E
        Experts per layer [1].
    a, b, c, d
        Constants [1] of log10 of the loss in nat/token.
    E_start, E_max
        As in `saturated_experts`.

    Examples
    --------
    >>> sbase = dict(a=-0.082, b=-0.108, c=0.009, d=1.104, E_start=1.847, E_max=314.478)  # Clark et al. 2022, table 3
    >>> f"{routed(1e9, 1, **sbase):.3f} {routed(1e9, 64, **sbase):.3f}, a dense one {(3.568e13 / 1e9) ** 0.078:.3f}"
    '2.285 2.086, a dense one 2.265'
    """
    log_N, log_E = np.log10(N), np.log10(saturated_experts(E, E_start=E_start, E_max=E_max))
    return 10.0 ** (a * log_N + b * log_E + c * log_N * log_E + d)


def _base_of_routed(L: Num, E: Num, *, a: Num, b: Num, c: Num, d: Num, E_start: Num, E_max: Num) -> Num:
    log_E = np.log10(saturated_experts(E, E_start=E_start, E_max=E_max))
    return 10.0 ** ((np.log10(L) - d - b * log_E) / (a + c * log_E))


def dense_equivalent(N: Num, E: Num, *, a: Num, b: Num, c: Num, d: Num, E_start: Num, E_max: Num) -> Num:
    """Return the parameters of the model without routing that has the same loss [parameter].

    It is the size at which the law for E = 1 gives the loss of (N, E); the constant d drops out.

    Parameters
    ----------
    N, E
        As in `routed`.
    a, b, c, d, E_start, E_max
        As in `routed`.

    Examples
    --------
    >>> sbase = dict(a=-0.082, b=-0.108, c=0.009, d=1.104, E_start=1.847, E_max=314.478)
    >>> [f"{float(dense_equivalent(5e6, E, **sbase)):.3g}" for E in (1, 128)]  # the paper says about 55e6
    ['5e+06', '5.18e+07']
    """
    constants = {"a": a, "b": b, "c": c, "d": d, "E_start": E_start, "E_max": E_max}
    return _base_of_routed(routed(N, E, **constants), 1.0, **constants)


def cutoff(*, b: Num, c: Num) -> Num:
    """Return the dense base above which more experts no longer lower the loss of `routed` [parameter].

    There the slope of the loss in the experts, b + c log10(N), changes its sign. It is exponential in a ratio of
    constants that are printed with two or three digits, and so known to a decade at best.

    Parameters
    ----------
    b, c
        As in `routed`.

    Examples
    --------
    >>> f"{cutoff(b=-0.108, c=0.009):.0e}, and {cutoff(b=-0.1085, c=0.0085):.1e} prints the same"
    '1e+12, and 5.8e+12 prints the same'
    """
    return 10.0 ** (-b / c)


def granular(N: Num, D: Num, G: Num, *, c: Num, g: Num, gamma: Num, a: Num, alpha: Num, b: Num, beta: Num) -> Num:
    r"""Return the loss of a mixture of fine-grained experts, L = c + (g/G^gamma + a)/N^alpha + b/D^beta.

    Parameters
    ----------
    N, D
        Parameters [parameter] and training tokens [token].
    G
        Granularity: hidden sizes of one expert that make up a dense layer's [1]; unlimited G leaves a/N^alpha.
    c, g, gamma, a, alpha, b, beta
        Constants; c, a, b and g in the unit of the loss.

    Examples
    --------
    >>> table = dict(c=0.47, g=2.1, gamma=0.58, a=18.1, alpha=0.115, b=30.8, beta=0.147)  # Krajewski et al. 2024
    >>> " ".join(f"{granular(1e9, 3e10, G, **table):.3f}" for G in (1, 8, np.inf))
    '3.222 3.086 3.028'
    """
    return c + (g * G**-gamma + a) * N**-alpha + b * D**-beta


def _parameters_of_granular(
    L: Num, D: Num, G: Num, *, c: Num, g: Num, gamma: Num, a: Num, alpha: Num, b: Num, beta: Num
) -> Num:
    return ((g * G**-gamma + a) / (L - c - b * D**-beta)) ** (1.0 / alpha)


def _tokens_of_granular(
    L: Num, N: Num, G: Num, *, c: Num, g: Num, gamma: Num, a: Num, alpha: Num, b: Num, beta: Num
) -> Num:
    return (b / (L - c - (g * G**-gamma + a) * N**-alpha)) ** (1.0 / beta)


def two_terms(N: Num, D: Num, *, c: Num, a: Num, alpha: Num, b: Num, beta: Num) -> Num:
    """Return L = c + a/N^alpha + b/D^beta, for a study that does not say what its N counts.

    One that does is a `ScalingLaw` of the nested family, which knows its optimum.

    Parameters
    ----------
    N, D
        Parameters [parameter] and training tokens [token].
    c, a, alpha, b, beta
        Constants; c, a and b in the unit of the loss.

    Examples
    --------
    >>> f"{two_terms(1e9, 3e10, c=0.47, a=16.3, alpha=0.126, b=26.7, beta=0.127):.3f}"
    '2.914'
    """
    return granular(N, D, 1.0, c=c, g=0.0, gamma=1.0, a=a, alpha=alpha, b=b, beta=beta)


def sparse(
    N: Num,
    D: Num,
    S: Num,
    *,
    a: Num,
    alpha: Num,
    b: Num,
    beta: Num,
    c: Num,
    lam: Num,
    d: Num,
    delta: Num,
    gamma: Num,
    e: Num,
) -> Num:
    r"""Return the loss against parameters, tokens and the share of experts that a token leaves out.

    .. math:: L = \frac{a}{N^\alpha} + \frac{b}{D^\beta} + \frac{c}{(1-S)^\lambda} + \frac{d}{(1-S)^\delta N^\gamma} + e

    Parameters
    ----------
    N, D
        All parameters, of every expert [parameter], and training tokens [token].
    S
        Sparsity (E - K)/E of K active experts among E [1]; 0 is a dense model.
    a, alpha, b, beta, c, lam, d, delta, gamma, e
        Constants; a, b, c, d and e in the unit of the loss.

    Examples
    --------
    >>> table = dict(a=16612.5, alpha=0.5962, b=5455.67, beta=0.3954, c=0.4598, lam=-0.1666, d=17.26, delta=0.1603)
    >>> " ".join(f"{sparse(1e10, 1e11, S, **table, gamma=0.1595, e=0.94):.3f}" for S in (0, 0.9))  # Abnar et al. 2025
    '2.101 2.150'
    """
    with np.errstate(divide="ignore"):  # S = 1 leaves no expert: the last term is infinite, and shows as such
        log_used = np.log1p(-np.asarray(S, dtype=float))
    at_any_size = c * np.exp(-lam * log_used)
    loss: Num = a * N**-alpha + b * D**-beta + at_any_size + d * np.exp(-delta * log_used) * N**-gamma + e
    return loss


RELATIONS = {
    "routed": Relation(
        routed,
        r"10^{a \log_{10} N + b \log_{10}\hat E + c \log_{10} N \log_{10}\hat E + d},\;"
        r" \frac{1}{\hat E} = \frac{1}{E - 1 + (1/E_{start} - 1/E_{max})^{-1}} + \frac{1}{E_{max}}",
        ("parameters", "experts"),
        "loss",
        inverse={0: _base_of_routed},
    ),
    "granular": Relation(
        granular,
        r"c + \frac{g/G^\gamma + a}{N^\alpha} + \frac{b}{D^\beta}",
        ("parameters", "tokens", "granularity"),
        "loss",
        inverse={0: _parameters_of_granular, 1: _tokens_of_granular},
    ),
    "two-terms": Relation(two_terms, r"c + \frac{a}{N^\alpha} + \frac{b}{D^\beta}", ("parameters", "tokens"), "loss"),
    "sparse": Relation(
        sparse,
        r"\frac{a}{N^\alpha} + \frac{b}{D^\beta} + \frac{c}{(1-S)^\lambda} + \frac{d}{(1-S)^\delta N^\gamma} + e",
        ("parameters", "tokens", "sparsity"),
        "loss",
        turns=(2,),
    ),
}
