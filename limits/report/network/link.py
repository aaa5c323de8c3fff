"""The view of what was pasted: the verdict on line one, what was measured, what it is held against, what to try."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from limits import __version__
from limits.errors import printable
from limits.pasted.compared import ranking
from limits.pasted.judging import record as records
from limits.pasted.judging.advice import by_sockets
from limits.pasted.judging.judged import Verdict, Whose, of_share
from limits.pasted.table.curve import wrong
from limits.pasted.words import counted, listed, percent, size_shown
from limits.report import answer
from limits.report.document import SIGNS, Document, Line, Section, table
from limits.report.network import at_size
from limits.report.network import ranking as report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from limits.catalog import Catalog
    from limits.pasted.compared.ranking import Group
    from limits.pasted.expected.bound import Bound
    from limits.pasted.judging.judged import Judged, Needs
    from limits.report.view import View

_WORDS = {
    Verdict.NOT_A_BANDWIDTH_MEASUREMENT: "no measurement of bandwidth",
    Verdict.NO_MEASUREMENT: "nothing was measured",
}
_WORST = (Verdict.IMPOSSIBLE, Verdict.INCONSISTENT, Verdict.LOW, Verdict.BORDERLINE)
_COLUMNS = (
    *("measurement", "tool", "operation", "ranks", "verdict", "size_byte", "half"),
    *("time_us", "algbw_gbyte_per_s", "busbw_gbyte_per_s", "wrong"),
    *("source", "target", "gbyte_per_s", "path"),
)
_EMPTY, _NO_ROW = ("",) * 4, ("",) * 6
_LEGEND = "■ theorem  ~ model  = data sheet, or measured; 1 GB is 1e9 byte, rates are each way"


def view(judged: Sequence[Judged], catalog: Catalog, failures: Sequence[str] = (), size: float | None = None) -> View:
    """Return the view of all measurements of a paste.

    Parameters
    ----------
    judged
        Measurements with their verdicts, at least one.
    catalog
        Where the hardware was looked up.
    failures
        Requirements that are not met.
    size
        A size [byte] of which is said what was measured there, and what to expect.
    """
    groups = [group for group in ranking.numbered(judged) if len(group.ranked) >= report.FEWEST]
    headline = _headline(judged, groups)
    sections = [section for group in groups for section in report.sections_of(group, several=len(groups) > 1)]
    assumed: set[str] = set()  # what was said once
    for number, each in enumerate(judged, start=1):
        if len(judged) > 1:
            sections.append(Section(f"{number}. {' '.join(said(each))}"))
        sections += _sections(each, size, {each.because[0], *assumed} if len(judged) > 1 and each.finding else set())
        assumed.update(each.assumed)
    document = Document(printable(headline), tuple(map(printable, failures)), tuple(sections), answer.foot(catalog))
    return answer.view(document, records.of(judged, catalog.sha256, __version__, size), _cells(judged))


def _headline(judged: Sequence[Judged], groups: Sequence[Group]) -> str:
    """Return line one: of the one measurement; what describes its nodes stands below."""
    measuring = [each for each in judged if not each.describes]
    if len(measuring) == 1 and (len(judged) == 1 or not measuring[0].measurement.known_only):
        return " ".join(said(measuring[0]))
    if len(judged) - len(measuring) == 1 and all(each.measurement.known_only for each in measuring):
        return " ".join(said(next(each for each in judged if each.describes)))
    if measuring:
        return _of_several(measuring, groups, _worst(judged))
    tools = Counter(each.measurement.tool for each in judged)
    what = " and ".join(tool if count == 1 else f"{count} x {tool}" for tool, count in tools.items())
    return f"{what}, nothing was measured: {listed(list(dict.fromkeys(each.because[0] for each in judged)), most=3)}."


def _cells(judged: Sequence[Judged]) -> list[tuple[object, ...]]:
    """Return every row of every table, for a spreadsheet."""
    lines: list[tuple[object, ...]] = [_COLUMNS]
    for number, each in enumerate(judged, start=1):
        about = (number, each.measurement.tool, each.operation, each.ranks.count, each.verdict.value)
        for row in each.measurement.rows:
            for name, half in (("out of place", row.out_of_place), ("in place", row.in_place)):
                if half is not None:
                    printed = (half.time, half.algorithm_bandwidth, half.bus_bandwidth)
                    values = ("" if value is None else value.value for value in printed)
                    lines.append((*about, row.size, name, *values, half.wrong, *_EMPTY))
        if each.finding is not None:
            lines += [(*about, *_NO_ROW, *("" if x is None else x for x in pair)) for pair in each.finding.pairs]
    return lines


def _of_several(judged: Sequence[Judged], groups: Sequence[Group], worst: Iterable[str]) -> str:
    """Say what the measurements are: their verdicts, the bandwidths of a few, and which of many stand out."""
    words = [f"{len(judged)} measurements: {_counted(judged)}"]
    if any(each.finding for each in judged):
        words += worst
    elif len(judged) < report.FEWEST:
        words.append(" and ".join(f"{each.plateau:.4g}" for each in judged) + " GB/s")
    return "; ".join([*words, *map(report.said, groups)]) + ("." if groups else "")


def _worst(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield why the first table of pairs with the worst verdict has it, and which it is."""
    for verdict in _WORST:
        for number, each in enumerate(judged, start=1):
            if each.finding is not None and each.verdict is verdict:
                yield f"number {number}: {each.because[0]}"
                return


