"""Published trends against the numbers of their papers, second methods, and the traps between one study and another."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from limits import scaling
from limits.errors import InputError
from limits.scaling import trends
from limits.scaling.trends.relations import RELATIONS, efficient

PF_DAY = 8.64e19
TABLE_3 = {"N_c": 6.5e13, "alpha_N": 0.077, "S_c": 2.1e3, "alpha_S": 0.76}
EXPONENTS = {"alpha_N": 0.077, "alpha_S": 0.76}

budgets = st.floats(1e12, 1e26)


def value(key, **values):
    return trends.get(key).value(**values)


@pytest.fixture(scope="module")
def acceptance(table):
    """Return what a row expects, by its identifier."""
    rows = {row["id"]: row for row in table("acceptance_scaling.csv")}

    def expected(identifier):
        return json.loads(rows[identifier]["expected"])

    return expected


@pytest.fixture(scope="module")
def collected(table):
    """Return the coefficients that were collected for a law, by its name."""
    rows = {row["name"]: row for row in table("../scaling_laws.csv")}
    return lambda name: json.loads(rows[name]["coefficients"])


class TestKaplan:
    def test_table_5(self, acceptance):
        printed = acceptance("SC044")
        scales = {
            "kaplan2020-parameters": ("x_0", printed["N_c"], printed["alpha_N"]),
            "kaplan2020-tokens": ("x_0", printed["D_c"], printed["alpha_D"]),
            "kaplan2020-compute": ("x_0", printed["C_c_pfdays"] * PF_DAY, printed["alpha_C"]),
            "kaplan2020-compute-minimum": ("x_0", printed["C_c_min_pfdays"] * PF_DAY, printed["alpha_C_min"]),
        }
        for key, (name, scale, alpha) in scales.items():
            trend = trends.get(key)
            assert trend.constants[name] == pytest.approx(scale, rel=1e-12, abs=0)
            assert trend.constants["alpha"] == alpha
            one = trend.inputs[0].name
            assert trend.value(**{one: scale}) == pytest.approx(1.0, rel=1e-6, abs=0)
            assert trend.value(**{one: scale / 10}) == pytest.approx(10**alpha, rel=1e-6, abs=0)
        critical = trends.get("kaplan2020-critical-batch").constants
        assert critical == {"B_star": printed["B_star"], "alpha_B": printed["alpha_B"]}
        steps_ = trends.get("kaplan2020-steps").constants
        assert (steps_["S_c"], steps_["alpha_S"]) == (printed["S_c"], printed["alpha_S"])

    def test_table_6(self, acceptance):
        keys = {"N": "parameters", "B": "batch", "S": "steps", "D": "tokens"}
        for symbol, printed in acceptance("SC045").items():
            scale, power = (float(part) for part in printed.split("*C^"))
            for pf_days in (1e-6, 1.0, 3640.0):
                found = value(f"kaplan2020-optimal-{keys[symbol]}", compute=pf_days * PF_DAY)
                assert found == pytest.approx(scale * pf_days**power, rel=1e-12, abs=0)

    def test_table_6_fits_together(self):
        """N, B and S were fitted apart, and yet 6 N B S is about the compute; D is printed with one digit."""
        N, B, S, D = (
            value(f"kaplan2020-optimal-{name}", compute=PF_DAY) for name in ("parameters", "batch", "steps", "tokens")
        )
        least = B * S
        assert least == pytest.approx(PF_DAY / (6 * N), rel=0.05, abs=0)
        assert least == pytest.approx(D / 2, rel=0.1, abs=0)  # at the critical batch, tokens are twice the least

    @pytest.mark.parametrize("constants", [TABLE_3, {**TABLE_3, "N_c": 8.8e13, "alpha_N": 0.076}])
    def test_stops_a_tenth_above_the_converged_loss(self, acceptance, constants):
        f = acceptance("SC046")["f"]
        chosen = {name: constants[name] for name in ("alpha_N", "alpha_S")}
        assert efficient.excess_at_stop(**chosen) == pytest.approx(f, rel=0.02, abs=0)
        closed = {**constants, "B_star": 2.1e8, "alpha_B": 0.21}
        N = efficient.optimal_parameters(PF_DAY, **closed)
        converged = (constants["N_c"] / N) ** constants["alpha_N"]
        assert efficient.optimal_loss(PF_DAY, **closed) / converged - 1 == pytest.approx(f, rel=0.02, abs=0)

    def test_exponent_of_the_frontier(self, acceptance):
        published = acceptance("SC047")["alpha_C"]
        assert efficient.compute_exponent(**EXPONENTS, alpha_B=0.21) == pytest.approx(published, rel=0.01, abs=0)
        assert efficient.compute_exponent(**EXPONENTS, alpha_B=0.21) == pytest.approx(0.05245, abs=5e-6)
        assert efficient.compute_exponent(alpha_N=0.076, alpha_S=0.76, alpha_B=0.21) == pytest.approx(0.05199, abs=6e-6)

    def test_near_convergence_takes_a_model_of_less_than_half_the_size(self, acceptance):
        assert efficient.size_ratio(0.1, 0.02, alpha_N=0.076) == pytest.approx(
            acceptance("SC048")["ratio"], rel=0.02, abs=0
        )

    def test_sizes_that_cost_a_fifth_more(self, acceptance):
        for k, exact in ((0.6, 1.165), (2.2, 1.204)):
            assert efficient.size_penalty(k, **EXPONENTS) == pytest.approx(exact, abs=5e-4)
            assert efficient.size_penalty(k, **EXPONENTS) == pytest.approx(
                acceptance("SC049")["ratio"], rel=0.04, abs=0
            )

    def test_doubling_the_parameters(self, acceptance):
        ratio = value("kaplan2020-parameters", parameters=2e9) / value("kaplan2020-parameters", parameters=1e9)
        assert ratio == pytest.approx(acceptance("SC050")["ratio"], rel=0.005, abs=0)

    def test_data_without_overfitting(self, acceptance):
        assert value("kaplan2020-overfitting", parameters=1e9) == pytest.approx(
            acceptance("SC051")["D_min"], rel=0.01, abs=0
        )

    def test_the_two_trends_meet_where_the_paper_says(self):
        """The loss of the frontier would fall below that which its own data allow, near 1e4 PF-days and 1.7 nat."""

        def gap(log_C):
            C = math.exp(log_C)
            D = value("kaplan2020-optimal-tokens", compute=C)
            return value("kaplan2020-compute-minimum", compute=C) - value("kaplan2020-tokens", tokens=D)

        C = math.exp(brentq(gap, math.log(1e-2 * PF_DAY), math.log(1e8 * PF_DAY)))
        assert math.log10(C / PF_DAY) == pytest.approx(4, abs=1)
        assert value("kaplan2020-compute-minimum", compute=C) == pytest.approx(1.7, abs=0.05)
        assert math.log10(value("kaplan2020-optimal-parameters", compute=C)) == pytest.approx(12, abs=0.5)

    @pytest.mark.parametrize(
        ("key", "name"), [("kaplan2020_LN", "parameters"), ("kaplan2020_LD", "tokens"), ("kaplan2020_LNS", "steps")]
    )
    def test_constants_collected(self, collected, key, name):
        assert sorted(collected(key).values()) == sorted(trends.get(f"kaplan2020-{name}").constants.values())


HENIGHAN = {
    "language": "language",
    "image8": "image8",
    "image16": "image16",
    "image32": "image32",
    "imageVQ16": "image-vq16",
    "imageVQ32": "image-vq32",
    "text2im_text": "text2im-text",
    "text2im_image": "text2im-image",
    "im2text_text": "im2text-text",
    "im2text_image": "im2text-image",
    "videoVQ16": "video-vq16",
    "math_extrapolate": "math",
}


class TestHenighan:
    def test_every_row_of_table_1(self, collected):
        assert len(HENIGHAN) == 12
        for row, key in HENIGHAN.items():
            printed = collected(f"henighan2020_{row}")
            for column, name, unit in (("LN", "parameters", 1.0), ("LC", "compute", PF_DAY)):
                full = f"henighan2020-{key}-{name}"
                if printed[column] is None:
                    assert full not in trends.names()
                    continue
                L_inf, scale, alpha = printed[column]
                for x in (1e2, 1e8):
                    found = value(full, **{name: x * scale * unit})
                    assert found == pytest.approx(L_inf + x**-alpha, rel=1e-12, abs=0)
                assert ("L_inf" in trends.get(full).printed) == (L_inf > 0)
            if printed["Nopt"]:
                scale, power = printed["Nopt"]
                found = value(f"henighan2020-{key}-optimum", compute=PF_DAY)
                assert found == pytest.approx(scale**-power, rel=1e-12, abs=0)
            else:
                assert f"henighan2020-{key}-optimum" not in trends.names()

    def test_irreducible_losses(self, acceptance):
        keys = {"imageVQ16": "image-vq16", "imageVQ32": "image-vq32", "videoVQ16": "video-vq16"}
        for row, printed in acceptance("SC056").items():
            trend = trends.get(f"henighan2020-{keys.get(row, row)}-compute")
            assert trend.constants["L_inf"] == printed
            assert trend.value(compute=1e60) == pytest.approx(printed, abs=1e-4)

    def test_zero_is_not_fitted(self):
        """Trap 32: where no constant was fitted, the trend says so instead of showing a 0."""
        for trend in trends.everything().values():
            if trend.key.startswith("henighan2020") and trend.output.name == "loss":
                unfitted = any("No irreducible term was fitted" in note for note in trend.notes)
                assert unfitted == ("L_inf" not in trend.printed)

    def test_tiny_scales_are_no_misprints(self):
        """Trap 32: at the compute that the paper's runs had, the reducible loss is a fraction of a nat."""
        for row in ("image8", "image16", "image32", "image-vq16", "math"):
            trend = trends.get(f"henighan2020-{row}-compute")
            assert trend.printed["x_0"].endswith("PF-day")
            assert 0.01 < trend.value(compute=PF_DAY) - trend.constants["L_inf"] < 0.3

    def test_language_is_the_law_of_gpt_3(self, acceptance):
        constants = trends.get("henighan2020-language-compute").constants
        prefactor = acceptance("SC055")["prefactor"]
        assert (constants["x_0"] / PF_DAY) ** constants["alpha"] == pytest.approx(prefactor, rel=1e-4, abs=0)
        for C in (1e18, 1e24):
            assert value("henighan2020-language-compute", compute=C) == pytest.approx(
                value("brown2020-compute", compute=C), rel=1e-4, abs=0
            )

    def test_tokens_of_different_kinds_are_named(self):
        kinds = {trends.get(f"henighan2020-{key}-parameters").tokenizer for key in HENIGHAN.values()}
        assert len(kinds) == 7


