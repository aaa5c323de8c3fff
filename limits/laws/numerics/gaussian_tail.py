"""The tail of the Gaussian distribution and its inverse, without loss of digits far out.

Examples
--------
>>> f"{tail(10.0):.4g}", f"{inverse_tail(7.619853024160525e-24):.6g}"
('7.62e-24', '10')
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Array, Num

__all__ = ["inverse_tail", "tail"]

_SQRT2 = math.sqrt(2.0)


def tail(deviations: Num) -> Num:
    r"""Probability that a Gaussian variable lies more than `deviations` standard deviations above its mean.

    .. math:: Q(x) = \tfrac12 \operatorname{erfc}(x/\sqrt2)

    Parameters
    ----------
    deviations
        Distance from the mean, in standard deviations [1].

    Returns
    -------
    Num
        Probability [1].

    Examples
    --------
    >>> float(tail(0.0))
    0.5
    """
    from scipy.special import ndtr

    probability: Num = ndtr(-deviations)
    return probability


def inverse_tail(probability: Num) -> Num:
    """Distance from the mean, in standard deviations [1], that is exceeded with a `probability`: the inverse of `tail`.

    Notes
    -----
    The tail itself is inverted, not ``1 - probability``, which would be 1 below 1e-16. It is the standard library's
    algorithm and not scipy's, since reports on training runs need it and are to start quickly; one step of Newton's
    takes it from three units in the last place to one.

    Examples
    --------
    >>> f"{inverse_tail(1e-300):.5g}", float(inverse_tail(0.5)), float(inverse_tail(0.0))
    ('37.047', 0.0, inf)
    """
    from statistics import NormalDist

    normal = NormalDist()

    def one(share: float) -> float:
        if not 0.0 < share < 1.0:
            return {0.0: np.inf, 1.0: -np.inf}.get(share, np.nan)
        rough = -normal.inv_cdf(share)
        return rough + (math.erfc(rough / _SQRT2) / 2.0 - share) / normal.pdf(rough)

    with np.errstate(invalid="ignore"):  # comparing NaN, which is handed on
        deviations: Array = np.vectorize(one, otypes=[float])(probability)
    return deviations[()]
