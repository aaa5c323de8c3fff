"""The grammar of quantities: what a text may be before any unit is looked up. Nothing is evaluated.

A quantity is a number and a unit, an interval (`a .. b`, or `c [a .. b]` with its central value), or a number with a
standard deviation (`a +/- b`). A unit is at most six names joined by `*` or `/`, with powers of one digit. Refusal
happens here, before the registry of units is built, in time linear in the first 81 characters.

Examples
--------
>>> read("0.06 .. 0.09 USD/kWh")
Reading(value=0.075, low=0.06, high=0.09, sigma=None, unit='USD/kWh')
>>> read("15.6T token").value
15600000000000.0
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from limits.errors import TextError
from limits.interval import centre

LONGEST = 80  # characters of a quantity
NAMES = 6  # names in a unit

_NUMBER = r"[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d{1,3})?"
_NAME = r"(?:[A-Za-zµμ°%][A-Za-zµμ_]*)"
_POWER = r"(?:(?:\*\*|\^)-?\d)?"
_FACTOR = rf"(?:{_NAME}{_POWER}|1)"
_UNIT = rf"{_FACTOR}(?:\s?[*/·]\s?{_FACTOR})*"
_MULTIPLE = r"[KMBT](?=\s)"


def _term(label: str) -> str:
    return rf"(?P<{label}>{_NUMBER})(?P<m{label}>{_MULTIPLE})?\s*(?P<u{label}>{_UNIT})?"


_SHAPE = re.compile(rf"{_term('a')}(?:\s*(?P<join>\.\.|\+/-|±)\s*{_term('b')})?", re.ASCII)
_CENTRED = re.compile(
    rf"(?P<centre>{_NUMBER})\s*\[\s*(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER})\s*\]\s*(?P<unit>{_UNIT})?", re.ASCII
)
_MULTIPLES = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_COUNTED = {"token", "tokens", "parameter", "parameters", "param", "params", "USD"}
# Products that people write with a hyphen, and units that carry their gas in their name.
_SPELLINGS = (
    ("PF-day", "PFLOP/s*day"),
    ("petaflop/s-day", "PFLOP/s*day"),
    ("-", "*"),
    ("CO2eq", ""),
    ("CO2e", ""),
    ("CO2", ""),
)
_SILENCE = "-inf dB"  # no signal at all, the one infinity that is a measurement


class Reading(NamedTuple):
    """What a text says, its unit not yet looked up; what it says nothing of is None."""

    value: float
    low: float | None
    high: float | None
    sigma: float | None
    unit: str


def read(text: str, wanted: str = "a quantity") -> Reading:
    """Read a quantity.

    Parameters
    ----------
    text
        At most 80 characters.
    wanted
        What would have been right, for the message.

    Raises
    ------
    TextError
        If the text is none of the shapes of this module's head, or a number in it is not finite.

    Examples
    --------
    >>> read("25 degC")
    Reading(value=25.0, low=None, high=None, sigma=None, unit='degC')
    >>> read("40 % +/- 5 %").sigma
    5.0
    """
    head = text[: LONGEST + 1]
    if len(head) > LONGEST:
        raise TextError(head, wanted, f"a quantity has at most {LONGEST} characters")
    plain = head.strip()
    if plain == _SILENCE:
        return Reading(-math.inf, None, None, None, "dB")
    if "," in plain:
        raise TextError(text, wanted, "write numbers without commas: 1500 or 1_500, 0.5")
    spelled = _spelled(plain)
    if centred := _CENTRED.fullmatch(spelled):
        return _with_centre(centred, text, wanted)
    match = _SHAPE.fullmatch(spelled)
    if match is None:
        raise TextError(text, wanted, "write a number and a unit, 'a .. b UNIT' or 'a +/- b UNIT'")
    return _reading(match, text, wanted)


def _spelled(plain: str) -> str:
    """Write the unit with the signs that the grammar knows."""
    for given, meant in _SPELLINGS:
        # A hyphen is a product only between letters; elsewhere it is a sign.
        plain = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", meant, plain) if given == "-" else plain.replace(given, meant)
    return plain


def _reading(match: re.Match[str], text: str, wanted: str) -> Reading:
    part = match.groupdict()
    first, last = part["ua"] or "", part["ub"] or ""
    if part["join"] and first and last and first != last:
        raise TextError(text, wanted, "write one unit, after the second number")
    unit = last or first
    if len(re.split(r"[*/·]", unit.replace("**", "^"))) > NAMES:
        raise TextError(text, wanted, f"a unit has at most {NAMES} names")
    a = _number(part["a"], part["ma"], unit, text, wanted)
    if part["join"] is None:
        return Reading(a, None, None, None, _normal(unit))
    b = _number(part["b"], part["mb"], unit, text, wanted)
    if part["join"] == "..":
        if a > b:
            raise TextError(text, wanted, "write the smaller number first")
        return Reading(centre(a, b), a, b, None, _normal(unit))
    if b < 0:
        raise TextError(text, wanted, "a standard deviation is not negative")
    return Reading(a, None, None, b, _normal(unit))


def _with_centre(match: re.Match[str], text: str, wanted: str) -> Reading:
    unit = match["unit"] or ""
    value, low, high = (_number(match[end], None, unit, text, wanted) for end in ("centre", "low", "high"))
    if not low <= value <= high:
        raise TextError(text, wanted, "write the value between the ends of its interval")
    return Reading(value, low, high, None, _normal(unit))


def _number(digits: str, multiple: str | None, unit: str, text: str, wanted: str) -> float:
    try:
        value = float(digits)
    except ValueError:  # underscores in odd places
        raise TextError(text, wanted, "write a decimal number") from None
    if multiple is not None:
        if unit not in _COUNTED:
            raise TextError(text, wanted, f"{multiple} counts tokens, parameters and USD; write the power of ten")
        value *= _MULTIPLES[multiple]
    if not math.isfinite(value):
        raise TextError(text, wanted, "write a finite number")
    return value


def _normal(unit: str) -> str:
    return re.sub(r"\s", "", unit).replace("·", "*").replace("^", "**").replace("°C", "degC").replace("°F", "degF")
