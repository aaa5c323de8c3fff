"""Units, at the edge: texts and quantities of any registry become floats in canonical units, and floats quantities.

The registry is the package's own, built from `data/units.txt` when it is first needed, never changed afterwards and
never made pint's application registry. Decibels, percent and offset temperatures are read here and go no further.

Examples
--------
>>> si("400 Gbit/s", "bit/s").value
400000000000.0
>>> si("25 degC", "K").value
298.15
>>> f"{quantity(3.8e25, 'FLOP').to('EFLOP'):.3g~}"
'3.8e+07 EFLOP'
"""

from __future__ import annotations

import difflib
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from limits.errors import TextError
from limits.grammar import Reading, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from pint import Quantity, Unit, UnitRegistry
    from pint.util import UnitsContainer

__all__ = ["Span", "answer", "magnitude", "parse", "quantity", "registry", "si"]

_FILE = Path(__file__).parent / "data" / "units.txt"
_SI = ("[length]", "[mass]", "[time]", "[current]", "[temperature]", "[substance]", "[luminosity]")
_RATES = ("bit/s", "Bd", "Hz")


class Span(NamedTuple):
    """A number in a canonical unit, with the ends of its interval or its standard deviation where these were stated."""

    value: float
    low: float | None = None
    high: float | None = None
    sigma: float | None = None


@cache
def registry() -> UnitRegistry[Any]:
    """Return the package's registry of units, built when it is first needed."""
    import pint

    return pint.UnitRegistry(_FILE, cache_folder=None, autoconvert_offset_to_baseunit=False)


def quantity(value: Any, unit: str) -> Quantity[Any]:
    """Return a number or an array with its canonical unit, as a quantity of the package's registry.

    Examples
    --------
    >>> quantity(2.0, "bit/FLOP").dimensionality
    <UnitsContainer({'[information]': 1, '[operation]': -1})>
    """
    return registry().Quantity(value, _unit(unit))


@cache
def _unit(unit: str) -> Unit:
    return registry().Unit("" if unit == "1" else unit)


def si(given: object, unit: str, *, where: str = "") -> Span:
    """Turn what a user wrote into a number in a canonical unit.

    Parameters
    ----------
    given
        A text, a quantity of any registry of pint, or a plain number where the unit is 1.
    unit
        The canonical unit; "1" for a plain number.
    where
        What the number stands for, for the message.

    Raises
    ------
    TextError
        With what was given, what was wanted and how to mend it.

    Examples
    --------
    >>> si("17.7 dB", "1").value
    58.8843655355589
    >>> si("38 % .. 43 %", "1")
    Span(value=0.405, low=0.38, high=0.43, sigma=None)
    >>> si("700 W", "J")
    Traceback (most recent call last):
        ...
    limits.errors.TextError: cannot use '700 W': wanted a quantity in J; that is a power; energy is power times time
    """
    wanted = _wanted(unit, where)
    if isinstance(given, str):
        return _convert(read(given, wanted), unit, given, wanted)
    if isinstance(given, bool) or given is None:
        raise TextError(given, wanted)
    value = given if isinstance(given, int | float) and unit == "1" else magnitude(given, unit, where=where)
    number = _real(value, given, wanted)
    return Span(number)


