"""Records as a table: by place or by key, a column as an array, a frame, HTML; what a notebook expects of one."""

from __future__ import annotations

import importlib
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from limits.errors import UnknownNameError
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import SupportsIndex

    from limits.typing import Array

__all__ = ["Records"]

Record = TypeVar("Record")
_SAID = (str, bool, int, float)
_EMPTY = ""


class Records(tuple[Record, ...], Generic[Record]):
    """Records of one kind in their order; each is also to be had by its key.

    Examples
    --------
    >>> import limits
    >>> bounds = limits.assess("gpt-3").bounds
    >>> bounds["landauer"].kind, bounds[0].law == bounds.keys()[0], "landauer" in bounds.keys()
    ('theorem', True, True)
    >>> round(float(bounds.values("headroom")[1]), 2), bounds.values("kind")[1]
    (8.51, 'theorem')
    """

    __slots__ = ()

    called: ClassVar[str] = "row"
    """What a record is, in messages."""
    named_by: ClassVar[str] = "name"
    """The field that holds the key of a record."""
    spread: ClassVar[tuple[str, ...]] = ()
    """Fields that are mappings, whose entries are columns of their own."""

    @overload
    def __getitem__(self, key: str | SupportsIndex) -> Record: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, key: str | SupportsIndex | slice) -> Record | tuple[Record, ...]:
        if isinstance(key, slice):
            return type(self)(super().__getitem__(key))
        if not isinstance(key, str):
            return super().__getitem__(key)
        for record, name in zip(self, self.keys(), strict=True):
            if name == key:
                return record
        raise UnknownNameError(self.called, key, self.keys())

    def keys(self) -> list[str]:
        """Return the keys of the records."""
        return [getattr(record, self.named_by) for record in self]

    def columns(self) -> list[str]:
        """Return the names of the columns: what is one number or one text in a record."""
        return list(self._table())

    @overload
    def values(self) -> tuple[Record, ...]: ...
    @overload
    def values(self, column: str) -> Array | list[Any]: ...
    def values(self, column: str | None = None) -> tuple[Record, ...] | Array | list[Any]:
        """Return one column: numbers as an array of floats in their canonical unit, NaN where unknown; texts as a list.

        Without a column, the records themselves, as `dict.values` does.

        Raises
        ------
        UnknownNameError
            If there is no such column.
        """
        if column is None:
            return tuple(self)
        table = self._table()
        if column not in table:
            raise UnknownNameError("column", column, table)
        return _column(table[column])

    def to_frame(self) -> Any:
        """Return a `pandas.DataFrame`, or the same columns as a dictionary where pandas is not installed.

        A number is a column of floats, NaN where unknown, with `NAME_unit` beside it and, where a record has an
        interval, `NAME_low` and `NAME_high`; what is said in words is a column of texts. pandas is loaded here only.

        Examples
        --------
        >>> import limits
        >>> frame = limits.assess("gpt-3").bounds.to_frame()
        >>> list(frame)[:3], frame["headroom_unit"][1]
        (['law', 'title', 'plain'], '1')
        """
        whole: dict[str, Any] = {}
        for name, cells in self._table().items():
            whole[name] = _column(cells)
            numbers = [cell if isinstance(cell, Value) else None for cell in cells]
            if any(number is not None for number in numbers):
                whole[f"{name}_unit"] = ["" if number is None else number.unit for number in numbers]
            if any(number is not None and number.low is not None for number in numbers):
                for end in ("low", "high"):
                    whole[f"{name}_{end}"] = _column([_end(number, end) for number in numbers])
        try:
            pandas = importlib.import_module("pandas")
        except ImportError:
            return whole
        return pandas.DataFrame(whole)

    def __repr__(self) -> str:
        return f"<{len(self)} {self.called}s: {', '.join(self.keys())}>"

    def _repr_html_(self) -> str:
        from html import escape

        table = {name: cells for name, cells in self._table().items() if any(cell is not None for cell in cells)}
        head = "".join(f"<th>{escape(name)}</th>" for name in table)
        lines = (
            "".join(f"<td>{escape(_shown(cell))}</td>" for cell in line) for line in zip(*table.values(), strict=True)
        )
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    def _ipython_key_completions_(self) -> list[str]:
        return self.keys()

    def _table(self) -> dict[str, list[Any]]:
        """Return the cells of every column, None where a record has none."""
        flat = [dict(_cells(record, self.spread)) for record in self]
        names = dict.fromkeys(name for cells in flat for name, cell in cells.items() if cell is not None)
        known = dict.fromkeys(name for record in self for name in _numeric(record))
        names = dict.fromkeys(name for cells in flat for name in cells if name in names or name in known)
        return {name: [cells.get(name) for cells in flat] for name in names}


def _cells(record: Any, spread: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Return what a record says in one number or one text, by name."""
    found: list[tuple[str, Any]] = []
    for field in fields(record) if is_dataclass(record) else ():
        part = getattr(record, field.name)
        if field.name in spread:
            entries: Mapping[str, Any] = part
            found += entries.items()
        elif part is None or isinstance(part, (Value, *_SAID)):
            found.append((field.name, part))
    return found


def _numeric(record: Any) -> list[str]:
    """Return the fields of a record that are numbers, also where they are unknown."""
    return (
        [field.name for field in fields(record) if str(field.type).startswith("Value")] if is_dataclass(record) else []
    )


def _column(cells: list[Any]) -> Array | list[Any]:
    """Return numbers as an array, anything else as a list; a column that is all unknown is one of numbers."""
    if any(isinstance(cell, (str, bool)) for cell in cells):
        return cells
    import numpy as np

    return np.array([np.nan if cell is None else float(cell) for cell in cells])


def _end(number: Value | None, end: str) -> float | None:
    """Return an end of an interval; that of a number without one is the number."""
    if number is None:
        return None
    return number.ends[0 if end == "low" else 1]


def _shown(cell: Any) -> str:
    return _EMPTY if cell is None else str(cell)
