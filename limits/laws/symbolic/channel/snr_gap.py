"""Witnesses of the laws of `limits.laws.formulary.channel.snr_gap`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from limits.laws.symbolic.gaussian_tail import inverse_tail

if TYPE_CHECKING:
    from types import SimpleNamespace


__all__ = ["WITNESSES"]


def _snr_gap(s: SimpleNamespace) -> sympy.Expr:
    return inverse_tail(s.error) ** 2 / 3


def _gap_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.symbol_rate * sympy.log(1 + s.snr / s.gap, 2) / 2


WITNESSES = {
    "snr-gap": _snr_gap,
    "gap-rate": _gap_rate,
}
