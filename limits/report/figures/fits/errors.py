"""Errors of a law over compute: how far each run lies from it, the scale of that, means by budget, and the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import printable
from limits.report.figures.fits import ticks
from limits.report.figures.fits.panel import covered, head
from limits.report.figures.fits.shown import marks, rows, size
from limits.report.figures.style import INK
from limits.report.numbers import counted, significant
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.figures.fits.shown import Shown
    from limits.report.figures.sheet import Sheet
    from limits.typing import Array

TITLE = "error of the law"
WORST = 3
"""Rows that are numbered."""

_WILD = 6.0  # times the largest error of nine rows in ten, beyond which a row stands at the edge
_ROOM = 10.0**0.12
_FEWEST = 12  # rows from which means by budget are drawn
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))  # of a mark, where its number may be


def _limit(shown: Shown) -> float:
    """Return the size of an error that the upright axis reaches, in per cent."""
    size = np.abs(_percent(shown))
    most = float(size.max())
    usual = _WILD * float(np.percentile(size, 90.0))
    rms = 100.0 * shown.residuals.rms
    return 1.08 * (min(most, max(usual, rms)) if usual > 0.0 else most) or 1.0


def _percent(shown: Shown) -> Array:
    return 100.0 * shown.residuals.errors


def _of_held(shown: Shown) -> Array:
    """Return the errors of the runs that were left out, in per cent."""
    held = shown.held
    assert held is not None  # who asks has looked
    return np.asarray(100.0 * np.log(shown.loss(held.parameters, held.tokens) / held.loss))


def draw(sheet: Sheet, shown: Shown) -> None:
    """Draw the errors of all rows."""
    C, found, limit = shown.points.compute, _percent(shown), _limit(shown)
    held = None if shown.held is None else _of_held(shown)
    if held is not None:
        limit = max(limit, 1.08 * float(np.abs(held).max()))
    last = max([C.max(), *([] if shown.held is None else shown.held.compute)])
    ends = C.min() / _ROOM, last * _ROOM
    sheet.axes.set_xscale("log")
    rms = 100.0 * shown.residuals.rms
    sheet.axes.axhspan(
        -rms,
        rms,
        color=INK,
        alpha=0.1,
        linewidth=0,
        zorder=0,
        label=f"\N{PLUS-MINUS SIGN} rms, {significant(rms, 2)} %",
    )
    sheet.line(ends, [0.0, 0.0], color=INK, linewidth=0.6, label="_zero", zorder=0.5)
    wild = np.abs(found) > limit
    rows(sheet, shown, C, np.where(wild, np.nan, found))
    if wild.any():
        at, y, colors = C[wild], found[wild], shown.colors(shown.points.parameters[wild])
        for sign, marker in ((1.0, "^"), (-1.0, "v")):
            mine = np.sign(y) == sign
            chosen = [color for color, each in zip(colors, mine, strict=True) if each]
            if chosen:
                marks(
                    sheet,
                    at[mine],
                    np.full(len(chosen), sign * limit),
                    chosen,
                    marker=marker,
                    s=(4.5 * sheet.scale) ** 2,
                )
    if held is not None and shown.held is not None:
        colors = shown.colors(shown.held.parameters)
        look = {"marker": "s", "c": "none", "edgecolors": colors, "linewidths": 0.8 * sheet.scale, "zorder": 4}
        marks(sheet, shown.held.compute, held, colors, **look)
    if len(C) >= _FEWEST:
        _means(sheet, shown, limit)
    sheet.axes.set_xlim(*ends)
    every = np.concatenate([np.clip(found, -limit, limit), [0.0, -rms, rms], [] if held is None else held])
    reach = 0.08 * float(np.ptp(every)) or 1.0
    sheet.axes.set_ylim(every.min() - reach, every.max() + reach)
    sheet.label("Training compute $C = 6ND$ [FLOP]", "Law over loss seen [%]")


def _means(sheet: Sheet, shown: Shown, limit: float) -> None:
    """Draw the mean error of each budget, with its standard error."""
    groups = [each for each in shown.residuals.by("compute") if each.rows > 1]
    if not groups:
        return
    at = [np.sqrt(each.low * each.high) for each in groups]
    means = np.clip([100.0 * each.mean for each in groups], -limit, limit)
    for x, y, each in zip(at, means, groups, strict=True):
        reach = 100.0 * each.standard_error if np.isfinite(each.standard_error) else 0.0
        sheet.line([x, x], [y - reach, y + reach], color=INK, linewidth=1.0, label="_reach", zorder=6)
    look: dict[str, Any] = {"linestyle": "none", "marker": "D", "markerfacecolor": "white", "markeredgecolor": INK}
    look |= {"markersize": 3.2 * sheet.scale, "markeredgewidth": 0.8 * sheet.scale, "zorder": 7}
    sheet.axes.plot(at, means, label="mean by budget", **look)


def finish(sheet: Sheet, shown: Shown) -> None:
    """Write the legend, ticks, and the numbers of the worst rows."""
    from matplotlib.lines import Line2D
    from matplotlib.ticker import MaxNLocator

    entries = sheet.entries()
    ring: dict[str, Any] = {"linestyle": "none", "marker": "o", "markerfacecolor": "none", "markeredgecolor": INK}
    ring |= {"markersize": 6.0 * sheet.scale, "markeredgewidth": 0.7 * sheet.scale}
    entries.append((Line2D([], [], **ring), "worst"))
    if shown.held is not None:
        square = Line2D(
            [], [], color=INK, linestyle="none", marker="s", markerfacecolor="none", markersize=3.4 * sheet.scale
        )
        entries.append((square, "left out of the fit"))
    low, high = sheet.axes.get_ylim()
    head(sheet, entries)
    located = np.asarray(MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high))
    sheet.axes.set_yticks([tick for tick in located.tolist() if low <= tick <= high])
    ticks.level(sheet)
    _number(sheet, shown, ring)


def worst(shown: Shown) -> list[int]:
    """Return the places of the worst rows, of different runs."""
    run = shown.points.run
    order = shown.residuals.worst(len(shown.points)).tolist()
    first = order if run is None else [order[k] for k in sorted(np.unique(run[order], return_index=True)[1])]
    return [int(place) for place in first[:WORST]]


def _number(sheet: Sheet, shown: Shown, ring: dict[str, Any]) -> None:
    """Put rings around the worst rows, and their numbers where nothing else is; rings in one place have one label.

    A label without room is left out.
    """
    limit = _limit(shown)
    places = worst(shown)
    x, y = shown.points.compute[places], np.clip(_percent(shown), -limit, limit)[places]
    sheet.axes.plot(x, y, label="_worst", zorder=8, **ring)
    pixels = sheet.axes.transData.transform(np.column_stack([x, y]))
    around = ring["markersize"] * sheet.point
    groups: list[list[int]] = []
    for place, spot in enumerate(pixels):
        near = next((group for group in groups if np.hypot(*(pixels[group[0]] - spot)) < around), None)
        if near is None:
            groups.append([place])
        else:
            near.append(place)
    taken = covered(sheet)
    written: list[Array] = []
    for group in groups:
        text = ", ".join(str(place + 1) for place in group)
        half = np.array([sheet.measure(text), sheet.letters * sheet.point]) / 2.0
        away = 0.6 * around + half + 0.15 * sheet.letters * sheet.point
        middle = pixels[group].mean(axis=0)
        for side in _AROUND:
            spot = middle + np.array(side) * away
            inside = (spot - half >= sheet.inner.min).all() and (spot + half <= sheet.inner.max).all()
            covers = (np.abs(taken - spot) < half + 1.5 * sheet.point).all(axis=1).any()
            beside = all((np.abs(other - spot) > 2 * half).any() for other in written)
            crossed = (np.abs(np.delete(pixels, group, axis=0) - spot) < half + 0.6 * around).all(axis=1).any()
            if inside and beside and not covers and not crossed:
                across, up = sheet.axes.transData.inverted().transform(spot).tolist()
                sheet.axes.text(across, up, text, ha="center", va="center", color=INK, zorder=9, **sheet.font())
                written.append(spot)
                break


def said(shown: Shown) -> Iterator[str]:
    """Say what the panel cannot show, and name the worst rows."""
    found, points = _percent(shown), shown.points
    scale = 100.0 * shown.residuals.scale
    yield (
        "ln of the loss that the law says over the loss seen, in per cent: above 0 the law lies above the run. Grey "
        f"band: root mean square, {significant(100.0 * shown.residuals.rms, 2)} %; the median size of an error tells a "
        f"scale of {significant(scale, 2)} %."
    )
    if len(points) >= _FEWEST:
        yield "Diamonds: mean of the runs of a budget, upright bars: one standard error of it to either side."
    named = [
        f"{number} {printable(points.label(place))}: N {size(points.parameters[place])}, "
        f"D {counted(Value(points.tokens[place], 'token'))}, loss {significant(points.loss[place], 4)}, "
        f"law {found[place]:+.2g} %"
        for number, place in enumerate(worst(shown), start=1)
    ]
    yield f"Worst: {'; '.join(named)}."
    beyond = int(np.sum(np.abs(found) > _limit(shown)))
    if beyond:
        largest = significant(float(np.abs(found).max()))
        yield f"Triangles at the edge: {beyond} rows whose errors lie beyond the axis, the largest {largest} %."
    if shown.held is not None:
        held = _of_held(shown)
        rms = significant(float(np.sqrt(np.mean(held**2))), 2)
        mean = f"{held.mean():+.2g}"
        yield f"Squares: {len(held)} runs that the fit has not seen, root mean square {rms} %, mean {mean} %."
