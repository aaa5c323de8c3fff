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

from limits.errors import UnknownNameError
from limits.laws import (
    channel,
    charging,
    energy,
    erasure,
    hardware,
    learning,
    measurement,
    noise,
    reliability,
    reset,
    speed,
    storage,
    switching,
    thermal,
    transport,
)
from limits.laws.erasure import erased_bits, erasure_range, logical_erasure, multiply_erasure
from limits.laws.law import Domain, Input, Kind, Law, Sense
from limits.laws.measured import measured_energies

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
    "barrier",
    "bekenstein",
    "bekenstein_energy",
    "bremermann",
    "carnot",
    "cmos",
    "collective_rounds",
    "epochs",
    "erased_bits",
    "erasure",
    "erasure_range",
    "get",
    "heat_at_plug",
    "koomey",
    "ktc_noise",
    "landauer",
    "landauer_biased",
    "landauer_efficiency",
    "landauer_finite_time",
    "landauer_rate",
    "landauer_reset",
    "landauer_reset_margin",
    "light_latency",
    "logical_erasure",
    "margolus_levitin",
    "margolus_levitin_sequence",
    "measured_energies",
    "measurement_erasure",
    "memory_capacity",
    "multiply_erasure",
    "node_energy",
    "noise_margin",
    "pue",
    "refrigeration",
    "retention",
    "sagawa_ueda",
    "schwarzschild",
    "shannon",
    "shannon_energy",
    "shannon_power",
    "switch_power_density",
    "switch_size",
    "switch_time",
    "szilard",
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
bremermann = speed.BREMERMANN
bekenstein = storage.BEKENSTEIN
bekenstein_energy = storage.BEKENSTEIN_ENERGY
schwarzschild = storage.SCHWARZSCHILD
memory_capacity = storage.MEMORY_CAPACITY
shannon = channel.SHANNON
shannon_power = channel.SHANNON_POWER
shannon_energy = channel.SHANNON_ENERGY
light_latency = transport.LIGHT_LATENCY
all_reduce = transport.ALL_REDUCE
collective_rounds = transport.COLLECTIVE_ROUNDS
epochs = learning.EPOCHS

LAWS = (
    landauer,
    landauer_rate,
    landauer_efficiency,
    landauer_finite_time,
    landauer_biased,
    landauer_reset,
    landauer_reset_margin,
    sagawa_ueda,
    szilard,
    measurement_erasure,
    barrier,
    retention,
    noise_margin,
    ktc_noise,
    node_energy,
    adiabatic_charging,
    cmos,
    switch_size,
    switch_time,
    switch_power_density,
    carnot,
    refrigeration,
    heat_at_plug,
    pue,
    accelerator_energy,
    koomey,
    margolus_levitin,
    margolus_levitin_sequence,
    bremermann,
    bekenstein,
    bekenstein_energy,
    schwarzschild,
    memory_capacity,
    shannon,
    shannon_power,
    shannon_energy,
    light_latency,
    all_reduce,
    collective_rounds,
    epochs,
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
    >>> get("light-latency") is light_latency
    True
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
