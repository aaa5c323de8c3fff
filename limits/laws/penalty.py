"""Penalties: by how much signals of evenly spaced levels miss two levels, and miss the capacity of the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.gaussian import inverse_tail, tail
from limits.laws.law import FROM_ONE, NON_NEGATIVE, POSITIVE, Domain, Input, Kind, Law, Sense

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.laws.law import Num

__all__ = [
    "GAP_RATE",
    "PAM_PENALTY",
    "PAM_PENALTY_PEAK",
    "SNR_GAP",
    "gap_rate",
    "gap_rate_gap",
    "gap_rate_snr",
    "pam_penalty",
    "pam_penalty_levels",
    "pam_penalty_peak",
    "pam_penalty_peak_levels",
    "snr_gap",
    "snr_gap_error",
]

_LEVELS = Input("levels", "M", "1", Domain(2.0, closed=True, whole=True), (2.0, 16.0), "levels", "4")
_HALF = Domain(0.0, closed=False, high=0.5, high_closed=True)
_SAME_DISTANCE = "the same distance between neighbours, and the same noise"


def pam_penalty(levels: Num) -> Num:
    r"""Factor in mean signal power by which `levels` cost more than two of them at the same distance.

    .. math:: P_M/P_2 = \frac{M^2 - 1}{3}

    Parameters
    ----------
    levels
        Levels M [1].

    Returns
    -------
    Num
        Ratio of mean signal powers [1].

    Notes
    -----
    The mean square of evenly spaced levels over that of two [forney1998]_: 6.99 dB for PAM4. It has half the symbol
    rate at the same bit rate, hence half the noise, and gets 3 dB back. The loss of eye height at the same swing is
    another number, `pam_penalty_peak`.

    Examples
    --------
    >>> f"{10.0 * np.log10(pam_penalty(4.0)):.2f} dB"
    '6.99 dB'
    """
    return (levels - 1.0) * (levels + 1.0) / 3.0


def pam_penalty_levels(ratio: Num) -> Num:
    """Levels [1] that cost a given `ratio` in mean power: an inverse of `pam_penalty`.

    Examples
    --------
    >>> float(pam_penalty_levels(5.0))
    4.0
    """
    return np.sqrt(3.0 * ratio + 1.0)


def pam_penalty_peak(levels: Num) -> Num:
    r"""Factor in peak signal power by which `levels` cost more than two of them at the same distance.

    .. math:: \hat P_M/\hat P_2 = (M - 1)^2

    Parameters
    ----------
    levels
        Levels M [1].

    Returns
    -------
    Num
        Ratio of peak signal powers, the square of the loss of eye height at the same swing [1].

    Notes
    -----
    Within the same swing stand M - 1 eyes instead of one [forney1998]_: 9.54 dB for PAM4.

    Examples
    --------
    >>> f"{10.0 * np.log10(pam_penalty_peak(4.0)):.2f} dB"
    '9.54 dB'
    """
    return (levels - 1.0) * (levels - 1.0)


def pam_penalty_peak_levels(ratio: Num) -> Num:
    """Levels [1] that cost a given `ratio` in peak power: an inverse of `pam_penalty_peak`.

    Examples
    --------
    >>> float(pam_penalty_peak_levels(9.0))
    4.0
    """
    return np.sqrt(ratio) + 1.0


PAM_PENALTY = Law(
    key="pam-penalty",
    kernel=pam_penalty,
    kind=Kind.THEOREM,
    sense=Sense.NONE,
    result="ratio",
    symbol=r"P_M/P_2",
    unit="1",
    gives="mean signal power over that of two levels",
    inputs=(_LEVELS,),
    latex=r"P_M/P_2 = \frac{M^2 - 1}{3}",
    assumes=(_SAME_DISTANCE, "levels evenly spaced and equally likely", "mean powers, not swings"),
    refs=("forney1998",),
    inverse={"levels": pam_penalty_levels},
)

PAM_PENALTY_PEAK = Law(
    key="pam-penalty-peak",
    kernel=pam_penalty_peak,
    kind=Kind.THEOREM,
    sense=Sense.NONE,
    result="ratio",
    symbol=r"\hat P_M/\hat P_2",
    unit="1",
    gives="peak signal power over that of two levels",
    inputs=(_LEVELS,),
    latex=r"\hat P_M/\hat P_2 = (M - 1)^2",
    assumes=(_SAME_DISTANCE, "levels evenly spaced", "peak powers: swings squared, not means"),
    refs=("forney1998",),
    inverse={"levels": pam_penalty_peak_levels},
)


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
    assumes=(
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
    A model [forney1998]_: 15 times the gap carry the two bits of four levels.

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
    kind=Kind.MODEL,
    sense=Sense.NONE,
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
    assumes=(
        "a real signal in white Gaussian noise; a complex one carries twice as much at the same ratio",
        "the gap belongs to one error probability; with a code, subtract the coding gain from it",
    ),
    refs=("forney1998",),
    inverse={"snr": gap_rate_snr, "gap": gap_rate_gap},
)
