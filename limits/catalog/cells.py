"""The numbers that a cell of a catalogue file may hold.

A cell holds ``a`` (one number), ``a .. b`` (an interval) or ``a [b .. c]`` (a central value with its interval), in
the unit that the header of its column states.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.errors import TextError
from limits.interval import LEAST, MOST, centre
from limits.value import Value

if TYPE_CHECKING:
    from limits.catalog.columns import Column

_NUMBER = r"(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
_CELL = re.compile(rf"{_NUMBER}(?: *(?:\.\. *{_NUMBER}|\[ *{_NUMBER} *\.\. *{_NUMBER} *\]))?", re.ASCII)


def read_cell(text: str, column: Column) -> Value:
    """Read one cell of a numeric column.

    Parameters
    ----------
    text
        What stands in the cell, not blank.
    column
        The column: unit, factor, whether zero makes sense.

    Returns
    -------
    Value
        The number in the canonical unit of the column.

    Raises
    ------
    TextError
        For anything else than the three forms, for ends in the wrong order, and for a number that is not finite, is
        negative, or is zero where zero means nothing.

    Examples
    --------
    >>> from limits.catalog.columns import Column
    >>> power = Column("tdp_w", "tdp", "W", 1.0, "W")
    >>> read_cell("700", power).value
    700.0
    >>> cell = read_cell("650 [600 .. 700]", power)
    >>> cell.value, cell.low, cell.high
    (650.0, 600.0, 700.0)
    """
    printed = _CELL.fullmatch(text)
    if printed is None:
        raise TextError(text, column.wanted, "blank means unknown")
    numbers = [float(number) * column.factor for number in printed.groups() if number is not None]
    if not all(map(column.admits, numbers)):
        beyond = any(number > MOST or 0.0 < number < LEAST for number in numbers)
        raise TextError(text, column.wanted, f"{LEAST:g} to {MOST:g} {column.unit} at most" if beyond else "")
    match numbers:
        case [value]:
            return Value(value, column.unit)
        case [low, high]:
            value = centre(low, high)
        case _:
            value, low, high = numbers
    if not low <= value <= high:
        raise TextError(text, column.wanted, "write the smaller end first and the centre between the ends")
    return Value(value, column.unit, low, high)