def _counted(judged: Sequence[Judged]) -> str:
    words = [_word_of(each) for each in judged]
    return ", ".join(f"{words.count(each)} x {each}" for each in dict.fromkeys(words))


def word(verdict: Verdict) -> str:
    """Return the words that line one has for a verdict.

    Examples
    --------
    >>> word(Verdict.LATENCY_BOUND), word(Verdict.NO_MEASUREMENT)
    ('latency bound', 'nothing was measured')
    """
    return _WORDS.get(verdict, verdict.value.replace("-", " "))


def _word_of(judged: Judged) -> str:
    """Return the words for a verdict; where links of copies are rated, only what healthy ones reach is unknown."""
    rated = judged.finding is not None and judged.bounds.rows
    return "without a verdict" if rated and judged.verdict is Verdict.UNKNOWN_HARDWARE else word(judged.verdict)


def said(judged: Judged) -> Iterator[str]:
    """Yield the sentences of line one: what was measured, the verdict, and what would settle it."""
    needs = judged.needs
    if judged.measurement.known_only:
        yield f"{judged.because[0]}."
    elif judged.finding is not None:
        verdict = "" if judged.describes else f": {_word_of(judged)}"
        yield f"{judged.finding.said}{verdict}; {judged.because[0]}."
    elif judged.verdict is Verdict.UNKNOWN_HARDWARE and needs is not None:
        yield f"{measured(judged)}: {_needed(needs, judged)}"
    elif judged.verdict in {Verdict.GOOD, Verdict.BORDERLINE, Verdict.LOW, Verdict.STILL_RISING} and judged.share:
        yield f"{measured(judged)}: {word(judged.verdict)}, {_share(judged)}."
    else:
        yield f"{measured(judged)}: {word(judged.verdict)}; {judged.because[0]}."
    yield from _wrong(judged)


def _wrong(judged: Judged) -> Iterator[str]:
    if sizes := wrong(judged.measurement):
        yield f"The test found wrong results at {counted(len(sizes), 'size')}."


def _share(judged: Judged) -> str:
    """Say the share of the bound that tells most: what a ring reaches, or any algorithm where it passes that.

    Whatever is not good, or only so for its size, or bound by the ports, is said by what it was judged by.
    """
    if judged.verdict is not Verdict.GOOD or of_share(judged.share or 0.0) is not Verdict.GOOD:
        return judged.because[0]
    port = judged.hardware.port or 0.0
    for bound in judged.bounds.of_adapters:
        if judged.plateau <= bound.rate and (not port or bound.rate <= port):
            return f"{percent(judged.plateau / bound.rate)} of what {bound.reached_by} reaches"
    return judged.because[0]


def measured(judged: Judged) -> str:
    """Say on what, which operation, and the bandwidth."""
    if judged.finding is not None:
        return judged.finding.said
    operation = (judged.measurement.operation or "an operation that nothing names").replace("_", "-")
    where = layout(judged)
    if judged.measurement.of_one_adapter:
        return f"{judged.measurement.test or 'perftest'}, {judged.plateau * 8.0:.4g} Gbit/s"
    if not judged.plateau or judged.verdict is Verdict.NO_MEASUREMENT:
        return f"{where}, {operation}"
    how = " by TCP sockets" if by_sockets(judged) else ""
    return f"{where}, {operation}{how}, {judged.plateau:.4g} GB/s"


def layout(judged: Judged) -> str:
    """Say on what was measured, as far as it is known: domains of accelerators, or ranks alone."""
    hardware, count = judged.hardware, judged.ranks.count
    if count is None:
        return judged.measurement.tool
    ranks = counted(count, "rank")
    if hardware.domains is None or hardware.domain is None or count == 1:
        return ranks
    several = hardware.domains > 1
    if hardware.accelerator is None:
        condition = "if" if hardware.assumed else "on"
        return f"{ranks} ({condition} {hardware.domains} nodes)" if several else ranks
    if hardware.assumed:
        domains = f"{hardware.domains} domains of {hardware.domain}" if several else "one domain"
        return f"{count} x {hardware.accelerator} (if {domains})"
    return (
        f"{hardware.domains} x {hardware.domain} {hardware.accelerator}"
        if several
        else f"{count} x {hardware.accelerator}"
    )


def _needed(needs: Needs, judged: Judged) -> str:
    """Say what the measurement proves, and on which hardware it would be good; why nobody can say, if that is known."""
    domain = judged.hardware.domain
    whose = {
        Whose.ADAPTER: "adapter",
        Whose.NODE: "node",
        Whose.DOMAIN: f"domain of {domain}",
        Whose.ACCELERATOR: "accelerator",
    }
    per = whose[needs.of]
    rate = f"{needs.rate * 8.0:.0f} Gbit/s" if needs.domains > 1 else f"{needs.rate:.4g} GB/s"
    maybe = ", ".join(
        f"{word(each.verdict)} if {each.hardware} ({percent(each.share)} of {each.of})" for each in needs.candidates
    )
    if needs.domains == 1 and judged.hardware.accelerator is not None:
        return f"needs at least {rate} per {per}; {judged.because[0]}."
    return f"needs at least {rate} per {per}{f'; {maybe}' if maybe else ''}. Which? {needs.options[0].split()[0]}"


