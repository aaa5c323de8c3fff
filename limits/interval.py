"""What a number may be that somebody states, and the one rule for an interval of which only the ends are stated."""

from __future__ import annotations

import math

LEAST, MOST = 1e-60, 1e60  # of any number but 0 in its canonical unit: far beyond any machine, products stay floats
BEYOND_FLOATS = "beyond the range of floating-point numbers"  # why a number is not known
WIDE = 10.0  # above this ratio of the ends, an interval is read as orders of magnitude


def is_wide(low: float, high: float) -> bool:
    """Tell whether an interval is so wide that its middle is sought among the logarithms.

    Such an interval is log-uniform wherever it is sampled, any other is uniform.

    Parameters
    ----------
    low, high
        Ends of the interval, ``low <= high``, any unit.

    Examples
    --------
    >>> is_wide(1.0, 10.0), is_wide(1.0, 100.0), is_wide(0.0, 1.0)
    (False, True, False)
    """
    return low > 0.0 and high / WIDE > low


def centre(low: float, high: float) -> float:
    """Return the value that stands for the interval from `low` to `high`.

    Parameters
    ----------
    low, high
        Ends of the interval, finite, ``low <= high``, any unit.

    Returns
    -------
    float
        The midpoint, or the geometric mean when the interval is wide (`is_wide`), in the same unit.

    Examples
    --------
    >>> centre(0.38, 0.43)
    0.405
    >>> centre(1.0, 100.0)
    10.0
    """
    if is_wide(low, high):
        return math.sqrt(low) * math.sqrt(high)  # each root first: the product alone may overflow
    return low + (high - low) / 2.0
