"""Witnesses of the laws of gravity, through the Planck length and the horizon of a black hole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _schwarzschild(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.G * s.mass / s.c**2


def _holographic(s: SimpleNamespace) -> sympy.Expr:
    planck_length = sympy.sqrt(s.hbar * s.G / s.c**3)
    return s.area / (4 * planck_length**2 * sympy.log(2))


def _holographic_sphere(s: SimpleNamespace) -> sympy.Expr:
    planck_length = sympy.sqrt(s.hbar * s.G / s.c**3)
    return sympy.pi * s.radius**2 / (planck_length**2 * sympy.log(2))


def _black_hole(s: SimpleNamespace) -> sympy.Expr:
    horizon = 4 * sympy.pi * (2 * s.G * s.mass / s.c**2) ** 2
    return horizon * s.c**3 / (4 * s.hbar * s.G * sympy.log(2))


WITNESSES = {
    "schwarzschild": _schwarzschild,
    "holographic": _holographic,
    "holographic-sphere": _holographic_sphere,
    "black-hole": _black_hole,
}
