"""Whether a layout fits: the memory of the fullest device with its interval, its parts, and what would make it fit."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from limits.draws import interval
from limits.estimates.changes import CHANGES
from limits.estimates.known import is_known, value_of
from limits.estimates.occupied import FULL, PARTS, occupied
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.runs.batch import CHOICES, Resolved
from limits.runs.fields import path_of, text
from limits.runs.unknown import Unknown, paths_of, unstated
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.catalog import Catalog
    from limits.estimates.changes import Proposal
    from limits.estimates.occupied import Occupied
    from limits.runs.batch import Batch
    from limits.runs.run import TrainingRun
    from limits.typing import Array

__all__ = ["Change", "Fits", "MemoryEstimate", "Supposed", "per_device"]

_NEEDED = ("parameters", "active_parameters", "tensor", "pipeline", "data", "state", "state_weights", "state_gradients")
_FOR_ACTIVATIONS = ("layers", "width", "vocabulary", "micro_batch", "context_ranks", "virtual", "logits", "overhead")
_SAYS = {
    "shard": "data-parallel ranks divide nothing among them",
    "recompute": "nothing is computed again",
    "sequence": "tensor-parallel ranks each hold the whole sequence between their blocks",
    "scores": "attention is fused and stores no scores",
    "dropout": "no dropout",
    "tied": "input and output embedding are two",
    "offload": "all is held in the accelerators",
}
COUNTED = (
    "weights, gradients and optimiser state; the fullest pipeline stage; what ZeRO 3 gathers; activations of all "
    "micro-batches in flight; one layer computed again; logits and loss"
)
NOT_COUNTED = (
    "latent attention and layers without attention; uneven routing to experts; schedules other than one forward, one "
    "backward; CUDA graphs; evaluation and checkpoints"
)
DENSE = (
    "68 measured peaks of dense GPT and Llama models on A100, H800, H100, H200 and B200, 8 to 512 of them, with "
    "torchtitan, Megatron-LM and Megatron-DeepSpeed in 16-bit training"
)
MIXTURE = f"no measured mixture of experts; the interval is that of {DENSE}"


class Fits(StrEnum):
    """Whether a layout fits."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"
    DEPENDS = "depends"  # on choices that nobody stated
    UNKNOWN = "unknown"


UNSETTLED = frozenset({Fits.NO, Fits.PERHAPS, Fits.DEPENDS})
"""Where it is said what would make a layout fit."""

_BETTER = {Fits.NO: {Fits.YES, Fits.PERHAPS, Fits.UNKNOWN}, Fits.PERHAPS: {Fits.YES}}


@frozen
class Change:
    """One change of the layout: of which field, to what, what it costs, and the memory with it."""

    field: str
    to: str
    cost: str
    value: Value


@frozen
class Supposed:
    """What the estimate used and nobody stated: the field, what was taken, and why."""

    field: str
    taken: str
    why: str


@frozen
class MemoryEstimate:
    """Memory of the fullest device of one run. A number is None where it is not known; `because` then says why.

    Attributes
    ----------
    value
        All of it, with its 5 to 95 % interval.
    state
        Weights, gradients and optimiser state of a mean pipeline stage.
    parts
        What is known of the parts, which add up to `value` where all are (`limits.estimates.occupied.PARTS`).
    per_parameter
        Training state for each parameter, before anything divides it.
    capacity, left
        Memory of the device, as reported where that is known, and what of it is left.
    least
        All of it if the choices in `open` were the leanest; None where it is not known, or none is open.
    open
        Choices of the layout that nobody stated and that decide how much is held, by their paths.
    fits
        yes or no where the whole interval says so, else perhaps; depends where the choices in `open` decide; unknown
        where a side is.
    dominant
        The largest part.
    alone
        Single changes after which it fits surely, the cheapest first; empty where it fits.
    together
        Changes that make it fit only together, in that order; empty where one alone does, or none do.
    missing
        Fields that would have to be stated, by their paths; empty where that is not what is in the way.
    supposed, counted, not_counted, basis
        What nobody stated, what is in and out of the number, and what it rests on.
    """

    value: Value | None
    state: Value | None
    parts: dict[str, Value]
    per_parameter: dict[str, Value]
    capacity: Value | None
    left: Value | None
    least: Value | None
    open: tuple[str, ...]
    fits: Fits
    dominant: str | None
    alone: tuple[Change, ...]
    together: tuple[Change, ...]
    supposed: tuple[Supposed, ...]
    counted: str
    not_counted: str
    basis: str
    because: str | None
    missing: tuple[str, ...] = ()
    references: tuple[str, ...] = ("korthikanti2022", "rajbhandari2020")

    @property
    def spanned(self) -> Value | None:
        """All of it, down to the least where choices that nobody stated decide."""
        if self.value is None or self.least is None or self.fits is not Fits.DEPENDS:
            return self.value
        return replace(self.value, low=self.least.ends[0])

    @property
    def known(self) -> float:
        """Bits of the parts that are known: at least so much is needed."""
        return sum(part.value for name, part in self.parts.items() if name != "overhead")


