"""perftest: `ib_write_bw`, `ib_read_bw`, `ib_send_bw` between two hosts, one direction or the sum of both.

What it calls MB/sec is MiB/s (it divides by 2^20), and newer versions say so; Gb/sec is 1e9 bit/s. The peak may be
printed as 0.00, so the average counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Row, Settings
from limits.pasted.printed import number
from limits.pasted.readers.nccl_tests import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

_TITLE = r"(?:RDMA_Write|RDMA_Read|Send|Atomic)\b.{0,60}?\b(?:BW|Latency)\s+Test"
BEGINS = rf"\#?\s*bytes\s+\#?iterations\s|{_TITLE}"
WORDS = ("ib_write_bw ", "ib_read_bw ", "ib_send_bw ", "ib_write_lat ", "ib_read_lat ", "ib_send_lat ")

_TITLES = re.compile(_TITLE)
_NAMES = re.compile(r"#?\s*bytes\s+#?iterations\s")
_UNIT = re.compile(r"BW average\[(\w+/sec)\]")
_PAIRS = re.compile(r"Number of qps\s*:\s*(\d{1,6})")
_LINK = re.compile(r"Link type\s*:\s*(\w{1,20})")
_SIZE_OF_PACKET = re.compile(r"Mtu\s*:\s*(\d{1,6})\[B\]")
UNITS = {
    "MB/sec": ("MiB/s", 2**20 / 1e9),
    "MiB/sec": ("MiB/s", 2**20 / 1e9),
    "Gb/sec": ("Gbit/s", 0.125),
    "GB/sec": ("GB/s", 1.0),
}
"""What a unit that is printed stands for, and what makes it GB/s."""
_AVERAGE = 3  # the column of the average bandwidth


@dataclass(slots=True)
class _Test:
    """What has been read of one test."""

    line: int = 0
    title: str = ""
    unit: str = ""
    bidirectional: bool = False
    rows: list[Row] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        return bool(self.rows or self.title or self.unit)

    def remark(self, line: str) -> None:
        """Take what a line beside the table says."""
        if not self.anything and any(word in line for word in WORDS):
            self.bidirectional = re.search(r"\s-b\b|--bidirectional", line) is not None
        for name, pattern in (("queue pairs", _PAIRS), ("link", _LINK), ("MTU", _SIZE_OF_PACKET)):
            if found := pattern.search(line):
                self.facts[name] = found[1]


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`."""
    test = _Test()
    for line in own:
        title, named = _TITLES.search(line), _NAMES.match(line)
        if (title and test.anything) or (named and test.rows):
            yield _measured(test, lines)
            test = _Test()
        if title:
            test.title = title[0]
        elif named:
            unit = _UNIT.search(line)
            test.unit = unit[1] if unit else ""
        elif test.unit in UNITS and (row := _row(line, lines.number)):
            bounded(test.rows).append(row)
        else:
            test.remark(line)
        if not test.line and test.anything:
            test.line = lines.number
    if test.anything:
        yield _measured(test, lines)


def _row(line: str, at: int) -> Row | None:
    words = line.split()
    if len(words) <= _AVERAGE or not all(words[i].strip("*")[:1].isdigit() for i in range(_AVERAGE + 1)):
        return None
    size, average = number(words[0]), number(words[_AVERAGE])
    if size is None or average is None:
        return None
    return Row(size.value, None, "", "", None, Half(None, None, average), None, at)


def _measured(test: _Test, lines: Lines) -> Measurement:
    evidence, lines.evidence = lines.evidence, Evidence()
    size = test.rows[0].size if len(test.rows) == 1 else None  # which is what it does unless asked for all sizes
    unit, scale = UNITS.get(test.unit, ("", 1.0))
    return Measurement(
        tool="perftest",
        test=test.title,
        operation="sendrecv",
        rows=tuple(test.rows),
        settings=Settings(size, size, processes=2),
        scale=scale,
        unit=unit,
        printed_unit=test.unit,
        bidirectional=test.bidirectional or "Bidirectional" in test.title,
        facts=test.facts,
        evidence=evidence,
        line=test.line,
        of_one_adapter=True,
    )
