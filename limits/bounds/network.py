"""Network: the least traffic of data parallelism, beside what the links carry at line rate and at capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits import laws
from limits.bounds.bound import Bound
from limits.network.lanes import nyquist_bandwidth
from limits.training.time import steps
from limits.training.traffic import gradients_per_rank

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num

_EXPERTS = "a mixture of experts, whose experts are spread over the machine in ways that the run does not state"
_HELD = ("wall time", "batch", "layout of the parallelism", "links")
_ASSUMES = (
    "only the gradients of data parallelism are counted; tensor, pipeline and expert traffic come on top",
    "no reduction inside the network; a dense model, its layers spread evenly",
)


def _exchanged(b: Batch) -> Num:
    """Least rate [bit/s] at which each rank must send over the whole training; experts are spread in ways unknown."""
    gradients = gradients_per_rank(b.parameters, b.tensor, b.pipeline, b.gradient)
    sent = laws.all_reduce.kernel(b.data, gradients) * steps(b.tokens, b.batch)
    return np.where(b.dense == 1.0, sent / b.wall_time, np.nan)


def _line_rate(b: Batch) -> Num:
    return b.scale_out_rate


def _capacity(b: Batch) -> Num:
    return b.lanes * laws.shannon.kernel(nyquist_bandwidth(b.symbol_rate), b.snr)


ALL_REDUCE = Bound(
    law=laws.all_reduce,
    resource="network",
    unit="bit/s",
    demand=_exchanged,
    budget=_line_rate,
    otherwise=_EXPERTS,
    held=_HELD,
    assumes=("each accelerator has the line rate of one scale-out port to itself, each way", *_ASSUMES),
)

SHANNON = Bound(
    law=laws.shannon,
    resource="network",
    unit="bit/s",
    demand=_exchanged,
    budget=_capacity,
    otherwise=_EXPERTS,
    held=(*_HELD, "bandwidth and signal-to-noise ratio of each lane"),
    assumes=(
        "every lane at capacity at the signal-to-noise ratio of its error-correction limit",
        "capacity over payload is then the margin of the standard, not of this run",
        "white Gaussian noise, bandwidth of half the symbol rate",
        *_ASSUMES,
    ),
)
