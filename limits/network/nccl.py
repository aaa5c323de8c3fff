"""What NCCL expects of a collective by its own cost model: the time and the bus bandwidth at a size.

NCCL chooses among algorithms and protocols by a model of latency and bandwidth, whose constants its authors have fitted
to machines of theirs. Written anew here from the facts of its source [nccl2026]_; the constants come with the call
(`Tuning`), and so does the machine (`Job`). Approximations, beside those of NCCL itself:

- NCCL searches the machine for channels, and each takes one of a few bandwidths. Here their sum is given, not searched:
  no rounding down to a bandwidth of that list.
- A channel of a ring that leaves its node has one bandwidth inside and outside; that of a tree over two nodes may have
  twice as much inside. A chain that does not close inside the node leaves a port free at its end: chains may carry
  g / (g - 1) times what a port does, where g GPUs share a node. All three as the search has them.
- Trees enter and leave a node by two GPUs where it holds more than one rank.
- One collective at a time, registered by nobody, on equal GPUs and nodes, with the channels at work at every size; no
  CollNet, no copy engines, no symmetric memory, no plug-in that tunes.
- Newer sources (after 2.30) charge rings inside one NVLink domain of Blackwell more latency. Not here.

What is expected may exceed what the network can carry, since the model is NCCL's and not physics: bounds are apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from limits.frozen import frozen
from limits.network.collectives import bus_factor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.typing import Num

Triple = tuple[float, float, float]
Operation = Literal["all_reduce", "all_gather", "reduce_scatter", "broadcast", "reduce"]
Generation = Literal["volta", "ampere", "hopper", "blackwell"]
Links = Literal["nvlink", "pcie"]
Cpu = Literal["intel", "amd", "mixed", "other"]

PROTOCOLS = ("ll", "ll128", "simple")
"""How a message says that it has arrived: flags of 4 bytes in 8, of 8 in 128, or a counter."""

OPERATIONS: tuple[Operation, ...] = get_args(Operation)
"""Collectives whose algorithm NCCL chooses by its model."""

_SIZES = ("all_gather", "reduce_scatter")
_ONE, _TWO = 1, 2  # nodes: what the ceilings tell apart


@frozen
class Tuning:
    """Constants of NCCL's model in SI: three numbers for the protocols, in a ceiling for one node, two, and more."""

    base: Mapping[str, Triple]
    """Latency before the first step, by algorithm [s]."""
    hop: Mapping[str, Mapping[str, Triple]]
    """Latency of a step, by what it crosses (`nvlink`, `pcie`, `network`) and by algorithm [s]."""
    alone: Triple
    """Latency of a ring's step between nodes that hold one rank each [s]."""
    postings: Triple
    """Overheads of the network that each step of a ring between nodes costs at least [1]."""
    pat_hop: float
    """Share of a step between nodes that a doubling of PAT costs [1]."""
    pat_rank: float
    """Latency that each rank adds to PAT [s]."""
    overhead: Mapping[str, float]
    """What it costs to post a message, by the maker of the CPU [s]."""
    plateau: Mapping[str, float]
    """Factor on the latency of a ring's all-reduce with Simple between nodes, by generation [1]."""
    plateau_bytes: float
    """From so many bytes per rank and channel on [byte]."""
    share: Mapping[str, Triple]
    """Share of the channels that is payload: of `ring`, `tree_inside`, `tree_between` [1]."""
    tree_share: float
    """Share of the channels that a tree reaches at all [1]."""
    one_chain: float
    """Share of that where one GPU carries all traffic of a node [1]."""
    pat_share: float
    """Share of a tree's channels that PAT reaches [1]."""
    nvls_share: Mapping[str, float]
    """Share of what the heads in the switch carry, by generation; no entry, no NVLS [1]."""
    ceiling: Mapping[str, Mapping[str, Triple]]
    """Largest bandwidth: `low_latency` of all channels, the others of each channel or head, by generation [byte/s]."""
    ceiling_of_cpu: Mapping[str, str]
    """Which row of `low_latency` holds between nodes, by the maker of the CPU."""
    correction: Mapping[str, tuple[float, ...]]
    """Factor on the bandwidth of trees for each doubling from 64 byte on, by protocol and for `nvls_tree` [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What takes part in a collective. Bandwidths are of one direction and may be arrays.

    Raises
    ------
    ValueError
        With fewer than two ranks, more nodes than ranks, no channel, heads that carry nothing, or an unknown name.
    """

    ranks: int
    nodes: int
    """NVLink domains, whatever hosts they are made of."""
    channels: int
    """Rings, and as many trees: 16 or 24 on nodes of eight Hopper GPUs, as the log says."""
    inside: Num
    """What all channels carry inside a node [byte/s]: the port of a GPU, as far as protocols leave it."""
    between: Num
    """What all network cards of a node carry [byte/s]."""
    generation: Generation
    links: Links
    """What joins the GPUs of a node."""
    cpu: Cpu
    """Maker of the CPU."""
    ll128: bool
    """Whether LL128 is allowed: NVLink between the GPUs, network cards reached by PCIe switches alone (from Hopper on,
    also through another GPU)."""
    one_order: bool
    """Whether all channels visit the GPUs in one order: what a broadcast is charged depends on it."""
    heads: int = 0
    """GPUs of a node whose slices the switch reduces (NVLS), 0 where none does."""
    multicast: Num = 0.0
    """What all heads of a node carry [byte/s], see `heads_bandwidth`."""
    latency: float = 0.0
    """What the network says of its own latency [s]; NCCL's own InfiniBand and socket transports say nothing."""

    def __post_init__(self) -> None:
        if self.ranks < 2 or not 1 <= self.nodes <= self.ranks or self.channels < 1:  # noqa: PLR2004 (a pair)
            given = f"{self.ranks} ranks on {self.nodes} nodes with {self.channels} channels"
            raise ValueError(f"{given}: a collective takes two ranks or more, one for each node, and a channel")
        if self.heads and not np.all(np.asarray(self.multicast) > 0.0):
            raise ValueError(
                f"{self.heads} heads in the switch carry {self.multicast} byte/s: their bandwidth is wanted"
            )
        for given, known in ((self.generation, Generation), (self.links, Links), (self.cpu, Cpu)):
            if given not in get_args(known):
                raise ValueError(f"{given!r} is none of {', '.join(get_args(known))}")


