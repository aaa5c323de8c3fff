"""Witnesses of the laws of engines, refrigerators and facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _carnot(s: SimpleNamespace) -> sympy.Expr:
    return 1 - (s.hot - s.difference) / s.hot


def _refrigeration(s: SimpleNamespace) -> sympy.Expr:
    return s.heat * ((s.cold + s.difference) / s.cold - 1)


def _heat_at_plug(s: SimpleNamespace) -> sympy.Expr:
    return s.heat + s.heat * (s.warm - s.cold) / s.cold


def _pue(s: SimpleNamespace) -> sympy.Expr:
    return s.energy * s.pue


WITNESSES = {"carnot": _carnot, "refrigeration": _refrigeration, "heat-at-plug": _heat_at_plug, "pue": _pue}
