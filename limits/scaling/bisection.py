"""Where a function is zero, for arrays of questions at once: bisection, which needs no slope and loses no element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.typing import Num

__all__ = ["zero"]

_HALVINGS = 64  # of an interval: then it is shorter than the spacing of floats


def zero(rising: Callable[[Num], Num], low: Num, high: Num) -> Num:
    """Return where a rising function is zero, between `low` and `high`, for each element of arrays by itself.

    Parameters
    ----------
    rising
        A function of arrays, negative at `low` and positive at `high`, or zero there.
    low, high
        Ends of the intervals, arrays that broadcast; NaN in either gives NaN.

    Examples
    --------
    >>> zero(lambda x: x**2 - np.array([2.0, 9.0]), 0.0, 10.0).round(12).tolist()
    [1.414213562373, 3.0]
    """
    with np.errstate(invalid="ignore"):
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            below = rising(middle) < 0.0
            low, high = np.where(below, middle, low), np.where(below, high, middle)
    return 0.5 * (low + high)
