"""Whether accelerators of a node may copy to one another directly, as a driver says it of each two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.pasted.described.description import Fact, Finding, Pair
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.catalog import Catalog
    from limits.pasted.machine.hardware import Hardware

STATES = {  # as nvidia-smi explains its letters
    "OK": "supported",
    "NS": "not supported",
    "CNS": "the chipset does not support it",
    "GNS": "the accelerator does not support it",
    "TNS": "the topology does not support it",
    "U": "unknown",
}
"""What is said of two accelerators."""


@frozen
class Peers:
    """Which accelerators may copy to one another: by two names, one of `STATES`.

    Examples
    --------
    >>> peers = Peers(("GPU0", "GPU1"), {("GPU0", "GPU1"): "CNS", ("GPU1", "GPU0"): "CNS"})
    >>> peers.found(None, None).because[0]
    '1 of 1 pairs do not copy directly: 1 x CNS (the chipset does not support it)'
    """

    accelerators: tuple[str, ...]
    states: Mapping[tuple[str, str], str]

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Say which pairs may not."""
        del machine, catalog
        pairs = tuple(
            Pair(one, other, None, state)
            for place, one in enumerate(self.accelerators)
            for other in self.accelerators[place + 1 :]
            if (state := self.states.get((one, other)) or self.states.get((other, one)))
        )
        not_so = Counter(pair.path for pair in pairs if pair.path != "OK")
        reasons = ", ".join(f"{count} x {state} ({STATES[state]})" for state, count in not_so.items())
        all_do = "every two copy directly"
        return Finding(
            said=f"copies between {counted(len(self.accelerators), 'accelerator')}",
            verdict=Verdict.NO_MEASUREMENT,
            because=(
                f"{sum(not_so.values())} of {len(pairs)} pairs do not copy directly: {reasons}" if not_so else all_do,
                "nothing was sent to measure it",
            ),
            try_next=(
                *(
                    ("what they exchange goes through the memory of the CPU, unless NVLink joins them",)
                    if not_so
                    else ()
                ),
                "nvidia-smi topo -m shows the path between each two",
            ),
            facts=(Fact("pairs", ", ".join(f"{n} x {s}" for s, n in Counter(p.path for p in pairs).items())),)
            if pairs
            else (),
            pairs=pairs,
        )
