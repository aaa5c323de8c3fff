"""Witnesses of the laws of thermal noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
import sympy
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _deviations(log10_error: mpmath.mpf) -> mpmath.mpf:
    """Deviations at which the logarithm of the Gaussian tail, as mpmath sums it, has the given value."""
    goal = log10_error * mpmath.log(10)
    start = mpmath.sqrt(max(-2 * (goal + mpmath.log(2)), mpmath.mpf("1e-6")))  # the tail is below exp(-x^2/2)/2
    return mpmath.findroot(lambda x: mpmath.log(mpmath.erfc(x / mpmath.sqrt(2)) / 2) - goal, start)


_INVERSE_TAIL = implemented_function("Qinv", _deviations)


def _noise_margin(s: SimpleNamespace) -> sympy.Expr:
    return 4 * s.k_B * s.temperature * _INVERSE_TAIL(s.log10_error) ** 2


def _ktc_noise(s: SimpleNamespace) -> sympy.Expr:
    return sympy.sqrt(s.k_B * s.temperature / s.capacitance)


WITNESSES = {"noise-margin": _noise_margin, "ktc-noise": _ktc_noise}
