"""What figures look like: colours, markers and lines, stated here and never taken from settings.

Colours are those of Okabe and Ito, which the colour-blind tell apart; whatever a colour says, a shape or a style of
line says again, for print in grey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits.errors import UnknownNameError
from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.typing import Array

SIZE = (7.0, 4.5)
"""Width and height of a figure [inch]: two columns of a journal."""

ONE_COLUMN = (3.3, 3.3)
"""Width and height of a figure in one column of a journal [inch]."""

_NARROW = 5.0  # inch up to which a figure stands in one column


@frozen
class Style:
    """How large a figure is unless its size is given [inch], its type [pt], and how much thicker its lines are."""

    size: tuple[float, float]
    letters: float
    narrow: float
    scale: float

    def type_of(self, width: float) -> float:
        """Return the size of all type in a figure of some width [pt].

        Examples
        --------
        >>> STYLES["paper"].type_of(3.3), STYLES["paper"].type_of(7.0), STYLES["talk"].type_of(10.0)
        (7.0, 8.0, 16.0)
        """
        return self.narrow if width < _NARROW else self.letters


STYLES = {"paper": Style(SIZE, 8.0, 7.0, 1.0), "talk": Style((10.0, 5.625), 16.0, 16.0, 2.0)}
"""Styles by name: `paper` for a journal, `talk` for a slide of 16 to 9, to be read from the last row."""


def styled(name: str) -> Style:
    """Return a style by name.

    Raises
    ------
    UnknownNameError
        If no style is called so.

    Examples
    --------
    >>> styled("talk").size
    (10.0, 5.625)
    """
    if name not in STYLES:
        raise UnknownNameError("style", name, list(STYLES))
    return STYLES[name]


INK, FAINT, GUIDE = "#000000", "#707070", "#B0B0B0"
LAWS = ("#000000", "#0072B2", "#E69F00", "#009E73")  # of four levels of grey
RUNS = (
    ("#D55E00", "o"),
    ("#009E73", "D"),
    ("#CC79A7", "P"),
    ("#0072B2", "h"),
    ("#E69F00", "v"),
    ("#56B4E9", "*"),
)
"""Colour and marker of each asked run."""

KINDS: dict[str, dict[str, Any]] = {
    "theorem": {"marker": "s"},
    "law": {"marker": "s", "markerfacecolor": "white"},
    "model": {"marker": "^", "markerfacecolor": "white"},
    "trend": {"marker": "x", "markeredgewidth": 1.3},
    "rating": {"marker": "|", "markersize": 8.0, "markeredgewidth": 2.2},
    "definition": {"marker": "."},
}
"""Marker of each kind of bound: what is proved, what was fitted and what a data sheet says never look alike."""

SOLID, DASHED = "-", (0, (4, 2))

_SHADES = ("#00224E", "#7D7C78", "#C8B866")  # dark to light, blue to yellow: also in grey, and for the colour-blind

LEADER: dict[str, Any] = {"arrowstyle": "-", "linewidth": 0.5}
"""A thin line from a name to what it names."""


def mark(kind: str, color: str, scale: float = 1.0) -> dict[str, Any]:
    """Return how a bound of a kind is drawn: its marker, in a colour.

    Examples
    --------
    >>> mark("law", "#000000", 2.0)["markersize"], mark("law", "#000000")["markerfacecolor"]
    (9.0, 'white')
    """
    drawn: dict[str, Any] = {
        "markersize": 4.5,
        "markerfacecolor": color,
        "markeredgecolor": color,
        "markeredgewidth": 0.9,
    }
    drawn |= KINDS[kind]
    larger = {name: drawn[name] * scale for name in ("markersize", "markeredgewidth")}
    return {"linestyle": "none", "color": color, **drawn, **larger}


def shades(places: Array) -> list[str]:
    """Return the colours of numbers that have an order, from 0, which is dark, to 1, which is light.

    Examples
    --------
    >>> import numpy as np
    >>> shades(np.array([0.0, 1.0]))
    ['#00224e', '#c8b866']
    """
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    scale = LinearSegmentedColormap.from_list("shades", _SHADES)
    return [to_hex(color) for color in scale(places)]
