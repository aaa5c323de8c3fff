"""The catalogue: the files of the package, and a user's own rows over them."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

from limits.catalog.columns import KINDS, TABLES, Table
from limits.catalog.reader import aliases, read_records, read_row, read_rows, shared_names
from limits.catalog.record import Row
from limits.catalog.spoken import bare, spellings
from limits.errors import DataError, InputError, Problem, UnknownNameError, shown
from limits.rows import Records
from limits.textfile import CATALOGUE, called, read_bytes

_HERE = Path(__file__).parent
_DIGEST = 12  # hexadecimal digits: enough to tell catalogues apart, short enough for the last line of a report


@dataclass(frozen=True)
class Sheet:
    """One CSV file; each of its rows is read when it is first asked for."""

    kind: str
    file: str
    content: bytes

    @functools.cached_property
    def _split(self) -> tuple[Table, dict[str, tuple[str, dict[str, str]]]]:
        return read_records(self.content, self.file)

    @functools.cached_property
    def aliases(self) -> dict[str, str]:
        """The name that each name or alias stands for, in the order of the file."""
        _, records = self._split
        return {word: name for name, (_, record) in records.items() for word in (name, *aliases(record))}

    @functools.cached_property
    def sharing(self) -> dict[str, tuple[str, ...]]:
        """The rows that people call by a name that stands for another row first, by its letters and numbers."""
        _, records = self._split
        words = [(bare(word), name) for name, (_, record) in records.items() for word in shared_names(record)]
        return {word: tuple(dict.fromkeys(name for other, name in words if other == word)) for word, _ in words}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the rows, in the order of the file."""
        return tuple(self._split[1])

    @functools.cached_property
    def _read(self) -> dict[str, Row]:
        """The rows that have been asked for."""
        return {}

    def row(self, name: str) -> Row:
        """Return the row called `name`."""
        if name not in self._read:
            table, records = self._split
            where, record = records[name]
            try:
                self._read[name] = read_row(record, table, where, self.file)
            except InputError as error:  # a user's file has been read before it becomes a sheet: this one is ours
                first = error.problems[0]
                raise DataError(self.file, first.where, f"given {first.given}", f"wanted {first.wanted}") from error
        return self._read[name]


class Rows(Records[Row]):
    """The rows of one kind; numbers and texts are columns.

    Examples
    --------
    >>> accelerators = shipped().rows("accelerator")
    >>> place = accelerators.keys().index("h100-sxm")
    >>> float(accelerators.values("tdp")[place]), accelerators["h100-sxm"].cells["tdp"].unit
    (700.0, 'W')
    """

    __slots__ = ()

    spread = ("cells", "texts")


@dataclass(frozen=True)
class Catalog:
    """Runs, accelerators, nodes, links, memories and grids, by name.

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
    >>> print(catalog.row("run", "gpt-4").cells["flop"])
    2.1e+25 FLOP [8.2e+24 .. 4.4e+25]
    """

    sheets: tuple[Sheet, ...]

    def __repr__(self) -> str:
        return f"<Catalog {self.sha256}: {', '.join(f'{len(self.names(kind))} of kind {kind}' for kind in KINDS)}>"

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
        file = called(path)
        content = read_bytes(path, CATALOGUE)
        kind, rows = read_rows(content, file)
        index = self._index(kind)
        problems = [
            Problem(f"{file}, row {row.name}, column aliases", shown(alias), "an alias that names no other row")
            for row in rows
            for alias in row.aliases
            if index.get(alias, row.name) != row.name
        ]
        if problems:
            raise InputError(file, problems)
        return Catalog((*self.sheets, Sheet(kind, file, content)))

    def row(self, kind: str, name: str) -> Row:
        """Return the row that `name` names, by its name or an alias, in any case, with or without blanks and hyphens.

        Raises
        ------
        UnknownNameError
            If there is none, with the nearest names.

        Examples
        --------
        >>> shipped().row("accelerator", "NVIDIA A100-SXM4-80GB").name
        'a100-sxm-80gb'
        >>> shipped().row("run", "Alpha Fold 2").name
        'alphafold-2'
        """
        found = self._named(kind, name)
        if found is None:
            raise UnknownNameError(kind, name, self._index(kind))
        return self._sheets(kind)[found].row(found)

    def also_called(self, kind: str, name: str) -> tuple[str, ...]:
        """Return the other rows that people mean by a name too; none where it says which one.

        Examples
        --------
        >>> shipped().also_called("accelerator", "H100"), shipped().also_called("accelerator", "h100-sxm")
        (('h100-pcie', 'h100-nvl'), ())
        """
        sheets = {id(sheet): sheet for sheet in self._sheets(kind).values()}.values()  # comparing files takes its time
        said = bare(name)
        return tuple(dict.fromkeys(row for sheet in sheets for row in sheet.sharing.get(said, ())))

    def rows(self, kind: str) -> Rows:
        """Return all rows of a kind, in the order of the files."""
        return Rows(sheet.row(name) for name, sheet in self._sheets(kind).items())

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names of all rows of a kind, without aliases."""
        return tuple(self._sheets(kind))

    @functools.cached_property
    def sha256(self) -> str:
        """The first digits of the SHA-256 of all files, the same wherever the same rows are used."""
        digest = hashlib.sha256()
        for sheet in self.sheets:
            digest.update(sheet.kind.encode() + b"\0" + sheet.content + b"\0")
        return digest.hexdigest()[:_DIGEST]

    @functools.cached_property
    def _found(self) -> dict[str, tuple[dict[str, Sheet], dict[str, str]]]:
        """The sheets and the index of each kind that has been asked for."""
        return {}

    def _looked_up(self, kind: str) -> tuple[dict[str, Sheet], dict[str, str]]:
        if kind not in self._found:
            if kind not in KINDS:
                raise UnknownNameError("kind of catalogue row", kind, KINDS)
            own = [sheet for sheet in self.sheets if sheet.kind == kind]
            sheets = {name: sheet for sheet in own for name in sheet.names}
            every = {word: name for sheet in own for word, name in sheet.aliases.items()}
            self._found[kind] = sheets, every | {name: name for name in sheets}
        return self._found[kind]

    def _sheets(self, kind: str) -> dict[str, Sheet]:
        """Return the sheet that knows each name best, later files before earlier ones."""
        return self._looked_up(kind)[0]

    def _named(self, kind: str, name: str) -> str | None:
        """Return the name of the row that a name means: as it is written, else by its letters and numbers alone.

        Where several rows have the same letters and numbers, they mean none of them.
        """
        index = self._index(kind)
        found = next((index[word] for word in spellings(name) if word in index), None)
        if found is not None:
            return found
        said = bare(name)
        alike = {row for word, row in index.items() if bare(word) == said}
        return alike.pop() if len(alike) == 1 else None

    def _index(self, kind: str) -> dict[str, str]:
        """Return the name that each name or alias stands for; a name stands for itself before it is an alias."""
        return self._looked_up(kind)[1]


@functools.cache
def shipped() -> Catalog:
    """Return the catalogue that comes with the package."""
    return Catalog(tuple(Sheet(table.kind, table.file, (_HERE / table.file).read_bytes()) for table in TABLES.values()))
