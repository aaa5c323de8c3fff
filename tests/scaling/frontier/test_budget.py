"""Budgets and what more of them buys: arithmetic of rates, derivatives, doublings against optima found one by one."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import scaling
from limits.errors import InputError
from limits.scaling.frontier import budget

DAY, HOUR, GWH = 86400.0, 3600.0, 3.6e12

laws = st.sampled_from(list(scaling.LAWS.values()))
compute = st.floats(12, 36).map(lambda x: 10**x)
parameters = st.floats(3, 16).map(lambda x: 10**x)
tokens = st.floats(6, 20).map(lambda x: 10**x)
positive = st.floats(-30, 30).map(lambda x: 10**x)


class TestRates:
    def test_an_hour_of_an_h100(self):
        """989.4 TFLOP/s at 40 %, 700 W, 2 USD/hour: an hour is 0.7 kWh, 2 USD and 1.42e18 FLOP."""
        rate = 0.4 * 989.4e12
        one = budget.Rates.of(rate, count=1, power=700.0, pue=1.0, price=2.0 / HOUR)
        needs = one.resources(rate * HOUR)
        assert needs == pytest.approx((0.7e3 * HOUR, 2.0, HOUR), rel=1e-14, abs=0)
        many = budget.Rates.of(rate, count=16384, power=700.0, pue=1.1, price=2.0 / HOUR)
        assert many.resources(rate * HOUR) == pytest.approx((0.77e3 * HOUR, 2.0, HOUR / 16384), rel=1e-14, abs=0)

    def test_accelerator_hours_of_a_known_run(self):
        """Evo 2 as a public estimate has it: 2.25e24 FLOP at half of 989 TFLOP/s, 1.26 million hours at 2 USD each."""
        rates = budget.Rates.of(0.5 * 989e12, count=1, price=2.0 / HOUR)
        needs = rates.resources(2.25e24)
        assert needs.time / HOUR == pytest.approx(1.26e6, rel=5e-3, abs=0)
        assert needs.cost == pytest.approx(2.53e6, rel=5e-3, abs=0)
        assert math.isnan(needs.energy)

    @given(compute, positive, positive, positive)
    def test_budgets_and_compute_invert_each_other(self, C, per_joule, per_dollar, per_second):
        rates = budget.Rates(per_joule, per_dollar, per_second)
        for name, amount in rates.resources(C)._asdict().items():
            assert rates.compute(**{name: amount}) == pytest.approx(C, rel=1e-14, abs=0)

    def test_what_nobody_states_stays_unknown(self):
        assert all(math.isnan(amount) for amount in budget.Rates().resources(1e24))
        assert math.isnan(budget.Rates(per_joule=2e11).compute(time=DAY))
        known = budget.Rates.of(4e14, power=700.0)  # the energy of the building is not that of the machines
        assert all(map(math.isnan, known))

    @pytest.mark.parametrize("wrong", [{}, {"energy": 1.0, "time": 1.0}, {"money": 1.0}, {"energy": 1.0, "power": 1.0}])
    def test_one_budget(self, wrong):
        with pytest.raises(InputError, match="one of energy, cost, time"):
            budget.Rates(2e11, 7e17, 4e18).compute(**wrong)

    def test_arrays(self):
        rates = budget.Rates(per_joule=np.array([1e11, 2e11]))
        assert rates.compute(energy=np.array([[GWH], [2 * GWH]])).shape == (2, 2)
        assert rates.resources(np.array([[1e24], [np.nan]])).energy.tolist()[0] == [1e13, 5e12]


class TestSlope:
    @given(laws, parameters, tokens)
    def test_it_is_the_derivative_along_the_path(self, law, N, D):
        h = 1e-4
        up, down = (scaling.reducible(law, *scaling.along_path(law, N, D, math.exp(step))) for step in (h, -h))
        assert budget.slope(law, N, D) == pytest.approx((up - down) / (2 * h), rel=1e-7, abs=0)

    @given(laws, compute)
    def test_on_the_optimum_it_is_that_of_the_least_loss(self, law, C):
        best, h = scaling.optimum(law, C), 1e-3
        up, down = (scaling.optimum(law, C * math.exp(step)).loss for step in (h, -h))
        rounding = 1e-15 * best.loss / h
        assert budget.slope(law, best.parameters, best.tokens) == pytest.approx(
            (up - down) / (2 * h), rel=1e-6, abs=rounding
        )

    @given(laws, parameters, tokens)
    def test_no_doubling_saves_as_much_as_the_slope_promises(self, law, N, D):
        saved = scaling.loss_gained(law, N, D, 2.0)
        assert 0 < saved < -math.log(2) * budget.slope(law, N, D)


class TestDoublings:
    @given(laws, compute, st.integers(1, 20))
    def test_each_is_the_optimum_of_its_compute(self, law, C, count):
        best = scaling.optimum(law, C)
        steps = budget.doublings(law, best.parameters, best.tokens, count)
        for k in range(count + 1):
            want = scaling.optimum(law, C * 2.0**k)
            got = [float(column[k]) for column in steps[:4]]
            assert got == pytest.approx([C * 2.0**k, want.parameters, want.tokens, want.loss], rel=1e-10, abs=0)

    @given(laws, parameters, tokens, st.integers(1, 40))
    def test_gains_and_costs_add_up_and_diminish(self, law, N, D, count):
        steps = budget.doublings(law, N, D, count)
        assert np.isnan(steps.gain[0])
        assert np.isnan(steps.extra[0])
        assert sum(steps.gain[1:]) == pytest.approx(scaling.loss_gained(law, N, D, 2.0**count), rel=1e-9, abs=0)
        assert sum(steps.extra[1:]) == pytest.approx(6 * N * D * (2.0**count - 1), rel=1e-12, abs=0)
        assert steps.gain[2:] / steps.gain[1:-1] == pytest.approx(2**-law.coefficients.gamma, rel=1e-12, abs=0)
        per_compute = steps.gain[1:] / steps.extra[1:]
        assert (np.diff(per_compute) < 0).all()

    def test_the_first_row_is_the_run_itself(self):
        law = scaling.get("besiroglu2024")
        steps = budget.doublings(law, 8e9, 15e12, 2)
        assert [float(column[0]) for column in steps[:4]] == [7.2e23, 8e9, 15e12, scaling.loss(law, 8e9, 15e12)]

    def test_runs_and_draws_broadcast_and_equal_single_calls(self):
        law = scaling.get("kaplan2020")
        spread = 1 + 0.01 * np.random.default_rng(0).standard_normal((6, 5))
        drawn = [value * factor for value, factor in zip(law.coefficients, spread, strict=True)]
        many = dataclasses.replace(law, coefficients=scaling.Coefficients(*drawn))
        N = np.array([[1e9], [np.nan], [1e12]])
        assert budget.slope(many, N, 1e12).shape == (3, 5)
        steps = budget.doublings(many, N, 1e12, 4)
        assert np.broadcast_shapes(*(np.shape(column) for column in steps)) == (5, 3, 5)
        assert np.isnan(steps.loss).any(axis=(0, 2)).tolist() == [False, True, False]
        for k in range(5):
            one = dataclasses.replace(
                law, coefficients=scaling.Coefficients(*(float(np.asarray(value)[k]) for value in drawn))
            )
            alone = budget.doublings(one, 1e12, 1e12, 4)
            assert steps.gain[:, 2, k] == pytest.approx(alone.gain, rel=1e-13, nan_ok=True, abs=0)
            assert steps.parameters[:, 2, k] == pytest.approx(alone.parameters, rel=1e-13, abs=0)
