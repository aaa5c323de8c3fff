"""Where limited text makes compute useless: the approach to the wall that a scaling law with repetition has.

At the wall itself no compute arrives. Two computes say how near one is: where a share is gained of what more compute
can gain, and where one more doubling saves too little. Both are of a trend, and as uncertain as the decays behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling import forms
from limits.scaling.bisection import zero
from limits.scaling.frontier import prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.frontier.repetition import compute_for_loss, matched_parameters, optimum, saturating_compute, wall

if TYPE_CHECKING:
    from limits.scaling.frontier.repetition import Repetition
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = ["compute_for_share", "last_doubling"]

_LEAST_GAIN = 1e-9  # below, the difference of two losses is rounding


def compute_for_share(law: ScalingLaw, repetition: Repetition, unique: Num, share: Num) -> Num:
    """Return the compute at which a share of what more compute can gain on these tokens has been gained [FLOP].

    The gain is counted from the best single pass, every unique token once with the size that matches them, to the wall.
    NaN where nothing is left to gain: there is so much text that both losses are one float.

    Parameters
    ----------
    law, repetition, unique
        A scaling law, its decays, and tokens that are different [token].
    share
        Of that gain [1], between 0 and 1.

    Raises
    ------
    InputError
        When a share is not between 0 and 1.

    Examples
    --------
    >>> from limits.scaling import get
    >>> from limits.scaling.frontier.repetition import MUENNIGHOFF2023
    >>> law = get("muennighoff2023")
    >>> C = compute_for_share(law, MUENNIGHOFF2023, 1e12, 0.99)
    >>> f"{C:.2g} FLOP, {optimum(law, MUENNIGHOFF2023, C, 1e12).epochs:.0f} epochs"
    '2.8e+26 FLOP, 48 epochs'
    """
    if np.any(~np.isnan(share) & ~((np.asarray(share) > 0.0) & (np.asarray(share) < 1.0))):
        raise InputError("compute_for_share", [Problem("share", f"{share}", "between 0 and 1")])
    once, least = prediction.loss(law, matched_parameters(law, unique), unique), wall(law, repetition, unique)
    wanted = once - share * (once - least)
    return compute_for_loss(law, repetition, np.where(wanted > least, wanted, np.nan), unique)


def last_doubling(law: ScalingLaw, repetition: Repetition, unique: Num, gain: Num) -> Num:
    """Return the compute from which twice as much lowers the least loss by no more than `gain` [FLOP].

    ln of the least reducible loss is convex in ln C, so that each doubling gains less than the one before.

    Parameters
    ----------
    law, repetition, unique
        A scaling law, its decays, and tokens that are different [token].
    gain
        Loss that a doubling of compute shall save [law.loss_unit], at least 1e-9.

    Raises
    ------
    InputError
        When a gain is smaller than losses are known.

    Examples
    --------
    >>> from limits.scaling import get
    >>> from limits.scaling.frontier.repetition import MUENNIGHOFF2023
    >>> f"{last_doubling(get('muennighoff2023'), MUENNIGHOFF2023, 1e12, 1e-3):.2g}"
    '2.3e+26'
    """
    if np.any(np.less(gain, _LEAST_GAIN) | np.isinf(gain)):
        raise InputError("last_doubling", [Problem("gain", f"{gain}", f"a finite loss of {_LEAST_GAIN:g} or more")])
    c = law.coefficients
    full = np.log(saturating_compute(law, repetition, unique))
    once = np.log(FLOP_PER_PARAMETER_TOKEN * matched_parameters(law, unique) * unique)
    of_first = forms.log_optimal_reducible(c, 0.0) + np.log(-np.expm1(-c.gamma * np.log(2.0)))
    free = np.log(FLOP_PER_PARAMETER_TOKEN) + (of_first - np.log(gain)) / c.gamma  # with unlimited tokens
    low = np.minimum(free, once - np.log(2.0))  # its doubling repeats nothing yet

    def lacking(log_C: Num) -> Num:
        before, after = (optimum(law, repetition, times * np.exp(log_C), unique).loss for times in (1.0, 2.0))
        return gain - (before - after)

    return np.exp(zero(lacking, low, np.maximum(low, full)))
