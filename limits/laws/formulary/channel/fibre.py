"""Long fibre: what is left of the signal when its own power becomes noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import NoSolutionError
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.rounding import DIGITS

if TYPE_CHECKING:
    from limits.typing import Array, Num

__all__ = [
    "FIBRE_OPTIMUM",
    "FIBRE_SNR",
    "fibre_ase_noise",
    "fibre_nonlinearity",
    "fibre_optimum_power",
    "fibre_power",
    "fibre_snr",
]

_ASE = (r"P_\mathrm{ASE}", "W", POSITIVE, (1e-8, 1e-3), "noise of the amplifiers in the band of the signal", "10 uW")
_ETA = (r"\eta", "1/W^2", POSITIVE, (1e-1, 1e5), "nonlinear noise over the cube of the power", "1000 1/W^2")
_GAUSSIAN = (
    "nonlinear distortion that acts like independent Gaussian noise: long links with much dispersion",
    "detection that does not undo it: a nonlinear limit for every receiver has not been shown",
    "irrelevant below some kilometres",
)


def fibre_snr(power: Num, ase_noise: Num, nonlinearity: Num) -> Num:
    r"""Signal-to-noise ratio of a fibre at a given launch `power`.

    .. math:: \mathrm{SNR} = \frac{P}{P_\mathrm{ASE} + \eta P^3}

    Parameters
    ----------
    power
        Launch power of one channel [W].
    ase_noise
        Spontaneous emission of all amplifiers in the band of the channel [W].
    nonlinearity
        Nonlinear noise over the cube of the launch power [1/W^2].

    Returns
    -------
    Num
        Ratio, linear [1]; largest at `fibre_optimum_power`.

    Notes
    -----
    The Gaussian-noise model, an estimate for conventional detection and not a bound [secondini2016]_ [essiambre2010]_.

    Examples
    --------
    >>> f"{10.0 * np.log10(fibre_snr(1e-3, 1e-5, 1e3)):.2f} dB"
    '19.59 dB'
    """
    return power / (ase_noise + nonlinearity * power**3)


def fibre_power(snr: Num, ase_noise: Num, nonlinearity: Num) -> Num:
    """Least launch power [W] that reaches an `snr`: an inverse of `fibre_snr`.

    Not a number above the highest ratio. The smaller root of the cubic, by the sine of a third of an angle: the
    textbook formula with the cosine loses it at small ratios.

    Examples
    --------
    >>> f"{fibre_power(fibre_snr(1e-3, 1e-5, 1e3), 1e-5, 1e3):.12g}"
    '0.001'
    """
    some = snr + (snr == 0.0)  # the formula has no value at 0, where no power is needed
    scale = 2.0 / np.sqrt(3.0 * nonlinearity * some)
    sine = 4.0 * ase_noise / (nonlinearity * scale**3)
    with np.errstate(invalid="ignore"):
        return scale * np.sin(np.arcsin(sine) / 3.0) * (snr != 0.0)


def _launch_power(snr: Num, ase_noise: Num, nonlinearity: Num) -> Num:
    """Least launch power for a user, who is told where no power reaches the ratio."""
    best = fibre_optimum_power(ase_noise, nonlinearity)
    most = fibre_snr(best, ase_noise, nonlinearity)
    for asked, reached, where in np.nditer([snr, most, best]):
        if asked > reached * (1.0 + DIGITS):
            why = f"snr is {asked:g}, and no power takes it above {reached:.6g}, which {where:.3g} W reach"
            raise NoSolutionError("fibre-snr", "power", why)
    below = np.minimum(snr, most * (1.0 - DIGITS))
    power: Array = np.where(snr < most, fibre_power(below, ase_noise, nonlinearity), best)
    return power[()]


def fibre_ase_noise(snr: Num, power: Num, nonlinearity: Num) -> Num:
    """Noise of the amplifiers [W] at an `snr`: an inverse of `fibre_snr`.

    Examples
    --------
    >>> f"{fibre_ase_noise(fibre_snr(1e-3, 1e-5, 1e3), 1e-3, 1e3):.12g}"
    '1e-05'
    """
    return power / snr - nonlinearity * power**3


def fibre_nonlinearity(snr: Num, power: Num, ase_noise: Num) -> Num:
    """Nonlinear coefficient [1/W^2] at an `snr`: an inverse of `fibre_snr`.

    Examples
    --------
    >>> f"{fibre_nonlinearity(fibre_snr(1e-3, 1e-5, 1e3), 1e-3, 1e-5):.9g}"
    '1000'
    """
    return (power / snr - ase_noise) / power**3


FIBRE_SNR = Law(
    key="fibre-snr",
    kernel=fibre_snr,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="snr",
    symbol=r"\mathrm{SNR}",
    unit="1",
    gives="signal power over noise power, linear",
    inputs=(
        Input("power", "P", "W", NON_NEGATIVE, (1e-6, 1e-1), "launch power of one channel", "1 mW"),
        Input("ase_noise", *_ASE),
        Input("nonlinearity", *_ETA),
    ),
    latex=r"\mathrm{SNR} = \frac{P}{P_\mathrm{ASE} + \eta P^3}",
    holds_under=(*_GAUSSIAN, "two launch powers have the same ratio: solved for power, the law gives the lower one"),
    refs=("secondini2016", "essiambre2010"),
    inverse={"power": _launch_power, "ase_noise": fibre_ase_noise, "nonlinearity": fibre_nonlinearity},
)


def fibre_optimum_power(ase_noise: Num, nonlinearity: Num) -> Num:
    r"""Launch power at which a fibre of given `ase_noise` and `nonlinearity` has its highest signal-to-noise ratio.

    .. math:: P_\mathrm{opt} = \left(\frac{P_\mathrm{ASE}}{2\eta}\right)^{1/3}

    Parameters
    ----------
    ase_noise
        Spontaneous emission of all amplifiers in the band of the channel [W].
    nonlinearity
        Nonlinear noise over the cube of the launch power [1/W^2].

    Returns
    -------
    Num
        Launch power [W]; nonlinear noise is half of the amplifiers' there, and the ratio is
        :math:`P_\mathrm{opt}/(1.5\,P_\mathrm{ASE})`.

    Notes
    -----
    Where `fibre_snr` turns [secondini2016]_ [essiambre2010]_.

    Examples
    --------
    >>> f"{fibre_optimum_power(1e-5, 1e3):.4g}"
    '0.00171'
    """
    return np.cbrt(ase_noise / (2.0 * nonlinearity))


FIBRE_OPTIMUM = Law(
    key="fibre-optimum",
    kernel=fibre_optimum_power,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="power",
    symbol=r"P_\mathrm{opt}",
    unit="W",
    gives="launch power of the highest signal-to-noise ratio",
    inputs=(Input("ase_noise", *_ASE, power=1.0 / 3.0), Input("nonlinearity", *_ETA, power=-1.0 / 3.0)),
    latex=r"P_\mathrm{opt} = \left(\frac{P_\mathrm{ASE}}{2\eta}\right)^{1/3}",
    holds_under=_GAUSSIAN,
    refs=("secondini2016", "essiambre2010"),
)
