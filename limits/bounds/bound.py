"""A bound: a law applied to one resource of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import DataError
from limits.laws.input import Kind, Sense

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.laws.law import Law
    from limits.runs.batch import Batch
    from limits.typing import Array, Num

Extremes = tuple[tuple[float, str], tuple[float, str]]

_DECADES = 300.0  # a bound farther away than this never binds in double precision


@dataclass(frozen=True, slots=True)
class Bound:
    """A law applied to one resource of a run: what the run demands, and what its budget allows.

    For a law of sense *at least* the run's own value is its budget and the law's is the demand (energy spent, floor);
    for *at most* it is the other way round (state held, capacity). So the headroom is log10(budget / demand) for
    every bound, and the bound binds where the demand of the growing run reaches the budget.

    Attributes
    ----------
    law
        The law applied.
    resource
        energy, memory, network, time or data.
    unit
        Canonical unit of demand and budget.
    demand, budget
        Plain functions of a batch, in `unit`, over all its axes.
    demand_needs, budget_needs
        Names of the columns that each reads; where one is unknown, so is the value.
    elasticity
        d log(demand) / d log(compute) along the expansion path N s^a, D s^b, from (a, b). None where the demand is no
        power of the compute: then the crossing is found numerically from `demand` itself.
    held
        What is held fixed while the compute grows.
    assumes
        What the application to a run assumes, beyond what the law assumes.
    refs
        References beyond the law's.
    key
        Name of the row; the law's key unless one law serves two rows.
    otherwise
        Why a side may be unknown although everything that it reads is stated.
    conventions
        A column that is a matter of convention, with its extremes: number format -> ((lowest, name), (highest, name)).
    """

    law: Law
    resource: str
    unit: str
    demand: Callable[[Batch], Num]
    budget: Callable[[Batch], Num]
    demand_needs: tuple[str, ...]
    budget_needs: tuple[str, ...]
    elasticity: Callable[[Array, Array], Array] | None
    held: tuple[str, ...]
    assumes: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    key: str = ""
    otherwise: str = "the limit is 0"
    conventions: tuple[str, Callable[[str], Extremes]] | None = None

    def __post_init__(self) -> None:
        if self.law.sense is Sense.NONE:
            raise DataError("bounds", self.law.key, "a law without a sense bounds nothing")
        if not self.key:
            object.__setattr__(self, "key", self.law.key)

    def __repr__(self) -> str:
        return f"<Bound {self.key}: {self.resource}>"

    @property
    def needs(self) -> tuple[str, ...]:
        """All columns that the bound reads."""
        return tuple(dict.fromkeys((*self.budget_needs, *self.demand_needs)))

    @property
    def proves(self) -> bool:
        """Tell whether a run beyond this bound is impossible; beyond a model or a trend it is only surprising."""
        return self.law.kind in (Kind.THEOREM, Kind.LAW)

    def headroom(self, batch: Batch) -> Array:
        """Decades between the run and the bound, positive = room left; NaN where a side is unknown or a limit is 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            decades = np.log10(self.budget(batch)) - np.log10(self.demand(batch))  # a ratio could overflow
        return np.where(np.isfinite(decades), decades, np.nan)

    def growth(self, batch: Batch, a: Array, b: Array) -> Array:
        """Decades of compute between the run and the point where this bound stops it, along the expansion path.

        Parameters
        ----------
        batch
            Runs, axes (*axes, draw).
        a, b
            Exponents of the expansion path, N s^a and D s^b; NaN where no scaling law applies.

        Returns
        -------
        Array
            log10 of the largest factor by which the compute can grow; negative where the run is beyond the bound.
        """
        decades = self.headroom(batch)
        if self.elasticity is not None:
            return np.asarray(decades / self.elasticity(a, b))
        return self._crossing(batch, a, b, decades)

    def _crossing(self, batch: Batch, a: Array, b: Array, decades: Array) -> Array:
        """Bisect for the largest growth whose demand still fits; the demand must not fall as the run grows."""
        low, high = np.full(decades.shape, -_DECADES), np.full(decades.shape, _DECADES)
        for _ in range(64):
            middle = 0.5 * (low + high)
            fits = self.headroom(batch.grown(10.0**middle, a, b)) >= 0
            low, high = np.where(fits, middle, low), np.where(fits, high, middle)
        # The sign of the growth is the sign of the headroom, also where the crossing lies within a rounding of the run.
        found = np.where(decades >= 0, np.maximum(low, 0.0), np.minimum(low, -np.finfo(float).tiny))
        return np.where(np.isnan(decades) | np.isnan(a), np.nan, found)


def along_compute(a: Array, b: Array) -> Array:
    """Elasticity of a demand that grows as the compute."""
    del a, b
    return np.array(1.0)


def along_parameters(a: Array, b: Array) -> Array:
    """Elasticity of a demand that grows as the parameters."""
    del b
    return a


def along_tokens(a: Array, b: Array) -> Array:
    """Elasticity of a demand that grows as the tokens."""
    del a
    return b
