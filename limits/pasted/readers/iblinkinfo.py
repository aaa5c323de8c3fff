"""`iblinkinfo`: every port of an InfiniBand network with lanes and the raw rate of a lane, node by node.

Nodes are told apart by their identifier in the subnet (LID), which both ends of a line have. A node without a heading,
as with `--switches-only`, is an adapter, unless one of its ports has a number that adapters do not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem
from limits.pasted.described.fabric import Cable, Fabric
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r"(?:CA:\s\S.{0,80}|Switch:\s0x[0-9a-f]{16}\s.{0,80}):\s*$"
WORDS = ()
_NODE = re.compile(r"(CA|Switch): (?:0x[0-9a-f]{16} )?(.{1,80}?):\s*$")
_PORT = re.compile(r"(?:0x[0-9a-f]{16} +)?(\d{1,6}) +(\d{1,5})\[[ \d]{0,6}\] +==\((.{0,60}?)\)==>(.*)")
_LINK = re.compile(r" *(\d{1,2})X +(\d{1,3}(?:\.\d{1,6})?) Gbps( \(FDR10\))? +Active/")
_PEER = re.compile(r" *(?:0x[0-9a-f]{16} +)?(\d{1,6}) +(\d{1,5})\[[ \d]{0,6}\] +\"([^\"]{0,80})\"")
_SPEEDS = {  # raw Gbit/s of a lane
    "2.5": "SDR",
    "5.0": "DDR",
    "10.0": "QDR",
    "14.0625": "FDR",
    "25.78125": "EDR",
    "53.125": "HDR",
    "106.25": "NDR",
    "212.5": "XDR",
}
_AGGREGATES = "Aggregation Node"  # a switch that reduces (SHARP) shows itself as an adapter
_OF_ADAPTERS = 2  # ports that an adapter has at most
_MOST = 400_000  # ports of a network


class _Network:
    """What was read: nodes by their LID, and cables by their two ends."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._lines = 0
        self._kind = self._name = ""
        self._names: dict[str, str] = {}
        self._switches: set[str] = set()
        self._described: set[str] = set()
        self._cables: dict[frozenset[tuple[str, int]], Cable] = {}

    def take(self, line: str) -> bool:
        """Take a line; return whether it is one of this tool."""
        if said := _NODE.match(line):
            self._kind, self._name = said[1], said[2]
        elif self._kind and (said := _PORT.match(line)):
            self._port(said[1], int(said[2]), said[3], said[4])
        else:
            return False
        return True

    def _port(self, node: str, port: int, link: str, far: str) -> None:
        self._names[node] = self._name
        self._described.add(node)
        if self._kind == "Switch":
            self._switches.add(node)
        runs, peer = _LINK.match(link), _PEER.match(far)
        if runs is None or peer is None:
            return  # nothing is plugged in, or it is down
        self._lines += 1
        if self._lines > _MOST:
            raise InputError("text", [Problem("iblinkinfo", f"more than {_MOST:,} ports", "one network")])
        self._names.setdefault(peer[1], peer[3])
        if int(peer[2]) > _OF_ADAPTERS:
            self._switches.add(peer[1])
        speed = "FDR10" if runs[3] else _SPEEDS.get(runs[2], f"{runs[2]}G")
        ends = frozenset(((node, port), (peer[1], int(peer[2]))))
        self._cables.setdefault(ends, Cable(node, peer[1], int(runs[1]), speed))

    def fabric(self) -> Fabric | None:
        """Return the network; None where no port was listed."""
        if not self._names:
            return None
        switches = {lid: name for lid, name in self._names.items() if lid in self._switches}
        adapters = {lid: name for lid, name in self._names.items() if lid not in switches and _AGGREGATES not in name}
        known = switches.keys() | adapters.keys()
        cables = [cable for cable in self._cables.values() if {cable.one, cable.other} <= known]
        ordered = (x if x.one in switches else x._replace(one=x.other, other=x.one) for x in cables)
        unseen = tuple(lid for lid in switches if lid not in self._described)
        return Fabric(switches, adapters, tuple(ordered), self._lines, unseen)


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for a network; parameters as in `nccl_tests.read`.

    Raises
    ------
    InputError
        Where there are more ports than a network has.
    """
    network = _Network(lines.number + 1)
    for _ in describing.of_own(own, network.take):
        pass
    fabric = network.fabric()
    if fabric is not None:
        yield describing.measurement("iblinkinfo", network.line, fabric)
