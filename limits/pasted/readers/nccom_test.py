"""nccom-test of AWS Neuron: one half, names of columns with their units, and a unit that depends on the version.

Some versions print GiB/s under a heading that says GB/s. Size over time tells which: the table is read in the unit
that agrees with more of its rows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Half, Measurement, Row, Settings
from limits.pasted.printed import number
from limits.pasted.readers.nccl_tests import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.pasted.lines import Lines

BEGINS = r"size\(B\)\s+count(?:\(elems\))?\s.*\btime\S*\s.*busbw\(GB/s\)"
WORDS = ("nccom-test ",)

_NAMES = re.compile(BEGINS)
_AVERAGE = re.compile(r"Avg bus bandwidth:\s*([\d.]+)\s*GB/s")
_OPERATIONS = {  # what its command line calls them, and how long at least
    "allr": "all_reduce",
    "allg": "all_gather",
    "redsct": "reduce_scatter",
    "reduce_scatter": "reduce_scatter",
    "alltoall": "alltoall",
    "all_to_all": "alltoall",
    "sendrecv": "sendrecv",
    "bcast": "broadcast",
}
_RANKS = re.compile(r"(?:-r|--nworkers)[ =](\d{1,6})\b")
_BINARY = 1.073741824  # GiB in GB


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text; parameters as in `nccl_tests.read`."""
    names: list[str] = []
    rows: list[Row] = []
    command, average, begin = "", None, 0
    for line in own:
        if "nccom-test " in line:
            if rows:
                yield _measured(rows, command, average, begin, lines)
            rows, command, average, names = [], line, None, []
        elif _NAMES.match(line):
            if rows:
                yield _measured(rows, command, average, begin, lines)
            names, rows, average, begin = line.split(), [], None, lines.number
        elif found := _AVERAGE.match(line):
            printed = number(found[1])
            average = printed.value if printed else None
        elif names and (row := _row(dict(zip(names, line.split(), strict=False)), lines.number)):
            bounded(rows).append(row)
    if rows or names:
        yield _measured(rows, command, average, begin, lines)


def _row(cells: dict[str, str], at: int) -> Row | None:
    size, count = number(cells.get("size(B)", "")), number(cells.get("count(elems)", cells.get("count", "")))
    time = next((number(value) for name, value in cells.items() if name.startswith("time")), None)
    algorithm, bus = number(cells.get("algbw(GB/s)", "")), number(cells.get("busbw(GB/s)", ""))
    if size is None or count is None or time is None or bus is None:
        return None
    half = Half(time, algorithm, bus)
    return Row(size.value, count.value, cells.get("type", ""), "", None, half, None, at)


def scale(rows: Sequence[Row]) -> float:
    """Return what a printed bandwidth is multiplied by to be GB/s: the unit that size over time agrees with.

    Examples
    --------
    >>> from limits.pasted.printed import Printed
    >>> half = Half(Printed(343.84, 0.005), Printed(1.42, 0.005), Printed(2.80, 0.005))
    >>> scale([Row(524288.0, 131072.0, "fp32", "", None, half, None, 1)])
    1.073741824
    """
    votes = {1.0: 0, _BINARY: 0}
    for row in rows:
        for half in row.halves:
            if (
                half.time
                and half.time.value > 0.0
                and row.size > 0.0
                and half.algorithm_bandwidth
                and half.algorithm_bandwidth.half < 0.02 * half.algorithm_bandwidth.value
            ):
                rate = row.size / half.time.value / 1e3
                votes[min(votes, key=lambda unit: abs(half.algorithm_bandwidth.value * unit / rate - 1.0))] += 1  # type: ignore[union-attr]
    return max(votes, key=lambda unit: votes[unit])


def _measured(rows: Sequence[Row], command: str, average: float | None, begin: int, lines: Lines) -> Measurement:
    evidence, lines.evidence = lines.evidence, Evidence()
    ranks = _RANKS.search(command)
    operation = next((name for word, name in _OPERATIONS.items() if re.search(rf"\s{word}", command)), None)
    found = Measurement(
        tool="nccom-test",
        operation=operation,
        rows=tuple(rows),
        settings=Settings(processes=int(ranks[1]) if ranks else None),
        printed_average=average,
        scale=scale(rows),
        unit="GB/s" if scale(rows) == 1.0 else "GiB/s",
        evidence=evidence,
        line=begin,
    )
    if operation is None:
        return replace(found, operation="all_reduce", supposed="nothing names the operation")
    return found
