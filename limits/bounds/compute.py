"""Compute: the operations of a run, beside what its accelerators' data sheet promises within their hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.bounds.bound import Bound

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num


def _operations(b: Batch) -> Num:
    return b.flop


def _promised(b: Batch) -> Num:
    return laws.peak_operations.kernel(b.accelerator_hours, b.peak)


PEAK = Bound(
    law=laws.peak_operations,
    resource="compute",
    unit="FLOP",
    demand=_operations,
    budget=_promised,
    held=("accelerator-hours", "peak of each accelerator"),
    assumes=("the FLOP of the model, at the number format of the run",),
    shows=("peak",),
    plain="{share} of {peak}, {precision}",
)
