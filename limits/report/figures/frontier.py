"""Loss against compute: the frontier of scaling laws above their asymptote, runs on it, and where bounds stop them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits.catalog import shipped
from limits.draws import interval
from limits.errors import InputError, Problem
from limits.report.document import MEANINGS, kind_shown
from limits.report.figures import captions
from limits.report.figures.curves import segments, span
from limits.report.figures.places import places, published
from limits.report.figures.saving import Drawing, stated
from limits.report.figures.sheet import Sheet, check
from limits.report.figures.stops import GAP, Stop, height, placed, stops_of, thick, write
from limits.report.figures.style import DASHED, FAINT, INK, LAWS, RUNS, SOLID, mark, styled
from limits.scaling import DEFAULT, ScalingLaw, get, optimum
from limits.scaling.frontier.prediction import reducible
from limits.scaling.uncertain import spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend

    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.report.figures.places import Mark, Place, Published
    from limits.typing import Array

HORIZON = 10.0
"""Decades of compute around the asked runs within which bounds are marked; those farther away are in the caption."""

_TITLE = (
    "Least loss at each training compute above the asymptote of its scaling law, L - E, solid within the compute of "
    "the runs behind the law and dashed beyond."
)
_POINTS = 400
_UNDER = 3.0  # points between the axes and a legend under them
_ROOM = 0.2  # decades left free at either end
_MOST = 2.0  # times the height that curves take, beyond which they would be flat
_FLAT = 4.0  # the same of a figure that has its legend under the axes already
_ALONE = (1e18, 1e27)  # compute shown when nothing else says what to show [FLOP]
_TICK, _PITCH = 2.6, 1.6  # points: height of the tick of a published run with its gap, and distance of columns


def frontier(
    assessments: Sequence[Assessment] = (),
    *,
    laws: Sequence[ScalingLaw | str] = (DEFAULT,),
    catalog: Catalog | None = None,
    size: tuple[float, float] | None = None,
    style: str = "paper",
    ax: Axes | None = None,
) -> Drawing:
    """Draw the least loss that scaling laws see at each compute, and asked runs with the bounds that would stop them.

    What is drawn of a loss is what lies above the asymptote E of its law, on a logarithmic axis, with the 5 to 95 %
    band of laws that know their uncertainty. The frontier is solid within the compute of the runs behind a law and
    dashed beyond. Compute is 6 N D everywhere, with N as the first law counts it, so that no run lies below the
    frontier. The first law predicts the losses of asked runs. Published ones are ticks at their compute: a loss that a
    law predicts for them is no observation.

    Parameters
    ----------
    assessments
        The asked runs, at most six, assessed on the first law.
    laws
        Names of published scaling laws or laws of one's own, at most four. The first one predicts.
    catalog
        Whose runs are drawn as published ones; the shipped catalogue unless given.
    size
        Width and height [inch], that of the style unless given; `ONE_COLUMN` is for one column of a journal.
    style
        `paper`, or `talk` for slides.
    ax
        Axes to draw on, instead of a figure of its own; nothing else of their figure is touched.

    Raises
    ------
    InputError
        If a run has no place on the frontier, if laws cannot share an axis, or if there is too much to be told apart.
    UnknownNameError
        If no law or style is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> import limits
    >>> drawing = frontier([limits.assess("gpt-3", scaling="hoffmann2022")], laws=["hoffmann2022"])
    >>> drawing.axes.get_xlabel()
    'Training compute $C = 6ND$ [FLOP]'
    """
    chosen, asked = styled(style), [get(law) if isinstance(law, str) else law for law in laws]
    _check(asked)
    check(size, ax)
    catalog = shipped() if catalog is None else catalog
    found = places(assessments, asked[0])
    others = published(asked[0], catalog, [place.name for place in found])
    low, high = _range(asked, found, others)
    near = [[each for each in place.marks if low <= each.compute <= high] for place in found]
    with stated():
        sheet = Sheet(size or chosen.size, chosen, ax)
        for law, color in zip(asked, LAWS, strict=False):
            _law(sheet, law, color, np.geomspace(low, high, _POINTS))
        for number, (place, marks) in enumerate(zip(found, near, strict=True)):
            _path(sheet, asked[0], place, marks, RUNS[number][0])
            sheet.run(place.compute, place.reducible, place.name, number if len(found) > 1 else None)
        if others.names:
            tick: dict[str, Any] = {
                "marker": "|",
                "markersize": 4.0 * sheet.scale,
                "markeredgewidth": 0.9 * sheet.scale,
            }
            sheet.axes.plot([], [], linestyle="none", color=FAINT, label="published runs, compute alone", **tick)
        _kinds(sheet, [each for marks in near for each in marks])
        sheet.axes.set_xscale("log")
        sheet.axes.set_yscale("log")
        sheet.axes.set_xlim(low, high)
        unit = sheet.named(asked[0].loss_unit)
        sheet.label("Training compute $C = 6ND$ [FLOP]", f"Loss above the asymptote $E$ [{unit}]")
        least, most = (10.0**end for end in _losses(sheet, low, high))
        sheet.losses(least, most)
        sheet.fit()
        named = stops_of(near)
        ticks, foot = _columns(sheet, others.compute)
        above = height(sheet, named)
        _heights(sheet, named, above, foot)
        sheet.losses(least, most)
        sheet.fit()  # the ticks of losses are others now
        write(sheet, named, above)
        _ticks(sheet, ticks)
    said = _said(asked, found, others, near)
    stamp = captions.stamp(assessments, catalogue=catalog.sha256, law=asked[0])
    return Drawing(sheet.figure, sheet.axes, captions.caption(_TITLE, [*said, *captions.rungs(assessments), stamp]))


def _check(laws: Sequence[ScalingLaw]) -> None:
    """Refuse laws that cannot stand on one axis."""
    problems = []
    if not 1 <= len(laws) <= len(LAWS):
        problems.append(Problem("laws", f"{len(laws)}", f"1 to {len(LAWS)}, which readers can tell apart"))
    for law in laws[1:]:
        for what in ("loss_unit", "modality", "objective"):
            given, wanted = getattr(law, what), getattr(laws[0], what)
            if given != wanted:
                problems.append(Problem(law.key, f"{what} {given}", f"{wanted}, as {laws[0].key} has"))
    if problems:
        raise InputError("figure", problems)


def _range(laws: Sequence[ScalingLaw], found: Sequence[Place], others: Published) -> tuple[float, float]:
    """Return the ends of the axis of compute: what laws were fitted to, all runs, and the marks near the asked ones."""
    spans = [end for law in laws for end in (law.fitted.compute.low, law.fitted.compute.high)]
    own = [place.compute for place in found]
    reach = 10.0**HORIZON
    marks = [
        edge
        for place in found
        for each in place.marks
        for edge in (each.low, each.high)
        if min(own) / reach <= each.compute <= max(own) * reach
    ]
    shown = [compute for compute in (*spans, *own, *marks, *others.compute.tolist()) if np.isfinite(compute)]
    shown = shown or list(_ALONE)
    return min(shown) / 10.0**_ROOM, max(shown) * 10.0**_ROOM


def _law(sheet: Sheet, law: ScalingLaw, color: str, C: Array) -> None:
    """Draw the frontier of one law above its asymptote, and the band of that where the law has one."""
    fitted = law.fitted.compute
    C = np.unique(np.concatenate([C, [end for end in (fitted.low, fitted.high) if C[0] < end < C[-1]]]))
    above = spread(law, lambda law: {"above": reducible(law, *optimum(law, C[:, None])[:2])})["above"]
    above = np.broadcast_to(above, (len(C), np.shape(above)[-1]))
    inside = (fitted.low <= C) & (fitted.high >= C)
    shown, beyond = f"{kind_shown(law.kind)} {sheet.named(law.key)}", "beyond the runs behind the law"
    labels = {"within": shown, "beyond": beyond}
    if not inside.any():
        labels["beyond"] = f"{shown}: compute of its runs not stated"
    elif beyond in sheet.axes.get_legend_handles_labels()[1]:  # said of another law
        labels["beyond"] = f"_{beyond}"
    for part, curve in segments(inside, above[:, 0]):
        style = SOLID if part == "within" else DASHED
        sheet.line(C, curve, color=color, linestyle=style, linewidth=1.4, label=labels[part], zorder=3)
    if above.shape[-1] > 1:
        low, high = interval(above)
        label = f"its band, {captions.LEVEL}"
        sheet.axes.fill_between(C, low, high, color=color, alpha=0.2, linewidth=0, label=label, zorder=1)


def _path(sheet: Sheet, law: ScalingLaw, place: Place, marks: Sequence[Mark], color: str) -> None:
    """Draw the path of a run as its compute grows, and on it the places where bounds would stop it."""
    if not marks:
        return
    ends = [place.compute, *(each.compute for each in marks)]
    C = np.geomspace(min(ends), max(ends), _POINTS)
    above = place.reducible[1] * (C / place.compute) ** -float(law.coefficients.gamma)
    sheet.line(C, above, color=color, linewidth=0.8, label="_path", zorder=2)
    for each in marks:
        at = [each.reducible] * 2
        label = f"_interval:{each.bound}"
        sheet.line([each.low, each.high], at, color=color, linewidth=1.4, solid_capstyle="butt", label=label, zorder=4)


def _kinds(sheet: Sheet, marks: Sequence[Mark]) -> None:
    """Say in the legend what the marks mean."""
    present = {each.kind for each in marks}
    for kind in MEANINGS:
        if kind in present:
            sheet.axes.plot([], [], label=MEANINGS[kind], **mark(kind, INK, sheet.scale))


def _heights(sheet: Sheet, named: Sequence[Stop], above: float, foot: float) -> None:
    """Set the axis of losses so that no curve runs through the names above or through the legends.

    What marks mean stands left of the names, or else with all the rest below the curves; where neither leaves these
    enough of the axis, the caption alone says it. As a last resort the legend stands under the axes.
    """
    entries, kinds = sheet.entries(), set(MEANINGS.values())
    marks = [entry for entry in entries if entry[1] in kinds]
    rest = [entry for entry in entries if entry[1] not in kinds]
    ends = _losses(sheet, *sheet.axes.get_xlim())
    for beside, below in ((marks, rest), ([], entries), ([], rest)):
        legends = [_below(sheet, below, foot), *_beside(sheet, named, beside)]
        found = _span(sheet, named, above, foot, legends) if len(legends) == 1 + bool(beside) else None
        if _steep(found, ends, _MOST):
            break
        for legend in legends:
            legend.remove()
    else:
        found = None
        if sheet.own:
            _under(sheet, entries)
            found = _span(sheet, named, above, foot, [])
    if found is None or not _steep(found, ends, _FLAT):
        wanted = "a larger figure, or fewer laws and runs: legend and names of bounds leave no room"
        given = f"{sheet.inner.height / sheet.figure.dpi:.1f} inch of axes"
        raise InputError("figure", [Problem("size", given, wanted)])
    sheet.axes.set_ylim(10.0 ** found[0], 10.0 ** found[1])


def _steep(found: tuple[float, float] | None, ends: tuple[float, float], most: float) -> bool:
    """Tell whether an axis is short enough, in units of what curves take of it, or of a decade."""
    return found is not None and found[1] - found[0] <= most * max(ends[1] - ends[0], 1.0)


def _under(sheet: Sheet, entries: Sequence[tuple[Artist, str]]) -> None:
    """Draw the legend under the axes, in as many columns as fit, and make the axes lower."""
    whole = sheet.figure.bbox
    for columns in (3, 2, 1):
        place: dict[str, Any] = {"bbox_transform": sheet.figure.transFigure, "ncols": columns, "columnspacing": 1.0}
        legend = sheet.legend(entries, loc="lower left", bbox_to_anchor=(0, 0), **place)
        taken = sheet.taken(legend)
        if columns == 1 or taken.x1 <= whole.x1:
            break
        legend.remove()
    sheet.fit(below=taken.height + _UNDER * sheet.scale * sheet.point)


def _below(sheet: Sheet, entries: Sequence[tuple[Artist, str]], foot: float) -> Legend:
    """Draw the legend at the left, above the ticks of published runs."""
    return sheet.legend(entries, loc="lower left", bbox_to_anchor=(0, foot / sheet.inner.height))


def _beside(sheet: Sheet, named: Sequence[Stop], entries: Sequence[tuple[Artist, str]]) -> Iterator[Legend]:
    """Draw the legend of marks left of the names, where there is room."""
    if not entries:
        return
    inner = sheet.inner
    right = min(placed(sheet, named)) - thick(sheet)
    legend = sheet.legend(entries, loc="upper right", bbox_to_anchor=((right - inner.x0) / inner.width, 1))
    if sheet.taken(legend).x0 >= inner.x0:
        yield legend
    else:
        legend.remove()


def _span(
    sheet: Sheet, named: Sequence[Stop], above: float, foot: float, legends: Sequence[Legend]
) -> tuple[float, float] | None:
    """Return the decades of the axis of losses that leave room for names, and for one or two legends."""
    inner, (low, high) = sheet.inner, sheet.axes.get_xlim()
    gap = GAP * sheet.scale * sheet.point
    ends = _losses(sheet, low, high)
    boxes = [sheet.taken(legend) for legend in legends]
    tops, feet = [(ends[1], gap)], [(ends[0], gap)]
    feet += [(_losses(sheet, low, sheet.value(box.x1 + gap))[0], box.y1 - inner.y0 + gap) for box in boxes[:1]]
    if not boxes:  # the ticks of published runs stand all along the axis
        feet.append((ends[0], foot + gap))
    if named:
        first = min(placed(sheet, named)) - thick(sheet)
        tops.append((_losses(sheet, min(named[0].compute, sheet.value(first)), high)[1], above + gap))
    tops += [(_losses(sheet, sheet.value(box.x0 - gap), high)[1], inner.y1 - box.y0 + gap) for box in boxes[1:]]
    corners = [[(place, room / inner.height) for place, room in each] for each in (tops, feet)]
    return span(ends, *corners)


def _losses(sheet: Sheet, low: float, high: float) -> tuple[float, float]:
    """Return the decades of the least and the greatest loss drawn between two computes."""
    points = [np.asarray(each.get_data(), dtype=float) for each in sheet.axes.get_lines()]
    points += [np.asarray(path.vertices).T for band in sheet.axes.collections for path in band.get_paths()]
    x, y = np.concatenate(points, axis=1)
    y = y[(x >= low) & (x <= high) & np.isfinite(y) & (y > 0)]
    return math.log10(y.min()), math.log10(y.max())


class _Tick(NamedTuple):
    """The tick of a published run: its compute [FLOP], and its ends as shares of the height of the axes."""

    compute: float
    low: float
    high: float


def _columns(sheet: Sheet, compute: Array) -> tuple[list[_Tick], float]:
    """Return the ticks of published runs, and the height that they take from the foot of the axes [pixel].

    Runs of about the same compute stand on one another, so that none hides another.
    """
    pitch, step = (points * sheet.scale * sheet.point for points in (_PITCH, _TICK))
    counts: dict[int, int] = {}
    found = []
    for each in sorted(compute.tolist()):
        column = round((sheet.across(each) - sheet.inner.x0) / pitch)
        row = counts.setdefault(column, 0)
        low, high = ((row + part) * step / sheet.inner.height for part in (0.15, 0.85))
        found.append(_Tick(sheet.value(sheet.inner.x0 + column * pitch), low, high))
        counts[column] += 1
    return found, (max(counts.values(), default=0) + 1) * step


def _ticks(sheet: Sheet, ticks: Sequence[_Tick]) -> None:
    """Draw the ticks of published runs along the axis of compute."""
    look = {"color": FAINT, "solid_capstyle": "butt", "transform": sheet.axes.get_xaxis_transform()}
    for tick in ticks:
        sheet.line([tick.compute] * 2, [tick.low, tick.high], linewidth=0.9, label="_published", **look)


def _said(
    laws: Sequence[ScalingLaw], found: Sequence[Place], others: Published, near: Sequence[Sequence[Mark]]
) -> Iterator[str]:
    """Say what the figure cannot show."""
    yield from captions.laws(laws)
    if found:
        yield (
            f"Rings: losses of runs as {laws[0].key} predicts them from N and D, none is measured; upright bars: "
            f"{captions.LEVEL}. Thin lines: the same runs grown along their path, up to the bounds that would stop "
            f"them. {captions.shapes(each.kind for marks in near for each in marks)} Level bars: {captions.LEVEL}."
        )
    if others.names:
        yield _of_published(others)
    if not others.counted.all():
        total = f"{np.sum(~others.counted)} of {len(others.names)} published runs is the total count as it is"
        yield f"N of {total}: {laws[0].key} leaves the embedding out, whose size is unknown."
    if len(laws) > 1:
        yield "Losses of laws of different tokenizers and corpora do not compare."
    yield from captions.of_places(found)
    for place, marks in zip(found, near, strict=True):
        off = ", ".join(each.bound for each in place.marks if each not in marks)
        if off:
            yield f"{place.name}: bounds beyond this axis: {off}."


def _of_published(others: Published) -> str:
    sparse = int(np.sum(~others.dense))
    mixtures = "mixture" if sparse == 1 else f"{sparse} mixtures"
    active = f", N of the {mixtures} of experts being the active parameters" if sparse else ""
    return (
        f"Ticks along the axis: {len(others.names)} published runs at their compute, 6 N D{active}; their losses on "
        "one and the same text are not known, and none is drawn."
    )
