"""From the text of a configuration to its keys; what would cost far more to read than to write is refused before."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NoReturn

from limits.errors import InputError, Problem, shown
from limits.textfile import Kind, called, read

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = Kind("a readable config.json of a model, in UTF-8", 1_000_000)

_DEEPEST, _LONGEST = 16, 1000  # brackets within brackets, and digits of a number: no configuration has half as many
_CALLED = {"NoneType": "null", "bool": "true or false", "int": "number", "float": "number", "str": "text"}
_QUIET = re.compile(r'"(?:\\.|[^"\\])*+"?', re.DOTALL)
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_DIGITS = re.compile(rf"\d{{{_LONGEST},}}")


def content_of(source: str | Path, where: str = "") -> dict[str, Any]:
    """Read the keys of a configuration from a file or from standard input (`-`).

    Raises
    ------
    InputError
        When it cannot be read, is larger or deeper than a configuration, or is no JSON object.
    """
    where = where or called(source)
    return parsed(read(source, CONFIG, where), where)


def parsed(text: str, where: str) -> dict[str, Any]:
    """Return the keys of a JSON text.

    Raises
    ------
    InputError
        When it is no JSON object, or says a key twice; the place is named.

    Examples
    --------
    >>> parsed('{"model_type": "llama", "model_type": "gpt2"}', "f")
    Traceback (most recent call last):
    limits.errors.InputError: f: 1 input cannot be used
      JSON: given the key 'model_type' twice, wanted a readable config.json of a model, in UTF-8
    """
    if excess := _excess(text):
        _refuse(where, excess)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) < len(pairs):
            times = Counter(name for name, _ in pairs)
            _refuse(where, f"the key {shown(next(name for name, many in times.items() if many > 1))} twice")
        return keys

    try:  # NaN and Infinity are read: a key that takes no such number says so, together with all else that is wrong
        content = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        _refuse(where, f"{error.msg} (at line {error.lineno}, column {error.colno})")
    if not isinstance(content, dict):
        _refuse(where, f"a JSON {_CALLED.get(type(content).__name__, 'list')}, not an object with keys")
    return content


def _excess(text: str) -> str:
    """Say what a text has too much of, or that it has nothing; empty where all is well."""
    bare = _QUIET.sub("", text)
    depth = deepest = 0
    for bracket in _BRACKETS.findall(bare):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return f"{deepest:,} brackets within brackets"
    if _DIGITS.search(bare):
        return f"a number of {_LONGEST} digits or more"
    return "" if text.strip() else "nothing"


def _refuse(where: str, given: str) -> NoReturn:
    raise InputError(where, [Problem("JSON", given, CONFIG.wanted)])
