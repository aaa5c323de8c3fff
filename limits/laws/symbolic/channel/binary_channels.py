"""Witnesses of the laws of `limits.laws.formulary.channel.binary_channels`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace


__all__ = ["WITNESSES"]


def _information(p: sympy.Expr) -> sympy.Expr:
    return 1 + p * sympy.log(p, 2) + (1 - p) * sympy.log(1 - p, 2)


def _bsc(s: SimpleNamespace) -> sympy.Expr:
    return _information(s.error)


def _bsc_margin(s: SimpleNamespace) -> sympy.Expr:
    return _information(sympy.Rational(1, 2) - s.margin)


def _bec(s: SimpleNamespace) -> sympy.Expr:
    return 1 - s.erasure


WITNESSES = {
    "bsc": _bsc,
    "bsc-margin": _bsc_margin,
    "bec": _bec,
}
