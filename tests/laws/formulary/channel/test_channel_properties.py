"""What must hold between the laws of channels, and along them, for any numbers."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import trapezoid

from limits import laws
from limits.constants import CODATA2022
from limits.errors import InputError, NoSolutionError
from limits.laws.formulary.channel import constellations as constellation
from limits.laws.formulary.channel.frequency_selective import (
    response_capacity,
    salz_snr,
    sampled_capacity,
    sampled_salz_snr,
)
from limits.laws.formulary.channel.noise_density import planck_factor
from limits.laws.formulary.channel.water_filling import mimo_capacity, water_filling
from limits.laws.symbolic.channel import block_codes as coding_witness
from limits.laws.symbolic.channel import constellations as constellation_witness

EPS = np.finfo(float).eps


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


@given(decades(1e-12, 1e2))
def test_energy_per_bit_is_never_below_ln2(efficiency):
    ratio = laws.shannon_limit.kernel(efficiency)
    assert ratio >= math.log(2) * (1 - 4 * EPS)
    assert laws.shannon.kernel(1.0, ratio * efficiency) == pytest.approx(efficiency, rel=1e-13, abs=0)


@given(decades(1e-3, 1e15), decades(1e-2, 1e4))
def test_quanta_only_take_from_thermal_noise(frequency, temperature):
    noise = laws.planck_noise.kernel(frequency, temperature)
    assert 0.0 <= noise <= laws.thermal_noise.kernel(temperature) * (1 + 4 * EPS)


def test_thermal_noise_at_its_ends():
    assert laws.planck_noise.kernel(0.0, 290.0) == laws.thermal_noise.kernel(290.0)
    assert laws.planck_noise.kernel(1e15, 1e-3) == 0.0
    assert planck_factor(np.array([0.0, 1e-300, 800.0, 1e300])).tolist() == [1.0, 1.0, 0.0, 0.0]
    assert laws.planck_noise.solve("temperature", frequency="0 Hz", noise_density="1.380649e-23 W/Hz").m == 1.0


@given(st.floats(0.0, 1.0))
def test_a_binary_channel_is_symmetric(error):
    assert laws.bsc.kernel(error) == pytest.approx(laws.bsc.kernel(1.0 - error), rel=1e-9, abs=4 * EPS)


@given(st.floats(-0.5, 0.5))
def test_a_margin_is_as_good_either_way(margin):
    capacity = laws.bsc_margin.kernel(margin)
    assert capacity == laws.bsc_margin.kernel(-margin)
    assert 0.0 <= capacity <= 1.0
    assert capacity >= 2.0 * margin**2 / CODATA2022.ln2 * (1 - 8 * EPS) - np.finfo(float).tiny


@given(decades(1e-12, 0.5))
def test_a_bit_lost_is_better_than_a_bit_wrong(error):
    """Whoever guesses what was erased errs half of the time: guessing makes one channel of the other."""
    assert laws.bsc.kernel(error) <= laws.bec.kernel(2.0 * error) * (1 + 4 * EPS) + 4 * EPS


@settings(max_examples=60)
@given(st.sampled_from([2, 3, 4, 6, 8, 16, 64, 1024]), decades(1e-4, 1e6))
def test_levels_carry_less_than_the_channel_and_than_their_names(levels, snr):
    capacity = laws.pam_capacity.kernel(float(levels), snr)
    assert 0.0 < capacity <= math.log(levels) / CODATA2022.ln2
    assert capacity <= laws.shannon.kernel(0.5, snr) * (1 + 16 * EPS)
    assert capacity <= laws.pam_capacity.kernel(float(levels), 1.01 * snr) * (1 + 16 * EPS)


@pytest.mark.parametrize("levels", [2, 3, 4, 8, 33, 256, 1024])
def test_forms_of_the_capacity_of_levels_agree_where_they_meet(levels):
    apart = 2.0 * math.sqrt(3.0 / (levels**2 - 1.0))  # where signal and noise are as strong
    weak = constellation._of_weak_signal(levels, apart, 1.0)
    assert constellation._of_dense_levels(levels, apart) == pytest.approx(weak, rel=16 * EPS, abs=0)
    assert constellation._of_dense_levels(levels, 1.0) == pytest.approx(
        constellation._of_levels_apart(levels, 1.0), rel=16 * EPS, abs=0
    )


@pytest.mark.parametrize(("levels", "snr"), [(16, 0.0122), (32, 0.0203571956), (32, 0.5), (16, 40.0), (17, 3e3)])
def test_capacity_of_many_levels_has_all_its_digits(levels, snr):
    with mpmath.workdps(50):
        truth = float(constellation_witness._pam(mpmath.mpf(levels), mpmath.mpf(snr)))
    assert laws.pam_capacity.kernel(float(levels), snr) == pytest.approx(truth, rel=8 * EPS, abs=0)


@pytest.mark.parametrize("levels", [2, 4, 1024])
def test_levels_are_counted_and_have_no_slope(levels):
    with pytest.raises(InputError, match=f"levels: given {levels}, where the capacity has no slope"):
        laws.pam_capacity.elasticity("levels", levels=levels, snr=0.0122)


def test_levels_that_are_farther_apart_than_floats_count():
    assert laws.pam_capacity.kernel(1024.0, 1.7e308) == 10.0


@settings(max_examples=60)
@given(decades(1e-4, 1e6))
def test_soft_decisions_carry_more_than_hard_ones(snr):
    """Between them lie two decibels at low ratios: a factor pi/2."""
    hard = laws.bsc.kernel(laws.pam_ber.kernel(2.0, snr))
    assert hard <= laws.bi_awgn.kernel(snr) * (1 + 16 * EPS)
    if snr < 1e-3:
        assert laws.bi_awgn.kernel(snr) / hard == pytest.approx(math.pi / 2, rel=1e-3, abs=0)


@pytest.mark.parametrize("decibels", [-40, -30, -20, -13, -12, -10, 0, 10, 20, 30, 40, 50, 60])
def test_capacity_of_levels_across_all_ratios(decibels):
    snr = 10 ** (decibels / 10)
    for levels in (2.0, 4.0, 8.0):
        capacity = laws.pam_capacity.kernel(levels, snr)
        assert 0.0 < capacity <= min(math.log2(levels), laws.shannon.kernel(0.5, snr) * (1 + 16 * EPS))
    assert laws.pam_capacity.kernel(2.0, 0.0) == 0.0
    if decibels <= -30:  # snr/2 - snr^2/4 + ..., in nat
        assert laws.bi_awgn.kernel(snr) * math.log(2) == pytest.approx(snr / 2 - snr**2 / 4, rel=snr**2, abs=0)
    if decibels >= 40:
        assert laws.pam_capacity.kernel(4.0, snr) == 2.0


@given(decades(1e-12, 1e12))
def test_holevo_is_above_heterodyne(photons):
    holevo, heterodyne = laws.holevo.kernel(photons), laws.heterodyne.kernel(photons)
    homodyne = laws.homodyne.kernel(photons)
    assert holevo >= max(heterodyne, homodyne) >= 0.0
    assert holevo - heterodyne <= math.log2(math.e) + 1e-13 * holevo
    assert (homodyne >= heterodyne * (1 - 4 * EPS)) == (photons <= 2.0) or photons == pytest.approx(
        2.0, rel=1e-6, abs=0
    )


def test_holevo_exceeds_heterodyne_by_log2_e_at_many_photons():
    for photons in (1e8, 1e12, 1e20):
        gain = laws.holevo.kernel(photons) - laws.heterodyne.kernel(photons)
        assert gain == pytest.approx(math.log2(math.e), rel=1e-7, abs=0)


@given(decades(1e-9, 1e9), st.floats(1e-6, 1.0), decades(1e-9, 1e9), st.floats(1.0, 100.0))
def test_thermal_photons_only_take(photons, transmission, noise, more):
    quiet, noisy, noisier = (
        laws.holevo_noisy.kernel(photons, transmission, thermal) for thermal in (0.0, noise, more * noise)
    )
    assert quiet == pytest.approx(laws.holevo.kernel(transmission * photons), rel=8 * EPS, abs=0)
    assert 0.0 < noisier <= noisy * (1 + 16 * EPS) <= quiet * (1 + 32 * EPS)


def test_nothing_sent_carries_nothing():
    assert laws.holevo_noisy.kernel(0.0, 0.5, np.array([0.0, 1e-9, 3.0])).tolist() == [0.0, 0.0, 0.0]
    assert laws.holevo_noisy.kernel(5.0, 0.0, 0.0) == 0.0


def test_holevo_joins_where_its_forms_meet():
    below, above = laws.holevo.kernel(1.0), laws.holevo.kernel(math.nextafter(1.0, 2.0))
    assert below == 2.0
    assert above == pytest.approx(2.0, rel=4 * EPS, abs=0)


@given(decades(1e3, 1e15), decades(1e-18, 1.0), decades(1e-7, 1e-2))
def test_no_band_carries_more_than_the_wide_band(bandwidth, power, wavelength):
    """Below the carrier's frequency, where the narrow band is one."""
    bandwidth = min(bandwidth, 0.01 * CODATA2022.c / wavelength)
    assert laws.holevo_rate.kernel(bandwidth, power, wavelength) <= laws.wideband.kernel(power) * (1 + 4 * EPS)


