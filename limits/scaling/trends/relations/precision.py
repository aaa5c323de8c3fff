"""Training and serving in few bits: parameters that count, the loss they leave, and the bits that pay best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, NoSolutionError, Problem
from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from limits.typing import Num

__all__ = [
    "RELATIONS",
    "best_precision",
    "bits",
    "degradation",
    "effective_parameters",
    "kept",
    "precision_loss",
    "weights_only",
]


def kept(P: Num, *, gamma: Num, n: Num = 0.0) -> Num:
    """Return the share of the parameters that count when one part of a model has few bits, 1 - exp(n - P/gamma).

    Parameters
    ----------
    P
        Precision of the part [bit]; infinity keeps everything.
    gamma, n
        Sensitivity of the part [bit], and the offset of its fit [1].

    Returns
    -------
    Num
        A share [1]; NaN at and below n gamma bits, where the fit would leave nothing or less.

    Examples
    --------
    >>> " ".join(f"{kept(P, gamma=2.6745):.3f}" for P in (3, 4, 8, 16))  # Kumar et al. 2024, equation 3, weights
    '0.674 0.776 0.950 0.997'
    """
    share = -np.expm1(n - np.asarray(P, dtype=float) / gamma)
    return np.where(share > 0.0, share, np.nan)[()]


def bits(share: Num, *, gamma: Num, n: Num = 0.0) -> Num:
    """Return the precision at which a share of the parameters counts, the inverse of `kept` [bit].

    Parameters
    ----------
    share
        Share of the parameters that counts [1], above 0; NaN from 1 on, which no number of bits keeps.
    gamma, n
        As in `kept`.

    Examples
    --------
    >>> f"{bits(0.950, gamma=2.6745):.1f}"
    '8.0'
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        P = gamma * (n - np.log1p(-np.asarray(share, dtype=float)))
    return np.where(np.isfinite(P), P, np.nan)[()]


def weights_only(N: Num, P_w: Num, *, gamma_w: Num, n_w: Num = 0.0) -> Num:
    """Return the parameters that count when only the weights have few bits [parameter].

    Parameters
    ----------
    N, P_w
        Parameters [parameter] and precision of the weights [bit].
    gamma_w, n_w
        As in `kept`.

    Examples
    --------
    >>> f"{weights_only(1e9, 4, gamma_w=2.6745):.3g}"
    '7.76e+08'
    """
    return N * kept(P_w, gamma=gamma_w, n=n_w)


def effective_parameters(
    N: Num,
    P_w: Num,
    P_a: Num,
    P_kv: Num,
    *,
    gamma_w: Num,
    gamma_a: Num,
    gamma_kv: Num,
    n_w: Num = 0.0,
    n_a: Num = 0.0,
    n_kv: Num = 0.0,
) -> Num:
    """Return the parameters that count when weights, activations and cache were trained in few bits [parameter].

    Parameters
    ----------
    N
        Parameters [parameter].
    P_w, P_a, P_kv
        Precision of weights, activations, and keys and values [bit].
    gamma_w, gamma_a, gamma_kv
        Sensitivities [bit].
    n_w, n_a, n_kv
        Offsets of the fits [1], which equation 4 of Kumar et al. (2024) leaves out and their table of constants has.

    Examples
    --------
    >>> gammas = dict(gamma_w=2.6745, gamma_a=2.2102, gamma_kv=0.9578)
    >>> offsets = dict(n_w=0.3037, n_a=1.4072, n_kv=2.4185)
    >>> f"{effective_parameters(1e9, 4, 4, 4, **gammas):.3g}"
    '6.39e+08'
    >>> f"{effective_parameters(1e9, 4, 4, 4, **gammas, **offsets):.3g}"
    '1.91e+08'
    """
    parts = kept(P_w, gamma=gamma_w, n=n_w) * kept(P_a, gamma=gamma_a, n=n_a) * kept(P_kv, gamma=gamma_kv, n=n_kv)
    return N * parts


def _bits_of_weights(N_eff: Num, N: Num, *, gamma_w: Num, n_w: Num = 0.0) -> Num:
    return bits(N_eff / N, gamma=gamma_w, n=n_w)


