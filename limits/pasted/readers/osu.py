"""OSU micro-benchmarks of MPI: bandwidths in MB/s (1e6 byte), latencies in us; collectives print latencies alone.

The bandwidth of an all-reduce, a reduce or a broadcast follows from its latency where the number of ranks is known; how
other collectives count their sizes differs, so of them the times are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Row, Settings
from limits.pasted.printed import Printed, number
from limits.pasted.readers.nccl_tests import bounded, processes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

_TITLE = r"\#?\s*OSU\s[\w-]+\s.{0,80}\sTest\sv[\d.]+"
_COLUMNS = r"\#?\s*(?:Size\s+)?(?:Bandwidth\s\(MB/s\)|MB/s\s+Messages/s|(?:Avg\s)?Latency\s?\(us\)|Overall\(us\))"
BEGINS = rf"{_TITLE}|{_COLUMNS}|MPI\sstartup\(\):"
WORDS = ("/osu_", " osu_")

_TITLES = re.compile(r"#?\s*(OSU\s[\w-]+\s.{0,80}?\sTest)\sv([\d.]{1,20})")
_NAMES = re.compile(_COLUMNS)
_PAIRS = re.compile(r"#?\s*\[ pairs: (\d{1,6}) \]")
_STARTED = re.compile(r"MPI startup\(\): (\d{1,6})\s+\d+\s+\S+")
_OPERATIONS = (("Allreduce", "all_reduce"), ("Broadcast", "broadcast"), ("Reduce Latency", "reduce"))
_OTHERS = ("All-to-All", "Allgather", "Reduce_scatter", "Gather", "Scatter", "Barrier")
_DEVICES = ("MPI-CUDA", "MPI-ROCM", "on DEVICE (D)")


@dataclass(slots=True)
class _Test:
    """What has been read of one test."""

    line: int = 0
    title: str = ""
    version: str = ""
    names: tuple[str, ...] = ()
    pairs: int | None = None
    started: int | None = None
    command: str = ""
    devices: bool = False
    rows: list[tuple[tuple[Printed, ...], int]] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return bool(self.rows or self.title or self.names)

    def remark(self, line: str) -> None:
        """Take what a line beside the table says."""
        if found := _PAIRS.match(line):
            self.pairs = int(found[1])
        elif found := _STARTED.search(line):
            self.started = max(self.started or 0, int(found[1]) + 1)
        elif any(word in line for word in WORDS):
            self.command = line


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`."""
    test = _Test()
    for line in own:
        title, named = _TITLES.match(line), _NAMES.match(line)
        command = any(word in line for word in WORDS)
        if ((title or command) and test.anything) or (named and test.rows):
            yield _measured(test, lines)
            test = _Test()
        test.devices = test.devices or any(word in line for word in _DEVICES)
        if title:
            test.title, test.version = title.groups()
        elif named:
            test.names = tuple(re.split(r"\s{2,}|(?<=\))\s+", line.lstrip("# ").strip()))
        elif test.names and (values := _values(line)):
            bounded(test.rows).append((values, lines.number))
        else:
            test.remark(line)
        if not test.line and test.anything:
            test.line = lines.number
    if test.anything:
        yield _measured(test, lines)


def _values(line: str) -> tuple[Printed, ...]:
    """Return the numbers of a row; a word after them (Pass) is none."""
    found: list[Printed] = []
    for word in line.split():
        value = number(word)
        if value is None:
            return tuple(found) if word in {"Pass", "Fail"} else ()
        found.append(value)
    return tuple(found)


def _measured(test: _Test, lines: Lines) -> Measurement:
    evidence, lines.evidence = lines.evidence, Evidence()
    collective = next((name for word, name in _OPERATIONS if word in test.title), None)
    pair = collective is None and not any(word in test.title for word in _OTHERS)
    processes = 2 * (test.pairs or 1) if pair else processes_of(test.command) or test.started
    rate = any("MB/s" in name for name in test.names)
    operation = "sendrecv" if pair else collective
    rows = tuple(
        row
        for values, at in test.rows
        if (row := _row(dict(zip(test.names, values, strict=False)), at, operation, processes)) is not None
    )
    return Measurement(
        tool="osu-micro-benchmarks",
        version=test.version,
        test=test.title,
        operation=operation,
        rows=rows,
        settings=Settings(processes=processes),
        scale=1e-3 if rate else 1.0,
        unit="MB/s" if rate else "",
        printed_unit="MB/s" if rate else "",
        bidirectional="Bi-Directional" in test.title,
        facts={"buffers": "on devices"} if test.devices else {},
        evidence=evidence,
        line=test.line,
    )


def _row(cells: dict[str, Printed], at: int, operation: str | None, ranks: int | None) -> Row | None:
    """Return a row: its bandwidth as printed, or its time with the bandwidth that follows."""
    size = cells.get("Size", Printed(0.0, 0.0))
    bandwidth = next((value for name, value in cells.items() if "MB/s" in name), None)
    if bandwidth is not None:
        return Row(size.value, None, "", "", None, Half(None, None, bandwidth), None, at)
    time = next((value for name, value in cells.items() if "Latency" in name or "Pure Comm." in name), None)
    if time is None or time.value <= 0.0:
        return None
    algorithm = bus = None
    if operation is not None and size.value > 0.0:
        rate = size.value / time.value / 1e3
        algorithm = Printed(rate, rate * time.half / time.value)
        if ranks is not None and ranks > 1:
            from limits.network.collectives import bus_factor

            factor = float(bus_factor(operation, ranks))
            bus = Printed(algorithm.value * factor, algorithm.half * factor)
    return Row(size.value, None, "", "", None, Half(time, algorithm, bus), None, at)
