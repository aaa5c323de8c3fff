"""The usual slips: factors and readings by which published numbers miss a law, and which of them explains a claim.

Each slip says what somebody would have had to write for one quantity (an input, or the result) or for a constant. It is
tried by evaluating the law anew, so a slip in an input counts with the power that the input has.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.constants import CODATA2022
from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from limits.laws.input import Input
    from limits.laws.law import Law

__all__ = ["SLIPS", "ConstantSlip", "Match", "Slip", "matches"]

_WITHIN = 0.01
"""How near a claim must be to what a slip gives."""
_STEP, _DEAD = 1.01, 1e-4  # the law has no say in an input where this factor moves its value by less than that
_SAME = 1e-9  # relative difference below which a slip has changed nothing


@frozen
class Slip:
    """A slip in one quantity of a law.

    Parameters
    ----------
    key
        Name, lower-case with hyphens.
    title
        What went wrong, in a few words.
    concerns
        Whether a quantity, an input or the result, may have suffered it.
    instead
        What may have been written for a number in SI.
    laws
        Keys of the laws in which it is made; any if none is named.
    generic
        Whether it would explain nearly anything, and is named after those that say more.
    """

    key: str
    title: str
    concerns: Callable[[Input], bool]
    instead: Callable[[float], tuple[float, ...]]
    laws: tuple[str, ...] = ()
    generic: bool = False


@frozen
class ConstantSlip:
    """A slip in a constant: `instead` holds what may have been put in its place."""

    key: str
    title: str
    constant: str
    instead: tuple[float, ...]
    generic: bool = False


@frozen
class Match:
    """A slip that explains a claim.

    Attributes
    ----------
    slip
        What went wrong.
    where
        Name of the quantity or the constant in which it did.
    value
        What the law gives with this slip, in its unit.
    deviation
        Relative difference of the claim from that.
    """

    slip: Slip | ConstantSlip
    where: str
    value: float
    deviation: float


def matches(law: Law, values: Mapping[str, float], claim: float, *, within: float = _WITHIN) -> tuple[Match, ...]:
    """Return the slips that reproduce a claim, those that say most first, of them the nearest.

    A slip may take an input out of its domain, as percent for a fraction do, wherever the kernel is finite. It explains
    nothing where it leaves the value as it is, nor where the law no longer depends on the input that it has moved. Each
    is listed once for one quantity, in the variant that comes nearest.

    Parameters
    ----------
    law
        The law.
    values
        Its inputs in SI.
    claim
        The claimed result in the law's unit.
    within
        Relative difference up to which a claim counts as reproduced.

    Examples
    --------
    >>> from limits import laws
    >>> found = matches(laws.landauer, {"bits": 1.0, "temperature": 300.0}, 4.14e-21)
    >>> [(match.slip.key, match.where) for match in found][0]
    ('ln2', 'ln2')
    """
    right = _value(law, values)
    candidates = [
        Match(slip, where, value, claim / value - 1.0)
        for slip in SLIPS
        for where, value in _tried(slip, law, values)
        if value and math.isfinite(value) and abs(claim / value - 1.0) <= within and abs(value - right) > _SAME * right
    ]
    nearest: dict[tuple[str, str], Match] = {}
    for match in sorted(candidates, key=lambda match: (match.slip.generic, round(abs(match.deviation), 6))):
        nearest.setdefault((match.slip.key, match.where), match)
    return tuple(nearest.values())


def _tried(slip: Slip | ConstantSlip, law: Law, values: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield what the law gives with a slip, and where the slip is, for every way to make it."""
    if isinstance(slip, ConstantSlip):
        yield from _with_constant(slip, law, values)
    elif not slip.laws or law.key in slip.laws:
        for entry in filter(slip.concerns, law.inputs):
            for number in slip.instead(values[entry.name]):
                if _possible(law, entry, values, number):
                    yield entry.name, _value(law, {**values, entry.name: number})
        if slip.concerns(law.output):
            for number in slip.instead(_value(law, values)):
                yield law.result, number


