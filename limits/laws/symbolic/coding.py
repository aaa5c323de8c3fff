"""Witnesses of the laws of binary channels, block codes and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
import sympy
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _information(p: sympy.Expr) -> sympy.Expr:
    return 1 + p * sympy.log(p, 2) + (1 - p) * sympy.log(1 - p, 2)


def _bsc(s: SimpleNamespace) -> sympy.Expr:
    return _information(s.error)


def _bsc_margin(s: SimpleNamespace) -> sympy.Expr:
    return _information(sympy.Rational(1, 2) - s.margin)


def _bec(s: SimpleNamespace) -> sympy.Expr:
    return 1 - s.erasure


def _beyond(symbol_error: mpmath.mpf, symbols: mpmath.mpf, correctable: mpmath.mpf) -> mpmath.mpf:
    """Tail of the binomial distribution as an incomplete beta function, where the kernel sums its terms."""
    return mpmath.betainc(correctable + 1, symbols - correctable, 0, symbol_error, regularized=True)


_BEYOND = implemented_function("P", _beyond)


def _codeword_failure(s: SimpleNamespace) -> sympy.Expr:
    return _BEYOND(1 - (1 - s.bit_error_rate) ** s.symbol_bits, s.symbols, s.correctable)


def _payload_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.symbol_rate * sympy.log(s.levels, 2) * s.code_rate * s.line_rate


def _one_way_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.links * s.both_ways / 2


WITNESSES = {
    "bsc": _bsc,
    "bsc-margin": _bsc_margin,
    "bec": _bec,
    "codeword-failure": _codeword_failure,
    "payload-rate": _payload_rate,
    "one-way-rate": _one_way_rate,
}
