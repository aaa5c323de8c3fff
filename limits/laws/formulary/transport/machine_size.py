"""Geometry: how small a machine can be for its volume and its heat."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import COUNT, NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["MACHINE_DIAMETER", "MACHINE_DIAMETER_HEAT", "machine_diameter", "machine_diameter_heat"]


def machine_diameter(chips: Num, volume: Num) -> Num:
    r"""Least diameter of a machine of many `chips`, each of which fills a given `volume`.

    .. math:: D \ge \left(\frac{6 N v}{\pi}\right)^{1/3}

    Parameters
    ----------
    chips
        How many chips [1].
    volume
        Volume of one chip with all that belongs to it [m^3].

    Returns
    -------
    Num
        Diameter [m].

    Notes
    -----
    A theorem of geometry: no body of a given volume has a smaller diameter than the ball [boroczky2018]_. Heat that has
    to leave through the surface asks for more, `machine_diameter_heat`; the larger of the two holds.

    Examples
    --------
    >>> f"{machine_diameter(100_000.0, 0.01):.4g}"
    '12.41'
    """
    return np.cbrt(6.0 * chips * volume / math.pi)


MACHINE_DIAMETER = Law(
    key="machine-diameter",
    kernel=machine_diameter,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="diameter",
    symbol="D",
    unit="m",
    gives="greatest distance between two points of the machine",
    inputs=(
        Input("chips", "N", "1", COUNT, (1.0, 1e9), "chips", "100000", power=1 / 3),
        Input(
            "volume",
            "v",
            "m^3",
            POSITIVE,
            (1e-9, 1.0),
            "volume of one chip with what belongs to it",
            "10 L",
            power=1 / 3,
        ),
    ),
    latex=r"D \ge \left(\frac{6 N v}{\pi}\right)^{1/3}",
    holds_under=("every chip fills its volume alone", "the diameter is the longest distance inside the machine"),
    reached_only=("a ball of chips without gaps for air, cables or people",),
    refs=("boroczky2018",),
)


def machine_diameter_heat(power: Num, heat_flux: Num) -> Num:
    r"""Least diameter of a ball through whose surface a given `power` leaves at a given `heat_flux`.

    .. math:: D \ge \sqrt{\frac{P}{\pi q}}

    Parameters
    ----------
    power
        Power turned into heat inside [W].
    heat_flux
        Heat that leaves through each unit of surface [W/m^2].

    Returns
    -------
    Num
        Diameter [m].

    Notes
    -----
    Conservation of energy through the surface of a ball [powers2010]_: the diameter grows as the square root of the
    number of chips, faster than their volume asks for. What a surface can pass on is a matter of engineering:
    microchannels in silicon were shown to carry 790 W/cm^2 [tuckerman1981]_.

    Examples
    --------
    >>> f"{machine_diameter_heat(1e8, 1e5):.4g}"
    '17.84'
    """
    return np.sqrt(power / (math.pi * heat_flux))


MACHINE_DIAMETER_HEAT = Law(
    key="machine-diameter-heat",
    kernel=machine_diameter_heat,
    kind=Kind.LAW,
    sense=Sense.AT_LEAST,
    result="diameter",
    symbol="D",
    unit="m",
    gives="greatest distance between two points of the machine",
    inputs=(
        Input("power", "P", "W", NON_NEGATIVE, (1.0, 1e12), "power turned into heat inside", "100 MW", power=0.5),
        Input(
            "heat_flux",
            "q",
            "W/m^2",
            POSITIVE,
            (1.0, 1e8),
            "heat through each unit of surface",
            "100 kW/m^2",
            power=-0.5,
        ),
    ),
    latex=r"D \ge \sqrt{\frac{P}{\pi q}}",
    holds_under=("a ball that keeps its temperature: all heat leaves through its surface",),
    reached_only=("the highest flux all over the surface",),
    refs=("tuckerman1981", "powers2010"),
)
