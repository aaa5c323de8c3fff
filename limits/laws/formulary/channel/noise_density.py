"""Noise density: what a warm matched resistance adds to a channel, classically and with quanta."""

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
    "PLANCK_NOISE",
    "THERMAL_NOISE",
    "planck_factor",
    "planck_noise_density",
    "planck_noise_temperature",
    "thermal_noise_density",
]

_QUIET = "a receiver that adds no noise of its own"
_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e4), "temperature of the source of noise", "290 K")


def thermal_noise_density(temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Noise power per bandwidth that a matched source at `temperature` delivers to a receiver.

    .. math:: N_0 \ge k_B T

    Parameters
    ----------
    temperature
        Temperature of the source [K].
    const
        Physical constants.

    Returns
    -------
    Num
        One-sided noise power density [W/Hz]; the two-sided density is half of it.

    Notes
    -----
    Nyquist's theorem: the power available from a resistance does not depend on the resistance [nyquist1928]_.
    Classical: `planck_noise` is exact at any frequency, and lower.

    Examples
    --------
    >>> f"{10.0 * np.log10(thermal_noise_density(290.0) / 1e-3):.3f}"  # dBm/Hz
    '-173.975'
    """
    return const.k_B * temperature


THERMAL_NOISE = Law(
    key="thermal-noise",
    kernel=thermal_noise_density,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="noise_density",
    symbol="N_0",
    unit="W/Hz",
    gives="one-sided noise power density",
    inputs=(Input("temperature", *_TEMPERATURE, power=1.0),),
    latex=r"N_0 \ge k_B T",
    holds_under=(
        "a matched source in equilibrium",
        "one-sided density: the two-sided one is half of it, 3 dB lower",
        "classical: the photon energy is small against kT",
    ),
    reached_only=(_QUIET,),
    refs=("nyquist1928",),
)


def planck_factor(ratio: Num) -> Num:
    r"""Share of the classical thermal energy that is left in a mode whose quantum is `ratio` times kT.

    .. math:: \frac{x}{e^x - 1}

    Parameters
    ----------
    ratio
        Energy of the quantum over kT, x >= 0 [1].

    Returns
    -------
    Num
        Share [1]: 1 at x = 0, and 0 where it is below the smallest double.

    Examples
    --------
    >>> float(planck_factor(0.0)), float(planck_factor(1e-17)), float(planck_factor(1000.0))
    (1.0, 1.0, 0.0)
    """
    # 1 stands in at 0, where the quotient has a limit and no value. With exp(-x) nothing overflows at large x.
    safe = ratio + (ratio == 0.0)
    return np.where(ratio == 0.0, 1.0, safe * np.exp(-safe) / -np.expm1(-safe))[()]


def planck_noise_density(frequency: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Noise power per bandwidth that a matched source at `temperature` delivers at a given `frequency`.

    .. math:: N \ge \frac{hf}{e^{hf/(k_B T)} - 1}

    Parameters
    ----------
    frequency
        Frequency [Hz].
    temperature
        Temperature of the source [K].
    const
        Physical constants.

    Returns
    -------
    Num
        One-sided noise power density [W/Hz], which tends to :math:`k_B T` at low frequency.

    Notes
    -----
    Nyquist's theorem with Planck's mean energy of a mode in the place of :math:`k_B T` [nyquist1928]_. The zero-point
    energy is left out: no receiver takes it out of the source. At 300 K the correction is below 1 % up to 120 GHz, and
    at optical frequencies nothing of the thermal noise is left.

    Examples
    --------
    >>> f"{planck_noise_density(26.5625e9, 300.0) / thermal_noise_density(300.0):.5f}"
    '0.99788'
    >>> f"{planck_noise_density(193.4e12, 300.0):.3g}"
    '4.69e-33'
    """
    thermal = const.k_B * temperature
    return thermal * planck_factor(const.h * frequency / thermal)


def planck_noise_temperature(frequency: Num, noise_density: Num, *, const: Constants = CODATA2022) -> Num:
    """Temperature [K] of a source of given `noise_density` [W/Hz] at `frequency`: an inverse of `planck_noise_density`.

    Examples
    --------
    >>> f"{planck_noise_temperature(0.0, 1.380649e-23):.12g}"
    '1'
    >>> f"{planck_noise_temperature(193.4e12, planck_noise_density(193.4e12, 300.0)):.12g}"
    '300'
    """
    quantum = const.h * frequency
    # Any number stands in at 0, where the quotient has a limit, 1, and no value.
    safe = quantum + (quantum == 0.0) * noise_density
    ratio = np.where(quantum == 0.0, 1.0, safe / noise_density / np.log1p(safe / noise_density))[()]
    return noise_density * ratio / const.k_B


PLANCK_NOISE = Law(
    key="planck-noise",
    kernel=planck_noise_density,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="noise_density",
    symbol="N",
    unit="W/Hz",
    gives="one-sided noise power density",
    inputs=(
        Input("frequency", "f", "Hz", NON_NEGATIVE, (1e3, 1e13), "frequency", "26.5625 GHz"),
        Input("temperature", *_TEMPERATURE),
    ),
    latex=r"N \ge \frac{hf}{e^{hf/(k_B T)} - 1}",
    holds_under=(
        "a matched source in equilibrium",
        "one-sided density: the two-sided one is half of it, 3 dB lower",
        "noise that can be taken out: not the zero-point energy, which does limit amplifiers and heterodyne receivers",
    ),
    reached_only=(_QUIET,),
    refs=("nyquist1928",),
    inverse={"temperature": planck_noise_temperature},
)
