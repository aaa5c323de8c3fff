"""The gap: by how much uncoded levels miss the capacity of the channel, and what rate that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import FROM_ONE, NON_NEGATIVE, POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.gaussian_tail import inverse_tail, tail

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "GAP_RATE",
    "SNR_GAP",
    "gap_rate",
    "gap_rate_gap",
    "gap_rate_snr",
    "snr_gap",
    "snr_gap_error",
]

_HALF = Domain(0.0, closed=False, high=0.5, high_closed=True)


def snr_gap(error: Num) -> Num:
    r"""Factor in power between uncoded levels of a given `error` probability and the capacity of the channel.

    .. math:: \Gamma = \frac{[Q^{-1}(P_e)]^2}{3}

    Parameters
    ----------
    error
        Probability that a symbol is taken for one of its neighbours on one side, at most one half [1].

    Returns
    -------
    Num
        Gap, linear [1].

    Notes
    -----
    A model that is good at high ratios, also known as the normalised ratio of uncoded levels [forney1998]_. It belongs
    to its error probability; a code takes its coding gain from it.

    Examples
    --------
    >>> f"{10.0 * np.log10(snr_gap(1e-6)):.2f} dB"
    '8.77 dB'
    """
    return inverse_tail(error) ** 2 / 3.0


def snr_gap_error(gap: Num) -> Num:
    """Error probability [1] at a `gap`: the inverse of `snr_gap`.

    Examples
    --------
    >>> f"{snr_gap_error(snr_gap(1e-6)):.6g}"
    '1e-06'
    """
    return tail(np.sqrt(3.0 * gap))


SNR_GAP = Law(
    key="snr-gap",
    kernel=snr_gap,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="gap",
    symbol=r"\Gamma",
    unit="1",
    gives="signal power over the least that capacity asks for",
    inputs=(
        Input("error", "P_e", "1", _HALF, (1e-15, 0.1), "error probability of a symbol, towards one side", "1e-6"),
    ),
    latex=r"\Gamma = \frac{[Q^{-1}(P_e)]^2}{3}",
    holds_under=(
        "uncoded evenly spaced levels in white Gaussian noise, at high ratios",
        "the error probability counts one neighbour: twice as much where there are two",
    ),
    refs=("forney1998",),
    inverse={"error": snr_gap_error},
)


def gap_rate(symbol_rate: Num, snr: Num, gap: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Rate of a real signal of given `symbol_rate` and `snr` whose modulation and code miss capacity by a `gap`.

    .. math:: R = R_s\,\tfrac12 \log_2\left(1 + \mathrm{SNR}/\Gamma\right)

    Parameters
    ----------
    symbol_rate
        Symbols per time, of a real signal [Bd].
    snr
        Ratio of signal power to noise power, linear [1].
    gap
        Factor by which the ratio must exceed that of capacity, from 1 [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information per time [bit/s]; at a gap of 1 it is the capacity of the bandwidth :math:`R_s/2`.

    Notes
    -----
    The definition of the gap [forney1998]_: by how much the ratio exceeds that at which capacity is the same rate. 15
    times the gap carry the two bits of four levels.

    Examples
    --------
    >>> f"{gap_rate(53.125e9, 15.0 * snr_gap(1e-6), snr_gap(1e-6)) / 53.125e9:.12g}"  # bit per symbol
    '2'
    """
    return symbol_rate * (0.5 * np.log1p(snr / gap) / const.ln2)


def gap_rate_snr(rate: Num, symbol_rate: Num, gap: Num, *, const: Constants = CODATA2022) -> Num:
    """Signal-to-noise ratio [1] that carries `rate` [bit/s]: an inverse of `gap_rate`.

    Examples
    --------
    >>> float(gap_rate_snr(2.0, 2.0, 4.0))
    12.0
    """
    return gap * np.expm1(2.0 * rate / symbol_rate * const.ln2)


def gap_rate_gap(rate: Num, symbol_rate: Num, snr: Num, *, const: Constants = CODATA2022) -> Num:
    """Gap [1] at which a signal carries `rate` [bit/s]: an inverse of `gap_rate`.

    Examples
    --------
    >>> float(gap_rate_gap(2.0, 2.0, 12.0))
    4.0
    """
    return snr / np.expm1(2.0 * rate / symbol_rate * const.ln2)


GAP_RATE = Law(
    key="gap-rate",
    kernel=gap_rate,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="rate",
    symbol="R",
    unit="bit/s",
    gives="information per time",
    inputs=(
        Input(
            "symbol_rate", "R_s", "Bd", POSITIVE, (1e3, 1e12), "symbols per time, of a real signal", "53.125 GBd", 1.0
        ),
        Input(
            "snr",
            r"\mathrm{SNR}",
            "1",
            NON_NEGATIVE,
            (1e-2, 1e6),
            "signal power over noise power at the slicer",
            "20 dB",
        ),
        Input("gap", r"\Gamma", "1", FROM_ONE, (1.0, 20.0), "gap to capacity, linear", "8.77 dB"),
    ),
    latex=r"R = R_s\,\tfrac12 \log_2\left(1 + \mathrm{SNR}/\Gamma\right)",
    holds_under=(
        "a real signal in white Gaussian noise; a complex one carries twice as much at the same ratio",
        "the gap belongs to one error probability; with a code, subtract the coding gain from it",
    ),
    refs=("forney1998",),
    inverse={"snr": gap_rate_snr, "gap": gap_rate_gap},
)
