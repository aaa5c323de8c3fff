r"""The loss against parameters and optimiser steps, at a large batch and at any (Kaplan et al. 2020, equation 1.6).

.. math:: L(N, S) = \left(\frac{N_c}{N}\right)^{\alpha_N} + \left(\frac{S_c}{S_{min}}\right)^{\alpha_S},
   \quad S_{min} = \frac{S}{1 + B_{crit}(L)/B}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.batch import batch_of_steps, critical_batch, least_steps, steps_of_batch
from limits.scaling.trends.relations.power import power, variable_of_power
from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "loss_at_batch", "loss_of_steps"]

_HALVINGS = 60  # of a bracket of some e-folds: to the last digit


def loss_of_steps(N: Num, S_min: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num) -> Num:
    """Return the loss of N parameters after the steps S_min of a batch far above the critical one [nat/token].

    Parameters
    ----------
    N, S_min
        Parameters [parameter] and steps [1].
    N_c, alpha_N, S_c, alpha_S
        Scales, in the units of N and S_min, and exponents [1].

    Examples
    --------
    >>> f"{loss_of_steps(1e9, 1e4, N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76):.3f}"
    '2.653'
    """
    return power(N, x_0=N_c, alpha=alpha_N) + power(S_min, x_0=S_c, alpha=alpha_S)


def loss_at_batch(
    N: Num, S: Num, B: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num, B_star: Num, alpha_B: Num
) -> Num:
    """Return the loss of N parameters after S steps at batch B [nat/token].

    The critical batch depends on the loss itself. Inserting a loss gives a smaller one, the larger it was; so the
    solution lies between the loss of an unlimited batch and what that gives, and halving the bracket finds it.

    Parameters
    ----------
    N, S, B
        Parameters [parameter], steps [1] and batch [token].
    N_c, alpha_N, S_c, alpha_S
        As in `loss_of_steps`.
    B_star, alpha_B
        As in `batch.critical_batch`.

    Examples
    --------
    >>> table = dict(N_c=6.5e13, alpha_N=0.077, S_c=2.1e3, alpha_S=0.76, B_star=2.1e8, alpha_B=0.21)
    >>> [f"{loss_at_batch(1e9, 1e5, B, **table):.3f}" for B in (1e5, 1e6, 1e9)]
    ['2.798', '2.491', '2.401']
    """
    from_size = power(N, x_0=N_c, alpha=alpha_N)

    def inserted(L: Num) -> Num:
        least = least_steps(S, critical_batch(L, B_star=B_star, alpha_B=alpha_B), B)
        return from_size + power(least, x_0=S_c, alpha=alpha_S)

    low = np.log(loss_of_steps(N, S, N_c=N_c, alpha_N=alpha_N, S_c=S_c, alpha_S=alpha_S))
    high = np.log(inserted(np.exp(low)))
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        above = np.log(inserted(np.exp(middle))) > middle
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.exp(0.5 * (low + high))[()]


def _parameters(L: Num, S_min: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num) -> Num:
    return variable_of_power(L, x_0=N_c, alpha=alpha_N, L_inf=power(S_min, x_0=S_c, alpha=alpha_S))


def _least_steps(L: Num, N: Num, *, N_c: Num, alpha_N: Num, S_c: Num, alpha_S: Num) -> Num:
    return variable_of_power(L, x_0=S_c, alpha=alpha_S, L_inf=power(N, x_0=N_c, alpha=alpha_N))


def _parameters_at_batch(L: Num, S: Num, B: Num, *, B_star: Num, alpha_B: Num, **table: Num) -> Num:
    return _parameters(L, least_steps(S, critical_batch(L, B_star=B_star, alpha_B=alpha_B), B), **table)


def _steps_at_batch(L: Num, N: Num, B: Num, *, B_star: Num, alpha_B: Num, **table: Num) -> Num:
    return steps_of_batch(_least_steps(L, N, **table), critical_batch(L, B_star=B_star, alpha_B=alpha_B), B)


def _batch(L: Num, N: Num, S: Num, *, B_star: Num, alpha_B: Num, **table: Num) -> Num:
    return batch_of_steps(S, _least_steps(L, N, **table), critical_batch(L, B_star=B_star, alpha_B=alpha_B))


RELATIONS = {
    "steps": Relation(
        loss_of_steps,
        r"\left(\frac{N_c}{N}\right)^{\alpha_N} + \left(\frac{S_c}{S_{min}}\right)^{\alpha_S}",
        ("parameters", "least_steps"),
        "loss",
        inverse={0: _parameters, 1: _least_steps},
    ),
    "steps-at-batch": Relation(
        loss_at_batch,
        r"\left(\frac{N_c}{N}\right)^{\alpha_N} + \left(\frac{S_c}{S}\right)^{\alpha_S}"
        r" \left(1 + \frac{B_\star}{B L^{1/\alpha_B}}\right)^{\alpha_S}",
        ("parameters", "steps", "batch"),
        "loss",
        inverse={0: _parameters_at_batch, 1: _steps_at_batch, 2: _batch},
    ),
}
