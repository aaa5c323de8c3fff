"""What the log of NCCL says between and before the lines of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from limits.pasted.log.tuning_lines import Choice, Cost, Table, algorithm, choice, spelled

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 64  # facts of one kind that are kept: a log of 200 MB says the same a million times
_USING_NETWORK = re.compile(r"Using network (\S[\w ./-]{0,40})")
_RANKS = re.compile(r"\bn[rR]anks[ :](\d{1,7})\b")
_NODES = re.compile(r"\bn[Nn]odes[ :](\d{1,6})\b")
_LOCAL = re.compile(r"\blocalRanks (\d{1,6})\b")
_SET = re.compile(r"(NCCL_[A-Z0-9_]{2,40}) set by environment to ([\w.,:;=^/+-]{1,60})")
_SET_BY_PLUGIN = re.compile(r'Setting (NCCL_[A-Z0-9_]{2,40}) to "([\w.,:;=^/+-]{1,60})"')
_VERSION = re.compile(r"(R?)CCL version[ :]+(\d[\w.+-]{0,30})")
_NICS = re.compile(r"\[\d+\]([\w.-]+):\d+/(?:IB|RoCE|ROCE)")
_FOUND = re.compile(r"Selected [Pp]rovider is [\w.;-]+\b.{0,60}\(found (\d{1,4}) nics\)")
_ADAPTER = re.compile(r"\+ NET\[[\d.]+\] - NET/([\w-]{1,20}) \([^()]{0,60}/(\d{1,5}(?:\.\d{1,6})?)\)")
_END = re.compile(r"(?<= )NET/([\w-]{1,20})(?![\w/-])")
_TOTAL = re.compile(r"Channel \d{1,3}/(\d{1,3}) : +\d+(?![\d\[])")
_CHANNELS = re.compile(r"(\d{1,4}) coll channels|coll channels:(\d{1,4})")
_MULTICAST = re.compile(r"\b(\d{1,4}) nvls channels|nvls channels:(\d{1,4})")
_GRAPH = re.compile(r"Pattern (\d), crossNic \d+, nChannels (\d{1,4}), .*sameChannels ([01])")
_GDR = re.compile(r"\bGDR ([01])\b")
_CPU = re.compile(r"CPU/[\w-]{1,20} \((\d)/(\d{1,2})/")
_MAKERS = {("1", "1"): "intel", ("1", "2"): "amd"}  # by architecture and maker
_REDUCED = ("all_reduce", "all_gather", "reduce_scatter")  # what switches of NVLink help with
_RING, _HEADS = "4", "5"  # patterns of NCCL's search

CONNECTIONS = frozenset({"Chann", "Ring ", "Trees"})
"""How lines begin that say how ranks are connected."""


@dataclass(slots=True)
class Evidence:
    """Facts that a log states: how ranks are connected, by which algorithm, what the environment sets.

    Attributes
    ----------
    version
        Of NCCL, or of RCCL with that name before it.
    network
        What carries messages between nodes, such as `NET/IB`.
    direct
        Whether adapters reach the memory of accelerators themselves (GPUDirect RDMA).
    ranks, nodes, local_ranks
        Of the largest job in the log: ranks, NVLink domains as NCCL calls nodes, and ranks of one of these.
    multicast
        Whether switches of NVLink reduce (NVLS); None where nothing tells it.
    in_network
        Whether switches of the network reduce (CollNet).
    channels, heads
        Rings side by side; accelerators of a node whose slices its switch reduces.
    one_order
        Whether all channels visit the accelerators in one order.
    cpu
        Who made it: `intel`, `amd` or `other`.
    environment
        Variables that were set, with their values.
    nics
        Names of the adapters that the log lists, or as many as a plug-in found.
    adapters
        Line rates of adapters [GB/s] by the name that NCCL gives them, those for storage among them.
    rings, listed
        How many rings there are, and the numbers of those whose way through a node is listed.
    used
        Names of the adapters by which these enter or leave the node.
    choices
        What NCCL took for an operation and a size.
    table
        What it expects of each algorithm.
    pattern
        Of the graph whose channels are listed next.
    logged
        Whether there was a line at all.
    settled
        Whether lines of `CONNECTIONS` can tell no more.
    known
        Operations and sizes whose choice is known, as they stand in the log.

    Examples
    --------
    >>> found = Evidence()
    >>> found.line("a:1:2 [0] NCCL INFO Channel 00/0 : 1[1] -> 9[1] [send] via NET/IB/0/GDRDMA", 20)
    >>> found.network, found.direct
    ('NET/IB', True)
    """

    version: str = ""
    network: str = ""
    direct: bool = False
    ranks: int | None = None
    nodes: int | None = None
    local_ranks: int | None = None
    multicast: bool | None = None
    in_network: bool = False
    channels: int | None = None
    heads: int | None = None
    one_order: bool | None = None
    cpu: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    nics: tuple[str, ...] = ()
    adapters: dict[str, float] = field(default_factory=dict)
    rings: int | None = None
    listed: set[int] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    choices: dict[tuple[str, float], Choice] = field(default_factory=dict)
    table: Table = field(default_factory=Table)
    settled: bool = False
    logged: bool = field(default=False, repr=False, compare=False)
    pattern: str = field(default="", repr=False, compare=False)
    known: set[str] = field(default_factory=set, repr=False, compare=False)

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return self != Evidence()

    def line(self, line: str, start: int) -> None:
        """Take the facts of one line, whose message starts there."""
        self.logged = True
        take = _BEGINNINGS.get(line[start : start + 4])
        if take is not None:
            take(self, line, start)
        elif line[start : start + 1].isdigit():
            _counts(self, line, start)

    def ran(self, operation: str) -> str:
        """Return the algorithm of an operation at the largest size, as NCCL spells it; empty where nothing tells it.

        What NCCL took goes before what a variable allows, and that before what switches could do.

        Examples
        --------
        >>> Evidence(environment={"NCCL_ALGO": "Ring"}, multicast=True).ran("all_reduce")
        'ring'
        >>> Evidence(multicast=True, nodes=2).ran("all_reduce"), Evidence(multicast=True).ran("broadcast")
        ('NVLSTree', '')
        """
        taken = [each for each in self.choices.values() if each.operation == operation]
        if taken:
            return spelled(max(taken, key=lambda each: each.size).algorithm)
        if named := algorithm(self.environment.get("NCCL_ALGO", "")):
            return spelled(named)
        if not self.multicast or operation not in _REDUCED:
            return ""
        if self.nodes is None or self.nodes == 1:
            return spelled("nvls")
        return spelled("nvls_tree") if operation == "all_reduce" else ""

    def costs(self, operation: str) -> dict[tuple[str, str], Cost]:
        """Return what NCCL expects of an operation by its own table: by algorithm and protocol."""
        return self.table.costs.get(operation, {})


def _channel(found: Evidence, line: str, start: int) -> None:
    """Take what one connection crosses; by far most lines of a log are such."""
    at = line.find(" via ", start)
    if at < 0:
        if found.channels is None and (said := _TOTAL.match(line, start)):
            found.channels = int(said[1])
    elif line.startswith("NET/", at + 5):
        if not found.network:
            found.network = "NET/" + line[at + 9 : at + 60].partition("/")[0].strip()
        if not found.direct:
            found.direct = found.settled = "GDRDMA" in line
    elif line.startswith("COLLNET/", at + 5):
        found.in_network = True


def _communicator(found: Evidence, line: str, start: int) -> None:
    ranks, nodes, local = (pattern.search(line, start) for pattern in (_RANKS, _NODES, _LOCAL))
    if ranks is None:
        return
    if int(ranks[1]) > (found.ranks or 0):
        found.ranks, found.nodes, found.local_ranks = int(ranks[1]), None, None
    if int(ranks[1]) == found.ranks:
        found.nodes = int(nodes[1]) if nodes else found.nodes
        found.local_ranks = max(int(local[1]), found.local_ranks or 0) if local else found.local_ranks
    if " coll channels:" in line:  # as RCCL has it
        _counts(found, line, start)


def _counts(found: Evidence, line: str, start: int) -> None:
    if said := _CHANNELS.search(line, start):
        found.channels = int(said[1] or said[2])
        if of_heads := _MULTICAST.search(line, start):
            found.multicast = found.multicast or int(of_heads[1] or of_heads[2]) > 0


def _own(found: Evidence, line: str, start: int) -> None:
    """Take a line that begins with NCCL's own name: its version, or a variable."""
    if said := _VERSION.search(line, start):
        found.version = found.version or ("RCCL " if said[1] else "") + said[2]
    elif said := _SET.match(line, start):
        _variable(found, said[1], said[2])


