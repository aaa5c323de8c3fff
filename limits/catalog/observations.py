"""What was measured or counted: energies of chips, nerves and brains, and how densely bits are stored.

Trends beside which a floor or ceiling can be read, never bounds. Facts are rows of ``data/measured_energies.toml`` and
``data/storage_densities.toml``; this module reads them and divides, nothing else.

Examples
--------
>>> row = measured_energies()["loihi"]
>>> row.event, row.unit, f"{row.erasures(300.0):.2g}"
('synaptic operation', 'J', '8.2e+09')
>>> density = storage_densities()["dna-counted"]
>>> f"{density.value:.4g} {density.unit}"
'3.65e+24 bit/kg'
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from limits.constants import CODATA2022
from limits.errors import DataError
from limits.laws.formulary.energy.landauer import landauer_energy
from limits.laws.input import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.constants import Constants

__all__ = ["MeasuredEnergy", "Observation", "measured_energies", "storage_densities"]

_FOLDER = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One observed number with its source.

    Parameters
    ----------
    key
        Name of the row.
    title
        What was measured, shown or counted.
    value, unit
        The number, in its unit.
    sources
        Keys of ``references.bib``, the one that prints the number first.
    where
        Where in the first source it stands, or how it follows from what is printed there.

    Raises
    ------
    DataError
        If there is no source.
    """

    kind: ClassVar[Kind] = Kind.TREND

    key: str
    title: str
    value: float
    unit: str
    sources: tuple[str, ...]
    where: str

    def __post_init__(self) -> None:
        if not self.sources:
            raise DataError("observations", self.key, "no sources", "every observed number names where it was read")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredEnergy(Observation):
    """The energy of one event [J], or a power [W], whose event is a second.

    Parameters
    ----------
    event
        What one event is; rows with different events say nothing about one another.
    """

    event: str

    def erasures(self, temperature: float, *, const: Constants = CODATA2022) -> float:
        """Bits that one event could erase at Landauer's price, which is not what it does.

        Parameters
        ----------
        temperature
            Temperature of the heat bath [K].
        const
            Physical constants.

        Returns
        -------
        float
            Bits for each event [bit]; bits per second for a power [bit/s].

        Examples
        --------
        >>> f"{measured_energies()['brain'].erasures(310.0):.2g}"
        '6.7e+21'
        """
        return float(self.value / landauer_energy(1.0, temperature, const=const))


@cache
def measured_energies() -> Mapping[str, MeasuredEnergy]:
    """Return every measured energy by key, in the order of the file."""
    return MappingProxyType({key: MeasuredEnergy(**row) for key, row in _rows("measured_energies.toml")})


@cache
def storage_densities() -> Mapping[str, Observation]:
    """Return how densely bits are stored [bit/m^3, bit/m^2 or bit/kg] by key, in the order of the file."""
    return MappingProxyType({key: Observation(**row) for key, row in _rows("storage_densities.toml")})


def _rows(file: str) -> list[tuple[str, dict[str, Any]]]:
    tables = tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))
    return [(key, {**row, "key": key, "sources": tuple(row.get("sources", ()))}) for key, row in tables.items()]
