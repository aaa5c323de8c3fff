"""A table of rates between devices: the pairs in it, which of them stand out, and how alike both directions are."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from limits.frozen import frozen
from limits.pasted.judging.judged import LOW_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STEP = 1.25  # times the rate before it, from which a rate is of another kind of path
_MOST_KINDS = 4  # of paths that a table may show, or its rates only scatter
_UNLIKE = 0.9  # share of the rate back, below which a rate is called slower one way
_MAJORITY = 0.5  # of the pairs that are low, from which the low ones are no exception


class Cell(NamedTuple):
    """The number of a pair."""

    source: str
    target: str
    value: float

    def __str__(self) -> str:
        return f"{self.source} to {self.target}"


@frozen
class Matrix:
    """Numbers by row and column, as printed.

    Attributes
    ----------
    rows, columns
        Names of devices.
    cells
        One tuple for each row; None where nothing was measured.
    half
        Half a unit of the last digit that was printed.
    backwards
        Whether copies go from the columns to the rows.

    Examples
    --------
    >>> table = Matrix(("GPU0", "GPU1"), ("GPU0", "GPU1"), ((700.0, 40.0), (39.5, None)))
    >>> [f"{cell}: {cell.value:g}" for cell in table.pairs], table.own
    (['GPU0 to GPU1: 40', 'GPU1 to GPU0: 39.5'], (700.0,))
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    half: float = 0.0
    backwards: bool = False

    @property
    def pairs(self) -> list[Cell]:
        """Every pair of two devices that has a number."""
        return [cell for cell in self._named() if cell.source != cell.target]

    @property
    def own(self) -> tuple[float, ...]:
        """The numbers of devices with themselves."""
        return tuple(cell.value for cell in self._named() if cell.source == cell.target)

    @property
    def all(self) -> tuple[float, ...]:
        """Every number."""
        return tuple(value for row in self.cells for value in row if value is not None)

    def _named(self) -> Iterator[Cell]:
        for row, values in zip(self.rows, self.cells, strict=True):
            for column, value in zip(self.columns, values, strict=True):
                if value is not None:
                    yield Cell(column, row, value) if self.backwards else Cell(row, column, value)

    def renamed(self, names: Mapping[str, str]) -> Matrix:
        """Return the table with other names."""
        rows, columns = (tuple(names[name] for name in ends) for ends in (self.rows, self.columns))
        return Matrix(rows, columns, self.cells, self.half, self.backwards)

    def part(self, rows: frozenset[str], columns: frozenset[str]) -> Matrix:
        """Return the table of some rows and columns alone."""
        wanted = [index for index, name in enumerate(self.columns) if name in columns]
        kept = [index for index, name in enumerate(self.rows) if name in rows]
        return Matrix(
            tuple(self.rows[index] for index in kept),
            tuple(self.columns[index] for index in wanted),
            tuple(tuple(self.cells[row][index] for index in wanted) for row in kept),
            self.half,
            self.backwards,
        )


def standing_out(pairs: list[Cell]) -> list[Cell]:
    """Return the pairs that are far slower than most, the slowest first.

    Where every device has as many slow partners as any other, they are reached by another path (fewer links, another
    socket), and none stands out.

    Examples
    --------
    >>> names = ("a", "b", "c", "d")
    >>> rates = {(x, y): 40.0 for x in names for y in names if x != y}
    >>> slow = rates | {("a", "c"): 12.0}
    >>> [str(cell) for cell in standing_out([Cell(*ends, rate) for ends, rate in slow.items()])]
    ['a to c']
    >>> slow = rates | {("a", "b"): 12.0, ("b", "a"): 12.0, ("c", "d"): 12.0, ("d", "c"): 12.0}
    >>> standing_out([Cell(*ends, rate) for ends, rate in slow.items()])
    []
    """
    if not pairs:
        return []
    usual = median(cell.value for cell in pairs)
    slow = [cell for cell in pairs if cell.value < LOW_BELOW * usual]
    sources, targets = {cell.source for cell in pairs}, {cell.target for cell in pairs}
    met = Counter(end for cell in slow for end in cell[:2])
    devices = sources | targets if sources & targets else targets if len(targets) > 1 else sources
    alike = len({met[device] for device in devices}) == 1
    return [] if alike or len(slow) > _MAJORITY * len(pairs) else sorted(slow, key=lambda cell: cell.value)


def kinds(pairs: list[Cell]) -> list[list[Cell]]:
    """Return the pairs by kinds of paths, the fastest first: as far as gaps between the rates tell them.

    Examples
    --------
    >>> [len(kind) for kind in kinds([Cell("a", "b", 48.0), Cell("a", "c", 24.0), Cell("b", "c", 48.3)])]
    [2, 1]
    """
    found: list[list[Cell]] = []
    for cell in sorted(pairs, key=lambda each: -each.value):
        if found and cell.value * _STEP >= found[-1][-1].value:
            found[-1].append(cell)
        else:
            found.append([cell])
    return found if len(found) <= _MOST_KINDS else [pairs]


def unlike_back(pairs: list[Cell]) -> tuple[Cell, float] | None:
    """Return the pair that is slower than the way back by most, with the rate back; None where both are alike.

    Examples
    --------
    >>> cell, back = unlike_back([Cell("a", "b", 12.0), Cell("b", "a", 24.0)])
    >>> str(cell), back
    ('a to b', 24.0)
    """
    rates = {(cell.source, cell.target): cell.value for cell in pairs}
    both = [(cell, back) for cell in pairs if (back := rates.get((cell.target, cell.source)))]
    worst = min(both, key=lambda pair: pair[0].value / pair[1], default=None)
    return worst if worst is not None and worst[0].value < _UNLIKE * worst[1] else None
