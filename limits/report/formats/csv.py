"""CSV: lines of cells, headers first."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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
