"""How a number is printed: units that readers know, and digits that match what is known of it.

An interval's width decides its digits; a number without interval has three. Decades of headroom have two decimals,
doublings are whole from 10 up, shares are whole percent. Unknown is a dash, never a number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from limits.runs.fields.money import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.value import Value

UNKNOWN = "\N{EN DASH}"

_DIGITS = 3
_PLAIN = (1e-3, 1e5)  # magnitudes written without a power of ten
_WIDE = 3.0  # ratio of the ends of an interval from which each end has its own digits
_STEPS = 5.0  # of the last digit that fit into an interval
_TIGHT = 1e-4  # relative width below which an interval is rounding, not uncertainty
_COUNTABLE = 1e6  # whole numbers without unit below this are counts of things, written whole
_FINEST = 1e-3  # nat per token, the last decimal of a published loss
_WHOLE_FROM = 10.0  # doublings without decimals
_NEAR = 0.1  # share of a word in which the lower end of an interval is still counted
_TIMES = (-4.0, 15.0)  # decades of a factor between which it is written out
_LETTERS = ((12, "T"), (9, "B"), (6, "M"))  # each with its power of ten
_WORDS = ((12, "trillion"), (9, "billion"), (6, "million"))
_NEARLY_ALL, _ALL_BUT, _NEARLY_NONE = 99.5, 99.9, 0.5  # percent that would round to 100 and to 0
_MORE_THAN_ALL = 100.5  # percent that do not round to 100


class _Scale(NamedTuple):
    """How many canonical units a unit holds, its name, and from which canonical value on it is used."""

    factor: float
    name: str
    start: float = 0.0


def _prefixed(unit: str, prefixes: str, base: float = 1.0) -> tuple[_Scale, ...]:
    """List a unit with ascending decimal prefixes, each of which is used from one of it on."""
    powers = {"n": 1e-9, "u": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}
    return tuple(_Scale(base * powers[p], p + unit, base * powers[p]) for p in prefixes.split(","))


_HOUR, _DAY, _BYTE = 3600.0, 86400.0, 8.0
_SCALES: dict[str, tuple[_Scale, ...]] = {
    "J": (*_prefixed("J", "k,M"), _Scale(1e3 * _HOUR, "kWh", 1e4 * _HOUR), *_prefixed("Wh", "M,G,T", base=_HOUR)),
    "s": (*_prefixed("s", "n,u,m,"), _Scale(_HOUR, "h", _HOUR), _Scale(_DAY, "days", 2 * _DAY)),
    "bit": (
        *_prefixed("B", "k,M,G,T,P,E", base=_BYTE),
        _Scale(1.0, "bit", 8e21),
    ),  # no memory is larger: information
    "bit/s": _prefixed("bit/s", "k,M,G,T,P"),
    "Hz": _prefixed("Hz", "k,M,G,T"),
    "Bd": _prefixed("Bd", "k,M,G"),
    "W": _prefixed("W", "k,M,G"),
    "FLOP/s": _prefixed("FLOP/s", "k,M,G,T,P,E"),
    "m": _prefixed("m", "m,,k"),
    "kg": (_Scale(1e3, "t", 1e4),),
    "kg/J": (_Scale(1.0 / (1e3 * _HOUR), "kg/kWh"),),
    "m^3": (_Scale(1e3, "million L", 1e4),),
    "m^3/J": (_Scale(1e-3 / (1e3 * _HOUR), "L/kWh"),),
    **{each: (_Scale(1e6, f"million {each}", 1e6),) for each in CURRENCIES},
    **{f"{each}/J": (_Scale(1.0 / (1e3 * _HOUR), f"{each}/kWh"),) for each in CURRENCIES},
    **{f"{each}/s": (_Scale(1.0 / _HOUR, f"{each}/hour"),) for each in CURRENCIES},
    "bit/parameter": (_Scale(_BYTE, "byte/parameter"),),
    "parameter": (_Scale(1.0, "parameters"),),
    "token": (_Scale(1.0, "tokens"),),
    "1/s": (_Scale(1.0, "/s"),),
    "1": (_Scale(1.0, ""),),
}
"""The units in which readers know the values of a canonical one, which is used itself below the first of them."""


def _scale(value: float, unit: str) -> _Scale:
    """Return the unit in which readers know a value."""
    fitting = [scale for scale in _SCALES.get(unit, ()) if abs(value) >= scale.start]
    return fitting[-1] if fitting else _Scale(1.0, unit)


def unit_shown(value: Value) -> float:
    """Return how many canonical units the unit holds in which a value is printed."""
    return _scale(float(value), value.unit).factor


def significant(value: float, digits: int = _DIGITS) -> str:
    """Write a number with some significant digits, trailing zeros left out.

    Examples
    --------
    >>> (
    ...     significant(3.8e25),
    ...     significant(405853388800),
    ...     significant(0.41),
    ...     significant(89.25),
    ...     significant(0.0),
    ... )
    ('3.8e25', '4.06e11', '0.41', '89.2', '0')
    """
    return _written(value, digits, strip=True)


def _written(value: float, digits: int, *, strip: bool) -> str:
    if value == 0.0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if _PLAIN[0] <= abs(value) < _PLAIN[1]:
        text = _rounded(value, digits - 1 - power)
        return _stripped(text) if strip else text
    return f"{_stripped(mantissa) if strip else mantissa}e{power}"


def _stripped(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ends(low: float, high: float) -> tuple[str, str]:
    """Write the ends of an interval with the digits that its width leaves: at least five steps of the last one."""
    if low * high <= 0 or high / low > _WIDE or low / high > _WIDE:
        return _written(low, 2, strip=False), _written(high, 2, strip=False)
    power = math.floor(math.log10(max(abs(low), abs(high))))
    places = math.ceil(-math.log10((high - low) / _STEPS))
    places = min(max(places, 1 - power), 3 - power)  # two to four digits in all
    if not _PLAIN[0] <= max(abs(low), abs(high)) < _PLAIN[1]:
        return _rounded_power(low, places), _rounded_power(high, places)
    return _rounded(low, places), _rounded(high, places)


def _rounded(value: float, places: int) -> str:
    """Write a number rounded to some places, also before the point, where they are negative."""
    return f"{round(value, places):.{max(places, 0)}f}"


def _rounded_power(value: float, places: int) -> str:
    """Write a number rounded to some places, with a power of ten."""
    return _written(value, places + math.floor(math.log10(abs(value))) + 1, strip=False)


def _between(low: str, high: str) -> str:
    """Join the ends of an interval; ends that print alike are one number."""
    return low if low == high else f"{low} .. {high}"


def interval(value: Value) -> tuple[float, float] | None:
    """Return the ends of a number's interval, or None where nothing is known about its uncertainty."""
    if value.low is None or value.high is None or math.isclose(value.low, value.high, rel_tol=_TIGHT):
        return None
    return value.low, value.high


