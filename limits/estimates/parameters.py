"""The parameters of a model by part, where a run says what its model is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.runs.described import Described

if TYPE_CHECKING:
    from limits.runs.batch import Resolved
    from limits.training.architecture.count import Count

__all__ = ["ParameterCounts", "PartCount"]


@frozen
class PartCount:
    """Parameters of one part of a model: all, those that a token makes use of, and those that it is multiplied by.

    A matrix that two parts share is counted with the first of them, and multiplied in both.
    """

    part: str
    total: int
    active: int
    multiplied: int


@frozen
class ParameterCounts:
    """Parameters of a model, counted from its configuration: of each part, and of all.

    Attributes
    ----------
    model_type
        The type of model by whose rules they were counted.
    parts
        Its parts; they add up.
    total, active, multiplied
        Trainable parameters, those that a token makes use of, and weights that it is multiplied by.
    embedding, non_embedding
        Parameters of the input embedding, and all others.
    assumed
        What the type implies where the configuration says nothing, by key.
    notes
        What has to be said of the count.
    """

    model_type: str
    parts: tuple[PartCount, ...]
    total: int
    active: int
    multiplied: int
    embedding: int
    non_embedding: int
    assumed: dict[str, str]
    notes: tuple[str, ...]


def of(resolved: Resolved, index: int = 0) -> ParameterCounts | None:
    """Count the parameters of the model of one run; None where it states no configuration.

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
    >>> keys = {"model_type": "gpt2", "n_embd": 768, "n_layer": 12, "n_head": 12, "vocab_size": 50257}
    >>> found = of(Resolved([limits.TrainingRun("mine", config=keys | {"n_positions": 1024})]))
    >>> found.total, found.embedding, [each.part for each in found.parts][:3]
    (124439808, 38597376, ['input embedding', 'positions and kinds of tokens', 'attention'])
    """
    config = resolved.runs[index].texts.get("config")
    if not isinstance(config, Described):
        return None
    model = config.model.architecture
    whole = _part("all", model.count)
    return ParameterCounts(
        model_type=config.model.model_type,
        parts=tuple(_part(name, count) for name, count in model.parts.items()),
        total=whole.total,
        active=whole.active,
        multiplied=whole.multiplied,
        embedding=model.embedding,
        non_embedding=whole.total - model.embedding,
        assumed=dict(config.model.assumed),
        notes=config.model.notes,
    )


def _part(name: str, count: Count) -> PartCount:
    return PartCount(name, count.total, count.active, count.matmul)
