"""Loss against compute: the frontier of scaling laws, runs on it, and where bounds would stop them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits import __version__
from limits.catalog import shipped
from limits.draws import interval
from limits.errors import InputError, Problem
from limits.report.document import grouped, kind_shown
from limits.report.figures.curves import apart, segments
from limits.report.figures.places import about, places, published
from limits.report.figures.sheet import Sheet
from limits.report.figures.style import (
    CHAIN,
    DASHED,
    FAINT,
    INK,
    KINDS,
    LAWS,
    LEADER,
    RUNS,
    SIZE,
    SOLID,
)
from limits.report.numbers import significant
from limits.scaling import DEFAULT, ScalingLaw, get, loss_at, optimum
from limits.scaling.uncertain import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from limits.assessment.records import Assessment
    from limits.catalog import Catalog
    from limits.report.figures.places import Mark, Place, Published
    from limits.typing import Array

HORIZON = 10.0
"""Decades of compute around the asked runs within which bounds are marked; those farther away are named at the foot."""

_POINTS = 400
_ROOM = 0.2  # decades left free at either end
_LINE = 1.35  # thickness of a line of letters, in units of their size
_GAP = 0.12  # inch between what is drawn and the names above it
_FILLED = 0.85  # share of the axes that names and legend may take
_ALONE = (1e18, 1e27)  # compute shown when nothing else says what to show [FLOP]


def frontier(
    assessments: Sequence[Assessment] = (),
    *,
    laws: Sequence[ScalingLaw | str] = (DEFAULT,),
    catalog: Catalog | None = None,
    size: tuple[float, float] = SIZE,
) -> Figure:
    """Draw the least loss that scaling laws see at each compute, published runs, and asked runs with their bounds.

    The frontier is solid within the compute of the runs behind a law and dashed beyond. Compute is 6 N D everywhere,
    with N as the first law counts it, so that no run lies below the frontier. The first law predicts all their losses.

    Parameters
    ----------
    assessments
        The asked runs, at most six, assessed on the first law.
    laws
        Names of published scaling laws or laws of one's own, at most four. The first one predicts.
    catalog
        Whose runs are drawn as published ones; the shipped catalogue unless given.
    size
        Width and height [inch]; `ONE_COLUMN` is for one column of a journal.

    Raises
    ------
    InputError
        If a run has no place on the frontier, if laws cannot share an axis, or if there is too much to be told apart.
    UnknownNameError
        If no law is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> import limits
    >>> figure = frontier([limits.assess("gpt-3", scaling="hoffmann2022")], laws=["hoffmann2022"])
    >>> figure.axes[0].get_xlabel()
    'Training compute $C = 6ND$ [FLOP]'
    """
    asked = [get(law) if isinstance(law, str) else law for law in laws]
    _check(asked)
    catalog = shipped() if catalog is None else catalog
    found = places(assessments, asked[0])
    others = published(asked[0], catalog, [place.name for place in found])
    sheet = Sheet(size)
    low, high = _range(asked, found, others)
    near = [[mark for mark in place.marks if low <= mark.compute <= high] for place in found]
    for law, color in zip(asked, LAWS, strict=False):
        _law(sheet, law, color, np.geomspace(low, high, _POINTS))
    _published(sheet, others, asked[0])
    for number, (place, marks) in enumerate(zip(found, near, strict=True)):
        _path(sheet, asked[0], place, marks, RUNS[number][0])
        sheet.run(place.compute, place, number if len(found) > 1 else None)
    _kinds(sheet, {mark.kind for marks in near for mark in marks})
    sheet.axes.set_xscale("log")
    sheet.axes.set_xlim(low, high)
    sheet.axes.set_ylim(*_losses(sheet))
    sheet.label("Training compute $C = 6ND$ [FLOP]", f"Loss [{sheet.named(asked[0].loss_unit)}]")
    notes = [*_notes(asked, found, others, (low, high)), f"limits {__version__}, catalogue {catalog.sha256[:12]}"]
    named = _named(near)
    above = max((sheet.measure(each.text, sheet.small) for each in named), default=0.0) + 2 * _GAP * sheet.figure.dpi
    _names(sheet, named, above, sheet.arrange(notes, under=above))
    return sheet.figure


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
        for mark in place.marks
        for edge in (mark.low, mark.high)
        if min(own) / reach <= mark.compute <= max(own) * reach
    ]
    shown = [compute for compute in (*spans, *own, *marks, *others.compute.tolist()) if np.isfinite(compute)]
    shown = shown or list(_ALONE)
    return min(shown) / 10.0**_ROOM, max(shown) * 10.0**_ROOM


def _law(sheet: Sheet, law: ScalingLaw, color: str, C: Array) -> None:
    """Draw the frontier of one law, its interval where the law has one, and its asymptote."""
    span = law.fitted.compute
    C = np.unique(np.concatenate([C, [end for end in (span.low, span.high) if C[0] < end < C[-1]]]))
    losses = optimum(drawn(law), C[:, None]).loss
    losses = np.broadcast_to(losses, (len(C), np.shape(losses)[-1]))
    inside = (span.low <= C) & (span.high >= C)
    shown, beyond = f"{kind_shown(law.kind)} {sheet.named(law.key)}", "beyond the runs behind the law"
    labels = {"within": f"{shown}: least loss", "beyond": beyond}
    if not inside.any():
        labels["beyond"] = f"{shown}: the compute of its runs is not stated"
    elif beyond in sheet.axes.get_legend_handles_labels()[1]:  # said of another law
        labels["beyond"] = f"_{beyond}"
    for part, curve in segments(inside, losses[:, 0]):
        style = SOLID if part == "within" else DASHED
        sheet.axes.plot(C, curve, color=color, linestyle=style, linewidth=1.4, label=labels[part], zorder=3)
    if losses.shape[-1] > 1:
        low, high = interval(losses)
        label = "5 to 95 % of the fit"
        sheet.axes.fill_between(C, low, high, color=color, alpha=0.18, linewidth=0, label=label, zorder=1)
    E = float(law.coefficients.E)
    if E > 0:
        label = f"its asymptote, E = {significant(E, 4)}: a trend, no bound"
        sheet.axes.axhline(E, color=color, linestyle=CHAIN, linewidth=0.6, label=label, zorder=1)


def _published(sheet: Sheet, others: Published, law: ScalingLaw) -> None:
    """Draw the runs of the catalogue where the law sees them; the law was fitted to dense ones."""
    shown = f"published run, predicted by {sheet.named(law.key)}"
    for dense, marker, label in ((True, "o", shown), (False, "d", "the same, mixture of experts: N is active")):
        those = others.dense == dense
        if those.any():
            sheet.axes.plot(
                others.compute[those],
                others.loss[those],
                linestyle="none",
                marker=marker,
                markersize=3.5,
                markerfacecolor="white",
                markeredgecolor=FAINT,
                markeredgewidth=0.7,
                label=label,
                zorder=2,
            )


def _path(sheet: Sheet, law: ScalingLaw, place: Place, marks: Sequence[Mark], color: str) -> None:
    """Draw the path of a run as its compute grows, a broad band, and the places on it where bounds would stop it."""
    axes, C = sheet.axes, place.compute
    if marks:
        ends = [C, *(mark.compute for mark in marks)]
        path = np.geomspace(min(ends), max(ends), _POINTS)
        curve = loss_at(law, place.parameters, place.tokens, path / C)
        axes.plot(path, curve, color=color, linewidth=3.5, alpha=0.35, label="_path", zorder=1.5)
    for mark in marks:
        axes.plot([mark.low, mark.high], [mark.loss] * 2, color=color, linewidth=1.2, label="_interval", zorder=4)
        style = _marker(mark.kind, color)
        axes.plot([mark.compute], [mark.loss], color=color, label=f"_{mark.kind}:{mark.bound}", zorder=5, **style)


def _marker(kind: str, color: str) -> dict[str, Any]:
    marker = {"markersize": 4.5, "markerfacecolor": color, "markeredgecolor": color, "markeredgewidth": 0.9}
    return {"linestyle": "none", **marker, **KINDS[kind]}


def _kinds(sheet: Sheet, kinds: set[str]) -> None:
    """Say in the legend what the marks mean."""
    for kind in KINDS:
        if kind in kinds:
            style = _marker(kind, INK)
            sheet.axes.plot([], [], color=INK, label=f"where a bound of kind {kind} would stop the run", **style)


def _losses(sheet: Sheet) -> tuple[float, float]:
    """Return the ends of the axis of losses: all that is drawn, with some room."""
    low, high = (float(end) for end in sheet.axes.dataLim.intervaly)
    room = 0.05 * (high - low)
    return low - room, high + room


def _notes(
    laws: Sequence[ScalingLaw], found: Sequence[Place], others: Published, shown: tuple[float, float]
) -> Iterator[str]:
    """Say at the foot what the figure cannot show."""
    for law in laws:
        yield from about(law)
    yield f"Losses of runs are predicted by {laws[0].key}, none is measured."
    if not others.counted.all():
        total = f"{np.sum(~others.counted)} of {len(others.names)} published runs is the total count as it is"
        yield f"N of {total}: {laws[0].key} leaves the embedding out, whose size is unknown."
    if len(laws) > 1:
        yield "Losses of laws of different tokenizers and corpora do not compare."
    said = [(place.name, note) for place in found for note in place.notes]
    for place in found:
        off = ", ".join(mark.bound for mark in place.marks if not shown[0] <= mark.compute <= shown[1])
        if off:
            said.append((place.name, f"bounds beyond this axis: {off}"))
    yield from grouped(said)


class _Name(NamedTuple):
    """The name of a bound at its mark."""

    compute: float
    loss: float
    text: str
    color: str


def _named(near: Sequence[Sequence[Mark]]) -> list[_Name]:
    """Return the names of all marks by ascending compute, with the number of the run where there are several."""
    return sorted(
        _Name(mark.compute, mark.loss, f"{mark.bound} ({number + 1})" if len(near) > 1 else mark.bound, RUNS[number][0])
        for number, marks in enumerate(near)
        for mark in marks
    )


def _names(sheet: Sheet, named: Sequence[_Name], above: float, corner: tuple[float, float]) -> None:
    """Write the names of the bounds upright above their marks, side by side, each with a line to its mark.

    They begin above all that is drawn to the right of the first one and take the height `above` [pixel]. They end below
    the corner of the legend, width and height [pixel]; where there is no room for that, the axis of losses grows.
    """
    axes, inner, dpi = sheet.axes, sheet.axes.get_window_extent(), sheet.figure.dpi
    thick = _LINE * sheet.small / 72 * dpi
    if len(named) * thick > inner.width:
        wanted = "a wider figure, or fewer runs: the names of their bounds have no room"
        raise InputError("figure", [Problem("size", f"{len(named)} bounds", wanted)])
    at = np.array([axes.transData.transform((compute, loss))[0] for compute, loss, *_ in named])
    placed = apart(at, thick, inner.x0 + thick / 2, inner.x1 - thick / 2)
    starts = [inner.x1 - corner[0], *at[:1], *(placed[:1] - thick / 2)]
    inverted = axes.transData.inverted()
    low, high = axes.get_ylim()
    base = _highest_beyond(sheet, inverted.transform((min(starts), inner.y0))[0])
    needed = above + corner[1]
    if needed > _FILLED * inner.height:
        wanted = "a higher figure, or fewer laws and runs: the names of bounds have no room"
        raise InputError("figure", [Problem("size", f"{inner.height / dpi:.1f} inch of axes", wanted)])
    high = max(high, low + (base - low) * inner.height / (inner.height - needed))
    axes.set_ylim(low, high)
    base += (high - low) * _GAP * dpi / inner.height
    for (compute, loss, name, color), x in zip(named, placed.tolist(), strict=True):
        axes.annotate(
            name,
            (compute, loss),
            (inverted.transform((x, inner.y0))[0], base),
            rotation=90,
            ha="center",
            va="bottom",
            color=INK,
            arrowprops={"color": color, "shrinkA": 1, "shrinkB": 3, "relpos": (0.5, 0), **LEADER},
            zorder=4,
            **sheet.font(sheet.small),
        )


def _highest_beyond(sheet: Sheet, compute: float) -> float:
    """Return the highest loss drawn at `compute` or beyond."""
    found = []
    for line in sheet.axes.get_lines():
        x, y = (np.asarray(values, dtype=float) for values in line.get_data())
        found += y[(x >= compute) & np.isfinite(y)].tolist()
    return max(found, default=float("-inf"))
