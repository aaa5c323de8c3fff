"""The text of one quantity, read before any unit is looked up: number, unit, interval, and nothing else.

Nothing is evaluated and no unit library is loaded. A text is looked at up to its 81st character, in linear time, so a
hostile one costs as little as a good one. What may be written:

========================  =========================================================================
``700 W``, ``80GB``       number and unit; numbers as ``1e26``, ``1_000``, ``-5``
``0.06 .. 0.09 USD/kWh``  interval; the unit at its end, or at both ends
``650 [600 .. 700] W``    interval with a value inside
``5 +/- 1 W``             mean and standard deviation; also ``±``
``15.6T token``           K, M, B, T for 1e3, 1e6, 1e9, 1e12, before tokens, parameters, FLOP and USD only
``10 million USD``        thousand, million, billion, trillion, before the same
``70B``                   the same without a unit, where the caller wants a count and nothing else can be meant
``514/544``               quotient of two numbers, without a unit: the rate of a code
``-inf dB``               the one infinity: no signal
========================  =========================================================================

A unit is up to five names joined by ``*``, ``/``, ``·`` or ``-`` from left to right, each with a power of one digit:
``W/m^2``, ``J/m**2``, ``PFLOP/s-day``. Words that qualify a unit without changing it are dropped: the accelerators of
``GPU-hours``, the carbon dioxide of ``gCO2e/kWh``.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from limits.errors import TextError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["INTERVALS", "LONGEST", "Reading", "Written", "read", "terms"]

LONGEST = 80  # characters of a text
INTERVALS = ("..", "+/-", "\N{PLUS-MINUS SIGN}", "[")
"""What tells the text of an interval from that of one number."""

_SAME = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\N{MICRO SIGN}": "u",
        "\N{GREEK SMALL LETTER MU}": "u",
        "\N{DEGREE SIGN}": "deg",
        "\N{MINUS SIGN}": "-",
        "\N{PLUS-MINUS SIGN}": "+/-",
        "\N{MIDDLE DOT}": "*",
        "\N{DOT OPERATOR}": "*",
        "\N{SUPERSCRIPT TWO}": "^2",
        "\N{SUPERSCRIPT THREE}": "^3",
        "\N{MULTIPLICATION SIGN}": "x",
    }
)
_BETWEEN = re.compile(r" *(\.\.|\+/-) *")
_CENTRED = re.compile(r"(?P<value>[^\[\]]+?) *\[ *(?P<ends>[^\[\]]+?) *\] *(?P<unit>[^\[\]]*)")
_PART = re.compile(r"(?P<number>[+-]?\d+(?:_\d+)*(?:\.\d+)?(?:[eE][+-]?\d+)?) *(?P<rest>.*)", re.ASCII)
_TIMES = re.compile(r"(?P<times>[kKMBTbt]|(?i:thousand|(?:m|b|tr)illion)s?)(?: +(?P<unit>[A-Za-z].*))?", re.ASCII)
_ODD_TIMES = re.compile(r"(?P<times>m|G|mn|mm|bn|tn)(?: +(?P<unit>[A-Za-z].*))?", re.ASCII)
_QUOTIENT = re.compile(r"(\d+(?:_\d+)*(?:\.\d+)?) */ *(\d+(?:_\d+)*(?:\.\d+)?)", re.ASCII)
_QUALIFIERS = re.compile(
    r"\b(?:accelerator|GPU|TPU|chip)s?[ -]?(?=(?:h|hours?|days?|years?)\b)|(?<=[A-Za-z])[ -]?CO2(?:eq?)?\b"
)
_CURRENCIES = "$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}"
_HYPHEN = re.compile(r"(?<=\w)-(?=[A-Za-z])", re.ASCII)
_NAME = r"(?:[A-Za-z_]+|%)"
_POWER = r"(?:\^-?[1-9])?"
_UNIT = re.compile(rf"(?:1/)?{_NAME}{_POWER}(?: *[*/] *{_NAME}{_POWER}){{0,4}}|1")
_TERM = re.compile(rf"([*/]?)({_NAME})(?:\^(-?[1-9]))?")
_MULTIPLIERS = {"k": 3, "K": 3, "M": 6, "B": 9, "b": 9, "T": 12, "t": 12}
_MULTIPLIERS |= {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_INSTEAD = {"m": "M", "mn": "M", "mm": "M", "G": "B", "bn": "B", "tn": "T"}
_COUNTED = re.compile(r"(?:tok|token|param|parameter|dollar|operation|OP|FLOP|flop)s?\b|(?:USD|EUR|CHF|GBP)\b|euros?\b")
_SIGNS = {"$": "USD", "\N{EURO SIGN}": "EUR", "\N{POUND SIGN}": "GBP"}
_MONEY = re.compile(
    r"(?:(?P<first>[{1}]) *(?P<after>{0})|(?P<before>{0}) *(?P<last>[{1}]))(?P<rest>(?: */ *[A-Za-z].*)?)".format(
        r"\d[\d_.]*(?:[eE][+-]?\d+)?(?: ?[kKMBT]\b| *(?:thousand|(?:m|b|tr)illion)s?)?", "".join(_SIGNS)
    ),
    re.ASCII,
)
_HINTS = (
    (
        re.compile(r"^[+-]?[\d._]+ +[eE][+-]?\d|^[+-]?[\d._]+ *(?:[xX*] *10\b|\^|\*\*)"),
        "write the power of ten without blanks and signs, as in 3.8e25",
    ),
    (re.compile(r","), "write 1.5 with a point and 1_000 without a comma"),
    (re.compile(r"nan|inf", re.IGNORECASE), "only finite numbers can be used"),
    (
        re.compile(r"[()\[\]{}]"),
        "write it without brackets: 'J/bit/s' divides twice, '650 [600 .. 700] W' is an interval",
    ),
    (re.compile(r"^[A-Za-z%]"), "begin with the number"),
    (re.compile(r"\d *[kKMBT]? */ *[+-]?\d"), "a quotient is of two plain numbers and stands alone, as in '514/544'"),
    (re.compile(r"^[+-]?\d*\.(?:\D|$)|^[+-]?\.\d"), "write digits on both sides of the point"),
    (re.compile(r"[A-Za-z]\d"), "write powers as in 'm^2'"),
    (re.compile(r"^\S+ */"), "write '5 1/s', not '5 /s'"),
    (re.compile(r"[A-Za-z] +[A-Za-z]"), "join the names of units with * or /"),
)


class Written(float):
    """The float nearest to a number that was written, which still knows that number.

    Examples
    --------
    >>> Written("0.1"), Written("0.1").exact, Written("514", "544").exact
    (0.1, Fraction(1, 10), Fraction(257, 272))
    """

    __slots__ = ("_over", "_under")
    _over: str
    _under: str

    def __new__(cls, over: str, under: str = "1") -> Written:
        """Take the digits of a number, or of both numbers of a quotient."""
        number = super().__new__(cls, over if under == "1" else Fraction(over) / Fraction(under))
        number._over, number._under = over, under
        return number

    @property
    def exact(self) -> Fraction:
        """The number that was written; finite."""
        if self == 0.0:
            return Fraction(0)  # and not 0e999999999, whose power of ten would be worked out
        return Fraction(self._over) / Fraction(self._under)


class Reading(NamedTuple):
    """What stands in a text, in its own unit.

    Attributes
    ----------
    value
        The number; None where only the ends of an interval are stated.
    low, high
        Ends of a stated interval, else None.
    sigma
        Stated standard deviation, else None.
    unit
        Checked text of the unit, ``1`` where there is none; the names in it may still be unknown.
    """

    value: Written | None
    low: Written | None
    high: Written | None
    sigma: Written | None
    unit: str


def read(text: str, wanted: str = "a number with its unit", *, counted: bool = False) -> Reading:
    """Read the text of one quantity.

    Parameters
    ----------
    text
        At most `LONGEST` characters.
    wanted
        What the caller wants, for the message.
    counted
        Whether that is a count, so that a number without a unit may have a multiplier, as in `70B`.

    Returns
    -------
    Reading
        Finite numbers and the text of their unit.

    Raises
    ------
    TextError
        For anything that the grammar does not know, and for numbers beyond the range of floats.

    Examples
    --------
    >>> read("15.6T token")
    Reading(value=15600000000000.0, low=None, high=None, sigma=None, unit='token')
    >>> read("0.06 .. 0.09 USD/kWh").high, read("5 ± 1 µW").sigma, read("3640 PFLOP/s-day").unit
    (0.09, 1.0, 'PFLOP/s*day')
    >>> read("70B").unit, read("70B", counted=True)
    ('B', Reading(value=70000000000.0, low=None, high=None, sigma=None, unit='1'))
    >>> read("1,5 J")
    Traceback (most recent call last):
    limits.errors.TextError: cannot use '1,5 J': wanted a number with its unit; write 1.5 with a point and 1_000 \
