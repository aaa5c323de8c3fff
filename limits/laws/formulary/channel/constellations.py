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
_DECIDED = (
    "white Gaussian noise on a real signal; a complex one is two of them",
    "levels evenly spaced and equally likely",
    "errors after decoding as rare as wanted: who tolerates some passes more",
)
_LONG = ("codes of unbounded length and delay", "decoding that uses the received values themselves")

# Integrals over the noise are sums at evenly spaced places: the trapezoidal rule converges exponentially for a Gaussian
# times a function that is analytic near the real axis, as exp(-2 pi d / step) where the nearest singularity lies d
# deviations beside it. All of them are logarithms of a density that vanishes.
_REACH = 10.0  # deviations: what the noise does farther out has a weight of 1e-22
_STEP = 1.0 / 16.0  # `_of_levels_apart`: d is half the way to another level, and there the weight has fallen with it
_NOISE = np.arange(-int(_REACH / _STEP), int(_REACH / _STEP) + 1) * _STEP
_WEIGHT = np.exp(-_NOISE * _NOISE / 2.0) * (_STEP / math.sqrt(2.0 * math.pi))
_WIDER_STEP = 1.0 / 8.0  # d >= pi/2 where `_of_weak_signal` is used, >= pi where `_of_dense_levels` is
_OUTWARD = np.arange(int(_REACH / _WIDER_STEP) + 1)[:, np.newaxis] * _WIDER_STEP  # of an even function, one side
_OUTWARD_WEIGHT = np.exp(-(_OUTWARD[:, 0] ** 2) / 2.0) * (_WIDER_STEP * math.sqrt(2.0 / math.pi))
_OUTWARD_WEIGHT[0] /= 2.0
_FAINT = 1e-17  # ratio whose square is beyond the last digit
_ENTROPY_OF_NOISE = 0.5 * math.log(2.0 * math.pi * math.e)  # in nat, of a deviation of 1


def pam_capacity(levels: Num, snr: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per symbol of given `levels` in white Gaussian noise at a given `snr`.

    .. math:: R \le C = \log_2 M-\frac1M\sum_x \mathbb E_z\log_2\sum_y e^{-((z+x-y)^2-z^2)/2}

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
    The mutual information of the levels and the received value [forney1998]_ [cover2006]_, from one of three forms of
    it, so that nothing cancels and the work hardly grows with the levels: where the signal is weaker than the noise, a
    half of the ratio less a small mean; where the levels lie far apart, what the noise around each one hides of their
    logarithm; between, the entropy of the received value less that of the noise. Where two of the forms meet, they
    agree to a few units in the last place.

    Examples
    --------
    >>> f"{pam_capacity(4.0, 10.0**1.7655149880955767):.6f}", float(pam_capacity(2.0, 1e4))
    ('1.997991', 1.0)
    """
    with np.errstate(all="ignore"):  # NaN is handed on; levels may be farther apart than floats count
        nats: Array = np.vectorize(_information, otypes=[float])(levels, snr)
    return nats[()] / const.ln2


def _information(levels: float, snr: float) -> float:
    """Mutual information of one constellation, in nat."""
    if math.isnan(levels + snr) or levels % 1.0:  # a part of a level is none: slopes would be those of nonsense
        return math.nan
    apart = 2.0 * math.sqrt(snr / ((levels - 1.0) * (levels + 1.0) / 3.0))  # neighbours, in deviations of the noise
    if snr <= 1.0:
        return _of_weak_signal(int(levels), apart, snr)
    return _of_dense_levels(int(levels), apart) if apart < 1.0 else _of_levels_apart(int(levels), apart)


def _of_weak_signal(levels: int, apart: float, snr: float) -> float:
    """Information in nat, from the density of the received value over that of the noise alone, L: snr/2 - E[L ln L].

    With t = L - 1, whose mean is 0, the mean is that of (1 + t) ln(1 + t) - t: it is of the order of the square of the
    ratio, so that neither its own cancellation nor that of snr/2 with it costs digits.
    """
    if snr < _FAINT:
        return 0.5 * snr
    signal = apart * (np.arange(levels) - (levels - 1) / 2.0)
    t = np.expm1(signal * (_OUTWARD - 0.5 * signal)).mean(axis=1)
    return 0.5 * snr - float(((1.0 + t) * np.log1p(t) - t) @ _OUTWARD_WEIGHT)


def _of_dense_levels(levels: int, apart: float) -> float:
    """Information in nat, as the entropy of the received value less that of the noise.

    The places of the sum divide the distance of neighbours, so that every level is one of them and the density a
    convolution: a sum over levels at each place would take the square of the work.
    """
    finer = math.ceil(apart / _WIDER_STEP)
    step = apart / finer
    sent = np.zeros((levels - 1) * finer + 1)
    sent[::finer] = 1.0 / levels
    places = np.arange(-math.ceil(_REACH / step), math.ceil(_REACH / step) + 1) * step
    density = np.convolve(sent, np.exp(-places * places / 2.0) / math.sqrt(2.0 * math.pi))
    entropy = -step * math.fsum(density * np.log(density))  # of thousands of places: a plain sum loses a digit
    return entropy - _ENTROPY_OF_NOISE


def _of_levels_apart(levels: int, apart: float) -> float:
    """Information in nat, as the logarithm of the levels less what the noise around each hides of it.

    That keeps all digits where nearly nothing is hidden. A level twice the reach of the noise away is never taken for
    the one that was sent, and all levels that far from both ends lose alike: the work does not grow with their number.
    """
    near = min(math.ceil(2.0 * _REACH / apart), levels - 1)
    hidden = 0.0
    for sent in range(min(near, (levels - 1) // 2) + 1):  # the other half is its mirror image
        way = apart * np.arange(-min(near, sent), min(near, levels - 1 - sent) + 1)[:, np.newaxis]
        exponent = -way * (0.5 * way + _NOISE)
        peak = exponent.max(axis=0)
        lost = float((peak + np.log(np.exp(exponent - peak).sum(axis=0))) @ _WEIGHT)
        alike = levels - 2 * near if sent == near else 1 if 2 * sent + 1 == levels else 2
        hidden += alike * lost
    return math.log(levels) - hidden / levels


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
    holds_under=_DECIDED,
    reached_only=_LONG,
    refs=("forney1998", "cover2006"),
)


def bi_awgn_capacity(snr: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per symbol of two levels in white Gaussian noise at a given `snr`.

    .. math:: R \le C = 1 - \mathbb E_z \log_2\left(1 + e^{-2A^2 - 2Az}\right),\quad A^2 = \mathrm{SNR}

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
    holds_under=_DECIDED,
    reached_only=_LONG,
    refs=("cover2006", "forney1998"),
)
