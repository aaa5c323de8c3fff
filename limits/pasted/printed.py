"""Numbers as a tool printed them: each stands for an interval, since it was rounded."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(r"\+?(?:\d{1,3}(?:,\d{3})+|\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?\Z")
_LEAST, _MOST = 1e-30, 1e30  # what is less and not 0, or more, was not printed by a tool, whatever the unit
_COARSEST = 30  # power of ten of the last digit
_LONGEST = 40  # characters of a number; what is longer was not printed by a tool


class Printed(NamedTuple):
    """A number that was printed, and half a unit of its last digit: the number before rounding is no further away.

    Examples
    --------
    >>> Printed(338.82, 0.005).low
    338.815
    """

    value: float
    half: float

    @property
    def low(self) -> float:
        """The least that is printed so."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """The most that is printed so."""
        return self.value + self.half


def number(token: str) -> Printed | None:
    """Return a printed number, or None where a word is none, or one that nobody measures, as less than nothing.

    Examples
    --------
    >>> number("338.82"), number("1_073_741_824"), number("1.2e+07")
    (Printed(value=338.82, half=0.005), Printed(value=1073741824.0, half=0.5), Printed(value=12000000.0, half=500000.0))
    >>> number("N/A"), number("-1"), number("5e-324"), number("**5.5**")
    (None, None, None, Printed(value=5.5, half=0.05))
    """
    if len(token) > _LONGEST:
        return None
    text = token.strip("*`|")
    if not _NUMBER.match(text):
        return None
    plain = text.replace("_", "").replace(",", "")
    mantissa, _, exponent = plain.lower().partition("e")
    last = int(exponent or 0) - len(mantissa.partition(".")[2])  # the power of ten of the last digit
    value = float(plain)
    return Printed(value, 0.5 * 10.0**last) if last <= _COARSEST and measurable(value) else None


def measurable(value: float) -> bool:
    """Tell whether a number can have been measured, in whatever unit: 0, or one that is neither tiny nor huge.

    Examples
    --------
    >>> measurable(0.0), measurable(338.82), measurable(5e-324), measurable(-1.0)
    (True, True, False, False)
    """
    return value == 0.0 or _LEAST <= value <= _MOST
