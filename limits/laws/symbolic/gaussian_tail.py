"""The inverse of the tail of the normal distribution, as sympy knows it."""

from __future__ import annotations

import sympy

__all__ = ["inverse_tail"]


def inverse_tail(probability: sympy.Expr) -> sympy.Expr:
    """Return the deviations beyond which a normal variable lies with a probability."""
    return sympy.sqrt(2) * sympy.erfinv(1 - 2 * probability)
