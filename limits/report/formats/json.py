"""JSON: records as plain data; `null` where something is unknown, never NaN or Infinity."""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from limits.report.parts import is_value, parts
from limits.value import Origin

if TYPE_CHECKING:
    from limits.report.view import View


def render(view: View) -> str:
    """Write the record of a view as JSON.

    Examples
    --------
    >>> import json, limits
    >>> said = json.loads(limits.assess("gpt-3").to("json"))
    >>> said["schema"], said["run"]["flop"]["unit"], said["bounds"][0]["law"]
    ('limits.assessment/4', 'FLOP', 'peak-operations')
    """
    return dumped(plain(view.record))


def dumped(plain_data: Any) -> str:
    """Write plain data as JSON, in ASCII so that every terminal and pipe takes it, with a newline at its end."""
    return json.dumps(plain_data, indent=2, allow_nan=False) + "\n"


def plain(thing: Any) -> Any:
    """Turn a record into plain data: a number with its unit, its interval where it has one, and its origin.

    Examples
    --------
    >>> from limits.value import GIVEN, Value
    >>> plain(Value(1.1, "1", origin=GIVEN))
    {'value': 1.1, 'unit': '1', 'origin': {'kind': 'given'}}
    """
    named = parts(thing)
    if named is not None:
        said = {name: plain(part) for name, part in named.items()}
        if is_value(thing):  # what is absent says nothing
            return {name: part for name, part in said.items() if part is not None}
        return {name: part for name, part in said.items() if part} if isinstance(thing, Origin) else said
    if isinstance(thing, (tuple, list)):
        return [plain(part) for part in thing]
    return thing.value if isinstance(thing, Enum) else thing
