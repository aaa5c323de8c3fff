"""The forms that can be fitted, one record each: what a file must have for it, what may vary, what is reported.

Inside a fit each form is a vector (a, b, e, alpha, beta), the terms e^(a - alpha x), e^(b - beta y) and e^e of
`huber`, with q at the end where they combine as in `nested`; a term that a form does not have is held at nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import UnknownNameError
from limits.scaling.fits.nested import SIZE as NESTED_SIZE
from limits.scaling.fits.newton import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.fits.points import Points
    from limits.typing import Array

ABSENT = -700.0
"""ln of a term that a form does not have."""

PLACES = {
    "E": 2,
    "A": 0,
    "B": 1,
    "alpha": 3,
    "beta": 4,
    "q": 5,
    "K": 0,
    "gamma": 3,
    "a": 0,
    "b": 1,
    "eta": 3,
    "N_c": 0,
    "D_c": 1,
    "alpha_N": 3,
    "alpha_D": 4,
}
"""Where the vector holds each coefficient, or its logarithm at the mean of the runs."""

_BETA, _Q = PLACES["beta"], PLACES["q"]
_EXPONENT_OF = {PLACES["A"]: PLACES["alpha"], PLACES["B"]: PLACES["beta"]}


@dataclass(frozen=True, eq=False)
class FittedForm:
    """A form of a law of loss that can be fitted.

    Parameters
    ----------
    key, formula
        The name it is asked by, and what it says.
    names
        Its coefficients in the order of a covariance: those that are fitted by their logarithm, then exponents.
    terms
        Of each variable of the form: its exponent, the factor before it, and what it is.
    tied
        Whether both exponents are one.
    nested
        Whether the two terms combine with a power q, as `nested` takes them: free, or tied to beta.
    note
        What a reader of its coefficients must know.
    """

    key: str
    formula: str
    names: tuple[str, ...]
    terms: tuple[tuple[str, str, str], ...]
    tied: bool = False
    nested: bool = False
    note: str = ""
    basis: Array = field(init=False)

    def __post_init__(self) -> None:
        whole = np.eye(NESTED_SIZE) if self.nested else EVERYWHERE
        places = {PLACES[name] for name in self.names} | ({_BETA} if self.tied else set())
        columns = whole[:, sorted(places)]
        if self.tied:
            columns = np.column_stack([columns[:, :-2], columns[:, -2] + columns[:, -1]])
        elif columns.shape == EVERYWHERE.shape == whole.shape:
            columns = EVERYWHERE  # which spares products with it
        if self.nested and "q" not in self.names:
            columns[_Q] = columns[_BETA]  # q = beta
        object.__setattr__(self, "basis", columns)

    @cached_property
    def logarithms(self) -> int:
        """How many of the coefficients come first and are fitted by their logarithm."""
        return sum(PLACES[name] < PLACES["alpha"] for name in self.names)

    @cached_property
    def variables(self) -> tuple[str, str]:
        """What stands on x and y: columns that a file must have, empty where the form has no such term."""
        found = {PLACES[factor]: variable for _, factor, variable in self.terms}
        return found.get(PLACES["A"], ""), found.get(PLACES["B"], "")

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

    def centred(self, points: Points) -> tuple[Array, Array]:
        """Return x and y of runs, the logarithms of their sizes from the means; 0 where the form has no such term."""
        logs = (np.log(getattr(points, name)) if name else np.zeros(len(points)) for name in self.variables)
        x, y = (each - each.mean() for each in logs)
        return x, y

    def outward(self, points: Points) -> Array:
        """Return the matrix from the vector to the coefficients, of some their logarithms; it undoes the centring.

        Of Kaplan's form, whose N_c and D_c are no such product, to what `named` takes.
        """
        matrix = np.eye(len(self.basis))[[PLACES[name] for name in self.names]]
        for _, factor, variable in self.terms:
            place = _EXPONENT_OF[PLACES[factor]]
            matrix[self.names.index(factor), place] = np.log(getattr(points, variable)).mean() + self._six
        if "eta" in self.names:
            matrix[self.names.index("eta")] *= 0.5
        return matrix

    def family(self, points: Points) -> Array:
        """Return the matrix from the vector to ln E, ln A, ln B, alpha, beta, and q if it is one of the nested family.

        Only of a form of parameters and tokens.
        """
        places = [PLACES[name] for name in ("E", "A", "B", "alpha", "beta", "q")]
        matrix = np.eye(len(self.basis))[places[: len(self.basis)]]
        matrix[1, PLACES["alpha"]] = np.log(points.parameters).mean()
        matrix[2, PLACES["beta"]] = np.log(points.tokens).mean()
        return matrix

    @property
    def bent(self) -> tuple[str, ...]:
        """The coefficients that are no power of the others' products: N_c and D_c of Kaplan's form."""
        return tuple(name for name in self.names if name in ("N_c", "D_c"))

    def named(self, outward: Array) -> Array:
        """Return the coefficients, of some their logarithms: of Kaplan's form ln N_c is ln A/alpha_N."""
        if not self.bent:
            return outward
        sizes, exponents = outward[..., :2], outward[..., 2:]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.concatenate([sizes / exponents, exponents], axis=-1)

    def slopes(self, outward: Array) -> Array:
        """Return the derivatives of `named` at one place, shape (names, names)."""
        slopes = np.eye(len(self.names))
        if self.bent:
            (log_A, log_B), (alpha, beta) = outward[:2], outward[2:]
            slopes[0, [0, 2]] = 1.0 / alpha, -log_A / alpha**2
            slopes[1, [1, 3]] = 1.0 / beta, -log_B / beta**2
        return slopes

    @property
    def _six(self) -> float:
        """Of Gadre's form, whose a and b hold C = 6 N D: ln a is ln A + eta ln 6, eta half an exponent."""
        return 0.5 * np.log(6.0) if "eta" in self.names else 0.0


