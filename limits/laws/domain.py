"""The numbers for which a law is stated: intervals with open and closed ends, whole numbers where only those count."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["COUNT", "FROM_ONE", "NON_NEGATIVE", "POSITIVE", "PROBABILITY", "Domain"]

_WHOLE = 1e-9  # relative: how near a whole number counts as one after a division
_END = 1e-12  # relative: how far beyond an end a number counts as the end after some operations


@frozen
class Domain:
    """The finite numbers between `low` and `high` for which a law is stated; `closed` ends belong to it.

    Examples
    --------
    >>> POSITIVE.holds(0.0), NON_NEGATIVE.holds(0.0), COUNT.holds(2.5), POSITIVE.holds(math.nan)
    (False, True, False, False)
    """

    low: float
    closed: bool
    whole: bool = False
    high: float = math.inf
    high_closed: bool = False

    def holds(self, value: Num, *, shown_later: bool = False) -> bool:
        """Whether every element lies in the domain; NaN and infinity never do.

        Parameters
        ----------
        value
            A number or an array.
        shown_later
            Infinity in an array will show in the result of a law that grows with it, where it is looked for anyway;
            this saves a pass over large arrays.
        """
        if isinstance(value, np.ndarray):
            # Comparisons with the extremes only: no temporary array, and NaN makes every extreme NaN.
            low, high = value.min(), self.low if shown_later and self.high == math.inf else value.max()
        else:
            low = high = value
        inside = (low >= self.low if self.closed else low > self.low) and (
            high <= self.high if self.high_closed else high < self.high
        )
        return bool(inside and (not self.whole or np.all(value == np.floor(value))))

    def snapped(self, value: Num) -> Num:
        """Move what rounding left beyond a closed end onto it, and beside a whole number where only those belong.

        Examples
        --------
        >>> float(COUNT.snapped(7.999999999999998)), float(POSITIVE.snapped(7.999999999999998))
        (8.0, 7.999999999999998)
        >>> float(FROM_ONE.snapped(0.9999999999999998)), float(FROM_ONE.snapped(0.999))
        (1.0, 0.999)
        """
        moved = value
        if self.whole:
            nearest = np.rint(value)
            moved = np.where(np.abs(value - nearest) <= _WHOLE * np.abs(nearest), nearest, value)
        if self.closed and self.low > -math.inf:
            moved = np.where((moved < self.low) & (moved >= self.low - _END * abs(self.low)), self.low, moved)
        if self.high_closed:
            moved = np.where((moved > self.high) & (moved <= self.high + _END * abs(self.high)), self.high, moved)
        return np.asarray(moved)[()]  # a number where a number was given

    def __str__(self) -> str:
        ends = [
            *([f"{'>=' if self.closed else '>'} {self.low:g}"] if self.low > -math.inf else []),
            *([f"{'<=' if self.high_closed else '<'} {self.high:g}"] if self.high < math.inf else []),
        ]
        return " and ".join(ends) + (", a whole number" if self.whole else "")


POSITIVE = Domain(0.0, closed=False)
"""Numbers above 0."""
NON_NEGATIVE = Domain(0.0, closed=True)
"""Numbers from 0."""
FROM_ONE = Domain(1.0, closed=True)
"""Numbers from 1."""
COUNT = Domain(1.0, closed=True, whole=True)
"""Whole numbers from 1."""
PROBABILITY = Domain(0.0, closed=True, high=1.0, high_closed=True)
"""Numbers from 0 to 1, both included."""
