"""Two runs of one operation: how much faster the newer one is at each size, and whether that is more than they scatter.

The two halves of a table are two measurements of nearly the same thing. How far the ratios of both halves lie apart
says how well a ratio repeats within a run; two runs on other days or other hosts differ by more.
"""

from __future__ import annotations

import math
from enum import StrEnum
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.network import sweep
from limits.pasted.log.settings import Differing, differing
from limits.pasted.table import sizes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from limits.pasted.judging.judged import Judged
    from limits.pasted.measurement import Half, Row
    from limits.pasted.printed import Printed
    from limits.pasted.table.sizes import Upper

ALIKE = 0.01
"""Relative difference of two bandwidths that is not spoken of, however well they repeat: a convention."""

NORMAL = 1.4826
"""Standard deviation over the median distance from the middle, of the normal distribution."""

_SHARED = 2  # sizes that two tables must share, or one is interpolated
_HALF = 0.5
_BRIDGED = 1  # sizes alike between others that differ one way, which do not end a range


class Sign(StrEnum):
    """How a run compares with an older one at a size."""

    SLOWER = "slower"
    ALIKE = "alike"
    FASTER = "faster"


@frozen
class AtSize:
    """One size [byte] of both runs.

    Attributes
    ----------
    old, new
        Bus bandwidth [GB/s], the mean of the halves that both have.
    ratio
        The newer over the older, the geometric mean of those halves, from times or bandwidths, whichever have more
        digits; `low` and `high` are what the printed digits leave.
    apart
        Distance of the ratios of both halves, as a logarithm; None where one half alone is in both.
    noise
        What the ratio must differ by, as a logarithm, to be called slower or faster.
    """

    size: float
    old: float
    new: float
    ratio: float
    low: float
    high: float
    apart: float | None
    noise: float = ALIKE

    @property
    def sign(self) -> Sign:
        """How it compares, beyond digits and repeatability."""
        if math.log(self.high) < -self.noise:
            return Sign.SLOWER
        return Sign.FASTER if math.log(self.low) > self.noise else Sign.ALIKE


@frozen
class Stretch:
    """Neighbouring sizes that compare alike: from and to which [byte], and the typical, least and largest ratio.

    The typical ratio is the median; where the stretch ends with the largest size, of those sizes alone that reach half
    of the bandwidth there, since a ratio of bandwidths grows until latency no longer counts.
    """

    sign: Sign
    first: float
    last: float
    count: int
    ratio: float
    least: float
    most: float


@frozen
class Comparison:
    """Two runs.

    Attributes
    ----------
    new, old
        The runs, with what is concluded from each.
    rows
        Sizes of both, ascending.
    stretches
        The rows, by how they compare.
    repeats
        How far the ratios of both halves lie apart in the upper regime, as a logarithm: 1.4826 times the median, which
        is a standard deviation where they scatter as the normal distribution does. None where both have one half alone.
    interpolated
        Whether sizes of the older run were interpolated, since the tables share none.
    differing
        Settings that differ.
    new_line, old_line
        Lines through the upper regimes.
    """

    new: Judged
    old: Judged
    rows: tuple[AtSize, ...]
    stretches: tuple[Stretch, ...]
    repeats: float | None
    interpolated: bool
    differing: tuple[Differing, ...]
    new_line: Upper | None
    old_line: Upper | None

    @property
    def plateaus(self) -> float | None:
        """The newer plateau over the older; None where there is none."""
        return self.new.plateau / self.old.plateau if self.old.plateau > 0.0 and self.new.plateau > 0.0 else None

    @property
    def main(self) -> Stretch | None:
        """The stretch to speak of: that of the largest sizes if it differs, else the one that differs by most."""
        if not self.stretches:
            return None
        if self.stretches[-1].sign is not Sign.ALIKE:
            return self.stretches[-1]
        different = [each for each in self.stretches if each.sign is not Sign.ALIKE]
        return max(different, key=lambda each: each.count * abs(math.log(each.ratio)), default=self.stretches[-1])


