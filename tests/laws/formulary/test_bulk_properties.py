"""What must hold between the laws of speed, storage, heat and distance, along them, and at their edges."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.constants import CODATA2022 as C
from limits.errors import InputError

EPS = np.finfo(float).eps


def decades(low, high):
    """Positive numbers, evenly spread over their orders of magnitude."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


@given(decades(1e-30, 1e25), decades(1e-30, 1e25))
def test_both_limits_of_speed_hold_at_once(energy, spread):
    time = laws.quantum_speed.kernel(energy, spread)
    by_mean, by_spread = 1 / laws.margolus_levitin.kernel(energy), laws.mandelstam_tamm.kernel(spread)
    assert time == pytest.approx(max(by_mean, by_spread), rel=4 * EPS)
    assert time == laws.quantum_speed.kernel(spread, energy)


def test_an_even_superposition_of_two_levels_meets_both():
    """Levels 0 and E with equal weight: mean and spread are E/2, and the state turns orthogonal after h/2E."""
    level = 1.0
    weights, energies = np.array([0.5, 0.5]), np.array([0.0, level])
    mean = float(weights @ energies)
    spread = math.sqrt(float(weights @ energies**2) - mean**2)
    time = laws.quantum_speed.kernel(mean, spread)
    overlap = abs(np.sum(weights * np.exp(-1j * energies * time / C.hbar)))
    assert overlap < 1e-15
    assert time == pytest.approx(C.h / (2 * level), rel=2 * EPS)


@given(decades(1e-30, 1e30))
def test_the_laptop_is_margolus_and_levitins(mass):
    assert laws.lloyd_rate.kernel(mass) == pytest.approx(4 * laws.bremermann.kernel(mass), rel=4 * EPS)


@given(decades(1e-3, 1e6), decades(1e-9, 1e6))
def test_light_obeys_stefan_and_holds_its_entropy(mass, volume):
    """Energy of black radiation is 4 sigma V T^4 / c, and the derivative of entropy by energy is 1/T."""
    temperature = laws.lloyd_temperature.kernel(mass, volume)
    assert 4 * C.sigma_SB / C.c * volume * temperature**4 == pytest.approx(mass * C.c**2, rel=1e-13)
    slope = laws.lloyd_memory.elasticity("mass", mass=f"{mass!r} kg", volume=f"{volume!r} m^3")
    entropy = laws.lloyd_memory.kernel(mass, volume) * C.k_B * C.ln2
    assert slope * entropy / (mass * C.c**2) == pytest.approx(1 / temperature, rel=1e-12)


@given(decades(1e-3, 1e3), decades(1e-6, 1e3))
def test_light_holds_less_than_bekenstein_allows(mass, volume):
    radius = (3 * volume / (4 * math.pi)) ** (1 / 3)
    assert laws.lloyd_memory.kernel(mass, volume) < laws.bekenstein.kernel(mass, radius)


@given(decades(1e-8, 1e30), st.floats(1.0, 1e30))
def test_bounds_of_storage_are_in_order(mass, times):
    """Both bounds meet at Schwarzschild's radius, in the information of the black hole; outside they part."""
    hole = laws.schwarzschild.kernel(mass)
    at_hole = laws.black_hole.kernel(mass)
    assert laws.bekenstein.kernel(mass, hole) == pytest.approx(at_hole, rel=1e-14)
    assert laws.holographic_sphere.kernel(hole) == pytest.approx(at_hole, rel=1e-14)
    radius = hole * times
    ratio = laws.bekenstein.kernel(mass, radius) / laws.holographic_sphere.kernel(radius)
    assert ratio == pytest.approx(1 / times, rel=1e-13)


@given(decades(1e-30, 1e30))
def test_a_sphere_is_bounded_by_its_surface(radius):
    area = 4 * math.pi * radius**2
    assert laws.holographic_sphere.kernel(radius) == pytest.approx(laws.holographic.kernel(area), rel=4 * EPS)


