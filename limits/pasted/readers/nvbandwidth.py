"""nvbandwidth: tests of copies, each with a table and its sum; as text, or as the document of `--json`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.copies import KERNEL, Copies, Latency, Sum
from limits.pasted.described.copy_bounds import Way
from limits.pasted.printed import number
from limits.pasted.readers import tables
from limits.pasted.readers.tables import MOST, Growing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.described.matrix import Matrix
    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

TOOL = "nvbandwidth"
_NAME = r"(?:multinode_\w{3,90}|(?:host|device|all|one)_(?:to|device|local)_\w{3,90})"
BEGINS = (
    rf"nvbandwidth\sVersion:|Running\s{_NAME}\.\s*$|SUM\s{_NAME}\s+\d"
    r"|(?:memcpy\s(?:CE|SM|TMA|local)|memory\slatency|Device\sto\sDevice\sLatency)\s.{0,40}\((?:row|column)\)"
    r"|(?:Device\s\d{1,3}|Process\s+\d{1,4}\s\([\w.-]{1,80}\):\sdevice\s\d{1,3}):\s[^()]{1,80}\([0-9a-f]{8}:[0-9a-f]{2}:"
)
WORDS = ()

_SIGNS = ("SUM ", "Running ", "Device ", "): device ", "nvbandwidth Version", "(ns)", "(GB/s)")
"""One of them is in every line of interest outside tables."""

_VERSION = re.compile(r"nvbandwidth Version: v?([\w.]{1,20})")
_RUNNING = re.compile(rf"\bRunning ({_NAME})\.\s*$")
_SUM = re.compile(rf"\bSUM ({_NAME})\s+(\S{{1,40}})\s*$")
_UNITS = ("(GB/s)", "(ns)")  # that the line above a table ends with
_DEVICE = re.compile(r"\b(?:Device|device) (\d{1,3}): ([^()]{1,80}?) *\([0-9a-f]{8}:[0-9a-f]{2}:")
_PART = re.compile(r"_(?:read1|read2|write1|write2|total)$|\b(Read1|Read2|Write1|Write2|Total)\b")
_ENGINES = {"_ce": "copy engine", "_sm": KERNEL, "_tma": "TMA", " CE ": "copy engine", " SM ": KERNEL, " TMA ": "TMA"}
_WAYS = (
    ("device_to_device", Way.DEVICES),
    ("device_local", Way.INSIDE),
    ("host_to_device", Way.TO_DEVICE),
    ("host_to_all", Way.TO_DEVICE),
    ("device_to_host", Way.TO_HOST),
    ("all_to_host", Way.TO_HOST),
    ("host_device", Way.TO_DEVICE),
    ("all_to_one", Way.TO_ONE),
    ("one_to_all", Way.FROM_ONE),
    ("local", Way.INSIDE),
    ("CPU(row) ->", Way.TO_DEVICE),
    ("CPU(row) <", Way.TO_HOST),
    ("GPU(row)", Way.DEVICES),
)
"""Words of a name or of the line above a table, and from where to where that copies; the first that is there counts."""


class _Run:
    """What was read of one run so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.version, self.models = "", list[str]()
        self.name = self.title = ""
        self.table: Growing | None = None
        self.sum: Sum | None = None
        self.line = self.tests = 0


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for each table; parameters as in `nccl_tests.read`."""
    run, begun, yielded = _Run(), 0, False
    for line in own:
        begun = begun or lines.number
        if run.table is not None and run.table.takes(line, cut=lines.cut):
            continue
        if not any(word in line for word in _SIGNS):
            continue
        for measurement in _next(run, line, lines):
            yielded = True
            yield measurement
    for measurement in _ended(run, lines):
        yielded = True
        yield measurement
    if not yielded:
        yield measured(lines, run.version, run.name, begun, nothing(run.tests, tuple(run.models)))


def _next(run: _Run, line: str, lines: Lines) -> Iterator[Measurement]:
    """Read a line that is none of the table at hand."""
    if said := _VERSION.search(line):
        yield from _ended(run, lines)
        run.version, run.models = said[1], []
    elif said := _SUM.search(line):
        if run.table is None or (run.name and not said[1].startswith(run.name)):
            yield from _ended(run, lines)
            run.line = lines.number
        run.name, printed = said[1], number(said[2])
        run.sum = Sum(*printed) if printed else None
        yield from _ended(run, lines)
    elif said := _RUNNING.search(line):
        yield from _ended(run, lines)
        run.name = said[1]
        run.tests += 1
    elif said := _DEVICE.search(line):
        if len(run.models) < MOST:
            run.models.append(said[2])
    elif line.rstrip().endswith(_UNITS):
        name = run.name
        yield from _ended(run, lines)
        run.name, run.title, run.table, run.line = _PART.sub("", name), line.strip(), Growing(), lines.number


def _ended(run: _Run, lines: Lines) -> Iterator[Measurement]:
    """Yield the table at hand, or the sum without one."""
    table, name, title = run.table, run.name, run.title
    run.table, run.title = None, ""
    total, run.sum = run.sum, None
    if (table is not None and table.begun) or total is not None:
        if total is not None:
            run.name = _PART.sub("", run.name)
        kept = table if table is not None and table.begun else None
        copies = described(name, title, tuple(run.models), kept, total)
        yield measured(lines, run.version, name or title[:60], run.line, copies)


def described(name: str, title: str, models: tuple[str, ...], table: Growing | None, total: Sum | None) -> Copies:
    """Return what a test copied, by its name and by the line above its table.

    Examples
    --------
    >>> copies = described("device_to_device_bidirectional_memcpy_read_ce_total", "", (), None, Sum(63869.9, 0.005))
    >>> copies.way.value, copies.both_ways, copies.summed, copies.engine
    ('device to device', True, True, 'copy engine')
    """
    words = f"{name} {title} "
    part = _PART.search(name) or _PART.search(title)
    way = next((way for word, way in _WAYS if word in words), Way.DEVICES)
    if part and not name:  # of both directions, which some versions call CPU(row) <-> GPU(column)
        way = Way.DEVICES
    matrix = None if table is None else _named(table, way, title)
    latency = "latency" in words.lower()
    return Copies(
        way=way,
        models=models,
        matrix=None if latency else matrix,
        both_ways="bidirectional" in name or part is not None or ("<->" in title and not latency),
        summed=part is not None and "total" in part[0].lower(),
        engine=next((engine for word, engine in _ENGINES.items() if word in words), ""),
        shared="all_to_host" in name or "host_to_all" in name,
        printed_sum=None if latency else total,
        latencies=(Latency("", matrix, "ns"),) if latency and matrix is not None else (),
        remarks=() if table is None else table.remarks,
    )


def _named(table: Growing, way: Way, title: str) -> Matrix:
    """Return the table with the names of its rows and columns; the arrow above it says which copies to which."""
    rows = {Way.TO_DEVICE: "CPU", Way.TO_HOST: "CPU", Way.TO_ONE: "others ", Way.FROM_ONE: "others "}.get(way, "GPU")
    backwards = way in {Way.TO_HOST, Way.FROM_ONE} or (way is Way.DEVICES and "<-" in title and "<->" not in title)
    return table.matrix(rows, "GPU", backwards=backwards)


def nothing(tests: int, models: tuple[str, ...]) -> Copies:
    """Return what a run without any table tells, of which so many tests began.

    Examples
    --------
    >>> nothing(2, ()).remarks
    ('2 tests have no table: tests are waived where no pair of devices reaches the memory of one another',)
    """
    waived = "tests are waived where no pair of devices reaches the memory of one another"
    why = f"{tests} test{'s have' if tests > 1 else ' has'} no table: {waived}" if tests else "no test ran"
    return Copies(Way.DEVICES, models, None, remarks=(why,))


def measured(lines: Lines, version: str, test: str, line: int, copies: Copies) -> Measurement:
    """Return the measurement of one table."""
    return tables.measured(lines, TOOL, line, copies, version=version, test=test)
