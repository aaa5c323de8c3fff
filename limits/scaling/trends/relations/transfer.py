"""What training on other data is worth: the data of the new kind that it replaces (Hernandez et al. 2021)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "multiplier", "transferred"]


def transferred(D_F: Num, N: Num, *, k: Num, alpha: Num, beta: Num) -> Num:
    """Return the data of the new kind that training on another kind replaced, k D_F^alpha N^beta.

    A model of the same size, trained from scratch, needs this much besides D_F for the same loss.

    Parameters
    ----------
    D_F
        Data of the new kind that the model was tuned on, in the unit of the study.
    N
        Parameters [parameter].
    k, alpha, beta
        Constants; alpha is the smaller, the nearer the two kinds of data.

    Returns
    -------
    Num
        Data in the unit of D_F.

    Examples
    --------
    >>> f"{transferred(300, 1.75e11, k=1.9e4, alpha=0.18, beta=0.38):.1e}"
    '9.9e+08'
    """
    return np.exp(np.log(k) + alpha * np.log(D_F) + beta * np.log(N))


def multiplier(D_F: Num, N: Num, *, k: Num, alpha: Num, beta: Num) -> Num:
    """Return by how much the earlier training multiplies the data of the new kind, (D_F + D_T)/D_F [1].

    Parameters
    ----------
    D_F, N, k, alpha, beta
        As in `transferred`.

    Examples
    --------
    >>> f"{multiplier(3e5, 4e7, k=1.9e4, alpha=0.18, beta=0.38):.0f}"
    '476'
    """
    return 1.0 + transferred(D_F, N, k=k, alpha=alpha, beta=beta) / D_F


def _tuned_on(D_T: Num, N: Num, *, k: Num, alpha: Num, beta: Num) -> Num:
    return np.exp((np.log(D_T) - np.log(k) - beta * np.log(N)) / alpha)


def _parameters(D_T: Num, D_F: Num, *, k: Num, alpha: Num, beta: Num) -> Num:
    return np.exp((np.log(D_T) - np.log(k) - alpha * np.log(D_F)) / beta)


RELATIONS = {
    "transferred": Relation(
        transferred,
        r"k D_F^\alpha N^\beta",
        ("tuning_data", "parameters"),
        "transferred_data",
        inverse={0: _tuned_on, 1: _parameters},
    ),
}
