"""Witnesses of the model of long fibre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _fibre_snr(s: SimpleNamespace) -> sympy.Expr:
    return s.power / (s.ase_noise + s.nonlinearity * s.power**3)


def _fibre_optimum(s: SimpleNamespace) -> sympy.Expr:
    return (s.ase_noise / (2 * s.nonlinearity)) ** sympy.Rational(1, 3)


WITNESSES = {"fibre-snr": _fibre_snr, "fibre-optimum": _fibre_optimum}