def _sections(judged: Judged, size: float | None, known: set[str]) -> Iterator[Section]:
    """Yield the sections of a measurement, without what is `known`: it stands in a title, or was said before."""
    facts = judged.finding.facts if judged.finding else _facts(judged) if judged.measurement.rows else ()
    if lines := [Line((printable(what), printable(value))) for what, value in facts]:
        yield Section("Read" if judged.finding else "Measured", table("what|value", lines))
    if judged.bounds.rows:
        rows, weakest = judged.bounds.rows, judged.bounds.weakest
        lines = [_bound(bound, judged) for bound in (*rows, *((weakest,) if weakest and weakest not in rows else ()))]
        conditions = [f"{bound.name}: if {bound.conditions}." for bound in judged.bounds.rows if bound.conditions]
        title = "Bandwidth against" if judged.finding else "Bus bandwidth against"
        yield Section(title, table("what|>GB/s|>measured is|how", lines), (*conditions, _LEGEND))
    if size is not None and judged.finding is None:
        yield at_size.section(judged, size)
    if (logged := at_size.log_section(judged.measurement.evidence)) is not None:
        yield logged
    for title, words in (("Why", judged.because), ("What to try next", judged.try_next), ("Assumed", judged.assumed)):
        if left := [word for word in words if word not in known]:
            yield Section(title, paragraphs=tuple(f"- {printable(word)}" for word in left))


def _bound(bound: Bound, judged: Judged) -> Line:
    share = percent(judged.plateau / bound.rate)
    return Line((f"{SIGNS.get(bound.kind, ' ')} {bound.name}", f"{bound.rate:.4g}", share, bound.how), kind=bound.kind)


def _facts(judged: Judged) -> Iterator[tuple[str, str]]:
    """Yield what was measured, line by line."""
    yield from _plateau(judged)
    yield from _shape(judged)
    ranks = judged.ranks
    if ranks.count is not None and not judged.measurement.of_one_adapter:
        between = ""
        if ranks.low is not None and ranks.high is not None:
            between = f" ({_between(ranks.low, ranks.high)} by the ratio of bandwidths)"
        yield "ranks", f"{ranks.count}, by the {ranks.basis}{between}"
        if ranks.disagrees:
            yield "", "the ratio of bandwidths and the text disagree: is the paste of several runs?"


def _between(low: float, high: float) -> str:
    """Say which numbers of ranks the ratio of bandwidths allows.

    Examples
    --------
    >>> _between(7.998, 8.002), _between(94.2, math.inf), _between(math.inf, 16.0)
    ('7.998 .. 8.002', '94.2 or more', 'no number')
    """
    if low > high or math.isinf(low):
        return "no number"
    return f"{low:.4g} or more" if math.isinf(high) else f"{low:.4g} .. {high:.4g}"


def _plateau(judged: Judged) -> Iterator[tuple[str, str]]:
    measurement, top = judged.measurement, judged.measurement.top
    if top is not None and measurement.plateau is not None:
        half = "out of place" if top.out_of_place and top.best == top.out_of_place.bus_bandwidth else "in place"
        which = f", {half}" if len(top.halves) > 1 else ""
        yield "plateau", f"{judged.plateau:.4g} GB/s at {size_shown(top.size)}{which}: the largest of all sizes"
        if measurement.unit != "GB/s":
            unlike = "" if measurement.unit == measurement.printed_unit else f", which are {measurement.unit}"
            yield "", f"printed as {measurement.plateau.value:g} {measurement.printed_unit}{unlike}"
    if measurement.bidirectional:
        yield "", "the sum of both directions was printed; half of it is one direction"
    if (average := measurement.printed_average) is not None:
        yield "printed average", f"{average:.4g} GB/s, over all sizes: not the bandwidth of the link"


def _shape(judged: Judged) -> Iterator[tuple[str, str]]:
    curve = judged.curve
    rows = [row for row in judged.measurement.rows if row.size > 0]
    if curve.rise is not None:
        flat = "the curve is flat" if not curve.rises else "it rises still"
        yield "last doubling", f"{100.0 * curve.rise:+.1f} %: {flat}"
    if curve.near_plateau_from is not None and curve.smallest_time is not None:
        yield (
            "90 % of plateau",
            f"from {size_shown(curve.near_plateau_from)}; smallest time {curve.smallest_time:.4g} us",
        )
    for fall in curve.falls:
        yield "falls", f"at {size_shown(fall.size)} to {percent(fall.remains)} of the size before"
    if rows:
        yield "sizes", f"{len(rows)}, {size_shown(rows[0].size)} .. {size_shown(rows[-1].size)}"
