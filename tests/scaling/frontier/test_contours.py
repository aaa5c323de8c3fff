"""Contours: the printed closed forms, dense grids, round trips, and where no run is."""

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from limits import scaling
from limits.errors import NoSolutionError
from limits.scaling.frontier import contours

LAW = scaling.get("besiroglu2024")
ADDING = [law for law in scaling.LAWS.values() if law.coefficients.q == 1]

laws = st.sampled_from(list(scaling.LAWS.values()))
adding = st.sampled_from(ADDING)
compute = st.floats(15, 30).map(lambda x: 10**x)
ratios = st.floats(-0.5, 4).map(lambda x: 10**x)


def above_the_end(law, k):
    """Leave out sizes so near the smallest one that rounding decides about them."""
    return k > 1.02 * contours.smallest_ratio(law)


class TestClosedForms:
    """Those of laws that add their terms, as they are printed: with powers, without logarithms."""

    @given(adding, compute, ratios)
    def test_tokens_and_parameters_of_a_loss(self, law, C, k):
        c, best = law.coefficients, scaling.optimum(law, C)
        N, D = k * best.parameters, k * best.tokens
        left = best.loss - c.E
        if above_the_end(law, k):
            want = (c.B / (left - c.A * N**-c.alpha)) ** (1 / c.beta)
            assert contours.tokens(law, N, best.loss) == pytest.approx(want, rel=1e-6, abs=0)
        if k**-c.beta * c.b < 0.98:
            want = (c.A / (left - c.B * D**-c.beta)) ** (1 / c.alpha)
            assert contours.parameters(law, D, best.loss) == pytest.approx(want, rel=1e-6, abs=0)

    @given(adding, ratios)
    def test_ratios(self, law, k):
        c, s = law.coefficients, law.coefficients.a
        assert contours.loss_ratio(law, k) == pytest.approx(s * k**-c.alpha + (1 - s) * k**c.beta, rel=1e-12, abs=0)
        assert contours.smallest_ratio(law) == pytest.approx(s ** (1 / c.alpha), rel=1e-12, abs=0)
        if above_the_end(law, k):
            want = ((1 - s) / (1 - s * k**-c.alpha)) ** (1 / c.beta)
            assert contours.tokens_ratio(law, k) == pytest.approx(want, rel=1e-9, abs=0)
            assert contours.compute_ratio(law, k) == pytest.approx(k * want, rel=1e-9, abs=0)

    @given(adding, compute)
    def test_ends(self, law, C):
        c, L = law.coefficients, scaling.optimum(law, C).loss
        assert contours.fewest_parameters(law, L) == pytest.approx((c.A / (L - c.E)) ** (1 / c.alpha), rel=1e-6, abs=0)
        assert contours.fewest_tokens(law, L) == pytest.approx((c.B / (L - c.E)) ** (1 / c.beta), rel=1e-6, abs=0)

    def test_the_share_of_the_optimum_bounds_the_size(self):
        """No loss is reached with less than 15 % of the best size by one law, with less than 10 % by another."""
        found = [contours.smallest_ratio(scaling.get(key)) for key in ("besiroglu2024", "hoffmann2022")]
        assert found == pytest.approx([0.1464, 0.0991], abs=1e-4)


class TestKaplan:
    """Equation B.16 of Kaplan et al. (2020) is the contour of their L(N, S), with steps in the place of tokens."""

    @pytest.fixture
    def row(self, table):
        return next(row for row in table("acceptance_scaling.csv") if row["id"] == "SC049")

    def test_acceptance_of_models_of_another_size(self, row):
        given, want = json.loads(row["inputs"]), json.loads(row["expected"])
        c = scaling.Coefficients(0.0, 1.0, 1.0, given["alpha_N"], given["alpha_S"])
        found = contours.compute_ratio(dataclasses.replace(LAW, coefficients=c), np.array(given["k"]))
        assert found == pytest.approx(want["ratio"], rel=row["rel_tol"], abs=0)
        assert found == pytest.approx([1.165, 1.204], abs=5e-4)

    @given(st.floats(0.31, 100))
    def test_as_printed(self, k):
        alpha_N, alpha_S = 0.077, 0.76
        law = dataclasses.replace(LAW, coefficients=scaling.Coefficients(0.0, 1.0, 1.0, alpha_N, alpha_S))
        want = k * (1 + alpha_S / alpha_N * (1 - k**-alpha_N)) ** (-1 / alpha_S)
        assert contours.compute_ratio(law, k) == pytest.approx(want, rel=1e-10, abs=0)


