"""Exponential trends with time: exact recovery, two other methods, coverage of the intervals, hostile input."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq

from limits.errors import InputError
from limits.scaling.fits.covariance import student
from limits.scaling.history.growth import Growth, records

DATES = np.array([2012.5, 2014.5, 2015.5, 2017.5, 2017.5, 2020.5, 2022.5, 2024.5])
NOISE = np.array([0.3, -0.5, 0.1, 0.4, -0.2, -0.3, 0.5, -0.1])


def noisy(slope=0.4, scale=1.0):
    return Growth.of(DATES, 7.0 * 2 ** (slope * (DATES - 2012.5) + scale * NOISE))


def excluded(trend, target, date):
    """How far beyond its 90 % reach the line misses log2(target) at a date: Fieller's condition, term by term."""
    misses = trend.level + trend.slope * (date - trend.centre) - math.log2(target)
    variance = trend.scatter**2 * (1 / trend.points + (date - trend.centre) ** 2 / trend.spread)
    return misses**2 - student(trend.points - 2) ** 2 * variance


@given(
    doubling=st.floats(0.5, 50),
    start=st.floats(1e-20, 1e25),
    dates=st.lists(st.integers(1950, 2050), min_size=3, max_size=20),
    years=st.floats(-100, 100),
)
def test_an_exact_trend_is_recovered_and_reached_in_time(doubling, start, dates, years):
    assume(len(set(dates)) > 1)
    values = start * np.exp2((np.array(dates) - 2000) / doubling)
    trend = Growth.of(dates, values)
    assert trend.doubling_time == pytest.approx(doubling, rel=1e-9, abs=0)
    assert trend(2000.0) == pytest.approx(start, rel=1e-6, abs=0)
    assert trend.doubling_interval.low == pytest.approx(doubling, rel=1e-6, abs=0)
    crossing = trend.reaches(float(trend(trend.last + years)))
    assert crossing == pytest.approx([trend.last + years] * 3, abs=1e-4)
    assert crossing.low <= crossing.date + 1e-9
    assert crossing.date <= crossing.high + 1e-9


def test_two_other_methods_give_the_same_line():
    trend = noisy()
    doublings = np.log2(7.0 * 2 ** (0.4 * (DATES - 2012.5) + NOISE))
    line = stats.linregress(DATES, doublings)
    assert trend.slope == pytest.approx(line.slope, rel=1e-12, abs=0)
    assert trend.standard_error == pytest.approx(line.stderr, rel=1e-10, abs=0)
    (slope, level), covariance = np.polyfit(DATES - trend.centre, doublings, 1, cov=True)
    assert (trend.slope, trend.level) == pytest.approx((slope, level), rel=1e-12, abs=0)
    assert trend.scatter / math.sqrt(trend.points) == pytest.approx(math.sqrt(covariance[1, 1]), rel=1e-10, abs=0)
    reach = stats.t.ppf(0.95, 6) * line.stderr
    assert trend.slope_interval == pytest.approx((line.slope - reach, line.slope + reach), rel=1e-2, abs=0)
    assert trend.doubling_interval == pytest.approx(
        (1 / (line.slope + reach), 1 / (line.slope - reach)), rel=1e-2, abs=0
    )
    assert (trend.first, trend.last, trend.points) == (2012.5, 2024.5, 8)


@pytest.mark.parametrize("target", [1e-3, 1.0, 50.0, 1e6, 1e20])
def test_the_ends_of_a_crossing_are_where_the_line_is_just_not_excluded(target):
    trend = noisy()
    crossing = trend.reaches(target)
    assert crossing.low < crossing.date < crossing.high
    assert trend(crossing.date) == pytest.approx(target, rel=1e-9, abs=0)
    early = brentq(lambda date: excluded(trend, target, date), crossing.date - 1000, crossing.date, xtol=1e-10)
    late = brentq(lambda date: excluded(trend, target, date), crossing.date, crossing.date + 1000, xtol=1e-10)
    assert (crossing.low, crossing.high) == pytest.approx((early, late), abs=1e-6)


@given(
    values=st.lists(st.floats(1e-3, 1e3), min_size=8, max_size=8),
    target=st.floats(-40, 40).map(lambda power: 2.0**power),
)
def test_a_crossing_holds_exactly_the_dates_that_are_not_excluded(values, target):
    trend = Growth.of(DATES, values)
    assume(trend.scatter > 1e-6)
    crossing = trend.reaches(target)
    assert math.isfinite(crossing.date) == trend.distinguishable
    assert crossing.low <= crossing.high
    scale = math.hypot(1, math.log2(target) - trend.level) ** 2
    if math.isfinite(crossing.low):
        tolerance = 1e-6 * (scale + (crossing.low - trend.centre) ** 2 * max(trend.slope**2, trend.standard_error**2))
        assert abs(excluded(trend, target, crossing.low)) < tolerance
    if trend.distinguishable:
        assert crossing.low <= crossing.date <= crossing.high
        assert excluded(trend, target, crossing.date) <= 1e-9 * scale


def test_a_flat_trend_says_never_and_when_at_the_earliest():
    trend = noisy(slope=0.0)
    assert not trend.distinguishable
    assert trend.doubling_interval.high == math.inf
    crossing = trend.reaches(1e6)
    assert crossing.date == crossing.high == math.inf
    assert crossing.low > trend.last
    assert excluded(trend, 1e6, crossing.low) == pytest.approx(0, abs=1e-9)
    assert excluded(trend, 1e6, crossing.low - 1) > 0 > excluded(trend, 1e6, crossing.low + 1)
    assert trend.reaches(7.0) == (math.inf, -math.inf, math.inf)  # the level itself


