"""`topology.conf` of Slurm: switches with what stands below them, or blocks of nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.errors import InputError
from limits.pasted.described.tree import Switch, Tree
from limits.pasted.machine.hostlist import MOST, expanded
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

_LINES = (r"SwitchName=\S{1,64}\s+(?:Switches|Nodes|LinkSpeed)=", r"BlockName=\S{1,64}\s+Nodes=", r"BlockSizes=\d")
BEGINS = f"(?i:{'|'.join(_LINES)})"
WORDS = ()
_GIVEN = re.compile(r"(?i:\b(SwitchName|BlockName|Switches|Nodes|BlockSizes)=(\S+))")
_CUT = 3800  # characters from which a line may have lost its end


class _File:
    """What was read of a file."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.switches: dict[str, Switch] = {}
        self.blocks: dict[str, tuple[str, ...]] = {}
        self.sizes = self.missing = ""
        self._left = MOST

    def take(self, line: str) -> bool:
        """Take a line; return whether it is one of such a file."""
        text = line.partition("#")[0]
        given = {key.lower(): value for key, value in _GIVEN.findall(text)}
        if not given:
            return not text.strip()
        cut = len(line) > _CUT or any(value.count("[") != value.count("]") for value in given.values())
        self.missing = self.missing or ("a line is cut, or longer than what is read of one" if cut else "")
        given = {key: _whole(value) for key, value in given.items()}
        try:
            below, nodes = (self._names(given.get(key, "")) for key in ("switches", "nodes"))
        except InputError:
            if not cut:
                raise
            return True
        for name in self._names(given.get("switchname", "")):
            known = self.switches.get(name, Switch())
            self.switches[name] = Switch((*known.switches, *below), (*known.nodes, *nodes))
        for name in self._names(given.get("blockname", "")):
            self.blocks[name] = (*self.blocks.get(name, ()), *nodes)
        self.sizes = given.get("blocksizes", self.sizes)[:80]
        return True

    def _names(self, text: str) -> tuple[str, ...]:
        names = expanded(text, self._left)
        self._left -= len(names)
        return names


def _whole(text: str) -> str:
    """Return a list of hosts without what a bracket begins that never ends."""
    if text.count("[") == text.count("]"):
        return text
    return text[: text.rindex("[")].rpartition(",")[0] if "[" in text else ""


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for a file; parameters as in `nccl_tests.read`.

    Raises
    ------
    InputError
        Where lists of hosts stand for more names than anybody has.
    """
    file = _File(lines.number + 1)
    for _ in describing.of_own(own, file.take):
        pass
    if file.switches or file.blocks:
        tree = Tree(file.switches, file.blocks, file.sizes, file.missing)
        yield describing.measurement("Slurm topology.conf", file.line, tree)
