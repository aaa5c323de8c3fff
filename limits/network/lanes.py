"""One lane of a link: its band and the signal-to-noise ratio that its modulation needs."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np

Num = Any  # a float or an array


def nyquist_bandwidth(symbol_rate: Num) -> Num:
    """Least one-sided bandwidth [Hz] that carries `symbol_rate` [Bd] of a real baseband signal: half of it.

    Examples
    --------
    >>> nyquist_bandwidth(53.125e9)
    26562500000.0
    """
    return symbol_rate / 2.0


def pam_snr(bit_error_rate: float, levels: float) -> float:
    r"""Signal-to-noise ratio at which Gray-coded PAM reaches a bit error rate, in white Gaussian noise.

    .. math:: \mathrm{SNR} = \frac{M^2-1}{3}\,\left[Q^{-1}\!\left(\frac{p\,\log_2 M}{2\,(1-1/M)}\right)\right]^2

    Parameters
    ----------
    bit_error_rate
        Bit error rate p before error correction, in (0, 1/2) [1].
    levels
        Levels M of the modulation: 2 for NRZ, 4 for PAM4 [1].

    Returns
    -------
    float
        Signal-to-noise ratio, linear [1].

    Examples
    --------
    >>> round(10 * float(np.log10(pam_snr(2.4e-4, 4))), 4)  # decibels, at the limit of RS(544,514)
    17.6551
    """
    tail = bit_error_rate * np.log2(levels) / (2.0 * (1.0 - 1.0 / levels))
    quantile = -NormalDist().inv_cdf(float(tail))  # of the tail itself: 1 - p would lose its digits
    return float((levels**2 - 1.0) / 3.0 * quantile**2)
