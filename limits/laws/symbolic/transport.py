"""Witnesses of the laws of transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _light_latency(s: SimpleNamespace) -> sympy.Expr:
    return s.distance / (s.c / s.group_index)


def _all_reduce(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.information - 2 * s.information / s.ranks


def _collective_rounds(s: SimpleNamespace) -> sympy.Expr:
    return sympy.ceiling(sympy.log(s.ranks, 2)) * s.latency


WITNESSES = {"light-latency": _light_latency, "all-reduce": _all_reduce, "collective-rounds": _collective_rounds}
