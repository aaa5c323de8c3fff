"""Time: how fast light, messages and quantum states let the steps of a run follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.bounds.bound import Bound
from limits.constants import CODATA2022
from limits.training.time import steps

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num

_PASSES = 2.0  # an optimiser step gathers from the whole machine and spreads over it: the diameter, there and back


def _wall_time(b: Batch) -> Num:
    return b.wall_time


def _light(b: Batch) -> Num:
    return _PASSES * steps(b.tokens, b.batch) * laws.light_latency.kernel(b.diameter, b.group_index)


def _rounds(b: Batch) -> Num:
    return steps(b.tokens, b.batch) * laws.collective_rounds.kernel(b.data, b.hop_latency)


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
    assumes=("each optimiser step waits for the one before, and crosses the machine there and back",),
)

ROUNDS = Bound(
    law=laws.collective_rounds,
    resource="time",
    unit="s",
    demand=_rounds,
    budget=_wall_time,
    held=("wall time", "batch", "data-parallel ranks", "latency of a message"),
    assumes=("one exchange of gradients in each optimiser step, nothing else waited for",),
)

MARGOLUS_LEVITIN = Bound(
    law=laws.margolus_levitin,
    resource="time",
    unit="1/s",
    demand=_operations,
    budget=_states,
    held=("wall time", "mass of the machine"),
    assumes=(
        "a FLOP is at least one change to an orthogonal state",
        "all rest energy of the machine computes",
    ),
)