def _real(value: Any, given: object, wanted: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise TextError(given, wanted, "give one real number") from None
    if not math.isfinite(number):
        raise TextError(given, wanted, "give a finite number")
    return number


def _wanted(unit: str, where: str) -> str:
    what = "a plain number" if unit == "1" else f"a quantity in {unit}"
    return f"{where}, {what}" if where else what


def _convert(reading: Reading, unit: str, given: str, wanted: str) -> Span:
    if reading.unit in _LEVELS or reading.unit in _SCALES:
        return _special(reading, unit, given, wanted)
    if not reading.unit and unit != "1":
        raise TextError(given, wanted, f"a number needs its unit; write e.g. '{given.strip()} {unit}'")
    return _scaled(reading, factor(reading.unit or "1", unit, given, wanted), 0.0, given, wanted)


def _scaled(reading: Reading, by: float, offset: float, given: str, wanted: str) -> Span:
    ends = [None if end is None else (end + offset) * by for end in (reading.value, reading.low, reading.high)]
    value, low, high = ends
    sigma = None if reading.sigma is None else reading.sigma * by
    for end in (value, low, high, sigma):
        if end is not None and not math.isfinite(end):
            raise TextError(given, wanted, "the number is beyond the range of floating point in this unit")
    assert value is not None  # every reading has a value
    return Span(value, low, high, sigma)


# Levels: what 0 stands for, in the unit that they may stand for. Scales: offset and factor to the canonical unit.
_LEVELS = {"dB": ("1", 1.0), "dBm": ("W", 1e-3), "dBW": ("W", 1.0)}
_SCALES = {"degC": ("K", 273.15, 1.0), "degF": ("K", 459.67, 5.0 / 9.0), "%": ("1", 0.0, 0.01)}


def _special(reading: Reading, unit: str, given: str, wanted: str) -> Span:
    if reading.unit in _SCALES:
        target, offset, by = _SCALES[reading.unit]
        if unit == target:
            return _scaled(reading, by, offset, given, wanted)
        raise TextError(given, wanted, "percent is a plain number" if target == "1" else "that is a temperature")
    target, zero = _LEVELS[reading.unit]
    if unit != target:
        raise TextError(given, wanted, "dB stands for a ratio, dBm and dBW for a power")
    if reading.sigma is not None:
        raise TextError(given, wanted, "a level has no symmetric deviation; write 'a .. b dB'")

    def linear(level: float) -> float:
        try:
            return float(zero * 10.0 ** (level / 10.0))
        except OverflowError:
            raise TextError(given, wanted, "the level is beyond the range of floating point") from None

    low, high = (None if end is None else linear(end) for end in (reading.low, reading.high))
    return Span(linear(reading.value), low, high)


@cache
def _known_factor(text: str, unit: str) -> float:
    """Return what multiplies a number in `text` to give one in `unit`; errors of pint pass through."""
    units = registry()
    start, goal = _unit(text), _unit(unit)
    if start.dimensionality != goal.dimensionality:
        raise ValueError(f"{start.dimensionality} is not {goal.dimensionality}")
    return float(units.Quantity(1.0, start).to(goal).magnitude)


def factor(text: str, unit: str, given: object, wanted: str) -> float:
    """Return the factor from a unit in words to a canonical unit.

    Parameters
    ----------
    text
        Unit, as the grammar leaves it.
    unit
        Canonical unit.
    given, wanted
        For the message.

    Raises
    ------
    TextError
        If a name is unknown, or the dimension is another one.
    """
    import pint

    try:
        return _known_factor(text, unit)
    except (pint.errors.PintError, AttributeError) as error:
        raise TextError(given, wanted, _unknown(text, error)) from None
    except ValueError:
        raise TextError(given, wanted, _mismatch(text, unit)) from None


def _unknown(text: str, error: Exception) -> str:
    """Say which name is unknown, and which known ones are near."""
    if "delta_deg" in text:
        return "a difference of temperatures is not a temperature; write '25 degC' or '298.15 K'"
    names = getattr(error, "unit_names", None) or text
    name = names[0] if isinstance(names, tuple) else str(names)
    near = [known for known in _spellings() if known.lower() == name.lower()]
    near += difflib.get_close_matches(name, _spellings(), n=2, cutoff=0.75)
    hint = f"; did you mean {' or '.join(dict.fromkeys(near[:3]))}?" if near else ""
    return f"no unit is called {name[:24]!r}{hint}"


@cache
def _spellings() -> tuple[str, ...]:
    common = (
        "kWh",
        "MWh",
        "GWh",
        "kW",
        "MW",
        "GW",
        "GB",
        "TB",
        "Gb",
        "GHz",
        "GBd",
        "km",
        "kg",
        "pJ",
        "TFLOP",
        "TFLOPS",
    )
    return (*common, *(name for name in dir(registry()) if name.isalpha()))


def _mismatch(text: str, unit: str) -> str:
    """Say what the given unit measures, where it is one of the usual confusions."""
    measures = {
        ("W", "J"): "that is a power; energy is power times time",
        ("J", "W"): "that is an energy; power is energy over time",
        ("FLOP", "FLOP/s"): "that is a count; FLOP/s or FLOPS is a rate",
        ("FLOP/s", "FLOP"): "FLOP/s is a rate; FLOP is a count",
        ("bit", "bit/s"): "that is an amount; bit/s is a rate",
        ("bit/s", "bit"): "bit/s is a rate; an amount is in bit or byte",
        ("1", "bit"): "a number is no information; write bit or byte",
    }
    for (is_of, wanted), said in measures.items():
        if wanted == unit and _same(text, is_of):
            return said
    if unit in _RATES and any(_same(text, rate) for rate in _RATES):
        return "bit/s, Bd and Hz are not one another: bits per symbol and symbols per hertz lie between them"
    return "a plain number has no unit" if unit == "1" else f"{text} does not measure that; write e.g. '1 {unit}'"


def _same(text: str, unit: str) -> bool:
    try:
        _known_factor(text, unit)
    except ValueError:
        return False
    return True


def parse(text: str, unit: str) -> Quantity[Any]:
    """Read a text as a quantity in a canonical unit.

    Examples
    --------
    >>> print(parse("50 GB/s", "bit/s"))
    400000000000.0 bit / second
    """
    return quantity(si(text, unit).value, unit)


_OFFSETS = ("degree_Celsius", "degree_Fahrenheit")  # the names under which other registries keep these scales
# Factors found so far; a class of quantities stands for its registry, whose units compare with no other's.
_FACTORS: dict[type, dict[tuple[Any, str], float]] = {}


def magnitude(given: Any, unit: str, *, where: str = "") -> float | NDArray[np.float64]:
    """Return the magnitude of a quantity in a canonical unit; arrays stay arrays.

    Parameters
    ----------
    given
        A quantity of any registry of pint, a text, or a plain number or array where the unit is 1.
    unit
        The canonical unit.
    where
        What the number stands for, for the message.

    Raises
    ------
    TextError
        If the unit or the kind of object cannot be used.

    Examples
    --------
    >>> import pint
    >>> magnitude(pint.UnitRegistry(cache_folder=None).Quantity(2, "kilobyte"), "bit")
    16000.0
    """
    if isinstance(given, str):
        return si(given, unit, where=where).value
    try:
        key, number = (given.units, unit), given.magnitude
    except AttributeError:
        plain: float | NDArray[np.float64] = _bare(given, unit, where)
        return plain
    known = _FACTORS.get(type(given)) or _FACTORS.setdefault(type(given), {})
    by = known.get(key)
    if by is None:
        if str(given.units) in _OFFSETS and unit == "K":
            kelvin: float | NDArray[np.float64] = given.to("kelvin").magnitude  # an offset is no factor
            return kelvin
        by = known[key] = _factor_of(given, unit, _wanted(unit, where))
    if isinstance(number, int):
        number = float(number)
    converted: float | NDArray[np.float64] = number if by == 1.0 else number * by
    return converted


def _bare(given: Any, unit: str, where: str) -> Any:
    wanted = _wanted(unit, where)
    if unit == "1" and not isinstance(given, bool) and hasattr(given, "__float__"):
        return given
    if hasattr(given, "unit") and hasattr(given, "value"):
        raise TextError(given, wanted, "give a quantity of pint or a text")
    raise TextError(given, wanted, f"a number needs its unit; write e.g. '1 {unit}'")


def _factor_of(given: Any, unit: str, wanted: str) -> float:
    """Return the factor from a quantity's unit, re-read by name: what counts as bits must say bit."""
    shown = f"{given:~}" if hasattr(given, "dimensionality") and _scalar(given) else str(given.units)
    names: Mapping[str, float] = dict(given.unit_items())
    if any("delta_deg" in name for name in names):
        raise TextError(shown, wanted, "a difference of temperatures is not a temperature")
    text = "*".join(f"{name}**{power:g}" for name, power in names.items()) or "1"
    by = factor(text, unit, shown, wanted)
    if _mechanical(given.dimensionality) != _mechanical(_unit(unit).dimensionality):
        raise TextError(shown, wanted, "its registry means something else by that unit")
    return by


def _scalar(given: Any) -> bool:
    return not hasattr(given.magnitude, "__len__")


def _mechanical(dimensions: UnitsContainer) -> dict[str, Any]:
    return {name: power for name, power in dimensions.items() if name in _SI}


def answer(value: Any, unit: str, like: Sequence[object] | Iterable[object]) -> Any:
    """Return a result as a quantity, in the registry of the quantities it was computed from.

    Parameters
    ----------
    value
        A float or an array in the canonical unit.
    unit
        The canonical unit.
    like
        What the caller gave; the first quantity of another registry that knows the unit decides.

    Examples
    --------
    >>> import pint
    >>> stock = pint.UnitRegistry(cache_folder=None)
    >>> isinstance(answer(1.0, "J", [stock.Quantity(1, "K")]), stock.Quantity)
    True
    """
    for given in like:
        own: Callable[..., Any] | None = _constructor(given)
        if own is not None:
            made = _made(own, value, unit)
            if made is not None:
                return made
    return quantity(value, unit)


def _constructor(given: object) -> Callable[..., Any] | None:
    if type(given) is registry().Quantity or not hasattr(given, "unit_items"):
        return None
    return type(given)


def _made(own: Callable[..., Any], value: Any, unit: str) -> Any:
    import pint

    try:
        made = own(value, "" if unit == "1" else unit)
    except (pint.errors.PintError, AttributeError):
        return None
    goal = _unit(unit).dimensionality
    return made if _mechanical(made.dimensionality) == _mechanical(goal) else None
