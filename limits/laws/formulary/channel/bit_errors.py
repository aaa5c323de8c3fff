"""Modulation: how often bits are wrong when evenly spaced levels are told apart in noise.

Signal-to-noise ratios are linear, signal power over noise power at the slicer; Es/N0 is half of it for a real signal
and the same for a complex one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import Problem
from limits.laws.domain import NON_NEGATIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.gaussian_tail import inverse_tail, tail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.typing import Num

__all__ = [
    "PAM_BER",
    "QAM_BER",
    "pam_bit_error_rate",
    "pam_snr",
    "qam_bit_error_rate",
    "qam_snr",
]

_LEVELS = Domain(2.0, closed=True, whole=True)
_LEVELS_TRIED = Domain(2.0, closed=True, whole=True, high=256.0, high_closed=True)
_POINTS = Domain(4.0, closed=True, whole=True)
_POINTS_TRIED = Domain(4.0, closed=True, whole=True, high=65536.0, high_closed=True)
_SNR = (r"\mathrm{SNR}", "1", NON_NEGATIVE, (1e-2, 1e3), "signal power over noise power at the slicer", "17.7 dB")
_ERRORS = (
    "white Gaussian noise, levels evenly spaced and equally likely, decided one by one",
    "a wrong symbol has at least one wrong bit, and is counted as one",
)
_GRAY = ("a Gray code, and symbols that are mistaken for a neighbour alone",)


def pam_bit_error_rate(levels: Num, snr: Num) -> Num:
    r"""Least bit error rate, before error correction, of a signal of given `levels` at a given `snr`.

    .. math:: p \ge \frac{2\,(1-1/M)}{\log_2 M}\,Q\!\left(\sqrt{\frac{3\,\mathrm{SNR}}{M^2-1}}\right)

    Parameters
    ----------
    levels
        Levels M: 2 for NRZ, 4 for PAM4 [1].
    snr
        Ratio of signal power to noise power, linear [1].

    Returns
    -------
    Num
        Bit error rate [1].

    Notes
    -----
    The exact rate of wrong symbols shared among their bits [forney1998]_. A Gray code makes it the bit error rate
    itself up to errors by two levels, which are rare at every ratio of use. A number of levels that is no power of two
    (PAM6) is counted as :math:`\log_2 M` bits.

    Examples
    --------
    >>> f"{pam_bit_error_rate(4.0, 10.0**1.7655149880955767):.6g}"  # at the limit of RS(544,514)
    '0.00024'
    """
    return _share(levels) * tail(np.sqrt(3.0 * snr / ((levels - 1.0) * (levels + 1.0))))


def pam_snr(levels: Num, bit_error_rate: Num) -> Num:
    r"""Least signal-to-noise ratio [1] of PAM at a `bit_error_rate`: an inverse of `pam_bit_error_rate`.

    .. math:: \mathrm{SNR} = \frac{M^2-1}{3}\,\left[Q^{-1}\!\left(\frac{p\,\log_2 M}{2\,(1-1/M)}\right)\right]^2

    Not a number where the rate is above that of pure noise.

    Examples
    --------
    >>> f"{10.0 * np.log10(pam_snr(4.0, 2.4e-4)):.4f} dB"
    '17.6551 dB'
    """
    deviations = inverse_tail(bit_error_rate / _share(levels))
    reached = np.where(deviations >= 0.0, deviations, np.nan)[()]
    return (levels - 1.0) * (levels + 1.0) / 3.0 * reached**2


def _share(levels: Num) -> Num:
    """Bits hit per symbol and per tail: all levels but the two outer ones have two neighbours."""
    return 2.0 * (1.0 - 1.0 / levels) / np.log2(levels)


PAM_BER = Law(
    key="pam-ber",
    kernel=pam_bit_error_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="bit_error_rate",
    symbol="p",
    unit="1",
    gives="wrong bits per bit, before error correction",
    inputs=(
        Input("levels", "M", "1", _LEVELS, (2.0, 16.0), "levels", "4", branch=_LEVELS_TRIED),
        Input("snr", *_SNR),
    ),
    latex=r"p \ge \frac{2\,(1-1/M)}{\log_2 M}\,Q\!\left(\sqrt{\frac{3\,\mathrm{SNR}}{M^2-1}}\right)",
    holds_under=_ERRORS,
    reached_only=_GRAY,
    refs=("forney1998",),
    inverse={"snr": pam_snr},
)


def qam_bit_error_rate(points: Num, snr: Num) -> Num:
    r"""Least bit error rate, before error correction, of a square constellation of given `points` at a given `snr`.

    .. math:: p \ge \frac{4\,(1-1/\sqrt M)}{\log_2 M}\,Q\!\left(\sqrt{\frac{3\,\mathrm{SNR}}{M-1}}\right)

    Parameters
    ----------
    points
        Points M of the constellation, a square number: 4, 16, 64, 256 [1].
    snr
        Ratio of signal power to noise power in both quadratures together, which is Es/N0, linear [1].

    Returns
    -------
    Num
        Bit error rate [1].

    Notes
    -----
    Two signals of :math:`\sqrt M` levels side by side, each with half of the signal and half of the noise
    [forney1998]_; see `pam_bit_error_rate`.

    Examples
    --------
    >>> f"{qam_bit_error_rate(16.0, 83.17637711026708):.3g}"  # 19.2 dB
    '1.7e-05'
    """
    return pam_bit_error_rate(np.sqrt(points), snr)


def qam_snr(points: Num, bit_error_rate: Num) -> Num:
    """Least signal-to-noise ratio [1] of QAM at a `bit_error_rate`: an inverse of `qam_bit_error_rate`.

    Examples
    --------
    >>> f"{10.0 * np.log10(qam_snr(16.0, 1.25e-2)):.3f} dB"
    '13.549 dB'
    """
    return pam_snr(np.sqrt(points), bit_error_rate)


def _square(values: Mapping[str, Num]) -> Problem | None:
    """Refuse constellations that are not square."""
    points = np.asarray(values["points"])
    if np.all(np.rint(np.sqrt(points)) ** 2 == points):
        return None
    return Problem("points", f"{points:g}" if points.ndim == 0 else str(points), "square numbers, 4, 16, 64, 256")


QAM_BER = Law(
    key="qam-ber",
    kernel=qam_bit_error_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="bit_error_rate",
    symbol="p",
    unit="1",
    gives="wrong bits per bit, before error correction",
    inputs=(
        Input("points", "M", "1", _POINTS, (4.0, 256.0), "points, a square number", "16", branch=_POINTS_TRIED),
        Input("snr", *_SNR),
    ),
    latex=r"p \ge \frac{4\,(1-1/\sqrt M)}{\log_2 M}\,Q\!\left(\sqrt{\frac{3\,\mathrm{SNR}}{M-1}}\right)",
    holds_under=(*_ERRORS, "signal and noise of both quadratures are counted in the ratio"),
    reached_only=_GRAY,
    refs=("forney1998",),
    inverse={"snr": qam_snr},
    condition=_square,
)
