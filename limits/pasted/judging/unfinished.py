"""A table that ends before its bandwidth is reached: what its largest size shows, by what NCCL expects there.

The model is an upper figure. Of public sweeps on sound machines, inside a node and over InfiniBand or RoCE, the least
reaches 53 % of it at 256 MiB and more; over the transports of clouds (EFA, TCPX) no more than a third is sound.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from limits.network.collectives import Operation
from limits.pasted.expected import nccl_expects
from limits.pasted.judging import advice
from limits.pasted.judging.judged import GOOD_FROM, LOW_BELOW, Verdict
from limits.pasted.table import sizes
from limits.pasted.words import larger, percent, size_shown, way_said

if TYPE_CHECKING:
    from limits.pasted.expected.nccl_expects import Expected
    from limits.pasted.judging.judged import Judged

SOUND = 0.53
"""The least share of what NCCL's model expects that a sound sweep shows at `FROM` and more."""

FROM = 256e6
"""Size [byte] from which that share holds."""

_OWN = 2**31
"""Size [byte] below which transports of clouds hold sound machines back: two p5 show 72 % of their best at its half."""

_VERBS = ("InfiniBand", "RoCE", "IB")  # networks that NCCL drives by itself
_TWO = 2  # domains, for which the model counts the adapters of a tree twice


class AtEnd(NamedTuple):
    """The largest size of a table [byte], beside what NCCL's model expects there.

    Attributes
    ----------
    share
        Bus bandwidth over what is expected.
    held
        Whether even that is less than healthy hardware shows at large sizes: latency counts.
    low
        Whether the share is low.
    supposed
        What nobody said of the machine.
    """

    size: float
    share: float
    expected: Expected
    held: bool
    low: bool
    supposed: tuple[str, ...]


def at_end(seen: Judged) -> AtEnd | None:
    r"""Return what the largest size shows; None where nothing tells what to expect.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine import hardware
    >>> from limits.pasted import read
    >>> from limits.pasted.judging.verdict import judge
    >>> text = "# Rank 511 Group 0 Pid 1 on n64 device 7 [0x0f] NVIDIA H100 80GB HBM3\n"
    >>> text += "268435456 67108864 float sum -1 5120 52.43 104.65 0"
    >>> found = at_end(judge(read(text)[0], hardware.Stated("dgx-h100"), shipped()))
    >>> round(found.share, 2), found.expected.algorithm, found.held, found.low
    (0.32, 'nvls_tree', True, True)
    """
    last = max(sizes.best_rows(seen.measurement).items(), default=None)
    if last is None or not seen.hardware.known or seen.bounds.expected is None:
        return None
    (size, row), drives = last, _driven(seen)
    case = nccl_expects.Case(size, seen.operation, seen.ranks.count, seen.hardware, seen.measurement.evidence)
    expectation = nccl_expects.modelled(case, seen.bounds)
    best = expectation.best
    if best is None or not best.bus_bandwidth or row.best is None:
        return None
    share = row.best.value * seen.measurement.per_direction / best.bus_bandwidth
    held = best.bus_bandwidth < seen.bounds.expected.rate or (drives is None and size < _OWN)
    low = drives is not None and size >= FROM and share < LOW_BELOW * SOUND
    return AtEnd(size, share, best, held, low, (*(drives or ()), *expectation.assumed))


def _driven(seen: Judged) -> tuple[str, ...] | None:
    """Return what is supposed of the network between domains, nothing where it is known; None where no share is."""
    if seen.domains > 1 and seen.operation != Operation.ALL_REDUCE:  # of others nobody published a sweep between nodes
        return None
    network = f"{seen.hardware.fabric} {seen.measurement.evidence.network}"
    if seen.domains == 1 or any(name in network for name in _VERBS):
        return ()
    if seen.domains == _TWO or network.strip():
        return None
    return ("the network is InfiniBand or RoCE: transports of clouds reach less at this size",)


def rising(seen: Judged, because: str) -> Judged | None:
    """Return the verdict on a sweep that rises at its end, as `because` says; None where it is not low."""
    end = at_end(seen)
    return _by_its_end(seen, end, Verdict.LOW, because) if end is not None and end.low else None


def one_size(seen: Judged) -> Judged | None:
    """Return the verdict on a single size that is not good at large sizes; None where latency does not count at it.

    Nothing is low for its size, and between good and low nothing tells.
    """
    end = at_end(seen)
    if end is None or not end.held:
        return None
    beside = "one size, at which latency counts: larger ones show more"
    if end.low or end.share >= GOOD_FROM:
        return _by_its_end(seen, end, Verdict.LOW if end.low else Verdict.GOOD, beside)
    judged = _by_its_end(seen, end, Verdict.NOT_A_BANDWIDTH_MEASUREMENT, beside)
    again = f"run a sweep of sizes: -b 8M -e {larger(end.size)} -f 2"
    return replace(judged, because=(f"{beside}; {judged.because[0]}", *judged.because[1:-1]), try_next=(again,))


def _by_its_end(seen: Judged, end: AtEnd, verdict: Verdict, beside: str) -> Judged:
    """Judge by what NCCL expects at the largest size, where larger ones would show more."""
    best = end.expected
    way = way_said(best.algorithm, best.protocol, best.heads)
    share = f"{percent(end.share)} of what NCCL expects at {size_shown(end.size)} ({best.bus_bandwidth:.4g} by {way})"
    own = _driven(seen) is None  # the share of a sound machine is not known
    sound = () if own else (f"at such sizes sound machines reach {percent(SOUND)} of it, and more",)
    return replace(
        seen,
        verdict=verdict,
        because=(share, *sound, beside),
        try_next=tuple(advice.try_next(seen, verdict)),
        assumed=(*seen.assumed, *end.supposed),
    )
