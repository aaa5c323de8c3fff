"""A scaling law fitted to one's own runs, in one call: `fit`, and the `Fit` that it returns.

The method: centre the logarithms, scan exponents for starts (`starts`), go down with damped Newton steps from all
(`newton`) on the exact objective (`huber`), then ask the neighbourhood of the minimum (`covariance`) and, if wanted,
resamples (`bootstrap`) how well it is known. Nothing is believed that can be checked: the gradient and the curvature at
the end, and whether the starts agree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from limits.draws import LEVEL
from limits.errors import InputError, Problem, UnknownNameError, shown
from limits.scaling.fits import dependence, identification, lack_of_fit
from limits.scaling.fits.bootstrap import MOST_RESAMPLES, refitted
from limits.scaling.fits.covariance import Sandwich, chance, sandwich, student
from limits.scaling.fits.descent import FLAT, LEAST_SLOPE, NEARLY_FLAT, at_the_end, followed, lowest
from limits.scaling.fits.fitted_forms import fitted_form
from limits.scaling.fits.huber import PUBLISHED_DELTA
from limits.scaling.fits.points import Points
from limits.scaling.fits.profile import constant
from limits.scaling.fits.record import OBJECTIVES, Estimate, Fit
from limits.scaling.fits.task import Task

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from limits.scaling.fits.bootstrap import Progress
    from limits.scaling.fits.newton import Minima
    from limits.scaling.fits.task import Pins
    from limits.typing import Array


_ENDLESS = 1e150  # from which a coefficient counts as infinite: its square is still a float
_LEAST_DELTA = 1e-12  # an error in ln(loss) that is rounding
_SEEDS = 2**32  # of the generator of resamples
_AGREE = 1e-6  # relative difference of objectives between starts that found the same minimum


def fit(
    points: Points | ArrayLike,
    tokens: ArrayLike | None = None,
    loss: ArrayLike | None = None,
    *,
    form: str = "hoffmann",
    objective: str = "huber",
    delta: float = PUBLISHED_DELTA,
    bootstrap: int = 0,
    seed: int = 0,
    progress: Progress | None = None,
    pin: Pins | None = None,
) -> Fit:
    """Fit a scaling law to finished training runs.

    Parameters
    ----------
    points
        `Points`, or the parameters of each run [parameter].
    tokens, loss
        Training tokens [token] and final losses [nat/token], if `points` are parameters.
    form
        A key of `fitted_forms.FITTED_FORMS`.
    objective
        One of `OBJECTIVES`.
    delta
        Error in ln(loss) at which Huber's function passes from square to size; infinity is least squares of ln(loss).
    bootstrap, seed
        How many resamples intervals are taken from, and the seed of their generator; with 0, intervals come from the
        covariance at the minimum.
    progress
        A function that is told how many resamples are done, of how many, as they go on.
    pin
        Coefficients that are held where they are given, by name, such as ``{"E": 1.69}``; E may be 0.

    Raises
    ------
    InputError
        When the runs cannot determine the law whatever their losses are: too few, or of too few sizes; when the law
        that fits them best has a coefficient beyond floats; when an option is none.

    Examples
    --------
    >>> from limits.scaling import fit
    >>> D = [1e9, 2e9, 4e9, 8e9, 2e10]
    >>> found = fit(Points.along("tokens", D, [1.8 + 2100 / d**0.37 for d in D]), form="tokens", pin={"E": 1.8})
    >>> {name: float(f"{estimate.value:.6g}") for name, estimate in found.coefficients.items()}
    {'E': 1.8, 'B': 2100.0, 'beta': 0.37}
    """
    if not isinstance(points, Points):
        points = Points.of(points, [] if tokens is None else tokens, [] if loss is None else loss)
    law_form, pins = fitted_form(form), pin or {}
    _check(objective, delta, bootstrap, seed)
    identification.refuse(points, law_form, pins)
    squares = objective == "squares"
    task = Task.of(law_form, points, np.inf if squares else delta, pins, in_loss=squares)
    minimised, basis = task.objective, task.basis
    minima = followed(task)
    best = lowest(minima)
    vector, value = minima.vectors[best], float(minima.values[best])
    identification.refuse_endless(dict(zip(task.names, task.coefficients(vector).tolist(), strict=True)), points)
    said = [law_form.note] if law_form.note else []
    block = dependence.blocks(points, minimised.errors(vector[None])[0], law_form.needs, task.free)
    if block is not None:
        points = replace(points, run=block)
        said.append(dependence.in_blocks(points))
    known = sandwich(minimised, vector, basis, points.run)
    drawn = np.empty((0, len(vector)))
    stuck = 0
    if bootstrap:
        again = refitted(minimised, vector, bootstrap, seed, basis, groups=points.run, progress=progress)
        drawn, stuck = again.vectors, int(np.sum(~again.stopped))
    estimates = _estimates(vector, task, known, drawn, points.independent - task.free)
    gradient, upwards = at_the_end(minimised, vector, basis)
    agreeing = int(np.sum(np.abs(minima.values - value) <= value * _AGREE + LEAST_SLOPE**2 * len(points)))
    converged = bool(minima.stopped[best]) and gradient <= FLAT and upwards and agreeing > 1
    noise = chance(minimised.errors(vector[None])[0], minimised.delta, task.free)
    alike = int(np.sum(minima.values <= value + noise))  # ends that chance does not tell from the lowest
    valley = not converged and gradient <= NEARLY_FLAT and upwards and alike > 1
    found = Fit(
        form=form,
        objective_name=objective,
        delta=minimised.delta,
        points=points,
        objective=value,
        coefficients=estimates,
        converged=converged or valley,
        gradient=gradient,
        starts=len(minima.values),
        starts_agreeing=agreeing,
        spread=float(minima.values.max() - value),
        covariance=None if known.blind.size else task.slopes(vector) @ known.covariance @ task.slopes(vector).T,
        drawn=drawn,
        warnings=(),
        task=task,
        vector=vector,
        sandwich=known,
    )
    if not bootstrap and found.degrees > 0 and "E" in task.names and "E" not in task.held:
        estimates["E"] = constant(found)
    estimates = identification.opened(estimates, task)
    warnings = said + identification.warnings(points, estimates, minimised.shares(vector), task)
    warnings += dependence.remarks(points, minimised.errors(vector[None])[0], task.free, law_form.needs)
    test = lack_of_fit.lack_of_fit(found)
    warnings += lack_of_fit.warnings(test)
    warnings += _doubts(minima, agreeing, stuck, bootstrap, converged=converged, alike=alike if valley else 0)
    return replace(found, coefficients=estimates, lack_of_fit=test, warnings=tuple(warnings))


def _check(objective: str, delta: float, bootstrap: int, seed: int) -> None:
    if objective not in OBJECTIVES:
        raise UnknownNameError("objective", objective, OBJECTIVES, see=f"there are {', '.join(OBJECTIVES)}")
    problems = []
    if not delta >= _LEAST_DELTA:
        problems.append(Problem("delta", f"{delta:g}", f"an error in ln(loss) > 0, at least {_LEAST_DELTA:g}"))
    if bootstrap < 0 or bootstrap == 1 or bootstrap > MOST_RESAMPLES:
        problems.append(Problem("bootstrap", shown(bootstrap), f"0, or 2 to {MOST_RESAMPLES:,} resamples"))
    if not 0 <= seed < _SEEDS:
        problems.append(Problem("seed", shown(seed), f"a whole number from 0 to {_SEEDS - 1}"))
    if problems:
        raise InputError("fit", problems)


def _estimates(vector: Array, task: Task, known: Sandwich, drawn: Array, degrees: int) -> dict[str, Estimate]:
    values = task.coefficients(vector)
    if len(drawn):
        tail = 50.0 * (1.0 - LEVEL)
        resampled = task.coefficients(drawn)
        bounded = np.clip(resampled, -_ENDLESS, _ENDLESS)  # A or B of a resample may lie beyond floats
        low, high = (_endless(point) for point in np.percentile(bounded, [tail, 100.0 - tail], axis=0))
        deviation = np.where((np.abs(resampled) < _ENDLESS).all(axis=0), bounded.std(axis=0), np.inf)
    else:
        centre, many = task.logarithms(vector), task.form.logarithms
        deviation = known.deviation(task.slopes(vector))
        reach = student(degrees) * deviation
        low, high = task.from_logarithms(centre - reach), task.from_logarithms(centre + reach)
        deviation[:many] *= np.maximum(values[:many], np.finfo(float).tiny)  # 0 times infinity is unknown
    rows = np.column_stack([values, low, high, deviation])
    return {
        name: Estimate(*map(float, row)) if name not in task.held else Estimate(float(row[0]), *[np.nan] * 3)
        for name, row in zip(task.names, rows, strict=True)
    }


def _endless(point: Array) -> Array:
    return np.where(np.abs(point) < _ENDLESS, point, np.copysign(np.inf, point))


def _doubts(minima: Minima, agreeing: int, stuck: int, bootstrap: int, *, converged: bool, alike: int) -> list[str]:
    """Say what speaks against a minimum; `alike` is how many starts ended in a flat valley, 0 if it is none."""
    said = []
    if alike:
        said.append(
            f"the minimum is a flat valley: {alike} of {len(minima.values)} starts end at coefficients that these runs "
            "do not tell apart; predictions among the runs are determined, the coefficients are not"
        )
    elif not converged:
        said.append("the fit has not converged: do not use its coefficients")
    if agreeing <= len(minima.values) // 2 and not alike:
        said.append(f"only {agreeing} of {len(minima.values)} starts end at this minimum; there may be a lower one")
    if stuck:
        said.append(f"{stuck} of {bootstrap} resamples did not reach a minimum")
    return said
