"""The view of many runs side by side: who stands out on line one, the ranking, and what would tell more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import __version__
from limits.errors import printable
from limits.pasted.compared import ranking_record
from limits.pasted.compared.ranking import cut, suspects
from limits.pasted.judging import telling
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted, listed, percent, size_shown
from limits.report import answer
from limits.report.document import Document, Line, Section, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog import Catalog
    from limits.pasted.compared.ranking import Group, Ranked, Suspects
    from limits.report.view import View

_NAMED = 3  # hosts, runs or files that a sentence names
_PAIR = 2  # hosts that a table names
FEWEST = 3
"""Runs of which one can stand out."""
_RISING = frozenset((Verdict.NOT_A_BANDWIDTH_MEASUREMENT, Verdict.LATENCY_BOUND, Verdict.STILL_RISING))


def view(
    groups: Sequence[Group],
    unread: Sequence[str],
    catalog: Catalog,
    failures: Sequence[str] = (),
    beside: Sequence[str] = (),
) -> View:
    """Return the view of many files.

    Parameters
    ----------
    groups
        Their runs, at least one.
    unread
        Files in which nothing is known.
    catalog
        Where the hardware was looked up.
    failures
        Requirements that are not met.
    beside
        Files that describe nodes and measure nothing: the others are judged by them.
    """
    sections = [section for group in groups for section in sections_of(group, several=len(groups) > 1)]
    if words := tuple(f"- {word}" for word in dict.fromkeys(_try_next(groups))):
        sections.append(Section("What to try next", paragraphs=words))
    if unread:
        words = tuple(f"- {printable(each)}" for each in unread)
        sections.append(Section("Nothing of a bandwidth test that is known", paragraphs=words))
    if beside:
        words = tuple(f"- {printable(each)}" for each in beside)
        sections.append(Section("What tells the hardware, without a measurement", paragraphs=words))
    headline = said(groups[0]) if len(groups) == 1 else _of_several(groups)
    foot = answer.foot(catalog)
    document = Document(f"{headline}.", tuple(map(printable, failures)), tuple(sections), foot)
    return answer.view(document, ranking_record.of(groups, unread, beside, catalog.sha256, __version__))


def _of_several(groups: Sequence[Group]) -> str:
    runs = sum(len(group.ranked) + len(group.aside) for group in groups)
    parts = [f"{_operation(group)}: {_found(group)}" for group in groups if len(group.ranked) >= FEWEST]
    kinds = f"{runs} runs of {len(groups)} kinds (operation and number of ranks)"
    return f"{kinds}; {'; '.join(parts)}" if parts else f"{kinds}: too few of one kind to be ranked"


def said(group: Group) -> str:
    """Say who stands out of a group of runs."""
    count = len(group.ranked)
    if not count:
        return f"{len(group.aside)} runs of {_operation(group)}: none shows a bandwidth"
    return f"{count} runs of {_operation(group)}, median {group.median:.4g} GB/s: {_found(group)}"


def _operation(group: Group) -> str:
    name = printable(group.test) or (group.operation or "an operation that nothing names").replace("_", "-")
    return name if group.ranks is None else f"{name} on {counted(group.ranks, 'rank')}"


def _found(group: Group) -> str:
    """Say which hosts are named, or which runs stand out, or why none can."""
    if len(group.ranked) < FEWEST:
        return "too few to tell which is the odd one"
    if not group.low:
        return f"none stands out low{_high(group)}"
    named = [(printable(each.hosts[0]), _lowest(group, each)) for each in suspects(group) if len(each.hosts) == 1]
    return _standing(named or [(printable(each.run.file), each.share) for each in group.low])


def _standing(low: Sequence[tuple[str, float]]) -> str:
    """Say which hosts or runs stand out, and how far below the median."""
    below = [(name, percent(1.0 - share)) for name, share in low]
    if len(below) == 1:
        return f"{below[0][0]} stands out, {below[0][1]} below"
    return f"{listed([f'{name} ({share} below)' for name, share in below], _NAMED)} stand out"


def _lowest(group: Group, found: Suspects) -> float:
    return min(each.share for each in group.low if each.run in found.runs)


def _high(group: Group) -> str:
    high = [each.run.file for each in group.ranked if each.high]
    return f", {listed(list(map(printable, high)), _NAMED)} high" if high else ""


def sections_of(group: Group, *, several: bool) -> Iterator[Section]:
    """Yield the ranking of a group of runs, those without a bandwidth, and which hosts that leaves in question."""
    title = f"{_operation(group)}: {_found(group)}" if several and group.ranked else "Ranking"
    if group.ranked:
        lines = [Line(_cells(each)) for each in group.ranked]
        heading = "run|hosts|>GB/s|>of median|>deviation|verdict"
        yield Section(title, table(heading, lines), tuple(_how(group)))
    if group.aside:
        lines = [
            Line((printable(run.file), _hosts(run.hosts), run.judged.verdict.value, printable(run.judged.because[0])))
            for run in group.aside
        ]
        yield Section("Without a bandwidth", table("run|hosts|verdict|why", lines))
    if words := tuple(f"- {word}" for word in _blame(group)):
        yield Section("Who is to blame", paragraphs=words)


def _cells(ranked: Ranked) -> tuple[str, ...]:
    judged = ranked.run.judged
    deviation = "" if ranked.deviation is None else f"{ranked.deviation:+.1f}"
    mark = " low" if ranked.low else " high" if ranked.high else ""
    return (
        printable(ranked.run.file),
        _hosts(ranked.run.hosts) if len(ranked.run.hosts) <= _PAIR else f"{len(ranked.run.hosts)} hosts",
        f"{judged.plateau:.4g}",
        percent(ranked.share),
        deviation + mark,
        judged.verdict.value.replace("-", " "),
    )


def _hosts(names: Sequence[str]) -> str:
    return listed([printable(name) for name in names], _NAMED)


def _how(group: Group) -> Iterator[str]:
    if len(group.ranked) >= FEWEST:
        yield (
            f"Deviation is the distance from the median over the scatter, {group.scatter:.2g} GB/s (1.4826 x the "
            f"median deviation). More than {cut(len(group.ranked)):g}, and 1 % of the median, stands out."
        )
    ends = sorted({run.judged.curve.largest or 0.0 for run in (each.run for each in group.ranked)})
    if len(ends) > 1:
        yield f"The sweeps end at different sizes, {size_shown(ends[0])} to {size_shown(ends[-1])}: run them alike."
    rising = sum(each.run.judged.verdict in _RISING for each in group.ranked)
    if rising:
        yield f"Still rising at the largest size: {rising} of {len(group.ranked)}."


def _blame(group: Group) -> Iterator[str]:
    """Yield what the numbers say of hosts."""
    if group.job_wide:
        yield "no node can be blamed by these numbers: each is of all nodes together"
        return
    for each in suspects(group):
        runs = listed([printable(run.file) for run in each.runs], _NAMED)
        if not each.hosts:
            yield f"{runs}: every host of it took part in a sound run too, so look at what joins them"
        elif len(each.hosts) == 1:
            count = "the one run of it stands" if len(each.runs) == 1 else f"all {len(each.runs)} runs of it stand"
            yield f"{printable(each.hosts[0])}: {count} out low ({runs})"
        else:
            yield f"one of {_hosts(each.hosts)}, or what joins them: no run parts them ({runs})"
    unlisted = [each for each in group.low if not each.run.hosts]
    if unlisted:
        names = listed([printable(each.run.file) for each in unlisted], _NAMED)
        yield f"{names}: no list of ranks tells the hosts, so the run is named and no host"
    verdicts = [each.run.judged.verdict for each in group.ranked]
    if not group.low and verdicts and all(verdict is Verdict.LOW for verdict in verdicts):
        yield "all are low and none stands out: look at what they share (settings, software, switches) before any node"


def _try_next(groups: Sequence[Group]) -> Iterator[str]:
    wide = [group for group in groups if group.job_wide]
    if wide:  # one that is largest stands for all
        yield from telling.runs(max(wide, key=lambda group: group.ranks or 0).ranked[0].run.judged)
    for group in groups:
        for each in suspects(group):
            if len(each.hosts) == 1:
                yield f"limits link {printable(each.runs[0].file)} says what it is held against, and what to try"
        sound = next((ranked.run for ranked in group.ranked if not ranked.low and ranked.run.hosts), None)
        for each in suspects(group):
            if len(each.hosts) > 1 and sound is not None and not group.job_wide:
                yield f"run each of {_hosts(each.hosts)} together with {printable(sound.hosts[0])}, which is sound"
