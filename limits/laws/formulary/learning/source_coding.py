"""Source coding: how many bits a source takes, exactly or as well as need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "RATE_DISTORTION",
    "RATE_DISTORTION_EXCESS",
    "TOKEN_ENTROPY",
    "rate_distortion_excess",
    "rate_distortion_excess_rate",
    "rate_distortion_rate",
    "token_entropy",
]

_GAUSSIAN = "independent Gaussian values, and the mean of the squared error"
_BLOCKS = ("blocks of unbounded length, coded together",)


def rate_distortion_rate(variance: Num, distortion: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least information for each value of a Gaussian source of given `variance` kept to a given `distortion`.

    .. math:: R \ge \tfrac12 \log_2\frac{\sigma^2}{D}

    Parameters
    ----------
    variance
        Variance of the values, in any unit squared [1].
    distortion
        Mean squared error that is borne, in the same unit [1].
    const
        Physical constants, of which only ln 2 for each bit is used.

    Returns
    -------
    Num
        Information for each value [bit], 0 where the error borne is as large as the variance.

    Notes
    -----
    A theorem [cover2006]_. Each further bit for a value halves its error in amplitude, and no other source of that
    variance takes more. Where the two are nearly equal their difference has lost digits: `rate_distortion_excess_rate`
    takes it as the input.

    Examples
    --------
    >>> float(rate_distortion_rate(1.0, 0.25))
    1.0
    """
    with np.errstate(over="ignore"):  # the ratio may leave the floats where its logarithm does not
        excess = np.divide(np.maximum(variance - distortion, 0.0), distortion)
    nats = np.where(np.isinf(excess), np.log(variance) - np.log(distortion), np.log1p(excess))[()]
    return nats / (2.0 * const.ln2)


def _variance(rate: Num, distortion: Num, *, const: Constants = CODATA2022) -> Num:
    return distortion * np.exp(rate * const.ln2) * np.exp(rate * const.ln2)  # twice: the square may overflow


def _distortion(rate: Num, variance: Num, *, const: Constants = CODATA2022) -> Num:
    return variance * np.exp(-rate * const.ln2) * np.exp(-rate * const.ln2)


RATE_DISTORTION = Law(
    key="rate-distortion",
    kernel=rate_distortion_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="rate",
    symbol="R",
    unit="bit",
    gives="information for each value",
    inputs=(
        Input("variance", r"\sigma^2", "1", POSITIVE, (1e-2, 1e6), "variance of the values", "1"),
        Input("distortion", "D", "1", POSITIVE, (1e-9, 1e-2), "mean squared error that is borne", "0.01"),
    ),
    latex=r"R \ge \tfrac12 \log_2\frac{\sigma^2}{D}",
    holds_under=(_GAUSSIAN,),
    reached_only=_BLOCKS,
    refs=("cover2006",),
    inverse={"variance": _variance, "distortion": _distortion},
)


def rate_distortion_excess_rate(excess: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least information for each Gaussian value whose variance is above the distortion by an `excess`.

    .. math:: R \ge \tfrac12 \log_2(1 + x),\quad x = \frac{\sigma^2 - D}{D}

    Parameters
    ----------
    excess
        Variance less distortion, over the distortion [1].
    const
        Physical constants, of which only ln 2 for each bit is used.

    Returns
    -------
    Num
        Information for each value [bit].

    Notes
    -----
    `rate_distortion_rate` [cover2006]_ for an excess however small.

    Examples
    --------
    >>> f"{rate_distortion_excess_rate(1e-16):.6g}"
    '7.21348e-17'
    """
    return np.log1p(excess) / (2.0 * const.ln2)


def rate_distortion_excess(rate: Num, *, const: Constants = CODATA2022) -> Num:
    """Return the excess [1] that a given `rate` [bit] resolves: the inverse of `rate_distortion_excess_rate`.

    Examples
    --------
    >>> float(rate_distortion_excess(1.0))
    3.0
    """
    return np.expm1(2.0 * rate * const.ln2)


RATE_DISTORTION_EXCESS = Law(
    key="rate-distortion-excess",
    kernel=rate_distortion_excess_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="rate",
    symbol="R",
    unit="bit",
    gives="information for each value",
    inputs=(
        Input("excess", "x", "1", NON_NEGATIVE, (1e-20, 1e12), "variance less distortion, over distortion", "1e-16"),
    ),
    latex=r"R \ge \tfrac12 \log_2(1 + x),\quad x = \frac{\sigma^2 - D}{D}",
    holds_under=(_GAUSSIAN,),
    reached_only=_BLOCKS,
    refs=("cover2006",),
    inverse={"excess": rate_distortion_excess},
)


def token_entropy(entropy: Num, characters: Num) -> Num:
    r"""Entropy of a token of text whose characters have a given `entropy` each.

    .. math:: H_{\mathrm{token}} = n\,H_{\mathrm{character}}

    Parameters
    ----------
    entropy
        Entropy of one character in its context [bit].
    characters
        Characters in the mean token [1/token].

    Returns
    -------
    Num
        Entropy of one token in its context [bit/token].

    Notes
    -----
    A definition: the entropy for each token is that for each character times their number, by the chain rule
    [cover2006]_, as long as text and tokens can be turned into one another. Losses for each token compare only between
    models of the same tokenizer, those for each character or byte between all. Shannon's readers of English needed 0.6
    to 1.3 bit for a character [shannon1951]_.

    Examples
    --------
    >>> f"{token_entropy(1.3, 4.5):.2f}"
    '5.85'
    """
    return entropy * characters


TOKEN_ENTROPY = Law(
    key="token-entropy",
    kernel=token_entropy,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="token_entropy",
    symbol=r"H_{\mathrm{token}}",
    unit="bit/token",
    gives="entropy of one token in its context",
    inputs=(
        Input("entropy", "H", "bit", NON_NEGATIVE, (1e-2, 8.0), "entropy of one character", "1.3 bit", power=1.0),
        Input("characters", "n", "1/token", POSITIVE, (1.0, 1e2), "characters of a token", "4.5 1/token", power=1.0),
    ),
    latex=r"H_{\mathrm{token}} = n\,H_{\mathrm{character}}",
    holds_under=("text and tokens determine one another", "means over long text"),
    refs=("cover2006", "shannon1951"),
)
