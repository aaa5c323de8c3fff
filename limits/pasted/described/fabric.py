"""Switches, adapters and every cable between them: which are slower than their equals, and what leaves carry up."""

from __future__ import annotations

from collections import Counter, defaultdict
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

LANES = {  # Gbit/s of data that a lane carries
    "SDR": 2.0,
    "DDR": 4.0,
    "QDR": 8.0,
    "FDR10": 10.0,
    "FDR": 13.625,
    "EDR": 25.0,
    "HDR": 50.0,
    "NDR": 100.0,
    "XDR": 200.0,
}
"""Rate of a lane of InfiniBand by the name of its speed."""

_SAME = 1e-3  # relative: rates that are equal
_SHOWN = 8  # leaves of which a line is shown


class Cable(NamedTuple):
    """A cable between two ends: lanes, and the name of the speed."""

    one: str
    other: str
    lanes: int
    speed: str

    @property
    def rate(self) -> float:
        """What it carries each way [Gbit/s], 0 where nothing tells it."""
        return self.lanes * LANES.get(self.speed, 0.0)

    @property
    def called(self) -> str:
        """Lanes and speed, as tools write them."""
        return f"{self.lanes}x{self.speed}"


class Ends(NamedTuple):
    """Cables of a switch: down to adapters and lower switches, up to higher ones; count and rate together [Gbit/s]."""

    down: int
    up: int
    down_rate: float
    up_rate: float

    @property
    def ratio(self) -> float:
        """What comes from below over what leads up: the oversubscription; 0 where nothing tells it."""
        return self.down_rate / self.up_rate if self.up_rate else 0.0


