r"""Training on tokens that repeat: what the k-th pass over the same text is worth, and where unique text runs out.

Muennighoff et al. (2023) let repeated tokens, and parameters beyond what the unique tokens call for, decay in worth:

.. math:: D' = U\left[1 + R_D^*\left(1 - e^{-R_D/R_D^*}\right)\right],\qquad R_D = D/U - 1,

and likewise N' from N beyond the size that is optimal for U tokens. The loss is that of a scaling law at N' and D', so
that any law of the nested family may be asked; the decays belong to the study that measured them, and are a trend.

Every function takes a law, its `Repetition`, and arrays that broadcast, as those of `limits.scaling.frontier` do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from limits.errors import NoSolutionError
from limits.scaling import forms, frontier
from limits.scaling.contours import zero
from limits.scaling.frontier import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from limits.scaling.forms import Num
    from limits.scaling.law import ScalingLaw

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
    "unique_for_loss",
    "wall",
]

_FAR = 80.0  # in ln N: e^80 from the optimum without repetition lies no optimum with it
_LEAST, _MOST = np.log(1e-3), np.log(1e60)  # of compute and tokens that are searched


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
    notes
        What a reader of results must know.
    """

    kind: ClassVar[str] = "trend"

    decay_tokens: float
    decay_parameters: float
    law: str
    source: str
    evidence: str
    references: tuple[str, ...]
    notes: tuple[str, ...] = ()

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
    notes=(
        "Weakly identified: any R_D* from 12 to 500, with an R_N* of its own, fits the same 182 runs nearly as well.",
    ),
)


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
    return frontier.loss(law, *_worth(law, repetition, N, D, unique))


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
    N, D = (
        (1.0 + repetition.decay_parameters) * matched_parameters(law, unique),
        (1.0 + repetition.decay_tokens) * unique,
    )
    return frontier.loss(law, N, D)


def optimum(law: ScalingLaw, repetition: Repetition, C: Num, unique: Num) -> Constrained:
    """Return the best run of compute C when only `unique` tokens are different.

    ln N' and ln D' are concave in ln N along N D = C/6, so that the logarithm of the reducible loss is convex there:
    its slope only rises, and is zero at one place.

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
    limits = matched_parameters(law, unique), unique
    decays = repetition.decay_parameters, repetition.decay_tokens

    def slope(log_N: Num) -> Num:
        amounts = np.exp(log_N), np.exp(log_product - log_N)
        worth = [effective(*each) for each in zip(amounts, limits, decays, strict=True)]
        rates = [
            amount * next_worth(amount, most, decay) / value
            for amount, most, decay, value in zip(amounts, limits, decays, worth, strict=True)
        ]
        log_terms = (np.log(c.A) - c.alpha * np.log(worth[0])) / c.q, (np.log(c.B) - c.beta * np.log(worth[1])) / c.q
        share = np.exp(-np.logaddexp(0.0, log_terms[1] - log_terms[0]))  # of the parameters in the inner sum
        return c.beta * (1.0 - share) * rates[1] - c.alpha * share * rates[0]

    free = forms.log_optimal_parameters(c, log_product) + 0.0 * np.log(unique)
    log_N = zero(slope, free - _FAR, free + _FAR)
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
        most = float(np.max(least))
        raise NoSolutionError(law.key, "compute", f"with these unique tokens the loss tends to {most:.4g}")
    shape = np.zeros(np.broadcast_shapes(np.shape(L), np.shape(unique)))
    return np.exp(
        zero(lambda log_C: L - optimum(law, repetition, np.exp(log_C), unique).loss, shape + _LEAST, shape + _MOST)
    )


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
    best = frontier.optimum(law, C).loss
    if np.any(best > L):
        raise NoSolutionError(
            law.key, "unique_tokens", f"without repetition the least loss is {float(np.max(best)):.4g}"
        )
    shape = np.zeros(np.broadcast_shapes(np.shape(L), np.shape(C)))
    return np.exp(
        zero(lambda log_U: L - optimum(law, repetition, C, np.exp(log_U)).loss, shape + _LEAST, shape + _MOST)
    )
