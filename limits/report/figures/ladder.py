"""The ladder: how many times larger runs could be if one limit alone remained, limit by limit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from limits.errors import InputError, Problem
from limits.report.figures import captions
from limits.report.figures.key import lines_of, write_key
from limits.report.figures.rungs import Rung, kinds_of, ladder_of, unknown
from limits.report.figures.saving import Drawing, stated
from limits.report.figures.sheet import LINE, Sheet, check
from limits.report.figures.style import FAINT, GUIDE, INK, RUNS, SOLID, mark, styled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from limits.assessment.records import Assessment
    from limits.report.figures.rungs import Ladder

_GAP = 5.0  # points between a mark and what is written beside it
_EDGE = 30.0  # points at the right for limits that are too far away to be drawn to scale
_BETWEEN, _APART = 0.35, 0.3  # lines between a limit and the next, and more between ratings and the rest
_ARROW = 14.0  # points
_ROOM = 0.12  # decades free at either end
_PLAIN = 2  # powers of ten up to which a number is written out
_FAR = "farther"
_SQUEEZED = 0.999  # of the height that lines take, below which they would touch
_SEVERAL = -1  # in place of the number of a run: what several runs share


class _Line(NamedTuple):
    """Something with a height of its own: the middle of it below the top of the axes, and how many lines it takes."""

    middle: float
    what: Rung | str
    lines: int = 1


def ladder(
    assessments: Sequence[Assessment],
    *,
    size: tuple[float, float] | None = None,
    style: str = "paper",
    ax: Axes | None = None,
) -> Drawing:
    """Draw how many times larger runs could be on the same budget if one limit alone remained, on a logarithmic axis.

    A mark is a limit, its shape the kind, its bar the interval from 5 to 95 %. Ratings stand apart, above the rest. A
    star is for what hangs on a convention, an arrow for what is no limit at all under another one. Limits farther than
    a factor of 10^9 stand at the edge, not to scale.

    Parameters
    ----------
    assessments
        One to six runs.
    size
        Width and height [inch]; as wide as the style is, and as high as the limits need, unless given. A slide keeps
        its ratio, and grows where several runs need more.
    style
        `paper`, or `talk` for slides.
    ax
        Axes to draw on, instead of a figure of its own; nothing else of their figure is touched.

    Raises
    ------
    InputError
        If a run has no known limit, if runs are too many, or if the size leaves no room.
    UnknownNameError
        If no style is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> import limits
    >>> drawing = ladder([limits.assess("llama-3.1-405b")])
    >>> drawing.axes.get_xlabel()
    'Times larger than llama-3.1-405b, on the same budget'
    """
    chosen = styled(style)
    found = ladder_of(assessments)
    check(size, ax)
    several = len(assessments) > 1
    with stated():
        sheet = Sheet(size or chosen.size, chosen, ax)
        name = "the run" if several else sheet.named(assessments[0].run.name)
        sheet.label(f"Times larger than {name}, on the same budget")
        _axis(sheet, found)
        sheet.fit()
        key = lines_of(sheet, found, [each.run.name for each in assessments] if several else [])
        off = unknown(assessments)
        below = _wrapped(sheet, [f"Not known: {off[0]}", *off[1:]]) if off else []
        lines, height = _fitting(sheet, found, len(key), below, several=several, kept=_kept(size, style, ax))
        _axis(sheet, found)  # its edge is a part of the width, which may have grown
        sheet.fit()
        sheet.axes.set_ylim(height, 0.0)
        write_key(sheet, key)
        _scales(sheet, found, lines)
        for line in lines:
            if isinstance(line.what, str):
                _write(sheet, line, FAINT if line.what in below else INK, after=line.what not in below)
            else:
                _rung(sheet, line, several=several, edged=found.far)
    return Drawing(sheet.figure, sheet.axes, _caption(assessments, found))


def _axis(sheet: Sheet, found: Ladder) -> None:
    """Set the axis of times larger: from the run, or from a limit that it lies beyond, to the last limit near by."""
    near = [rung for rung in found.rungs if not rung.far]
    low = min([0.0, *(rung.low for rung in near)]) - _ROOM
    high = max([1.0, *(rung.high for rung in near)]) + _ROOM
    if found.far:
        high = math.ceil(high)
    share = _EDGE * sheet.scale * sheet.point / sheet.inner.width if found.far else 0.0
    last = high + (high - low) * share / (1.0 - share)
    axes = sheet.axes
    axes.set_xscale("log")
    axes.minorticks_off()
    axes.set_xlim(10.0**low, 10.0**last)
    decade = sheet.inner.width / (last - low)
    room = sheet.measure("$10^{-5}$") + _GAP * sheet.scale * sheet.point
    step = math.ceil(room / decade)
    powers = [float(power) for power in range(math.ceil(low), math.ceil(high)) if power % step == 0]
    labels = [f"{10.0**power:g}" if abs(power) <= _PLAIN else f"$10^{{{power:.0f}}}$" for power in powers]
    if found.far:
        at, half = (high + last) / 2, (sheet.measure(_FAR) + room) / 2 / decade
        powers = [*(power for power in powers if power + half <= at), at]
        labels = [*labels[: len(powers) - 1], _FAR]
    axes.set_xticks([10.0**power for power in powers], labels)


def _kept(size: tuple[float, float] | None, style: str, ax: Axes | None) -> str:
    """Return what of the size stays as it is: both sides, their ratio (that of a slide), or the width."""
    if size is not None or ax is not None:
        return "size"
    return "width" if style == "paper" else "ratio"


def _fitting(
    sheet: Sheet, found: Ladder, key: int, below: Sequence[str], *, several: bool, kept: str
) -> tuple[list[_Line], float]:
    """Return lines that fit: what a limit hangs on has a line of its own unless the height is kept and too small."""
    for twice in (True, False):
        lines, height = _lines(found, key, below, several=several, twice=twice)
        needed = height * LINE * sheet.letters / 72
        given = sheet.inner.height / sheet.figure.dpi
        if kept == "width" or given >= needed * _SQUEEZED:
            break
    width, whole = sheet.figure.get_size_inches()
    higher = whole - given + needed
    if kept == "width":
        sheet.figure.set_size_inches(width, higher)
    elif given < needed * _SQUEEZED and kept == "ratio":
        sheet.figure.set_size_inches(width * higher / whole, higher)
    elif given < needed * _SQUEEZED:
        wanted = f"{needed - given:.1f} inch more of height, which the limits of these runs need"
        raise InputError("figure", [Problem("size", f"axes {given:.1f} inch high", wanted)])
    sheet.fit()
    return lines, height


def _lines(found: Ladder, key: int, below: Sequence[str], *, several: bool, twice: bool) -> tuple[list[_Line], float]:
    """Give everything a height of its own, and return it with the height of all, in lines of letters."""
    lines: list[_Line] = []
    top = key + (_BETWEEN if key else 0.0)
    for group in (found.ratings, found.bounds):
        for bound in group:
            shared = several and all(rung.far for rung in bound)
            if several and not shared:
                top += 1.0
                lines.append(_Line(top - 0.5, f"{bound[0].bound}{'*' * any(rung.starred for rung in bound)}"))
            for rung in [_shared(bound)] if shared else bound:
                count = 2 if twice and rung.basis and not several else 1
                top += count
                lines.append(_Line(top - count / 2, rung, count))
            top += _BETWEEN
        if group is found.ratings and group:
            top += _APART
    for text in below:
        top += 1.0
        lines.append(_Line(top - 0.5, text))
    return lines, top + _BETWEEN


def _shared(bound: Sequence[Rung]) -> Rung:
    """Return one rung for several runs, all of whom it is far from."""
    return bound[0]._replace(run=_SEVERAL, times=f"({', '.join(str(rung.run + 1) for rung in bound)})")


def _scales(sheet: Sheet, found: Ladder, lines: Sequence[_Line]) -> None:
    """Draw the lines that rungs are read against: where the run is, ratings apart, and what is not to scale."""
    rungs = [line for line in lines if not isinstance(line.what, str)]
    top, foot = lines[0].middle - lines[0].lines / 2, rungs[-1].middle + rungs[-1].lines / 2
    sheet.line([1, 1], [top, foot], linewidth=0.8, color=INK, label="_now", zorder=1)
    if found.far:
        last = sheet.value(_edge(sheet))
        edge: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (1, 2)), "label": "_edge", "zorder": 0.5}
        sheet.line([last] * 2, [top, foot], linewidth=0.8, **edge)
    rated = [line for line in rungs if isinstance(line.what, Rung) and line.what.kind == "rating"]
    if rated and found.bounds:
        after = rated[-1].middle + rated[-1].lines / 2 + (_BETWEEN + _APART) / 2
        ends, across = [0, 1], sheet.axes.get_yaxis_transform()
        look: dict[str, Any] = {"color": GUIDE, "transform": across, "label": "_apart", "zorder": 0.5}
        sheet.line(ends, [after] * 2, linewidth=0.6, **look)


def _edge(sheet: Sheet) -> float:
    """Return where the part of the axis begins that is not to scale [pixel]."""
    return float(sheet.inner.x1 - _EDGE * sheet.scale * sheet.point)


def _rung(sheet: Sheet, line: _Line, *, several: bool, edged: bool) -> None:
    """Draw one limit of one run with its interval, and write its number beside it."""
    rung, y = line.what, line.middle
    assert not isinstance(rung, str)
    color = INK if rung.run == _SEVERAL else RUNS[rung.run][0]
    left, right = (sheet.across(10.0**end) for end in (rung.low, rung.high))
    at = 10.0**rung.at
    gap = _GAP * sheet.scale * sheet.point
    if rung.far:
        left, at = _edge(sheet), sheet.value((_edge(sheet) + sheet.inner.x1) / 2)
        right = sheet.inner.x1
    else:
        look: dict[str, Any] = {"color": color, "linestyle": SOLID, "solid_capstyle": "butt", "zorder": 3}
        label = f"_interval:{rung.bound}:{rung.run}"
        sheet.line([10.0**rung.low, 10.0**rung.high], [y, y], linewidth=1.4, label=label, **look)
        if rung.free:
            _arrow(sheet, right + gap, y)
            right += gap + _ARROW * sheet.scale * sheet.point
    label = f"_{rung.kind}:{rung.bound}:{rung.run}"
    sheet.axes.plot([at], [y], label=label, **mark(rung.kind, color, sheet.scale), zorder=4)
    inner = sheet.inner
    last = _edge(sheet) - gap if edged and not rung.far else inner.x1
    for texts in _texts(rung, line.lines, several=several):
        wide = max(map(sheet.measure, texts))
        if right + gap + wide <= last:
            x, side, free = right + gap, "left", left - gap
            break
        if left - gap - wide >= inner.x0:
            x, side, free = left - gap, "right", left - 2 * gap - wide
            break
    else:
        raise InputError("figure", [Problem("size", texts[0], "wider axes: its name has no room beside its mark")])
    if free > sheet.across(1.0):
        guide: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (1, 2)), "label": "_guide", "zorder": 0.5}
        sheet.line([1, sheet.value(free)], [y, y], linewidth=0.6, **guide)
    step = LINE * sheet.letters * sheet.point * sheet.axes.get_ylim()[0] / inner.height
    for place, text in enumerate(texts):
        shifted = y + (place - (len(texts) - 1) / 2) * step
        sheet.text(((x - inner.x0) / inner.width, shifted), text, side, INK if place == 0 else FAINT)


def _texts(rung: Rung, lines: int, *, several: bool) -> Iterator[list[str]]:
    """Return what may be written beside a mark, the longest first: what it is, how many times, what that hangs on."""
    if rung.run == _SEVERAL:
        yield [f"{rung.bound}{'*' * rung.starred} {rung.times}"]
        return
    bound = f"{rung.run + 1}:" if several else f"{rung.bound}{'*' * rung.starred}"
    if rung.basis and lines > 1:
        yield [f"{bound} {rung.times}", rung.basis]
        yield [bound, f"{rung.times}, {rung.basis}"]
        yield [bound, rung.times]
    elif rung.basis and (rung.starred or not several):
        yield [f"{bound} {rung.times}, {rung.basis}"]
    yield [f"{bound} {rung.times}"]
    yield [f"{bound} {rung.middle}"]  # the bar says the rest


def _arrow(sheet: Sheet, x: float, y: float) -> None:
    """Draw an arrow to the right: under another convention nothing ends there."""
    ends = [(sheet.value(place), y) for place in (x + _ARROW * sheet.scale * sheet.point, x)]
    look: dict[str, Any] = {
        "arrowstyle": "->",
        "linewidth": 0.8 * sheet.scale,
        "color": INK,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    sheet.axes.annotate("", ends[0], ends[1], arrowprops={**look, "mutation_scale": 6 * sheet.scale}, zorder=3)


def _write(sheet: Sheet, line: _Line, color: str, *, after: bool) -> None:
    """Write a line of text at the left, or after the line where the run is."""
    x = (sheet.across(1.0) + _GAP * sheet.scale * sheet.point - sheet.inner.x0) / sheet.inner.width
    sheet.text((x if after else 0.0, line.middle), str(line.what), "left", color)


def _wrapped(sheet: Sheet, items: Sequence[str]) -> list[str]:
    """Write items one after the other, in lines that fit into the axes."""
    lines: list[str] = []
    for item in items:
        if lines and sheet.measure(f"{lines[-1]}, {item}") <= sheet.inner.width:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    return lines


def _caption(assessments: Sequence[Assessment], found: Ladder) -> str:
    names = ", ".join(each.run.name for each in assessments)
    title = (
        f"How many times larger {names} could be on the same budget if one limit alone remained and all others, the "
        "speed of the chips too, were set free."
    )
    apart = "Data sheets are no law: they stand apart, above." if found.ratings else ""
    several = len(assessments) > 1
    far = [f"{rung.bound} {rung.times}{f' ({rung.run + 1})' if several else ''}" for rung in found.rungs if rung.far]
    free = list(dict.fromkeys(rung.bound for rung in found.rungs if rung.free))
    said = [
        f"{captions.shapes(kinds_of(found.rungs))} Bars: {captions.LEVEL}. {apart}".strip(),
        f"Not to scale, at the edge: {', '.join(far)}." if far else "",
        f"Arrow: under another convention {', '.join(free)} is no limit at all." if free else "",
        *captions.rungs(assessments),
        captions.stamp(assessments),
    ]
    return captions.caption(title, said)
