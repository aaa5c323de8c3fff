"""Rows that err together: checkpoints of one run, and rows that repeat the same parameters and tokens.

A fit of 800 rows that are 40 checkpoints of 20 runs knows what 20 runs tell. Where a file names the run of each row,
errors are counted by run; where it does not, the errors themselves show whether rows of one size go together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.points import Points
    from limits.typing import Array

_TOGETHER = 3.0  # standard deviations of a correlation by chance, from which neighbours go together
_PLAIN = 0.3  # correlation below which intervals are hardly too narrow
_APART = 0.01  # difference of ln(loss) at one N and D that is more than the noise of training
_LENGTH = 4.0  # of a block, in the rows that tell as much as one
_SPARE = 4  # blocks beyond the coefficients, of a curve however short
_FEWEST_BLOCKED = 6  # rows for each coefficient, below which blocks would be single rows
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


def remarks(points: Points, error: Array, free: int, variables: tuple[str, ...]) -> list[str]:
    """Say what rows that go together mean for the intervals.

    Parameters
    ----------
    points
        The rows.
    error
        Error of each in ln(loss) or in the loss, at the minimum.
    free
        Coefficients that were fitted [1].
    variables
        What the form is of: columns of the points.
    """
    said = []
    if points.independent <= free:
        said.append(f"rows of {points.independent} runs for {free} coefficients: too few to tell their errors")
    elif points.independent == len(points) and (correlation := together(points, error, variables)) is not None:
        of = "" if len(variables) == 1 else " of one size"
        said.append(
            f"errors of neighbouring rows{of} go together (correlation {correlation:.2f}): if these are "
            "checkpoints of runs, name the column of the run (run=HEADER), since the intervals are too narrow; if not, "
            "the form does not fit"
        )
    return said + _repeated(points, variables)


def together(points: Points, error: Array, variables: tuple[str, ...]) -> float | None:
    """Return the correlation of the errors of neighbours; None where chance explains it.

    Neighbours are so in tokens at one size, or in the only variable of a form.
    """
    sizes = [getattr(points, name) for name in variables]
    order = np.lexsort(sizes[::-1])
    same = np.diff(sizes[0][order]) == 0 if len(sizes) > 1 else np.ones(len(error) - 1, dtype=bool)
    sorted_error = error[order]
    left, right = sorted_error[:-1][same], sorted_error[1:][same]
    scale = float(np.sqrt((left @ left) * (right @ right)))
    if len(left) == 0 or np.abs(error).max() < _ROUNDING or not scale > 0:
        return None
    correlation = float(left @ right) / scale
    return correlation if correlation > max(_PLAIN, _TOGETHER / np.sqrt(len(left))) else None


def blocks(points: Points, error: Array, variables: tuple[str, ...], free: int) -> NDArray[np.intp] | None:
    """Return the number of the block of each row of one curve, where errors of neighbours go together; else None.

    A block is many times as long as errors remember one another, so that blocks err by themselves; where the curve is
    too short for that there are a few blocks, and Student's distribution makes the interval wide.
    """
    if len(variables) > 1 or points.run is not None or len(points) < _FEWEST_BLOCKED * free:
        return None
    correlation = together(points, error, variables)
    if correlation is None:
        return None
    memory = (1.0 + correlation) / max(1.0 - correlation, 1.0 / len(points))  # rows that tell as much as one
    many = int(np.clip(len(points) / (_LENGTH * memory), free + _SPARE, len(points)))
    block = np.empty(len(points), dtype=np.intp)
    block[np.argsort(getattr(points, variables[0]), kind="stable")] = np.arange(len(points)) * many // len(points)
    return block


def in_blocks(points: Points) -> str:
    """Say that rows were counted in blocks."""
    many = points.independent
    return (
        f"errors of neighbouring rows go together: intervals count {len(points)} rows as {many} blocks that err alone"
    )


def _repeated(points: Points, variables: tuple[str, ...]) -> list[str]:
    """Say that rows repeat the same parameters and tokens, or the variable of the form, with losses far apart."""
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
    what, one = ("pairs of parameters and tokens", "pair") if len(variables) > 1 else (f"values of {variables[0]}", "")
    said = (
        f"{len(points)} rows have {many} {what}, with losses up to {100 * apart.max():.2g} % apart at one "
        f"{one or 'of them'}: something else differs between them, which this form does not know; --best takes the "
        "least of each"
    )
    return [said]
