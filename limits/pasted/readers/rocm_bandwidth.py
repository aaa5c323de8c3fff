"""rocm_bandwidth_test: copies between all devices, hosts among them, one way and both ways.

Hosts and accelerators are rows of one table, which becomes three: between accelerators, from and to a host. A rate of
both ways is the sum of both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.copies import Copies
from limits.pasted.described.copy_bounds import Way
from limits.pasted.readers.tables import MOST, Growing, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = (
    r"RocmBandwidthTest\sVersion:|(?:Unid|Bid|Bd)irectional\scopy\s(?:peak|average)\sbandwidth\sGB/s\s*$"
    r"|Inter-Device\s(?:Access|Numa\sDistance)\s*$|Device:\s\d{1,3},\s\s\S"
)
WORDS = ()

_SIGNS = ("RocmBandwidthTest ", "Device: ", "directional copy ", "Inter-Device ", "Data Path ")
"""One of them is in every line of interest outside tables."""

_VERSION = re.compile(r"RocmBandwidthTest Version: ([\w.]{1,20})")
_DEVICE = re.compile(r"Device: (\d{1,3}),  (\S.{0,120})$")
_RATES = re.compile(r"\b(Unid|Bid|Bd)irectional copy (peak|average) bandwidth GB/s\s*$")
_OTHER = re.compile(r"\b(?:Inter-Device (?:Access|Numa Distance)|Data Path Validation)\s*$")
_BUS = re.compile(r",\s+(?:GPU-\w{1,40},\s+)?[0-9a-f]{1,6}:[0-9a-f.:]{1,8}\s*$|,\s+GPU-\w{1,40}\s*$")
_HOST = re.compile(r"\b(?:EPYC|Ryzen|RYZEN|Xeon|Threadripper|Processor|CPU)\b")


class _Run:
    """What was read of one run so far."""

    def __init__(self, version: str = "") -> None:
        """Begin with nothing."""
        self.version = version
        self.devices: dict[str, tuple[str, bool]] = {}  # model, and whether its place on a bus is told
        self.table: Growing | None = None
        self.both = False
        self.line = 0

    def takes(self, line: str, number: int) -> None:
        """Read a line that is none of a table."""
        if title := _RATES.search(line):
            self.table, self.both, self.line = Growing(), title[1] != "Unid", number
        elif (said := _DEVICE.search(line)) and len(self.devices) < MOST:
            bus = _BUS.search(said[2])
            model = said[2][: bus.start()] if bus else said[2].strip()
            self.devices[said[1]] = (model[:80], bus is not None)

    @property
    def hosts(self) -> set[str]:
        """The devices that are hosts: without a place on the bus where others have one, else by their names."""
        placed = any(place for _, place in self.devices.values())
        return {
            number
            for number, (model, place) in self.devices.items()
            if (not place if placed else _HOST.search(model) is not None)
        }

    @property
    def models(self) -> tuple[str, ...]:
        """The models of the others."""
        hosts = self.hosts
        return tuple(model for number, (model, _) in self.devices.items() if number not in hosts)


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield up to three measurements for each table; parameters as in `nccl_tests.read`."""
    run, begun, yielded = _Run(), 0, False
    for line in own:
        begun = begun or lines.number
        if run.table is not None and run.table.takes(line, cut=lines.cut):
            continue
        if not any(word in line for word in _SIGNS):
            continue
        version = _VERSION.search(line)
        if version or _RATES.search(line) or _OTHER.search(line):
            for measurement in _ended(run, lines):
                yielded = True
                yield measurement
        run = _Run(version[1]) if version else run
        run.takes(line, lines.number)
    for measurement in _ended(run, lines):
        yielded = True
        yield measurement
    if not yielded:
        nothing = Copies(Way.DEVICES, run.models, None, remarks=("the text has no table of rates",))
        yield _measured(run, lines, begun, nothing)


def _ended(run: _Run, lines: Lines) -> Iterator[Measurement]:
    """Yield what the table at hand shows of accelerators, and of copies from and to hosts."""
    table, run.table = run.table, None
    if table is None or not table.begun:
        return
    hosts = run.hosts
    whole = table.matrix("", "")
    if not run.devices and not run.both:  # nothing copies from a host to itself
        own = {
            row: cells[whole.columns.index(row)]
            for row, cells in zip(whole.rows, whole.cells, strict=True)
            if row in whole.columns
        }
        hosts = {name for name, value in own.items() if value is None}
        hosts = set() if len(hosts) == len(own) else hosts
    named = {name: f"{'CPU' if name in hosts else 'GPU'}{name}" for name in (*whole.rows, *whole.columns)}
    whole = whole.renamed(named)
    gpus, cpus = (frozenset(name for name in named.values() if name.startswith(word)) for word in ("GPU", "CPU"))
    for way, rows, columns in (
        (Way.DEVICES, gpus, gpus),
        (Way.TO_DEVICE, cpus, gpus),
        (Way.TO_HOST, gpus, cpus),
    ):
        if run.both and way is Way.TO_HOST:
            continue  # the same copies
        part = whole.part(rows, columns)
        if part.pairs or (part.own and way is Way.DEVICES):
            yield _measured(
                run,
                lines,
                run.line,
                Copies(way, run.models, part, both_ways=run.both, summed=run.both, remarks=table.remarks),
            )


def _measured(run: _Run, lines: Lines, line: int, copies: Copies) -> Measurement:
    test = f"{copies.way.value}{', both ways' if copies.both_ways else ''}"
    return measured(lines, "rocm_bandwidth_test", line, copies, version=run.version, test=test)