def _variable(found: Evidence, name: str, value: str) -> None:
    if len(found.environment) < _MOST:
        found.environment.setdefault(name, value.rstrip(".,"))


def _network(found: Evidence, line: str, start: int) -> None:
    if not found.network and (said := _USING_NETWORK.match(line, start)):
        found.network = said[1].strip()


def _transport(found: Evidence, line: str, start: int) -> None:
    if not found.nics and line.startswith("NET/IB : Using", start):
        found.nics = tuple(_NICS.findall(line, start)[:_MOST])
    elif said := _SET_BY_PLUGIN.search(line, start):
        _variable(found, said[1], said[2])
    elif not found.nics and (said := _FOUND.search(line, start)):
        found.nics = tuple(map(str, range(min(int(said[1]), _MOST))))


def _connected(found: Evidence, line: str, start: int) -> None:
    if line.startswith("Connected NVLS", start):
        found.multicast = True
    elif line.lower().startswith("connected collnet", start):
        found.in_network = True
    elif said := _GDR.search(line, start):
        found.direct = found.direct or said[1] == "1"


def _connected_rank(found: Evidence, line: str, start: int) -> None:
    found.in_network = found.in_network or line.find("Connected CollNet", start) >= 0


def _switches(found: Evidence, line: str, start: int) -> None:
    if line.startswith("NVLS multicast support is not available", start) and found.multicast is None:
        found.multicast = False


