"""The formulary: every law, by kind of limit, and how one is found by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import UnknownNameError
from limits.laws import (
    binary_channel,
    channel,
    charging,
    coding,
    constellation,
    distortion,
    energy,
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

if TYPE_CHECKING:
    from limits.laws.law import Law

__all__ = ["LAWS", "get"]

LAWS = (
    energy.LANDAUER,
    energy.LANDAUER_RATE,
    energy.LANDAUER_EFFICIENCY,
    energy.LANDAUER_FINITE_TIME,
    reset.LANDAUER_BIASED,
    reset.LANDAUER_RESET,
    reset.LANDAUER_RESET_MARGIN,
    measurement.SAGAWA_UEDA,
    measurement.SZILARD,
    measurement.MEASUREMENT_ERASURE,
    reliability.BARRIER,
    reliability.RETENTION,
    noise.NOISE_MARGIN,
    noise.KTC_NOISE,
    charging.NODE_ENERGY,
    charging.ADIABATIC_CHARGING,
    switching.CMOS,
    switching.SWITCH_SIZE,
    switching.SWITCH_TIME,
    switching.SWITCH_POWER_DENSITY,
    thermal.CARNOT,
    thermal.REFRIGERATION,
    thermal.HEAT_AT_PLUG,
    thermal.PUE,
    hardware.ACCELERATOR_ENERGY,
    hardware.KOOMEY,
    speed.MARGOLUS_LEVITIN,
    speed.MARGOLUS_LEVITIN_SEQUENCE,
    speed.MANDELSTAM_TAMM,
    speed.QUANTUM_SPEED,
    speed.BREMERMANN,
    laptop.LLOYD_RATE,
    laptop.LLOYD_TEMPERATURE,
    laptop.LLOYD_MEMORY,
    storage.BEKENSTEIN,
    storage.BEKENSTEIN_ENERGY,
    storage.MEMORY_CAPACITY,
    gravity.SCHWARZSCHILD,
    gravity.HOLOGRAPHIC,
    gravity.HOLOGRAPHIC_SPHERE,
    gravity.BLACK_HOLE,
    matter.ATOM_INFORMATION,
    matter.MATTER_INFORMATION,
    channel.SHANNON,
    channel.SHANNON_POWER,
    channel.SHANNON_ENERGY,
    channel.SHANNON_LIMIT,
    noise_density.THERMAL_NOISE,
    noise_density.PLANCK_NOISE,
    modulation.PAM_BER,
    modulation.QAM_BER,
    penalty.PAM_PENALTY,
    penalty.PAM_PENALTY_PEAK,
    penalty.SNR_GAP,
    penalty.GAP_RATE,
    constellation.PAM_CAPACITY,
    constellation.BI_AWGN,
    binary_channel.BSC,
    binary_channel.BSC_MARGIN,
    binary_channel.BEC,
    coding.CODEWORD_FAILURE,
    coding.NET_CODING_GAIN,
    link.PAYLOAD_RATE,
    link.ONE_WAY_RATE,
    optical.PHOTON_ENERGY,
    optical.HOLEVO,
    optical.HOLEVO_NOISY,
    optical.HOLEVO_RATE,
    receivers.HETERODYNE,
    receivers.HOMODYNE,
    single_mode.WIDEBAND,
    single_mode.HEAT_FLOW,
    single_mode.THERMAL_CONDUCTANCE,
    single_mode.MESSAGE_RATE,
    fibre.FIBRE_SNR,
    fibre.FIBRE_OPTIMUM,
    transport.LIGHT_LATENCY,
    transport.ALL_REDUCE,
    transport.COLLECTIVE_ROUNDS,
    latency.SERIAL_STEPS,
    latency.BATCH_LATENCY,
    latency.LATENCY_WALL,
    geometry.MACHINE_DIAMETER,
    geometry.MACHINE_DIAMETER_HEAT,
    radiation.RADIATOR,
    radiation.RADIATING_SPHERE,
    radiation.COOLANT,
    matmul.MATMUL_TRAFFIC,
    matmul.MATMUL_INTENSITY,
    generalisation.NO_FREE_LUNCH,
    generalisation.NO_FREE_LUNCH_GAIN,
    generalisation.NO_FREE_LUNCH_UNSEEN,
    sample_size.FINITE_CLASS,
    sample_size.VC_CLASS,
    prediction.FANO,
    prediction.FANO_WEAK,
    distortion.RATE_DISTORTION,
    distortion.RATE_DISTORTION_EXCESS,
    distortion.TOKEN_ENTROPY,
    knowledge.PARAMETER_CAPACITY,
    knowledge.LEARNED_INFORMATION,
    knowledge.MANIFOLD_EXPONENT,
    learning.EPOCHS,
)
"""Every law in the order of listing: energy in its many forms, speed, storage, channel, transport, learning."""


def get(key: str) -> Law:
    """Return the law called `key`, written with hyphens or underscores.

    Raises
    ------
    UnknownNameError
        If there is no such law.

    Examples
    --------
    >>> get("light-latency").result
    'time'
    >>> get("bremerman")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    limits.errors.UnknownNameError: no law is called 'bremerman'; did you mean bremermann...
    """
    known = {law.key: law for law in LAWS}
    name = key.replace("_", "-")
    if name not in known:
        raise UnknownNameError("law", key, known)
    return known[name]
