"""What a bus bandwidth is held against: what any algorithm can reach, what a ring can, what healthy hardware shows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.network import collectives
from limits.network.collectives import Operation
from limits.pasted.expected import expectation
from limits.pasted.expected.bound import MODEL, RATING, THEOREM, Bound, Reaching

if TYPE_CHECKING:
    from limits.pasted.machine.hardware import Hardware

_NO_SWITCH = "nothing is reduced or copied in the switches"
_LOOPBACK = 1.05  # of the line rate of an adapter, at most, where both ends are the same adapter


@frozen
class Bounds:
    """All that are known for a measurement.

    Attributes
    ----------
    rows
        Those that are shown, in that order.
    weakest
        The one that still holds with reduction in the network and all ports of a rank: what is above it was not
        measured on this hardware.
    expected
        What healthy hardware shows; None where neither a model nor a measurement tells.
    """

    rows: tuple[Bound, ...]
    weakest: Bound | None
    expected: Bound | None

    @property
    def of_adapters(self) -> tuple[Bound, ...]:
        """Those that adapters set, the narrowest first."""
        return tuple(sorted((bound for bound in self.rows if bound.reached_by), key=lambda bound: bound.rate))


NONE = Bounds((), None, None)


def of(operation: str, ranks: int, hardware: Hardware, algorithm: str = "") -> Bounds:
    """Return the bounds on the bus bandwidth of an operation on a machine.

    Parameters
    ----------
    operation, ranks
        What was run.
    hardware
        On what, with the number of domains.
    algorithm
        How, where it is known: `NVLS`, `ring`.

    Examples
    --------
    >>> from limits.pasted.machine.hardware import Hardware
    >>> eight = Hardware(accelerator="h100-sxm", link="nvlink-4", port=450.0, domain=8, domains=2, per_rank=25.0)
    >>> for bound in of("all_reduce", 16, eight).rows:
    ...     print(f"{bound.name}: {bound.rate:.1f}")
    adapters, any algorithm: 375.0
    adapters, a ring: 200.0
    scale-up port, line rate: 450.0
    healthy hardware: 337.4
    """
    rows: list[Bound] = []
    domains, rate = hardware.domains or 1, hardware.domain_rate
    if domains > 1 and rate is not None:
        rows += _between(Operation(operation), ranks, domains, rate, hardware)
    if hardware.port is not None:
        rows.append(
            Bound(
                "scale-up port, line rate",
                RATING,
                hardware.port,
                f"{hardware.port:g} GB/s each way of {hardware.accelerator}",
                "no NVLink bridge joins the boards" if _bridged(hardware) else _NO_SWITCH,
                short="port, line rate",
            )
        )
    expected = expectation.of(Operation(operation), ranks, hardware, algorithm)
    if expected is not None:
        rows.append(expected)
    return Bounds(tuple(rows), _weakest(Operation(operation), ranks, hardware), expected)


def _bridged(hardware: Hardware) -> bool:
    """Tell whether a bridge may join boards whose own port is PCIe: no list of devices says so."""
    return hardware.link.startswith("pcie")


def _between(operation: Operation, ranks: int, domains: int, rate: float, hardware: Hardware) -> list[Bound]:
    """Return the bounds that the adapters set."""
    anyone = float(collectives.between_domains_any(operation, ranks, domains, rate))
    if hardware.one_adapter:
        return [Bound("adapter, line rate", RATING, rate, f"{rate:g} GB/s each way", reached_by=Reaching.LINE_RATE)]
    found = [
        Bound(
            f"adapters, {Reaching.ANY}",
            THEOREM,
            anyone,
            f"{rate:g} GB/s out of each of {domains} domains, x {anyone / rate:.4g}",
            collectives.conditions(operation),
            Reaching.ANY,
            short=Reaching.ANY,
        )
    ]
    if operation in collectives.RINGS:
        ring = float(collectives.between_domains_ring(operation, ranks, domains, rate))
        found.append(
            Bound(
                f"adapters, {Reaching.RING}",
                MODEL,
                ring,
                f"{rate:g} GB/s out of each domain, once",
                reached_by=Reaching.RING,
                short=Reaching.RING,
            )
        )
    return found


def _weakest(operation: Operation, ranks: int, hardware: Hardware) -> Bound | None:
    """Return the bound that nothing on this machine passes, with reduction in the network and all ports at once."""
    domains = hardware.domains or 1
    if hardware.one_adapter:  # its line rate, and a loopback inside it does not even touch the wire
        rate = hardware.per_rank
        return (
            None
            if rate is None
            else Bound("with a loopback", MODEL, _LOOPBACK * rate, f"{rate:g} GB/s each way, and 5 %")
        )
    candidates = []
    if hardware.port is not None and not _bridged(hardware) and (domains == 1 or hardware.per_rank is not None):
        port = float(collectives.inside_domain(hardware.port, domains, hardware.per_rank or 0.0))
        candidates.append((port, f"{port:g} GB/s each way of one accelerator"))
    if domains > 1 and hardware.domain_rate is not None:
        candidates.append((hardware.domain_rate, f"{hardware.domain_rate:g} GB/s out of each domain"))
    if not candidates:
        return None
    if operation is Operation.ALL_REDUCE:
        reduced = [(float(collectives.reduced_in_network(ranks, rate)), how) for rate, how in candidates]
    else:
        rates = [candidates[0][0]] if hardware.port is not None and (domains == 1 or hardware.per_rank) else []
        network = [float(collectives.between_domains_any(operation, ranks, domains, hardware.domain_rate or math.inf))]
        reduced = [(rate, candidates[0][1]) for rate in rates] + [(network[0], candidates[-1][1])] * (domains > 1)
    rate, how = min(reduced)
    return Bound(
        "even with reduction in the network",
        THEOREM,
        rate,
        f"{how}, in which every rank sends its data once and takes the result once",
        "line rates are as stated, and every domain takes part",
    )
