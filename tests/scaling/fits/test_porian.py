"""The corrections of Porian et al. (2024) from the optima that they released."""

import json
import math

import numpy as np
import pytest

from limits.scaling import power_law, trends

PORIAN = {
    "rw-kaplan": ("summary_df", "rw", "base", "long", "kaplan", "kaplan"),
    "rw-last-layer": ("summary_df", "rw", "base", "long", "kaplan", "standard"),
    "rw-warmup": ("summary_df", "rw", "base", "short", "kaplan", "standard"),
    "rw-decay": ("summary_df", "rw", "base", "short", "chinchilla", "standard"),
    "rw-tuned": ("summary_df", "rw", "tuned", "short", "const", "standard"),
    "rw-kaplan-tuned": ("summary_df_kaplan_tuned_hparams", "rw", "tuned", "long", "const", "kaplan"),
    "owt2-kaplan": ("summary_df_owt2", "owt2", "base", "long", "kaplan", "kaplan"),
    "owt2-last-layer": ("summary_df_owt2", "owt2", "base", "long", "kaplan", "standard"),
    "owt2-warmup": ("summary_df_owt2", "owt2", "base", "short", "kaplan", "standard"),
    "owt2-decay": ("summary_df_owt2", "owt2", "base", "short", "chinchilla", "standard"),
    "owt2-tuned": ("summary_df_owt2", "owt2", "tuned", "short", "const", "standard"),
    "rw-attention": ("summary_df_att", "rw", "base", "long", "kaplan", "attention"),
    "rw-attention-warmup": ("summary_df_att", "rw", "base", "short", "kaplan", "attention"),
    "rw-attention-decay": ("summary_df_att", "rw", "base", "short", "chinchilla", "attention"),
    "rw-attention-tuned": ("summary_df_att", "rw", "tuned", "short", "const", "attention"),
}
NAMING = ("file", "dataset", "hparams", "warmup", "decay", "param_count")


@pytest.fixture(scope="module")
def acceptance(table):
    """Return what a row expects, by its identifier."""
    rows = {row["id"]: row for row in table("acceptance_scaling.csv")}
    return lambda identifier: json.loads(rows[identifier]["expected"])


@pytest.fixture(scope="module")
def optima(table):
    """Return the released optima of a row: compute, parameters, standard deviation of ln N."""
    rows = table("porian2024_optimal_pairs.csv")
    assert any(math.isnan(row["n"]) for row in rows)  # trap 34

    def of(key):
        named = [row for row in rows if tuple(row[name] for name in NAMING) == PORIAN[key]]
        kept = np.array([(row["flops"], row["n"], row["n_star_std"]) for row in named])
        return kept[~np.isnan(kept[:, 1])].T

    return of


def weighted_line(compute, parameters, deviation):
    """Least squares of ln N on ln C, the residuals weighted by the inverse of their standard deviation."""
    return np.polyfit(np.log(compute), np.log(parameters), 1, w=1 / deviation)


class TestPorian:
    @pytest.mark.parametrize("key", PORIAN)
    def test_exponents_from_the_released_optima(self, optima, key):
        """By numpy's own line and by the one of this package, both within the digits that ship."""
        exponent, intercept = weighted_line(*optima(key))
        constants = trends.get(f"porian2024-{key}").constants
        assert constants["p"] == pytest.approx(exponent, rel=1e-6, abs=0)
        assert constants["k"] == pytest.approx(math.exp(intercept), rel=2e-6, abs=0)
        ours = power_law(*optima(key))
        assert (ours.exponent, ours.coefficient) == pytest.approx((exponent, math.exp(intercept)), rel=1e-9, abs=0)

    @pytest.mark.parametrize("key", PORIAN)
    def test_range_of_compute(self, optima, key):
        span = trends.get(f"porian2024-{key}").fitted["compute"]
        assert (span.low, span.high) == (optima(key)[0].min(), optima(key)[0].max())

    def test_released_fits(self, table):
        released = {tuple(row[name] for name in NAMING): row for row in table("porian2024_fits.csv")}
        for key, name in PORIAN.items():
            trend = trends.get(f"porian2024-{key}")
            if name not in released:
                assert "they did not" in trend.notes[-1]
                continue
            assert trend.constants["p"] == pytest.approx(released[name]["n_exponent"], rel=1e-6, abs=0)
            assert trend.constants["k"] == pytest.approx(released[name]["n_coef"], rel=1e-6, abs=0)
            interval = f"{released[name]['a_ci_lo']:.4f} to {released[name]['a_ci_hi']:.4f}"
            assert any(interval in note for note in trend.notes)

    @pytest.mark.parametrize(
        ("key", "exponent", "size", "within"),
        [
            ("rw-kaplan", "SC063", "SC064", 0.02),
            ("rw-last-layer", "SC065", "SC066", 0.002),
            ("rw-tuned", "SC067", "SC068", 0.002),
        ],
    )
    def test_figure_1(self, acceptance, optima, key, exponent, size, within):  # noqa: PLR0917
        published = acceptance(exponent)["a"]
        trend = trends.get(f"porian2024-{key}")
        assert weighted_line(*optima(key))[0] == pytest.approx(published, rel=2e-4, abs=0)
        assert trend.constants["p"] == pytest.approx(published, rel=2e-4, abs=0)
        assert trend.value(compute=5.88e23) == pytest.approx(acceptance(size)["N"], rel=within, abs=0)

    def test_other_corpus(self, acceptance, optima):
        published = acceptance("SC069")["a"]
        assert weighted_line(*optima("owt2-kaplan"))[0] == pytest.approx(published, rel=2e-4, abs=0)
        assert trends.get("porian2024-owt2-kaplan").constants["p"] == pytest.approx(published, rel=2e-4, abs=0)

    def test_each_correction_lowers_the_exponent(self):
        stages = ("kaplan", "last-layer", "warmup", "decay", "tuned")
        for corpus in ("rw", "owt2"):
            exponents = [trends.get(f"porian2024-{corpus}-{stage}").constants["p"] for stage in stages]
            assert exponents == sorted(exponents, reverse=True)
