"""Whether a run beyond a bound is impossible: what the bound rests on, and what of it is stated, assumed or a promise.

"Impossible" has to be proved. It is said only of a run that states every condition of a theorem or a law, and whose
every input was stated by the run itself and lies beyond the bound over all that was stated of it. Defaults,
conventions, data sheets and doubts never prove; what rests on them is beyond a limit *under what is assumed*. What a
driver reports of a named device counts as stated with its name.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from limits.assessment.records import Basis, ConditionOfRun, Met, Status
from limits.runs.batch import CATEGORIES, Resolved
from limits.runs.fields import ROWS, path_of
from limits.value import OriginKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from limits.bounds import Applied, Bound
    from limits.catalog import Catalog
    from limits.value import Value

__all__ = ["Proof", "supposed"]

_CORNERS = 8  # intervals of which all ends are tried: 256 runs
_LEAST = 1e-9  # decades beyond a bound that no rounding explains


def supposed(resolved: Resolved, index: int, reads: Iterable[str]) -> list[str]:
    """Return the fields behind some columns that nobody stated, in the order of the table of fields."""
    reads = tuple(reads)
    used = resolved.used(index, reads)
    unstated = {name for name, value in used.items() if value.assumed}
    texts = {CATEGORIES[name] for name in reads if name in CATEGORIES}
    unstated |= {name for name in texts if resolved.runs[index].texts[name].origin.assumed}
    return [row.name for row in ROWS if row.name in unstated]


class Proof:
    """What a bound's application to one run rests on."""

    def __init__(self, resolved: Resolved, index: int, bound: Bound, applied: Applied, catalog: Catalog) -> None:
        self._resolved, self._index, self._catalog = resolved, index, catalog
        self._bound, self._applied = bound, applied
        self._stated = resolved.stated[index]
        self.supposed = supposed(resolved, index, applied.reads)

    @cached_property
    def conditions(self) -> tuple[ConditionOfRun, ...]:
        """The conditions of the bound, each with whether the run meets it."""
        every = []
        for condition in self._bound.conditions:
            said = self._resolved.runs[self._index].texts.get(condition.field)
            met = Met.NOT_STATED if said is None else Met.YES if said in condition.holds else Met.NO
            every.append(ConditionOfRun(condition.says, path_of(condition.field), met))
        return tuple(every)

    @cached_property
    def fails(self) -> str:
        """Why the bound says nothing about this run: the conditions that the run says are not met; else empty."""
        every = zip(self._bound.conditions, self.conditions, strict=True)
        failed = [found for condition, found in every if condition.void and found.met is Met.NO]
        return "; ".join(f"does not bind this run: it is not so that {each.says} ({each.field})" for each in failed)

    @cached_property
    def basis(self) -> tuple[Basis, ...]:
        """The inputs that are shown beside the bound's number."""
        values = ((name, self._resolved.number(self._index, name)) for name in self._bound.shows)
        return tuple(
            Basis(path_of(name), replace(value, origin=None), self._status(name, value))
            for name, value in values
            if value is not None
        )

    def _status(self, name: str, value: Value) -> Status:
        """Tell what kind of statement an input is."""
        origin = value.origin
        if origin is None or origin.kind is OriginKind.GIVEN:
            return Status.STATED
        if origin.kind in (OriginKind.CONVENTION, OriginKind.DEFAULT):
            return Status(origin.kind)
        if name in self._stated.fields:
            return Status.PUBLISHED
        if origin.reported:
            return Status.REPORTED
        if origin.row:
            return Status.RATING
        of_needs = {
            self._status(need, of)
            for need in origin.needs
            if (of := self._resolved.number(self._index, need)) is not None
        }
        weak = (Status.DEFAULT, Status.CONVENTION, Status.RATING)
        return next((each for each in weak if each in of_needs), Status.DERIVED)

    @cached_property
    def unproved(self) -> tuple[str, ...]:
        """What keeps the run from being impossible, were it beyond the bound; empty where all is proved."""
        return tuple(dict.fromkeys(self._unproved()))

    def _unproved(self) -> Iterator[str]:
        if self._bound.convention:
            yield self._bound.convention
        for condition in self.conditions:
            if condition.met is not Met.YES:
                yield f"{condition.says} ({condition.field})"
        for name in self.supposed:
            yield path_of(name)
        for name, value in self._resolved.used(self._index, self._applied.reads).items():
            origin = value.origin
            if origin is None or name in self.supposed:
                continue
            if origin.doubts:
                yield f"{path_of(name)}: {', '.join(origin.doubts)}"
            elif origin.kind is OriginKind.CONVENTION:
                yield f"{path_of(name)}: a convention"
            elif origin.row and not origin.reported and name not in self._stated.fields:
                yield f"{path_of(name)}: a rating of {origin.row}"

    def beyond(self, headroom: Value | None) -> str | None:
        """Say what it means that a run is beyond the bound; None where it is not."""
        if headroom is None or headroom.value >= 0:
            return None
        kind = self._bound.kind
        if self.impossible(headroom):
            return f"impossible: every condition of this {kind} is stated, and the run is beyond it"
        if self.fails:
            return self.fails
        if not self._bound.proves and not self._bound.convention:
            return f"beyond this {kind}"
        if self.unproved:
            return f"beyond this limit under what is assumed: {'; '.join(self.unproved)}"
        return f"beyond this {kind}, though not over all that is stated"

    def impossible(self, headroom: Value | None) -> bool:
        """Tell whether the run cannot be: all is proved, and no value of what is stated brings it within the bound."""
        if headroom is None or headroom.value >= -_LEAST or not self._bound.proves:
            return False
        return not (self.unproved or self.fails) and self._everywhere()

    def _everywhere(self) -> bool:
        """Tell whether the run is beyond the bound at every corner of the intervals that it states.

        Numbers follow from one another by products, quotients and powers, so that the extremes lie at corners. Of a
        standard deviation there are none.
        """
        used = self._resolved.used(self._index, self._applied.reads)
        uncertain = {name: value for name, value in self._stated.fields.items() if name in used and value.uncertain}
        if len(uncertain) > _CORNERS or any(value.interval is None for value in uncertain.values()):
            return False
        ends = [
            [(name, replace(value, value=end, low=None, high=None)) for end in value.interval or ()]
            for name, value in uncertain.items()
        ]
        runs = [self._stated.but("", **dict(corner)) for corner in product(*ends)]
        unknown = np.array(np.nan)
        headroom = self._bound.apply(Resolved(runs, self._catalog).batch, unknown, unknown).headroom
        return bool(np.all(headroom[..., 0] < -_LEAST))
