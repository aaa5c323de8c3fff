"""CSV: lines of cells, headers first."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.view import View


def render(view: View) -> str:
    """Write a view as CSV: the table that it has for it, or else a line for each number of its record.

    Examples
    --------
    >>> import limits
    >>> lines = limits.assess("gpt-3").to("csv").splitlines()
    >>> next(line for line in lines if ",landauer," in line).split(",")[:6]
    ['gpt-3-175b', 'landauer', 'theorem', 'at least', 'energy', 'actual']
    """
    from limits.report.tidy import tidy

    return as_csv(view.cells or tidy(view.record, view.stamp))


def as_csv(cells: Sequence[Sequence[object]]) -> str:
    r"""Write lines of cells as CSV; what is None is an empty cell.

    Examples
    --------
    >>> as_csv([("name", "notes"), ("a", "b, c"), ("d", None)])
    'name,notes\na,"b, c"\nd,\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(cells)
    return text.getvalue()