_BOTH = (("alpha", "A", "parameters"), ("beta", "B", "tokens"))

FITTED_FORMS: Mapping[str, FittedForm] = {
    form.key: form
    for form in (
        FittedForm(
            key="hoffmann",
            formula="L(N, D) = E + A N^-alpha + B D^-beta",
            names=("E", "A", "B", "alpha", "beta"),
            terms=_BOTH,
        ),
        FittedForm(
            key="hoffmann-tied",
            formula="L(N, D) = E + A N^-alpha + B D^-beta, alpha = beta",
            names=("E", "A", "B", "alpha", "beta"),
            terms=_BOTH,
            tied=True,
        ),
        FittedForm(
            key="parameters",
            formula="L(N) = E + A N^-alpha",
            names=("E", "A", "alpha"),
            terms=_BOTH[:1],
        ),
        FittedForm(
            key="tokens",
            formula="L(D) = E + B D^-beta",
            names=("E", "B", "beta"),
            terms=_BOTH[1:],
        ),
        FittedForm(
            key="compute",
            formula="L(C) = E + K C^-gamma",
            names=("E", "K", "gamma"),
            terms=(("gamma", "K", "compute"),),
        ),
        FittedForm(
            key="gadre",
            formula="L(C, M) = E + (a M^eta + b M^-eta) C^-eta, M = D/N, C = 6 N D",
            names=("E", "a", "b", "eta"),
            terms=(("eta", "a", "parameters"), ("eta", "b", "tokens")),
            tied=True,
        ),
        FittedForm(
            key="kaplan",
            formula="L(N, D) = [(N_c/N)^(alpha_N/alpha_D) + D_c/D]^alpha_D",
            names=("N_c", "D_c", "alpha_N", "alpha_D"),
            terms=(("alpha_N", "N_c", "parameters"), ("alpha_D", "D_c", "tokens")),
            nested=True,
            note="Kaplan et al. (2020) count N without embeddings, and D is the size of a data set on which training "
            "was stopped early: N_c and D_c compare with theirs only where these runs do so too",
        ),
        FittedForm(
            key="nested",
            formula="L(N, D) = E + [(A N^-alpha)^(1/q) + (B D^-beta)^(1/q)]^q",
            names=("E", "A", "B", "alpha", "beta", "q"),
            terms=_BOTH,
            nested=True,
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
