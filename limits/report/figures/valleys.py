"""Valleys of equal compute: loss against model size at several computes, with the best size of each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from limits import __version__
from limits.errors import InputError, Problem
from limits.report.document import grouped
from limits.report.figures.curves import apart, segments
from limits.report.figures.places import about, places
from limits.report.figures.sheet import Sheet
from limits.report.figures.style import DASHED, FAINT, INK, LEADER, SIZE, SOLID
from limits.scaling import DEFAULT, ScalingLaw, get, loss, optimum
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from limits.assessment.records import Assessment
    from limits.report.figures.curves import Mask
    from limits.report.figures.places import Place
    from limits.typing import Array

MOST_VALLEYS = 10
"""Valleys in one figure."""

_POINTS = 300
_DECADES = 1.2  # of parameters to either side of an optimum
_BEYOND = 0.25  # decades of parameters beyond a run that is farther from its optimum
_BESIDE = 0.25  # inch between the axes and the labels of the valleys
_DEFAULT_VALLEYS = 4
_SAME = 0.01  # relative difference below which two computes are one valley
_COLORS = ("#00224E", "#7D7C78", "#C8B866")  # dark to light, blue to yellow: also in grey, and for the colour-blind


def valleys(
    assessments: Sequence[Assessment] = (),
    *,
    law: ScalingLaw | str = DEFAULT,
    compute: Sequence[float] | None = None,
    size: tuple[float, float] = SIZE,
) -> Figure:
    """Draw the loss against parameters at fixed compute, D = C / 6N, with optima, their path, and asked runs.

    A valley is solid where both N and D lie within the runs behind the law, and dashed elsewhere.

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
        Width and height [inch]; `ONE_COLUMN` is for one column of a journal.

    Raises
    ------
    InputError
        If a run has no place on the frontier, if there is nothing to draw, or too much to be told apart.
    UnknownNameError
        If no law is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> figure = valleys(law="hoffmann2022", compute=[1e20, 1e22])
    >>> figure.axes[0].get_xscale()
    'log'
    """
    asked = get(law) if isinstance(law, str) else law
    found = places(assessments, asked)
    computes = _computes(asked, found, compute)
    sheet = Sheet(size)
    width = _width(asked, found)
    colors = _colors(len(computes))
    ends = [_valley(sheet, asked, C, width, color) for C, color in zip(computes, colors, strict=True)]
    _path(sheet, asked, computes)
    for number, place in enumerate(found):
        sheet.run(place.parameters, place, number if len(found) > 1 else None)
    sheet.axes.set_xscale("log")
    counted = "" if asked.counts == "total" else f", {asked.counts}"
    sheet.label(f"Parameters $N${counted} [parameter]", f"Loss [{sheet.named(asked.loss_unit)}]")
    texts = [f"{_power(C)} FLOP" for C in computes]
    longest = max(sheet.measure(text, sheet.small) for text in texts) / sheet.figure.dpi
    sheet.arrange([*_notes(asked, found), f"limits {__version__}"], beside=longest + _BESIDE)
    _label(sheet, ends, texts)
    return sheet.figure


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


def _colors(count: int) -> list[str]:
    """Return colours from dark to light."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    scale = LinearSegmentedColormap.from_list("valleys", _COLORS)
    return [to_hex(scale(place)) for place in np.linspace(0.0, 1.0, count)[::-1]]


def _valley(sheet: Sheet, law: ScalingLaw, C: float, width: float, color: str) -> tuple[float, float]:
    """Draw one valley and its optimum, and return its right end."""
    best = optimum(law, C)
    N = float(best.parameters) * 10.0 ** np.linspace(-width, width, _POINTS)
    sizes, amounts = law.fitted.parameters, law.fitted.tokens
    edges = [sizes.low, sizes.high, *(C / (FLOP_PER_PARAMETER_TOKEN * end) for end in (amounts.low, amounts.high))]
    N = np.unique(np.concatenate([N, [end for end in edges if N[0] < end < N[-1]]]))
    D = C / (FLOP_PER_PARAMETER_TOKEN * N)
    losses = np.asarray(loss(law, N, D))
    for part, curve in segments(_inside(law, N, D), losses):
        style = SOLID if part == "within" else DASHED
        sheet.axes.plot(N, curve, color=color, linestyle=style, linewidth=1.3, label=f"_{part}:{C:g}", zorder=2)
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
    N, D, losses = map(np.asarray, optimum(law, C))
    line: dict[str, Any] = {"color": INK, "linewidth": 0.8, "zorder": 3}
    for part, curve in segments(_inside(law, N, D), losses):
        style = SOLID if part == "within" else DASHED
        sheet.axes.plot(N, curve, linestyle=style, label=f"_{part}:path", **line)
    best, a = optimum(law, np.array(computes)), float(law.coefficients.a)
    sheet.axes.plot(
        best.parameters,
        best.loss,
        linestyle="none",
        marker="s",
        markersize=3.5,
        markerfacecolor="white",
        markeredgecolor=INK,
        markeredgewidth=0.8,
        label=f"optimum at each compute, $N \\propto C^{{{a:.2f}}}$",
        **line,
    )
    for style, label in ((SOLID, "N and D within the runs behind the law"), (DASHED, "N or D beyond them")):
        sheet.axes.plot([], [], color=INK, linestyle=style, linewidth=1.3, label=label)


def _power(value: float) -> str:
    """Write a number as a mantissa and a power of ten."""
    mantissa, exponent = f"{value:.1e}".split("e")
    written = f"10^{{{int(exponent)}}}"
    return f"${written}$" if mantissa == "1.0" else f"${mantissa}\\times{written}$"


def _notes(law: ScalingLaw, found: Sequence[Place]) -> Iterator[str]:
    yield from about(law)
    yield "Losses are predicted by it, none is measured; D = C / 6N."
    yield from grouped([(place.name, note) for place in found for note in place.notes])


def _label(sheet: Sheet, ends: Sequence[tuple[float, float]], texts: Sequence[str]) -> None:
    """Write the compute of each valley at the right of the axes, with a line to its end."""
    axes, inner, dpi = sheet.axes, sheet.axes.get_window_extent(), sheet.figure.dpi
    order = sorted(range(len(ends)), key=lambda place: ends[place][1])
    wanted = axes.transData.transform([ends[place] for place in order])[:, 1]
    thick = 1.5 * sheet.small / 72 * dpi
    placed = apart(wanted, thick, inner.y0 + thick / 2, inner.y1 - thick / 2)
    for place, y in zip(order, placed.tolist(), strict=True):
        axes.annotate(
            texts[place],
            ends[place],
            (inner.x1 / dpi * 72 + _BESIDE * 72, y / dpi * 72),
            textcoords="figure points",
            ha="left",
            va="center",
            color=INK,
            arrowprops={"color": FAINT, "shrinkA": 1, "shrinkB": 1, "relpos": (0, 0.5), **LEADER},
            annotation_clip=False,
            **sheet.font(sheet.small),
        )
