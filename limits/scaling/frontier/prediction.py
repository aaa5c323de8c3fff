"""What a run asks of a scaling law: its loss, the optimum at its compute, and what growth would buy.

Every function takes a law first and broadcasts over arrays of runs, the last axis being draws; an unknown
input is NaN and so is its answer. N is in parameters *as the law counts them* (`limits.scaling.parameter_counts`), D in
tokens, C in FLOP, losses in the unit of the law, and compute follows C = 6 N D.

`s` is the factor by which the compute of a run grows along the law's expansion path through the run's own
point, N s^a and D s^b. Both terms of the law shrink by s^-gamma there, wherever the run stands: growth by the
same factor closes the same share of the reducible loss for every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import NoSolutionError
from limits.interval import BEYOND_FLOATS
from limits.scaling import forms

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

FLOP_PER_PARAMETER_TOKEN = 6.0  # forward 2, backward 4; the rule under which the laws state their optimum


class Point(NamedTuple):
    """A model size [parameter] and a number of training tokens [token]."""

    parameters: Num
    tokens: Num


class Optimum(NamedTuple):
    """The least loss at a given compute, and the parameters [parameter] and tokens [token] that reach it."""

    parameters: Num
    tokens: Num
    loss: Num

    @property
    def tokens_per_parameter(self) -> Num:
        """Tokens per parameter at the optimum [token/parameter]."""
        return self.tokens / self.parameters


class Path(NamedTuple):
    """Exponents of the expansion path, N ~ C^a and D ~ C^b, and of the reducible loss on it, C^-gamma [1]."""

    a: Num
    b: Num
    gamma: Num


class Terms(NamedTuple):
    """What a law's loss consists of [law.loss_unit].

    `irreducible` is the asymptote E; `size` is what the parameters leave above it with unlimited tokens, A N^-alpha;
    `data` is what the tokens leave with unlimited parameters, B D^-beta. An additive law adds the three.
    """

    irreducible: Num
    size: Num
    data: Num


def terms(law: ScalingLaw, N: Num, D: Num) -> Terms:
    """Return the terms of a law's loss, apart.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> print(" ".join(f"{term:.4f}" for term in terms(get("besiroglu2024"), 70e9, 1.4e12)))
    1.8172 0.0815 0.0752
    """
    return Terms(law.coefficients.E, *map(np.exp, forms.log_terms(law.coefficients, N, D)))


def loss(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return the loss that the law predicts [law.loss_unit].

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{loss(get('besiroglu2024'), 4.06e11, 1.56e13):.3f}"
    '1.893'
    """
    return law.coefficients.E + reducible(law, N, D)


