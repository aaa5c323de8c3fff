"""Bus bandwidth against size: both halves of a table, the line of its upper regime, and what it is held against."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits.errors import InputError, Problem, printable
from limits.pasted.table import sizes
from limits.pasted.words import percent, size_shown
from limits.report.document import SIGNS
from limits.report.figures import captions
from limits.report.figures.curves import apart
from limits.report.figures.saving import Drawing, stated
from limits.report.figures.sheet import LINE, Sheet, check
from limits.report.figures.style import DASHED, FAINT, INK, LEADER, SOLID, styled
from limits.report.network.link import layout, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from limits.pasted.expected.bound import Bound
    from limits.pasted.judging.judged import Judged
    from limits.pasted.measurement import Measurement
    from limits.pasted.table.sizes import Upper
    from limits.typing import Array

_HALVES = (("out of place", "out_of_place", "#0072B2", "o", True), ("in place", "in_place", "#D55E00", "s", False))
_STYLES: dict[str, Any] = {
    "theorem": SOLID,
    "rating": (0, (1, 1.5)),
    "model": DASHED,
    "measured": (0, (6, 2, 1, 2)),
}
_MOST = 2.5  # times the plateau, beyond which a bound would flatten the curve: it stands in the caption
_TOP = 1.06  # of the highest thing that is drawn
_GAP = 5.0  # points between what is drawn and what is written near it
_MOVED = 1.0  # pixels from which a label is said to be moved
_AHEAD = 2.0  # times the largest size up to which the line of the upper regime is drawn
_POINTS = 200
_STEPS = (1, 2, 5, 10, 20, 40)  # doublings from one label of the axis of sizes to the next
_APART = 1.1  # widths of a label from one to the next
_FITS = 0.12  # spread of rows around a line beyond which it is not drawn: they follow none
_CORNERS = ("lower right", "upper left", "center left")


class _Shown(NamedTuple):
    """A bound that is drawn, and what is written beside it."""

    bound: Bound
    text: str


def link(
    judged: Judged,
    *,
    catalogue: str = "",
    size: tuple[float, float] | None = None,
    style: str = "paper",
    ax: Axes | None = None,
) -> Drawing:
    """Draw the bus bandwidth of a measurement against size, with its bounds.

    Sizes stand on a logarithmic axis, bandwidths on a linear one that begins at zero, so that shares can be seen.
    Bounds that lie so far above that the curve would be flat stand in the caption alone.

    Parameters
    ----------
    judged
        A measurement with what is concluded from it.
    catalogue
        The hash of the catalogue in which hardware was looked up, for the caption.
    size
        Width and height [inch], that of the style unless given; `ONE_COLUMN` is for one column of a journal.
    style
        `paper`, or `talk` for slides.
    ax
        Axes to draw on, instead of a figure of its own; nothing else of their figure is touched.

    Raises
    ------
    InputError
        If nothing was measured, or there is no room.
    UnknownNameError
        If no style is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine import hardware
    >>> from limits.pasted import read
    >>> from limits.pasted.judging.verdict import judge
    >>> row = "1073741824 268435456 float sum -1 10000 107.37 187.9 0 10000 107.37 187.9 0"
    >>> link(judge(read(row)[0], hardware.Stated(), shipped())).axes.get_xscale()
    'log'
    """
    chosen = styled(style)
    check(size, ax)
    found = sizes.of(judged.measurement)
    if not len(found.size) or judged.plateau <= 0.0:
        raise InputError("figure", [Problem("sizes", "none with a bandwidth", "a table of sizes and bandwidths")])
    line = sizes.upper(judged.measurement)
    near = [bound for bound in judged.bounds.rows if bound.rate <= _MOST * judged.plateau]
    shown = [_Shown(bound, _text(bound)) for bound in near]
    with stated():
        sheet = Sheet(size or chosen.size, chosen, ax)
        _halves(sheet, judged.measurement)
        end = _fitted(sheet, line, found.size[-1])
        _plateau(sheet, judged)
        sheet.axes.set_xscale("log", base=2)
        sheet.label("Size [byte]", "Bus bandwidth [GB/s]")
        top = _TOP * max([judged.plateau, *(bound.rate for bound in near)])
        sheet.axes.set_ylim(0.0, top)
        first = float(found.size[0])
        for _ in range(2):  # ticks depend on the width, and the width on ticks
            _along(sheet, first, float(found.size[-1]), end, [each.text for each in shown])
            sheet.fit()
        _bounds(sheet, shown, first / math.sqrt(2.0), end)
        _legend(sheet, end)
        _labels(sheet, shown, end)
        sheet.fit()
    return Drawing(sheet.figure, sheet.axes, _caption(judged, line, catalogue))


def _text(bound: Bound) -> str:
    return f"{SIGNS.get(bound.kind, '')} {bound.short or bound.name} {bound.rate:.4g}".strip()


def _halves(sheet: Sheet, measurement: Measurement) -> None:
    """Draw the halves; where both lie in one place the open mark lies around the full one."""
    for order, (label, half, color, marker, full) in enumerate(_HALVES):
        points = [
            (row.size, each.bus_bandwidth.value * measurement.per_direction)
            for row in measurement
            if (each := getattr(row, half)) is not None and each.bus_bandwidth is not None
        ]
        if points:
            x, y = zip(*points, strict=True)
            sheet.axes.plot(
                x,
                y,
                color=color,
                linestyle=SOLID,
                linewidth=0.8 * sheet.scale,
                marker=marker,
                markersize=(3.2 if full else 5.0) * sheet.scale,
                markerfacecolor=color if full else "none",
                markeredgecolor=color,
                markeredgewidth=0.8 * sheet.scale,
                label=label,
                zorder=3 + order,
            )


def _fitted(sheet: Sheet, line: Upper | None, largest: float) -> float:
    """Draw the line of the upper regime, and return the end of what is drawn along the axis of sizes [byte]."""
    if line is None or not _follows(line):
        return largest * math.sqrt(_AHEAD)
    x = np.geomspace(line.smallest, largest * _AHEAD, _POINTS)
    y = line.factor * x / line.line.time(x) / 1e9
    sheet.line(x, y, color=INK, linestyle=DASHED, linewidth=0.8, label="line of the upper regime", zorder=2)
    return largest * _AHEAD


def _follows(line: Upper) -> bool:
    """Tell whether rows follow the line: more than two of them, which it always passes, and closely."""
    return line.line.rows > 2 and line.rms <= _FITS  # noqa: PLR2004 - rows through which every line passes


def _plateau(sheet: Sheet, judged: Judged) -> None:
    top = judged.measurement.top
    assert top is not None  # there is a plateau
    ring: dict[str, Any] = {"linestyle": "none", "marker": "o", "markerfacecolor": "none", "markeredgecolor": INK}
    sheet.axes.plot(
        [top.size],
        [judged.plateau],
        markersize=9.0 * sheet.scale,
        markeredgewidth=1.2 * sheet.scale,
        label=f"plateau, {judged.plateau:.4g} GB/s",
        zorder=6,
        **ring,
    )


def _along(sheet: Sheet, first: float, last: float, end: float, texts: Sequence[str]) -> None:
    """Make the axis of sizes long enough for what is written right of the curve, with ticks where sizes are."""
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

    low, high = math.log2(first) - 0.5, math.log2(end)
    gap = _GAP * sheet.scale * sheet.point
    share = max([0.0, *((sheet.measure(text) + 2 * gap) / sheet.inner.width for text in texts)])
    if share >= 0.7:  # noqa: PLR2004 - of the width: nothing would be left to draw on
        raise InputError("figure", [Problem("size", max(texts, key=len), "a wider figure: this label has no room")])
    sheet.axes.set_xlim(2.0**low, 2.0 ** (low + (high + 0.3 - low) / (1.0 - share)))
    axis = sheet.axes.xaxis
    powers = range(math.ceil(math.log2(first)), math.floor(math.log2(last)) + 1)
    each = sheet.inner.width / (math.log2(sheet.axes.get_xlim()[1]) - low)  # pixel in a doubling
    labelled = [[power for power in powers if power % step == 0] for step in _STEPS]
    fitting = (
        those
        for step, those in zip(_STEPS, labelled, strict=True)
        if step * each >= _APART * max([sheet.measure(_size(2.0**power)) for power in those], default=0.0)
    )
    major = [2.0**power for power in next(fitting, labelled[-1])]
    axis.set_major_locator(FixedLocator(major or [first]))
    axis.set_minor_locator(FixedLocator([2.0**power for power in powers]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _size(value)))
    axis.set_minor_formatter(NullFormatter())


def _size(size: float) -> str:
    """Write a size as the axis has it.

    Examples
    --------
    >>> _size(32.0), _size(2.0**20)
    ('32 B', '1 MiB')
    """
    return size_shown(size).replace(" byte", " B")


def _bounds(sheet: Sheet, shown: Sequence[_Shown], begin: float, end: float) -> None:
    for bound, _ in shown:
        look: dict[str, Any] = {"color": INK, "linestyle": _STYLES.get(bound.kind, DASHED), "zorder": 1}
        sheet.line([begin, end], [bound.rate] * 2, linewidth=1.0, label=f"_bound:{bound.name}", **look)


def _labels(sheet: Sheet, shown: Sequence[_Shown], end: float) -> None:
    """Write the names of bounds at their right ends, apart from one another, with lines where they had to move."""
    if not shown:
        return
    inner, order = sheet.inner, sorted(shown, key=lambda each: each.bound.rate)
    thick, gap = LINE * sheet.letters * sheet.point, _GAP * sheet.scale * sheet.point
    if len(order) * thick > inner.height:
        wanted = "a higher figure: the names of the bounds have no room"
        raise InputError("figure", [Problem("size", f"{len(order)} bounds", wanted)])
    at = sheet.axes.transData.transform([(end, each.bound.rate) for each in order])
    placed = apart(at[:, 1], thick, inner.y0 + thick / 2, inner.y1 - thick / 2)
    moved = bool((abs(placed - at[:, 1]) > _MOVED).any())
    line = {"color": FAINT, "shrinkA": 1, "shrinkB": 1, "relpos": (0, 0.5), **LEADER} if moved else None
    written = sheet.axes.transData.inverted().transform(np.column_stack([at[:, 0] + gap, placed]))
    for each, spot in zip(order, written.tolist(), strict=True):
        look: dict[str, Any] = {"ha": "left", "va": "center", "color": INK, "arrowprops": line}
        sheet.axes.annotate(each.text, (end, each.bound.rate), spot, annotation_clip=False, **look, **sheet.font())


def _legend(sheet: Sheet, end: float) -> None:
    """Draw the legend in a corner that is free; where none is, above everything."""
    reach = (sheet.across(end) - sheet.inner.x0) / sheet.inner.width  # the rest is for names of bounds
    points = _drawn(sheet)
    for corner in _CORNERS:
        legend = sheet.legend(sheet.entries(), loc=corner, bbox_to_anchor=(0.0, 0.0, reach, 1.0))
        box = sheet.taken(legend)
        pad = 0.5 * sheet.letters * sheet.point
        inside = (points > (box.x0 - pad, box.y0 - pad)).all(axis=1) & (points < (box.x1 + pad, box.y1 + pad)).all(
            axis=1
        )
        if not inside.any() and box.x0 >= sheet.inner.x0:
            return
        legend.remove()
    legend = sheet.legend(sheet.entries(), loc="upper left", ncols=2, columnspacing=1.0)
    high = sheet.taken(legend).height + 2 * _GAP * sheet.scale * sheet.point
    share = 1.0 - high / sheet.inner.height
    if share <= 0.3:  # noqa: PLR2004 - of the height: the curve would be flat
        raise InputError("figure", [Problem("size", "a legend without room", "a larger figure")])
    sheet.axes.set_ylim(0.0, sheet.axes.get_ylim()[1] / share)


def _drawn(sheet: Sheet) -> Array:
    """Return points along all that is drawn [pixel]."""
    found = []
    for each in sheet.axes.get_lines():
        ends = each.get_transform().transform(np.column_stack(each.get_data()))
        share = np.linspace(0.0, 1.0, 50)[:, np.newaxis]
        found += [ends[:1], *(one + share * (other - one) for one, other in pairwise(ends))]
    return np.concatenate(found)


def _caption(judged: Judged, line: Upper | None, catalogue: str) -> str:
    operation = (judged.measurement.operation or "an operation that nothing names").replace("_", "-")
    title = f"Bus bandwidth against size of {operation}, {layout(judged)}: {judged.measurement.tool}."
    paragraphs = [
        " ".join(said(judged)),
        "Full circles are out of place, open squares in place. The ring is the plateau, the largest bandwidth of both.",
        _of_line(line),
        *_of_bounds(judged),
        captions.stamp([], catalogue=catalogue),
    ]
    return captions.caption(printable(title), map(printable, paragraphs))


def _of_line(line: Upper | None) -> str:
    if line is None:
        return ""
    if not _follows(line):
        return "No line is drawn through the upper regime: its rows follow none."
    return (
        f"Dashed: the line of the upper regime, {line.latency:.4g} us and size over bandwidth, which tends to "
        f"{line.bandwidth:.4g} GB/s; rows lie {100.0 * line.rms:.1f} % around it (root mean square)."
    )


def _of_bounds(judged: Judged) -> Iterator[str]:
    for bound in judged.bounds.rows:
        far = "" if bound.rate <= _MOST * judged.plateau else "; above the figure"
        share = percent(judged.plateau / bound.rate)
        what = f"{SIGNS.get(bound.kind, '')} {bound.name}".strip()
        yield f"{what}: {bound.rate:.4g} GB/s ({bound.how}); plateau {share} of it{far}."
    if not judged.bounds.rows and judged.because:
        yield f"No bound is drawn: {judged.because[0]}."
