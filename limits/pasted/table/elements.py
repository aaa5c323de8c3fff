"""The number of elements that a row prints beside its size: each tells the other, and how many ranks share a size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.network.collectives import Operation
from limits.pasted.readers.nccl_rows import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.measurement import Measurement, Row

OF_ALL_RANKS = frozenset(
    (
        Operation.ALL_GATHER,
        Operation.REDUCE_SCATTER,
        Operation.ALLTOALL,
        Operation.ALLTOALLV,
        Operation.GATHER,
        Operation.SCATTER,
        Operation.HYPERCUBE,
    )
)
"""Operations whose size is that of all ranks together, while the elements are those of one [nccltests]_."""


def sharing(measurement: Measurement) -> int | None:
    r"""Return how many ranks share a size by the number of elements of one; None where that tells nothing.

    Examples
    --------
    >>> from limits.pasted import read
    >>> text = "# Collective test starting: all_gather_perf\n1048576 32768 float none -1 100.0 10.49 9.18 0"
    >>> sharing(read(text)[0])
    8
    """
    if measurement.operation not in OF_ALL_RANKS:
        return None
    found = {size for _, size in _multiples(measurement)}
    many = found.pop() if len(found) == 1 else 1.0
    return int(many) if many > 1.0 and many.is_integer() else None


def contradictions(measurement: Measurement, least: float | None, most: float | None) -> tuple[str, ...]:
    r"""Return what sizes and numbers of elements contradict; both are whole and printed in full, so no digit is open.

    A size is as many elements as its row says, times the bytes of one; where the size is that of all ranks together,
    also that times their number, of which bus over algorithm bandwidth leaves `least` to `most`. An alltoallv may share
    unevenly, and its size is what the busiest rank sends or takes: nothing is concluded.

    Examples
    --------
    >>> from limits.pasted import read
    >>> text = "# all_reduce_perf -b 1M\n1048576 131072 float sum -1 100.0 10.49 18.35 0"
    >>> contradictions(read(text)[0], 7.9, 8.1)
    ('size is not count times the bytes of float at 1048576 byte (first in line 2)',)
    """
    shared = measurement.operation in OF_ALL_RANKS or bool(measurement.supposed)
    low, high = least or 1.0, most or math.inf
    if measurement.operation == Operation.ALLTOALLV:
        return ()
    wrong = [
        row
        for row, many in _multiples(measurement)
        if many != 1.0 and not (shared and many.is_integer() and low <= many <= high)
    ]
    if not wrong:
        return ()
    some = f"{len(wrong)} of {len(list(measurement))} sizes" if len(wrong) > 1 else f"{wrong[0].size:.0f} byte"
    line = min(row.line for row in wrong)
    return (f"size is not count times the bytes of {wrong[0].datatype} at {some} (first in line {line})",)


def _multiples(measurement: Measurement) -> Iterator[tuple[Row, float]]:
    """Yield each row with its size over that of the elements it counts, where both are known."""
    for row in measurement:
        if row.count and row.datatype in TYPES:
            yield row, row.size / (row.count * TYPES[row.datatype])