def _parameters_of_weights(N_eff: Num, P_w: Num, *, gamma_w: Num, n_w: Num = 0.0) -> Num:
    return N_eff / kept(P_w, gamma=gamma_w, n=n_w)


def _bits_of_part(part: str) -> Callable[..., Num]:
    """Return the inverse of `effective_parameters` for the precision of one part: w, a or kv."""

    def inverse(N_eff: Num, N: Num, *others: Num, **constants: Num) -> Num:
        parts = [each for each in ("w", "a", "kv") if each != part]
        for other, P in zip(parts, others, strict=True):
            N_eff = N_eff / kept(P, gamma=constants[f"gamma_{other}"], n=constants.get(f"n_{other}", 0.0))
        return bits(N_eff / N, gamma=constants[f"gamma_{part}"], n=constants.get(f"n_{part}", 0.0))

    return inverse


def _effective_of_loss(L: Num, D: Num, *, A: Num, B: Num, E: Num, alpha: Num, beta: Num) -> Num:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.exp((np.log(A) - np.log(L - E - B * D**-beta)) / alpha)


def _of_loss(inner: Callable[..., Num], *, first: bool) -> Callable[..., Num]:
    """Return an inverse of `precision_loss`: effective parameters from the loss, then `inner` as it takes them."""

    def inverse(L: Num, *known: Num, **constants: Num) -> Num:
        (D, *rest) = known if first else (known[1], known[0], *known[2:])
        outer = {name: constants.pop(name) for name in ("A", "B", "E", "alpha", "beta")}
        return inner(_effective_of_loss(L, D, **outer), *rest, **constants)

    return inverse


def _parameters_of_effective(N_eff: Num, P_w: Num, P_a: Num, P_kv: Num, **constants: Num) -> Num:
    return N_eff / effective_parameters(1.0, P_w, P_a, P_kv, **constants)


def precision_loss(
    N: Num, D: Num, P_w: Num, P_a: Num, P_kv: Num, *, A: Num, B: Num, E: Num, alpha: Num, beta: Num,
    gamma_w: Num, gamma_a: Num, gamma_kv: Num, n_w: Num = 0.0, n_a: Num = 0.0, n_kv: Num = 0.0,
) -> Num:  # fmt: skip
    """Return the loss after training in few bits, A N_eff^-alpha + B D^-beta + E.

    Parameters
    ----------
    N, D
        Parameters [parameter] and training tokens [token].
    P_w, P_a, P_kv
        As in `effective_parameters`.
    A, B, E, alpha, beta
        Constants of the form of Hoffmann et al. (2022).
    gamma_w, gamma_a, gamma_kv, n_w, n_a, n_kv
        As in `effective_parameters`.

    Examples
    --------
    >>> fit = dict(
    ...     A=4299, B=18060, E=2.7648, alpha=0.4965, beta=0.4965, gamma_w=2.6745, gamma_a=2.2102, gamma_kv=0.9578
    ... )
    >>> [round(float(precision_loss(1e8, 1e10, P, P, P, **fit)), 3) for P in (4, 8, np.inf)]
    [3.533, 3.437, 3.419]
    """
    N_eff = effective_parameters(
        N, P_w, P_a, P_kv, gamma_w=gamma_w, gamma_a=gamma_a, gamma_kv=gamma_kv, n_w=n_w, n_a=n_a, n_kv=n_kv
    )
    return A * N_eff**-alpha + B * D**-beta + E


def degradation(N: Num, D: Num, P: Num, *, C_T: Num, gamma_D: Num, gamma_N: Num, gamma_post: Num) -> Num:
    """Return the loss that rounding a finished model's weights adds, C_T D^gamma_D / N^gamma_N exp(-P/gamma_post).

    It grows with the tokens: the longer a model was trained, the worse it bears rounding.

    Parameters
    ----------
    N, D
        Parameters [parameter] and training tokens [token].
    P
        Precision after rounding [bit].
    C_T, gamma_D, gamma_N, gamma_post
        Constants; gamma_post in bit.

    Examples
    --------
    >>> more = degradation(1e8, 2e10, 4, C_T=1, gamma_D=0.5, gamma_N=0.3, gamma_post=0.6)
    >>> f"{more / degradation(1e8, 1e10, 4, C_T=1, gamma_D=0.5, gamma_N=0.3, gamma_post=0.6):.3f}"
    '1.414'
    """
    return C_T * np.exp(gamma_D * np.log(D) - gamma_N * np.log(N) - P / gamma_post)


