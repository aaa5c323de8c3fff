"""JSON: records as plain data; `null` where something is unknown, never NaN or Infinity."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from limits.value import Origin, Value


def dumped(plain_data: Any) -> str:
    """Write plain data as JSON, in ASCII so that every terminal and pipe takes it, with a newline at its end."""
    return json.dumps(plain_data, indent=2, allow_nan=False) + "\n"


def plain(thing: Any) -> Any:
    """Turn a record into plain data: a number with its unit, its interval where it has one, and its origin.

    Examples
    --------
    >>> from limits.value import GIVEN
    >>> plain(Value(1.1, "1", origin=GIVEN))
    {'value': 1.1, 'unit': '1', 'origin': {'kind': 'given'}}
    """
    if isinstance(thing, Value | Origin):  # what is absent says nothing
        parts = ((field.name, plain(getattr(thing, field.name))) for field in fields(thing))
        return {name: part for name, part in parts if not (part is None or part is False or part in ("", []))}
    if isinstance(thing, Enum):
        return thing.value
    if is_dataclass(thing):
        return {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, dict):
        return {key: plain(part) for key, part in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [plain(part) for part in thing]
    return thing