def quantity(value: Value | None, *, digits: int = _DIGITS) -> str:
    """Write a number, or its interval where it has one, with a unit that readers know.

    Examples
    --------
    >>> from limits.value import Value
    >>> quantity(Value(7.77168e13, "J")), quantity(Value(7711200.0, "s")), quantity(Value(6.4e11, "bit"))
    ('21.6 GWh', '89.2 days', '80 GB')
    >>> quantity(Value(1.15e12, "J", low=1.08e12, high=1.22e12)), quantity(Value(16384, "1"))
    ('300 .. 339 MWh', '16384')
    """
    if value is None:
        return UNKNOWN
    scale = _scale(float(value), value.unit)
    number = bare(value, digits=digits, factor=scale.factor)
    return f"{number} {scale.name}" if scale.name[:1] not in ("", "/") else number + scale.name


def fixed(number: float, places: int) -> str:
    """Write a number with so many decimals; what rounds to nothing has no sign.

    Examples
    --------
    >>> fixed(1.96, 1), fixed(-0.04, 1), fixed(-2.4, 2), fixed(-math.inf, 1)
    ('2.0', '0.0', '-2.40', '-inf')
    """
    return f"{round(number, places) + 0.0:.{places}f}"


def bare(value: Value | None, *, digits: int = _DIGITS, factor: float = 1.0) -> str:
    """Write a number, or its interval where it has one, without a unit; what is a count of things is written whole.

    Examples
    --------
    >>> from limits.value import Value
    >>> (
    ...     bare(Value(4.0585e11, "parameter")),
    ...     bare(Value(16384, "1")),
    ...     bare(Value(3e30, "FLOP", low=1e30, high=9e30)),
    ... )
    ('4.06e11', '16384', '1.0e30 .. 9.0e30')
    """
    if value is None:
        return UNKNOWN
    span = interval(value)
    if span is not None:
        return _between(*_ends(span[0] / factor, span[1] / factor))
    number = float(value) / factor + 0.0  # never -0
    whole = value.unit == "1" and number == math.floor(number) and abs(number) < _COUNTABLE
    return f"{number:.0f}" if whole else significant(number, digits)


