"""How far each run lies from a fitted law: errors of all runs, the worst of them, and errors by size and by budget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import UnknownNameError
from limits.scaling.fits.covariance import scale
from limits.scaling.fits.sizes import VARIABLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Fit
    from limits.typing import Array

_SAME = 0.01  # spread of ln of a size within which runs have one size
_MOST = 12  # groups that a reader looks through; more sizes are put together by their logarithm
_BINS = 8
_SLACK = 1e-9  # of a bin's width, so that the largest lies in the last


class Group(NamedTuple):
    """Runs of like size or budget, and how far they lie from the law on average.

    Parameters
    ----------
    low, high
        Least and largest size or budget among them, in canonical units.
    rows, runs
        How many there are; rows of one run err together.
    mean
        Mean error in ln(loss), predicted over seen: above 0 the law lies above the runs [1].
    standard_error
        Its standard error, from the scatter of the runs of this group; NaN of a single run [1].
    """

    low: float
    high: float
    rows: int
    runs: int
    mean: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class Residuals:
    """Errors of the runs of a fit.

    Parameters
    ----------
    points
        The runs.
    predicted
        What the law says of each [points.loss_unit].
    errors
        ln of predicted over seen: above 0 the law lies above the run [1].

    Examples
    --------
    >>> from limits import scaling
    >>> N, D = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9, 4e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9, 4e10]
    >>> seen = [1.8 + 480 / n**0.35 + 2100 / d**0.37 for n, d in zip(N, D)]
    >>> seen[4] *= 1.02
    >>> found = scaling.residuals(scaling.fit(N, D, seen))
    >>> worst = found.worst(1)[0]
    >>> found.points.label(worst), f"{100 * found.errors[worst]:.1f} %"
    ('row 5', '-1.9 %')
    """

    points: Points
    predicted: Array
    errors: Array

    @property
    def rms(self) -> float:
        """Root of the mean square of the errors [1]."""
        return float(np.sqrt(np.mean(self.errors**2)))

    @property
    def scale(self) -> float:
        """The standard deviation that the median size of an error tells, which a few wild runs do not move [1]."""
        return scale(self.errors)

    def worst(self, count: int = 5) -> NDArray[np.intp]:
        """Return the places of the rows with the largest errors of either sign, the largest first."""
        return np.argsort(-np.abs(self.errors), kind="stable")[:count]

    def by(self, variable: str) -> tuple[Group, ...]:
        """Return mean errors by size or budget, from small to large.

        Each size is a group of its own where there are few, otherwise runs are put together by the logarithm of it.

        Parameters
        ----------
        variable
            One of `VARIABLES`; compute is 6 N D.

        Raises
        ------
        UnknownNameError
            When it is none of them.

        Examples
        --------
        >>> from limits.scaling.fits.points import Points
        >>> points = Points.of([1e8, 1e8, 1e9], [1e9, 2e9, 2e10], [4.1, 3.9, 3.1])
        >>> found = Residuals(points, points.loss, np.array([0.01, 0.03, -0.01]))
        >>> [
        ...     (group.low, group.rows, f"{group.mean:.2f} +/- {group.standard_error:.2f}")
        ...     for group in found.by("parameters")
        ... ]
        [(100000000.0, 2, '0.02 +/- 0.01'), (1000000000.0, 1, '-0.01 +/- nan')]
        """
        if variable not in VARIABLES:
            raise UnknownNameError("variable", variable, VARIABLES, see=f"there are {', '.join(VARIABLES)}")
        values = getattr(self.points, variable)
        return tuple(self._group(values, places) for places in _groups(np.log(values)))

    @cached_property
    def _run(self) -> NDArray[np.intp]:
        """Number of the run of each row."""
        return np.arange(len(self.points)) if self.points.run is None else self.points.run

    def _group(self, values: Array, places: NDArray[np.intp]) -> Group:
        error = self.errors[places]
        mean = float(error.mean())
        of_run = np.unique(self._run[places], return_inverse=True)[1]
        sums = np.bincount(of_run, error - mean)
        many = len(sums)
        spread = np.sqrt(np.sum(sums**2) * many / (many - 1)) / len(places) if many > 1 else np.nan
        own = values[places]
        return Group(float(own.min()), float(own.max()), len(places), many, mean, float(spread))


def residuals(fit: Fit) -> Residuals:
    """Return how far each run lies from a fitted law.

    Parameters
    ----------
    fit
        What `limits.scaling.fit` returns.
    """
    error = in_logarithm(fit, fit.minimised.errors(fit.vector[None])[0])
    return Residuals(fit.points, fit.points.loss * np.exp(error), error)


def in_logarithm(fit: Fit, error: Array) -> Array:
    """Return the errors of a fit as those of ln(loss), which they are unless it minimised those of the loss itself.

    Parameters
    ----------
    fit
        What `limits.scaling.fit` returns.
    error
        Errors of its runs as its objective takes them.
    """
    return np.log1p(error / fit.points.loss) if fit.minimised.in_loss else error


def _groups(logarithms: Array) -> list[NDArray[np.intp]]:
    """Return the places of each group, from small to large."""
    order = np.argsort(logarithms, kind="stable")
    inside = logarithms[order]
    parts = np.split(order, np.flatnonzero(np.diff(inside) > _SAME) + 1)
    if len(parts) > _MOST or any(np.ptp(logarithms[part]) > _SAME for part in parts):
        width = (inside[-1] - inside[0]) * (1.0 + _SLACK) / _BINS
        parts = np.split(order, np.flatnonzero(np.diff(np.floor((inside - inside[0]) / width))) + 1)
    return parts
