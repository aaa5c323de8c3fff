"""Switches: what CMOS is estimated to need at best, and how small, fast and hot a charge behind a barrier can be."""

from __future__ import annotations

import math
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
    "CMOS",
    "SWITCH_POWER_DENSITY",
    "SWITCH_SIZE",
    "SWITCH_TIME",
    "cmos_energy",
    "switch_power_density",
    "switch_size",
    "switch_time",
]

_LN2 = math.log(2.0)  # one switch holds one bit: a pure number here
_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e3), "temperature", "300 K")
_MASS = (
    "m",
    "kg",
    POSITIVE,
    (1e-33, 1e-26),
    "mass of the carrier, in the example a free electron's",
    "9.1093837e-31 kg",
)
_MODEL = (
    "a charge behind a barrier of kT ln 2, the lowest that tells two states apart at all",
    "Heisenberg's relations taken as equalities: a scaling argument, not a theorem",
)


def cmos_energy(operations: Num, efficiency: Num) -> Num:
    r"""Least energy of given `operations` in CMOS logic of the highest attainable `efficiency`.

    .. math:: E \ge C / \eta

    Parameters
    ----------
    operations
        Operations done [FLOP].
    efficiency
        Highest operations per energy that CMOS is estimated to reach [FLOP/J].

    Returns
    -------
    Num
        Energy dissipated by switches, wires and leakage [J].

    Notes
    -----
    A model, not a bound: the estimate of [ho2023]_ is the geometric mean of a distribution that spreads over more
    than a decade, 4.7e15 FP4 operations per joule. Operations on wider formats cost more.

    Examples
    --------
    >>> f"{cmos_energy(1.0, 4.7e15):.4g}"
    '2.128e-16'
    """
    return operations / efficiency


CMOS = Law(
    key="cmos",
    kernel=cmos_energy,
    kind=Kind.MODEL,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="energy dissipated by switches, wires and leakage",
    inputs=(
        Input("operations", "C", "FLOP", NON_NEGATIVE, (1.0, 1e30), "operations done", "1e26 FLOP", power=1.0),
        Input(
            "efficiency",
            r"\eta",
            "FLOP/J",
            POSITIVE,
            (1e9, 1e17),
            "highest efficiency of CMOS logic",
            "4.7e15 FLOP/J",
            power=-1.0,
        ),
    ),
    latex=r"E \ge C / \eta",
    holds_under=(
        "CMOS logic, with its wires and leakage",
        "the efficiency is the highest that CMOS will reach, which is an estimate, in the operations counted",
    ),
    refs=("ho2023",),
)


def switch_size(mass: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Smallest size of a binary switch whose carrier has given `mass`.

    .. math:: x_{\min} \ge \frac{\hbar}{\sqrt{2 m k_B T \ln 2}}

    Parameters
    ----------
    mass
        Mass of the carrier [kg].
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Least distance between the two states [m].

    Notes
    -----
    A model [zhirnov2003]_, called Shannon-von Neumann-Landauer: the uncertainty of position of a carrier whose energy
    is kT ln 2. A heavier carrier allows a smaller switch.

    Examples
    --------
    >>> f"{switch_size(9.1093837139e-31, 300.0):.4g}"
    '1.458e-09'
    """
    return const.hbar / np.sqrt(2.0 * mass * (const.k_B * temperature * _LN2))


SWITCH_SIZE = Law(
    key="switch-size",
    kernel=switch_size,
    kind=Kind.MODEL,
    sense=Sense.AT_LEAST,
    result="size",
    symbol=r"x_{\min}",
    unit="m",
    gives="distance between the two states",
    inputs=(Input("mass", *_MASS, power=-0.5), Input("temperature", *_TEMPERATURE, power=-0.5)),
    latex=r"x_{\min} \ge \frac{\hbar}{\sqrt{2 m k_B T \ln 2}}",
    holds_under=_MODEL,
    refs=("zhirnov2003",),
)


def switch_time(temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Shortest time in which a binary switch of energy kT ln 2 changes its state.

    .. math:: t_{\min} \ge \frac{\hbar}{k_B T \ln 2}

    Parameters
    ----------
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Time of one change [s].

    Notes
    -----
    A model [zhirnov2003]_: the uncertainty relation of time and energy as an equality. The theorem behind such
    statements is that of Margolus and Levitin, with another prefactor and another energy.

    Examples
    --------
    >>> f"{switch_time(300.0):.4g}"
    '3.673e-14'
    """
    return const.hbar / (const.k_B * temperature * _LN2)


SWITCH_TIME = Law(
    key="switch-time",
    kernel=switch_time,
    kind=Kind.MODEL,
    sense=Sense.AT_LEAST,
    result="time",
    symbol=r"t_{\min}",
    unit="s",
    gives="time of one change of state",
    inputs=(Input("temperature", *_TEMPERATURE, power=-1.0),),
    latex=r"t_{\min} \ge \frac{\hbar}{k_B T \ln 2}",
    holds_under=_MODEL,
    refs=("zhirnov2003",),
)


def switch_power_density(mass: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Power per area of the smallest binary switches, packed without gaps and all switching at their fastest.

    .. math:: P/A \le \frac{2 m (k_B T \ln 2)^3}{\hbar^3}

    Parameters
    ----------
    mass
        Mass of the carrier [kg].
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Power per area [W/m^2].

    Notes
    -----
    A model [zhirnov2003]_, `switch_size` and `switch_time` together: what a plane of such switches dissipates at most.
    No known cooling carries off 3.7 MW/cm^2 (an electron at 300 K, calculated here; the numbers printed in the paper
    were not read), so that heat and not size ends the scaling of charge-based logic.

    Examples
    --------
    >>> f"{switch_power_density(9.1093837139e-31, 300.0):.4g}"
    '3.676e+10'
    """
    energy = const.k_B * temperature * _LN2
    return energy / switch_time(temperature, const=const) / switch_size(mass, temperature, const=const) ** 2


SWITCH_POWER_DENSITY = Law(
    key="switch-power-density",
    kernel=switch_power_density,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="power_density",
    symbol="P/A",
    unit="W/m^2",
    gives="power per area",
    inputs=(Input("mass", *_MASS, power=1.0), Input("temperature", *_TEMPERATURE, power=3.0)),
    latex=r"P/A \le \frac{2 m (k_B T \ln 2)^3}{\hbar^3}",
    holds_under=(*_MODEL, "one plane of switches"),
    reached_only=("no gaps between the switches, every one of which changes all the time",),
    refs=("zhirnov2003",),
)
