"""What is wired to what inside a node: accelerators, network adapters, the path between each two of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from limits.frozen import frozen
from limits.pasted.described.description import Fact, Finding, Pair
from limits.pasted.described.usual import usual
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from limits.catalog import Catalog
    from limits.pasted.machine.hardware import Hardware

_PATHS = {  # the nearest first, as nvidia-smi explains its letters
    "PIX": "behind its own PCIe switch",
    "PXB": "behind several PCIe switches",
    "P2C": "behind the CPU of its own module",  # as NCCL calls it
    "PHB": "behind the CPU",
    "NODE": "across the host bridges of a CPU",
    "SYS": "across CPUs",
    "SOC": "across CPUs",  # as drivers of 2016 called it
}
_BY_CPU = ("PHB", "NODE", "SYS", "SOC")  # where NCCL keeps adapters from the memory of accelerators, unless told
_OF_ONE_CPU = ("PHB", "NODE")
_ACROSS = tuple(_PATHS).index("SYS")
_BONDED = re.compile(r"NV(\d{1,2})\Z")


class End(NamedTuple):
    """An accelerator or an adapter.

    Attributes
    ----------
    name
        As the text has it: GPU0, NIC3, mlx5_0, or its address on the PCIe bus.
    label
        What else it is called, such as mlx5_0 for NIC3; empty where nothing tells it.
    speed, width
        What its slot allows: transfers of a lane per second [GT/s], and lanes; None where nothing tells it.
    links
        Links of NVLink that are up; None where nothing tells it.
    rate
        Line rate of an adapter [Gbit/s]; None where nothing tells it.
    direct
        Whether it takes part in GPUDirect RDMA; None where nothing tells it.
    """

    name: str
    label: str = ""
    speed: float | None = None
    width: int | None = None
    links: int | None = None
    rate: float | None = None
    direct: bool | None = None

    @property
    def called(self) -> str:
        """Its name, and what else it is called."""
        return f"{self.name} ({self.label})" if self.label and self.label != self.name else self.name

    @property
    def slot(self) -> str:
        """What its slot allows, in words; empty where nothing tells it."""
        return f"x{self.width} of {self.speed:g} GT/s" if self.speed and self.width else ""


@frozen
class Wiring:
    """A node, as a tool lists it.

    Attributes
    ----------
    accelerators, adapters
        In the order of the text.
    paths
        By two names, as the text has it: NV18, PIX, PXB, PHB, NODE, SYS.
    cpus
        Number of those, as domains of memory (NUMA); None where nothing tells it.
    unnamed
        PCIe devices of which nothing tells what they are.
    missing
        What the text does not show, in words.

    Examples
    --------
    >>> wiring = Wiring((End("GPU0"),), (End("NIC0"), End("NIC1")), {("GPU0", "NIC0"): "PIX", ("GPU0", "NIC1"): "SYS"})
    >>> wiring.nearest("GPU0"), [each.name for each in wiring.near]
    ('PIX', ['NIC0'])
    """

    accelerators: tuple[End, ...]
    adapters: tuple[End, ...]
    paths: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cpus: int | None = None
    unnamed: int = 0
    missing: str = ""

    def path(self, one: str, other: str) -> str:
        """Return the path between two ends, from whichever row of the text is there; empty where none is."""
        return self.paths.get((one, other)) or self.paths.get((other, one), "")

    def nearest(self, accelerator: str) -> str:
        """Return the path from an accelerator to its nearest adapter; empty where nothing tells it."""
        paths = (self.path(accelerator, each.name) for each in self.adapters)
        return min((path for path in paths if path in _PATHS), key=_distance, default="")

    @property
    def usual_nearest(self) -> str:
        """The path to the nearest adapter that most accelerators have; of equally many, the nearer."""
        paths = (self.nearest(each.name) for each in self.accelerators)
        return usual((path for path in paths if path), better=lambda path: -_distance(path)) or ""

    @property
    def near(self) -> tuple[End, ...]:
        """Adapters that serve accelerators: as near to one as most accelerators have one, and not across CPUs.

        Those farther away are taken for storage and management: a convention.
        """
        far = _distance(self.usual_nearest)
        if far >= _ACROSS:
            return ()
        names = [each.name for each in self.accelerators]
        return tuple(x for x in self.adapters if any(_distance(self.path(name, x.name)) <= far for name in names))

    @property
    def serving(self) -> tuple[End, ...]:
        """The adapters near, where every accelerator has one; none where some must use one farther away."""
        far = _distance(self.usual_nearest)
        return self.near if all(_distance(self.nearest(each.name)) <= far for each in self.accelerators) else ()

    @property
    def links_of_a_pair(self) -> int | None:
        """Links of NVLink between every two accelerators; None where they are joined by different numbers, or others.

        Examples
        --------
        >>> Wiring((End("GPU0"), End("GPU1")), (), {("GPU0", "GPU1"): "NV6"}).links_of_a_pair
        6
        """
        found = {_bonded(pair.path) for pair in self._of_accelerators()}
        return found.pop() or None if len(found) == 1 else None

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Say what is joined, and what is farther, narrower or slower than its equals: all else is not known here."""
        del machine, catalog
        faults = tuple(self.faults())
        return Finding(
            said=self._said(),
            verdict=Verdict.NO_MEASUREMENT,
            because=(*(faults or (self._sound(),)), *filter(None, (self.missing,)), "nothing was sent to measure it"),
            try_next=tuple(self._try_next()),
            facts=tuple(self._facts()),
            pairs=tuple(self._pairs()),
        )

    def _said(self) -> str:
        if not self.accelerators and not self.adapters:
            return f"{counted(self.unnamed, 'PCIe device')} by address alone, none named accelerator or adapter"
        adapters = counted(len(self.adapters), "adapter") if self.adapters else "no network adapter"
        return f"{counted(len(self.accelerators), 'accelerator')}{self._joined()}, {adapters}"

    def _joined(self) -> str:
        """Say what joins the accelerators."""
        paths = {pair.path for pair in self._of_accelerators()}
        links = {each.links for each in self.accelerators}
        if len(self.accelerators) < 2:  # noqa: PLR2004 - two make a pair
            return ""
        if len(paths) == 1 and "" not in paths:
            return f", every two joined by {paths.pop()}"
        if paths - {""}:
            *first, last = sorted(paths - {""}, key=_distance)
            return f" joined by {', '.join(first)} and {last}" if first else f" joined by {last} where shown"
        return f" with {links.pop()} NVLinks each" if len(links) == 1 and None not in links else ""

    def faults(self) -> Iterator[str]:
        """Yield what is farther, narrower or less joined than its equals, or cannot be reached without the CPU."""
        yield from self._unjoined()
        yield from self._far()
        yield from _narrow("accelerator", self.accelerators)
        yield from _narrow("adapter", self.adapters)
        without = [each.called for each in self.adapters if each.direct is False]
        if without and any(each.direct for each in self.accelerators):
            yield f"no GPUDirect RDMA at {listed(without)} (gdr=0)"

    def _unjoined(self) -> Iterator[str]:
        """Yield accelerators with fewer links of NVLink than most others; none where a pair is missing."""
        pairs = list(self._of_accelerators())
        if any(each.links is None for each in self.accelerators) and not all(pair.path for pair in pairs):
            return
        sums = {each.called: each.links for each in self.accelerators}
        links = {
            name: sum(_bonded(pair.path) for pair in pairs if name in pair[:2]) if told is None else told
            for name, told in sums.items()
        }
        most = usual(links.values(), better=float) or 0
        for name, count in links.items():
            if not count < most:
                continue
            yield f"{name} has no NVLink, the others have" if not count else f"{name} has fewer NVLinks than the others"

    def _far(self) -> Iterator[str]:
        """Yield accelerators whose nearest adapter is behind or across CPUs."""
        nearest = {each.called: self.nearest(each.name) for each in self.accelerators}
        for path in reversed(_BY_CPU):
            names = [name for name, each in nearest.items() if each == path]
            if names:
                every = len(names) == len(nearest)
                who = "every accelerator" if every and len(names) > 1 else listed(names)
                module = " unless CPU and accelerator are one module" if every and path in _OF_ONE_CPU else ""
                yield f"{who}: the nearest adapter is {_PATHS[path]} ({path}), so GPUDirect RDMA is off or slow{module}"

    def _sound(self) -> str:
        nearest = self.usual_nearest
        if not nearest:
            shown = "no path to an adapter is shown" if self.adapters else "no way to a network is shown"
            return shown if self.accelerators else "nothing tells what is what"
        who = "each accelerator has" if len(self.accelerators) > 1 else "the accelerator has"
        return f"{who} an adapter {_PATHS[nearest]} ({nearest})"

    def _try_next(self) -> Iterator[str]:
        if any(self._unjoined()):
            yield "nvidia-smi nvlink -s shows which links are down"
        if any(self._far()):
            yield "lspci -tv shows what stands behind which switch; the board's manual, which slots belong together"
            yield (
                "NCCL uses GPUDirect RDMA up to PXB, unless NCCL_NET_GDR_LEVEL says otherwise; where CPU and "
                "accelerator are one module (GH200, GB200), adapters of the CPU count as near"
            )
        if any(_narrow("", self.adapters)) or any(_narrow("", self.accelerators)):
            yield "lspci -vv shows what a slot allows (LnkCap) and at what it runs (LnkSta)"
        yield "measure: all_reduce_perf over two nodes; with this text beside its table, the table is judged by it"

    def _of_accelerators(self) -> Iterator[Pair]:
        for place, one in enumerate(self.accelerators):
            for other in self.accelerators[place + 1 :]:
                yield Pair(one.name, other.name, None, self.path(one.name, other.name))

    def _pairs(self) -> Iterator[Pair]:
        """Yield each two accelerators, then each accelerator with each adapter, where a path is told."""
        yield from (pair for pair in self._of_accelerators() if pair.path)
        for one in self.accelerators:
            for adapter in self.adapters:
                if path := self.path(one.name, adapter.name):
                    yield Pair(one.name, adapter.name, None, path)

    def _facts(self) -> Iterator[Fact]:
        if between := Counter(pair.path for pair in self._of_accelerators() if pair.path):
            yield Fact("between accelerators", _paths_counted(between))
        if nearest := Counter(path for each in self.accelerators if (path := self.nearest(each.name))):
            yield Fact("to the nearest adapter", _paths_counted(nearest))
        near = self.near
        for what, ends in (("adapters near", near), ("farther away", [x for x in self.adapters if x not in near])):
            if near and ends:
                yield Fact(what, listed([each.called for each in ends], most=8))
        if rates := Counter(f"{each.rate:g} Gbit/s" for each in self.adapters if each.rate):
            yield Fact("line rates", _counts(rates))
        for what, each_of in (("slots of accelerators", self.accelerators), ("slots of adapters", self.adapters)):
            if slots := Counter(each.slot for each in each_of if each.slot):
                yield Fact(what, f"{_counts(slots)}, at most")
        if self.cpus is not None:
            yield Fact("CPUs", f"{self.cpus}, as domains of memory (NUMA)")


def _bonded(path: str) -> int:
    """Return how many links of NVLink a path bonds, 0 where it is none."""
    found = _BONDED.match(path)
    return int(found[1]) if found else 0


def _distance(path: str) -> int:
    """Return how far a path goes; more links are nearer, and what is unknown is farthest."""
    bonded = _bonded(path)
    return -bonded if bonded else tuple(_PATHS).index(path) if path in _PATHS else len(_PATHS)


def _narrow(what: str, ends: Sequence[End]) -> Iterator[str]:
    """Yield ends whose slot allows less than that of most of their kind."""
    carries = {each: each.speed * each.width for each in ends if each.speed and each.width}
    most = usual(carries.values(), better=float) or 0.0
    typical = next((each.slot for each, rate in carries.items() if rate == most), "")
    for each, rate in carries.items():
        if rate < most:
            yield f"{what} {each.called} has a slot of {each.slot} at most, the others {typical}"


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{count} x {what}" for what, count in counts.items())


def _paths_counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[path]} x {path}" for path in sorted(counts, key=_distance))
