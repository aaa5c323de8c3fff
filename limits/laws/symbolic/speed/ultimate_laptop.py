"""Witnesses of the ultimate laptop, through Planck's law of the energy and entropy of light."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _rate(s: SimpleNamespace) -> sympy.Expr:
    return 2 * s.mass * s.c**2 / (sympy.pi * s.hbar)


def _temperature(s: SimpleNamespace) -> sympy.Expr:
    radiation = 8 * sympy.pi**5 * s.k_B**4 / (15 * s.h**3 * s.c**3)  # energy per volume and fourth power of temperature
    return (s.mass * s.c**2 / (radiation * s.volume)) ** sympy.Rational(1, 4)


def _memory(s: SimpleNamespace) -> sympy.Expr:
    return sympy.Rational(4, 3) * s.mass * s.c**2 / (_temperature(s) * s.k_B * sympy.log(2))


WITNESSES = {"lloyd-rate": _rate, "lloyd-temperature": _temperature, "lloyd-memory": _memory}
