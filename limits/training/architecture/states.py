"""Layers that carry a state along the sequence: Mamba, Mamba 2, linear attention, recurrences, short convolutions.

Their parameters are counted; the FLOP of their scans are not, since these depend on how the scan is cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.training.architecture.count import matrix, vector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.training.architecture.count import Count

STATE_SPACE = "state space"


@frozen
class Mamba:
    """A selective state space (Mamba, 2023).

    Attributes
    ----------
    width, inner
        Width of what comes in, and of what is scanned.
    state, rank, kernel
        Size of the state of each channel, rank of its time step, and length of the convolution.
    bias, kernel_bias
        Whether the projections in and out, and the convolution, have biases.
    extra
        Norms of time step, B and C, where there are any.

    Examples
    --------
    >>> next(Mamba(768, 1536, 16, 48, 4).counts())[1].total
    3770880
    """

    width: int
    inner: int
    state: int
    rank: int
    kernel: int
    bias: bool = False
    kernel_bias: bool = True
    extra: int = 0

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        count = matrix(self.width, 2 * self.inner, bias=self.bias)
        count += vector(self.inner * (self.kernel + self.kernel_bias))
        count += matrix(self.inner, self.rank + 2 * self.state) + matrix(self.rank, self.inner, bias=True)
        count += vector(self.inner * (self.state + 1) + self.extra)
        yield STATE_SPACE, count + matrix(self.inner, self.width, bias=self.bias)


@frozen
class Mamba2:
    """A selective state space with heads (Mamba 2, 2024).

    Attributes
    ----------
    width, heads, head
        Width of what comes in, heads and channels of each.
    state, groups, kernel
        Size of the state, groups that share B and C, and length of the convolution.
    bias, kernel_bias, norm
        Whether the projections in and out, and the convolution, have biases; whether a norm stands before the last.

    Examples
    --------
    >>> next(Mamba2(4096, 128, 64, 128, 1, 4).counts())[1].total
    102286976
    """

    width: int
    heads: int
    head: int
    state: int
    groups: int
    kernel: int
    bias: bool = False
    kernel_bias: bool = True
    norm: bool = True

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        inner = self.heads * self.head
        convolved = inner + 2 * self.groups * self.state
        count = matrix(self.width, inner + convolved + self.heads, bias=self.bias)
        count += vector(convolved * (self.kernel + self.kernel_bias) + 3 * self.heads + inner * self.norm)
        yield STATE_SPACE, count + matrix(inner, self.width, bias=self.bias)


@frozen
class GatedDelta:
    """Linear attention by a gated delta rule (Qwen3-Next).

    Attributes
    ----------
    width
        Width of what comes in.
    key_heads, key, value_heads, value
        Heads of queries and keys with the size of each, and of values.
    kernel
        Length of the convolution.

    Examples
    --------
    >>> next(GatedDelta(2048, 16, 128, 32, 128, 4).counts())[1].total
    33718464
    """

    width: int
    key_heads: int
    key: int
    value_heads: int
    value: int
    kernel: int

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        keys, values = self.key_heads * self.key, self.value_heads * self.value
        count = matrix(self.width, 2 * keys + 2 * values) + matrix(self.width, 2 * self.value_heads)
        count += vector((2 * keys + values) * self.kernel + 2 * self.value_heads + self.value)
        yield STATE_SPACE, count + matrix(values, self.width)


@frozen
class KimiDelta:
    """Linear attention by a delta rule with a gate for each channel (Kimi Linear).

    Attributes
    ----------
    width, heads, head
        Width of what comes in, heads and channels of each.
    kernel
        Length of the convolution.

    Examples
    --------
    >>> next(KimiDelta(2304, 32, 128, 4).counts())[1].total
    39514272
    """

    width: int
    heads: int
    head: int
    kernel: int

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        inner = self.heads * self.head
        count = matrix(self.width, 3 * inner + self.heads) + vector(3 * inner * self.kernel)
        count += 2 * (matrix(self.width, self.head) + matrix(self.head, inner))  # of forgetting, and of the output
        count += vector(inner + self.heads + self.head)
        yield STATE_SPACE, count + matrix(inner, self.width)


@frozen
class Lightning:
    """Linear attention with a fixed decay and a gated output (MiniMax-01).

    Attributes
    ----------
    width, heads, head
        Width of what comes in, heads and channels of each.

    Examples
    --------
    >>> next(Lightning(4096, 32, 128).counts())[1].total
    83890176
    """

    width: int
    heads: int
    head: int

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        inner = self.heads * self.head
        yield STATE_SPACE, matrix(self.width, 4 * inner) + vector(inner) + matrix(inner, self.width)


@frozen
class Recurrence:
    """A gated linear recurrence with a convolution before it (Griffin, RecurrentGemma).

    Attributes
    ----------
    width, inner, heads
        Width of what comes in, channels that are carried along, and blocks in which their gates are computed.
    kernel
        Length of the convolution.

    Examples
    --------
    >>> next(Recurrence(2560, 2560, 10, 4).counts())[1].total
    20999680
    """

    width: int
    inner: int
    heads: int
    kernel: int

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        count = matrix(self.width, 2 * self.inner, bias=True) + vector(self.inner * (self.kernel + 1))
        block = self.inner // self.heads
        count += 2 * self.heads * matrix(block, block, bias=True) + vector(self.inner)
        yield STATE_SPACE, count + matrix(self.inner, self.width, bias=True)


@frozen
class ShortConvolution:
    """A gated convolution over a few tokens (LFM2).

    Attributes
    ----------
    width, kernel
        Width of what comes in and goes out, and tokens that the convolution sees.
    bias
        Whether projections and convolution have biases.

    Examples
    --------
    >>> next(ShortConvolution(2048, 3).counts())[1].total
    16783360
    """

    width: int
    kernel: int
    bias: bool = False

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield the one count."""
        count = matrix(self.width, 3 * self.width, bias=self.bias)
        count += vector(self.width * (self.kernel + self.bias))
        yield STATE_SPACE, count + matrix(self.width, self.width, bias=self.bias)
