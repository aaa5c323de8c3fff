"""Names of hosts as schedulers write many of them at once: `node[1-4,7]`."""

from __future__ import annotations

import re
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 200_000
"""Names that are written out at most."""

_ITEM = re.compile(r"(?:[^,\[\]]|\[[^\[\]]*\])+")  # up to a comma outside brackets
_PART = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
_RANGE = re.compile(r"(\d{1,15})(?:-(\d{1,15}))?\Z")


def expanded(text: str, most: int = MOST) -> tuple[str, ...]:
    """Return every name of a list.

    Raises
    ------
    InputError
        Where there are more than `most`, or what stands in brackets is no range.

    Examples
    --------
    >>> expanded("srv[1101-1103,1201],login"), expanded("rack[1-2]n[08-09]")
    (('srv1101', 'srv1102', 'srv1103', 'srv1201', 'login'), ('rack1n08', 'rack1n09', 'rack2n08', 'rack2n09'))
    """
    names: list[str] = []
    for item in _ITEM.findall(text):
        parts = [_parts(ranges, plain, text) for ranges, plain in _PART.findall(item)]
        if len(names) + prod(len(part) for part in parts) > most:
            raise InputError("text", [Problem("list of hosts", shown(text), f"at most {most:,} names")])
        names += ("".join(each).strip() for each in product(*parts))
    return tuple(names)


class _Range:
    """Numbers from one to another, as wide as the first is written."""

    __slots__ = ("_digits", "_numbers")

    def __init__(self, first: str, last: str) -> None:
        self._numbers, self._digits = range(int(first), int(last) + 1), len(first)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return (f"{number:0{self._digits}d}" for number in self._numbers)


class _Ranges:
    """Ranges one after the other, counted before they are written out."""

    __slots__ = ("_each",)

    def __init__(self, each: list[_Range]) -> None:
        self._each = each

    def __len__(self) -> int:
        return sum(map(len, self._each))

    def __iter__(self) -> Iterator[str]:
        return (name for each in self._each for name in each)


def _parts(ranges: str, plain: str, text: str) -> _Ranges | tuple[str, ...]:
    if plain:
        return (plain,)
    found = [_RANGE.match(each.strip()) for each in ranges.split(",")]
    if any(each is None for each in found):
        raise InputError("text", [Problem("list of hosts", shown(text), "ranges in brackets, as in node[1-4,7]")])
    return _Ranges([_Range(each[1], each[2] or each[1]) for each in found if each])
