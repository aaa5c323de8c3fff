"""Parquet, which pyarrow reads; it is large, optional, and loaded when such a file is met."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem
from limits.scaling.fits.tables.record import Table, bounded
from limits.textfile import RUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = b"PAR1"
"""The bytes that such a file begins with."""

_ROWS, _BATCH = 2_000_000, 1_024


def table(content: bytes, where: str) -> Table:
    """Return the table of a Parquet file.

    Raises
    ------
    InputError
        When pyarrow is not installed, or the bytes are no such table; that of a file that breaks off within its rows
        comes when they are asked for.

    Examples
    --------
    >>> table(b"PAR1", "f")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    limits.errors.InputError: f: 1 input cannot be used
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        mend = 'python -m pip install "pyarrow>=18" (extra parquet), or write it as CSV'
        raise InputError(where, [Problem("file", "Parquet", "pyarrow, which reads it, installed", mend)]) from None
    errors = (ArrowException, OSError, ValueError)
    try:
        file = ParquetFile(io.BytesIO(content))
    except errors as error:
        raise _refusal(where, error) from None
    rows = file.metadata.num_rows
    if not 0 < rows <= _ROWS:
        raise InputError(where, [Problem("file", f"{rows:,} rows", f"1 to {_ROWS:,}")])
    headers = tuple(file.schema_arrow.names)
    bounded(len(headers), "Parquet", where)

    def cells(places: Sequence[int]) -> Iterator[tuple[int, list[str | None]]]:
        chosen, number, seen = [headers[place] for place in places], 0, 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH, columns=list(dict.fromkeys(chosen))):
                seen += batch.nbytes
                if seen > RUNS.most:
                    raise InputError(where, [Problem("file", f"more than {RUNS.most:,} bytes", RUNS.wanted)])
                columns = [batch.column(name).to_pylist() for name in chosen]
                for row in zip(*columns, strict=True) if columns else [()] * batch.num_rows:
                    number += 1
                    yield number, [_cell(value) for value in row]
        except errors as error:
            raise _refusal(where, error) from None

    return Table(headers, cells)


def _cell(value: Any) -> str | None:
    """Return a number as the shortest text that is the same number, anything else as its text."""
    if value is None:
        return ""
    return None if isinstance(value, (list, dict, bytes)) else str(value)


def _refusal(where: str, error: Exception) -> InputError:
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return InputError(where, [Problem("file", first[:80], "a readable Parquet file")])
