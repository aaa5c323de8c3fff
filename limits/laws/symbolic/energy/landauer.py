"""Witnesses of the laws of energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _landauer(s: SimpleNamespace) -> sympy.Expr:
    return s.bits * s.k_B * s.temperature * sympy.log(2)


def _landauer_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.power / (s.k_B * s.temperature * sympy.log(2))


def _landauer_efficiency(s: SimpleNamespace) -> sympy.Expr:
    return 1 / (s.erasure * s.k_B * s.temperature * sympy.log(2))


def _landauer_finite_time(s: SimpleNamespace) -> sympy.Expr:
    return s.bits * s.k_B * s.temperature * (sympy.log(2) + s.distance**2 / (s.diffusion * s.time))


WITNESSES = {
    "landauer": _landauer,
    "landauer-rate": _landauer_rate,
    "landauer-efficiency": _landauer_efficiency,
    "landauer-finite-time": _landauer_finite_time,
}
