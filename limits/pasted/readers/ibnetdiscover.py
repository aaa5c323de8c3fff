"""`ibnetdiscover`: every switch and adapter of an InfiniBand network, with the far end of each port.

A line of a port has its number, the far end with its port, and lanes and speed, as `[1] "H-..."[1](...) # "name" lid 5
4xHDR`; those of an adapter have the identifier of the port as well (`out_switch_port`, `out_ca_port` of rdma-core).
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

BEGINS = r'vendid=0x|(?:Switch|Ca|Rt)\s+\d+\s+"[SHR]-'
WORDS = ()
_NODE = re.compile(r'(Switch|Ca|Rt)\s+\d{1,5}\s+"([SHR]-[0-9a-f]{1,16})"\s+(?:\# "([^"]{0,80}))?')
_PORT = re.compile(
    r'(?:\[(\d{1,5})\](?:\[ext \d{1,5}\])?)?\s*(?:\([0-9a-f]{1,16}\))?\s*"([SHR]-[0-9a-f]{1,16})"\[(\d{1,5})\]'
    r'(?:[^"#]{0,60}\#[^"]{0,40}"([^"]{0,80})")?(?:.{0,40}? (\d{1,2})x(\w{3,5}))?'
)
_OTHER = re.compile(r"\#|(?:vendid|devid|sysimgguid|switchguid|caguid|rtguid)=|Chassis |\s*\Z")
_AGGREGATES = "Aggregation Node"  # a switch that reduces (SHARP) shows itself as an adapter
_MOST = 400_000  # ports of a network

_Port = tuple[str, int]


class _Network:
    """What was read: nodes by their identifier, and cables by the port that names them."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines = 0
        self.names: dict[str, str] = {}
        self.described: set[str] = set()
        self.cables: dict[_Port, Cable] = {}
        self._node = ""

    def take(self, line: str) -> bool:
        """Take a line; return whether it is one of this tool."""
        if said := _NODE.match(line):
            self._node = said[2]
            self.names[said[2]] = said[3] or self.names.get(said[2], said[2])
            self.described.add(said[2])
        elif self._node and (said := _PORT.match(line)):
            self._port(self._node, said)
        else:
            return bool(_OTHER.match(line))
        return True

    def _port(self, node: str, said: re.Match[str]) -> None:
        """Take the line of a port of a node."""
        number, peer, at, name, lanes, speed = said.groups()
        self.lines += 1
        if self.lines > _MOST:
            raise InputError("text", [Problem("ibnetdiscover", f"more than {_MOST:,} ports", "one network")])
        self.names.setdefault(peer, name or peer)
        if not (node.startswith("S-") or peer.startswith("S-")) and peer in self.described and peer < node:
            return  # of two adapters without a switch between, which the other has told
        first, second = sorted(((node, int(number or 0)), (peer, int(at))), key=_naming)
        self.cables.setdefault(first, Cable(first[0], second[0], int(lanes or 0), (speed or "").upper()))

    def fabric(self) -> Fabric:
        """Return the network."""
        switches = {key: name for key, name in self.names.items() if key.startswith("S-")}
        adapters = {
            key: name for key, name in self.names.items() if not key.startswith("S-") and _AGGREGATES not in name
        }
        known = switches.keys() | adapters.keys()
        cables = tuple(cable for cable in self.cables.values() if {cable.one, cable.other} <= known)
        unseen = tuple(key for key in switches if key not in self.described)
        return Fabric(switches, adapters, cables, self.lines, unseen)


def _naming(end: _Port) -> tuple[bool, str, int]:
    """Return what orders the two ends of a cable: a switch, all of whose ports are numbered, names it."""
    return not end[0].startswith("S-"), *end


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
    if network.names:
        yield describing.measurement("ibnetdiscover", network.line, network.fabric())
