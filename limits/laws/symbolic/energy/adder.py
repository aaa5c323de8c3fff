"""Witnesses of what adding forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _triangular(width: mpmath.mpf) -> mpmath.mpf:
    """Entropy of the operands, less that of their sum, whose sums of k ln k are derivatives of zeta at -1.

    The kernel counts, or expands in powers of 1/N; this is exact for every width, as all of zeta is.
    """
    with mpmath.workdps(2 * mpmath.mp.dps):
        values = mpmath.mpf(2) ** width
        below = mpmath.zeta(-1, values, 1) - mpmath.zeta(-1, 1, 1)  # of 1 ln 1 to (N - 1) ln (N - 1)
        of_sum = 2 * width - (2 * below / mpmath.log(2) + values * width) / values**2
        return 2 * width - of_sum


_GIVEN_THE_SUM = implemented_function("H", _triangular)


def _adder(s: SimpleNamespace) -> sympy.Expr:
    return _GIVEN_THE_SUM(s.width)


def _modular_adder(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.width - s.width  # entropy of two operands, less that of a sum of which every value is as likely


WITNESSES = {"adder": _adder, "modular-adder": _modular_adder}
