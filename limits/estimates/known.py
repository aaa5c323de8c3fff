"""Numbers of an estimate from their draws: known only where every draw is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.runs.draws import of_draws

if TYPE_CHECKING:
    from limits.typing import Array
    from limits.value import Origin, Value

__all__ = ["is_known", "value_of"]


def is_known(drawn: Array) -> bool:
    """Tell whether every draw of a number is a number, and no float overflowed.

    Examples
    --------
    >>> is_known(np.array([1.0, 2.0])), is_known(np.array([1.0, np.inf]))
    (True, False)
    """
    return bool(np.isfinite(drawn).all())


def value_of(drawn: Array, unit: str, origin: Origin | None = None) -> Value | None:
    """Return the centre and the interval of draws; None where any of them is not known.

    Examples
    --------
    >>> print(value_of(np.array([2.0]), "J"), value_of(np.array([2.0, np.nan]), "J"))
    2 J None
    """
    return of_draws(np.atleast_1d(drawn), unit, origin) if is_known(drawn) else None
