"""A fit to one's own runs: data and law, errors, valleys of equal compute, and profiles, in one sheet or each alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem, UnknownNameError, printable
from limits.report.figures import captions
from limits.report.figures.fits import budgets, data, errors, profiles
from limits.report.figures.fits.panel import Panel, align, entitle
from limits.report.figures.fits.shown import Shown
from limits.report.figures.saving import Drawing, stated
from limits.report.figures.sheet import Sheet, check
from limits.report.figures.style import styled
from limits.scaling.fits.dependence import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from limits.report.figures.style import Style
    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Fit

_PARTS: dict[str, Any] = {"data": data, "residuals": errors, "valleys": budgets, "profiles": profiles}

PANELS = tuple(_PARTS)
"""What a fit is shown by, in the order in which it is drawn."""

_VARIABLES = ("parameters", "tokens")
_LETTERS = 8.0  # pt, of which the following take their measure
_WIDE, _HIGH = 2.5, 2.2  # inch that a panel takes at least, with letters of that size
_ROW = 2.9  # inch of height of a row of panels, unless a size is given
_COLUMNS = 2


def fit(
    fit: Fit,
    *,
    held: Points | None = None,
    panels: Sequence[str] = (),
    size: tuple[float, float] | None = None,
    style: str = "paper",
    ax: Axes | None = None,
) -> Drawing:
    """Draw a fit beside the runs behind it.

    `data` is loss over compute with the law at each size and its frontier, `residuals` the error of the law over
    compute, `valleys` loss over parameters at each budget with the law's best size, `profiles` the rise of the
    objective over each coefficient.

    Parameters
    ----------
    fit
        What ``limits.scaling.fit`` returns.
    held
        Runs that the fit has not seen, drawn apart and held against it.
    panels
        Which of `PANELS`; unless given, all of them, as many as a given size has room for, and on a slide the first.
    size
        Width and height [inch]; as high as the panels need unless given. `ONE_COLUMN` is for one column of a journal.
    style
        `paper`, or `talk` for slides.
    ax
        Axes to draw one panel on, instead of a figure of its own; nothing else of their figure is touched.

    Returns
    -------
    Drawing
        The figure; its `axes` are those of the first panel.

    Raises
    ------
    InputError
        If there is no room, the form is one of a single variable, or panels are asked for twice or on one pair of axes.
    UnknownNameError
        If no panel or style is called so.
    MissingMatplotlibError
        If matplotlib is not installed.

    Examples
    --------
    >>> from limits import scaling
    >>> N, D = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9]
    >>> found = scaling.fit(N, D, [1.8 + 480 / n**0.35 + 2100 / d**0.37 for n, d in zip(N, D)])
    >>> fit(found, panels=["data"]).axes.get_xlabel()
    'Training compute $C = 6ND$ [FLOP]'
    """
    chosen = styled(style)
    check(size, ax)
    _check(fit, panels, ax)
    asked = tuple(panels) or _fitting(size, chosen, ax)
    shown = Shown(fit, held)
    with stated():
        sheets = _sheets(asked, size, chosen, ax)
        several = len(asked) > 1
        for letter, name, sheet in zip("abcd", asked, sheets, strict=False):
            _PARTS[name].draw(sheet, shown)
            if several:
                entitle(sheet, letter, _PARTS[name].TITLE)
        align(sheets)
        for name, sheet in zip(asked, sheets, strict=True):
            _PARTS[name].finish(sheet, shown)
        align(sheets)
    return Drawing(sheets[0].figure, sheets[0].axes, _caption(shown, asked))


def _check(fit: Fit, panels: Sequence[str], ax: Axes | None) -> None:
    if fit.task.form.needs != _VARIABLES:
        raise InputError("figure", [Problem("form", fit.form, f"a form with {' and '.join(_VARIABLES)}")])
    for name in panels:
        if name not in _PARTS:
            raise UnknownNameError("panel", name, PANELS, see=f"there are {', '.join(PANELS)}")
    if len(set(panels)) < len(panels):
        raise InputError("figure", [Problem("panels", ", ".join(panels), "each once")])
    if ax is not None and len(panels) > 1:
        raise InputError("figure", [Problem("panels", f"{len(panels)}", "one beside ax")])


def _columns(width: float, style: Style) -> int:
    """Return how many panels can stand side by side in a width [inch]."""
    wide = _WIDE * style.type_of(width) / _LETTERS
    return max(1, min(_COLUMNS, math.floor(width / wide)))


def _fitting(size: tuple[float, float] | None, style: Style, ax: Axes | None) -> tuple[str, ...]:
    """Return the panels that a size has room for: all of them on paper unless it says otherwise."""
    if ax is not None:
        return PANELS[:1]
    if size is None:
        return PANELS if style.scale == 1.0 else PANELS[:1]  # a slide says one thing
    width, height = size
    high = _HIGH * style.type_of(width) / _LETTERS
    return PANELS[: _columns(width, style) * max(1, math.floor(height / high))]


def _sheets(asked: Sequence[str], size: tuple[float, float] | None, style: Style, ax: Axes | None) -> list[Sheet]:
    """Return a sheet for each panel, in rows from the top."""
    if ax is not None:
        return [Sheet((0.0, 0.0), style, ax)]
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    columns = min(len(asked), _columns((size or style.size)[0], style))
    rows = math.ceil(len(asked) / columns)
    if size is None:
        size = style.size if len(asked) == 1 or style.scale > 1.0 else (style.size[0], rows * _ROW)
    figure = Figure(figsize=size, dpi=100, facecolor="white", edgecolor="white")
    FigureCanvasAgg(figure)
    found: list[Sheet] = []
    for place in range(len(asked)):
        row, column = divmod(place, columns)
        cell = column / columns, 1.0 - (row + 1) / rows, (column + 1) / columns, 1.0 - row / rows
        found.append(Panel(figure, cell, style))
    return found


def _caption(shown: Shown, asked: Sequence[str]) -> str:
    fit = shown.fit
    title = f"A scaling law fitted to {described(fit.points)}: {fit.task.form.formula}, a trend."
    return captions.caption(title, map(printable, _said(shown, asked)))


def _said(shown: Shown, asked: Sequence[str]) -> Iterator[str]:
    for letter, name in zip("abcd", asked, strict=False):
        begin = f"{letter}, {_PARTS[name].TITLE}: " if len(asked) > 1 else ""
        yield begin + " ".join(_PARTS[name].said(shown))
    yield from (f"Mind: {warning}." for warning in shown.fit.warnings)
    yield captions.stamp([], law=shown.law)
