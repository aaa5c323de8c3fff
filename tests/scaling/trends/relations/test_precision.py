"""Training in few bits: published values, what the offsets of the table explain, limits, and hostile input."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import lambertw

from limits.errors import InputError, NoSolutionError
from limits.scaling import forms, trends
from limits.scaling.trends.relations import precision

LOSS = trends.get("kumar2024-loss").constants
PARTS = ("w", "a", "kv")
GAMMAS = [LOSS[f"gamma_{part}"] for part in PARTS]
OFFSETS = [LOSS[f"n_{part}"] for part in PARTS]
WITH_OFFSETS = trends.get("kumar2024-parameters").constants
AS_PRINTED = {f"gamma_{part}": LOSS[f"gamma_{part}"] for part in PARTS}
ROUNDING = {"C_T": 0.06, "gamma_D": 0.5, "gamma_N": 0.35, "gamma_post": 0.6}


def per_bit(gammas, offsets, P):
    """Parameters that count per bit, as a table over P: the second method."""
    kept = [np.where((share := -np.expm1(n - P / g)) > 0, share, 0) for g, n in zip(gammas, offsets, strict=True)]
    return np.prod(kept, axis=0) / P


class TestPublished:
    def test_weights_only(self):
        trend = trends.get("kumar2024-weights")
        shares = [trend.value(parameters=1.0, weight_precision=P) for P in (3, 4, 8, 16)]
        assert shares == pytest.approx([0.674, 0.776, 0.950, 0.997], abs=5e-4)

    def test_acceptance(self, table):
        rows = {row["id"]: row for row in table("acceptance_scaling.csv")}
        row = rows["SC077"]
        inputs = json.loads(row["inputs"])
        shares = {f"P{P}": precision.kept(P, gamma=inputs["gamma_w"]) for P in inputs["P_w"]}
        assert shares == pytest.approx(json.loads(row["expected"]), rel=row["rel_tol"], abs=0)
        row = rows["SC078"]
        assert precision.best_precision([1.0] * 3) == pytest.approx(
            json.loads(row["expected"])["u"], rel=row["rel_tol"], abs=0
        )

    def test_seven_to_eight_bits_need_the_offsets_of_the_table(self):
        """The paper's optimum follows from its constants with the offsets that its formulas leave out, not without."""
        assert precision.best_precision(GAMMAS, OFFSETS) == pytest.approx(7.0, abs=0.05)
        mean = [float(np.mean(GAMMAS))] * 3
        assert 7 < precision.best_precision(mean, [float(np.mean(OFFSETS))] * 3) < 8
        assert precision.best_precision(GAMMAS) < 4
        assert precision.best_precision(mean) < 4

    def test_below_four_bits_a_model_must_be_more_than_four_times_larger(self):
        bits = [1e9, 4, 4, 4]
        assert 1e9 / precision.effective_parameters(*bits, **WITH_OFFSETS) > 4
        assert 1e9 / precision.effective_parameters(*bits, **AS_PRINTED) < 2

    def test_activations_suffer_more_than_weights_and_the_cache_only_below_five_bits(self):
        w, a, kv = (precision.kept(4, gamma=g, n=n) for g, n in zip(GAMMAS, OFFSETS, strict=True))
        assert a < w < kv
        assert precision.kept(6, gamma=GAMMAS[2], n=OFFSETS[2]) > 0.97
        assert precision.kept(4, gamma=GAMMAS[2], n=OFFSETS[2]) < 0.85

    def test_alpha_and_beta_are_one(self):
        assert LOSS["alpha"] == LOSS["beta"]
        assert {name: WITH_OFFSETS[name] for name in WITH_OFFSETS} == {name: LOSS[name] for name in WITH_OFFSETS}


class TestBestPrecision:
    def test_the_equation_of_three_equal_parts(self):
        u = precision.best_precision([1.0] * 3)
        assert 3 * u * math.exp(-u) == pytest.approx(1 - math.exp(-u), rel=1e-11, abs=0)

    @given(st.integers(2, 6), st.floats(0, 4), st.floats(0.1, 10))
    def test_equal_parts_have_a_closed_form(self, parts, n, gamma):
        """m u e^(n-u) = 1 - e^(n-u) is solved by the lower branch of Lambert's function."""
        u = -1 / parts - lambertw(-math.exp(-1 / parts - n) / parts, k=-1).real
        assert precision.best_precision([gamma] * parts, [n] * parts) == pytest.approx(gamma * u, rel=1e-8, abs=0)

    @given(st.lists(st.tuples(st.floats(0.5, 4), st.floats(0, 3)), min_size=2, max_size=4))
    def test_no_other_precision_is_cheaper(self, parts):
        gammas, offsets = zip(*parts, strict=True)
        P = precision.best_precision(gammas, offsets)
        others = P * np.geomspace(0.2, 5, 401)
        assert np.all(per_bit(gammas, offsets, others) <= per_bit(gammas, offsets, np.array([P])) * (1 + 1e-9))

    def test_one_part_with_an_offset(self):
        P = np.linspace(1, 30, 200_001)
        best = P[np.argmax(per_bit([2.0], [1.5], P))]
        assert precision.best_precision([2.0], [1.5]) == pytest.approx(best, abs=1e-3)

    @pytest.mark.parametrize(
        ("gammas", "offsets"),
        [([], None), ([1, -1], None), ([1, math.nan], None), ([1, math.inf], None), ([1, 1], [0]), ([1, 1], [0, -1])],
    )
    def test_what_is_no_set_of_parts_is_refused(self, gammas, offsets):
        with pytest.raises(InputError, match="best precision"):
            precision.best_precision(gammas, offsets)

    def test_one_part_alone_is_cheapest_at_no_bits(self):
        with pytest.raises(NoSolutionError):
            precision.best_precision([2.0])


