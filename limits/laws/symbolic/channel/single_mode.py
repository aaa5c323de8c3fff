"""Witnesses of the laws of `limits.laws.formulary.channel.single_mode`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace


__all__ = ["WITNESSES"]


def _wideband(s: SimpleNamespace) -> sympy.Expr:
    return sympy.sqrt(sympy.pi * s.power / (3 * s.hbar)) / sympy.log(2)


def _heat_flow(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi**2 * s.k_B**2 * s.temperature**2 / (6 * s.h)


def _thermal_conductance(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi**2 * s.k_B**2 * s.temperature / (3 * s.h)


def _message_rate(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi * s.energy / (s.hbar * sympy.log(2))


WITNESSES = {
    "wideband": _wideband,
    "heat-flow": _heat_flow,
    "thermal-conductance": _thermal_conductance,
    "message-rate": _message_rate,
}
