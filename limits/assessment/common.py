"""One run as others can be set beside it: what its energy covers, and energy and distance at one common convention.

Published energies end at different boundaries (chip, node, facility), and a convention that follows the precision of a
run moves its distance from Landauer's bound. So neither number is compared as it is stated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.assessment.records import Comparable
from limits.catalog.energy_kinds import kind_said
from limits.laws.formulary.energy.landauer import landauer_energy
from limits.runs.defaults import usual_hours
from limits.runs.draws import of_draws
from limits.runs.fields import path_of
from limits.runs.unknown import not_stated
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from limits.runs.batch import Resolved

ERASED, BATH = 16.0, 300.0
"""Bits erased by each FLOP, and kelvin of the bath, at the common convention."""
CONVENTION = (
    f"{ERASED:g} bit erased per FLOP, a bath of {BATH:g} K, accelerators at the chip: their rated power (TDP) x "
    "accelerator-hours, no PUE"
)
"""The one convention at which every run can be set beside every other."""

_READ = ("accelerator_hours", "tdp")
_HOW = "accelerator-hours x TDP, no PUE"


def comparable(resolved: Resolved, index: int) -> Comparable:
    """Return what must be known before one run of several is set beside another.

    Parameters
    ----------
    resolved
        Runs with everything that is known of them.
    index
        Which of them.

    Examples
    --------
    >>> import limits
    >>> said = limits.assess("deepseek-v3").comparable
    >>> said.boundary, said.erasure
    ('accelerator-hours x node power x PUE, the PUE assumed', '8 bit/FLOP, 300 K')
    >>> f"{said.energy.to('GWh').value:.3f} GWh, {said.decades:.2f} decades"
    '1.952 GWh, 7.67 decades'
    """
    because = resolved.because(index, _READ) or _usual(resolved, index)
    energy = decades = None
    if not because:
        time, power, flop = (resolved.drawn(index, name) for name in (*_READ, "flop"))
        with np.errstate(all="ignore"):
            drawn = time * power
            floor = landauer_energy(flop * ERASED, BATH)
            energy = of_draws(drawn, "J", Origin(OriginKind.DERIVED, how=_HOW, needs=_READ))
            decades = of_draws(np.log10(drawn / floor), "1")
    return Comparable(
        boundary=_boundary(resolved, index),
        erasure=_erasure(resolved, index),
        convention=CONVENTION,
        energy=energy,
        decades=decades,
        because=because or None,
    )


def _usual(resolved: Resolved, index: int) -> str:
    """Say that nobody stated the hours, and that those in their place are no measure of the run; empty where stated."""
    if not usual_hours(resolved.number(index, "accelerator_hours")):
        return ""
    return f"{not_stated([path_of('accelerator_hours')])} (those of a usual utilisation compare nothing)"


def _boundary(resolved: Resolved, index: int) -> str | None:
    """Say what the energy of a run covers and how it came about; None where no energy is known."""
    energy = resolved.number(index, "energy")
    if energy is None or energy.origin is None:
        return None
    if energy.origin.kind is OriginKind.DERIVED:
        pue = resolved.number(index, "pue")
        assumed = pue is not None and pue.assumed
        return f"{energy.origin.how}{', the PUE assumed' if assumed else ''}"
    texts = resolved.runs[index].texts
    said = kind_said(texts.get("energy_kind"))
    scope = texts.get("energy_scope")
    return f"{said} ({scope})" if scope is not None else f"{said}, what it covers not stated"


def _erasure(resolved: Resolved, index: int) -> str | None:
    """Say at which bits per FLOP and temperature the run's own distance from Landauer's bound stands."""
    erased, bath = (resolved.number(index, name) for name in ("erased", "bath_temperature"))
    return None if erased is None or bath is None else f"{_shown(erased)} bit/FLOP, {_shown(bath)} K"


def _shown(value: Value) -> str:
    ends = value.interval
    return f"{value.value:.4g}" if ends is None else f"{ends[0]:.4g} .. {ends[1]:.4g}"
