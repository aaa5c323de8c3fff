"""A scaling law fitted to one's own runs, in one call: `fit`, and the `Fit` that it returns.

The method: centre the logarithms, scan exponents for starts (`starts`), go down with damped Newton steps from all
(`newton`) on the exact objective (`huber`), then ask the neighbourhood of the minimum (`covariance`) and, if wanted,
resamples (`bootstrap`) how well it is known. Nothing is believed that can be checked: the gradient and the curvature at
the end, and whether the starts agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits.errors import InputError, Problem, UnknownNameError, shown
from limits.scaling import identification
from limits.scaling.bootstrap import refitted
from limits.scaling.covariance import LEVEL, Sandwich, sandwich, student
from limits.scaling.descent import FLAT, LEAST_SLOPE, at_the_end, followed, lowest
from limits.scaling.huber import PUBLISHED_DELTA, SIZE, Objective
from limits.scaling.newton import EVERYWHERE, Minima
from limits.scaling.points import Points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from limits.scaling.law import ScalingLaw
    from limits.scaling.profile import Profile

    Array = NDArray[np.float64]

NAMES = ("E", "A", "B", "alpha", "beta")
"""The coefficients in the order of a covariance, which is that of ln E, ln A, ln B, alpha, beta."""

LOGARITHMS = 3  # of them are fitted as their logarithms

_TIED = np.column_stack([np.eye(SIZE)[:, :3], [0.0, 0.0, 0.0, 1.0, 1.0]])
FITTED_FORMS = {"hoffmann": EVERYWHERE, "hoffmann-tied": _TIED}
"""Forms that can be fitted, each by what (a, b, e, alpha, beta) may vary by; tied is alpha = beta."""

OBJECTIVES = ("huber", "squares")
"""Huber's function of the error in ln(loss), as Hoffmann et al. (2022); the square of the error in the loss."""

_AGREE = 1e-6  # relative difference of objectives between starts that found the same minimum


class Estimate(NamedTuple):
    """A fitted coefficient, its interval at `covariance.LEVEL`, and its standard error; infinite where unknown."""

    value: float
    low: float
    high: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class Fit:
    """A minimum, what was fitted to which points, and how far it can be trusted.

    Parameters
    ----------
    form, objective_name, delta
        What was fitted, and what was minimised.
    points
        The runs that were used.
    objective
        The objective at the minimum: the sum over the points.
    coefficients
        Estimates of E, A, B, alpha, beta by name, with intervals from the bootstrap if there was one, else from the
        covariance.
    converged
        Whether the gradient vanishes and the objective curves upwards at the minimum, and at least two starts ended
        there; computed afterwards, not reported by the optimiser.
    gradient
        Largest component of the gradient there, beside the sum of the slopes of all points [1].
    starts, starts_agreeing, spread
        How many starts were followed, how many ended at the minimum, and how far above it the worst one ended.
    covariance
        Of (ln E, ln A, ln B, alpha, beta); None where the points do not determine all of them.
    resamples
        Coefficients of the bootstrap, one row each, in the order of `NAMES`; no rows without one.
    warnings
        What the points do not determine, and anything else a reader of the coefficients must know.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> N, D = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(9, 11.5, 60)
    >>> found = fit(N, D, 1.8 + 480 / N**0.35 + 2100 / D**0.37)
    >>> found.converged, round(found.coefficients["alpha"].value, 4), found.warnings
    (True, 0.35, ())
    """

    form: str
    objective_name: str
    delta: float
    points: Points
    objective: float
    coefficients: Mapping[str, Estimate]
    converged: bool
    gradient: float
    starts: int
    starts_agreeing: int
    spread: float
    covariance: Array | None
    resamples: Array
    warnings: tuple[str, ...]
    minimised: Objective = field(repr=False)
    vector: Array = field(repr=False)
    sandwich: Sandwich = field(repr=False)

    def profile(self, name: str, values: Any = None) -> Profile:
        """Return the least objective with one coefficient held at several values, all others free.

        Parameters
        ----------
        name
            One of `NAMES`.
        values
            Where to hold it; around its estimate if left out.

        Raises
        ------
        UnknownNameError
            When no coefficient is called so.
        """
        from limits.scaling.profile import profiled

        if name not in NAMES:
            raise UnknownNameError("coefficient", name, NAMES, see=f"there are {', '.join(NAMES)}")
        return profiled(self, name, values)

    @property
    def free(self) -> int:
        """How many coefficients were fitted."""
        return int(FITTED_FORMS[self.form].shape[1])

    def law(self, key: str = "my-law", **about: Any) -> ScalingLaw:
        """Return the fit as a scaling law, which every function and `--scaling` take.

        Parameters
        ----------
        key
            The name of the law.
        **about
            Fields of `ScalingLaw` that the points cannot tell: title, modality, corpus, tokenizer, counts, source...

        Raises
        ------
        InputError
            When the fit is none that a law can be: a term is missing, or a loss that rises with size.
        """
        from limits.scaling.fitted_law import as_law

        return as_law(self, key, about)


