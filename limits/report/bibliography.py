"""Sources as BibTeX: of an assessment, of a law, and of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.errors import UnknownNameError
from limits.frozen import frozen
from limits.references import entries, entry
from limits.report.bibtex import field, file, printed

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = "limits"
"""The key by which this package itself is cited."""

_YEAR = 2026  # of the version below
_TITLE = "The limits developers, limits: physical and mathematical limits of AI training runs, version"


@frozen
class Reference:
    """A reference: its key, one line for readers, and its BibTeX entry."""

    key: str
    text: str
    bibtex: str


@frozen
class References:
    """Several references, each once, in the order in which they were asked for."""

    schema: ClassVar[str] = "limits.references/1"

    rows: tuple[Reference, ...]
    limits_version: str


def references(keys: Iterable[str]) -> References:
    """Return references as a record.

    Parameters
    ----------
    keys
        As in `bibtex`.

    Raises
    ------
    UnknownNameError
        If the bibliography has no such key.

    Examples
    --------
    >>> [row.key for row in references(["landauer1961", "limits"]).rows]
    ['landauer1961', 'limits']
    """
    return made(keys)


def made(found: Iterable[str | Reference]) -> References:
    """Return references as a record, from keys of the bibliography and from references that are in none."""
    rows = (
        each if isinstance(each, Reference) else Reference(each, line(each), _entry(each))
        for each in dict.fromkeys(found)
    )
    return References(tuple(rows), __version__)


def line(key: str) -> str:
    """Return a reference on one line."""
    return f"{_TITLE} {__version__}" if key == PACKAGE else entry(key).line


def bibtex(keys: Iterable[str]) -> str:
    """Return BibTeX entries, each once, in the order of their keys.

    Parameters
    ----------
    keys
        Keys of the bibliography, such as `Assessment.references` or `Law.refs`; ``"limits"`` is this package.

    Raises
    ------
    UnknownNameError
        If the bibliography has no such key.

    Examples
    --------
    >>> bibtex(["landauer1961"]).splitlines()[0]
    '@article{landauer1961,'
    >>> bibtex(["limits"]).splitlines()[0]
    '@misc{limits,'
    """
    return pasted(made(keys))


def pasted(found: References) -> str:
    """Return the entries of references as a file for BibTeX, or for the end of one.

    Examples
    --------
    >>> pasted(references(["codata2022"])).splitlines()[0][:11]
    '@preamble{ '
    """
    return file([row.bibtex for row in found.rows])


def _entry(key: str) -> str:
    if key == PACKAGE:
        return package()
    try:
        return printed(entry(key))
    except UnknownNameError:
        raise UnknownNameError("reference", key, [*entries(), PACKAGE]) from None


def package() -> str:
    """Return the BibTeX entry of this package at its version."""
    fields = {
        "author": "{The limits developers}",
        "title": "limits: physical and mathematical limits of {AI} training runs",
        "version": __version__,
        "year": str(_YEAR),
        "note": f"Python distribution compute-limits, version {__version__}",
    }
    written = "".join(field(name, text, len("version")) for name, text in fields.items())
    return f"@misc{{{PACKAGE},\n{written}}}"
