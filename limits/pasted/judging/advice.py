"""What a verdict means and what to try next, by the symptoms that maintainers of NCCL name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.network import collectives
from limits.network.collectives import Operation
from limits.pasted.expected.bound import Reaching
from limits.pasted.judging import telling
from limits.pasted.judging.judged import Verdict
from limits.pasted.words import larger, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.judging.judged import Judged

_TWO = 2  # domains, over which a tree passes the rate of the adapters
_THROUGH_CPU = (14.0, 18.0)  # GB/s
_SLOWING = {  # variables of NCCL that take something away where they are 1, and what
    "NCCL_P2P_DISABLE": "accelerators of a node do not reach one another, not even over NVLink",
    "NCCL_SHM_DISABLE": "what shares no link goes over the network, even inside a node",
    "NCCL_IB_DISABLE": "InfiniBand and RoCE are off",
    "NCCL_MAX_NCHANNELS": "one channel carries all",
}
_NEARLY = 0.8  # of what an adapter carries, from which it may be the only one that is used
_HALF, _QUARTER = (0.4, 0.6), (0.2, 0.3)  # of what healthy hardware shows


def above(judged: Judged) -> Iterator[str]:
    """Yield why a narrower bound that was passed is no error."""
    for bound in judged.bounds.of_adapters:
        if bound.reached_by is Reaching.RING and judged.plateau > bound.rate:
            few = ": over two domains a tree passes the rate of the adapters" if judged.domains == _TWO else ""
            yield f"{percent(judged.plateau / bound.rate)} of what a ring reaches, so it did not run as a ring{few}"
    port, weakest = judged.hardware.port, judged.bounds.weakest
    if port is None or weakest is None or judged.plateau <= port or judged.operation != Operation.ALL_REDUCE:
        return
    nvls = f"; as NCCL does it, {collectives.nvls(judged.ranks.count or _TWO, port):.4g}" if judged.domains == 1 else ""
    yield (
        f"above the line rate of a port ({port:.4g}), so switches reduced on the way (NVLink SHARP): "
        f"that allows {weakest.rate:.4g}{nvls}"
    )


def try_next(judged: Judged, verdict: Verdict) -> Iterator[str]:
    """Yield what to try next."""
    if judged.hardware.one_adapter:
        if verdict is not Verdict.GOOD:
            yield "run perftest with messages of 8 MB or more, four queue pairs (-q 4) and an MTU of 4096"
        return
    if verdict is Verdict.GOOD:
        if judged.domains == _TWO:
            yield "to measure the adapters alone, run with NCCL_ALGO=RING"
        return
    if judged.curve.rises and judged.curve.largest:
        yield f"run again up to {larger(judged.curve.largest)}"
    yield from of_the_log(judged)
    yield from of_the_nodes(judged)
    yield from _of_the_share(judged)
    yield from telling.of_all(judged)
    yield from _how_joined(judged)


def _how_joined(judged: Judged) -> Iterator[str]:
    """Yield what shows how devices are joined, by the tool of their maker."""
    if judged.measurement.tool == "nccom-test":  # of Trainium: their makers have no such tool
        return
    if judged.beside is not None and "nvidia-smi topo" in judged.beside.counted_by:  # it stands there
        return
    of_amd = judged.hardware.link.startswith("xgmi") or judged.measurement.tool == "rccl-tests"
    if of_amd:
        yield "rocm-smi --showtopo shows XGMI between accelerators that links join, and PCIE where they do not"
    elif judged.domains > 1:
        yield "nvidia-smi topo -m shows PHB or SYS between accelerator and adapter where their path is slow"
    else:
        yield "nvidia-smi topo -m shows NV between accelerators that links join; nvidia-smi nvlink -s, which are up"


def _one_adapter(judged: Judged) -> bool:
    """Tell whether a node shows what a single one of its several adapters carries in a ring."""
    hardware, operation = judged.hardware, judged.operation
    if hardware.nics is None or hardware.nics.count == 1 or operation not in collectives.RINGS or judged.domains == 1:
        return False
    one = float(
        collectives.between_domains_ring(operation, judged.ranks.count or 0, judged.domains, hardware.nics.each / 8.0)
    )
    return _NEARLY * one <= judged.plateau <= one


def by_sockets(judged: Judged) -> bool:
    """Tell whether the log says that the ranks talk by TCP, without RDMA."""
    return "Socket" in judged.measurement.evidence.network


def of_the_log(judged: Judged) -> Iterator[str]:
    """Yield what to try next by what the log says."""
    evidence = judged.measurement.evidence
    if by_sockets(judged):
        yield "the log says NET/Socket: there is no RDMA; load the network plugin and check NCCL_IB_HCA and NCCL_NET"
    if judged.domains > 1 and "IB" in evidence.network and not evidence.direct:
        yield "no line of the log says GDRDMA: check nvidia-peermem or DMA-BUF, and NCCL_NET_GDR_LEVEL"
    for name, value in evidence.environment.items():
        if name in _SLOWING and value == "1":
            yield f"{name}=1 is set: {_SLOWING[name]}; run again without it"


def of_the_nodes(judged: Judged) -> Iterator[str]:
    """Yield what is wrong with the nodes by what stands beside the table."""
    for fault in judged.beside.faults if judged.beside else ():
        yield f"beside the table stands: {fault}"


def _of_the_share(judged: Judged) -> Iterator[str]:
    share = judged.share or 1.0
    if judged.domains > 1 and _THROUGH_CPU[0] < judged.plateau < _THROUGH_CPU[1]:
        yield "about 16 GB/s is the way through a CPU: is GPUDirect RDMA on, do accelerator and adapter share a switch?"
    if _one_adapter(judged):
        yield "about what a single adapter carries: are the others down (ibstat), or does NCCL_IB_HCA name one alone?"
    elif _HALF[0] < share < _HALF[1]:
        yield "near a half: access control services (ACS) are on, one adapter of two is used, or a slot runs at x8"
    elif _QUARTER[0] < share < _QUARTER[1]:
        yield "near a quarter: one adapter of four is used (NCCL_IB_HCA)"
