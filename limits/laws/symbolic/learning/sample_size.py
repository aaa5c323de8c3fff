"""Witnesses of sufficient sample sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _finite_class(s: SimpleNamespace) -> sympy.Expr:
    return (s.description * sympy.log(2) + sympy.log(1 / s.failure)) / s.error


def _vc_class(s: SimpleNamespace) -> sympy.Expr:
    return 8 * (2 * s.dimension * sympy.log(16 * sympy.E / s.error) + sympy.log(2 / s.failure)) / s.error


WITNESSES = {"finite-class": _finite_class, "vc-class": _vc_class}
