"""Numbers whose interval may lack an end: what points determine, and what they leave open."""

from __future__ import annotations

import math

from limits.frozen import frozen

__all__ = ["Estimate", "estimate", "known"]


@frozen
class Estimate:
    """A number that was fitted, with the ends of its interval; null where the points leave a side open."""

    value: float | None
    unit: str
    low: float | None
    high: float | None


def estimate(value: float, unit: str, low: float, high: float) -> Estimate:
    """Return an estimate; what is infinite or NaN is not known.

    Examples
    --------
    >>> estimate(3.6, "year", 2.8, math.inf)
    Estimate(value=3.6, unit='year', low=2.8, high=None)
    """
    return Estimate(known(value), unit, known(low), known(high))


def known(number: float) -> float | None:
    """Return a number that is one; None for NaN and what is infinite.

    Examples
    --------
    >>> known(2), known(math.inf)
    (2.0, None)
    """
    return float(number) if math.isfinite(number) else None
