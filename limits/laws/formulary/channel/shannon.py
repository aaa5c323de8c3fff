"""Channels: how fast noise lets information through, and at what energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "SHANNON",
    "SHANNON_ENERGY",
    "SHANNON_LIMIT",
    "SHANNON_POWER",
    "shannon_capacity",
    "shannon_energy",
    "shannon_limit_ratio",
    "shannon_noise_density",
    "shannon_power",
    "shannon_power_capacity",
    "shannon_snr",
]

_BANDWIDTH = ("B", "Hz", POSITIVE, (1e-3, 1e15), "one-sided bandwidth", "26.5625 GHz")
_NOISE = ("N_0", "W/Hz", POSITIVE, (1e-24, 1e-6), "one-sided noise power density", "4e-21 W/Hz")
_EFFICIENCY = (r"\eta", "bit/s/Hz", POSITIVE, (1e-12, 1e2), "information per time and bandwidth", "2 bit/s/Hz")
_CHANNEL = (
    "additive white Gaussian noise, and a limit on the mean signal power",
    "one signal over one path: a second antenna, lane or polarisation is a channel of its own",
    "one-sided bandwidth; at symbol rate R_s the least bandwidth of PAM is R_s/2",
    "errors after decoding as rare as wanted: who tolerates some passes more",
)
_LONG = ("codes of unbounded length and delay, of a signal that is Gaussian too",)


def shannon_capacity(bandwidth: Num, snr: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate at which information passes a noisy channel of given `bandwidth` and `snr` without error.

    .. math:: R \le C = B \log_2(1 + S/N)

    Parameters
    ----------
    bandwidth
        One-sided bandwidth [Hz].
    snr
        Ratio of signal power to noise power in the bandwidth, linear [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Capacity [bit/s].

    Notes
    -----
    A theorem [shannon1949]_. Computed with ``log1p``, since ``log2(1 + snr)`` loses every digit below an SNR of 1e-16.

    Examples
    --------
    >>> f"{shannon_capacity(1.0, 1e-20):.4e}"
    '1.4427e-20'
    """
    return bandwidth * (np.log1p(snr) / const.ln2) + 0.0  # of -0 it makes 0


