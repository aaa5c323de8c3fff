"""Bracketed root search for the inputs of a law that have no closed form."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import NoSolutionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from limits.laws.domain import Domain
    from limits.laws.law import Input, Law, Num

__all__ = ["root"]

_SAME = 1e-9  # relative: how near a result of a whole number counts as the one that is asked for
_DECADES = 150  # how far the search walks: so far, products of two inputs do not overflow


def root(law: Law, wanted: Input, target: Num, values: Mapping[str, Num]) -> Num:
    """Solve ``kernel(wanted, **values) == target`` for a law that only rises or only falls with `wanted`.

    The search walks by decades from the middle of the typical range until the result lies between two neighbours, then
    closes in with Brent's method; working within one decade keeps the relative error at a few units in the last place.

    Parameters
    ----------
    law, wanted
        The law and the input to solve for.
    target
        The known result in the law's unit; arrays are solved element by element.
    values
        The other inputs in their canonical units.

    Returns
    -------
    float or numpy.ndarray
        Value of the input in its canonical unit.

    Raises
    ------
    NoSolutionError
        If the result lies outside all that the law can give.
    """
    names = list(values)

    def one(goal: float, *others: float) -> float:
        known = dict(zip(names, others, strict=True))
        if wanted.domain.whole and wanted.branch:
            return _counted(law, wanted, wanted.branch, goal, known)
        return _scalar(law, wanted, goal, lambda x: float(law.kernel(**known, **{wanted.name: x})))

    if any(isinstance(value, np.ndarray) for value in (target, *values.values())):
        return np.vectorize(one, otypes=[float])(target, *values.values())
    return one(target, *values.values())


def _counted(law: Law, wanted: Input, branch: Domain, goal: float, known: Mapping[str, float]) -> float:
    """Try all whole numbers of a branch: a choice between them is no root of anything."""
    tried = np.arange(branch.low, branch.high + 1.0)
    results = law.kernel(**known, **{wanted.name: tried})
    off = np.abs(results - goal)
    nearest = int(np.argmin(off))
    if off[nearest] <= _SAME * abs(goal):
        return float(tried[nearest])
    asked = f"{law.result} is {goal:.6g} {law.unit}".removesuffix(" 1")
    why = (
        f"{asked}, and {tried[nearest]:g} comes nearest of the whole numbers to {branch.high:g}: {results[nearest]:.6g}"
    )
    raise NoSolutionError(law.key, wanted.name, why)


def _scalar(law: Law, wanted: Input, goal: float, function: Callable[[float], float]) -> float:
    """Walk by decades to a bracket, then close in."""
    from scipy.optimize import brentq

    searched = wanted.branch or wanted.domain
    middle = math.sqrt(wanted.typical[0]) * math.sqrt(wanted.typical[1])
    start = function(middle)
    guess = 10.0 if (start < goal) == (function(min(10.0 * middle, searched.high)) > start) else 0.1
    ends = []
    for step in (guess, 1.0 / guess):  # the other way too: a law that is flat in the middle misleads the guess
        here, value = middle, start
        for _ in range(_DECADES):
            there = min(max(here * step, searched.low), searched.high)
            ahead = function(there)
            if (value - goal) * (ahead - goal) <= 0 and value != ahead:
                low, high = sorted((here, there))
                return float(brentq(lambda x: function(x) - goal, low, high, xtol=low * 1e-16 or 1e-300, rtol=1e-15))
            if there == here:  # the edge of the domain, or of the branch
                break
            here, value = there, ahead
        ends.append((abs(value - goal), value, here))
    _, nearest, where = min(ends)
    asked, tends = (f"{number} {law.unit}".removesuffix(" 1") for number in (f"{goal:g}", f"{nearest:.6g}"))
    why = f"{law.result} is {asked}, and the law tends to {tends} at {wanted.name} {where:g}"
    raise NoSolutionError(law.key, wanted.name, why)
