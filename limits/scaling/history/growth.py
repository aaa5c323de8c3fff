r"""An exponential trend with time: how fast a quantity doubles, and when it would reach a value if that went on.

A straight line by least squares through log2(y) against the date in years. The date at which the line reaches a value
is a ratio of two uncertain numbers; its interval is Fieller's, the set of all dates that the points do not exclude, and
it has no end where the slope is not told from 0. A trend is what has been seen: it bounds nothing and promises nothing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits.covariance import student

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from limits.typing import Array, Num

__all__ = ["Crossing", "Growth", "Interval", "records"]

_FREE = 2  # a level and a slope


class Interval(NamedTuple):
    """The two ends of a 90 % interval; infinity where there is no end."""

    low: float
    high: float


class Crossing(NamedTuple):
    """When a trend reaches a value.

    Parameters
    ----------
    date
        Where the line reaches it [year]; infinity, never, where the slope is not told from 0.
    low, high
        90 % interval of the line's date [year]; without an end where the points do not exclude that there is none.
    """

    date: float
    low: float
    high: float


class Growth(NamedTuple):
    """A straight line in log2(y) against the date; `Growth.of` fits one.

    Parameters
    ----------
    slope
        Doublings per year [1/year].
    standard_error
        Of the slope, from the scatter of the points about the line [1/year].
    centre, level
        Mean date [year], and log2 of the line there [1].
    spread
        Sum of the squared distances of the dates from their mean [year^2].
    scatter
        Standard deviation of the points about the line, in doublings [1].
    points
        How many points it was fitted to.
    first, last
        The earliest and the latest of their dates [year].

    Examples
    --------
    >>> trend = Growth.of([2016.5, 2018.5, 2020.5, 2022.5], [1.0, 2.2, 3.8, 8.3])
    >>> "{:.2f} years, {:.2f} .. {:.2f}".format(trend.doubling_time, *trend.doubling_interval)
    '2.01 years, 1.76 .. 2.35'
    >>> "{:.1f}, {:.1f} .. {:.1f}".format(*trend.reaches(1000.0))
    '2036.5, 2034.3 .. 2039.3'
    """

    slope: float
    standard_error: float
    centre: float
    level: float
    spread: float
    scatter: float
    points: int
    first: float
    last: float

    @classmethod
    def of(cls, dates: ArrayLike, values: ArrayLike) -> Growth:
        """Fit a trend by least squares of log2(values) on the dates.

        Parameters
        ----------
        dates
            Dates [year], such as 2024.5.
        values
            Positive numbers in any one unit, one for each date; a point with a NaN is left out.

        Raises
        ------
        InputError
            When numbers are infinite or values not positive, or fewer than three points of two dates are left.
        """
        date, value = _points(dates, values)
        known = ~(np.isnan(date) | np.isnan(value))
        date, value = date[known], value[known]
        problems = []
        if not np.isfinite(date).all():
            problems.append(Problem("dates", "dates that are infinite", "finite dates in years"))
        if not (np.isfinite(value) & (value > 0)).all():
            problems.append(Problem("values", "numbers that are 0, negative or infinite", "finite numbers > 0"))
        if date.size <= _FREE or np.unique(date).size < _FREE:
            given = f"{date.size}, of {np.unique(date).size} different dates"
            problems.append(Problem("points", given, "at least 3, of at least 2 different dates"))
        if problems:
            raise InputError("growth", problems)
        centre = float(np.mean(date))
        away, doublings = date - centre, np.log2(value)
        level = float(np.mean(doublings))
        spread = float(away @ away)
        slope = float(away @ (doublings - level)) / spread
        left = doublings - level - slope * away
        scatter = math.sqrt(float(left @ left) / (date.size - _FREE))
        error = scatter / math.sqrt(spread)
        ends = float(date.min()), float(date.max())
        return cls(slope, error, centre, level, spread, scatter, int(date.size), *ends)

    def __call__(self, date: ArrayLike) -> Num:
        """Return the value of the line at dates [year], in the unit of the values that were fitted."""
        value: Num = np.exp2(self.level + self.slope * (np.asarray(date, dtype=float) - self.centre))
        return value

    @property
    def slope_interval(self) -> Interval:
        """90 % interval of the slope [1/year]."""
        reach = self._student * self.standard_error
        return Interval(self.slope - reach, self.slope + reach)

    @property
    def doubling_time(self) -> float:
        """Time in which the quantity doubles [year]; infinity if the line does not rise."""
        return _time(self.slope)

    @property
    def doubling_interval(self) -> Interval:
        """90 % interval of the doubling time [year]; the upper end is infinity where the slope may be 0."""
        low, high = self.slope_interval
        return Interval(_time(high), _time(low))

    @property
    def distinguishable(self) -> bool:
        """Whether the slope is told from 0: whether 0 lies outside its 90 % interval."""
        low, high = self.slope_interval
        return low > 0.0 or high < 0.0

    def years_beyond(self, date: float) -> float:
        """Return by how many years a date lies outside the points: 0 among them, negative before the first."""
        return max(date - self.last, 0.0) + min(date - self.first, 0.0)

    def reaches(self, value: float) -> Crossing:
        r"""Return when the line reaches a value, with the dates that the points do not exclude.

        With s the slope, d the doublings from the level to the value, n points, S their spread, sigma their scatter and
        t Student's 97.5 % point of n - 2, the dates c + u with

        .. math:: (d - s u)^2 \le t^2 \sigma^2 \left(\frac{1}{n} + \frac{u^2}{S}\right).

        It is the interval of the line, not of the next product, which scatters about the line. A falling line has
        passed what lies above it: the date is then a past one.

        Parameters
        ----------
        value
            A positive number in the unit of the values that were fitted.

        Raises
        ------
        InputError
            If it is not positive and finite.

        Notes
        -----
        Where the slope is not told from 0 the set has two parts, one before and one after the points. `low` begins the
        one after, `high` is infinity and `date` is infinity: the points allow that the value is never reached.
        """
        if not (math.isfinite(value) and value > 0.0):
            raise InputError("growth", [Problem("value", f"{value!r}", "a finite number > 0")])
        s, d = self.slope, math.log2(value) - self.level
        h = (self._student * self.scatter) ** 2 / self.points  # square of the reach of the level
        g = (self._student * self.standard_error) ** 2  # square of the reach of the slope
        # The condition is a u^2 - 2 s d u + k <= 0. Its roots are q/a and k/q; nothing cancels in this form of q.
        a, k = s * s - g, d * d - h
        q = s * d + math.copysign(math.sqrt(max(g * d * d + a * h, 0.0)), s * d)
        if a > 0.0:
            low, high = sorted((q / a, k / q)) if q else (0.0, 0.0)
            return Crossing(self.centre + d / s, self.centre + low, self.centre + high)
        if k <= 0.0:  # the level itself may be the value
            return Crossing(math.inf, -math.inf, math.inf)
        after = k / q if q > 0.0 else q / a if q < 0.0 and a else math.inf
        return Crossing(math.inf, self.centre + after, math.inf)

    @property
    def _student(self) -> float:
        return student(self.points - _FREE)


def records(dates: ArrayLike, values: ArrayLike) -> NDArray[np.bool_]:
    """Return which points set a record: above everything of an earlier date, and the most of their own.

    Parameters
    ----------
    dates, values
        Dates [year] and numbers, one for each date; a point with a NaN is no record.

    Returns
    -------
    Array
        True for each record, shape of the points.

    Notes
    -----
    Records depend on one another, and there are few: the interval of a trend through them is nominal.

    Examples
    --------
    >>> records([2020, 2021, 2021, 2022, 2023], [1.0, 3.0, 2.0, 2.5, 4.0])
    array([ True,  True, False, False,  True])
    """
    date, value = _points(dates, values)
    known = np.flatnonzero(~(np.isnan(date) | np.isnan(value)))
    order = known[np.lexsort((-value[known], date[known]))]
    before = np.concatenate(([-np.inf], np.maximum.accumulate(value[order])[:-1])) if order.size else value[order]
    found = np.zeros(date.shape, dtype=bool)
    found[order[value[order] > before]] = True
    return found


def _points(dates: ArrayLike, values: ArrayLike) -> tuple[Array, Array]:
    date, value = (np.asarray(each, dtype=float) for each in (dates, values))
    if date.ndim != 1 or date.shape != value.shape:
        given = f"arrays of shape {date.shape} and {value.shape}"
        raise InputError("growth", [Problem("points", given, "a date and a value of each, in two lists of one length")])
    return date, value


def _time(slope: float) -> float:
    return 1.0 / slope if slope > 0.0 else math.inf
