"""What a record consists of, by name: what the formats for programs are derived from, whatever the record is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

__all__ = ["OF_A_VALUE", "is_number", "is_value", "parts"]

OF_A_VALUE = ("value", "unit", "low", "high", "origin")
"""What is said of a number: by whichever class holds it, in JSON, and in a line of the CSV."""


def is_value(thing: Any) -> bool:
    """Tell whether something is a number with its unit, its interval and its past."""
    return all(hasattr(thing, name) for name in OF_A_VALUE)


def is_number(thing: Any) -> bool:
    """Tell whether something is a plain number, which true and false are not."""
    return isinstance(thing, (int, float)) and not isinstance(thing, bool) and not is_value(thing)


def parts(thing: Any) -> dict[str, Any] | None:
    """Return the parts of a value, of a record or of a dictionary by name; None of what has no named parts.

    Examples
    --------
    >>> from limits.value import Value
    >>> parts(Value(1.1, "1"))
    {'value': 1.1, 'unit': '1', 'low': None, 'high': None, 'origin': None}
    >>> parts({"law": "landauer"}), parts("landauer")
    ({'law': 'landauer'}, None)
    """
    if is_value(thing):
        return {name: getattr(thing, name) for name in OF_A_VALUE}
    if is_dataclass(thing):
        return {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {str(name): part for name, part in thing.items()} if isinstance(thing, Mapping) else None