def best_precision(gammas: Sequence[float], offsets: Sequence[float] | None = None) -> float:
    r"""Return the bits at which parameters that count are cheapest, if a parameter costs as much as it has bits.

    The maximum of prod_i (1 - exp(n_i - P/gamma_i)) / P lies where

    .. math:: \sum_i \frac{P/\gamma_i}{e^{P/\gamma_i - n_i} - 1} = 1,

    the left side of which only falls. Three parts of one gamma and no offset: 3 u e^-u = 1 - e^-u, u = P/gamma = 1.904.

    Parameters
    ----------
    gammas
        Sensitivity of every part that is in P bits [bit].
    offsets
        Offset of every part [1] >= 0; none by default.

    Raises
    ------
    InputError
        When a gamma is not above 0, an offset below 0, or their numbers differ.
    NoSolutionError
        When a single part without offset is always cheapest in the fewest bits.

    Examples
    --------
    >>> f"{best_precision([1, 1, 1]):.4f}"
    '1.9038'
    >>> f"{best_precision([2.6745, 2.2102, 0.9578], [0.3037, 1.4072, 2.4185]):.2f}"  # the paper: 7 to 8 bit
    '7.00'
    """
    from scipy.optimize import brentq

    scales = np.asarray(gammas, dtype=float)
    shifts = np.zeros_like(scales) if offsets is None else np.asarray(offsets, dtype=float)
    if scales.ndim != 1 or not scales.size or not (np.all(scales > 0) and np.all(np.isfinite(scales))):
        raise InputError("best precision", [Problem("gammas", f"{gammas}", "sensitivities [bit] > 0, finite")])
    if shifts.shape != scales.shape or not (np.all(shifts >= 0) and np.all(np.isfinite(shifts))):
        raise InputError("best precision", [Problem("offsets", f"{offsets}", f"{scales.size} numbers >= 0, finite")])
    if scales.size == 1 and shifts[0] == 0.0:
        raise NoSolutionError("best precision", "precision", "(1 - exp(-P/gamma))/P only falls: fewer bits always pay")

    def beyond(P: float) -> float:
        u = P / scales
        with np.errstate(over="ignore"):  # a part that has long saturated adds nothing
            return float(np.sum(u / np.expm1(u - shifts))) - 1.0

    least = float(np.max(shifts * scales))  # where a part would keep nothing, and the sum is infinite
    low = least + 1e-9 * float(np.max(scales))
    high = low + float(np.max(scales))
    while beyond(high) > 0.0:
        high = least + 2.0 * (high - least)
    return float(brentq(beyond, low, high, xtol=1e-12 * high))


_FIT = r"\prod_x \left(1 - e^{n_x - P_x/\gamma_x}\right)"

_BITS = {place: _bits_of_part(part) for place, part in enumerate(("w", "a", "kv"), start=1)}

RELATIONS = {
    "weights-only": Relation(
        weights_only,
        r"N \left(1 - e^{n_w - P_w/\gamma_w}\right)",
        ("parameters", "weight_precision"),
        "effective_parameters",
        inverse={0: _parameters_of_weights, 1: _bits_of_weights},
    ),
    "effective-parameters": Relation(
        effective_parameters,
        rf"N {_FIT}",
        ("parameters", "weight_precision", "activation_precision", "cache_precision"),
        "effective_parameters",
        inverse={0: _parameters_of_effective, **_BITS},
    ),
    "precision-loss": Relation(
        precision_loss,
        rf"A \left[N {_FIT}\right]^{{-\alpha}} + B D^{{-\beta}} + E",
        ("parameters", "tokens", "weight_precision", "activation_precision", "cache_precision"),
        "loss",
        inverse={
            0: _of_loss(_parameters_of_effective, first=True),
            **{place + 1: _of_loss(inner, first=False) for place, inner in _BITS.items()},
        },
    ),
    "degradation": Relation(
        degradation,
        r"C_T \frac{D^{\gamma_D}}{N^{\gamma_N}} e^{-P/\gamma_{post}}",
    ),
}
