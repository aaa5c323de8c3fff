"""The FLOP of a training, counted under each convention: model FLOP, hardware FLOP, and what the machine could do.

Three things are called FLOP of a run: model FLOP, what the model needs; hardware FLOP, with what is computed again; and
peak x time, what the machine could have done. Utilisations are ratios of these, so each is shown with its convention.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.estimates.known import is_known, value_of
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.runs.batch import Resolved
from limits.runs.described import Described
from limits.runs.fields import path_of, text
from limits.runs.unknown import Unknown, unstated
from limits.training.transformer import attention_flop, layers_again, training_flop
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.catalog import Catalog
    from limits.runs.batch import Batch
    from limits.runs.run import TrainingRun
    from limits.training.architecture.architecture import Architecture
    from limits.typing import Array

__all__ = ["FlopCount", "FlopCounts", "counts"]

CONVENTIONS = {
    "6nd": "6 x active parameters x tokens, no attention",
    "causal": "every matrix product, attention to the tokens before",
    "full": "every matrix product, attention to the whole sequence",
}
"""The conventions of model FLOP, in the order in which they are shown."""

PARTS = {"matrices": "matrix products", "logits": "logits", "attention": "attention"}
"""The parts of a count; without `logits`, these are among the matrix products."""

FLOP_KINDS = {
    "model_flop_6nd": "6 N D of published N and D",
    "model_flop_reported": "published as model FLOP",
    "hardware_flop_reported": "published as hardware FLOP, what is computed again among them",
    "throughput_x_time": "measured rate x time",
    "assumed_utilisation_x_time": "peak x time x an assumed utilisation",
    "third_party_estimate": "third-party estimate",
    "recalled": "recalled, no source was seen",
}
"""How the compute in a row of the catalogue came about, in words."""

NOT_COUNTED = (
    "looking up embeddings, norms, biases, soft-max, loss, optimiser; windows of attention; what fused attention "
    "computes again in its own backward pass"
)
_READ = {"6nd": ("active_parameters", "tokens")} | dict.fromkeys(
    ("causal", "full"), ("matmul_parameters", "attention_width", "context", "tokens")
)
_UNKNOWN = np.array([np.nan])
_NONE_OF_IT = "6 N D has no attention of its own, and only attention is computed again"
_SOME = "which products are computed again is a framework's own choice"
_WHOLE = "a token of this model attends to its whole sequence"


@frozen
class FlopCount:
    """FLOP of one training under one convention. A number is None where it is not known; the reasons stand beside.

    Attributes
    ----------
    key, convention
        Which convention (`limits.estimates.flop.CONVENTIONS`), and in words.
    per_token
        Model FLOP of one token in training, forward and backward.
    value
        Model FLOP of the training, forward and backward.
    forward, backward
        What adds up to it.
    parts
        The same by part, forward and backward (`limits.estimates.flop.PARTS`).
    again
        What is computed again for the backward pass.
    hardware
        Hardware FLOP: the model's and what is computed again.
    mfu, hfu
        Model and hardware FLOP over what the machine could have done in all of its hours.
    to_6nd
        Model FLOP over 6 N D.
    because, hardware_because
        Why the count, and what is computed again, is not known.
    """

    key: str
    convention: str
    per_token: Value | None
    value: Value | None
    forward: Value | None
    backward: Value | None
    parts: dict[str, Value]
    again: Value | None
    hardware: Value | None
    mfu: Value | None
    hfu: Value | None
    to_6nd: Value | None
    because: str | None
    hardware_because: str | None


@frozen
class FlopCounts:
    """FLOP of one training under each convention, beside the compute that the run itself has.

    Attributes
    ----------
    conventions
        The counts; one that cannot be had says why.
    run
        The compute of the run itself, on which its bounds stand.
    came_about
        How that came about.
    nearest, nearest_hardware
        The convention whose count it is nearest to, and whether that is the count of hardware FLOP.
    to_nearest
        How many times that count it is.
    capacity, capacity_because
        Peak x time: what the machine could have done in all of its hours, or why that is not known.
    recompute
        What is computed again, as the run states it.
    not_counted
        What no convention counts.
    """

    conventions: tuple[FlopCount, ...]
    run: Value | None
    came_about: str | None
    nearest: str | None
    nearest_hardware: bool
    to_nearest: Value | None
    capacity: Value | None
    capacity_because: str | None
    recompute: str | None
    not_counted: str
    references: tuple[str, ...] = ("kaplan2020", "hoffmann2022", "chowdhery2022", "korthikanti2022")

    def __getitem__(self, key: str) -> FlopCount:
        """Return the count under one convention."""
        return {each.key: each for each in self.conventions}[key]


def counts(run: TrainingRun, *, catalog: Catalog | None = None) -> FlopCounts:
    """Count the FLOP of a run under each convention.

    Parameters
    ----------
    run
        The run, with its model and its tokens.
    catalog
        Where names are looked up; the shipped one if none is given.

    Examples
    --------
    >>> import limits
    >>> llama = {"matmul_parameters": 403_747_897_344, "attention_width": 4_128_768, "context": "8192 token"}
    >>> found = counts(limits.TrainingRun("mine", parameters="405e9", tokens="15.6e12 token", **llama))
    >>> [f"{each.key} {each.value.value:.3g}" for each in found.conventions]
    ['6nd 3.79e+25', 'causal 3.94e+25', 'full 4.1e+25']
    """
    return of(Resolved([run], catalog))


def of(resolved: Resolved, index: int = 0) -> FlopCounts:
    """Count the FLOP of one run under each convention.

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
    >>> run = limits.TrainingRun("mine", parameters="7e9 parameter", tokens="2e12 token")
    >>> found = of(Resolved([run]))
    >>> print(found["6nd"].value, found["causal"].because)
    8.4e+22 FLOP not stated: model.matmul_parameters, model.attention_width, model.context
    """
    one = _One(resolved, index)
    found = tuple(one.count(key) for key in CONVENTIONS)
    own = resolved.number(index, "flop")
    nearest = one.nearest(found)
    return FlopCounts(
        conventions=found,
        run=own,
        came_about=None if own is None else _came_about(resolved, own),
        nearest=nearest[0] if nearest else None,
        nearest_hardware=bool(nearest and nearest[1]),
        to_nearest=one.ratio(one.batch.flop, one.drawn[nearest]) if nearest else None,
        capacity=one.value(one.capacity, f"peak x accelerator-hours{_as(resolved.number(index, 'accelerator_hours'))}"),
        capacity_because=resolved.because(index, ("accelerator_hours", "peak")) or None,
        recompute=one.recompute,
        not_counted=NOT_COUNTED,
    )


class _One:
    """One run, its draws, and what is known of its model."""

    def __init__(self, resolved: Resolved, index: int) -> None:
        self.resolved, self.index = resolved, index
        self.batch: Batch = resolved.batch.run(index)
        self.texts = resolved.runs[index].texts
        config = self.texts.get("config")
        self.architecture: Architecture | None = config.model.architecture if isinstance(config, Described) else None
        self.recompute = str(self.texts["recompute"]) if "recompute" in self.texts else None
        self.drawn: dict[tuple[str, bool], Array] = {}  # counts by convention, of the model and of the hardware
        b = self.batch
        with np.errstate(all="ignore"):
            self.capacity = b.accelerator_hours * b.peak
            self.rule = np.asarray(training_flop(b.active_parameters, b.tokens))

    @np.errstate(all="ignore")  # what is beyond floats is unknown
    def count(self, key: str) -> FlopCount:
        """Return what one convention counts."""
        how, tokens = CONVENTIONS[key], self.batch.tokens
        refused = self._refused(key)
        forward = {} if refused else self._forward(key)
        each = sum(forward.values(), start=np.zeros(1)) if forward else _UNKNOWN
        again, why = self._again(key, forward) if forward else (_UNKNOWN, None)
        model, hardware = 3.0 * each * tokens, (3.0 * each + again) * tokens
        self.drawn |= {(key, False): model, (key, True): hardware}
        parts = {name: self.value(3.0 * part * tokens, how) for name, part in forward.items() if name in PARTS}
        value = self.value(model, how)
        because = refused or self._lacking(key) or (BEYOND_FLOATS if value is None else None)
        return FlopCount(
            key=key,
            convention=how,
            per_token=self.value(3.0 * each, how, "FLOP/token"),
            value=value,
            forward=self.value(each * tokens, how),
            backward=self.value(2.0 * each * tokens, how),
            parts={name: part for name, part in parts.items() if part is not None and value is not None},
            again=self.value(again * tokens, how),
            hardware=self.value(hardware, how),
            mfu=self.ratio(model, self.capacity),
            hfu=self.ratio(hardware, self.capacity),
            to_6nd=self.ratio(model, self.rule),
            because=because,
            hardware_because=because or why,
        )

    def nearest(self, found: tuple[FlopCount, ...]) -> tuple[str, bool] | None:
        """Return the convention whose count the compute of the run is nearest to, and whether that of the hardware."""
        own = float(self.batch.flop[0])
        known = [(each.key, False) for each in found if each.value is not None]
        known += [(each.key, True) for each in found if each.again is not None and each.again.value > 0.0]
        if not known or not math.isfinite(own):
            return None
        return min(known, key=lambda which: abs(math.log(own / float(self.drawn[which][0]))))

    def _forward(self, key: str) -> Mapping[str, Array]:
        """Return the compute of a token on its way forward, by part."""
        b = self.batch
        if key == "6nd":
            return {"all": 2.0 * b.active_parameters}
        attention = np.asarray(attention_flop(b.attention_width, b.context, causal=key == "causal"))
        head = self._head()
        if not is_known(head):
            return {"matrices": 2.0 * b.matmul_parameters, "attention": attention}
        return {"matrices": 2.0 * (b.matmul_parameters - head), "logits": 2.0 * head, "attention": attention}

    def _head(self) -> Array:
        """Return the weights of the output head."""
        if self.architecture is not None:
            return np.array([float(self.architecture.head)])
        return np.asarray(self.batch.vocabulary * self.batch.width)

    def _again(self, key: str, forward: Mapping[str, Array]) -> tuple[Array, str | None]:
        """Return what is computed again for a token, or why that is not known."""
        if self.recompute is None:
            return _UNKNOWN, str(Unknown(ways=((path_of("recompute"),),)))
        none, selective, some, _ = text("recompute").choices
        if self.recompute == some or (self.recompute == selective and key == "6nd"):
            return _UNKNOWN, _SOME if self.recompute == some else _NONE_OF_IT
        if self.recompute == none:
            return np.zeros(1), None
        return (forward["attention"], None) if self.recompute == selective else self._layers(key, forward)

    def _layers(self, key: str, forward: Mapping[str, Array]) -> tuple[Array, str | None]:
        """Return what all layers take that are computed again for a token, or why that is not known."""
        if key == "6nd":
            return forward["all"], None
        if not is_known(self._head()):
            return _UNKNOWN, self.resolved.because(self.index, ("vocabulary", "width")) or BEYOND_FLOATS
        return np.asarray(layers_again(self.batch.matmul_parameters, self._head(), forward["attention"])), None

    def _refused(self, key: str) -> str | None:
        """Say why a convention cannot count this model; None where it can."""
        if key == "6nd":
            return None
        if self.architecture is not None and self.architecture.uncounted:
            return self.architecture.uncounted
        return _WHOLE if key == "causal" and self.texts.get("attention") == "full" else None

    def _lacking(self, key: str) -> str | None:
        """Say what would have to be stated; None where all is."""
        found = [why for name in _READ[key] if (why := self.resolved.unknown(self.index, name)) is not None]
        return next((why.reason for why in found if why.reason), unstated(found)) or None

    def value(self, drawn: Array, how: str, unit: str = "FLOP") -> Value | None:
        """Return the centre and the interval of draws; None where any is not known."""
        return value_of(drawn, unit, Origin(OriginKind.DERIVED, how=how))

    def ratio(self, one: Array, other: Array) -> Value | None:
        """Return one number over another."""
        with np.errstate(all="ignore"):
            return value_of(one / other, "1")


def _as(hours: Value | None) -> str:
    """Say how hours came about that nobody stated: where they follow from the compute, so does the utilisation."""
    origin = None if hours is None else hours.origin
    return f", the hours from {origin.why}" if origin is not None and origin.kind is OriginKind.DERIVED else ""


def _came_about(resolved: Resolved, own: Value) -> str:
    """Say how the compute of a run came about."""
    origin = own.origin
    if origin is None:
        return "stated"
    if origin.kind is OriginKind.CATALOGUE and origin.row:
        kind = resolved.catalog.row("run", origin.row).texts.get("flop_kind", "")
        return FLOP_KINDS.get(kind, kind) or "how is not said"
    return origin.why if origin.kind is OriginKind.DERIVED else "stated"
