"""nccl-tests and rccl-tests: the table that everybody pastes, in all its generations, cut or whole.

Columns differ by version, by operation and by what was asked for, and rows lack what their operation has not (the
reduction of an all-gather, a half that was not run). The heading names the columns of measured values; those before
them are told by what they look like. Without a heading, the reading whose size over time is the printed bandwidth wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem
from limits.pasted.measurement import Measurement, Rank, Row, Settings
from limits.pasted.printed import number
from limits.pasted.readers.nccl_rows import TYPES, named, pieces, row, torn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.pasted.lines import Lines

BEGINS = (
    r"\|?\s*\#?[\s|]*(?:nThread:?[\s|]+\d|nccl-tests[\s|]+version|rccl-tests:[\s|]+Version|Collective[\s|]+test[\s|]+starting"
    r"|Using[\s|]+devices|Rank[\s|]+\d+[\s|]+(?:Group|Pid)[\s|]|size[\s|]+(?:count|time)\b.*busbw)"
    r"|\**[\d_,]+[\s|*]+[\d_,]+[\s|*]+(?:" + "|".join(TYPES) + r")\b"
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
_MOST_COMMAND = 2000  # characters of a command that are kept
_OF_AMD = ("AMD ", "Vega", "Radeon", "gfx")  # devices that only rccl-tests lists
_MOST = 200_000  # rows of a table, lines of a list of ranks: what has more has no end


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

    def take(self, what: str, line: str, found: Any) -> None:
        """Take what a line of that kind says."""
        if what == "row":
            bounded(self.rows).append(found)
        elif what == "heading":
            self.names, self.headed = named(line), True
        elif what == "rank":
            rank, group, host, device, bus, name = found.groups()
            if name.startswith(_OF_AMD):
                self.tool = "rccl-tests"
            ranked = Rank(int(rank), int(group or 0), host, int(device), bus.lower(), name.strip())
            bounded(self.ranks).append(ranked)
        elif what == "average":
            printed = number(found[1])
            self.average = printed.value if printed else None
        elif what == "command":
            self.command = (self.command + " " + line)[:_MOST_COMMAND]
            if self.operation is None or "_perf" in line:
                self.operation = operation_of(line) or self.operation
        elif self.anything or "concluded" not in line:  # what ends names the operation before, not the next one
            self._head(line)

    def _head(self, line: str) -> None:
        """Take what a line of the head of a table says."""
        if found := _VERSION.match(line):
            self.version = found[2] or found[3]
            self.tool = "nccl-tests" if found[2] else "rccl-tests"
        self.operation = self.operation or operation_of(line)
        if "Bytes" in line:
            for name, pattern in _SETTINGS.items():
                if at := pattern.search(line):
                    self.settings[name] = float(at[1])


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
    continued = False  # a command on the next line
    for line in (piece for joined in own for piece in pieces(joined)):
        if "|" in line:  # a table of markdown
            line = " ".join(line.replace("|", " ").split())  # noqa: PLW2901
        what, found = _told(line, job, lines, continued=continued)
        continued = what == "command" and line.rstrip().endswith("\\")
        if job.rows and what in _BEGINNINGS:
            yield _measured(job, lines)
            job = _Job()
        job.take(what, line, found)
        if what == "average" and job.rows:
            yield _measured(job, lines)
            job = _Job()
        if not job.line and job.anything:
            job.line = lines.number
    if job.anything:
        yield _measured(job, lines)


_BEGINNINGS = frozenset({"heading", "rank", "head", "command"})
"""What stands before the rows of a table, never between them."""


def _told(line: str, job: _Job, lines: Lines, *, continued: bool) -> tuple[str, Any]:
    """Return what a line is, with what was found in it."""
    if (found := row(line, job.names, lines.number, cut=lines.cut)) is not None:
        return ("torn", None) if lines.number == 1 and torn(found) else ("row", found)
    for what, pattern in (("heading", _NAMES), ("rank", _RANK), ("average", _AVERAGE), ("head", _JOB)):
        if match := pattern.match(line):
            return what, match
    command = continued or any(word in line for word in WORDS)
    return "command" if command else "remark", None


def bounded(entries: list[Any]) -> list[Any]:
    """Return entries that may grow by one more.

    Raises
    ------
    InputError
        Where they are more than any test prints: a text without an end would fill the memory.
    """
    if len(entries) >= _MOST:
        raise InputError("text", [Problem("table", f"more than {_MOST:,} lines", "the output of one test")])
    return entries


def operation_of(line: str) -> str | None:
    """Return the operation whose test a line names.

    Examples
    --------
    >>> operation_of("mpirun -np 16 ./build/all_gather_perf -b 8")
    'all_gather'
    """
    found = _OPERATION.search(line)
    return found[1] if found else None


def _measured(job: _Job, lines: Lines) -> Measurement:
    """Return what was read, and leave what the log says to the next table."""
    from limits.pasted.log.evidence import Evidence

    evidence, lines.evidence = lines.evidence, Evidence()
    for name, value in _ENVIRONMENT.findall(job.command):
        evidence.environment.setdefault(name, value)
    settings = replace(Settings(**job.settings), processes=processes_of(job.command))  # type: ignore[arg-type]
    devices = _DEVICES.search(job.command)
    if settings.devices is None and devices:
        settings = replace(settings, devices=float(devices[1]))
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


def processes_of(command: str) -> int | None:
    """Return how many processes a command starts, where it says so.

    Examples
    --------
    >>> processes_of("mpirun -np 16 ./all_reduce_perf -n 20"), processes_of("srun -N2 --ntasks-per-node=4 osu_alltoall")
    (16, 8)
    """
    launcher = _TEST.split(command)[0]  # behind it, -n is a number of iterations
    if found := _PROCESSES.search(launcher):
        return int(found[1])
    nodes, each = _NODES.search(command), _PER_NODE.search(command)
    return int(nodes[1]) * int(each[1]) if nodes and each else None


def told_by_columns(rows: Sequence[Row], names: Sequence[str] = ()) -> tuple[str | None, str]:
    """Return the operation that the columns of a table tell, and why it is taken for that.

    A reduction and a root together are a reduce, a root alone is a broadcast; the ratio of bus to algorithm bandwidth
    tells an all-reduce (at least 1) from the operations whose ratio is below 1; these differ in nothing printed.
    """
    whole = [one for one in rows if one.size > 0]
    if not whole:
        return ("all_reduce", _REDUCTION) if "redop" in names else (None, "")
    ratios = [
        half.bus_bandwidth.value / half.algorithm_bandwidth.value
        for one in whole
        for half in one.halves
        if half.bus_bandwidth
        and half.algorithm_bandwidth
        and half.algorithm_bandwidth.value > 1.0
        and half.bus_bandwidth.value > 0.0
    ]
    below, above = bool(ratios) and min(ratios) < 1.0 - _SURE, bool(ratios) and max(ratios) > 1.0 + _SURE
    reduces = any(one.reduction not in {"", "none"} for one in whole) or not any(one.datatype for one in whole)
    if any(one.root is not None and one.root >= 0 for one in whole):
        return ("reduce" if reduces else "broadcast"), "its columns have a root"
    if above:
        return "all_reduce", "its bus bandwidth is above its algorithm bandwidth"
    if reduces:
        scatters = "a reduction whose bus bandwidth is below its algorithm bandwidth"
        return ("reduce_scatter", scatters) if below else ("all_reduce", _REDUCTION)
    if "redop" in names and not any(one.reduction for one in whole):
        return "alltoall", "a column of reductions that is empty, as old versions print it"
    return ("all_gather", "columns without a reduction; an all-to-all looks the same") if below else (None, "")


_REDUCTION = "columns of a reduction without root"
_SURE = 0.01  # relative: how far a ratio of printed bandwidths must be from 1 to be another
