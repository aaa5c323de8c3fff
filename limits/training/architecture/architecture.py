r"""A whole model: parts before the layers, layers, parts after them, and layers that predict further tokens.

Forward, a token is multiplied once by each weight of a matrix, 2 FLOP each; and in each layer of attention its query
meets the keys, and the weights so found the values, of the sequence: 2 S heads (key + value) FLOP where it attends to
all S tokens, half of that where it attends to those before it. Backward takes twice as much (kaplan2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.training.architecture.count import Count
from limits.training.architecture.parts import EMBEDDING, HEAD, ROUTED, sum_of
from limits.training.transformer import attention_flop, forward_flop, layers_again

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.training.architecture.parts import Part

PREDICTION = "further prediction layers"


@frozen
class Layer:
    """Parts that stand together, so many times one after the other."""

    parts: tuple[Part, ...]
    times: int = 1


@dataclass(frozen=True)
class Architecture:
    """A model as a list of parts.

    Attributes
    ----------
    before, layers, after
        Parts before the layers (embeddings), the layers, and parts after them (last norm, output head).
    further
        Layers that predict further tokens in training and are not needed afterwards.
    width, heads, vocabulary
        Width of the residual stream, query heads of a layer, entries of the vocabulary; 0 where there are none.
    causal
        Whether a token attends only to those before it.
    uncounted
        Why the FLOP of this model cannot be counted from its parts; empty where they can.

    Examples
    --------
    >>> from limits.training.architecture.parts import Attention, FeedForward, Linear, Lookup, Vectors
    >>> layer = Layer((Attention(4096, 32, 8, 128, 128), FeedForward(4096, 14_336, gated=True), Vectors(8192)), 32)
    >>> after = (Vectors(4096), Linear(4096, 128_256, HEAD))
    >>> model = Architecture((Lookup(128_256, 4096),), (layer,), after, width=4096, heads=32, vocabulary=128_256)
    >>> model.count.total, model.count.matmul, model.depth
    (8030261248, 7504658432, 32)
    >>> f"{model.forward_flop(4096, causal=False):.6e}"
    '1.715680e+10'
    """

    before: tuple[Part, ...]
    layers: tuple[Layer, ...]
    after: tuple[Part, ...]
    further: tuple[Layer, ...] = ()
    width: int = 0
    heads: int = 0
    vocabulary: int = 0
    causal: bool = True
    uncounted: str = ""

    @property
    def depth(self) -> int:
        """Layers, those of an encoder and of a decoder together; without layers that predict further tokens."""
        return sum(layer.times for layer in self.layers)

    @cached_property
    def parts(self) -> dict[str, Count]:
        """Counts by what they are shown under; they add up to `count`."""
        found: dict[str, Count] = {}
        for shown, count in self._counts():
            found[shown] = found.get(shown, Count()) + count
        return found

    def _counts(self) -> Iterator[tuple[str, Count]]:
        for part in self.before:
            yield from part.counts()
        for layer in self.layers:
            for part in layer.parts:
                for shown, count in part.counts():
                    yield shown, layer.times * count
        for part in self.after:
            yield from part.counts()
        for layer in self.further:
            yield PREDICTION, layer.times * sum_of(*layer.parts)

    @cached_property
    def count(self) -> Count:
        """All counts of the model."""
        return sum(self.parts.values(), start=Count())

    @property
    def embedding(self) -> int:
        """Parameters of the input embedding; where the head is tied, they are those of the head too [parameter]."""
        return self._of(EMBEDDING).total

    @property
    def untied_head(self) -> int:
        """Weights of an output head that is stored by itself, without its bias [parameter]."""
        head = self._of(HEAD)
        return head.matmul if head.total >= head.matmul else 0

    @property
    def head(self) -> int:
        """Weights of the output head that a token is multiplied by, wherever they are stored [parameter]."""
        return self._of(HEAD).matmul

    @property
    def routed(self) -> int:
        """Parameters of routed experts, those in layers that predict further tokens left out [parameter]."""
        return self._of(ROUTED).total

    @property
    def without_further(self) -> int:
        """All parameters but those of layers that predict further tokens [parameter]."""
        return self.count.total - self._of(PREDICTION).total

    def _of(self, shown: str) -> Count:
        return self.parts.get(shown, Count())

    def forward_flop(self, context: float, *, causal: bool) -> float:
        """Return the compute of one token on its way forward in a sequence of `context` tokens [FLOP/token]."""
        return float(forward_flop(self.count.matmul, self.count.attention, context, causal=causal))

    def recomputed_flop(self, context: float, *, causal: bool) -> float:
        """Return what the hardware does for a token in training where each layer is computed again [FLOP/token].

        Forward, backward, and forward again without the output head (`limits.training.transformer.layers_again`).
        """
        attention = attention_flop(self.count.attention, context, causal=causal)
        again = layers_again(self.count.matmul, self.head, attention)
        return 3.0 * self.forward_flop(context, causal=causal) + float(again)
