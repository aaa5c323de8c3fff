"""Kernels against a table of reference values in 50-digit arithmetic."""

import csv
import math
from dataclasses import replace

import pytest

from limits import laws, scaling, units
from limits.catalog.observations import storage_densities
from limits.constants import CODATA2022 as C
from limits.laws.formulary.channel.frequency_selective import response_capacity, salz_snr
from limits.laws.formulary.channel.noise_density import planck_factor
from limits.laws.formulary.channel.water_filling import water_filling
from limits.laws.formulary.energy.erasure import erased_bits, logical_erasure, multiply_erasure

LANDAUER, SHANNON = laws.landauer.kernel, laws.shannon.kernel
LOSSLESS, WITH_G = 1e-13, 1e-12
BALL = (3 * 1260e-6 / (4 * math.pi)) ** (1 / 3)  # radius of 1260 cm^3
PAM4 = 10**1.7655149880955767
HOLE = laws.schwarzschild.kernel(1.0)
KP4 = (514 / 544, 256 / 257)  # payload of RS(544,514) and of 256b/257b
NYQUIST = 26.5625e9


def decibels(ratio):
    return 10 * math.log10(ratio)


def copper(frequency):
    """Signal-to-noise ratio of a lane with 28 dB of loss at the Nyquist frequency."""
    share = frequency / NYQUIST
    return 10 ** ((40.0 - 16.8 * share**0.5 - 11.2 * share) / 10.0)


def dissipation(distance):
    """What a fast erasure costs above Landauer's heat."""
    return laws.landauer_finite_time.kernel(1.0, distance, 1.0, 1e-6, 1.0) - LANDAUER(1.0, 1.0)


