"""Witnesses of what block codes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
from sympy.utilities.lambdify import implemented_function

from limits.laws.symbolic.gaussian_tail import inverse_tail

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _beyond(symbol_error: mpmath.mpf, symbols: mpmath.mpf, correctable: mpmath.mpf) -> mpmath.mpf:
    """Tail of the binomial distribution as an incomplete beta function, where the kernel sums its terms."""
    return mpmath.betainc(correctable + 1, symbols - correctable, 0, symbol_error, regularized=True)


_BEYOND = implemented_function("P", _beyond)


def _codeword_failure(s: SimpleNamespace) -> sympy.Expr:
    return _BEYOND(1 - (1 - s.bit_error_rate) ** s.symbol_bits, s.symbols, s.correctable)


def _net_coding_gain(s: SimpleNamespace) -> sympy.Expr:
    return s.code_rate * (inverse_tail(s.after) / inverse_tail(s.before)) ** 2


WITNESSES = {
    "net-coding-gain": _net_coding_gain,
    "codeword-failure": _codeword_failure,
}
