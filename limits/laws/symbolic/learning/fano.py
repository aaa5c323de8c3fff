"""Witnesses of Fano's inequality, with its entropies written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _fano(s: SimpleNamespace) -> sympy.Expr:
    wrong = s.error * sympy.log((s.alphabet - 1) / s.error, 2)
    right = (1 - s.error) * sympy.log(1 / (1 - s.error), 2)
    return wrong + right


def _fano_weak(s: SimpleNamespace) -> sympy.Expr:
    return sympy.Max((s.entropy - 1) / sympy.log(s.alphabet, 2), 0)


WITNESSES = {"fano": _fano, "fano-weak": _fano_weak}