class TestGPT3:
    def test_law_at_its_compute(self, acceptance):
        assert trends.get("brown2020-compute")(compute="3640 PF-day").magnitude == pytest.approx(
            acceptance("SC053")["L"], rel=1e-3, abs=0
        )

    def test_the_model_itself_lies_above_the_line(self, acceptance, table):
        """Trap 8: 1.734 by the law, 1.79 digitised; 1.94 is wrong arithmetic."""
        rows = [row for row in table("gpt3_training_curves.csv") if not math.isnan(row["val_loss"])]
        for model, final in acceptance("SC054").items():
            losses = np.array([[row["tokens_billion"], row["val_loss"]] for row in rows if row["model"] == model])
            last = losses[np.argsort(losses[:, 0])][-max(1, round(0.015 * len(losses))) :, 1]
            assert last.mean() == pytest.approx(final, rel=0.005, abs=0)
        digitised = acceptance("SC054")["175b"]
        law = value("brown2020-compute", compute=3640 * PF_DAY)
        assert 0.04 < digitised - law < 0.07
        assert law != pytest.approx(1.94, rel=0.05, abs=0)
        assert "1.79" in trends.get("brown2020-compute").notes[0]


class TestLlama3:
    def test_tokens_and_parameters(self, acceptance):
        published = acceptance("SC070")
        assert value("grattafiori2024-tokens", compute=3.8e25) == pytest.approx(published["D"], rel=0.04, abs=0)
        assert value("grattafiori2024-parameters", compute=3.8e25) == pytest.approx(published["N"], rel=0.04, abs=0)

    def test_label_and_text(self, acceptance):
        """Trap 5: the figure's label, not the text; and the paper's own pair is 5 % above its compute."""
        published = acceptance("SC070")
        text = RELATIONS["monomial"].function(3.8e25, k=0.29, p=0.53)
        assert text == pytest.approx(10.46e12, rel=1e-3, abs=0)
        assert text != pytest.approx(published["D"], rel=0.3, abs=0)
        assert value("grattafiori2024-tokens", compute=3.8e25) == pytest.approx(16.29e12, rel=1e-3, abs=0)
        assert 6 * published["N"] * published["D"] == pytest.approx(3.99e25, rel=1e-3, abs=0)
        assert 6 * published["N"] * published["D"] / 3.8e25 - 1 > 0.049

    @given(budgets)
    def test_parameters_follow_from_tokens(self, C):
        N, D = value("grattafiori2024-parameters", compute=C), value("grattafiori2024-tokens", compute=C)
        compute = 6 * N * D
        assert compute == pytest.approx(C, rel=1e-6, abs=0)

    def test_says_that_it_counts_tokens_and_reaches_far(self):
        trend = trends.get("grattafiori2024-tokens")
        assert trend.output.unit == "token"
        assert trend.decades_beyond(compute=3.8e25)["compute"] == pytest.approx(3.58, abs=0.01)


