"""Witness of the peak of processors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _operations(s: SimpleNamespace) -> sympy.Expr:
    return s.time * s.peak


WITNESSES = {"peak-operations": _operations}
