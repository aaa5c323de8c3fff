"""Loss against parameters at each budget: the runs, the law's valley with its minimum, and the parabola."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.draws import interval
from limits.errors import InputError
from limits.report.figures.captions import LEVEL
from limits.report.figures.fits import ticks
from limits.report.figures.fits.panel import head
from limits.report.figures.fits.shown import marks
from limits.report.figures.style import DASHED, INK, shades
from limits.scaling.fits.isoflop import isoflop
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN, optimum
from limits.scaling.uncertain import known, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from limits.report.figures.fits.shown import Shown
    from limits.report.figures.sheet import Sheet
    from limits.scaling.fits.isoflop import Valley
    from limits.typing import Array

TITLE = "valleys of equal compute"
_MOST = 6  # valleys that are drawn
_CARRIED = 4  # budgets that runs are carried to, where they have none in common
_SIZES = 4  # different sizes in a budget of iso-FLOP runs
_SHARE = 0.5  # of the rows that lie in such budgets, where runs are iso-FLOP groups
_WIDER = 1.3  # times the sizes that were run, to either side, that a valley is drawn
_FAR = 10.0  # times the sizes that were run, beyond which its minimum is not drawn
_ROOM = 10.0**0.08
_POINTS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Budget:
    """A budget [FLOP], its rows, their losses there, and the parabola where the runs have that budget in common."""

    compute: float
    rows: NDArray[np.intp]
    loss: Array
    valley: Valley | None = None


def budgets(shown: Shown) -> list[Budget]:
    """Return the valleys of the figure by compute.

    These are the budgets of iso-FLOP runs; where most runs share no budget, some round ones, to the nearest of which
    each run is carried by the law.
    """
    points = shown.points
    try:
        found = isoflop(points, law=shown.law).valleys
    except InputError:
        found = ()
    shared = [each for each in found if len(np.unique(points.parameters[each.rows])) >= _SIZES]
    bottoms = [each for each in shared if not each.refused]
    if sum(len(each.rows) for each in shared) >= _SHARE * len(points) and len(bottoms) >= _SHARE * len(shared):
        chosen = np.unique(np.linspace(0, len(shared) - 1, min(len(shared), _MOST)).round().astype(int))
        return [Budget(each.compute, each.rows, points.loss[each.rows], each) for each in (shared[k] for k in chosen)]
    places = np.array([run[-1] for run in shown.runs()]) if shown.curves else np.arange(len(points))
    C = points.compute[places]
    low, high = np.percentile(C, [5.0, 95.0]).tolist()
    computes = np.unique([float(f"{each:.0e}") for each in np.geomspace(low, high, _CARRIED)])
    nearest = np.abs(np.log(C)[:, None] - np.log(computes)).argmin(axis=1)
    of = [(compute, places[nearest == place]) for place, compute in enumerate(computes.tolist())]
    return [Budget(compute, rows, _carried(shown, compute, rows)) for compute, rows in of if len(rows)]


def _carried(shown: Shown, compute: float, rows: NDArray[np.intp]) -> Array:
    """Return the losses of runs as they would be at a budget: what the law says of their size, and their own error."""
    N = shown.points.parameters[rows]
    return np.asarray(_valley(shown, compute, N) * np.exp(-shown.residuals.errors[rows]))


def _valley(shown: Shown, compute: float, N: Array) -> Array:
    return shown.loss(N, compute / (FLOP_PER_PARAMETER_TOKEN * N))


def draw(sheet: Sheet, shown: Shown) -> None:
    """Draw the valleys, from the least budget on."""
    found = budgets(shown)
    sheet.axes.set_xscale("log")
    sheet.axes.set_yscale("log")
    ends, losses = [], []
    for budget, color in zip(found, shades(np.linspace(1.0, 0.0, len(found))), strict=True):
        N = shown.points.parameters[budget.rows]
        low, high = N.min() / _WIDER, N.max() * _WIDER
        best, least, most = _best(shown, budget.compute)
        drawn = low / _FAR <= best <= high * _FAR
        if drawn:
            low, high = min(low, best / _WIDER), max(high, best * _WIDER)
        at = np.geomspace(low, high, _POINTS)
        sheet.line(
            at, _valley(shown, budget.compute, at), color=color, linewidth=1.0, label=ticks.power(budget.compute)
        )
        look: dict[str, Any] = {"c": "none", "edgecolors": [color] * len(N), "linewidths": 0.7 * sheet.scale}
        marks(sheet, N, budget.loss, [color] * len(N), **(look if budget.valley is None else {}))
        if budget.valley is not None:
            inside = at[(at >= N.min()) & (at <= N.max())]
            _parabola(sheet, budget.valley, inside, color)
        if drawn:
            _minimum(sheet, (best, least, most), float(_valley(shown, budget.compute, np.array(best))), (low, high))
        ends += [low, high]
        losses += [float(budget.loss.min()), float(budget.loss.max()), float(_valley(shown, budget.compute, at).min())]
    sheet.axes.set_xlim(min(ends) / _ROOM, max(ends) * _ROOM)
    sheet.axes.set_ylim(min(losses) / 1.02, max(losses) * 1.03)
    sheet.label("Parameters $N$ [parameter]", f"Loss [{sheet.named(shown.points.loss_unit)}]")


def _best(shown: Shown, compute: float) -> tuple[float, float, float]:
    """Return the best size at a budget with the ends of its interval; NaN where the fit is no law."""
    if shown.law is None:
        return (np.nan,) * 3
    found = spread(shown.law, lambda law: {"N": optimum(law, np.array([compute])).parameters})["N"]
    low, high = interval(np.atleast_1d(found))
    return float(np.ravel(found)[0]), float(low), float(high)


def _parabola(sheet: Sheet, valley: Valley, N: Array, color: str) -> None:
    """Draw the parabola through the runs of a budget, and its minimum where that is one."""
    if len(N) and not valley.refused:
        sheet.line(N, valley(N), color=color, linewidth=0.8, linestyle=DASHED, label="_parabola", zorder=2)
    if not valley.refused:
        look: dict[str, Any] = {"linestyle": "none", "marker": "x", "color": INK, "label": "_bottom", "zorder": 5}
        at = [valley.parameters.value], [valley.loss.value]
        sheet.axes.plot(*at, markersize=3.4 * sheet.scale, markeredgewidth=0.9 * sheet.scale, **look)


def _minimum(sheet: Sheet, best: tuple[float, float, float], loss: float, ends: tuple[float, float]) -> None:
    """Mark the law's minimum with its interval, no farther than the valley is drawn."""
    N, least, most = best
    bar = [max(least, ends[0]), min(most, ends[1])]
    sheet.line(bar, [loss, loss], color=INK, linewidth=0.9, solid_capstyle="butt", label="_interval", zorder=4)
    look: dict[str, Any] = {"linestyle": "none", "marker": "s", "markerfacecolor": "white", "markeredgecolor": INK}
    look |= {"markersize": 3.0 * sheet.scale, "markeredgewidth": 0.8 * sheet.scale}
    sheet.axes.plot([N], [loss], label="_minimum", zorder=5, **look)


