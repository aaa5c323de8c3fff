"""Lines and numbers of the views of a lane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.channel.slicer import decibels
from limits.report.document import MARKS, Line
from limits.report.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["exact", "giga", "level", "lines"]

_KINDS = {sign: kind for kind, sign in MARKS.items()}


def lines(rows: Iterable[tuple[str, str, str]]) -> list[Line]:
    """Return lines of a table; the sign that a row begins with tells its kind."""
    return [Line(cells, kind=_KINDS.get(cells[0][0], "")) for cells in rows]


def giga(rate: float) -> float:
    """Return a rate or a frequency in its giga unit.

    Examples
    --------
    >>> giga(26.5625e9)
    26.5625
    """
    return rate / 1e9


def exact(rate: float) -> str:
    """Say a rate in its giga unit, without the unit, to all digits that are known.

    Examples
    --------
    >>> exact(26.5625e9)
    '26.5625'
    """
    return f"{giga(rate):.8g}"


def level(ratio: float, places: int = 1) -> str:
    """Say a ratio of powers in decibels, without the unit, to so many places; a ratio of one has no sign.

    Examples
    --------
    >>> level(50.0), level(0.999), level(0.5, 2), level(0.0)
    ('17.0', '0.0', '-3.01', '-inf')
    """
    return fixed(decibels(ratio) if ratio > 0.0 else -math.inf, places)
