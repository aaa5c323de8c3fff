"""Light as a carrier: how much information photons take along, whatever the receiver.

A mode is one temporal mode (a time of one over the bandwidth) of one polarisation and one path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE, PROBABILITY
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "HOLEVO",
    "HOLEVO_NOISY",
    "HOLEVO_RATE",
    "PHOTON_ENERGY",
    "holevo_information",
    "holevo_noisy_information",
    "holevo_rate",
    "photon_energy",
]

_PHOTONS = (r"\bar n", "1", NON_NEGATIVE, (1e-12, 1e12), "mean photons received per mode", "10")
_WAVELENGTH = (r"\lambda", "m", POSITIVE, (1e-7, 1e-2), "wavelength in vacuum", "1550 nm")
_ALONE = "sender and receiver share nothing entangled beforehand, which would let more pass"
_JOINT = "codes of unbounded length, and measurements over many modes at once"
_PER_MODE = "information per mode"
# Gauss-Legendre from 0 to 1. Its error falls as r^-2n for n places, r the sum of the half axes of the largest ellipse
# around the interval on which the integrand is analytic: r >= 3 + sqrt(8) in `holevo_noisy_information`, or 3e-25.
_PLACES, _WEIGHTS = (np.polynomial.legendre.leggauss(16) + np.array([[1.0], [0.0]])) / 2.0


def photon_energy(wavelength: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Energy of one photon of a given `wavelength`.

    .. math:: E = \frac{hc}{\lambda}

    Parameters
    ----------
    wavelength
        Wavelength in vacuum [m].
    const
        Physical constants.

    Returns
    -------
    Num
        Energy [J].

    Notes
    -----
    Light comes in quanta of this energy [einstein1905]_; the constant is exact [codata2022]_.

    Examples
    --------
    >>> f"{photon_energy(1550e-9):.5e}"
    '1.28158e-19'
    """
    return const.h * const.c / wavelength


PHOTON_ENERGY = Law(
    key="photon-energy",
    kernel=photon_energy,
    kind=Kind.LAW,
    sense=Sense.EQUAL,
    result="energy",
    symbol="E",
    unit="J",
    gives="energy of one photon",
    inputs=(Input("wavelength", *_WAVELENGTH, power=-1.0),),
    latex=r"E = \frac{hc}{\lambda}",
    holds_under=("wavelength in vacuum, not in glass",),
    refs=("einstein1905", "codata2022"),
)


