"""Gravity: what the area around a region allows, and how small a mass may be before it is a black hole.

Every number here carries the uncertainty of the constant of gravitation, 2.2e-5: never print more than five digits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "BLACK_HOLE",
    "HOLOGRAPHIC",
    "HOLOGRAPHIC_SPHERE",
    "SCHWARZSCHILD",
    "black_hole_information",
    "holographic_information",
    "holographic_sphere_information",
    "schwarzschild_radius",
]

_MASS = ("m", "kg", POSITIVE, (1e-3, 1e10), "mass, all of it", "1 kg")
_ENTROPY = "every degree of freedom holds information: an entropy, not addressable memory"
_HOLE = "no charge and no rotation"


def schwarzschild_radius(mass: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Radius within which a given `mass` is a black hole.

    .. math:: R \ge \frac{2Gm}{c^2}

    Parameters
    ----------
    mass
        Mass, all of it [kg].
    const
        Physical constants.

    Returns
    -------
    Num
        Schwarzschild radius [m], known to 2.2e-5 like G itself.

    Notes
    -----
    A law of general relativity for a mass without charge and rotation [schwarzschild1916]_, which ends what a computer
    of that mass can be [lloyd2000]_. G is known to 2.2e-5 only [codata2022]_, so that five digits are all there are,
    here and in the laws below.

    Examples
    --------
    >>> f"{schwarzschild_radius(1.0):.4g}"
    '1.485e-27'
    """
    return 2.0 * const.G * mass / (const.c * const.c)


SCHWARZSCHILD = Law(
    key="schwarzschild",
    kernel=schwarzschild_radius,
    kind=Kind.LAW,
    sense=Sense.AT_LEAST,
    result="radius",
    symbol="R",
    unit="m",
    gives="radius that the mass must exceed not to be a black hole",
    inputs=(Input("mass", *_MASS, power=1.0),),
    latex=r"R \ge \frac{2Gm}{c^2}",
    holds_under=(_HOLE,),
    refs=("schwarzschild1916", "lloyd2000", "codata2022"),
)


def holographic_information(area: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a region holds whose surface has a given `area`.

    .. math:: I \le \frac{A}{4\,\ell_P^2 \ln 2},\quad \ell_P^2 = \frac{\hbar G}{c^3}

    Parameters
    ----------
    area
        Area of the surface that encloses the region [m^2].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    A law by conjecture: the entropy of a black hole of that area, which nothing that is put in can exceed without
    making one [bousso2002]_. A quarter of the area in Planck units is counted in nat; the ln 2 that makes it bits is
    often forgotten. Outside a black hole it is always looser than Bekenstein's bound, by the ratio of the radius to
    Schwarzschild's. For regions as large as a universe it is stated on light sheets instead of regions.

    Examples
    --------
    >>> f"{holographic_information(1.0):.4g}"
    '1.381e+69'
    """
    return area * const.c * const.c * const.c / (4.0 * const.hbar * const.G * const.ln2)


HOLOGRAPHIC = Law(
    key="holographic",
    kernel=holographic_information,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held within the surface",
    inputs=(Input("area", "A", "m^2", POSITIVE, (1e-6, 1e12), "area of the enclosing surface", "1 m^2", power=1.0),),
    latex=r"I \le \frac{A}{4\,\ell_P^2 \ln 2},\quad \ell_P^2 = \frac{\hbar G}{c^3}",
    holds_under=("a region small against the universe",),
    reached_only=(_ENTROPY,),
    refs=("bousso2002", "lloyd2000"),
)


def holographic_sphere_information(radius: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a sphere of given `radius` holds.

    .. math:: I \le \frac{\pi R^2}{\ell_P^2 \ln 2},\quad \ell_P^2 = \frac{\hbar G}{c^3}

    Parameters
    ----------
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
    `holographic_information` of the sphere's surface [bousso2002]_.

    Examples
    --------
    >>> f"{holographic_sphere_information(1.0):.4g}"
    '1.735e+70'
    """
    return holographic_information(4.0 * math.pi * radius * radius, const=const)


HOLOGRAPHIC_SPHERE = Law(
    key="holographic-sphere",
    kernel=holographic_sphere_information,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held within the sphere",
    inputs=(
        Input("radius", "R", "m", POSITIVE, (1e-3, 1e6), "radius of the smallest enclosing sphere", "1 m", power=2.0),
    ),
    latex=r"I \le \frac{\pi R^2}{\ell_P^2 \ln 2},\quad \ell_P^2 = \frac{\hbar G}{c^3}",
    holds_under=("radius, not diameter; a region small against the universe",),
    reached_only=(_ENTROPY,),
    refs=("bousso2002", "lloyd2000"),
)


def black_hole_information(mass: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Information that a black hole of given `mass` holds, the most for this mass in the least space.

    .. math:: I = \frac{4\pi G m^2}{\hbar c \ln 2}

    Parameters
    ----------
    mass
        Mass, all of it [kg].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    The entropy of Bekenstein and Hawking [bousso2002]_, and what both bounds come to at Schwarzschild's radius:
    a kilogram holds far less there than spread out over a litre [lloyd2000]_.

    Examples
    --------
    >>> f"{black_hole_information(1.0):.4g}"
    '3.827e+16'
    """
    return 4.0 * math.pi * const.G * mass * mass / (const.hbar * const.c * const.ln2)


BLACK_HOLE = Law(
    key="black-hole",
    kernel=black_hole_information,
    kind=Kind.LAW,
    sense=Sense.EQUAL,
    result="information",
    symbol="I",
    unit="bit",
    gives="information that the black hole holds",
    inputs=(Input("mass", *_MASS, power=2.0),),
    latex=r"I = \frac{4\pi G m^2}{\hbar c \ln 2}",
    holds_under=(_HOLE,),
    refs=("bousso2002", "lloyd2000"),
)
