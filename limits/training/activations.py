"""What a forward pass stores for the backward pass, tensor by tensor, for each token.

The count of Korthikanti et al. 2022 (korthikanti2022), written for any transformer: the tensors that layers store are
added up, so that their 34 + 5 a s / h is one case. Everything is for one token that a device works on; context
parallelism divides the tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def spread(tensor: Num, sequence: Num) -> Num:
    """Ranks that divide what lies between the parallel blocks: `tensor` with sequence parallelism (1), else 1.

    Examples
    --------
    >>> spread(8.0, 1.0), spread(8.0, 0.0)
    (8.0, 1.0)
    """
    return 1.0 + (tensor - 1.0) * sequence


def between_blocks(width: Num, value: Num, mask: Num, tensor: Num, sequence: Num) -> Num:
    """Bits that a layer stores between its parallel blocks: inputs of two norms and two blocks, two dropout masks.

    Parameters
    ----------
    width
        Width h of the residual stream [1].
    value
        Bits of one value of one token [bit/token].
    mask
        Bits of one entry of a dropout mask; 0 without dropout [bit/token].
    tensor
        Tensor-parallel ranks [1].
    sequence
        1 with sequence parallelism, 0 without [1].

    Returns
    -------
    Num
        Stored for each token by one layer on one device [bit/token].

    Examples
    --------
    >>> between_blocks(1.0, 16.0, 8.0, 8.0, 0.0) / 8  # bytes for each unit of width
    10.0
    """
    return width * (4.0 * value + 2.0 * mask) / spread(tensor, sequence)


def inside_blocks(query: Num, key_value: Num, feedforward: Num, matrices: Num, *, value: Num, tensor: Num) -> Num:
    """Bits that a layer stores inside its blocks, which tensor parallelism divides.

    Query, attention's result, key and value; and of the feed-forward part what its first matrices give and what the
    last one takes.

    Parameters
    ----------
    query
        Heads x their size [1].
    key_value
        Key-value heads x their size [1].
    feedforward
        Width of the feed-forward part [1].
    matrices
        Matrices into the feed-forward part: 1, or 2 where it is gated [1].
    value
        Bits of one value of one token [bit/token].
    tensor
        Tensor-parallel ranks [1].

    Returns
    -------
    Num
        Stored for each token by one layer on one device [bit/token].

    Examples
    --------
    >>> inside_blocks(1.0, 1.0, 4.0, 1.0, value=16.0, tensor=1.0) / 8  # GPT: bytes for each unit of width
    24.0
    """
    return value * (2.0 * query + 2.0 * key_value + (1.0 + matrices) * feedforward) / tensor


def inside_by_count(parameters: Num, width: Num, value: Num, tensor: Num) -> Num:
    """Bits that a layer stores inside its blocks, from its parameters alone.

    Each matrix of a layer has the width h on one side and on the other a tensor that is stored: so the stored values
    for each token are the parameters over h, whatever the heads, the gate and the feed-forward width. It does not hold
    where a matrix has h on neither side, as in latent attention.

    Parameters
    ----------
    parameters
        Parameters of one layer that each token passes through [parameter].
    width
        Width h of the residual stream [parameter].
    value
        Bits of one value of one token [bit/token].
    tensor
        Tensor-parallel ranks [1].

    Returns
    -------
    Num
        Stored for each token by one layer on one device [bit/token].

    Examples
    --------
    >>> inside_by_count(12.0 * 4096**2, 4096.0, 16.0, 1.0) / 8 / 4096  # GPT: 12 h^2 parameters in a layer
    24.0
    """
    return value * parameters / width / tensor


def scores(heads: Num, context: Num, value: Num, mask: Num, tensor: Num) -> Num:
    """Bits of attention scores that a layer stores unless attention is fused: soft-max, dropout's mask and result.

    Parameters
    ----------
    heads
        Attention heads [1].
    context
        Tokens that each token attends to, as a number [1].
    value, mask
        As of `between_blocks` [bit/token].
    tensor
        Tensor-parallel ranks [1].

    Returns
    -------
    Num
        Stored for each token by one layer on one device [bit/token].

    Examples
    --------
    >>> scores(96.0, 2048.0, 16.0, 8.0, 1.0) / 8 / 12288  # GPT-3: 5 a s / h
    80.0
    """
    return heads * context * (2.0 * value + mask) / tensor


def dispatched(width: Num, chosen: Num, value: Num, tensor: Num) -> Num:
    """Bits of tokens sent to the experts that each chose and of what comes back, in one layer.

    Expert ranks exchange tokens and do not make them fewer; tensor parallelism divides them.

    Examples
    --------
    >>> dispatched(2048.0, 8.0, 16.0, 1.0) / 8  # bytes for each token
    65536.0
    """
    return 2.0 * value * width * chosen / tensor


def every_second_product(
    width: Num, query: Num, key_value: Num, feedforward: Num, *, value: Num, tensor: Num, sequence: Num
) -> Num:
    """Bits that a layer stores where every second matrix product is computed again: PyTorch's selective choice.

    Stored are the layer's input, query, value, attention's result, one product into the feed-forward part and the one
    out of it.

    Parameters
    ----------
    width, query, key_value, feedforward
        As of `inside_blocks` [1].
    value
        Bits of one value of one token [bit/token].
    tensor, sequence
        As of `between_blocks` [1].

    Returns
    -------
    Num
        Stored for each token by one layer on one device [bit/token].

    Examples
    --------
    >>> every_second_product(4096.0, 4096.0, 1024.0, 14336.0, value=16.0, tensor=1.0, sequence=0.0) / 8
    63488.0
    """
    whole = 2.0 * value * width / spread(tensor, sequence)
    return whole + value * (2.0 * query + key_value + feedforward) / tensor


def layer_input(width: Num, value: Num, tensor: Num, sequence: Num) -> Num:
    """Bits that a layer stores where all of it is computed again: its input.

    Examples
    --------
    >>> layer_input(12288.0, 16.0, 8.0, 0.0) / 8 / 12288  # bytes for each unit of width
    2.0
    """
    return value * width / spread(tensor, sequence)


def logits_stored(vocabulary: Num, entry: Num, width: Num, *, value: Num, tensor: Num, sequence: Num) -> Num:
    """Bits that the last stage stores for the loss: logits in all their copies, and the inputs of norm and head.

    Parameters
    ----------
    vocabulary
        Entries of the vocabulary [1].
    entry
        Bits of one entry, all copies together; 32 for one copy in 32 bit [bit/token].
    width
        Width of the residual stream [1].
    value
        Bits of one value of one token [bit/token].
    tensor, sequence
        As of `between_blocks`; the ranks divide the vocabulary [1].

    Returns
    -------
    Num
        Stored for each token on one device [bit/token].

    Examples
    --------
    >>> round(
    ...     8192 * logits_stored(151936.0, 32.0, 0.0, value=16.0, tensor=1.0, sequence=0.0) / 8 / 2**30, 2
    ... )  # gibibytes
    4.64
    """
    return vocabulary * entry / tensor + 2.0 * value * width / spread(tensor, sequence)
