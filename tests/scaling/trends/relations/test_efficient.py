"""The compute-efficient frontier and the batch against their definitions, minimised by a second method."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar

from limits.errors import NoSolutionError
from limits.scaling import trends
from limits.scaling.trends.relations import batch, efficient, steps

PF_DAY = 8.64e19
TABLE_3 = {"N_c": 6.5e13, "alpha_N": 0.077, "S_c": 2.1e3, "alpha_S": 0.76}
CLOSED = {**TABLE_3, "B_star": 2.1e8, "alpha_B": 0.21}
EXPONENTS = {"alpha_N": 0.077, "alpha_S": 0.76}

sizes = st.floats(1e3, 1e12)
budgets = st.floats(1e12, 1e26)
shares = st.floats(0.01, 1.0)


def value(key, **values):
    return trends.get(key).value(**values)


class TestFrontierOfSteps:
    """Appendix B against the definition of the loss, minimised by a second method."""

    @given(budgets)
    def test_no_other_size_does_better(self, C):
        def loss(log_N):
            """The loss of C = 6 N B_crit(L) S_min, solved for its loss."""
            N = math.exp(log_N)
            return brentq(lambda L: math.log(efficient.compute_of_size(N, L, **CLOSED) / C), *_bracket(N), xtol=1e-13)

        best = efficient.optimal_parameters(C, **CLOSED)
        least = efficient.optimal_loss(C, **CLOSED)
        assert loss(math.log(best)) == pytest.approx(least, rel=1e-9, abs=0)
        found = minimize_scalar(loss, bracket=(math.log(best / 2), math.log(best * 3)), tol=1e-7)
        assert found.fun == pytest.approx(least, rel=1e-9, abs=0)
        assert math.exp(found.x) == pytest.approx(best, rel=1e-2, abs=0)

    @given(budgets)
    def test_it_adds_up(self, C):
        N, S, L = (
            f(C, **CLOSED) for f in (efficient.optimal_parameters, efficient.optimal_steps, efficient.optimal_loss)
        )
        B = batch.critical_batch(L, B_star=CLOSED["B_star"], alpha_B=CLOSED["alpha_B"])
        compute = 6 * N * B * S
        assert compute == pytest.approx(C, rel=1e-11, abs=0)
        assert steps.loss_of_steps(N, S, **TABLE_3) == pytest.approx(L, rel=1e-12, abs=0)
        assert efficient.compute_of_size(N, L, **CLOSED) == pytest.approx(C, rel=1e-9, abs=0)

    @given(budgets)
    def test_powers_of_the_paper(self, C):
        """Equations B.9 and B.10 as they are printed, at 50 digits."""
        with mpmath.workdps(50):
            N_c, a_N, S_c, a_S, B, a_B = (mpmath.mpf(CLOSED[name]) for name in CLOSED)
            a_C = 1 / (1 / a_S + 1 / a_B + 1 / a_N)
            C_c = 6 * N_c * B * S_c * (1 + a_N / a_S) ** (1 / a_S + 1 / a_N) * (a_S / a_N) ** (1 / a_S)
            N = N_c * (C / C_c) ** (a_C / a_N) * (1 + a_N / a_S) ** (1 / a_N)
            S = C_c / (6 * N_c * B) * (1 + a_N / a_S) ** (-1 / a_N) * (C / C_c) ** (a_C / a_S)
        assert efficient.compute_scale(**{k: v for k, v in CLOSED.items() if k != "alpha_B"}) == pytest.approx(
            float(C_c), rel=1e-6, abs=0
        )
        assert efficient.optimal_parameters(C, **CLOSED) == pytest.approx(float(N), rel=1e-11, abs=0)
        assert efficient.optimal_steps(C, **CLOSED) == pytest.approx(float(S), rel=1e-11, abs=0)

    @given(budgets, st.floats(0.45, 50))
    def test_another_size_costs_what_it_should(self, C, k):
        N, L = efficient.optimal_parameters(C, **CLOSED), efficient.optimal_loss(C, **CLOSED)
        assert efficient.compute_of_size(k * N, L, **CLOSED) / C == pytest.approx(
            efficient.size_penalty(k, **EXPONENTS), rel=1e-9, abs=0
        )
        assert efficient.size_penalty(k, **EXPONENTS) >= 1 - 1e-12
        assert efficient.steps_penalty(k, **EXPONENTS) * k == efficient.size_penalty(k, **EXPONENTS)

    def test_a_model_too_small_for_the_loss(self):
        small = (1 + EXPONENTS["alpha_N"] / EXPONENTS["alpha_S"]) ** (-1 / EXPONENTS["alpha_N"])  # reaches it never
        for k in (small * 0.999, 1e-3):
            assert efficient.size_penalty(k, **EXPONENTS) == efficient.steps_penalty(k, **EXPONENTS) == math.inf
        assert 1 < efficient.size_penalty(small * 1.001, **EXPONENTS) < math.inf
        assert efficient.compute_of_size(1e6, 2.0, **CLOSED) == math.inf
        assert list(np.isinf(efficient.compute_of_size(np.array([1e6, 1e12]), 2.0, **CLOSED))) == [True, False]

    @given(shares, shares, st.floats(1.5, 4))
    def test_stopping_elsewhere_at_equal_loss(self, f, other, L):
        """A share f above the converged loss leaves L/(1 + f) to the size and the rest to the steps."""

        def run(share):
            N = TABLE_3["N_c"] * (L / (1 + share)) ** (-1 / TABLE_3["alpha_N"])
            left = L * share / (1 + share)
            return N, TABLE_3["S_c"] * left ** (-1 / TABLE_3["alpha_S"])

        (N, S), (N_other, S_other) = run(f), run(other)
        assert efficient.size_ratio(f, other, alpha_N=0.077) == pytest.approx(N / N_other, rel=1e-9, abs=0)
        assert efficient.steps_ratio(f, other, alpha_S=0.76) == pytest.approx(S / S_other, rel=1e-9, abs=0)
        assert efficient.compute_ratio(f, other, **EXPONENTS) == pytest.approx(
            N * S / (N_other * S_other), rel=1e-9, abs=0
        )

    def test_the_best_share_is_that_of_the_frontier(self):
        best = efficient.excess_at_stop(**EXPONENTS)
        others = np.geomspace(1e-3, 2, 50)
        assert np.all(efficient.compute_ratio(others, best, **EXPONENTS) >= 1 - 1e-12)


def _bracket(N):
    """Losses between which the compute of N parameters passes every budget of these tests."""
    floor = (TABLE_3["N_c"] / N) ** TABLE_3["alpha_N"]
    return floor * (1 + 1e-12), floor + 1e9


class TestBatch:
    @given(st.floats(1e2, 1e7), st.floats(1e4, 1e8), st.floats(1e2, 1e10))
    def test_both_branches_make_the_hyperbola(self, S_min, B_crit, B):
        S, X = batch.steps_of_batch(S_min, B_crit, B), batch.cost_of_batch(S_min * B_crit, B_crit, B)
        assert (S / S_min - 1) * (X / (S_min * B_crit) - 1) == pytest.approx(1, rel=1e-5, abs=0)
        tokens = S * B
        assert tokens == pytest.approx(X, rel=1e-12, abs=0)

    def test_at_the_critical_batch_both_double(self):
        assert batch.steps_of_batch(1e4, 2e6, 2e6) == 2e4
        assert batch.cost_of_batch(1e12, 2e6, 2e6) == 2e12

    def test_it_doubles_with_each_fall_of_the_loss_by_an_eighth(self):
        """The paper: the critical batch about doubles where the loss falls by 13 %."""
        ratio = value("kaplan2020-critical-batch", loss=0.87 * 3) / value("kaplan2020-critical-batch", loss=3.0)
        assert ratio == pytest.approx(2, rel=0.05, abs=0)

    def test_fewer_steps_than_the_least(self):
        with pytest.raises(NoSolutionError):
            trends.get("mccandlish2018-steps").solve(
                "batch", steps="1e4", least_steps="2e4", critical_batch="1e6 token"
            )

    @given(sizes, st.floats(1e2, 1e7), st.floats(1e3, 1e9))
    def test_loss_at_a_batch_is_that_of_its_own_least_steps(self, N, S, B):
        L = steps.loss_at_batch(N, S, B, **CLOSED)
        least = S / (1 + value("kaplan2020-critical-batch", loss=L) / B)
        assert steps.loss_of_steps(N, least, **TABLE_3) == pytest.approx(L, rel=1e-10, abs=0)

    def test_an_unlimited_batch_takes_the_least_steps(self):
        assert value("kaplan2020-steps-at-batch", parameters=1e9, steps=1e5, batch=1e30) == pytest.approx(
            value("kaplan2020-steps", parameters=1e9, least_steps=1e5), rel=1e-12, abs=0
        )
