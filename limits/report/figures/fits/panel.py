"""One of several pairs of axes in a figure: it keeps to a cell, and its edges stand in line with its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem
from limits.report.figures.curves import span
from limits.report.figures.sheet import Sheet
from limits.report.figures.style import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

    from limits.report.figures.style import Style
    from limits.typing import Array

Cell = tuple[float, float, float, float]
"""Left, lower, right and upper edge, as shares of the figure."""

_EDGE = 0.05  # inch around everything in a cell
_LEAST = 0.3  # share of the width or height of a cell, below which nothing can be read
_NEAR = 2.0  # points
_PAD = 0.6  # of a letter, between what is drawn and a legend
_TALL = 2.5  # times the height that curves take, beyond which they would be flat


class Panel(Sheet):
    """Axes in a cell of a figure, with letters of the size that the whole figure has."""

    def __init__(self, figure: Figure, cell: Cell, style: Style) -> None:
        left, low, right, high = cell
        super().__init__((0.0, 0.0), style, figure.add_axes((left, low, right - left, high - low), facecolor="white"))
        self.cell = cell
        self.letters = style.type_of(figure.get_figwidth())

    def room(self) -> Cell:
        """Return where the axes can stand so that all that is written around them stays within the cell.

        Raises
        ------
        InputError
            If nothing is left to draw on.
        """
        inner, outer = self.inner, self.axes.get_tightbbox(self.renderer, for_layout_only=True)
        assert outer is not None  # something is visible
        over = np.array([inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1])
        width, height = self.figure.get_size_inches()
        x, y, far, high = (np.maximum(over, 0.0) / self.figure.dpi + _EDGE) / (width, height, width, height)
        left, low, right, top = self.cell
        name = self.measure(self.axes.yaxis.label.get_text()) / self.figure.bbox.height
        least = max(_LEAST * (top - low), name)
        if (right - far) - (left + x) < _LEAST * (right - left) or (top - high) - (low + y) < least:
            wanted = "a larger figure, or fewer panels: letters leave no room"
            raise InputError("figure", [Problem("size", f"{width:g} x {height:g} inch", wanted)])
        return left + x, low + y, right - far, top - high


def align(sheets: Sequence[Sheet]) -> None:
    """Give the axes of each cell the room in it, in line with those of the same column and row.

    Axes of somebody else stay where they are.
    """
    panels = [sheet for sheet in sheets if isinstance(sheet, Panel)]
    rooms = [panel.room() for panel in panels]
    for panel in panels:
        column = [room for room, each in zip(rooms, panels, strict=True) if each.cell[0] == panel.cell[0]]
        row = [room for room, each in zip(rooms, panels, strict=True) if each.cell[1] == panel.cell[1]]
        left, right = max(room[0] for room in column), min(room[2] for room in column)
        low, high = max(room[1] for room in row), min(room[3] for room in row)
        panel.axes.set_position((left, low, right - left, high - low))


def entitle(sheet: Sheet, letter: str, words: str) -> None:
    """Write above a panel which one it is."""
    sheet.axes.set_title(f"{letter}  {words}", loc="left", color=INK, pad=3 * sheet.scale, **sheet.font())


def drawn(sheet: Sheet) -> Array:
    """Return all points that are drawn in the coordinates of the axes, finite ones, shape (2, points)."""
    from matplotlib.collections import PathCollection  # the marks of a scatter

    axes = sheet.axes
    own = [each for each in axes.get_lines() if each.get_transform() == axes.transData]
    parts = [np.asarray(each.get_data(), dtype=float) for each in own]
    scattered = [each for each in axes.collections if isinstance(each, PathCollection)]
    parts += [np.asarray(each.get_offsets(), dtype=float).T for each in scattered]
    points = np.concatenate([np.empty((2, 0)), *parts], axis=1)
    return points[:, np.isfinite(points).all(axis=0)]


def covered(sheet: Sheet) -> Array:
    """Return places along all marks and lines that are drawn, near enough to each other for a letter [pixel]."""
    parts = [sheet.axes.transData.transform(drawn(sheet).T)]
    for each in sheet.axes.get_lines():
        ends = each.get_transform().transform(np.column_stack(each.get_data()))
        ends = ends[np.isfinite(ends).all(axis=1)]
        steps = np.diff(ends, axis=0)
        many = np.ceil(np.hypot(*steps.T) / (_NEAR * sheet.point)).astype(int)
        first = np.repeat(np.cumsum(many) - many, many)
        share = (np.arange(many.sum()) - first) / np.repeat(many, many)
        parts.append(np.repeat(ends[:-1], many, axis=0) + share[:, None] * np.repeat(steps, many, axis=0))
    return np.concatenate(parts)


def corners(
    sheet: Sheet, above: Sequence[tuple[Artist, str]], below: Sequence[tuple[Artist, str]], **look: Any
) -> None:
    """Draw one legend at the upper right and one at the lower left, and make the upright axis long enough for both.

    Where that would make the curves flat, both stand above everything.
    """
    legends = [sheet.legend(above, loc="upper right", **look), sheet.legend(below, loc="lower left")]
    inner, pad = sheet.inner, _PAD * sheet.letters * sheet.point
    upper, lower = map(sheet.taken, legends)
    points = drawn(sheet)
    x, y = points[0], np.log10(points[1])
    ends = np.log10(sheet.axes.get_ylim())
    seen = (y >= ends[0]) & (y <= ends[1])
    under = y[(x >= sheet.value(upper.x0 - pad)) & seen]
    over = y[(x <= sheet.value(lower.x1 + pad)) & seen]
    tops = [(float(under.max()), (inner.y1 - upper.y0 + pad) / inner.height)] if len(under) else []
    feet = [(float(over.min()), (lower.y1 - inner.y0 + pad) / inner.height)] if len(over) else []
    found = span((float(ends[0]), float(ends[1])), tops, feet)
    if found is not None and found[1] - found[0] <= _TALL * (ends[1] - ends[0]):
        sheet.axes.set_ylim(10.0 ** found[0], 10.0 ** found[1])
        return
    for legend in legends:
        legend.remove()
    head(sheet, [*above, *below])


def head(sheet: Sheet, entries: Sequence[tuple[Artist, str]], **look: Any) -> Legend | None:
    """Draw a legend above everything, in as many columns as fit, and make the upright axis long enough for it.

    Raises
    ------
    InputError
        If it takes too much of the axes.
    """
    if not entries:
        return None
    for columns in range(len(entries), 0, -1):
        legend = sheet.legend(entries, loc="upper left", ncols=columns, columnspacing=1.0, **look)
        if sheet.taken(legend).width <= sheet.inner.width or columns == 1:
            break
        legend.remove()
    raised(sheet, (sheet.taken(legend).height + 2 * _PAD * sheet.letters * sheet.point) / sheet.inner.height)
    return legend


def raised(sheet: Sheet, share: float) -> None:
    """Make the upright axis longer, so that this share of it is free at its upper end."""
    if share > 1.0 - _LEAST:
        width, height = sheet.figure.get_size_inches()
        wanted = "a larger figure, or fewer panels: the legend leaves no room"
        raise InputError("figure", [Problem("size", f"{width:g} x {height:g} inch", wanted)])
    scale = sheet.axes.yaxis.get_transform()
    low, high = scale.transform(np.array(sheet.axes.get_ylim()))
    low, high = scale.inverted().transform(np.array([low, low + (high - low) / (1.0 - share)]))
    sheet.axes.set_ylim(float(low), float(high))
