"""What a report says of the bounds: the ladder, each bound beside the run's own value, and its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.document import Line, Section, grouped, kind_shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment.records import Assessment, Row

_LADDER = ">|bound|kind|>doublings\nleft|>binds at,\nFLOP|>reducible\nloss closed|>loss gain,\n"
_TABLE = "bound|resource|kind|>this run|>limit|>headroom,\ndecades"
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
        yield Line(cells, beyond(row) or row.remark or "", row.kind)


def _beside_the_ladder(assessment: Assessment, *, crowded: bool) -> Iterator[str]:
    if crowded:
        yield "Bounds in one bracket cannot be told apart: their intervals overlap."
    off = assessment.off_the_ladder
    for said in grouped([(row.law, row.because or "") for row in off if row.headroom is not None]):
        yield f"Not placed: {said}"
    unknown = [row.law for row in off if row.headroom is None]
    if unknown:
        yield f"Unknown, for the reasons below the next table: {', '.join(unknown)}"


def beyond(row: Row) -> str:
    """Say what it means that a run is beyond a bound; nothing where it is not.

    Only a theorem or a law whose conditions the run itself states makes it impossible.
    """
    if row.headroom is None or float(row.headroom) >= 0:
        return ""
    if row.impossible:
        return f"impossible: the run states the conditions of this {row.kind} and is beyond it"
    if row.kind in ("model", "trend"):
        return f"beyond this {row.kind}"
    if row.supposed:
        return f"beyond this {row.kind} under what is assumed of {', '.join(row.supposed)}"
    return f"beyond this {row.kind}, though not over the whole interval"


def bounds(assessment: Assessment) -> Section:
    """Return every bound beside the run's own value; where one is unknown, why."""
    lines = [_beside(row) for row in assessment.bounds]
    unknown = grouped([(row.law, row.because or "") for row in assessment.bounds if row.headroom is None])
    return Section("The bounds", table(_TABLE, lines), (*unknown, *_ranges(assessment)))


def _beside(row: Row) -> Line:
    limit = f"{_SENSES[row.sense]} {numbers.quantity(row.limit)}" if row.limit is not None else numbers.UNKNOWN
    cells = (
        row.law,
        row.resource,
        kind_shown(row.kind),
        numbers.quantity(row.actual),
        limit,
        numbers.decades(row.headroom),
    )
    return Line(cells, beyond(row), row.kind)


def _ranges(assessment: Assessment) -> Iterator[str]:
    """Say what a limit is under every convention, and that without any it can be 0."""
    for row in assessment.bounds:
        if row.range is None:
            continue
        low, high = numbers.quantity(row.range.low), numbers.quantity(row.range.high)
        conventions = f"{row.law} under every convention: {low} ({row.range.low_convention})"
        free = "; unconditional bound: 0 (reversible)" if float(row.range.low) == 0 else ""
        yield f"{conventions} .. {high} ({row.range.high_convention}){free}"


def held(assessment: Assessment) -> Section:
    """Return what was held fixed while the compute grew, bound by bound."""
    lines = [Line((row.law, ", ".join(row.holding)), kind=row.kind) for row in assessment.bounds]
    return Section("Held fixed while the compute grows", table("bound|held fixed", lines))


def conditions(assessment: Assessment) -> Section:
    """Return what each bound says, under which conditions, and where it comes from."""
    lines = [
        Line((row.law, row.title, "; ".join(row.assumptions), ", ".join(row.references)), kind=row.kind)
        for row in assessment.bounds
    ]
    return Section("What each bound says, and under which conditions", table("bound|says|holds under|sources", lines))