class Way(NamedTuple):
    """How a collective may be done."""

    algorithm: str
    """`ring`, `tree`, `nvls`, `nvls_tree` or `pat`."""
    protocol: str
    """One of `PROTOCOLS`."""


def heads_bandwidth(port: Num, heads: int) -> Num:
    """Return what the heads of a node carry together [byte/s], each GPU over a `port` [byte/s].

    Every GPU sends each head its slice and takes the reduced one; a head sends and takes its own twice over.

    Examples
    --------
    >>> round(heads_bandwidth(370.8e9, 8) / 1e9, 1)
    329.6
    """
    return port * heads / (heads + 1.0)


def ways(job: Job, tuning: Tuning, operation: Operation) -> list[Way]:
    """List how the collective may be done in this job.

    Examples
    --------
    See `times`.
    """
    protocols = [name for name in PROTOCOLS if name != "ll128" or job.ll128]
    found = [Way("ring", protocol) for protocol in protocols]
    if operation == "all_reduce":
        found += [Way("tree", protocol) for protocol in protocols]
    if operation in ("all_reduce", *_SIZES) and job.heads >= _TWO and job.generation in tuning.nvls_share:
        if job.nodes == _ONE:
            found.append(Way("nvls", "simple"))
        elif operation == "all_reduce":
            found.append(Way("nvls_tree", "simple"))
    if operation in _SIZES and job.nodes == job.ranks:
        found.append(Way("pat", "simple"))
    return found