@frozen
class Pairing:
    """Runs of two texts that are compared, and those that have no partner."""

    pairs: tuple[Comparison, ...]
    only_new: tuple[Judged, ...]
    only_old: tuple[Judged, ...]


def compared(new: Sequence[Judged], old: Sequence[Judged]) -> Pairing:
    """Pair the runs of two texts by operation and number of ranks, what is left by operation alone; compare each pair.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine import hardware
    >>> from limits.pasted import read
    >>> from limits.pasted.judging.verdict import judge
    >>> def judged(text):
    ...     return [judge(each, hardware.Stated(), shipped()) for each in read(text)]
    >>> before = judged("1073741824 268435456 float sum -1 10000 107.37 187.9 0 10000 107.37 187.9 0")
    >>> now = judged("1073741824 268435456 float sum -1 12500 85.90 150.3 0 12500 85.90 150.3 0")
    >>> found = compared(now, before).pairs[0].main
    >>> found.sign.value, round(found.ratio, 2)
    ('slower', 0.8)
    """
    partners: dict[int, int] = {}
    for same_ranks in (True, False):
        for place, one in enumerate(new):
            if place in partners:
                continue
            fitting = (
                at
                for at, other in enumerate(old)
                if at not in partners.values() and _alike(one, other, same_ranks=same_ranks)
            )
            if (found := next(fitting, None)) is not None:
                partners[place] = found
    pairs = tuple(_comparison(new[place], old[at]) for place, at in sorted(partners.items()))
    alone = tuple(one for place, one in enumerate(new) if place not in partners)
    return Pairing(pairs, alone, tuple(one for at, one in enumerate(old) if at not in partners.values()))


def _alike(one: Judged, other: Judged, *, same_ranks: bool) -> bool:
    """Tell whether the same was measured; a paste that lost the name of its test may be of any."""
    first, second = one.measurement, other.measurement
    return (
        not (one.describes or other.describes)
        and (first.operation, first.bidirectional) == (second.operation, second.bidirectional)
        and (first.operation is not None or first.tool == second.tool)
        and (first.test == second.test or not (first.test and second.test))
        and (one.ranks.count == other.ranks.count or not same_ranks)
    )


def _comparison(new: Judged, old: Judged) -> Comparison:
    news, olds = sizes.best_rows(new.measurement), sizes.best_rows(old.measurement)
    shared = {size: (row, olds[size]) for size, row in news.items() if size in olds}
    enough = len(shared) >= min(_SHARED, len(news), len(olds))
    rows = list(_at_shared(new, old, shared) if enough else _interpolated(new, old))
    upper = [row.old >= sweep.UPPER * old.plateau for row in rows]
    noise = {
        part: _scatter([row.apart for row, at in zip(rows, upper, strict=True) if at is part]) for part in (True, False)
    }
    rows = [_with_noise(row, noise[part]) for row, part in zip(rows, upper, strict=True)]
    return Comparison(
        new,
        old,
        tuple(rows),
        tuple(_stretches(rows)),
        noise[True],
        interpolated=not enough and bool(rows),
        differing=differing(new, old),
        new_line=sizes.upper(new.measurement),
        old_line=sizes.upper(old.measurement),
    )


def _at_shared(new: Judged, old: Judged, shared: Mapping[float, tuple[Row, Row]]) -> Iterator[AtSize]:
    by_time = new.ranks.count == old.ranks.count  # else a time is of another amount of work
    for size, rows in shared.items():
        ratios, values = [], []
        for one, other in _halves(*rows):
            bus = _quotient(
                one.bus_bandwidth, other.bus_bandwidth, new.measurement.per_direction / old.measurement.per_direction
            )
            time = _quotient(other.time, one.time, 1.0) if by_time else None
            if found := min((each for each in (time, bus) if each), key=lambda each: each[2] / each[1], default=None):
                ratios.append(found)
                values.append((_bus(one, new), _bus(other, old)))
        if ratios:
            yield _row(size, ratios, values)


