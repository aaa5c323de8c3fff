"""Rows that err together: checkpoints of one run, and rows that repeat the same parameters and tokens.

A fit of 800 rows that are 40 checkpoints of 20 runs knows what 20 runs tell. Where a file names the run of each row,
errors are counted by run; where it does not, the errors themselves show whether rows of one size go together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.scaling.fits.points import Points
    from limits.typing import Array

_TOGETHER = 3.0  # standard deviations of a correlation by chance, from which neighbours go together
_PLAIN = 0.3  # correlation below which intervals are hardly too narrow
_APART = 0.01  # difference of ln(loss) at one N and D that is more than the noise of training
_ROUNDING = 1e-6  # largest |error| below which there is no noise to speak of


def described(points: Points) -> str:
    """Say what was fitted to.

    Examples
    --------
    >>> from limits.scaling.fits.points import Points
    >>> described(Points.of([1e8, 1e8, 1e9], [1e9, 2e9, 2e10], [4.1, 3.9, 3.1], ["a", "a", "b"]))
    '3 rows of 2 runs'
    """
    many = points.independent
    return f"{many} runs" if many == len(points) else f"{len(points)} rows of {many} runs"


def remarks(points: Points, error: Array, free: int, variables: tuple[str, str]) -> list[str]:
    """Say what rows that go together mean for the intervals.

    Parameters
    ----------
    points
        The rows.
    error
        Error of each in ln(loss) or in the loss, at the minimum.
    free
        Coefficients that were fitted [1].
    """
    said = []
    if points.independent <= free:
        said.append(f"rows of {points.independent} runs for {free} coefficients: too few to tell their errors")
    elif points.independent == len(points) and (correlation := _correlation(points, error)) is not None:
        said.append(
            f"errors of neighbouring rows of one size go together (correlation {correlation:.2f}): if these are "
            "checkpoints of runs, name the column of the run (run=HEADER), since the intervals are too narrow; if not, "
            "the form does not fit"
        )
    return said + _repeated(points)


def _correlation(points: Points, error: Array) -> float | None:
    """Return the correlation of the errors of neighbours in tokens at one size; None where chance explains it."""
    order = np.lexsort((points.tokens, points.parameters))
    same = np.diff(points.parameters[order]) == 0
    sorted_error = error[order]
    left, right = sorted_error[:-1][same], sorted_error[1:][same]
    scale = float(np.sqrt((left @ left) * (right @ right)))
    if len(left) == 0 or np.abs(error).max() < _ROUNDING or not scale > 0:
        return None
    correlation = float(left @ right) / scale
    return correlation if correlation > max(_PLAIN, _TOGETHER / np.sqrt(len(left))) else None


def _repeated(points: Points) -> list[str]:
    """Say that rows repeat the same parameters and tokens with losses far apart."""
    pairs = points.pairs
    many = int(pairs.max()) + 1
    if many == len(points):
        return []
    least = np.full(many, np.inf)
    most = np.zeros(many)
    np.minimum.at(least, pairs, points.loss)
    np.maximum.at(most, pairs, points.loss)
    apart = most / least - 1.0
    if not apart.max() > _APART:
        return []
    said = (
        f"{len(points)} rows have {many} pairs of parameters and tokens, with losses up to {100 * apart.max():.2g} % "
        "apart at one pair: something else differs between them, which this form does not know; --best takes the least "
        "of each"
    )
    return [said]
