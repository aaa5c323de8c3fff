r"""Compute-equivalent gain: by what factor a law of old runs needs more compute than one of new runs for the same loss.

Davidson et al. (2023) measure an improvement by how much more training compute would have improved performance as much,
and Ho et al. (2024) take this ratio between laws of the loss. Here, at a compute C of the new runs,

.. math:: G(C) = C_{\mathrm{old}}(L_{\mathrm{new}}(C)) / C,

on the efficient frontier of each law, or at one model size. It depends on C (Gundlach et al. 2025): two laws whose
exponents or constants differ have no single factor between them.

The two fits err apart. A factor lies in the interval where chance explains that the losses differ there: each law tells
the interval of its loss, and both are joined as the square root of the sum of squares on either side (the method of
variance estimates recovery). So an old law that may never reach the loss leaves the upper end open.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.draws import interval
from limits.errors import InputError, Problem, shown
from limits.scaling.bisection import zero
from limits.scaling.frontier import prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.uncertain import spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.scaling.law import ScalingLaw
    from limits.typing import Array, Num

__all__ = ["Gain", "comparable", "gain", "shared_range"]

_DECADES = 30.0  # to either side of the compute, in which the old law is asked
_COARSE = 121
_UNSTATED = "not stated"  # begins what a law says of what nobody told


class Gain(NamedTuple):
    """The gain at one compute.

    Parameters
    ----------
    compute, loss
        Training compute of the new runs [FLOP], and their loss by its law.
    old_compute
        Compute with which the old law has that loss [FLOP]; infinity where it never has.
    gain
        Old over new compute [1].
    low, high
        Its 90 % interval; infinity where the old law may never reach the loss. Both are the gain where neither law says
        how uncertain it is.
    """

    compute: float
    loss: float
    old_compute: float
    gain: float
    low: float
    high: float


def gain(old: ScalingLaw, new: ScalingLaw, compute: float, parameters: float | None = None) -> Gain:
    """Return by what factor the old law needs more compute for the loss that the new one has at some compute.

    Parameters
    ----------
    old, new
        Scaling laws whose losses compare; `comparable` tells.
    compute
        Training compute of the new runs, 6 N D [FLOP].
    parameters
        A model size of both, where the question is of one and not of the best [parameter].

    Examples
    --------
    >>> from dataclasses import replace
    >>> from limits.scaling import get
    >>> law = get("besiroglu2024")
    >>> c = law.coefficients
    >>> worse = replace(law, coefficients=c._replace(A=c.A * 2**c.alpha, B=c.B * 2**c.beta))
    >>> print(f"{gain(worse, law, 1e21).gain:.3f}")  # twice the parameters and twice the tokens for the same
    4.000
    """
    L = float(_along(new, compute, parameters))
    edges = math.log(compute) + np.array([-_DECADES, _DECADES]) * math.log(10.0)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        x = _reached(old, L, edges, parameters)
        own, least, most = _band(new, compute, parameters)

        def apart(place: Num) -> tuple[Array, Array]:
            """Return how far above the new loss the old law lies, more than chance explains, and how far below it."""
            value, low, high = _band(old, np.exp(place), parameters)
            return value - own - np.hypot(value - low, most - own), own - value - np.hypot(high - value, own - least)

        low, high = _ends(apart, edges)
    factor, first, last = (math.exp(each) / compute for each in (x, low, high))
    return Gain(compute, L, factor * compute, factor, min(first, factor), max(last, factor))


def comparable(old: ScalingLaw, new: ScalingLaw) -> tuple[str, ...]:
    """Say what nobody tells of whether two laws' losses compare.

    Raises
    ------
    InputError
        When they are known not to: another tokenizer, another unit, another count of parameters.

    Examples
    --------
    >>> from limits.scaling import get
    >>> comparable(get("gadre2024-c4"), get("gadre2024-refinedweb"))
    ('The corpora differ: the losses compare only if they were measured on one text.',)
    >>> comparable(get("gadre2024-c4"), get("kaplan2020"))
    Traceback (most recent call last):
    limits.errors.InputError: gain: 2 inputs cannot be used
      tokenizer: given 'vocabulary 50432' and 'GPT-2 byte pairs, vocabulary 50257', wanted one tokenizer: a loss per \
