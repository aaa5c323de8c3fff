"""A fit as a record: the minimum, what was fitted to which points, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from limits.errors import InputError, Problem, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from limits.scaling.fits.at import At
    from limits.scaling.fits.covariance import Sandwich
    from limits.scaling.fits.huber import Objective
    from limits.scaling.fits.lack_of_fit import LackOfFit
    from limits.scaling.fits.points import Points
    from limits.scaling.fits.profile import Profile
    from limits.scaling.fits.task import Task
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array


NAMES = ("E", "A", "B", "alpha", "beta")
"""The coefficients of Hoffmann's form in the order of a covariance, that of ln E, ln A, ln B, alpha, beta."""


OBJECTIVES = ("huber", "squares")
"""Huber's function of the error in ln(loss), as Hoffmann et al. (2022); the square of the error in the loss."""


class Estimate(NamedTuple):
    """A fitted coefficient, its interval at `limits.draws.LEVEL`, and its standard error; infinite where unknown.

    Those of a pinned coefficient are NaN.
    """

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
        Estimates of E, A, B, alpha, beta, or those of another form, by name, with intervals from the bootstrap if
        there was one, else from the
        covariance; that of an E that is hardly known from its profile.
    converged
        Whether the gradient vanishes and the objective curves upwards at the minimum, and at least two starts ended
        there, or in a flat valley at laws that explain the runs as well; computed afterwards, not reported by the
        optimiser.
    gradient
        Largest component of the gradient there, beside the sum of the slopes of all points [1].
    starts, starts_agreeing, spread
        How many starts were followed, how many ended at the minimum, and how far above it the worst one ended.
    covariance
        Of (ln E, ln A, ln B, alpha, beta), or the coefficients of another form in their order; None where the points
        do not determine all of them.
    drawn
        Minima of the bootstrap, vectors, one row each; no rows without one.
    warnings
        What the points do not determine, and anything else a reader of the coefficients must know.
    task, vector, sandwich
        What was looked for, the vector (a, b, e, alpha, beta) that was found, and what is known of it.
    lack_of_fit
        What the test of the form says; None of a fit that nobody has tested.

    Examples
    --------
    >>> import numpy as np
    >>> from limits.scaling import fit
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
    drawn: Array
    warnings: tuple[str, ...]
    task: Task = field(repr=False)
    vector: Array = field(repr=False)
    sandwich: Sandwich = field(repr=False)
    lack_of_fit: LackOfFit | None = field(default=None, repr=False)

    def profile(self, name: str, values: ArrayLike | None = None) -> Profile:
        """Return the least objective with one coefficient held at several values, all others free.

        Parameters
        ----------
        name
            One of the coefficients.
        values
            Where to hold it; around its estimate if left out.

        Raises
        ------
        UnknownNameError
            When no coefficient is called so.
        InputError
            When it is pinned.
        """
        from limits.scaling.fits.profile import profiled

        names = self.task.names
        if name not in names:
            raise UnknownNameError("coefficient", name, names, see=f"there are {', '.join(names)}")
        if name in self.task.held:
            raise InputError("profile", [Problem(name, "a pinned coefficient", "one that was fitted")])
        return profiled(self, name, values)

    def at(self, **sizes: float) -> At:
        """Return what the fit says of a run of some size, with the interval of the law.

        Parameters
        ----------
        **sizes
            A number for each variable of its form: parameters, tokens [token] or compute [FLOP].

        Raises
        ------
        InputError
            When a variable is missing, is none of the form, or is not positive and finite.
        """
        from limits.scaling.fits.at import at

        return at(self, **sizes)

    @property
    def free(self) -> int:
        """How many coefficients were fitted."""
        return self.task.free

    @property
    def minimised(self) -> Objective:
        """The objective."""
        return self.task.objective

    @property
    def resamples(self) -> Array:
        """Coefficients of the bootstrap, one row each, in the order of `coefficients`; no rows without one."""
        return self.task.coefficients(self.drawn)

    @property
    def degrees(self) -> int:
        """Degrees of freedom: runs that err by themselves, less coefficients."""
        return self.points.independent - self.free

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
        from limits.scaling.fits.fitted_law import as_law

        return as_law(self, key, about)
