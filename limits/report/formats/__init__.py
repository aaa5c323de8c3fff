"""The formats in which a view can be had: one table, one file for each, loaded when it is used.

A format is a row of `FORMATS` and a module with one function, ``render(view) -> str``. One that looks better on a
terminal has a second one, ``styled(view)``, which returns a renderable of rich.
"""

from __future__ import annotations

import importlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from limits.errors import UnknownNameError
from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.report.view import View

__all__ = ["FORMATS", "Format", "called", "of_ending", "of_file"]


@frozen
class Format:
    """A format: its name, the endings of its files, what it is for on one line, and the module that writes it.

    Without `module`, that is the file in this folder that is called as the format is.
    """

    name: str
    endings: tuple[str, ...]
    about: str
    module: str = ""

    @property
    def writer(self) -> Any:
        """The module that writes the format; it is imported here, and not before."""
        return importlib.import_module(self.module or f"{__name__}.{self.name}")

    def render(self, view: View) -> str:
        """Write a view in this format."""
        text: str = self.writer.render(view)
        return text

    def styled(self, view: View) -> Any:
        """Return a renderable of rich for a terminal, None where the format has no styles."""
        styled = getattr(self.writer, "styled", None)
        return None if styled is None else styled(view)


FORMATS = {
    each.name: each
    for each in (
        Format("text", (".txt",), "to read: at most 100 columns; with styles on a terminal"),
        Format("markdown", (".md",), "to read where Markdown is shown: at length, with conditions and sources"),
        Format("html", (".html", ".htm"), "to read in a browser or a notebook: a fragment that stands alone"),
        Format("latex", (".tex",), "for a paper: tables of the package booktabs; a law as its equation"),
        Format("json", (".json",), "for programs: every number with unit, interval and origin; null is unknown"),
        Format("csv", (".csv",), "for spreadsheets: a line for each number, or the table that is asked for"),
    )
}
"""Every format by its name, in the order in which they are listed; the first one is the default."""


def called(name: str) -> Format:
    """Return the format of a name.

    Raises
    ------
    UnknownNameError
        If there is no such format.

    Examples
    --------
    >>> called("markdown").endings
    ('.md',)
    """
    if name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS, see=f"there are {', '.join(FORMATS)}")
    return FORMATS[name]


def of_file(name: str | None) -> Format:
    """Return the format that the ending of a file's name asks for; the first one where it asks for none.

    Examples
    --------
    >>> of_file("report.md").name, of_file("report").name, of_file(None).name
    ('markdown', 'text', 'text')
    """
    return of_ending(PurePath(name or "").suffix) or next(iter(FORMATS.values()))


def of_ending(ending: str) -> Format | None:
    """Return the format whose files have an ending, in small letters or capital ones; None if there is none.

    Examples
    --------
    >>> of_ending(".MD").name, of_ending(".md5")
    ('markdown', None)
    """
    return next((each for each in FORMATS.values() if ending.lower() in each.endings), None)