@given(decades(1e-3, 1e3))
def test_heat_flow_is_half_of_conductance_times_temperature(temperature):
    flow, conductance = laws.heat_flow.kernel(temperature), laws.thermal_conductance.kernel(temperature)
    assert flow == pytest.approx(conductance * temperature / 2, rel=1e-14, abs=0)


@given(decades(1e-21, 1e20), decades(1e-15, 1e15))
def test_a_message_is_bekensteins_sphere_crossed_by_light(energy, radius):
    crossing = 2 * radius / CODATA2022.c
    held = laws.bekenstein_energy.kernel(energy, radius)
    assert laws.message_rate.kernel(energy) == pytest.approx(held / crossing, rel=1e-14, abs=0)


@given(decades(1e-8, 1e-3), decades(1e-1, 1e5), st.floats(0.01, 100.0))
def test_fibre_is_best_at_its_optimum(ase_noise, nonlinearity, off):
    best = laws.fibre_optimum.kernel(ase_noise, nonlinearity)
    peak = laws.fibre_snr.kernel(best, ase_noise, nonlinearity)
    assert peak == pytest.approx(best / (1.5 * ase_noise), rel=1e-13, abs=0)
    assert laws.fibre_snr.kernel(best * off, ase_noise, nonlinearity) <= peak * (1 + 4 * EPS)
    with pytest.raises(NoSolutionError):
        laws.fibre_snr.solve(
            "power", snr=1.01 * peak, ase_noise=f"{ase_noise!r} W", nonlinearity=f"{nonlinearity!r} 1/W^2"
        )