def _with_constant(slip: ConstantSlip, law: Law, values: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    from limits.laws.claims.explanation import constants_of

    if slip.constant in constants_of(law, values):
        for number in slip.instead:
            changed: dict[str, Any] = {slip.constant: number}
            yield slip.constant, _value(law, {**values, "const": replace(CODATA2022, **changed)})


def _possible(law: Law, entry: Input, values: Mapping[str, float], number: float) -> bool:
    """Whether somebody may have put a number in the place of an input, and the law then depends on it."""
    if number <= 0.0 and not entry.domain.holds(number):  # nothing here is negative, not even by mistake
        return False
    moved, further = ({**values, entry.name: each} for each in (number, _STEP * number))
    if law.forbidden(moved):
        return False
    value = _value(law, moved)
    return entry.domain.whole or abs(_value(law, further) - value) > _DEAD * abs(value)


@np.errstate(all="ignore")
def _value(law: Law, arguments: Mapping[str, Any]) -> float:
    """Return what the kernel gives, NaN where a slip has taken it out of its range or beyond that of floats."""
    try:
        return float(law.kernel(**arguments))
    except (ArithmeticError, TypeError, ValueError):  # TypeError: a root has become complex
        return math.nan


def _factor(factor: float) -> Callable[[float], tuple[float, ...]]:
    """Multiplied or divided by mistake."""
    return lambda number: (number * factor, number / factor)


def _any_factor(*factors: float) -> Callable[[float], tuple[float, ...]]:
    """Multiplied or divided by one of several factors."""
    return lambda number: tuple(moved for factor in factors for moved in (number * factor, number / factor))


def _read_as(*numbers: float) -> Callable[[float], tuple[float, ...]]:
    """Something else put in its place, whatever was given."""
    return lambda number: tuple(other for other in numbers if other != number)


def _counts(*names: str) -> Callable[[Input], bool]:
    """Whether one of these units is a part of the quantity's unit."""
    return lambda entry: not set(names).isdisjoint(_parts(entry.unit))


def _of_unit(*units: str) -> Callable[[Input], bool]:
    """Whether the quantity has one of these units."""
    return lambda entry: entry.unit in units


def _named(*words: str) -> Callable[[Input], bool]:
    """Whether one of these words is in the quantity's name."""
    return lambda entry: not set(words).isdisjoint(entry.name.split("_"))


def _is(*names: str) -> Callable[[Input], bool]:
    """Whether the quantity has one of these names."""
    return lambda entry: entry.name in names


def _times(factor: float) -> Callable[[float], tuple[float, ...]]:
    """Multiplied by mistake, never divided."""
    return lambda number: (number * factor,)


def _any(entry: Input) -> bool:
    return not entry.domain.whole


def _may_be_one(entry: Input) -> bool:
    """Whether it is a factor that somebody may leave out: a share, an index, a ratio of two energies."""
    return _fraction(entry) and not {"snr", "gap"} & set(entry.name.split("_"))


def _parts(unit: str) -> list[str]:
    return unit.replace("*", "/").replace("^", "/").split("/")


def _fraction(entry: Input) -> bool:
    return entry.unit == "1" and not entry.domain.whole


def _temperature(entry: Input) -> bool:
    """Whether it is a level on a scale of temperature, not a difference of two."""
    return entry.unit == "K" and not entry.difference


def _binary(number: float) -> tuple[float, ...]:
    """Ki read as k, Mi as M and so on, or the other way round, where a number is large enough to have that prefix."""
    return tuple(moved for start, ratio in _BINARY if number >= start for moved in (number * ratio, number / ratio))


def _decibels(number: float) -> tuple[float, ...]:
    """Decibels read as a ratio, a ratio as decibels, and 20 log10 for 10 log10 or the other way round."""
    read = [10.0 ** (number / 10.0)] if number < _LOUDEST else []
    return (*read, *((10.0 * math.log10(number), number * number, math.sqrt(number)) if number > 0 else ()))


_SEQUENCE, _TWO = ("margolus-levitin-sequence",), ("margolus-levitin", "lloyd-rate")
_WAY, _LATENCIES = ("distance", "latency", "time"), ("light-latency", "serial-steps", "collective-rounds")
_DAY, _PETA = 86400.0, 1e15
_BINARY = ((1e3, 1.024), (1e6, 1.024**2), (1e9, 1.024**3), (1e12, 1.024**4), (1e15, 1.024**5))  # from which bits on
_LN2, _LN10 = CODATA2022.ln2, math.log(10.0)
_ROOM = (293.15, 298.15, 300.0)
_ZERO = 273.15  # of the Celsius scale, in kelvin
_LOUDEST = 300.0  # decibels that somebody may have meant

SLIPS: tuple[Slip | ConstantSlip, ...] = (
    ConstantSlip("ln2", "ln 2 left out, or applied twice", "ln2", (1.0, _LN2 * _LN2)),
    ConstantSlip("log10", "decimal logarithm instead of binary", "ln2", (_LN10,)),
    ConstantSlip("h-for-hbar", "h instead of hbar", "hbar", (CODATA2022.h, CODATA2022.hbar / (2.0 * math.pi))),
    ConstantSlip("hbar-for-h", "hbar instead of h", "h", (CODATA2022.hbar, CODATA2022.h * 2.0 * math.pi)),
    Slip("nat", "nat instead of bit, or bit instead of nat", _counts("bit"), _factor(_LN2)),
    Slip("byte", "byte instead of bit, or bit instead of byte", _counts("bit"), _factor(8.0)),
    Slip("binary-prefix", "binary instead of decimal prefix (GiB, GB)", _counts("bit"), _binary),
    Slip("fma", "a fused multiply-add counted as one operation, or as two twice", _counts("FLOP"), _factor(2.0)),
    Slip("sparsity", "peak with 2:4 sparsity instead of dense peak", _of_unit("FLOP/s"), _factor(2.0)),
    Slip("pf-day", "PF-day instead of FLOP", _of_unit("FLOP"), _any_factor(_PETA * _DAY, _DAY)),
    Slip("room-temperature", "20 degC, 25 degC or 300 K instead of the one given", _temperature, _read_as(*_ROOM)),
    Slip("celsius", "degC read as K, or K as degC", _temperature, lambda t: (t - _ZERO, t + _ZERO)),
    Slip("two-states", "4E/h, between two states, instead of 2E/h, through many", _is("rate"), _times(2.0), _SEQUENCE),
    Slip("many-states", "2E/h, through many states, instead of 4E/h, between two", _is("rate"), _times(0.5), _TWO),
    Slip("diameter", "diameter instead of radius, or the reverse", _named("radius", "diameter"), _factor(2.0)),
    Slip("duplex", "both directions of a link instead of one", _of_unit("bit/s"), _factor(2.0)),
    Slip("symbol-rate", "symbol rate instead of bandwidth (twice)", _of_unit("Hz"), _factor(2.0)),
    Slip("two-sided", "two-sided noise density N0/2 instead of one-sided N0", _of_unit("W/Hz"), _factor(2.0)),
    Slip("decibel", "decibels and ratio confused, or 20 log10 for 10 log10", _named("snr"), _decibels),
    Slip("round-trip", "there and back instead of one way, or the reverse", _named(*_WAY), _factor(2.0), _LATENCIES),
    Slip("percent", "percent instead of a fraction", _fraction, _factor(100.0)),
    Slip("watt-hour", "kWh, Wh, MWh or GWh instead of J", _of_unit("J"), _any_factor(3.6e6, 3600.0, 3.6e9, 3.6e12)),
    Slip("electronvolt", "eV instead of J", _of_unit("J"), _factor(CODATA2022.e)),
    Slip("prefix", "one prefix too high or too low (kWh, MWh)", lambda entry: entry.unit != "1", _any_factor(1e3, 1e6)),
    Slip("left-out", "an input left out, as if it were 1", _may_be_one, _read_as(1.0), generic=True),
    Slip("factor-2", "a factor 2", _any, _factor(2.0), generic=True),
)
"""Every slip that is looked for."""
