"""Learning: how far a corpus goes. Only trends so far: what has been seen, never a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.laws.domain import FROM_ONE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["EPOCHS", "epochs_tokens"]


def epochs_tokens(unique_tokens: Num, epochs: Num) -> Num:
    r"""Most tokens that repeating `unique_tokens` over `epochs` epochs supplies nearly as well as fresh ones.

    .. math:: D \le U\,e

    Parameters
    ----------
    unique_tokens
        Distinct tokens of the corpus [token].
    epochs
        Passes over the corpus before repetition starts to cost, about 4 [1].

    Returns
    -------
    Num
        Tokens trained on [token].

    Notes
    -----
    A trend [muennighoff2023]_: up to 4 epochs change the loss negligibly against fresh tokens; more repetition still
    helps, ever less.

    Examples
    --------
    >>> epochs_tokens(15e12, 4.0)
    60000000000000.0
    """
    return unique_tokens * epochs


EPOCHS = Law(
    key="epochs",
    kernel=epochs_tokens,
    kind=Kind.TREND,
    sense=Sense.AT_MOST,
    result="tokens",
    symbol="D",
    unit="token",
    gives="tokens trained on while repetition is nearly as good as fresh text",
    inputs=(
        Input("unique_tokens", "U", "token", POSITIVE, (1e6, 1e15), "distinct tokens", "15e12 token", power=1.0),
        Input("epochs", "e", "1", FROM_ONE, (1.0, 16.0), "passes over the corpus", "4", power=1.0),
    ),
    latex=r"D \le U\,e",
    holds_under=(
        "text, dense decoder-only models of up to 9e9 parameters and 9e11 tokens",
        "about 4 epochs, read off a fitted trend: not a wall",
    ),
    refs=("muennighoff2023",),
)