@given(st.lists(decades(1e-6, 1e6), min_size=1, max_size=12), decades(1e-9, 1e9))
def test_water_filling_meets_its_conditions(noise, power):
    """All power is spent, used channels reach the level, and unused ones stand above it."""
    best = water_filling(noise, power)
    noises = np.array(noise)
    wet = best.powers > 0.0
    assert best.powers.sum() == pytest.approx(power, rel=1e-12, abs=0)
    assert (best.powers + noises)[wet] == pytest.approx(best.level, rel=1e-12, abs=0)
    assert np.all(noises[~wet] >= best.level * (1 - 1e-12))
    flat = 0.5 * np.sum(np.log1p(power / noises.size / noises)) / math.log(2)
    assert best.capacity >= flat * (1 - 1e-12)


def test_water_filling_without_power_carries_nothing():
    best = water_filling([3.0, 2.0], 0.0)
    assert (best.level, best.powers.tolist(), best.capacity) == (2.0, [0.0, 0.0], 0.0)
    assert water_filling([1.0, 1e16], 1e-9).capacity == pytest.approx(0.5e-9 / math.log(2), rel=1e-9, abs=0)


@settings(max_examples=40)
@given(st.floats(0.0, 60.0), st.floats(0.0, 40.0), st.floats(0.0, 40.0))
def test_a_flat_channel_of_the_salz_ratio_has_the_same_capacity(start, root, slope):
    def snr(frequency):
        share = frequency / 1e9
        return 10 ** ((start - root * share**0.5 - slope * share) / 10)

    capacity, flat = response_capacity(snr, 0.0, 1e9), salz_snr(snr, 0.0, 1e9)
    assert laws.shannon.kernel(1e9, flat) == pytest.approx(capacity, rel=1e-12, abs=0)
    assert snr(1e9) * (1 - 1e-9) <= flat <= snr(0.0) * (1 + 1e-9)
    at = np.linspace(0.0, 1.0, 2001) ** 2 * 1e9
    ratios = np.array([snr(f) for f in at])
    assert flat <= trapezoid(ratios, at) / 1e9 * (1 + 1e-5)  # the mean of the ratios is too kind
    assert sampled_capacity(at, ratios) == pytest.approx(capacity, rel=1e-5, abs=0)
    assert sampled_salz_snr(at, ratios) == pytest.approx(flat, rel=1e-4, abs=0)


