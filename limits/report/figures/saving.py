"""From a figure to the bytes of a file, the same bytes for the same figure."""

from __future__ import annotations

import io
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from limits import __version__
from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
"""What a figure may be written as."""

DOTS = 300  # per inch, as journals ask
_BY = f"limits {__version__}"
# What would tell the time, or differ between two runs of the program, is left out.
_METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": _BY},
    "svg": {"Creator": _BY, "Date": None},
    "pdf": {"Creator": _BY, "CreationDate": None},
}
_SALTED = re.compile(r'\bid="([a-z]+[0-9a-f]{10})"')


def format_of(name: str) -> str:
    """Return the format of a file by the ending of its name.

    Raises
    ------
    InputError
        If a figure cannot be written as that.

    Examples
    --------
    >>> format_of("figure.SVG")
    'svg'
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError("--output", [Problem("format", shown(name), f"a file name ending in .{', .'.join(FORMATS)}")])
    return ending


def rendered(figure: Figure, form: str) -> bytes:
    """Return a figure as the bytes of a file.

    Parameters
    ----------
    figure
        A figure of this package, or any other of matplotlib.
    form
        One of `FORMATS`.

    Raises
    ------
    InputError
        If the format is none of these.
    """
    if form not in FORMATS:
        raise InputError("figure", [Problem("format", shown(form), f"one of {', '.join(FORMATS)}")])
    file = io.BytesIO()
    figure.savefig(file, format=form, dpi=DOTS, facecolor="white", metadata=_METADATA[form])
    return _numbered(file.getvalue()) if form == "svg" else file.getvalue()


def _numbered(svg: bytes) -> bytes:
    """Call the names inside an SVG by their order: matplotlib salts them anew each time, by a global setting."""
    text = svg.decode("utf-8")
    names = {name: f"i{place}" for place, name in enumerate(dict.fromkeys(_SALTED.findall(text)))}
    if not names:
        return svg
    return re.sub("|".join(names), lambda found: names[found[0]], text).encode("utf-8")
