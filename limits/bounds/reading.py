"""A batch that remembers which of its columns were read: what a bound hangs on is seen, not declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Array

__all__ = ["Reading"]


class _Recorded(Mapping[str, "Array"]):
    """The columns by name, each noted when it is taken."""

    def __init__(self, columns: Mapping[str, Array], taken: dict[str, None]) -> None:
        self._columns, self._taken = columns, taken

    def __getitem__(self, name: str) -> Array:
        self._taken[name] = None
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class Reading:
    """The columns of a batch, as attributes or by name in `columns`.

    Examples
    --------
    >>> import numpy as np
    >>> from limits.runs.batch import Batch
    >>> reading = Reading(Batch.of({"flop": np.array([1e24]), "energy": np.array([1e12])}))
    >>> _ = reading.flop * reading.columns["erased"]
    >>> reading.columns_read()
    ('flop', 'erased')
    """

    def __init__(self, batch: Batch) -> None:
        self._taken: dict[str, None] = {}
        self.columns = _Recorded(batch.columns, self._taken)

    def __getattr__(self, name: str) -> Array:
        """Return one column, and note that it was read."""
        if name.startswith("_") or name not in self.columns:
            raise AttributeError(f"a batch has no column {name!r}")
        return self.columns[name]

    def columns_read(self) -> tuple[str, ...]:
        """Return the columns that were read since this was last asked, in the order of the first reading."""
        names = tuple(self._taken)
        self._taken.clear()
        return names
