"""Witnesses of the laws of `limits.laws.formulary.channel.coherent_receivers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace


__all__ = ["WITNESSES"]


def _heterodyne(s: SimpleNamespace) -> sympy.Expr:
    return sympy.log(1 + s.photons, 2)


def _homodyne(s: SimpleNamespace) -> sympy.Expr:
    return sympy.log(1 + 4 * s.photons, 2) / 2


WITNESSES = {
    "heterodyne": _heterodyne,
    "homodyne": _homodyne,
}
