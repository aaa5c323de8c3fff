"""Memory: the training state, beside what the machine's chips and its matter can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.bounds.bound import Bound, Condition
from limits.training.memory import training_state

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num


def _state(b: Batch) -> Num:
    return training_state(b.parameters, b.state)


def _chips(b: Batch) -> Num:
    return laws.memory_capacity.kernel(b.count, b.memory)


def _matter(b: Batch) -> Num:
    return laws.bekenstein.kernel(b.mass, b.radius)


CAPACITY = Bound(
    law=laws.memory_capacity,
    resource="memory",
    unit="bit",
    demand=_state,
    budget=_chips,
    held=("accelerators", "memory of each"),
    assumes=("each parameter's state held once in the machine, activations not counted",),
    conditions=(Condition("nothing is held outside the accelerators", "offload", ("none",)),),
    shows=("state", "memory"),
    refs=("rajbhandari2020",),
    plain="{state}, {memory} a chip",
)

BEKENSTEIN = Bound(
    law=laws.bekenstein,
    resource="memory",
    unit="bit",
    demand=_state,
    budget=_matter,
    held=("mass of the machine", "radius of the machine"),
    assumes=("an entropy bound, not addressable memory",),
    conditions=(Condition("nothing is held outside the machine", "offload", ("none", "host memory")),),
    shows=("mass", "radius"),
    refs=("rajbhandari2020",),
    plain="the most that {mass} can hold in a sphere of {radius}",
)
