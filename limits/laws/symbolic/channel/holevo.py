"""Witnesses of what light can carry."""

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


WITNESSES = {
    "photon-energy": _photon_energy,
    "holevo": _holevo,
    "holevo-noisy": _holevo_noisy,
    "holevo-rate": _holevo_rate,
}
