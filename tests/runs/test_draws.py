"""Draws: the sequence, the distributions, the intervals."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import qmc

from limits.draws import DRAWS, interval, uniform
from limits.runs.draws import draw
from limits.runs.field import NUMBERS, Field, number


def test_directions_are_those_of_scipy():
    ours = np.stack([uniform(dimension) for dimension in range(len(NUMBERS))], axis=1)
    theirs = qmc.Sobol(len(NUMBERS), scramble=False).random(DRAWS)
    moved = np.mod(np.floor(theirs * DRAWS) + DRAWS / 2, DRAWS)
    assert np.array_equal(np.floor(ours * DRAWS), moved)


@pytest.mark.parametrize("dimension", range(len(NUMBERS)))
def test_each_dimension_is_stratified_and_starts_at_its_centre(dimension):
    points = uniform(dimension)
    assert points[0] == 0.5
    assert sorted(np.floor(points * DRAWS)) == list(range(DRAWS))


def test_no_two_fields_are_tied():
    drawn = np.stack([uniform(dimension)[1:] for dimension in range(len(NUMBERS))])
    correlation = np.corrcoef(drawn) - np.eye(len(NUMBERS))
    assert np.abs(correlation).max() < 0.25
    assert np.abs(correlation).mean() < 0.02


def test_a_narrow_interval_is_uniform():
    drawn = draw(Field(0.4, "1", "given", low=0.3, high=0.5), number("mfu"))
    low, high = interval(drawn)
    assert drawn[0] == 0.4
    assert low == pytest.approx(0.31, abs=1e-3)
    assert high == pytest.approx(0.49, abs=1e-3)


def test_a_wide_interval_is_uniform_in_the_logarithm():
    drawn = draw(Field(1e24, "FLOP", "given", low=1e23, high=1e25), number("flop"))
    low, high = interval(drawn)
    assert math.log10(low) == pytest.approx(23.1, abs=0.01)
    assert math.log10(high) == pytest.approx(24.9, abs=0.01)


def test_plus_minus_is_normal():
    drawn = draw(Field(300.0, "K", "given", sigma=10.0), number("bath_temperature"))
    low, high = interval(drawn)
    z = NormalDist().inv_cdf(0.95)
    assert low == pytest.approx(300 - 10 * z, abs=0.2)
    assert high == pytest.approx(300 + 10 * z, abs=0.2)


def test_a_normal_stays_in_its_domain():
    drawn = draw(Field(0.9, "1", "given", sigma=0.3), number("mfu"))
    assert drawn.min() > 0
    assert drawn.max() <= 1


def test_an_unknown_draw_makes_the_interval_unknown():
    drawn = np.ones(DRAWS)
    drawn[7] = np.nan
    assert all(np.isnan(end) for end in interval(drawn))


def test_without_uncertainty_both_ends_are_the_value():
    assert interval(np.array([[2.0], [3.0]]))[0].tolist() == [2.0, 3.0]
