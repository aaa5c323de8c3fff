"""Prediction: how often the best guess is wrong when so much is uncertain (Fano's inequality)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, PROBABILITY, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.binary_entropy import binary_entropy

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "FANO",
    "FANO_WEAK",
    "fano_alphabet",
    "fano_entropy",
    "fano_error",
    "fano_weak_error",
]

_FROM_TWO = Domain(2.0, closed=True, whole=True)
_ALPHABET = (r"|\mathcal X|", "1", _FROM_TWO, (256.0, 1e6), "symbols to choose from", "50257")
_LN2 = math.log(2.0)  # a pure number, since `binary_entropy` gives shares of a bit
_STEEPEST = 750.0  # slope of the curve above that of its alphabet at the smallest float
_NEWTON = 60  # steps: a root takes some ten, and thirty where the curve is flat at its top
_EPSILON = float(np.finfo(float).eps)
_FLAT = math.sqrt(_EPSILON)  # slope below which rounding decides


def fano_entropy(error: Num, alphabet: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most uncertainty about the next symbol that allows the best guess to be wrong only with a given `error`.

    .. math:: H(X|Y) \le h(P_e) + P_e \log_2(|\mathcal X| - 1)

    Parameters
    ----------
    error
        Probability that the guess is wrong [1].
    alphabet
        How many symbols there are to choose from: the vocabulary [1].
    const
        Physical constants, of which only ln 2 for each bit is used.

    Returns
    -------
    Num
        Conditional entropy of the symbol given what the guess is made from [bit].

    Notes
    -----
    Fano's inequality [cover2006]_. Read the other way, solved for the error, it is the least error of any
    predictor of a source of given entropy: `fano_error`. It needs the entropy of the source, and a loss in nat is not
    in bit; the loss of a model is at least that entropy, so that its own loss says nothing about other models.

    Examples
    --------
    >>> f"{fano_entropy(0.5, 2.0):.4g}", f"{fano_entropy(0.3, 50257.0):.4g}"
    ('1', '5.566')
    """
    return (binary_entropy(error) * _LN2 + error * np.log(alphabet - 1.0)) / const.ln2


def fano_error(entropy: Num, alphabet: Num, *, const: Constants = CODATA2022) -> Num:
    """Least probability [1] that the best guess is wrong, for a given `entropy` [bit]: an inverse of `fano_entropy`.

    Notes
    -----
    Newton's method on a concave curve from its left, which cannot overshoot. An even guess among all symbols is wrong
    with probability one less the inverse of the alphabet, the most there is; no error leaves more entropy than that,
    and the answer is then infinite.

    Examples
    --------
    >>> f"{fano_error(2.4381508, 50257.0):.6f}"  # the weak form gives 0.092089
    '0.121880'
    """
    goal, slope = entropy * const.ln2, np.log(alphabet - 1.0)  # in nat
    top = 1.0 - 1.0 / alphabet
    error = goal / (_STEEPEST + slope)  # left of the root, since no secant from 0 is steeper
    for _ in range(_NEWTON):
        inside = np.where(error > 0.0, error, 1.0)  # at 0 there is nothing to be done
        tangent = np.log1p(-np.minimum(error, top)) - np.log(inside) + slope
        left = goal - (binary_entropy(error) * _LN2 + error * slope)
        error = np.clip(error + left / np.maximum(tangent, _FLAT), 0.0, top)
    return np.where(goal > np.log(alphabet) * (1.0 + 4.0 * _EPSILON), np.inf, error)[()]


def fano_alphabet(entropy: Num, error: Num, *, const: Constants = CODATA2022) -> Num:
    """Size of the alphabet [1] that allows an `entropy` [bit] at a given `error`: an inverse of `fano_entropy`.

    Examples
    --------
    >>> float(fano_alphabet(1.0, 0.5))
    2.0
    """
    return 1.0 + np.exp((entropy * const.ln2 - binary_entropy(error) * _LN2) / error)


FANO = Law(
    key="fano",
    kernel=fano_entropy,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="entropy",
    symbol="H(X|Y)",
    unit="bit",
    gives="conditional entropy of the symbol",
    inputs=(
        Input("error", "P_e", "1", PROBABILITY, (1e-6, 0.99), "probability that the guess is wrong", "0.3"),
        Input("alphabet", *_ALPHABET),
    ),
    latex=r"H(X|Y) \le h(P_e) + P_e \log_2(|\mathcal X| - 1)",
    holds_under=("the entropy of the source itself, which the loss of a model only bounds from above",),
    reached_only=("symbols other than the best guess that are all equally likely",),
    refs=("cover2006",),
    inverse={"error": fano_error, "alphabet": fano_alphabet},
)


def fano_weak_error(entropy: Num, alphabet: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least probability that the best guess of a symbol is wrong, by the weaker form of Fano's inequality.

    .. math:: P_e \ge \frac{H(X|Y) - 1}{\log_2 |\mathcal X|}

    Parameters
    ----------
    entropy
        Conditional entropy of the symbol given what the guess is made from [bit].
    alphabet
        How many symbols there are to choose from: the vocabulary [1].
    const
        Physical constants, of which only ln 2 for each bit is used.

    Returns
    -------
    Num
        Probability that the guess is wrong [1], 0 where the form says nothing.

    Notes
    -----
    `fano_entropy` with the entropy of being wrong rounded up to a bit [cover2006]_, so that it can be solved
    by hand. The exact form says markedly more.

    Examples
    --------
    >>> f"{fano_weak_error(2.4381508, 50257.0):.6f}"
    '0.092089'
    """
    # The bit comes off before the conversion: near it, the difference of two rounded products would be their rounding.
    return np.maximum(entropy - _LN2 / const.ln2, 0.0) * const.ln2 / np.log(alphabet)


def _fano_weak_entropy(error: Num, alphabet: Num, *, const: Constants = CODATA2022) -> Num:
    return (error * np.log(alphabet) + _LN2) / const.ln2


def _fano_weak_alphabet(error: Num, entropy: Num, *, const: Constants = CODATA2022) -> Num:
    return np.exp((entropy - _LN2 / const.ln2) * const.ln2 / error)


FANO_WEAK = Law(
    key="fano-weak",
    kernel=fano_weak_error,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="error",
    symbol="P_e",
    unit="1",
    gives="probability that the best guess is wrong",
    inputs=(
        Input("entropy", "H(X|Y)", "bit", NON_NEGATIVE, (0.1, 7.9), "conditional entropy of the symbol", "2.44 bit"),
        Input("alphabet", *_ALPHABET),
    ),
    latex=r"P_e \ge \frac{H(X|Y) - 1}{\log_2 |\mathcal X|}",
    holds_under=("the entropy of the source itself, which the loss of a model only bounds from above",),
    refs=("cover2006",),
    inverse={"entropy": _fano_weak_entropy, "alphabet": _fano_weak_alphabet},
)
