"""Witnesses of the laws of geometry, through the radius of the ball."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _machine_diameter(s: SimpleNamespace) -> sympy.Expr:
    radius = (3 * s.chips * s.volume / (4 * sympy.pi)) ** sympy.Rational(1, 3)
    return 2 * radius


def _machine_diameter_heat(s: SimpleNamespace) -> sympy.Expr:
    radius = sympy.sqrt(s.power / s.heat_flux / (4 * sympy.pi))
    return 2 * radius


WITNESSES = {"machine-diameter": _machine_diameter, "machine-diameter-heat": _machine_diameter_heat}
