"""Ports of network adapters as their driver lists them: which are up, and at what rate."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from limits.frozen import frozen
from limits.pasted.described.description import Fact, Finding
from limits.pasted.described.usual import usual
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog
    from limits.pasted.machine.hardware import Hardware

_MEANS = {  # by state, what it means, and what would mend it
    "Initializing": (
        "no subnet manager has set it up",
        "start a subnet manager (opensm), or look for that of the switch",
    ),
    "Armed": ("the subnet manager has not finished", "wait, then look at the subnet manager"),
    "Down": ("no link", "look at cable, optics and the port at the far end"),
}


class Port(NamedTuple):
    """A port of an adapter: the line rate [Gbit/s], None where nothing tells it; all else as the text has it."""

    adapter: str
    number: int
    model: str = ""
    state: str = ""
    physical: str = ""
    rate: float | None = None
    layer: str = ""

    @property
    def up(self) -> bool:
        """Whether it carries data."""
        return self.state == "Active"

    @property
    def kind(self) -> tuple[str, str]:
        """The model of its adapter and its link layer: ports of one kind are held against one another."""
        return self.model, self.layer


@frozen
class Ports:
    """The ports of a node.

    Examples
    --------
    >>> ports = Ports((Port("mlx5_0", 1, state="Active", rate=400.0), Port("mlx5_1", 1, state="Active", rate=400.0)))
    >>> ports.found(None, None).said
    '2 ports of 2 adapters: 2 x 400 Gbit/s'
    """

    ports: tuple[Port, ...]

    @property
    def rates(self) -> dict[str, float]:
        """The rate of each adapter with one port that is up [Gbit/s]."""
        up = [port for port in self.ports if port.up and port.rate]
        times = Counter(port.adapter for port in up)
        return {port.adapter: port.rate for port in up if times[port.adapter] == 1 and port.rate}

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Hold each port against those of its kind."""
        del machine, catalog
        faults = tuple(self.faults())
        adapters = dict.fromkeys(port.adapter for port in self.ports)
        up = Counter(_rate(port) for port in self.ports if port.up)
        rates = ", ".join(f"{count} x {what}" for what, count in up.items()) or "none is up"
        states = dict.fromkeys(port.state for port in self.ports if port.state in _MEANS)
        return Finding(
            said=f"{counted(len(self.ports), 'port')} of {counted(len(adapters), 'adapter')}: {rates}",
            verdict=Verdict.NO_MEASUREMENT,
            because=(*(faults or ("every port is active",)), "these are line rates: nothing was sent to measure them"),
            try_next=(
                *(_MEANS[state][1] for state in states),
                *(("mlxlink -d ADAPTER shows the reason of a low rate",) if any(self._slow()) else ()),
                "measure: ib_write_bw between two nodes; beside a table of all_reduce_perf, this tells its adapters",
            ),
            facts=tuple(self._facts()),
        )

    def faults(self) -> Iterator[str]:
        """Yield ports that are not active, and those slower than others of their kind."""
        for port in self.ports:
            if not port.up:
                means = _MEANS.get(port.state, ("not active",))[0]
                states = ", ".join(filter(None, (port.state, port.physical)))
                yield f"{port.adapter} port {port.number}: {means} ({states})"
        yield from self._slow()

    def _slow(self) -> Iterator[str]:
        """Yield ports at a lower rate than most of their kind."""
        for kind in dict.fromkeys(port.kind for port in self.ports):
            like = [port for port in self.ports if port.kind == kind and port.up and port.rate]
            most = usual((port.rate or 0.0 for port in like), better=float) or 0.0
            for port in like:
                if (port.rate or 0.0) < most:
                    yield f"{port.adapter} port {port.number} runs at {port.rate:g} Gbit/s, the others at {most:g}"

    def _facts(self) -> Iterator[Fact]:
        for rate in dict.fromkeys(_rate(port) for port in self.ports if port.up):
            yield Fact(rate, listed([port.adapter for port in self.ports if port.up and _rate(port) == rate], most=8))
        if down := [port.adapter for port in self.ports if not port.up]:
            yield Fact("not active", listed(down, most=8))


def _rate(port: Port) -> str:
    rate = "an unknown rate" if port.rate is None else f"{port.rate:g} Gbit/s"
    return f"{rate} {port.layer}".strip()