def _row(size: float, ratios: Sequence[tuple[float, float, float]], values: Sequence[tuple[float, float]]) -> AtSize:
    """Return the row of a size from the ratios of its halves, each with its ends, and the bandwidths of both runs."""
    middle, low, high = (math.exp(sum(map(math.log, each)) / len(ratios)) for each in zip(*ratios, strict=True))
    new, old = (sum(each) / len(values) for each in zip(*values, strict=True))
    apart = abs(math.log(ratios[0][0] / ratios[1][0])) if len(ratios) > 1 else None
    return AtSize(size, old, new, middle, low, high, apart)


def _halves(new: Row, old: Row) -> list[tuple[Half, Half]]:
    """Return the halves that both have; where they have none in common, what they have."""
    both = ((new.out_of_place, old.out_of_place), (new.in_place, old.in_place))
    same = [(one, other) for one, other in both if one is not None and other is not None]
    return same or [(one, other) for one in new.halves[:1] for other in old.halves[:1]]


def _quotient(one: Printed | None, other: Printed | None, scale: float) -> tuple[float, float, float] | None:
    """Return one over the other with what their digits leave; None where one is not there, or may be zero."""
    if one is None or other is None or min(one.low, other.low) <= 0.0:
        return None
    return one.value / other.value * scale, one.low / other.high * scale, one.high / other.low * scale


def _bus(half: Half, judged: Judged) -> float:
    return half.bus_bandwidth.value * judged.measurement.per_direction if half.bus_bandwidth else 0.0


def _interpolated(new: Judged, old: Judged) -> Iterator[AtSize]:
    """Compare tables without a common size, by their quicker halves, where the older one spans sizes of the newer."""
    sizes_new, sizes_old = sizes.of(new.measurement), sizes.of(old.measurement)
    if new.ranks.count != old.ranks.count or not np.any(sizes_old.bus > 0.0):
        return
    for size, time, bus in zip(*sizes_new, strict=True):
        if not sizes_old.size[0] <= size <= sizes_old.size[-1]:
            continue
        if time > 0.0 and np.all(sizes_old.time > 0.0):
            ratio = float(sweep.time_at(size, sizes_old.size, sizes_old.time) / time)
        else:
            seen = sizes_old.bus > 0.0  # the smallest have a bandwidth that was rounded to nothing
            known = np.interp(np.log(size), np.log(sizes_old.size[seen]), np.log(sizes_old.bus[seen]), left=np.nan)
            ratio = float(bus / np.exp(known))
        if math.isfinite(ratio) and ratio > 0.0:
            yield AtSize(float(size), float(bus) / ratio, float(bus), ratio, ratio, ratio, None)


def _scatter(distances: Sequence[float | None]) -> float | None:
    """Return the standard deviation of distances from zero, from their median, which one odd size does not move."""
    known = [each for each in distances if each is not None]
    return NORMAL * median(known) if known else None


def _with_noise(row: AtSize, noise: float | None) -> AtSize:
    least = max(ALIKE, noise or 0.0, row.apart or 0.0)
    return AtSize(row.size, row.old, row.new, row.ratio, row.low, row.high, row.apart, least)


def _stretches(rows: Sequence[AtSize]) -> Iterator[Stretch]:
    """Yield neighbouring rows that compare alike; a single one between two that differ one way does not part them."""
    signs = [row.sign for row in rows]
    for at in range(1, len(signs) - _BRIDGED):
        if signs[at] is Sign.ALIKE and signs[at - 1] is signs[at + 1]:
            signs[at] = signs[at - 1]
    for sign, group in groupby(zip(signs, rows, strict=True), key=lambda pair: pair[0]):
        found = [row for _, row in group]
        ratios = [row.ratio for row in found]
        typical = [row.ratio for row in found if found[-1] is not rows[-1] or row.old >= _HALF * found[-1].old]
        yield Stretch(sign, found[0].size, found[-1].size, len(found), median(typical), min(ratios), max(ratios))
