"""What must hold between laws, and along them, for any numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.constants import CODATA2022

EPS = np.finfo(float).eps


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


@given(decades(1e-20, 1e8), decades(1.001, 1e3))
def test_capacity_rises_with_snr_and_less_and_less(snr, factor):
    low, high = laws.shannon.kernel(1.0, snr), laws.shannon.kernel(1.0, snr * factor)
    middle = laws.shannon.kernel(1.0, snr * (1 + factor) / 2)
    assert low < high
    assert middle >= (low + high) / 2 * (1 - 4 * EPS)


@given(decades(1e-20, 1e8), decades(1e-3, 1e15))
def test_capacity_is_below_its_tangent(snr, bandwidth):
    assert laws.shannon.kernel(bandwidth, snr) <= bandwidth * snr / CODATA2022.ln2 * (1 + 4 * EPS)


@given(decades(1e-3, 1e15), decades(1e-12, 1e3), decades(1e-24, 1e-6))
def test_capacity_of_a_power_is_below_the_wide_band_limit(bandwidth, power, noise):
    capacity = laws.shannon_power.kernel(bandwidth, power, noise)
    assert capacity <= power / (noise * CODATA2022.ln2) * (1 + 4 * EPS)
    assert capacity == laws.shannon.kernel(bandwidth, power / (noise * bandwidth))


@given(decades(1e-12, 1e2), decades(1e-24, 1e-6), decades(1.0, 1e12))
def test_energy_per_bit_is_the_power_at_capacity(efficiency, noise, bandwidth):
    energy = laws.shannon_energy.kernel(efficiency, noise)
    assert energy >= noise * CODATA2022.ln2 * (1 - 4 * EPS)
    capacity = laws.shannon_power.kernel(bandwidth, energy * efficiency * bandwidth, noise)
    assert capacity == pytest.approx(efficiency * bandwidth, rel=1e-12, abs=0)


def test_energy_per_bit_in_thermal_noise_tends_to_landauers_value():
    """The same number for another claim: energy received, not heat released."""
    thermal = CODATA2022.k_B * 300.0
    assert laws.shannon_energy.kernel(1e-17, thermal) == pytest.approx(
        laws.landauer.kernel(1.0, 300.0), rel=1e-15, abs=0
    )


@given(decades(1e-30, 1e30), st.floats(1.0, 1e30))
def test_bekenstein_is_below_the_holographic_bound_outside_a_black_hole(mass, times):
    c = CODATA2022
    least = laws.schwarzschild.kernel(mass)
    radius = least * times
    holographic = math.pi * radius**2 * c.c**3 / (c.hbar * c.G * c.ln2)
    assert laws.bekenstein.kernel(mass, radius) == pytest.approx(holographic * least / radius, rel=1e-12, abs=0)


@given(decades(1e-20, 1e30), decades(1e-15, 1e15))
def test_bekenstein_of_a_mass_is_that_of_its_energy(mass, radius):
    of_energy = laws.bekenstein_energy.kernel(mass * CODATA2022.c**2, radius)
    assert laws.bekenstein.kernel(mass, radius) == pytest.approx(of_energy, rel=1e-14, abs=0)


@given(decades(1e-30, 1e30))
def test_margolus_levitin_is_four_times_bremermann(mass):
    energy = mass * CODATA2022.c**2
    assert laws.margolus_levitin.kernel(energy) == pytest.approx(4 * laws.bremermann.kernel(mass), rel=1e-14, abs=0)
    assert laws.margolus_levitin.kernel(energy) == 2 * laws.margolus_levitin_sequence.kernel(energy)


@given(st.integers(2, 10**6), decades(1.0, 1e15))
def test_all_reduce_sends_between_one_and_two_buffers(ranks, information):
    sent = laws.all_reduce.kernel(float(ranks), information)
    assert information * (1 - 4 * EPS) <= sent < 2 * information


@given(st.integers(1, 2**40))
def test_rounds_count_doublings_exactly(ranks):
    assert laws.collective_rounds.kernel(float(ranks), 1.0) == (ranks - 1).bit_length()


@given(decades(1e-6, 1e4), decades(1.0, 1e30))
def test_landauer_is_nothing_for_nothing(temperature, bits):
    assert laws.landauer.kernel(0.0, temperature) == 0.0
    assert laws.landauer.kernel(bits, 0.0) == 0.0
    assert laws.landauer.kernel(bits, temperature) > 0.0


@pytest.mark.parametrize(("snr", "bits"), [(0.0, 0.0), (1.0, 1.0), (3.0, 2.0), (1e-20, 1.442695040888963407e-20)])
def test_capacity_at_special_ratios(snr, bits):
    assert laws.shannon.kernel(1.0, snr) == pytest.approx(bits, rel=4 * EPS, abs=0)
