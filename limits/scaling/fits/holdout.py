"""How far a fit holds beyond its runs: the largest left out, the rest fitted, and the largest predicted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits import identification
from limits.scaling.fits.covariance import sandwich, student
from limits.scaling.fits.descent import lowest
from limits.scaling.fits.newton import minimise
from limits.scaling.fits.residuals import residuals
from limits.scaling.held_out import HeldOut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Fit
    from limits.typing import Array

_SCANNED = 2
"""Starts beside the minimum of all runs: without the largest the lowest minimum may be another."""


@dataclass(frozen=True, eq=False)
class HoldOut:
    """Runs that were left out of a fit, and what it said of them.

    Parameters
    ----------
    points
        What was left out.
    rest
        What was fitted.
    predicted
        The loss of each that was left out [nat/token].
    errors
        ln of predicted over seen: above 0 the prediction was too high [1].
    of_law, of_run
        Half the width of the 90 % interval of ln(loss) of each: of the law, and of the next run, which scatters about
        the law as the rest does; infinite where the rest does not determine it.
    summary
        The same in a few numbers, which a law keeps.
    """

    points: Points
    rest: Points
    predicted: Array
    errors: Array
    of_law: Array
    of_run: Array
    summary: HeldOut


def holdout(fit: Fit, factor: float = 10.0) -> HoldOut:
    """Leave out the runs of the largest compute, fit the rest in the same way, and predict what was left out.

    A run is left out if its compute, of checkpoints the largest, lies within the factor of the largest of all; rows of
    it with less compute are neither fitted nor predicted.

    Parameters
    ----------
    fit
        What `limits.scaling.fit` returns.
    factor
        Of compute [1]: 10 leaves out the largest decade.

    Raises
    ------
    InputError
        When the factor is none, or what remains determines no law.

    Examples
    --------
    >>> from limits import scaling
    >>> rng = np.random.default_rng(0)
    >>> N, D = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(9, 11.5, 60)
    >>> seen = (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(0.005 * rng.standard_normal(60))
    >>> found = holdout(scaling.fit(N, D, seen), 10).summary
    >>> found.fitted, found.predicted, found.failed
    (47, 13, False)
    """
    if not 1.0 < factor < np.inf:
        raise InputError("hold-out", [Problem("factor", f"{factor:g}", "a finite factor of compute > 1")])
    if not np.isfinite(fit.points.compute).all():
        raise InputError(
            "hold-out", [Problem("runs", "runs without their compute", "parameters and tokens of each, or its compute")]
        )
    late, kept = _split(fit.points, factor)
    rest, left = fit.points.taken(kept), fit.points.taken(late)
    task, basis = fit.task, fit.task.basis
    try:
        identification.refuse(rest, task.form, task.pins)
    except InputError as error:
        given = f"{rest.independent} runs without the {left.independent} of the largest factor {factor:g} of compute"
        problems = [replace(problem, where=f"{problem.where} of the rest") for problem in error.problems]
        wanted = f"runs that determine a law by themselves: {'; '.join(map(str, problems))}"
        raise InputError("hold-out", [Problem("runs", given, wanted, "a smaller factor leaves out fewer")]) from None
    minimised = fit.minimised
    of_rest, of_left = (
        replace(
            task,
            objective=replace(minimised, x=minimised.x[rows], y=minimised.y[rows], log_loss=minimised.log_loss[rows]),
        )
        for rows in (kept, late)
    )
    starts = np.concatenate([fit.vector[None], of_rest.starts(_SCANNED)])
    minima = minimise(of_rest.objective, starts, basis=basis)
    vector = minima.vectors[lowest(minima)]
    fitted = residuals(replace(fit, points=rest, task=of_rest, vector=vector))
    found = residuals(replace(fit, points=left, task=of_left, vector=vector))
    known = sandwich(of_rest.objective, vector, basis, rest.run)
    slope = replace(of_left.objective, in_loss=False).jacobian(vector)
    degrees = rest.independent - basis.shape[1]
    deviation = known.deviation(slope) if degrees > 0 else np.full(len(left), np.inf)
    scatter = fitted.rms * np.sqrt(len(rest) / max(len(rest) - basis.shape[1], 1))
    of_law, of_run = student(degrees) * deviation, student(degrees) * np.hypot(deviation, scatter)
    shares = [
        float(np.mean(np.abs(found.errors) <= half)) if np.isfinite(half).all() else None for half in (of_law, of_run)
    ]
    summary = HeldOut(
        factor=float(factor),
        fitted=rest.independent,
        predicted=left.independent,
        rms=found.rms,
        mean=float(found.errors.mean()),
        held=shares[0],
        held_with_scatter=shares[1],
    )
    return HoldOut(left, rest, found.predicted, found.errors, of_law, of_run, summary)


def _split(points: Points, factor: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which rows are left out, and which are fitted."""
    compute = points.compute
    cut = compute.max() / factor
    late: NDArray[np.bool_] = compute > cut
    if points.run is None:
        return late, ~late
    largest = np.zeros(points.run.max() + 1)
    np.maximum.at(largest, points.run, compute)
    return late, largest[points.run] <= cut
