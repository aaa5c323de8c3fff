"""Thermal noise on a charged node, and the energy that keeps a signal above it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = ["KTC_NOISE", "NOISE_MARGIN", "ktc_noise_voltage", "noise_margin_energy", "noise_margin_error"]

_LN10 = math.log(10.0)
_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e3), "temperature", "300 K")
_LINEAR = (
    "a passive linear resistance at one temperature charges the node; no active cooling of the noise",
    "classical: h/(RC) is small against kT",
)


def noise_margin_energy(log10_error: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least energy of a switched node that thermal noise carries past half its swing with a given probability.

    .. math:: C V^2 \ge 4\,k_B T\,[Q^{-1}(p)]^2

    Parameters
    ----------
    log10_error
        Decimal logarithm of the probability that a sample is on the wrong side, at most one half [1].
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Energy drawn for one charge and discharge of the node [J]; half is lost at each edge.

    Notes
    -----
    A theorem on linear nodes in equilibrium: Gaussian noise of variance :math:`k_B T/C` (`ktc_noise_voltage`,
    [nyquist1928]_), a threshold at half the swing, and the energy of `node_energy`, of which a slow ramp may recover
    some. The tail :math:`Q` is inverted through its logarithm, so that errors below 1e-308 pose no problem.

    Examples
    --------
    >>> f"{noise_margin_energy(-15.0, 300.0):.4g}"
    '1.045e-18'
    """
    return 4.0 * const.k_B * temperature * _deviations(log10_error) ** 2


def _deviations(log10_error: Num) -> Num:
    """Distance in standard deviations that a Gaussian exceeds with a probability of given decimal logarithm."""
    from scipy.special import erfcx, log_ndtr, ndtri_exp

    goal = log10_error * _LN10
    near = -ndtri_exp(goal)  # right to ten digits far out; one step of Newton's method makes it all of them
    slope = np.sqrt(2.0 / np.pi) / erfcx(near / np.sqrt(2.0))
    deviations: Num = near + (log_ndtr(-near) - goal) / slope
    return deviations


def noise_margin_error(energy: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    """Decimal logarithm [1] of the error of a node of given `energy` [J]: an inverse of `noise_margin_energy`.

    Examples
    --------
    >>> f"{noise_margin_error(1.044846980114096817670e-18, 300.0):.12g}"
    '-15'
    """
    from scipy.special import log_ndtr

    log10_error: Num = log_ndtr(-np.sqrt(energy / (4.0 * const.k_B * temperature))) / _LN10
    return log10_error


NOISE_MARGIN = Law(
    key="noise-margin",
    kernel=noise_margin_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="C V^2",
    unit="J",
    gives="energy drawn for one charge and discharge of the node",
    inputs=(
        Input(
            "log10_error",
            r"\log_{10} p",
            "1",
            Domain(-math.inf, closed=False, high=math.log10(0.5), high_closed=True),
            (-1e3, -0.31),
            "decimal logarithm of the probability of the wrong side",
            "-15",
        ),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"C V^2 \ge 4\,k_B T\,[Q^{-1}(p)]^2",
    holds_under=(
        *_LINEAR,
        "one sample is held against a threshold at half the swing, and is wrong with the probability",
        "the node is charged and discharged in steps: a slow ramp recovers energy",
    ),
    reached_only=("no other noise, leakage or variation of the threshold",),
    refs=("nyquist1928",),
    inverse={"log10_error": noise_margin_error},
)


def ktc_noise_voltage(capacitance: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Thermal noise voltage, root mean square, on a node of given `capacitance`.

    .. math:: v \ge \sqrt{k_B T / C}

    Parameters
    ----------
    capacitance
        Capacitance of the node [F].
    temperature
        Temperature of the resistance that charges it [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Root mean square of the voltage [V].

    Notes
    -----
    A theorem of equilibrium: Nyquist's noise of a resistance in the bandwidth that the capacitance leaves it; the
    resistance cancels [nyquist1928]_ [sarpeshkar1993]_. In other words, one half kT for the one degree of freedom of
    the node.

    Examples
    --------
    >>> f"{ktc_noise_voltage(1e-12, 300.0):.4g}"
    '6.436e-05'
    """
    return np.sqrt(const.k_B * temperature / capacitance)


KTC_NOISE = Law(
    key="ktc-noise",
    kernel=ktc_noise_voltage,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="voltage",
    symbol="v",
    unit="V",
    gives="root mean square of the noise voltage",
    inputs=(
        Input("capacitance", "C", "F", POSITIVE, (1e-18, 1e-6), "capacitance of the node", "1 pF", power=-0.5),
        Input("temperature", *_TEMPERATURE, power=0.5),
    ),
    latex=r"v \ge \sqrt{k_B T / C}",
    holds_under=_LINEAR,
    reached_only=("no noise but that of the resistance",),
    refs=("nyquist1928", "sarpeshkar1993"),
)
