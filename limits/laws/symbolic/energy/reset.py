"""Witnesses of the laws of resetting bits that are not ideal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _entropy(p: sympy.Expr) -> sympy.Expr:
    """Entropy of one choice between two, in nat."""
    return -p * sympy.log(p) - (1 - p) * sympy.log(1 - p)


def _landauer_biased(s: SimpleNamespace) -> sympy.Expr:
    return s.bits * s.k_B * s.temperature * _entropy(s.probability)


def _landauer_reset(s: SimpleNamespace) -> sympy.Expr:
    return s.bits * s.k_B * s.temperature * (sympy.log(2) - _entropy(s.error))


def _landauer_reset_margin(s: SimpleNamespace) -> sympy.Expr:
    return s.bits * s.k_B * s.temperature * (sympy.log(2) - _entropy(sympy.Rational(1, 2) - s.margin))


WITNESSES = {
    "landauer-biased": _landauer_biased,
    "landauer-reset": _landauer_reset,
    "landauer-reset-margin": _landauer_reset_margin,
}
