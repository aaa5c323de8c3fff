"""Where bounds would stop runs, written at the top of a figure: names side by side, each with its mark and a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.report.figures.curves import apart
from limits.report.figures.sheet import LINE
from limits.report.figures.style import INK, LEADER, RUNS, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.figures.places import Mark
    from limits.report.figures.sheet import Sheet

GAP = 7.0
"""Points between what is drawn and what is written near it."""


class Stop(NamedTuple):
    """The name of a bound, and the place on the path of its run where it would stop it."""

    compute: float
    reducible: float
    text: str
    number: int
    mark: Mark


def stops_of(near: Sequence[Sequence[Mark]]) -> list[Stop]:
    """Return the names of all marks by ascending compute, with the number of the run where there are several."""
    several = len(near) > 1
    return sorted(
        Stop(
            each.compute,
            each.reducible,
            f"{each.bound}{'*' * each.starred}{f' ({number + 1})' if several else ''}",
            number,
            each,
        )
        for number, marks in enumerate(near)
        for each in marks
    )


def thick(sheet: Sheet) -> float:
    """Return the distance of upright names [pixel]."""
    return LINE * sheet.letters * sheet.point


def placed(sheet: Sheet, named: Sequence[Stop]) -> list[float]:
    """Return where along the axis the upright names stand, each as near to its place as the others leave room."""
    inner, least = sheet.inner, thick(sheet)
    if len(named) * least > inner.width:
        wanted = "a wider figure, or fewer runs: the names of their bounds have no room"
        raise InputError("figure", [Problem("size", f"{len(named)} bounds", wanted)])
    at = np.array([sheet.across(each.compute) for each in named])
    found: list[float] = apart(at, least, inner.x0 + least / 2, inner.x1 - least / 2).tolist()
    return found


def height(sheet: Sheet, named: Sequence[Stop]) -> float:
    """Return the height that names and their marks take from the top of the axes [pixel]."""
    if not named:
        return 0.0
    longest = max(sheet.measure(each.text) for each in named)
    return longest + 2 * GAP * sheet.scale * sheet.point


def write(sheet: Sheet, named: Sequence[Stop], above: float) -> None:
    """Write the names of the bounds upright at the top, under each its mark, and a line from there to its place."""
    inner, points = sheet.inner, sheet.scale * sheet.point
    inverted = sheet.axes.transData.inverted()
    base = inner.y1 - above + GAP * points  # where marks stand
    for each, x in zip(named, placed(sheet, named) if named else [], strict=True):
        color = RUNS[each.number][0]
        (at, loss), (_, foot) = (inverted.transform((x, y)) for y in (base, base + 0.8 * GAP * points))
        label = f"_{each.mark.kind}:{each.mark.bound}"
        sheet.axes.plot([at], [loss], label=label, zorder=5, **mark(each.mark.kind, color, sheet.scale))
        ends = {"arrowstyle": "-", "color": color, "shrinkA": 3 * sheet.scale, "shrinkB": 0}
        arrow = {**LEADER, **ends, "linewidth": 0.5 * sheet.scale}
        sheet.axes.annotate("", (each.compute, each.reducible), (at, loss), arrowprops=arrow, zorder=4)
        look: dict[str, Any] = {"rotation": 90, "ha": "center", "va": "bottom", "color": INK, "zorder": 4}
        sheet.axes.text(at, foot, each.text, **look, **sheet.font())
