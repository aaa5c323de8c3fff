"""Channels whose signal-to-noise ratio changes with frequency: their capacity, and what an equaliser makes of them.

Plain functions and not laws, since what they take is a curve: SI numbers in, SI numbers out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.errors import InputError, Problem
from limits.laws.formulary.channel.shannon import shannon_snr
from limits.laws.reading import in_floats, reals

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from limits.constants import Constants
    from limits.typing import Array

__all__ = ["response_capacity", "salz_snr", "sampled_capacity", "sampled_salz_snr"]


@np.errstate(all="ignore")  # what is not finite is refused at the end
def response_capacity(
    snr: Callable[[float], float], low: float, high: float, *, const: Constants = CODATA2022
) -> float:
    r"""Capacity of a band in which the signal-to-noise ratio is a function of frequency, at a given signal spectrum.

    .. math:: C = \int_{f_1}^{f_2} \log_2\left(1 + \mathrm{SNR}(f)\right) df

    Parameters
    ----------
    snr
        Ratio of signal to noise density as a function of the frequency [Hz], linear [1].
    low, high
        Ends of the band [Hz].
    const
        Physical constants.

    Returns
    -------
    float
        Capacity [bit/s].

    Raises
    ------
    InputError
        If the band is empty, or a ratio is negative or not a number.

    Notes
    -----
    A theorem [shannon1949]_, integrated adaptively to about 1e-13. With `water_filling` of the noise over the channel's
    gain, the spectrum is the best one as well.

    Examples
    --------
    28 dB of loss at 26.5625 GHz, 40 dB at low frequency:

    >>> def snr(frequency):
    ...     share = frequency / 26.5625e9
    ...     return 10.0 ** ((40.0 - 16.8 * share**0.5 - 11.2 * share) / 10.0)
    >>> f"{response_capacity(snr, 0.0, 26.5625e9):.7g}"
    '2.052085e+11'
    """
    from scipy.integrate import quad

    if not 0.0 <= low < high < np.inf:
        raise InputError("response_capacity", [Problem("high", f"{low:g} to {high:g} Hz", "a band of some width")])

    def density(share: float) -> float:
        # From the lower end as a square: losses rise with the root of the frequency there, which now is smooth.
        ratio = float(snr(low + (high - low) * share * share))
        _refuse("response_capacity", np.asarray(ratio))
        return 2.0 * share * float(np.log1p(ratio))

    nats, _ = quad(density, 0.0, 1.0, epsabs=0.0, epsrel=1e-13, limit=500)
    return float(in_floats("response_capacity", "capacity", (high - low) * nats / const.ln2))


def salz_snr(snr: Callable[[float], float], low: float, high: float, *, const: Constants = CODATA2022) -> float:
    r"""Signal-to-noise ratio after an ideal decision-feedback equaliser in a band of given `snr`.

    .. math:: \mathrm{SNR}_\mathrm{DFE} = \exp\left[\frac1W\int\ln\left(1 + \mathrm{SNR}(f)\right)df\right] - 1

    Parameters
    ----------
    snr, low, high, const
        As in `response_capacity`.

    Returns
    -------
    float
        Ratio, linear [1], without bias.

    Notes
    -----
    A theorem of Salz's [salz1973]_ (recalled) [cioffi1995]_ for minimum mean-square error and decisions that are all
    right. It is the flat ratio of the same capacity: such an equaliser loses nothing. The mean of the ratio itself is
    several decibels too kind, and the ratio at the upper end alone far too harsh.

    Examples
    --------
    >>> f"{salz_snr(lambda frequency: 3.0, 0.0, 1e9):.12g}"
    '3'
    """
    capacity = response_capacity(snr, low, high, const=const)  # refuses what is no band
    with np.errstate(all="ignore"):
        return float(in_floats("salz_snr", "snr", shannon_snr(capacity, high - low, const=const)))


@np.errstate(all="ignore")  # what is not finite is refused at the end
def sampled_capacity(frequency: ArrayLike, snr: ArrayLike, *, const: Constants = CODATA2022) -> float:
    """Capacity [bit/s] of a band of which the `snr` was measured at some frequencies: see `response_capacity`.

    Parameters
    ----------
    frequency
        Frequencies in rising order, at least two [Hz].
    snr
        Ratio of signal to noise density at each of them, linear [1].
    const
        Physical constants.

    Returns
    -------
    float
        Capacity [bit/s], by the trapezoidal rule on log2(1 + SNR).

    Raises
    ------
    InputError
        If the frequencies do not rise, the numbers of both do not agree, or a ratio is negative or not a number.

    Examples
    --------
    >>> f"{sampled_capacity([0.0, 1e9, 2e9], [3.0, 3.0, 3.0]):.12g}"
    '4000000000'
    """
    at = reals("sampled_capacity", "frequency", frequency, "at least two, finite, in rising order [Hz]")
    ratio = reals("sampled_capacity", "snr", snr, "finite linear ratios >= 0")
    problems = []
    if at.ndim != 1 or at.size <= 1 or not (np.all(np.diff(at) > 0.0) and at[0] >= 0.0 and at[-1] < np.inf):
        problems.append(Problem("frequency", f"{at.size} values", "at least two, finite, in rising order [Hz]"))
    if ratio.shape != at.shape:
        problems.append(Problem("snr", f"shape {ratio.shape}", f"one ratio for each frequency, shape {at.shape}"))
    if problems:
        raise InputError("sampled_capacity", problems)
    _refuse("sampled_capacity", ratio)
    density = np.log1p(ratio)
    area = (np.diff(at) * (density[1:] + density[:-1]) / 2.0).sum()  # np.trapezoid, which numpy before 2.0 lacks
    return float(in_floats("sampled_capacity", "capacity", area / const.ln2))


def sampled_salz_snr(frequency: ArrayLike, snr: ArrayLike, *, const: Constants = CODATA2022) -> float:
    """Ratio after an ideal decision-feedback equaliser [1], from measured ratios: see `salz_snr`, `sampled_capacity`.

    Examples
    --------
    >>> f"{sampled_salz_snr([0.0, 1e9, 2e9], [3.0, 3.0, 3.0]):.12g}"
    '3'
    """
    capacity = sampled_capacity(frequency, snr, const=const)  # refuses what is no band
    with np.errstate(all="ignore"):
        return float(in_floats("sampled_salz_snr", "snr", shannon_snr(capacity, float(np.ptp(frequency)), const=const)))


def _refuse(where: str, ratio: Array) -> None:
    """Refuse ratios that are negative, infinite or not numbers."""
    if not np.all((ratio >= 0.0) & (ratio < np.inf)):
        given = f"{ratio:g}" if ratio.ndim == 0 else f"{np.min(ratio):g} to {np.max(ratio):g}"
        mend = "convert decibels first" if np.any(ratio < 0.0) else ""
        raise InputError(where, [Problem("snr", given, "finite linear ratios >= 0", mend)])
