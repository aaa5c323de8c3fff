"""What most of a kind have: the rest is held against it, where no data sheet tells what is right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_T = TypeVar("_T")


def usual(values: Iterable[_T], better: Callable[[_T], float]) -> _T | None:
    """Return the value that most have; of equally many, the best. None where there is none.

    Examples
    --------
    >>> usual([16, 16, 8], better=float), usual([8, 16], better=float), usual([], better=float)
    (16, 16, None)
    """
    counts = Counter(values)
    return max(counts, key=lambda value: (counts[value], better(value)), default=None)
