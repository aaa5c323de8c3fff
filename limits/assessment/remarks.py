"""What must be said of a bound beside others: which of the same resource comes first where its own slack is absurd."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.assessment.records import Row

__all__ = ["remarked"]

_SLACK = 15.0  # decades of headroom beyond which a row is pointed to the bound of the same resource that comes first


def remarked(rows: list[Row]) -> list[Row]:
    """Point each row with absurd slack to the bound of the same resource that comes first, unless it does not bind."""
    return [row if row.remark else replace(row, remark=_remark(row, rows)) for row in rows]


def _remark(row: Row, rows: list[Row]) -> str | None:
    if row.headroom is None or row.doublings_left is None or row.headroom < _SLACK:
        return None
    earlier = [
        (other.doublings_left.value, other.law)
        for other in rows
        if other.resource == row.resource
        and other.rung
        and other.doublings_left is not None
        and other.doublings_left < row.doublings_left
    ]
    if not earlier:
        return None
    left, first = min(earlier)
    if left < 0:
        return f"{first} of the same machine is {_doublings(-left)} behind the run already"
    return f"{first} of the same machine comes first, after {_doublings(left)}"


def _doublings(count: float) -> str:
    """Say a count of doublings, not negative, in words: `1 doubling`, `15 doublings`, `less than 1 doubling`."""
    whole = f"{count:.0f}"
    return {"0": "less than 1 doubling", "1": "1 doubling"}.get(whole, f"{whole} doublings")
