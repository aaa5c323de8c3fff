"""The formulary: every law by the file it stands in, each file one kind of limit, and how a law is found by its key.

The table `FORMULARY` is the only list of laws. A file is imported when one of its laws is asked for: a report needs few
of them.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from limits.errors import UnknownNameError

if TYPE_CHECKING:
    from limits.laws.law import Law

__all__ = ["FORMULARY", "ROOMS", "every", "get", "law", "limit_of"]

FORMULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "energy": {
        "energy": ("landauer", "landauer_rate", "landauer_efficiency", "landauer_finite_time"),
        "reset": ("landauer_biased", "landauer_reset", "landauer_reset_margin"),
        "measurement": ("sagawa_ueda", "szilard", "measurement_erasure"),
        "reliability": ("barrier", "retention"),
        "noise": ("noise_margin", "ktc_noise"),
        "charging": ("node_energy", "adiabatic_charging"),
        "switching": ("cmos", "switch_size", "switch_time", "switch_power_density"),
        "thermal": ("carnot", "refrigeration", "heat_at_plug", "pue"),
        "hardware": ("accelerator_energy", "koomey"),
    },
    "speed": {
        "speed": ("margolus_levitin", "margolus_levitin_sequence", "mandelstam_tamm", "quantum_speed", "bremermann"),
        "laptop": ("lloyd_rate", "lloyd_temperature", "lloyd_memory"),
    },
    "storage": {
        "storage": ("bekenstein", "bekenstein_energy", "memory_capacity"),
        "gravity": ("schwarzschild", "holographic", "holographic_sphere", "black_hole"),
        "matter": ("atom_information", "matter_information"),
    },
    "channel": {
        "channel": ("shannon", "shannon_power", "shannon_energy", "shannon_limit"),
        "noise_density": ("thermal_noise", "planck_noise"),
        "modulation": ("pam_ber", "qam_ber"),
        "penalty": ("pam_penalty", "pam_penalty_peak", "snr_gap", "gap_rate"),
        "constellation": ("pam_capacity", "bi_awgn"),
        "binary_channel": ("bsc", "bsc_margin", "bec"),
        "coding": ("codeword_failure", "net_coding_gain"),
        "link": ("payload_rate", "one_way_rate"),
        "optical": ("photon_energy", "holevo", "holevo_noisy", "holevo_rate"),
        "receivers": ("heterodyne", "homodyne"),
        "counting": ("photon_counting", "ppm"),
        "single_mode": ("wideband", "heat_flow", "thermal_conductance", "message_rate"),
        "fibre": ("fibre_snr", "fibre_optimum"),
    },
    "transport": {
        "transport": ("light_latency", "all_reduce", "collective_rounds"),
        "latency": ("serial_steps", "batch_latency", "latency_wall"),
        "geometry": ("machine_diameter", "machine_diameter_heat"),
        "radiation": ("radiator", "radiating_sphere", "coolant"),
        "matmul": ("matmul_traffic", "matmul_intensity"),
    },
    "learning": {
        "generalisation": ("no_free_lunch", "no_free_lunch_gain", "no_free_lunch_unseen"),
        "sample_size": ("finite_class", "vc_class"),
        "prediction": ("fano", "fano_weak"),
        "distortion": ("rate_distortion", "rate_distortion_excess", "token_entropy"),
        "knowledge": ("parameter_capacity", "learned_information", "manifold_exponent"),
        "learning": ("epochs",),
    },
}
"""Names of the laws by kind of limit and by file, in the order in which they are listed; the record of `light_latency`
is LIGHT_LATENCY of its file."""

ROOMS = {file: names for files in FORMULARY.values() for file, names in files.items()}
"""The same by file alone."""

_HOMES = {name: room for room, names in ROOMS.items() for name in names}


def law(name: str) -> Law:
    """Return the law whose Python name is `name`; KeyError where there is none.

    Examples
    --------
    >>> law("light_latency").key
    'light-latency'
    """
    record: Law = getattr(importlib.import_module(f"limits.laws.{_HOMES[name]}"), name.upper())
    return record


def limit_of(law: Law) -> str:
    """Return the kind of limit that a law is: energy, speed, storage, channel, transport or learning.

    Examples
    --------
    >>> limit_of(get("carnot"))
    'energy'
    """
    name = law.key.replace("-", "_")
    return next(limit for limit, files in FORMULARY.items() if _HOMES.get(name) in files)


@cache
def every() -> tuple[Law, ...]:
    """Return every law, in the order of the table.

    Examples
    --------
    >>> every()[0].key
    'landauer'
    """
    return tuple(law(name) for name in _HOMES)


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
    try:
        return law(str(key).replace("-", "_"))
    except KeyError:
        raise UnknownNameError("law", str(key), [name.replace("_", "-") for name in _HOMES]) from None
