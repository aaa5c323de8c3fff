"""A sheet to draw on: one pair of axes, in a figure of its own or in somebody else's, and how it is written on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, LimitsError, Problem
from limits.report.figures.style import INK, RUNS, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

_FAMILY = "DejaVu Sans"  # ships with matplotlib
_LONGEST_NAME = 40  # signs
_MARGIN = 0.04  # inch around everything
_SMALLEST, _LARGEST = 2.4, 40.0  # inch
_STEPS = ((1,), (1, 2, 5), tuple(range(1, 10)), tuple(step / 10 for step in range(10, 100)))  # labels in a decade
_FEWEST = 3  # labels of an axis of losses
_ROUNDING = 1e-9
_SHORTER = "the asymptote ", ""  # what the name of an axis may do without
_AXES = 0.85  # share of the height of a figure that the name of its upright axis may take
LINE = 1.3
"""Distance of lines of letters, in units of their size."""


class MissingMatplotlibError(LimitsError):
    """Figures were asked for where matplotlib is not installed.

    Examples
    --------
    >>> print(MissingMatplotlibError())
    figures are drawn by matplotlib, which is not installed; python -m pip install "matplotlib>=3.8"
    """

    def __init__(self) -> None:
        super().__init__(
            'figures are drawn by matplotlib, which is not installed; python -m pip install "matplotlib>=3.8"',
        )


def check(size: tuple[float, float] | None, ax: Axes | None) -> None:
    """Refuse a size that no figure has, or one for axes that have theirs, and say where matplotlib is missing.

    Raises
    ------
    InputError
        With what is wrong with the size.
    MissingMatplotlibError
        If nothing can be drawn here.
    """
    if size is not None and ax is not None:
        raise InputError("figure", [Problem("size", by(size), "none beside ax: these axes have a size")])
    if size is not None and not all(_SMALLEST <= length <= _LARGEST for length in size):
        wanted = f"width and height in inch, each from {_SMALLEST:g} to {_LARGEST:g}"
        raise InputError("figure", [Problem("size", by(size), wanted)])
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError:
        raise MissingMatplotlibError from None


def by(size: tuple[float, float]) -> str:
    """Write a size.

    Examples
    --------
    >>> by((3.3, 2.9))
    '3.3 x 2.9'
    """
    return " x ".join(f"{length:g}" for length in size)


class Sheet:
    """One pair of axes to draw on.

    Parameters
    ----------
    size
        Width and height of a figure of its own [inch].
    style
        How large its letters and lines are.
    ax
        Axes of a figure that somebody else made, instead: these alone are drawn on.
    """

    def __init__(self, size: tuple[float, float], style: Style, ax: Axes | None = None) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
        from matplotlib.figure import Figure

        self.own, self.below = ax is None, 0.0
        if ax is None:
            self.figure: Figure = Figure(figsize=size, dpi=100, facecolor="white", edgecolor="white")
            FigureCanvasAgg(self.figure)
            self.axes: Axes = self.figure.add_axes((0.15, 0.15, 0.8, 0.8), facecolor="white")
        else:
            self.axes, self.figure = ax, ax.figure.figure
            size = ax.get_window_extent().width / self.figure.dpi, 0.0
        self.letters, self.scale = style.type_of(size[0]), style.scale
        # Letters are measured by what draws them into a picture: other canvases have none of their own to ask.
        self.renderer = RendererAgg(100, 100, self.figure.dpi)  # type: ignore[no-untyped-call]

    @property
    def inner(self) -> Any:
        """The rectangle of the axes [pixel]."""
        return self.axes.get_window_extent()

    @property
    def point(self) -> float:
        """Pixels in a point, 1/72 inch."""
        return float(self.figure.dpi / 72)

    def across(self, x: float) -> float:
        """Return where a value of the level axis stands [pixel]."""
        return float(self.axes.transData.transform((x, 1.0))[0])

    def value(self, pixel: float) -> float:
        """Return the value of the level axis at a place [pixel]."""
        return float(self.axes.transData.inverted().transform((pixel, 0.0))[0])

    def font(self) -> dict[str, Any]:
        """Return the properties of a text."""
        return {"family": _FAMILY, "size": self.letters, "math_fontfamily": "dejavusans"}

    def label(self, x: str, y: str = "") -> None:
        """Write what the axes are, with their units, and draw their ticks; without `y` there is no upright one."""
        axes = self.axes
        axes.set_xlabel(x, color=INK, labelpad=2 * self.scale, **self.font())
        axes.set_ylabel(y, color=INK, labelpad=2 * self.scale, **self.font())
        for which, length in (("major", 3.5), ("minor", 2.0)):
            axes.tick_params(
                which=which,
                length=length * self.scale,
                width=0.6 * self.scale,
                pad=2 * self.scale,
                direction="out",
                color=INK,
                labelcolor=INK,
                labelsize=self.letters,
                labelfontfamily=_FAMILY,
            )
        for side, spine in axes.spines.items():
            seen = side == "bottom" or (side == "left" and bool(y))
            spine.set(linewidth=0.6 * self.scale, edgecolor=INK, visible=seen)
        if not y:
            axes.tick_params(axis="y", which="both", left=False, labelleft=False)

    def run(self, x: float, loss: tuple[float, float, float], name: str, number: int | None) -> None:
        """Draw an asked run at `x` as a ring, which hides nothing, with the least, the middle and the most of its loss.

        Its place among several decides colour and marker.
        """
        color, marker = RUNS[number or 0]
        asked = "predicted" if number is None else f"{number + 1}, predicted"
        low, centre, high = loss
        self.line([x] * 2, [low, high], color=color, linewidth=1.2, label=f"_interval:{name}", zorder=5)
        self.axes.plot(
            [x],
            [centre],
            linestyle="none",
            marker=marker,
            markersize=7.5 * self.scale,
            markerfacecolor="none",
            markeredgecolor=color,
            markeredgewidth=1.5 * self.scale,
            label=f"{asked}: {self.named(name)}",
            zorder=6,
        )

    def losses(self, low: float, high: float) -> None:
        """Write the losses from `low` to `high` at their axis, as numbers, and their ticks no farther.

        The rest of the axis is room for what is written above and below the curves.
        """
        from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

        axis, ends = self.axes.yaxis, self.axes.get_ylim()
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        ends = max(ends[0], 10.0**first), min(ends[1], 10.0**last)
        found = []
        for steps in _STEPS:
            ticks = np.array([step * 10.0**decade for decade in range(first, last + 1) for step in steps])
            found.append(ticks[(ticks >= ends[0] * (1 - _ROUNDING)) & (ticks <= ends[1] * (1 + _ROUNDING))].tolist())
        major = next((ticks for ticks in found if len(ticks) >= _FEWEST), found[-1])
        axis.set_major_locator(FixedLocator(major))
        axis.set_minor_locator(FixedLocator(found[2]))
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axis.set_minor_formatter(NullFormatter())

    def text(self, at: tuple[float, float], text: str, side: str, color: str) -> None:
        """Write a text at a share of the width of the axes, in the middle of its line."""
        look: dict[str, Any] = {"transform": self.axes.get_yaxis_transform(), "ha": side, "va": "center"}
        self.axes.text(at[0], at[1], text, color=color, parse_math=False, **look, **self.font())

    def line(self, x: Any, y: Any, *, linewidth: float, **look: Any) -> None:
        """Draw a line whose width is that on paper [pt]."""
        self.axes.plot(x, y, linewidth=linewidth * self.scale, **look)

    def legend(self, entries: Sequence[tuple[Artist, str]], **place: Any) -> Legend:
        """Draw a legend within the axes."""
        from matplotlib.legend import Legend

        legend = Legend(
            self.axes,
            [handle for handle, _ in entries],
            [label for _, label in entries],
            borderaxespad=0.3,
            borderpad=0,
            handlelength=1.8,
            handletextpad=0.5,
            labelspacing=0.25,
            numpoints=1,
            frameon=False,
            labelcolor=INK,
            prop=self.font(),
            **place,
        )
        self.axes.add_artist(legend)
        return legend

    def entries(self) -> list[tuple[Artist, str]]:
        """Return what a legend has to explain: handles and labels of all that was drawn under a name."""
        return list(zip(*self.axes.get_legend_handles_labels(), strict=True))

    def taken(self, legend: Legend) -> Any:
        """Return the rectangle of a legend [pixel]."""
        return legend.get_window_extent(self.renderer)

    def fit(self, below: float = 0.0) -> None:
        """Give the axes, with all that is written around them, the figure; axes of somebody else stay where they are.

        Parameters
        ----------
        below
            Height to be left free at the foot of the figure, here and in every later fit [pixel].

        Raises
        ------
        InputError
            If nothing is left to draw on.
        """
        self.below = below or self.below
        whole = _AXES * (self.figure.bbox.height - self.below) if self.own else self.inner.height
        name = self.axes.yaxis.label
        if self.measure(name.get_text()) > whole:
            name.set_text(name.get_text().replace(*_SHORTER))
        if not self.own:
            return
        from matplotlib.legend import Legend  # stands within the axes, or in the room below

        width, height = self.figure.get_size_inches()
        around = [each for each in self.axes.get_default_bbox_extra_artists() if not isinstance(each, Legend)]
        for _ in range(2):  # the room that ticks take depends a little on their number
            inner = self.inner
            outer = self.axes.get_tightbbox(self.renderer, for_layout_only=True, bbox_extra_artists=around)
            assert outer is not None  # something is visible
            over = np.array([inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1])
            over = np.maximum(over, 0.0) / self.figure.dpi + _MARGIN
            x, y = over[0] / width, (over[1] + self.below / self.figure.dpi) / height
            far, high = 1 - over[2] / width, 1 - over[3] / height
            if far - x < 0.3 or high - y < 0.2:  # noqa: PLR2004 - shares of the figure, below which nothing can be read
                wanted = "a larger figure: its letters leave no room"
                raise InputError("figure", [Problem("size", f"{width:g} x {height:g} inch", wanted)])
            self.axes.set_position((x, y, far - x, high - y))

    def named(self, name: str) -> str:
        """Return a name that somebody gave as it can be written in a label: short, and without any mathematics."""
        short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
        return self._writable(short).replace("$", r"\$")

    def _writable(self, text: str) -> str:
        """Replace the signs that the font does not have."""
        from matplotlib.font_manager import FontProperties, findfont, get_font

        font = get_font(findfont(FontProperties(**self.font())))
        return "".join(sign if font.get_char_index(ord(sign)) else "?" for sign in text)

    def measure(self, text: str) -> float:
        """Return the width of a text, the longest of its lines [pixel]."""
        from matplotlib.font_manager import FontProperties

        font = FontProperties(**self.font())
        measured: Any = self.renderer.get_text_width_height_descent
        widths = [measured(line, font, ismath="$" in line)[0] for line in text.split("\n")]
        return float(max(widths))
