"""The all-reduce benchmark of ml-engineering on torch.distributed: a table in markdown, sizes and rates with units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Row, Settings
from limits.pasted.printed import Printed, number
from limits.pasted.readers.nccl_tests import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

BEGINS = r"payload\s*\|\s*busbw\s*\|\s*algbw|-+\s*\d+x\s[\d.]+GB\s-+"
WORDS = ("all_reduce_bench", "all_reduce_latency_comp", "torch.distributed.run", "torchrun ")

_NAMES = re.compile(r"payload\s*\|\s*busbw\s*\|\s*algbw")
_ROW = re.compile(r"([\d.]+)(B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)\s*\|\s*([\d.]+)GBps\s*\|\s*([\d.]+)GBps")
_REPEATED = re.compile(r"-+\s*(\d+)x\s([\d.]+)GB\s-+")
_RATE = re.compile(r"busbw:\s*([\d.]+)\s*Gbps")
_NODES, _EACH = re.compile(r"--nnodes[ =](\d{1,6})\b"), re.compile(r"--nproc[_-]per[_-]node[ =](\d{1,4})\b")
_BYTES = {"B": 1.0} | {
    f"{prefix}{middle}B": base**power
    for middle, base in (("i", 1024.0), ("", 1000.0))
    for power, prefix in enumerate("KMGT", start=1)
}


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`."""
    rows: list[Row] = []
    command, begin, seen = "", 0, False
    size, once, sweep = 0.0, False, True
    for line in own:
        if _NAMES.match(line):
            if rows:
                yield _measured(rows, command, begin, lines, sweep=sweep)
            rows, begin, seen = [], lines.number, True
        elif found := _ROW.match(line):
            bus, algorithm = number(found[3]), number(found[4])
            half = Half(None, algorithm, bus)
            bounded(rows).append(
                Row(float(found[1]) * _BYTES[found[2]], None, "", "sum", None, half, None, lines.number)
            )
        elif found := _REPEATED.match(line):
            size, once, seen, begin = float(found[2]) * 1e9, found[1] == "1", True, begin or lines.number
            sweep = False
        elif (found := _RATE.match(line)) and once:
            rate = number(found[1])
            if rate:
                half = Half(None, None, Printed(rate.value / 8.0, rate.half / 8.0))
                bounded(rows).append(Row(size, None, "", "sum", None, half, None, lines.number))
        elif any(word in line for word in WORDS):
            command += " " + line
    if rows or seen:
        yield _measured(rows, command, begin, lines, sweep=sweep)


def _measured(rows: list[Row], command: str, begin: int, lines: Lines, *, sweep: bool) -> Measurement:
    evidence, lines.evidence = lines.evidence, Evidence()
    nodes, each = _NODES.search(command), _EACH.search(command)
    processes = int(each[1]) * (int(nodes[1]) if nodes else 1) if each else None
    return Measurement(
        tool="all_reduce_bench",
        operation="all_reduce",
        rows=tuple(rows),
        settings=Settings(processes=processes),
        evidence=evidence,
        line=begin,
        sweep=sweep,
    )
