"""What a figure of the ladder shows: every limit of every run with its number, its kind and what it hangs on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from limits.errors import InputError, Problem
from limits.report import numbers
from limits.report.assessment.bounds import basis
from limits.report.assessment.screen import FAR
from limits.report.document import ASSUMED, MARKS, NO_BREAK
from limits.report.figures.style import RUNS
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from limits.assessment.records import Assessment, Row

_DECADE = math.log10(2.0)  # of a doubling
_RATING = "rating"


class Rung(NamedTuple):
    """A limit of one run: decades of growth up to it with their 5 to 95 % interval, and how these are written.

    `times` is the interval where there is one, `middle` the value alone. `basis` is what the number hangs on, `starred`
    says that it hangs on a convention, `free` that under another convention there is no limit at all.
    """

    run: int
    bound: str
    kind: str
    low: float
    at: float
    high: float
    times: str
    middle: str
    basis: str
    starred: bool
    free: bool

    @property
    def far(self) -> bool:
        """Whether it stands at the edge of the axis, not to scale; the first screen only names it."""
        return self.at > FAR


class Ladder(NamedTuple):
    """The limits of some runs, each with its rungs: ratings first, apart from all that is no data sheet."""

    ratings: tuple[tuple[Rung, ...], ...]
    bounds: tuple[tuple[Rung, ...], ...]

    @property
    def rungs(self) -> list[Rung]:
        """All rungs from top to bottom."""
        return [rung for bound in (*self.ratings, *self.bounds) for rung in bound]

    @property
    def far(self) -> bool:
        """Whether any rung stands at the edge of the axis."""
        return any(rung.far for rung in self.rungs)


def ladder_of(assessments: Sequence[Assessment]) -> Ladder:
    """Return what is drawn of some runs: their limits in the order in which the first of the runs meets each.

    Raises
    ------
    InputError
        If there is no run, if there are too many to be told apart, or with each run whose ladder has no rung.

    Examples
    --------
    >>> import limits
    >>> ladder = ladder_of([limits.assess("llama-3.1-405b")])
    >>> ladder.ratings[0][0].bound, ladder.bounds[0][0].bound, ladder.bounds[0][0].times
    ('peak-operations', 'all-reduce', '31x')
    """
    problems = [
        Problem(each.run.name, "a run without any rung", "one of which a limit is known", _unknown(each))
        for each in assessments
        if not each.ladder
    ]
    if not 1 <= len(assessments) <= len(RUNS):
        problems.append(Problem("runs", f"{len(assessments)}", f"1 to {len(RUNS)}, which readers can tell apart"))
    if problems:
        raise InputError("figure", problems)
    found: dict[str, list[Rung]] = {}
    for number, assessment in enumerate(assessments):
        for row in assessment.ladder:
            found.setdefault(row.law, []).append(_rung(number, row))
    ordered = sorted(found.values(), key=lambda rungs: min(rung.at for rung in rungs))
    return Ladder(
        tuple(tuple(rungs) for rungs in ordered if rungs[0].kind == _RATING),
        tuple(tuple(rungs) for rungs in ordered if rungs[0].kind != _RATING),
    )


def unknown(assessments: Sequence[Assessment]) -> list[str]:
    """Return the limits that have no place on the ladder, each with the numbers of the runs where there are several.

    Examples
    --------
    >>> import limits
    >>> unknown([limits.assess("llama-3.1-405b")])[-1]
    'epochs'
    """
    found: dict[str, list[int]] = {}
    for number, assessment in enumerate(assessments, start=1):
        for row in assessment.off_the_ladder:
            found.setdefault(row.law, []).append(number)
    several = len(assessments) > 1
    return [name + (f" ({', '.join(map(str, runs))})" if several else "") for name, runs in found.items()]


def hangs_on(row: Row) -> str:
    """Return the inputs that a limit hangs on, those with a unit: a bare number says nothing without its name.

    Examples
    --------
    >>> import limits
    >>> bounds = limits.assess("llama-3.1-405b").bounds
    >>> hangs_on(bounds["landauer"]), hangs_on(bounds["light-latency"])
    ('300 K, 16 bit/FLOP*', '8.44 m')
    """
    named = (shown.replace(NO_BREAK, " ") for shown in basis(row).values() if NO_BREAK in shown)
    return ", ".join(shown.removesuffix(ASSUMED).removesuffix(MARKS["rating"]) for shown in named)


def kinds_of(rungs: Iterable[Rung]) -> set[str]:
    """Return the kinds of some rungs."""
    return {rung.kind for rung in rungs}


def _unknown(assessment: Assessment) -> str:
    said = [f"{row.law}: {row.because}" for row in assessment.off_the_ladder if row.because]
    return "; ".join(said[:2])


def _rung(number: int, row: Row) -> Rung:
    left = row.doublings_left
    assert left is not None  # it stands on a ladder
    low, high = left.ends
    return Rung(
        number,
        row.law,
        row.kind,
        low * _DECADE,
        left.value * _DECADE,
        high * _DECADE,
        numbers.times(left),
        numbers.times(Value(left.value, left.unit)),
        hangs_on(row),
        row.starred,
        row.free,
    )
