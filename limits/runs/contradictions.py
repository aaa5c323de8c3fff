"""Numbers of one run that cannot all be right: the same quantity had in two ways that lie too far apart.

Each row of `limits.runs.checks.CHECKS` names two ways to one quantity, how far apart they may lie, and why. Where
numbers are uncertain, the nearest ends of their intervals are compared, so that a contradiction is more than the
uncertainty explains.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog.peaks import peak_column
from limits.draws import interval
from limits.formats import number_format
from limits.frozen import frozen
from limits.runs.checks import CHECKS, EXACT, same
from limits.runs.described import Described
from limits.runs.fields import number
from limits.runs.unknown import not_stated
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from limits.runs.batch import Resolved
    from limits.runs.checks import Check, Way


@frozen
class Contradiction:
    """Two numbers for one quantity of a run that lie further apart than anything that is known of them explains.

    `ratio` is the larger by the smaller, at their nearest ends where they are intervals; `allowed` what it may be, for
    the `reason`; `supposed` are the numbers behind either that nobody stated, by their path in a run file. `says` is
    the beginning of the `sentence`, without the reason.
    """

    key: str
    one: Value
    other: Value
    ratio: float
    allowed: float
    reason: str
    supposed: tuple[str, ...]
    says: str
    sentence: str


@frozen
class _Side:
    """One of two numbers for a quantity, and how it is had, in words."""

    words: str
    value: Value


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
    >>> print(contradictions(Resolved([run]), 0)[0].says)
    cluster.accelerator_hours is 1.47 times cluster.count x cluster.wall_time
    """
    described = isinstance(resolved.stated[index].texts.get("config"), Described)
    checks = (check for check in CHECKS if check.counted or not described)
    found = (each for check in checks for each in _of_check(check, resolved, index))
    return (*found, *_with_config(resolved, index), *_of_accelerator(resolved, index))


_THOUSAND, _MILLION = 1e3, 1e6  # ratios that are written with all their digits
_REVISED = 1.1  # how far peaks of one accelerator lie apart: boards, clocks, revisions of data sheets
_ROUNDED = {"parameters": 1.05, "active_parameters": 1.05, "vocabulary": 1.01, "matmul_parameters": 1.05}
"""How far statements may lie from the counts of a model's configuration: names of models are rounded, tables padded."""
_ANOTHER = "the stated number is used; the configuration may be of another model"


def _with_config(resolved: Resolved, index: int) -> Iterator[Contradiction]:
    """Yield what a run states otherwise than the configuration of its model says."""
    run = resolved.stated[index]
    config = run.texts.get("config")
    counted = config.numbers if isinstance(config, Described) else {}
    for name, there in counted.items():
        if name in run.fields:
            one, other = _Side(number(name).path, run.fields[name]), _Side(f"what {config} says", there)
            allowed = _ROUNDED.get(name, EXACT)
            yield from _contradiction(f"config-{name}", one, other, allowed=allowed, reason=_ANOTHER)


_SPARSE = "data sheets often print the peak of sparse matrices, twice the dense one, which training does not reach"


def _of_accelerator(resolved: Resolved, index: int) -> Iterator[Contradiction]:
    """Yield a stated peak that is not the dense one of the named accelerator at the precision of the run."""
    stated = resolved.stated[index].fields.get("peak")
    name = resolved.rows[index].get("accelerator")
    if stated is None or name is None:
        return
    row, precision = resolved.catalog.row("accelerator", name), resolved.runs[index].texts["precision"]
    there = row.value(peak_column(number_format(precision).name, row))
    if there is not None:
        one, other = (
            _Side("cluster.peak", stated),
            _Side(f"the dense {precision} peak of {name} in the catalogue", there),
        )
        supposed = ("compute.precision",) if precision.origin.assumed else ()
        yield from _contradiction("peak", one, other, allowed=_REVISED, reason=_SPARSE, supposed=supposed)


