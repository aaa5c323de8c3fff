"""The first screen of a report: one question, its answer limit by limit, and what that rests on, in 24 lines of 80.

What is said here at a glance is said in full by `--full` and by every other format.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.assessment import energy, memory
from limits.report.assessment import run as facts
from limits.report.assessment.bounds import basis
from limits.report.document import ASSUMED, MARKS, MEANINGS, Document, Line, Section, table
from limits.report.rounding import bounded
from limits.runs.fields import path_of
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from limits.assessment.records import Assessment, Frontier, Row, RunFacts

__all__ = ["FAR", "HEIGHT", "WIDTH", "first_screen", "plain_words"]

WIDTH = 80
"""Columns of the screen."""
HEIGHT = 23
"""Lines of the screen, less one for the prompt."""
FAR = 9.0
"""Decades from which a limit is only named."""

_TOLD = 10.0  # doublings up to which the loss is told: a thousand times
_GAINS = 2  # limits up to which the loss is told
_LINES = 2  # lines that the loss may take
_INDENT = "  "
_DIGITS = 8  # of a hash: enough to tell two runs apart, and the line stays one
_MOST = 3  # lines that a limit can take, or give back when it is only named
_GROSS = 2.0  # times that two numbers for one quantity differ, from which the first screen says by how much
_WHY = 46  # characters of why a limit is not known
_ALWAYS = "landauer"
_ROWS = 9  # limits that are shown each on its own
_USUAL = path_of("usual_mfu")
_NAMES = re.compile(r"\{(\w+)\}")
_QUESTION = "How much larger (FLOP) on the same energy, time, machine if one limit remained?"


def first_screen(assessment: Assessment) -> Document:
    r"""Return what the text report of one run says unless it is asked for everything.

    Examples
    --------
    >>> import limits
    >>> screen = first_screen(limits.assess("llama-3.1-405b"))
    >>> screen.sections[0].table.lines[0].cells
    ('2.9x', '= peak-operations', '35 % of rated\xa0989\xa0TFLOP/s, bf16')
    """
    from limits.report.formats.text import plain

    held = memory.line(assessment.memory_per_device) if "parameters" in assessment.run.numbers else ""
    head = (_headline(assessment), *filter(None, (facts.spent(assessment.run), energy.line(assessment), held)))
    room, brief = _ROWS, False
    while (over := plain(screen := _screen(assessment, head, room, brief=brief)).count("\n") - HEIGHT) > 0 and room:
        room, brief = max(room - max(brief, over // _MOST), 0), True
    return screen


def _screen(assessment: Assessment, head: tuple[str, ...], room: int, *, brief: bool) -> Document:
    """Return the first screen with so many limits on lines of their own; `brief` of what is not known."""
    near, far = _parted(assessment.ladder, room)
    unknown = assessment.off_the_ladder
    left = room - len(near)
    each = unknown if len(unknown) <= left else [row for row in unknown if _floor(row)][: max(left, 0)]
    lines = [*map(_rung, near), *map(_unknown, each)]
    if near:
        lines[0] = replace(lines[0], kind="first")
    others = [row for row in unknown if row not in each]
    below = (
        *([f"Further away: {_names(far)}"] if far else []),
        *_not_known(others, brief=brief),
        *_key([*near, *each], facts.ranges(assessment), assumed=any(ASSUMED in each for each in head)),
    )
    return Document(
        head[0],
        head[1:],
        (
            Section(_QUESTION, table(">times larger|limit|what it is", lines) if lines else None, below),
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
    said = ", ".join((*counts, facts.compute(run)))
    return run.name if run.name == f"run of {said}" else f"{run.name}: {said}"


def _all_active(run: RunFacts) -> bool:
    total, active = run.numbers.get("parameters"), run.numbers.get("active_parameters")
    return total is not None and active is not None and total.value == active.value


def _parted(ladder: Iterable[Row], room: int) -> tuple[list[Row], list[Row]]:
    """Part the ladder into what is shown with its number and what is too far away to matter."""
    near: list[Row] = []
    far: list[Row] = []
    for row in ladder:
        left = row.doublings_left
        distant = left is not None and left.value * math.log10(2.0) > FAR
        (far if (distant or len(near) >= room) and not row.beyond else near).append(row)
    asked = next((row for row in far if row.law == _ALWAYS), None)
    if asked is not None and len(near) == room > 0 and not near[-1].beyond:  # the limit that most readers look for
        far = [near.pop(), *(row for row in far if row is not asked)]
        near.append(asked)
    return near, far


def _rung(row: Row) -> Line:
    return Line((numbers.times(row.doublings_left), _named(row), plain_words(row)), row.beyond or "", row.kind)


def _floor(row: Row) -> str:
    """Say what the law alone tells: the least that a run needs, where nothing is known of what it has."""
    known = row.side == "needs" and row.has is None and row.needs is not None
    rests = ("*" if row.starred else "") + (ASSUMED if row.assumed else "")
    return f"needs {numbers.quantity(bounded(row.needs, row.sense))}{rests}" if known else ""


def _unknown(row: Row) -> Line:
    """Say in one line what would tell; what else would is in the full report."""
    why = f"say {row.missing[0]}" if row.missing else row.because or ""
    said = f"{_floor(row) or 'not known'}; {why}" if row.missing else why
    return Line(("?", _named(row), shorten(said, _WHY, placeholder=" ...")), kind=row.kind)


def _named(row: Row) -> str:
    return f"{MARKS[row.kind]} {row.law}"


def plain_words(row: Row) -> str:
    """Fill the values of a row's inputs into its plain words, and as `share` how much of what it has the run needs."""
    mark = ASSUMED if _USUAL in row.supposed else ""
    shown = basis(row, words=True) | {"share": f"{numbers.share(_share(row))}{mark}"}
    return _NAMES.sub(lambda found: shown.get(found[1], "?"), row.plain)


