"""What a text tells of a machine or its network without a table of sizes: copies between pairs, links, wiring, ports.

A reader hands out a measurement that carries a `Description`; what it comes to on a machine is a `Finding`, which
every view shows in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from limits.frozen import frozen
from limits.pasted.expected.bounds import NONE

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.pasted.expected.bounds import Bounds
    from limits.pasted.judging.judged import Verdict
    from limits.pasted.machine.hardware import Hardware


class Fact(NamedTuple):
    """One thing that is told: of what, and what, as a line of a table shows it."""

    what: str
    value: str


class Pair(NamedTuple):
    """Two ends, and what joins them.

    Attributes
    ----------
    source, target
        Names, as the text has them.
    rate
        From one to the other [GB/s]; None where the text tells none.
    path
        What it goes by, as the text has it, such as NV18 or PIX; empty where it tells nothing.
    """

    source: str
    target: str
    rate: float | None = None
    path: str = ""


@frozen
class Finding:
    """What a description comes to on a machine.

    Attributes
    ----------
    said
        What was found, in the words that line one begins with.
    verdict
        Where no bandwidth was measured, `Verdict.NO_MEASUREMENT`.
    because, try_next, assumed
        As of a `Judged`; `because` is never empty.
    facts
        Lines of a table, in their order.
    pairs
        For programs, and for spreadsheets.
    rate
        The bandwidth that the verdict is on [GB/s], one direction: of copies that of the slowest pair; 0 where there is
        none.
    bounds
        What that is held against.
    """

    said: str
    verdict: Verdict
    because: tuple[str, ...]
    try_next: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    pairs: tuple[Pair, ...] = ()
    rate: float = 0.0
    bounds: Bounds = NONE


class Description(Protocol):
    """What a reader found. Records of the kinds that there are meet this."""

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Return what it comes to on a machine, of which what was stated with the text is known."""
        ...
