"""Witnesses of the traffic of matrix products, counted in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _traffic(s: SimpleNamespace) -> sympy.Expr:
    words = s.memory / s.word
    m, n, k = s.rows, s.columns, s.inner
    return sympy.Max((2 * m * n * k / sympy.sqrt(words) - 2 * words) * s.word, (m * (n + k) + n * k) * s.word)


def _intensity(s: SimpleNamespace) -> sympy.Expr:
    return sympy.sqrt(s.memory / s.word**3)


WITNESSES = {"matmul-traffic": _traffic, "matmul-intensity": _intensity}
