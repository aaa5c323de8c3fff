"""Lanes: their band, and what it carries."""

import pytest

from limits import laws
from limits.network.lanes import nyquist_bandwidth


def test_a_100_gigabit_lane():
    """53.125 GBd PAM4 at the limit of RS(544,514): 156.4 Gbit/s, of which 100 are payload."""
    snr = laws.pam_ber.inverse["snr"](levels=4.0, bit_error_rate=2.4e-4)
    capacity = laws.shannon.kernel(nyquist_bandwidth(53.125e9), snr)
    assert capacity / 1e9 == pytest.approx(156.4, abs=0.05)
    assert laws.payload_rate.kernel(53.125e9, 4.0, 514 / 544, 256 / 257) == 1e11
