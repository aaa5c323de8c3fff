"""How far a run can grow along the expansion path before its demand meets its budget.

Most demands are products of powers of what grows. Then the crossing is a quotient: headroom over elasticity. The
exponents are not declared but asked of the demand, on one run of the batch, and what follows is checked on all runs;
where the check fails, as for a sum of several powers, the crossing is found by bisection.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.runs.batch import Batch
    from limits.typing import Array

__all__ = ["Exponents", "demand_grows_as", "largest_growth"]

_DECADES = 300.0  # a bound farther away than this never binds in double precision
_STEPS = np.array([1.0, 10.0])  # factors at which the demand is probed
_DIGITS = 9  # of an exponent: what is nearer to a round number is that number
_MISSED = 1e-9  # decades by which a crossing may miss the budget

_GROWING = {"parameters": "N", "active_parameters": "N", "tokens": "D", "flop": "C"}
"""What grows along the path: N s^a, D s^b, and the compute itself."""


class Exponents(NamedTuple):
    """Powers of N, D and C in a demand."""

    N: float
    D: float
    C: float

    def elasticity(self, a: Array, b: Array) -> Array:
        """D log(demand) / d log(compute) along N s^a, D s^b.

        A common power of N and D is one of the compute, since a + b = 1, and needs no scaling law.

        Examples
        --------
        >>> float(Exponents(1.0, 1.0, 0.0).elasticity(np.array(np.nan), np.array(np.nan)))
        1.0
        """
        if self.N == self.D:
            return np.asarray(self.C + self.N)
        return np.asarray(self.C + (self.N * a if self.N else 0.0) + (self.D * b if self.D else 0.0))


def demand_grows_as(demand: Callable[[Batch], Array], batch: Batch, value: Array) -> Exponents | None:
    """Return the exponents of a demand, asked of the first run that has one; None where no run has.

    Parameters
    ----------
    demand
        The demand, as a function of a batch.
    batch
        The columns that it reads.
    value
        The demand of these runs.
    """
    known = np.argwhere(np.isfinite(value) & (value > 0))
    if not len(known):
        return None
    one = batch.at([0] * (len(batch.shape) - value.ndim) + known[0].tolist())
    grown = dict.fromkeys("NDC", 0.0)
    for letter in {_GROWING[name] for name in batch.columns if name in _GROWING}:
        steps = {name: _STEPS for name, group in _GROWING.items() if group == letter}
        before, after = np.broadcast_to(demand(one.times(steps)), (2,)).tolist()
        grown[letter] = round(math.log10(after / before), _DIGITS) + 0.0
    return Exponents(**grown)


def largest_growth(
    demand: Callable[[Batch], Array],
    batch: Batch,
    *,
    budget: Array,
    headroom: Array,
    exponents: Exponents | None,
    path: tuple[Array, Array],
) -> Array:
    """Decades of compute between each run and the point where its demand meets its budget, along the expansion path.

    Parameters
    ----------
    demand
        The demand, as a function of a batch; it must not fall as the run grows.
    batch
        Runs, axes (*axes, draw).
    budget, headroom
        Budget, and decades between it and the demand.
    exponents
        Of the demand, if it is a product of powers.
    path
        Exponents (a, b) of the expansion path; NaN where no scaling law applies.

    Returns
    -------
    Array
        log10 of the largest factor by which the compute can grow, at most 300 where it is found by bisection.
    """
    if exponents is None:
        return np.full(headroom.shape, np.nan)
    a, b = path

    def beyond(growth: Array) -> Array:
        """Decades by which the budget exceeds the demand of the grown run."""
        return np.asarray(np.log10(budget) - np.log10(demand(batch.grown(10.0**growth, a, b))))

    elasticity = exponents.elasticity(a, b)
    if not np.any(elasticity == 0.0):
        growth = np.asarray(headroom / elasticity)
        missed = np.abs(beyond(growth))
        checked = np.isfinite(missed)  # nothing is known of what overflows
        if np.all(missed[checked] <= _MISSED * np.maximum(1.0, np.abs(np.broadcast_to(growth, missed.shape)[checked]))):
            return growth
    low, high = np.full(headroom.shape, -_DECADES), np.full(headroom.shape, _DECADES)
    for _ in range(64):
        middle = 0.5 * (low + high)
        fits = beyond(middle) >= 0
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    # The sign of the growth is the sign of the headroom, also where the crossing lies within a rounding of the run.
    growth = np.where(headroom >= 0, np.maximum(low, 0.0), np.minimum(low, -np.finfo(float).tiny))
    return np.where(np.isnan(headroom) | np.isnan(a), np.nan, growth)
