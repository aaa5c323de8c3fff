"""The size of a batch: what a larger one costs and saves, the critical one, and optima against two variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = [
    "RELATIONS",
    "batch_of_steps",
    "cost_of_batch",
    "critical_batch",
    "least_steps",
    "steps_of_batch",
    "two_powers",
]


def steps_of_batch(S_min: Num, B_crit: Num, B: Num) -> Num:
    r"""Return the steps to a loss at batch B, S = S_min (1 + B_crit/B).

    One branch of the hyperbola (S/S_min - 1)(X/X_min - 1) = 1 of steps against examples X, with B_crit = X_min/S_min
    (McCandlish et al. 2018; Kaplan et al. 2020, equations 5.1 and 5.2).

    Parameters
    ----------
    S_min
        Steps at a batch far above the critical one [1].
    B_crit, B
        Critical batch at this loss, and the batch [token].

    Examples
    --------
    >>> [steps_of_batch(1e4, 2e6, B) for B in (2e5, 2e6, 2e8)]
    [110000.0, 20000.0, 10100.0]
    """
    return S_min * (1.0 + B_crit / B)


def least_steps(S: Num, B_crit: Num, B: Num) -> Num:
    """Return the steps at an unlimited batch that do what S steps do at batch B [1].

    Parameters
    ----------
    S
        Steps [1].
    B_crit, B
        As in `steps_of_batch`.

    Examples
    --------
    >>> least_steps(20000.0, 2e6, 2e6)
    10000.0
    """
    return S / (1.0 + B_crit / B)


def batch_of_steps(S: Num, S_min: Num, B_crit: Num) -> Num:
    """Return the batch at which S steps do what S_min do at an unlimited one [token]; infinite or negative if none.

    Parameters
    ----------
    S, S_min, B_crit
        As in `steps_of_batch`.

    Examples
    --------
    >>> batch_of_steps(20000.0, 10000.0, 2e6)
    2000000.0
    """
    return B_crit * S_min / (S - S_min)


def cost_of_batch(X_min: Num, B_crit: Num, B: Num) -> Num:
    """Return the examples, tokens or compute to a loss at batch B, X = X_min (1 + B/B_crit).

    Parameters
    ----------
    X_min
        What it takes at a batch far below the critical one, in any unit.
    B_crit, B
        As in `steps_of_batch`.

    Returns
    -------
    Num
        In the unit of `X_min`.

    Examples
    --------
    >>> [cost_of_batch(2e10, 2e6, B) for B in (2e5, 2e6, 2e7)]
    [22000000000.0, 40000000000.0, 220000000000.0]
    """
    return X_min * (1.0 + B / B_crit)


def critical_batch(L: Num, *, B_star: Num, alpha_B: Num) -> Num:
    """Return the critical batch at a loss, B_star/L^(1/alpha_B) [token] (Kaplan et al. 2020, equation 1.4).

    Parameters
    ----------
    L
        Loss [nat/token].
    B_star, alpha_B
        Critical batch at a loss of 1 nat/token [token], and exponent [1].

    Examples
    --------
    >>> f"{critical_batch(3.0, B_star=2.1e8, alpha_B=0.21):.2e}"
    '1.12e+06'
    """
    return np.exp(np.log(B_star) - np.log(L) / alpha_B)


def two_powers(x: Num, y: Num, *, k: Num, p: Num, q: Num) -> Num:
    """Return k x^p y^q: an optimum against two variables, such as a learning rate against parameters and tokens.

    Parameters
    ----------
    x, y
        The variables, in the units of the study.
    k, p, q
        Value where both are 1, and exponents [1].

    Examples
    --------
    >>> f"{two_powers(1e9, 1e11, k=1.79734, p=-0.712922, q=0.307491):.2e}"  # Li et al. 2025
    '1.66e-03'
    """
    return np.exp(np.log(k) + p * np.log(x) + q * np.log(y))


def _critical_of_steps(S: Num, S_min: Num, B: Num) -> Num:
    return B * (S - S_min) / S_min


def _least_cost(X: Num, B_crit: Num, B: Num) -> Num:
    return X / (1.0 + B / B_crit)


def _critical_of_cost(X: Num, X_min: Num, B: Num) -> Num:
    return B * X_min / (X - X_min)


def _batch_of_cost(X: Num, X_min: Num, B_crit: Num) -> Num:
    return B_crit * (X - X_min) / X_min


def _loss_of_critical(B_crit: Num, *, B_star: Num, alpha_B: Num) -> Num:
    return np.exp(alpha_B * (np.log(B_star) - np.log(B_crit)))


def _first_of_two(z: Num, y: Num, *, k: Num, p: Num, q: Num) -> Num:
    return np.exp((np.log(z) - np.log(k) - q * np.log(y)) / p)


def _second_of_two(z: Num, x: Num, *, k: Num, p: Num, q: Num) -> Num:
    return np.exp((np.log(z) - np.log(k) - p * np.log(x)) / q)


RELATIONS = {
    "steps-of-batch": Relation(
        steps_of_batch,
        r"S_{min} \left(1 + \frac{B_{crit}}{B}\right)",
        ("least_steps", "critical_batch", "batch"),
        "steps",
        inverse={0: least_steps, 1: _critical_of_steps, 2: batch_of_steps},
    ),
    "cost-of-batch": Relation(
        cost_of_batch,
        r"X_{min} \left(1 + \frac{B}{B_{crit}}\right)",
        inverse={0: _least_cost, 1: _critical_of_cost, 2: _batch_of_cost},
    ),
    "critical-batch": Relation(
        critical_batch, r"B_\star / L^{1/\alpha_B}", ("loss",), "critical_batch", inverse={0: _loss_of_critical}
    ),
    "two-powers": Relation(two_powers, r"k x^p y^q", inverse={0: _first_of_two, 1: _second_of_two}),
}