def latency(job: Job, tuning: Tuning, operation: Operation, way: Way) -> float:
    """Return the latency [s] that NCCL's own table prints for this way."""
    place = PROTOCOLS.index(way.protocol)
    base, own = tuning.base[way.algorithm][place], tuning.hop[job.links][way.algorithm][place]
    crossing = (
        tuning.alone if way.algorithm == "ring" and job.nodes == job.ranks else tuning.hop["network"][way.algorithm]
    )
    network = crossing[place] + job.latency * (2.0 if way.protocol == "simple" else 1.0)  # Simple flushes once more
    doublings = job.nodes.bit_length() - 1
    if way.algorithm == "ring":
        return base + _ring_steps(job, tuning, operation, place, network)
    if way.algorithm == "tree":
        return base + 2.0 * ((job.ranks // job.nodes - 1) * own + doublings * network)
    if way.algorithm == "pat":
        return base + doublings * network * tuning.pat_hop + job.ranks * tuning.pat_rank
    return base + own + 2.0 * doublings * network  # in one switch there is nothing to double


def _ring_steps(job: Job, tuning: Tuning, operation: Operation, place: int, network: float) -> float:
    inside = tuning.hop[job.links]["ring"][place]
    if operation in ("broadcast", "reduce"):
        crossed = tuning.hop[job.links if job.nodes == _ONE else "network"]
        if job.one_order:
            return crossed["ring"][place]
        return job.ranks * crossed["tree" if PROTOCOLS[place] == "simple" else "ring"][place]
    turns = 2 if operation == "all_reduce" else 1
    between = turns * (job.nodes - 1)
    if job.nodes > _ONE:
        inside = max(inside, tuning.postings[place] * tuning.overhead[job.cpu])
    return (turns * (job.ranks - 1) - between) * inside + between * network


def bandwidth(job: Job, tuning: Tuning, operation: Operation, way: Way) -> Num:
    """Return size per time [byte/s] at sizes without end, before corrections: what NCCL's own table prints."""
    if way.algorithm == "ring":
        return _ring(job, tuning, way) / bus_factor(operation, job.ranks)
    if way.algorithm == "tree":
        return _tree(job, tuning, way) / 2.0
    if way.algorithm == "pat":
        return tuning.pat_share * _tree_channels(job)
    return _nvls(job, tuning, operation, way)


def _ceiling(job: Job, tuning: Tuning, name: str) -> float:
    return tuning.ceiling[name][job.generation][min(job.nodes, 3) - 1]


def _low_latency_ceiling(job: Job, tuning: Tuning) -> float:
    row = job.generation if job.nodes == _ONE else tuning.ceiling_of_cpu[job.cpu]
    return tuning.ceiling["low_latency"][row][min(job.nodes, 3) - 1]


def _ring(job: Job, tuning: Tuning, way: Way) -> Num:
    carried = job.inside if job.nodes == _ONE else np.minimum(_chains(job), job.between)
    payload = carried * tuning.share["ring"][PROTOCOLS.index(way.protocol)]
    if way.protocol == "ll":
        return np.minimum(payload, _low_latency_ceiling(job, tuning))
    if way.protocol == "ll128":
        return np.minimum(payload, job.channels * _ceiling(job, tuning, "ring_ll128"))
    return payload


def _chains(job: Job) -> Num:
    """Return what chains carry [byte/s] that do not close inside the node: at the end of each, one port is free."""
    local = job.ranks / job.nodes
    return job.inside * local / (local - 1.0) if local > 1.0 else np.inf


def _tree_channels(job: Job) -> Num:
    if job.nodes == _ONE:
        return _chains(job)
    return np.minimum(_chains(job), job.between * (2.0 if job.nodes == _TWO else 1.0))


def _tree(job: Job, tuning: Tuning, way: Way) -> Num:
    carried = np.minimum(_tree_channels(job) * tuning.tree_share, job.channels * _ceiling(job, tuning, "tree"))
    shares = tuning.share["tree_inside" if job.nodes == _ONE else "tree_between"]
    payload = carried * shares[PROTOCOLS.index(way.protocol)]
    if way.protocol == "ll":
        payload = np.minimum(payload, _low_latency_ceiling(job, tuning))
    if way.protocol == "ll128":
        payload = np.minimum(payload, job.channels * _ceiling(job, tuning, "tree_ll128"))
    return payload * (tuning.one_chain if job.nodes == job.ranks else 1.0)


def _nvls(job: Job, tuning: Tuning, operation: Operation, way: Way) -> Num:
    carried = job.multicast * tuning.nvls_share[job.generation] * (job.heads - 1) / job.heads
    if operation != "all_reduce":
        local = job.ranks / job.nodes
        return carried * (local - 1.0) / local
    carried = 2.0 * carried  # both halves of an all-reduce at once
    if way.algorithm == "nvls_tree":
        outside = job.between * (2.0 if job.nodes == _TWO else 1.0)
        carried = np.minimum(carried, np.minimum(outside, job.heads * _ceiling(job, tuning, "nvls_tree")))
    return carried / bus_factor(operation, job.ranks)


def terms(size: Num, job: Job, tuning: Tuning, operation: Operation, way: Way) -> tuple[Num, Num]:
    """Return latency [s] and bandwidth [byte/s] that hold at `size` [byte]: time is latency + size / bandwidth.

    Their product is the size at which half of the bandwidth is reached, where corrections do not change on the way.
    """
    longer, slower = corrections(size, job, tuning, operation, way)
    return latency(job, tuning, operation, way) * longer, bandwidth(job, tuning, operation, way) * slower


def corrections(size: Num, job: Job, tuning: Tuning, operation: Operation, way: Way) -> tuple[Num, Num]:
    """Return the factors [1] on latency and bandwidth that NCCL adds to what its table prints, at `size` [byte].

    Latency has a plateau with rings between nodes, bandwidth dips of trees.

    Examples
    --------
    See `tree_correction`.
    """
    if way == ("ring", "simple") and operation == "all_reduce" and job.nodes > _ONE:
        full = np.asarray(size) >= tuning.plateau_bytes * job.channels * job.ranks
        return np.where(full, tuning.plateau[job.generation], 1.0), 1.0
    if way.algorithm == "tree":
        return 1.0, tree_correction(size, tuning, way.protocol)
    if way.algorithm == "nvls_tree" and job.generation == "blackwell" and job.cpu in ("intel", "amd"):
        return 1.0, tree_correction(size, tuning, "nvls_tree")
    return 1.0, 1.0


def tree_correction(size: Num, tuning: Tuning, protocol: str) -> Num:
    """Return the factor on the bandwidth of a tree at `size` [byte], of a protocol or of `nvls_tree` [1].

    Examples
    --------
    >>> from limits.catalog.nccl import nccl_tuning
    >>> tree_correction(2.0**18, nccl_tuning(), "ll")
    0.4
    """
    factors = tuning.correction[protocol]
    doubling = np.frexp(np.floor(np.asarray(size, dtype=float) / 64.0))[1] - 1  # of 64 byte; -1 below
    known = (doubling >= 0) & (doubling < len(factors))
    found = np.where(known, np.asarray(factors)[np.clip(doubling, 0, len(factors) - 1)], 1.0)
    return float(found) if found.ndim == 0 else found


def times(size: Num, job: Job, tuning: Tuning, operation: Operation) -> dict[Way, Num]:
    """Return the time [s] that NCCL expects of each way, at a size or an array of sizes.

    Parameters
    ----------
    size
        As nccl-tests states it [byte]: of all_gather and reduce_scatter the whole array.
    job
        Who takes part, over what.
    tuning
        NCCL's constants.
    operation
        One of `OPERATIONS`.

    Raises
    ------
    ValueError
        When NCCL has no such model of the operation.
    """
    if operation not in OPERATIONS:
        raise ValueError(f"{operation!r} is none of {', '.join(OPERATIONS)}")
    found = {}
    for way in ways(job, tuning, operation):
        slow, fast = terms(size, job, tuning, operation, way)
        found[way] = slow + size / fast
    return found


def best(expected: Mapping[Way, Num]) -> tuple[Way, Num]:
    """Return the way that is fastest at one size, and its time [s]: what NCCL takes if nobody tells it otherwise."""
    way = min(expected, key=lambda one: float(expected[one]))
    return way, expected[way]


def fastest(expected: Mapping[Way, Num]) -> Num:
    """Return the least of the times [s], element by element.

    Examples
    --------
    >>> fastest({Way("ring", "simple"): 2e-3, Way("tree", "simple"): 1e-3})
    0.001
    """
    least: Num = np.min(np.stack(np.broadcast_arrays(*expected.values())), axis=0)
    return float(least) if np.ndim(least) == 0 else least
