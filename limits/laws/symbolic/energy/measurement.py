"""Witnesses of the laws of measurement and feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _information_work(s: SimpleNamespace) -> sympy.Expr:
    return s.k_B * s.temperature * s.information * sympy.log(2)


def _szilard(s: SimpleNamespace) -> sympy.Expr:
    right = 1 - s.error
    return s.bits * s.k_B * s.temperature * sum(p * sympy.log(2 * p) for p in (s.error, right))


WITNESSES = {
    "sagawa-ueda": _information_work,
    "szilard": _szilard,
    "measurement-erasure": _information_work,
}