def _share(row: Row) -> Value | None:
    """Return what the run needs as a share of what it has."""
    headroom = row.headroom
    if headroom is None:
        return None
    low, high = (None if end is None else 10.0**-end for end in (headroom.high, headroom.low))
    return Value(10.0**-headroom.value, "1", low=low, high=high)


def _names(rows: Iterable[Row]) -> str:
    return ", ".join(row.law for row in rows)


def _not_known(unknown: list[Row], *, brief: bool) -> Iterator[str]:
    """Say which limits have no place, and which field would tell."""
    if brief and unknown:
        yield f"Not placed, --full says what is missing: {_names(unknown)}"
        return
    if asked := _asked(unknown):
        yield f"Not known, say with --set: {'; '.join(asked)}"
    if others := [row for row in unknown if not row.missing]:
        yield f"Not placed, --full says why: {_names(others)}"


def _key(shown: list[Row], ranges: str, *, assumed: bool) -> Iterator[str]:
    """Explain the signs, and say what a limit with a star is under other conventions."""
    kinds = dict.fromkeys(row.kind for row in shown)
    marks = [f"{MARKS[kind]} {MEANINGS[kind]}" for kind in MEANINGS if kind in kinds]
    marked = assumed or any(ASSUMED in f"{plain_words(row)}{_floor(row)}" for row in shown)
    dagger = f"{ASSUMED} assumed" if marked else ""
    yield "  ".join((*marks, *filter(None, (dagger, ranges))))
    for row in shown:
        yield from _conventions(row)


def _asked(unknown: list[Row]) -> list[str]:
    """Say which field would tell which limits; of several that would tell one, the field that tells most."""
    told = Counter(field for row in unknown for field in row.missing)
    asked = [(row.law, max(row.missing, key=told.__getitem__)) for row in unknown if row.missing]
    fields = dict.fromkeys(field for _, field in asked)
    return [f"{field} for {', '.join(law for law, found in asked if found == field)}" for field in fields]


def _conventions(row: Row) -> Iterator[str]:
    """Say what a limit is under the convention that stands beside it, and what under others."""
    known = [each.value for each in row.choices if each.value is not None]
    own = getattr(row, row.side)
    if known and row.starred and own is not None:
        ends = (own, min(known, key=float), max(known, key=float))
        this, least, most = (numbers.quantity(bounded(end, row.sense)) for end in ends)
        yield f"* by convention at least {this}; others: {least} (reversible) .. {most}"


def _trend(found: Frontier, near: list[Row]) -> str:
    """Say in two lines at most what the trend predicts now and at the nearest limits, and where it levels off."""
    start = found.loss if found.loss is not None else found.optimum.loss
    gains = [
        f"{numbers.small(row.loss_gained)} less at {numbers.times(row.doublings_left)}"
        for row in near
        if row.loss_gained is not None and row.doublings_left is not None and 0 < row.doublings_left.value < _TOLD
    ][:_GAINS]
    now = f"{numbers.loss(start)} {start.unit} now{'' if found.loss is not None else ', were it optimal'}"
    while True:
        said = ", ".join((now, *gains, f"levels off at {numbers.loss(found.irreducible_loss)}"))
        sentence = f"Predicted loss ({found.law}{_beyond(found.extrapolation)}): {said}."
        if not gains or len(_lines(sentence)) <= _LINES:
            return sentence
        gains.pop()


def _lines(said: str) -> list[str]:
    return wrap(said, WIDTH - len(_INDENT), subsequent_indent=_INDENT, break_on_hyphens=False)


def _loss(assessment: Assessment, near: list[Row]) -> Iterator[str]:
    """Say what larger runs would gain, how far that is beyond the data, and how much was assumed."""
    found = assessment.frontier
    if found is None:
        yield f"No loss is predicted: {assessment.frontier_because}."
    else:
        yield _trend(found, near)
    doubts = sum(bool(facts.doubt(value)) for value in assessment.run.numbers.values())
    against = sorted(assessment.run.contradictions, key=lambda each: each.ratio, reverse=True)
    which = ", ".join(each.key for each in against)
    if against and against[0].ratio >= _GROSS:
        which = f"{'the largest: ' if against[1:] else ''}{against[0].says}"
    parts = (
        f"{len(assessment.assumed)} inputs assumed",
        f"{doubts} in doubt" if doubts else "",
        f"{len(against)} contradicted ({which})" if against else "",
    )
    yield f"{', '.join(filter(None, parts))}: see --full."


def _beyond(extrapolation: Value | None) -> str:
    if extrapolation is None or extrapolation.value <= 0:
        return ""
    times = numbers.times(Value(extrapolation.value / math.log10(2.0), "1"))
    return f", {times} beyond its data"
