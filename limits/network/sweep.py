"""A sweep over sizes that somebody measured: the line of its upper regime, and the time at a size between or beyond.

A collective changes its algorithm and protocol with the size, so that no one line of latency and bandwidth holds over a
whole sweep: one through all rows misses the bandwidth of large sizes by more than 15 % in 15 of 30 public tables. The
line here is fitted to the rows alone that reach a fifth of the plateau; inside the sweep the rows themselves answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.typing import Array, Flag, Num

__all__ = ["UPPER", "Line", "line_through", "time_at", "upper", "upper_line"]

UPPER = 0.2
"""Share of the largest bandwidth from which a row belongs to the upper regime."""

_PLACES = 65  # of half-rate sizes that one round of the search tries; each round looks between two neighbours
_ROUNDS = 12


@frozen
class Line:
    """Time is `latency` + size / `bandwidth`."""

    latency: float
    """Time without a message [s]."""
    bandwidth: float
    """Size per time at sizes without end [byte/s]."""
    rms: float
    """Root mean square of the logarithm of line over measured [1]: 0.05 is 5 %."""
    rows: int
    """How many rows it was fitted to."""

    @property
    def half_rate_size(self) -> float:
        """Size at which half of the bandwidth is reached [byte].

        Examples
        --------
        >>> round(Line(10e-6, 100e9, 0.0, 5).half_rate_size)
        1000000
        """
        return self.latency * self.bandwidth

    def time(self, size: Num) -> Num:
        """Return the time at `size` [byte] in seconds.

        Examples
        --------
        >>> Line(10e-6, 100e9, 0.0, 5).time(1e6)
        2e-05
        """
        return self.latency + size / self.bandwidth


def upper(size: Array, time: Array, share: float = UPPER) -> Flag:
    """Tell which rows reach `share` of the largest bandwidth; rows without a size or a time do not.

    Examples
    --------
    >>> import numpy as np
    >>> upper(np.array([0.0, 1e3, 1e6, 1e9]), np.array([5e-6, 1e-5, 2e-5, 1e-2])).tolist()
    [False, False, True, True]
    """
    rate = _rate(size, time)
    return rate > share * np.max(rate, initial=0.0)


def _rate(size: Array, time: Array) -> Array:
    sound = np.isfinite(size) & np.isfinite(time) & (size > 0.0) & (time > 0.0)
    return np.where(sound, size, 0.0) / np.where(sound, time, 1.0)


def line_through(size: Array, time: Array) -> Line:
    """Return the line whose times are wrong by the least factor: least squares of the logarithm of line over measured.

    For each half-rate size the best bandwidth is a mean, so that one unknown is searched for, on a grid from no latency
    to a hundred times the largest size, ever finer.

    Raises
    ------
    ValueError
        With fewer than two different sizes above zero: there is no line through one.

    Examples
    --------
    >>> import numpy as np
    >>> sizes = np.array([1e6, 1e7, 1e8, 1e9])
    >>> line = line_through(sizes, 50e-6 + sizes / 2e11)
    >>> round(line.latency * 1e6, 3), round(line.bandwidth / 1e9, 3), line.rms < 1e-9
    (50.0, 200.0, True)
    """
    sound = _rate(size, time) > 0.0
    size, time = size[sound], time[sound]
    if len(np.unique(size)) <= 1:
        raise ValueError(f"{len(np.unique(size))} sizes: a line takes two of them")
    low, high = np.log(np.min(size) * 1e-6), np.log(np.max(size) * 1e2)
    tried = np.linspace(low, high, _PLACES)
    for _ in range(_ROUNDS):
        place = int(np.argmin(_spread(np.exp(tried), size, time)))
        tried = np.linspace(tried[max(place - 1, 0)], tried[min(place + 1, _PLACES - 1)], _PLACES)
    half = np.append(np.exp(tried), 0.0)
    spread = _spread(half, size, time)
    least = int(np.argmin(spread))
    bandwidth = float(np.exp(np.mean(np.log((half[least] + size) / time))))
    return Line(float(half[least]) / bandwidth, bandwidth, float(np.sqrt(spread[least])), len(size))


def _spread(half: Array, size: Array, time: Array) -> Array:
    """Return the variance of the logarithm of line over measured, for each half-rate size [byte]."""
    spread: Array = np.var(np.log((half[:, np.newaxis] + size) / time), axis=1)
    return spread


def upper_line(size: Array, time: Array, share: float = UPPER) -> Line:
    """Return the line through the upper regime of a sweep.

    Raises
    ------
    ValueError
        When fewer than two sizes belong to it.
    """
    chosen = upper(size, time, share)
    return line_through(size[chosen], time[chosen])


def time_at(wanted: Num, size: Array, time: Array) -> Num:
    """Return the time [s] at a size: from the rows inside the sweep, from the line of its upper regime beyond.

    Between two rows the logarithm of the time is taken as straight in that of the size; rows of one size count as one,
    with the geometric mean of their times.

    Parameters
    ----------
    wanted
        Size or sizes [byte].
    size, time
        The rows [byte], [s], in any order; those without a size or a time are left out.

    Returns
    -------
    Num
        Times [s]; NaN below the smallest size, where nothing was measured and no line holds.

    Raises
    ------
    ValueError
        When fewer than two sizes belong to the upper regime, and one beyond the sweep is wanted, or no row is sound.

    Examples
    --------
    >>> import numpy as np
    >>> sizes = np.array([1e6, 1e8])
    >>> round(float(time_at(1e7, sizes, np.array([2e-5, 2e-3]))) * 1e6, 3)
    200.0
    """
    sound = _rate(size, time) > 0.0
    if not np.any(sound):
        raise ValueError("no row has a size and a time above zero")
    known, place = np.unique(size[sound], return_inverse=True)
    mean = np.bincount(place, weights=np.log(time[sound])) / np.bincount(place)
    asked = np.asarray(wanted, dtype=float)
    inside = (asked >= known[0]) & (asked <= known[-1])
    found = np.exp(np.interp(np.log(np.where(inside, asked, known[0])), np.log(known), mean))
    beyond = asked > known[-1]
    if np.any(beyond):
        found = np.where(beyond, upper_line(size, time).time(asked), found)
    return np.where(inside | beyond, found, np.nan)
