"""What somebody wrote for one number, in the unit that is wanted.

Here end decibels (``dB`` of a ratio, ``dBm`` and ``dBW`` of a power) and temperature scales with a zero of their own:
behind this edge there are only numbers in canonical units.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from limits.errors import TextError
from limits.interval import centre
from limits.units import meaning
from limits.units.grammar import read, terms
from limits.units.table import exact_ratio, measure, measure_of, rounded
from limits.value import Value

if TYPE_CHECKING:
    from fractions import Fraction
    from numbers import Real

    from limits.units.grammar import Written
    from limits.units.table import Powers

__all__ = ["COUNTS", "FIXED", "LEVELS", "conversion", "of_number", "of_text"]

COUNTS = ("parameter", "token", "FLOP", "USD", "EUR", "CHF", "GBP")
"""What is counted, in one unit only: where one of these is wanted, a number may stand alone, or before K, M, B, T."""
FIXED = frozenset((*COUNTS, "nat/token"))
"""Units that a number without one is in: what is counted, and the loss, which the field states in nat a token."""

# What a level of zero stands for; a level of a density is the density of that level per hertz.
LEVELS = {"dB": "1", "dBm": "mW", "dBW": "W", "dBm/Hz": "mW/Hz", "dBW/Hz": "W/Hz"}
_ZEROS = (0.0, -math.inf)  # what may end at zero: zero itself, and no signal in decibels


def of_number(number: Real, unit: str, where: str = "", *, converted: bool = False) -> Value:
    """Take a plain number, which is one only where the unit is 1, fixed, or where it was `converted` to it before.

    Raises
    ------
    TextError
        If it lacks its unit or is not finite.
    """
    if unit != "1" and unit not in FIXED and not converted:
        raise TextError(number, meaning.wanted(unit, where), meaning.bare(unit))
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise TextError(number, meaning.wanted(unit, where), "only finite numbers can be used")
    return Value(value, unit)


def of_text(text: str, unit: str, where: str = "", *, counted: bool = False) -> Value:
    """Read a text into the unit that is wanted: the float nearest to what was written, however far the units lie apart.

    Only decibels are taken to a power in floats. A number alone is one of a `FIXED` unit; `counted` says that a number
    without any unit is wanted that counts something, so that it may have a multiplier too.

    Raises
    ------
    TextError
        If the grammar refuses it, a name in its unit is unknown, it measures something else, or it is beyond the range
        of floats.
    """
    wanted = meaning.wanted(unit, where)
    reading = read(text, wanted, counted=counted or unit in COUNTS)
    if reading.unit == "1" and unit in FIXED:
        reading = reading._replace(unit=unit)
    level = LEVELS.get(reading.unit)
    try:
        factor, offset = _exactly(terms(level or reading.unit), unit)
    except TextError as error:
        raise TextError(text, wanted, error.mend) from None
    if level and reading.sigma is not None:
        raise TextError(text, wanted, "write the uncertainty of decibels as an interval, 'a .. b dB'")

    def canonical(number: Written, zero: Fraction) -> float:
        value = _linear(number) * rounded(factor) if level else rounded(number.exact * factor + zero)
        lost = value == 0.0 and number not in _ZEROS and not zero
        if lost or not math.isfinite(value):
            raise TextError(text, wanted, "the number is beyond the range of floating-point numbers")
        return value

    ends = (reading.low, reading.high, reading.value)
    low, high, value = (None if end is None else canonical(end, offset) for end in ends)
    sigma = None if reading.sigma is None else canonical(reading.sigma, 0 * offset)
    if value is None:
        assert low is not None and high is not None  # noqa: PT018  # a text without a value has ends
        value = centre(low, high)  # only here: neither decibels nor degC have the centre of what they stand for
    return Value(value, unit, low, high, sigma)


@lru_cache(maxsize=1024)
def conversion(given: Powers, unit: str) -> tuple[float, float]:
    """Return the factor and the offset that turn a number of the unit `given` into one of the canonical `unit`.

    Raises
    ------
    TextError
        If `given` is unknown or measures something else, with what to do about it.

    Examples
    --------
    >>> conversion((("GB", 1), ("s", -1)), "bit/s"), conversion((("degC", 1),), "K")
    ((8000000000.0, 0.0), (1.0, 273.15))
    """
    factor, offset = _exactly(given, unit)
    return rounded(factor), rounded(offset)


@lru_cache(maxsize=1024)
def _exactly(given: Powers, unit: str) -> tuple[Fraction, Fraction]:
    """Return what `conversion` rounds."""
    source, target = measure_of(given), measure(unit)
    if source.dimension != target.dimension:
        raise TextError(given, meaning.wanted(unit), meaning.mend(source.dimension, unit))
    return exact_ratio(source, target)


def _linear(level: float) -> float:
    """Turn decibels into the ratio that they stand for."""
    try:
        return float(10.0 ** (level / 10.0))
    except OverflowError:
        return math.inf