def finish(sheet: Sheet, shown: Shown) -> None:  # noqa: ARG001 - the same call for every panel
    """Write which colour is which budget, and ticks."""
    seen = sheet.axes.get_ylim()
    head(sheet, _joined(sheet.entries()))
    ticks.upright(sheet, *seen)
    ticks.level(sheet)


def _joined(entries: Sequence[Any]) -> list[Any]:
    """Add the unit to the first of the budgets."""
    (handle, label), *rest = entries
    return [(handle, f"$C=$ {label}"), *rest[:-1], *((last, f"{text} FLOP") for last, text in rest[-1:])]


def said(shown: Shown) -> Iterator[str]:
    """Say what the panel cannot show."""
    found = budgets(shown)
    shared = [budget for budget in found if budget.valley is not None]
    if shared:
        yield (
            f"Loss against parameters at {len(found)} budgets that runs have in common, from light to dark; lines: the "
            "law at that budget, D = C / 6N; dashed: the parabola through the runs of a budget, a cross at its minimum."
        )
    else:
        yield (
            "Loss against parameters at round budgets, from light to dark: these runs share none. Lines: the law at "
            "that budget, D = C / 6N. Rings: each run at its own size and carried to the nearest budget by the law, so "
            "that its distance from the line is its own error and the rest of its place is the law's."
        )
    if shown.law is None:
        yield "No minimum is drawn: the fit is no law that can be asked."
    elif known(shown.law):
        yield f"Squares: the least loss of the law at a budget; level bars: the size at which it lies, {LEVEL}."
    else:
        yield "Squares: the least loss of the law at a budget, without interval: the runs leave coefficients open."
