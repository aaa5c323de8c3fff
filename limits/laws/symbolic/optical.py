"""Witnesses of the laws of light, its receivers, and channels of a single mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _entropy(photons: sympy.Expr) -> sympy.Expr:
    return (photons + 1) * sympy.log(photons + 1, 2) - photons * sympy.log(photons, 2)


def _photon_energy(s: SimpleNamespace) -> sympy.Expr:
    return s.h * s.c / s.wavelength


def _holevo(s: SimpleNamespace) -> sympy.Expr:
    return _entropy(s.photons)


def _holevo_noisy(s: SimpleNamespace) -> sympy.Expr:
    floor = (1 - s.transmission) * s.noise
    return _entropy(s.transmission * s.photons + floor) - _entropy(floor)


def _holevo_rate(s: SimpleNamespace) -> sympy.Expr:
    return s.bandwidth * _entropy(s.power * s.wavelength / (s.h * s.c * s.bandwidth))


def _heterodyne(s: SimpleNamespace) -> sympy.Expr:
    return sympy.log(1 + s.photons, 2)


def _homodyne(s: SimpleNamespace) -> sympy.Expr:
    return sympy.log(1 + 4 * s.photons, 2) / 2


def _wideband(s: SimpleNamespace) -> sympy.Expr:
    return sympy.sqrt(sympy.pi * s.power / (3 * s.hbar)) / sympy.log(2)


def _heat_flow(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi**2 * s.k_B**2 * s.temperature**2 / (6 * s.h)


def _thermal_conductance(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi**2 * s.k_B**2 * s.temperature / (3 * s.h)


def _message_rate(s: SimpleNamespace) -> sympy.Expr:
    return sympy.pi * s.energy / (s.hbar * sympy.log(2))


WITNESSES = {
    "photon-energy": _photon_energy,
    "holevo": _holevo,
    "holevo-noisy": _holevo_noisy,
    "holevo-rate": _holevo_rate,
    "heterodyne": _heterodyne,
    "homodyne": _homodyne,
    "wideband": _wideband,
    "heat-flow": _heat_flow,
    "thermal-conductance": _thermal_conductance,
    "message-rate": _message_rate,
}
