"""How densely bits are stored, as shown or as counted: trends beside which a ceiling can be read, never bounds.

The facts are rows of ``data/storage_densities.toml``; this module reads them, nothing else.

Examples
--------
>>> row = storage_densities()["dna-counted"]
>>> f"{row.value:.4g} {row.unit}"
'3.65e+24 bit/kg'
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from limits.errors import DataError
from limits.laws.input import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["StorageDensity", "storage_densities"]

_FILE = Path(__file__).parents[1] / "data" / "storage_densities.toml"


@dataclass(frozen=True, slots=True)
class StorageDensity:
    """One row of ``data/storage_densities.toml``.

    Parameters
    ----------
    key
        Name of the row.
    title
        What stores, and whether it was shown or only counted.
    value, unit
        Information for each volume, area or mass [bit/m^3, bit/m^2 or bit/kg].
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
            raise DataError(_FILE.name, self.key, "no sources", "every density names where it was read")


@cache
def storage_densities() -> Mapping[str, StorageDensity]:
    """Return every storage density by key, in the order of the file."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for row in tables.values():
        row["sources"] = tuple(row.get("sources", ()))
    return MappingProxyType({key: StorageDensity(key, **row) for key, row in tables.items()})
