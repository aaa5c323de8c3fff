"""Narrow channels side by side: against numbers by hand, closed forms, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.channel import spectrum
from limits.laws.formulary.channel.frequency_selective import sampled_capacity, sampled_salz_snr

RATIOS = st.lists(st.floats(0.0, 1e6), min_size=1, max_size=50).map(np.array)
GAINS = st.lists(st.floats(1e-9, 1.0), min_size=2, max_size=40).map(np.array)


@pytest.mark.parametrize(("levels", "share"), [(2, 1.0), (3, 2 / 3), (4, 5 / 9), (6, 7 / 15), (8, 3 / 7)])
def test_the_mean_square_is_that_of_the_levels_themselves(levels, share):
    by_hand = np.mean(np.linspace(-0.4, 0.4, levels) ** 2)
    assert spectrum.mean_square(levels, 0.4) == pytest.approx(by_hand, rel=1e-14, abs=0)
    assert spectrum.mean_square(levels, 1.0) == pytest.approx(share, rel=1e-14, abs=0)


def test_a_ratio_that_falls_by_a_straight_line_of_decibels_has_a_closed_form():
    """At large ratios the integral is that of a straight line: 40 dB falling to 20 dB are 30 dB over the whole band."""
    share = (np.arange(20_000) + 0.5) / 20_000
    carried = spectrum.carried(10.0 ** (4.0 - 2.0 * share) - 1.0, 1.0 / 20_000, 1.0)
    assert carried.capacity == pytest.approx(3.0 * math.log2(10.0), rel=1e-9, abs=0)
    assert carried.salz_snr == pytest.approx(10.0**3.0 - 1.0, rel=1e-8, abs=0)


def test_the_sum_over_points_is_the_integral_of_the_law():
    """The formulary's trapezoids, another rule, on a smooth ratio."""
    frequency = np.linspace(0.0, 26.5625e9, 20_001)
    snr = 10.0 ** (4.0 - 3.0 * np.sqrt(frequency / 26.5625e9))
    step = float(frequency[1])
    middle = np.interp(frequency[1:] - step / 2.0, frequency, snr)
    carried = spectrum.carried(middle, step, 26.5625e9)
    assert carried.capacity == pytest.approx(sampled_capacity(frequency, snr), rel=1e-6, abs=0)
    assert carried.salz_snr == pytest.approx(sampled_salz_snr(frequency, snr), rel=1e-5, abs=0)


@given(RATIOS, st.floats(1.0, 1e4))
def test_noise_of_the_transmitter_lowers_every_ratio_and_caps_it(snr, transmitter):
    with_it = spectrum.with_transmitter_noise(snr, transmitter)
    assert np.all(with_it <= snr)
    assert np.all(with_it <= transmitter)
    assert np.all(spectrum.with_transmitter_noise(snr, np.inf) == snr)
    some = snr > 1e-300
    inverse = 1.0 / (1.0 / snr[some] + 1.0 / transmitter)
    assert with_it[some] == pytest.approx(inverse, rel=1e-12, abs=0)


@given(RATIOS)
def test_an_equaliser_never_finds_more_than_the_mean_ratio(snr):
    """Salz's is a geometric mean of 1 + SNR; the arithmetic mean is at least that."""
    carried = spectrum.carried(snr, 1.0, float(snr.size))
    assert carried.salz_snr <= snr.mean() * (1 + 1e-9) + 1e-12
    assert carried.salz_snr >= snr.min() * (1 - 1e-9)


@given(GAINS, st.floats(1e-3, 1e3))
def test_water_filling_spends_the_power_and_beats_a_flat_signal(gain, power):
    noise, step = np.full_like(gain, 1e-3), 0.5
    filling = spectrum.filled(gain, noise, power, step)
    assert np.sum(filling.density) * step == pytest.approx(power, rel=1e-9, abs=0)
    wet = filling.density > 0.0
    assert (filling.density + noise / gain)[wet] == pytest.approx(np.full(wet.sum(), filling.level), rel=1e-9, abs=0)
    assert np.all((noise / gain)[~wet] >= filling.level * (1.0 - 1e-9))
    flat = np.full_like(gain, power / (step * gain.size))
    best, even = (spectrum.carried(s * gain / noise, step, step * gain.size).capacity for s in (filling.density, flat))
    assert best >= even * (1.0 - 1e-9)


def test_what_lets_nothing_through_gets_nothing():
    filling = spectrum.filled(np.array([0.0, 1e-310, 1.0]), np.array([1.0, 1.0, 1.0]), 5.0, 1.0)
    assert filling.density.tolist() == [0.0, 0.0, 5.0]


@given(st.lists(GAINS.filter(lambda g: g.size >= 2), min_size=2, max_size=4), st.floats(0.1, 10.0))
def test_aggressors_add_as_power(gains, band):
    points = min(map(len, gains))
    pairs = [(float(number + 1), gain[:points]) for number, gain in enumerate(gains)]
    whole = spectrum.crosstalk_density(pairs, band)
    parts = sum(spectrum.crosstalk_density([pair], band) for pair in pairs)
    assert whole == pytest.approx(parts, rel=1e-12, abs=0)
