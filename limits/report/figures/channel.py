"""A measured channel over frequency: what arrives and what drowns it above, bits per second and hertz below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem, printable
from limits.laws.formulary.channel.shannon import shannon_capacity
from limits.report.figures import captions
from limits.report.figures.saving import Drawing, stated
from limits.report.figures.sheet import Sheet, check
from limits.report.figures.style import DASHED, FAINT, INK, SOLID, styled
from limits.report.network.measured import sections, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist

    from limits.channel.measured import Measured
    from limits.typing import Array

_DOTTED = (0, (1, 1.5))
_MIXED = (0, (6, 2, 1, 2))
_LOOKS: tuple[tuple[str, Any, float], ...] = (  # colour, line and width of each case, in their order
    ("#0072B2", _DOTTED, 1.0),
    ("#E69F00", DASHED, 1.0),
    (INK, SOLID, 1.2),
    ("#D55E00", _MIXED, 1.0),
)
_LOWER = 0.46  # share of the height of the figure for the lower axes, with what is written around them
_FLOOR = 30.0  # dB below the white noise at which the upper axes end
_MOST = 0.7  # share of the height of axes that their legend may take
_GAP = 0.1  # inch between the axes
_EDGE = 0.04  # inch around everything


def channel(
    found: Measured, *, catalogue: str = "", size: tuple[float, float] | None = None, style: str = "paper"
) -> Drawing:
    """Draw what a lane finds on a measured channel: loss, noise and water level, and the density of its capacity.

    Parameters
    ----------
    found
        The lane on its channel.
    catalogue
        The hash of the catalogue in which the lane was looked up, for the caption.
    size
        Width and height [inch], that of the style unless given; `ONE_COLUMN` is for one column of a journal.
    style
        `paper`, or `talk` for slides.

    Returns
    -------
    Drawing
        The figure; its `axes` are the upper ones, `figure.axes[1]` the lower.

    Raises
    ------
    InputError
        If there is no room.
    UnknownNameError
        If no style is called so.
    MissingMatplotlibError
        If matplotlib is not installed.
    """
    chosen = styled(style)
    check(size, None)
    with stated():
        upper = Sheet(size or chosen.size, chosen)
        high = upper.figure.bbox.height
        _densities(upper, found)
        upper.label("", "Density [dB(V²/Hz)]")
        upper.axes.tick_params(axis="x", labelbottom=False)
        upper.fit(below=_LOWER * high)
        lower = Sheet(chosen.size, chosen, upper.figure.add_axes((0.1, 0.1, 0.8, 0.2)))
        lower.letters = upper.letters
        _capacities(lower, found)
        lower.label("Frequency [GHz]", "bit/s/Hz")
        _align(upper, lower)
        _legend(upper, upper.entries())
        _legend(lower, lower.entries(), [(handle, label.partition(":")[0]) for handle, label in lower.entries()])
    return Drawing(upper.figure, upper.axes, _caption(found, catalogue))


def _densities(sheet: Sheet, found: Measured) -> None:
    """Draw all that is at the receiver, one above another in decibels."""
    at = found.frequency / 1e9
    signal = found.density * found.gain
    white = found.conditions.noise_density.value
    curves: list[tuple[str, Array, dict[str, Any]]] = [
        ("signal received", signal, {"color": INK, "linestyle": SOLID, "linewidth": 1.2}),
        (
            "water level received",
            found.filling.level * found.gain,
            {"color": "#D55E00", "linestyle": _MIXED, "linewidth": 1.0},
        ),
        (
            "transmitter noise",
            signal / found.conditions.transmitter_snr.value,
            {"color": "#009E73", "linestyle": DASHED, "linewidth": 0.9},
        ),
        ("white noise", np.full_like(at, white), {"color": "#0072B2", "linestyle": _DOTTED, "linewidth": 1.2}),
    ]
    if found.crosstalk.any():
        curves.insert(2, ("crosstalk", found.crosstalk, {"color": "#E69F00", "linestyle": SOLID, "linewidth": 0.8}))
    for label, density, look in curves:
        sheet.line(at, _decibels(density), label=label, **look)
    foot, top = float(_decibels(np.array(white))) - _FLOOR, float(_decibels(np.array(signal.max())))
    sheet.axes.set_ylim(foot, top)
    sheet.axes.set_xlim(0.0, found.band / 1e9)


def _capacities(sheet: Sheet, found: Measured) -> None:
    """Draw how much each hertz carries in every case; the area under a curve is its capacity."""
    at = found.frequency / 1e9
    looks = _LOOKS if len(found.cases) == len(_LOOKS) else (_LOOKS[0], *_LOOKS[2:])
    most = 0.0
    for case, (color, dashes, width) in zip(found.cases, looks, strict=True):
        density = np.asarray(shannon_capacity(1.0, case.snr))
        most = max(most, float(density.max()))
        label = f"{case.name}: {case.capacity / 1e9:.4g} Gbit/s"
        sheet.line(at, density, color=color, linestyle=dashes, linewidth=width, label=label)
    spent = found.lane.raw.value / found.band
    sheet.line(
        [0.0, found.band / 1e9], [spent] * 2, color=FAINT, linestyle=SOLID, linewidth=0.6, label="line rate / band"
    )
    sheet.axes.set_ylim(0.0, most)
    sheet.axes.set_xlim(0.0, found.band / 1e9)


def _align(upper: Sheet, lower: Sheet) -> None:
    """Put the lower axes under the upper ones, with the room that their own letters need."""
    figure, place = upper.figure, upper.axes.get_position()
    width, height = figure.get_size_inches()
    inner, outer = lower.inner, lower.axes.get_tightbbox(lower.renderer, for_layout_only=True)
    assert outer is not None  # something is visible
    below = (inner.y0 - outer.y0) / figure.dpi + _EDGE
    left = max(place.x0, ((inner.x0 - outer.x0) / figure.dpi + _EDGE) / width)
    top = place.y0 - _GAP / height
    if top - below / height < 0.1:  # noqa: PLR2004 - of the figure, below which nothing can be read
        wanted = "a higher figure: the lower axes have no room"
        raise InputError("figure", [Problem("size", f"{width:g} x {height:g} inch", wanted)])
    for sheet, foot, head in ((upper, place.y0, place.y1), (lower, below / height, top)):
        sheet.axes.set_position((left, foot, place.x1 - left, head - foot))


def _legend(sheet: Sheet, *choices: Sequence[tuple[Artist, str]]) -> None:
    """Draw the legend above all curves: the first of its choices that fits in two columns, or the last in one."""
    for entries, columns in (*((each, 2) for each in choices), (choices[-1], 1)):
        legend = sheet.legend(entries, loc="upper right", ncols=columns, columnspacing=1.0)
        box, inner = sheet.taken(legend), sheet.inner
        if box.width < inner.width:
            break
        legend.remove()
    share = (box.height + sheet.letters * sheet.point) / inner.height
    if box.width >= inner.width or share > _MOST:
        width, height = sheet.figure.get_size_inches()
        wanted = "a larger figure: a legend has no room"
        raise InputError("figure", [Problem("size", f"{width:g} x {height:g} inch", wanted)])
    foot, top = sheet.axes.get_ylim()
    sheet.axes.set_ylim(foot, foot + (top - foot) / (1.0 - share))
    sheet.axes.set_yticks([tick for tick in sheet.axes.get_yticks() if foot <= tick <= top])  # none beside the legend


def _decibels(density: Array) -> Array:
    with np.errstate(divide="ignore"):  # nothing at all is minus infinity, and not drawn
        found = 10.0 * np.log10(density)
    return np.where(np.isfinite(found), found, np.nan)


def _caption(found: Measured, catalogue: str) -> str:
    files = found.files
    title = f"A measured channel, {files.through.name}, and {len(files.far) + len(files.near)} aggressors."
    return captions.caption(printable(title), map(printable, _said(found, catalogue)))


def _said(found: Measured, catalogue: str) -> Iterator[str]:
    yield sentence(found)
    yield (
        "Above: one-sided densities at the receiver; the signal falls by the insertion loss, from a flat "
        f"{float(_decibels(np.array(found.density))):.1f} dB(V²/Hz) sent. Where the water level lies below the noise, "
        "water-filling sends nothing."
    )
    yield "Below: capacity density; the area under a curve is its capacity, and that under the grey line the line rate."
    for section in sections(found):
        yield from section.items
    yield captions.stamp([], catalogue=catalogue)
