"""A bound: a law applied to one resource of one run, and what that application rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from limits.bounds.growth import demand_grows_as, largest_growth
from limits.bounds.reading import Reading
from limits.errors import DataError
from limits.frozen import frozen
from limits.laws.input import Kind, Sense

if TYPE_CHECKING:
    from limits.laws.law import Law
    from limits.runs.batch import Batch
    from limits.typing import Array, Num

Term: TypeAlias = "Callable[[Batch], Num]"
Choice = tuple[str, "float | None", str]


@frozen
class Applied:
    """A bound applied to a batch: every number once, and which columns it was made from.

    Attributes
    ----------
    demand, budget
        What the runs demand and what their budget allows, in the unit of the bound, axes (*axes, draw).
    terms
        The parts of the demand by name, which add up to it; empty where it has only one.
    headroom
        Decades between demand and budget, positive = room left; NaN where a side is unknown or a limit is 0.
    growth
        log10 of the largest factor by which the compute can grow; negative where the run is beyond the bound.
    demand_reads, budget_reads
        The columns that each side read, in the order in which it asked.
    """

    demand: Array
    budget: Array
    terms: Mapping[str, Array]
    headroom: Array
    growth: Array
    demand_reads: tuple[str, ...]
    budget_reads: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """All columns that the bound read, those of the budget first."""
        return tuple(dict.fromkeys((*self.budget_reads, *self.demand_reads)))


@frozen
class Condition:
    """Something that a bound needs to be true of a run, and the text of a run that states it.

    Attributes
    ----------
    says
        What has to be true, in words.
    field
        Text of the run that states it (`limits.runs.fields.TEXTS`).
    holds
        Values of the text with which it is true.
    void
        Whether the bound says nothing about a run that states another value; else it only proves nothing.
    """

    says: str
    field: str
    holds: tuple[str, ...]
    void: bool = True


@frozen
class Bound:
    """A law applied to a resource of a run: what the run demands, and what its budget allows.

    For a law of sense *at least* the run's own value is its budget and the law's is the demand (energy spent, floor);
    for *at most* it is the other way round (state held, capacity). So the headroom is log10(budget / demand) for
    every bound, and the bound binds where the demand of the growing run reaches the budget.

    What a bound hangs on is not declared: the columns that its functions read are recorded while they read them, and
    how the demand grows is asked of the demand itself.

    Attributes
    ----------
    law
        The law applied.
    resource
        compute, energy, memory, network, time or data.
    unit
        Canonical unit of demand and budget.
    demand
        Plain function of a batch, in `unit`, over all its axes, or several by name, which add up. It must not fall as
        the run grows.
    budget
        Plain function of a batch, in `unit`; it is held while the run grows.
    held
        What is held fixed while the compute grows, in words.
    assumes
        What the application to a run assumes, beyond what the law assumes.
    refs
        References beyond the law's.
    key
        Name of the row; the law's key unless one law serves two rows.
    otherwise
        Why a side may be unknown although everything that it reads is stated.
    conditions
        What has to be true of a run, beyond its numbers, for the bound to say anything; stated by the run, or assumed.
    convention
        What stands between the law and a proof and no run can state, in words.
    shows
        Columns without which the bound's number means nothing: they are shown beside it.
    plain
        What the limit is, in a few plain words; names of `shows` in braces stand for their values,
        ``{share}`` for how much of what the run has it needs.
    kind
        The law's kind unless the application rests on less: a theorem that is fed with a model is a model.
    rung
        Whether the bound could stop the run; what only stands beside another bound is no rung of the ladder.
    choices
        A column that is a matter of convention, with its values: number format -> (name, value or None, why not).
    """

    law: Law
    resource: str
    unit: str
    demand: Term | Mapping[str, Term]
    budget: Term
    held: tuple[str, ...]
    assumes: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    key: str = ""
    otherwise: str = "the limit is 0"
    conditions: tuple[Condition, ...] = ()
    convention: str = ""
    shows: tuple[str, ...] = ()
    plain: str = ""
    kind: Kind | None = None
    rung: bool = True
    choices: tuple[str, Callable[[str], Iterable[Choice]]] | None = None

    def __post_init__(self) -> None:
        if self.law.sense not in (Sense.AT_LEAST, Sense.AT_MOST):
            raise DataError("bounds", self.law.key, "a law without a sense bounds nothing")
        if not self.key:
            object.__setattr__(self, "key", self.law.key)
        if self.kind is None:
            object.__setattr__(self, "kind", self.law.kind)

    def __repr__(self) -> str:
        return f"<Bound {self.key}: {self.resource}>"

    @property
    def proves(self) -> bool:
        """Tell whether a run beyond this bound can be impossible: a model, a trend or a rating forbids nothing."""
        return self.kind in (Kind.THEOREM, Kind.LAW) and not self.convention

    def terms(self, batch: Batch | Reading) -> dict[str, Array]:
        """Return the parts of the demand by name; one without a name where it is a single function."""
        parts = self.demand if isinstance(self.demand, Mapping) else {"": self.demand}
        return {name: np.asarray(part(batch)) for name, part in parts.items()}  # type: ignore[arg-type]  # the same

    def total(self, batch: Batch | Reading) -> Array:
        """Return the demand, the sum of its terms."""
        total, *others = self.terms(batch).values()
        for term in others:
            total = total + term
        return total

    @np.errstate(divide="ignore", invalid="ignore", over="ignore")  # what overflows is unknown, and says so
    def apply(self, batch: Batch, a: Array, b: Array) -> Applied:
        """Apply the bound to runs.

        Parameters
        ----------
        batch
            Runs, axes (*axes, draw).
        a, b
            Exponents of the expansion path, N s^a and D s^b; NaN where no scaling law applies.
        """
        reading = Reading(batch)
        terms = self.terms(reading)
        demand = sum(terms.values(), start=np.zeros(()))
        demand_reads = reading.columns_read()
        budget = np.asarray(self.budget(reading))  # type: ignore[arg-type]  # it answers for the columns of a batch
        budget_reads = reading.columns_read()
        decades = np.log10(budget) - np.log10(demand)  # a ratio could overflow
        headroom = np.where(np.isfinite(decades), decades, np.nan)
        read = batch.only(demand_reads)  # how the demand grows is asked of what it reads
        exponents = demand_grows_as(self.total, read, demand)
        return Applied(
            demand=demand,
            budget=budget,
            terms=terms if len(terms) > 1 else {},
            headroom=headroom,
            growth=largest_growth(self.total, read, budget=budget, headroom=headroom, exponents=exponents, path=(a, b)),
            demand_reads=demand_reads,
            budget_reads=budget_reads,
        )