EXACT = {
    "A01": lambda: LANDAUER(1.0, 300.0),
    "A02": lambda: LANDAUER(1.0, 293.15),
    "A05": lambda: LANDAUER(1.0, 4.2),
    "A06": lambda: LANDAUER(1.0, 0.02),
    "A07": lambda: LANDAUER(1.0, 0.0),
    "A08": lambda: LANDAUER(1e26, 300.0),
    "A09": lambda: LANDAUER(1e26 * erased_bits("operands_inplace", "bf16"), 300.0),
    "A12": lambda: laws.cmos.kernel(1.0, 4.7e15),
    "A13": lambda: laws.cmos.kernel(1.0, 4.7e15) / LANDAUER(1.0, 300.0),
    "A15": lambda: laws.landauer_reset.kernel(1.0, 1e-20, 300.0),
    "A16": lambda: laws.landauer_reset.kernel(1.0, 0.0, 300.0),
    "A19": lambda: laws.barrier.kernel(-15.0, 300.0),
    "A22": lambda: laws.retention.kernel(10 * 365.25 * 86400, 1e-9, 300.0) / (C.k_B * 300.0),
    "A23": lambda: laws.noise_margin.kernel(-15.0, 300.0),
    "A26": lambda: laws.node_energy.kernel(1e-15, 0.7),
    "A28": lambda: laws.adiabatic_charging.kernel(1.0, 1.0, 1.0, 1e-9),
    "A30": lambda: dissipation(math.sqrt(2.0)) / dissipation(math.sqrt(0.5)),
    "A32": lambda: laws.szilard.kernel(1.0, 0.0, 300.0),
    "A33": lambda: laws.switch_size.kernel(C.m_e, 300.0),
    "A34": lambda: laws.switch_time.kernel(300.0),
    "A35": lambda: laws.switch_power_density.kernel(C.m_e, 300.0) / 1e4,
    "A36": lambda: logical_erasure([0, 0, 0, 1]),
    "A37": lambda: logical_erasure([a + b + c for a in (0, 1) for b in (0, 1) for c in (0, 1)]),
    "A38": lambda: logical_erasure([0, 1, 1, 0]),
    "A39": lambda: laws.accelerator_energy.kernel(1.0, 700.0, 989.4e12, 1.0),
    "A40": lambda: 700 / 989.4e12 / LANDAUER(16.0, 300.0),
    "A42": lambda: laws.heat_at_plug.kernel(LANDAUER(1.0, 4.2), 4.2, 300.0),
    "A43": lambda: laws.carnot.kernel(1e-10, 300.0 + 1e-10),
    "A44": lambda: multiply_erasure("fp8-e4m3"),
    "A45": lambda: multiply_erasure("fp8-e4m3", rounded=True),
    "A47": lambda: multiply_erasure("fp4-e2m1"),
    "A49": lambda: multiply_erasure("uint8"),
    "A51": lambda: 2 * erased_bits("operands", "fp32"),
    "A52": lambda: 2 * erased_bits("operands_inplace", "bf16"),
    "A53": lambda: erased_bits("gemm_amortised", "bf16", shape=(8192, 8192, 8192)),
    "A54": lambda: 2 * erased_bits("operands_inplace", "fp8"),
    "B01": lambda: laws.margolus_levitin.kernel(1.0),
    "B02": lambda: laws.margolus_levitin.kernel(C.c**2),
    "B03": lambda: laws.bremermann.kernel(1.0),
    "B04": lambda: laws.margolus_levitin.kernel(C.c**2) / laws.bremermann.kernel(1.0),
    "B07": lambda: laws.light_latency.kernel(100.0, 1.0),
    "B08": lambda: laws.light_latency.kernel(100.0, 1.468),
    "B10": lambda: laws.matmul_traffic.kernel(8192.0, 8192.0, 8192.0, 116736 * 16.0, 16.0) / 16,
    "B12": lambda: laws.radiator.kernel(1.0, 1.0, 0.0, 1.0),
    "B14": lambda: laws.radiator.kernel(1.0, 1.0, 300.0, 1e-10),
    "B16": lambda: laws.margolus_levitin_sequence.kernel(1.0),
    "B17": lambda: laws.margolus_levitin.kernel(8.9874e16, const=replace(C, h=2 * math.pi * 1.0545e-34)),
    "B18": lambda: laws.latency_wall.kernel(90 * 86400.0, 4e6, laws.batch_latency.kernel(100.0, 4.0, 5e-6), 20.0, 6.0),
    "C01": lambda: laws.bekenstein.kernel(1.0, 1.0),
    "C02": lambda: laws.bekenstein_energy.kernel(1.0, 1.0),
    "C04": lambda: laws.bekenstein.kernel(1.5, BALL),
    "C12": lambda: laws.lloyd_temperature.kernel(1.0, 1e-3),
    "C13": lambda: laws.lloyd_memory.kernel(1.0, 1e-3),
    "C14": lambda: laws.atom_information.kernel(18.81),
    "C16": lambda: storage_densities()["silicon-atom"].value,
    "C17": lambda: storage_densities()["dna-counted"].value / 1e3,
    "D01": lambda: SHANNON(3000.0, 1000.0),
    "D03": lambda: SHANNON(1e8, 100.0),
    "D04": lambda: SHANNON(1.0, 1e-20),
    "D05": lambda: SHANNON(1.0, 1e-10),
    "D06": lambda: SHANNON(1.0, 0.0),
    "D09": lambda: laws.shannon_power.kernel(1e30, 1e6, 1.0),
    "D10": lambda: laws.shannon_limit.kernel(1e-17),
    "D11": lambda: decibels(laws.shannon_limit.kernel(1e-17)),
    "D12": lambda: laws.shannon_limit.kernel(2.0),
    "D13": lambda: laws.shannon_limit.kernel(1e-12),
    "D14": lambda: laws.shannon_energy.kernel(1e-17, 1.0),
    "D15": lambda: decibels(laws.thermal_noise.kernel(290.0) / 1e-3),
    "D18": lambda: planck_factor(1e-17),
    "D19": lambda: planck_factor(1000.0),
    "D20": lambda: laws.bsc.kernel(0.11),
    "D22": lambda: laws.bsc.kernel(0.0),
    "D23": lambda: laws.bsc_margin.kernel(1e-10),
    "D25": lambda: decibels(laws.pam_ber.inverse["snr"](4.0, 2.4e-4)),
    "D26": lambda: decibels(laws.pam_ber.inverse["snr"](4.0, 1e-4)),
    "D28": lambda: decibels(laws.pam_ber.inverse["snr"](4.0, 1e-6)),
    "D29": lambda: decibels(laws.pam_ber.inverse["snr"](4.0, 1e-12)),
    "D32": lambda: decibels(laws.pam_penalty.kernel(4.0)),
    "D33": lambda: decibels(laws.pam_penalty_peak.kernel(4.0)),
    "D35": lambda: decibels(laws.snr_gap.kernel(1e-6)),
    "D37": lambda: laws.pam_capacity.kernel(4.0, PAM4),
    "D39": lambda: SHANNON(0.5, PAM4),
    "D40": lambda: laws.payload_rate.kernel(53.125e9, 4.0, *KP4) / 1e9,
    "D41": lambda: laws.payload_rate.kernel(106.25e9, 4.0, *KP4) / 1e9,
    "D42": lambda: laws.payload_rate.kernel(26.5625e9, 4.0, *KP4) / 1e9,
    "D43": lambda: decibels(laws.shannon.inverse["snr"](100e9, 26.5625e9)),
    "D44": lambda: laws.one_way_rate.kernel(18.0, 8e11) / 1e9,
    "D45": lambda: laws.codeword_failure.kernel(2.4e-4, 544.0, 15.0, 10.0),
    "D47": lambda: decibels(laws.net_coding_gain.kernel(2.4e-4, 1e-15, KP4[0])),
    "D48": lambda: response_capacity(copper, 0.0, NYQUIST) / 1e9,
    "D49": lambda: decibels(salz_snr(copper, 0.0, NYQUIST)),
    "D51": lambda: water_filling([1.0, 2.0, 10.0], 3.0).level,
    "D55": lambda: laws.holevo.kernel(1.0),
    "D57": lambda: laws.holevo.kernel(0.0),
    "D59": lambda: laws.photon_energy.kernel(1550e-9),
    "D60": lambda: laws.holevo_rate.kernel(50e9, 1e-3, 1550e-9),
    "D62": lambda: laws.wideband.kernel(1e-3),
    "D63": lambda: laws.thermal_conductance.kernel(1.0),
    "D65": lambda: laws.message_rate.kernel(1.0),
    "D68": lambda: units.si("30 dB", "1").value,
    "D69": lambda: laws.bi_awgn.kernel(1e4),
    "D71": lambda: decibels(laws.shannon_limit.kernel(1e-17)),
    "E01": lambda: units.si("1.69 nat/token", "bit/token").value,
    "E02": lambda: scaling.loss(scaling.get("hoffmann2022-rounded"), 70e9, 1.4e12),
    "E04": lambda: laws.parameter_capacity.kernel(7e9, 2.0),
    "E07": lambda: laws.fano_weak.kernel(2.4381508, 50257.0),
    "E09": lambda: laws.no_free_lunch.kernel(1e30, 1e15, 2.0),
    "E10": lambda: laws.no_free_lunch_gain.kernel(1e30, 1e15, 2.0),
    "E11": lambda: laws.no_free_lunch_unseen.kernel(2.0),
    "E12": lambda: laws.finite_class.kernel(7e9 * 16, 0.01, 0.05),
    "E14": lambda: laws.token_entropy.kernel(1.3, 4.5),
    "F01": lambda: laws.pue.kernel(100.0, 1.1),
    "F04": lambda: laws.accelerator_energy.kernel(1e26, 700.0, 989.4e12, 0.4),
}
INEXACT = {
    "C06": lambda: C.hbar * C.G / C.c**3,
    "C09": lambda: laws.schwarzschild.kernel(1.0),
    "C07": lambda: laws.holographic.kernel(1.0),
    "C10": lambda: laws.black_hole.kernel(1.0),
    "C11": lambda: laws.bekenstein.kernel(1.0, HOLE) / laws.holographic_sphere.kernel(HOLE),
}


