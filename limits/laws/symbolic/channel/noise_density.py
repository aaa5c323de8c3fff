"""Witnesses of the laws of noise density."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _thermal_noise(s: SimpleNamespace) -> sympy.Expr:
    return s.k_B * s.temperature


def _planck_noise(s: SimpleNamespace) -> sympy.Expr:
    quantum = s.h * s.frequency
    return quantum / (sympy.exp(quantum / (s.k_B * s.temperature)) - 1)


WITNESSES = {"thermal-noise": _thermal_noise, "planck-noise": _planck_noise}
