"""Limits of Reed-Solomon codes that no source tells: computed from that of RS(544,514), errors being independent."""

from __future__ import annotations

import mpmath
import pytest

from limits import laws
from limits.channel.codes import codes
from limits.channel.needed import correctable_snr
from limits.channel.slicer import decibels

BITS = 10  # of a symbol of each of these codes


def failures(symbols, payload, ber):
    """Words that cannot be corrected, per bit that they carry: more than (n - k) / 2 of n symbols are wrong."""
    wrong = 1 - (1 - mpmath.mpf(ber)) ** BITS
    tail = mpmath.fsum(
        mpmath.binomial(symbols, i) * wrong**i * (1 - wrong) ** (symbols - i)
        for i in range((symbols - payload) // 2 + 1, symbols + 1)
    )
    return tail / (payload * BITS)


def limit(symbols, payload):
    """The bit error rate at which a code fails as rarely as RS(544,514) at 2.4e-4, by bisection of its logarithm."""
    wanted = failures(544, 514, "2.4e-4")
    low, high = mpmath.mpf("1e-6"), mpmath.mpf("1e-3")
    for _ in range(60):
        middle = mpmath.sqrt(low * high)
        low, high = (middle, high) if failures(symbols, payload, middle) < wanted else (low, middle)
    return float(low)


def test_how_rarely_the_reference_fails_by_hand_and_by_the_law():
    by_hand = float(failures(544, 514, "2.4e-4"))
    assert by_hand == pytest.approx(1.586e-16, rel=1e-3, abs=0)
    words = laws.codeword_failure.kernel(bit_error_rate=2.4e-4, symbols=544.0, correctable=15.0, symbol_bits=10.0)
    assert float(words) / (514 * BITS) == pytest.approx(by_hand, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("symbols", "payload", "key", "computed"),
    [
        (272, 257, "rs272", 4.011e-5),
        (271, 257, "rs271", 4.026e-5),
        (546, 516, "rs546", 2.392e-4),
        (528, 514, "rs528", 2.241e-5),
    ],
)
def test_a_code_is_held_against_the_limit_that_follows(symbols, payload, key, computed):
    here = limit(symbols, payload)
    assert here == pytest.approx(computed, rel=3e-4, abs=0)
    code = codes()[key]
    assert (code.evidence, code.share) == ("derived", payload / symbols)
    off = decibels(float(correctable_snr(4.0, code.limit)) / float(correctable_snr(4.0, here)))
    assert -0.005 < off < 0.04, "at most stricter, by what is said of RS(528,514)"
