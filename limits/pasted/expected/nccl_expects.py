"""What NCCL expects of an operation on a machine at a size, by its own model: each way, the fastest first.

The model and its constants are those of `limits.network.nccl`; here the machine becomes its `Job`, with what a log says
in place of what would be assumed. It is an upper figure: sound machines stay below it, the more so at smaller sizes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from limits.catalog.nccl import nccl_tuning
from limits.frozen import frozen
from limits.network import collectives, nccl
from limits.pasted.expected.bound import THEOREM
from limits.pasted.expected.expectation import carried
from limits.pasted.log.tuning_lines import algorithm, protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.network.nccl import Generation, Job, Operation
    from limits.pasted.expected.bounds import Bounds
    from limits.pasted.log.evidence import Evidence
    from limits.pasted.machine.hardware import Hardware

_GENERATIONS: Mapping[str, Generation] = {
    "nvlink-2": "volta",
    "nvlink-3": "ampere",
    "nvlink-4": "hopper",
    "nvlink-5": "blackwell",
}
_CHANNELS = 16
"""Rings side by side where no log tells: it says 16 or 24 on nodes of eight Hopper GPUs."""

_NO_LL128 = "EFA"  # the fabric whose plug-in keeps to Simple
_GIGA, _MICRO = 1e9, 1e-6
_PAIR = 2


class Expected(NamedTuple):
    """What is expected of one way.

    Attributes
    ----------
    algorithm, protocol
        As `limits.network.nccl` calls them.
    heads
        Accelerators of a node whose slices its switch reduces; 0 without.
    time
        Of the operation [s].
    bus_bandwidth
        [GB/s]; None where nothing tells the number of ranks.
    bounded
        Whether the model expects more than a theorem allows, and the theorem is what stands here.
    """

    algorithm: str
    protocol: str
    heads: int
    time: float
    bus_bandwidth: float | None
    bounded: bool = False


@frozen
class Case:
    """What is asked for: an operation of a size [byte], as nccl-tests states it, over ranks of a machine.

    `evidence` is what a log says: channels, heads, settings. The number of ranks is None where nothing tells it.
    """

    size: float
    operation: str
    ranks: int | None
    hardware: Hardware
    evidence: Evidence

    @property
    def domains(self) -> int:
        """Number of domains; 1 where nothing tells it."""
        return self.evidence.nodes or self.hardware.domains or 1


@frozen
class Expectation:
    """All ways, the fastest first.

    Attributes
    ----------
    ways
        Those that the machine and its settings allow.
    why_not
        Why there is none.
    assumed
        What nobody said.
    """

    ways: tuple[Expected, ...] = ()
    why_not: str = ""
    assumed: tuple[str, ...] = ()

    @property
    def best(self) -> Expected | None:
        """The fastest: what NCCL takes if nobody tells it otherwise."""
        return self.ways[0] if self.ways else None


def modelled(case: Case, found: Bounds) -> Expectation:
    """Return what the model expects; no more than the bounds allow that were `found` for the case.

    Examples
    --------
    >>> from limits.pasted.expected import bounds
    >>> from limits.pasted.log.evidence import Evidence
    >>> from limits.pasted.machine.hardware import Hardware
    >>> eight = Hardware("h100-sxm", "nvlink-4", port=450.0, domain=8, domains=64, per_rank=50.0)
    >>> case = Case(256e6, "all_reduce", 512, eight, Evidence())
    >>> best = modelled(case, bounds.of("all_reduce", 512, eight)).best
    >>> best.algorithm, round(best.bus_bandwidth)
    ('nvls_tree', 329)
    """
    if why_not := next(_outside(case), ""):
        return Expectation(why_not=why_not)
    job, assumed = _job(case)
    algorithms, protocols = _allowed(case.evidence.environment, case.operation)
    most = _most(found, case.evidence)
    ways = []
    for each in _with_heads(job, case):
        for way, time in nccl.times(case.size, each, nccl_tuning(), cast("Operation", case.operation)).items():
            if way.algorithm in algorithms and way.protocol in protocols and (each is job or "nvls" in way.algorithm):
                ways.append(_within(_expected(way.algorithm, way.protocol, each.heads, float(time), case), most))
    if not ways:
        return Expectation(why_not="NCCL_ALGO and NCCL_PROTO leave no way that the model knows")
    several = [way for way in ways if way.heads]
    if len(several) == _PAIR:  # of two numbers of heads
        if several[0].time == several[1].time:
            ways.remove(several[1])
        else:
            more, fewer = several[0].heads, several[1].heads
            assumed.append(
                f"{more} heads of NVLS; with one for each GPU, {fewer}, as its search finds, NCCL expects less"
            )
    return Expectation(tuple(sorted(ways, key=lambda way: way.time)), assumed=tuple(assumed))


def logged(case: Case) -> Expectation:
    """Return what the table of NCCL in a log expects, with the corrections that NCCL adds to it at a size.

    Examples
    --------
    >>> from limits.pasted.log.evidence import Evidence
    >>> from limits.pasted.machine.hardware import Hardware
    >>> found = Evidence()
    >>> for line in ("Latency/AlgBw | Ring/    LL | Ring/Simple |", "    AllReduce |    5.4/  3.0|   21.6/ 12.0|"):
    ...     found.table.line(line)
    >>> best = logged(Case(12e6, "all_reduce", 2, Hardware(), found)).best
    >>> best.algorithm, best.protocol, round(best.time * 1e6, 1), best.bus_bandwidth
    ('ring', 'simple', 1021.6, 11.7...)
    """
    costs = case.evidence.costs(case.operation)
    if not costs:
        return Expectation(why_not=f"no log has a table of {case.operation or 'the operation'}")
    ways = []
    for (name, kind), cost in costs.items():
        slow, fast = cost.latency * _MICRO, cost.bandwidth * _GIGA
        if name == "tree":
            fast *= float(nccl.tree_correction(case.size, nccl_tuning(), kind))
        if (name, kind, case.operation) == ("ring", "simple", "all_reduce") and case.domains > 1:
            slow *= _plateau(case)
        ways.append(_expected(name, kind, 0, slow + case.size / fast, case))
    several = case.evidence.table.several
    assumed = ("the log has several tables that differ, of several jobs: the first",) if several else ()
    return Expectation(tuple(sorted(ways, key=lambda way: way.time)), assumed=assumed)


def _plateau(case: Case) -> float:
    """Return the factor on the latency of a ring between nodes at large sizes."""
    tuning = nccl_tuning()
    if case.ranks is not None and case.size < tuning.plateau_bytes * (case.evidence.channels or _CHANNELS) * case.ranks:
        return 1.0
    return tuning.plateau[_GENERATIONS.get(case.hardware.link, "hopper")]


def _outside(case: Case) -> Iterator[str]:
    """Yield why the model does not hold."""
    hardware = case.hardware
    if case.operation not in nccl.OPERATIONS:
        yield f"NCCL has no model of {case.operation or 'an operation that nothing names'}"
    if case.evidence.version.startswith("RCCL"):
        yield "RCCL has constants of its own"
    if case.ranks is None or not hardware.domain or not hardware.domains:
        yield "nothing tells how many ranks take part on what"
    elif case.ranks < _PAIR:
        yield "one rank sends nothing"
    if hardware.accelerator is None:
        yield "nothing tells the accelerator: say --accelerator or --node"
    elif hardware.link not in _GENERATIONS:
        yield f"it is of GPUs that NVLink 2 to 5 joins, and no such link of {hardware.accelerator} is known"
    if (hardware.domains or 1) > 1 and hardware.domain_rate is None:
        yield "nothing tells the rate of the network adapters: say --node or --nic"


def _job(case: Case) -> tuple[Job, list[str]]:
    """Return the machine as the model wants it, and what was assumed."""
    hardware, evidence = case.hardware, case.evidence
    assumed = []
    channels, cpu, one_order = evidence.channels, evidence.cpu, evidence.one_order
    if channels is None:
        channels = _CHANNELS
        assumed.append(f"{channels} channels, as a log says of nodes of eight GPUs")
    if not cpu:
        cpu = "intel"
        assumed.append("processors of Intel: those of AMD make steps of rings between nodes slower")
    ll128 = _NO_LL128 not in hardware.fabric
    if (hardware.domains or 1) > 1:
        assumed.append(
            "the protocol LL128 is allowed: GPU and adapter share a PCIe switch"
            if ll128
            else f"the protocol LL128 is not allowed over {_NO_LL128}"
        )
    job = nccl.Job(
        ranks=case.ranks or 0,
        nodes=hardware.domains or 1,
        channels=max(channels, 1),
        inside=(carried(hardware) or 0.0) * _GIGA,
        between=(hardware.domain_rate or 0.0) * _GIGA,
        generation=_GENERATIONS[hardware.link],
        links="nvlink",
        cpu=cast("nccl.Cpu", cpu),
        ll128=ll128,
        one_order=one_order is not False,
    )
    return job, assumed


def _with_heads(job: Job, case: Case) -> Iterator[Job]:
    """Yield the job, and where a switch may reduce, the job with each number of heads that it may have."""
    yield job
    local, evidence = case.hardware.domain or 1, case.evidence
    off = evidence.multicast is False or evidence.environment.get("NCCL_NVLS_ENABLE") == "0"
    if off or local < _PAIR:
        return
    several = (local,) if job.nodes == 1 else (2 * local, local)
    for heads in (evidence.heads,) if evidence.heads else several:
        if heads >= _PAIR:
            yield replace(job, heads=heads, multicast=nccl.heads_bandwidth(job.inside, heads))


def _allowed(environment: Mapping[str, str], operation: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the algorithms and the protocols that variables leave.

    Examples
    --------
    >>> sorted(_allowed({"NCCL_ALGO": "^NVLS,NVLSTree", "NCCL_PROTO": "simple"}, "all_reduce")[0])
    ['collnet_chain', 'collnet_direct', 'pat', 'ring', 'tree']
    """
    algorithms = frozenset(algorithm(str(number)) for number in range(7))
    protocols = frozenset(nccl.PROTOCOLS)
    named = _chosen(environment.get("NCCL_ALGO", ""), operation)
    kinds = _chosen(environment.get("NCCL_PROTO", ""), operation)
    return (
        _left(algorithms, frozenset(filter(None, map(algorithm, named[1]))), excluded=named[0]),
        _left(protocols, frozenset(filter(None, map(protocol, kinds[1]))), excluded=kinds[0]),
    )