def test_the_mean_of_the_ratios_is_five_decibels_too_kind():
    """A copper lane of 28 dB at Nyquist: 23.24 dB after the equaliser, 28.74 dB on average, 12 dB at the end."""

    def snr(frequency):
        return 10 ** ((40.0 - 16.8 * frequency**0.5 - 11.2 * frequency) / 10.0)

    at = np.linspace(0.0, 1.0, 4001) ** 2
    mean = trapezoid([snr(f) for f in at], at)
    assert 10 * math.log10(mean) == pytest.approx(28.74199989824858, abs=1e-5)
    assert 10 * math.log10(salz_snr(snr, 0.0, 1.0)) == pytest.approx(23.23549734854377, rel=1e-13, abs=0)
    assert 10 * math.log10(snr(1.0)) == pytest.approx(12.0, rel=1e-6, abs=0)


def test_a_band_that_starts_above_zero():
    assert sampled_salz_snr([1e9, 2e9, 4e9], [3.0, 3.0, 3.0]) == pytest.approx(3.0, rel=1e-14, abs=0)
    assert response_capacity(lambda f: f / 1e9, 1e9, 3e9) == pytest.approx(
        1e9 * (4 * math.log2(4) - 2 * math.log2(2) - 2 / math.log(2)), rel=1e-13, abs=0
    )


@given(st.integers(1, 8), decades(1e-12, 1e6))
def test_lanes_without_crosstalk_add_up(lanes, snr):
    capacity = mimo_capacity(np.eye(lanes), snr)
    assert capacity == pytest.approx(lanes * laws.shannon.kernel(1.0, snr / lanes), rel=1e-13, abs=0)


def test_many_lanes_do_not_overflow():
    assert mimo_capacity(np.eye(2), 0.0) == 0.0
    assert mimo_capacity(np.eye(400), 1000.0 * 400) == pytest.approx(400 * math.log2(1001.0), rel=1e-13, abs=0)
    twisted = np.array([[1.0, 1j], [1j, 1.0]]) / math.sqrt(2)
    assert mimo_capacity(twisted, 2.0) == pytest.approx(2.0, rel=1e-14, abs=0)
    assert mimo_capacity([[1.0, 1.0]], 3.0) == pytest.approx(2.0, rel=1e-14, abs=0)  # two senders, one receiver