class TestParameters:
    def test_unlimited_precision_keeps_everything(self):
        assert precision.effective_parameters(7e9, math.inf, math.inf, math.inf, **WITH_OFFSETS) == 7e9
        assert precision.weights_only(7e9, math.inf, gamma_w=2.0) == 7e9

    def test_high_precision_keeps_its_digits(self):
        lost = 1 - precision.kept(60.0, gamma=2.0)
        assert lost == pytest.approx(math.exp(-30), rel=1e-2, abs=0)

    @given(st.floats(3.2, 32), st.floats(3.2, 32), st.floats(3.2, 32))
    def test_parts_multiply_and_more_bits_never_hurt(self, P_w, P_a, P_kv):
        share = precision.effective_parameters(1.0, P_w, P_a, P_kv, **WITH_OFFSETS)
        parts = [precision.kept(P, gamma=g, n=n) for P, g, n in zip((P_w, P_a, P_kv), GAMMAS, OFFSETS, strict=True)]
        assert share == pytest.approx(math.prod(parts), rel=1e-13, abs=0)
        assert 0 < share <= 1
        assert precision.effective_parameters(1.0, P_w, P_a + 1, P_kv, **WITH_OFFSETS) >= share

    def test_where_two_parts_keep_nothing_their_product_is_no_share(self):
        """Both factors are negative at 2 bit: their product would pass for a share."""
        assert math.isnan(precision.effective_parameters(1e9, 8, 2, 2, **WITH_OFFSETS))
        trend = trends.get("kumar2024-parameters")
        with pytest.raises(InputError, match="finite"):
            trend(
                parameters="1e9 parameter",
                weight_precision="8 bit",
                activation_precision="2 bit",
                cache_precision="2 bit",
            )

    def test_the_inverse(self):
        trend = trends.get("kumar2024-parameters")
        bits = {"weight_precision": "8 bit", "activation_precision": "8 bit", "cache_precision": "1 B"}
        N_eff = trend(parameters="1e9 parameter", **bits)
        assert trend.solve("parameters", effective_parameters=N_eff, **bits).m == pytest.approx(1e9, rel=1e-6, abs=0)


class TestLoss:
    @given(st.floats(1e7, 1e12), st.floats(1e9, 1e14))
    def test_unlimited_precision_leaves_the_form_of_hoffmann(self, N, D):
        c = forms.hoffmann(**{name: LOSS[name] for name in ("A", "B", "E", "alpha", "beta")})
        plain = c.E + np.exp(forms.log_reducible(c, N, D))
        assert precision.precision_loss(N, D, math.inf, math.inf, math.inf, **LOSS) == pytest.approx(
            plain, rel=1e-13, abs=0
        )
        assert precision.precision_loss(N, D, 8, 8, 8, **LOSS) > plain

    def test_few_bits_cost_what_fewer_parameters_cost(self):
        N_eff = precision.effective_parameters(1e8, 6, 6, 6, **WITH_OFFSETS)
        full = precision.precision_loss(N_eff, 1e10, math.inf, math.inf, math.inf, **LOSS)
        assert precision.precision_loss(1e8, 1e10, 6, 6, 6, **LOSS) == pytest.approx(full, rel=1e-14, abs=0)

    def test_the_reach_of_the_fit_is_said(self):
        trend = trends.get("kumar2024-loss")
        beyond = trend.decades_beyond(parameters=2.2e10, tokens=26e9, weight_precision=8.0)
        assert beyond == pytest.approx({"parameters": 2, "tokens": 0, "weight_precision": 0}, rel=1e-6, abs=0)
        assert any("do not expect the constants to transfer" in note for note in trend.notes)


class TestDegradation:
    @given(st.floats(1e7, 1e12), st.floats(1e9, 1e14), st.floats(2, 16))
    def test_it_grows_with_data_and_falls_with_size_and_bits(self, N, D, P):
        lost = precision.degradation(N, D, P, **ROUNDING)
        assert lost == pytest.approx(0.06 * D**0.5 / N**0.35 * math.exp(-P / 0.6), rel=1e-12, abs=0)
        assert precision.degradation(N, 4 * D, P, **ROUNDING) == pytest.approx(2 * lost, rel=1e-12, abs=0)
        assert precision.degradation(N, D, P + 0.6, **ROUNDING) == pytest.approx(lost / math.e, rel=1e-12, abs=0)

    def test_it_has_no_constants_here(self):
        """Their table has an offset b whose place the paper does not state; it may be a factor of three."""
        assert not [key for key, trend in trends.everything().items() if trend.relation == "degradation"]
