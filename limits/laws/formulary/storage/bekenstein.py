"""Storage: how much information a region, a mass or a memory can hold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.errors import Problem
from limits.laws.domain import COUNT, NON_NEGATIVE, POSITIVE
from limits.laws.formulary.storage.black_holes import schwarzschild_radius
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "BEKENSTEIN",
    "BEKENSTEIN_ENERGY",
    "MEMORY_CAPACITY",
    "bekenstein_energy_information",
    "bekenstein_information",
    "memory_capacity_information",
]

_MASS = Input("mass", "m", "kg", POSITIVE, (1e-3, 1e10), "mass, all of it", "1 kg", power=1.0)
_RADIUS = Input("radius", "R", "m", POSITIVE, (1e-3, 1e6), "radius of the smallest enclosing sphere", "1 m", power=1.0)
_ENTROPY = "every degree of freedom holds information: an entropy, not addressable memory"
_WEAK_GRAVITY = "weak gravity: the radius exceeds the Schwarzschild radius, else the call is refused"


def bekenstein_information(mass: Num, radius: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a system of given `mass` holds within `radius`.

    .. math:: I \le \frac{2\pi c R m}{\hbar \ln 2}

    Parameters
    ----------
    mass
        Mass, all of it: the rest energy counts [kg].
    radius
        Radius, not diameter, of the smallest enclosing sphere [m].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    A law [bekenstein1981]_ [bekenstein1990]_; in flat space, with the entropy and the energy counted from those of the
    vacuum, it is the positivity of a relative entropy, hence proved [casini2008]_. It bounds entropy, not addressable
    memory. The kernel does not look at gravity; calling the law refuses a radius below `schwarzschild_radius`.

    Examples
    --------
    >>> f"{bekenstein_information(1.0, 1.0):.8g}"
    '2.5769082e+43'
    """
    return 2.0 * math.pi * const.c / (const.hbar * const.ln2) * mass * radius


def bekenstein_energy_information(energy: Num, radius: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a system of total `energy` holds within `radius`.

    .. math:: I \le \frac{2\pi R E}{\hbar c \ln 2}

    Parameters
    ----------
    energy
        Total energy, rest energy included: not the electrical energy consumed [J].
    radius
        Radius, not diameter, of the smallest enclosing sphere [m].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    `bekenstein_information` with :math:`E = mc^2` left open [bekenstein1981]_.

    Examples
    --------
    >>> f"{bekenstein_energy_information(1.0, 1.0):.7g}"
    '2.867197e+26'
    """
    return 2.0 * math.pi / (const.hbar * const.c * const.ln2) * energy * radius


def memory_capacity_information(devices: Num, memory: Num) -> Num:
    r"""Most information that a number of `devices`, each with its `memory`, can hold at once.

    .. math:: I \le n\,b

    Parameters
    ----------
    devices
        How many devices [1].
    memory
        Memory of one device [bit].

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    A theorem by counting: b bits have :math:`2^b` states, and no code maps more messages than there are states into
    them without merging two [shannon1948]_. Compression helps only by having fewer messages to tell apart.

    Examples
    --------
    >>> memory_capacity_information(8.0, 6.4e11)
    5120000000000.0
    """
    return devices * memory


def _outside_black_hole(values: Mapping[str, Num]) -> Problem | None:
    """Refuse a radius at or below the Schwarzschild radius of the mass, or of the energy's mass."""
    const = CODATA2022
    mass = values["mass"] if "mass" in values else values["energy"] / (const.c * const.c)
    least = schwarzschild_radius(mass)
    if np.all(values["radius"] > least):
        return None
    given = f"{np.min(values['radius']):.5g} m"
    wanted = f"more than the Schwarzschild radius 2Gm/c^2 of {np.max(least):.5g} m"
    return Problem("radius", given, wanted, "this would be a black hole, where the bound of weak gravity does not hold")


BEKENSTEIN = Law(
    key="bekenstein",
    kernel=bekenstein_information,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held within the radius",
    inputs=(_MASS, _RADIUS),
    latex=r"I \le \frac{2\pi c R m}{\hbar \ln 2}",
    holds_under=(
        _WEAK_GRAVITY,
        "the mass is all of it; radius, not diameter",
    ),
    reached_only=(_ENTROPY,),
    refs=("bekenstein1981", "bekenstein1990", "casini2008"),
    condition=_outside_black_hole,
)

BEKENSTEIN_ENERGY = Law(
    key="bekenstein-energy",
    kernel=bekenstein_energy_information,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held within the radius",
    inputs=(
        Input("energy", "E", "J", POSITIVE, (1e-3, 1e20), "total energy, rest energy included", "9e16 J", power=1.0),
        _RADIUS,
    ),
    latex=r"I \le \frac{2\pi R E}{\hbar c \ln 2}",
    holds_under=(
        _WEAK_GRAVITY,
        "energy is the total with rest energy, not the electricity consumed; radius, not diameter",
    ),
    reached_only=(_ENTROPY,),
    refs=("bekenstein1981", "bekenstein1990", "casini2008"),
    condition=_outside_black_hole,
)

MEMORY_CAPACITY = Law(
    key="memory-capacity",
    kernel=memory_capacity_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held at once",
    inputs=(
        Input("devices", "n", "1", COUNT, (1.0, 1e6), "devices", "16384", power=1.0),
        Input("memory", "b", "bit", NON_NEGATIVE, (1.0, 1e13), "memory of one device", "80 GB", power=1.0),
    ),
    latex=r"I \le n\,b",
    holds_under=("all messages are to be told apart",),
    reached_only=("memory that holds nothing else",),
    refs=("shannon1948",),
)
