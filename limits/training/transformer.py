"""Compute of a transformer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def training_flop(active_parameters: Num, tokens: Num) -> Num:
    r"""Training compute by the rule :math:`C = 6 N D`.

    A rule, not an identity: attention and embeddings are left out, and recomputation is not counted (kaplan2020).

    Parameters
    ----------
    active_parameters
        Parameters that each token passes through, N [parameter].
    tokens
        Tokens seen, D [token].

    Returns
    -------
    Num
        Model FLOP of the whole training [FLOP].

    Examples
    --------
    >>> f"{training_flop(174.6e9, 300e9):.4g}"
    '3.143e+23'
    """
    return 6.0 * active_parameters * tokens


def forward_flop(matmul_parameters: Num, attention_width: Num, context: Num, *, causal: bool) -> Num:
    r"""Compute of one token on its way forward, every matrix product counted: :math:`2 M + 2 S W`, or half the second.

    Parameters
    ----------
    matmul_parameters
        Weights of the matrices that a token is multiplied by, M; a looked-up embedding is none [parameter].
    attention_width
        Sum over layers of heads x (size of a key + size of a value), W [1].
    context
        Tokens of a sequence in training, S [token].
    causal
        Whether a token attends to those before it only, half of the sequence on average, or to all of it.

    Returns
    -------
    Num
        Compute [FLOP/token]; backward takes twice as much (kaplan2020).

    Examples
    --------
    >>> f"{forward_flop(7_504_658_432, 262_144, 4096, causal=False):.6e}"  # Llama 3 8B
    '1.715680e+10'
    """
    return 2.0 * matmul_parameters + attention_flop(attention_width, context, causal=causal)


def attention_flop(attention_width: Num, context: Num, *, causal: bool) -> Num:
    """Compute of one token on its way forward that is its attention alone; parameters as in `forward_flop`.

    Queries meet the keys, and the weights so found the values: 2 S W, or half of it.

    Returns
    -------
    Num
        Compute [FLOP/token].

    Examples
    --------
    >>> f"{attention_flop(262_144, 4096, causal=True):.6e}"  # Llama 3 8B
    '1.073742e+09'
    """
    return (1.0 if causal else 2.0) * context * attention_width


def layers_again(matmul_parameters: Num, head: Num, attention: Num) -> Num:
    """Compute of one token where the backward pass computes each layer again: the way forward without the output head.

    Frameworks that stop before the last product of a layer do somewhat less: 3.7 times the way forward was counted for
    the whole of training where this gives 3.9.

    Parameters
    ----------
    matmul_parameters
        Weights of the matrices that a token is multiplied by [parameter].
    head
        Those of them that are the output head [parameter].
    attention
        What `attention_flop` gives [FLOP/token].

    Returns
    -------
    Num
        Compute [FLOP/token].

    Examples
    --------
    >>> f"{layers_again(7_504_658_432, 525_336_576, 1.073742e9):.6e}"  # Llama 3 8B
    '1.503239e+10'
    """
    return 2.0 * (matmul_parameters - head) + attention


def counted_training_flop(
    matmul_parameters: Num, attention_width: Num, context: Num, tokens: Num, *, causal: bool
) -> Num:
    """Training compute with every matrix product counted, forward and backward; parameters as in `forward_flop`.

    Parameters
    ----------
    tokens
        Tokens seen, D [token].

    Returns
    -------
    Num
        Model FLOP of the whole training [FLOP]; what is computed again is not in it.

    Examples
    --------
    >>> llama = 403_747_897_344, 4_128_768, 8192, 15.6e12  # Llama 3.1 405B
    >>> [f"{counted_training_flop(*llama, causal=causal):.3g}" for causal in (True, False)]
    ['3.94e+25', '4.1e+25']
    """
    return 3.0 * forward_flop(matmul_parameters, attention_width, context, causal=causal) * tokens


def counted_flop(
    *, layers: Num, width: Num, feedforward: Num, heads: Num, key: Num, sequence: Num, vocabulary: Num = 0.0
) -> Num:
    r"""Training compute for each token by counting every operation of a transformer (hoffmann2022, appendix F).

    Forward, a sequence of s tokens takes 2 s V d to embed; in each layer 6 s d (k h) for query, key and value, 2 s^2
    (k h) for their products, 3 h s^2 for the soft-max, 2 s^2 (k h) to apply it, 2 s (k h) d for the output and 4 s d f
    in the dense part; and 2 s d V for the logits. Training takes three times as much.

    Parameters
    ----------
    layers, width, feedforward, heads, key
        Layers l, width d, width of the dense part f, heads h, size of a key k [1].
    sequence
        Tokens of a sequence s [token].
    vocabulary
        V [1]; 0 leaves embedding and logits out, as the table of the paper seems to.

    Returns
    -------
    Num
        Compute for each token [FLOP/token]; its ratio to 6 N says how far the rule is off.

    Examples
    --------
    >>> found = counted_flop(layers=20, width=1024, feedforward=4096, heads=16, key=64, sequence=2048)
    >>> f"{found / (6 * 305e6):.2f}"
    '1.10'
    """
    inner = key * heads
    layer = 6.0 * width * inner + 4.0 * sequence * inner + 3.0 * heads * sequence + 2.0 * inner * width
    layer = layer + 4.0 * width * feedforward
    return 3.0 * (layers * layer + 4.0 * vocabulary * width)
