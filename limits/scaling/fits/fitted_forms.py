"""The forms that can be fitted, one record each: what a file must have for it, what may vary, what is reported.

Inside a fit each form is a vector (a, b, e, alpha, beta), the terms e^(a - alpha x), e^(b - beta y) and e^e of
`huber`; one without a variable has its term held at nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import UnknownNameError
from limits.scaling.fits.newton import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.fits.points import Points
    from limits.typing import Array

ABSENT = -700.0
"""ln of a term that a form does not have."""

_UNITS = {"alpha": "1", "beta": "1", "gamma": "1"}  # of coefficients; of all others nat/token
PLACES = {"E": 2, "A": 0, "B": 1, "K": 0, "alpha": 3, "beta": 4, "gamma": 3}
"""Where the vector holds each coefficient, or its logarithm at the mean of the runs."""


@dataclass(frozen=True, eq=False)
class FittedForm:
    """A form of a law of loss that can be fitted.

    Parameters
    ----------
    key, formula
        The name it is asked by, and what it says.
    names
        Its coefficients in the order of a covariance: those that are fitted by their logarithm, then exponents.
    logarithms
        How many of the coefficients come first and are fitted by their logarithm.
    variables
        What stands on x and y: columns that a file must have, empty where the form has no such term.
    terms
        Of each variable of the form: its exponent, the factor before it, and what it is.
    tied
        Whether both exponents are one.
    """

    key: str
    formula: str
    names: tuple[str, ...]
    logarithms: int
    variables: tuple[str, str]
    terms: tuple[tuple[str, str, str], ...]
    tied: bool = False
    basis: Array = field(init=False)

    def __post_init__(self) -> None:
        columns = EVERYWHERE[:, sorted(PLACES[name] for name in self.names)]
        if columns.shape == EVERYWHERE.shape and not self.tied:
            columns = EVERYWHERE  # which spares products with it
        if self.tied:
            columns = np.column_stack([columns[:, :-2], columns[:, -2] + columns[:, -1]])
        object.__setattr__(self, "basis", columns)

    @property
    def needs(self) -> tuple[str, ...]:
        """What a file of runs must tell beside the loss."""
        return tuple(variable for variable in self.variables if variable)

    @property
    def exponents(self) -> tuple[str, ...]:
        """Its exponents."""
        return self.names[self.logarithms :]

    @property
    def free(self) -> int:
        """How many coefficients are fitted if none is pinned."""
        return int(self.basis.shape[1])

    def unit(self, name: str) -> str:
        """Return the unit of a coefficient."""
        return _UNITS.get(name, "nat/token")

    def centred(self, points: Points) -> tuple[Array, Array]:
        """Return x and y of runs, the logarithms of their sizes from the means; 0 where the form has no such term."""
        logs = (np.log(getattr(points, name)) if name else np.zeros(len(points)) for name in self.variables)
        x, y = (each - each.mean() for each in logs)
        return x, y

    def outward(self, points: Points) -> Array:
        """Return the matrix from the vector to the coefficients, of some their logarithms; it undoes the centring."""
        matrix = EVERYWHERE[[PLACES[name] for name in self.names]]
        for exponent, factor, variable in self.terms:
            matrix[self.names.index(factor), PLACES[exponent]] = np.log(getattr(points, variable)).mean()
        return matrix


_BOTH = (("alpha", "A", "parameters"), ("beta", "B", "tokens"))

FITTED_FORMS: Mapping[str, FittedForm] = {
    form.key: form
    for form in (
        FittedForm(
            key="hoffmann",
            formula="L(N, D) = E + A N^-alpha + B D^-beta",
            names=("E", "A", "B", "alpha", "beta"),
            logarithms=3,
            variables=("parameters", "tokens"),
            terms=_BOTH,
        ),
        FittedForm(
            key="hoffmann-tied",
            formula="L(N, D) = E + A N^-alpha + B D^-beta, alpha = beta",
            names=("E", "A", "B", "alpha", "beta"),
            logarithms=3,
            variables=("parameters", "tokens"),
            terms=_BOTH,
            tied=True,
        ),
        FittedForm(
            key="parameters",
            formula="L(N) = E + A N^-alpha",
            names=("E", "A", "alpha"),
            logarithms=2,
            variables=("parameters", ""),
            terms=_BOTH[:1],
        ),
        FittedForm(
            key="tokens",
            formula="L(D) = E + B D^-beta",
            names=("E", "B", "beta"),
            logarithms=2,
            variables=("", "tokens"),
            terms=_BOTH[1:],
        ),
        FittedForm(
            key="compute",
            formula="L(C) = E + K C^-gamma",
            names=("E", "K", "gamma"),
            logarithms=2,
            variables=("compute", ""),
            terms=(("gamma", "K", "compute"),),
        ),
    )
}
"""Every form that can be fitted, by its key."""


def fitted_form(key: str) -> FittedForm:
    """Return a form that can be fitted.

    Raises
    ------
    UnknownNameError
        When none is called so.

    Examples
    --------
    >>> fitted_form("compute").formula
    'L(C) = E + K C^-gamma'
    """
    if key not in FITTED_FORMS:
        raise UnknownNameError("form", key, FITTED_FORMS, see=f"there are {', '.join(FITTED_FORMS)}")
    return FITTED_FORMS[key]