@pytest.fixture(scope="module")
def table(tables):
    """The expected values by id."""
    with (tables / "reference_values.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: float(row["expected"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize("row", EXACT)
def test_exact_rows(table, row):
    assert EXACT[row]() == pytest.approx(table[row], rel=LOSSLESS, abs=0)


@pytest.mark.parametrize("row", INEXACT)
def test_rows_with_the_constant_of_gravitation(table, row):
    assert INEXACT[row]() == pytest.approx(table[row], rel=WITH_G, abs=0)


@pytest.mark.parametrize(
    ("got", "expected"),
    [  # the rows that the package promises in print, so that they hold without the table
        (LANDAUER(1e26 * 16, 300.0), 4593566.216125958),
        (laws.bekenstein.kernel(1.0, 1.0), 2.576908209992606e43),
        (laws.margolus_levitin.kernel(1.0), 6.036760718568607e33),
        (laws.bremermann.kernel(1.0), 1.356392489652132e50),
        (SHANNON(1.0, 1e-20), 1.442695040888963e-20),
        (SHANNON(3000.0, 1000.0), 29901.67877650798),
        (laws.light_latency.kernel(100.0, 1.468), 4.896720917508872e-7),
    ],
)
def test_promised_values(got, expected):
    assert got == pytest.approx(expected, rel=1e-15, abs=0)
