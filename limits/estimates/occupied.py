"""Memory that training occupies on the fullest device, part by part, for many runs at once: columns in, columns out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.training import activations, stages, states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from limits.runs.batch import Batch
    from limits.typing import Array, Num

VALUE = 16.0  # bits of one stored value: 16-bit training, whatever the products are rounded to
MASK = 8.0  # bits of one entry of a dropout mask
_GRADIENT = 32.0  # bits of the gradients that the optimiser reads, at most; what is more is a second copy
SELECTIVE, EVERY_SECOND, FULL = 1.0, 2.0, 3.0  # places among the choices of parallelism.recompute

PARTS = {
    "weights": "weights",
    "gradients": "gradients",
    "optimizer": "optimiser state",
    "fullest_stage": "state of the fullest pipeline stage beyond the mean",
    "gathered": "gathered from other ranks",
    "activations": "stored activations",
    "recomputed": "one layer computed again",
    "logits": "logits and loss",
    "overhead": "buffers, fragments and workspace",
}
"""The parts of the memory of a device, in the order in which they are shown; they add up to all of it."""


@frozen
class Occupied:
    """Bits on the fullest device by part, with axes (*axes, draw); NaN where something is not known."""

    parts: Mapping[str, Array]

    @property
    def total(self) -> Array:
        """All parts together."""
        return self.counted + self.parts["overhead"]

    @property
    def counted(self) -> Array:
        """All parts but what no formula counts."""
        return _sum(part for name, part in self.parts.items() if name != "overhead")

    @property
    def state(self) -> Array:
        """Weights, gradients and optimiser state of a mean pipeline stage."""
        return _sum(self.parts[name] for name in ("weights", "gradients", "optimizer"))


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # what is beyond floats is unknown
def occupied(b: Batch) -> Occupied:
    """Return what each device of the fullest pipeline stage holds at the moment at which it holds most.

    Two moments compete: the loss, on the last stage, with its logits; and the backward pass of one layer that is
    computed again, on the first stage, where most micro-batches are in flight, or on the last.

    Parameters
    ----------
    b
        Runs, axes (*axes, draw).

    Examples
    --------
    >>> from limits.runs.batch import Batch
    >>> stated = dict(parameters=7.5e9, layers=32, width=4096, heads=32, vocabulary=50257, context=2048)
    >>> layout = dict(tensor=1, pipeline=1, data=64, micro_batch=2048)
    >>> found = occupied(Batch.of({name: np.array([float(n)]) for name, n in (stated | layout).items()}))
    >>> round(sum(float(found.parts[name][0]) for name in ("weights", "gradients", "optimizer")) / 8e9)  # gigabytes
    120
    """
    held = _state(b)
    value = b.micro_batch / b.context_ranks
    stored, again = (value * each for each in _layer(b))
    logits = value * activations.logits_stored(
        b.vocabulary, b.logits, b.width, value=VALUE, tensor=b.tensor, sequence=b.sequence
    )
    layers = np.ceil(b.layers / b.pipeline)
    first = stored * layers * stages.first_in_flight(b.pipeline, b.virtual, _micro_batches(b))
    last = stored * layers * stages.last_in_flight(b.pipeline, b.virtual, _micro_batches(b))
    one = b.pipeline == 1
    at_loss = np.where(one, first, last) + logits >= first + again
    parts = {
        **held,
        "activations": np.where(at_loss & ~one, last, first),
        "recomputed": np.where(at_loss, 0.0, again) + 0.0 * logits,
        "logits": np.where(at_loss, logits, 0.0 * logits),
    }
    counted = _sum(parts.values())
    parts["overhead"] = counted * (b.overhead - 1.0)
    return Occupied({name: np.asarray(parts[name]) for name in PARTS})


def _micro_batches(b: Batch) -> Array:
    """Return the micro-batches of one optimiser step, as many as there may be where the batch is not known."""
    many = b.batch * b.context_ranks / (b.micro_batch * b.data)
    return np.where(np.isnan(many), np.inf, np.maximum(many, 1.0))


def _state(b: Batch) -> dict[str, Array]:
    """Return the parts of the training state, and what is gathered of them."""
    stage, dense, over = b.shard, b.dense == 1, _expert_ranks(b)
    routed = np.where(
        dense, 0.0, states.routed_parameters(b.parameters, b.active_parameters, b.experts, b.experts_per_token)
    )
    small = b.layers * b.width * np.where(dense, 2.0, 2.0 + b.experts)  # norms and routers, which nothing divides
    small = np.where(np.isnan(small) & dense, 0.0, small)
    shares = (
        ((b.parameters - routed - small) / (b.tensor * b.pipeline), b.data),
        (small / b.pipeline, b.data),
        (routed / (over * b.pipeline), b.tensor * b.data / over),
    )
    out = b.offload > 0
    whole = np.where(out & (b.offloaded == 1), 0.0, b.state_weights)
    read = np.where(out, 0.0, np.minimum(b.state_gradients, _GRADIENT))
    copy = np.where(out, 0.0, np.maximum(b.state_gradients - _GRADIENT, 0.0))
    rest = np.where(out, 0.0, b.state - b.state_weights - b.state_gradients)
    weights = _sum(states.weights_held(share, whole, stage, ranks) for share, ranks in shares)
    gradients = _sum(states.gradients_held(share, read, copy, stage, ranks) for share, ranks in shares)
    optimizer = _sum(states.optimizer_held(share, rest, stage, ranks) for share, ranks in shares)
    embedding, tables = b.vocabulary * b.width, 2.0 - b.tied
    fullest = states.stage_parameters(b.parameters, b.layers, embedding, tables, b.pipeline)
    beyond = np.where(b.pipeline == 1, 1.0, fullest * b.pipeline / b.parameters)  # times the mean stage
    held = weights + gradients + optimizer
    return {
        "weights": weights,
        "gradients": gradients,
        "optimizer": optimizer,
        "fullest_stage": held * np.maximum(beyond - 1.0, 0.0),
        "gathered": _gathered(b, fullest, embedding, tables),
    }


def _sum(parts: Iterable[Num]) -> Array:
    return np.asarray(sum(parts, start=np.zeros(())))


def _expert_ranks(b: Batch) -> Array:
    """Return how many devices of a stage divide its experts; unknown where these would be more than it has."""
    ranks = b.expert_tensor_ranks * b.expert_ranks
    return np.where((b.dense == 1) | (ranks <= b.tensor * b.data), ranks, np.nan)


def _gathered(b: Batch, fullest: Num, embedding: Array, tables: Array) -> Array:
    """Return what ZeRO 3 gathers: its largest layer, or under a pipeline all of a stage, with unreduced gradients."""
    layer = (b.parameters - tables * embedding) / b.layers
    one = states.gathered(b.state_weights, np.fmax(layer, embedding), b.tensor)
    stage = fullest * (b.state_weights + b.state_gradients) / b.tensor  # kept between micro-batches
    return np.where(b.shard == 3, np.where(b.pipeline > 1, stage, one), 0.0)  # noqa: PLR2004 - the stage of ZeRO


def _layer(b: Batch) -> tuple[Array, Array]:
    """Return what a layer stores for each token, and what it holds beyond that while it is computed again."""
    mask, dense = MASK * b.dropout, b.dense == 1
    tables = 2.0 - b.tied
    layer = (b.active_parameters - tables * b.vocabulary * b.width) / b.layers
    layer = np.where(layer > 0.0, layer, np.nan)  # fewer parameters than the embeddings alone: a contradiction
    inside = activations.inside_by_count(layer, b.width, VALUE, b.tensor)
    sent = np.where(dense, 0.0, activations.dispatched(b.width, b.experts_per_token, VALUE, b.tensor))
    plain = activations.between_blocks(b.width, VALUE, mask, b.tensor, b.sequence) + inside + sent
    scores = activations.scores(b.heads, b.context, VALUE, mask, b.tensor)
    scored = np.where(b.scores == 1, scores, 0.0)
    second = activations.every_second_product(
        b.width,
        b.width,
        b.kv_heads * b.width / b.heads,
        b.feedforward,
        value=VALUE,
        tensor=b.tensor,
        sequence=b.sequence,
    )
    kept = np.select(
        [b.recompute == SELECTIVE, b.recompute == EVERY_SECOND, b.recompute == FULL],
        [plain, second + sent / 2.0, activations.layer_input(b.width, VALUE, b.tensor, b.sequence)],
        plain + scored,
    )
    return kept, plain + scored - kept
