"""XML of NCCL: the topology of a node (NCCL_TOPO_DUMP_FILE, NCCL_TOPO_FILE), and graphs (NCCL_GRAPH_DUMP_FILE).

Elements and attributes are those of `src/graph/xml.cc` of NCCL. Speed and width of a link are the most that device and
slot allow (`max_link_speed`, `max_link_width` of the system), not what the link runs at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations, product, takewhile
from typing import TYPE_CHECKING
from xml.parsers import expat

from limits.errors import InputError, Problem
from limits.pasted.described.graphs import Graphs
from limits.pasted.described.wiring import End, Wiring
from limits.pasted.lines import HOST
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.pasted.described.description import Description
    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r'<(?:system|graphs)\sversion="\d|<\?xml\sversion="\d|<!(?:DOCTYPE\s(?!html)|ENTITY\s)'
WORDS = ()
_HOST = re.compile(rf"{HOST}(?=<)")
_ROOT = re.compile(r"<(?:system|graphs)\s")
_SPEED = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) GT/s")
_ACCELERATORS, _ADAPTERS = ("0x03", "0x12"), ("0x02",)  # classes of PCI: display and processing, network
_OF_SWITCH = "0x0680"  # class of a bridge, which a switch of NVLink is
_MOST = 20_000  # elements: NCCL's own are some hundreds
_DEEPEST = 64
_LONGEST = 20_000  # lines
_WANTED = "a topology as NCCL writes it, without document types and entities"


@dataclass(slots=True)
class _Pci:
    """A device on the PCIe bus: its class, what stands above it, and what the elements in it say."""

    bus: str
    kind: str
    above: tuple[str, ...]
    speed: float | None
    width: int | None
    inside: bool = False  # whether another stands in it, so that it is a bridge
    accelerator: bool = False
    module: bool = False  # whether it hangs on its CPU by a link of its own, as on GH200 and GB200
    direct: bool | None = None
    links: dict[str, int] = field(default_factory=dict)  # of NVLink, by what they lead to; "" for a switch
    nets: list[tuple[str, float | None, bool | None]] = field(default_factory=list)


class _Document:
    """A document, element by element."""

    def __init__(self) -> None:
        self.root = ""
        self.graphs = self.channels = 0
        self.devices: list[_Pci] = []
        self.loose: list[tuple[str, float | None, bool | None]] = []  # adapters that are no device of the bus
        self.cpus = 0
        self._open: list[tuple[str, _Pci | None]] = []
        self._elements = self._lines = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refused
        self._parser.EntityDeclHandler = _refused

    def feed(self, line: str) -> bool:
        """Take a line; return whether the document goes on."""
        self._lines += 1
        if self._lines > _LONGEST:
            raise InputError("text", [Problem("XML", f"more than {_LONGEST:,} lines", _WANTED)])
        try:
            self._parser.Parse(f"{line}\n".encode())
        except expat.ExpatError:
            return False
        return not self.complete

    @property
    def complete(self) -> bool:
        """Whether the root has ended."""
        return bool(self.root) and not self._open

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST or len(self._open) >= _DEEPEST:
            given_up = f"more than {_MOST:,} elements" if self._elements > _MOST else f"more than {_DEEPEST} levels"
            raise InputError("text", [Problem("XML", given_up, _WANTED)])
        self.root = self.root or name
        above = [device for _, device in self._open if device is not None]
        device = above[-1] if above else None
        if name == "pci":
            device = self._device(given, above)
        elif name == "cpu":
            self.cpus += 1
        elif name == "gpu" and device is not None:
            device.accelerator, device.direct = True, _flag(given.get("gdr"))
        elif name == "c2c" and device is not None:
            device.module = True
        elif name == "nvlink" and device is not None:
            _link(device, given)
        elif name == "net":
            rate = _number(given.get("speed"))
            net = (given.get("name", "")[:40], rate / 1e3 if rate else None, _flag(given.get("gdr")))
            (self.loose if device is None else device.nets).append(net)
        self.graphs += name == "graph"
        self.channels += name == "channel"
        self._open.append((name, device if name == "pci" else None))

    def _end(self, _: str) -> None:
        self._open.pop()

    def _device(self, given: Mapping[str, str], above: list[_Pci]) -> _Pci:
        for bridge in above:
            bridge.inside = True
        speed, width = _SPEED.match(given.get("link_speed", "")), _number(given.get("link_width"))
        way = (f"cpu {self.cpus}", *(bridge.bus for bridge in above))
        device = _Pci(
            given.get("busid", "")[:40],
            given.get("class", "")[:10],
            way,
            float(speed[1]) if speed else None,
            int(width) if width else None,
        )
        self.devices.append(device)
        return device

    def description(self) -> Description:
        """Return what it describes."""
        if self.root == "graphs":
            return Graphs(self.graphs, self.channels)
        accelerators = [each for each in self.devices if each.accelerator or each.kind.startswith(_ACCELERATORS)]
        adapters = [each for each in self.devices if each.nets or each.kind.startswith(_ADAPTERS)]
        paths = {
            (one.bus, name): _path(one, other)
            for one, other in product(accelerators, adapters)
            for name in _names(other)
        }
        if any(each.accelerator for each in accelerators):  # else nothing is said of NVLink
            paths |= {(one.bus, other.bus): _between(one, other) for one, other in combinations(accelerators, 2)}
        ends = [End(n, speed=None, rate=r, direct=d) for n, r, d in self.loose]
        bridges = sum(each.inside for each in self.devices)
        return Wiring(
            tuple(
                End(
                    each.bus,
                    speed=each.speed,
                    width=each.width,
                    links=sum(each.links.values()) if each.accelerator else None,
                    direct=each.direct,
                )
                for each in accelerators
            ),
            (*(end for each in adapters for end in _ends(each)), *ends),
            {two: path for two, path in paths.items() if path},
            cpus=self.cpus or None,
            unnamed=len(self.devices) - len(accelerators) - len(adapters) - bridges,
            missing="" if self.complete else "the paste is cut before the end of the XML",
        )


def _refused(*_: object) -> None:
    raise InputError("text", [Problem("XML", "a document type or an entity", _WANTED)])


def _names(adapter: _Pci) -> list[str]:
    """Return what the ports of an adapter are called: by the system, or by its place on the bus."""
    return [name for name, _, _ in adapter.nets] or [adapter.bus]


def _ends(adapter: _Pci) -> Iterator[End]:
    for name, rate, direct in adapter.nets or [(adapter.bus, None, None)]:
        label = adapter.bus if adapter.nets else ""
        yield End(name, label, adapter.speed, adapter.width, rate=rate, direct=direct)


def _path(one: _Pci, other: _Pci) -> str:
    """Return the path over PCIe, as NCCL tells it: by how many bridges, by the CPU, or to another CPU."""
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one.above, other.above, strict=False))))
    if not shared:
        return "SYS"
    if shared == 1:
        return "P2C" if one.module else "PHB"
    return "PIX" if len(one.above) == len(other.above) == shared else "PXB"


def _between(one: _Pci, other: _Pci) -> str:
    """Return the path between two accelerators: over NVLink where it joins them; empty where nothing tells that."""
    if direct := one.links.get(other.bus) or other.links.get(one.bus):
        return f"NV{direct}"
    if one.links.get("") and other.links.get(""):
        return f"NV{min(one.links[''], other.links[''])}"
    return "" if one.links and other.links and one.bus in one.links else _path(one, other)


def _link(device: _Pci, given: Mapping[str, str]) -> None:
    target = "" if given.get("tclass", "").startswith(_OF_SWITCH) else given.get("target", "")[:40]
    count = _number(given.get("count")) or 0.0
    if count < 100 and len(device.links) < _DEEPEST:  # noqa: PLR2004 - no accelerator has as many
        device.links[target] = device.links.get(target, 0) + int(count)


def _number(text: str | None) -> float | None:
    try:
        return float(int(text or "")) if len(text or "") < 10 else None  # noqa: PLR2004 - digits of what can be
    except ValueError:
        return None


def _flag(text: str | None) -> bool | None:
    return None if text is None else text == "1"


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for each document; parameters as in `nccl_tests.read`.

    Raises
    ------
    InputError
        Where a document has a type or entities of its own, or is larger than any of NCCL.
    """
    document: _Document | None = None
    forbidden = False
    begun = 0
    for whole in own:
        line = _HOST.sub("", whole, count=1)
        if document is None:
            forbidden = forbidden or "<!DOCTYPE" in line or "<!ENTITY" in line
            if (root := _ROOT.search(line)) is None:
                continue
            if forbidden:
                _refused()
            document, begun, line = _Document(), lines.number, line[root.start() :]
        if not document.feed(line):
            yield _measurement(document, begun)
            document = None
    if document is not None:
        yield _measurement(document, begun)


def _measurement(document: _Document, line: int) -> Measurement:
    tool = "NCCL graph file" if document.root == "graphs" else "NCCL topology"
    return describing.measurement(tool, line, document.description())
