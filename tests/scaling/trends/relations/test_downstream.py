"""From the loss to tasks and from one kind of data to another: slopes, limits, metrics side by side, hostile input."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.errors import InputError, NoSolutionError
from limits.scaling import trends
from limits.scaling.trends.relations import RELATIONS, downstream, transfer

ERRORS = [key for key in trends.names() if key.startswith("gadre2024")]
CURVE = {"low": 0.25, "high": 0.95, "middle": 1.0, "width": 0.1}

losses = st.floats(0.0, 10.0)


class TestError:
    def test_every_corpus_has_its_two_averages(self):
        assert len(ERRORS) == 6
        assert {trends.get(key).counts for key in ERRORS} == {"no parameters"}

    @pytest.mark.parametrize("key", ERRORS)
    def test_a_large_loss_guesses_and_less_loss_errs_less(self, key):
        trend = trends.get(key)
        assert trend.value(loss=1e3) == pytest.approx(trend.constants["epsilon"], rel=1e-6, abs=0)
        assert np.all(np.diff(trend.value(loss=np.linspace(1, 6, 50))) > 0)

    @pytest.mark.parametrize("key", ERRORS)
    def test_the_loss_for_an_error(self, key):
        trend = trends.get(key)
        error = trend(loss="2.5 nat/token")
        assert trend.solve("loss", error=error).m == pytest.approx(2.5, rel=1e-6, abs=0)
        with pytest.raises(NoSolutionError):
            trend.solve("loss", error="0.99")  # worse than guessing


class TestAccuracy:
    def test_ends_middle_and_slope(self):
        assert downstream.accuracy(1.0, **CURVE) == pytest.approx(0.6, rel=1e-6, abs=0)
        assert downstream.accuracy(np.array([-1e6, 1e6]), **CURVE) == pytest.approx([0.95, 0.25], rel=1e-6, abs=0)
        h = 1e-6
        slope = (downstream.accuracy(1 + h, **CURVE) - downstream.accuracy(1 - h, **CURVE)) / (2 * h)
        assert slope == pytest.approx(-(0.95 - 0.25) / (4 * 0.1), rel=1e-6, abs=0)
        beside = [
            (downstream.accuracy(x + h, **CURVE) - downstream.accuracy(x - h, **CURVE)) / (2 * h) for x in (0.9, 1.1)
        ]
        assert all(abs(each) < abs(slope) for each in beside)

    @given(st.floats(0.3, 1.7))
    def test_the_inverse(self, L):
        share = downstream.accuracy(L, **CURVE)
        assert RELATIONS["accuracy"].inverse[0](share, **CURVE) == pytest.approx(L, abs=1e-9)

    @given(losses, losses)
    def test_it_stays_between_its_ends_and_never_rises(self, one, other):
        high, low = (downstream.accuracy(L, **CURVE) for L in sorted((one, other)))
        assert 0.25 <= low <= high <= 0.95


class TestAnswers:
    @given(losses, st.integers(1, 200))
    def test_all_tokens_right_is_the_product_of_each_being_right(self, L, T):
        seen = downstream.answer_metrics(L, T, threshold=0.5)
        assert seen.per_token == pytest.approx(math.exp(-L), rel=1e-6, abs=0)
        assert seen.exact_match == pytest.approx(math.prod([math.exp(-L)] * T), rel=1e-9, abs=1e-300)
        assert seen.passes == (seen.exact_match >= 0.5)

    def test_by_counting_tosses(self):
        rng = np.random.default_rng(0)
        right = rng.random((200_000, 5)) < math.exp(-0.2)
        want = float(np.mean(np.all(right, axis=1)))
        assert downstream.exact_match(0.2, 5) == pytest.approx(want, abs=4 * math.sqrt(want * (1 - want) / 200_000))

    def test_emergence_comes_and_goes_with_the_metric(self):
        """One smooth loss: most tokens are right long before answers are, and a threshold makes a step of it."""
        T, L = 30, 0.6 * np.geomspace(1, 1e8, 400) ** -0.25
        seen = downstream.answer_metrics(L, T, threshold=0.5)
        unseen = seen.exact_match < 0.05
        assert np.ptp(seen.per_token[unseen]) > 0.3
        assert np.ptp(seen.per_token[~unseen]) < 0.1
        assert np.ptp(seen.exact_match[~unseen]) > 0.75
        assert np.count_nonzero(np.diff(seen.passes)) == 1
        assert np.max(np.abs(np.diff(seen.per_token))) < 0.01

    @given(st.floats(1e18, 1e26), st.integers(2, 100), st.floats(0.05, 0.5))
    def test_for_a_power_of_compute_answers_repeat_the_curve_of_tokens_later(self, C, T, exponent):
        """exp(-T L) with L ~ C^-exponent is exp(-L) at T^(1/exponent) times the compute: later, and no sharper."""

        def loss(C):
            return 0.6 * (C / 1e18) ** -exponent

        later = downstream.answer_metrics(loss(C * T ** (1 / exponent)), T, threshold=0.5)
        assert later.exact_match == pytest.approx(
            downstream.answer_metrics(loss(C), T, threshold=0.5).per_token, rel=1e-6, abs=0
        )

    def test_one_token_has_nothing_to_multiply(self):
        seen = downstream.answer_metrics(np.linspace(0, 3, 20), 1, threshold=1.0)
        assert np.array_equal(seen.per_token, seen.exact_match)
        assert seen.passes.tolist() == [True] + [False] * 19

    @given(st.floats(0.01, 1), st.integers(1, 100))
    def test_the_logarithm_falls_with_the_tokens(self, L, T):
        match = downstream.exact_match(L, T)
        inverse = RELATIONS["exact-match"].inverse
        assert math.log(match) == pytest.approx(-T * L, rel=1e-9, abs=0)
        assert inverse[0](match, T) == pytest.approx(L, rel=1e-6, abs=0)
        assert inverse[1](match, L) == pytest.approx(T, rel=1e-6, abs=0)

    @pytest.mark.parametrize(
        ("L", "T", "threshold", "where"),
        [
            (-0.1, 5, 0.5, "L"),
            (math.nan, 5, 0.5, "L"),
            (np.array([0.1, math.inf]), 5, 0.5, "L"),
            (0.1, 0, 0.5, "T"),
            (0.1, math.nan, 0.5, "T"),
            (0.1, 5, 0.0, "threshold"),
            (0.1, 5, 1.1, "threshold"),
            (0.1, 5, math.nan, "threshold"),
        ],
    )
    def test_what_is_no_answer_is_refused(self, L, T, threshold, where):
        with pytest.raises(InputError) as caught:
            downstream.answer_metrics(L, T, threshold=threshold)
        assert [problem.where for problem in caught.value.problems] == [where]

    def test_everything_wrong_is_said_at_once(self):
        with pytest.raises(InputError, match="3 inputs"):
            downstream.answer_metrics(-1, 0, threshold=2)


class TestTransfer:
    @pytest.mark.parametrize(("key", "one", "more"), [("text", 3.7e8, 2.8), ("mixed", 4.1e9, 1.7)])
    def test_the_estimates_of_the_paper_settle_the_unit_and_the_size(self, key, one, more):
        """Section 6.2, secondary: a model of GPT-3's size on one and on 300 characters of Python."""
        trend = trends.get(f"hernandez2021-{key}")
        first = trend.value(tuning_data=1.0, parameters=1.75e11)
        assert first == pytest.approx(one, rel=0.06, abs=0)
        assert trend.value(tuning_data=300.0, parameters=1.75e11) / first == pytest.approx(more, abs=0.05)

    def test_ten_times_the_model_is_worth_a_hundred_times_the_data(self):
        trend = trends.get("hernandez2021-text")
        here, larger, more = (trend.value(tuning_data=D, parameters=N) for D, N in ((1e5, 1e8), (1e5, 1e9), (1e7, 1e8)))
        assert larger / here == pytest.approx(2.40, abs=0.01)
        assert more / here == pytest.approx(2.29, abs=0.01)

    @given(st.floats(1e3, 1e9), st.floats(1e6, 1e12))
    def test_inverses_and_multiplier(self, D, N):
        constants = trends.get("hernandez2021-text").constants
        moved = transfer.transferred(D, N, **constants)
        inverse = RELATIONS["transferred"].inverse
        assert inverse[0](moved, N, **constants) == pytest.approx(D, rel=1e-9, abs=0)
        assert inverse[1](moved, D, **constants) == pytest.approx(N, rel=1e-9, abs=0)
        assert transfer.multiplier(D, N, **constants) == pytest.approx((D + moved) / D, rel=1e-12, abs=0)
        assert transfer.multiplier(2 * D, N, **constants) < transfer.multiplier(D, N, **constants)

    def test_data_are_characters_not_tokens(self):
        trend = trends.get("hernandez2021-text")
        assert trend(tuning_data="3e5 symbol", parameters="40e6 parameter").m == pytest.approx(1.42e8, rel=0.01, abs=0)
        with pytest.raises(InputError, match="tuning_data"):
            trend(tuning_data="3e5 token", parameters="40e6 parameter")
