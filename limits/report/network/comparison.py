"""The view of a run beside an older one: how much slower or faster on line one, what differs, and each size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limits import __version__
from limits.errors import printable
from limits.pasted.compared import comparison_record, findings
from limits.pasted.compared.comparison import ALIKE, Sign
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted, percent, size_shown
from limits.report import answer
from limits.report.document import Line, Section, table
from limits.report.network import link
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog import Catalog
    from limits.pasted.compared.comparison import AtSize, Comparison, Pairing, Stretch
    from limits.pasted.judging.judged import Judged
    from limits.report.view import View

_SPREAD = 0.03  # difference of ratios within a stretch from which both are said
_TIMES = 2.0  # ratio from which a run is said to be so many times as fast
_MANY = 1e3  # ratio from which three decimals would say what nobody measured
_NAMED = 3  # settings that the lines under the verdict name
_NO_NUMBERS = frozenset((Verdict.INCONSISTENT, Verdict.NO_MEASUREMENT))


def view(
    pairing: Pairing,
    new: Sequence[Judged],
    old: Sequence[Judged],
    catalog: Catalog,
    *,
    name: str,
    failures: Sequence[str] = (),
) -> View:
    """Return the view of a text beside an older one.

    Parameters
    ----------
    pairing
        Which measurement is compared with which.
    new, old
        All measurements of both texts.
    catalog
        Where the hardware was looked up.
    name
        What the older text is called.
    failures
        Requirements that the newer text does not meet.
    """
    name = printable(name)
    alone = link.view(new, catalog, failures).document
    pairs = pairing.pairs
    sections = [section for pair in pairs for section in _sections(pair, name, several=len(pairs) > 1)]
    if lonely := [*_lonely("this run", pairing.only_new), *_lonely("OLD", pairing.only_old)]:
        sections.append(Section("Not compared", paragraphs=tuple(lonely)))
    facts = (alone.headline, *(_facts(pairs[0]) if len(pairs) == 1 else ()))
    document = replace(
        alone,
        headline=_headline(pairs, name),
        facts=(*facts, *alone.facts),
        sections=(*sections, *alone.sections),
    )
    return answer.view(document, comparison_record.of(pairing, new, old, catalog.sha256, __version__))


def _headline(pairs: Sequence[Comparison], name: str) -> str:
    if not pairs:
        return f"Nothing to compare: {name} has no run of the same operation."
    if len(pairs) == 1:
        (pair,) = pairs
        return f"{printable(link.measured(pair.new))}: {said(pair, name)}."
    parts = (f"{_operation(pair)}{':' if pair.new.finding else ''} {said(pair, name)}" for pair in pairs)
    return f"{len(pairs)} runs: {'; '.join(parts)}."


def _operation(pair: Comparison) -> str:
    measured = pair.new.measurement
    return printable(measured.test) or (measured.operation or "an operation that nothing names").replace("_", "-")


def said(pair: Comparison, name: str) -> str:
    """Say how a run compares with an older one, which is called `name`."""
    if pair.new.finding is not None and pair.old.finding is not None:
        return findings.said(pair.new.finding, pair.old.finding, name)
    main = pair.main
    if main is None:
        plateaus = (
            f"; its plateau is {pair.old.plateau:.4g} GB/s, this one's {pair.new.plateau:.4g}" if pair.plateaus else ""
        )
        return f"no size is in both this run and {name}{plateaus}"
    if main.sign is Sign.ALIKE:
        return _alike(pair, name)
    last = pair.stretches[-1]
    then = f"; as fast from {size_shown(last.first)} on" if last.sign is Sign.ALIKE else ""
    return f"{_changed(main, name)}{_where(main, pair.rows)}{_between(main)}{then}"


def _alike(pair: Comparison, name: str) -> str:
    most = max(abs(row.ratio - 1.0) for row in pair.rows)
    if most <= ALIKE:
        return f"as fast as {name}, within {percent(ALIKE)} at all sizes{_of_both(pair)}"
    return (
        f"no difference from {name} ({percent(most)} at most) beyond what the two halves of a run and the printed "
        "digits leave open"
    )


def _of_both(pair: Comparison) -> str:
    """Say which sizes are compared, where they are not all of this run."""
    if len(pair.rows) == len({row.size for row in pair.new.measurement}):
        return ""
    return f" that both have, {size_shown(pair.rows[0].size)} .. {size_shown(pair.rows[-1].size)}"


def _changed(stretch: Stretch, name: str) -> str:
    ratio = stretch.ratio
    if ratio >= _TIMES:
        return f"{_times(ratio)} times as fast as {name}"
    return f"{percent(abs(ratio - 1.0))} {stretch.sign.value} than {name}"


def _times(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:.0f}"  # noqa: PLR2004 - from where two digits need no decimal


def _where(stretch: Stretch, rows: Sequence[AtSize]) -> str:
    begins, ends = stretch.first == rows[0].size, stretch.last == rows[-1].size
    if stretch.first == stretch.last:
        return f" at {size_shown(stretch.first)}"
    if begins and ends:
        return " at all sizes"
    if ends:
        return f" from {size_shown(stretch.first)} on"
    last = size_shown(stretch.last)
    return f" up to {last}" if begins else f" from {size_shown(stretch.first)} to {last}"


def _between(stretch: Stretch) -> str:
    """Say the range of ratios within a stretch, where it is wide."""
    if stretch.most - stretch.least < _SPREAD:
        return ""
    if stretch.ratio >= _TIMES:
        return f" ({_times(stretch.least)} to {_times(stretch.most)} times)"
    least, most = sorted(abs(ratio - 1.0) for ratio in (stretch.least, stretch.most))
    return f" ({100.0 * least:.0f} to {percent(most)})"


def _facts(pair: Comparison) -> Iterator[str]:
    """Yield what must stand right under the verdict."""
    if pair.differing:
        first = "; ".join(f"{printable(each.name)} {_change(each.old, each.new)}" for each in pair.differing[:_NAMED])
        more = f"; {len(pair.differing) - _NAMED} more below" if len(pair.differing) > _NAMED else ""
        yield f"What differs: {first}{more}."
    yield from _doubts(pair)


def _change(old: str, new: str) -> str:
    return f"{printable(old) or 'not set'} -> {printable(new) or 'not set'}"


def _doubts(pair: Comparison) -> Iterator[str]:
    """Yield what makes a comparison less sure."""
    if pair.new.ranks.count != pair.old.ranks.count:
        yield "The numbers of ranks differ: bus bandwidths are made to be compared over them, times are not."
    if pair.interpolated:
        yield "The tables share no size: OLD is interpolated between its own."
    if pair.rows and pair.repeats is None and not pair.interpolated:
        yield f"One half alone is in both, which tells nothing of how it repeats: {percent(ALIKE)} is taken."
    ends = pair.old.curve.largest, pair.new.curve.largest
    if ends[0] and ends[1] and ends[0] != ends[1]:
        yield f"OLD ends at {size_shown(ends[0])}, this run at {size_shown(ends[1])}: plateaus are of each sweep."
    for who, judged in (("this run", pair.new), ("OLD", pair.old)):
        if judged.verdict in _NO_NUMBERS and judged.finding is None:
            yield f"Of {who}: {printable(judged.because[0])}."


def _sections(pair: Comparison, name: str, *, several: bool) -> Iterator[Section]:
    if several:
        yield Section(f"{_operation(pair)}: {said(pair, name)}", paragraphs=tuple(_facts(pair)))
    if not pair.rows:
        return
    lines = [Line(cells) for cells in _summary(pair)]
    yield Section(f"Against {name}", table("what|>OLD|>this run|>ratio", lines))
    lines = [Line(_cells(row)) for row in pair.rows]
    heading = "size|>OLD, GB/s|>this run, GB/s|>ratio|>digits leave|>halves apart|it is"
    noise = "" if pair.repeats is None else f", {100.0 * pair.repeats:.1f} % in the upper regime"
    note = (
        f"Slower or faster is what differs by more than the digits, {percent(ALIKE)}, and what the two halves of a run "
        f"lie apart{noise}. Runs of other days and hosts scatter more than the halves of one."
    )
    yield Section("By size", table(heading, lines), (note,))
    if pair.differing:
        lines = [
            Line((printable(name), *(printable(value) or "not set" for value in values)))
            for name, *values in pair.differing
        ]
        yield Section("What differs", table("setting|OLD|this run", lines))


def _summary(pair: Comparison) -> Iterator[tuple[str, str, str, str]]:
    new, old = pair.new, pair.old
    if pair.plateaus is not None:
        yield "plateau, GB/s", f"{old.plateau:.4g}", f"{new.plateau:.4g}", f"{pair.plateaus:.3f}"
    times = old.curve.smallest_time, new.curve.smallest_time
    first = [min((row.size for row in each.measurement), default=None) for each in (old, new)]
    if times[0] and times[1] and first[0] == first[1]:
        yield "smallest time, us", f"{times[0]:.4g}", f"{times[1]:.4g}", _ratio(times[0], times[1])
    if pair.new_line and pair.old_line:
        before, now = pair.old_line, pair.new_line
        latencies = f"{before.latency:.4g}", f"{now.latency:.4g}", _ratio(before.latency, now.latency)
        yield "latency of the upper regime, us", *latencies
        rates = f"{before.bandwidth:.4g}", f"{now.bandwidth:.4g}", f"{now.bandwidth / before.bandwidth:.3f}"
        yield "its bandwidth without end of sizes, GB/s", *rates
        yield "rows around that line", f"{100.0 * before.rms:.1f} %", f"{100.0 * now.rms:.1f} %", ""


def _ratio(before: float, now: float) -> str:
    """Write how many times a latency is what it was: of one that was next to nothing, one digit."""
    if before <= 0.0:
        return ""
    return f"{now / before:.3f}" if now < _MANY * before else significant(now / before, 1)


def _cells(row: AtSize) -> tuple[str, ...]:
    apart = "" if row.apart is None else f"{100.0 * row.apart:.1f} %"
    digits = f"{50.0 * (row.high - row.low) / row.ratio:.2g} %"
    what = "" if row.sign is Sign.ALIKE else row.sign.value
    return size_shown(row.size), f"{row.old:.4g}", f"{row.new:.4g}", f"{row.ratio:.3f}", digits, apart, what


def _lonely(who: str, alone: Sequence[Judged]) -> Iterator[str]:
    for each in alone:
        ranks = "an unknown number of ranks" if each.ranks.count is None else counted(each.ranks.count, "rank")
        if each.finding is not None:
            yield f"- {who} alone has {printable(each.finding.said)} (line {each.measurement.line})"
            continue
        operation = (each.measurement.operation or "an operation that nothing names").replace("_", "-")
        yield f"- {who} alone has {operation} on {ranks} (line {each.measurement.line})"
