"""Lines of NCCL's tuner in a log: what it expects of each algorithm, and which one it took at a size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from limits.network.nccl import PROTOCOLS

_ALGORITHMS = ("tree", "ring", "collnet_direct", "collnet_chain", "nvls", "nvls_tree", "pat")  # by their number
_SPELLED = {name.replace("_", ""): name for name in _ALGORITHMS}
_OPERATIONS = {
    "AllReduce": "all_reduce",
    "AllGather": "all_gather",
    "ReduceScatter": "reduce_scatter",
    "Broadcast": "broadcast",
    "Reduce": "reduce",
}
_CHOICE = re.compile(
    r"(\w{1,20}): *(\d{1,18}) Bytes -> Algo (\w{1,20}) proto (\w{1,10})"
    r"(?: time (\d{1,12}\.\d{1,9}))?(?: channel\{Lo\.\.Hi\}=\{(\d{1,3})\.\.(\d{1,3})\})?"
)
_COST = re.compile(r" *(\d{1,9}\.\d) */ *(\d{1,6}\.\d) *\Z")
_MOST = 1000  # characters of a line of the table


class Cost(NamedTuple):
    """What NCCL expects of an algorithm: latency [us], and size per time at sizes without end [GB/s]."""

    latency: float
    bandwidth: float


class Choice(NamedTuple):
    """What NCCL took for an operation at a size [byte]; the time [us] that it expected, where it says so."""

    operation: str
    size: float
    algorithm: str
    protocol: str
    channels: int | None
    time: float | None


def algorithm(word: str) -> str:
    """Return the name of an algorithm that NCCL writes by its number or its name; empty where it is none.

    Examples
    --------
    >>> algorithm("1"), algorithm("RING"), algorithm("NVLSTree"), algorithm("NVLS_TREE"), algorithm("9")
    ('ring', 'ring', 'nvls_tree', 'nvls_tree', '')
    """
    if word.isdecimal():
        return _ALGORITHMS[int(word)] if int(word) < len(_ALGORITHMS) else ""
    return _SPELLED.get(word.lower().replace("_", ""), "")


def spelled(name: str) -> str:
    """Return an algorithm as tables of measurements spell it.

    Examples
    --------
    >>> spelled("ring"), spelled("nvls_tree"), spelled("nvls")
    ('ring', 'NVLSTree', 'NVLS')
    """
    return {"nvls": "NVLS", "nvls_tree": "NVLSTree"}.get(name, name)


def protocol(word: str) -> str:
    """Return the name of a protocol that NCCL writes by its number or its name; empty where it is none.

    Examples
    --------
    >>> protocol("2"), protocol("SIMPLE"), protocol("LL128"), protocol("7")
    ('simple', 'simple', 'll128', '')
    """
    if word.isdecimal():
        return PROTOCOLS[int(word)] if int(word) < len(PROTOCOLS) else ""
    return word.lower() if word.lower() in PROTOCOLS else ""


def choice(line: str, start: int = 0) -> Choice | None:
    """Return what a line says that NCCL took, from `start` on; None where it says nothing of it.

    Examples
    --------
    >>> choice("AllReduce: 1048576 Bytes -> Algo RING proto SIMPLE channel{Lo..Hi}={0..15}").channels
    16
    >>> choice("ReduceScatter: 302006272 Bytes -> Algo 1 proto 2 time 3628.243652").time
    3628.243652
    """
    found = _CHOICE.match(line, start)
    if found is None or found[1] not in _OPERATIONS:
        return None
    way = algorithm(found[3]), protocol(found[4])
    if not all(way):
        return None
    channels = None if found[7] is None else int(found[7]) - int(found[6]) + 1
    time = float(found[5]) if found[5] and float(found[5]) > 0.0 else None
    return Choice(_OPERATIONS[found[1]], float(found[2]), *way, channels, time)


@dataclass(slots=True)
class Table:
    """NCCL's table of what it expects: by operation, and by algorithm and protocol.

    Attributes
    ----------
    costs
        The entries whose bandwidth is above zero: the others stand for what is not allowed.
    several
        Whether the log has several tables, of several jobs, which differ: the first is kept.

    Examples
    --------
    >>> table = Table()
    >>> table.line("Latency/AlgBw | Ring/    LL | Ring/ LL128 | Ring/Simple |")
    >>> table.line("    AllReduce |    5.4/  3.0|    8.6/ 11.2|   21.6/ 12.0|")
    >>> table.costs["all_reduce"]["ring", "simple"]
    Cost(latency=21.6, bandwidth=12.0)
    """

    costs: dict[str, dict[tuple[str, str], Cost]] = field(default_factory=dict)
    several: bool = False
    _columns: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)

    def line(self, line: str) -> None:
        """Take a line of the table."""
        title, *cells = line[:_MOST].split("|")
        name = title.strip()
        if name == "Latency/AlgBw":
            words = [cell.partition("/") for cell in cells if "/" in cell]
            self._columns = tuple((algorithm(first.strip()), protocol(last.strip())) for first, _, last in words)
        elif name == "Algorithm":
            names = [algorithm(cell.strip()) for cell in cells if cell.strip()]
            self._columns = tuple((each, way) for each in names for way in PROTOCOLS)
        elif name in _OPERATIONS:
            self._row(_OPERATIONS[name], cells)

    def _row(self, operation: str, cells: list[str]) -> None:
        if len(cells) != len(self._columns) + 1:  # cut, or of another heading; nothing follows the last stroke
            return
        known = self.costs.setdefault(operation, {})
        for way, cell in zip(self._columns, cells, strict=False):
            found = _COST.match(cell)
            if found is None or not all(way) or float(found[2]) <= 0.0:
                continue
            cost = Cost(float(found[1]), float(found[2]))
            if known.setdefault(way, cost) != cost:
                self.several = True
        if not known:
            del self.costs[operation]