def holevo_information(photons: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a mode with a mean number of `photons` carries, whatever the signal and the receiver.

    .. math:: I \le g(\bar n) = (\bar n + 1)\log_2(\bar n + 1) - \bar n \log_2 \bar n

    Parameters
    ----------
    photons
        Mean number of photons received per mode: after a transmission eta, eta times those sent [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    A theorem [holevo1973]_ [gordon1962]_ (recalled), the exact capacity of a lossy channel without thermal noise, met
    by coherent states and a joint measurement over many modes [giovannetti2004]_; without loss also by number states
    and a counter of photons [caves1994]_. Whoever shares entangled light with the sender beforehand receives more
    [shor2004]_. Both logarithms are rearranged so that no digits cancel, at few photons or at many.

    Examples
    --------
    >>> float(holevo_information(1.0)), float(holevo_information(0.0)), f"{holevo_information(1e20):.6g}"
    (2.0, 0.0, '67.8813')
    """
    return _entropy(photons) / const.ln2


def _entropy(photons: Num) -> Num:
    """Entropy of a thermal mode with a mean number of photons, in nat.

    Of the two forms, each is a sum of positive terms on its side of 1, so that nothing cancels.
    """
    few = photons * np.log(photons + (photons == 0.0))  # 0 ln 0 = 0
    below = (1.0 + photons) * np.log1p(photons) - few
    many = np.maximum(photons, 1.0)
    above = np.log(many) + (many + 1.0) * np.log1p(1.0 / many)
    return np.where(photons > 1.0, above, below)[()]


HOLEVO = Law(
    key="holevo",
    kernel=holevo_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives=_PER_MODE,
    inputs=(Input("photons", *_PHOTONS),),
    latex=r"I \le g(\bar n) = (\bar n + 1)\log_2(\bar n + 1) - \bar n \log_2 \bar n",
    holds_under=("a given mean number of photons, counted at the receiver after all losses", _ALONE),
    reached_only=(_JOINT, "no thermal noise, and no limit but the mean number of photons"),
    refs=("holevo1973", "gordon1962", "giovannetti2004", "caves1994", "shor2004"),
)


def holevo_noisy_information(photons: Num, transmission: Num, noise: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a mode of given `photons` carries past a loss that lets thermal photons in.

    .. math:: I \le g\left(\eta\bar n + (1-\eta)N\right) - g\left((1-\eta)N\right)

    Parameters
    ----------
    photons
        Mean number of photons sent per mode [1].
    transmission
        Share of them that arrives, 0 to 1 [1].
    noise
        Mean number of thermal photons per mode of the surroundings [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit]; without noise it is `holevo_information` of the photons that arrive.

    Notes
    -----
    A theorem [giovannetti2014]_, which coherent states meet. Where the noise is strong, both
    entropies are nearly the same: their difference is then taken as an integral, in which nothing cancels.

    Examples
    --------
    >>> float(holevo_noisy_information(1.0, 1.0, 5.0)), f"{holevo_noisy_information(1e-9, 0.5, 1e6):.6g}"
    (2.0, '1.44269e-15')
    """
    signal, floor = transmission * photons, (1.0 - transmission) * noise
    # Signal below the noise: the integral of the entropy's slope, ln(1 + 1/n), from the noise to both. It is singular
    # at t = -floor/signal <= -1, far enough for the places above; for stronger signals it would come too near.
    with np.errstate(divide="ignore", invalid="ignore"):  # without any photons, where the result is 0
        between = sum(w * np.log1p(np.divide(1.0, floor + signal * t)) for t, w in zip(_PLACES, _WEIGHTS, strict=True))
        weak = signal * between
    # Above it, with a photon of noise or more: the logarithms of the photons, which are large, go together. With less,
    # the entropy of the noise is below that of the signal by so much that the difference costs a bit or two.
    many = np.maximum(floor, 1.0)
    dense = np.log1p(signal / many) + _beside_log(signal + many) - _beside_log(many)
    sparse = _entropy(signal + floor) - _entropy(floor)
    nats = np.where(signal <= floor, weak, np.where(floor >= 1.0, dense, sparse))[()]
    return np.where(signal == 0.0, 0.0, nats)[()] / const.ln2


def _beside_log(photons: Num) -> Num:
    """Entropy of a thermal mode less the logarithm of its photons, in nat: 1 to 2 ln 2 from one photon on."""
    return (photons + 1.0) * np.log1p(1.0 / photons)


HOLEVO_NOISY = Law(
    key="holevo-noisy",
    kernel=holevo_noisy_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives=_PER_MODE,
    inputs=(
        Input("photons", r"\bar n", "1", NON_NEGATIVE, (1e-6, 1e6), "mean photons sent per mode", "10"),
        Input("transmission", r"\eta", "1", PROBABILITY, (1e-4, 0.99), "share of the photons that arrives", "-20 dB"),
        Input("noise", "N", "1", NON_NEGATIVE, (1e-6, 1e6), "thermal photons per mode of the surroundings", "0.1"),
    ),
    latex=r"I \le g\left(\eta\bar n + (1-\eta)N\right) - g\left((1-\eta)N\right)",
    holds_under=(
        "a given mean number of photons, counted at the sender",
        "loss and thermal noise of one mode, nothing else on the way",
        _ALONE,
    ),
    reached_only=(_JOINT,),
    refs=("giovannetti2014", "giovannetti2004"),
)


def holevo_rate(bandwidth: Num, power: Num, wavelength: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate at which light of given `power`, `bandwidth` and `wavelength` carries information.

    .. math:: R \le C = B\,g\left(\frac{P\lambda}{hcB}\right)

    Parameters
    ----------
    bandwidth
        Bandwidth, small against the optical frequency [Hz].
    power
        Mean power received [W].
    wavelength
        Wavelength in vacuum [m].
    const
        Physical constants.

    Returns
    -------
    Num
        Rate, for one polarisation and one path [bit/s].

    Notes
    -----
    `holevo_information` for each of the B modes per second [holevo1973]_ [giovannetti2004]_ [gordon1962]_ (recalled).

    Examples
    --------
    >>> f"{holevo_rate(50e9, 1e-3, 1550e-9):.6g}"
    '9.34721e+11'
    """
    return bandwidth * holevo_information(power / (photon_energy(wavelength, const=const) * bandwidth), const=const)


HOLEVO_RATE = Law(
    key="holevo-rate",
    kernel=holevo_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol="C",
    unit="bit/s",
    gives="information per time, of one polarisation and one path",
    inputs=(
        Input("bandwidth", "B", "Hz", POSITIVE, (1e6, 1e13), "bandwidth, small against the carrier", "50 GHz"),
        Input("power", "P", "W", NON_NEGATIVE, (1e-15, 1.0), "mean power received", "1 mW"),
        Input("wavelength", *_WAVELENGTH),
    ),
    latex=r"R \le C = B\,g\left(\frac{P\lambda}{hcB}\right)",
    holds_under=(
        "power at the receiver, after all losses, in one polarisation",
        "a band that is narrow against the optical frequency",
        _ALONE,
        "errors after decoding as rare as wanted: who tolerates some passes more",
    ),
    reached_only=(_JOINT, "no thermal noise, no nonlinearity and no limit but the mean power"),
    refs=("holevo1973", "giovannetti2004", "caves1994", "gordon1962"),
)
