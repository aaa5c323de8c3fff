"""How the numbers of a run file are written: in the units of their field, and so that they read back unchanged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.catalog.columns import BYTE, HOUR, KWH
from limits.errors import TextError
from limits.interval import centre
from limits.runs.fields.money import CURRENCIES

if TYPE_CHECKING:
    from limits.runs.fields import Number
    from limits.value import Value

__all__ = ["written"]

_PLAIN = 5  # digits that need no groups
_DIGITS = 12  # of a number that is divided by the size of its unit
_DAY = 24.0 * HOUR
_ALWAYS = -math.inf  # from where on a unit is used that has no other beside it
_COUNTS = ((1e12, "T "), (1e9, "B "), (1e6, "M "))
_UNITS: dict[
    str, tuple[tuple[float, str], ...]
] = {  # from large to small: the first that is not larger than the number
    "J": tuple((size * KWH, f" {name}") for size, name in ((1e6, "GWh"), (1e3, "MWh"), (1.0, "kWh"))),
    "s": ((2 * _DAY, " day"), (2 * HOUR, " hour"), (1.0, " s"), (1e-3, " ms"), (1e-6, " us")),
    "token": tuple((size, f"{name}token") for size, name in _COUNTS),
    "parameter": tuple((size, f"{name}parameter") for size, name in _COUNTS),
    "kg": ((1e3, " tonne"),),
    "bit": tuple((size * BYTE, f" {name}") for size, name in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"))),
    "bit/s": ((1e12, " Tbit/s"), (1e9, " Gbit/s"), (1e6, " Mbit/s")),
    "bit/parameter": ((BYTE, " byte/parameter"),),
    "FLOP/s": ((1e15, " PFLOP/s"), (1e12, " TFLOP/s"), (1e9, " GFLOP/s")),
    "Hz": ((1e9, " GHz"), (1e6, " MHz")),
    "Bd": ((1e9, " GBd"),),
    "W": ((1e6, " MW"), (1e4, " kW")),
    "kg/J": ((_ALWAYS, " kg/kWh"),),
    "m^3/J": ((_ALWAYS, " L/kWh"),),
}
for _each in CURRENCIES:
    _UNITS[_each] = ((1e6, f" million {_each}"),)
    _UNITS[f"{_each}/J"] = ((_ALWAYS, f" {_each}/kWh"),)
    _UNITS[f"{_each}/s"] = ((_ALWAYS, f" {_each}/hour"),)
_SIZES = {" day": _DAY, " hour": HOUR, " kW": 1e3, " kg/kWh": 1.0 / KWH, " L/kWh": 1e-3 / KWH}
_SIZES |= {f" {each}/kWh": 1.0 / KWH for each in CURRENCIES} | {f" {each}/hour": 1.0 / HOUR for each in CURRENCIES}
"""How many canonical units a unit holds, where that is not from where on it is used."""


def written(row: Number, value: Value) -> str:
    """Write a number of a run so that `load` reads the same one: in a unit that people read, where it has one.

    Examples
    --------
    >>> from limits.runs.fields import number
    >>> from limits.runs.run import TrainingRun
    >>> run = TrainingRun(
    ...     "a", energy="21.588 GWh", tokens="15.6e12 token", count=16384, accelerator_hours="30.84e6 hour"
    ... )
    >>> [written(number(name), value) for name, value in run.fields.items()]
    ['21.588 GWh', '15.6T token', '16384', '30_840_000 hour']
    """
    for size, name in _fitting(row, value):
        text = _in_unit(value, size, name)
        if _same(row, value, text):
            return text
    return _in_unit(value, 1.0, _plain(value.unit), exact=True)


def _fitting(row: Number, value: Value) -> list[tuple[float, str]]:
    """Return the units in which a number may be written, the best first, with the canonical units that they hold."""
    if row.path.endswith("_hours"):
        return [(HOUR, " hour")]
    units = [(start, name) for start, name in _UNITS.get(value.unit, ()) if value.value >= start]
    return [*((_SIZES.get(name, start), name) for start, name in units), (1.0, _plain(value.unit))]


def _plain(unit: str) -> str:
    """Return a canonical unit as it stands behind a number; nothing for 1."""
    return f" {unit}".removesuffix(" 1")


def _in_unit(value: Value, size: float, unit: str, *, exact: bool = False) -> str:
    def number(each: float) -> str:
        short = f"{each / size:.{_DIGITS}g}".replace("e+", "e")
        return repr(each) if exact else f"{int(short):_}" if short.isdigit() and len(short) > _PLAIN else short

    if value.sigma is not None:
        return f"{number(value.value)} +/- {number(value.sigma)}{unit}"
    if value.low is not None and value.high is not None:
        ends = f"{number(value.low)} .. {number(value.high)}"
        middle = value.value == centre(value.low, value.high)
        return f"{ends}{unit}" if middle else f"{number(value.value)} [{ends}]{unit}"
    return f"{number(value.value)}{unit}"


def _same(row: Number, value: Value, text: str) -> bool:
    """Tell whether a text is read as this number, with its interval and its deviation, to the last digit."""
    from limits.units import si

    try:
        read = si(text, value.unit if row.money else row.unit, counted=row.whole)
    except TextError:
        return False
    return (read.value, read.low, read.high, read.sigma) == (value.value, value.low, value.high, value.sigma)
