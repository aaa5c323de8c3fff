"""What adding forgets: the entropy of two operands once only their sum is kept."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import COUNT
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.rounding import whole

if TYPE_CHECKING:
    from limits.typing import Array, Num

__all__ = ["ADDER", "MODULAR_ADDER", "adder_information", "adder_width", "modular_adder_information"]

_LOG2_GLAISHER = 0.3588768504155681  # log2 of Glaisher's constant A, where ln A = 1/12 - zeta'(-1)
_COUNTED = 8  # widths whose sums are counted one by one; beyond them the next term of the series is below 1e-18
_WIDTH = ("width", "n", "1", COUNT, (1.0, 64.0), "bits of each operand", "32")
_UNIFORM = "operands independent of one another, every value of each equally likely"


def adder_information(width: Num) -> Num:
    r"""Information that an adder erases that keeps the whole sum, its carry too, of two operands of given `width`.

    .. math:: H(a, b \mid s) = n - \frac{1}{2 \ln 2} + \frac{n/6 + 2 \log_2 A}{4^n} + O(16^{-n})

    Parameters
    ----------
    width
        Bits of each operand [1].

    Returns
    -------
    Num
        Entropy of the operands given their sum [bit].

    Notes
    -----
    The information that is discarded, given the output, is what an operation has to pay for [faist2015]_, kT ln 2 a bit
    (`landauer_energy`). A sum s comes about in c = 1, 2, ... N, ... 2, 1 ways, where :math:`N = 2^n`, so that
    :math:`H = N^{-2} \sum_s c_s \log_2 c_s`; the sum of :math:`c \ln c` is the logarithm of a hyperfactorial, which
    Glaisher's constant A = 1.28243 [wolfram1999]_ carries to large n. Widths up to 8 bit are counted exactly, wider
    ones are right to the last digit of a float. The carry saves 0.7213 bit: without it, `modular_adder_information`.

    Examples
    --------
    >>> float(adder_information(1.0)), f"{adder_information(32.0):.9f}"
    (0.5, '31.278652480')
    """
    size = np.exp2(-2.0 * width)  # one over the number of pairs
    series = width - 0.5 / math.log(2.0) + size * (width / 6.0 + 2.0 * _LOG2_GLAISHER + size / (360.0 * math.log(2.0)))
    place = np.clip(np.nan_to_num(width), 0.0, _COUNTED).astype(int)
    erased: Array = np.where(np.asarray(width) <= _COUNTED, np.take(_counted(), place), series)
    return erased[()]


@cache
def _counted() -> tuple[float, ...]:
    """Return what adders of 0 to 8 bit erase, summed over the ways in which each sum comes about."""
    erased = []
    for width in range(_COUNTED + 1):
        values = 2**width
        ways = [*range(1, values), values, *range(values - 1, 0, -1)]
        erased.append(math.fsum(way * math.log2(way) for way in ways) / values**2)
    return tuple(erased)


def adder_width(information: Num) -> Num:
    """Return the width [1] of the adder that erases given `information` [bit]: the inverse of `adder_information`.

    Examples
    --------
    >>> float(adder_width(0.5))
    1.0
    """
    return whole(
        information + 0.5 / math.log(2.0), information, lambda width: adder_information(np.maximum(width, 1.0))
    )


ADDER = Law(
    key="adder",
    kernel=adder_information,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="information",
    symbol=r"H(a, b \mid s)",
    unit="bit",
    gives="entropy of the operands given their sum",
    inputs=(Input(*_WIDTH),),
    latex=r"H(a, b \mid s) = n - \frac{1}{2 \ln 2} + \frac{n/6 + 2 \log_2 A}{4^n} + O(16^{-n})",
    holds_under=(
        _UNIFORM,
        "unsigned operands; the sum is kept with its carry, n + 1 bits of it, and nothing else of the operands",
    ),
    refs=("faist2015", "wolfram1999"),
    inverse={"width": adder_width},
)


def modular_adder_information(width: Num) -> Num:
    r"""Information that an adder erases that drops the carry of two operands of given `width`.

    .. math:: H(a, b \mid s) = n

    Parameters
    ----------
    width
        Bits of each operand [1].

    Returns
    -------
    Num
        Entropy of the operands given their sum [bit].

    Notes
    -----
    What is discarded, given the output, has to be paid for [faist2015]_. A sum modulo :math:`2^n` comes about in
    :math:`2^n` ways, whichever it is, so one of the operands is lost and no bit more. Whoever then keeps that
    operand, in whose place no sum is written, erases nothing: adding is then one to one.

    Examples
    --------
    >>> modular_adder_information(32.0)
    32.0
    """
    return 1.0 * width


MODULAR_ADDER = Law(
    key="modular-adder",
    kernel=modular_adder_information,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="information",
    symbol=r"H(a, b \mid s)",
    unit="bit",
    gives="entropy of the operands given their sum without its carry",
    inputs=(Input(*_WIDTH, power=1.0),),
    latex=r"H(a, b \mid s) = n",
    holds_under=(
        _UNIFORM,
        "the sum is kept without its carry, modulo two to the n, and nothing else of the operands",
    ),
    refs=("faist2015",),
)
