"""Where laws meet runs: each bound is a law applied to one resource of a run's budget.

`ALL` is written by hand, in the order in which a report lists the resources. To add one's own:
`limits.assess(run, bounds=(*limits.bounds.ALL, mine))`.
"""

from limits.bounds.bound import Applied, Bound
from limits.bounds.data import EPOCHS
from limits.bounds.energy import CMOS, LANDAUER
from limits.bounds.memory import BEKENSTEIN, CAPACITY
from limits.bounds.network import ALL_REDUCE, SHANNON
from limits.bounds.time import LIGHT, MARGOLUS_LEVITIN, ROUNDS

__all__ = ["ALL", "Applied", "Bound"]

ALL: tuple[Bound, ...] = (
    LANDAUER,
    CMOS,
    CAPACITY,
    BEKENSTEIN,
    ALL_REDUCE,
    SHANNON,
    LIGHT,
    ROUNDS,
    MARGOLUS_LEVITIN,
    EPOCHS,
)
"""Every bound that ships."""
