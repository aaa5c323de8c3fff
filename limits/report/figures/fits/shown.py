"""What the panels of a fit have in common: its law, what that says of any run, and the colours of sizes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError
from limits.report.figures.style import shades
from limits.report.numbers import counted
from limits.scaling.fits.residuals import residuals
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from limits.report.figures.sheet import Sheet
    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Fit
    from limits.scaling.fits.residuals import Residuals
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array

LINES = 6
"""Sizes whose lines are drawn; of more sizes, some that are evenly spaced."""

_SAME = 0.01  # of ln of a size: rounding
_MARKS = ((60, 3.4), (300, 2.6), (1000, 1.9))  # up to how many rows marks are how large [pt]
_SMALLEST = 1.4


@dataclass(frozen=True, eq=False)
class Shown:
    """A fit as its figure shows it.

    Parameters
    ----------
    fit
        What is drawn.
    held
        Runs that the fit has not seen, and that it is held against; none of them if None.
    """

    fit: Fit
    held: Points | None = None

    @cached_property
    def _law(self) -> tuple[ScalingLaw | None, str]:
        try:
            return self.fit.law("fit"), ""
        except InputError as error:
            return None, "; ".join(f"{problem.where} {problem.given}" for problem in error.problems)

    @property
    def law(self) -> ScalingLaw | None:
        """The fit as a law, which has optima and intervals; None where it is none."""
        return self._law[0]

    @property
    def because(self) -> str:
        """Why the fit is no law."""
        return self._law[1]

    @property
    def points(self) -> Points:
        """The runs that were fitted."""
        return self.fit.points

    @cached_property
    def residuals(self) -> Residuals:
        """How far each run lies from the law."""
        return residuals(self.fit)

    @property
    def curves(self) -> bool:
        """Whether rows are checkpoints of runs."""
        return self.points.independent < len(self.points)

    def loss(self, N: Array, D: Array) -> Array:
        """Return what the fit says of the loss of any run [points.loss_unit]."""
        task = self.fit.task
        E = task.coefficients(self.fit.vector[None])[0, 0]  # exact where it is pinned
        _, A, B, alpha, beta = task.outward @ self.fit.vector
        with np.errstate(over="ignore"):
            found: Array = E + np.exp(A - alpha * np.log(N)) + np.exp(B - beta * np.log(D))
        return found

    @cached_property
    def sizes(self) -> Array:
        """Sizes of runs whose lines are drawn, ascending [parameter]."""
        logarithms = np.sort(np.log(self.points.parameters))
        parts = np.split(logarithms, np.flatnonzero(np.diff(logarithms) > _SAME) + 1)
        middles = np.array([part[len(part) // 2] for part in parts])
        if len(middles) > LINES:
            even = np.linspace(middles[0], middles[-1], LINES)
            middles = np.unique(middles[np.abs(middles[:, None] - even).argmin(axis=0)])
        return np.asarray(np.exp(middles))

    @cached_property
    def of_size(self) -> NDArray[np.intp]:
        """Which of the sizes is next to that of each row."""
        return np.asarray(np.abs(np.log(self.points.parameters)[:, None] - np.log(self.sizes)).argmin(axis=1))

    def colors(self, N: Array) -> list[str]:
        """Return the colours of sizes, light for small and dark for large."""
        parts = [self.points] if self.held is None else [self.points, self.held]
        every = np.log(np.concatenate([part.parameters for part in parts]))
        low, high = every.min(), every.max()
        return shades(1.0 - np.clip((np.log(N) - low) / max(high - low, _SAME), 0.0, 1.0))

    def runs(self) -> Iterator[NDArray[np.intp]]:
        """Give the rows of each run in the order of tokens."""
        run = self.points.run
        order = np.arange(len(self.points)) if run is None else np.lexsort((self.points.tokens, run))
        yield from np.split(order, [] if run is None else np.flatnonzero(np.diff(run[order])) + 1)


def size(N: float) -> str:
    """Write a number of parameters as their field does.

    Examples
    --------
    >>> size(6.04e7)
    '60.4M'
    """
    return counted(Value(N, "parameter"))


def rows(sheet: Sheet, shown: Shown, x: Array, y: Array) -> None:
    """Draw all rows in the colours of their sizes: runs as marks, checkpoints as thin curves that end in one."""
    points = shown.points
    colors = np.array(shown.colors(points.parameters))
    ends = np.arange(len(points))
    if shown.curves:
        parts = list(shown.runs())
        for part in parts:
            sheet.line(x[part], y[part], color=colors[part[-1]], linewidth=0.5, label="_run", zorder=2)
        ends = np.array([part[-1] for part in parts])
    marks(sheet, x[ends], y[ends], colors[ends].tolist())


def marks(sheet: Sheet, x: Array, y: Array, colors: list[str], **look: Any) -> None:
    """Draw marks, the smaller the more there are."""
    diameter = next((size for most, size in _MARKS if len(x) <= most), _SMALLEST) * sheet.scale
    given: dict[str, Any] = {
        "c": colors,
        "edgecolors": "none",
        "marker": "o",
        "label": "_rows",
        "zorder": 3,
        "s": diameter**2,
    }
    sheet.axes.scatter(x, y, **{**given, **look})