def with_interval(value: Value | None) -> str:
    """Write a number and, behind it, its interval where it has one.

    Examples
    --------
    >>> from limits.value import Value
    >>> with_interval(Value(2.1e25, "FLOP", low=1.0e25, high=4.2e25))
    '2.1e25 FLOP (1.0e25 .. 4.2e25)'
    """
    if value is None:
        return UNKNOWN
    if interval(value) is None:
        return quantity(value)
    centre = type(value)(float(value), value.unit)
    return f"{quantity(centre)} ({bare(value, factor=_scale(float(value), value.unit).factor)})"


def _each(value: Value | None, write: Callable[[float], str]) -> str:
    """Write a number, or both ends of its interval, in one and the same way."""
    if value is None:
        return UNKNOWN
    span = interval(value)
    return write(float(value)) if span is None else _between(*(write(end) for end in span))


def decades(value: Value | None) -> str:
    """Write decades of headroom with two decimals.

    Examples
    --------
    >>> from limits.value import Value
    >>> decades(Value(7.64858, "1")), decades(Value(7.65, "1", low=7.6, high=7.706))
    ('7.65', '7.60 .. 7.71')
    """
    return _each(value, lambda number: fixed(number, 2))


def doublings(value: Value | None) -> str:
    """Write doublings of compute: whole from 10 up, with one decimal below.

    Examples
    --------
    >>> from limits.value import Value
    >>> (
    ...     doublings(Value(25.408, "1")),
    ...     doublings(Value(4.97, "1")),
    ...     doublings(Value(27, "1", low=26.2, high=28.3)),
    ... )
    ('25', '5.0', '26 .. 28')
    """
    return _each(value, _doubled)


def _doubled(number: float) -> str:
    return fixed(number, 1) if abs(round(number, 1)) < _WHOLE_FROM else f"{number:.0f}"


def counted(value: Value | None) -> str:
    """Write a number of parameters or tokens as their field writes it: B for 1e9, T for 1e12.

    Examples
    --------
    >>> from limits.value import Value
    >>> (
    ...     counted(Value(405853388800.0, "parameter")),
    ...     counted(Value(15.6e12, "token")),
    ...     counted(Value(124e6, "parameter")),
    ... )
    ('406B', '15.6T', '124M')
    """
    return _each(value, _count)


def _count(number: float) -> str:
    for power, letter in _LETTERS:
        if float(f"{number:.2e}") >= 10.0**power:
            return f"{significant(number / 10.0**power)}{letter}"
    return significant(number)


