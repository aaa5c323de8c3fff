"""Power laws that bend: straight pieces on logarithmic axes, joined smoothly (Caballero et al. 2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.typing import Num

__all__ = ["RELATIONS", "broken", "local_exponent"]


def broken(
    x: Num, *, a: Num, b: Num, c_0: Num, c: Sequence[float] = (), d: Sequence[float] = (), f: Sequence[float] = ()
) -> Num:
    r"""Return a power law with breaks.

    .. math:: y = a + b x^{-c_0} \prod_i \left(1 + (x/d_i)^{1/f_i}\right)^{-c_i f_i}

    Parameters
    ----------
    x
        Parameters, tokens, compute or another size > 0, in the unit of `d`.
    a, b
        What y tends to and the scale of the rest, in the unit of y; a curve that rises has b < 0 or c_0 < 0.
    c_0
        Exponent before the first break [1].
    c, d, f
        For every break the change of the exponent [1], where it is, in the unit of `x`, and how many e-folds wide [1].

    Raises
    ------
    InputError
        When c, d and f are not as many, or d or f is not above 0.

    Examples
    --------
    >>> straight = broken(1e4, a=0.5, b=2.0, c_0=0.25)
    >>> f"{straight:.3f} {broken(1e4, a=0.5, b=2.0, c_0=0.25, c=[0.5], d=[1e2], f=[0.1]):.3f}"
    '0.700 0.520'
    """
    change, place, width = _breaks(c, d, f)
    log_x = np.log(np.asarray(x, dtype=float))
    distance = (log_x[..., None] - np.log(place)) / width
    y: Num = a + b * np.exp(-c_0 * log_x - np.sum(change * width * np.logaddexp(0.0, distance), axis=-1))
    return y


def local_exponent(
    x: Num, *, c_0: Num, c: Sequence[float] = (), d: Sequence[float] = (), f: Sequence[float] = ()
) -> Num:
    """Return the exponent of `broken` at x, -d ln|y - a| / d ln x [1].

    It goes from c_0 before the first break to c_0 + sum(c) after the last.

    Parameters
    ----------
    x, c_0, c, d, f
        As in `broken`.

    Raises
    ------
    InputError
        As in `broken`.

    Examples
    --------
    >>> [round(float(local_exponent(x, c_0=0.25, c=[0.5], d=[1e2], f=[0.1])), 3) for x in (1, 1e2, 1e4)]
    [0.25, 0.5, 0.75]
    """
    change, place, width = _breaks(c, d, f)
    distance = (np.log(np.asarray(x, dtype=float))[..., None] - np.log(place)) / width
    exponent: Num = c_0 + np.sum(change * np.exp(-np.logaddexp(0.0, -distance)), axis=-1)
    return exponent


def _breaks(*given: Sequence[float]) -> tuple[Num, Num, Num]:
    """Return the constants of the breaks as arrays."""
    change, place, width = (np.asarray(each, dtype=float) for each in given)
    if change.ndim != 1 or not change.shape == place.shape == width.shape:
        sizes = ", ".join(
            f"{name} of shape {each.shape}" for name, each in zip("cdf", (change, place, width), strict=True)
        )
        raise InputError("broken power law", [Problem("c, d, f", sizes, "three lists, one number for every break")])
    problems = [
        Problem(name, f"{each.tolist()}", "numbers > 0, finite")
        for name, each in (("d", place), ("f", width))
        if not np.all((each > 0) & np.isfinite(each))
    ]
    if problems:
        raise InputError("broken power law", problems)
    return change, place, width


RELATIONS = {
    "broken": Relation(broken, r"a + b x^{-c_0} \prod_i \left(1 + (x/d_i)^{1/f_i}\right)^{-c_i f_i}"),
}
