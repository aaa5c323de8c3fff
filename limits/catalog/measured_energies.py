"""Measured energies of chips, nerves and brains: trends beside which a floor can be read, never bounds.

The facts are rows of ``data/measured_energies.toml``; this module reads them and divides, nothing else.

Examples
--------
>>> row = measured_energies()["loihi"]
>>> row.event, row.unit, f"{row.erasures(300.0):.2g}"
('synaptic operation', 'J', '8.2e+09')
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

__all__ = ["MeasuredEnergy", "measured_energies"]

_FILE = Path(__file__).parents[1] / "data" / "measured_energies.toml"


@dataclass(frozen=True, slots=True)
class MeasuredEnergy:
    """One row of ``data/measured_energies.toml``.

    Parameters
    ----------
    key
        Name of the row.
    title
        What was measured.
    value, unit
        Energy of one event [J], or a power [W], whose event is a second.
    event
        What one event is; rows with different events say nothing about one another.
    sources
        Keys of ``references.bib``, the one that prints the number first.
    where
        Where in the first source it stands.

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
    event: str
    sources: tuple[str, ...]
    where: str

    def __post_init__(self) -> None:
        if not self.sources:
            raise DataError(_FILE.name, self.key, "no sources", "every measured energy names where it was read")

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
    tables: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for row in tables.values():
        row["sources"] = tuple(row.get("sources", ()))
    return MappingProxyType({key: MeasuredEnergy(key, **row) for key, row in tables.items()})
