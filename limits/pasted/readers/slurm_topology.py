"""`topology.conf` of Slurm: switches with what stands below them, or blocks of nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem
from limits.pasted.described.tree import Switch, Tree
from limits.pasted.evidence import Evidence
from limits.pasted.hostlist import MOST, expanded
from limits.pasted.lines import HOST
from limits.pasted.measurement import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

BEGINS = (
    r"(?i:SwitchName=\S{1,64}\s+(?:Switches|Nodes|LinkSpeed)=|BlockName=\S{1,64}\s+Nodes=|BlockSizes=\d[\d,]*\s*(?:\#|$))"
)
WORDS = ()
_HOST = re.compile(HOST)
_GIVEN = re.compile(r"(?i:\b(SwitchName|BlockName|Switches|Nodes|BlockSizes)=(\S+))")
_APART = 5  # lines of something else between those of one file
_CUT = 3800  # characters from which a line may have lost its end


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for a file; parameters as in `nccl_tests.read`.

    Raises
    ------
    InputError
        Where a list of hosts stands for more names than anybody has.
    """
    switches: dict[str, Switch] = {}
    blocks: dict[str, tuple[str, ...]] = {}
    sizes, missing = "", ""
    begun = names = apart = 0
    for whole in own:
        line = whole[match.end() :] if (match := _HOST.match(whole)) else whole
        text = line.partition("#")[0]
        given = {key.lower(): value for key, value in _GIVEN.findall(text)}
        if not given:
            apart += bool(text.strip())
            if apart > _APART:
                break
            continue
        begun, apart = begun or lines.number, 0
        missing = missing or ("a line is cut that is longer than is read" if len(line) > _CUT else "")
        try:
            below, nodes = (expanded(given.get(key, ""), MOST - names) for key in ("switches", "nodes"))
        except InputError:
            if not missing:
                raise
            continue
        names += len(below) + len(nodes)
        for name in expanded(given.get("switchname", ""), 1):
            known = switches.get(name, Switch())
            switches[name] = Switch((*known.switches, *below), (*known.nodes, *nodes))
        for name in expanded(given.get("blockname", ""), 1):
            blocks[name] = (*blocks.get(name, ()), *nodes)
        sizes = given.get("blocksizes", sizes)[:80]
    if len(switches) + len(blocks) > MOST:
        raise InputError("text", [Problem("topology.conf", f"more than {MOST:,} switches", "a file of Slurm")])
    if switches or blocks:
        evidence, lines.evidence = lines.evidence, Evidence()
        tool = "Slurm topology.conf"
        yield Measurement(
            tool=tool,
            test=tool,
            operation=None,
            rows=(),
            sweep=False,
            evidence=evidence,
            line=begun,
            description=Tree(switches, blocks, sizes, missing),
        )
