"""Lines and numbers of the views of a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.document import MARKS, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["exact", "lines"]

_KINDS = {sign: kind for kind, sign in MARKS.items()}


def lines(rows: Iterable[tuple[str, str, str]]) -> list[Line]:
    """Return lines of a table; the sign that a row begins with tells its kind."""
    return [Line(cells, kind=_KINDS.get(cells[0][0], "")) for cells in rows]


def exact(rate: float) -> str:
    """Say a rate in its giga unit, without the unit, to all digits that are known.

    Examples
    --------
    >>> exact(26.5625e9)
    '26.5625'
    """
    return f"{rate / 1e9:.8g}"
