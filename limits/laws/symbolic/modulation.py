"""Witnesses of the laws of modulation and of its penalties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _tail(deviations: sympy.Expr) -> sympy.Expr:
    return sympy.erfc(deviations / sympy.sqrt(2)) / 2


def _inverse_tail(probability: sympy.Expr) -> sympy.Expr:
    return sympy.sqrt(2) * sympy.erfinv(1 - 2 * probability)


def _pam_ber(s: SimpleNamespace) -> sympy.Expr:
    neighbours = 2 * (s.levels - 1) / s.levels
    return neighbours / sympy.log(s.levels, 2) * _tail(sympy.sqrt(3 * s.snr / (s.levels**2 - 1)))


def _qam_ber(s: SimpleNamespace) -> sympy.Expr:
    neighbours = 4 * (1 - 1 / sympy.sqrt(s.points))
    return neighbours / sympy.log(s.points, 2) * _tail(sympy.sqrt(3 * s.snr / (s.points - 1)))


def _pam_penalty(s: SimpleNamespace) -> sympy.Expr:
    return (s.levels**2 - 1) / 3


def _pam_penalty_peak(s: SimpleNamespace) -> sympy.Expr:
    return (s.levels - 1) ** 2


def _snr_gap(s: SimpleNamespace) -> sympy.Expr:
    return _inverse_tail(s.error) ** 2 / 3


def _gap_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.symbol_rate * sympy.log(1 + s.snr / s.gap, 2) / 2


def _net_coding_gain(s: SimpleNamespace) -> sympy.Expr:
    return s.code_rate * (_inverse_tail(s.after) / _inverse_tail(s.before)) ** 2


WITNESSES = {
    "pam-ber": _pam_ber,
    "qam-ber": _qam_ber,
    "pam-penalty": _pam_penalty,
    "pam-penalty-peak": _pam_penalty_peak,
    "snr-gap": _snr_gap,
    "gap-rate": _gap_rate,
    "net-coding-gain": _net_coding_gain,
}
