"""What healthy hardware shows: what somebody measured in just this case, or what protocols leave of the line rates."""

from __future__ import annotations

import functools
import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limits.catalog.measured_collectives import healthy
from limits.network import collectives
from limits.network.collectives import Operation
from limits.pasted.expected.bound import MEASURED, MODEL, Bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.catalog.record import Row
    from limits.pasted.machine.hardware import Hardware

_NAME = "healthy hardware"
_BIT = 8e9  # bit/s in a GB/s
_SAME_RATE = 0.02  # relative difference of two rates of adapters that are the same
_REDUCED = 2.0  # times what ports carry, the bus bandwidth of an all-reduce that switches reduce, at most


def of(operation: Operation, ranks: int, hardware: Hardware, algorithm: str = "") -> Bound | None:
    """Return what healthy hardware shows; None where nothing tells it.

    Where several algorithms were measured and nothing tells which ran, the slowest of them counts: no sound machine is
    called low for the algorithm that it chose. More adapters show no less than fewer did.

    Parameters
    ----------
    operation, ranks
        What was run.
    hardware
        On what, with its number of domains.
    algorithm
        By what, where the log tells it.

    Examples
    --------
    >>> from limits.pasted.machine.hardware import Hardware
    >>> eight = Hardware(accelerator="h100-sxm", link="nvlink-4", port=450.0, domain=8, domains=1)
    >>> of(Operation.ALL_REDUCE, 8, eight).rate, of(Operation.ALL_REDUCE, 8, eight, "NVLS").rate
    (365.6, 473.1)
    """
    if hardware.one_adapter:
        rate = hardware.per_rank
        return None if rate is None else _share_of(shares()["message"]["share"], rate, "of an adapter")
    modelled = _modelled(operation, ranks, hardware)
    if hardware.accelerator is None or not hardware.known:
        return modelled
    rows = healthy(hardware.accelerator, ranks, hardware.domains or 1, operation.value)
    nearest = max((more for row in rows if (more := _more_adapters(row, hardware)) <= 0.0), default=None)
    measured = _slowest([row for row in rows if _more_adapters(row, hardware) == nearest], algorithm)
    if nearest == 0.0 or modelled is None or measured is None:
        return measured or modelled
    return max(modelled, measured, key=lambda bound: bound.rate)


def _slowest(rows: Sequence[Row], algorithm: str) -> Bound | None:
    """Return the least that was measured, by the algorithm if that is among the rows; what is accepted counts last."""
    rows = [row for row in rows if algorithm and row.texts["algorithm"] == algorithm] or rows
    rows = [row for row in rows if row.texts["basis"] == "measured"] or rows
    if not rows:
        return None
    row = min(rows, key=_least)
    by = "" if row.texts["algorithm"] == "unknown" else f" by {row.texts['algorithm']}"
    verb = "measured" if row.texts["basis"] == "measured" else "the least that is accepted"
    return Bound(_NAME, MEASURED, _least(row), f"{verb}{by}: {row.printed['bus_bandwidth']} ({row.name})")


def _least(row: Row) -> float:
    rate = row.cells["bus_bandwidth"]
    return (rate.value if rate.low is None else rate.low) / _BIT


def _more_adapters(row: Row, hardware: Hardware) -> float:
    """Return by which part a row had more adapters: below 0 for fewer, 0 for as many, without end if nobody says."""
    if hardware.domains == 1:
        return 0.0
    rate = row.cells.get("domain_rate")
    if rate is None or hardware.domain_rate is None:
        return math.inf
    difference = rate.value / _BIT / hardware.domain_rate - 1.0
    return 0.0 if abs(difference) < _SAME_RATE else difference


def _modelled(operation: Operation, ranks: int, hardware: Hardware) -> Bound | None:
    """Return the least of what ports, adapters and the way between them carry after protocols."""
    domains = hardware.domains or 1
    parts = list(_of_the_port(hardware))
    if domains > 1:
        if hardware.domain_rate is None:
            return None
        parts += _of_the_adapters(operation, ranks, domains, hardware)
    return min(parts, key=lambda part: part.rate, default=None)


def _of_the_port(hardware: Hardware) -> Iterator[Bound]:
    link = shares()["scale_up"].get(hardware.link)
    if hardware.port is not None and link is not None:
        yield _share_of(link["share"], hardware.port, f"of {hardware.link}")


def _of_the_adapters(operation: Operation, ranks: int, domains: int, hardware: Hardware) -> Iterator[Bound]:
    rate, own = hardware.domain_rate or 0.0, hardware.per_rank or 0.0
    ring = own if operation is Operation.SENDRECV else collectives.between_domains_ring(operation, ranks, domains, rate)
    yield _share_of(adapter_share(), float(ring), "of the adapters")
    path = shares()["path"]
    if hardware.domain == 1 and own > path["rate"]:
        yield _share_of(path["share"], path["rate"], "of PCIe 5 x16, the one path of an accelerator")


def _share_of(share: float, rate: float, what: str) -> Bound:
    return Bound(_NAME, MODEL, share * rate, f"{100.0 * share:.0f} % of {rate:g} GB/s {what}")


def adapter_share() -> float:
    """Return what collective operations reach of the line rate of network adapters, at most."""
    return float(shares()["adapter"]["share"])


def most_share(link: str) -> float:
    """Return what an all-reduce can reach of the rate of a port, in bus bandwidth: more than 1 where switches reduce.

    Examples
    --------
    >>> most_share("nvlink-3"), most_share("nvlink-4")
    (1.0, 2.0)
    """
    return _REDUCED if shares()["scale_up"].get(link, {}).get("switches_reduce") else 1.0


def carried(hardware: Hardware) -> float | None:
    """Return what protocols leave of a port [GB/s]; None where nobody published it.

    Examples
    --------
    >>> from limits.pasted.machine.hardware import Hardware
    >>> round(carried(Hardware(link="nvlink-4", port=450.0)), 1)
    370.8
    """
    return next((bound.rate for bound in _of_the_port(hardware)), None)


@functools.cache
def shares() -> dict[str, Any]:
    """Return what protocols leave of line rates: the table of `data/link_shares.toml`."""
    return tomllib.loads((Path(__file__).parents[2] / "data" / "link_shares.toml").read_text("utf-8"))
