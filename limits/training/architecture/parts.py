"""The parts of a transformer: what is looked up, attention, what feeds forward, experts, norms, the head.

Each part names its counts by what a table of a model shows them under; a model is a list of parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from limits.frozen import frozen
from limits.training.architecture.count import Count, matrix, vector

if TYPE_CHECKING:
    from collections.abc import Iterator

EMBEDDING, POSITIONS, ATTENTION, CROSS, FEED_FORWARD = (
    "input embedding",
    "positions and kinds of tokens",
    "attention",
    "cross-attention",
    "feed-forward",
)
ROUTED, SHARED, ROUTER, NORMS, HEAD = "routed experts", "shared experts", "router", "norms", "output head"


class Part(Protocol):
    """Anything that adds to the counts of a model."""

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield counts with the name of what they are shown under."""
        ...


@frozen
class Lookup:
    """A table of which a token takes a row: it costs no FLOP.

    Examples
    --------
    >>> sum_of(Lookup(128_256, 4096))
    Count(total=525336576, active=525336576, matmul=0, attention=0)
    """

    rows: int
    width: int
    shown: str = EMBEDDING

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        yield self.shown, vector(self.rows * self.width)


@frozen
class Vectors:
    """Parameters outside of matrix products: norms above all.

    Examples
    --------
    >>> sum_of(Vectors(2 * 4096))
    Count(total=8192, active=8192, matmul=0, attention=0)
    """

    size: int
    shown: str = NORMS

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        yield self.shown, vector(self.size)


@frozen
class Linear:
    """A matrix that each token is multiplied by; one that is `tied` is stored, and counted, elsewhere.

    Examples
    --------
    >>> sum_of(Linear(4096, 32_000, HEAD, tied=True))
    Count(total=0, active=0, matmul=131072000, attention=0)
    """

    inputs: int
    outputs: int
    shown: str
    bias: bool = False
    tied: bool = False

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        if self.tied:
            yield self.shown, vector(self.outputs * self.bias) + Count(matmul=self.inputs * self.outputs)
        else:
            yield self.shown, matrix(self.inputs, self.outputs, bias=self.bias)


@frozen
class Attention:
    """Attention with a key and a value for each head, for groups of heads, or for all of them.

    Attributes
    ----------
    width
        Width of what comes in and goes out.
    heads, groups
        Query heads, and heads of keys and values.
    key, value
        Size of a query or key, and of a value.
    bias, out_bias
        Whether the projections in, and the projection out, have biases.
    extra
        Further parameters: norms of queries and keys, sinks, biases of positions.
    gates
        Further outputs of the projections in: gates of the output.
    shown
        What the counts are shown under.

    Examples
    --------
    >>> sum_of(Attention(4096, 32, 8, 128, 128))
    Count(total=41943040, active=41943040, matmul=41943040, attention=8192)
    """

    width: int
    heads: int
    groups: int
    key: int
    value: int
    bias: bool = False
    out_bias: bool = False
    extra: int = 0
    gates: int = 0
    shown: str = ATTENTION

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        into = (self.heads + self.groups) * self.key + self.groups * self.value + self.gates
        count = matrix(self.width, into, bias=self.bias)
        count += matrix(self.heads * self.value, self.width, bias=self.out_bias) + vector(self.extra)
        yield self.shown, count + Count(attention=self.heads * (self.key + self.value))


@frozen
class LatentAttention:
    """Attention whose keys and values, and perhaps queries, come from a latent vector (DeepSeek-V2).

    Attributes
    ----------
    width, heads
        Width of what comes in and goes out; heads.
    query_rank
        Size of the latent of queries, or 0 where they have none.
    rank
        Size of the latent of keys and values.
    plain, rotary, value
        Size of the part of a key without positions, of that with them (shared by all heads), and of a value.
    bias
        Whether the projections from the width to the latents, and back to it, have biases.

    Examples
    --------
    >>> sum_of(LatentAttention(2048, 16, 0, 512, 128, 64, 128)).attention
    5120
    """

    width: int
    heads: int
    query_rank: int
    rank: int
    plain: int
    rotary: int
    value: int
    bias: bool = False

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count; the norms of the latents are in it."""
        key = self.plain + self.rotary
        if self.query_rank:
            count = matrix(self.width, self.query_rank, bias=self.bias) + vector(self.query_rank)
            count += matrix(self.query_rank, self.heads * key)
        else:
            count = matrix(self.width, self.heads * key)
        count += matrix(self.width, self.rank + self.rotary, bias=self.bias) + vector(self.rank)
        count += matrix(self.rank, self.heads * (self.plain + self.value))
        count += matrix(self.heads * self.value, self.width, bias=self.bias)
        yield ATTENTION, count + Count(attention=self.heads * (key + self.value))


@frozen
class FeedForward:
    """Two matrices with a non-linearity between them, or three where a gate stands beside the first.

    Examples
    --------
    >>> sum_of(FeedForward(4096, 14_336, gated=True)).total == 3 * 4096 * 14_336
    True
    """

    width: int
    inner: int
    gated: bool
    bias: bool = False
    out_bias: bool | None = None
    extra: int = 0
    shown: str = FEED_FORWARD

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        out_bias = self.bias if self.out_bias is None else self.out_bias
        into = matrix(self.width, self.inner * (1 + self.gated), bias=self.bias)
        yield self.shown, into + matrix(self.inner, self.width, bias=out_bias) + vector(self.extra)


@frozen
class Experts:
    """Feed-forward parts of which a router takes some for each token, and others that every token passes.

    Attributes
    ----------
    each
        One routed expert.
    routed, taken
        How many there are, and how many a token takes.
    shared
        What every token passes, if anything.
    router_bias
        Whether the router has a trained bias; one that only balances the load is not trained by the loss.
    shared_gate
        Whether a gate of one output weighs what is shared.
    routed_from
        Width that the router and what is shared see; that of an expert where it is 0.

    Examples
    --------
    >>> count = sum_of(Experts(FeedForward(8, 4, gated=True), routed=10, taken=2))
    >>> count.total, count.active
    (1040, 272)
    """

    each: FeedForward
    routed: int
    taken: int
    shared: FeedForward | None = None
    router_bias: bool = False
    shared_gate: bool = False
    routed_from: int = 0

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield routed experts, shared ones and the router."""
        width, one = self.routed_from or self.each.width, sum_of(self.each)
        yield ROUTED, Count(one.total * self.routed, one.active * self.taken, one.matmul * self.taken)
        if self.shared is not None:
            gate = matrix(width, int(self.shared_gate))
            yield SHARED, sum_of(self.shared) + gate
        yield ROUTER, matrix(width, self.routed, bias=self.router_bias)


@frozen
class Again:
    """Parts that are used once more: multiplied by, but stored and counted elsewhere.

    Examples
    --------
    >>> sum_of(Again((FeedForward(8, 4, gated=True),)))
    Count(total=0, active=0, matmul=96, attention=0)
    """

    parts: tuple[Part, ...]

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the counts of the parts, but for their parameters."""
        for part in self.parts:
            for shown, count in part.counts():
                yield shown, Count(matmul=count.matmul, attention=count.attention)


def sum_of(*parts: Part) -> Count:
    """Return the counts of some parts together."""
    return sum((count for part in parts for _, count in part.counts()), start=Count())
