"""Bounds rounded to the side on which they stay true: a floor down, a ceiling up."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from typing import TYPE_CHECKING

from limits.report.numbers import interval, unit_shown

if TYPE_CHECKING:
    from limits.value import Value

__all__ = ["bounded", "outward"]

_MODES = {"at least": ROUND_FLOOR, "at most": ROUND_CEILING}
_NOISE = 12  # significant digits from which a difference is that of floats
_SHOWN = 3  # significant digits of a number in a report


def outward(value: float, digits: int, sense: str) -> float:
    """Round a bound so that what is printed with some significant digits is true: no floor above it, no ceiling below.

    Parameters
    ----------
    value
        The law's value, any unit.
    digits
        Significant digits that will be printed.
    sense
        Side of the law: at least, at most, equal or none; the last two leave the value as it is.

    Examples
    --------
    >>> outward(2.870979e-21, 4, "at least"), outward(17707.3, 4, "at most"), outward(2.87, 4, "at least")
    (2.87e-21, 17710.0, 2.87)
    >>> outward(17707.3, 4, "equal"), outward(0.1 + 0.2, 4, "at most")
    (17707.3, 0.3)
    """
    mode = _MODES.get(sense)
    if mode is None or value == 0.0:
        return value
    exact = Context(prec=_NOISE).create_decimal(repr(value))  # 0.30000000000000004 is 0.3
    return float(Context(prec=digits, rounding=mode).create_decimal(exact))


def bounded(value: Value | None, sense: str) -> Value | None:
    """Return a bound as a report prints it, rounded to its true side in the unit that is shown; intervals stay.

    Examples
    --------
    >>> from limits.report.numbers import quantity
    >>> from limits.value import Value
    >>> quantity(bounded(Value(1.7459e6, "J"), "at least")), quantity(Value(1.7459e6, "J"))
    ('1.74 MJ', '1.75 MJ')
    """
    if value is None or interval(value) is not None:
        return value
    factor = unit_shown(value)
    return replace(value, value=outward(value.value / factor, _SHOWN, sense) * factor)
