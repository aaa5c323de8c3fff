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

_MOST = 10_000  # terms that are worth while


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


def _net_coding_gain(s: SimpleNamespace) -> sympy.Expr:
    return s.code_rate * (inverse_tail(s.after) / inverse_tail(s.before)) ** 2


WITNESSES = {
    "net-coding-gain": _net_coding_gain,
    "codeword-failure": _codeword_failure,
}