class TestDeepSeek:
    @given(budgets)
    def test_compute_is_model_times_tokens_as_far_as_the_printed_constants_go(self, C):
        product = value("deepseek2024-model", compute=C) * value("deepseek2024-tokens", compute=C)
        assert product == pytest.approx(0.1715 * 5.8316 * C, rel=1e-9, abs=0)
        assert product == pytest.approx(C, rel=1.3e-4, abs=0)

    def test_equation_4(self):
        model, tokens = trends.get("deepseek2024-model").constants, trends.get("deepseek2024-tokens").constants
        assert (model["k"], model["p"]) == (0.1715, 0.5243)
        assert (tokens["k"], tokens["p"]) == (5.8316, 0.4757)

    @pytest.mark.parametrize(("corpus", "model", "tokens"), [("early", 0.450, 0.550), ("owt2", 0.578, 0.422)])
    def test_table_4(self, corpus, model, tokens):
        """The exponents on other data: a budget of e times as much moves each optimum by e to its exponent."""
        for gives, exponent in (("model", model), ("tokens", tokens)):
            found = value(f"deepseek2024-{corpus}-{gives}", compute_growth=math.e)
            assert math.log(found) == pytest.approx(exponent, rel=1e-12, abs=0)

    def test_better_data_gives_more_to_the_model(self):
        early, current, best = (
            trends.get(f"deepseek2024-{name}").constants["p"] for name in ("early-model", "model", "owt2-model")
        )
        assert early < current < best

    def test_equation_1(self):
        """The batch in tokens and the learning rate, at both ends of the range of compute."""
        for C in (1e17, 2e19):
            assert value("deepseek2024-batch", compute=C) == pytest.approx(0.2920 * C**0.3271, rel=1e-12, abs=0)
            assert value("deepseek2024-learning-rate", compute=C) == pytest.approx(
                0.3118 * C**-0.1250, rel=1e-12, abs=0
            )
        assert trends.get("deepseek2024-batch").decades_beyond(compute=2e19)["compute"] == 0

    def test_is_no_count_of_parameters(self):
        trend = trends.get("deepseek2024-model")
        assert (trend.counts, trend.output.unit) == ("FLOP per token", "FLOP/token")
        with pytest.raises(InputError, match="flop_per_token"):
            trend.solve("compute", flop_per_token="7e9 parameter")


