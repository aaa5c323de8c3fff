"""A row of a table of nccl-tests or rccl-tests, in the columns of any version.

The heading names the columns of measured values; those before them are told by what they look like. Without a heading,
the reading whose size over time is the printed bandwidth wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.measurement import Half, Row
from limits.pasted.printed import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.pasted.printed import Printed

TYPES = {
    **dict.fromkeys(("double", "int64", "uint64"), 8),
    **dict.fromkeys(("float", "int32", "uint32", "int", "uint"), 4),
    **dict.fromkeys(("half", "bfloat16"), 2),
    **dict.fromkeys(("float8_e4m3", "float8_e5m2", "fp8_e4m3", "fp8_e5m2", "f8e4m3", "f8e5m2"), 1),
    **dict.fromkeys(("int8", "uint8", "char"), 1),
}
"""The names of data types that a row may have, and the bytes of one element."""

_HEAD = frozenset({"size", "count", "type", "redop", "root"})
_HALF = ("time", "algbw", "busbw", "#wrong")
_ITERATIONS = ("i_min", "i_max", "i_p99", "i_cv%")  # what -I adds to each half
_LAYOUTS = (_HALF * 2, (*_HALF, *_ITERATIONS) * 2)
_WRONG = frozenset({"wrong", "#wrong", "error"})
_LONG = 120  # characters; what is shorter is one line
_STARTS = re.compile(r"(?<!\S)(?:#(?=\s)|[\d_,]+\s+[\d_,]+\s+(?:" + "|".join(TYPES) + r")(?!\S))")
_GAP = re.compile(r"[ \t|]{24}")  # in a row where a whole half was left out
_DECIMALS = 0.005  # half a unit of the last of two decimals, which a whole number of bandwidth has
_SLACK = 0.001  # relative, beside the rounding: enough to tell one column from another


def pieces(line: str) -> list[str]:
    """Return the lines that were joined to one, as where a page showed a table as a paragraph.

    Examples
    --------
    >>> pieces("# Using devices")
    ['# Using devices']
    """
    if len(line) < _LONG:
        return [line]
    starts = [found.start() for found in _STARTS.finditer(line)]
    if not starts or starts[-1] == 0:
        return [line]
    return [line[start:end] for start, end in zip([0, *starts], [*starts, len(line)], strict=True) if end > start]


def named(heading: str) -> tuple[str, ...]:
    """Return the names of the columns that a heading has.

    Examples
    --------
    >>> named("#  size  count  type  redop  root  time  algbw  busbw #wrong")[-2:]
    ('busbw', 'wrong')
    """
    return tuple(heading.replace("|", " ").replace("#wrong", "wrong").replace("#", " ").split())


def row(line: str, names: Sequence[str], at: int, *, cut: bool = False) -> Row | None:
    """Return a row of data, or None where a line is none.

    Parameters
    ----------
    line
        What was printed.
    names
        The columns that the heading names; none where there is no heading.
    at
        The number of the line.
    cut
        Whether a number may have been cut in two where the line ends.
    """
    words = line.replace("|", " ").split()
    if len(words) < len(_HALF) or not (words[0][0].isdigit() or words[0][0] == "*"):
        return None
    size = number(words[0])
    if size is None:
        return None
    columns = [name for name in names if name not in _HEAD]
    if names and "count" not in names:  # size, time, algbw, busbw
        half = _half(columns, words[1:], cut=cut)
        return Row(size.value, None, "", "", None, half, None, at) if half else None
    count = number(words[1])
    if count is None or words[2] not in TYPES:
        return None
    rest = words[3:]
    reduction = rest.pop(0) if rest and rest[0].isalpha() else ""
    root = int(rest[0]) if rest and re.fullmatch(r"-?\d{1,9}", rest[0]) else None
    rooted = "root" in names or len(rest) % len(_HALF) == 1 or (root is not None and root < 0)
    skipped = _GAP.search(line, line.find(words[2])) is not None
    best = None
    for has_root, layout in _readings(columns, root=root is not None, rooted=rooted, names=bool(names)):
        halves = _halves(layout, rest[1:] if has_root else rest, skipped=skipped, cut=cut)
        found = Row(size.value, count.value, words[2], reduction, root if has_root else None, *halves, at)
        if all(half.time is None or half.time.value > 0.0 or size.value == 0.0 for half in found.halves):
            best = best or found
        if found.halves and all(_agrees(size, half) for half in found.halves) and _alike(*halves):
            return found
    return None if cut and not names and len(rest) % len(_HALF) > 1 else best


def _readings(columns: Sequence[str], *, root: bool, rooted: bool, names: bool) -> Iterator[tuple[bool, Sequence[str]]]:
    """Yield the ways to read what follows the type: with a root or without, in which columns; the likeliest first."""
    layouts = (columns,) if columns else _LAYOUTS
    if not root:
        ways = [False]
    elif names:
        ways = [rooted]
    else:
        ways = [rooted, not rooted]
    for way in ways:
        for layout in layouts:
            yield way, layout


def _halves(names: Sequence[str], words: Sequence[str], *, skipped: bool, cut: bool) -> tuple[Half | None, Half | None]:
    """Take the measured values of a row apart: out of place and in place."""
    time = names[0]  # "time", or "cputime"
    middle = names.index(time, 1) if time in names[1:] else len(names)
    first, second = names[:middle], names[middle:]
    if skipped and len(words) <= len(second or first):
        return None, _half(second or first, words, cut=cut)
    if len(words) <= len(first):
        return _half(first, words, cut=cut), None
    return _half(first, words, cut=False), _half(second, words[middle:], cut=cut)


def _half(names: Sequence[str], words: Sequence[str], *, cut: bool) -> Half | None:
    """Return one half of a row; None where it was cut before its bus bandwidth, or in it."""
    cells = dict(zip(names, words, strict=False))
    time, algorithm, bus = (number(cells.get(name, "")) for name in ("time", "algbw", "busbw"))
    if bus is None:
        return None
    wrong = next((cells[name] for name in cells if name in _WRONG), "")
    if cut and not wrong and bus.half != _DECIMALS:
        return None
    return Half(time or number(cells.get("cputime", "")), algorithm, bus, wrong)


def _agrees(size: Printed, half: Half) -> bool:
    """Tell whether size over time is the algorithm bandwidth, which is so in the right columns alone."""
    if half.time is None or half.algorithm_bandwidth is None or half.time.value <= 0.0:
        return False
    rate = size.value / half.time.value / 1e3
    printed, rounded = half.algorithm_bandwidth, half.time.half / half.time.value
    return abs(rate - printed.value) <= printed.half + (_SLACK + rounded) * rate


def _alike(*halves: Half | None) -> bool:
    """Tell whether bus and algorithm bandwidth have one ratio in both halves, as those of one operation have."""
    pairs = [
        (x.algorithm_bandwidth, x.bus_bandwidth) for x in halves if x and x.algorithm_bandwidth and x.bus_bandwidth
    ]
    if len(pairs) < len(halves):
        return True
    (first, above), (second, below) = pairs
    left, right = above.value * second.value, below.value * first.value
    rounded = (first.half + second.half) * (first.value + second.value + above.value + below.value)
    return abs(left - right) <= rounded + _SLACK * max(left, right)


def torn(row: Row) -> bool:
    """Tell whether the size of a row lost its first digits, as in the first line of a paste.

    What is left holds no whole number of elements for each that was counted.

    Examples
    --------
    >>> torn(Row(648.0, 536870912.0, "float", "sum", -1, None, None, 1))
    True
    """
    if row.count is None or row.count <= 0.0:
        return False
    each = row.size / (
        row.count * TYPES.get(row.datatype, 1)
    )  # 1, or the number of ranks where the size is that of all
    return each < 1.0 or each != int(each)
