"""Sources as BibTeX: of an assessment, of a law, and of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import __version__
from limits.errors import UnknownNameError
from limits.references import entries, entry

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = "limits"
"""The key by which this package itself is cited."""

_YEAR = 2026  # of the version below


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
    '@software{limits,'
    """
    return "\n\n".join(package() if key == PACKAGE else _entry(key) for key in dict.fromkeys(keys)) + "\n"


def _entry(key: str) -> str:
    try:
        return entry(key).bibtex.rstrip()
    except UnknownNameError:
        raise UnknownNameError("reference", key, [*entries(), PACKAGE]) from None


def package() -> str:
    """Return the BibTeX entry of this package at its version."""
    return "\n".join(
        (
            f"@software{{{PACKAGE},",
            "  author  = {{The limits developers}},",
            "  title   = {limits: physical and mathematical limits of {AI} training runs},",
            f"  version = {{{__version__}}},",
            f"  year    = {{{_YEAR}}},",
            "  note    = {Python distribution compute-limits},",
            "}",
        )
    )
