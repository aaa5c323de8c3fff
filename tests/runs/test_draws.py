"""Draws: the sequence, the distributions, the intervals."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import truncnorm

from limits.draws import DRAWS, interval
from limits.runs.draws import draw
from limits.runs.fields import NUMBERS, number
from limits.runs.run import number_of
from limits.value import Value


def test_a_narrow_interval_is_uniform():
    drawn = draw(Value(0.4, "1", low=0.3, high=0.5), number("mfu"))
    low, high = interval(drawn)
    assert drawn[0] == 0.4
    assert low == pytest.approx(0.31, abs=1e-3)
    assert high == pytest.approx(0.49, abs=1e-3)


def test_a_wide_interval_is_uniform_in_the_logarithm():
    drawn = draw(Value(1e24, "FLOP", low=1e23, high=1e25), number("flop"))
    low, high = interval(drawn)
    assert math.log10(low) == pytest.approx(23.1, abs=0.01)
    assert math.log10(high) == pytest.approx(24.9, abs=0.01)


def test_plus_minus_is_normal():
    drawn = draw(Value(300.0, "K", sigma=10.0), number("bath_temperature"))
    low, high = interval(drawn)
    z = NormalDist().inv_cdf(0.95)
    assert low == pytest.approx(300 - 10 * z, abs=0.2)
    assert high == pytest.approx(300 + 10 * z, abs=0.2)


def test_a_normal_stays_in_its_domain():
    drawn = draw(Value(0.9, "1", sigma=0.3), number("mfu"))
    assert drawn.min() > 0
    assert drawn.max() <= 1


@pytest.mark.parametrize(
    ("name", "centre", "sigma", "low", "high"),
    [("mfu", 0.9, 0.3, 0.0, 1.0), ("mfu", 0.1, 0.1, 0.0, 1.0), ("pue", 1.1, 0.1, 1.0, math.inf)],
)
def test_a_normal_that_is_cut_off_keeps_the_shares_of_what_is_left(name, centre, sigma, low, high):
    """Against scipy: the draws are not heaped at the end of the domain."""
    drawn = draw(Value(centre, "1", sigma=sigma), number(name))
    expected = truncnorm((low - centre) / sigma, (high - centre) / sigma, loc=centre, scale=sigma)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(drawn[1:], share) == pytest.approx(expected.ppf(share), abs=1e-2 * sigma)


def test_an_unknown_draw_makes_the_interval_unknown():
    drawn = np.ones(DRAWS)
    drawn[7] = np.nan
    assert all(np.isnan(end) for end in interval(drawn))


def test_without_uncertainty_both_ends_are_the_value():
    assert interval(np.array([[2.0], [3.0]]))[0].tolist() == [2.0, 3.0]


def test_the_centre_at_the_edge_of_the_domain_lies_in_its_own_interval():
    low, high = interval(draw(Value(1.0, "1", sigma=0.05), number("pue")))
    assert low == 1.0 < high


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
@pytest.mark.parametrize("share", [0.05, 1.0, 1e6, 1e-300])
def test_every_field_takes_a_deviation(row, share):
    """No warning, nothing outside the domain, however wide or narrow (warnings are errors here)."""
    value = number_of(row, row.eg)
    drawn = draw(Value(value.value, row.unit, sigma=share * value.value), row)
    assert all(row.admits(each) for each in drawn[:: DRAWS // 64].tolist())


def test_intervals_at_the_ends_of_the_floats():
    for low, high in ((1e308, 1.7e308), (5e-324, 1.7e308), (5e-324, 1e-323)):
        drawn = draw(Value(low, "USD", low=low, high=high), number("cost"))
        assert low <= drawn.min() <= drawn.max() <= high
