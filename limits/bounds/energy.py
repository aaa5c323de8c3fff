"""Energy: what a run must at least dissipate, beside what it spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.bounds.bound import Bound, Condition
from limits.catalog.energy_kinds import MEASURED_KINDS
from limits.laws.formulary.energy.erasure import every_convention

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num


def _spent(b: Batch) -> Num:
    return b.energy


def _erasure(b: Batch) -> Num:
    return laws.landauer.kernel(b.flop * b.erased, b.bath_temperature)


def _cmos(b: Batch) -> Num:
    return laws.cmos.kernel(b.flop, b.cmos_efficiency)


LANDAUER = Bound(
    law=laws.landauer,
    resource="energy",
    unit="J",
    demand=_erasure,
    budget=_spent,
    held=("energy", "bits erased per FLOP", "bath temperature"),
    assumes=("unconditional bound: 0 (reversible computing erases nothing)",),
    refs=("bennett1973",),
    otherwise="the limit is 0: a reversible run erases nothing",
    conditions=(Condition("the energy is what was spent, no estimate", "energy_kind", MEASURED_KINDS, void=False),),
    shows=("bath_temperature", "erased"),
    choices=("erased", every_convention),
    plain="erasing {erased} at {bath_temperature}",
)

CMOS = Bound(
    law=laws.cmos,
    resource="energy",
    unit="J",
    demand=_cmos,
    budget=_spent,
    held=("energy", "efficiency of the ideal device"),
    assumes=("each FLOP counted as one FP4 operation; a wider format costs more",),
    shows=("cmos_efficiency",),
    plain="the best CMOS thought possible",
)
