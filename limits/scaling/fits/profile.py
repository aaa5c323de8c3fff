"""How the objective rises when one coefficient is held away from its estimate and all others follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits.covariance import chance, sandwich, student
from limits.scaling.fits.newton import minimise

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from limits.scaling.fits.record import Estimate, Fit
    from limits.typing import Array

_REACH = 4.0  # standard errors on either side
_STEPS = 41
_SCANNED = 2
_SURE = 0.9  # of the upper end of E: above this its logarithm is normal enough
_PLACES = 21  # at which E is held, from 0 to the least loss
_WIDEST = 5.0  # reach in ln A, or in alpha, where the standard error is no guide


class Profile(NamedTuple):
    """The profile of one coefficient.

    Parameters
    ----------
    name
        The coefficient.
    values, objective
        Where it was held, and the least objective there.
    low, high
        The 90 % interval: where the rise is what chance explains; infinite or 0 where it never is, within the values.
    limit
        The rise of the objective that chance explains, at either end of the interval.
    """

    name: str
    values: Array
    objective: Array
    low: float
    high: float
    limit: float


def profiled(fit: Fit, name: str, values: ArrayLike | None = None) -> Profile:
    """Return the profile of a coefficient of a fit; `Fit.profile` describes it."""
    basis, place = fit.task.basis, fit.task.names.index(name)
    logarithm = place < fit.task.form.logarithms
    row = fit.task.outward[place]
    if name in fit.task.form.bent:
        wanted = f"one of {', '.join(fit.task.form.exponents)}"
        raise InputError("profile", [Problem(name, "a coefficient that cannot be held alone", wanted)])
    centre = float(row @ fit.vector)
    if values is None:
        reach = _REACH * float(fit.sandwich.deviation(row[None])[0])
        targets = centre + np.linspace(-1.0, 1.0, _STEPS) * (reach if 0 < reach < _WIDEST else _WIDEST)
    else:
        given = np.asarray(values, dtype=float)
        targets = np.log(given) if logarithm else given
    # Two kinds of starts, each moved onto every target: the estimate, along which the others follow by the covariance,
    # and what the scan found, in case the estimate is itself far from any other law. No step leaves the targets.
    straight = basis @ (basis.T @ row)
    follow = fit.sandwich.covariance @ row
    moves = [(fit.vector, follow if row @ follow > 0 else straight)]
    moves += [(start, straight) for start in fit.task.starts(_SCANNED)]
    starts = [start + np.outer(targets - row @ start, along / (row @ along)) for start, along in moves]
    held = basis @ _complement(basis.T @ row)
    ends = minimise(fit.minimised, np.concatenate(starts), basis=held).values
    least = ends.reshape(len(moves), len(targets)).min(axis=0)
    rise = np.sqrt(np.maximum(least - fit.objective, 0.0))
    error = fit.minimised.errors(fit.vector[None])[0]
    limit = float(np.sqrt(chance(error, fit.minimised.delta, basis.shape[1]))) * _wider(fit, row)
    low, high = _crossing(targets, rise, limit, centre)
    if logarithm:
        low, high, targets = np.exp(low), np.exp(high), np.exp(targets)
    return Profile(name, targets, least, float(low), float(high), limit**2)


def _wider(fit: Fit, row: Array) -> float:
    """Return how many times wider an interval is since rows of one run err together, by the covariances."""
    if fit.points.independent == len(fit.points) or fit.degrees < 1:
        return 1.0
    alone = sandwich(fit.minimised, fit.vector, fit.task.basis).deviation(row[None])[0]
    together = fit.sandwich.deviation(row[None])[0]
    degrees = student(fit.degrees) / student(len(fit.points) - fit.free)
    return float(together / alone * degrees) if 0.0 < alone < np.inf and together < np.inf else 1.0


def constant(fit: Fit) -> Estimate:
    """Return the irreducible loss of a fit: where its logarithm is hardly known, with the ends of its profile.

    The logarithm of E is then far from normal: it ends at the least loss above, and nowhere below.
    """
    found = fit.coefficients["E"]
    if found.value < _SURE * found.high:
        profile = profiled(fit, "E", np.linspace(0.0, 1.0, _PLACES)[1:] * fit.points.loss.min())
        found = found._replace(low=min(profile.low, found.value), high=max(profile.high, found.value))
    return found


def _complement(row: Array) -> Array:
    """Return an orthonormal basis of what is orthogonal to a vector."""
    return np.asarray(np.linalg.svd(row[None])[2][1:].T)


def _crossing(targets: Array, rise: Array, limit: float, centre: float) -> tuple[float, float]:
    """Return where the root of the rise, which is nearly a straight line on either side, passes the limit."""
    order = np.argsort(targets)
    targets, rise = targets[order], rise[order]
    below, above = targets < centre, targets > centre
    low = _interpolated(targets[below][::-1], rise[below][::-1], limit, centre)
    high = _interpolated(targets[above], rise[above], limit, centre)
    return (-np.inf if low is None else low), (np.inf if high is None else high)


def _interpolated(targets: Array, rise: Array, limit: float, centre: float) -> float | None:
    """Return the first place, walking away from the centre, at which the rise passes the limit."""
    beyond = np.flatnonzero(rise > limit)
    if not len(beyond):
        return None
    k = int(beyond[0])
    before, start = (centre, 0.0) if k == 0 else (targets[k - 1], rise[k - 1])
    return float(before + (targets[k] - before) * (limit - start) / (rise[k] - start))
