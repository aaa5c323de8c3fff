"""What follows from the shape of a dense transformer: which of two feed-forward parts it has, and its matrices.

Layers, width, heads and the like do not say whether the feed-forward part is gated, three matrices instead of two, nor
whether each head is as wide as the width divided by the heads. The number of parameters does: a count that it does not
explain is of another shape, and nothing is said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.typing import Array, Num

_ROUNDED = 0.02
"""How far the parameters may lie from the count of the shape, which leaves biases, norms and positions out."""


def matrix_parameters(
    *, layers: Num, width: Num, heads: Num, kv_heads: Num, feedforward: Num, vocabulary: Num, gated: bool
) -> Num:
    """Count the weights that a token is multiplied by: projections, feed-forward parts and the output head.

    Parameters
    ----------
    layers, width, heads, kv_heads, feedforward, vocabulary
        The shape, each head as wide as the width divided by the heads [1].
    gated
        Whether a feed-forward part is three matrices, or two.

    Returns
    -------
    Num
        Weights; an input embedding is looked up and not among them [parameter].

    Examples
    --------
    >>> llama = dict(layers=126, width=16384, heads=128, kv_heads=8, feedforward=53248, vocabulary=128256)
    >>> matrix_parameters(**llama, gated=True)
    403747897344.0
    """
    attention = 2.0 * width * width + 2.0 * width * (width / heads) * kv_heads
    return layers * (attention + (3.0 if gated else 2.0) * width * feedforward) + vocabulary * width


def explained_matrices(
    *,
    parameters: Num,
    active_parameters: Num,
    layers: Num,
    width: Num,
    heads: Num,
    kv_heads: Num,
    feedforward: Num,
    vocabulary: Num,
) -> Array:
    """Return the weights that a token is multiplied by, of the one shape that the parameters are explained by.

    Parameters
    ----------
    parameters, active_parameters
        All parameters, and those active for each token, which in a dense model are the same [parameter].
    layers, width, heads, kv_heads, feedforward, vocabulary
        As in `matrix_parameters` [1].

    Returns
    -------
    Array
        Weights; NaN of a mixture of experts, and where neither a gated nor an ungated shape, with one table of
        embeddings or with two, has so many parameters, or both have [parameter].

    Examples
    --------
    >>> llama = dict(layers=126, width=16384, heads=128, kv_heads=8, feedforward=53248, vocabulary=128256)
    >>> [float(explained_matrices(parameters=n, active_parameters=n, **llama)) for n in (405e9, 350e9)]
    [403747897344.0, nan]
    """
    shape = {"layers": layers, "width": width, "heads": heads, "kv_heads": kv_heads, "feedforward": feedforward}
    gated, plain = (matrix_parameters(**shape, vocabulary=vocabulary, gated=each) for each in (True, False))
    table = vocabulary * width
    by_gated, by_plain = (_near(parameters, n) | _near(parameters, n + table) for n in (gated, plain))
    only_one = (by_gated ^ by_plain) & (np.asarray(parameters) == active_parameters)
    return np.where(only_one, np.where(by_gated, gated, plain), np.nan)


def explained_attention(
    *,
    parameters: Num,
    active_parameters: Num,
    layers: Num,
    width: Num,
    heads: Num,
    kv_heads: Num,
    feedforward: Num,
    vocabulary: Num,
) -> Array:
    """Return the attention width of the one shape that the parameters are explained by: twice layers x width.

    Parameters as in `explained_matrices`, and NaN where it is.

    Returns
    -------
    Array
        Sum over layers of heads x (size of a key + size of a value) [1].

    Examples
    --------
    >>> llama = dict(layers=126, width=16384, heads=128, kv_heads=8, feedforward=53248, vocabulary=128256)
    >>> float(explained_attention(parameters=405e9, active_parameters=405e9, **llama))
    4128768.0
    """
    matrices = explained_matrices(
        parameters=parameters,
        active_parameters=active_parameters,
        layers=layers,
        width=width,
        heads=heads,
        kv_heads=kv_heads,
        feedforward=feedforward,
        vocabulary=vocabulary,
    )
    return np.where(np.isnan(matrices), np.nan, 2.0 * layers * width)


def _near(parameters: Num, count: Num) -> NDArray[np.bool_]:
    return np.asarray(np.abs(parameters - count) <= _ROUNDED * count)
