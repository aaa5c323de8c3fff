"""The all-reduce benchmarks of ml-engineering on torch.distributed: a table in markdown, or one bandwidth alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from limits.pasted.lines import HOST
from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Row, Settings
from limits.pasted.printed import Printed, number
from limits.pasted.readers.nccl_tests import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

_SENTENCE = r"The\saverage\sbandwidth\sof\sall_reduce\s|The\s[\d.]+GiB\spayload\sbandwidth\sof\sall_reduce\s"
BEGINS = rf"payload\s*\|\s*busbw\s*\|\s*algbw|-+\s*\d+x\s[\d.]+GB\s-+|{_SENTENCE}"
WORDS = ("all_reduce_bench", "all_reduce_latency_comp", "torch.distributed.run", "torchrun ")

_UNIT = r"(B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)"
_SENTENCES = re.compile(HOST + rf"(?:{_SENTENCE})")
_RANKS = re.compile(r"(?:over |, )(\d{1,7}) ranks\b")
_PAYLOAD = re.compile(rf"(?:with a|The) ([\d.]{{1,12}}){_UNIT} payload")
_NAMES = re.compile(HOST + r"[|\s]*payload\s*\|\s*busbw\s*\|\s*algbw")
_ROW = re.compile(HOST + rf"[|\s]*([\d.]{{1,12}}){_UNIT}\s*\|\s*([\d.]{{1,12}})GBps\s*\|\s*([\d.]{{1,12}})GBps")
_TRIAL = re.compile(HOST + r"[|\s]*([\d.]{1,12})GBps\s*\|\s*([\d.]{1,12})GBps")
_REPEATED = re.compile(HOST + r"-+\s*(\d{1,9})x\s([\d.]{1,12})GB\s-+")
_RATE = re.compile(HOST + r"\s*(algbw|busbw):\s*([\d.]{1,12})\s*(GBps|Gbps)")
_DEVICE = re.compile(r"hardware: .{0,80}\bname='([^']{1,80})'")
_NODES, _EACH = re.compile(r"--nnodes[ =](\d{1,6})\b"), re.compile(r"--nproc[_-]per[_-]node[ =](\d{1,4})\b")
_BYTES = {"B": 1.0} | {
    f"{prefix}{middle}B": base**power
    for middle, base in (("i", 1024.0), ("", 1000.0))
    for power, prefix in enumerate("KMGT", start=1)
}
_MOST_COMMAND = 2000  # characters that are kept


@dataclass(slots=True)
class _Run:
    """What has been read of one run."""

    line: int = 0
    command: str = ""
    rows: list[Row] = field(default_factory=list)
    ranks: int | None = None
    size: float = 0.0  # of what has no column of sizes [byte]
    algorithm: Printed | None = None
    seen: bool = False
    sweep: bool = True
    facts: dict[str, str] = field(default_factory=dict)

    def take(self, line: str, at: int) -> None:
        """Take what a line says that does not begin a table."""
        if found := _ROW.match(line):
            size = number(found[1])
            self._add(size and size.value * _BYTES[found[2]], number(found[4]), number(found[3]), at)
        elif (found := _TRIAL.match(line)) and not self.sweep:
            self._add(self.size, number(found[2]), number(found[1]), at)
        elif found := _REPEATED.match(line):
            size = number(found[2])
            self.size = size.value * 1e9 if size and found[1] == "1" else 0.0  # many small ones are no size of a curve
            self.seen, self.sweep = True, False
        elif (found := _RATE.match(line)) and self.seen:
            rate = number(found[2])
            if rate and found[3] == "Gbps":
                rate = Printed(rate.value / 8.0, rate.half / 8.0)
            if found[1] == "algbw":
                self.algorithm = rate
            elif not self.sweep:
                self._add(self.size, self.algorithm, rate, at)
        elif found := _DEVICE.search(line):
            self.facts["device"] = found[1]
        elif any(word in line for word in WORDS):
            self.command = f"{self.command} {line}"[:_MOST_COMMAND]

    def _add(self, size: float | None, algorithm: Printed | None, bus: Printed | None, at: int) -> None:
        if size and bus:
            bounded(self.rows).append(Row(size, None, "", "sum", None, Half(None, algorithm, bus), None, at))

    def begin(self, line: str, at: int) -> None:
        """Take what the line says that begins a table."""
        self.seen, self.line = True, self.line or at
        if ranks := _RANKS.search(line):
            self.ranks = int(ranks[1])
        payload = _PAYLOAD.search(line)
        if payload and (size := number(payload[1])):
            self.size, self.sweep = size.value * _BYTES[payload[2]], False


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`."""
    run = _Run()
    for line in own:
        begins = _NAMES.match(line) or _SENTENCES.match(line)
        if begins and run.rows:
            yield _measured(run, lines)
            run = _Run()
        if begins:
            run.begin(line, lines.number)
        else:
            run.take(line, lines.number)
        if run.seen and not run.line:
            run.line = lines.number
    if run.rows or run.seen:
        yield _measured(run, lines)


def _measured(run: _Run, lines: Lines) -> Measurement:
    evidence, lines.evidence = lines.evidence, Evidence()
    nodes, each = _NODES.search(run.command), _EACH.search(run.command)
    started = int(each[1]) * (int(nodes[1]) if nodes else 1) if each else None
    return Measurement(
        tool="all_reduce_bench",
        operation="all_reduce",
        rows=tuple(run.rows),
        settings=Settings(processes=run.ranks or started),
        facts=run.facts,
        evidence=evidence,
        line=run.line,
        sweep=run.sweep,
    )
