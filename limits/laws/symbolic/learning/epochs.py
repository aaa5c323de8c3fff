"""Witnesses of the trends of learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _epochs(s: SimpleNamespace) -> sympy.Expr:
    return s.unique_tokens * s.epochs


WITNESSES = {"epochs": _epochs}
