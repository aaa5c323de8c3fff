"""CSV: lines of cells, headers first; no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from limits.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from limits.report.view import View


def render(view: View) -> str:
    """Write a view as CSV: the table that it has for it, or else a line for each number of its record.

    Examples
    --------
    >>> import limits
    >>> lines = limits.assess("gpt-3").to("csv").splitlines()
    >>> next(line for line in lines if ",landauer," in line).split(",")[:6]
    ['gpt-3-175b', 'landauer', 'theorem', 'at least', 'energy', 'needs']
    """
    from limits.report.tidy import tidy

    return as_csv(view.cells or tidy(view.record, view.stamp))


_FORMULA = re.compile("[=+@\uff1d\uff0b\uff0d\uff20-]")  # how a formula begins, in letters of any width
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def as_csv(cells: Iterable[Sequence[object]]) -> str:
    r"""Write lines of cells as CSV; what is None is an empty cell.

    A text that a spreadsheet would compute, as of a run called `=HYPERLINK(...)`, gets an apostrophe before it; control
    characters are written as escapes.

    Examples
    --------
    >>> as_csv([("name", "notes"), ("a", "b, c"), ("d", None)])
    'name,notes\na,"b, c"\nd,\n'
    >>> as_csv([("=1+1", "-0.5", -0.5)])
    "'=1+1,-0.5,-0.5\n"
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in line] for line in cells)
    return text.getvalue()


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    written = _CONTROL.sub(lambda sign: printable(sign[0]), cell)
    return f"'{written}" if _FORMULA.match(written) and not _NUMBER.fullmatch(written) else written
