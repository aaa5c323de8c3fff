"""Witness of the laws of failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]


def _interval(s: SimpleNamespace) -> sympy.Expr:
    return s.failure_interval * (1 + sympy.LambertW(-sympy.exp(-1 - s.checkpoint_time / s.failure_interval)))


def _share(s: SimpleNamespace) -> sympy.Expr:
    tried = s.failure_interval * (sympy.exp((s.interval + s.checkpoint_time) / s.failure_interval) - 1)
    return s.interval / (tried * sympy.exp(s.restart_time / s.failure_interval))


WITNESSES = {"checkpoint-interval": _interval, "useful-share": _share}
