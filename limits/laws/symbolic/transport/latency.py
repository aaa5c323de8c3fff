"""Witnesses of the laws of latency."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    import sympy

__all__ = ["WITNESSES"]


def _serial_steps(s: SimpleNamespace) -> sympy.Expr:
    return s.time / (2 * s.distance / (s.c / s.group_index))


def _batch_latency(s: SimpleNamespace) -> sympy.Expr:
    return s.latency * (s.layers * s.collectives)


def _latency_wall(s: SimpleNamespace) -> sympy.Expr:
    tokens = s.time / s.batch_time * s.batch
    parameters = tokens / s.tokens_per_parameter
    return s.cost * parameters * tokens


def _light_latency(s: SimpleNamespace) -> sympy.Expr:
    return s.distance / (s.c / s.group_index)


WITNESSES = {
    "light-latency": _light_latency,
    "serial-steps": _serial_steps,
    "batch-latency": _batch_latency,
    "latency-wall": _latency_wall,
}
