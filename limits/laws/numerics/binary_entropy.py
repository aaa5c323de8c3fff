"""The entropy of one choice between two, and what is known of it, without loss of digits at either end.

Both are shares of one bit, pure numbers: multiplied by bits they are bits, and times ``ln2`` they are nats.

Examples
--------
>>> float(binary_entropy(0.5)), float(binary_information(0.5))
(1.0, 0.0)
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Array, Num

__all__ = ["binary_entropy", "binary_information", "margin_information"]

_LN2 = math.log(2.0)  # a pure number here, since entropies are counted as shares of a bit
_WIDE = 0.7  # beyond it the entropy is small and can be taken from 1; below it that would cancel


def binary_entropy(probability: Num) -> Num:
    r"""Entropy of a choice of given `probability`, as a share of a bit.

    .. math:: H_2(p) = -p\log_2 p - (1-p)\log_2(1-p)

    Parameters
    ----------
    probability
        Probability of one of the two values, 0 to 1 [1].

    Returns
    -------
    Num
        Entropy over one bit [1], exactly 0 at both ends.

    Examples
    --------
    >>> f"{binary_entropy(1e-300):.6g}", float(binary_entropy(0.0))
    ('9.98021e-298', 0.0)
    """
    # 0 ln 0 = 0: the comparison moves the logarithm's argument off the pole, and leaves NaN as it is.
    one = -probability * np.log(probability + (probability == 0))
    other = -(1.0 - probability) * np.log1p(-probability * (probability != 1))
    return (one + other) / _LN2


def binary_information(probability: Num) -> Num:
    r"""Information that is left when a bit is wrong with given `probability`, as a share of a bit.

    .. math:: 1 - H_2(p)

    Parameters
    ----------
    probability
        Probability of the wrong value, 0 to 1 [1].

    Returns
    -------
    Num
        Information over one bit [1]: 1 at both ends, 0 at one half.

    Notes
    -----
    A probability near one half, as a double, has already lost digits of its distance from one half:
    `margin_information` takes the distance itself.

    Examples
    --------
    >>> float(binary_information(0.0)), f"{binary_information(0.5 - 2**-33):.6g}"
    (1.0, '3.91043e-20')
    """
    bias = 1.0 - 2.0 * probability
    return np.where(np.abs(bias) > _WIDE, 1.0 - binary_entropy(probability), _near_half(bias))[()]


def margin_information(margin: Num) -> Num:
    r"""Information that is left when a bit is wrong with probability one half less `margin`, as a share of a bit.

    .. math:: 1 - H_2(\tfrac12 - e) = \frac{x \operatorname{artanh} x + \tfrac12\ln(1 - x^2)}{\ln 2},\quad x = 2e

    Parameters
    ----------
    margin
        Distance of the probability from one half, -1/2 to 1/2 [1].

    Returns
    -------
    Num
        Information over one bit [1], which tends to :math:`2 e^2 / \ln 2` near one half.

    Examples
    --------
    >>> f"{margin_information(1e-10):.12g}"
    '2.88539008178e-20'
    """
    bias = 2.0 * np.where(margin.real < 0.0, -1.0, 1.0) * margin  # its size, and analytic
    return np.where(np.abs(bias) > _WIDE, 1.0 - binary_entropy((1.0 - bias) / 2.0), _near_half(bias))[()]


def _near_half(bias: Num) -> Num:
    """Information of a bit whose two values differ by `bias` in probability; beyond `_WIDE` it is not called for."""
    inner: Array = np.where(np.abs(bias) > _WIDE, 0.0, bias)
    return (inner * np.arctanh(inner) + 0.5 * np.log1p(-inner * inner)) / _LN2
