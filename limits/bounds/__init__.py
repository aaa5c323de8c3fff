"""Where laws meet runs: each bound is a law applied to one resource of a run's budget.

`ALL` is written by hand, in the order in which a report lists the resources. To add one's own:
`limits.assess(run, bounds=(*limits.bounds.ALL, mine))`.
"""

from limits.bounds.bound import Applied, Bound, Condition
from limits.bounds.compute import PEAK
from limits.bounds.data import EPOCHS
from limits.bounds.energy import CMOS, LANDAUER
from limits.bounds.memory import BEKENSTEIN, CAPACITY
from limits.bounds.network import ALL_REDUCE, SHANNON, SHANNON_MARGIN
from limits.bounds.time import LAYERS, LIGHT, MARGOLUS_LEVITIN, ROUNDS

__all__ = ["ALL", "Applied", "Bound", "Condition"]

ALL: tuple[Bound, ...] = (
    PEAK,
    LANDAUER,
    CMOS,
    CAPACITY,
    BEKENSTEIN,
    ALL_REDUCE,
    SHANNON,
    SHANNON_MARGIN,
    LIGHT,
    LAYERS,
    ROUNDS,
    MARGOLUS_LEVITIN,
    EPOCHS,
)
"""Every bound that ships."""