def reducible(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return the part of the loss above the irreducible term E [law.loss_unit].

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{reducible(get('besiroglu2024'), 4.06e11, 1.56e13):.3f}"
    '0.075'
    """
    return np.exp(forms.log_reducible(law.coefficients, N, D))


def path(law: ScalingLaw) -> Path:
    """Return the exponents of the expansion path.

    Parameters
    ----------
    law
        A scaling law.

    Examples
    --------
    >>> from limits.scaling import get
    >>> a, b, gamma = path(get("hoffmann2022"))
    >>> f"{a:.4f} {b:.4f} {gamma:.4f}"
    '0.4565 0.5435 0.1548'
    """
    return Path(law.coefficients.a, law.coefficients.b, law.coefficients.gamma)


def along_path(law: ScalingLaw, N: Num, D: Num, s: Num) -> Point:
    """Return the run whose compute is `s` times larger, on the expansion path through this one.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.
    s
        Factor of growth in compute [1] > 0.

    Examples
    --------
    >>> from limits.scaling import get
    >>> larger = along_path(get("besiroglu2024"), 4.06e11, 1.56e13, 100.0)
    >>> f"{larger.parameters:.2e} {larger.tokens:.2e}"
    '4.30e+12 1.47e+14'
    """
    c = law.coefficients
    return Point(N * s**c.a, D * s**c.b)


def loss_at(law: ScalingLaw, N: Num, D: Num, s: Num) -> Num:
    """Return the loss after the run's compute grew by the factor `s` along its path [law.loss_unit].

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.
    s
        Factor of growth in compute [1] > 0.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{loss_at(get('besiroglu2024'), 4.06e11, 1.56e13, 16.0):.3f}"
    '1.863'
    """
    return law.coefficients.E + reducible(law, N, D) * s**-law.coefficients.gamma


def share_of_reducible(law: ScalingLaw, s: Num) -> Num:
    """Return the share of a run's reducible loss that growth by the factor `s` along its path closes [1].

    It is 1 - s^-gamma for every run; negative where the compute shrinks.

    Parameters
    ----------
    law
        A scaling law.
    s
        Factor of growth in compute [1] > 0; infinity closes everything.

    Examples
    --------
    >>> from limits.scaling import get
    >>> law = get("besiroglu2024")
    >>> f"{share_of_reducible(law, 2.0**4):.2f} {share_of_reducible(law, 10**7.65):.3f}"
    '0.39 0.957'
    """
    return share_closed(law.coefficients.gamma, s)


def share_closed(gamma: Num, s: Num) -> Num:
    """Return the same share where the exponent of the reducible loss along the path is known alone [1].

    Examples
    --------
    >>> f"{share_closed(0.1783, 2.0**4):.2f}"
    '0.39'
    """
    return -np.expm1(-gamma * np.log(s))


def loss_gained(law: ScalingLaw, N: Num, D: Num, s: Num) -> Num:
    """Return the loss that growth by the factor `s` along the run's path saves [law.loss_unit].

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.
    s
        Factor of growth in compute [1] > 0.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{loss_gained(get('besiroglu2024'), 4.06e11, 1.56e13, 16.0):.3f}"
    '0.029'
    """
    return reducible(law, N, D) * share_of_reducible(law, s)


def optimum(law: ScalingLaw, C: Num) -> Optimum:
    """Return the least loss at compute `C`, and the run that reaches it, in closed form.

    Parameters
    ----------
    law
        A scaling law.
    C
        Training compute, 6 N D [FLOP].

    Examples
    --------
    >>> from limits.scaling import get
    >>> best = optimum(get("hoffmann2022"), 5.76e23)
    >>> f"{best.parameters:.3g} {best.tokens:.3g} {best.loss:.4f} {best.tokens_per_parameter:.1f}"
    '4.04e+10 2.38e+12 1.9184 58.9'
    """
    c = law.coefficients
    log_product = np.log(C / FLOP_PER_PARAMETER_TOKEN)
    log_N = forms.log_optimal_parameters(c, log_product)
    return Optimum(
        np.exp(log_N), np.exp(log_product - log_N), c.E + np.exp(forms.log_optimal_reducible(c, log_product))
    )


def compute_for_loss(law: ScalingLaw, L: Num) -> Num:
    """Return the least compute whose optimum has loss `L` [FLOP].

    Parameters
    ----------
    law
        A scaling law.
    L
        Loss wanted [law.loss_unit].

    Raises
    ------
    NoSolutionError
        When a loss does not lie above the irreducible term, which no compute reaches, or so close to it that no float
        holds the compute.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{compute_for_loss(get('besiroglu2024'), 1.9744):.1e}"
    '5.8e+23'
    """
    c = law.coefficients
    if np.any(L <= c.E):
        raise NoSolutionError(law.key, "compute", f"the irreducible loss of this fit is {np.max(c.E):.4g}")
    with np.errstate(over="ignore"):
        C = FLOP_PER_PARAMETER_TOKEN * np.exp((forms.log_optimal_reducible(c, 0.0) - np.log(L - c.E)) / c.gamma)
    if np.any((C == 0.0) | np.isinf(C)):
        raise NoSolutionError(law.key, "compute", f"what it would take is {BEYOND_FLOATS}")
    return C


def excess(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return the loss of a run above the optimum at its own compute, 6 N D [law.loss_unit].

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{excess(get('besiroglu2024'), 4.06e11, 1.56e13):.5f}"
    '0.00084'
    """
    c = law.coefficients
    least = np.exp(forms.log_optimal_reducible(c, np.log(N) + np.log(D)))
    return least * np.expm1(forms.log_penalty(c, N, D))


def overcompute(law: ScalingLaw, N: Num, D: Num) -> Num:
    """Return how many times more compute a run takes than the optimum with the same loss [1].

    The optimal reducible loss falls as C^-gamma, so this is the ratio of the run's reducible loss to the
    optimal one at equal compute, to the power 1/gamma.

    Parameters
    ----------
    law, N, D
        A scaling law; parameters as it counts them [parameter] and tokens [token], arrays that broadcast.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{overcompute(get('besiroglu2024'), 4.06e11, 1.56e13):.3f}"
    '1.065'
    """
    return np.exp(forms.log_penalty(law.coefficients, N, D) / law.coefficients.gamma)


def extrapolation(law: ScalingLaw, C: Num) -> Num:
    """Return the decades of `C` beyond the compute of the fit: 0 inside, negative below, NaN if unknown.

    Parameters
    ----------
    law
        A scaling law.
    C
        Training compute [FLOP].

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{extrapolation(get('besiroglu2024'), 3.8e25):.2f}"
    '3.47'
    """
    return law.fitted.compute.decades_beyond(C)
