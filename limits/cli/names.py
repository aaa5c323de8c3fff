"""What a word on the command line names: something that is known, or a file."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem, UnknownNameError, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.catalog import Catalog, Row
    from limits.runs import TrainingRun

KINDS = {
    "runs": "run",
    "accelerators": "accelerator",
    "nodes": "node",
    "links": "link",
    "memories": "memory",
    "grids": "grid",
    "scaling-laws": "scaling-law",
}
"""Kinds of rows of the catalogue, in the plural and in the singular; both are accepted."""

_NUMBER = r"[+-]?\d[\d._]*(?:[eE][+-]?\d+)?[kKMBT]?"
_UNIT = r"[A-Za-z%$][\w/^*%.-]*"


def torn(words: Sequence[str]) -> str:
    """Return a number and its unit that a shell has taken apart, as one text; empty where there is none.

    Examples
    --------
    >>> torn(["gpt-3", "1e26", "FLOP"]), torn(["gpt-3", "palm"])
    ('1e26 FLOP', '')
    """
    pairs = (f"{one} {two}" for one, two in pairwise(words) if re.fullmatch(_NUMBER, one) and re.fullmatch(_UNIT, two))
    return next(pairs, "")


def shown_by(name: str, catalog: Catalog, but: str = "") -> str:
    """Say what else is called so, and by which call it is shown; empty where nothing is.

    Parameters
    ----------
    name
        What was typed.
    catalog
        Where it is looked up.
    but
        The kind in the singular in which it was looked for already.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> shown_by("h100", shipped())
    'it is an accelerator: limits catalog accelerators h100'
    """
    calls = [
        f"it is {_a(one)}: limits catalog {many} {name.strip()}"
        for many, one in KINDS.items()
        if one != but and _known(catalog, one, name)
    ]
    return "; ".join(calls)


def _a(kind: str) -> str:
    """Return a kind of rows behind its article."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind.replace('-', ' ')}"


def _known(catalog: Catalog, kind: str, name: str) -> bool:
    """Tell whether a row of a kind, or a scaling law, answers to a name."""
    from limits import scaling

    try:
        _ = scaling.get(name) if kind == "scaling-law" else catalog.row(kind, name)
    except UnknownNameError:
        return False
    return True


def row_called(kind: str, name: str, catalog: Catalog) -> Row:
    """Return a row of the catalogue; where another kind has one of this name, the message says so."""
    try:
        row = catalog.row(kind, name)
    except UnknownNameError:
        if mend := shown_by(name, catalog, kind):
            raise InputError("catalog", [Problem("NAME", shown(name), f"the name of {_a(kind)}", mend)]) from None
        raise
    _note(name, kind, row.name, catalog)
    return row


def run_called(name: str, catalog: Catalog) -> TrainingRun:
    """Return the run that was asked for; a catalogue name comes before a file of the same name.

    Where several runs are called so, the answer says which one it is of.
    """
    from limits.runs.called import called

    try:
        run = called(name, catalog)
    except UnknownNameError:
        if mend := shown_by(name, catalog, "run"):
            raise InputError("run", [Problem("RUN", shown(name), "the name of a run, or a file", mend)]) from None
        raise
    _note(name, "run", run.name, catalog)
    return run


def _note(name: str, kind: str, row: str, catalog: Catalog) -> None:
    """Have the answer say as which row a name is read that several answer to."""
    from limits.catalog.spoken import read_as
    from limits.cli.output import note

    if said := read_as(name, row, catalog.also_called(kind, name)):
        note(said)
