"""What is possible: laws of physics and mathematics, with no training run in sight.

Each law is called with quantities or texts, has its kernel on SI floats and arrays, can be solved for any input, and
explains itself: ``help(laws.landauer)``.

Examples
--------
>>> from limits import laws
>>> f"{laws.landauer(bits='1e26 bit', temperature='300 K').to('kJ'):.4g~}"
'287.1 kJ'
>>> f"{laws.landauer.kernel(1.0, 300.0):.4g}"
'2.871e-21'
"""

from __future__ import annotations

from limits.laws import (
    binary_channel,
    channel,
    charging,
    coding,
    constellation,
    distortion,
    energy,
    erasure,
    fibre,
    generalisation,
    geometry,
    gravity,
    hardware,
    knowledge,
    laptop,
    latency,
    learning,
    link,
    matmul,
    matter,
    measurement,
    modulation,
    noise,
    noise_density,
    optical,
    penalty,
    prediction,
    radiation,
    receivers,
    reliability,
    reset,
    sample_size,
    single_mode,
    speed,
    storage,
    switching,
    thermal,
    transport,
)
from limits.laws.densities import storage_densities
from limits.laws.erasure import erased_bits, erasure_range, logical_erasure, multiply_erasure
from limits.laws.formulary import LAWS, get
from limits.laws.law import Domain, Input, Kind, Law, Sense
from limits.laws.measured import measured_energies
from limits.laws.searching import search

__all__ = [
    "LAWS",
    "Domain",
    "Input",
    "Kind",
    "Law",
    "Sense",
    "accelerator_energy",
    "adiabatic_charging",
    "all_reduce",
    "atom_information",
    "barrier",
    "batch_latency",
    "bec",
    "bekenstein",
    "bekenstein_energy",
    "bi_awgn",
    "black_hole",
    "bremermann",
    "bsc",
    "bsc_margin",
    "carnot",
    "cmos",
    "codeword_failure",
    "collective_rounds",
    "coolant",
    "epochs",
    "erased_bits",
    "erasure",
    "erasure_range",
    "fano",
    "fano_weak",
    "fibre_optimum",
    "fibre_snr",
    "finite_class",
    "gap_rate",
    "get",
    "heat_at_plug",
    "heat_flow",
    "heterodyne",
    "holevo",
    "holevo_noisy",
    "holevo_rate",
    "holographic",
    "holographic_sphere",
    "homodyne",
    "koomey",
    "ktc_noise",
    "landauer",
    "landauer_biased",
    "landauer_efficiency",
    "landauer_finite_time",
    "landauer_rate",
    "landauer_reset",
    "landauer_reset_margin",
    "latency_wall",
    "learned_information",
    "light_latency",
    "lloyd_memory",
    "lloyd_rate",
    "lloyd_temperature",
    "logical_erasure",
    "machine_diameter",
    "machine_diameter_heat",
    "mandelstam_tamm",
    "manifold_exponent",
    "margolus_levitin",
    "margolus_levitin_sequence",
    "matmul_intensity",
    "matmul_traffic",
    "matter_information",
    "measured_energies",
    "measurement_erasure",
    "memory_capacity",
    "message_rate",
    "multiply_erasure",
    "net_coding_gain",
    "no_free_lunch",
    "no_free_lunch_gain",
    "no_free_lunch_unseen",
    "node_energy",
    "noise_margin",
    "one_way_rate",
    "pam_ber",
    "pam_capacity",
    "pam_penalty",
    "pam_penalty_peak",
    "parameter_capacity",
    "payload_rate",
    "photon_energy",
    "planck_noise",
    "pue",
    "qam_ber",
    "quantum_speed",
    "radiating_sphere",
    "radiator",
    "rate_distortion",
    "rate_distortion_excess",
    "refrigeration",
    "retention",
    "sagawa_ueda",
    "schwarzschild",
    "search",
    "serial_steps",
    "shannon",
    "shannon_energy",
    "shannon_limit",
    "shannon_power",
    "snr_gap",
    "storage_densities",
    "switch_power_density",
    "switch_size",
    "switch_time",
    "szilard",
    "thermal_conductance",
    "thermal_noise",
    "token_entropy",
    "vc_class",
    "wideband",
]

