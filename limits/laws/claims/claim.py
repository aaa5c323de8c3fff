"""A claim as somebody writes it: a value or a bound, with the digits that it has or as an order of magnitude."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from limits.errors import InputError
from limits.frozen import frozen
from limits.laws.input import Sense
from limits.laws.reading import read

if TYPE_CHECKING:
    from limits.laws.law import Law

__all__ = ["Claim", "read_claim"]

_NUMBER = re.compile(r"(\s*[+-]?)(\d+(?:_\d+)*(?:\.\d+)?)(.*)", re.DOTALL)
_QUOTIENT = re.compile(r"\s*/\s*\d.*", re.DOTALL)  # behind a number
_POWER = re.compile(r"\s*(?:(\d+(?:\.\d+)?)\s*[x×*]\s*)?10\^\(?([+-]?\d+)\)?(?!\.?\d)")
_EXACT = 1e-12  # relative difference that is rounding of floats, not a claim
_LARGEST = 0.05  # relative, of rounding: two digits never need more, one digit would reach 50 %
_ABOUT = 0.1  # relative, of what is said to be about a number of two digits or more
_MAGNITUDE = math.sqrt(10.0)  # factor, of what is said to be about a number of one digit

_SAID = {
    Sense.AT_LEAST: ("at least", "no less than", "not less than", "more than", ">=", "≥", ">"),
    Sense.AT_MOST: ("at most", "no more than", "not more than", "up to", "less than", "<=", "≤", "<"),
}
_ROUGHLY = ("about", "around", "roughly", "approximately", "some", "~", "≈")
_PREFIXES = [
    (re.compile(rf"\s*{re.escape(word)}(?:(?<=\W)|\b)\s*", re.IGNORECASE), sense)
    for sense, words in (*_SAID.items(), (None, _ROUGHLY))
    for word in words
]


@frozen
class Claim:
    """A claimed result.

    Attributes
    ----------
    value
        The number, in the law's unit.
    low, high
        Ends of the numbers that are written like it.
    digits
        Significant digits in which it is written; None for a quotient, which is exact.
    sense
        At least or at most, where it claims a bound; None where it claims a value.
    about
        Whether it says that it is only near: of one digit, an order of magnitude.
    rounded
        Ends of the numbers that round to it, in full; with one digit they are wider than `low` and `high`.
    """

    value: float
    low: float
    high: float
    digits: int | None
    sense: Sense | None = None
    about: bool = False
    rounded: tuple[float, float] | None = None


def read_claim(law: Law, claim: str) -> Claim:
    """Read a claimed result with its unit.

    It counts as rounded to the digits that it has, half a unit of the last one to each side but at most 5 % of it, so
    that a single digit does not excuse everything. Zeros that end a whole number are no digits: 30000 bit/s and 30
    kbit/s are the same claim. A quotient such as ``514/544`` and zero are exact. ``at least``, ``>=``, ``at most`` and
    ``<=`` before the number claim a bound; ``about``, ``~`` and a bare ``10^66`` an order of magnitude, ``about`` with
    two digits or more 10 % to each side.

    Raises
    ------
    InputError
        If it cannot be used as the law's result.

    Examples
    --------
    >>> from limits import laws
    >>> claim = read_claim(laws.landauer, "2.87e-21 J")
    >>> f"{claim.low:.3e} {claim.high:.3e} {claim.digits}"
    '2.865e-21 2.875e-21 3'
    >>> claim = read_claim(laws.carnot, "1/2")
    >>> claim.digits, claim.high - claim.low < 1e-11
    (None, True)
    >>> claim = read_claim(laws.landauer, "at least about 3 zJ")
    >>> claim.sense.value, claim.about, f"{claim.low:.2e} {claim.high:.2e}"
    ('at least', True, '9.49e-22 9.49e-21')
    """
    text, sense, about = _without_words(claim)
    power = _POWER.match(text)
    if power is not None:  # as papers write it
        about = about or power[1] is None
        text = f"{power[1] or 1}e{power[2]}{text[power.end() :]}"
    value = _in_si(law, text, claim)
    parts = _NUMBER.fullmatch(text)
    if parts is None or value == 0.0 or _QUOTIENT.fullmatch(parts[3]):  # nobody rounds to nothing
        return Claim(value, value * (1.0 - _EXACT), value * (1.0 + _EXACT), None, sense)
    number = Decimal(parts[2].replace("_", ""))
    digits, last = _digits(number)
    ends = [_moved(law, parts.groups(), number + sign * Decimal(5).scaleb(last - 1), value) for sign in (-1, 1)]
    low, high = min(ends), max(ends)
    if digits == 1 and last == number.adjusted() and number.normalize().as_tuple().digits == (1,):
        low = max(low, value * 0.95)  # below a power of ten, one digit is finer
    rounded = (low * (1.0 - _EXACT), high * (1.0 + _EXACT))
    if about:
        low, high = (value / _MAGNITUDE, value * _MAGNITUDE) if digits == 1 else _near(value, _ABOUT)
    else:
        least, most = _near(value, _LARGEST)
        low, high = max(low, least), min(high, most)
    return Claim(value, low * (1.0 - _EXACT), high * (1.0 + _EXACT), digits, sense, about, rounded)


def _near(value: float, share: float) -> tuple[float, float]:
    return value * (1.0 - share), value * (1.0 + share)


def _without_words(claim: str) -> tuple[str, Sense | None, bool]:
    """Return the claim without the words before its number, what they claim, and whether they say that it is rough."""
    text, sense, about, found = claim, None, False, True
    while found:
        found = False
        for pattern, said in _PREFIXES:
            match = pattern.match(text)
            if match is not None:
                text, found = text[match.end() :], True
                sense, about = said or sense, about or said is None
                break
    return text, sense, about


def _digits(number: Decimal) -> tuple[int, int]:
    """Return the significant digits of a number as written, and the power of ten of the last one."""
    parts = number.as_tuple()
    exponent = int(parts.exponent)
    if exponent < 0:  # a point: every digit behind it is meant
        return len(str(number).replace(".", "").lstrip("0")) or 1, exponent
    kept = str(number).rstrip("0") or "0"
    return len(kept), len(str(number)) - len(kept)


def _moved(law: Law, parts: tuple[str, ...], number: Decimal, value: float) -> float:
    """Return the claim with another number in it; the claim itself where that is beyond the domain, or too long."""
    try:
        return _in_si(law, f"{parts[0]}{max(number, Decimal(0)):f}{parts[2]}", "")
    except InputError:
        return value


def _in_si(law: Law, text: str, claim: str) -> float:
    """Read a quantity; what cannot be used is told with the words that stood before it."""
    given = text if text.strip() else claim
    return float(read(f"{law.key}, claim", (law.output,), {law.result: given})[law.result])
