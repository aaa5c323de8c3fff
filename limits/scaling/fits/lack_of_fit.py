r"""Does the form fit? A test of what the errors of a fit still know of size, tokens and budget.

A right form leaves errors that know nothing of N and D. So directions in which forms go wrong (a bend, a product of N
and D, another nesting, another level of the large or the long runs) are freed of what the coefficients can follow
themselves, and each is asked whether the errors go along with it: a score test in the tangent space of the minimum. A
wild run has bounded weight, the scatter may differ from run to run (White's standard errors beside the pooled ones,
whichever doubts more), rows of one run are one, and the number of directions is paid for by Bonferroni's correction,
correlated ones as fewer.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.frozen import frozen
from limits.scaling.fits import dependence
from limits.scaling.fits.covariance import scale
from limits.scaling.fits.residuals import in_logarithm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from limits.scaling.fits.huber import Evaluation
    from limits.scaling.fits.record import Fit
    from limits.typing import Array

ALARM = 0.003
"""Chance of a warning where the form is right, all directions together, by convention."""

_FEWEST = 10  # degrees of freedom below which one wild run passes for a form that fails
_ROUNDING = 1e-6  # error below which there is nothing to test
_STEPS = 6  # of the robust refit in the tangent space
_BEND, _WILD = 2.0, 6.0  # standard deviations from which a run counts no more than that, and not at all
_FOLLOWED = 1e-3  # share of a direction that must be left when the coefficients have followed it
_SHARPEST = 0.95  # leverage above which one row is its own witness
_FOLLOWS = 0.5  # leverage above which the fit follows a run more than all others do
_END = 0.15  # share of the runs that a message calls the largest, the smallest, or those beside a jump
_HINGE = 1 / 3  # share of the runs at either end from which a direction leaves 0
_JUMPS = (0.2, 0.35, 0.5, 0.65, 0.8)  # shares of the runs below a jump
_TINY = float(np.finfo(float).tiny)

# What runs are ordered by: the words for both ends of it, and for a place in it.
_ORDERS = {
    "parameters": ("the largest models", "the smallest models", "{:.2g} parameters"),
    "tokens": ("the runs with the most tokens", "the runs with the fewest tokens", "{:.2g} tokens"),
    "tokens per parameter": (
        "the runs with the most tokens per parameter",
        "the runs with the fewest tokens per parameter",
        "{:.2g} tokens per parameter",
    ),
    "compute": ("the largest budgets", "the smallest budgets", "{:.2g} FLOP"),
}


class Direction(NamedTuple):
    """A way in which a form can fail.

    Parameters
    ----------
    column
        What is tested, a number for each run.
    by
        What orders the runs that the words tell of, a number for each.
    shown
        Places in that order: the mean of their losses above the law is what the words tell.
    words
        How it is called, with a place for how far the losses are off, of a jump also for where it is.
    jump
        Of a jump, places in that order before it, from whose losses those of `shown` differ, and the size of each run.
    bend
        Whether runs leave the law to both sides, so that the mean of some tells too little.
    """

    column: Array
    by: Array
    shown: slice
    words: str
    jump: tuple[slice, Array] | None = None
    bend: bool = False

    def found(self, above: Array) -> tuple[float, str]:
        """Return how far losses lie above the law where this shows, or jump up, and say so."""
        order = np.argsort(self.by, kind="stable")
        shown = order[self.shown]
        off = float(above[shown].mean())
        if self.jump is None:
            return off, self.words.format(f"lie {100 * abs(off):.2g} % {'above' if off > 0 else 'below'} the law")
        below, sizes = order[self.jump[0]], self.jump[1]
        off -= float(above[below].mean())
        at = math.sqrt(sizes[below[-1]]) * math.sqrt(sizes[shown[0]])
        return off, self.words.format(f"jump {'up' if off > 0 else 'down'} by {100 * abs(off):.2g} %", at)


@frozen
class LackOfFit:
    """What a test of the form says.

    Parameters
    ----------
    p
        Chance of errors that go along with some direction as much as these, if the form is right [1]; NaN where it
        was not tested.
    direction
        In which direction the errors go along most.
    off
        How far the losses of the runs that it names lie above the law on average, or jump; below, if negative [1].
    words
        The finding, or why there is none.

    Examples
    --------
    >>> from limits import scaling
    >>> rng = np.random.default_rng(0)
    >>> N, D = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(9, 11.5, 60)
    >>> right = (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(0.003 * rng.standard_normal(60))
    >>> lack_of_fit(scaling.fit(N, D, right)).failed
    False
    >>> found = lack_of_fit(scaling.fit(N, D, right * np.where(N > 2e9, 1.03, 1.0)))
    >>> found.failed, found.direction
    (True, 'parameters at 0.65')
    >>> print(found.words)
    losses jump up by 2.3 % beside the law at 2.1e+09 parameters
    """

    p: float
    direction: str
    off: float
    words: str

    @property
    def tested(self) -> bool:
        """Whether there was enough to test."""
        return not math.isnan(self.p)

    @property
    def failed(self) -> bool:
        """Whether the form does not fit."""
        return self.p < ALARM


def lack_of_fit(fit: Fit) -> LackOfFit:
    """Test whether the form of a fit fits; `limits.scaling.fit` has done so, and is not asked twice.

    Parameters
    ----------
    fit
        What `limits.scaling.fit` returns.
    """
    if fit.lack_of_fit is not None:
        return fit.lack_of_fit
    at = fit.minimised.evaluate(fit.vector[None])
    error = at.error[0]
    above = -in_logarithm(fit, error)
    if fit.degrees < _FEWEST:
        return _untested(f"{fit.points.independent} runs for {fit.free} coefficients: too few to test the form")
    if not fit.converged:
        return _untested("no minimum to test")
    if not scale(above) > _ROUNDING:
        return _untested("errors are rounding: nothing to test")
    tangent = _orthonormal(fit.minimised.jacobian_of(at) @ fit.task.basis)
    directions = _directions(fit, at)
    groups = _groups(fit, error)
    columns, names, score, chances = _tested(error, tangent, directions, groups)
    if not names:
        return _untested("sizes are so few that the coefficients follow whatever the losses do between them")
    k = int(np.argmin(chances))
    direction = directions[names[k]]
    off, words = direction.found(above)
    p = min(1.0, float(chances[k]) * _independent(columns))
    if p < ALARM and groups is None:
        p = max(p, _without_one(error, tangent, directions))
    if direction.bend:
        low, high = _reach(columns[:, k], np.where(score == 0.0, 0.0, above))
        words += f"; along this the runs leave the law by {100 * low:+.2g} % to {100 * high:+.2g} %"
    return LackOfFit(p, names[k], off, words)


def _tested(
    error: Array, tangent: Array, directions: dict[str, Direction], groups: NDArray[np.intp] | None
) -> tuple[Array, list[str], Array, Array]:
    """Return the directions without what the coefficients follow, their names, the scores, and each one's chance."""
    columns, names = _freed(directions, tangent)
    score, free = _scores(error, tangent), tangent.shape[1]
    if groups is not None:
        return columns, names, score, _of_groups(columns, score, groups, free)
    return columns, names, score, _of_rows(columns, score, tangent, int(np.sum(score != 0.0)) - free - 1)


def _without_one(error: Array, tangent: Array, directions: dict[str, Direction]) -> float:
    """Return the largest chance without one of the runs that the fit follows: one that diverged bends all others."""
    largest = 0.0
    for leader in np.flatnonzero(np.sum(tangent**2, axis=1) > _FOLLOWS):
        rest = np.arange(len(error)) != leader
        fewer = {name: each._replace(column=each.column[rest]) for name, each in directions.items()}
        columns, *_, chances = _tested(error[rest], _orthonormal(tangent[rest]), fewer, None)
        if not chances.size:
            return 1.0  # nothing is left to test
        largest = max(largest, min(1.0, float(chances.min()) * _independent(columns)))
    return largest


def _reach(column: Array, above: Array) -> tuple[float, float]:
    """Return how far the losses follow a direction to either side of the law, each the mean of the runs at that end."""
    followed = np.sort(column * (column @ above))
    few = _share(len(column))
    return float(followed[:few].mean()), float(followed[-few:].mean())


def _untested(why: str) -> LackOfFit:
    return LackOfFit(math.nan, "", math.nan, why)


def warnings(found: LackOfFit) -> list[str]:
    """Say that a form does not fit, if it does not."""
    if not found.failed:
        return []
    return [f"the form does not fit (p = {max(found.p, 1e-9):.1g}): {found.words}; the intervals suppose that it does"]


def _directions(fit: Fit, at: Evaluation) -> dict[str, Direction]:
    """Return the directions that are tested, by name."""
    points, needs = fit.points, fit.task.form.needs
    if len(needs) == 1:
        return _of_one(needs[0], getattr(points, needs[0]))
    x, y = fit.minimised.x, fit.minimised.y  # from their means
    sizes = (points.parameters, points.tokens, points.tokens / points.parameters, points.compute)
    found = _along(list(_ORDERS), np.array([x, y, y - x, y + x]), sizes)
    both = np.maximum(at.first[0] + at.second[0], _TINY)
    part = np.clip(at.first[0] / both, 1e-12, 1.0 - 1e-12)
    nesting = both * -(part * np.log(part) + (1.0 - part) * np.log1p(-part))  # derivative of ln L by q, at q = 1
    corners = x * y
    bends = {
        "bend in parameters": (x**2, -np.abs(x), "losses bend with model size: those of the middle sizes {}"),
        "bend in tokens": (y**2, -np.abs(y), "losses bend with tokens: those of the middle numbers {}"),
        "parameters x tokens": (
            *(corners, corners),
            "the gain by tokens depends on size: losses of small runs with few tokens and large ones with many {}",
        ),
        "nesting": (
            *(nesting, nesting),
            "the terms of parameters and tokens do not add up (q != 1): losses where both hold back alike {}",
        ),
    }
    if fit.task.form.tied:
        steep = -fit.minimised.jacobian_of(at)[:, 3]
        bends["alpha = beta"] = (
            *(steep, x),
            "alpha and beta are not equal (--form hoffmann): losses of the largest models {}",
        )
    most = slice(-_share(len(points)), None)
    return found | {name: Direction(column, by, most, words, bend=True) for name, (column, by, words) in bends.items()}


def _of_one(name: str, value: Array) -> dict[str, Direction]:
    """Return the directions of a form with one variable."""
    along = np.log(value) - np.log(value).mean()
    middle = slice(-_share(len(along)), None)
    bend = Direction(along**2, -np.abs(along), middle, f"losses bend with {name}: those of the middle {{}}", bend=True)
    return {**_along([name], along[None], [value]), f"bend in {name}": bend}


def _along(names: Sequence[str], along: Array, sizes: Sequence[Array]) -> dict[str, Direction]:
    """Return what may happen along some orders of the runs, one a row: either end leaves the law, or a jump."""
    count, few = along.shape[1], _share(along.shape[1])
    ordered = np.sort(along, axis=1)
    hinge = int(_HINGE * count)
    rises = np.maximum(along - ordered[:, [count - 1 - hinge]], 0.0)
    falls = np.maximum(ordered[:, [hinge]] - along, 0.0)
    first = ordered[:, [round(share * count) for share in _JUMPS], None]  # after each jump
    jumps = (along[:, None] >= first).astype(float)
    cuts = (count - jumps.sum(axis=2)).astype(int).tolist()  # runs of one size stay together
    found: dict[str, Direction] = {}
    for k, name in enumerate(names):
        (most, least, place), by = _ORDERS[name], along[k]
        found[f"high {name}"] = Direction(rises[k], by, slice(-few, None), f"losses of {most} {{}}")
        found[f"low {name}"] = Direction(falls[k], by, slice(few), f"losses of {least} {{}}")
        words = f"losses {{}} beside the law at {place}"
        for share, cut, column in zip(_JUMPS, cuts[k], jumps[k], strict=True):
            if cut:
                shown, below = slice(cut, cut + few), slice(max(cut - few, 0), cut)
                found[f"{name} at {share:g}"] = Direction(column, by, shown, words, (below, sizes[k]))
    return found


def _share(count: int) -> int:
    """Return how many runs a message averages."""
    return max(3, math.ceil(_END * count))


def _independent(columns: Array) -> float:
    """Return how many independent directions some correlated ones are worth (Li and Ji 2005)."""
    values = np.maximum(np.linalg.eigvalsh(columns.T @ columns), 0.0) + _ROUNDING  # a whole one is no less by rounding
    return float(np.sum((values >= 1.0) + values % 1.0))


def _orthonormal(matrix: Array) -> Array:
    """Return an orthonormal basis of what the columns span, shape (points, at most as many)."""
    scaled = matrix / np.maximum(np.linalg.norm(matrix, axis=0), _TINY)
    left, values, _ = np.linalg.svd(scaled, full_matrices=False)
    basis: Array = left[:, values > _ROUNDING * values[0]]
    return basis


def _freed(directions: dict[str, Direction], tangent: Array) -> tuple[Array, list[str]]:
    """Return the directions without what the coefficients can follow, of length 1, and the names of those left."""
    rows = np.array([each.column for each in directions.values()])
    rows -= rows.mean(axis=1, keepdims=True)
    whole = np.einsum("kp,kp->k", rows, rows)
    rows -= (rows @ tangent) @ tangent.T
    rows -= (rows @ tangent) @ tangent.T  # twice is enough, rounding included
    square = np.einsum("kp,kp->k", rows, rows)
    left = square > _FOLLOWED**2 * whole
    columns = (rows[left] / np.sqrt(square[left])[:, None]).T
    return columns, [name for name, is_left in zip(directions, left.tolist(), strict=True) if is_left]


def _scores(error: Array, tangent: Array) -> Array:
    """Return bounded errors about a robust refit in the tangent space, in standard deviations."""
    size = tangent.shape[1]
    across = np.ascontiguousarray(tangent.T)
    rest = error
    for _ in range(_STEPS):
        spread = max(scale(rest, size), _TINY)
        bend = _BEND * spread
        weighted = across * (bend / np.maximum(np.abs(rest), bend))
        rest = error - tangent @ np.linalg.solve(weighted @ tangent, weighted @ error)
    far = rest / spread
    return np.where(np.abs(far) > _WILD, 0.0, np.clip(far, -_BEND, _BEND))


def _of_rows(columns: Array, score: Array, tangent: Array, degrees: int) -> Array:
    """Return the chance of each direction, where each row errs by itself."""
    from scipy.special import stdtr  # takes its time to load

    degrees = max(degrees, 1)
    score = score - tangent @ (tangent.T @ score)
    along = columns.T @ score
    squares, rest = columns**2, (score[:, None] - columns * along) ** 2
    pooled = np.sqrt(rest.sum(axis=0) / degrees)
    leverage = np.minimum(np.sum(tangent**2, axis=1)[:, None] + squares, _SHARPEST)
    white = np.sqrt(np.sum(squares * rest / (1.0 - leverage), axis=0))
    t = np.abs(along) / np.maximum(np.maximum(pooled, white), _TINY)
    chances: Array = 2.0 * stdtr(degrees, -t)
    return chances


def _of_groups(columns: Array, score: Array, groups: NDArray[np.intp], free: int) -> Array:
    """Return the chance of each direction, where rows of one group err together."""
    from scipy.special import stdtr  # takes its time to load

    along = columns.T @ score
    sums, weight = np.zeros((2, groups.max() + 1, columns.shape[1]))
    np.add.at(sums, groups, columns * (score[:, None] - columns * along))
    np.add.at(weight, groups, columns**2)
    error = np.sqrt(np.sum((sums / np.maximum(1.0 - weight, 1.0 - _SHARPEST)) ** 2, axis=0))
    effective = 1.0 / np.sum(weight**2, axis=0)  # groups that bear on a direction
    degrees = np.maximum(np.minimum(effective, len(weight) - free) - 1.0, 1.0)
    chances: Array = 2.0 * stdtr(degrees, -np.abs(along) / np.maximum(error, _TINY))
    return chances


def _groups(fit: Fit, error: Array) -> NDArray[np.intp] | None:
    """Return the group of each row that errs together: its run, or its size where errors of one size go together."""
    points = fit.points
    if points.independent < len(points):
        return points.run
    if dependence.together(points, error, fit.task.form.needs) is None:
        return None
    return np.unique(points.parameters, return_inverse=True)[1].ravel()