def _chosen(value: str, operation: str) -> tuple[bool, list[str]]:
    """Return whether a list excludes, and its words; of a list by operation, those of this one."""
    for part in value.split(";") if ":" in value else ():
        name, _, words = part.partition(":")
        if name.strip().lower() == operation.replace("_", ""):
            return _chosen(words, operation)
    if ":" in value:
        return False, []
    return value.startswith("^"), [word.strip() for word in value.removeprefix("^").split(",")]


def _left(everything: frozenset[str], named: frozenset[str], *, excluded: bool) -> frozenset[str]:
    if not named:
        return everything
    return everything - named if excluded else named


def _most(found: Bounds, evidence: Evidence) -> float | None:
    """Return the bus bandwidth that no way passes [GB/s]; with reduction in the network the weaker bound holds."""
    theorems = [bound.rate for bound in found.rows if bound.kind == THEOREM and not evidence.in_network]
    theorems += [found.weakest.rate] if found.weakest else []
    return min(theorems, default=None)


def _within(way: Expected, most: float | None) -> Expected:
    """Return what a way is expected to show, and no more than the theorem allows."""
    if most is None or way.bus_bandwidth is None or way.bus_bandwidth <= most:
        return way
    return way._replace(time=way.time * way.bus_bandwidth / most, bus_bandwidth=most, bounded=True)


def _expected(name: str, kind: str, heads: int, time: float, case: Case) -> Expected:
    bus = None
    if case.ranks is not None:
        bus = float(collectives.rank_traffic(case.operation, case.size, case.ranks)) / time / _GIGA
    return Expected(name, kind, heads if "nvls" in name else 0, time, bus)
