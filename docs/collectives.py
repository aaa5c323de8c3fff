"""The page of what healthy hardware shows in collective tests, each number beside the bounds on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layout import page, table

from limits.catalog import shipped
from limits.catalog.measured_collectives import BASES, accelerators_of, measured_collectives
from limits.network.collectives import between_domains_any, between_domains_ring, inside_domain, reduced_in_network

if TYPE_CHECKING:
    from limits.catalog.record import Row

_GB = 8e9  # bit
_HEADER = (
    "accelerator", "ranks", "domains", "Gbit/s per domain", "operation", "algorithm", "bus bandwidth, GB/s", "size",
    "what it is", "of the ports", "of the network, any", "of the network, ring", "source",
)  # fmt: skip

_INTRO = """
Bus bandwidths of nccl-tests and rccl-tests that hardware in order has shown, one row per case: so many ranks in so many
scale-up domains (nodes, or racks of NVL72). GB are 1e9 bytes. An interval spans what several people printed, or the two
halves of one table. `limits catalog nodes` has the adapters of instances and appliances.

Each number stands beside its bounds. *Of the ports* is its share of what a rank's own ports carry each way: its
scale-up link, and its share of the adapters where there are several domains; where switches reduce (NVLS), of what they
could let through. *Of the network* is its share of what the adapters of a domain allow any algorithm, and a ring: above
100 % of the ring it did not run as one, as trees on two nodes do not. A blank means that the rate of the adapters is
not stated.
"""


def healthy() -> str:
    """Return the page."""
    meanings = "\n".join(f"- {basis}: {meaning}." for basis, meaning in BASES.items())
    return page(
        "What healthy interconnects show", _INTRO, meanings, table(_HEADER, map(_line, measured_collectives().values()))
    )


def _line(row: Row) -> list[str]:
    ranks, domains = (row.cells[name].value for name in ("ranks", "domains"))
    rate = row.cells["domain_rate"].value if "domain_rate" in row.cells else None
    most = row.cells["bus_bandwidth"].ends[1]
    operation, algorithm = row.texts["collective"], row.texts["algorithm"]
    ports = [_ports(name, ranks, domains, rate) for name in accelerators_of(row)]
    by_switch = algorithm in ("NVLS", "NVLSTree")
    allowed = reduced_in_network(ranks, min(ports)) if by_switch else min(ports)
    network = ["", ""]
    if rate is not None:
        network = [
            f"{most / bound(operation, ranks, domains, rate):.0%}"
            for bound in (between_domains_any, between_domains_ring)
        ]
    return [
        ", ".join(accelerators_of(row)),
        f"{ranks:g}",
        f"{domains:g}",
        _marked(row, "domain_rate", row.printed.get("domain_rate", "")),
        operation,
        _marked(row, "algorithm", algorithm),
        row.printed["bus_bandwidth"],
        f"{row.cells['size'].value / _GB / 1.073741824:.3g} GiB" if "size" in row.cells else "",
        row.texts["basis"],
        f"{most / allowed:.0%}",
        *network,
        f"{row.source}. {row.notes}" if row.notes else row.source,
    ]


def _ports(accelerator: str, ranks: float, domains: float, rate: float | None) -> float:
    """Return what the ports of one rank carry each way [bit/s]; without adapters where their rate is unknown."""
    inside = shipped().row("accelerator", accelerator).cells["scale_up_rate"].value
    return float(inside_domain(inside, domains, 0.0 if rate is None else rate * domains / ranks))


def _marked(row: Row, field: str, text: str) -> str:
    """Mark what the source does not say and somebody concluded."""
    return text if row.verified(field) or not text else f"{text} (concluded)"
