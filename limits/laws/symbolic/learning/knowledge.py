"""Witnesses of the models and trends of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _parameter_capacity(s: SimpleNamespace) -> sympy.Expr:
    return s.parameters * s.density


def _learned_information(s: SimpleNamespace) -> sympy.Expr:
    return sympy.Min(s.tokens * s.unigram_entropy - s.tokens * s.entropy, s.parameters * s.density)


def _manifold_exponent(s: SimpleNamespace) -> sympy.Expr:
    return 4 / s.dimension


WITNESSES = {
    "parameter-capacity": _parameter_capacity,
    "learned-information": _learned_information,
    "manifold-exponent": _manifold_exponent,
}
