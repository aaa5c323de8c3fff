"""Nodes in a tree of switches, or in blocks, as a scheduler knows them: which belong together, not by what cables."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from limits.frozen import frozen
from limits.pasted.described.description import Fact, Finding, Pair
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from limits.catalog import Catalog
    from limits.pasted.machine.hardware import Hardware

_UNCOUNTED = "how many cables a line stands for is not said, so that nothing tells how oversubscribed a switch is"


class Switch(NamedTuple):
    """What stands below a switch: other switches, or nodes."""

    switches: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


@frozen
class Tree:
    """Switches and blocks by their names.

    Attributes
    ----------
    sizes
        BlockSizes, as the text has them.
    missing
        What the text does not show, in words.

    Examples
    --------
    >>> tree = Tree({"core": Switch(("a", "b")), "a": Switch((), ("n1", "n2")), "b": Switch((), ("n3", "n4"))})
    >>> tree.found(None, None).said
    '3 switches on 2 levels, 2 leaves of 2 nodes, 4 nodes'
    """

    switches: Mapping[str, Switch] = field(default_factory=dict)
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sizes: str = ""
    missing: str = ""

    @property
    def leaves(self) -> dict[str, Switch]:
        """Switches with nodes."""
        return {name: switch for name, switch in self.switches.items() if switch.nodes}

    @property
    def nodes(self) -> tuple[str, ...]:
        """All nodes, each once."""
        listed_nodes = (*(each.nodes for each in self.switches.values()), *self.blocks.values())
        return tuple(dict.fromkeys(node for nodes in listed_nodes for node in nodes))

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Say how nodes are grouped, and where the text contradicts itself."""
        del machine, catalog
        faults = tuple(self._faults())
        sound = "every node reaches every other" if self.switches else "every node is in one block"
        return Finding(
            said=", ".join(self._said()),
            verdict=Verdict.NO_MEASUREMENT,
            because=(*(faults or (sound,)), *filter(None, (self.missing,)), _UNCOUNTED),
            try_next=(
                "ibnetdiscover lists every cable of InfiniBand: paste what it prints, and the oversubscription follows",
            ),
            facts=tuple(self._facts()),
            pairs=tuple(self._pairs()),
        )

    def levels(self) -> int:
        """Return over how many switches the longest way down goes; 0 where they lead round in a circle."""
        below = {name for switch in self.switches.values() for name in switch.switches}
        level, depth = [name for name in self.switches if name not in below], 0
        reached: set[str] = set()
        while level:
            depth += 1
            if depth > len(self.switches):
                return 0
            reached.update(level)
            following = (name for each in level for name in self.switches[each].switches if name in self.switches)
            level = list(dict.fromkeys(following))
        return depth if len(reached) == len(self.switches) else 0

    def _said(self) -> Iterator[str]:
        if self.switches:
            yield f"{counted(len(self.switches), 'switch')} on {counted(self.levels(), 'level')}"
            yield f"{_of(len(self.leaves), 'leaf', 'leaves', [len(leaf.nodes) for leaf in self.leaves.values()])}"
        if self.blocks:
            yield f"{_of(len(self.blocks), 'block', 'blocks', [len(nodes) for nodes in self.blocks.values()])}"
        yield counted(len(self.nodes), "node")

    def _faults(self) -> Iterator[str]:
        """Yield what cannot be so: names without a line, nodes in two places, parts that nothing joins."""
        below = [name for switch in self.switches.values() for name in switch.switches]
        if unknown := [name for name in dict.fromkeys(below) if name not in self.switches]:
            yield f"switches without a line of their own: {listed(unknown)}"
        if self.switches and not self.levels():
            yield "switches that lead round in a circle"
        roots = [name for name in self.switches if name not in below]
        if len(roots) > 1:
            yield f"{len(roots)} switches that nothing joins: {listed(roots)}"
        for what, groups in (
            ("leaves", [leaf.nodes for leaf in self.leaves.values()]),
            ("blocks", self.blocks.values()),
        ):
            times = Counter(node for nodes in groups for node in dict.fromkeys(nodes))
            if twice := [node for node, count in times.items() if count > 1]:
                yield f"nodes in several {what}: {listed(twice)}"

    def _facts(self) -> Iterator[Fact]:
        if self.switches:
            yield Fact("switches", f"{len(self.switches)}, {len(self.leaves)} of them leaves")
            yield Fact("nodes of a leaf", _sizes([len(leaf.nodes) for leaf in self.leaves.values()]))
            inner = [len(switch.switches) for switch in self.switches.values() if switch.switches]
            if inner:
                yield Fact("switches below another", _sizes(inner))
        if self.blocks:
            yield Fact("nodes of a block", _sizes([len(nodes) for nodes in self.blocks.values()]))
        if self.sizes:
            yield Fact("BlockSizes", self.sizes)
        yield Fact("nodes", f"{len(self.nodes)}")

    def _pairs(self) -> Iterator[Pair]:
        for name, switch in self.switches.items():
            yield from (Pair(name, below) for below in (*switch.switches, *switch.nodes))
        for name, nodes in self.blocks.items():
            yield from (Pair(name, node) for node in nodes)


def _sizes(counts: Sequence[int]) -> str:
    """Say how many of which size: `12 x 8`."""
    sizes = Counter(counts)
    return listed([f"{sizes[size]} x {size}" for size in sorted(sizes)], most=8) or "none"


def _of(count: int, one: str, many: str, sizes: Sequence[int]) -> str:
    each = {*sizes}
    how = "" if not each else f" of {each.pop()} nodes" if len(each) == 1 else f" of {min(sizes)} to {max(sizes)} nodes"
    return f"{count} {one if count == 1 else many}{how}"