def times(doublings: Value | None) -> str:
    """Write how many times larger a run could be, from the doublings of its compute.

    Examples
    --------
    >>> from limits.value import Value
    >>> [times(Value(x, "1")) for x in (-0.2, 1.53, 4.97, 13.2, 25.4, 60.0)]
    ['0.87x', '2.9x', '31x', '9,400x', '44 million x', '1e18x']
    >>> times(Value(4.97, "1", low=4.8, high=5.2)), times(None), times(Value(25.4, "1", low=25.2, high=25.6))
    ('28 .. 37x', '?', '(39 .. 51) million x')
    >>> times(Value(30.0, "1", low=27.6, high=31.7)), times(Value(36.0, "1", low=27.6, high=41.0))
    ('(0.2 .. 3.5) billion x', '200 million .. 2.2 trillion x')
    """
    if doublings is None:
        return "?"
    low, high = interval(doublings) or (doublings.value, doublings.value)
    (size, word), (less, few) = _counted_in(high), _counted_in(low)
    if size != less and (size < less or low * math.log10(2.0) < math.log10(_NEAR * size)):  # no word is that of both
        return f"{_factor(low, less)}{few.rstrip() or 'x'} .. {_factor(high, size)}{word}x"
    between = _between(_factor(low, size), _factor(high, size))
    return f"({between}){word}x" if word and " .. " in between else f"{between}{word}x"  # both are counted in the word


def _counted_in(doublings: float) -> tuple[float, str]:
    """Return what a factor is counted in, with its word: millions, billions, trillions, or 1."""
    decades = doublings * math.log10(2.0)
    if decades >= _TIMES[1]:
        return 1.0, ""
    factor = float(f"{10.0**decades:.1e}")
    return next(((10.0**power, f" {word} ") for power, word in _WORDS if factor >= 10.0**power), (1.0, ""))


def _factor(doublings: float, size: float) -> str:
    decades = doublings * math.log10(2.0)
    if not _TIMES[0] < decades < _TIMES[1]:
        return f"1e{decades:.0f}"
    factor = float(f"{10.0**decades:.1e}") / size
    return f"{factor:,.0f}" if factor >= _WHOLE_FROM else _written(factor, 2, strip=size > 1.0)


def share(value: Value | None) -> str:
    """Write a share in whole percent; one that rounds to the whole or to nothing says so.

    Examples
    --------
    >>> from limits.value import Value
    >>> [share(Value(x, "1")) for x in (0.9567, 0.996, 0.99995, 0.002, 0.0, 2.5)]
    ['96 %', '99.6 %', '> 99.9 %', '< 1 %', '0 %', '250 %']
    >>> share(Value(0.4, "1", low=0.39, high=0.42))
    '39 .. 42 %'
    """
    written = _each(value, _percent)
    low, between, high = written.partition(" .. ")
    plain = between and low.removesuffix(" %").lstrip("-").isdigit() and high.endswith(" %")
    return f"{low.removesuffix(' %')} .. {high}" if plain else written


def _percent(part: float) -> str:
    percent = 100.0 * part
    if _NEARLY_ALL <= percent < _MORE_THAN_ALL:
        return f"> {_ALL_BUT} %" if percent > _ALL_BUT else f"{percent:.1f} %"
    if percent != 0.0 and abs(percent) <= _NEARLY_NONE:
        return "< 1 %" if percent > 0 else "> -1 %"
    return f"{percent:,.0f} %"


def decibels(value: Value | None) -> str:
    """Write a ratio of powers in decibels.

    Examples
    --------
    >>> from limits.value import Value
    >>> decibels(Value(58.3, "1"))
    '17.7 dB'
    """
    return UNKNOWN if value is None else f"{_each(value, lambda ratio: f'{10.0 * math.log10(ratio):.1f}')} dB"


def loss(value: Value | None) -> str:
    """Write a loss, without its unit, to the three decimals in which losses are published, or as far as it is known.

    Examples
    --------
    >>> from limits.value import Value
    >>> loss(Value(1.892, "nat/token", low=1.864, high=1.924))
    '1.86 .. 1.92'
    """
    return bare(value) if value is not None and interval(value) else _each(value, lambda number: f"{number:.3f}")


def small(value: Value | None) -> str:
    """Write a difference of losses, without its unit, with two significant digits and never finer than losses are.

    Examples
    --------
    >>> from limits.value import Value
    >>> small(Value(0.0720909, "nat/token")), small(Value(0.00034, "nat/token"))
    ('0.072', '< 0.001')
    """
    return _each(value, _difference)


def _difference(number: float) -> str:
    if 0.0 < abs(number) < _FINEST:
        return f"< {_FINEST}" if number > 0 else f"> -{_FINEST}"
    return _written(number, 2, strip=False)
