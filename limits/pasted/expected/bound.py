"""One bus bandwidth that a measurement is held against."""

from __future__ import annotations

from limits.frozen import frozen

THEOREM, RATING, MODEL, MEASURED = "theorem", "rating", "model", "measured"


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
        Of bounds that adapters set, what reaches them: `a ring` or `any algorithm`.
    """

    name: str
    kind: str
    rate: float
    how: str
    conditions: str = ""
    reached_by: str = ""
