"""The first screen of a report: one question, its answer limit by limit, and what that rests on, in 24 lines of 80.

What is said here at a glance is said in full by `--full` and by every other format.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.assessment import run as facts
from limits.report.assessment.bounds import basis
from limits.report.document import MARKS, NO_BREAK, Document, Line, Section, table
from limits.report.rounding import bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from limits.assessment.records import Assessment, Row, RunFacts
    from limits.value import Value

__all__ = ["WIDTH", "first_screen", "plain_words"]

WIDTH = 80
"""Columns of the screen."""

_TOLD = 10.0  # doublings up to which the loss is told: a thousand times
_GAINS = 2  # limits up to which the loss is told
_DIGITS = 8  # of a hash: enough to tell two runs apart, and the line stays one
_WHY = 41  # characters of why a limit is not known
_ROWS = 10  # lines for the head and for limits that are shown each on its own
_FAR = 9.0  # decades from which limits are only named
_NAMES = re.compile(r"\{(\w+)\}")
_MEANING = {
    "definition": "definition",
    "theorem": "theorem",
    "law": "law of nature",
    "model": "model",
    "trend": "trend",
    "rating": "data sheet",
}
_QUESTION = (
    "How many times larger could this run be on the same budget if one limit alone remained? (All others, the speed of "
    "the chips too, set free.)"
)


def first_screen(assessment: Assessment) -> Document:
    r"""Return what the text report of one run says unless it is asked for everything.

    Examples
    --------
    >>> import limits
    >>> screen = first_screen(limits.assess("llama-3.1-405b"))
    >>> screen.sections[0].table.lines[0].cells
    ('2.9x', '= peak-operations', 'chips at their rated 989\xa0TFLOP/s')
    """
    head = _headline(assessment), facts.spent(assessment.run)
    room = _ROWS - sum(len(wrap(said, WIDTH, break_on_hyphens=False)) for said in head)
    near, far = _parted(assessment.ladder, room)
    unknown = [row for row in assessment.off_the_ladder if row.headroom is None]
    left = room - len(near)
    each = unknown if len(unknown) <= left else [row for row in unknown if _floor(row)][: max(left, 0)]
    lines = [*map(_rung, near), *map(_unknown, each)]
    if near:
        lines[0] = replace(lines[0], kind="first")
    below = _below([*near, *each], far, [row for row in unknown if row not in each])
    return Document(
        head[0],
        head[1:],
        (
            Section(_QUESTION, table(">times larger|limit|what it is", lines) if lines else None, tuple(below)),
            Section("", paragraphs=tuple(_loss(assessment, near))),
        ),
        facts.foot(assessment, digits=_DIGITS),
        width=WIDTH,
    )


def _headline(assessment: Assessment) -> str:
    """Return the run on one line, in the notation of its field."""
    run = assessment.run
    counts = (
        f"{numbers.counted(value)} {word}"
        for name, word in (("parameters", "parameters"), ("active_parameters", "active"), ("tokens", "tokens"))
        if (value := run.numbers.get(name)) is not None and not (name == "active_parameters" and _all_active(run))
    )
    return f"{run.name}: {', '.join((*counts, facts.compute(run.numbers['flop'])))}"


def _all_active(run: RunFacts) -> bool:
    total, active = run.numbers.get("parameters"), run.numbers.get("active_parameters")
    return total is not None and active is not None and total.value == active.value


def _parted(ladder: Iterable[Row], room: int) -> tuple[list[Row], list[Row]]:
    """Part the ladder into what is shown with its number and what is too far away to matter."""
    near: list[Row] = []
    far: list[Row] = []
    for row in ladder:
        left = row.doublings_left
        distant = left is not None and left.value * math.log10(2.0) > _FAR
        (far if (distant or len(near) == room) and not row.beyond else near).append(row)
    return near, far


def _rung(row: Row) -> Line:
    return Line((numbers.times(row.doublings_left), _named(row), plain_words(row)), row.beyond or "", row.kind)


def _floor(row: Row) -> str:
    """Say what the law alone tells: the least that a run needs, where nothing is known of what it has."""
    known = row.side == "needs" and row.has is None and row.needs is not None
    return f"needs {numbers.quantity(bounded(row.needs, row.sense))}" if known else ""


def _unknown(row: Row) -> Line:
    """Say in one line what would tell; what else would is in the full report."""
    why = (row.because or "").partition(" (or ")[0]
    if _floor(row):
        why = f"{_floor(row)}; {why.replace('not stated: ', 'say ')}"
    return Line(("?", _named(row), shorten(why, _WHY, placeholder=" ...")), kind=row.kind)


def _named(row: Row) -> str:
    return f"{MARKS[row.kind]} {row.law}"


def plain_words(row: Row) -> str:
    """Fill the values of a row's inputs into its plain words."""
    shown = basis(row)
    return _NAMES.sub(lambda found: shown.get(found[1], "?"), row.plain)


def _below(shown: list[Row], far: list[Row], unknown: list[Row]) -> Iterator[str]:
    if far:
        yield f"Further away: {', '.join(row.law for row in far)}"
    if unknown:
        yield f"Not known, --full says why: {', '.join(row.law for row in unknown)}"
    kinds = dict.fromkeys(row.kind for row in shown)
    yield "  ".join(f"{MARKS[kind]} {_MEANING[kind]}" for kind in _MEANING if kind in kinds)
    for row in shown:
        known = [each.value for each in row.choices if each.value is not None]
        if known and any(each.endswith("*") for each in basis(row).values()):
            low, high = min(known, key=float), max(known, key=float)
            least, most = (numbers.quantity(bounded(end, row.sense)) for end in (low, high))
            ends = f"{least} (reversible computing) .. {most}"
            yield f"* a convention: others give {ends}".replace(" ", NO_BREAK)


def _loss(assessment: Assessment, near: list[Row]) -> Iterator[str]:
    """Say what larger runs would gain, how far that is beyond the data, and how much was assumed."""
    found = assessment.frontier
    if found is None:
        yield f"No loss is predicted: {assessment.frontier_because}."
    else:
        placed = found.loss is not None
        start = found.loss if found.loss is not None else found.optimum.loss
        gains = [
            f"{numbers.small(row.loss_gained)} less at {numbers.times(row.doublings_left)}"
            for row in near
            if row.loss_gained is not None and row.doublings_left is not None and 0 < row.doublings_left.value < _TOLD
        ]
        now = f"loss {numbers.loss(start)} {start.unit} now{'' if placed else ', were it optimal'}"
        said = ", ".join((now, *gains[:_GAINS], f"never below {numbers.loss(found.irreducible_loss)}"))
        yield f"Trend {found.law}{_beyond(found.extrapolation)}: {said}."
    doubts = sum(bool(facts.doubt(value)) for value in assessment.run.numbers.values())
    against = [each.key for each in assessment.run.contradictions]
    parts = (
        f"{len(assessment.assumed)} inputs assumed",
        f"{doubts} in doubt" if doubts else "",
        f"{len(against)} contradicted ({', '.join(against)})" if against else "",
    )
    yield f"{', '.join(filter(None, parts))}: see --full{'' if against else ', or limits law KEY'}."


def _beyond(extrapolation: Value | None) -> str:
    if extrapolation is None or extrapolation.value <= 0:
        return ""
    return f", {numbers.significant(extrapolation.value, 2)} decades beyond its data"
