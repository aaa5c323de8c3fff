"""The key of a ladder: which shape is which kind, and which colour and number is which run, in lines of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from limits.report.document import MEANINGS
from limits.report.figures.rungs import kinds_of
from limits.report.figures.style import INK, RUNS, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.report.figures.rungs import Ladder
    from limits.report.figures.sheet import Sheet


class Entry(NamedTuple):
    """One shape of a kind, or one colour of a run, and what it means; a text alone has neither."""

    kind: str
    color: str
    text: str


def lines_of(sheet: Sheet, found: Ladder, names: Sequence[str]) -> list[list[Entry]]:
    """Lay the entries of the key out in lines that fit into the axes."""
    lines: list[list[Entry]] = []
    for group in (_of_runs(sheet, names), _of_kinds(found)):
        taken = math.inf
        for entry in group:
            wide = _wide(sheet, entry)
            if taken + wide > sheet.inner.width:
                lines.append([])
                taken = 0.0
            lines[-1].append(entry)
            taken += wide
    return lines


def _of_runs(sheet: Sheet, names: Sequence[str]) -> Iterator[Entry]:
    for number, name in enumerate(names):
        yield Entry("", RUNS[number][0], f"{number + 1}: {sheet.named(name)}")


def _of_kinds(found: Ladder) -> Iterator[Entry]:
    present = kinds_of(found.rungs)
    yield from (Entry(kind, INK, MEANINGS[kind]) for kind in MEANINGS if kind in present)
    if any(rung.starred for rung in found.rungs):
        yield Entry("", "", "* a convention")


def _wide(sheet: Sheet, entry: Entry) -> float:
    """Return the width of an entry with the room behind it [pixel]."""
    return _before(sheet, entry) + sheet.measure(entry.text) + 1.5 * sheet.letters * sheet.point


def _before(sheet: Sheet, entry: Entry) -> float:
    """Return the width of what stands before the text of an entry [pixel]."""
    return 1.3 * sheet.letters * sheet.point if entry.color else 0.0


def write_key(sheet: Sheet, key: Sequence[Sequence[Entry]]) -> None:
    """Write the lines of the key, from the top."""
    inner = sheet.inner
    for place, line in enumerate(key):
        x, y = 0.0, place + 0.5
        for entry in line:
            middle = (x + 0.5 * _before(sheet, entry)) / inner.width
            across = sheet.axes.get_yaxis_transform()
            if entry.kind:
                shape = mark(entry.kind, entry.color, sheet.scale)
                sheet.axes.plot([middle], [y], transform=across, label=f"_key:{entry.kind}", zorder=4, **shape)
            elif entry.color:
                half = 0.35 * sheet.letters * sheet.point / inner.width
                look: dict[str, Any] = {"color": entry.color, "transform": across, "label": "_key:run"}
                sheet.line([middle - half, middle + half], [y, y], linewidth=3.0, **look)
            sheet.text(((x + _before(sheet, entry)) / inner.width, y), entry.text, "left", INK)
            x += _wide(sheet, entry)
