"""How far a run can grow: the quotient where it holds, bisection where it does not, at both signs of the headroom."""

import numpy as np
import pytest

from limits.bounds.growth import Exponents, largest_growth
from limits.runs.batch import Batch

A, B = np.array(0.4), np.array(0.6)
BATCH = Batch.of({"flop": np.array([3e24])})


def grown(demand, budget, exponents, path=(A, B)):
    budget = np.array([budget])
    headroom = np.log10(budget) - np.log10(demand(BATCH))
    return largest_growth(demand, BATCH, budget=budget, headroom=headroom, exponents=exponents, path=path)


def power(b):
    return 5.0 * (b.flop / 3e24) ** 0.5


def added(b):
    return 2.0 + b.flop / 3e24


def test_elasticity_by_hand():
    assert float(Exponents(3.0, 5.0, 7.0).elasticity(A, B)) == pytest.approx(
        7.0 + 3.0 * 0.4 + 5.0 * 0.6, rel=1e-12, abs=0
    )
    assert float(Exponents(3.0, 3.0, 7.0).elasticity(A, B)) == 10.0
    nan = np.array(np.nan)
    assert float(Exponents(0.0, 5.0, 7.0).elasticity(nan, B)) == 10.0
    assert float(Exponents(3.0, 0.0, 7.0).elasticity(A, nan)) == pytest.approx(8.2, rel=1e-12, abs=0)


@pytest.mark.parametrize(("budget", "decades"), [(500.0, 4.0), (0.05, -4.0), (5.0, 0.0)])
@pytest.mark.parametrize("stated", [0.5, 0.7, 0.0])
def test_the_quotient_and_the_bisection_agree_on_a_power(budget, decades, stated):
    """With the exponent of the demand, with a wrong one, and with none, which no headroom can be divided by."""
    assert grown(power, budget, Exponents(0.0, 0.0, stated)) == pytest.approx(decades, abs=1e-9)


@pytest.mark.parametrize(("budget", "decades"), [(1002.0, 3.0), (2.01, -2.0), (9.0, np.log10(7.0))])
def test_a_sum_meets_its_budget_where_it_does(budget, decades):
    assert grown(added, budget, Exponents(0.0, 0.0, 1.0)) == pytest.approx(decades, abs=1e-9)


def test_beyond_its_fixed_part_a_demand_never_fits_again():
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        assert grown(added, 1.5, Exponents(0.0, 0.0, 1.0)) == pytest.approx(-300.0, rel=1e-12, abs=0)


def test_what_is_unknown_stays_unknown():
    with np.errstate(invalid="ignore"):
        assert np.isnan(grown(added, np.nan, Exponents(0.0, 0.0, 1.0))).all()
        assert np.isnan(grown(added, 9.0, Exponents(0.0, 0.0, 0.0), path=(np.array(np.nan), B))).all()
    assert np.isnan(grown(power, 9.0, None)).all()
