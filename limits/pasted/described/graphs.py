"""The channels that NCCL found in a node, as it writes them to a file: no wiring, but what was made of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.pasted.described.description import Fact, Finding
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.pasted.machine.hardware import Hardware


@frozen
class Graphs:
    """How many graphs there are, with how many channels altogether.

    Examples
    --------
    >>> Graphs(3, 10).found(None, None).said
    "graphs of NCCL's search: 3 graphs, 10 channels"
    """

    graphs: int
    channels: int

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Say what it is: the topology is another file."""
        del machine, catalog
        return Finding(
            said=f"graphs of NCCL's search: {counted(self.graphs, 'graph')}, {counted(self.channels, 'channel')}",
            verdict=Verdict.NO_MEASUREMENT,
            because=("this is a graph file (NCCL_GRAPH_FILE), and no topology",),
            try_next=("NCCL_TOPO_DUMP_FILE=topology.xml has NCCL write the wiring that it found",),
            facts=(Fact("graphs", f"{self.graphs}"), Fact("channels", f"{self.channels}, of all graphs")),
        )