def per_device(run: TrainingRun, *, catalog: Catalog | None = None) -> MemoryEstimate:
    """Estimate the memory of each device of a run: whether its layout fits, by how much, and what would make it fit.

    Parameters
    ----------
    run
        The run, with its model and its layout.
    catalog
        Where its accelerator is looked up; the shipped one if none is given.

    Examples
    --------
    >>> import limits
    >>> run = limits.TrainingRun("mine", parameters="7.5e9 parameter", tokens="1e12 token", memory="32 GB", data=64)
    >>> found = per_device(run)
    >>> print(found.state.to("GB"), found.fits)
    120 GB depends
    """
    return of(Resolved([run], catalog))


def of(resolved: Resolved, index: int = 0) -> MemoryEstimate:
    """Estimate the memory of each device of one run.

    Parameters
    ----------
    resolved
        Runs with everything that is known of them.
    index
        Which of them.

    Examples
    --------
    >>> import limits
    >>> from limits.runs.batch import Resolved
    >>> run = limits.TrainingRun("mine", parameters="7.5e9 parameter", tokens="1e12 token", memory="32 GB", data=64)
    >>> found = of(Resolved([run]))
    >>> print(found.state.to("GB"), found.fits, found.because)
    120 GB depends not stated: model.layers, model.width, model.vocabulary, model.context
    """
    one = resolved.batch.run(index)
    memory = occupied(one)
    parts = {name: part for name, drawn in memory.parts.items() if (part := _value(drawn, name)) is not None}
    value, state = _value(memory.total, "total"), _value(memory.state, "state")
    capacity = resolved.number(index, "memory")
    undecided = tuple(name for name in _LEANEST if name not in resolved.runs[index].texts)
    lean = _lean(one, undecided)
    totals = [held for way in lean if (held := _value(way.total, "total")) is not None]
    fits = _fits(memory.total, memory.parts, capacity)
    better = _BETTER.get(fits, set())
    if any(_fits(way.total, way.parts, capacity) in better for way in lean):
        fits = Fits.DEPENDS
    alone, together = _changes(one, capacity) if fits in UNSETTLED and value is not None else ((), ())
    lacking = _lacking(resolved, index, one) if value is None else []
    largest = max((name for name in parts if name != "overhead"), key=lambda name: parts[name].value, default=None)
    return MemoryEstimate(
        value=value,
        state=state,
        parts=parts,
        per_parameter=_per_parameter(one),
        capacity=capacity,
        left=None if value is None or capacity is None else _value(capacity.value - memory.total, "left"),
        least=min(totals, key=_centre, default=None),
        open=tuple(map(path_of, undecided)),
        fits=fits,
        dominant=largest if value is not None else None,
        alone=alone,
        together=together,
        supposed=tuple(_supposed(resolved, index, one)),
        counted=COUNTED,
        not_counted=NOT_COUNTED,
        basis=DENSE if one.dense[0] == 1 else MIXTURE,
        because=_because(lacking, one) if value is None else None,
        missing=paths_of(lacking),
    )


def _value(drawn: Array, name: str) -> Value | None:
    """Return the centre and the interval of draws; None where any is not known."""
    origin = Origin(OriginKind.DERIVED, how=PARTS.get(name, "memory of the fullest device"))
    return value_of(drawn, "bit", origin)


_LEANEST = {"shard": (2.0, 3.0), "recompute": (FULL,), "sequence": (1.0,)}
"""Choices of a layout that decide how much is held, with the places of those that hold least."""


def _lean(one: Batch, undecided: tuple[str, ...]) -> list[Occupied]:
    """Return what is held if the choices that nobody stated were the leanest; nothing where all are stated."""
    ways = product(*(_LEANEST[name] for name in undecided)) if undecided else ()
    return [
        occupied(one.but(**{name: np.array([place]) for name, place in zip(undecided, way, strict=True)}))
        for way in ways
    ]


