"""The performance tests of NVSHMEM: tables of collectives that begin with the name of the test, one for each scope."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Row
from limits.pasted.printed import number
from limits.pasted.readers.nccl_tests import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

BEGINS = r"\#?\w{2,40}_(?:device|on_stream)\s*$|size\s?\(B\)\s+count\s+type\s.*\blatency\s?\(us\)"
WORDS = ("nvshmem/bin/perftest/", "perftest/device/", "perftest/host/")

_TEST = re.compile(r"#?(\w{2,40})_(?:device|on_stream)\s*$")
_NAMES = re.compile(r"size\s?\(B\)\s+count\s+type\s.*\blatency\s?\(us\)")
_OPERATIONS = ("alltoall", "broadcast")  # the others are called otherwise, and count their sizes otherwise


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`."""
    test, scope, begin = "", "", 0
    names: list[str] = []
    rows: list[Row] = []
    for line in own:
        title, named = _TEST.match(line), _NAMES.match(line)
        if rows and (title or named):
            yield _measured(test, scope, rows, begin, lines)
            rows, scope = [], ""
        if title:
            test, names, begin = line.strip("# "), [], lines.number
        elif named:
            names, begin = re.sub(r"\s\((?=\w)", "(", line).split(), begin if not names else lines.number
        elif names:
            cells = dict(zip(names, line.split(), strict=False))
            row = _row(cells, lines.number)
            if row is not None:
                bounded(rows).append(row)
                scope = cells.get("scope", "")
    if rows or names:
        yield _measured(test, scope, rows, begin, lines)


def _row(cells: dict[str, str], at: int) -> Row | None:
    size, count = number(cells.get("size(B)", "")), number(cells.get("count", ""))
    time = number(cells.get("latency(us)", ""))
    algorithm, bus = number(cells.get("algbw(GB/s)", "")), number(cells.get("busbw(GB/s)", ""))
    if size is None or count is None or time is None or bus is None:
        return None
    return Row(size.value, count.value, cells.get("type", ""), "", None, Half(time, algorithm, bus), None, at)


def _measured(test: str, scope: str, rows: list[Row], begin: int, lines: Lines) -> Measurement:
    evidence, lines.evidence = lines.evidence, Evidence()
    return Measurement(
        tool="nvshmem-perftest",
        test=f"{test}, scope {scope}" if scope else test,
        operation=next((name for name in _OPERATIONS if test.startswith(name)), None),
        rows=tuple(rows),
        evidence=evidence,
        line=begin,
    )
