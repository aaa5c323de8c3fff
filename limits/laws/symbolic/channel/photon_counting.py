"""Witnesses of the laws of counted photons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mpmath
import sympy
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _phi(level: mpmath.mpf) -> mpmath.mpf:
    """Return the convex function of a level, of which the capacity is a chord."""
    return level * mpmath.log(level, 2) if level else mpmath.mpf(0)


def _bright(darkness: mpmath.mpf, share: mpmath.mpf) -> mpmath.mpf:
    """Return the share of the time for which the best signal is bright, in the powers that the kernel avoids."""
    powers = mpmath.power(1 + darkness, 1 + darkness) / mpmath.power(darkness, darkness)
    return min(powers / mpmath.e - darkness, share)


_PHI = implemented_function("phi", _phi)
_BRIGHT = implemented_function("q", _bright)


def _photon_counting(s: SimpleNamespace) -> sympy.Expr:
    darkness = s.dark / s.peak
    bright = _BRIGHT(darkness, s.mean_share)
    chord = bright * _PHI(1 + darkness) + (1 - bright) * _PHI(darkness)
    return s.peak * (chord - _PHI(bright + darkness))


def _ppm(s: SimpleNamespace) -> sympy.Expr:
    return (1 - sympy.exp(-s.photons)) * sympy.log(s.slots, 2)


WITNESSES = {"photon-counting": _photon_counting, "ppm": _ppm}