landauer = energy.LANDAUER
landauer_rate = energy.LANDAUER_RATE
landauer_efficiency = energy.LANDAUER_EFFICIENCY
landauer_finite_time = energy.LANDAUER_FINITE_TIME
landauer_biased = reset.LANDAUER_BIASED
landauer_reset = reset.LANDAUER_RESET
landauer_reset_margin = reset.LANDAUER_RESET_MARGIN
sagawa_ueda = measurement.SAGAWA_UEDA
szilard = measurement.SZILARD
measurement_erasure = measurement.MEASUREMENT_ERASURE
barrier = reliability.BARRIER
retention = reliability.RETENTION
noise_margin = noise.NOISE_MARGIN
ktc_noise = noise.KTC_NOISE
node_energy = charging.NODE_ENERGY
adiabatic_charging = charging.ADIABATIC_CHARGING
cmos = switching.CMOS
switch_size = switching.SWITCH_SIZE
switch_time = switching.SWITCH_TIME
switch_power_density = switching.SWITCH_POWER_DENSITY
carnot = thermal.CARNOT
refrigeration = thermal.REFRIGERATION
heat_at_plug = thermal.HEAT_AT_PLUG
pue = thermal.PUE
accelerator_energy = hardware.ACCELERATOR_ENERGY
koomey = hardware.KOOMEY
margolus_levitin = speed.MARGOLUS_LEVITIN
margolus_levitin_sequence = speed.MARGOLUS_LEVITIN_SEQUENCE
mandelstam_tamm = speed.MANDELSTAM_TAMM
quantum_speed = speed.QUANTUM_SPEED
bremermann = speed.BREMERMANN
lloyd_rate = laptop.LLOYD_RATE
lloyd_temperature = laptop.LLOYD_TEMPERATURE
lloyd_memory = laptop.LLOYD_MEMORY
bekenstein = storage.BEKENSTEIN
bekenstein_energy = storage.BEKENSTEIN_ENERGY
memory_capacity = storage.MEMORY_CAPACITY
schwarzschild = gravity.SCHWARZSCHILD
holographic = gravity.HOLOGRAPHIC
holographic_sphere = gravity.HOLOGRAPHIC_SPHERE
black_hole = gravity.BLACK_HOLE
atom_information = matter.ATOM_INFORMATION
matter_information = matter.MATTER_INFORMATION
shannon = channel.SHANNON
shannon_power = channel.SHANNON_POWER
shannon_energy = channel.SHANNON_ENERGY
shannon_limit = channel.SHANNON_LIMIT
thermal_noise = noise_density.THERMAL_NOISE
planck_noise = noise_density.PLANCK_NOISE
pam_ber = modulation.PAM_BER
qam_ber = modulation.QAM_BER
pam_penalty = penalty.PAM_PENALTY
pam_penalty_peak = penalty.PAM_PENALTY_PEAK
snr_gap = penalty.SNR_GAP
gap_rate = penalty.GAP_RATE
pam_capacity = constellation.PAM_CAPACITY
bi_awgn = constellation.BI_AWGN
bsc = binary_channel.BSC
bsc_margin = binary_channel.BSC_MARGIN
bec = binary_channel.BEC
codeword_failure = coding.CODEWORD_FAILURE
net_coding_gain = coding.NET_CODING_GAIN
payload_rate = link.PAYLOAD_RATE
one_way_rate = link.ONE_WAY_RATE
photon_energy = optical.PHOTON_ENERGY
holevo = optical.HOLEVO
holevo_noisy = optical.HOLEVO_NOISY
holevo_rate = optical.HOLEVO_RATE
heterodyne = receivers.HETERODYNE
homodyne = receivers.HOMODYNE
wideband = single_mode.WIDEBAND
heat_flow = single_mode.HEAT_FLOW
thermal_conductance = single_mode.THERMAL_CONDUCTANCE
message_rate = single_mode.MESSAGE_RATE
fibre_snr = fibre.FIBRE_SNR
fibre_optimum = fibre.FIBRE_OPTIMUM
light_latency = transport.LIGHT_LATENCY
all_reduce = transport.ALL_REDUCE
collective_rounds = transport.COLLECTIVE_ROUNDS
serial_steps = latency.SERIAL_STEPS
batch_latency = latency.BATCH_LATENCY
latency_wall = latency.LATENCY_WALL
machine_diameter = geometry.MACHINE_DIAMETER
machine_diameter_heat = geometry.MACHINE_DIAMETER_HEAT
radiator = radiation.RADIATOR
radiating_sphere = radiation.RADIATING_SPHERE
coolant = radiation.COOLANT
matmul_traffic = matmul.MATMUL_TRAFFIC
matmul_intensity = matmul.MATMUL_INTENSITY
no_free_lunch = generalisation.NO_FREE_LUNCH
no_free_lunch_gain = generalisation.NO_FREE_LUNCH_GAIN
no_free_lunch_unseen = generalisation.NO_FREE_LUNCH_UNSEEN
finite_class = sample_size.FINITE_CLASS
vc_class = sample_size.VC_CLASS
fano = prediction.FANO
fano_weak = prediction.FANO_WEAK
rate_distortion = distortion.RATE_DISTORTION
rate_distortion_excess = distortion.RATE_DISTORTION_EXCESS
token_entropy = distortion.TOKEN_ENTROPY
parameter_capacity = knowledge.PARAMETER_CAPACITY
learned_information = knowledge.LEARNED_INFORMATION
manifold_exponent = knowledge.MANIFOLD_EXPONENT
epochs = learning.EPOCHS
