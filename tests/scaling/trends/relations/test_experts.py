"""Mixtures of experts: published values, limits in which one law is another, a second method, and hostile input."""

import json
import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from limits.errors import InputError, NoSolutionError
from limits.scaling import forms, trends
from limits.scaling.trends.relations import RELATIONS, experts

ROUTED = ["clark2022-sbase", "clark2022-rlr", "clark2022-hash"]
GRANULAR = trends.get("krajewski2024-experts").constants
SPARSE = trends.get("abnar2025-sparsity").constants

bases = st.floats(15e6, 1e10)
numbers = st.floats(1, 512)
sizes = st.floats(1e8, 1e12)
data = st.floats(1e9, 1e14)


def constants(key):
    return trends.get(key).constants


def cutoff_of(key, b=0.0, c=0.0):
    """The size above which routing no longer helps, with the constants off by so much."""
    printed = constants(key)
    return experts.cutoff(b=printed["b"] + b, c=printed["c"] + c)


class TestRouted:
    @pytest.mark.parametrize(
        ("key", "published", "interval"),
        [
            ("clark2022-sbase", 937e9, (2.1e11, 5.8e12)),
            ("clark2022-rlr", 85e9, (1.1e10, 1.0e11)),
            ("clark2022-hash", 83e9, (6.9e10, 7.4e11)),
        ],
    )
    def test_published_cutoffs_lie_within_the_rounding_of_the_constants_and_no_nearer(self, key, published, interval):
        half = 5e-4  # of the last digit printed
        low, high = cutoff_of(key, half, half), cutoff_of(key, -half, -half)
        assert low < published < high
        assert (low, high) == pytest.approx(interval, rel=0.05, abs=0)
        assert math.log10(high / low) > 0.9
        assert cutoff_of(key) != pytest.approx(published, rel=0.05, abs=0)

    def test_acceptance_of_the_cutoffs(self, table):
        rows = {row["id"]: row for row in table("acceptance_scaling.csv")}
        for identifier, key in zip(("SC074", "SC075", "SC076"), ROUTED, strict=True):
            published = json.loads(rows[identifier]["expected"])["N_cutoff"]
            assert cutoff_of(key, 5e-4, 5e-4) < published < cutoff_of(key, -5e-4, -5e-4)

    def test_the_logarithms_are_to_base_ten(self):
        """Without routing the law is that of dense models at base 10, and nowhere near it at base e."""
        printed = constants("clark2022-sbase")
        dense = trends.get("clark2022-dense").value(parameters=1e9)
        assert experts.routed(1e9, 1, **printed) == pytest.approx(dense, rel=0.01, abs=0)
        log_N, log_E = math.log(1e9), math.log(printed["E_start"])
        natural = printed["a"] * log_N + printed["b"] * log_E + printed["c"] * log_N * log_E + printed["d"]
        assert math.exp(natural) == pytest.approx(0.58, abs=0.01)

    def test_a_small_model_of_128_experts_is_worth_eleven_times_its_size(self):
        assert experts.dense_equivalent(5e6, 128, **constants("clark2022-sbase")) == pytest.approx(55e6, rel=0.1, abs=0)

    @pytest.mark.parametrize("key", ROUTED)
    def test_the_experts_that_count_have_two_ends(self, key):
        ends = {name: constants(key)[name] for name in ("E_start", "E_max")}
        assert experts.saturated_experts(1, **ends) == pytest.approx(ends["E_start"], rel=1e-14, abs=0)
        assert experts.saturated_experts(math.inf, **ends) == pytest.approx(ends["E_max"], rel=1e-14, abs=0)

    @pytest.mark.parametrize("key", ROUTED)
    def test_no_experts_no_gain_and_none_at_the_cutoff(self, key):
        printed, N = constants(key), cutoff_of(key)
        assert experts.dense_equivalent(1e9, 1, **printed) == pytest.approx(1e9, rel=1e-12, abs=0)
        assert experts.dense_equivalent(N, 256, **printed) == pytest.approx(N, rel=1e-9, abs=0)
        assert experts.dense_equivalent(N / 10, 256, **printed) > N / 10
        assert experts.dense_equivalent(N * 10, 256, **printed) < N * 10

    @given(st.sampled_from(ROUTED), bases, numbers)
    def test_the_dense_equivalent_is_the_root_of_the_dense_law(self, key, N, E):
        printed = constants(key)
        loss = experts.routed(N, E, **printed)
        log_root = brentq(lambda x: experts.routed(10**x, 1.0, **printed) - loss, 5, 14, xtol=1e-12)
        assert experts.dense_equivalent(N, E, **printed) == pytest.approx(10**log_root, rel=1e-8, abs=0)

    @given(st.sampled_from(ROUTED), bases, numbers)
    def test_larger_bases_and_more_experts_help_below_the_cutoff(self, key, N, E):
        printed = constants(key)
        assert experts.routed(2 * N, E, **printed) < experts.routed(N, E, **printed)
        assert experts.routed(N, 2 * E, **printed) < experts.routed(N, E, **printed)
        assert RELATIONS["routed"].inverse[0](experts.routed(N, E, **printed), E, **printed) == pytest.approx(
            N, rel=1e-6, abs=0
        )

    def test_quantities_and_what_is_said(self):
        trend = trends.get("clark2022-sbase")
        loss = trend(parameters="1e9 parameter", experts="64")
        assert f"{loss:.3f~}" == "2.086 nat / token"
        assert trend.solve("parameters", loss=loss, experts="64").m == pytest.approx(1e9, rel=1e-6, abs=0)
        assert trend.counts == "dense base"
        assert any("130e9 tokens" in note for note in trend.notes)
        assert trend.decades_beyond(parameters=1.3e11, experts=64.0) == pytest.approx(
            {"parameters": 2, "experts": 0}, rel=1e-6, abs=0
        )
        with pytest.raises(InputError, match="experts"):
            trend(parameters="1e9 parameter", experts="0.5")


