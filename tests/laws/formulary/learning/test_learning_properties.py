"""What must hold between the laws of learning, along them, and at their edges."""

import math
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.errors import InputError, NoSolutionError
from limits.laws.claims.verdict import Finding, judge
from limits.laws.formulary.learning.fano import fano_entropy, fano_error

EPS = np.finfo(float).eps


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


ALPHABETS = st.integers(2, 10**6).map(float)


@given(st.floats(0.0, 1.0), ALPHABETS)
def test_fano_undone(share, alphabet):
    entropy = share * math.log2(alphabet)
    error = fano_error(entropy, alphabet)
    assert 0.0 <= error <= 1.0 - 1.0 / alphabet
    assert fano_entropy(error, alphabet) == pytest.approx(entropy, rel=1e-14, abs=1e-300)


@given(st.floats(0.0, 1.0), ALPHABETS)
def test_the_exact_form_of_fano_says_more_than_the_weak_one(share, alphabet):
    entropy = share * math.log2(alphabet)
    weak = laws.fano_weak.kernel(entropy, alphabet)
    assert fano_error(entropy, alphabet) >= weak * (1 - 8 * EPS)
    assert weak >= 0.0


@given(ALPHABETS)
def test_nobody_guesses_worse_than_evenly(alphabet):
    most = math.log2(alphabet)
    even = 1.0 - 1.0 / alphabet
    assert fano_entropy(even, alphabet) == pytest.approx(most, rel=4 * EPS, abs=0)
    assert fano_error(most, alphabet) == pytest.approx(even, abs=2e-7)  # the curve is flat there
    assert fano_error(most * (1 + 1e-9), alphabet) == math.inf


def test_fano_at_its_edges():
    assert fano_entropy(0.0, 2.0) == 0.0
    assert fano_entropy(1.0, 2.0) == 0.0
    assert fano_entropy(1.0, 257.0) == pytest.approx(8.0, rel=2 * EPS, abs=0)
    assert fano_error(0.0, 50257.0) == 0.0
    assert fano_error(1e-300, 2.0) == pytest.approx(9.9206506e-304, rel=1e-7, abs=0)
    assert fano_error(np.array([0.0, 1.0]), np.array([4.0, 2.0])) == pytest.approx([0.0, 0.5], abs=2e-8)
    assert np.isnan(fano_error(np.nan, 4.0))
    assert laws.fano.solve("error", entropy="2.4381508 bit", alphabet="50257").m == pytest.approx(
        0.12188048766711558, rel=1e-14, abs=0
    )
    with pytest.raises(NoSolutionError, match="fano: no error solves this"):
        laws.fano.solve("error", entropy="3 bit", alphabet="4")


def test_a_loss_in_nat_is_not_one_in_bit():
    said = {unit: laws.fano.solve("error", entropy=f"1.69 {unit}", alphabet="50257").m for unit in ("nat", "bit")}
    assert said["nat"] > 1.4 * said["bit"]


@given(st.floats(0.0, 1.0), ALPHABETS)
def test_fano_tells_how_many_symbols_there_are(error, alphabet):
    entropy = fano_entropy(error, alphabet)
    if error > 1e-3:
        found = laws.fano.inverse["alphabet"](entropy=entropy, error=error)
        assert found == pytest.approx(alphabet, rel=1e-9, abs=0)


@given(decades(1e-3, 1e6), decades(1e-3, 1e6))
def test_rate_of_a_distortion(variance, distortion):
    rate = laws.rate_distortion.kernel(variance, distortion)
    if distortion >= variance:
        assert rate == 0.0
    else:
        excess = laws.rate_distortion_excess.kernel((variance - distortion) / distortion)
        assert rate == excess
        assert laws.rate_distortion.kernel(variance, distortion / 4) == pytest.approx(rate + 1, rel=1e-12, abs=0)


@given(decades(1e-300, 1e-10))
def test_a_small_excess_is_not_lost(excess):
    assert laws.rate_distortion_excess.kernel(excess) == pytest.approx(excess / (2 * math.log(2)), rel=1e-9, abs=0)


@given(st.floats(0.0, 1e15), decades(1e-6, 1.0), decades(1e-300, 1.0))
def test_a_shorter_name_and_a_looser_promise_need_fewer_examples(description, error, failure):
    examples = laws.finite_class.kernel(description, error, failure)
    assert examples >= 0.0
    assert laws.finite_class.kernel(description + 1, error, failure) >= examples
    assert laws.finite_class.kernel(description, error / 2, failure) == pytest.approx(2 * examples, rel=1e-14, abs=0)


