"""The catalogue: the files of the package, and a user's own rows over them."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from limits.catalog.columns import KINDS, TABLES
from limits.catalog.reader import read_rows
from limits.errors import DataError, InputError, Problem, UnknownNameError, shown

if TYPE_CHECKING:
    from limits.catalog.record import Row

_HERE = Path(__file__).parent
_DIGEST = 12  # hexadecimal digits: enough to tell catalogues apart, short enough for the last line of a report


@dataclass(frozen=True)
class Sheet:
    """One CSV file; its rows are read when they are first asked for."""

    kind: str
    file: str
    content: bytes

    @functools.cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the file, in its order."""
        try:
            return read_rows(self.content, self.file)[1]
        except InputError as error:  # a user's file has been read before it becomes a sheet: this one is ours
            first = error.problems[0]
            raise DataError(self.file, first.where, f"given {first.given}", f"wanted {first.wanted}") from error


@dataclass(frozen=True)
class Catalog:
    """Runs, accelerators, links, memories and grids, by name.

    A catalogue never changes; `extended` makes another one.

    Attributes
    ----------
    sheets
        The files, later ones before earlier ones where both know a name.

    Examples
    --------
    >>> catalog = Catalog.shipped()
    >>> catalog.row("accelerator", "H100").name
    'h100-sxm'
    >>> catalog.row("run", "gpt-4").cells["flop"]
    Cell(value=2.1e+25, low=8.2e+24, high=4.4e+25, unit='FLOP', verified=True, as_printed='2.1e25 [8.2e24 .. 4.4e25]')
    """

    sheets: tuple[Sheet, ...]

    @staticmethod
    def shipped() -> Catalog:
        """Return the catalogue that comes with the package."""
        return shipped()

    def extended(self, path: str | Path) -> Catalog:
        """Return a catalogue with a user's own rows as well.

        Parameters
        ----------
        path
            A CSV file with the columns of the shipped ones, any subset in any order; its first header is the kind.
            A row whose name is known replaces that row whole, because a row has one source; it keeps its aliases.

        Raises
        ------
        InputError
            With all problems of the file at once, each with its line and column.
        """
        file = str(path)
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            problem = Problem(file, f"a file that cannot be read ({error.strerror})", "a CSV file of catalogue rows")
            raise InputError(file, [problem]) from None
        kind, rows = read_rows(content, file)
        problems = [
            Problem(f"{file}, row {row.name}, column aliases", shown(alias), "an alias that names no other row")
            for row in rows
            for alias in row.aliases
            if self._index(kind).get(alias, row).name != row.name
        ]
        if problems:
            raise InputError(file, problems)
        return Catalog((*self.sheets, Sheet(kind, file, content)))

    def row(self, kind: str, name: str) -> Row:
        """Return the row that `name` names, by its name or an alias, in any case.

        Raises
        ------
        UnknownNameError
            If there is none, with the nearest names.
        """
        index = self._index(kind)
        found = index.get(name.strip().lower())
        if found is None:
            raise UnknownNameError(kind, name, index)
        return found

    def rows(self, kind: str) -> tuple[Row, ...]:
        """Return all rows of a kind, in the order of the files."""
        return tuple(self._tables(kind)[0].values())

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names of all rows of a kind, without aliases."""
        return tuple(self._tables(kind)[0])

    @functools.cached_property
    def sha256(self) -> str:
        """The first digits of the SHA-256 of all files, the same wherever the same rows are used."""
        digest = hashlib.sha256()
        for sheet in self.sheets:
            digest.update(sheet.kind.encode() + b"\0" + sheet.content + b"\0")
        return digest.hexdigest()[:_DIGEST]

    def _index(self, kind: str) -> dict[str, Row]:
        return self._tables(kind)[1]

    def _tables(self, kind: str) -> tuple[dict[str, Row], dict[str, Row]]:
        """Return the rows of a kind by name, and by name or alias."""
        if kind not in self._read:
            if kind not in KINDS:
                raise UnknownNameError("kind of catalogue row", kind, KINDS)
            rows: dict[str, Row] = {}
            aliases: dict[str, str] = {}
            for sheet in self.sheets:
                if sheet.kind == kind:
                    rows.update((row.name, row) for row in sheet.rows)
                    aliases.update((alias, row.name) for row in sheet.rows for alias in row.aliases)
            self._read[kind] = rows, {alias: rows[name] for alias, name in aliases.items()} | rows
        return self._read[kind]

    @functools.cached_property
    def _read(self) -> dict[str, tuple[dict[str, Row], dict[str, Row]]]:
        """What has been asked for so far; only that is parsed."""
        return {}


@functools.cache
def shipped() -> Catalog:
    """Return the catalogue that comes with the package."""
    return Catalog(tuple(Sheet(table.kind, table.file, (_HERE / table.file).read_bytes()) for table in TABLES.values()))
