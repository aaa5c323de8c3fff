"""Witnesses of the laws of storage; Bekenstein's with h where the kernels have hbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _bekenstein(s: SimpleNamespace) -> sympy.Expr:
    return 4 * sympy.pi**2 * s.c * s.radius * s.mass / (s.h * sympy.log(2))


def _bekenstein_energy(s: SimpleNamespace) -> sympy.Expr:
    return 4 * sympy.pi**2 * s.radius * s.energy / (s.h * s.c * sympy.log(2))


def _memory_capacity(s: SimpleNamespace) -> sympy.Expr:
    return sympy.log((2**s.memory) ** s.devices, 2)


WITNESSES = {
    "bekenstein": _bekenstein,
    "bekenstein-energy": _bekenstein_energy,
    "memory-capacity": _memory_capacity,
}
