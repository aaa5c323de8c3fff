"""What must hold between the laws of energy, along them, and at their edges."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.constants import CODATA2022 as C
from limits.errors import InputError, NoSolutionError

EPS = np.finfo(float).eps
KT = C.k_B * 300.0


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


PROBABILITIES = st.one_of(st.floats(0.0, 1.0), decades(1e-300, 0.5))


@given(decades(1e-6, 1e30), decades(1e-2, 1e3))
def test_rate_and_efficiency_are_landauers_energy_seen_from_elsewhere(bits, temperature):
    energy = laws.landauer.kernel(bits, temperature)
    assert laws.landauer_rate.kernel(energy, temperature) == pytest.approx(bits, rel=4 * EPS, abs=0)
    assert laws.landauer_efficiency.kernel(bits, temperature) == pytest.approx(1 / energy, rel=4 * EPS, abs=0)


@given(decades(1e-9, 1e-6), decades(1e-14, 1e-2), decades(1e-12, 1e6))
def test_haste_costs_and_patience_is_landauers(distance, diffusion, time):
    hasty, calm = (laws.landauer_finite_time.kernel(1.0, distance, diffusion, t, 300.0) for t in (time, 2 * time))
    floor = laws.landauer.kernel(1.0, 300.0)
    assert hasty >= calm >= floor
    assert hasty - floor == pytest.approx(KT * distance**2 / (diffusion * time), rel=1e-9, abs=8 * EPS * hasty)
    assert laws.landauer_finite_time.kernel(1.0, 0.0, diffusion, time, 300.0) == floor


@given(PROBABILITIES)
def test_what_is_known_and_what_is_not_make_one_bit(probability):
    floor = laws.landauer.kernel(1.0, 300.0)
    unknown = laws.landauer_biased.kernel(1.0, probability, 300.0)
    known = laws.landauer_reset.kernel(1.0, min(probability, 1 - probability), 300.0)
    assert unknown + known == pytest.approx(floor, rel=8 * EPS, abs=0)
    assert 0.0 <= unknown <= floor * (1 + 2 * EPS)


@given(st.integers(1, 2**53 - 1))
def test_a_probability_and_its_complement_cost_the_same(parts):
    probability = parts / 2**53  # exact, as is its complement
    here, there = (laws.landauer_biased.kernel(1.0, p, 300.0) for p in (probability, 1 - probability))
    assert here == pytest.approx(there, rel=4 * EPS, abs=0)


@pytest.mark.parametrize(("probability", "share"), [(0.0, 0.0), (1.0, 0.0), (0.5, 1.0), (0.25, 0.8112781244591328)])
def test_a_biased_bit_at_special_probabilities(probability, share):
    assert laws.landauer_biased.kernel(1.0, probability, 300.0) == pytest.approx(
        KT * math.log(2) * share, rel=4 * EPS, abs=0
    )


def test_solving_a_biased_bit_gives_the_rarer_value():
    energy = laws.landauer_biased(bits="1 bit", probability=0.9, temperature="300 K")
    found = laws.landauer_biased.solve("probability", energy=energy, bits="1 bit", temperature="300 K")
    assert found.m == pytest.approx(0.1, rel=1e-14, abs=0)
    with pytest.raises(NoSolutionError, match="landauer-biased"):
        laws.landauer_biased.solve("probability", energy="3e-21 J", bits="1 bit", temperature="300 K")


@given(st.integers(0, 2**51))
def test_margin_and_error_say_the_same(parts):
    margin = parts / 2**52  # one half less it is exact
    of_margin = laws.landauer_reset_margin.kernel(1.0, margin, 300.0)
    assert laws.landauer_reset.kernel(1.0, 0.5 - margin, 300.0) == pytest.approx(of_margin, rel=8 * EPS, abs=0)


@given(decades(1e-150, 1e-5))
def test_a_small_margin_costs_its_square(margin):
    energy = laws.landauer_reset_margin.kernel(1.0, margin, 300.0)
    assert energy == pytest.approx(2 * KT * margin**2 * (1 + 2 * margin**2 / 3), rel=1e-14, abs=0)


def test_reset_at_its_edges():
    floor = laws.landauer.kernel(1.0, 300.0)
    assert laws.landauer_reset.kernel(1.0, np.array([0.0, 0.5]), 300.0).tolist() == [floor, 0.0]
    assert laws.landauer_reset_margin.kernel(1.0, np.array([0.0, 0.5]), 300.0).tolist() == [0.0, floor]


@given(PROBABILITIES.filter(lambda p: p <= 0.5))
def test_szilard_is_the_mirror_image_of_the_reset(error):
    work = laws.szilard.kernel(1.0, error, 300.0)
    assert work == pytest.approx(laws.landauer_reset.kernel(1.0, error, 300.0), rel=2 * EPS, abs=0)
    assert work <= laws.sagawa_ueda.kernel(1.0, 300.0) == laws.measurement_erasure.kernel(1.0, 300.0)
    assert (laws.szilard.sense, laws.landauer_reset.sense) == (laws.Sense.AT_MOST, laws.Sense.AT_LEAST)


def test_information_carries_its_unit():
    """The usual slip, bit for nat, is a factor of ln 2 that the unit takes care of."""
    nat, bit = (laws.sagawa_ueda(information=f"1 {unit}", temperature="300 K").m_as("J") for unit in ("nat", "bit"))
    assert nat == pytest.approx(KT, rel=4 * EPS, abs=0)
    assert bit == pytest.approx(KT * math.log(2), rel=4 * EPS, abs=0)


@given(decades(1.0, 1e30), decades(1e-13, 1e-6))
def test_a_barrier_holds_for_as_long_as_its_error_is_rare(ratio, attempt):
    by_time = laws.retention.kernel(attempt * ratio, attempt, 300.0)
    by_error = laws.barrier.kernel(-math.log10(ratio), 300.0)
    assert by_time == pytest.approx(by_error, rel=1e-13, abs=8 * EPS * KT)


def test_barriers_at_their_edges():
    assert math.copysign(1.0, laws.barrier.kernel(0.0, 300.0)) == 1.0
    assert laws.barrier.kernel(-400.0, 300.0) == pytest.approx(KT * 400 * math.log(10), rel=2 * EPS, abs=0)
    assert laws.retention(time="1 ns", attempt_time="1 ns", temperature="300 K").m == 0.0
    with pytest.raises(InputError, match="at least the attempt time"):
        laws.retention(time="1 ps", attempt_time="1 ns", temperature="300 K")
    with pytest.raises(InputError, match="<= 0"):
        laws.barrier(log10_error=0.5, temperature="300 K")


@pytest.mark.parametrize("ratio", [1 + EPS, 1 + 2**-40, 1 + 1e-9, 1.001, 1.9999, 2.0, 2.0001, 1e9])
def test_a_state_kept_for_hardly_an_attempt_keeps_its_digits(ratio):
    attempt = 1e-9
    time = attempt * ratio
    with mpmath.workdps(50):
        exact = float(mpmath.mpf(C.k_B) * 300 * mpmath.log(mpmath.mpf(time) / mpmath.mpf(attempt)))
    assert laws.retention.kernel(time, attempt, 300.0) == pytest.approx(exact, rel=4 * EPS, abs=0.0)


def test_a_state_is_kept_over_all_floats():
    barriers = laws.retention.kernel(np.array([1e300, 1e-300, 1e308]), np.array([1e-300, 1e-300, 1.7e308]), 300.0)
    assert barriers[0] == pytest.approx(KT * 600 * math.log(10), rel=4 * EPS, abs=0.0)
    assert barriers[1] == 0.0
    assert barriers[2] < 0.0  # shorter than an attempt, which a call refuses


@given(decades(-math.log10(0.5) * (1 + EPS), 1e6))
def test_noise_margin_undoes_itself(digits):
    energy = laws.noise_margin.kernel(-digits, 300.0)
    again = laws.noise_margin.inverse["log10_error"](energy=energy, temperature=300.0)
    assert again == pytest.approx(-digits, rel=8 * EPS, abs=0)


def test_noise_margin_at_its_edges():
    assert laws.noise_margin.kernel(math.log10(0.5), 300.0) == pytest.approx(0.0, abs=1e-14 * KT)
    # Far out the tail is a Gaussian: Q(x) ~ exp(-x^2/2), and the energy twice four times that of the barrier.
    far = laws.noise_margin.kernel(-1e9, 300.0) / laws.barrier.kernel(-1e9, 300.0)
    assert far == pytest.approx(8.0, rel=1e-7, abs=0)
    with pytest.raises(InputError, match="log10_error"):
        laws.noise_margin(log10_error=-0.3, temperature="300 K")


@given(decades(1e-18, 1e-6), decades(1e-2, 1e3))
def test_half_the_swing_at_one_deviation(capacitance, temperature):
    """A swing of two noise voltages leaves one deviation of margin: C V^2 = 4 kT."""
    swing = 2 * laws.ktc_noise.kernel(capacitance, temperature)
    assert laws.node_energy.kernel(capacitance, swing) == pytest.approx(4 * C.k_B * temperature, rel=8 * EPS, abs=0)


@given(decades(1e-12, 1e12))
def test_a_ramp_loses_less_the_longer_it_is(constants):
    at_once, slow = (laws.adiabatic_charging.kernel(1.0, 1.0, 1.0, a) for a in (constants, constants * 1.001))
    assert slow < at_once <= 0.5
    assert at_once <= 1 / constants
    if constants > 1e9:
        assert at_once == pytest.approx(1 / constants, rel=2e-9, abs=0)


def test_a_ramp_at_its_edges():
    kernel = laws.adiabatic_charging.kernel
    assert kernel(1e-15, 0.7, 1e4, 0.0) == laws.node_energy.kernel(1e-15, 0.7) / 2
    assert kernel(1.0, 1.0, 1.0, 1.0) == pytest.approx(math.exp(-1), rel=4 * EPS, abs=0)  # (1/1)(1 - (1 - 1/e))
    assert kernel(1.0, 1.0, 1.0, np.nextafter(1.0, 0.0)) == pytest.approx(math.exp(-1), rel=4 * EPS, abs=0)
    assert kernel(1.0, 1.0, 1.0, 1e200) == pytest.approx(1e-200, rel=2 * EPS, abs=0)


@given(decades(1e-33, 1e-26), decades(1e-2, 1e3))
def test_smallest_fastest_switches_together(mass, temperature):
    energy = laws.landauer.kernel(1.0, temperature)
    size, time = laws.switch_size.kernel(mass, temperature), laws.switch_time.kernel(temperature)
    density = laws.switch_power_density.kernel(mass, temperature)
    assert density * size**2 * time == pytest.approx(energy, rel=16 * EPS, abs=0)
    assert 2 * mass * energy * size**2 == pytest.approx(C.hbar**2, rel=16 * EPS, abs=0)


@given(decades(1e-2, 300.0), st.floats(300.0, 400.0))
def test_cooling_never_lowers_the_floor_at_the_plug(cold, warm):
    at_plug = laws.heat_at_plug.kernel(laws.landauer.kernel(1.0, cold), cold, warm)
    assert at_plug == pytest.approx(laws.landauer.kernel(1.0, warm), rel=8 * EPS, abs=0)
    assert laws.heat_at_plug(heat="1 J", cold="300 K", warm="300 K").m == 1.0  # nothing to lift


@given(decades(1e-2, 1e3), decades(1e-3, 1e3), decades(1e-6, 1e6))
def test_an_engine_drives_its_own_refrigerator(cold, difference, heat):
    """Carnot's engine between the same baths gives back exactly the work that lifted the heat."""
    work = laws.refrigeration.kernel(heat, cold, difference)
    lifted = laws.heat_at_plug.kernel(heat, cold, cold + difference)
    assert heat + work == pytest.approx(lifted, rel=1e-14, abs=0)
    efficiency = laws.carnot.kernel(difference, cold + difference)
    assert 0.0 < efficiency < 1.0
    assert efficiency * lifted == pytest.approx(work, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("key", "given_", "said"),
    [
        ("carnot", {"difference": "300 K", "hot": "300 K"}, "less than the hot bath's 300 K"),
        ("carnot", {"difference": "25 degC", "hot": "290 K"}, "in kelvin"),
        ("heat-at-plug", {"heat": "1 J", "cold": "300 K", "warm": "4 K"}, "at least the cold bath's 300 K"),
        ("pue", {"energy": "1 J", "pue": "0.9"}, ">= 1"),
        ("landauer-biased", {"bits": "1 bit", "probability": "1.5", "temperature": "300 K"}, ">= 0 and <= 1"),
        ("landauer-reset", {"bits": "1 bit", "error": "0.6", "temperature": "300 K"}, ">= 0 and <= 0.5"),
        ("landauer-efficiency", {"erasure": "0 bit/FLOP", "temperature": "300 K"}, "> 0"),
        ("koomey", {"ratio": "0.5", "doubling_time": "1 year"}, ">= 1"),
        (
            "accelerator-energy",
            {"operations": "1 FLOP", "power": "1 W", "peak": "1 FLOP/s", "mfu": "1.01"},
            "> 0 and <= 1",
        ),
    ],
)
def test_what_cannot_be_is_refused(key, given_, said):
    with pytest.raises(InputError, match=f"^{key}: 1 input cannot be used") as refused:
        laws.get(key)(**given_)
    assert said in str(refused.value)


@given(decades(1.0, 1e12), decades(1.0, 1e9))
def test_efficiency_doubles_in_its_doubling_time(ratio, doubling_time):
    later = laws.koomey.kernel(2 * ratio, doubling_time) - laws.koomey.kernel(ratio, doubling_time)
    assert later == pytest.approx(doubling_time, rel=1e-12, abs=0)