def test_bits_are_not_nats():
    """A quarter of the area in Planck units is nats: without the ln 2 it is 31 % too small."""
    planck_area = C.hbar * C.G / C.c**3
    found = laws.holographic(area="1 m^2")
    assert found.m_as("nat") == pytest.approx(0.25 / planck_area, rel=1e-14)
    assert found.m == pytest.approx(0.25 / planck_area / math.log(2), rel=1e-14)


@given(decades(1e-9, 1e9), decades(1e-3, 1e3), decades(1e-3, 1.0))
def test_matter_is_so_many_atoms(mass, entropy, molar):
    atoms = mass / molar * C.N_A
    each = laws.atom_information.kernel(entropy)
    assert laws.matter_information.kernel(mass, entropy, molar) == pytest.approx(atoms * each, rel=8 * EPS)


def test_ordinary_matter_is_far_below_bekenstein():
    silicon = laws.matter_information(mass="1 kg", molar_entropy="18.81 J/mol/K", molar_mass="28.0855 g/mol").m
    assert 1e17 < laws.bekenstein.kernel(1.0, 1.0) / silicon < 1e18


@given(decades(1e-2, 1.0), decades(1e-6, 1e8), st.floats(0.0, 1e3), decades(1e-12, 1e3))
def test_radiators_undo_themselves(emissivity, area, ambient, difference):
    power = laws.radiator.kernel(emissivity, area, ambient, difference)
    found = laws.radiator.inverse["difference"](power=power, emissivity=emissivity, area=area, ambient=ambient)
    assert found == pytest.approx(difference, rel=1e-13)


def test_a_radiator_at_its_edges():
    assert laws.radiator.kernel(1.0, 1.0, 300.0, 0.0) == 0.0
    assert laws.radiator.kernel(1.0, 1.0, 0.0, 300.0) == pytest.approx(C.sigma_SB * 300.0**4, rel=4 * EPS)
    with pytest.raises(InputError, match="emissivity"):
        laws.radiator(emissivity="1.1", area="1 m^2", ambient="300 K", difference="1 K")


def test_a_difference_is_no_temperature():
    """25 degC as a difference is the trap: read as a temperature it would be 298.15 K."""
    surface = {"emissivity": "1", "area": "1 m^2", "ambient": "300 K"}
    for given_ in ("25 degC", "25 delta_degC"):
        with pytest.raises(InputError, match="difference of temperatures is in kelvin"):
            laws.radiator(**surface, difference=given_)


@given(decades(1e-3, 1e3), decades(2.7, 1e4))
def test_a_sphere_pays_for_its_erasures(radius, temperature):
    erased = laws.radiating_sphere.kernel(radius, temperature)
    area = 4 * math.pi * radius**2
    heat = laws.radiator.kernel(1.0, area, 0.0, temperature)
    assert laws.landauer.kernel(erased, temperature) == pytest.approx(heat, rel=1e-13)
    assert laws.landauer_rate.kernel(heat, temperature) == pytest.approx(erased, rel=1e-13)


@given(decades(1e-6, 1e8), decades(1e-3, 1e8), st.floats(1.0, 4.0))
def test_steps_wait_for_light_both_ways(time, distance, index):
    step = 2 * laws.light_latency.kernel(distance, index)
    assert laws.serial_steps.kernel(time, distance, index) == pytest.approx(time / step, rel=8 * EPS)


@given(st.integers(1, 10**9).map(float), decades(1e-9, 1.0))
def test_a_machine_is_no_smaller_than_a_ball(chips, volume):
    diameter = laws.machine_diameter.kernel(chips, volume)
    assert math.pi / 6 * diameter**3 == pytest.approx(chips * volume, rel=1e-14)


@given(st.integers(1, 10**6).map(float), decades(1.0, 1e4), decades(1.0, 1e6))
def test_heat_makes_a_machine_grow_faster_than_its_volume(chips, power, flux):
    one, many = (laws.machine_diameter_heat.kernel(n * power, flux) for n in (1.0, chips))
    assert many == pytest.approx(math.sqrt(chips) * one, rel=8 * EPS)
    assert math.pi * many**2 * flux == pytest.approx(chips * power, rel=8 * EPS)


