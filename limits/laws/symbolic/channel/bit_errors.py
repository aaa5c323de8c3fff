"""Witnesses of the bit error rates of modulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _tail(deviations: sympy.Expr) -> sympy.Expr:
    return sympy.erfc(deviations / sympy.sqrt(2)) / 2


def _pam_ber(s: SimpleNamespace) -> sympy.Expr:
    neighbours = 2 * (s.levels - 1) / s.levels
    return neighbours / sympy.log(s.levels, 2) * _tail(sympy.sqrt(3 * s.snr / (s.levels**2 - 1)))


def _qam_ber(s: SimpleNamespace) -> sympy.Expr:
    neighbours = 4 * (1 - 1 / sympy.sqrt(s.points))
    return neighbours / sympy.log(s.points, 2) * _tail(sympy.sqrt(3 * s.snr / (s.points - 1)))


WITNESSES = {
    "pam-ber": _pam_ber,
    "qam-ber": _qam_ber,
}
