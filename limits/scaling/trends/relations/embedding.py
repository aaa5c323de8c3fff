r"""Parameters with and without the embedding, and what a study that leaves it out would see (Pearce & Song 2024).

For models of one shape the embedding grows as the cube root of the rest, N_T = N + omega N^(1/3). A law in N_T has an
optimum under C = 6 N D in the counts without embedding, whose exponent falls from beta/(alpha/3 + beta) for small
models to beta/(alpha + beta) for large ones: a study of small models finds an exponent too large for large ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "local_exponent", "non_embedding", "optimal_compute", "range_exponent", "total_parameters"]

_POINTS = 4096  # of a quadrature whose error falls with their square: 8 digits over six decades


def total_parameters(N: Num, *, omega: Num) -> Num:
    """Return all parameters, N + omega N^(1/3) [parameter].

    Parameters
    ----------
    N
        Parameters without the embedding [parameter].
    omega
        V (aspect/12)^(1/3) for a vocabulary of V entries and layers of width over depth `aspect` [parameter^(2/3)].

    Examples
    --------
    >>> [f"{total_parameters(N, omega=47491.0):.3e}" for N in (1e3, 1e6, 1e9)]
    ['4.759e+05', '5.749e+06', '1.047e+09']
    """
    return N + omega * np.cbrt(N)


def non_embedding(N_T: Num, *, omega: Num) -> Num:
    """Return the parameters without the embedding, the inverse of `total_parameters` [parameter].

    A cubic in the cube root of N, whose one real root has a closed form in hyperbolic functions, exact to rounding
    where the usual one with roots cancels.

    Examples
    --------
    >>> f"{non_embedding(1.047491e9, omega=47491.0):.6e}"
    '1.000000e+09'
    """
    third = np.sqrt(omega / 3.0)
    return (2.0 * third * np.sinh(np.arcsinh(N_T / (2.0 * third**3)) / 3.0)) ** 3


def optimal_compute(N: Num, *, A: Num, alpha: Num, B: Num, beta: Num, omega: Num) -> Num:
    """Return the compute 6 N D of which N parameters without embedding are the optimum [FLOP].

    The loss is E + A/N_T^alpha + B/D^beta in all parameters N_T.

    Parameters
    ----------
    N
        Parameters without the embedding [parameter].
    A, alpha, B, beta
        Constants of the law in all parameters.
    omega
        As in `total_parameters`.

    Examples
    --------
    >>> law = dict(A=482.01, alpha=0.3478, B=2085.43, beta=0.3658)  # Besiroglu et al. 2024
    >>> f"{optimal_compute(1e9, **law, omega=47491.0):.2e}"
    '1.55e+20'
    """
    embedding = _embedding(N, omega)
    log_slope = np.log1p(embedding / 3.0) - np.log1p(embedding)
    log_size = np.log(N) + np.log1p(embedding)
    log_D = (np.log(beta * B) - np.log(alpha * A) + alpha * log_size - log_slope) / beta
    compute: Num = np.exp(np.log(6.0) + np.log(N) + log_D)
    return compute


def local_exponent(N: Num, *, alpha: Num, beta: Num, omega: Num) -> Num:
    """Return d ln N/d ln C of the optimum that a study without the embedding sees at N [1].

    Parameters
    ----------
    N, alpha, beta, omega
        As in `optimal_compute`.

    Examples
    --------
    >>> besiroglu = dict(alpha=0.3478, beta=0.3658, omega=47491.0)
    >>> [round(float(local_exponent(N, **besiroglu)), 3) for N in (1e3, 1e6, 1e9, 1e15)]
    [0.763, 0.963, 0.535, 0.513]
    """
    embedding = _embedding(N, omega)
    slope = (1.0 + embedding / 3.0) / (1.0 + embedding)  # d ln N_T/d ln N
    of_slope = 2.0 / 3.0 * (embedding / (1.0 + embedding) - embedding / (3.0 + embedding))  # its own d ln/d ln N
    return 1.0 / (1.0 + (alpha * slope - of_slope) / beta)


def range_exponent(low: float, high: float, *, A: float, alpha: float, B: float, beta: float, omega: float) -> float:
    """Return the exponent that a straight line through the optima between two sizes has, uniform in ln C [1].

    Least squares of ln N on ln C, in the limit of many optima.

    Parameters
    ----------
    low, high
        Smallest and largest model, in parameters without the embedding [parameter].
    A, alpha, B, beta, omega
        As in `optimal_compute`.

    Raises
    ------
    InputError
        When the range is none, or somewhere in it the compute falls as N grows, so that there is no optimum.

    Examples
    --------
    >>> besiroglu = dict(A=482.01, alpha=0.3478, B=2085.43, beta=0.3658, omega=47491.0)
    >>> round(range_exponent(768, 1.5e9, **besiroglu), 3)  # Kaplan's range; the published fit to their optima is 0.73
    0.788
    """
    if not 0 < low < high < np.inf:
        raise InputError("range exponent", [Problem("low, high", f"{low:g}, {high:g}", "0 < low < high, finite")])
    ends = np.log(low), np.log(high)
    log_N = ends[0] + (ends[1] - ends[0]) * (np.arange(_POINTS) + 0.5) / _POINTS
    weight = 1.0 / local_exponent(np.exp(log_N), alpha=alpha, beta=beta, omega=omega)  # d ln C of each step in ln N
    if not np.all((weight > 0) & np.isfinite(weight)):
        given = f"alpha {alpha:g}, beta {beta:g}"
        raise InputError(
            "range exponent", [Problem("alpha, beta", given, "exponents whose optimum grows with compute")]
        )
    log_C = np.log(optimal_compute(np.exp(log_N), A=A, alpha=alpha, B=B, beta=beta, omega=omega))
    off = log_C - np.average(log_C, weights=weight)
    return float(np.sum(weight * off * log_N) / np.sum(weight * off**2))


def _embedding(N: Num, omega: Num) -> Num:
    """Return the parameters of the embedding over the others."""
    return omega * np.exp(-2.0 / 3.0 * np.log(N))


RELATIONS = {
    "total-parameters": Relation(
        total_parameters,
        r"N + \omega N^{1/3}",
        ("parameters",),
        "total_parameters",
        inverse={0: non_embedding},
    ),
}
