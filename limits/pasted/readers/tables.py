"""Tables by device and device, as tools print them: a line of numbers that names the columns, then the rows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from limits.pasted.described.matrix import Matrix
from limits.pasted.lines import HOST
from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Measurement
from limits.pasted.printed import Printed, number

if TYPE_CHECKING:
    from limits.pasted.described.copies import Copies
    from limits.pasted.lines import Lines

MOST = 256
"""Devices of a table that are read."""

_HEAD = re.compile(rf"\s*{HOST}(?:D\W{{0,2}}D|GPU|CPU)?((?:\s*\b\d{{1,4}})+)\s*$")
_ROW = re.compile(rf"\s*{HOST}(\d{{1,4}})\s+(\S.*)$")
_WHOLE = 0.1  # half a unit of the last digit that a number has which is not whole, at most
_NONE = frozenset(("n/a", "na", "-", "x"))


class Cells(NamedTuple):
    """The cells of a row, and how many of them are neither a number nor marked as not measured."""

    values: tuple[float | None, ...]
    half: float
    odd: int


def cells(words: list[str]) -> Cells:
    """Return the cells of a row: nothing was measured where 0 is printed.

    Examples
    --------
    >>> cells(["N/A", "0.00", "395.08", "nan", "-3.0"])
    Cells(values=(None, None, 395.08, None, None), half=0.005, odd=2)
    """
    printed = [number(word) for word in words]
    odd = sum(found is None and word.lower() not in _NONE for word, found in zip(words, printed, strict=True))
    kept = tuple(None if found is None or found.value <= 0.0 else found for found in printed)
    return Cells(tuple(map(_value, kept)), max((found.half for found in kept if found), default=0.0), odd)


def _value(found: Printed | None) -> float | None:
    return None if found is None else found.value


class Growing:
    r"""A table that is read line by line.

    Examples
    --------
    >>> table = Growing()
    >>> [table.takes(line) for line in ("   D\\D     0      1", "     0 700.00  40.00", "     1  39.50 701.00", "end")]
    [True, True, True, False]
    >>> table.matrix("GPU", "GPU").cells
    ((700.0, 40.0), (39.5, 701.0))
    """

    __slots__ = ("_cells", "_columns", "_half", "_rows", "cut", "odd", "wide")

    def __init__(self) -> None:
        """Begin before the line that names the columns."""
        self._columns: tuple[str, ...] = ()
        self._rows: list[str] = []
        self._cells: list[tuple[float | None, ...]] = []
        self._half = 0.0
        self.odd = 0
        self.cut = self.wide = False

    def takes(self, line: str, *, cut: bool = False) -> bool:
        """Tell whether a line belongs to the table, and take it if so; blank lines belong to it.

        Where nothing ended the line (`cut`), a last number with fewer decimals than the others is half of one.
        """
        if not line.strip():
            return True
        if not self._columns:
            return self._head(line)
        found = _ROW.match(line)
        if found is None or len(self._rows) >= MOST or (self._rows and int(found[1]) <= int(self._rows[-1])):
            return False
        if not self._rows and int(found[1]) > int(self._columns[-1]):
            return False
        words = found[2].split()[: len(self._columns)]
        row = cells(words)
        if cut and cells(words[-1:]).half > (cells(words[:-1]).half or self._half or _WHOLE):
            words = words[:-1]
            row = cells(words)
        if row.odd == len(row.values) > 0:  # words, and no row
            return False
        missing = len(self._columns) - len(row.values)
        self.cut |= missing > 0
        self._rows.append(str(int(found[1])))
        self._cells.append(row.values + (None,) * missing)
        self._half = max(self._half, row.half)
        self.odd += row.odd
        return True

    def _head(self, line: str) -> bool:
        found = _HEAD.match(line)
        if found is None:
            return False
        names = found[1].split()
        if any(int(a) >= int(b) for a, b in pairwise(names)):
            return False
        self.wide = len(names) > MOST
        self._columns = tuple(str(int(name)) for name in names[:MOST])
        return True

    @property
    def begun(self) -> bool:
        """Whether it has a row."""
        return bool(self._rows)

    def matrix(self, row: str, column: str, *, backwards: bool = False) -> Matrix:
        """Return the table, with names of devices: a word, and the number."""
        rows = tuple(f"{row}{name}" for name in self._rows)
        columns = tuple(f"{column}{name}" for name in self._columns)
        return Matrix(rows, columns, tuple(self._cells), self._half, backwards)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is wrong with it."""
        said = []
        if self.odd:
            said.append(f"{self.odd} cells are no rates, and are left out")
        if self.cut:
            said.append("rows have fewer cells than there are columns: the paste was cut")
        if self.wide:
            said.append(f"more than {MOST} columns: the others are left out")
        return tuple(said)


def measured(lines: Lines, tool: str, line: int, copies: Copies, *, version: str = "", test: str = "") -> Measurement:
    """Return the measurement of one table, or of a text without any."""
    evidence, lines.evidence = lines.evidence, Evidence()
    return Measurement(
        tool=tool,
        version=version,
        test=test,
        operation=None,
        rows=(),
        sweep=False,
        evidence=evidence,
        line=line,
        bidirectional=copies.summed,
        description=copies,
    )
