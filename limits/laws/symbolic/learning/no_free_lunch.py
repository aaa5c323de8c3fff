"""Witnesses of the theorems on learning without a prior idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _loss(s: SimpleNamespace) -> sympy.Expr:
    return (s.classes - 1) / s.classes * ((s.cases - 1) / s.cases) ** s.examples


def _gain(s: SimpleNamespace) -> sympy.Expr:
    return (s.classes - 1) / s.classes * (1 - ((s.cases - 1) / s.cases) ** s.examples)


def _unseen(s: SimpleNamespace) -> sympy.Expr:
    return (s.classes - 1) / s.classes


WITNESSES = {"no-free-lunch": _loss, "no-free-lunch-gain": _gain, "no-free-lunch-unseen": _unseen}
