"""Witnesses of the laws of `limits.laws.formulary.channel.line_rate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace


__all__ = ["WITNESSES"]


def _payload_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.symbol_rate * sympy.log(s.levels, 2) * s.code_rate * s.line_rate


def _one_way_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.links * s.both_ways / 2


WITNESSES = {
    "payload-rate": _payload_rate,
    "one-way-rate": _one_way_rate,
}
