"""Witnesses of charge as a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _stored_electrons(s: SimpleNamespace) -> sympy.Expr:
    energy = s.capacitance * s.voltage**2 / 2  # stored; each electron has been lifted by half the voltage on average
    return energy / (s.e * s.voltage / 2)


WITNESSES = {"stored-electrons": _stored_electrons}