def test_one_function_and_no_promise_need_nothing():
    assert laws.finite_class.kernel(0.0, 0.01, 1.0) == 0.0
    with pytest.raises(InputError, match="failure"):
        laws.finite_class(description="1 bit", error="0.1", failure="0")
    with pytest.raises(InputError, match="description"):
        laws.finite_class(description="7e9 parameter", error="0.1", failure="0.1")


@given(st.integers(1, 10**6), decades(1e-6, 0.5), decades(1e-12, 0.2))
def test_a_finite_class_is_cheaper_than_its_dimension_suggests(dimension, error, failure):
    """A class of 2^d functions has dimension d at most, and the bound for finite classes is the tighter one."""
    by_count = laws.finite_class.kernel(float(dimension), error, failure)
    assert by_count < laws.vc_class.kernel(float(dimension), error, failure)


@pytest.mark.parametrize("dimension", [1, 5, 100])
@pytest.mark.parametrize("error", [0.01, 0.3])
def test_so_many_examples_make_bad_luck_rare(dimension, error):
    """The step of the proof: growth function of a double sample, times the chance that an error hides in one half."""
    failure = 0.05
    m = laws.vc_class.kernel(float(dimension), error, failure)
    log_growth = dimension * math.log(2 * math.e * m / dimension)
    assert math.log(2) + log_growth - m * error / 4 <= math.log(failure)


def test_learning_stops_at_data_or_at_capacity():
    fixed = {"unigram_entropy": "10 bit/token", "entropy": "2.5 bit/token", "density": "2 bit/parameter"}
    learned = [
        laws.learned_information(tokens=f"{tokens:g} token", parameters="1e9 parameter", **fixed).m
        for tokens in (1e6, 1e8, 1e9, 1e12)
    ]
    assert learned == [7.5e6, 7.5e8, 2e9, 2e9]
    assert all(low <= high for low, high in pairwise(learned))
    found = laws.learned_information.solve("tokens", information="1e9 bit", parameters="1e9 parameter", **fixed)
    assert found.m == pytest.approx(1e9 / 7.5, rel=1e-14, abs=0)
    with pytest.raises(NoSolutionError, match="tends to 2e\\+09 bit"):
        laws.learned_information.solve("tokens", information="3e9 bit", parameters="1e9 parameter", **fixed)
    with pytest.raises(InputError, match="at least the entropy in context, 12 bit/token"):
        laws.learned_information(tokens="1 token", parameters="1 parameter", **{**fixed, "entropy": "12 bit/token"})


def test_a_trend_is_not_a_bound():
    for law in (laws.parameter_capacity, laws.manifold_exponent):
        assert law.sense is laws.Sense.NONE
    assert laws.learned_information.kind is laws.Kind.MODEL
    assert laws.parameter_capacity.kind is laws.Kind.TREND


def test_losses_compare_for_a_character_only():
    per_token = laws.token_entropy(entropy="1.3 bit", characters="4.5 1/token")
    assert per_token.m_as("nat/token") == pytest.approx(5.85 * math.log(2), rel=4 * EPS, abs=0)


@pytest.mark.parametrize("excess", [2.0**-52, 2.0**-40, 1e-9, 1e-4, 0.3])
def test_the_weak_form_of_fano_keeps_its_digits_just_above_a_bit(excess):
    entropy, alphabet = 1.0 + excess, 50257.0
    with mpmath.workdps(50):
        exact = float((mpmath.mpf(entropy) - 1) / mpmath.log(alphabet, 2))
    error = laws.fano_weak.kernel(entropy, alphabet)
    assert error == pytest.approx(exact, rel=4 * EPS, abs=0.0)
    assert laws.fano_weak.inverse["alphabet"](error=error, entropy=entropy) == pytest.approx(
        alphabet, rel=32 * EPS, abs=0
    )


def test_the_weak_form_of_fano_says_nothing_up_to_a_bit():
    assert laws.fano_weak.kernel(np.array([0.0, 0.5, 1.0]), 50257.0).tolist() == [0.0, 0.0, 0.0]


def test_more_examples_than_suffice_violate_nothing():
    for law in (laws.finite_class, laws.vc_class):
        assert law.sense == "none"
        given = {entry.name: entry.eg for entry in law.inputs}
        enough = law(**given).m
        for examples in (0.1 * enough, 10.0 * enough):
            assert judge(law, given, f"{examples:.6g}").finding is Finding.DIFFERS
