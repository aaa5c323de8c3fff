r"""Budgets other than compute: energy, money and time, at stated rates, and what more of them would buy.

A rate says how much training compute a joule, a dollar or a second yields. There are no defaults: a rate that nobody
states is NaN, and so is what follows from it. Compute is that of the model, 6 N D, so that rates are achieved ones: a
peak times its utilisation, never the peak.

On the expansion path of a run both terms of a law shrink as C^-gamma, wherever the run stands:

.. math:: \frac{dL}{d\ln C} = -\gamma\,(L - E), \qquad L(C) - L(2C) = (1 - 2^{-\gamma})(L - E)

So each doubling saves 2^-gamma times what the last one did, and costs twice as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.frontier import prediction

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array, Num

__all__ = ["Doublings", "Rates", "Resources", "doublings", "slope"]


class Resources(NamedTuple):
    """An amount of energy [J], money [USD] and time [s]; NaN where it is not known."""

    energy: Num
    cost: Num
    time: Num


class Rates(NamedTuple):
    """Training compute per joule [FLOP/J], per dollar [FLOP/USD] and per second [FLOP/s]; NaN if not stated.

    Examples
    --------
    >>> rates = Rates(per_joule=2e11, per_second=4e18)
    >>> f"{rates.compute(energy=1.8e13):.2g} FLOP from 5 GWh, {rates.compute(time=30 * 86400.0):.3g} FLOP in 30 days"
    '3.6e+24 FLOP from 5 GWh, 1.04e+25 FLOP in 30 days'
    >>> needs = rates.resources(3.6e24)
    >>> f"{needs.energy:.2g} J, {needs.time / 86400:.1f} days, {needs.cost} USD"
    '1.8e+13 J, 10.4 days, nan USD'
    """

    per_joule: Num = np.nan
    per_dollar: Num = np.nan
    per_second: Num = np.nan

    @classmethod
    def of(
        cls, rate: Num, *, count: Num = np.nan, power: Num = np.nan, pue: Num = np.nan, price: Num = np.nan
    ) -> Rates:
        """Return the rates of machines that achieve the same rate each; what is not given stays unknown.

        Parameters
        ----------
        rate, count
            Training compute that one machine achieves per second [FLOP/s], and the number of machines [1].
        power, pue
            Power of one machine [W], and the energy of the building over that of its machines [1].
        price
            Price of one machine [USD/s].

        Examples
        --------
        >>> rates = Rates.of(4e14, count=1000, power=700.0, pue=1.1, price=2.0 / 3600)
        >>> "{:.3g} FLOP/J, {:.3g} FLOP/USD, {:.3g} FLOP/s".format(*rates)
        '5.19e+11 FLOP/J, 7.2e+17 FLOP/USD, 4e+17 FLOP/s'
        """
        return cls(rate / (power * pue), rate / price, rate * count)

    def compute(self, **budget: Num) -> Num:
        """Return the compute that a budget buys [FLOP]: one of `energy` [J], `cost` [USD] and `time` [s].

        Raises
        ------
        InputError
            If there is not exactly one budget, or one of another name.

        Examples
        --------
        >>> Rates(per_dollar=7.2e17).compute(cost=10e6)
        7.2e+24
        """
        if len(budget) != 1 or not budget.keys() <= set(Resources._fields):
            given = ", ".join(budget) or "nothing"
            raise InputError("budget", [Problem("budget", given, f"one of {', '.join(Resources._fields)}")])
        ((name, amount),) = budget.items()
        return amount * self[Resources._fields.index(name)]

    def resources(self, C: Num) -> Resources:
        """Return the energy, money and time that compute `C` [FLOP] takes.

        Examples
        --------
        >>> Rates(per_second=1e18).resources(1e24).time
        1000000.0
        """
        return Resources(*(C / rate for rate in self))


class Doublings(NamedTuple):
    """A run and its doublings of compute, along a first axis: none, one, two and so on.

    Parameters
    ----------
    compute, parameters, tokens, loss
        Compute [FLOP], size [parameter], tokens [token] and loss of each.
    gain
        Loss that this doubling saves; NaN for the run itself.
    extra
        Compute beyond that of the run before [FLOP]; NaN for the run itself.
    """

    compute: Array
    parameters: Array
    tokens: Array
    loss: Array
    gain: Array
    extra: Array


def slope(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return dL/dlnC along the run's expansion path, -gamma (L - E) [law.loss_unit].

    Divided by the energy, money or time that the run takes, it is the loss per joule, dollar or second more.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get, optimum
    >>> law = get("besiroglu2024")
    >>> best = optimum(law, 1e24)
    >>> f"{slope(law, best.parameters, best.tokens):.4f} nat/token per e-fold of compute"
    '-0.0254 nat/token per e-fold of compute'
    """
    return -law.coefficients.gamma * prediction.reducible(law, N, D)


def doublings(law: ScalingLaw, N: Num, D: Num, count: int) -> Doublings:
    """Return a run and `count` doublings of its compute along its expansion path; an optimum stays one.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.
    count
        Doublings [1] >= 1.

    Examples
    --------
    >>> from limits.scaling import get, optimum
    >>> law = get("besiroglu2024")
    >>> best = optimum(law, 1e24)
    >>> steps = doublings(law, best.parameters, best.tokens, 3)
    >>> steps.gain.round(4).tolist(), [f"{C:.3g}" for C in steps.extra[1:]]
    ([nan, 0.0166, 0.0146, 0.0129], ['1e+24', '2e+24', '4e+24'])
    """
    start = prediction.reducible(law, N, D)
    steps = np.arange(count + 1.0).reshape(-1, *[1] * np.ndim(start))
    growth = np.exp2(steps)
    before = np.where(steps > 0, growth / 2.0, np.nan)
    with np.errstate(over="ignore"):  # compute without end is infinite
        C = prediction.FLOP_PER_PARAMETER_TOKEN * N * D * np.stack([growth, before])
    gain = start * before**-law.coefficients.gamma * prediction.share_of_reducible(law, 2.0)
    path = prediction.along_path(law, N, D, growth)
    loss = prediction.loss_at(law, N, D, growth)
    return Doublings(*(np.asarray(each) for each in (C[0], *path, loss, gain, C[1])))
