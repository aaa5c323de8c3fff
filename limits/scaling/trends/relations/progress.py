r"""How much less compute reaches the same loss as methods improve (Ho et al. 2024).

Parameters and tokens count for more as the years go by, N e^(t alpha_year/alpha_param) and D e^(t beta_year/beta_data).
Both multiply what the compute N D is worth, so that after t years the same loss takes less of it by

.. math:: g = \exp\left[t \left(\frac{\alpha_{year}}{\alpha_{param}} + \frac{\beta_{year}}{\beta_{data}}\right)\right].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "doubled", "effective"]


def effective(t: Num, *, alpha_year: Num, alpha_param: Num, beta_year: Num, beta_data: Num) -> Num:
    """Return how many times the compute the same loss took t years before [1].

    Parameters
    ----------
    t
        Years of progress [year].
    alpha_year, beta_year
        Rates at which the two terms of the loss fall with time [1/year]; each alone is hardly determined.
    alpha_param, beta_data
        Exponents of parameters and tokens [1].

    Examples
    --------
    >>> fit = dict(alpha_year=0.003938, alpha_param=0.067982, beta_year=0.035620, beta_data=0.039587)
    >>> f"{effective(1.0, **fit):.2f} in a year, a doubling in {12 * _years_of_effective(2.0, **fit):.1f} months"
    '2.61 in a year, a doubling in 8.7 months'
    """
    return np.exp(t * (alpha_year / alpha_param + beta_year / beta_data))


def _years_of_effective(g: Num, *, alpha_year: Num, alpha_param: Num, beta_year: Num, beta_data: Num) -> Num:
    return np.log(g) / (alpha_year / alpha_param + beta_year / beta_data)


def doubled(t: Num, *, T: Num) -> Num:
    """Return the same from the time of a doubling, 2^(t/T) [1].

    Parameters
    ----------
    t, T
        Years of progress, and those in which the compute for a loss halves [year].

    Examples
    --------
    >>> f"{doubled(1.0, T=0.7):.2f}"
    '2.69'
    """
    return np.exp2(t / T)


def _years_of_doubled(g: Num, *, T: Num) -> Num:
    return T * np.log2(g)


RELATIONS = {
    "effective-compute": Relation(
        effective,
        r"\exp\left[t \left(\frac{\alpha_{year}}{\alpha_{param}} + \frac{\beta_{year}}{\beta_{data}}\right)\right]",
        ("time",),
        "compute_gain",
        inverse={0: _years_of_effective},
    ),
    "doubling": Relation(doubled, r"2^{t/T}", ("time",), "compute_gain", inverse={0: _years_of_doubled}),
}
