"""Witnesses of exchanges between many ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _all_reduce(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.information - 2 * s.information / s.ranks


def _all_reduce_cut(s: SimpleNamespace) -> sympy.Expr:
    return s.information


def _collective_rounds(s: SimpleNamespace) -> sympy.Expr:
    return sympy.ceiling(sympy.log(s.ranks, 2)) * s.latency


WITNESSES = {
    "all-reduce": _all_reduce,
    "all-reduce-cut": _all_reduce_cut,
    "collective-rounds": _collective_rounds,
}
