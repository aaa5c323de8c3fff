"""Compute of a transformer."""

from __future__ import annotations

from typing import Any

Num = Any  # a float or an array


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
