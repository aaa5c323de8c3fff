"""What NCCL itself expects: the tables that NCCL_DEBUG_SUBSYS=TUNING prints, of all versions that print them."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

_PROTOCOLS = ("LL", "LL128", "Simple")
_ROW = re.compile(r"\s*(\w{4,20}) \|((?:\s{0,8}[\d.]{1,12}/\s{0,8}[\d.]{1,12} ?\|){1,40})\s*$")
_CELL = re.compile(r"([\d.]{1,12})/\s*([\d.]{1,12})")
_OLD = re.compile(r"(\w{2,20})\s*/\s*(LL128|LL|Simple)\b")
_OPERATIONS = {
    "Broadcast": "broadcast",
    "Reduce": "reduce",
    "AllGather": "all_gather",
    "ReduceScatter": "reduce_scatter",
    "AllReduce": "all_reduce",
}
MOST = 400  # entries that are kept: versions of today have some 130


class Tuned(NamedTuple):
    """What NCCL expects of an operation by one algorithm and protocol: latency [us], algorithm bandwidth [GB/s]."""

    operation: str
    algorithm: str
    protocol: str
    latency: float
    bandwidth: float


def columns(message: str, before: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the algorithms and protocols that a heading names; `before` where a line is none.

    Parameters
    ----------
    message
        What NCCL printed, behind `NCCL INFO`.
    before
        The columns that the last heading named.

    Examples
    --------
    >>> columns("Latency/AlgBw | Tree/    LL | Ring/Simple |", ())
    (('Tree', 'LL'), ('Ring', 'Simple'))
    >>> columns("  Algorithm   |        Tree        |        Ring        |", ())[3:]
    (('Ring', 'LL'), ('Ring', 'LL128'), ('Ring', 'Simple'))
    """
    head, _, rest = message.partition("|")
    if head.strip() == "Latency/AlgBw":
        return tuple(_OLD.findall(rest))
    if head.strip() == "Algorithm":
        return tuple(product(rest.replace("|", " ").split()[:MOST], _PROTOCOLS))
    return before


def tuned(message: str, names: tuple[tuple[str, str], ...]) -> tuple[Tuned, ...]:
    """Return what a row of the table expects; nothing of what NCCL would not use.

    Parameters
    ----------
    message
        What NCCL printed, behind `NCCL INFO`.
    names
        The columns, as `columns` returns them.

    Examples
    --------
    >>> tuned("    AllReduce |   14.4/  3.6|    0.0/  0.0|", (("Tree", "LL"), ("Ring", "Simple")))
    (Tuned(operation='all_reduce', algorithm='Tree', protocol='LL', latency=14.4, bandwidth=3.6),)
    """
    found = _ROW.match(message)
    operation = _OPERATIONS.get(found[1]) if found else None
    if found is None or operation is None:
        return ()
    cells = _CELL.findall(found[2])
    if len(cells) != len(names):
        return ()
    try:
        numbers = [(float(latency), float(bandwidth)) for latency, bandwidth in cells]
    except ValueError:  # two points in a number
        return ()
    return tuple(Tuned(operation, *name, *pair) for name, pair in zip(names, numbers, strict=True) if pair[1] > 0.0)
