"""What could be changed about a layout that does not fit, in the order of what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.runs.fields import is_text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.runs.batch import Batch
    from limits.typing import Array

__all__ = ["CHANGES", "Proposal"]


@frozen
class Proposal:
    """A change of one field: when it is possible, which columns it sets, and what it costs.

    Attributes
    ----------
    field
        Path of the field in a run file.
    column
        Name of its column.
    cost
        What it costs, in words.
    possible
        Whether it changes anything of one run, the centre of whose draws is looked at.
    columns
        The columns that it sets.
    """

    field: str
    column: str
    cost: str
    possible: Callable[[Batch], bool]
    columns: Callable[[Batch], dict[str, Array]]

    def made(self, batch: Batch) -> Batch:
        """Return the same run with the change made."""
        return batch.but(**self.columns(batch))

    def to(self, changed: Batch) -> str:
        """Say what the field is in the changed run."""
        value = _of(changed, self.column)
        return text(self.column).choices[int(value)] if is_text(self.column) else f"{value:g}"


def _of(batch: Batch, name: str) -> float:
    return float(np.ravel(batch.columns[name])[0])


def _to(name: str, place: int, cost: str, when: Callable[[Batch], bool] | None = None) -> Proposal:
    """Propose another choice of a text, further along the list of its choices."""

    def possible(batch: Batch) -> bool:
        return _of(batch, name) < place and (when is None or when(batch))

    return Proposal(text(name).path, name, cost, possible, lambda _: {name: np.array([float(place)])})


_FUSED = Proposal(
    text("scores").path,
    "scores",
    "none: fused attention is faster",
    lambda batch: _of(batch, "scores") == 1,
    lambda _: {"scores": np.array([0.0])},
)


def _several(name: str) -> Callable[[Batch], bool]:
    return lambda batch: _of(batch, name) > 1


def _spread(name: str, most: str, cost: str) -> Proposal:
    """Propose twice the ranks of one kind on the same devices: half the data-parallel ranks."""

    def possible(batch: Batch) -> bool:
        ranks, data, limit = _of(batch, name), _of(batch, "data"), _of(batch, most)
        return data >= 2 * _of(batch, "context_ranks") and (np.isnan(limit) or 2 * ranks <= limit)

    return Proposal(
        f"parallelism.{name}",
        name,
        cost,
        possible,
        lambda batch: {name: 2.0 * batch.columns[name], "data": batch.data / 2.0},
    )


CHANGES: tuple[Proposal, ...] = (
    _FUSED,
    _to("sequence", 1, "none: the same traffic between tensor-parallel ranks", _several("tensor")),
    _to("shard", 1, "none: the same traffic of gradients and weights", _several("data")),
    _to("shard", 2, "gradients are reduced for every micro-batch", _several("data")),
    _to("recompute", 1, "attention scores are computed twice", lambda batch: _of(batch, "scores") == 1),
    Proposal(
        "parallelism.micro_batch",
        "micro_batch",
        "smaller matrix products",
        lambda batch: _of(batch, "micro_batch") >= 2 * _of(batch, "context"),
        lambda batch: {"micro_batch": batch.micro_batch / 2.0},
    ),
    _to("shard", 3, "half as much traffic again: weights are gathered for each pass", _several("data")),
    _to("recompute", 3, "the forward pass is computed twice: a third more compute"),
    _spread("tensor", "heads", "twice the exchange within layers, fewer replicas"),
    _spread("pipeline", "layers", "a larger pipeline bubble, fewer replicas"),
    Proposal(
        "parallelism.context_ranks",
        "context_ranks",
        "keys and values travel between ranks, fewer sequences at once",
        lambda batch: _of(batch, "data") >= 2 * _of(batch, "context_ranks"),
        lambda batch: {"context_ranks": 2.0 * batch.context_ranks},
    ),
    _to("offload", 1, "optimiser state and gradients cross the link to the host at every step"),
    Proposal(
        "assumptions.offloaded",
        "offloaded",
        "weights cross the link to the host at every pass",
        lambda batch: _of(batch, "offloaded") < 1,
        lambda _: {"offload": np.array([1.0]), "offloaded": np.array([1.0])},
    ),
)
"""All proposals, the cheapest first."""
