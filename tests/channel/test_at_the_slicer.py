"""A lane at a known ratio or error rate: what moves with what, what bounds mean, and what is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.channel import codes
from limits.channel.lane import Stated, lane
from limits.channel.loss import from_loss, transfer
from limits.channel.slicer import decibels, from_ber, from_snr, most_errors
from limits.errors import InputError

PAM4 = lane(None, Stated(symbol_rate=53.125e9, levels=4, net=100e9))
BARE = lane(None, Stated(symbol_rate=53.125e9, levels=4))
RATES = st.floats(1e-18, 0.3)


@given(RATES, RATES)
def test_fewer_errors_mean_more_of_everything_but_the_share(one, other):
    fewer, more = sorted((one, other))
    better, worse = from_ber(PAM4, fewer), from_ber(PAM4, more)
    assert better.snr >= worse.snr
    assert better.margin >= worse.margin
    assert better.capacity >= worse.capacity
    assert better.gap >= worse.gap
    assert better.share <= worse.share


@given(st.floats(-20.0, 60.0), st.integers(2, 16), st.floats(0.01, 1.0))
def test_a_rate_passes_by_shannon_just_where_the_gap_is_none(ratio, levels, used):
    rate = used * 50e9 * math.log2(levels)
    slicer = from_snr(lane(None, Stated(symbol_rate=50e9, levels=levels, net=rate)), 10.0 ** (ratio / 10.0))
    assert (slicer.share <= 1.0) == (slicer.gap >= 1.0) or math.isclose(slicer.gap, 1.0, rel_tol=1e-12)
    assert slicer.gap == pytest.approx(slicer.snr / slicer.need.least, rel=1e-12, abs=0)


@given(RATES)
def test_the_gap_is_what_modulation_and_code_leave_and_the_margin(ber):
    slicer = from_ber(PAM4, ber)
    assert decibels(slicer.gap) == pytest.approx(decibels(slicer.need.gap) + decibels(slicer.margin), abs=1e-9)


@pytest.mark.parametrize(
    ("ber", "bound", "verdict"),
    [
        (2.3e-5, False, "healthy"),
        (2.5e-5, False, "close to the limit"),
        (2.39e-4, False, "close to the limit"),
        (2.41e-4, False, "beyond the limit"),
        (1e-9, True, "healthy"),
        (1e-4, True, "within the limit"),
        (1e-3, True, "counted too short"),
    ],
)
def test_the_verdict_on_an_error_rate(ber, bound, verdict):
    assert from_ber(PAM4, ber, bound=bound).verdict == verdict


def test_a_lane_of_which_only_symbols_are_known_has_a_capacity_and_neither_margin_nor_share():
    slicer = from_ber(BARE, 1e-8)
    assert slicer.capacity == from_ber(PAM4, 1e-8).capacity
    assert (slicer.margin, slicer.share, slicer.gap, slicer.verdict) == (None, None, None, "")


def test_no_error_in_so_many_bits_is_a_bound_at_95_percent():
    assert most_errors(1e15) == 3e-15
    assert pytest.approx(0.05, rel=0.005, abs=0) == (1.0 - 3e-6) ** 1_000_000  # that many without an error, by chance


@pytest.mark.parametrize("ber", [0.0, -1.0, 1.0, 0.4, 2.0, math.nan, math.inf])
def test_error_rates_that_no_lane_has_are_refused(ber):
    with pytest.raises(InputError, match="bit error rate"):
        from_ber(PAM4, ber)


@pytest.mark.parametrize("snr", [0.0, -1.0, math.nan, math.inf])
def test_ratios_that_no_lane_has_are_refused(snr):
    with pytest.raises(InputError, match="ratio"):
        from_snr(PAM4, snr)


@pytest.mark.parametrize("bits", [0.0, -5.0, math.inf, math.nan])
def test_counts_that_nobody_counts_are_refused(bits):
    with pytest.raises(InputError, match="bits"):
        most_errors(bits)


def test_a_limit_above_that_of_noise_is_refused():
    with pytest.raises(InputError, match="noise without a signal"):
        from_ber(lane(None, Stated(symbol_rate=1e9, levels=16, code=codes.stated("0.4"))), 1e-3)


def test_a_lossy_lane_agrees_with_a_sum_over_its_band():
    """A second method: a plain sum over 200,000 slices, from the formula as it is published."""
    found = from_loss(PAM4, 10.0**2.8)
    count, width = 200_000, 53.125e9 / 2.0
    density = 0.413**2 * 5.0 / 9.0 / width  # PAM4: (M + 1) / (3 (M - 1)) of the squared peak
    for skin, capacity, snr in zip((1.0, 0.0), found.capacity, found.snr, strict=True):
        area = 0.0
        for place in range(count):
            share = (place + 0.5) / count
            loss = 28.0 * (skin * share**0.5 + (1.0 - skin) * share)
            area += math.log2(1.0 + density * 10.0 ** (-loss / 10.0) / 6e-18)
        assert capacity == pytest.approx(area * width / count, rel=1e-6, abs=0)
        assert decibels(snr) == pytest.approx(10.0 * math.log10(2.0 ** (area / count) - 1.0), abs=1e-5)


@given(st.floats(0.1, 190.0), st.floats(0.1, 190.0))
def test_more_loss_carries_less_and_the_ends_stand_in_order(one, other):
    less, more = (from_loss(PAM4, 10.0 ** (loss / 10.0)) for loss in sorted((one, other)))
    assert less.capacity[0] <= less.capacity[1]
    assert less.snr[0] <= less.snr[1]
    assert all(a >= b * (1.0 - 1e-12) for a, b in zip(less.capacity, more.capacity, strict=True))


@given(st.floats(0.0, 1.0))
def test_at_half_the_symbol_rate_the_loss_is_the_one_that_was_stated(skin):
    assert transfer(25e9, 25e9, 1000.0, skin) == pytest.approx(1e-3, rel=1e-12, abs=0)
    assert transfer(0.0, 25e9, 1000.0, skin) == 1.0


@pytest.mark.parametrize("loss", [0.0, 1.0, 10.0**-2.8, -1.0, 1e21, math.nan, math.inf])
def test_losses_that_are_none_are_refused(loss):
    with pytest.raises(InputError, match="insertion loss"):
        from_loss(PAM4, loss)