def _graph(found: Evidence, line: str, start: int) -> None:
    if said := _GRAPH.match(line, start):
        found.pattern = said[1]
        if said[1] == _HEADS:
            found.heads = int(said[2])
        elif said[1] == _RING:
            found.rings, found.one_order = int(said[2]), said[3] == "1"


def _way(found: Evidence, line: str, start: int) -> None:
    """Take the adapters on the way of one ring through a node."""
    if found.pattern == _RING and len(found.used) < _MOST:
        found.listed.add(int(line[start : start + 2]))
        found.used.update(_END.findall(line, start))


def _processor(found: Evidence, line: str, start: int) -> None:
    if not found.cpu and (said := _CPU.match(line, start)):
        found.cpu = _MAKERS.get((said[1], said[2]), "other")


def _tuned(found: Evidence, line: str, start: int) -> None:
    at = line.find(" Bytes -> Algo ", start)
    if at < 0:
        if "|" in line:
            found.table.line(line[start:])
    elif (key := line[start:at]) not in found.known and len(found.known) < _MOST:
        found.known.add(key)
        if chosen := choice(line, start):
            found.choices[chosen.operation, chosen.size] = chosen


def _indented(found: Evidence, line: str, start: int) -> None:
    """Take a line of the table of costs, or of the tree of a node's parts."""
    if "|" in line:
        found.table.line(line[start:])
    elif len(found.adapters) < _MOST and "+ NET[" in line and (said := _ADAPTER.search(line, start)):
        found.adapters |= {said[1]: rate} if (rate := float(said[2])) > 0.0 else {}  # 0: the driver does not tell it


_BEGINNINGS: dict[str, Callable[[Evidence, str, int], None]] = {
    "Chan": _channel,
    "comm": _communicator,
    "nccl": _communicator,
    "NCCL": _own,
    "RCCL": _own,
    "Usin": _network,
    "NET/": _transport,
    "Conn": _connected,
    "rank": _connected_rank,
    "NVLS": _switches,
    "Patt": _graph,
    "CPU/": _processor,
    "AllR": _tuned,
    "AllG": _tuned,
    "Redu": _tuned,
    "Broa": _tuned,
    "Late": _indented,  # the heading of a table
    "    ": _indented,
    "   +": _indented,
    "  + ": _indented,
    "  Al": _indented,
    "   A": _indented,
}
_BEGINNINGS |= {f"{channel:2d} :": _way for channel in range(64)}
"""Who takes a message, by its first four letters."""
