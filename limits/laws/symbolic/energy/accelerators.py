"""Witnesses of the laws of hardware as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _accelerator_energy(s: SimpleNamespace) -> sympy.Expr:
    time = s.operations / (s.peak * s.mfu)
    return s.power * time


def _koomey(s: SimpleNamespace) -> sympy.Expr:
    return s.doubling_time * sympy.log(s.ratio, 2)


WITNESSES = {"accelerator-energy": _accelerator_energy, "koomey": _koomey}
