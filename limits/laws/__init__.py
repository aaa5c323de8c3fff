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
from limits.laws import channel, energy, erasure, learning, speed, storage, transport
from limits.laws.erasure import erased_bits, erasure_range
from limits.laws.law import Domain, Input, Kind, Law, Sense

__all__ = [
    "LAWS",
    "Domain",
    "Input",
    "Kind",
    "Law",
    "Sense",
    "all_reduce",
    "bekenstein",
    "bekenstein_energy",
    "bremermann",
    "cmos",
    "collective_rounds",
    "epochs",
    "erased_bits",
    "erasure",
    "erasure_range",
    "get",
    "landauer",
    "light_latency",
    "margolus_levitin",
    "margolus_levitin_sequence",
    "memory_capacity",
    "schwarzschild",
    "shannon",
    "shannon_energy",
    "shannon_power",
]

landauer = energy.LANDAUER
cmos = energy.CMOS
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
    cmos,
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
"""Every law, in the order in which they are listed: energy, speed, storage, channel, transport, learning."""


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
    >>> get("landuer")
    Traceback (most recent call last):
        ...
    limits.errors.UnknownNameError: no law is called 'landuer'; did you mean landauer?
    """
    known = {law.key: law for law in LAWS}
    name = key.replace("_", "-")
    if name not in known:
        raise UnknownNameError("law", key, known)
    return known[name]
