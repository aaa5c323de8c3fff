"""What a bandwidth test measured, as its output says it, whichever tool wrote that."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from limits.frozen import frozen
from limits.pasted.log.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.pasted.described.description import Description
    from limits.pasted.printed import Printed


LOG_ALONE = "NCCL log"
"""The tool of a text that is a log of NCCL and has no table."""


class Half(NamedTuple):
    """One half of a row, out of place or in place: time [us], algorithm and bus bandwidth [GB/s], number of errors."""

    time: Printed | None
    algorithm_bandwidth: Printed | None
    bus_bandwidth: Printed | None
    wrong: str = ""


@frozen
class Row:
    """One size [byte] of a table; a half that was cut off or not run is None. `line` counts from 1."""

    size: float
    count: float | None
    datatype: str
    reduction: str
    root: int | None
    out_of_place: Half | None
    in_place: Half | None
    line: int

    @property
    def halves(self) -> tuple[Half, ...]:
        """Those that are there."""
        return tuple(half for half in (self.out_of_place, self.in_place) if half is not None)

    @property
    def best(self) -> Printed | None:
        """The larger bus bandwidth [GB/s] of both halves."""
        found = [half.bus_bandwidth for half in self.halves if half.bus_bandwidth is not None]
        return max(found, default=None)


class Rank(NamedTuple):
    """A line of the list of ranks."""

    rank: int
    group: int
    host: str
    device: int
    bus: str
    name: str


@frozen
class Settings:
    """What the head of a table says of its sweep: sizes [byte], factor or bytes of a step, devices of a process."""

    smallest: float | None = None
    largest: float | None = None
    step_factor: float | None = None
    step_bytes: float | None = None
    devices: float | None = None
    processes: int | None = None

    @property
    def one_size(self) -> bool:
        """Whether a single size was asked for."""
        return self.smallest is not None and self.smallest == self.largest


@frozen
class Measurement:
    """One table, with what the text around it tells.

    Attributes
    ----------
    tool, version
        Which program wrote it.
    operation
        The collective operation, as `limits.network.collectives` calls it; None where nothing tells it.
    supposed
        Why the operation is taken for that, where the text does not say it.
    rows
        The sizes, in the order of the text.
    ranks_listed
        The list of ranks, as far as it is there.
    settings
        The head of the table.
    printed_average
        The average over all sizes [GB/s], which is not the bandwidth of the link.
    scale
        What a printed bandwidth is multiplied by to be GB/s, such as 1.073741824 where a tool printed GiB/s as GB/s.
    evidence
        What lines of the log say.
    line
        Where the table begins, from 1.
    sweep
        Whether the tool measures one size after the other: single bandwidths are no curve.
    test
        What the tool calls the test.
    unit, printed_unit
        What the printed bandwidths are in, and what the tool calls that: `MB/sec` of perftest is MiB/s.
    bidirectional
        Whether a bandwidth is the sum of both directions.
    facts
        What else the text says of the test, by name.
    known_only
        Whether the tool is known and its output is not read.
    of_one_adapter
        Whether one network adapter at each end was measured, by no collective operation, as perftest does.
    description
        What is told of a machine without a table of sizes; None where there is such a table.

    Examples
    --------
    >>> from limits.pasted import read
    >>> table = read("1048576 262144 float sum -1 100.0 10.49 18.35 0 100.0 10.49 18.35 0")[0]
    >>> table.operation, len(table.rows), table.plateau.value
    ('all_reduce', 1, 18.35)
    """

    tool: str
    operation: str | None
    rows: tuple[Row, ...]
    version: str = ""
    supposed: str = ""
    ranks_listed: tuple[Rank, ...] = ()
    settings: Settings = field(default_factory=Settings)
    printed_average: float | None = None
    scale: float = 1.0
    evidence: Evidence = field(default_factory=Evidence)
    line: int = 0
    sweep: bool = True
    test: str = ""
    unit: str = "GB/s"
    printed_unit: str = "GB/s"
    bidirectional: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    known_only: bool = False
    of_one_adapter: bool = False
    description: Description | None = None

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows that hold data, by size."""
        return iter(sorted((row for row in self.rows if row.size > 0 and row.best is not None), key=lambda r: r.size))

    @property
    def top(self) -> Row | None:
        """The row of the largest bus bandwidth of both halves."""
        return max(self, key=lambda row: row.best or _NONE, default=None)

    @property
    def plateau(self) -> Printed | None:
        """The largest bus bandwidth of both halves, as printed."""
        return self.top.best if self.top else None

    @property
    def per_direction(self) -> float:
        """What a printed bandwidth is multiplied by to be GB/s of one direction."""
        return self.scale * (0.5 if self.bidirectional else 1.0)

    @property
    def operation_ranks(self) -> int | None:
        """How many ranks take part in one operation by the list of ranks: groups work side by side."""
        if not self.ranks_listed:
            return None
        groups = {rank.group for rank in self.ranks_listed}
        most = max(rank.rank for rank in self.ranks_listed) + 1
        counted_anew = len(groups) > 1 and len({rank.rank for rank in self.ranks_listed}) < len(self.ranks_listed)
        return most if counted_anew else max(most // len(groups), 1)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the list of ranks, each once."""
        return tuple(dict.fromkeys(rank.host for rank in self.ranks_listed))


_NONE = (0.0, 0.0)
