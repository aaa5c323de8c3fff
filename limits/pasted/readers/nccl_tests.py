"""nccl-tests and rccl-tests: the table that everybody pastes, in all its generations, cut or whole.

Columns differ by version, by operation and by what was asked for, and rows lack what their operation has not (the
reduction of an all-gather, a half that was not run). The heading names the columns of measured values; those before
them are told by what they look like. Without a heading, the reading whose size over time is the printed bandwidth wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from limits.pasted.measurement import Half, Measurement, Rank, Row, Settings
from limits.pasted.printed import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.pasted.lines import Lines
    from limits.pasted.printed import Printed

TYPES = (
    *("float", "half", "bfloat16", "double", "float8_e4m3", "float8_e5m2", "fp8_e4m3", "fp8_e5m2"),
    *("int8", "uint8", "int32", "uint32", "int64", "uint64", "char", "int", "uint", "f8e4m3", "f8e5m2"),
)
"""The names of data types that a row may have."""

BEGINS = (
    r"\#?\s*(?:nThread:?\s\d|nccl-tests\sversion|rccl-tests:\sVersion|Collective\stest\sstarting|Using\sdevices"
    r"|Rank\s+\d+\s+(?:Group|Pid)\s|size\s+(?:count|time)\b.*busbw)"
    r"|\**[\d_]+\s+[\d_]+\s+(?:" + "|".join(TYPES) + r")\s"
)
WORDS = ("_perf ", "mpirun ", "srun ", "SLURM_NTASKS=")

_JOB = re.compile(r"#?\s*(?:nThread:? ?\d|nccl-tests version|Collective test starting)")
_RANK = re.compile(
    r"#?\s*Rank\s+(\d{1,7})\s+(?:Group\s+(\d{1,6})\s+)?Pid\s+\d+\s+on\s+(\S+)\s+device\s+(\d{1,5})\s+"
    r"\[(?:0x)?([0-9a-fA-F:.]{1,20})\]\s*(.{0,80})"
)
_NAMES = re.compile(r"#?\s*size\s.*\bbusbw\b")
_OPERATION = re.compile(
    r"(?<![a-z])(all_reduce|all_gather|reduce_scatter|alltoallv|alltoall|broadcast|reduce|gather|scatter|sendrecv|hypercube)"
    r"_perf"
)
_AVERAGE = re.compile(r"#?\s*Avg bus bandwidth\s*:\s*(\S+)")
_VERSION = re.compile(r"#?\s*(nccl-tests version (\d[\w.]*)|rccl-tests: Version (\S+))")
_SETTINGS = {
    "devices": re.compile(r"nGpus:? ?(\d{1,5})\b"),
    "smallest": re.compile(r"minBytes:? ?(\d{1,18})\b"),
    "largest": re.compile(r"maxBytes:? ?(\d{1,18})\b"),
    "step_factor": re.compile(r"step:? ?(\d{1,9})\(factor\)"),
    "step_bytes": re.compile(r"step:? ?(\d{1,18})\(bytes\)"),
}
_PROCESSES = re.compile(r"(?:-np|-n|--np|--ntasks|SLURM_NTASKS)[ =](\d{1,6})\b")
_NODES = re.compile(r"(?:-N ?|--nodes[ =])(\d{1,6})\b")
_PER_NODE = re.compile(r"(?:--ntasks-per-node[ =]|-npernode |-N )(\d{1,4})\b")
_TEST = re.compile(r"\w_perf\b")
_DEVICES = re.compile(r"\s-g ?(\d{1,3})\b")
_ENVIRONMENT = re.compile(r"(NCCL_[A-Z0-9_]{2,40})=([\w.,:^/+-]{1,60})")
_HEAD = frozenset({"size", "count", "type", "redop", "root"})
_HALF = ("time", "algbw", "busbw", "#wrong")
_MOST_COMMAND = 2000  # characters of a command that are kept
_GAP = 24  # blanks in a row where a whole half was left out
_ROUNDING = 0.03  # relative: enough to tell one column from another


@dataclass(slots=True)
class _Job:
    """What has been read of one job."""

    line: int = 0
    version: str = ""
    operation: str | None = None
    tool: str = "nccl-tests"
    names: tuple[str, ...] = ()
    headed: bool = False
    rows: list[Row] = field(default_factory=list)
    ranks: list[Rank] = field(default_factory=list)
    settings: dict[str, float] = field(default_factory=dict)
    average: float | None = None
    command: str = ""

    @property
    def anything(self) -> bool:
        return bool(self.rows or self.headed or self.ranks)


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield the tables of one text, each as soon as it ends.

    Parameters
    ----------
    lines
        All lines, for their numbers and for what the log between them says.
    own
        The lines that are not another reader's.
    """
    job = _Job()
    continued = False
    for line in own:
        if continued or any(word in line for word in WORDS):
            continued = line.rstrip().endswith("\\")
            if job.rows:
                yield _measured(job, lines)
                job = _Job()
            job.command = (job.command + " " + line)[:_MOST_COMMAND]
            if job.operation is None or "_perf" in line:
                job.operation = _operation(line) or job.operation
            if not (_JOB.match(line) or _NAMES.match(line)):
                continue
        if (row := _row(line, job.names, lines.number)) is not None:
            job.rows.append(row)
        elif _NAMES.match(line):
            if job.rows:
                yield _measured(job, lines)
                job = _Job()
            job.names, job.headed = tuple(line.replace("#wrong", "wrong").replace("#", " ").split()), True
        elif found := _RANK.match(line):
            if job.rows:
                yield _measured(job, lines)
                job = _Job()
            rank, group, host, device, bus, name = found.groups()
            job.ranks.append(Rank(int(rank), int(group or 0), host, int(device), bus.lower(), name.strip()))
        elif found := _AVERAGE.match(line):
            printed = number(found[1])
            job.average = printed.value if printed else None
            if job.rows:
                yield _measured(job, lines)
                job = _Job()
        elif _JOB.match(line) and job.rows:
            yield _measured(job, lines)
            job = _Job()
            _head(line, job)
        else:
            _head(line, job)
        if not job.line and job.anything:
            job.line = lines.number
    if job.anything:
        yield _measured(job, lines)


