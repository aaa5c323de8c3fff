"""What a dimension is called, and what to say to somebody who gives one where another is wanted."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from limits.units.money import CODES, currency
from limits.units.table import measure

if TYPE_CHECKING:
    from limits.units.table import Powers

__all__ = ["bare", "example", "mend", "wanted"]


class _Meaning(NamedTuple):
    """A canonical unit, what it measures, and how somebody might write a value."""

    unit: str
    name: str
    eg: str


_MEANINGS = (
    _Meaning("1", "a plain number or ratio", "0.4"),
    _Meaning("J", "energy", "3.6 MWh"),
    _Meaning("W", "power", "700 W"),
    _Meaning("s", "time", "54 day"),
    _Meaning("K", "temperature", "25 degC"),
    _Meaning("m", "length", "150 m"),
    _Meaning("m^2", "area", "814 mm^2"),
    _Meaning("m^3", "volume", "0.02 m^3"),
    _Meaning("m/s", "speed", "2e8 m/s"),
    _Meaning("kg", "mass", "300 tonne"),
    _Meaning("Hz", "frequency or bandwidth", "26.6 GHz"),
    _Meaning("Bd", "symbol rate", "53.125 GBd"),
    _Meaning("bit", "information", "80 GB"),
    _Meaning("bit/s", "bit rate", "400 Gbit/s"),
    _Meaning("FLOP", "number of operations", "3.8e25 FLOP"),
    _Meaning("FLOP/s", "rate of operations", "989 TFLOP/s"),
    _Meaning("token", "number of tokens", "15.6T token"),
    _Meaning("parameter", "number of parameters", "405B parameter"),
    _Meaning("USD", "money", "52.9e6 USD"),
    _Meaning("USD/s", "price of time", "2 USD/hour"),
    _Meaning("kg/J", "mass per energy", "0.37 kg/kWh"),
    _Meaning("m^3/J", "volume per energy", "1.29 L/kWh"),
    _Meaning("USD/J", "price of energy", "0.08 USD/kWh"),
    _Meaning("J/bit", "energy per bit", "4 pJ/bit"),
    _Meaning("FLOP/J", "operations per energy", "1.4 TFLOP/J"),
    _Meaning("bit/FLOP", "bits per operation", "16 bit/FLOP"),
    _Meaning("bit/parameter", "bits per parameter", "16 byte/parameter"),
    _Meaning("bit/token", "information per token", "1.8 nat/token"),
    _Meaning("W/Hz", "noise density, or energy", "-174 dBm/Hz"),
    *(
        _Meaning(unit.replace("USD", other), name, eg.replace("USD", other))
        for other in list(CODES.values())[1:]
        for unit, name, eg in (
            ("USD", "money", "52.9e6 USD"),
            ("USD/s", "price of time", "2 USD/hour"),
            ("USD/J", "price of energy", "0.08 USD/kWh"),
        )
    ),
)

# Given, wanted, and what to do about it.
_MENDS = {
    ("W", "J"): "multiply it by a time, as in '700 W*hour'",
    ("J", "W"): "divide it by a time, as in '17 kWh/day'",
    ("FLOP", "FLOP/s"): "a rate is written with its time, as in '989 TFLOP/s'",
    ("FLOP/s", "FLOP"): "multiply it by a time, as in '3640 PFLOP/s-day'",
    ("Hz", "bit/s"): "how many bits a hertz carries is not a matter of units",
    ("bit/s", "Hz"): "how many hertz a bit rate needs is not a matter of units",
    ("Bd", "bit/s"): "multiply it by the bits of a symbol, as in '53.125 GBd*bit/symbol' for two levels",
    ("bit/s", "Bd"): "divide it by the bits of a symbol: 1 for NRZ, 2 for PAM4",
    ("Hz", "Bd"): "symbols are counted in baud; twice the bandwidth only at best",
    ("Bd", "Hz"): "a channel of this symbol rate needs half of it in hertz at least",
    ("bit", "bit/s"): "a rate is written with its time, as in '400 Gbit/s'",
    ("bit/s", "bit"): "multiply it by a time",
    ("bit", "1"): "information is no plain number",
}


@lru_cache(maxsize=1024)
def wanted(unit: str, where: str = "") -> str:
    """Say what is wanted: what the unit measures, the unit, and for what.

    Examples
    --------
    >>> wanted("J"), wanted("bit/s", "scale_out_rate"), wanted("kg*m")
    ('energy [J]', 'bit rate [bit/s] for scale_out_rate', 'a value [kg*m]')
    """
    meaning = _by_dimension().get(measure(unit).dimension)
    name = meaning.name if meaning else "a value"
    return name + ("" if unit == "1" else f" [{unit}]") + (f" for {where}" if where else "")


def bare(unit: str) -> str:
    """Say what to do about a number without a unit where one is needed.

    Examples
    --------
    >>> bare("W")
    "a number needs its unit; write it, as in '700 W'"
    """
    return f"a number needs its unit; write it, as in {example(unit)!r}"


def example(unit: str) -> str:
    """Return how a value in this unit might be written.

    Examples
    --------
    >>> example("K"), example("kg*m")
    ('25 degC', '1 kg*m')
    """
    meaning = _by_dimension().get(measure(unit).dimension)
    return meaning.eg if meaning else f"1 {unit}"


def mend(given: Powers, unit: str) -> str:
    """Say what a value of dimension `given` is, and what to do where `unit` is wanted.

    Examples
    --------
    >>> mend(measure("kW").dimension, "J")
    "this is power: multiply it by a time, as in '700 W*hour'"
    """
    if not given:
        return bare(unit)
    one, other = currency(given), currency(measure(unit).dimension)
    if one and other and one != other:
        return f"this is in {one}, and there are no exchange rates here: write it in {other}, as in {example(unit)!r}"
    meanings = _by_dimension()
    is_, want = meanings.get(given), meanings.get(measure(unit).dimension)
    advice = _MENDS.get((is_.unit, want.unit)) if is_ and want else None
    advice = advice or f"write e.g. {example(unit)!r}"
    return f"this is {is_.name}: {advice}" if is_ else advice


@cache
def _by_dimension() -> dict[Powers, _Meaning]:
    """Return the meanings by dimension; of two with the same one, the first."""
    return {measure(meaning.unit).dimension: meaning for meaning in reversed(_MEANINGS)}
