"""JSON: records as plain data; `null` where something is unknown, never NaN or Infinity."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from limits import value
from limits.assessment.records import Value


def dumped(plain_data: Any) -> str:
    """Write plain data as JSON, in ASCII so that every terminal and pipe takes it, with a newline at its end."""
    return json.dumps(plain_data, indent=2, allow_nan=False) + "\n"


def plain(thing: Any) -> Any:
    """Turn a record into plain data: a number with its unit, its interval where it has one, and its origin.

    Examples
    --------
    >>> plain(Value(1.1, "1", origin="given"))
    {'value': 1.1, 'unit': '1', 'origin': 'given'}
    """
    if isinstance(thing, Value):
        known = {
            "value": float(thing),
            "unit": thing.unit,
            "low": thing.low,
            "high": thing.high,
            "origin": thing.origin,
        }
        return {key: part for key, part in known.items() if part is not None}
    if isinstance(thing, value.Value | value.Origin):  # a part that is absent says nothing
        parts = {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
        return {key: part for key, part in parts.items() if not (part is None or part is False or part in ("", []))}
    if is_dataclass(thing):
        return {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, dict):
        return {key: plain(part) for key, part in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [plain(part) for part in thing]
    return thing
