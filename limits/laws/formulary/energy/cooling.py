"""Thermal engines and plants: what heat is worth, what cooling costs, and what a facility adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import Problem
from limits.laws.domain import FROM_ONE, NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.reading import shortly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.typing import Num

__all__ = [
    "CARNOT",
    "HEAT_AT_PLUG",
    "PUE",
    "REFRIGERATION",
    "carnot_efficiency",
    "facility_energy",
    "heat_at_plug",
    "heat_at_plug_cold",
    "heat_at_plug_warm",
    "refrigeration_work",
]

_DIFFERENCE = (r"\Delta T", "K", NON_NEGATIVE, (1e-10, 1e2))
_HEAT = ("Q", "J", NON_NEGATIVE, (1e-21, 1e15), "heat removed from the cold side", "1 J")
_BATHS = ("two baths of constant temperature, absolute, and no heat from or to anything else",)
_COLD = ("T_c", "K", POSITIVE, (1e-2, 3e2), "temperature of the cold bath", "4.2 K")


def carnot_efficiency(difference: Num, hot: Num) -> Num:
    r"""Highest share of heat that an engine turns into work across a given `difference` of temperature.

    .. math:: \eta \le \frac{\Delta T}{T_h} = 1 - \frac{T_c}{T_h}

    Parameters
    ----------
    difference
        Temperature of the hot bath less that of the cold one [K].
    hot
        Temperature of the hot bath [K].

    Returns
    -------
    Num
        Work over heat taken from the hot bath [1].

    Notes
    -----
    The second law of thermodynamics [ling2016]_ [powers2010]_. The difference is the input, since two temperatures that
    are close together have lost its digits. It is a difference: 25 kelvin, not 25 degC, which is refused.

    Examples
    --------
    >>> f"{carnot_efficiency(1e-10, 300.0):.12g}"
    '3.33333333333e-13'
    """
    return difference / hot


def _above_zero(values: Mapping[str, Num]) -> Problem | None:
    """No bath is at or below absolute zero."""
    difference, hot = values["difference"], values["hot"]
    if np.all(difference < hot):
        return None
    return Problem("difference", f"{shortly(difference)} K", f"less than the hot bath's {shortly(hot)} K")


CARNOT = Law(
    key="carnot",
    kernel=carnot_efficiency,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="efficiency",
    symbol=r"\eta",
    unit="1",
    gives="work over heat taken from the hot bath",
    inputs=(
        Input(
            "difference",
            *_DIFFERENCE,
            "temperature of the hot bath less that of the cold one",
            "40 K",
            power=1.0,
            difference=True,
        ),
        Input("hot", "T_h", "K", POSITIVE, (2e2, 1e4), "temperature of the hot bath", "330 K", power=-1.0),
    ),
    latex=r"\eta \le \frac{\Delta T}{T_h} = 1 - \frac{T_c}{T_h}",
    holds_under=_BATHS,
    reached_only=("a cycle without friction, as slow as need be",),
    refs=("ling2016", "powers2010"),
    condition=_above_zero,
)


def refrigeration_work(heat: Num, cold: Num, difference: Num) -> Num:
    r"""Least work that lifts `heat` from a `cold` bath across a given `difference` of temperature.

    .. math:: W \ge Q\,\frac{\Delta T}{T_c} = Q\,\frac{T_h - T_c}{T_c}

    Parameters
    ----------
    heat
        Heat removed from the cold bath [J].
    cold
        Temperature of the cold bath [K].
    difference
        Temperature of the warm bath less that of the cold one [K].

    Returns
    -------
    Num
        Work put into the refrigerator [J].

    Notes
    -----
    The second law of thermodynamics [ling2016]_ [powers2010]_. Real plants at 4 K need many times more. What heat and
    work together cost is `heat_at_plug`.

    Examples
    --------
    >>> f"{refrigeration_work(1.0, 4.2, 295.8):.4g}"
    '70.43'
    """
    return heat * (difference / cold)


REFRIGERATION = Law(
    key="refrigeration",
    kernel=refrigeration_work,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="work",
    symbol="W",
    unit="J",
    gives="work put into the refrigerator",
    inputs=(
        Input("heat", *_HEAT, power=1.0),
        Input("cold", *_COLD, power=-1.0),
        Input(
            "difference",
            *_DIFFERENCE,
            "temperature of the warm bath less that of the cold one",
            "295.8 K",
            power=1.0,
            difference=True,
        ),
    ),
    latex=r"W \ge Q\,\frac{\Delta T}{T_c} = Q\,\frac{T_h - T_c}{T_c}",
    holds_under=_BATHS,
    reached_only=("a cycle without friction, as slow as need be",),
    refs=("ling2016", "powers2010"),
)


def heat_at_plug(heat: Num, cold: Num, warm: Num) -> Num:
    r"""Least energy at the plug for `heat` that arises in a `cold` bath and leaves into a `warm` one.

    .. math:: E \ge Q\,\frac{T_h}{T_c}

    Parameters
    ----------
    heat
        Heat released at the cold temperature, all of it drawn from the plug before [J].
    cold
        Temperature of the cold bath [K].
    warm
        Temperature of the bath that receives everything in the end [K].

    Returns
    -------
    Num
        The heat and the work of an ideal refrigerator that removes it [J].

    Notes
    -----
    `refrigeration_work` with the heat itself [ling2016]_ [powers2010]_. With Landauer's heat at the cold temperature it
    is Landauer's heat at the warm one, exactly: cooling the logic never lowers the floor at the plug, and helps only
    logic that is not at the floor.

    Examples
    --------
    >>> from limits.laws.formulary.energy.landauer import landauer_energy
    >>> f"{heat_at_plug(landauer_energy(1.0, 4.2), 4.2, 300.0):.4g}", f"{landauer_energy(1.0, 300.0):.4g}"
    ('2.871e-21', '2.871e-21')
    """
    return heat * (warm / cold)


def heat_at_plug_warm(energy: Num, heat: Num, cold: Num) -> Num:
    """Temperature of the warm bath [K] at a given `energy` [J]: an inverse of `heat_at_plug`.

    The quotient of the energies first: where they are equal, so are the temperatures, to the last digit.

    Examples
    --------
    >>> heat_at_plug_warm(1e-21, 1e-21, 300.0)
    300.0
    """
    return cold * (energy / heat)


def heat_at_plug_cold(energy: Num, heat: Num, warm: Num) -> Num:
    """Temperature of the cold bath [K] at a given `energy` [J]: an inverse of `heat_at_plug`.

    Examples
    --------
    >>> heat_at_plug_cold(1e-21, 1e-21, 300.0)
    300.0
    """
    return warm / (energy / heat)


def _warmer(values: Mapping[str, Num]) -> Problem | None:
    """Heat that falls by itself needs no refrigerator."""
    cold, warm = values["cold"], values["warm"]
    if np.all(warm >= cold):
        return None
    return Problem("warm", f"{shortly(warm)} K", f"at least the cold bath's {shortly(cold)} K")


HEAT_AT_PLUG = Law(
    key="heat-at-plug",
    kernel=heat_at_plug,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="heat and the work that removes it",
    inputs=(
        Input("heat", *_HEAT, power=1.0),
        Input("cold", *_COLD, power=-1.0),
        Input("warm", "T_h", "K", POSITIVE, (3e2, 1e3), "temperature of the warm bath", "300 K", power=1.0),
    ),
    latex=r"E \ge Q\,\frac{T_h}{T_c}",
    holds_under=(*_BATHS, "all of the heat leaves into the warm bath, where nothing is recovered from it"),
    reached_only=("an ideal refrigerator: without friction, as slow as need be",),
    refs=("ling2016", "powers2010"),
    inverse={"warm": heat_at_plug_warm, "cold": heat_at_plug_cold},
    condition=_warmer,
)


def facility_energy(energy: Num, pue: Num) -> Num:
    r"""Energy that a facility draws when its computers draw `energy`.

    .. math:: E_{\mathrm{fac}} = \mathrm{PUE} \cdot E_{\mathrm{IT}}

    Parameters
    ----------
    energy
        Energy of the computers [J].
    pue
        Power usage effectiveness, energy of the facility over that of its computers, at least 1 [1].

    Returns
    -------
    Num
        Energy of the facility [J].

    Notes
    -----
    True by the definition of the power usage effectiveness [iso30134]_, which is a mean over a year. Moving fans from
    the computers into the building changes it without changing the energy.

    Examples
    --------
    >>> f"{facility_energy(100e6, 1.1):.4g}"
    '1.1e+08'
    """
    return energy * pue


PUE = Law(
    key="pue",
    kernel=facility_energy,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="facility_energy",
    symbol=r"E_{\mathrm{fac}}",
    unit="J",
    gives="energy of the facility",
    inputs=(
        Input(
            "energy",
            r"E_{\mathrm{IT}}",
            "J",
            NON_NEGATIVE,
            (1.0, 1e16),
            "energy of the computers",
            "100 GWh",
            power=1.0,
        ),
        Input("pue", r"\mathrm{PUE}", "1", FROM_ONE, (1.0, 3.0), "power usage effectiveness", "1.1", power=1.0),
    ),
    latex=r"E_{\mathrm{fac}} = \mathrm{PUE} \cdot E_{\mathrm{IT}}",
    holds_under=("a mean over a year, for the facility and its computers alike",),
    refs=("iso30134",),
)
