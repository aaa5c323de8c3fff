"""Draws of a number from the points of its name, each distribution written out a second time."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from limits.draws import DRAWS, deviations, uniform
from limits.interval import LEAST, MOST
from limits.runs.draws import draw, of_draws
from limits.runs.fields import number
from limits.value import GIVEN, Value

STANDARD = NormalDist()


def drawn_of(name, unit="1", **stated):
    return draw(Value(unit=unit, **stated), number(name))


def test_a_number_that_is_sure_is_drawn_once():
    assert drawn_of("mfu", value=0.4).tolist() == [0.4]


@pytest.mark.parametrize(("low", "high"), [(0.3, 0.5), (0.1, 1.0), (0.0, 0.7)])
def test_between_near_ends_by_hand(low, high):
    drawn = drawn_of("mfu", value=0.35, low=low, high=high)
    expected = low + (high - low) * uniform("mfu")
    assert drawn[0] == 0.35
    assert drawn[1:] == pytest.approx(expected[1:], rel=1e-13, abs=0)


def test_between_far_ends_by_hand():
    drawn = drawn_of("flop", "FLOP", value=3e23, low=1e23, high=1.1e24)
    assert drawn[0] == 3e23
    assert drawn[1:] == pytest.approx((1e23 * 11 ** uniform("flop"))[1:], rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("name", "unit", "own", "ends"),
    [
        ("mfu", "1", NormalDist(0.7, 0.2), (0.0, 1.0)),
        ("pue", "1", NormalDist(1.2, 0.3), (1.0, math.inf)),
        ("tdp", "W", NormalDist(700.0, 300.0), (0.0, math.inf)),
        ("emissions", "kg", NormalDist(5.0, 3.0), (0.0, math.inf)),
    ],
)
def test_a_deviation_by_hand(name, unit, own, ends):
    """Of the normal distribution the part within the domain, by the inverse of its cumulative one."""
    drawn = drawn_of(name, unit, value=own.mean, sigma=own.stdev)
    below, above = own.cdf(ends[0]), 1.0 if ends[1] == math.inf else own.cdf(ends[1])
    expected = [own.inv_cdf(below + (above - below) * float(point)) for point in uniform(name)[1:]]
    assert drawn[0] == own.mean
    assert drawn[1:] == pytest.approx(expected, rel=1e-9, abs=0)


def test_a_domain_without_a_lower_end_cuts_nothing_off_there():
    row = replace(number("tdp"), least=-math.inf)
    drawn = draw(Value(5.0, "W", sigma=30.0), row)
    expected = [5.0 + 30.0 * STANDARD.inv_cdf(float(point)) for point in uniform("tdp")[1:]]
    assert drawn[1:] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert drawn.min() < -80.0


def test_a_factor_by_hand():
    drawn = drawn_of("node_factor", value=1.2, sigma=0.3)
    assert drawn[0] == 1.2
    assert drawn[1:] == pytest.approx((1.2 * np.exp(0.25 * deviations("node_factor")))[1:], rel=1e-12, abs=0)


def test_a_factor_ends_where_numbers_of_runs_end():
    drawn = drawn_of("node_factor", value=1.0, sigma=100.0)
    assert (drawn.min(), drawn.max()) == pytest.approx((LEAST, MOST), rel=1e-12, abs=0)


def test_a_normal_ends_within_its_domain():
    closed = drawn_of("pue", value=1.0, sigma=1e-18)
    assert closed.min() == 1.0
    opened = drawn_of("mfu", value=1e-300, sigma=1.0)
    assert 0.0 < opened[1:].min() < 1e-3
    assert 0.99 < opened.max() < 1.0
    assert drawn_of("mfu", value=1.0, sigma=1e-18).max() == 1.0


def test_a_number_of_draws_has_the_interval_of_those_that_follow_the_first():
    """5 and 95 % of 0 .. 1023 lie at 51.15 and 971.85."""
    value = of_draws(np.concatenate([[500.0], np.arange(DRAWS - 1.0)]), "W", GIVEN)
    assert (value.value, value.unit, value.origin) == (500.0, "W", GIVEN)
    assert (value.low, value.high) == pytest.approx((51.15, 971.85), rel=1e-12, abs=0)


def test_draws_without_an_interval():
    sure = of_draws(np.array([3.0]), "W", GIVEN)
    assert (sure.value, sure.low, sure.high, sure.origin) == (3.0, None, None, GIVEN)
    alike = of_draws(np.full(DRAWS, 3.0), "W")
    assert (alike.value, alike.low) == (3.0, None)
    holey = np.full(DRAWS, 3.0)
    holey[7] = np.nan
    assert (of_draws(holey, "W").value, of_draws(holey, "W").low) == (3.0, None)
    for first in (np.nan, np.inf):
        holey[0] = first
        assert of_draws(holey, "W") is None


def test_an_interval_that_leaves_the_floats_is_none():
    drawn = np.concatenate([[3.0], np.arange(1.0, DRAWS)])
    drawn[-200:] = np.inf
    assert of_draws(drawn, "W") is None
    drawn[-200:-3] = 7.0  # three infinities lie beyond the 95 % point
    assert of_draws(drawn, "W").high == pytest.approx(np.sort(drawn[1:])[971:973].mean(), rel=0.01, abs=0)
