"""Time: how fast light, messages and quantum states let the steps of a run follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits import laws
from limits.bounds.bound import Bound, Condition
from limits.constants import CODATA2022
from limits.laws.input import Kind
from limits.training.time import steps

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num

_COLLECTIVES = 4.0  # of a layer that tensor parallelism splits: two forward, two backward (erdil2024)

EVERY_STEP = Condition("every optimiser step waits for the gradients of all ranks", "exchange", ("every step",))


def _wall_time(b: Batch) -> Num:
    return b.wall_time


def _light(b: Batch) -> Num:
    return steps(b.tokens, b.batch) * laws.light_latency.kernel(b.diameter, b.group_index)


def _rounds(b: Batch) -> Num:
    return steps(b.tokens, b.batch) * laws.collective_rounds.kernel(b.data, b.hop_latency)


def _layers(b: Batch) -> Num:
    each = laws.batch_latency.kernel(b.layers, _COLLECTIVES, b.hop_latency)
    return np.where(b.tensor > 1.0, steps(b.tokens, b.batch) * each, np.nan)


def _operations(b: Batch) -> Num:
    return b.flop / b.wall_time


def _states(b: Batch) -> Num:
    return laws.margolus_levitin.kernel(b.mass * CODATA2022.c**2)


LIGHT = Bound(
    law=laws.light_latency,
    resource="time",
    unit="s",
    demand=_light,
    budget=_wall_time,
    held=("wall time", "batch", "diameter of the machine"),
    assumes=(
        "what each rank adds to a step reaches every other before the next step: one diameter, both directions at once",
        "with a group index above 1, a statement about that medium",
    ),
    conditions=(EVERY_STEP,),
    shows=("diameter", "group_index"),
    plain="light across {diameter} at each step",
)

ROUNDS = Bound(
    law=laws.collective_rounds,
    resource="time",
    unit="s",
    demand=_rounds,
    budget=_wall_time,
    held=("wall time", "batch", "data-parallel ranks", "latency of a message"),
    assumes=(
        "one exchange of gradients in each optimiser step, nothing else waited for",
        "each port is busy for all of the latency of a message: true of a message that is short, a model of any other",
    ),
    kind=Kind.MODEL,
    conditions=(EVERY_STEP,),
    shows=("hop_latency",),
    plain="rounds of messages, {hop_latency} each",
)

LAYERS = Bound(
    law=laws.batch_latency,
    resource="time",
    unit="s",
    demand=_layers,
    budget=_wall_time,
    held=("wall time", "batch", "layers", "latency of a message"),
    assumes=(
        "tensor parallelism with four collectives a layer in turn, two forward and two backward",
        "a collective takes the latency of one message, the usual and not the least",
    ),
    kind=Kind.MODEL,
    conditions=(EVERY_STEP,),
    shows=("layers", "hop_latency"),
    otherwise="without tensor parallelism no layer waits for a collective",
    plain="layers in turn, {hop_latency} a message",
)

MARGOLUS_LEVITIN = Bound(
    law=laws.margolus_levitin,
    resource="time",
    unit="1/s",
    demand=_operations,
    budget=_states,
    held=("wall time", "mass of the machine"),
    assumes=("all rest energy of the machine computes",),
    convention="a FLOP counts as one change to an orthogonal state",
    shows=("mass",),
    plain="changes of state of {mass} of matter",
)
