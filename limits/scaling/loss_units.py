"""One loss in other units: nat and bit, a token, a byte or a character of text, perplexity.

Losses a token of two tokenizers do not compare; losses a byte of the same text do. How long a token is, is a property
of tokenizer and corpus that nobody can default: it is an argument of every conversion that needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["bits", "from_bits", "from_bits_per_unit", "from_perplexity", "length", "per_unit", "perplexity"]


def bits(nats: Num) -> Num:
    """Return a loss in bits [bit/token] that was in nats [nat/token].

    Examples
    --------
    >>> f"{bits(1.9):.4f}"
    '2.7411'
    """
    return nats / CODATA2022.ln2


def from_bits(loss: Num) -> Num:
    """Return a loss in nats [nat/token] that was in bits [bit/token]."""
    return loss * CODATA2022.ln2


def perplexity(nats: Num) -> Num:
    """Return the perplexity of a loss [nat/token]: among how many equally likely tokens the model is at a loss [1].

    Examples
    --------
    >>> f"{perplexity(1.9):.3f}"
    '6.686'
    """
    return np.exp(nats)


def from_perplexity(value: Num) -> Num:
    """Return the loss of a perplexity [nat/token]."""
    return np.log(value)


def length(units: Num, tokens: Num) -> Num:
    """Return the mean length of a token: bytes, or characters, of a text over its tokens.

    Parameters
    ----------
    units, tokens
        Bytes or characters of the text, and its tokens [token]. Whether a GB is 1e9 bytes or a GiB moves it by 7 %.

    Examples
    --------
    >>> f"{length(96e9, 2.29e10):.3f}"  # WebText2 (Kaplan et al. 2020, section 2.3), a GB taken as 1e9 bytes
    '4.192'
    """
    return units / tokens


def per_unit(nats: Num, token_length: Num) -> Num:
    """Return the bits a byte, or a character, of a loss [nat/token].

    Parameters
    ----------
    nats, token_length
        Loss [nat/token], and bytes or characters of a token (`length`).

    Examples
    --------
    >>> f"{per_unit(1.0, 96e9 / 2.29e10):.4f}"
    '0.3441'
    """
    return bits(nats) / token_length


def from_bits_per_unit(loss: Num, token_length: Num) -> Num:
    """Return the loss [nat/token] of bits a byte, or a character; the inverse of `per_unit`."""
    return from_bits(loss) * token_length
