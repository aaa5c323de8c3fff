"""One channel of unlimited bandwidth: how much information and heat a single mode takes along per time."""

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
    "HEAT_FLOW",
    "MESSAGE_RATE",
    "THERMAL_CONDUCTANCE",
    "WIDEBAND",
    "heat_flow",
    "message_rate",
    "thermal_conductance",
    "wideband_rate",
]

_TEMPERATURE = ("T", "K", POSITIVE, (1e-3, 1e3), "temperature of the source", "1 K")
_ONE_CHANNEL = "one channel: one transverse mode, one polarisation, one direction"


def wideband_rate(power: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate at which a single channel of given `power` carries information, at any bandwidth.

    .. math:: R \le \frac{\pi}{\ln 2}\sqrt{\frac{2P}{3h}}

    Parameters
    ----------
    power
        Mean power of the signal [W].
    const
        Physical constants.

    Returns
    -------
    Num
        Rate [bit/s].

    Notes
    -----
    A theorem [caves1994]_ [pendry1983]_: the energy of quanta is what keeps Shannon's rate finite in a band without
    end and without noise. Met by number states and counters of quanta.

    Examples
    --------
    >>> f"{wideband_rate(1e-3):.5g}"
    '4.5462e+15'
    """
    return math.pi / const.ln2 * np.sqrt(2.0 / 3.0 * power / const.h)


WIDEBAND = Law(
    key="wideband",
    kernel=wideband_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol="R",
    unit="bit/s",
    gives="information per time",
    inputs=(Input("power", "P", "W", NON_NEGATIVE, (1e-18, 1e3), "mean power of the signal", "1 mW", power=0.5),),
    latex=r"R \le \frac{\pi}{\ln 2}\sqrt{\frac{2P}{3h}}",
    holds_under=(
        _ONE_CHANNEL,
        "quanta of energy hf",
        "sender and receiver share nothing entangled beforehand, which would let more pass",
    ),
    reached_only=("no noise and no limit on the band",),
    refs=("caves1994", "pendry1983"),
)


def heat_flow(temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most heat per time that a single channel carries away from a body at `temperature`, in equilibrium with it.

    .. math:: \dot Q \le \frac{\pi^2 k_B^2 T^2}{6h}

    Parameters
    ----------
    temperature
        Temperature of the body [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Heat per time [W]; to a body at another temperature, the difference of two such flows.

    Notes
    -----
    A theorem for carriers in equilibrium with the body, the same for bosons and fermions [blencowe2000]_. Pendry's
    bound is quoted as :math:`\pi k_B^2 T^2/(3\hbar)`, four times as much [pendry1983]_: an engine between the body and
    the channel could send the heat out at twice the temperature without destroying entropy.

    Examples
    --------
    >>> f"{heat_flow(300.0):.4g}"
    '4.259e-08'
    """
    thermal = const.k_B * temperature
    return math.pi**2 / 6.0 * thermal * (thermal / const.h)


HEAT_FLOW = Law(
    key="heat-flow",
    kernel=heat_flow,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="flow",
    symbol=r"\dot Q",
    unit="W",
    gives="heat per time",
    inputs=(Input("temperature", *_TEMPERATURE, power=2.0),),
    latex=r"\dot Q \le \frac{\pi^2 k_B^2 T^2}{6h}",
    holds_under=(
        _ONE_CHANNEL,
        "carriers leave in thermal equilibrium with the body: no engine between it and the channel",
    ),
    reached_only=("nothing flows back, the other end being cold, and nothing is reflected",),
    refs=("blencowe2000", "pendry1983"),
)


def thermal_conductance(temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest thermal conductance of a single channel at `temperature`: the quantum of thermal conductance.

    .. math:: G \le \frac{\pi^2 k_B^2 T}{3h}

    Parameters
    ----------
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Conductance, heat per time and difference of temperature [W/K].

    Notes
    -----
    The derivative of `heat_flow`, hence twice its quotient by the temperature [pendry1983]_ [blencowe2000]_.

    Examples
    --------
    >>> f"{thermal_conductance(1.0):.5g}"
    '9.4643e-13'
    """
    return math.pi**2 / 3.0 * const.k_B * (const.k_B * temperature / const.h)


THERMAL_CONDUCTANCE = Law(
    key="thermal-conductance",
    kernel=thermal_conductance,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="conductance",
    symbol="G",
    unit="W/K",
    gives="heat per time and difference of temperature",
    inputs=(Input("temperature", *_TEMPERATURE, power=1.0),),
    latex=r"G \le \frac{\pi^2 k_B^2 T}{3h}",
    holds_under=(_ONE_CHANNEL, "a small difference of temperature, and two ends in equilibrium, each with itself"),
    reached_only=("nothing is reflected on the way",),
    refs=("pendry1983", "blencowe2000"),
)


def message_rate(energy: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate at which a message of given `energy` passes that light takes as long to cross.

    .. math:: R \le \frac{\pi E}{\hbar \ln 2}

    Parameters
    ----------
    energy
        Energy of the message, all of it [J].
    const
        Physical constants.

    Returns
    -------
    Num
        Rate [bit/s].

    Notes
    -----
    Bekenstein's linear bound [bekenstein1981b]_ [bekenstein1990]_, with the factor that `bekenstein_energy_information`
    gives for a message received in the time in which light crosses its diameter. The factor rests on that time: the
    abstract of the paper prints none, and the review is quoted with twice this, :math:`2\pi E/(\hbar\ln 2)`, for matter
    carried past (equation 86), and with :math:`0.2279\,E/\hbar` bit for a single channel (equation 97).

    Examples
    --------
    >>> f"{message_rate(1.0):.5g}"
    '4.2978e+34'
    """
    return math.pi / (const.hbar * const.ln2) * energy


MESSAGE_RATE = Law(
    key="message-rate",
    kernel=message_rate,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="rate",
    symbol="R",
    unit="bit/s",
    gives="information per time",
    inputs=(Input("energy", "E", "J", POSITIVE, (1e-21, 1e20), "energy of the message, all of it", "1 J", power=1.0),),
    latex=r"R \le \frac{\pi E}{\hbar \ln 2}",
    holds_under=(
        "the whole energy of the message counts",
        "the message passes within the time of light across the smallest ball around it: a flat one may be faster",
    ),
    refs=("bekenstein1981b", "bekenstein1990"),
)
