"""Codes: how often a block code fails, and how much signal power a code saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import Problem
from limits.laws.domain import COUNT, PROBABILITY, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.gaussian_tail import inverse_tail, tail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.typing import Array, Num

__all__ = [
    "CODEWORD_FAILURE",
    "NET_CODING_GAIN",
    "codeword_failure_probability",
    "net_coding_gain",
    "net_coding_gain_after",
    "net_coding_gain_before",
]

_SOME = Domain(0.0, closed=True, whole=True)
_SYMBOLS = Domain(1.0, closed=True, whole=True, high=1e6, high_closed=True)  # each is a term of the sum
_TRIED = Domain(1.0, closed=True, whole=True, high=4096.0, high_closed=True)
_BELOW_HALF = Domain(0.0, closed=False, high=0.5)
_SHARE = Domain(0.0, closed=False, high=1.0, high_closed=True)
_GONE = (
    720.0  # e-folds of a tail below any float: exp(-709), over the largest of a million terms, exp(-8), and some more
)
_LARGEST = 2.0**660  # of the terms: with 1, those of a tail of 1e-300 would leave the floats before they are negligible


def codeword_failure_probability(bit_error_rate: Num, symbols: Num, correctable: Num, symbol_bits: Num) -> Num:
    r"""Probability that a block code of given `symbols` meets more wrong ones than the `correctable` ones.

    .. math:: P = \sum_{i=t+1}^{n} \binom{n}{i} p_s^i (1-p_s)^{n-i},\quad p_s = 1 - (1-p)^m

    Parameters
    ----------
    bit_error_rate
        Bit error rate before correction, 0 to 1 [1].
    symbols
        Symbols n of the codeword: 544 of RS(544,514) [1].
    correctable
        Wrong symbols t that the decoder corrects: 15 of RS(544,514) [1].
    symbol_bits
        Bits m of a symbol: 10 of RS(544,514), 1 of a binary code [1].

    Returns
    -------
    Num
        Probability of failure of a codeword [1].

    Notes
    -----
    The tail of the binomial distribution, each term from its neighbour, starting at the largest one: one minus the sum
    of the rest would have four digits left at the limit of RS(544,514), and be 0 soon below [cover2006]_.

    Examples
    --------
    >>> f"{codeword_failure_probability(2.4e-4, 544.0, 15.0, 10.0):.5g}"
    '8.1516e-13'
    """
    with np.errstate(all="ignore"):  # terms far from the largest one vanish; NaN is handed on
        failure: Array = np.vectorize(_failure, otypes=[float])(bit_error_rate, symbols, correctable, symbol_bits)
    return failure[()]


def _failure(bit_error_rate: float, symbols: float, correctable: float, symbol_bits: float) -> float:
    """Sum the tail for one code, over the terms that floats can tell from 0."""
    share = -np.expm1(symbol_bits * np.log1p(-bit_error_rate))  # of wrong symbols
    odds = np.expm1(-symbol_bits * np.log1p(-bit_error_rate))  # of a wrong to a right one
    if np.isnan([share, symbols, correctable]).any():
        return np.nan
    mode = min(int((symbols + 1.0) * share), int(symbols))  # number of wrong symbols with the largest term
    # By Bernstein's inequality, P(k more than the mean) <= exp(-k^2 / (2 variance + 2k/3)); so with k fewer.
    variance = symbols * share * (1.0 - share)
    reach = int(_GONE / 3.0 + np.sqrt(_GONE * _GONE / 9.0 + 2.0 * _GONE * variance)) + 1
    first = max(mode - reach, 0)
    wrong = np.arange(first, min(mode + reach, int(symbols)))
    ratio = (symbols - wrong) / (wrong + 1.0) * odds  # of the term of one more wrong symbol to that of so many
    fewer = np.cumprod(np.append(_LARGEST, 1.0 / ratio[: mode - first][::-1]))[:0:-1]
    terms = np.append(fewer, np.cumprod(np.append(_LARGEST, ratio[mode - first :])))
    return min(float(terms[max(int(correctable) + 1 - first, 0) :].sum() / terms.sum()), 1.0)


def _correctable(values: Mapping[str, Num]) -> Problem | None:
    """Refuse to correct a whole codeword or more."""
    if np.all(values["correctable"] < values["symbols"]):
        return None
    return Problem("correctable", f"{np.max(values['correctable']):g}", "fewer wrong symbols than the codeword has")


CODEWORD_FAILURE = Law(
    key="codeword-failure",
    kernel=codeword_failure_probability,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="failure",
    symbol="P",
    unit="1",
    gives="probability that a codeword cannot be corrected",
    inputs=(
        Input("bit_error_rate", "p", "1", PROBABILITY, (1e-8, 1e-2), "wrong bits per bit before correction", "2.4e-4"),
        Input(
            "symbols",
            "n",
            "1",
            _SYMBOLS,
            (64.0, 1024.0),
            "symbols of the codeword",
            "544",
            branch=_TRIED,
            monotonic=True,
        ),
        Input(
            "correctable",
            "t",
            "1",
            _SOME,
            (1.0, 30.0),
            "wrong symbols that are corrected",
            "15",
            branch=_TRIED,
            monotonic=True,
        ),
        Input("symbol_bits", "m", "1", COUNT, (1.0, 16.0), "bits of a symbol", "10", branch=_TRIED, monotonic=True),
    ),
    latex=r"P = \sum_{i=t+1}^{n} \binom{n}{i} p_s^i (1-p_s)^{n-i},\quad p_s = 1 - (1-p)^m",
    holds_under=(
        "each bit is wrong with the same probability, independently of all others: no bursts",
        "the decoder corrects so many wrong symbols and not one more",
    ),
    refs=("cover2006",),
    condition=_correctable,
)


def net_coding_gain(before: Num, after: Num, code_rate: Num) -> Num:
    r"""Factor in signal power that a code of given `code_rate` saves, from its error rates `before` and `after` it.

    .. math:: G = R\,\left[\frac{Q^{-1}(p_\mathrm{after})}{Q^{-1}(p_\mathrm{before})}\right]^2

    Parameters
    ----------
    before, after
        Bit error rates before and after correction, below one half [1].
    code_rate
        Payload over all that is sent, R [1].

    Returns
    -------
    Num
        Gain, linear [1].

    Notes
    -----
    A definition by convention: hard decisions, two levels, the same bit rate, so that the wider band of the coded
    signal takes the noise of the code rate [itu2004]_ (the definition recalled, not read there). Other conventions give
    other numbers for the same code.

    Examples
    --------
    >>> f"{10.0 * np.log10(net_coding_gain(2.4e-4, 1e-15, 514.0 / 544.0)):.3f} dB"
    '6.891 dB'
    """
    return code_rate * (inverse_tail(after) / inverse_tail(before)) ** 2


def net_coding_gain_before(gain: Num, after: Num, code_rate: Num) -> Num:
    """Bit error rate before correction [1] at a `gain`: an inverse of `net_coding_gain`.

    Examples
    --------
    >>> f"{net_coding_gain_before(net_coding_gain(2.4e-4, 1e-15, 0.9), 1e-15, 0.9):.6g}"
    '0.00024'
    """
    return tail(inverse_tail(after) / np.sqrt(gain / code_rate))


def net_coding_gain_after(gain: Num, before: Num, code_rate: Num) -> Num:
    """Bit error rate after correction [1] at a `gain`: an inverse of `net_coding_gain`.

    Examples
    --------
    >>> f"{net_coding_gain_after(net_coding_gain(2.4e-4, 1e-15, 0.9), 2.4e-4, 0.9):.6g}"
    '1e-15'
    """
    return tail(inverse_tail(before) * np.sqrt(gain / code_rate))


NET_CODING_GAIN = Law(
    key="net-coding-gain",
    kernel=net_coding_gain,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="gain",
    symbol="G",
    unit="1",
    gives="signal power without the code over signal power with it",
    inputs=(
        Input(
            "before", r"p_\mathrm{before}", "1", _BELOW_HALF, (1e-6, 0.1), "bit error rate before the code", "2.4e-4"
        ),
        Input("after", r"p_\mathrm{after}", "1", _BELOW_HALF, (1e-15, 1e-6), "bit error rate after the code", "1e-15"),
        Input("code_rate", "R", "1", _SHARE, (0.5, 1.0), "payload over all that is sent", "0.9449", power=1.0),
    ),
    latex=r"G = R\,\left[\frac{Q^{-1}(p_\mathrm{after})}{Q^{-1}(p_\mathrm{before})}\right]^2",
    holds_under=("hard decisions on two levels in white Gaussian noise", "the same bit rate with and without the code"),
    refs=("itu2004",),
    inverse={"before": net_coding_gain_before, "after": net_coding_gain_after},
)