def fit(
    points: Any,
    tokens: Any = None,
    loss: Any = None,
    *,
    form: str = "hoffmann",
    objective: str = "huber",
    delta: float = PUBLISHED_DELTA,
    bootstrap: int = 0,
    seed: int = 0,
) -> Fit:
    """Fit a scaling law to finished training runs.

    Parameters
    ----------
    points
        `Points`, or the parameters of each run [parameter].
    tokens, loss
        Training tokens [token] and final losses [nat/token], if `points` are parameters.
    form
        A key of `FITTED_FORMS`.
    objective
        One of `OBJECTIVES`.
    delta
        Error in ln(loss) at which Huber's function passes from square to size; infinity is least squares of ln(loss).
    bootstrap, seed
        How many resamples intervals are taken from, and the seed of their generator; with 0, intervals come from the
        covariance at the minimum.

    Raises
    ------
    InputError
        When the runs cannot determine the law whatever their losses are: too few, or of too few sizes.
    """
    if not isinstance(points, Points):
        points = Points.of(points, tokens, loss)
    _check(form, objective, delta, bootstrap)
    identification.refuse(points, FITTED_FORMS[form].shape[1])
    basis, tied = FITTED_FORMS[form], form == "hoffmann-tied"
    x, y = np.log(points.parameters), np.log(points.tokens)
    squares = objective == "squares"
    minimised = Objective(
        x - x.mean(), y - y.mean(), np.log(points.loss), np.inf if squares else delta, in_loss=squares
    )
    minima = followed(minimised, basis, tied=tied)
    best = lowest(minima)
    vector, value = minima.vectors[best], float(minima.values[best])
    known = sandwich(minimised, vector, basis)
    resampled = np.empty((0, SIZE))
    stuck = 0
    outward = _outward(points)
    if bootstrap:
        again = refitted(minimised, vector, bootstrap, seed, basis)
        resampled, stuck = _coefficients(again.vectors @ outward.T), int(np.sum(~again.stopped))
    estimates = identification.opened(_estimates(vector, outward, known, resampled, len(points) - basis.shape[1]))
    gradient, upwards = at_the_end(minimised, vector, basis)
    agreeing = int(np.sum(np.abs(minima.values - value) <= value * _AGREE + LEAST_SLOPE**2 * len(points)))
    converged = bool(minima.stopped[best]) and gradient <= FLAT and upwards and agreeing > 1
    return Fit(
        form=form,
        objective_name=objective,
        delta=minimised.delta,
        points=points,
        objective=value,
        coefficients=estimates,
        converged=converged,
        gradient=gradient,
        starts=len(minima.values),
        starts_agreeing=agreeing,
        spread=float(minima.values.max() - value),
        covariance=None if known.blind.size else outward @ known.covariance @ outward.T,
        resamples=resampled,
        warnings=(
            *identification.warnings(points, estimates, minimised.shares(vector), basis.shape[1]),
            *_doubts(minima, agreeing, stuck, bootstrap, converged=converged),
        ),
        minimised=minimised,
        vector=vector,
        sandwich=known,
    )


def _check(form: str, objective: str, delta: float, bootstrap: int) -> None:
    if form not in FITTED_FORMS:
        raise UnknownNameError("form", form, FITTED_FORMS, see=f"there are {', '.join(FITTED_FORMS)}")
    if objective not in OBJECTIVES:
        raise UnknownNameError("objective", objective, OBJECTIVES, see=f"there are {', '.join(OBJECTIVES)}")
    problems = []
    if not delta > 0:
        problems.append(Problem("delta", f"{delta:g}", "an error in ln(loss) > 0"))
    if bootstrap < 0 or bootstrap == 1:
        problems.append(Problem("bootstrap", shown(bootstrap), "0, or at least 2 resamples"))
    if problems:
        raise InputError("fit", problems)


def _outward(points: Points) -> Array:
    """Return the matrix that undoes the centring: from (a, b, e, alpha, beta) to (ln E, ln A, ln B, alpha, beta)."""
    matrix = np.zeros((SIZE, SIZE))
    matrix[0, 2] = matrix[1, 0] = matrix[2, 1] = matrix[3, 3] = matrix[4, 4] = 1.0
    matrix[1, 3], matrix[2, 4] = np.log(points.parameters).mean(), np.log(points.tokens).mean()
    return matrix


def _coefficients(logarithms: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.concatenate([np.exp(logarithms[..., :LOGARITHMS]), logarithms[..., LOGARITHMS:]], axis=-1)


def _estimates(vector: Array, outward: Array, known: Sandwich, resampled: Array, degrees: int) -> dict[str, Estimate]:
    centre = outward @ vector
    values = _coefficients(centre)
    if len(resampled):
        tail = 50.0 * (1.0 - LEVEL)
        low, high = np.percentile(resampled, [tail, 100.0 - tail], axis=0)
        deviation = resampled.std(axis=0)
    else:
        deviation = known.deviation(outward)
        reach = student(degrees) * deviation
        low, high = _coefficients(centre - reach), _coefficients(centre + reach)
        deviation[:LOGARITHMS] *= np.maximum(values[:LOGARITHMS], np.finfo(float).tiny)  # 0 times infinity is unknown
    return {
        name: Estimate(*map(float, row))
        for name, row in zip(NAMES, np.column_stack([values, low, high, deviation]), strict=True)
    }


def _doubts(minima: Minima, agreeing: int, stuck: int, bootstrap: int, *, converged: bool) -> list[str]:
    said = []
    if not converged:
        said.append("the fit has not converged: do not use its coefficients")
    if agreeing <= len(minima.values) // 2:
        said.append(f"only {agreeing} of {len(minima.values)} starts end at this minimum; there may be a lower one")
    if stuck:
        said.append(f"{stuck} of {bootstrap} resamples did not reach a minimum")
    return said