without a comma
    """

    def refusal(mend: str = "") -> TextError:
        return TextError(text[: LONGEST + 1], wanted, mend or _hint(line))

    line = text[: LONGEST + 1].translate(_SAME).strip(" ")
    if len(text) > LONGEST:
        raise refusal(f"a quantity has at most {LONGEST} characters")
    if not (line.isascii() and line.isprintable()) or "$" in line:
        money = not set(line).isdisjoint(_CURRENCIES)
        raise refusal(_in_letters(line) if money else "write it on one line, in plain digits and letters")
    if (special := _special(line, refusal)) is not None:
        return special
    centred = _CENTRED.fullmatch(line)
    first, *rest = _BETWEEN.split(f"{centred['ends']} {centred['unit']}".strip(" ") if centred else line)
    texts = [first, *rest[1::2], *([centred["value"]] if centred else [])]
    numbers, unit = _numbers(texts, counted, refusal)
    match rest[:-1:2], numbers:
        case [], [value]:
            return Reading(value, None, None, None, unit)
        case ["+/-"], [value, sigma]:
            if sigma <= 0.0:
                raise refusal("a standard deviation is positive; leave it out where nothing is uncertain")
            return Reading(value, None, None, sigma, unit)
        case [".."], [low, high, *inside]:
            if not all(low <= value <= high for value in (high, *inside)):
                raise refusal("write the smaller end of the interval first, and a value between the ends")
            return Reading(inside[0] if inside else None, low, high, None, unit)
        case _:
            raise refusal("give one quantity or one interval")


@lru_cache(maxsize=1024)
def terms(unit: str) -> tuple[tuple[str, int], ...]:
    """Take the text of a unit apart into names and powers.

    Raises
    ------
    TextError
        If it is not the text of a unit, or has more than `LONGEST` characters.

    Examples
    --------
    >>> terms("PFLOP/s-day"), terms("1/s"), terms("W/m**2"), terms("1")
    ((('PFLOP', 1), ('s', -1), ('day', 1)), (('s', -1),), (('W', 1), ('m', -2)), ())
    """
    if len(unit) > LONGEST:
        raise TextError(unit[: LONGEST + 1], "a unit", f"a unit has at most {LONGEST} characters")
    plain = _plain(unit.translate(_SAME).strip(" "))
    if _UNIT.fullmatch(plain) is None:
        raise TextError(unit, "a unit", _hint("1 " + plain))
    found = _TERM.findall(plain.replace(" ", "").removeprefix("1"))
    return tuple((name, (-1 if sign == "/" else 1) * int(power or 1)) for sign, name, power in found)


def _numbers(parts: list[str], counted: bool, refusal: Callable[..., TextError]) -> tuple[list[Written], str]:
    """Read the numbers on both sides of an interval, and the one unit that they share."""
    found = [match for part in parts if (match := _PART.fullmatch(part))]
    if len(found) < len(parts):
        raise refusal()
    rests = [match["rest"] for match in found]
    named = {_unit_behind(rest) for rest in rests} - {""}
    if named:
        counted = any(_COUNTED.match(unit) for unit in named)
    split = [_split(rest, counted, refusal) for rest in rests]
    units = {_plain(unit) for _, unit in split} - {""}
    if len(units) > 1:
        raise refusal("write one unit for both numbers")
    if len({times for times, _ in split}) > 1:
        raise refusal("write the multiplier at both numbers")
    unit = units.pop() if units else "1"
    if _UNIT.fullmatch(unit) is None:
        raise refusal()
    return [_number(match["number"], times, refusal) for match, (times, _) in zip(found, split, strict=True)], unit


def _unit_behind(rest: str) -> str:
    """Return the unit of what stands behind a number, a multiplier left out."""
    times = _TIMES.fullmatch(rest) or _ODD_TIMES.fullmatch(rest)
    return rest if times is None else times["unit"] or ""


def _split(rest: str, counted: bool, refusal: Callable[..., TextError]) -> tuple[str, str]:
    """Take what stands behind a number apart into a multiplier of counts and a unit.

    What looks like a multiplier is a unit wherever no count is meant: 300K, 80B, 5 t.
    """
    times = _TIMES.fullmatch(rest)
    if times is not None and counted:
        word = times["times"]
        return word if len(word) == 1 else word.lower().removesuffix("s"), times["unit"] or ""
    if counted and (odd := _ODD_TIMES.fullmatch(rest)):
        raise refusal(f"write {_INSTEAD[odd['times']]} for it: K, M, B and T are 1e3, 1e6, 1e9 and 1e12")
    if times is not None and _UNIT.fullmatch(_plain(rest)) is None:
        raise refusal(
            "K, M, B, T and their words multiply tokens, parameters, FLOP and money only; else write a prefix or a "
            "power of ten"
        )
    if times is not None and len(times["times"]) > 1:
        raise refusal(f"write the power of ten, 1e{_MULTIPLIERS[times['times'].lower().removesuffix('s')]}, and a unit")
    return "", rest


def _number(digits: str, times: str, refusal: Callable[..., TextError]) -> Written:
    """Return a finite number, correctly rounded also where a word or a letter multiplies it."""
    mantissa, exponent, _ = digits.lower().partition("e")
    if times and exponent:
        raise refusal("write either a power of ten or a multiplier")
    value = Written((f"{digits}e{_MULTIPLIERS[times]}" if times else digits).replace("_", ""))
    if math.isinf(value) or (value == 0.0 and any(digit in "123456789" for digit in mantissa)):
        raise refusal("the number is beyond the range of floating-point numbers")
    return value


def _special(line: str, refusal: Callable[..., TextError]) -> Reading | None:
    """Read what stands alone, no signal or a quotient of two plain numbers; return None where it is neither."""
    if line == "-inf dB":
        return Reading(Written("-inf"), None, None, None, "dB")
    quotient = _QUOTIENT.fullmatch(line)
    if quotient is None:
        return None
    over, under = (digits.replace("_", "") for digits in quotient.groups())
    if not (float(over) and float(under)):
        raise refusal("both numbers of a quotient must be greater than 0")
    return Reading(Written(over, under), None, None, None, "1")


def _plain(unit: str) -> str:
    """Write the text of a unit in one way: powers with ^, products with *, no qualifying words."""
    return re.sub(r" *([*/]) *", r"\1", _HYPHEN.sub("*", _QUALIFIERS.sub("", unit.replace("**", "^"))))


def _in_letters(line: str) -> str:
    """Say how money is written.

    Examples
    --------
    >>> _in_letters("$10M"), _in_letters("2 \N{EURO SIGN}/hour"), _in_letters("EUR or $").partition(":")[0]
    ("write '10M USD'", "write '2 EUR/hour'", 'write money in USD, EUR, CHF or GBP, as in 10e6 USD')
    """
    money = _MONEY.fullmatch(line)
    if money is None:
        return "write money in USD, EUR, CHF or GBP, as in 10e6 USD: there are no exchange rates here"
    return f"write '{money['after'] or money['before']} {_SIGNS[money['first'] or money['last']]}{money['rest']}'"


def _hint(line: str) -> str:
    """Say how a refused text might be mended."""
    if not line:
        return "it is empty"
    known = (mend for pattern, mend in _HINTS if pattern.search(line))
    return next(known, "write a number and a unit, as in '700 W', or an interval, as in '0.1 .. 0.2 W'")
