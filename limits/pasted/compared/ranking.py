"""Many runs of one operation side by side: which stand out, and which hosts that names.

A run stands out by its deviation from the median of all, in units of their scatter as the median deviation tells it;
neither is moved by the few that are wrong. A host is named where every run that it took part in stands out low, and
every other host of such a run also took part in one that does not. A number of one job over all hosts names none.
"""

from __future__ import annotations

from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.pasted.compared.comparison import ALIKE, NORMAL
from limits.pasted.judging.judged import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.pasted.judging.judged import Judged

_FEWEST = 3  # runs of which one can be the odd one
_CUTS = ((16, 3.5), (6, 4.3), (4, 5.8), (3, 10.8))
"""From how many runs on which deviation stands out low: of equal runs that scatter as the normal distribution does, one
does so by chance in one set of twenty. Simulated; a test repeats it."""

_NO_NUMBER = frozenset((Verdict.NO_MEASUREMENT, Verdict.INCONSISTENT, Verdict.IMPOSSIBLE))


@frozen
class Run:
    """One measurement of a file, by the name of the file."""

    file: str
    judged: Judged

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that took part, where the list of ranks tells all of them; none where it is not there, or was cut."""
        listed, told = self.judged.measurement.ranks_listed, self.judged.ranks.count
        whole = bool(listed) and len(listed) >= max(max(each.rank for each in listed) + 1, told or 0)
        return tuple(sorted(self.judged.measurement.hosts)) if whole else ()

    @property
    def counts(self) -> bool:
        """Whether its plateau may be compared with that of others."""
        return self.judged.plateau > 0.0 and self.judged.verdict not in _NO_NUMBER


@frozen
class Ranked:
    """A run in its place.

    Attributes
    ----------
    share
        Its plateau over the median.
    deviation
        Distance from the median in units of the scatter; None of fewer than three runs.
    low, high
        Whether it stands out.
    """

    run: Run
    share: float
    deviation: float | None
    low: bool
    high: bool


@frozen
class Group:
    """Runs of one operation on one number of ranks, the fastest first.

    Attributes
    ----------
    test
        What the tool calls the test; empty where the operation says it all.
    median, scatter
        Median of the plateaus, and their robust standard deviation [GB/s].
    aside
        Runs without a bandwidth to compare.
    """

    operation: str | None
    ranks: int | None
    test: str
    ranked: tuple[Ranked, ...]
    median: float
    scatter: float
    aside: tuple[Run, ...]

    @property
    def low(self) -> tuple[Ranked, ...]:
        """Those that stand out low, the lowest first."""
        return tuple(each for each in reversed(self.ranked) if each.low)

    @property
    def job_wide(self) -> bool:
        """Whether all runs are of the same several nodes, so that no number tells one node from another."""
        sets = {each.run.hosts for each in self.ranked}
        if len(sets) != 1:
            return False
        hosts = next(iter(sets))
        judged = self.ranked[0].run.judged
        return len(hosts) > 1 or (not hosts and len(self.ranked) == 1 and (judged.ranks.hosts or judged.domains) > 1)


@frozen
class Suspects:
    """Hosts that runs which stand out low have in common with no other run.

    Attributes
    ----------
    hosts
        One of them is at fault; a single one is named. None where each took part in a run that does not stand out:
        then it is what joins them.
    runs
        The runs that say so.
    """

    hosts: tuple[str, ...]
    runs: tuple[Run, ...]


def grouped(runs: Sequence[Run]) -> tuple[Group, ...]:
    """Return the runs by operation and number of ranks, in the order in which each of these first appears.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine import hardware
    >>> from limits.pasted import read
    >>> from limits.pasted.judging.verdict import judge
    >>> row = "1073741824 268435456 float sum -1 10000 {0} {1} 0 10000 {0} {1} 0"
    >>> runs = [
    ...     Run(name, judge(read(row.format(rate, round(1.75 * rate, 2)))[0], hardware.Stated(), shipped()))
    ...     for name, rate in (("a", 107.37), ("b", 107.31), ("c", 107.45), ("d", 107.29))
    ... ]
    >>> group = grouped(runs)[0]
    >>> [each.run.file for each in group.ranked], round(group.median, 2), group.low
    (['c', 'a', 'b', 'd'], 187.84, ())
    """
    order: dict[tuple[str | None, int | None, str, bool], list[Run]] = {}
    for run in runs:
        measured = run.judged.measurement
        key = (measured.operation, run.judged.ranks.count, measured.test, measured.bidirectional)
        order.setdefault(key, []).append(run)
    return tuple(_group(those) for those in order.values())


def numbered(judged: Sequence[Judged]) -> tuple[Group, ...]:
    """Return the measurements of one text by operation and number of ranks, each called by its place in the text.

    Examples
    --------
    >>> numbered([])
    ()
    """
    return grouped([Run(f"measurement {number}", each) for number, each in enumerate(judged, start=1)])


def cut(runs: int) -> float:
    """Return the deviation from which one of so many runs stands out.

    Examples
    --------
    >>> cut(3), cut(100)
    (10.8, 3.5)
    """
    return next(value for least, value in _CUTS if runs >= least)


def _group(runs: Sequence[Run]) -> Group:
    first = runs[0].judged
    what = (first.measurement.operation, first.ranks.count, first.measurement.test)
    counted = sorted((run for run in runs if run.counts), key=lambda run: -run.judged.plateau)
    aside = tuple(run for run in runs if not run.counts)
    plateaus = [run.judged.plateau for run in counted]
    if not plateaus:
        return Group(*what, (), 0.0, 0.0, aside)
    middle = median(plateaus)
    scatter = NORMAL * median(abs(each - middle) for each in plateaus)
    ranked = tuple(_ranked(run, middle, scatter, len(counted)) for run in counted)
    return Group(*what, ranked, middle, scatter, aside)


def _ranked(run: Run, middle: float, scatter: float, count: int) -> Ranked:
    share = run.judged.plateau / middle
    if count < _FEWEST:
        return Ranked(run, share, None, low=False, high=False)
    least = ALIKE * middle / cut(count)  # so that nothing stands out that is within a hundredth of the median
    deviation = (run.judged.plateau - middle) / max(scatter, least)
    return Ranked(run, share, deviation, low=deviation < -cut(count), high=deviation > cut(count))


def suspects(group: Group) -> Iterator[Suspects]:
    """Yield the hosts that low runs leave in question, those that are named first; none where all runs have all hosts.

    Examples
    --------
    >>> list(suspects(Group("all_reduce", 8, "", (), 0.0, 0.0, ())))
    []
    """
    if group.job_wide:
        return
    sound = {host for each in group.ranked if not each.low for host in each.run.hosts}
    found = sorted(
        (
            (tuple(host for host in each.run.hosts if host not in sound), each.run)
            for each in group.low
            if each.run.hosts
        ),
        key=lambda pair: (len(pair[0]) != 1, pair[0]),
    )
    named = {hosts[0] for hosts, _ in found if len(hosts) == 1}
    for hosts, those in groupby(found, key=lambda pair: pair[0]):
        if len(hosts) > 1 and named & set(hosts):
            continue  # a host that is named already explains this run
        yield Suspects(hosts, tuple(run for _, run in those))
