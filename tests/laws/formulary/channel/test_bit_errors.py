"""Levels in noise: published ratios, inverses far out in the tail, whole numbers, and what the formula leaves out."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.errors import InputError, NoSolutionError
from limits.laws.numerics.gaussian_tail import inverse_tail, tail

EPS = np.finfo(float).eps


@pytest.mark.parametrize(
    ("bit_error_rate", "levels", "decibels"),
    [
        (2.4e-4, 4, 17.65514988095576716600),
        (1e-4, 4, 18.22531460808077006619),
        (1e-6, 4, 20.42232695738182491352),
        (1e-12, 4, 23.88453286018460210756),
        (1e-12, 2, 16.9434),
        (2.1e-5, 2, 12.25),
    ],
)
def test_published_signal_to_noise_ratios(bit_error_rate, levels, decibels):
    digits = 1e-13 if decibels > 17 else 5e-4
    snr = laws.pam_ber.inverse["snr"](float(levels), bit_error_rate)
    assert 10 * np.log10(snr) == pytest.approx(decibels, rel=digits, abs=0)


@given(exponent=st.floats(-300, -1), levels=st.sampled_from([2, 4, 6, 8, 16]))
def test_the_ratio_gives_the_error_rate_back(exponent, levels):
    """By the forward formula at 50 digits, from the sharpest errors down to the coarsest."""
    rate = 10.0**exponent
    snr = laws.pam_ber.inverse["snr"](float(levels), rate)
    with mpmath.workdps(50):
        argument = mpmath.sqrt(3 * mpmath.mpf(float(snr)) / (levels**2 - 1))
        q = mpmath.erfc(argument / mpmath.sqrt(2)) / 2
        back = 2 * (1 - mpmath.mpf(1) / levels) / mpmath.log(levels, 2) * q
        # An error in the argument x shows in Q(x) as x^2 times as much.
        assert abs(back / rate - 1) < 8 * EPS * (4 + argument**2)


@given(st.floats(-300, math.log10(0.5)).map(lambda exponent: 10.0**exponent))
def test_the_tail_and_its_inverse(probability):
    deviations = float(inverse_tail(probability))
    with mpmath.workdps(50):
        q = mpmath.erfc(mpmath.mpf(deviations) / mpmath.sqrt(2)) / 2
        assert abs(q / probability - 1) < 4 * EPS * (1 + deviations**2)
        assert abs(float(tail(deviations)) / q - 1) < 4 * EPS * (1 + deviations**2)


def test_the_tail_at_its_ends():
    assert inverse_tail(np.array([0.0, 0.5, 1.0])).tolist() == [math.inf, 0.0, -math.inf]
    assert math.isnan(inverse_tail(-0.1))
    assert math.isnan(inverse_tail(math.nan))
    assert 38.4 < inverse_tail(5e-324) < 38.5
    assert tail(-40.0) == 1.0


@given(st.sampled_from([2, 3, 4, 6, 8, 16, 32]), st.floats(-1, 3))
def test_levels_are_found_among_whole_numbers(levels, exponent):
    rate = laws.pam_ber(levels=str(levels), snr=10.0**exponent)
    found = laws.pam_ber.solve("levels", snr=10.0**exponent, bit_error_rate=rate)
    assert laws.pam_ber.kernel(found.m, 10.0**exponent) == pytest.approx(rate.m, rel=1e-9, abs=0)


def test_no_whole_number_of_levels_fits():
    with pytest.raises(
        NoSolutionError, match=r"bit_error_rate is 0\.0002, and 5 comes nearest of the whole numbers to 256: 0\.00014"
    ):
        laws.pam_ber.solve("levels", snr="20 dB", bit_error_rate="2e-4")


def test_more_errors_than_pure_noise_makes_have_no_ratio():
    assert laws.pam_ber.kernel(4.0, 0.0) == 0.375
    with pytest.raises(NoSolutionError):
        laws.pam_ber.solve("snr", levels="4", bit_error_rate="0.4")
    assert laws.pam_ber.solve("snr", levels="4", bit_error_rate="0.375").m == 0.0


def test_a_square_constellation_is_two_sets_of_levels():
    assert laws.qam_ber.kernel(16.0, 50.0) == laws.pam_ber.kernel(4.0, 50.0)
    assert laws.qam_ber.inverse["snr"](16.0, 1e-3) == laws.pam_ber.inverse["snr"](4.0, 1e-3)
    for points in ("8", "32", "128"):
        with pytest.raises(InputError, match=r"points: given .*square number"):
            laws.qam_ber(points=points, snr="20 dB")
    with pytest.raises(InputError, match="a whole number"):
        laws.pam_ber(levels="2.5", snr="20 dB")


def test_gray_code_errs_no_less_than_the_law():
    """The exact bit error rate of Gray-coded PAM4, errors by two and three levels included, is never below the law."""
    for snr in (0.01, 0.1, 1.0, 5.0, 20.0, 58.3):
        step = math.sqrt(snr / 5.0)
        exact = 0.75 * tail(step) + 0.5 * tail(3 * step) - 0.25 * tail(5 * step)
        law = laws.pam_ber.kernel(4.0, snr)
        assert law <= exact
        if snr >= 20.0:
            assert law == pytest.approx(exact, rel=1e-7, abs=0)


@pytest.mark.parametrize(("levels", "mean", "peak"), [(2, 1.0, 1.0), (4, 5.0, 9.0), (8, 21.0, 49.0)])
def test_penalties_are_those_of_the_levels_themselves(levels, mean, peak):
    places = np.arange(1.0 - levels, levels, 2.0)
    assert laws.pam_penalty.kernel(float(levels)) == mean == np.mean(places**2)
    assert laws.pam_penalty_peak.kernel(float(levels)) == peak == np.max(places**2)


@given(st.floats(-15, -1).map(lambda exponent: 10.0**exponent), st.sampled_from([2.0, 4.0, 8.0, 16.0]))
def test_the_gap_carries_as_many_bits_as_the_levels_name(error, levels):
    """At M^2 - 1 times the gap, levels of the error probability of the gap carry exactly log2 M."""
    gap = laws.snr_gap.kernel(error)
    snr = laws.pam_ber.inverse["snr"](levels, error * 2 * (1 - 1 / levels) / math.log2(levels))
    assert snr == pytest.approx((levels**2 - 1) * gap, rel=1e-12, abs=0)
    assert laws.gap_rate.kernel(1.0, snr, gap) == pytest.approx(math.log2(levels), rel=1e-12, abs=0)
