"""A sheet to draw on: one pair of axes, its legend and the notes at its foot, each with room of its own."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, LimitsError, Problem
from limits.report.figures.style import INK, RUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

    from limits.report.figures.places import Place

_FAMILY = "DejaVu Sans"  # ships with matplotlib
_WIDE = 5.0  # inch from which letters are larger
_LETTERS, _SMALL = (8.0, 6.5), (6.5, 5.5)  # points: of all, and of what stands at the foot; wide, and narrow
_WIDTH_OF_LETTER = 0.56  # of the size of the letters, on average
_LONGEST_NAME = 40  # signs
_MARGIN = 0.06  # inch around everything
_BROADEST, _HIGHEST = 0.55, 0.82  # shares of the axes that a legend within them may take
_SMALLEST, _LARGEST = 2.4, 40.0  # inch


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


class Sheet:
    """A figure with one pair of axes, its legend below, and notes at its foot.

    Parameters
    ----------
    size
        Width and height [inch].

    Raises
    ------
    MissingMatplotlibError
        If nothing can be drawn here.
    InputError
        If the size is no size of a figure.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        if not all(_SMALLEST <= length <= _LARGEST for length in size):
            wanted = f"width and height in inch, each from {_SMALLEST:g} to {_LARGEST:g}"
            raise InputError("figure", [Problem("size", " x ".join(f"{length:g}" for length in size), wanted)])
        try:
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.figure import Figure
        except ImportError:
            raise MissingMatplotlibError from None
        narrow = size[0] < _WIDE
        self.letters, self.small = _LETTERS[narrow], _SMALL[narrow]
        self.figure: Figure = Figure(figsize=size, dpi=100, facecolor="white", edgecolor="white")
        self.canvas = FigureCanvasAgg(self.figure)
        self.renderer = self.canvas.get_renderer()  # type: ignore[no-untyped-call]
        self.axes: Axes = self.figure.add_axes((0.15, 0.4, 0.8, 0.55), facecolor="white")

    def font(self, size: float | None = None) -> dict[str, Any]:
        """Return the properties of a text."""
        return {"family": _FAMILY, "size": size or self.letters}

    def label(self, x: str, y: str) -> None:
        """Write what the axes are, with their units, and draw their ticks."""
        axes = self.axes
        axes.set_xlabel(x, color=INK, labelpad=3, **self.font())
        axes.set_ylabel(y, color=INK, labelpad=3, **self.font())
        for which, length in (("major", 3.5), ("minor", 2.0)):
            axes.tick_params(
                which=which,
                length=length,
                width=0.6,
                direction="out",
                color=INK,
                labelcolor=INK,
                labelsize=self.letters,
                labelfontfamily=_FAMILY,
            )
        for side, spine in axes.spines.items():
            spine.set(linewidth=0.6, edgecolor=INK, visible=side in ("left", "bottom"))

    def run(self, x: float, place: Place, number: int | None) -> None:
        """Draw an asked run at `x` with the interval of its loss; its place among several decides colour and marker."""
        color, marker = RUNS[number or 0]
        asked = "this run" if number is None else f"{number + 1}"
        self.axes.plot([x] * 2, [place.low, place.high], color=color, linewidth=1.2, label="_interval", zorder=5)
        self.axes.plot(
            [x],
            [place.loss],
            linestyle="none",
            marker=marker,
            markersize=6.5,
            markerfacecolor=color,
            markeredgecolor=INK,
            markeredgewidth=0.6,
            label=f"{asked}: {self.named(place.name)}, predicted",
            zorder=6,
        )

    def arrange(self, notes: Sequence[str], *, beside: float = 0.0, under: float | None = None) -> tuple[float, float]:
        """Place notes at the foot, the legend above them and the axes in what is left.

        Parameters
        ----------
        notes
            What stands at the foot, each on lines of its own.
        beside
            Width to be left free at the right of the axes [inch].
        under
            Height to be left free under the legend where it stands in the upper right of the axes [pixel]; without
            it, or where legend and this height take too much of the axes, the legend stands below them.

        Returns
        -------
        tuple
            Width and height of the corner that the legend takes from the axes [pixel]; 0 where it stands below.
        """
        width, height = self.figure.get_size_inches()
        columns = int((width - 2 * _MARGIN) * 72 / (_WIDTH_OF_LETTER * self.small))
        said = [self._writable(note) for note in notes]
        lines = [line for note in said for line in wrap(note, columns, subsequent_indent="   ", break_on_hyphens=False)]
        step = 1.25 * self.small / 72
        for place, line in enumerate(reversed(lines)):
            bottom = (_MARGIN + place * step) / height
            self.figure.text(
                _MARGIN / width,
                bottom,
                line,
                color="#404040",
                va="bottom",
                parse_math=False,
                **self.font(self.small),
            )
        bottom = 2 * _MARGIN + step * len(lines)
        right, top = width - _MARGIN - beside, height - _MARGIN
        if under is not None:
            self._fit(_MARGIN, bottom, right, top)
            inner = self.axes.get_window_extent()
            legend = self._legend(1, loc="upper right", bbox_to_anchor=(1, 1), bbox_transform=self.axes.transAxes)
            taken = legend.get_window_extent(self.renderer)
            if taken.width <= _BROADEST * inner.width and taken.height + under <= _HIGHEST * inner.height:
                return float(taken.width), float(taken.height)
            legend.remove()
        for columns in (4, 3, 2, 1):
            legend = self._legend(columns, loc="lower left", bbox_to_anchor=(_MARGIN / width, bottom / height))
            taken = legend.get_window_extent(self.renderer)
            if columns == 1 or taken.width <= (width - 2 * _MARGIN) * self.figure.dpi:
                break
            legend.remove()
        self._fit(_MARGIN, bottom + taken.height / self.figure.dpi + _MARGIN, right, top)
        return 0.0, 0.0

    def _legend(self, columns: int, **place: Any) -> Legend:
        """Draw the legend."""
        handles, labels = self.axes.get_legend_handles_labels()
        return self.figure.legend(
            handles,
            labels,
            borderaxespad=0,
            borderpad=0,
            ncols=columns,
            columnspacing=1.2,
            handlelength=2.2,
            handletextpad=0.6,
            labelspacing=0.3,
            numpoints=1,
            markerscale=0.9,
            frameon=False,
            labelcolor=INK,
            prop=self.font(self.small + 0.5),
            **place,
        )

    def _fit(self, left: float, bottom: float, right: float, top: float) -> None:
        """Give the axes, with all that is written around them, a rectangle of the figure [inch]."""
        width, height = self.figure.get_size_inches()
        for _ in range(2):  # the room that ticks take depends a little on their number
            inner = self.axes.get_window_extent()
            outer = self.axes.get_tightbbox(self.renderer, for_layout_only=True)
            assert outer is not None  # something is visible
            over = np.array([inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1])
            over = np.maximum(over, 0.0) / self.figure.dpi
            x, y = (left + over[0]) / width, (bottom + over[1]) / height
            far, high = (right - over[2]) / width, (top - over[3]) / height
            if far - x < 0.3 or high - y < 0.2:  # noqa: PLR2004 - shares of the figure, below which nothing can be read
                wanted = "a larger figure, or fewer laws and runs: legend and notes leave no room"
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

    def measure(self, text: str, size: float) -> float:
        """Return the width of a text [pixel]."""
        from matplotlib.font_manager import FontProperties

        font, renderer = FontProperties(**self.font(size)), self.renderer
        width, _, _ = renderer.get_text_width_height_descent(text, font, ismath="$" in text)
        return float(width)