def test_no_scatter_and_no_slope_is_never_without_doubt():
    trend = Growth.of([2020, 2021, 2022], [3.0, 3.0, 3.0])
    assert trend.reaches(4.0) == (math.inf, math.inf, math.inf)
    assert (trend.doubling_time, trend.doubling_interval) == (math.inf, (math.inf, math.inf))


def test_a_falling_trend_never_doubles_and_has_passed_what_lies_above():
    trend = noisy(slope=-0.8, scale=0.1)
    assert trend.distinguishable
    assert trend.doubling_time == math.inf
    assert trend.reaches(1e6).high < trend.first


def test_crossings_keep_the_order_of_values_and_shift_with_time_and_unit():
    trend = noisy()
    dates = [trend.reaches(10.0**power) for power in range(-5, 20)]
    assert all(np.diff([each.date for each in dates]) > 0)
    assert all(np.diff([each.low for each in dates]) > 0)
    assert all(np.diff([each.high for each in dates]) > 0)
    other = Growth.of(DATES - 1000, 1e12 * trend(DATES) * 2**NOISE)
    again = Growth.of(DATES, trend(DATES) * 2**NOISE)
    assert np.add(other.reaches(1e20), 1000) == pytest.approx(again.reaches(1e8), abs=1e-6)


@pytest.mark.parametrize(("slope", "count"), [(0.5, 5), (0.3, 12)])
def test_intervals_hold_the_truth_in_about_90_of_100_sets(slope, count):
    rng = np.random.default_rng(20260)
    sets, target = 3000, 2.0**30
    held = np.zeros(3)
    for _ in range(sets):
        dates = rng.integers(2010, 2026, count) + 0.5
        trend = Growth.of(dates, 2 ** (slope * (dates - 2010) + 0.7 * rng.standard_normal(count)))
        crossing, truth = trend.reaches(target), 2010 + 30 / slope
        low, high = trend.doubling_interval
        held += (
            trend.slope_interval.low <= slope <= trend.slope_interval.high,
            low <= 1 / slope <= high,
            crossing.low <= truth <= crossing.high,
        )
    assert (held / sets > 0.88).all()
    assert (held / sets < 0.92).all()


def test_years_beyond_the_points():
    trend = noisy()
    assert [trend.years_beyond(date) for date in (2010.5, 2012.5, 2020.0, 2024.5, 2054.5)] == [-2, 0, 0, 0, 30]


def test_points_with_a_nan_are_left_out():
    dates, values = [2010, 2012, math.nan, 2014, 2016], [1.0, 2.1, 3.0, math.nan, 8.3]
    assert Growth.of(dates, values) == Growth.of([2010, 2012, 2016], [1.0, 2.1, 8.3])


@pytest.mark.parametrize(
    ("dates", "values", "message"),
    [
        ([], [], "points: given 0"),
        ([2020, 2021], [1.0, 2.0], "points: given 2, of 2 different dates"),
        ([2020, 2020, 2020], [1.0, 2.0, 3.0], "points: given 3, of 1 different dates"),
        ([2020, 2021, 2022], [1.0, math.nan, 2.0], "points: given 2"),
        ([2020, 2021, 2022], [1.0, 0.0, 2.0], "values: given"),
        ([2020, 2021, 2022], [1.0, -1.0, 2.0], "values: given"),
        ([2020, 2021, 2022], [1.0, math.inf, 2.0], "values: given"),
        ([2020, 2021, math.inf], [1.0, 2.0, 3.0], "dates: given"),
        ([2020, 2021, 2022], [1.0, 2.0], "points: given arrays of shape (3,) and (2,)"),
        ([[2020, 2021, 2022]], [[1.0, 2.0, 3.0]], "points: given arrays of shape (1, 3)"),
        (2020.0, 1.0, "points: given arrays of shape ()"),
    ],
)
def test_refusals(dates, values, message):
    with pytest.raises(InputError, match=r"^growth") as refused:
        Growth.of(dates, values)
    assert message in str(refused.value)


@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, math.inf])
def test_only_a_positive_number_can_be_reached(value):
    with pytest.raises(InputError, match="value: given"):
        noisy().reaches(value)


@given(st.lists(st.tuples(st.integers(2000, 2010), st.integers(1, 50)), max_size=20))
def test_a_record_beats_all_before_it_and_its_equals_in_date(points):
    dates, values = (np.array(each, dtype=float) for each in zip(*points, strict=True)) if points else ([], [])
    best = records(dates, values)
    for (date, value), is_best in zip(points, best, strict=True):
        beaten = all(other < value for when, other in points if when < date)
        most = all(other <= value for when, other in points if when == date)
        assert not is_best or (beaten and most)
        assert is_best or not (beaten and most) or points.count((date, value)) > 1
    kept = sorted((date, value) for (date, value), is_best in zip(points, best, strict=True) if is_best)
    assert len({date for date, _ in kept}) == len(kept)
    assert all(np.diff([value for _, value in kept]) > 0)


def test_a_nan_is_no_record():
    assert records([2020, 2021, 2022], [1.0, math.nan, 2.0]).tolist() == [True, False, True]
    assert records([math.nan], [1.0]).tolist() == [False]