@frozen
class Fabric:
    """A network, as a tool found it.

    Attributes
    ----------
    switches, adapters
        Names by the identifier that cables have.
    cables
        Each once, parallel ones included.
    lines
        Ports that the text lists: of a whole text, two for a cable between switches.
    unseen
        Switches that cables lead to, and that have no list of ports: the paste is cut.

    Examples
    --------
    >>> cables = (Cable("l", "a", 4, "HDR"), Cable("l", "b", 4, "HDR"), Cable("l", "s", 4, "HDR"))
    >>> fabric = Fabric({"l": "leaf", "s": "spine"}, {"a": "node-1", "b": "node-2"}, cables)
    >>> fabric.leaves()["l"].ratio
    2.0
    """

    switches: Mapping[str, str]
    adapters: Mapping[str, str]
    cables: tuple[Cable, ...]
    lines: int = 0
    unseen: tuple[str, ...] = ()

    def levels(self) -> dict[str, int]:
        """Return how many switches above adapters each switch is, 1 for leaves; what nothing reaches is left out."""
        levels: dict[str, int] = {}
        beside: dict[str, set[str]] = defaultdict(set)
        for cable in self.cables:
            for end, peer in ((cable.one, cable.other), (cable.other, cable.one)):
                if end in self.switches:
                    beside[end].add(peer)
        now = [name for name in self.switches if any(peer in self.adapters for peer in beside[name])]
        level = 1
        while now:
            levels.update(dict.fromkeys(now, level))
            peers = dict.fromkeys(peer for name in now for peer in beside[name])
            now = [peer for peer in peers if peer in self.switches and peer not in levels]
            level += 1
        return levels

    def leaves(self) -> dict[str, Ends]:
        """Return what each leaf has below and above; those whose ports are not listed are left out."""
        levels = self.levels()
        below: dict[str, list[Cable]] = defaultdict(list)
        above: dict[str, list[Cable]] = defaultdict(list)
        for cable in self.cables:
            for end, peer in ((cable.one, cable.other), (cable.other, cable.one)):
                if levels.get(end) == 1 and end not in self.unseen:
                    if peer in self.adapters:
                        below[end].append(cable)
                    elif levels.get(peer, 0) > 1:
                        above[end].append(cable)
        return {leaf: _ends(below[leaf], above[leaf]) for leaf in below}

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Say what there is, and what is slower, missing or oversubscribed."""
        del machine, catalog
        leaves = self.leaves()
        faults = (*self._slow(), *self._fewer(leaves), *self._oversubscribed(leaves))
        cut = f"the paste is cut: {counted(len(self.unseen), 'switch')} without a list of ports" if self.unseen else ""
        return Finding(
            said=", ".join(self._said(leaves)),
            verdict=Verdict.NO_MEASUREMENT,
            because=(*(faults or self._sound(leaves)), *filter(None, (cut,)), "nothing was sent to measure it"),
            try_next=tuple(self._try_next(leaves)),
            facts=tuple(self._facts(leaves)),
            pairs=tuple(
                Pair(self._name(x.one), self._name(x.other), x.rate / 8.0 or None, x.called) for x in self.cables
            ),
        )

    def _said(self, leaves: Mapping[str, Ends]) -> Iterator[str]:
        yield counted(len(self.switches), "switch") + (f" ({len(leaves)} of them leaves)" if leaves else "")
        yield counted(len(self.adapters), "adapter")
        rates = Counter(cable.called for cable in self.cables)
        yield counted(len(self.cables), "cable") + (f" of {', '.join(sorted(rates))}" if rates else "")

    def _kinds(self) -> Iterator[tuple[str, list[Cable]]]:
        """Yield cables that are held against one another: those to adapters, and those between switches."""
        to_adapters = [x for x in self.cables if x.one in self.adapters or x.other in self.adapters]
        yield "to adapters", to_adapters
        yield "between switches", [x for x in self.cables if x.one in self.switches and x.other in self.switches]

    def _slow(self) -> Iterator[str]:
        """Yield cables of fewer lanes, or of a lower speed, than most of their kind."""
        for what, cables in self._kinds():
            most = usual((cable.rate for cable in cables if cable.rate), better=float) or 0.0
            slow = [cable for cable in cables if 0.0 < cable.rate < most]
            if slow:
                typical = next(cable.called for cable in cables if cable.rate == most)
                which = [f"{self._name(x.one)} - {self._name(x.other)} at {x.called}" for x in slow]
                yield f"{len(slow)} of {counted(len(cables), 'cable')} {what} below {typical}: {listed(which)}"

    def _fewer(self, leaves: Mapping[str, Ends]) -> Iterator[str]:
        """Yield leaves with fewer cables up than most others."""
        most = usual((ends.up for ends in leaves.values()), better=float) or 0
        for leaf, ends in leaves.items():
            if ends.up < most:
                yield f"{self._name(leaf)} has {counted(ends.up, 'cable')} up, the other leaves {most}"

    def _oversubscribed(self, leaves: Mapping[str, Ends]) -> Iterator[str]:
        """Yield by how much more comes from below than leads up, leaves of one ratio together."""
        groups: dict[tuple[float, int, int], list[str]] = defaultdict(list)
        for leaf, ends in leaves.items():
            if ends.ratio > 1.0 + _SAME:
                groups[round(ends.ratio, 3), ends.down, ends.up].append(leaf)
        for (ratio, down, up), those in sorted(groups.items(), reverse=True):
            every = len(those) == len(leaves) > 1
            who = f"each of {len(leaves)} leaves" if every else listed([self._name(leaf) for leaf in those])
            yield f"{who}: {down} down, {up} up, oversubscribed {ratio:g}:1"

    def _sound(self, leaves: Mapping[str, Ends]) -> tuple[str, ...]:
        counted_up = [ends for ends in leaves.values() if ends.up]
        if not self.cables:
            return ("no cable is listed",)
        if not counted_up:
            return ("every cable runs as its equals do",)
        return ("every leaf has as much up as its adapters can send: nothing is oversubscribed there",)

    def _try_next(self, leaves: Mapping[str, Ends]) -> Iterator[str]:
        if any(self._slow()):
            yield "iblinkinfo shows what both ends of a cable could do; reseat it, or change cable or optics"
        if any(self._fewer(leaves)):
            yield "iblinkinfo --down lists ports without a link: an uplink that is down shows there"
        if any(self._oversubscribed(leaves)):
            yield "what stays below one leaf is not slowed; all-to-all over all nodes is, by that factor at worst"
        yield "measure pairs of nodes below one leaf, then below two: the difference is that of the switches above"

    def _facts(self, leaves: Mapping[str, Ends]) -> Iterator[Fact]:
        for what, cables in self._kinds():
            rates = Counter(f"{cable.called} ({cable.rate:g} Gbit/s)" for cable in cables)
            if rates:
                yield Fact(f"cables {what}", ", ".join(f"{count} x {rate}" for rate, count in rates.items()))
        levels = Counter(self.levels().values())
        if levels:
            yield Fact(
                "switches by level", ", ".join(f"{levels[level]}" for level in sorted(levels)) + ", leaves first"
            )
        worst = sorted(leaves, key=lambda leaf: -leaves[leaf].ratio)
        for leaf in worst[:_SHOWN]:
            ends = leaves[leaf]
            ratio = f": {ends.ratio:.3g}:1" if ends.ratio else ""
            yield Fact(self._name(leaf), f"{ends.down} down, {ends.up} up{ratio}")
        if len(worst) > _SHOWN:
            yield Fact("", f"and {len(worst) - _SHOWN} leaves more, none of them more oversubscribed")
        if self.lines:
            yield Fact("ports listed", f"{self.lines}")

    def _name(self, end: str) -> str:
        return self.switches.get(end) or self.adapters.get(end) or end


def _ends(down: Sequence[Cable], up: Sequence[Cable]) -> Ends:
    return Ends(len(down), len(up), sum(x.rate for x in down), sum(x.rate for x in up))
