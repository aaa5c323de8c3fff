"""Network: the least traffic of data parallelism, beside what the links carry by rating and by Shannon's capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits import laws
from limits.bounds.bound import Bound, Condition
from limits.bounds.time import EVERY_STEP
from limits.laws.input import Kind
from limits.training.time import steps
from limits.training.traffic import gradients_per_rank

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num

_EXPERTS = "a mixture of experts, whose experts are spread over the machine in ways that the run does not state"
_HELD = ("wall time", "batch", "layout of the parallelism", "links")
_ASSUMES = (
    "only the gradients of data parallelism are counted; tensor, pipeline and expert traffic come on top",
    "a dense model, its layers spread evenly",
)
_CONDITIONS = (
    EVERY_STEP,
    Condition(
        "ranks add up gradients, each value sent to one other: no multicast, nothing added up in the network",
        "reduction",
        ("ranks",),
    ),
)


def _exchanged(b: Batch) -> Num:
    """Least rate [bit/s] at which each rank must send over the whole training; experts are spread in ways unknown."""
    gradients = gradients_per_rank(b.parameters, b.tensor, b.pipeline, b.gradient)
    sent = laws.all_reduce.kernel(b.data, gradients) * steps(b.tokens, b.batch)
    return np.where(b.dense == 1.0, sent / b.wall_time, np.nan)


def _line_rate(b: Batch) -> Num:
    return b.scale_out_rate


def _capacity(b: Batch) -> Num:
    return b.lanes * laws.shannon.kernel(b.bandwidth, b.snr)


def _at_the_margin(b: Batch) -> Num:
    return b.lanes * laws.shannon.kernel(b.bandwidth, b.fec_snr)


ALL_REDUCE = Bound(
    law=laws.all_reduce,
    resource="network",
    unit="bit/s",
    demand=_exchanged,
    budget=_line_rate,
    otherwise=_EXPERTS,
    held=_HELD,
    assumes=("each accelerator has the line rate of one scale-out port to itself, each way", *_ASSUMES),
    conditions=_CONDITIONS,
    shows=("scale_out_rate",),
    plain="gradients: {share} of {scale_out_rate}",
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
        "electrical lanes; the signal-to-noise ratio, if unstated, the largest that the swing allows without loss",
        "white Gaussian noise over the bandwidth of the channel",
        *_ASSUMES,
    ),
    conditions=_CONDITIONS,
    shows=("snr", "bandwidth"),
    plain="the lanes at {bandwidth} and {snr}",
)

SHANNON_MARGIN = Bound(
    law=laws.shannon,
    key="shannon-margin",
    kind=Kind.MODEL,
    rung=False,
    resource="network",
    unit="bit/s",
    demand=_exchanged,
    budget=_at_the_margin,
    otherwise=_EXPERTS,
    held=(*_HELD, "bandwidth and signal-to-noise ratio of each lane"),
    assumes=(
        "every lane at the least signal-to-noise ratio at which its error correction still works",
        "the margin of the standard: a better lane carries more, so this is no limit of the run",
        *_ASSUMES,
    ),
    conditions=_CONDITIONS,
    shows=("fec_snr", "bandwidth"),
    plain="the same lanes at the limit of their error correction",
)
