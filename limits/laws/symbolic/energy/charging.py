"""Witnesses of the laws of charging."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _node_energy(s: SimpleNamespace) -> sympy.Expr:
    return s.capacitance * s.voltage**2


def _adiabatic_charging(s: SimpleNamespace) -> sympy.Expr:
    """Integrate the heat of the current through the resistance: during the ramp, and after it."""
    constant = s.resistance * s.capacitance
    at_end = 1 - sympy.exp(-s.ramp_time / constant)  # share of the final current C V / T_r
    ramp = s.ramp_time - 2 * constant * at_end + constant * (1 - sympy.exp(-2 * s.ramp_time / constant)) / 2
    after = constant * at_end**2 / 2
    return s.resistance * (s.capacitance * s.voltage / s.ramp_time) ** 2 * (ramp + after)


WITNESSES = {"node-energy": _node_energy, "adiabatic-charging": _adiabatic_charging}
