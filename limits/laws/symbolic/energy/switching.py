"""Witnesses of the laws of switching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _cmos(s: SimpleNamespace) -> sympy.Expr:
    return s.operations / s.efficiency


def _energy(s: SimpleNamespace) -> sympy.Expr:
    return s.k_B * s.temperature * sympy.log(2)


def _switch_size(s: SimpleNamespace) -> sympy.Expr:
    return s.hbar / sympy.sqrt(2 * s.mass * _energy(s))


def _switch_time(s: SimpleNamespace) -> sympy.Expr:
    return s.hbar / _energy(s)


def _switch_power_density(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.mass * _energy(s) ** 3 / s.hbar**3


WITNESSES = {
    "cmos": _cmos,
    "switch-size": _switch_size,
    "switch-time": _switch_time,
    "switch-power-density": _switch_power_density,
}
