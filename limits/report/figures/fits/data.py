"""Loss against compute: the runs, the law at their sizes, its frontier with its band, and where the runs end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.draws import interval
from limits.report.figures.captions import LEVEL
from limits.report.figures.curves import segments
from limits.report.figures.fits import ticks
from limits.report.figures.fits.panel import corners
from limits.report.figures.fits.shown import marks, rows, size
from limits.report.figures.style import DASHED, FAINT, INK, SOLID
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN, loss, optimum
from limits.scaling.uncertain import known, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.figures.fits.shown import Shown
    from limits.report.figures.sheet import Sheet
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array

TITLE = "runs and law"
_AHEAD = 10.0  # times the largest compute up to which the frontier is drawn
_WIDER = 1.25  # times the compute of the runs of a size, to either side, that its line is drawn
_ROOM = 10.0**0.12  # left free at either end
_ABOVE = 0.12  # of the range of losses that the line where the runs end stands above the last
_POINTS = 60
_FRONTIER, _BEYOND, _HELD = "frontier of the law", "beyond the runs", "left out of the fit"


def draw(sheet: Sheet, shown: Shown) -> None:
    """Draw runs and law."""
    points = shown.points
    C = points.compute
    last = max(C.max(), shown.held.compute.max() if shown.held is not None else 0.0)
    sheet.axes.set_xscale("log")
    sheet.axes.set_yscale("log")
    rows(sheet, shown, C, points.loss)
    if shown.held is not None:
        colors = shown.colors(shown.held.parameters)
        look = {"marker": "s", "c": "none", "edgecolors": colors, "linewidths": 0.8 * sheet.scale, "zorder": 4}
        marks(sheet, shown.held.compute, shown.held.loss, colors, **look)
    for place, (N, color) in enumerate(zip(shown.sizes, shown.colors(shown.sizes), strict=True)):
        own = C[shown.of_size == place]
        at = np.geomspace(own.min() / _WIDER, own.max() * _WIDER, _POINTS)
        line = shown.loss(N, at / (FLOP_PER_PARAMETER_TOKEN * N))
        sheet.line(at, line, color=color, linewidth=1.0, label=f"_size:{size(N)}", zorder=1)
    bottom, top = points.loss.min(), points.loss.max()
    if shown.law is not None:
        best = _frontier(sheet, shown.law, np.geomspace(C.min(), last * _AHEAD, _POINTS), C.max())
        bottom = min(bottom, best.min())
    mark = [bottom / 2, float(shown.loss(*_last(shown))) * (top / bottom) ** _ABOVE]
    sheet.line([C.max()] * 2, mark, color=FAINT, linestyle=":", linewidth=0.8, label="_end", zorder=0)
    sheet.axes.set_xlim(C.min() / _ROOM, last * _AHEAD * _ROOM)
    sheet.axes.set_ylim(bottom / 1.02, top * 1.03)
    sheet.label("Training compute $C = 6ND$ [FLOP]", f"Loss [{sheet.named(shown.points.loss_unit)}]")


def _last(shown: Shown) -> tuple[Array, Array]:
    """Return parameters and tokens of the run with the most compute."""
    place = shown.points.compute.argmax()
    return shown.points.parameters[place], shown.points.tokens[place]


def _frontier(sheet: Sheet, law: ScalingLaw, C: Array, end: float) -> Array:
    """Draw the least loss at each compute, with its band, and return it."""
    C = np.unique(np.append(C, end))
    found = spread(law, lambda law: {"loss": loss(law, *optimum(law, C[:, None])[:2])})["loss"]
    found = np.broadcast_to(found, (len(C), np.shape(found)[-1]))
    for part, curve in segments(end >= C, found[:, 0]):
        inside = part == "within"
        style, label = (SOLID, _FRONTIER) if inside else (DASHED, _BEYOND)
        sheet.line(C, curve, color=INK, linestyle=style, linewidth=1.3, label=label, zorder=5)
    if found.shape[-1] > 1:
        low, high = interval(found)
        label = f"its band, {LEVEL}"
        sheet.axes.fill_between(C, low, high, color=INK, alpha=0.2, linewidth=0, label=label, zorder=0.5)
    return np.asarray(found[:, 0])


def finish(sheet: Sheet, shown: Shown) -> None:
    """Write which colour is which size, and ticks."""
    from matplotlib.lines import Line2D

    look: dict[str, Any] = {"marker": "o", "markersize": 3.4 * sheet.scale, "linewidth": 1.0 * sheet.scale}
    colors = shown.colors(shown.sizes)
    above = [(Line2D([], [], color=c, **look), size(N)) for N, c in zip(shown.sizes, colors, strict=True)]
    below = sheet.entries()
    if shown.held is not None:
        square = Line2D([], [], color=INK, linestyle="none", marker="s", markerfacecolor="none", markersize=3.4)
        below.append((square, _HELD))
    seen = sheet.axes.get_ylim()
    corners(sheet, above, below, ncols=2, columnspacing=1.0)
    ticks.upright(sheet, *seen)
    ticks.level(sheet)


def said(shown: Shown) -> Iterator[str]:
    """Say what the panel cannot show."""
    many = len(np.unique(shown.points.parameters))
    some = f"{len(shown.sizes)} of {many} sizes" if many > len(shown.sizes) else "each size"
    what = "thin curves: checkpoints of runs, which end in a mark" if shown.curves else "marks: runs"
    yield (
        f"Loss against training compute, 6 N D; {what}, in the colour of their size; lines of the same colours: the "
        f"law at {some}, in the range of its runs."
    )
    if shown.law is None:
        yield f"No frontier and no band: the fit is no law that can be asked ({shown.because})."
        return
    band = f" with its band, {LEVEL}" if known(shown.law) else ", without band: the runs leave coefficients open"
    yield (
        f"Black: the least loss that the law sees at each compute{band}; dashed beyond the dotted upright line, where "
        "the runs end. The band is that of the law; single runs scatter about it, and how far a trend holds beyond "
        "its runs no interval says."
    )
    if shown.held is not None:
        yield f"Squares: {len(shown.held)} runs that the fit has not seen."
