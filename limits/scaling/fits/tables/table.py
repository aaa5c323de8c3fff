"""The one way in for tables of runs: their format is told by what they hold, since standard input has no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import textfile
from limits.scaling.fits.tables import objects, parquet, separated
from limits.textfile import RUNS

if TYPE_CHECKING:
    from pathlib import Path

    from limits.scaling.fits.tables.record import Table

_OBJECTS = ("{", "[")  # with which no line of headers begins


def read(source: str | Path, where: str) -> Table:
    """Return the table in a file, or in what standard input (`-`) brings.

    Parameters
    ----------
    source
        The file: CSV, TSV or other separated values, JSON, JSON lines, Parquet; each may be packed with gzip.
    where
        What messages call it.

    Raises
    ------
    InputError
        When it cannot be read, is larger than such a file may be, packed or unpacked, or holds no table.

    Examples
    --------
    >>> read("docs/examples/fits/runs.csv", "runs.csv").headers
    ('model', 'parameters [1e6]', 'tokens [1e9]', 'loss [nat/token]')
    """
    content = textfile.unpacked(textfile.read_bytes(source, RUNS, where), RUNS, where)
    if content.startswith(parquet.MARK):
        return parquet.table(content, where)
    text = textfile.decoded(content, RUNS, where)
    if text.lstrip().startswith(_OBJECTS):
        return objects.table(text, where)
    return separated.table(text, where)