class TestStepLaw:
    def test_means_of_the_released_rows(self, collected):
        found = collected("steplaw2025")
        rate, best = trends.get("li2025-learning-rate").constants, trends.get("li2025-batch").constants
        assert (rate["p"], rate["q"], best["p"]) == (*found["lr"][1:], found["B"][1])
        assert (rate["k"], best["k"]) == pytest.approx((math.exp(0.586308), math.exp(-0.543542)), rel=1e-6, abs=0)


class TestShen:
    def test_table_3(self, collected):
        for name, (l_0, l_1, n_0, n_1, d_0, d_1) in collected("shen2024_linear_complexity").items():
            for what, scale, power in (("loss", l_0, l_1), ("parameters", n_0, n_1), ("tokens", d_0, d_1)):
                found = value(f"shen2024-{name.lower()}-{what}", compute=100 * PF_DAY)
                assert found == pytest.approx(scale * 100**power, rel=1e-12, abs=0)

    def test_parameters_and_tokens_were_fitted_apart(self, acceptance):
        """Trap 28: the exponents do not add up to 1, nor 6 N D to the compute."""
        N, D = trends.get("shen2024-llama-parameters"), trends.get("shen2024-llama-tokens")
        assert N.constants["p"] + D.constants["p"] == pytest.approx(acceptance("SC079")["sum"], rel=1e-3, abs=0)
        for pf_days, share in ((1, 0.32), (1000, 1.5)):
            C = pf_days * PF_DAY
            assert 6 * N.value(compute=C) * D.value(compute=C) / C == pytest.approx(share, rel=0.02, abs=0)
        assert any("fitted apart" in note for note in N.notes)