def _head(line: str, job: _Job) -> None:
    """Take what a line of the head of a table says."""
    if found := _VERSION.match(line):
        job.version = found[2] or found[3]
        job.tool = "nccl-tests" if found[2] else "rccl-tests"
    job.operation = job.operation or _operation(line)
    if "Bytes" in line:
        for name, pattern in _SETTINGS.items():
            if at := pattern.search(line):
                job.settings[name] = float(at[1])


def _operation(line: str) -> str | None:
    found = _OPERATION.search(line)
    return found[1] if found else None


def _row(line: str, names: Sequence[str], at: int) -> Row | None:
    """Return a row of data, or None where a line is none."""
    words = line.split()
    if len(words) < 4 or not (words[0][0].isdigit() or words[0][0] == "*"):
        return None
    size = number(words[0])
    if size is None:
        return None
    columns = [name for name in names if name not in _HEAD]
    if names and "count" not in names:  # size, time, algbw, busbw
        half = _half(dict(zip(columns, words[1:], strict=False)))
        return Row(size.value, None, "", "", None, half, None, at) if half else None
    count = number(words[1])
    if count is None or words[2] not in TYPES:
        return None
    rest = words[3:]
    reduction = rest.pop(0) if rest and number(rest[0]) is None and rest[0] != "N/A" else ""
    root = int(rest[0]) if rest and rest[0].lstrip("-").isdigit() else None
    if root is None:
        readings = [rest]
    elif names:
        readings = [rest[1:] if "root" in names else rest]
    else:
        readings = [rest[1:], rest]
    skipped = _GAP * " " in line[line.find(words[2]) :]
    for reading in readings:
        out, inside = _halves(columns, reading, skipped=skipped)
        if len(readings) == 1 or any(_agrees(size, half) for half in (out, inside) if half):
            rooted = root if reading is not rest else None
            return Row(size.value, count.value, words[2], reduction, rooted, out, inside, at)
    return None


