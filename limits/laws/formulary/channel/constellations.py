"""Constellations: what a channel carries when its input may only take evenly spaced, equally likely levels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Array, Num

__all__ = ["BI_AWGN", "PAM_CAPACITY", "bi_awgn_capacity", "pam_capacity"]

_SNR = (r"\mathrm{SNR}", "1", NON_NEGATIVE, (1e-4, 1e6), "signal power over noise power", "17.7 dB")
_LEVELS = Domain(2.0, closed=True, whole=True, high=1024.0, high_closed=True)  # the work grows as their square
_LEVELS_TRIED = Domain(2.0, closed=True, whole=True, high=64.0, high_closed=True)
_SOFT = (
    "white Gaussian noise on a real signal; a complex one is two of them",
    "levels evenly spaced and equally likely, and decoding that uses the received values themselves",
    "codes of unbounded length and delay",
)

# The trapezoidal rule converges exponentially for a Gaussian times a function that is analytic near the real axis. The
# nearest singularity lies where the noise is half the way to another level, and with it the weight has fallen: at this
# step the rest is below 1e-17 for every distance of levels.
_STEP = 1.0 / 16.0
_NOISE = np.arange(-160, 161) * _STEP
_WEIGHT = np.exp(-_NOISE * _NOISE / 2.0) * (_STEP / math.sqrt(2.0 * math.pi))
_CLOSE = 0.5  # of the outermost levels, in standard deviations of the noise: below it, the sum of first order cancels
_SERIES = np.arange(3.0, 27.0, 2.0)  # exponents of the series of _above_tangent


def pam_capacity(levels: Num, snr: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per symbol of given `levels` in white Gaussian noise at a given `snr`.

    .. math:: C = \log_2 M - \frac1M\sum_x \mathbb E_z\log_2\sum_y e^{-((z+x-y)^2-z^2)/2}

    Parameters
    ----------
    levels
        Levels M: 2 for NRZ, 4 for PAM4, at most 1024, as many as 2^20 points of QAM have in each dimension [1].
    snr
        Ratio of signal power to noise power, linear [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information per symbol [bit/symbol].

    Notes
    -----
    The mutual information of the levels and the received value [forney1998]_ [cover2006]_. Summed over the noise
    around each level, which keeps all digits at high ratios, where a sum over the received value loses them; where all
    levels lie close together, the part of first order, whose mean is exactly zero, is left out before it can cancel.

    Examples
    --------
    >>> f"{pam_capacity(4.0, 10.0**1.7655149880955767):.6f}", float(pam_capacity(2.0, 1e4))
    ('1.997991', 1.0)
    """
    with np.errstate(invalid="ignore"):  # NaN is handed on
        nats: Array = np.vectorize(_information, otypes=[float])(levels, snr)
    return nats[()] / const.ln2


def _information(levels: float, snr: float) -> float:
    """Mutual information of one constellation, in nat."""
    if math.isnan(levels + snr):
        return math.nan
    order = np.arange(int(levels))
    apart = 2.0 * math.sqrt(3.0 * snr / ((levels - 1.0) * (levels + 1.0)))  # neighbours, in deviations of the noise
    total = 0.0
    for sent in range(int(levels + 1) // 2):  # the other half is its mirror image
        way = apart * (order - sent)[:, np.newaxis]
        exponent = -way * (0.5 * way + _NOISE)
        if apart * levels <= _CLOSE:
            lost = -_above_tangent(np.expm1(exponent).mean(axis=0))
        else:
            peak = exponent.max(axis=0)
            lost = peak + np.log(np.exp(exponent - peak).mean(axis=0))
        total -= (1.0 if 2 * sent + 1 == levels else 2.0) * float(lost @ _WEIGHT)
    return min(total / levels, math.log(levels))  # rounding may not add to what the levels can name


def _above_tangent(x: Num) -> Num:
    """Return x - ln(1 + x) without cancellation; the series is short only where the weight of the noise is nothing."""
    r = x / (2.0 + x)  # ln(1 + x) = 2 artanh(r)
    return x * r - 2.0 * sum(r**power / power for power in _SERIES)


PAM_CAPACITY = Law(
    key="pam-capacity",
    kernel=pam_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/symbol",
    gives="information per symbol",
    inputs=(
        Input("levels", "M", "1", _LEVELS, (2.0, 8.0), "levels", "4", branch=_LEVELS_TRIED),
        Input("snr", *_SNR),
    ),
    latex=r"R \le C = \log_2 M-\frac1M\sum_x \mathbb E_z\log_2\sum_y e^{-((z+x-y)^2-z^2)/2}",
    assumes=_SOFT,
    refs=("forney1998", "cover2006"),
)


def bi_awgn_capacity(snr: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per symbol of two levels in white Gaussian noise at a given `snr`.

    .. math:: C = 1 - \mathbb E_z \log_2\left(1 + e^{-2A^2 - 2Az}\right),\quad A^2 = \mathrm{SNR}

    Parameters
    ----------
    snr
        Ratio of signal power to noise power in the one real dimension: twice Es/N0 [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information per symbol [bit/symbol], exactly 1 at high ratios.

    Notes
    -----
    `pam_capacity` of two levels [cover2006]_, known as the binary-input AWGN channel.

    Examples
    --------
    >>> f"{bi_awgn_capacity(1.0):.6f}", float(bi_awgn_capacity(1e4))
    ('0.485944', 1.0)
    """
    return pam_capacity(2.0, snr, const=const)


BI_AWGN = Law(
    key="bi-awgn",
    kernel=bi_awgn_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/symbol",
    gives="information per symbol",
    inputs=(Input("snr", *_SNR),),
    latex=r"R \le C = 1 - \mathbb E_z \log_2\left(1 + e^{-2A^2 - 2Az}\right),\quad A^2 = \mathrm{SNR}",
    assumes=_SOFT,
    refs=("cover2006", "forney1998"),
)
