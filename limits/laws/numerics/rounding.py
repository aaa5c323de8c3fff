"""What rounding leaves of a result, and of a count that is taken back from one.

Examples
--------
>>> float(whole(2.9999999, 8.0, lambda n: 2.0**n)), float(whole(2.9, 7.464263932294459, lambda n: 2.0**n))
(3.0, 2.9)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.typing import Array, Num

__all__ = ["DIGITS", "whole"]

DIGITS = 4.0 * float(np.finfo(float).eps)
"""Relative difference below which two results are the same."""


def whole(value: Num, result: Num, gives: Callable[[Num], Num]) -> Num:
    """Return the whole number next to `value` where it gives the very `result`, else `value`.

    For counts that a result hardly tells: rounding puts their closed form farther from a whole number than a domain
    forgives.

    Parameters
    ----------
    value
        What the closed form makes of the result.
    result
        Result of the law.
    gives
        The law as a function of the count alone.

    Returns
    -------
    Num
        A count, or the value itself.

    Examples
    --------
    >>> float(whole(16921881.06, 1.0 - 1.0 / 16921881.0, lambda k: 1.0 - 1.0 / k))
    16921881.0
    """
    nearest = np.rint(value)
    with np.errstate(all="ignore"):  # a neighbour may be a pole
        same = np.abs(gives(nearest) - result) <= DIGITS * np.abs(result)
    count: Array = np.where(same, nearest, value)
    return count[()]
