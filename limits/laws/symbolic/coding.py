"""Witnesses of the laws of binary channels, block codes and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
import sympy
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


_MOST = 10_000  # terms that are worth while


def _information(p: sympy.Expr) -> sympy.Expr:
    return 1 + p * sympy.log(p, 2) + (1 - p) * sympy.log(1 - p, 2)


def _bsc(s: SimpleNamespace) -> sympy.Expr:
    return _information(s.error)


def _bsc_margin(s: SimpleNamespace) -> sympy.Expr:
    return _information(sympy.Rational(1, 2) - s.margin)


def _bec(s: SimpleNamespace) -> sympy.Expr:
    return 1 - s.erasure


def _beyond(symbol_error: mpmath.mpf, symbols: mpmath.mpf, correctable: mpmath.mpf) -> mpmath.mpf:
    """Tail of the binomial distribution as an incomplete beta function, where the kernel sums its terms.

    The series 2F1(a+b, 1; a+1; x), or that of the complement where x is near 1 and so is the tail.

    Raises
    ------
    ValueError
        If it is too long to be summed at 50 digits.
    """
    x, a, b = symbol_error, correctable + 1, symbols - correctable
    mirrored = x * (symbols + 1) > a and 2 * x > 1
    if mirrored:
        x, a, b = 1 - x, b, a
    total = term = mpmath.mpf(1)
    for k in range(_MOST):
        term *= (a + b + k) / (a + 1 + k) * x
        total += term
        if term <= mpmath.eps * total:
            break
    else:
        raise ValueError(f"more than {_MOST} terms for {mpmath.nstr(symbols)} symbols")
    share = x**a * (1 - x) ** b / (a * mpmath.beta(a, b)) * total
    return 1 - share if mirrored else share


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
