"""A table that ends before its bandwidth is reached: what its largest size shows, by what NCCL expects there.

The model is an upper figure. Of public sweeps on sound machines, inside a node and over InfiniBand or RoCE, the least
reaches 53 % of it at 256 MiB and more; over the transports of clouds (EFA, TCPX) no more than a third is sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limits.pasted import nccl_expects, sizes
from limits.pasted.judged import LOW_BELOW

if TYPE_CHECKING:
    from limits.pasted.judged import Judged
    from limits.pasted.nccl_expects import Expected

SOUND = 0.53
"""The least share of what NCCL's model expects that a sound sweep shows at `FROM` and more."""

FROM = 256e6
"""Size [byte] from which that share holds."""

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
    >>> from limits.pasted import hardware, read
    >>> from limits.pasted.verdict import judge
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
    if drives is None or best is None or not best.bus_bandwidth or row.best is None:
        return None
    share = row.best.value * seen.measurement.per_direction / best.bus_bandwidth
    held = best.bus_bandwidth < seen.bounds.expected.rate
    low = size >= FROM and share < LOW_BELOW * SOUND
    return AtEnd(size, share, best, held, low, (*drives, *expectation.assumed))


def _driven(seen: Judged) -> tuple[str, ...] | None:
    """Return what is supposed of the network between domains, nothing where it is known; None where no share is."""
    network = f"{seen.hardware.fabric} {seen.measurement.evidence.network}"
    if seen.domains == 1 or any(name in network for name in _VERBS):
        return ()
    if seen.domains == _TWO or network.strip():
        return None
    return ("the network is InfiniBand or RoCE: transports of clouds reach less at this size",)
