"""`ibstat`: the ports of the adapters of a node, by their driver."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.ports import Port, Ports
from limits.pasted.evidence import Evidence
from limits.pasted.lines import HOST
from limits.pasted.measurement import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

BEGINS = r"CA:?\s'[\w.-]{1,40}'\s*$"
WORDS = ()
_HOST = re.compile(HOST)
_ADAPTER = re.compile(r"CA:? '([\w.-]{1,40})'\s*$")
_PORT = re.compile(r"Port (\d{1,3}):\s*$")
_SAID = re.compile(r"(State|Physical state|Rate|Link layer|CA type): *([\w.() -]{0,40}?)\s*$")
_RATE = re.compile(r"\d{1,5}(?:\.\d)?")
_OTHER = re.compile(
    r"(?:Number of ports|Firmware version|Hardware version|\w+ (?:image )?GUID|System image GUID|Base lid|LMC|SM lid|"
    r"Capability mask|Port GUID): "
)
_MOST = 1024  # ports of a node
_APART = 5  # lines of something else between those of one node


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for the ports of a node; parameters as in `nccl_tests.read`."""
    ports: dict[tuple[str, int], Port] = {}
    adapter, model, port = "", "", 0
    begun = apart = 0
    for whole in own:
        line = whole[match.end() :] if (match := _HOST.match(whole)) else whole
        apart += bool(line.strip())
        if said := _ADAPTER.match(line):
            if any(name == said[1] for name, _ in ports):  # the next node
                yield from _all(ports, begun, lines)
                ports, begun = {}, 0
            begun = begun or lines.number
            adapter, model, port, apart = said[1], "", 0, 0
        elif said := _PORT.match(line):
            port, apart = int(said[1]), 0
            if len(ports) < _MOST:
                ports[adapter, port] = Port(adapter, port, model)
        elif said := _SAID.match(line):
            apart = 0
            if said[1] == "CA type":
                model = said[2]
                continue
            if not port and adapter and said[1] == "State":  # one port was asked for: no line says which
                port = 1
                ports[adapter, port] = Port(adapter, port, model)
            if (adapter, port) in ports:
                ports[adapter, port] = _with(ports[adapter, port], said[1], said[2])
        elif _OTHER.match(line):
            apart = 0
        if apart > _APART:
            break
    yield from _all(ports, begun, lines)


def _with(port: Port, key: str, value: str) -> Port:
    """Return a port with what a line says of it."""
    if key == "Rate":
        found = _RATE.match(value)
        return port._replace(rate=float(found[0]) or None if found else None)
    if key == "State":
        return port._replace(state=value)
    return port._replace(physical=value) if key == "Physical state" else port._replace(layer=value)


def _all(ports: dict[tuple[str, int], Port], line: int, lines: Lines) -> Iterator[Measurement]:
    if ports:
        evidence, lines.evidence = lines.evidence, Evidence()
        yield Measurement(
            tool="ibstat",
            test="ibstat",
            operation=None,
            rows=(),
            sweep=False,
            evidence=evidence,
            line=line,
            description=Ports(tuple(ports.values())),
        )
