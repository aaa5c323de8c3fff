"""The ultimate laptop: what a mass in a volume could compute and remember if all of it took part (Lloyd 2000)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import POSITIVE
from limits.laws.formulary.speed.quantum_speed import margolus_levitin_rate
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "LLOYD_MEMORY",
    "LLOYD_RATE",
    "LLOYD_TEMPERATURE",
    "lloyd_memory_information",
    "lloyd_rate",
    "lloyd_temperature",
]

_MASS = ("m", "kg", POSITIVE, (1e-3, 1e6), "mass, all of it", "1 kg")
_VOLUME = ("V", "m^3", POSITIVE, (1e-9, 1e6), "volume", "1 L")
_PHOTONS = "a gas of photons, two polarisations; above some 1e9 K pairs of electrons and positrons add to it"


def lloyd_rate(mass: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate of operations of a given `mass`, all of whose energy computes.

    .. math:: \nu \le \frac{2mc^2}{\pi\hbar}

    Parameters
    ----------
    mass
        Mass, all of it [kg].
    const
        Physical constants.

    Returns
    -------
    Num
        Operations per time [1/s].

    Notes
    -----
    `margolus_levitin_rate` of the rest energy [lloyd2000]_. The paper prints 5.4258e50 for a kilogram, which its
    rounded constants explain: it is 5.4256e50. Operations are steps between orthogonal states, not FLOP, and the rate
    is the same for one fast and for many slow parts.

    Examples
    --------
    >>> f"{lloyd_rate(1.0):.5g}"
    '5.4256e+50'
    """
    return margolus_levitin_rate(mass * const.c * const.c, const=const)


LLOYD_RATE = Law(
    key="lloyd-rate",
    kernel=lloyd_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol=r"\nu",
    unit="1/s",
    gives="operations per time",
    inputs=(Input("mass", *_MASS, power=1.0),),
    latex=r"\nu \le \frac{2mc^2}{\pi\hbar}",
    holds_under=(
        "a ground state of no less than no energy, so that no more than the rest energy computes",
        "operations are steps between orthogonal states, not FLOP",
        "an isolated system with a time-independent Hamiltonian",
    ),
    reached_only=("all of the rest energy computes", "two states that take turns"),
    refs=("lloyd2000", "margolus1998"),
)


def lloyd_temperature(mass: Num, volume: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Temperature of a given `mass` turned into light within a `volume`.

    .. math:: T = \frac{1}{k_B}\left(\frac{15\,mc^2\,(\hbar c)^3}{\pi^2 V}\right)^{1/4}

    Parameters
    ----------
    mass
        Mass, all of it [kg].
    volume
        Volume that the light fills [m^3].
    const
        Physical constants.

    Returns
    -------
    Num
        Temperature [K].

    Notes
    -----
    A model: Planck's radiation of the rest energy with two polarisations [lloyd2000]_. With further kinds of particles
    the factor 15 becomes 30/r for r states of polarisation, fermions counted as seven eighths.

    Examples
    --------
    >>> f"{lloyd_temperature(1.0, 1e-3):.4g}"
    '5.871e+08'
    """
    quantum = const.hbar * const.c
    density = mass * const.c * const.c / volume
    return (15.0 * density / math.pi**2 * quantum * quantum * quantum) ** 0.25 / const.k_B


LLOYD_TEMPERATURE = Law(
    key="lloyd-temperature",
    kernel=lloyd_temperature,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="temperature",
    symbol="T",
    unit="K",
    gives="temperature of the light",
    inputs=(Input("mass", *_MASS, power=0.25), Input("volume", *_VOLUME, power=-0.25)),
    latex=r"T = \frac{1}{k_B}\left(\frac{15\,mc^2\,(\hbar c)^3}{\pi^2 V}\right)^{1/4}",
    holds_under=(_PHOTONS,),
    refs=("lloyd2000",),
)


def lloyd_memory_information(mass: Num, volume: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a given `mass` turned into light holds within a `volume`.

    .. math:: I \le \frac{4\,mc^2}{3\,k_B T \ln 2},\quad k_B T = (15\,mc^2\,(\hbar c)^3/(\pi^2 V))^{1/4}

    Parameters
    ----------
    mass
        Mass, all of it [kg].
    volume
        Volume that the light fills [m^3].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    The entropy of light of the temperature that `lloyd_temperature` gives [lloyd2000]_, where Boltzmann's constant
    cancels. A model, since other particles would add to it; Bekenstein's bound for a kilogram in a litre lies eleven
    orders of magnitude above.

    Examples
    --------
    >>> f"{lloyd_memory_information(1.0, 1e-3):.4g}"
    '2.133e+31'
    """
    thermal = const.k_B * lloyd_temperature(mass, volume, const=const)
    return 4.0 * mass * const.c * const.c / (3.0 * thermal * const.ln2)


LLOYD_MEMORY = Law(
    key="lloyd-memory",
    kernel=lloyd_memory_information,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held by the light",
    inputs=(Input("mass", *_MASS, power=0.75), Input("volume", *_VOLUME, power=0.25)),
    latex=r"I \le \frac{4\,mc^2}{3\,k_B T \ln 2},\quad k_B T = (15\,mc^2\,(\hbar c)^3/(\pi^2 V))^{1/4}",
    holds_under=(_PHOTONS,),
    reached_only=("every degree of freedom holds information: an entropy, not addressable memory",),
    refs=("lloyd2000",),
)