def _centre(value: Value) -> float:
    return value.value


def _fits(total: Array, parts: Mapping[str, Array], capacity: Value | None) -> Fits:
    """Tell whether all of the interval fits, none of it, or some; what is known alone may already be too much."""
    if capacity is None:
        return Fits.UNKNOWN
    least = sum(float(np.ravel(part)[0]) for name, part in parts.items() if name != "overhead" and is_known(part))
    if not is_known(total):
        return Fits.NO if least > capacity.value else Fits.UNKNOWN
    low, high = (float(end) for end in interval(np.atleast_1d(total)))
    return Fits.YES if high <= capacity.value else Fits.NO if low > capacity.value else Fits.PERHAPS


def _changes(one: Batch, capacity: Value | None) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return the single changes that make it fit; where there is none, the cheapest ones that do so together."""
    if capacity is None:
        return (), ()
    alone = tuple(
        change
        for each in CHANGES
        if each.possible(one) and (change := _changed(each.made(one), each)) and _within(change, capacity)
    )
    if alone:
        return alone, ()
    together: list[Change] = []
    batch = one
    for each in CHANGES:
        if each.possible(batch):
            made = each.made(batch)
            change = _changed(made, each)
            if change is not None and change.value.value < _total(batch):
                together = [*(kept for kept in together if kept.field != change.field), change]
                batch = made
        if together and _within(together[-1], capacity):
            return (), tuple(together)
    return (), ()


def _total(batch: Batch) -> float:
    return float(np.ravel(occupied(batch).total)[0])


def _changed(made: Batch, proposal: Proposal) -> Change | None:
    """Return a change that was made; None where no such layout exists, as with fewer devices than expert ranks."""
    value = _value(occupied(made).total, "total")
    return None if value is None else Change(proposal.field, proposal.to(made), proposal.cost, value)


def _within(change: Change, capacity: Value) -> bool:
    return change.value.ends[1] <= capacity.value


def _per_parameter(one: Batch) -> dict[str, Value]:
    """Return the training state of each parameter by its parts, which add up to it."""
    rest = one.state - one.state_weights - one.state_gradients
    parts = {"weights": one.state_weights, "gradients": one.state_gradients, "optimizer": rest}
    return {name: Value(float(part[0]), "bit/parameter") for name, part in parts.items() if is_known(part)}


def _needed(one: Batch) -> tuple[str, ...]:
    """Return the numbers that the estimate of this run reads."""
    more: tuple[str, ...] = ()
    if one.dense[0] != 1:
        more += ("experts", "experts_per_token", "expert_ranks", "expert_tensor_ranks")
    if one.scores[0] == 1:
        more += ("heads", "context")
    if text("recompute").choices[int(one.recompute[0])] == "every second product":
        more += ("heads", "kv_heads", "feedforward")
    return (*_NEEDED, *_FOR_ACTIVATIONS, *more)


def _lacking(resolved: Resolved, index: int, one: Batch) -> list[Unknown]:
    """Return why numbers that the estimate reads are not known."""
    needed = ("context" if name == "micro_batch" else name for name in _needed(one))  # a context gives the least of it
    return [why for name in needed if (why := resolved.unknown(index, name)) is not None]


def _because(lacking: list[Unknown], one: Batch) -> str:
    """Say what would have to be stated, or what cannot be."""
    return unstated(lacking) or next((why.reason for why in lacking), _refused(one))


def _refused(one: Batch) -> str:
    """Say why nothing can be said although all is stated."""
    embeddings = (2.0 - one.tied[0]) * one.vocabulary[0] * one.width[0]
    if one.active_parameters[0] <= embeddings:
        return f"the embeddings alone have {embeddings:.4g} parameters, the model {one.active_parameters[0]:.4g}"
    if one.dense[0] != 1 and one.expert_ranks[0] * one.expert_tensor_ranks[0] > one.tensor[0] * one.data[0]:
        return "the expert ranks are more than the devices of a pipeline stage"
    return BEYOND_FLOATS


def _supposed(resolved: Resolved, index: int, one: Batch) -> Iterator[Supposed]:
    run = resolved.runs[index]
    for name in CHOICES:
        if name in _SAYS and name not in run.texts:
            yield Supposed(path_of(name), text(name).choices[0], _SAYS[name])
    for name in _needed(one):
        value = resolved.number(index, name)
        if value is not None and value.origin is not None and value.origin.assumed:
            yield Supposed(path_of(name), str(value), value.origin.why)
