"""Charging: what a node costs that is charged and discharged, at once and slowly."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["ADIABATIC_CHARGING", "NODE_ENERGY", "adiabatic_charging_energy", "node_energy"]

_CAPACITANCE = ("C", "F", POSITIVE, (1e-18, 1e-6), "capacitance of the node", "1 fF")
_VOLTAGE = ("V", "V", NON_NEGATIVE, (1e-3, 1e3), "swing of the node", "0.7 V")


def node_energy(capacitance: Num, voltage: Num) -> Num:
    r"""Energy that a node of given `capacitance` draws from its supply for one charge and discharge.

    .. math:: E = C V^2

    Parameters
    ----------
    capacitance
        Capacitance of the node [F].
    voltage
        Swing of the node, which is the voltage of the supply [V].

    Returns
    -------
    Num
        Energy turned into heat, half of it at each edge [J].

    Notes
    -----
    A theorem on linear circuits: the resistance of the switch does not matter as long as the edge is a step
    [schrom1998]_; a slow ramp loses less, see `adiabatic_charging_energy`. One FLOP switches many nodes, and each
    only now and then.

    Examples
    --------
    >>> f"{node_energy(1e-15, 0.7):.4g}"
    '4.9e-16'
    """
    return capacitance * voltage * voltage


NODE_ENERGY = Law(
    key="node-energy",
    kernel=node_energy,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="energy",
    symbol="E",
    unit="J",
    gives="energy turned into heat in one charge and discharge",
    inputs=(
        Input("capacitance", *_CAPACITANCE, power=1.0),
        Input("voltage", *_VOLTAGE, power=2.0),
    ),
    latex=r"E = C V^2",
    holds_under=(
        "a linear capacitance, switched to the supply and to ground in steps",
        "each step lasts until the node has reached its end: no leakage and no short-circuit current",
    ),
    refs=("schrom1998",),
)


# Coefficients of the bracket as a series, the highest power first; the next one is below 1e-18 of the sum.
_SERIES = tuple((-1.0) ** power / math.factorial(power + 2) for power in reversed(range(18)))


def adiabatic_charging_energy(capacitance: Num, voltage: Num, resistance: Num, ramp_time: Num) -> Num:
    r"""Energy lost when a node is charged through a `resistance` by a linear ramp of given `ramp_time`.

    .. math:: E = \frac{RC}{T_r}\,CV^2\left[1-\frac{RC}{T_r}\left(1-e^{-T_r/RC}\right)\right]

    Parameters
    ----------
    capacitance
        Capacitance of the node [F].
    voltage
        Height of the ramp [V].
    resistance
        Resistance through which it is charged [ohm].
    ramp_time
        Duration of the ramp, 0 for a step [s].

    Returns
    -------
    Num
        Energy turned into heat at one edge [J].

    Notes
    -----
    A theorem on linear circuits: :math:`CV^2/2` for a step [schrom1998]_, and :math:`(RC/T_r)\,CV^2` for a slow ramp
    [athas1994]_, so that the loss can be made small by waiting. Real transistors leak: with a loss
    :math:`c_1/T_r + c_2 T_r` the best ramp lasts :math:`\sqrt{c_1/c_2}`. At fixed time and power the gain is bought
    with more hardware in parallel. Ramps below one time constant are summed as a series: the bracket would cancel.

    Examples
    --------
    >>> float(adiabatic_charging_energy(1.0, 1.0, 1.0, 0.0))
    0.5
    >>> f"{adiabatic_charging_energy(1e-15, 0.7, 1e4, 1e-9):.4g}"
    '4.851e-18'
    """
    constants = ramp_time / (resistance * capacitance)
    slow, brief = np.maximum(constants, 1.0), np.minimum(constants, 1.0)
    series: Num = 0.0
    for coefficient in _SERIES:
        series = coefficient + series * brief
    share = np.where(constants < 1.0, series, (1.0 + np.expm1(-slow) / slow) / slow)[()]
    return capacitance * voltage * voltage * share


ADIABATIC_CHARGING = Law(
    key="adiabatic-charging",
    kernel=adiabatic_charging_energy,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="energy",
    symbol="E",
    unit="J",
    gives="energy turned into heat at one edge",
    inputs=(
        Input("capacitance", *_CAPACITANCE),
        Input("voltage", *_VOLTAGE, power=2.0),
        Input("resistance", "R", "ohm", POSITIVE, (1.0, 1e6), "resistance through which it is charged", "10 kohm"),
        Input("ramp_time", "T_r", "s", NON_NEGATIVE, (1e-15, 1e-3), "duration of the ramp", "1 ns"),
    ),
    latex=r"E = \frac{RC}{T_r}\,CV^2\left[1-\frac{RC}{T_r}\left(1-e^{-T_r/RC}\right)\right]",
    holds_under=(
        "linear resistance and capacitance, a linear ramp that then stays; a transistor is neither",
        "no leakage: with it there is a best ramp time",
    ),
    refs=("schrom1998", "athas1994"),
)
