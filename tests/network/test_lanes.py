"""Lanes: against published signal-to-noise ratios, and mpmath."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.network.lanes import nyquist_bandwidth, pam_snr


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
    assert 10 * np.log10(pam_snr(bit_error_rate, levels)) == pytest.approx(decibels, rel=digits)


@given(exponent=st.floats(-300, -1), levels=st.sampled_from([2, 4, 8, 16]))
def test_the_ratio_gives_the_error_rate_back(exponent, levels):
    """By the forward formula at 50 digits, from the sharpest errors down to the coarsest."""
    rate = 10.0**exponent
    with mpmath.workdps(50):
        argument = mpmath.sqrt(3 * mpmath.mpf(pam_snr(rate, levels)) / (levels**2 - 1))
        q = mpmath.erfc(argument / mpmath.sqrt(2)) / 2
        back = 2 * (1 - mpmath.mpf(1) / levels) / mpmath.log(levels, 2) * q
        # An error in the argument x shows in Q(x) as x^2 times as much.
        assert abs(back / rate - 1) < 8 * 2.2e-16 * (4 + 2 * argument**2)


def test_a_100_gigabit_lane():
    """53.125 GBd PAM4 at the limit of RS(544,514): 156.4 Gbit/s, of which 100 are payload."""
    capacity = laws.shannon.kernel(nyquist_bandwidth(53.125e9), pam_snr(2.4e-4, 4))
    assert capacity / 1e9 == pytest.approx(156.4, abs=0.05)
