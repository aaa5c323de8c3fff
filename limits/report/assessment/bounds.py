"""What a report says of the bounds: the ladder, each bound beside the run's own value, and its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.assessment.records import Status
from limits.report import numbers
from limits.report.document import ASSUMED, MARKS, NO_BREAK, Line, Section, grouped, kind_shown, table
from limits.report.rounding import bounded
from limits.runs.fields import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment.records import Assessment, Basis, Row

_LADDER = ">|bound|kind|>doublings\nleft|>binds at,\nFLOP|>reducible\nloss closed|>loss gain,\n"
_TABLE = "bound|kind|at|>needs|>has|>headroom,\ndecades"
_IN_DECIBELS = {row.path for row in NUMBERS if row.level}
_RESTS = {Status.CONVENTION: "*", Status.DEFAULT: ASSUMED, Status.RATING: MARKS["rating"]}
_SENSES = {"at least": "≥", "at most": "≤", "equal": "="}


def ladder(assessment: Assessment) -> Section:
    """Return the bounds in the order in which they bind, with what the doublings up to each would buy."""
    steps = assessment.crowd
    lines = [line for number, step in enumerate(steps, start=1) for line in _step(number, step)]
    return Section(
        "The ladder: how far the same budget could go if one bound were the only one left, and what that buys",
        table(_LADDER + loss_unit(assessment), lines) if lines else None,
        tuple(_beside_the_ladder(assessment, crowded=any(len(step) > 1 for step in steps))),
    )


def loss_unit(assessment: Assessment) -> str:
    """Return the unit of the losses of an assessment: that of its scaling law."""
    gains = [row.loss_gained.unit for row in assessment.bounds if row.loss_gained is not None]
    return gains[0] if gains else "nat/token"


def _step(number: int, step: tuple[Row, ...]) -> Iterator[Line]:
    """Write one step of the ladder; a bracket holds bounds together that the intervals do not tell apart."""
    for place, row in enumerate(step):
        bracket = "" if len(step) == 1 else "┌" if place == 0 else "└" if place == len(step) - 1 else "│"
        cells = (
            f"{bracket}{number}",
            row.law,
            kind_shown(row.kind),
            numbers.doublings(row.doublings_left),
            numbers.bare(row.binds_at, digits=2),
            numbers.share(row.share_of_reducible_loss),
            numbers.small(row.loss_gained),
        )
        yield Line(cells, row.beyond or row.remark or "", row.kind)


def _beside_the_ladder(assessment: Assessment, *, crowded: bool) -> Iterator[str]:
    if crowded:
        yield "Bounds in one bracket cannot be told apart: their intervals overlap."
    off = assessment.off_the_ladder
    for said in grouped([(row.law, row.because or "") for row in off if row.headroom is not None]):
        yield f"Not placed: {said}"
    unknown = [row.law for row in off if row.headroom is None]
    if unknown:
        yield f"Unknown, for the reasons below the next table: {', '.join(unknown)}"


def basis(row: Row, *, words: bool = False) -> dict[str, str]:
    r"""Return the inputs beside a bound's number as they are shown, by name, each with what it rests on.

    A convention has a star, what nobody stated a dagger, and a data sheet's figure its sign or, in words, `rated`.

    Examples
    --------
    >>> import limits
    >>> basis(limits.assess("gpt-3").bounds["landauer"])
    {'bath_temperature': '300\xa0K†', 'erased': '16\xa0bit/FLOP*'}
    """
    return {each.name.rpartition(".")[2]: _shown(each, words=words) for each in row.basis}


def _shown(basis: Basis, *, words: bool) -> str:
    value = numbers.decibels(basis.value) if basis.name in _IN_DECIBELS else numbers.quantity(basis.value)
    shown = value.replace(" ", NO_BREAK)
    if words and basis.status is Status.RATING:
        return f"rated{NO_BREAK}{shown}"
    return shown + _RESTS.get(basis.status, "")


def bounds(assessment: Assessment) -> Section:
    """Return every bound beside the run's own value; where one is unknown, why."""
    lines = [_beside(row) for row in assessment.bounds]
    unknown = grouped([(row.law, row.because or "") for row in assessment.bounds if row.headroom is None])
    return Section("The bounds", table(_TABLE, lines), (*unknown, *_ranges(assessment)))


def _beside(row: Row) -> Line:
    sides = {side: numbers.quantity(getattr(row, side)) for side in ("needs", "has")}
    if getattr(row, row.side) is not None:  # the law's side
        of_law = numbers.quantity(bounded(getattr(row, row.side), row.sense))
        sides[row.side] = f"{_SENSES[row.sense]} {of_law}"
    cells = (
        row.law,
        kind_shown(row.kind),
        ", ".join(basis(row).values()),
        sides["needs"],
        sides["has"],
        numbers.decades(row.headroom),
    )
    return Line(cells, row.beyond or row.remark or "", row.kind)


def _ranges(assessment: Assessment) -> Iterator[str]:
    """Explain the dagger; say what the law's side is under every convention, and which cannot be said."""
    if any(ASSUMED in shown for row in assessment.bounds for shown in basis(row).values()):
        yield f"Behind a number: {ASSUMED} assumed, because nobody stated it; {MARKS['rating']} from a data sheet"
    for row in assessment.bounds:
        if not row.choices:
            continue
        known = [each for each in row.choices if each.value is not None]
        said = ", ".join(f"{numbers.quantity(bounded(each.value, row.sense))} ({each.convention})" for each in known)
        left = "; ".join(f"{each.convention}: {each.because}" for each in row.choices if each.value is None)
        free = "; unconditional bound: 0 (reversible)" if row.free else ""
        yield f"* {row.law} under every convention: {said}{free}" + (f". Left out: {left}" if left else "")


def held(assessment: Assessment) -> Section:
    """Return what was held fixed while the compute grew, bound by bound."""
    lines = [Line((row.law, row.resource, ", ".join(row.holding)), kind=row.kind) for row in assessment.bounds]
    return Section("Held fixed while the compute grows", table("bound|resource|held fixed", lines))


def conditions(assessment: Assessment) -> Section:
    """Return what each bound says, under which conditions, what its value is reached only with, and its sources."""
    lines = [
        Line((row.law, row.title, ", ".join(row.references)), _conditions(row), row.kind) for row in assessment.bounds
    ]
    return Section("What each bound says, and under which conditions", table("bound|says|sources", lines))


def _conditions(row: Row) -> str:
    of_run = (f"{each.says} ({each.field}: {each.met})" for each in row.conditions)
    reached = f". Reached only with: {'; '.join(row.reached_only)}" if row.reached_only else ""
    return f"Holds under: {'; '.join((*row.assumptions, *of_run))}{reached}."
