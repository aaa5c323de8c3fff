"""What readers of texts without a table of sizes share: lines without a host before them, one record for a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.lines import HOST
from limits.pasted.measurement import Measurement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from limits.pasted.described.description import Description

_HOST = re.compile(HOST)
_APART = 5  # lines of something else between those of one text
_FULL = 2.0**64  # of a counter of 64 bits


def of_own(own: Iterator[str], take: Callable[[str], bool]) -> Iterator[None]:
    """Hand lines to `take`, which tells whether one is its own, until several in turn are not; yield after each.

    What `take` does not know is tried once more without what may be the name of a host before it.

    Examples
    --------
    >>> taken = []
    >>> def take(line):
    ...     taken.append(line)
    ...     return line.startswith("a")
    >>> len(list(of_own(iter(["node-1: a", "b", "a", *"cdefghij"]), take))), taken[1], taken[-1]
    (8, 'a', 'g')
    """
    apart = 0
    for whole in own:
        host = _HOST.match(whole)
        own_line = take(whole) or (host is not None and host.end() > 0 and take(whole[host.end() :]))
        apart = 0 if own_line else apart + bool(whole.strip())
        yield
        if apart >= _APART:
            return


def measurement(tool: str, line: int, description: Description) -> Measurement:
    """Return what a tool describes; what a log said so far is of the next table."""
    return Measurement(tool=tool, test=tool, operation=None, rows=(), sweep=False, line=line, description=description)


def held(number: float) -> float | None:
    """Return a number that a counter of 64 bits can hold; None for a larger one, which was mangled.

    Examples
    --------
    >>> held(31006002.0), held(1e306)
    (31006002.0, None)
    """
    return number if number <= _FULL else None
