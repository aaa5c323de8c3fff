"""What a word on the command line names: something that is known, or a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.runs import TrainingRun

_SEE = "`limits catalog runs` lists them, and a file is told by its ending .toml or by a folder before its name"


_ENDINGS = (".toml", ".json", ".yaml", ".yml", ".txt", ".csv")  # only the first is read; of the others is said what is


def is_file(name: str) -> bool:
    """Tell the name of a file from the name of something in the catalogue, without a look into either.

    Examples
    --------
    >>> is_file("llama-3.1-405b"), is_file("my-run.toml"), is_file("runs/mine"), is_file("-")
    (False, True, True, True)
    """
    separators = (os.sep, os.altsep or os.sep)
    return name == "-" or name.lower().endswith(_ENDINGS) or any(mark in name for mark in separators)


def run_called(name: str, catalog: Catalog) -> TrainingRun:
    """Return the run that was asked for; a catalogue name comes before a file of the same name."""
    from limits.errors import UnknownNameError
    from limits.runs.resolve import from_row

    if not is_file(name):
        try:
            return from_row(catalog.row("run", name))
        except UnknownNameError as error:
            if not os.path.exists(name):  # noqa: PTH110 - of a name that no file can have, pathlib raises
                if error.nearest:
                    raise
                raise UnknownNameError("run", name, (), see=_SEE) from None
    from limits.runs import load

    return load(name, catalog=catalog)
