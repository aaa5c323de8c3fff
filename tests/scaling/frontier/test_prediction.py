"""What a run asks of a law: published values, properties of the frontier, arrays and draws."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import scaling
from limits.errors import NoSolutionError

LLAMA = (4.058533888e11, 1.56e13)  # Llama-3.1-405B: parameters, tokens
GOPHER_COMPUTE = 5.76e23  # FLOP, the budget of Hoffmann et al. 2022

laws = st.sampled_from(list(scaling.LAWS.values()))
parameters = st.floats(3, 16).map(lambda x: 10**x)
tokens = st.floats(6, 20).map(lambda x: 10**x)
compute = st.floats(12, 36).map(lambda x: 10**x)
growth = st.floats(-3, 12).map(lambda x: 10**x)


def with_draws(law, n, seed=0):
    """The same law with its coefficients spread over a last axis of draws, the first being the law itself."""
    spread = 1 + 0.02 * np.random.default_rng(seed).standard_normal((6, n))
    spread[:, 0] = 1.0
    drawn = [value * factor for value, factor in zip(law.coefficients, spread, strict=True)]
    return dataclasses.replace(law, coefficients=scaling.Coefficients(*drawn))


class TestPublished:
    @pytest.mark.parametrize(
        ("key", "exponents", "run", "outcome"),
        [  # a and gamma; N and D; D/N and L
            ("hoffmann2022-rounded", "0.4516 0.1535", "3.22e+10 2.98e+12", "92.6 1.9307"),
            ("hoffmann2022", "0.4565 0.1548", "4.04e+10 2.38e+12", "58.9 1.9184"),
            ("besiroglu2024", "0.5126 0.1783", "7.22e+10 1.33e+12", "18.4 1.9744"),
            ("besiroglu2024-minimum", "0.5139 0.1785", "7.32e+10 1.31e+12", "17.9 1.9739"),
            ("muennighoff2023", "0.5000 0.1763", "7.00e+10 1.37e+12", "19.6 2.0252"),
        ],
    )
    def test_optimum_at_the_compute_of_gopher(self, key, exponents, run, outcome):
        path, best = scaling.path(scaling.get(key)), scaling.optimum(scaling.get(key), GOPHER_COMPUTE)
        assert f"{path.a:.4f} {path.gamma:.4f}" == exponents
        assert f"{best.parameters:.2e} {best.tokens:.2e}" == run
        assert f"{best.tokens_per_parameter:.1f} {best.loss:.4f}" == outcome

    def test_figure_4_of_hoffmann_needs_the_unrounded_constants(self):
        unrounded = scaling.optimum(scaling.get("hoffmann2022"), GOPHER_COMPUTE).parameters
        rounded = scaling.optimum(scaling.get("hoffmann2022-rounded"), GOPHER_COMPUTE).parameters
        assert unrounded == pytest.approx(40e9, rel=0.02, abs=0)
        assert rounded != pytest.approx(40e9, rel=0.15, abs=0)

    def test_kaplan_under_six_n_d_is_not_what_the_paper_recommends(self):
        law = scaling.get("kaplan2020")
        assert scaling.path(law).a == pytest.approx(0.575, abs=5e-4)
        assert any("0.73" in note for note in law.notes)

    def test_llama_405b(self):
        law = scaling.get("besiroglu2024")
        assert scaling.loss(law, *LLAMA) == pytest.approx(1.893, abs=5e-4)
        assert scaling.share_of_reducible(law, 10**7.65) == pytest.approx(0.957, abs=5e-4)
        assert scaling.share_of_reducible(law, 2.0**4) == pytest.approx(0.39, abs=5e-3)
        assert scaling.extrapolation(law, 3.8e25) > 3


class TestProperties:
    @given(laws, compute, st.floats(-2, 2).filter(lambda x: abs(x) > 0.01))
    def test_the_optimum_is_least_at_its_compute(self, law, C, shift):
        best = scaling.optimum(law, C)
        beside = scaling.loss(law, best.parameters * 10**shift, best.tokens / 10**shift)
        assert 6 * best.parameters * best.tokens == pytest.approx(C, rel=1e-12, abs=0)
        assert scaling.loss(law, best.parameters, best.tokens) == pytest.approx(best.loss, rel=1e-13, abs=0)
        assert beside > best.loss

    @given(laws, parameters, tokens, st.floats(1.01, 100))
    def test_more_of_anything_never_hurts(self, law, N, D, more):
        here = scaling.loss(law, N, D)
        assert scaling.loss(law, N * more, D) <= here
        assert scaling.loss(law, N, D * more) <= here
        assert scaling.loss(law, N * more, D * more) < here
        assert here > law.coefficients.E

    @given(laws, parameters, tokens, growth)
    def test_the_path_grows_compute_by_s_and_nothing_else(self, law, N, D, s):
        larger = scaling.along_path(law, N, D, s)
        assert larger.parameters * larger.tokens == pytest.approx(N * D * s, rel=1e-12, abs=0)
        assert scaling.loss(law, *larger) == pytest.approx(scaling.loss_at(law, N, D, s), rel=1e-12, abs=0)
        here = scaling.loss(law, N, D)
        rounding = 16 * np.finfo(float).eps * here  # of a difference of two losses, which far outside a fit are large
        saved = here - scaling.loss(law, *larger)
        assert scaling.loss_gained(law, N, D, s) == pytest.approx(saved, rel=1e-9, abs=rounding)

    @given(laws, compute, growth)
    def test_the_path_of_an_optimum_stays_optimal(self, law, C, s):
        here, there = scaling.optimum(law, C), scaling.optimum(law, C * s)
        larger = scaling.along_path(law, here.parameters, here.tokens, s)
        assert larger.parameters == pytest.approx(there.parameters, rel=1e-12, abs=0)
        assert larger.tokens == pytest.approx(there.tokens, rel=1e-12, abs=0)
        assert scaling.overcompute(law, *larger) == pytest.approx(1.0, rel=1e-12, abs=0)

    @given(laws, st.floats(0, 300), st.floats(0, 300))
    def test_the_share_lies_between_0_and_1_and_grows(self, law, decades, more):
        share = scaling.share_of_reducible(law, 10.0**decades)
        assert 0 <= share <= 1
        assert scaling.share_of_reducible(law, 10.0 ** min(decades + more, 300)) >= share

    def test_the_share_of_no_growth_is_0_and_of_all_growth_is_1(self):
        law = scaling.get("besiroglu2024")
        assert scaling.share_of_reducible(law, 1.0) == 0
        assert scaling.share_of_reducible(law, np.inf) == 1
        hardly = 2.0**-40  # exact in 1 + hardly
        want = scaling.path(law).gamma * math.log1p(hardly)
        assert scaling.share_of_reducible(law, 1 + hardly) == pytest.approx(want, rel=1e-11, abs=0)

    @given(laws, compute)
    def test_compute_and_loss_invert_each_other(self, law, C):
        L = scaling.optimum(law, C).loss
        back = scaling.compute_for_loss(law, L)
        # a loss known to 1 ulp fixes the reducible part, and its power 1/gamma, no better than this
        condition = L / (L - law.coefficients.E) / scaling.path(law).gamma
        assert back == pytest.approx(C, rel=4 * np.finfo(float).eps * (condition + 1e3), abs=0)
        assert scaling.optimum(law, back).loss == pytest.approx(L, rel=1e-14, abs=0)

    @given(laws, parameters, tokens)
    def test_excess_and_overcompute_measure_the_same_distance(self, law, N, D):
        C, over = 6 * N * D, scaling.overcompute(law, N, D)
        assert over >= 1
        assert scaling.excess(law, N, D) >= 0
        assert scaling.loss(law, N, D) - scaling.optimum(law, C).loss == pytest.approx(
            scaling.excess(law, N, D), rel=1e-9, abs=1e-12 * scaling.loss(law, N, D)
        )
        if over < 1e200:
            assert scaling.optimum(law, C / over).loss == pytest.approx(scaling.loss(law, N, D), rel=1e-9, abs=0)


class TestNoSolution:
    @pytest.mark.parametrize("L", [1.8172, 1.0, 0.0, np.array([2.0, 1.5])])
    def test_no_compute_reaches_the_irreducible_loss(self, L):
        with pytest.raises(NoSolutionError, match="irreducible loss of this fit"):
            scaling.compute_for_loss(scaling.get("besiroglu2024"), L)

    def test_an_unknown_loss_needs_an_unknown_compute(self):
        assert np.isnan(scaling.compute_for_loss(scaling.get("besiroglu2024"), np.nan))


class TestArrays:
    QUESTIONS = (
        scaling.loss,
        scaling.reducible,
        scaling.excess,
        scaling.overcompute,
        lambda law, N, D: scaling.loss_at(law, N, D, 100.0),
        lambda law, N, D: scaling.loss_gained(law, N, D, 100.0),
        lambda law, N, D: np.multiply(*scaling.along_path(law, N, D, 100.0)),
        lambda law, N, D: scaling.optimum(law, 6 * N * D).loss,
        lambda law, N, D: scaling.compute_for_loss(law, scaling.loss(law, N, D)),
    )

    @pytest.mark.parametrize("ask", QUESTIONS)
    def test_runs_and_draws_broadcast_and_equal_single_calls(self, ask):
        law = with_draws(scaling.get("kaplan2020"), 5)
        N, D = np.array([[1e9], [1e12]]), np.array([[[1e10]], [[1e12]], [[1e14]]])
        got = ask(law, N, D)
        assert got.shape == (3, 2, 5)
        for k in range(5):
            one = dataclasses.replace(
                law, coefficients=scaling.Coefficients(*(float(value[k]) for value in law.coefficients))
            )
            assert got[2, 1, k] == pytest.approx(ask(one, 1e12, 1e14), rel=1e-14, abs=0)

    @pytest.mark.parametrize("ask", QUESTIONS)
    @pytest.mark.parametrize(("N", "D"), [(np.nan, 1e12), (1e12, np.nan)])
    def test_the_unknown_stays_unknown(self, ask, N, D):
        got = ask(scaling.get("besiroglu2024"), np.array([N, 1e11]), np.array([D, 2e12]))
        assert np.isnan(got).tolist() == [True, False]

    def test_extrapolation_is_unknown_where_nobody_states_the_compute(self):
        assert np.isnan(scaling.extrapolation(scaling.get("kaplan2020"), 1e20))
        inside, above, below = scaling.extrapolation(scaling.get("hoffmann2022"), np.array([1e20, 1.3e25, 6e16]))
        assert (inside, above, below) == (0, pytest.approx(3, rel=1e-6, abs=0), pytest.approx(-2, rel=1e-6, abs=0))


def test_a_compute_too_small_for_floats_is_refused_and_not_zero():
    law = scaling.get("besiroglu2024")
    for beyond in (1e200, np.array([2.0, 1e200])):
        with pytest.raises(NoSolutionError, match="beyond the range of floating-point numbers"):
            scaling.compute_for_loss(law, beyond)