class TestEveryLaw:
    @given(laws, compute, ratios)
    def test_the_contour_has_its_loss(self, law, C, k):
        best = scaling.optimum(law, C)
        N = k * best.parameters
        D = contours.tokens(law, N, best.loss)
        if not above_the_end(law, k):
            return
        assert scaling.loss(law, N, D) == pytest.approx(best.loss, rel=1e-12, abs=0)
        assert D / best.tokens == pytest.approx(contours.tokens_ratio(law, k), rel=1e-6, abs=0)
        assert contours.compute_ratio(law, k) >= 1 - 1e-12
        if k < 1e3:  # beyond, the tokens hardly change any more and cannot tell the size
            assert contours.parameters(law, D, best.loss) == pytest.approx(N, rel=1e-5, abs=0)

    @given(laws, compute, ratios)
    def test_the_valley(self, law, C, k):
        best, E = scaling.optimum(law, C), law.coefficients.E
        L = contours.loss(law, k * best.parameters, C)
        assert best.loss + (contours.loss_ratio(law, k) - 1) * (best.loss - E) == pytest.approx(L, rel=1e-10, abs=0)

    @given(laws, st.floats(1e-6, 8).map(math.exp))
    def test_sizes_need_just_that_compute(self, law, overcompute):
        low, high = contours.sizes(law, overcompute)
        assert contours.smallest_ratio(law) < low < 1 < high
        assert contours.compute_ratio(law, high) == pytest.approx(overcompute, rel=1e-9, abs=0)
        # at the small end nearly all of the compute is tokens, whose number grows without bound
        condition = 1 / (1 - contours.smallest_ratio(law) / low)
        assert contours.compute_ratio(law, low) == pytest.approx(overcompute, rel=1e-11 * condition, abs=0)

    @pytest.mark.parametrize("law", scaling.LAWS.values(), ids=scaling.LAWS.keys())
    def test_a_dense_grid_finds_the_same(self, law):
        """Walk along an iso-loss curve that a root finder draws from the loss alone."""
        best = scaling.optimum(law, 1e23)
        sizes = best.parameters * np.exp(np.linspace(-0.6, 3, 400))

        def tokens(N):
            return math.exp(
                brentq(lambda x: float(scaling.loss(law, N, math.exp(x))) - float(best.loss), 0, 400, xtol=1e-12)
            )

        kept = [N for N in sizes if 1.05 * contours.fewest_parameters(law, best.loss) < N]
        D = np.array([tokens(N) for N in kept])
        assert contours.tokens(law, np.array(kept), best.loss) == pytest.approx(D, rel=1e-6, abs=0)
        over = np.array(kept) * D * 6 / 1e23
        assert over.min() == pytest.approx(1, abs=1e-3)
        assert kept[int(over.argmin())] == pytest.approx(best.parameters, rel=0.02, abs=0)
        within = np.array(kept)[over <= 1.02] / best.parameters
        low, high = contours.sizes(law, 1.02)
        assert (within.min(), within.max()) == pytest.approx((low, high), rel=0.02, abs=0)
        assert contours.smallest(law, best.loss, 1.02) == pytest.approx(low * best.parameters, rel=1e-6, abs=0)

    @given(laws)
    def test_nearby_nothing_cancels(self, law):
        """Compute rises with the square of ln k: by curvature/2 (ln k)^2, and the next power of ln k."""
        c, x = law.coefficients, 1e-4  # nearer, rounding of numbers next to 1 is all that is left
        curvature = (c.alpha + c.beta) / c.q
        assert np.log(contours.tokens_ratio(law, math.exp(x))) + x == pytest.approx(
            curvature * x**2 / 2, rel=1e-3, abs=0
        )


class TestEnds:
    def test_where_no_run_is(self):
        L = scaling.optimum(LAW, 1e23).loss
        N = contours.fewest_parameters(LAW, L) * np.array([0.5, 0.999, 1.001])
        assert np.isnan(contours.tokens(LAW, N, L)).tolist() == [True, True, False]
        D = contours.fewest_tokens(LAW, L) * np.array([0.5, 0.999, 1.001])
        assert np.isnan(contours.parameters(LAW, D, L)).tolist() == [True, True, False]
        assert np.isnan(contours.compute_ratio(LAW, 1e-300))

    def test_without_limit(self):
        low, high = contours.sizes(LAW, np.array([1.0, 0.99, np.inf]))
        assert low.tolist() == pytest.approx([1, np.nan, contours.smallest_ratio(LAW)], nan_ok=True, rel=1e-6, abs=0)
        assert high.tolist() == pytest.approx([1, np.nan, np.inf], nan_ok=True, rel=1e-6, abs=0)

    @pytest.mark.parametrize("L", [1.8172, 1.0, np.array([2.0, 1.5])])
    @pytest.mark.parametrize(
        "ask",
        [
            lambda L: contours.tokens(LAW, 1e10, L),
            lambda L: contours.parameters(LAW, 1e12, L),
            lambda L: contours.smallest(LAW, L, 1.1),
            lambda L: contours.fewest_parameters(LAW, L),
            lambda L: contours.fewest_tokens(LAW, L),
        ],
    )
    def test_no_run_reaches_the_irreducible_loss(self, ask, L):
        with pytest.raises(NoSolutionError, match="irreducible loss of this fit"):
            ask(L)


class TestArrays:
    QUESTIONS = (
        lambda law, x: contours.tokens(law, x * 1e12, 3.0),
        lambda law, x: contours.parameters(law, x * 1e13, 3.0),
        lambda law, x: contours.loss(law, x * 1e10, 1e23),
        contours.loss_ratio,
        contours.tokens_ratio,
        contours.compute_ratio,
        lambda law, x: contours.sizes(law, x + 1).low,
        lambda law, x: contours.sizes(law, x + 1).high,
        lambda law, x: contours.smallest(law, 3.0, x + 1),
    )

    @pytest.mark.parametrize("ask", QUESTIONS)
    def test_runs_and_draws_broadcast_and_equal_single_calls(self, ask, broadcasts):
        broadcasts(ask, [1.5, math.nan, 40.0], rel=1e-13)


@pytest.mark.parametrize("exponents", [(0.34, 0.37), (2.0, 2.0), (3.0, 0.2), (0.2, 3.0)])
@pytest.mark.parametrize("more", [1.0001, 1.2, 100.0])
def test_sizes_of_a_law_of_ones_own_may_be_steep(exponents, more):
    alpha, beta = exponents
    law = dataclasses.replace(LAW, coefficients=LAW.coefficients._replace(alpha=alpha, beta=beta))
    for k in contours.sizes(law, more):
        assert contours.compute_ratio(law, k) == pytest.approx(more, rel=1e-6, abs=0)
