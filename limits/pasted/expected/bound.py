"""One bus bandwidth that a measurement is held against."""

from __future__ import annotations

from enum import StrEnum

from limits.frozen import frozen

THEOREM, RATING, MODEL, MEASURED = "theorem", "rating", "model", "measured"


class Reaching(StrEnum):
    """What reaches a bandwidth that adapters, or a port, allow."""

    RING = "a ring"
    ANY = "any algorithm"
    LINE_RATE = "the line rate"


@frozen
class Bound:
    """One of them.

    Attributes
    ----------
    name
        What it is called.
    kind
        `theorem` where nothing that meets the conditions passes it, `rating` for the line rate of a data sheet,
        `model` or `measured` for what healthy hardware shows.
    rate
        Bus bandwidth [GB/s].
    how
        The arithmetic, with its numbers.
    conditions
        What a theorem takes for granted; where one fails, the bound does too.
    reached_by
        Of bounds that adapters set, what reaches them.
    short
        The name where there is little room, as in a figure; empty where it is the name itself.
    """

    name: str
    kind: str
    rate: float
    how: str
    conditions: str = ""
    reached_by: Reaching | None = None
    short: str = ""
