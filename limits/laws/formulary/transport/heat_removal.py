"""Heat removal: what surfaces radiate, what coolants carry away, and the bits whose erasure that pays for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "COOLANT",
    "RADIATING_SPHERE",
    "RADIATOR",
    "coolant_power",
    "radiating_sphere_rate",
    "radiator_difference",
    "radiator_power",
]

_EMISSIVITY = Domain(0.0, closed=False, high=1.0, high_closed=True)
_EMITS = "emissivity of the surface, the highest of any wavelength"
_FAR = "nothing nearer than a few wavelengths of its heat radiation, and no surface smaller than these"


def radiator_power(emissivity: Num, area: Num, ambient: Num, difference: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most heat that a surface radiates when it is warmer than its surroundings by a given `difference`.

    .. math:: P \le \varepsilon\sigma A\,(T^4 - T_0^4),\quad T = T_0 + \Delta T

    Parameters
    ----------
    emissivity
        Emissivity of the surface, the highest of any wavelength; 1 for a black one [1].
    area
        Area of the surface [m^2].
    ambient
        Temperature of the surroundings, which radiate back [K].
    difference
        Temperature of the surface less that of the surroundings [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Power [W].

    Notes
    -----
    The law of Stefan and Boltzmann [modelica2020]_ with an exact constant [codata2022]_: a theorem, Planck's radiation
    summed over all wavelengths. At each of them a warmer black body radiates more than a colder one, so that the
    highest emissivity bounds any surface. Across a gap below the wavelength of the heat, some 10 um at 300 K, and from
    bodies smaller than it, more passes [lucchesi2021]_. The difference is the input, since two temperatures that are
    close together have lost its digits; it is factored out of the fourth powers.

    Examples
    --------
    >>> f"{radiator_power(1.0, 1.0, 300.0, 1e-10):.12g}"
    '6.12400437272e-10'
    """
    surface = ambient + difference
    # The difference of the fourth powers, which subtracted would lose the digits that the two temperatures share.
    powers = difference * (ambient + surface) * (surface * surface + ambient * ambient)
    return emissivity * const.sigma_SB * area * powers


def radiator_difference(power: Num, emissivity: Num, area: Num, ambient: Num, *, const: Constants = CODATA2022) -> Num:
    """Difference of temperature [K] at which a surface radiates a given `power` [W]: an inverse of `radiator_power`.

    Examples
    --------
    >>> f"{radiator_difference(6.124004372722246e-10, 1.0, 1.0, 300.0):.12g}"
    '1e-10'
    """
    powers = power / (emissivity * const.sigma_SB * area)
    surface = np.sqrt(np.sqrt(powers + ambient**4))
    return powers / ((ambient + surface) * (surface * surface + ambient * ambient))


RADIATOR = Law(
    key="radiator",
    kernel=radiator_power,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="power",
    symbol="P",
    unit="W",
    gives="heat radiated",
    inputs=(
        Input("emissivity", r"\varepsilon", "1", _EMISSIVITY, (1e-2, 1.0), _EMITS, "0.9", power=1.0),
        Input("area", "A", "m^2", POSITIVE, (1e-6, 1e8), "area of the surface", "1 m^2", power=1.0),
        Input("ambient", "T_0", "K", NON_NEGATIVE, (2.7, 1e3), "temperature of the surroundings", "300 K"),
        Input(
            "difference",
            r"\Delta T",
            "K",
            NON_NEGATIVE,
            (1e-10, 1e3),
            "surface less surroundings",
            "40 K",
            difference=True,
        ),
    ),
    latex=r"P \le \varepsilon\sigma A\,(T^4 - T_0^4),\quad T = T_0 + \Delta T",
    holds_under=(
        "radiation alone: no air, no conduction",
        _FAR,
        "surroundings of one temperature, or that of the coldest thing in sight",
        "the emissivity is the same at every wavelength, or the highest of any",
    ),
    reached_only=("a surface that sees only its surroundings, no part of itself",),
    refs=("modelica2020", "codata2022", "lucchesi2021"),
    inverse={"difference": radiator_difference},
)


