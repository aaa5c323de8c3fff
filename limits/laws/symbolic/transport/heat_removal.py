"""Witnesses of the laws of heat removal, with Stefan's constant made from those of Planck and Boltzmann."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _stefan(s: SimpleNamespace) -> sympy.Expr:
    return 2 * sympy.pi**5 * s.k_B**4 / (15 * s.h**3 * s.c**2)


def _radiator(s: SimpleNamespace) -> sympy.Expr:
    return s.emissivity * _stefan(s) * s.area * ((s.ambient + s.difference) ** 4 - s.ambient**4)


def _radiating_sphere(s: SimpleNamespace) -> sympy.Expr:
    radiated = 4 * sympy.pi * s.radius**2 * _stefan(s) * s.temperature**4
    return radiated / (s.k_B * s.temperature * sympy.log(2))


def _coolant(s: SimpleNamespace) -> sympy.Expr:
    return s.density * s.flow * s.heat_capacity * s.difference


WITNESSES = {"radiator": _radiator, "radiating-sphere": _radiating_sphere, "coolant": _coolant}
