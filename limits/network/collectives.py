"""Collective operations over domains of accelerators: what their bus bandwidth can reach.

The bus bandwidth of an operation is the traffic that its busiest rank must send or receive, over the time that the
operation takes, so a rank whose ports carry B each way reaches at most B. Ranks of one scale-up domain (NVLink, xGMI)
leave it through network adapters that carry `domain_rate` each way, together; what must leave or enter one domain is a
fixed part of the same traffic, which gives the second bound. Domains hold equally many ranks, one after the other.

Where no function says otherwise, partial results are combined element by element and by the ranks themselves: nothing
is reduced and nothing copied on the way, in switches or adapters. `conditions` states what a bound takes for granted.

Rates may be in any one unit: a result is in that of the rate.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = [
    "RINGS",
    "Operation",
    "between_domains_any",
    "between_domains_ring",
    "bus_factor",
    "called",
    "conditions",
    "domain_traffic",
    "inside_domain",
    "needed_domain_rate",
    "needed_port_rate",
    "nvls",
    "rank_traffic",
    "reduced_in_network",
]


class Operation(StrEnum):
    """An operation that nccl-tests and rccl-tests measure, by the name of its program."""

    ALL_REDUCE = "all_reduce"
    ALL_GATHER = "all_gather"
    REDUCE_SCATTER = "reduce_scatter"
    BROADCAST = "broadcast"
    REDUCE = "reduce"
    ALLTOALL = "alltoall"
    ALLTOALLV = "alltoallv"
    GATHER = "gather"
    SCATTER = "scatter"
    SENDRECV = "sendrecv"
    HYPERCUBE = "hypercube"


def called(name: str) -> Operation:
    """Return the operation that a name means, in any case, with hyphens too.

    Raises
    ------
    ValueError
        Where it means none.

    Examples
    --------
    >>> called(" All-Reduce").value
    'all_reduce'
    """
    return Operation(name.strip().lower().replace("-", "_"))


RINGS = frozenset(
    (
        Operation.ALL_REDUCE,
        Operation.ALL_GATHER,
        Operation.REDUCE_SCATTER,
        Operation.BROADCAST,
        Operation.REDUCE,
    )
)
"""Operations that a ring can do: the others send each message straight to the rank that wants it."""

_WHOLE = frozenset((Operation.BROADCAST, Operation.REDUCE, Operation.SENDRECV))  # a rank sends or takes all of it
_OWN_ADAPTER = frozenset((Operation.ALLTOALL, Operation.ALLTOALLV, Operation.HYPERCUBE))  # each rank, its own data

_SUMS = "every domain sends its partial results element by element to where they are wanted"
_CONDITIONS = MappingProxyType(
    {
        Operation.ALL_REDUCE: (
            "every domain sends and takes partial results element by element, "
            "and no switch or adapter adds or copies them"
        ),
        Operation.REDUCE_SCATTER: _SUMS,
        Operation.REDUCE: _SUMS,
        Operation.ALL_GATHER: "every domain takes what the others hold",
        Operation.BROADCAST: "the domain of the root sends the whole buffer, and every other one takes it",
        Operation.ALLTOALL: "every rank sends an equal part to every rank",
        Operation.ALLTOALLV: "every rank sends an equal part to every rank: an uneven exchange may keep more inside",
        Operation.GATHER: "the domain of the root takes what the others hold",
        Operation.SCATTER: "the domain of the root sends what the others take",
        Operation.SENDRECV: "a message leaves by the network adapter of its own rank, not by those of the others",
        Operation.HYPERCUBE: "every rank takes the data of all other domains by its own network adapter",
    }
)


def conditions(operation: str) -> str:
    """Say what the bound between domains takes for granted of an operation.

    Examples
    --------
    >>> conditions("sendrecv")
    'a message leaves by the network adapter of its own rank, not by those of the others'
    """
    return _CONDITIONS[Operation(operation)]


def bus_factor(operation: str, ranks: Num) -> Num:
    """Bus bandwidth over the algorithm bandwidth that is printed beside it [1], for `ranks` ranks.

    As nccl-tests computes them [nccltests]_. The algorithm bandwidth of a hypercube is not its size over its time: it
    leaves out the part that a rank holds already, so the two columns are equal.

    Examples
    --------
    >>> bus_factor("all_reduce", 8), bus_factor("all_gather", 8), bus_factor("broadcast", 8)
    (1.75, 0.875, 1.0)
    """
    if Operation(operation) is Operation.HYPERCUBE:
        return 1.0 + 0.0 * ranks
    return rank_traffic(operation, 1.0, ranks)


def rank_traffic(operation: str, size: Num, ranks: Num) -> Num:
    """Least that the busiest rank must send or receive, in the unit of `size`.

    `size` is what the tests print: the whole array of an all_gather, reduce_scatter, gather or scatter, the buffer of
    one rank of the others [nccltests]_. An all_reduce takes 2 (n - 1)/n of it [patarasuk2009]_.

    Examples
    --------
    >>> rank_traffic("all_reduce", 1024.0, 8)
    1792.0
    """
    kind = Operation(operation)
    if kind in _WHOLE:
        return size + 0.0 * ranks
    both_ways = 2.0 if kind is Operation.ALL_REDUCE else 1.0
    return both_ways * size * _others(ranks)


def domain_traffic(operation: str, size: Num, ranks: Num, domains: Num) -> Num:
    """Least that must leave, or enter, the busiest domain, in the unit of `size`; none where there is one domain.

    A domain that combines its own data at no cost is one rank among `domains`, and the bound on ranks holds for it.
    Where each rank has data of its own for the others, those of all ranks of the domain add up.

    Examples
    --------
    Gradients of 25.7 GB, gathered over 8 domains of 8: every domain takes 7/8 of them, each adapter an eighth of that.

    >>> round(domain_traffic("all_gather", 25.7, 64, 8) / 8, 2)
    2.81
    """
    kind = Operation(operation)
    together = ranks / domains if kind in _OWN_ADAPTER or kind is Operation.SENDRECV else 1.0
    return together * _where_several(domains, rank_traffic(kind, size, domains), 0.0)


def inside_domain(scale_up_rate: Num, domains: Num, nic_rate: Num) -> Num:
    """Bus bandwidth that the ports of one rank allow, in the unit of the rates, which are each way.

    A rank that talks to several domains has its network adapter beside its port to the domain, and may use both:
    `nic_rate` is its share of the adapters.

    Examples
    --------
    >>> inside_domain(450.0, 1, 50.0), inside_domain(450.0, 2, 50.0)
    (450.0, 500.0)
    """
    return scale_up_rate + _where_several(domains, nic_rate, 0.0)


def between_domains_any(operation: str, ranks: Num, domains: Num, domain_rate: Num) -> Num:
    """Bus bandwidth that adapters of `domain_rate` per domain allow to any algorithm; without end in one domain.

    For n ranks in N domains that is B ((n - 1)/n) / ((N - 1)/N) of an all_reduce, all_gather or reduce_scatter: nearly
    twice the rate of the adapters on two domains, where a tree reaches past it. A message of sendrecv leaves by the
    adapter of its own rank: B over the ranks of a domain.

    Examples
    --------
    Two nodes of 8 accelerators with 4 adapters of 100 Gbit/s: 50 GB/s out of each node.

    >>> between_domains_any("all_reduce", 16, 2, 50.0)
    93.75
    >>> between_domains_any("alltoall", 16, 2, 50.0)  # 6.25 GB/s of adapter per rank
    11.71875
    """
    traffic = domain_traffic(operation, 1.0, ranks, domains) + _where_several(domains, 0.0, 1.0)
    return _where_several(domains, domain_rate * rank_traffic(operation, 1.0, ranks) / traffic, np.inf)


def between_domains_ring(operation: str, ranks: Num, domains: Num, domain_rate: Num) -> Num:
    """Bus bandwidth that a ring, or what the operation does in its place, reaches between domains.

    A ring enters and leaves each domain once, with all that its ranks send: the rate of the adapters, on however many
    domains. What is not of `RINGS` reaches what any algorithm does.

    Examples
    --------
    >>> between_domains_ring("all_reduce", 16, 2, 50.0)
    50.0
    """
    if Operation(operation) not in RINGS:
        return between_domains_any(operation, ranks, domains, domain_rate)
    return _where_several(domains, domain_rate + 0.0 * ranks, np.inf)


def reduced_in_network(ranks: Num, rate: Num) -> Num:
    """Bus bandwidth of an all_reduce that switches reduce, over ports of `rate` each way: 2 (n - 1)/n of it.

    A theorem even then: each rank sends the whole buffer once and takes the whole result once. Over domains give the
    rate of their adapters. Other operations gain nothing: their ranks send or take as much as before.

    Examples
    --------
    >>> reduced_in_network(8, 450.0)
    787.5
    """
    return 2.0 * _others(ranks) * rate


def nvls(ranks: Num, rate: Num) -> Num:
    """Bus bandwidth of an all_reduce by NVLink SHARP as NCCL does it, over ports of `rate` each way: 2 (n - 1)/(n + 1).

    Each rank owns a slice: it pulls that of all ranks, added on the way, and sends the sum to all of them, so a port
    carries 1 + 1/n of the buffer each way. It is what this algorithm needs, not a bound on others: see
    `reduced_in_network`.

    Examples
    --------
    >>> nvls(8, 450.0)
    700.0
    """
    return 2.0 * (ranks - 1.0) / (ranks + 1.0) * rate


def needed_domain_rate(operation: str, bus_bandwidth: Num, ranks: Num, domains: Num) -> Num:
    """Least rate of the adapters of one domain that a measured bus bandwidth proves, in the unit of the latter.

    `between_domains_any` turned round, so it holds under the same conditions; nothing is needed in one domain.

    Examples
    --------
    Two nodes of 8 that show 338.8 GB/s have at least 1446 Gbit/s each.

    >>> round(needed_domain_rate("all_reduce", 338.82, 16, 2) * 8)
    1446
    """
    return bus_bandwidth / between_domains_any(operation, ranks, domains, 1.0)


def needed_port_rate(operation: str, bus_bandwidth: Num, ranks: Num) -> Num:
    """Least rate of the ports of a rank that a measured bus bandwidth proves, in the unit of the latter.

    It holds even where switches reduce on the way, which halves what an all_reduce needs, nearly.

    Examples
    --------
    >>> round(needed_port_rate("all_reduce", 482.26, 8), 1), needed_port_rate("broadcast", 234.7, 8)
    (275.6, 234.7)
    """
    if Operation(operation) is Operation.ALL_REDUCE:
        return bus_bandwidth / reduced_in_network(ranks, 1.0)
    return bus_bandwidth / inside_domain(1.0, 1, 0.0)


def _others(ranks: Num) -> Num:
    """Return the part that is not a rank's own [1]."""
    return (ranks - 1.0) / ranks


def _where_several(domains: Num, value: Num, else_value: float) -> Num:
    """Return `value` where there is more than one domain; a number of numbers."""
    chosen = np.where(np.asarray(domains) > 1, value, else_value)
    return chosen if chosen.ndim else float(chosen)
