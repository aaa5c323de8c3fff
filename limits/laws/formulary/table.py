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

__all__ = ["FORMULARY", "HOMES", "every", "get", "law", "limit_of"]

FORMULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "energy": {
        "landauer": ("landauer", "landauer_rate", "landauer_efficiency", "landauer_finite_time"),
        "reset": ("landauer_biased", "landauer_reset", "landauer_reset_margin"),
        "adder": ("adder", "modular_adder"),
        "measurement": ("sagawa_ueda", "szilard", "measurement_erasure"),
        "retention": ("barrier", "retention"),
        "node_noise": ("noise_margin", "ktc_noise"),
        "charging": ("node_energy", "adiabatic_charging"),
        "switching": ("cmos", "switch_size", "switch_time", "switch_power_density"),
        "cooling": ("carnot", "refrigeration", "heat_at_plug", "pue"),
        "accelerators": ("accelerator_energy", "koomey"),
    },
    "speed": {
        "quantum_speed": (
            "margolus_levitin",
            "margolus_levitin_sequence",
            "mandelstam_tamm",
            "quantum_speed",
            "bremermann",
        ),
        "ultimate_laptop": ("lloyd_rate", "lloyd_temperature", "lloyd_memory"),
        "peak": ("peak_operations",),
        "failures": ("checkpoint_interval", "useful_share"),
    },
    "storage": {
        "bekenstein": ("bekenstein", "bekenstein_energy", "memory_capacity"),
        "black_holes": ("schwarzschild", "holographic", "holographic_sphere", "black_hole"),
        "charge": ("stored_electrons",),
        "matter_entropy": ("atom_information", "matter_information"),
    },
    "channel": {
        "shannon": ("shannon", "shannon_power", "shannon_energy", "shannon_limit"),
        "noise_density": ("thermal_noise", "planck_noise"),
        "bit_errors": ("pam_ber", "qam_ber"),
        "pam_penalty": ("pam_penalty", "pam_penalty_peak"),
        "snr_gap": ("snr_gap", "gap_rate"),
        "constellations": ("pam_capacity", "bi_awgn"),
        "binary_channels": ("bsc", "bsc_margin", "bec"),
        "block_codes": ("codeword_failure", "net_coding_gain"),
        "line_rate": ("payload_rate", "one_way_rate"),
        "holevo": ("photon_energy", "holevo", "holevo_noisy", "holevo_rate"),
        "coherent_receivers": ("heterodyne", "homodyne"),
        "photon_counting": ("photon_counting", "ppm"),
        "single_mode": ("wideband", "heat_flow", "thermal_conductance", "message_rate"),
        "fibre": ("fibre_snr", "fibre_optimum"),
    },
    "transport": {
        "latency": ("light_latency", "serial_steps", "batch_latency", "latency_wall"),
        "collectives": ("all_reduce", "all_reduce_cut", "collective_rounds"),
        "broadcast": ("postal", "logp"),
        "machine_size": ("machine_diameter", "machine_diameter_heat"),
        "heat_removal": ("radiator", "radiating_sphere", "coolant"),
        "matrix_multiply": ("matmul_traffic", "matmul_intensity"),
    },
    "learning": {
        "no_free_lunch": ("no_free_lunch", "no_free_lunch_gain", "no_free_lunch_unseen"),
        "sample_size": ("finite_class", "vc_class"),
        "fano": ("fano", "fano_weak"),
        "source_coding": ("rate_distortion", "rate_distortion_excess", "token_entropy"),
        "knowledge": ("parameter_capacity", "learned_information", "manifold_exponent"),
        "epochs": ("epochs",),
    },
}
"""Names of the laws by kind of limit and by file, in the order in which they are listed; the record of `light_latency`
is LIGHT_LATENCY of its file."""

HOMES = {
    name: f"{limit}.{file}" for limit, files in FORMULARY.items() for file, names in files.items() for name in names
}
"""The file of each law, dotted below this folder; its witness stands in the same place below `limits.laws.symbolic`."""


def law(name: str) -> Law:
    """Return the law whose Python name is `name`; KeyError where there is none.

    Examples
    --------
    >>> law("light_latency").key
    'light-latency'
    """
    record: Law = getattr(importlib.import_module(f"limits.laws.formulary.{HOMES[name]}"), name.upper())
    return record


def limit_of(law: Law) -> str:
    """Return the kind of limit that a law is: energy, speed, storage, channel, transport or learning.

    Examples
    --------
    >>> limit_of(get("carnot"))
    'energy'
    """
    return HOMES[law.key.replace("-", "_")].partition(".")[0]


@cache
def every() -> tuple[Law, ...]:
    """Return every law, in the order of the table.

    Examples
    --------
    >>> every()[0].key
    'landauer'
    """
    return tuple(law(name) for name in HOMES)


def get(key: str) -> Law:
    """Return the law called `key`, in any case, written with hyphens or underscores.

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
        return law(str(key).strip().lower().replace("-", "_"))
    except KeyError:
        see = "`limits law` lists them, and `limits law --search WORDS` finds them"
        raise UnknownNameError("law", str(key), [name.replace("_", "-") for name in HOMES], see=see) from None
