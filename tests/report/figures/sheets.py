"""Sheets whose measures are known: axes of so many points, letters of one width, words around them."""

from __future__ import annotations

from matplotlib.transforms import Bbox

from limits.report.figures.style import STYLES

PAPER, TALK = STYLES["paper"], STYLES["talk"]
WIDE, HIGH = 403.2, 259.2  # points, of the axes of a sheet of 7 by 4.5 inch, eight tenths of both
LETTER = 0.56 * 8.0  # points, of a sign of `steady`


def resized(sheet, high):
    """Make the axes so many points high."""
    place = sheet.axes.get_position()
    sheet.axes.set_position((place.x0, 0.0, place.width, high / 72 / sheet.figure.get_figheight()))


def surrounded(sheet, left, below, right, above):
    """Let so many pixels be written on each side of the axes."""

    def around(*_, **__):
        inner = sheet.inner
        return Bbox.from_extents(inner.x0 - left, inner.y0 - below, inner.x1 + right, inner.y1 + above)

    sheet.axes.get_tightbbox = around
