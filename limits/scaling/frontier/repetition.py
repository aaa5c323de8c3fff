r"""Training on tokens that repeat: what the k-th pass over the same text is worth, and where unique text runs out.

Muennighoff et al. (2023) let repeated tokens, and parameters beyond what the unique tokens call for, decay in worth:

.. math:: D' = U\left[1 + R_D^*\left(1 - e^{-R_D/R_D^*}\right)\right],\qquad R_D = D/U - 1,

and likewise N' from N beyond the size that is optimal for U tokens. The loss is that of a scaling law at N' and D', so
that any law of the nested family may be asked; the decays belong to the study that measured them, and are a trend.
Where nothing repeats and no parameter is in excess, it is that law.

Every function takes a law, its `Repetition`, and arrays that broadcast, as those of `prediction` do. All of it has one
shape: with N in units of the size that matches U, D in units of U, and compute in units of the product of the two, the
best run is the same for every U, and its reducible loss falls as U^-beta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from limits.errors import InputError, NoSolutionError, Problem
from limits.interval import BEYOND_FLOATS
from limits.scaling import forms
from limits.scaling.bisection import zero
from limits.scaling.frontier import prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.law import Span

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Flag, Num

__all__ = [
    "MUENNIGHOFF2023",
    "Constrained",
    "Repetition",
    "compute_for_loss",
    "effective",
    "loss",
    "matched_parameters",
    "next_worth",
    "optimum",
    "saturating_compute",
    "unique_at_wall",
    "unique_for_loss",
    "wall",
]

_SATURATED = 40.0  # decays after which the next repetition is worth e^-40, less than the rounding of a loss


@dataclass(frozen=True)
class Repetition:
    """How fast repeated tokens and excess parameters lose their worth, as a study measured it.

    Parameters
    ----------
    decay_tokens, decay_parameters
        R_D* and R_N*: repetitions after which the next one is worth 1/e of the first [1].
    law
        Key of the scaling law that they were fitted with; with another law they are borrowed.
    source, evidence, references
        Where they were read, how, and the keys of the bibliography.
    epochs
        Passes over the unique tokens of the runs behind them [1].
    notes
        What a reader of results must know.

    Raises
    ------
    InputError
        When a decay is not positive and finite.
    """

    kind: ClassVar[str] = "trend"

    decay_tokens: float
    decay_parameters: float
    law: str
    source: str
    evidence: str
    references: tuple[str, ...]
    epochs: Span
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = [
            Problem(name, f"{decay}", "repetitions > 0, finite")
            for name in ("decay_tokens", "decay_parameters")
            if np.any(np.isinf(decay := getattr(self, name)) | np.less_equal(decay, 0.0))
        ]
        if problems:
            raise InputError("repetition", problems)

    def cautions(self, law: ScalingLaw) -> tuple[str, ...]:
        """Return what is to be said of an answer that joins these decays with a law."""
        borrowed = f"The decays were fitted with {self.law} and are borrowed here: {law.key} has none of its own."
        return (*self.notes, *(() if law.key == self.law else (borrowed,)))


MUENNIGHOFF2023 = Repetition(
    15.387756,
    5.309743,
    law="muennighoff2023",
    source="notebook parametric_fit.ipynb released with arXiv:2305.16264, cell 29",
    evidence="primary",
    references=("muennighoff2023",),
    epochs=Span(1.0, 9000.0),
    notes=(
        "Weakly identified: any R_D* from 12 to 500, with an R_N* of its own, fits the same 182 runs nearly as well.",
        # 421e6 parameters on 1e8 unique tokens
        "Repetition never harms in this form. In those runs it can: 3.75 nat/token after 27 passes, 5.78 after 320.",
    ),
)
"""The decays of Muennighoff et al. (2023), which are taken where a law has none of its own."""


class Constrained(NamedTuple):
    """The best run at some compute when unique tokens are limited.

    Parameters
    ----------
    parameters, tokens, loss
        Of that run [parameter], [token], [law.loss_unit].
    epochs
        Passes over the unique tokens [1]; below 1 some are never seen.
    """

    parameters: Num
    tokens: Num
    loss: Num
    epochs: Num


def effective(amount: Num, unique: Num, decay: Num) -> Num:
    """Return what an amount is worth of which only some is unique: D' of tokens, N' of parameters.

    Parameters
    ----------
    amount, unique
        Tokens seen and tokens that are different; or parameters, and those that the tokens call for.
    decay
        R*, in repetitions [1].

    Examples
    --------
    >>> f"{effective(4.0, 1.0, 15.387756):.4f}"  # four epochs: 93 % of four times as many tokens
    '3.7257'
    """
    repeated = np.maximum(amount / unique - 1.0, 0.0)
    return np.minimum(amount, unique) - unique * decay * np.expm1(-repeated / decay)


def next_worth(amount: Num, unique: Num, decay: Num) -> Num:
    """Return what the next token is worth beside a fresh one [1]: 1 within the unique ones, then e^(-R/R*).

    Examples
    --------
    >>> [round(float(next_worth(epochs, 1.0, 15.387756)), 2) for epochs in (1, 4, 16, 40)]
    [1.0, 0.82, 0.38, 0.08]
    """
    return np.exp(-np.maximum(amount / unique - 1.0, 0.0) / decay)


def matched_parameters(law: ScalingLaw, unique: Num) -> Num:
    """Return U_N, the size whose optimal number of tokens is `unique` [parameter].

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{matched_parameters(get('muennighoff2023'), 1.0):.4f}"  # proportional, since alpha = beta
    '0.0510'
    """
    c = law.coefficients
    log_product = (np.log(unique) + forms.log_optimal_parameters(c, 0.0)) / c.b
    return np.exp(log_product - np.log(unique))


def loss(law: ScalingLaw, repetition: Repetition, N: Num, D: Num, unique: Num) -> Num:
    """Return the loss of N parameters after D tokens, of which `unique` are different [law.loss_unit].

    Examples
    --------
    >>> from limits.scaling import get
    >>> law = get("muennighoff2023")
    >>> [round(float(loss(law, MUENNIGHOFF2023, 2.8e9, 55e9, U)), 3) for U in (55e9, 9e9, 4e9)]
    [2.354, 2.398, 2.472]
    """
    return prediction.loss(law, *_worth(law, repetition, N, D, unique))


def _worth(law: ScalingLaw, repetition: Repetition, N: Num, D: Num, unique: Num) -> tuple[Num, Num]:
    return (
        effective(N, matched_parameters(law, unique), repetition.decay_parameters),
        effective(D, unique, repetition.decay_tokens),
    )


def wall(law: ScalingLaw, repetition: Repetition, unique: Num) -> Num:
    """Return the loss that no compute gets below with so many unique tokens [law.loss_unit].

    There D' = U (1 + R_D*) and N' = U_N (1 + R_N*): a wall of this trend, no bound.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{wall(get('muennighoff2023'), MUENNIGHOFF2023, 1e12):.4f}"
    '1.9472'
    """
    return prediction.loss(law, *_most(law, repetition, unique))


def optimum(law: ScalingLaw, repetition: Repetition, C: Num, unique: Num) -> Constrained:
    """Return the best run of compute C when only `unique` tokens are different.

    ln N' and ln D' are concave in ln N and ln D, so that along N D = C/6 the logarithm of the reducible loss is convex
    in ln N: there is one minimum, where the term of the tokens loses as much by less of them as that of the parameters
    gains by more. The two are compared in logarithms, in which they never vanish. It lies between the size that matches
    the unique tokens and the size that sees each of them once: at the one no parameter is in excess, at the other no
    token repeats, and the two terms pull alike where neither is so.

    Parameters
    ----------
    law, repetition
        A scaling law and its decays.
    C, unique
        Training compute, 6 N D [FLOP], and tokens that are different [token].

    Examples
    --------
    >>> from limits.scaling import get
    >>> best = optimum(get("muennighoff2023"), MUENNIGHOFF2023, 1e24, 1e11)
    >>> f"{best.parameters:.3g} parameters, {best.epochs:.1f} epochs, {best.loss:.4f}"
    '6.13e+10 parameters, 27.2 epochs, 2.0541'
    """
    c = law.coefficients
    log_product = np.log(C / FLOP_PER_PARAMETER_TOKEN)
    matched = matched_parameters(law, unique)

    def steepness(scale: Num, exponent: Num, log_amount: Num, unique: Num, decay: Num) -> Num:
        """Return the logarithm of how fast a term of the inner sum falls with ln(amount)."""
        amount = np.exp(log_amount)
        log_worth = np.log(effective(amount, unique, decay))
        repeated = np.maximum(amount / unique - 1.0, 0.0)
        rate = log_amount - repeated / decay - log_worth  # of ln(worth) with ln(amount), itself a logarithm
        return np.log(exponent) + (np.log(scale) - exponent * log_worth) / c.q + rate

    def slope(log_N: Num) -> Num:
        of_tokens = steepness(c.B, c.beta, log_product - log_N, unique, repetition.decay_tokens)
        return of_tokens - steepness(c.A, c.alpha, log_N, matched, repetition.decay_parameters)

    ends = np.log(matched), log_product - np.log(unique)
    log_N = zero(slope, np.minimum(*ends), np.maximum(*ends))
    N, D = np.exp(log_N), np.exp(log_product - log_N)
    return Constrained(N, D, loss(law, repetition, N, D, unique), D / unique)


def compute_for_loss(law: ScalingLaw, repetition: Repetition, L: Num, unique: Num) -> Num:
    """Return the least compute that reaches a loss with so many unique tokens [FLOP].

    Raises
    ------
    NoSolutionError
        When a loss is not above the wall.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{compute_for_loss(get('muennighoff2023'), MUENNIGHOFF2023, 2.0541, 1e11):.2g}"
    '1e+24'
    """
    least = wall(law, repetition, unique)
    if np.any(least >= L):
        tends, wanted = _first(least >= L, least, L)
        why = f"with these unique tokens the loss tends to {tends:.4g}, and {wanted:.4g} is wanted"
        raise NoSolutionError(law.key, "compute", why)
    low = np.log(prediction.compute_for_loss(law, L))  # unlimited tokens never need more
    high = np.maximum(low, np.log(saturating_compute(law, repetition, unique)))
    return np.exp(zero(lambda log_C: L - optimum(law, repetition, np.exp(log_C), unique).loss, low, high))


def unique_at_wall(law: ScalingLaw, repetition: Repetition, L: Num) -> Num:
    """Return the unique tokens whose wall is a loss: with fewer, no compute reaches it [token].

    Raises
    ------
    NoSolutionError
        When a loss is not above the irreducible term.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{unique_at_wall(get('muennighoff2023'), MUENNIGHOFF2023, 1.9472):.2g}"
    '1e+12'
    """
    c = law.coefficients
    if np.any(L <= c.E):
        least, wanted = _first(L <= c.E, c.E, L)
        why = f"the irreducible loss of this fit is {least:.4g}, and {wanted:.4g} is wanted"
        raise NoSolutionError(law.key, "unique_tokens", why)
    of_one = forms.log_reducible(c, *_most(law, repetition, 1.0))
    with np.errstate(over="ignore"):
        unique = np.exp((of_one - np.log(L - c.E)) / c.beta)
    if np.any((unique == 0.0) | np.isinf(unique)):
        raise NoSolutionError(law.key, "unique_tokens", f"what it would take is {BEYOND_FLOATS}")
    return unique


def unique_for_loss(law: ScalingLaw, repetition: Repetition, L: Num, C: Num) -> Num:
    """Return the fewest unique tokens with which compute C reaches a loss [token].

    Raises
    ------
    NoSolutionError
        When the compute does not reach the loss with any number of tokens.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{unique_for_loss(get('muennighoff2023'), MUENNIGHOFF2023, 2.0541, 1e24):.2g}"
    '1e+11'
    """
    best = prediction.optimum(law, C)
    if np.any(best.loss > L):
        least, wanted = _first(best.loss > L, best.loss, L)
        why = f"without repetition the least loss is {least:.4g}, and {wanted:.4g} is wanted"
        raise NoSolutionError(law.key, "unique_tokens", why)
    high = np.log(best.tokens)  # with these nothing repeats
    low = np.minimum(np.log(unique_at_wall(law, repetition, L)), high)
    return np.exp(zero(lambda log_U: L - optimum(law, repetition, C, np.exp(log_U)).loss, low, high))


def _most(law: ScalingLaw, repetition: Repetition, unique: Num) -> tuple[Num, Num]:
    """Return what N' and D' tend to."""
    matched = matched_parameters(law, unique)
    return (1.0 + repetition.decay_parameters) * matched, (1.0 + repetition.decay_tokens) * unique


def saturating_compute(law: ScalingLaw, repetition: Repetition, unique: Num) -> Num:
    """Return a compute whose best loss no longer differs from the wall [FLOP].

    Examples
    --------
    >>> from limits.scaling import get
    >>> law = get("muennighoff2023")
    >>> C = saturating_compute(law, MUENNIGHOFF2023, 1e12)
    >>> bool(optimum(law, MUENNIGHOFF2023, C, 1e12).loss == wall(law, MUENNIGHOFF2023, 1e12))
    True
    """
    decays = repetition.decay_parameters, repetition.decay_tokens
    of_parameters, of_tokens = (1.0 + _SATURATED * decay for decay in decays)
    return FLOP_PER_PARAMETER_TOKEN * matched_parameters(law, unique) * of_parameters * unique * of_tokens


def _first(where: Flag, *values: Num) -> tuple[float, ...]:
    """Return the first elements that a condition holds for, to be shown."""
    *arrays, mask = np.broadcast_arrays(*values, where)
    return tuple(float(array[mask][0]) for array in arrays)
