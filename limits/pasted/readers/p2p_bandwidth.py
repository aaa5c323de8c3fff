"""p2pBandwidthLatencyTest of the CUDA samples: rates one way and both ways, without and with P2P, and latencies.

It copies 160 MB at a time unless told otherwise, so that a rate is one of bandwidth. A rate of both ways is the sum of
both; that of a device with itself counts what is read and what is written.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from limits.pasted.described.copies import Copies, Latency
from limits.pasted.described.copy_bounds import Way
from limits.pasted.lines import HOST
from limits.pasted.readers.tables import MOST, Growing, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.described.matrix import Matrix
    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = (
    r"\[P2P\s\(Peer-to-Peer\)\sGPU\sBandwidth\sLatency\sTest\]|P2P\sConnectivity\sMatrix|P2P=(?:Dis|En)abled\sLatency\s"
    r"|(?:Uni|Bi)directional\sP2P=(?:Dis|En)abled\s|Device:\s\d{1,3},\s\S.{0,80},\spciBusID:"
)
WORDS = ()

_TOOL = "p2pBandwidthLatencyTest"

_FIRST = re.compile(r"\[P2P \(Peer-to-Peer\) GPU Bandwidth Latency Test\]")
_DEVICE = re.compile(r"Device: (\d{1,3}), (\S.{0,79}?), pciBusID:")
_ACCESS = re.compile(r"P2P Connectivity Matrix")
_RATES = re.compile(r"\b(Uni|Bi)directional P2P=(Dis|En)abled Bandwidth(?: \(P2P (Writes|Reads)\))?")
_LATENCIES = re.compile(r"\bP2P=(Dis|En)abled Latency(?: \(P2P (Writes|Reads)\))?")
_CPU = re.compile(rf"\s*{HOST}CPU\s+0\b")


class _Title(NamedTuple):
    """What a table is of."""

    what: str
    both: bool = False
    peer: bool = False
    how: str = ""
    line: int = 0

    @property
    def ways(self) -> str:
        """In which directions data went at a time."""
        return "both ways" if self.both else "one way"


class _Run:
    """The tables of one run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.models: list[str] = []
        self.tables: list[tuple[_Title, Growing]] = []

    def add(self, title: _Title) -> None:
        """Begin a table."""
        self.tables.append((title, Growing()))

    def of(self, what: str) -> list[tuple[_Title, Growing]]:
        """Return the tables of a kind that have rows."""
        return [(title, table) for title, table in self.tables if title.what == what and table.begun]


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for each table of rates; parameters as in `nccl_tests.read`."""
    run = _Run()
    seen: set[tuple[str, bool, bool, str]] = set()
    for line in own:
        title = _title(line, lines.number) if "P2P" in line else None
        if (title is not None and title[:4] in seen) or (run.tables and _FIRST.search(line)):  # the next run
            yield from _all(run, lines)
            run, seen = _Run(), set()
        if title is not None:
            seen.add(title[:4])
            run.add(title)
        elif "pciBusID" in line and (said := _DEVICE.search(line)):
            if len(run.models) < MOST:
                run.models.append(said[2])
        elif run.tables:
            before, table = run.tables[-1]
            if before.what == "latency" and _CPU.match(line):
                run.add(before._replace(what="latency of the host"))
                run.tables[-1][1].takes(line)
            else:
                table.takes(line, cut=lines.cut)
    yield from _all(run, lines)


def _title(line: str, at: int) -> _Title | None:
    """Return what the table below a line is of; None where the line is no title."""
    if said := _RATES.search(line):
        return _Title("rates", said[1] == "Bi", said[2] == "En", (said[3] or "").lower(), at)
    if said := _LATENCIES.search(line):
        return _Title("latency", peer=said[1] == "En", how=(said[2] or "").lower(), line=at)
    return _Title("access", line=at) if _ACCESS.search(line) else None


def _all(run: _Run, lines: Lines) -> Iterator[Measurement]:
    """Yield what a run measured."""
    rates = run.of("rates")
    access = [_plain(table) for _, table in run.of("access")]
    without = sum(value is None for matrix in access for row in matrix.cells for value in row)
    for title, table in rates:
        matrix = _plain(table)
        off = [_plain(other) for which, other in rates if which.both == title.both and not which.peer]
        usual = [cell.value for other in off for cell in other.pairs]
        copies = Copies(
            Way.DEVICES,
            tuple(run.models),
            matrix,
            both_ways=title.both,
            summed=title.both,
            peer=title.peer,
            no_access=without if title.peer else 0,
            without_peer=median(usual) * (0.5 if title.both else 1.0) if usual and title.peer else None,
            latencies=() if title.both else tuple(_latencies(run, title)),
            remarks=table.remarks,
        )
        test = f"{title.ways}, P2P {'on' if title.peer else 'off'}{f', {title.how}' if title.how else ''}"
        yield measured(lines, _TOOL, title.line, copies, test=test)
    if not rates:
        latencies = tuple(
            _latency(title, table) for title, table in run.tables if "latency" in title.what and table.begun
        )
        why = "the text has no table of rates"
        copies = Copies(Way.DEVICES, tuple(run.models), None, no_access=without, latencies=latencies, remarks=(why,))
        yield measured(lines, _TOOL, run.tables[0][0].line if run.tables else lines.number, copies)


def _latencies(run: _Run, rates: _Title) -> Iterator[Latency]:
    """Yield the latencies of the same kind of access."""
    for title, table in run.tables:
        if "latency" in title.what and table.begun and (title.peer, title.how) == (rates.peer, rates.how):
            yield _latency(title, table)


def _latency(title: _Title, table: Growing) -> Latency:
    return Latency(title.what.removeprefix("latency"), _plain(table), "us")


def _plain(table: Growing) -> Matrix:
    return table.matrix("GPU", "GPU")
