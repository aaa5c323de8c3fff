"""What is said to programs of many runs side by side: groups of like runs, each run in its place, hosts in question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits.frozen import frozen
from limits.pasted.compared.ranking import suspects
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.pasted.compared.ranking import Group, Ranked, Run

_RATE = "GB/s"


@frozen
class RunRecord:
    """A run: its file, the line where its table begins, its hosts as far as they are listed, and its verdict."""

    file: str
    line: int
    hosts: tuple[str, ...]
    verdict: str
    because: tuple[str, ...]


@frozen
class RankedRecord:
    """A run in its place: plateau, share of the median, deviation in units of the scatter, whether it stands out."""

    run: RunRecord
    plateau: Value
    reached_plateau: bool | None
    share_of_median: float
    deviation: float | None
    stands_out: str | None


@frozen
class SuspectsRecord:
    """Hosts of which one is at fault, where runs say so: a single one is named, none means what joins the hosts."""

    hosts: tuple[str, ...]
    files: tuple[str, ...]


@frozen
class GroupRecord:
    """Runs of one operation on one number of ranks, the fastest first; `job_wide` where no number tells hosts apart."""

    operation: str | None
    test: str
    ranks: int | None
    ranked: tuple[RankedRecord, ...]
    median: Value | None
    scatter: Value | None
    job_wide: bool
    suspects: tuple[SuspectsRecord, ...]
    aside: tuple[RunRecord, ...]


@frozen
class LinkRankingRecord:
    """Many files: their runs by operation and number of ranks; `unread` are files in which nothing is known.

    Files `beside` describe nodes and measure nothing: the others are judged by them.
    """

    schema: ClassVar[str] = "limits.link-ranking/1"

    groups: tuple[GroupRecord, ...]
    unread: tuple[str, ...]
    beside: tuple[str, ...]
    catalogue_sha256: str
    limits_version: str


def of(
    groups: Sequence[Group], unread: Sequence[str], beside: Sequence[str], catalogue: str, version: str
) -> LinkRankingRecord:
    """Return the record of many files."""
    return LinkRankingRecord(tuple(map(_group, groups)), tuple(unread), tuple(beside), catalogue, version)


def _group(group: Group) -> GroupRecord:
    return GroupRecord(
        operation=group.operation,
        test=group.test,
        ranks=group.ranks,
        ranked=tuple(map(_ranked, group.ranked)),
        median=Value(group.median, _RATE) if group.ranked else None,
        scatter=Value(group.scatter, _RATE) if group.ranked else None,
        job_wide=group.job_wide,
        suspects=tuple(SuspectsRecord(each.hosts, tuple(run.file for run in each.runs)) for each in suspects(group)),
        aside=tuple(map(_run, group.aside)),
    )


def _ranked(ranked: Ranked) -> RankedRecord:
    judged = ranked.run.judged
    return RankedRecord(
        run=_run(ranked.run),
        plateau=Value(judged.plateau, _RATE),
        reached_plateau=None if judged.curve.rise is None else not judged.curve.rises,
        share_of_median=ranked.share,
        deviation=ranked.deviation,
        stands_out="low" if ranked.low else "high" if ranked.high else None,
    )


def _run(run: Run) -> RunRecord:
    judged = run.judged
    return RunRecord(run.file, judged.measurement.line, run.hosts, judged.verdict.value, judged.because)
