"""What all figures have in common on a command line: how they look, and the file that they are written to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import click

from limits.cli.options import catalog_option
from limits.errors import InputError, Problem, shown
from limits.textfile import no_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.report.figures import Drawing

_F = TypeVar("_F", bound="Callable[..., Any]")

SIZE = "3.3x3.3"
"""Width and height in one column of a journal [inch]."""

STYLES = ("paper", "talk")
"""Those of the figures, named here so that help needs no import; a test holds it."""

_SIDES = re.compile(r"(\d+(?:\.\d*)?) *[xX] *(\d+(?:\.\d*)?)", re.ASCII)
_OPTIONS = (
    click.option(
        "--style",
        type=click.Choice(STYLES),
        default=STYLES[0],
        show_default=True,
        help="For a journal, type of 7 or 8 pt, or for slides.",
    ),
    click.option(
        "--size",
        metavar="WIDTHxHEIGHT",
        show_default="that of the style",
        help=f"Width and height in inch; {SIZE} is for one column of a journal.",
    ),
    click.option(
        "--output",
        metavar="FILE",
        required=True,
        help="File to write: .png, .svg or .pdf. The caption goes beside it, into NAME.caption.txt, "
        "and of a PDF a piece for \\input into NAME.figure.tex.",
    ),
)


def drawing_options(function: _F) -> _F:
    """Add how a figure looks and where it is written."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def look_options(function: _F) -> _F:
    """Add the same to figures that look something up in the catalogue, which may be another."""
    return drawing_options(catalog_option()(function))


def size_of(text: str | None) -> tuple[float, float] | None:
    """Read width and height, None where nothing is asked for.

    Examples
    --------
    >>> size_of("3.3x2.9")
    (3.3, 2.9)
    """
    if text is None:
        return None
    sides = _SIDES.fullmatch(text.strip())
    if sides is None:
        problem = Problem("--size", shown(text), "width and height in inch", f"write e.g. {SIZE}")
        raise InputError("figure", [problem])
    return float(sides[1]), float(sides[2])


def save(drawing: Drawing, output: str) -> None:
    """Write a figure and what stands beside it, or say why not."""
    try:
        drawing.save(output)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        name = getattr(error, "filename", None) or output
        problem = Problem(str(name), no_file(error), "a file that can be written")
        raise InputError("--output", [problem]) from None
