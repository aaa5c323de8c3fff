"""What figures look like: colours, markers and lines, stated here and never taken from settings.

Colours are those of Okabe and Ito, which the colour-blind tell apart; whatever a colour says, a marker or a style of
line says again, for print in grey.
"""

from __future__ import annotations

from typing import Any

SIZE = (7.0, 4.5)
"""Width and height of a figure [inch]: two columns of a journal."""

ONE_COLUMN = (3.4, 4.2)
"""Width and height of a figure in one column of a journal [inch]."""

INK, FAINT = "#000000", "#808080"
LAWS = ("#000000", "#0072B2", "#E69F00", "#A0A0A0")  # of four levels of grey
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
    "trend": {"marker": "x"},
    "rating": {"marker": "_"},
    "definition": {"marker": "."},
}
"""Marker of each kind of bound: what is proved and what was fitted never look alike."""

SOLID, DASHED, CHAIN = "-", (0, (4, 2)), (0, (6, 1.5, 1, 1.5))

LEADER: dict[str, Any] = {"arrowstyle": "-", "linewidth": 0.5}
"""A thin line from a name to what it names."""
