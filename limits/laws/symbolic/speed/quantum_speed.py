"""Witnesses of the laws of speed, with hbar where the kernels have h."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _margolus_levitin(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.energy / (sympy.pi * s.hbar)


def _margolus_levitin_sequence(s: SimpleNamespace) -> sympy.Expr:
    return s.energy / (sympy.pi * s.hbar)


def _mandelstam_tamm(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi * s.hbar / (2 * s.spread)


def _quantum_speed(s: SimpleNamespace) -> sympy.Expr:
    return sympy.Max(sympy.pi * s.hbar / (2 * s.energy), sympy.pi * s.hbar / (2 * s.spread))


def _bremermann(s: SimpleNamespace) -> sympy.Expr:
    return s.mass * s.c**2 / (2 * sympy.pi * s.hbar)


WITNESSES = {
    "margolus-levitin": _margolus_levitin,
    "margolus-levitin-sequence": _margolus_levitin_sequence,
    "mandelstam-tamm": _mandelstam_tamm,
    "quantum-speed": _quantum_speed,
    "bremermann": _bremermann,
}