@given(decades(1e-8, 1e-2), st.integers(2, 600), st.data())
def test_a_better_code_fails_less(rate, symbols, data):
    correctable = data.draw(st.integers(0, symbols - 2))
    fails = [laws.codeword_failure.kernel(rate, float(symbols), float(t), 10.0) for t in (correctable, correctable + 1)]
    assert 0.0 <= fails[1] <= fails[0] <= 1.0


def test_codewords_at_the_ends_of_errors():
    fails = laws.codeword_failure.kernel(np.array([0.0, 1e-6, 0.5, 1.0]), 544.0, 15.0, 10.0)
    assert fails.tolist() == [0.0, pytest.approx(2.238979241919596e-50, rel=1e-9, abs=0), 1.0, 1.0]
    uncorrected = laws.codeword_failure.kernel(1e-12, 544.0, 0.0, 10.0)
    assert uncorrected == pytest.approx(-math.expm1(5440 * math.log1p(-1e-12)), rel=1e-13, abs=0)


@settings(max_examples=40)
@given(decades(1, 1e6).map(round), st.floats(-9.0, 9.0), decades(1e-6, 0.4))
def test_large_codes_fail_as_the_incomplete_beta_function_says(symbols, deviations, error):
    mean, deviation = symbols * error, math.sqrt(symbols * error * (1 - error))
    correctable = min(max(round(mean + deviations * deviation), 0), symbols - 1)
    with mpmath.workdps(50):
        try:
            truth = float(coding_witness._beyond(mpmath.mpf(error), mpmath.mpf(symbols), mpmath.mpf(correctable)))
        except ValueError:  # its series is too long
            assume(False)
    fails = laws.codeword_failure.kernel(error, float(symbols), float(correctable), 1.0)
    assert fails == pytest.approx(truth, rel=1e-12, abs=0)
    assert fails <= 1.0


@pytest.mark.parametrize("correctable", ["15", "16"])
def test_a_code_corrects_fewer_symbols_than_it_has(correctable):
    with pytest.raises(InputError, match=f"correctable: given {correctable}"):
        laws.codeword_failure(bit_error_rate="1e-4", symbols="15", correctable=correctable, symbol_bits="10")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: water_filling([], 1.0), "noise: given an array of shape"),
        (lambda: water_filling([1.0, 0.0], 1.0), "noise: given 0 to 1"),
        (lambda: water_filling([1.0, math.nan], 1.0), "noise: given nan to nan"),
        (lambda: water_filling([[1.0]], -1.0), "2 inputs"),
        (lambda: water_filling([1.0], math.inf), "power: given inf"),
        (lambda: mimo_capacity([1.0], 1.0), "channel: given an array of shape"),
        (lambda: mimo_capacity([["a"]], 1.0), "channel: given an array of shape"),
        (lambda: mimo_capacity([[math.inf]], math.nan), "2 inputs"),
        (lambda: sampled_capacity([1.0], [1.0]), "frequency: given 1 values"),
        (lambda: sampled_capacity([2.0, 1.0], [1.0, 1.0]), "frequency: given 2 values"),
        (lambda: sampled_capacity([1.0, 2.0], [1.0]), "snr: given shape"),
        (lambda: sampled_capacity([1.0, 2.0], [1.0, -3.0]), "convert decibels first"),
        (lambda: sampled_capacity([1.0, 2.0], [1.0, math.nan]), "snr: given nan to nan"),
        (lambda: response_capacity(lambda _: 1.0, 2.0, 1.0), "high: given 2 to 1 Hz"),
        (lambda: response_capacity(lambda _: -1.0, 0.0, 1.0), "convert decibels first"),
        (lambda: salz_snr(lambda _: math.nan, 0.0, 1.0), "snr: given nan"),
    ],
)
def test_bad_curves_and_lists_are_refused(call, said):
    with pytest.raises(InputError, match=said):
        call()