def shannon_snr(capacity: Num, bandwidth: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least signal-to-noise ratio that carries `capacity` through `bandwidth`: the inverse of `shannon_capacity`.

    .. math:: S/N = 2^{C/B} - 1

    Parameters
    ----------
    capacity
        Information per time [bit/s].
    bandwidth
        One-sided bandwidth [Hz].
    const
        Physical constants.

    Returns
    -------
    Num
        Signal-to-noise ratio, linear [1]; infinite where it is beyond floating-point numbers.

    Examples
    --------
    >>> float(shannon_snr(2.0, 1.0))
    3.0
    """
    return np.expm1(capacity / bandwidth * const.ln2)


SHANNON = Law(
    key="shannon",
    kernel=shannon_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/s",
    gives="information per time without error",
    inputs=(
        Input("bandwidth", *_BANDWIDTH, power=1.0),
        Input("snr", "S/N", "1", NON_NEGATIVE, (1e-20, 1e8), "signal power over noise power", "20 dB"),
    ),
    latex=r"R \le C = B \log_2(1 + S/N)",
    holds_under=_CHANNEL,
    reached_only=_LONG,
    refs=("shannon1949", "shannon1948", "cover2006"),
    inverse={"snr": shannon_snr},
)


def shannon_power_capacity(bandwidth: Num, power: Num, noise_density: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate of information through `bandwidth` with signal `power` against noise of given `noise_density`.

    .. math:: R \le C = B \log_2\left(1 + \frac{P}{N_0 B}\right)

    Parameters
    ----------
    bandwidth
        One-sided bandwidth [Hz].
    power
        Mean signal power received [W].
    noise_density
        One-sided noise power density; thermal noise has :math:`N_0 = k_B T` [W/Hz].
    const
        Physical constants.

    Returns
    -------
    Num
        Capacity [bit/s], which tends to :math:`P/(N_0 \ln 2)` as the bandwidth grows.

    Notes
    -----
    `shannon_capacity` at :math:`S/N = P/(N_0 B)` [shannon1949]_.

    Examples
    --------
    >>> f"{shannon_power_capacity(1e30, 1e6, 1.0):.2f}"
    '1442695.04'
    """
    return shannon_capacity(bandwidth, power / (noise_density * bandwidth), const=const)


def shannon_power(capacity: Num, bandwidth: Num, noise_density: Num, *, const: Constants = CODATA2022) -> Num:
    """Least signal power [W] that carries `capacity` [bit/s]: an inverse of `shannon_power_capacity`.

    Examples
    --------
    >>> float(shannon_power(2.0, 1.0, 1.0))
    3.0
    """
    return shannon_snr(capacity, bandwidth, const=const) * noise_density * bandwidth


def shannon_noise_density(capacity: Num, bandwidth: Num, power: Num, *, const: Constants = CODATA2022) -> Num:
    """Highest noise density [W/Hz] through which `capacity` [bit/s] passes: an inverse of `shannon_power_capacity`.

    Examples
    --------
    >>> float(shannon_noise_density(2.0, 1.0, 3.0))
    1.0
    """
    return power / (shannon_snr(capacity, bandwidth, const=const) * bandwidth)


SHANNON_POWER = Law(
    key="shannon-power",
    kernel=shannon_power_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/s",
    gives="information per time without error",
    inputs=(
        Input("bandwidth", *_BANDWIDTH),
        Input("power", "P", "W", NON_NEGATIVE, (1e-12, 1e3), "mean signal power received", "1 mW"),
        Input("noise_density", *_NOISE),
    ),
    latex=r"R \le C = B \log_2\left(1 + \frac{P}{N_0 B}\right)",
    holds_under=_CHANNEL,
    reached_only=_LONG,
    refs=("shannon1949", "shannon1948", "cover2006"),
    inverse={"power": shannon_power, "noise_density": shannon_noise_density},
)


def shannon_energy(spectral_efficiency: Num, noise_density: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least energy received per bit at a given `spectral_efficiency` in noise of given `noise_density`.

    .. math:: E_b \ge N_0\,\frac{2^\eta - 1}{\eta}

    Parameters
    ----------
    spectral_efficiency
        Information per time and bandwidth [bit/s/Hz].
    noise_density
        One-sided noise power density; 1 W/Hz gives :math:`E_b/N_0` [W/Hz].
    const
        Physical constants.

    Returns
    -------
    Num
        Energy per bit [J/bit], which tends to :math:`N_0 \ln 2` as the spectral efficiency falls.

    Notes
    -----
    A theorem, `shannon_power_capacity` seen from one bit [shannon1949]_. With :math:`N_0 = k_B T` the limit has the
    form of Landauer's bound and is another claim: energy received, not heat released.

    Examples
    --------
    >>> f"{shannon_energy(2.0, 1.0):.4g}"
    '1.5'
    """
    return noise_density * (np.expm1(spectral_efficiency * const.ln2) / spectral_efficiency)


SHANNON_ENERGY = Law(
    key="shannon-energy",
    kernel=shannon_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy_per_bit",
    symbol="E_b",
    unit="J/bit",
    gives="energy received per bit",
    inputs=(
        Input("spectral_efficiency", *_EFFICIENCY),
        Input("noise_density", *_NOISE, power=1.0),
    ),
    latex=r"E_b \ge N_0\,\frac{2^\eta - 1}{\eta}",
    holds_under=_CHANNEL,
    reached_only=_LONG,
    refs=("shannon1949", "shannon1948", "cover2006"),
)


def shannon_limit_ratio(spectral_efficiency: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least ratio of energy per bit to noise density at a given `spectral_efficiency`.

    .. math:: E_b/N_0 \ge \frac{2^\eta - 1}{\eta}

    Parameters
    ----------
    spectral_efficiency
        Information per time and bandwidth [bit/s/Hz].
    const
        Physical constants.

    Returns
    -------
    Num
        :math:`E_b/N_0`, linear [1]; it tends to ln 2, -1.59 dB, as the spectral efficiency falls.

    Notes
    -----
    `shannon_energy` in units of the noise density [shannon1949]_. The quotient of Eb and N0 is per bit; like everybody,
    this law counts the bit and gives a pure number, so that decibels can be taken.

    Examples
    --------
    >>> f"{10.0 * np.log10(shannon_limit_ratio(1e-17)):.4f} dB"
    '-1.5917 dB'
    """
    return shannon_energy(spectral_efficiency, 1.0, const=const)


SHANNON_LIMIT = Law(
    key="shannon-limit",
    kernel=shannon_limit_ratio,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="ratio",
    symbol="E_b/N_0",
    unit="1",
    gives="energy per bit over noise density, linear",
    inputs=(Input("spectral_efficiency", *_EFFICIENCY),),
    latex=r"E_b/N_0 \ge \frac{2^\eta - 1}{\eta}",
    holds_under=_CHANNEL,
    reached_only=_LONG,
    refs=("shannon1949", "shannon1948", "cover2006"),
)
