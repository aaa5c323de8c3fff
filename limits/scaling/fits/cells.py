"""From the cells of a column to numbers in its canonical unit, or to names; what cannot be used is said by its row."""

from __future__ import annotations

import math
import re
from array import array

from limits.errors import Problem, shown
from limits.interval import LEAST, MOST

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
"""A number without a unit, with a decimal point."""

WANTED = "a finite number > 0, or nothing"

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(?:[eE][+-]?\d+)?", re.ASCII)
_MISSING = {"", "nan", "na", "n/a", "null", "none", "-"}
_NESTED = "a list or an object"


class Signs:
    """Which decimal signs the numbers of a file have: where semicolons separate cells, a comma may be one.

    Parameters
    ----------
    commas
        Whether a comma is a decimal sign.

    Examples
    --------
    >>> signs = Signs(commas=True)
    >>> signs.pointed("3,5", 2), signs.pointed("1.234", 3)
    ('3.5', '1.234')
    >>> print(signs.problem())
    decimal signs: given '3,5' in row 2, '1.234' in row 3, wanted commas or points, not both
    """

    def __init__(self, *, commas: bool) -> None:
        self._commas = commas
        self._seen: dict[str, str] = {}

    def pointed(self, cell: str, row: int) -> str:
        """Return a cell with a decimal point, and remember which sign it had."""
        if not self._commas:
            return cell
        sign = next((each for each in ",." if each in cell), "")
        if sign not in self._seen and sign:
            self._seen[sign] = f"{shown(cell)} in row {row}"
        return cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell

    def problem(self) -> Problem | None:
        """Say that a file has both signs: then one of them may group thousands."""
        if len(self._seen) < len(",."):
            return None
        return Problem("decimal signs", ", ".join(self._seen.values()), "commas or points, not both")


class Numbers:
    """A column of numbers.

    Parameters
    ----------
    role
        What it holds, for messages.
    scale
        How many canonical units one unit of it is [1].
    signs
        The decimal signs of its file.

    Examples
    --------
    >>> column = Numbers("tokens", 1e9, Signs(commas=False))
    >>> [column.add(cell, 2) for cell in ("20", "", "n/a")], column.values
    ([None, None, None], array('d', [20000000000.0, nan, nan]))
    >>> print(column.add("7B", 3))
    row 3, tokens: given '7B', wanted a finite number > 0, or nothing; a unit stands in the header, as in 'tokens [1e9]'
    """

    def __init__(self, role: str, scale: float, signs: Signs) -> None:
        self.values = array("d")
        self._role, self._scale, self._signs = role, scale, signs

    def add(self, cell: str | None, row: int) -> Problem | None:
        """Take one more cell, NaN where it is empty; say why it cannot be used, if it cannot."""
        value = None if cell is None else self._number(cell.strip(), row)
        self.values.append(math.nan if value is None else value)
        if value is not None:
            return None
        return Problem(f"row {row}, {self._role}", _given(cell), WANTED, _mended(cell, self._role))

    def _number(self, cell: str, row: int) -> float | None:
        if cell.lower() in _MISSING:
            return math.nan
        text = self._signs.pointed(cell, row)
        value = float(text) * self._scale if NUMBER.fullmatch(text) else 0.0
        return value if LEAST <= value <= MOST else None


class Names:
    """A column of texts; as `Numbers`, without a unit."""

    def __init__(self, role: str) -> None:
        self.values: list[str] = []
        self._role = role

    def add(self, cell: str | None, row: int) -> Problem | None:
        """Take one more cell; say why it cannot be used, if it cannot."""
        self.values.append((cell or "").strip())
        if cell is not None and self.values[-1].isprintable():
            return None
        return Problem(f"row {row}, {self._role}", _given(cell), "a name in printable characters")


def _given(cell: str | None) -> str:
    return _NESTED if cell is None else shown(cell.strip())


def _mended(cell: str | None, role: str) -> str:
    if cell is None or NUMBER.fullmatch(cell.strip()):
        return ""
    if _DECIMAL_COMMA.fullmatch(cell.strip()):
        return "write 1.5 with a point"
    return f"a unit stands in the header, as in '{role} [1e9]'"