def test_the_wall_stands_where_latency_and_time_meet():
    batch = laws.batch_latency(layers="100", collectives="4", latency="5 us")
    known = {"batch": "4e6 token", "batch_time": batch, "tokens_per_parameter": "20 token/parameter"}
    known["cost"] = "6 FLOP/parameter/token"
    quarter = laws.latency_wall(time="90 day", **known)
    assert quarter.m == pytest.approx(7.25594112e31, rel=1e-14)
    assert laws.latency_wall(time="180 day", **known).m == pytest.approx(4 * quarter.m, rel=1e-14)
    assert laws.latency_wall.solve("time", operations=quarter, **known).m_as("day") == pytest.approx(90, rel=1e-14)


SHAPES = st.tuples(*[st.integers(1, 20_000).map(float)] * 3)


@given(SHAPES, st.integers(1, 10**8).map(float), st.sampled_from([4.0, 8.0, 16.0, 32.0]))
def test_traffic_is_never_less_than_reading_and_writing(shape, words, word):
    m, n, k = shape
    traffic = laws.matmul_traffic.kernel(m, n, k, words * word, word)
    once = word * (m * n + n * k + m * k)
    assert traffic >= once * (1 - 4 * EPS)
    assert laws.matmul_traffic.kernel(m, n, k, 4 * words * word, word) <= traffic  # more memory never hurts
    if 3 * max(shape) ** 2 <= words:
        assert traffic == pytest.approx(once, rel=4 * EPS)  # everything fits


@given(SHAPES, st.integers(1, 10**8).map(float))
def test_traffic_is_alike_for_the_transposed_product(shape, words):
    m, n, k = shape
    assert laws.matmul_traffic.kernel(m, n, k, words, 1.0) == pytest.approx(
        laws.matmul_traffic.kernel(n, m, k, words, 1.0), rel=8 * EPS
    )


@given(decades(8e3, 1e7), st.sampled_from([4.0, 8.0, 16.0, 32.0]))
def test_large_products_reach_the_ceiling_of_intensity(memory, word):
    n = 1e9
    traffic = laws.matmul_traffic.kernel(n, n, n, memory, word)
    assert 2 * n**3 / traffic == pytest.approx(laws.matmul_intensity.kernel(memory, word), rel=1e-5)


@pytest.mark.parametrize("tile", [4, 16, 64])
def test_a_blocked_product_moves_no_less_than_the_bound(tile):
    """Counted for the textbook schedule: a tile of C stays, one column of A and one row of B pass at a time."""
    n, words = 4096, tile * tile + 2 * tile
    moved = (n // tile) ** 2 * (n * 2 * tile + tile * tile)
    bound = laws.matmul_traffic.kernel(float(n), float(n), float(n), float(words), 1.0)
    assert bound < moved < 1.35 * bound


@given(st.integers(2, 10**9).map(float), st.floats(1.0, 1e15))
def test_all_reduce_asks_for_the_cut_around_one_rank_and_at_most_for_twice(ranks, information):
    cut = laws.all_reduce_cut.kernel(information)
    assert cut * (1 - 1e-15) <= laws.all_reduce.kernel(ranks, information) <= 2.0 * cut
    assert laws.all_reduce.kernel(2.0, information) == cut  # two ranks swap their buffers


def test_collectives_state_what_their_proofs_need():
    said = {
        law.key: " ".join(law.holds_under) for law in (laws.all_reduce, laws.all_reduce_cut, laws.collective_rounds)
    }
    assert all(word in said["all-reduce"] for word in ("element by element", "multicast", "inside the network"))
    assert "network" not in said["all-reduce-cut"]
    assert "two ranks or more" in said["all-reduce-cut"]
    assert "busy for all of the latency" in said["collective-rounds"]


def test_light_in_a_medium_is_no_law_for_every_way():
    for law in (laws.light_latency, laws.serial_steps):
        assert any("group index above 1" in condition for condition in law.holds_under)
        assert law.refs[0] == "einstein1907"


def test_heat_leaves_out_what_is_frozen_in():
    for law in (laws.atom_information, laws.matter_information):
        assert law.kind == "model"
        assert any("isotopes, defects and magnetisation" in condition for condition in law.holds_under)
