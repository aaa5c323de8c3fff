"""Numbers of one run that cannot all be right: the same quantity had in two ways that lie too far apart.

Each row of `limits.runs.checks.CHECKS` names two ways to one quantity, how far apart they may lie, and why. Where
numbers are uncertain, the nearest ends of their intervals are compared, so that a contradiction is more than the
uncertainty explains.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog.peaks import peak_column
from limits.draws import interval
from limits.formats import number_format
from limits.runs.checks import CHECKS, EXACT, same
from limits.runs.described import Described
from limits.runs.fields import number
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.runs.batch import Resolved
    from limits.runs.checks import Check, Way


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two numbers for one quantity of a run that lie further apart than anything that is known of them explains.

    `ratio` is the larger by the smaller, at their nearest ends where they are intervals; `allowed` what it may be, for
    the `reason`; `supposed` are the numbers behind either that nobody stated, by their path in a run file.
    """

    key: str
    one: Value
    other: Value
    ratio: float
    allowed: float
    reason: str
    supposed: tuple[str, ...]
    sentence: str


def contradictions(resolved: Resolved, index: int) -> tuple[Contradiction, ...]:
    """Return what contradicts itself in one of several runs.

    Parameters
    ----------
    resolved
        Runs with everything that is known about them.
    index
        Which of them.

    Examples
    --------
    >>> from limits.runs import TrainingRun
    >>> from limits.runs.batch import Resolved
    >>> run = TrainingRun("mine", count="100", wall_time="10 hour", accelerator_hours="1470 hour")
    >>> print(contradictions(Resolved([run]), 0)[0].sentence.partition(" (")[0])
    cluster.accelerator_hours is 1.47 times cluster.count x cluster.wall_time
    """
    described = isinstance(resolved.stated[index].texts.get("config"), Described)
    found = (_found(check, resolved, index) for check in CHECKS if check.counted or not described)
    known = (each for each in found if each is not None)
    return (*known, *_with_config(resolved, index), *_of_accelerator(resolved, index))


_REVISED = 1.1  # how far peaks of one accelerator lie apart: boards, clocks, revisions of data sheets
_ROUNDED = {"parameters": 1.05, "active_parameters": 1.05, "vocabulary": 1.01, "matmul_parameters": 1.05}
"""How far statements may lie from the counts of a model's configuration: names of models are rounded, tables padded."""


def _with_config(resolved: Resolved, index: int) -> Iterable[Contradiction]:
    """Yield what a run states otherwise than the configuration of its model says."""
    run = resolved.stated[index]
    config = run.texts.get("config")
    counted = config.numbers if isinstance(config, Described) else {}
    for name, there in counted.items():
        stated, allowed = run.fields.get(name), _ROUNDED.get(name, EXACT)
        if stated is None or (ratio := max(_ratio(stated, there), _ratio(there, stated))) <= allowed:
            continue
        pair = (number(name).path, f"what {config} says")
        larger, smaller = pair if stated.value > there.value else pair[::-1]
        reason = "the stated number is used; the configuration may be of another model"
        limit = "" if allowed <= EXACT else f" (up to {allowed:.3g} is usual)"
        sentence = f"{larger} is {ratio:.3g} times {smaller}{limit}: {reason}"
        yield Contradiction(f"config-{name}", stated, there, ratio, allowed, reason, (), sentence)


_SPARSE = "data sheets often print the peak of sparse matrices, twice the dense one, which training does not reach"


def _of_accelerator(resolved: Resolved, index: int) -> Iterable[Contradiction]:
    """Yield a stated peak that is not the dense one of the named accelerator at the precision of the run."""
    stated = resolved.stated[index].fields.get("peak")
    name = resolved.rows[index].get("accelerator")
    if stated is None or name is None:
        return
    row, precision = resolved.catalog.row("accelerator", name), resolved.runs[index].texts["precision"]
    there = row.value(peak_column(number_format(precision).name, row))
    if there is None or (ratio := max(_ratio(stated, there), _ratio(there, stated))) <= _REVISED:
        return
    supposed = ("compute.precision",) if precision.origin.assumed else ()
    pair = ("cluster.peak", f"the dense {precision} peak of {name} in the catalogue")
    larger, smaller = pair if stated.value > there.value else pair[::-1]
    assumed = f"; not stated: {supposed[0]}" if supposed else ""
    sentence = f"{larger} is {ratio:.3g} times {smaller} (up to {_REVISED:g} is usual): {_SPARSE}{assumed}"
    yield Contradiction("peak", stated, there, ratio, _REVISED, _SPARSE, supposed, sentence)


def _found(check: Check, resolved: Resolved, index: int) -> Contradiction | None:
    one, other = (_had(way, check.unit, resolved, index) for way in (check.one, check.other))
    if one is None or other is None:
        return None
    above = _ratio(one, other)
    below = _ratio(other, one) if check.either else 0.0
    ratio = max(above, below)
    if ratio <= check.allowed:
        return None
    supposed = tuple(_supposed((*check.one.needs, *check.other.needs), resolved, index))
    larger, smaller = (check.one, check.other) if above >= below else (check.other, check.one)
    return Contradiction(
        key=check.key,
        one=one,
        other=other,
        ratio=ratio,
        allowed=check.allowed,
        reason=check.reason,
        supposed=supposed,
        sentence=_sentence(check, larger.words, smaller.words, ratio, supposed),
    )


def _had(way: Way, unit: str, resolved: Resolved, index: int) -> Value | None:
    """Return the quantity as one way gives it, with its interval; None where a number is not known."""
    if not all(resolved.known(index, name) for name in way.needs):
        return None
    if len(way.needs) == 1 and way.compute is same:
        return resolved.number(index, way.needs[0])
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
        drawn = np.asarray(way.compute(*(resolved.drawn(index, name) for name in way.needs)))
    if not np.isfinite(drawn).all():
        return None
    low, high = (float(end) for end in interval(drawn))
    value = Value(float(drawn[0]), unit, origin=Origin(OriginKind.DERIVED, how=way.words, needs=way.needs))
    return value if low == high else replace(value, low=low, high=high)


def _ratio(larger: Value, smaller: Value) -> float:
    """Return how many times one number is another, at the ends of their intervals that lie nearest to each other."""
    least, most = larger.ends[0], smaller.ends[1]
    return least / most if most > 0.0 else 0.0


def _supposed(names: Iterable[str], resolved: Resolved, index: int) -> Iterable[str]:
    """Yield what stands behind some numbers and nobody stated: defaults, and the precision of a peak."""
    used = resolved.used(index, names)
    for name, value in used.items():
        if value.assumed:
            yield number(name).path
    peak = used.get("peak")
    by_precision = peak is not None and peak.kind is OriginKind.CATALOGUE
    if by_precision and resolved.runs[index].texts["precision"].origin.assumed:
        yield "compute.precision"


def _sentence(check: Check, larger: str, smaller: str, ratio: float, supposed: tuple[str, ...]) -> str:
    said = f"{larger} is {ratio:.3g} times {smaller}"
    limit = "" if check.allowed <= EXACT else f" (up to {check.allowed:.3g} is usual)"
    assumed = f"; not stated: {', '.join(supposed)}" if supposed else ""
    return f"{said}{limit}: {check.reason}{assumed}"
