"""What somebody wrote or gave for one number, in the unit that is wanted.

Here end decibels (``dB``, ``dBm``, ``dBW``: tenths of a power of ten of a ratio or a power) and temperature scales with a
zero of their own: behind this edge there are only numbers in canonical units.
"""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, NamedTuple

from limits.errors import TextError
from limits.interval import centre
from limits.units import meaning
from limits.units.grammar import read, terms
from limits.units.table import Measure, measure, ratio

if TYPE_CHECKING:
    from limits.units.grammar import Reading

__all__ = ["Span", "conversion", "of_number", "of_text"]

_LEVELS = {"dB": "1", "dBm": "mW", "dBW": "W"}  # each with what 0 dB of it stands for


class Span(NamedTuple):
    """A number in a canonical unit, with what was said about its uncertainty.

    Attributes
    ----------
    value
        The number; of an interval, its centre (`limits.interval.centre`).
    low, high
        Ends of a stated interval, else None.
    sigma
        Stated standard deviation, else None.
    """

    value: float
    low: float | None = None
    high: float | None = None
    sigma: float | None = None


def of_number(number: Real, unit: str, where: str = "") -> Span:
    """Take a plain number, which is one only where the unit is 1.

    Raises
    ------
    TextError
        If it is a truth value, not finite, or lacks its unit.
    """
    wanted = meaning.wanted(unit, where)
    if isinstance(number, bool):
        raise TextError(number, wanted, "a truth value is no number")
    if unit != "1":
        raise TextError(number, wanted, f"a bare number has no unit; write e.g. {meaning.example(unit)!r}")
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise TextError(number, wanted, "only finite numbers can be used")
    return Span(value)


def of_text(text: str, unit: str, where: str = "") -> Span:
    """Read a text into the unit that is wanted.

    Raises
    ------
    TextError
        If the grammar refuses it, a name of its unit is unknown, it measures something else, or it leaves the range of
        floats on the way.
    """
