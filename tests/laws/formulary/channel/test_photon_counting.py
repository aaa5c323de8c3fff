"""Counted photons: the capacity against a search, a channel in slots, its limits, and what no signal may exceed."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, kl_div, xlogy

from limits import laws
from limits.constants import CODATA2022

EPS = np.finfo(float).eps
LN2 = CODATA2022.ln2
MOST = 1.0 / (math.e * LN2)  # bit per count at the peak
rate = laws.photon_counting.kernel


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


SHARES = st.one_of(decades(1e-12, 1.0), st.floats(0.3, 0.55)).map(lambda share: min(share, 1.0))


def exact(peak, dark, share):
    """The formula as it is printed, at 100 digits."""
    with mpmath.workdps(100):
        peak, dark, share = (mpmath.mpf(value) for value in (peak, dark, share))
        s = dark / peak
        best = mpmath.exp((1 + s) * mpmath.log(1 + s) - _surprise(s) - 1) - s
        q = min(best, share)
        chord = q * _surprise(1 + s) + (1 - q) * _surprise(s) - _surprise(q + s)
        return float(peak * chord / mpmath.log(2))


def _surprise(x):
    return x * mpmath.log(x) if x else mpmath.mpf(0)


@settings(max_examples=300)
@given(decades(1e-6, 1e20), st.one_of(st.just(0.0), decades(1e-20, 1e20)), SHARES)
def test_all_digits_at_any_ratio_of_dark_counts(peak, darkness, share):
    """Around twenty decades of dark counts on both sides of the peak, the printed formula would keep none of them."""
    dark = darkness * peak
    assert rate(peak, dark, share) == pytest.approx(exact(peak, dark, share), rel=8 * EPS, abs=0)


@given(decades(1e-3, 1e15), decades(1e-12, 1e12), SHARES, st.floats(1.0, 100.0))
def test_dark_counts_only_take_and_light_only_gives(peak, darkness, share, more):
    dark = darkness * peak
    quiet, here = rate(peak, 0.0, share), rate(peak, dark, share)
    assert 0.0 < here <= quiet * (1 + 8 * EPS) <= peak * MOST * (1 + 16 * EPS)
    assert rate(peak, more * dark, share) <= here * (1 + 8 * EPS)
    assert rate(more * peak, dark, share) >= here * (1 - 8 * EPS)
    assert rate(peak, dark, min(more * share, 1.0)) >= here * (1 - 8 * EPS)


@given(decades(1e-3, 1e3), st.floats(0.01, 1.0))
def test_the_best_signal_is_found_by_search(darkness, share):
    """No share of bright time below the allowed one is better."""

    def missed(q):
        above = xlogy(1 + darkness, 1 + darkness) * q + xlogy(darkness, darkness) * (1 - q)
        return xlogy(q + darkness, q + darkness) - above

    found = minimize_scalar(missed, bounds=(0.0, share), method="bounded", options={"xatol": 1e-10})
    best = -min(found.fun, missed(share)) / LN2
    assert rate(1.0, darkness, share) == pytest.approx(best, rel=1e-9, abs=1e-11 * (1 + darkness))


def in_slots(duration, darkness, q, levels=(0.0, 1.0)):
    """Information per time of independent slots that are bright with probability q, all counts of a slot known."""
    means = duration * (darkness + np.array(levels))[:, np.newaxis]
    counts = np.arange(int(means.max() + 12 * math.sqrt(means.max()) + 30))
    chances = np.exp(xlogy(counts, means) - means - gammaln(counts + 1.0))
    odds = np.array([1.0 - q, q])
    return float(odds @ kl_div(chances, odds @ chances).sum(axis=1)) / duration / LN2


@settings(max_examples=60)
@given(st.one_of(st.just(0.0), decades(1e-3, 30.0)), st.floats(0.02, 0.98), decades(1e-3, 10.0))
def test_slots_carry_less_than_the_capacity(darkness, q, duration):
    """Any light in slots is a light of continuous time: also one of two levels that are not the outermost ones."""
    capacity = rate(1.0, darkness, q)
    assert in_slots(duration, darkness, q) <= capacity * (1 + 1e-9) + 1e-12
    assert in_slots(duration, darkness, q, (0.2, 0.9)) <= rate(1.0, darkness, 0.2 + 0.7 * q) * (1 + 1e-9) + 1e-12


@pytest.mark.parametrize("darkness", [0.0, 1e-3, 0.1, 1.0, 10.0])
@pytest.mark.parametrize("share", [0.01, 0.2, 1.0])
def test_ever_shorter_slots_reach_the_capacity(darkness, share):
    """The gap closes in proportion to the duration of a slot."""
    power = (1 + darkness) * math.log1p(darkness) - float(xlogy(darkness, darkness)) - 1
    q = min(share, math.exp(power) - darkness)
    capacity = rate(1.0, darkness, share)
    coarse, fine = (1.0 - in_slots(duration, darkness, q) / capacity for duration in (1e-2, 1e-3))
    assert 0.0 < fine < 3e-3 * (1 + darkness)
    assert coarse / fine == pytest.approx(10.0, rel=0.15, abs=0)


@given(decades(1e-3, 1e15), SHARES)
def test_without_dark_counts(peak, share):
    q = min(share, 1 / math.e)
    assert rate(peak, 0.0, share) == pytest.approx(-peak * q * math.log(q) / LN2, rel=1e-14, abs=0)
    assert rate(peak, 1e-25 * peak, share) == pytest.approx(rate(peak, 0.0, share), rel=1e-12, abs=0)


@given(decades(1e6, 1e12), st.floats(1e-6, 1.0))
def test_many_dark_counts_make_a_gaussian_channel(darkness, share):
    """Variance of the signal over twice the noise: q (1 - q) A^2 / (2 D), best at one half."""
    q = min(share, 0.5)
    assert rate(3.0, 3.0 * darkness, share) == pytest.approx(
        3.0 * q * (1 - q) / (2 * darkness) / LN2, rel=2 / darkness, abs=0
    )


def test_ends():
    assert rate(1e9, np.array([0.0, 1e300, 1.7e308]), 0.0).tolist() == [0.0, 0.0, 0.0]
    assert rate(1e9, 5e-324, 1.0) == rate(1e9, 0.0, 1.0) == pytest.approx(1e9 * MOST, rel=2 * EPS, abs=0)
    assert rate(1e-300, 1e300, 1.0) == 0.0
    assert rate(1e9, 1e300, 1.0) == pytest.approx(1e18 / 8 / 1e300 / LN2, rel=4 * EPS, abs=0)
    assert np.isnan(rate(1e9, np.array([np.nan, 1.0]), 1.0)).tolist() == [True, False]


def test_solved_for_what_a_physicist_asks():
    known = {"rate": "1 Gbit/s", "dark": "100 1/s"}
    peak = laws.photon_counting.solve("peak", **known, mean_share="1").m
    assert peak == pytest.approx(1e9 / MOST, rel=1e-5, abs=0)
    share = laws.photon_counting.solve("mean_share", **known, peak="1e10 1/s").m
    assert rate(1e10, 100.0, share) == pytest.approx(1e9, rel=1e-12, abs=0)
    assert share < 0.03
    dark = laws.photon_counting.solve("dark", rate="1 Gbit/s", peak="1e10 1/s", mean_share="1").m
    assert rate(1e10, dark, 1.0) == pytest.approx(1e9, rel=1e-12, abs=0)


@given(decades(1e-9, 1e2), st.integers(2, 10**6))
def test_pulses_carry_less_than_their_light_may(photons, slots):
    """A pulse in one of M slots is bright for 1/M of the time; and no receiver beats the entropy of its modes."""
    ppm = laws.ppm.kernel(photons, float(slots))
    assert ppm <= slots * rate(photons, 0.0, 1.0 / slots) * (1 + 16 * EPS)
    assert ppm <= slots * laws.holevo.kernel(photons / slots) * (1 + 16 * EPS)
    assert ppm <= min(1.0, photons) * math.log2(slots) * (1 + 4 * EPS)


@pytest.mark.parametrize("photons", [0.01, 0.5, 3.0])
@pytest.mark.parametrize("slots", [2, 5, 16])
def test_pulses_are_erased_or_seen(photons, slots):
    """The mutual information summed over what a receiver can see: a count in one slot, or nothing."""
    seen = -math.expm1(-photons)
    joint = np.hstack([np.eye(slots) * seen, np.full((slots, 1), 1.0 - seen)]) / slots
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    assert laws.ppm.kernel(photons, slots) == pytest.approx(kl_div(joint, product).sum() / LN2, rel=1e-13, abs=0)


@given(decades(1e-6, 1e-1), st.integers(3, 10**6))
def test_weak_pulses_use_all_that_their_light_may_carry(photons, slots):
    """Half of the photons of a pulse is what they miss: who sees one photon learns nothing from the next."""
    share = laws.ppm.kernel(photons, float(slots)) / (slots * rate(photons, 0.0, 1.0 / slots))
    assert share == pytest.approx(1.0 - photons / 2, abs=photons**2 / 6 + 16 * EPS)
