"""Witnesses of the laws of `limits.laws.formulary.channel.pam_penalty`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy


__all__ = ["WITNESSES"]


def _pam_penalty(s: SimpleNamespace) -> sympy.Expr:
    return (s.levels**2 - 1) / 3


def _pam_penalty_peak(s: SimpleNamespace) -> sympy.Expr:
    return (s.levels - 1) ** 2


WITNESSES = {
    "pam-penalty": _pam_penalty,
    "pam-penalty-peak": _pam_penalty_peak,
}