class TestGranular:
    def test_without_end_of_granularity_only_a_is_left(self):
        fine = experts.granular(1e9, 3e10, math.inf, **GRANULAR)
        assert fine == pytest.approx(0.47 + 18.1 / 1e9**0.115 + 30.8 / 3e10**0.147, rel=1e-14, abs=0)
        coarse = experts.granular(1e9, 3e10, 1, **GRANULAR)
        assert coarse == pytest.approx(0.47 + (18.1 + 2.1) / 1e9**0.115 + 30.8 / 3e10**0.147, rel=1e-14, abs=0)

    @given(sizes, data, st.floats(1, 64))
    def test_at_one_granularity_it_is_a_member_of_the_nested_family(self, N, D, G):
        p = GRANULAR
        member = forms.hoffmann(
            E=p["c"], A=p["g"] / G ** p["gamma"] + p["a"], B=p["b"], alpha=p["alpha"], beta=p["beta"]
        )
        loss = experts.granular(N, D, G, **p)
        assert loss == pytest.approx(member.E + np.exp(forms.log_reducible(member, N, D)), rel=1e-13, abs=0)
        assert experts.granular(N, D, 2 * G, **p) < loss
        inverse = RELATIONS["granular"].inverse
        assert inverse[0](loss, D, G, **p) == pytest.approx(N, rel=1e-9, abs=0)
        assert inverse[1](loss, N, G, **p) == pytest.approx(D, rel=1e-9, abs=0)

    def test_experts_overtake_dense_models(self):
        dense, mixture = trends.get("krajewski2024-dense"), trends.get("krajewski2024-experts")
        assert dense.value(parameters=1e9, tokens=3e10) == pytest.approx(
            0.47 + 16.3 / 1e9**0.126 + 26.7 / 3e10**0.127, rel=1e-14, abs=0
        )
        assert dense.counts == mixture.counts == "not stated"

    def test_a_loss_below_the_constant_is_out_of_reach(self):
        trend = trends.get("krajewski2024-experts")
        with pytest.raises(NoSolutionError):
            trend.solve("parameters", loss="0.4 nat/token", tokens="1e11 token", granularity="8")


class TestSparse:
    @given(sizes, data, st.floats(0, 0.99))
    def test_the_printed_equation_agrees_in_fifty_digits(self, N, D, S):
        with mpmath.workdps(50):
            p = {name: mpmath.mpf(value) for name, value in SPARSE.items()}
            n, d, used = mpmath.mpf(N), mpmath.mpf(D), 1 - mpmath.mpf(S)
            want = (
                p["a"] / n ** p["alpha"]
                + p["b"] / d ** p["beta"]
                + p["c"] / used ** p["lam"]
                + p["d"] / (used ** p["delta"] * n ** p["gamma"])
                + p["e"]
            )
            assert abs(experts.sparse(N, D, S, **SPARSE) / want - 1) < 1e-13

    def test_at_zero_sparsity_it_is_a_dense_law(self):
        p, N, D = SPARSE, 1e10, 1e11
        dense = p["a"] / N ** p["alpha"] + p["b"] / D ** p["beta"] + p["c"] + p["d"] / N ** p["gamma"] + p["e"]
        assert experts.sparse(N, D, 0.0, **p) == pytest.approx(dense, rel=1e-14, abs=0)

    def test_without_any_expert_there_is_no_loss(self):
        assert experts.sparse(1e10, 1e11, 1.0, **SPARSE) == math.inf
        trend = trends.get("abnar2025-sparsity")
        for sparsity in ("1", "1.1", "-0.1"):
            with pytest.raises(InputError):
                trend(parameters="1e10 parameter", tokens="1e11 token", sparsity=sparsity)

    def test_at_equal_active_parameters_leaving_experts_out_helps(self):
        active, D, S = 1e9, 1e11, np.array([0.0, 0.5, 0.9])
        assert np.all(np.diff(experts.sparse(active / (1 - S), D, S, **SPARSE)) < 0)

    def test_the_failure_on_held_out_sparsity_is_said(self):
        notes = " ".join(trends.get("abnar2025-sparsity").notes)
        assert "68 %" in notes
        assert "do not extrapolate" in notes


def test_arrays_broadcast():
    N, E = np.array([[1e8], [1e9]]), np.array([1, 8, 64])
    assert experts.routed(N, E, **constants("clark2022-sbase")).shape == (2, 3)
    assert experts.granular(N, 1e11, E, **GRANULAR).shape == (2, 3)
    assert experts.sparse(N, 1e11, 1 - 1 / E, **SPARSE).shape == (2, 3)