def radiating_sphere_rate(radius: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate of erasure inside a sphere of given `radius` that only radiates, at a given `temperature`.

    .. math:: \dot N \le \frac{4\pi R^2\sigma T^3}{k_B \ln 2}

    Parameters
    ----------
    radius
        Radius, not diameter [m].
    temperature
        Temperature of the surface, which is that of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Bits erased per time [bit/s].

    Notes
    -----
    Landauer's bound [landauer1961]_ on the heat that a black sphere radiates into empty space [modelica2020]_. It rises
    as the cube of the temperature: heat leaves faster from a hot surface than erasing grows dearer there.

    Examples
    --------
    >>> f"{radiating_sphere_rate(1.0, 300.0):.4g}"
    '2.01e+24'
    """
    cubed = temperature * temperature * temperature
    return 4.0 * math.pi * radius * radius * const.sigma_SB * cubed / (const.k_B * const.ln2)


RADIATING_SPHERE = Law(
    key="radiating-sphere",
    kernel=radiating_sphere_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol=r"\dot N",
    unit="bit/s",
    gives="bits erased per time",
    inputs=(
        Input("radius", "R", "m", POSITIVE, (1e-3, 1e8), "radius of the sphere", "1 m", power=2.0),
        Input("temperature", "T", "K", POSITIVE, (2.7, 1e4), "temperature of the surface", "300 K", power=3.0),
    ),
    latex=r"\dot N \le \frac{4\pi R^2\sigma T^3}{k_B \ln 2}",
    holds_under=(
        "radiation alone: no air, no conduction; nothing else takes heat out of the sphere",
        _FAR,
        "radius, not diameter",
        "Landauer's conditions: erased bits unbiased and independent, a mean over many",
    ),
    reached_only=(
        "every bit erased at Landauer's price, at the temperature of the surface",
        "a black surface, and surroundings at absolute zero",
    ),
    refs=("landauer1961", "modelica2020", "codata2022"),
)


def coolant_power(density: Num, heat_capacity: Num, flow: Num, difference: Num) -> Num:
    r"""Heat that a `flow` of coolant carries away when it warms by a given `difference`.

    .. math:: P \le \rho\,c_p\,\dot V\,\Delta T

    Parameters
    ----------
    density
        Density of the coolant [kg/m^3].
    heat_capacity
        Its specific heat capacity at constant pressure [J/kg/K].
    flow
        Volume that flows per time [m^3/s].
    difference
        Temperature at the outlet less that at the inlet [K].

    Returns
    -------
    Num
        Power [W].

    Notes
    -----
    Conservation of energy for a steady flow [powers2010]_. It bounds the heat once the warming that the chips bear is
    fixed. It is a difference: 10 kelvin, not 10 degC, which is refused.

    Examples
    --------
    >>> f"{coolant_power(1000.0, 4180.0, 1e-3, 10.0):.4g}"  # a litre of water each second
    '4.18e+04'
    """
    return density * heat_capacity * flow * difference


COOLANT = Law(
    key="coolant",
    kernel=coolant_power,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="power",
    symbol="P",
    unit="W",
    gives="heat carried away",
    inputs=(
        Input("density", r"\rho", "kg/m^3", POSITIVE, (0.1, 1e4), "density of the coolant", "1000 kg/m^3", power=1.0),
        Input("heat_capacity", "c_p", "J/kg/K", POSITIVE, (1e2, 1e4), "specific heat", "4180 J/kg/K", power=1.0),
        Input("flow", r"\dot V", "m^3/s", NON_NEGATIVE, (1e-9, 1e3), "volume per time", "0.001 m^3/s", power=1.0),
        Input(
            "difference",
            r"\Delta T",
            "K",
            NON_NEGATIVE,
            (1e-2, 1e2),
            "outlet less inlet",
            "10 K",
            power=1.0,
            difference=True,
        ),
    ),
    latex=r"P \le \rho\,c_p\,\dot V\,\Delta T",
    holds_under=("a steady flow that does not boil, of constant density and heat capacity",),
    reached_only=("all of the flow warms by the whole difference",),
    refs=("powers2010",),
)
