"""`ibstat`: the ports of the adapters of a node, by their driver."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.ports import Port, Ports
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r"CA:?\s'[\w.-]{1,40}'\s*$"
WORDS = ()
_ADAPTER = re.compile(r"CA:? '([\w.-]{1,40})'\s*$")
_PORT = re.compile(r"Port (\d{1,3}):\s*$")
_SAID = re.compile(r"(State|Physical state|Rate|Link layer|CA type): *+([\w.()-][\w.() -]{0,39})?+$")
_RATE = re.compile(r"\d{1,5}(?:\.\d)?")
_OTHER = re.compile(
    r"(?:Number of ports|Firmware version|Hardware version|\w+ (?:image )?GUID|System image GUID|Base lid|LMC|SM lid|"
    r"Capability mask|Port GUID): "
)
_MOST = 1024  # ports of a node


class _Node:
    """What was read of a node."""

    def __init__(self) -> None:
        self.line = 0
        self.ports: dict[tuple[str, int], Port] = {}
        self._adapter = self._model = ""
        self._port = 0

    def take(self, line: str) -> bool:
        """Take a line; return whether it is one of this tool."""
        if said := _ADAPTER.match(line):
            self._adapter, self._model, self._port = said[1], "", 0
        elif said := _PORT.match(line):
            self._begin(int(said[1]))
        elif said := _SAID.match(line.rstrip()):
            value = said[2] or ""
            if said[1] == "CA type":
                self._model = value
            else:
                self._of_port(said[1], value)
        else:
            return bool(_OTHER.match(line))
        return True

    def has(self, line: str) -> bool:
        """Tell whether a line names an adapter that is there already: the next node begins."""
        said = _ADAPTER.match(line)
        return said is not None and any(name == said[1] for name, _ in self.ports)

    def _begin(self, port: int) -> None:
        self._port = port
        if len(self.ports) < _MOST:
            self.ports[self._adapter, port] = Port(self._adapter, port, self._model)

    def _of_port(self, key: str, value: str) -> None:
        if not self._port and self._adapter and key == "State":  # one port was asked for: no line says which
            self._begin(1)
        port = self.ports.get((self._adapter, self._port))
        if port is not None:
            self.ports[self._adapter, self._port] = _with(port, key, value)


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for the ports of a node; parameters as in `nccl_tests.read`."""
    nodes = [_Node()]

    def take(line: str) -> bool:
        if nodes[-1].has(line):
            nodes.append(_Node())
        nodes[-1].line = nodes[-1].line or lines.number
        return nodes[-1].take("" if lines.cut and "Rate:" in line else line)  # else of 200 might be left 20

    for _ in describing.of_own(own, take):
        if len(nodes) > 1:
            yield from _all(nodes.pop(0))
    yield from _all(nodes[0])


def _with(port: Port, key: str, value: str) -> Port:
    """Return a port with what a line says of it."""
    if key == "Rate":
        found = _RATE.match(value)
        return port._replace(rate=float(found[0]) or None if found else None)
    if key == "State":
        return port._replace(state=value)
    return port._replace(physical=value) if key == "Physical state" else port._replace(layer=value)


def _all(node: _Node) -> Iterator[Measurement]:
    if node.ports:
        yield describing.measurement("ibstat", node.line, Ports(tuple(node.ports.values())))
