"""Witnesses of the information in matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _atom(s: SimpleNamespace) -> sympy.Expr:
    return s.molar_entropy / (s.N_A * s.k_B) / sympy.log(2)


def _matter(s: SimpleNamespace) -> sympy.Expr:
    atoms = s.mass / s.molar_mass * s.N_A
    return atoms * s.molar_entropy / (s.N_A * s.k_B) / sympy.log(2)


WITNESSES = {"atom-information": _atom, "matter-information": _matter}
