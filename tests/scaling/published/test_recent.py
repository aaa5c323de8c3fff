"""Laws of 2025 against what their authors released: constants, checkpoints of the fit, a second way to each optimum."""

import csv
import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from limits import scaling
from limits.scaling import answers, forms

RELEASED = {  # exponents, coefficients and irreducible error of the files in parameters_delta-4, all to the last digit
    "mcleish2025": ([0.2989180518, 0.6928331414], [5.4574988414, 14.9719740349], 0.7663168139),
    "mcleish2025-all-tokens": ([0.2575546364, 0.5909317455], [4.8761769847, 12.6984060933], 0.6655226816),
    "mcleish2025-cooldown": ([0.2970133066, 0.6903991635], [5.3627962101, 14.9717677508], 0.7458889548),
}
CHECKPOINTS = [  # parameters, tokens, loss: rows of wandb_df_for_fitting_hot.jsonl, of 1024x28, 1792x7 and 1536x50
    (543482880, 10003415040, 3.1010556221),
    (543482880, 100034150400, 2.7677679062),
    (517499136, 50017075200, 2.9180371761),
    (1924161024, 100034150400, 2.5839939117),
]


class TestGemstones:
    @pytest.mark.parametrize("key", RELEASED)
    def test_constants_are_the_released_ones(self, key):
        exponents, coefficients, irreducible = RELEASED[key]
        law = scaling.get(key)
        assert [law.published[name] for name in ("alpha", "beta")] == exponents
        assert [law.published[name] for name in ("ln_A", "ln_B")] == coefficients
        assert law.published["ln_E"] == irreducible
        assert (law.form, law.counts, law.evidence) == ("hoffmann-logarithms", "total", "primary")

    def test_the_alias(self):
        assert scaling.get("gemstones2025") is scaling.get("mcleish2025")

    @pytest.mark.parametrize(("N", "D", "measured"), CHECKPOINTS)
    def test_checkpoints_of_the_fit_lie_within_three_per_cent(self, N, D, measured):
        assert scaling.loss(scaling.get("mcleish2025"), N, D) == pytest.approx(measured, rel=0.03, abs=0)

    def test_by_hand(self):
        """ln N = 20.1134 and ln D = 23.0262 leave 0.574 and 0.375 above E = 2.152."""
        N, D, _ = CHECKPOINTS[0]
        size = math.exp(5.4574988414 - 0.2989180518 * math.log(N))
        data = math.exp(14.9719740349 - 0.6928331414 * math.log(D))
        assert (size, data) == pytest.approx((0.5743, 0.3747), abs=5e-4)
        by_hand = math.exp(0.7663168139) + size + data
        assert scaling.loss(scaling.get("mcleish2025"), N, D) == pytest.approx(by_hand, rel=1e-12, abs=0)

    def test_the_selection_of_checkpoints_moves_the_fit(self):
        """More tokens lower E by a tenth and move the optimum; a decayed learning rate lowers the loss."""
        short, long, cool = (scaling.get(key) for key in RELEASED)
        share = long.coefficients.E / short.coefficients.E
        assert share == pytest.approx(0.904, abs=0.002)
        N, D = 1e9, 50e9
        assert scaling.loss(cool, N, D) < scaling.loss(short, N, D) - 0.04
        best = [scaling.optimum(law, 1e25).parameters for law in (short, long, cool)]
        assert max(best) / min(best) > 1.05

    @pytest.mark.parametrize(
        ("key", "ratio"), [("mcleish2025", 0.70), ("mcleish2025-all-tokens", 0.54), ("mcleish2025-cooldown", 0.88)]
    )
    def test_the_optimum_far_beyond_the_runs_is_no_advice_and_says_so(self, key, ratio):
        law = scaling.get(key)
        assert scaling.optimum(law, 1e24).tokens_per_parameter == pytest.approx(ratio, abs=0.01)
        assert any("far beyond the runs" in note and f"{ratio:.1f} tokens" in note for note in law.notes)

    @pytest.mark.parametrize("key", RELEASED)
    def test_exponents_of_the_optimum_follow_from_those_of_the_loss(self, key):
        (alpha, beta), _, _ = RELEASED[key]
        assert scaling.path(scaling.get(key)).a == pytest.approx(beta / (alpha + beta), rel=1e-12, abs=0)

    @pytest.mark.parametrize(("key", "last"), [("mcleish2025", 100.1e9), ("mcleish2025-all-tokens", 350.2e9)])
    def test_the_ranges_are_those_of_the_models_and_checkpoints(self, facts, key, last):
        """Sizes and tokens of the same 22 models, as the released losses on another text list them."""
        with (facts / "data" / "scaling" / "gem_dclm.csv").open(encoding="utf-8", newline="") as table:
            rows = [(float(row["params_active_precise"]), float(row["tokens"])) for row in csv.DictReader(table)]
        N, D = np.array([row for row in rows if row[1] <= last]).T
        assert len(set(N)) == 22
        fitted = scaling.get(key).fitted
        for span, values in ((fitted.parameters, N), (fitted.tokens, D), (fitted.compute, 6 * N * D)):
            assert (span.low, span.high) == pytest.approx((values.min(), values.max()), rel=0.01, abs=0)

    def test_beyond_the_checkpoints_it_says_so(self):
        law = scaling.get("mcleish2025")
        assert scaling.extrapolation(law, 1.21e24) == pytest.approx(3, abs=1e-9)
        assert scaling.extrapolation(law, 1e20) == 0
        compute, sizes = answers.predict(law, 70e9, 1.4e12).cautions[-2:]
        assert "2.7 decades above the compute" in compute
        assert "1.5 decades above the model sizes and 1.1 decades above the tokens" in sizes


