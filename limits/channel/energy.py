"""Energy of a bit: what is published of a link, beside the least that must arrive at a receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.constants import CODATA2022
from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.channel.lane import Lane
    from limits.value import Value

__all__ = ["TEMPERATURE", "Energy", "energy", "least_energy"]

TEMPERATURE = 300.0
"""Temperature of the receiver [K] where nobody states one: that of a room, 27 degrees Celsius."""


def least_energy(temperature: float = TEMPERATURE) -> float:
    """Return k T ln 2, the least energy received per bit [J/bit] in thermal noise, over a band without end.

    Examples
    --------
    >>> f"{least_energy():.3g}", f"{laws.shannon_energy.kernel(1e-12, laws.thermal_noise.kernel(300.0)):.3g}"
    ('2.87e-21', '2.87e-21')
    """
    return float(laws.thermal_noise.kernel(temperature) * CODATA2022.ln2)


@frozen
class Energy:
    """Published energy of a bit with its scope, the least received [J/bit], and how many times that it is [1]."""

    published: Value
    scope: str
    least: float
    temperature: float
    low: float
    high: float


def energy(lane: Lane) -> Energy | None:
    """Return the energy of a lane's bit; None where none is published.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.channel.lane import lane
    >>> f"{energy(lane(shipped().row('link', 'pcie-5-x16'))).low:.2g} times"
    '2.6e+09 times'
    """
    if lane.energy is None:
        return None
    floor = least_energy()
    low, high = lane.energy.ends
    return Energy(lane.energy, lane.energy_scope, floor, TEMPERATURE, low / floor, high / floor)