def _of_check(check: Check, resolved: Resolved, index: int) -> Iterator[Contradiction]:
    """Yield what a row of the table finds."""
    one, other = (_had(way, check.unit, resolved, index) for way in (check.one, check.other))
    if one is not None and other is not None:
        yield from _contradiction(
            check.key,
            _Side(_words(check.one, resolved, index), one),
            _Side(_words(check.other, resolved, index), other),
            allowed=check.allowed,
            reason=check.reason,
            supposed=_supposed((*check.one.needs, *check.other.needs), resolved, index),
            either=check.either,
        )


def _contradiction(
    key: str,
    one: _Side,
    other: _Side,
    *,
    allowed: float,
    reason: str,
    supposed: Iterable[str] = (),
    either: bool = True,
) -> Iterator[Contradiction]:
    """Yield the contradiction of two sides, unless they lie no further apart than is allowed."""
    above = _ratio(one.value, other.value)
    below = _ratio(other.value, one.value) if either else 0.0
    ratio = max(above, below)
    if ratio <= allowed:
        return
    larger, smaller = (one, other) if above >= below else (other, one)
    unstated = tuple(supposed)
    limit = "" if allowed <= EXACT else f" (up to {allowed:.3g} is usual)"
    assumed = f"; {not_stated(unstated)}" if unstated else ""
    says = f"{larger.words} is {_times(ratio)} times {smaller.words}"
    sentence = f"{says}{limit}: {reason}{assumed}"
    yield Contradiction(key, one.value, other.value, ratio, allowed, reason, unstated, says, sentence)


def _had(way: Way, unit: str, resolved: Resolved, index: int) -> Value | None:
    """Return the quantity as one way gives it, with its interval; None where a number is not known."""
    if not all(resolved.known(index, name) for name in way.needs):
        return None
    if way.compute is same:
        return resolved.number(index, way.needs[0])
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
        given = (resolved.drawn(index, name) for name in way.needs)
        beside = (resolved.drawn(index, name) if resolved.known(index, name) else 0.0 for name in way.beside)
        drawn = np.asarray(way.compute(*given, *beside))
    if not np.isfinite(drawn).all():
        return None
    low, high = (float(end) for end in interval(drawn))
    value = Value(float(drawn[0]), unit, origin=Origin(OriginKind.DERIVED, how=way.words, needs=way.needs))
    return value if low == high else replace(value, low=low, high=high)


def _words(way: Way, resolved: Resolved, index: int) -> str:
    """Say a way in words, with what a run states beside it."""
    beside = [number(name).path for name in way.beside if resolved.known(index, name)]
    return f"{way.words}, with {' and '.join(beside)} beside" if beside else way.words


def _ratio(larger: Value, smaller: Value) -> float:
    """Return how many times one number is another, at the ends of their intervals that lie nearest to each other."""
    least, most = larger.ends[0], smaller.ends[1]
    return least / most if most > 0.0 else 0.0


def _times(ratio: float) -> str:
    """Write a ratio with three digits; thousands without a power of ten.

    Examples
    --------
    >>> _times(1.4749), _times(3650.4), _times(999.6), _times(2e9)
    ('1.47', '3,650', '1,000', '2e+09')
    """
    rounded = float(f"{ratio:.3g}")
    return f"{rounded:,.0f}" if _THOUSAND <= rounded < _MILLION else f"{rounded:.3g}"


def _supposed(names: Iterable[str], resolved: Resolved, index: int) -> Iterator[str]:
    """Yield what stands behind some numbers and nobody stated: defaults, and the precision of a peak."""
    used = resolved.used(index, names)
    for name, value in used.items():
        if value.assumed:
            yield number(name).path
    peak = used.get("peak")
    by_precision = peak is not None and peak.kind is OriginKind.CATALOGUE
    if by_precision and resolved.runs[index].texts["precision"].origin.assumed:
        yield "compute.precision"
