"""Witnesses of the laws of energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _landauer(s: SimpleNamespace) -> sympy.Expr:
    return s.bits * s.k_B * s.temperature * sympy.log(2)


def _cmos(s: SimpleNamespace) -> sympy.Expr:
    return s.operations / s.efficiency


WITNESSES = {"landauer": _landauer, "cmos": _cmos}