class TestTraps:
    def test_kaplan_has_two_sets_of_constants(self):
        """Trap 6: table 5 and table 3 differ by 0.03 to 0.05 nat at convergence, and must not be mixed."""
        alone = value("kaplan2020-parameters", parameters=1e9)
        converged = value("kaplan2020-steps", parameters=1e9, least_steps=1e15)
        assert alone != pytest.approx(converged, abs=0.02)
        assert any("do not mix" in note for note in trends.get("kaplan2020-steps").notes)

    def test_kaplan_has_two_computes(self):
        """Trap 6: a fixed batch takes more compute than the best; extrapolated to 1 PF-day it would take less."""
        fixed, least = trends.get("kaplan2020-compute"), trends.get("kaplan2020-compute-minimum")
        assert fixed(compute="1 PF-day").magnitude == pytest.approx(1.6e7**0.057, rel=1e-6, abs=0)
        assert least(compute="1 PF-day").magnitude == pytest.approx(3.1e8**0.050, rel=1e-6, abs=0)
        gaps = [fixed.value(compute=C) - least.value(compute=C) for C in (1e-6 * PF_DAY, PF_DAY)]
        assert gaps == pytest.approx([0.36, -0.084], abs=0.01)

    def test_figure_1_prints_another_scale(self):
        """Trap 6: 2.3e8 in the figure, 3.1e8 in equation and table; a trend takes the table and says so."""
        trend = trends.get("kaplan2020-compute-minimum")
        assert trend.printed["x_0"] == "3.1e8 PF-day"
        assert any("2.3e8" in note for note in trend.notes)
        assert any("2e8" in note for note in trends.get("kaplan2020-critical-batch").notes)

    def test_closed_form_and_fit(self):
        """Trap 17: constants of two powers do not compare, their losses do."""
        assert efficient.compute_scale(**TABLE_3, B_star=2.1e8) / PF_DAY == pytest.approx(1.6e8, rel=0.05, abs=0)
        closed, fitted = (
            value("kaplan2020-closed-loss", compute=PF_DAY),
            value("kaplan2020-compute-minimum", compute=PF_DAY),
        )
        assert (closed, fitted) == pytest.approx((2.69, 2.66), abs=0.005)
        N = trends.get("kaplan2020-closed-parameters")
        assert N.value(compute=PF_DAY) == pytest.approx(5.8e8, rel=0.01, abs=0)
        slope = math.log(N.value(compute=math.e * PF_DAY) / N.value(compute=PF_DAY))
        assert slope == pytest.approx(0.681, abs=5e-4)
        assert N.value(compute=PF_DAY) < value("kaplan2020-optimal-parameters", compute=PF_DAY) / 2
        for key in ("kaplan2020-closed-loss", "kaplan2020-closed-parameters", "kaplan2020-closed-steps"):
            assert any("not the fit" in note for note in trends.get(key).notes)

    def test_a_size_quoted_for_kaplan_that_is_not_theirs(self, acceptance):
        """Trap 31: Hoffmann et al. quote 4.68e9 parameters at 1e21 FLOP, table 6 gives 7.77e9."""
        found = value("kaplan2020-optimal-parameters", compute=1e21)
        assert found == pytest.approx(7.77e9, rel=0.002, abs=0)
        assert found != pytest.approx(acceptance("SC023")["N"], rel=0.3, abs=0)

    def test_a_data_set_is_no_allocation(self):
        """Trap 33: the optimum of L(N, D) under 6 N D is algebra, and not the 0.73 that the paper recommends."""
        law = scaling.get("kaplan2020")
        assert scaling.path(law).a == pytest.approx(0.575, abs=5e-4)
        assert trends.get("kaplan2020-optimal-parameters").constants["p"] == 0.73
        assert any("6 N D" in note for note in law.notes)
        for key in ("kaplan2020-tokens", "kaplan2020-overfitting"):
            assert any("several times" in note for note in trends.get(key).notes)

    def test_beyond_the_range_it_says_so(self):
        """Trap 36: a run of 2024 lies decades beyond every fit of an allocation, wherever a range is stated."""
        for trend in trends.everything().values():
            if "compute" in trend.fitted and trend.key != "brown2020-compute":
                assert trend.decades_beyond(compute=3.8e25)["compute"] > 3

    def test_nothing_recalled_ships(self):
        studies = {key.split("-")[0] for key in trends.names()}
        assert not studies & {"hestness2017", "hu2024", "tao2024", "farseer2025", "zhang2024", "bergsma2025"}