def _halves(columns: Sequence[str], words: Sequence[str], *, skipped: bool) -> tuple[Half | None, Half | None]:
    """Take the measured values of a row apart: out of place and in place."""
    names = list(columns) or list(_HALF * 2)
    time = names[0]  # "time", or "cputime"
    cut = names.index(time, 1) if time in names[1:] else len(names)
    first, second = names[:cut], names[cut:]
    if skipped and len(words) <= len(second or first):
        return None, _half(dict(zip(second or first, words, strict=False)))
    return (
        _half(dict(zip(first, words, strict=False))),
        _half(dict(zip(second, words[cut:], strict=False))) if second else None,
    )


def _half(cells: dict[str, str]) -> Half | None:
    """Return one half of a row; None where it was cut before its bus bandwidth."""
    time, algorithm, bus = (number(cells.get(name, "")) for name in ("time", "algbw", "busbw"))
    if bus is None:
        return None
    wrong = cells.get("wrong", cells.get("#wrong", cells.get("error", "")))
    return Half(time or number(cells.get("cputime", "")), algorithm, bus, wrong)


def _agrees(size: Printed, half: Half) -> bool:
    """Tell whether size over time is the algorithm bandwidth, which is so in the right columns alone."""
    if half.time is None or half.algorithm_bandwidth is None or half.time.value <= 0.0:
        return False
    rate = size.value / half.time.value / 1e3
    printed = half.algorithm_bandwidth
    return abs(rate - printed.value) <= printed.half + _ROUNDING * rate


def _measured(job: _Job, lines: Lines) -> Measurement:
    """Return what was read, and leave what the log says to the next table."""
    from limits.pasted.evidence import Evidence

    evidence, lines.evidence = lines.evidence, Evidence()
    for name, value in _ENVIRONMENT.findall(job.command):
        evidence.environment.setdefault(name, value)
    settings = replace(Settings(**job.settings), processes=_processes(job.command))  # type: ignore[arg-type]
    devices = _DEVICES.search(job.command)
    if settings.devices is None and devices:
        settings = replace(settings, devices=float(devices[1]))  # type: ignore[arg-type]
    operation, supposed = (job.operation, "") if job.operation else told_by_columns(job.rows, job.names)
    return Measurement(
        tool=job.tool,
        version=job.version,
        operation=operation,
        supposed=supposed,
        rows=tuple(job.rows),
        ranks_listed=tuple(job.ranks),
        settings=settings,
        printed_average=job.average,
        evidence=evidence,
        line=job.line,
    )


def _processes(command: str) -> int | None:
    """Return how many processes a command starts, where it says so."""
    launcher = _TEST.split(command)[0]  # behind it, -n is a number of iterations
    if found := _PROCESSES.search(launcher):
        return int(found[1])
    nodes, each = _NODES.search(command), _PER_NODE.search(command)
    return int(nodes[1]) * int(each[1]) if nodes and each else None


def told_by_columns(rows: Sequence[Row], names: Sequence[str] = ()) -> tuple[str | None, str]:
    """Return the operation that the columns of a table tell, and why it is taken for that.

    A reduction and a root together are a reduce, a root alone is a broadcast; the ratio of bus to algorithm bandwidth
    tells an all-reduce (at least 1) from the operations whose ratio is below 1, which differ in nothing that is printed.
    """
    whole = [row for row in rows if row.size > 0]
    if not whole:
        return ("all_reduce", "columns of a reduction without root") if "redop" in names else (None, "")
    ratios = [
        half.bus_bandwidth.value / half.algorithm_bandwidth.value
        for row in whole
        for half in row.halves
        if half.bus_bandwidth and half.algorithm_bandwidth and half.algorithm_bandwidth.value > 1.0
    ]
    below = bool(ratios) and min(ratios) < 0.99
    reduces = any(row.reduction not in {"", "none"} for row in whole) or not any(row.datatype for row in whole)
    rooted = any(row.root is not None and row.root >= 0 for row in whole)
    if rooted:
        return ("reduce" if reduces else "broadcast"), "its columns have a root"
    if reduces and not below:
        return "all_reduce", "columns of a reduction without root"
    if reduces:
        return "reduce_scatter", "a reduction whose bus bandwidth is below its algorithm bandwidth"
    if "redop" in names and not any(row.reduction for row in whole):
        return "alltoall", "a column of reductions that is empty, as old versions print it"
    if not ratios:
        return None, ""
    if below:
        return "all_gather", "columns without a reduction; an all-to-all looks the same"
    return None, ""
