"""Documents of JSON among the lines of a text, on one line or on many; one that was cut is read as far as it goes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem
from limits.pasted.lines import LONGEST_DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMA = re.compile(r"\s*,?\s*")
_DECODER = json.JSONDecoder()


def documents(
    lines: Lines, own: Iterator[str], begins: re.Pattern[str], of: str, *, within: int
) -> Iterator[tuple[str, int]]:
    """Yield each document, and the line where it begins.

    Parameters
    ----------
    lines, own
        As of `nccl_tests.read`.
    begins
        What a first line begins with.
    of
        Of what a document is, for whoever sent one that is too long.
    within
        How many braces are open before a first line that begins with none, since another line held or lost them.

    Raises
    ------
    InputError
        Where a document is longer than any that is written.
    """
    document: list[str] = []
    depth = length = begin = 0
    opened = False
    for line in own:
        if not document:
            if not begins.match(line):
                continue
            begin, length = lines.number, 0
            depth = 0 if line.startswith("{") else within
            opened = depth > 0
        document.append(line)
        length += len(line)
        if length > LONGEST_DOCUMENT:
            raise InputError(
                "text", [Problem("JSON", f"more than {LONGEST_DOCUMENT:,} characters", f"the output of {of}")]
            )
        signs = _STRING.sub("", line)
        depth += signs.count("{") - signs.count("}")
        opened = opened or "{" in line
        if depth <= 0 and opened:
            yield "\n".join(document), begin
            document = []
    if document:
        yield "\n".join(document), begin


def decoded(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends; None, and the end, where it is not whole.

    Examples
    --------
    >>> decoded('{"a": [1, 2]}', 6), decoded('{"a": [1, 2', 6)
    (([1, 2], 12), (None, 11))
    """
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, len(text)


def entries(text: str, at: int) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list one after the other from a place on, up to the first that is not whole.

    Examples
    --------
    >>> list(entries('[{"a": 1}, {"b": 2}, {"c"', 1))
    [{'a': 1}, {'b': 2}]
    """
    while text[at : at + 1] == "{":
        entry, at = decoded(text, at)
        if isinstance(entry, dict):
            yield entry
        following = _COMMA.match(text, at)
        at = following.end() if following else at
