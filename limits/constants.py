"""CODATA 2022: value, unit, uncertainty and source of every physical constant.

Kernels take a `Constants` as an ordinary argument, ``const=CODATA2022``, so that another vintage, or a test that
rescales the base units, needs no process-wide switch. Loading reads one small TOML file and nothing else.

Examples
--------
>>> CODATA2022.k_B, CODATA2022.vintage
(1.380649e-23, 'CODATA 2022')
>>> record("G").uncertainty
1.5e-15
"""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits.errors import DataError, UnknownNameError
from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CODATA2022", "Constant", "Constants", "record"]

_FILE = Path(__file__).parent / "data" / "constants.toml"


@frozen
class Constant:
    """One constant with its past; it cannot be built without a unit and a source.

    Parameters
    ----------
    name
        Symbol under which kernels use it.
    value
        Number in `unit`.
    unit
        Unit, SI plus the bit.
    uncertainty
        Standard uncertainty in `unit`; 0 where the value is exact.
    source
        Key in ``references.bib``.
    title
        Name under which the source lists it.

    Raises
    ------
    DataError
        If unit or source is empty, or value or uncertainty is not a usable number.

    Examples
    --------
    >>> Constant("k_B", 1.380649e-23, "J/K", 0.0, source="", title="Boltzmann constant")
    Traceback (most recent call last):
        ...
    limits.errors.DataError: constants.toml, k_B: no source; every constant names where its value was read
    """

    name: str
    value: float
    unit: str
    uncertainty: float
    source: str
    title: str

    def __post_init__(self) -> None:
        if not self.source:
            raise DataError("constants.toml", self.name, "no source", "every constant names where its value was read")
        if not self.unit:
            raise DataError("constants.toml", self.name, "no unit", "write '1' for a pure number")
        if not (math.isfinite(self.value) and 0 <= self.uncertainty < math.inf):
            raise DataError("constants.toml", self.name, "value or uncertainty is not a finite number")


@frozen
class Constants:
    """The constants as plain floats in SI, which is all that a kernel sees.

    Another vintage is another instance, with its own name.

    Examples
    --------
    >>> from dataclasses import replace
    >>> replace(CODATA2022, vintage="CODATA 2014", G=6.67408e-11).G
    6.67408e-11
    """

    vintage: str
    k_B: float
    h: float
    hbar: float
    c: float
    e: float
    N_A: float
    G: float
    m_e: float
    sigma_SB: float
    ln2: float


def _constant(name: str, row: Mapping[str, Any]) -> Constant:
    """Build one constant from its table, `DataError` where the table is incomplete."""
    missing = [key for key in ("value", "uncertainty") if not isinstance(row.get(key), float)]
    if missing:
        raise DataError(_FILE.name, name, f"no number for {' and '.join(missing)}")
    return Constant(name, row["value"], row.get("unit", ""), row["uncertainty"], row.get("source", ""), row["title"])


def _load() -> tuple[str, Mapping[str, Constant]]:
    """Read the vintage and the records, in the order of the file."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    vintage: str = tables.pop("vintage")
    return vintage, MappingProxyType({name: _constant(name, row) for name, row in tables.items()})


_VINTAGE, _RECORDS = _load()
CODATA2022 = Constants(_VINTAGE, **{name: row.value for name, row in _RECORDS.items()})
"""The constants that laws take unless they are given others."""


def record(name: str) -> Constant:
    """Return value, unit, uncertainty and source of the constant called `name`.

    Raises
    ------
    UnknownNameError
        If there is no such constant.

    Examples
    --------
    >>> record("k_B").unit, record("k_B").source
    ('J/K', 'codata2022')
    """
    if name not in _RECORDS:
        raise UnknownNameError("constant", name, _RECORDS, see=f"there are {', '.join(_RECORDS)}")
    return _RECORDS[name]
