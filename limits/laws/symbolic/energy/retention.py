"""Witnesses of the laws of reliability."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _barrier(s: SimpleNamespace) -> sympy.Expr:
    return -s.k_B * s.temperature * sympy.log(10) * s.log10_error


def _retention(s: SimpleNamespace) -> sympy.Expr:
    return s.k_B * s.temperature * sympy.log(s.time / s.attempt_time)


WITNESSES = {"barrier": _barrier, "retention": _retention}