token of another does not compare; where it is the same, say so in the files of both laws
      counts: given 'total' and 'non-embedding', wanted parameters that are counted alike, since compute is 6 N D
    """
    problems = []
    said = []
    if _told(old.tokenizer) and _told(new.tokenizer):
        if old.tokenizer != new.tokenizer:
            wanted = "one tokenizer: a loss per token of another does not compare"
            mend = "where it is the same, say so in the files of both laws"
            problems.append(Problem("tokenizer", f"{shown(old.tokenizer)} and {shown(new.tokenizer)}", wanted, mend))
    else:
        said.append("Nobody says that both tokenizers are one: losses per token of two do not compare.")
    for name, wanted in (
        ("counts", "parameters that are counted alike, since compute is 6 N D"),
        ("loss_unit", "losses in one unit"),
        ("modality", "one kind of data"),
    ):
        one, other = getattr(old, name), getattr(new, name)
        if one != other and _told(one) and _told(other):
            problems.append(Problem(name, f"{shown(one)} and {shown(other)}", wanted))
    if problems:
        raise InputError("gain", problems)
    if not (_told(old.corpus) and _told(new.corpus)):
        said.append("Nobody says on which text both losses were measured: they compare only on one.")
    elif old.corpus != new.corpus:
        said.append("The corpora differ: the losses compare only if they were measured on one text.")
    return tuple(said)


def shared_range(old: ScalingLaw, new: ScalingLaw) -> tuple[float, float]:
    """Return the compute in which both laws have runs [FLOP]; NaN at both ends where there is none, or nobody says.

    Examples
    --------
    >>> from limits.scaling import get
    >>> shared_range(get("besiroglu2024"), get("hoffmann2022"))
    (6e+18, 1.3e+22)
    """
    one, other = old.fitted.compute, new.fitted.compute
    low, high = max(one.low, other.low), min(one.high, other.high)
    known = all(math.isfinite(each) for each in (one.low, one.high, other.low, other.high))
    return (low, high) if known and low <= high else (math.nan, math.nan)


def _told(text: str) -> bool:
    return bool(text) and not text.startswith(_UNSTATED)


def _along(law: ScalingLaw, compute: Num, parameters: float | None) -> Num:
    """Return the loss on the frontier of a law, or at one size."""
    if parameters is None:
        return prediction.optimum(law, compute).loss
    return prediction.loss(law, parameters, compute / (FLOP_PER_PARAMETER_TOKEN * parameters))


def _band(law: ScalingLaw, compute: Num, parameters: float | None) -> tuple[Array, Array, Array]:
    """Return the loss at each compute, and the ends of its interval."""
    drawn = spread(law, lambda law: {"loss": _along(law, np.asarray(compute)[..., None], parameters)})["loss"]
    values = np.asarray(drawn)
    return values[..., 0], *interval(values)


def _reached(law: ScalingLaw, L: float, edges: Array, parameters: float | None) -> float:
    """Return ln of the compute at which a law has a loss, which falls with compute; infinity where it never has."""
    low, high = map(float, edges)
    if not _along(law, np.exp(high), parameters) < L:
        return math.inf
    return float(zero(lambda x: L - _along(law, np.exp(x), parameters), low, high))


def _ends(apart: Callable[[Num], tuple[Array, Array]], edges: Array) -> tuple[float, float]:
    """Return the least and the largest ln of compute at which chance explains the difference; infinite if open."""
    low, high = edges
    grid = np.linspace(low, high, _COARSE)
    above, below = (each > 0.0 for each in apart(grid))
    if above.all():  # not even without end
        return math.inf, math.inf
    if below.all():
        return -math.inf, -math.inf

    def rising(both: Num) -> Array:
        over, under = apart(both)
        return np.array([-over[0], under[1]])  # the least is where it is no more above, the largest where it goes below

    ends = zero(rising, np.array([low, grid[~below].max()]), np.array([grid[~above].min(), high]))
    least, most = map(float, np.ravel(ends))
    return least if above[0] else -math.inf, most if below[-1] else math.inf
