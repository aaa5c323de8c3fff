"""How a number was read whose text leaves it open: it has no unit, or is a ratio that others write in decibels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.units.conversion import FIXED
from limits.units.grammar import read

if TYPE_CHECKING:
    from limits.value import Value

__all__ = ["decibels", "echo"]

_SHORT = 6  # signs of a number that is written without a power of ten


def echo(given: object, value: Value, *, level: bool = False) -> str:
    """Say how a text or a plain number was read, where it does not say so itself; nothing where it does.

    Parameters
    ----------
    given
        What somebody wrote.
    value
        What it was read as.
    level
        Whether it is a ratio of powers, which may be written in decibels: both are said.

    Examples
    --------
    >>> from limits.units import si
    >>> (
    ...     echo("70B", si("70B", "parameter")),
    ...     echo(1.9, si(1.9, "nat/token")),
    ...     echo("7e10 parameter", si("7B", "parameter")),
    ... )
    ('7e10 parameter', '1.9 nat/token', '')
    >>> echo("20", si("20", "1"), level=True), echo("13 dB", si("13 dB", "1"), level=True), echo("20", si("20", "1"))
    ('13.0 dB', '19.95', '')
    """
    if not isinstance(given, str | int | float) or not (value.unit == "1" or value.unit in FIXED):
        return ""
    unit = read(given, counted=True).unit if isinstance(given, str) else "1"
    if level:
        return _said(value, 4) if unit == "dB" else decibels(value.value) if unit == "1" else ""
    if unit != "1" or (value.unit == "1" and not _multiplied(given)):
        return ""
    return _said(value, 12) + ("" if value.unit == "1" else f" {value.unit}")


def decibels(ratio: float, decimals: int = 1) -> str:
    """Write a ratio of powers in decibels.

    Examples
    --------
    >>> decibels(20.0), decibels(0.0)
    ('13.0 dB', '-inf dB')
    """
    return f"{10.0 * math.log10(ratio):.{decimals}f} dB" if ratio > 0.0 else "-inf dB"


def _multiplied(given: object) -> bool:
    """Tell whether a number without a unit has a multiplier: a letter other than the e of a power of ten."""
    return isinstance(given, str) and any(sign.isalpha() and sign not in "eE" for sign in given)


def _said(value: Value, digits: int) -> str:
    def plainly(number: float) -> str:
        plain = f"{number:.{digits}g}"
        mantissa, exponent = f"{number:.{digits - 1}e}".split("e")
        if len(plain) <= _SHORT and "e" not in plain:
            return plain
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"

    if value.sigma is not None:
        return f"{plainly(value.value)} +/- {plainly(value.sigma)}"
    if value.low is not None and value.high is not None:
        return f"{plainly(value.low)} .. {plainly(value.high)}"
    return plainly(value.value)
