"""Witnesses of the laws of source coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _rate_distortion(s: SimpleNamespace) -> sympy.Expr:
    return sympy.Max(sympy.log(s.variance / s.distortion, 4), 0)


def _rate_distortion_excess(s: SimpleNamespace) -> sympy.Expr:
    return sympy.log(1 + s.excess, 4)


def _token_entropy(s: SimpleNamespace) -> sympy.Expr:
    return s.characters * s.entropy


WITNESSES = {
    "rate-distortion": _rate_distortion,
    "rate-distortion-excess": _rate_distortion_excess,
    "token-entropy": _token_entropy,
}