PRINTED = {"E": 1.220, "A": 3355.0, "B": 18186.0, "alpha": 0.408, "beta": 0.431, "gamma": 0.452}


class TestBusbridge:
    def test_constants_are_the_printed_ones(self):
        law = scaling.get("busbridge2025")
        assert dict(law.published) == PRINTED
        assert (law.form, law.counts, law.evidence) == ("busbridge", "non-embedding", "secondary")

    @pytest.mark.parametrize(("N", "D"), [(143e6, 4e9), (1.82e9, 38.9e9), (7.75e9, 100.5e9), (12.6e9, 512e9)])
    def test_is_the_formula_as_printed(self, N, D):
        by_hand = 1.220 + (3355 / N**0.408 + 18186 / D**0.431) ** 0.452
        assert scaling.loss(scaling.get("busbridge2025"), N, D) == pytest.approx(by_hand, rel=1e-12, abs=0)

    @pytest.mark.parametrize("C", [1e19, 1e21, 1e23])
    def test_the_optimum_found_by_search(self, C):
        law = scaling.get("busbridge2025")
        best = scaling.optimum(law, C)

        def loss(log_N):
            N = math.exp(log_N)
            return 1.220 + (3355 / N**0.408 + 18186 / (C / (6 * N)) ** 0.431) ** 0.452

        found = minimize_scalar(loss, bracket=(math.log(best.parameters) - 2, math.log(best.parameters) + 2), tol=1e-10)
        assert best.loss == pytest.approx(found.fun, rel=1e-12, abs=0)
        assert best.parameters == pytest.approx(math.exp(found.x), rel=1e-4, abs=0)

    def test_the_rule_of_thumb_it_agrees_with(self):
        """About 20 tokens for each parameter, which the paper names as the usual rule."""
        assert scaling.optimum(scaling.get("busbridge2025"), 1e21).tokens_per_parameter == pytest.approx(
            20, rel=0.15, abs=0
        )

    def test_the_form_with_gamma_one_is_that_of_hoffmann(self):
        plain = {"E": 1.7, "A": 400.0, "B": 1500.0, "alpha": 0.34, "beta": 0.35}
        assert forms.busbridge(**plain, gamma=1.0) == forms.hoffmann(**plain)

    def test_arrays(self):
        c = forms.busbridge(**{**PRINTED, "gamma": np.array([0.452, 1.0])})
        assert np.shape(c.A) == np.shape(c.alpha) == np.shape(c.q) == (2,)

    def test_a_law_of_ones_own_in_this_form(self, tmp_path):
        path = tmp_path / "mine.toml"
        path.write_text(scaling.to_toml(scaling.get("busbridge2025")).replace("[busbridge2025", "[mine"))
        mine = scaling.load(path)
        assert mine.coefficients == scaling.get("busbridge2025").coefficients
