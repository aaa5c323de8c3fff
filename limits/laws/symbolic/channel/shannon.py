"""Witnesses of the laws of channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _shannon(s: SimpleNamespace) -> sympy.Expr:
    return s.bandwidth * sympy.log(1 + s.snr, 2)


def _shannon_power(s: SimpleNamespace) -> sympy.Expr:
    return s.bandwidth * sympy.log(1 + s.power / (s.noise_density * s.bandwidth), 2)


def _shannon_energy(s: SimpleNamespace) -> sympy.Expr:
    return s.noise_density * (2**s.spectral_efficiency - 1) / s.spectral_efficiency


def _shannon_limit(s: SimpleNamespace) -> sympy.Expr:
    return (2**s.spectral_efficiency - 1) / s.spectral_efficiency


WITNESSES = {
    "shannon": _shannon,
    "shannon-power": _shannon_power,
    "shannon-energy": _shannon_energy,
    "shannon-limit": _shannon_limit,
}
