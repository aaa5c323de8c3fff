"""Valleys of equal compute: loss above its asymptote against model size, with the best size at each compute."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem
from limits.report.figures import captions
from limits.report.figures.curves import apart, segments, span
from limits.report.figures.places import places
from limits.report.figures.saving import Drawing, stated
from limits.report.figures.sheet import Sheet, check
from limits.report.figures.style import DASHED, FAINT, INK, LEADER, SOLID, shades, styled
from limits.scaling import DEFAULT, ScalingLaw, get, optimum
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN, reducible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.legend import Legend

    from limits.assessment.records import Assessment
    from limits.report.figures.curves import Mask
    from limits.report.figures.places import Place
    from limits.typing import Array

MOST_VALLEYS = 10
"""Valleys in one figure."""

_POINTS = 300
_DECADES = 1.2  # of parameters to either side of an optimum
_BEYOND = 0.25  # decades of parameters beyond a run that is farther from its optimum
_GAP = 6.0  # points between what is drawn and what is written near it
_MOST = 2.0  # times the height that valleys take, beyond which they would be flat
_LINE = 1.5  # distance of labels, in units of their size: powers stand higher than letters
_MOVED = 1.0  # pixels from which a label is said to be moved
_DEFAULT_VALLEYS = 4
_SAME = 0.01  # relative difference below which two computes are one valley


def valleys(
    assessments: Sequence[Assessment] = (),
    *,
    law: ScalingLaw | str = DEFAULT,
    compute: Sequence[float] | None = None,
    size: tuple[float, float] | None = None,
    style: str = "paper",
    ax: Axes | None = None,
) -> Drawing:
    """Draw the loss against parameters at fixed compute, D = C / 6N, with optima, their path, and asked runs.

    What is drawn of a loss is what lies above the asymptote E of the law, on a logarithmic axis. A valley is solid
    where both N and D lie within the runs behind the law, and dashed elsewhere.

    Parameters
    ----------
    assessments
        The asked runs, at most six, assessed on the law; each adds the valley that it stands in.
    law
        A published scaling law or one's own.
    compute
        Computes of the valleys [FLOP], at most ten with those of the runs; powers of ten within the compute of the runs
        behind the law unless given.
    size
        Width and height [inch], that of the style unless given; `ONE_COLUMN` is for one column of a journal.
    style
        `paper`, or `talk` for slides.
    ax
        Axes to draw on, instead of a figure of its own; nothing else of their figure is touched.

    Raises
    ------
    InputError
        If a run has no place on the frontier, if there is nothing to draw, or too much to be told apart.
    UnknownNameError
        If no law or style is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> drawing = valleys(law="hoffmann2022", compute=[1e20, 1e22])
    >>> drawing.axes.get_xscale()
    'log'
    """
    chosen, asked = styled(style), get(law) if isinstance(law, str) else law
    check(size, ax)
    found = places(assessments, asked)
    computes = _computes(asked, found, compute)
    width, colors = _width(asked, found), shades(np.linspace(1.0, 0.0, len(computes)))
    counted = "" if asked.counts == "total" else f", {asked.counts}"
    with stated():
        sheet = Sheet(size or chosen.size, chosen, ax)
        ends = [_valley(sheet, asked, C, width, color) for C, color in zip(computes, colors, strict=True)]
        _path(sheet, asked, computes)
        for number, place in enumerate(found):
            sheet.run(place.parameters, place.reducible, place.name, number if len(found) > 1 else None)
        sheet.axes.set_xscale("log")
        sheet.axes.set_yscale("log")
        unit = sheet.named(asked.loss_unit)
        sheet.label(f"Parameters $N${counted} [parameter]", f"Loss above the asymptote $E$ [{unit}]")
        sizes, losses = sheet.axes.get_xlim(), sheet.axes.get_ylim()
        sheet.losses(*losses)
        sheet.fit()
        texts = [f"{_power(C)} FLOP" for C in computes]
        _widen(sheet, sizes, ends, texts)
        legend = sheet.legend(sheet.entries(), loc="lower left")
        _heighten(sheet, legend)
        sheet.losses(*losses)
        sheet.fit()  # the ticks of losses are others now, and the width is another
        _widen(sheet, sizes, ends, texts)
        _ticks(sheet, sizes)
        _label(sheet, ends, texts, legend)
    return Drawing(sheet.figure, sheet.axes, _caption(assessments, asked, found))


def _computes(law: ScalingLaw, found: Sequence[Place], given: Sequence[float] | None) -> list[float]:
    """Return the computes of the valleys in ascending order: those given, or powers of ten; and those of the runs."""
    problems = [
        Problem("compute", f"{C:g}", "a finite compute > 0 [FLOP]")
        for C in given or ()
        if not (math.isfinite(C) and C > 0)
    ]
    own = list(dict.fromkeys(place.compute for place in found))
    chosen = _powers(law) if given is None else list(given)
    computes = sorted([*own, *(C for C in chosen if all(abs(C / other - 1) > _SAME for other in own))])
    if not (computes or problems):
        mend = "state them: nobody says which compute the runs behind this law had"
        problems.append(Problem("compute", "nothing", "computes of the valleys", mend))
    if len(computes) > MOST_VALLEYS:
        problems.append(Problem("compute", f"{len(computes)} valleys", f"at most {MOST_VALLEYS}, runs among them"))
    if problems:
        raise InputError("figure", problems)
    return list(dict.fromkeys(computes))


def _powers(law: ScalingLaw) -> list[float]:
    """Return some powers of ten within the compute of the runs behind a law; none where nobody states it."""
    span = law.fitted.compute
    if not (math.isfinite(span.low) and math.isfinite(span.high)):
        return []
    first, last = math.ceil(math.log10(span.low)), math.floor(math.log10(span.high))
    step = max(1, math.ceil((last - first + 1) / _DEFAULT_VALLEYS))
    return [10.0**power for power in range(last, first - 1, -step)]


def _width(law: ScalingLaw, found: Sequence[Place]) -> float:
    """Return the decades of parameters that each valley reaches to either side of its optimum."""
    away = [abs(math.log10(place.parameters / float(optimum(law, place.compute).parameters))) for place in found]
    return max([_DECADES, *(decades + _BEYOND for decades in away)])


def _valley(sheet: Sheet, law: ScalingLaw, C: float, width: float, color: str) -> tuple[float, float]:
    """Draw one valley and its optimum, and return its right end."""
    best = optimum(law, C)
    N = float(best.parameters) * 10.0 ** np.linspace(-width, width, _POINTS)
    sizes, amounts = law.fitted.parameters, law.fitted.tokens
    edges = [sizes.low, sizes.high, *(C / (FLOP_PER_PARAMETER_TOKEN * end) for end in (amounts.low, amounts.high))]
    N = np.unique(np.concatenate([N, [end for end in edges if N[0] < end < N[-1]]]))
    D = C / (FLOP_PER_PARAMETER_TOKEN * N)
    losses = np.asarray(reducible(law, N, D))
    for part, curve in segments(_inside(law, N, D), losses):
        style = SOLID if part == "within" else DASHED
        sheet.line(N, curve, color=color, linestyle=style, linewidth=1.3, label=f"_{part}:{C:g}", zorder=2)
    return float(N[-1]), float(losses[-1])


def _inside(law: ScalingLaw, N: Array, D: Array) -> Mask:
    """Tell where both N and D lie within the runs behind a law; never where a range is not stated."""
    fitted = law.fitted
    rounding = 1.0 + 1e-9
    within = (fitted.parameters.low <= N * rounding) & (fitted.parameters.high * rounding >= N)
    found: Mask = within & (fitted.tokens.low <= D * rounding) & (fitted.tokens.high * rounding >= D)
    return found


def _path(sheet: Sheet, law: ScalingLaw, computes: Sequence[float]) -> None:
    """Mark the optimum of each valley, and join them by the expansion path."""
    C = np.geomspace(computes[0], computes[-1], _POINTS)
    N, D, _ = map(np.asarray, optimum(law, C))
    for part, curve in segments(_inside(law, N, D), np.asarray(reducible(law, N, D))):
        style = SOLID if part == "within" else DASHED
        sheet.line(N, curve, linestyle=style, linewidth=0.8, label=f"_{part}:path", color=INK, zorder=3)
    best, a = optimum(law, np.array(computes)), float(law.coefficients.a)
    sheet.axes.plot(
        best.parameters,
        reducible(law, best.parameters, best.tokens),
        linestyle="none",
        marker="s",
        markersize=3.0 * sheet.scale,
        markerfacecolor="white",
        markeredgecolor=INK,
        markeredgewidth=0.8 * sheet.scale,
        label=f"optimum, $N \\propto C^{{{a:.2f}}}$",
        color=INK,
        zorder=3,
    )
    for style, label in ((SOLID, "within the runs behind the law"), (DASHED, "beyond them")):
        sheet.line([], [], color=INK, linestyle=style, linewidth=1.3, label=label)


def _power(value: float) -> str:
    """Write a number as a mantissa and a power of ten."""
    mantissa, exponent = f"{value:.1e}".split("e")
    written = f"10^{{{int(exponent)}}}"
    return f"${written}$" if mantissa == "1.0" else f"${mantissa}\\times{written}$"


def _caption(assessments: Sequence[Assessment], law: ScalingLaw, found: Sequence[Place]) -> str:
    """Say what the figure cannot show."""
    title = (
        "Loss above the asymptote of its scaling law, L - E, against parameters at fixed training compute C, with "
        "D = C / 6N tokens: solid where N and D lie within the runs behind the law, dashed elsewhere."
    )
    said = [
        *captions.laws([law]),
        "Losses are predicted by the law, none is measured." + " Rings: asked runs." * bool(found),
    ]
    said += captions.of_places(found)
    said.append(captions.stamp(assessments, law=law))
    return captions.caption(title, said)


def _widen(sheet: Sheet, sizes: tuple[float, float], ends: Sequence[tuple[float, float]], texts: Sequence[str]) -> None:
    """Make the axis of parameters long enough for the sizes of the valleys and for the label at the right of each."""
    low, high = (math.log10(end) for end in sizes)
    gap = _GAP * sheet.scale * sheet.point
    for (N, _), text in zip(ends, texts, strict=True):
        share = (sheet.measure(text) + 2 * gap) / sheet.inner.width
        if share >= 1.0:
            raise InputError("figure", [Problem("size", text, "a wider figure: this label has no room")])
        high = max(high, low + (math.log10(N) - low) / (1.0 - share))
    sheet.axes.set_xlim(10.0**low, 10.0**high)


def _ticks(sheet: Sheet, sizes: tuple[float, float]) -> None:
    """Leave ticks out where no valley reaches: what is right of it is room for labels."""
    end = min(sheet.axes.get_xlim()[1], 10.0 ** math.ceil(math.log10(sizes[1])))
    for minor in (False, True):
        ticks = [tick for tick in sheet.axes.get_xticks(minor=minor).tolist() if sizes[0] <= tick <= end]
        sheet.axes.set_xticks(ticks, minor=minor)


def _heighten(sheet: Sheet, legend: Legend) -> None:
    """Make the axis of losses long enough for the legend below the valleys."""
    axes, inner = sheet.axes, sheet.inner
    ends = math.log10(axes.get_ylim()[0]), math.log10(axes.get_ylim()[1])
    taken = sheet.taken(legend)
    gap = _GAP * sheet.scale * sheet.point
    reach = axes.transData.inverted().transform((taken.x1 + gap, inner.y0))[0]
    points = np.concatenate([np.asarray(each.get_data(), dtype=float) for each in axes.get_lines()], axis=1)
    over = points[1][(points[0] <= reach) & np.isfinite(points[1])]
    below = (taken.y1 - inner.y0 + gap) / inner.height
    found = span(ends, [], [(math.log10(over.min()), below)] if over.size else [])
    if found is None or found[1] - found[0] > _MOST * (ends[1] - ends[0]):
        wanted = "a larger figure, or fewer runs: the legend leaves no room"
        raise InputError("figure", [Problem("size", f"{inner.height / sheet.figure.dpi:.1f} inch of axes", wanted)])
    axes.set_ylim(10.0 ** found[0], 10.0 ** found[1])


def _label(sheet: Sheet, ends: Sequence[tuple[float, float]], texts: Sequence[str], legend: Legend) -> None:
    """Write the compute of each valley at its right end; in one column, with lines to the ends, where these crowd."""
    axes, inner = sheet.axes, sheet.inner
    order = sorted(range(len(ends)), key=lambda place: ends[place][1])
    at = axes.transData.transform([ends[place] for place in order])
    thick, gap = (points * sheet.point for points in (_LINE * sheet.letters, _GAP * sheet.scale))
    taken = sheet.taken(legend)
    foot = taken.y1 if at[:, 0].min() < taken.x1 else inner.y0
    if len(at) * thick > inner.y1 - foot:
        given, wanted = f"{len(at)} valleys", "a higher figure, or fewer runs: the labels of the valleys have no room"
        raise InputError("figure", [Problem("size", given, wanted)])
    placed = apart(at[:, 1], thick, foot + thick / 2, inner.y1 - thick / 2)
    crowded = bool((abs(placed - at[:, 1]) > _MOVED).any())
    columns = np.full(len(at), at[:, 0].max()) if crowded else at[:, 0]
    written = axes.transData.inverted().transform(np.column_stack([columns + gap, placed]))
    line = {"color": FAINT, "shrinkA": 1, "shrinkB": 1, "relpos": (0, 0.5), **LEADER} if crowded else None
    for place, spot in zip(order, written.tolist(), strict=True):
        look: dict[str, Any] = {"ha": "left", "va": "center", "color": INK, "arrowprops": line}
        axes.annotate(texts[place], ends[place], spot, annotation_clip=False, **look, **sheet.font())
