"""Solving a law for an input: by a declared inverse, by its power, else by a bracketed root search."""

from __future__ import annotations

import math
import sys
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import NoSolutionError
from limits.laws.numerics.rounding import DIGITS, whole
from limits.laws.reading import shortly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from limits.laws.domain import Domain
    from limits.laws.input import Input
    from limits.laws.law import Law
    from limits.typing import Array, Num

__all__ = ["by_power", "root", "solution"]

_SAME = 1e-9  # relative: how near a result of a whole number counts as the one that is asked for
_SMALLEST, _LARGEST = sys.float_info.min, 1e307  # the search stays where floats have all their digits
_DECADES = 150  # how far it goes at first: so far, products of two inputs do not overflow
_SOLVED = 1e-6  # relative: where the result is farther off, it has crossed the goal in a jump
_NUDGE = 1e-3  # relative: how far beside a flat part one looks whether the law turns there or only tends to it
_BARELY = 1e-300  # a result as small as this is on its way to 0
_HUGE = 1e300  # differences are cut off there, so that differences of differences stay finite


@np.errstate(all="ignore")  # what is not finite is refused at the end
def solution(law: Law, wanted: Input, target: Num, values: Mapping[str, Num]) -> Num:
    """Solve a law in SI.

    Parameters
    ----------
    law, wanted
        The law and the input to solve for.
    target
        The known result in the law's unit.
    values
        The other inputs in their canonical units.

    Returns
    -------
    float or numpy.ndarray
        Value of the input in its canonical unit, in its domain.

    Raises
    ------
    NoSolutionError
        If no value in the input's domain gives the result.

    Examples
    --------
    >>> from limits import laws
    >>> float(solution(laws.shannon, laws.shannon.input("snr"), 2.0, {"bandwidth": 1.0}))
    3.0
    """
    target = np.asarray(target)[()]  # a numpy number divides by zero to infinity instead of raising
    if wanted.name in law.inverse:
        value = law.unchecked({**values, law.result: target}, law.inverse[wanted.name])
    elif wanted.power is not None:
        value = by_power(law, wanted, target, values)
    else:
        value = root(law, wanted, target, values)
    value = wanted.domain.snapped(value)
    if not wanted.domain.holds(value):
        there = f"{shortly(value)} {wanted.unit}".removesuffix(" 1")
        raise NoSolutionError(law.key, wanted.name, f"it would have to be {there}, outside {wanted.domain}")
    return value


def by_power(law: Law, wanted: Input, target: Num, values: Mapping[str, Num]) -> Num:
    """Solve a law that is proportional to a power of `wanted`.

    Parameters
    ----------
    law, wanted
        The law and the input to solve for, which declares its power.
    target
        The known result in the law's unit.
    values
        The other inputs in their canonical units.

    Returns
    -------
    float or numpy.ndarray
        Value of the input in its canonical unit, which may lie outside its domain.

    Raises
    ------
    NoSolutionError
        If the law gives 0 whatever the input is.

    Examples
    --------
    >>> from limits import laws
    >>> power = laws.landauer_rate.input("power")
    >>> float(by_power(laws.landauer_rate, power, laws.landauer_rate.kernel(700.0, 300.0), {"temperature": 300.0}))
    700.0
    """
    assert wanted.power is not None
    factor = np.asarray(law.unchecked({**values, wanted.name: 1.0}))[()]
    if np.any(factor == 0.0):
        nothing = f"0 {law.unit}".removesuffix(" 1")
        why = f"with these inputs {law.result} is {nothing} for every {wanted.name}"
        raise NoSolutionError(law.key, wanted.name, why)
    return (target / factor) ** (1.0 / wanted.power)


def root(law: Law, wanted: Input, target: Num, values: Mapping[str, Num]) -> Num:
    """Solve ``kernel(wanted, **values) == target`` for a law that only rises or only falls with `wanted`.

    Ends that belong to the domain are tried first. Then the search walks by decades from the middle of the typical
    range until the result lies between two neighbours, and closes in with Brent's method; working within one decade
    keeps the relative error at a few units in the last place. Where the law turns flat at the known result, the edge
    of the flat part is the answer; where it only tends to that result, there is none.

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

    Examples
    --------
    >>> from limits import laws
    >>> root(laws.holevo, laws.holevo.input("photons"), 2.0, {}), root(laws.bsc, laws.bsc.input("error"), 1.0, {})
    (1.0, 0.0)
    """
    names = list(values)

    def one(goal: float, *others: float) -> float:
        known = dict(zip(names, others, strict=True))
        if wanted.domain.whole and wanted.branch:
            return _counted(law, wanted, wanted.branch, goal, known)
        search = _Search(law, wanted, float(goal), known)
        value = search.root()
        counted = whole(value, goal, lambda count: search.value(float(count))) if wanted.domain.whole else value
        return float(counted)

    numbers = (target, *values.values())
    if any(isinstance(number, np.ndarray) for number in numbers):
        roots: Array = np.vectorize(one, otypes=[float])(*numbers)
        return roots
    return one(*map(float, numbers))


def _counted(law: Law, wanted: Input, branch: Domain, goal: float, known: Mapping[str, float]) -> float:
    """Choose between the whole numbers of a branch, which is no root: of those that come nearest, the first.

    All of them are tried, or a bisection tells between which two the goal lies.
    """

    def result(count: Num) -> Num:
        return law.unchecked({**known, wanted.name: count})

    tried = _beside(branch, goal, result) if wanted.monotonic else np.arange(branch.low, branch.high + 1.0)
    results = np.broadcast_to(np.asarray(result(tried)), tried.shape)
    off = np.abs(results - goal)
    nearest = int(np.argmin(off))
    if off[nearest] <= _SAME * abs(goal):
        return float(tried[nearest])
    asked = f"{law.result} is {goal:.6g} {law.unit}".removesuffix(" 1")
    why = (
        f"{asked}, and {tried[nearest]:g} comes nearest of the whole numbers to {branch.high:g}: {results[nearest]:.6g}"
    )
    raise NoSolutionError(law.key, wanted.name, why)


def _beside(branch: Domain, goal: float, result: Callable[[float], Num]) -> NDArray[np.float64]:
    """Return the whole numbers of a branch on both sides of a goal, each the first that has its result.

    Examples
    --------
    >>> from limits.laws.domain import Domain
    >>> _beside(Domain(1.0, closed=True, high=100.0), 50.0, lambda n: min(n // 3.0, 9.0) ** 2).tolist()
    [21.0, 24.0]
    """
    way = math.copysign(1.0, result(branch.high) - result(branch.low))

    def first(level: float) -> float:
        """Return the first number whose result has come as far as a level, or the last one."""
        low, high = branch.low, branch.high
        while low < high:
            middle = float((low + high) // 2.0)
            low, high = (low, middle) if way * (result(middle) - level) >= 0.0 else (middle + 1.0, high)
        return low

    past = first(goal)
    before = max(past - 1.0, branch.low)
    return np.array([first(float(result(number))) for number in (before, past)])


class _Search:
    """The search for one number: a law as a function of one input, and the result that it should have."""

    def __init__(self, law: Law, wanted: Input, goal: float, known: Mapping[str, float]) -> None:
        self.law, self.wanted, self.goal, self.known = law, wanted, goal, known
        self.searched = wanted.branch or wanted.domain

    def value(self, x: float) -> float:
        """Return the law's result, infinite or not a number where it is beyond what floats hold."""
        return float(self.law.unchecked({**self.known, self.wanted.name: np.float64(x)}))

    def side(self, x: float) -> float:
        """Tell whether the result is above the goal (1), below (-1), the same to the last digits (0), or no number."""
        off = self.value(x) - self.goal
        if math.isnan(off) or abs(off) <= DIGITS * abs(self.goal):
            return 0.0 * off
        return math.copysign(1.0, off)

    @np.errstate(all="ignore")  # the walk goes on until floats end
    def root(self) -> float:
        """Try the ends, walk by decades to where the side changes, then close in."""
        domain = self.searched
        for end, belongs in ((domain.low, domain.closed), (domain.high, domain.high_closed)):
            if belongs and self.side(end) == 0:
                return end
        middle = math.sqrt(self.wanted.typical[0]) * math.sqrt(self.wanted.typical[1])
        start = self.side(middle)
        if math.isnan(start):
            raise self._without_number(middle)
        for most in (_DECADES, None):  # both ways before far: there, a part of the law may have left the floats
            reached = []
            for step in self._ways(middle):
                here = middle
                for there in islice(self._decades(middle, step), most):
                    ahead = self.side(there)
                    if math.isnan(ahead):
                        break
                    if ahead != start:
                        return self._between(here, there, step) if start else self._between(there, here, 1.0 / step)
                    here = there
                reached.append((self.value(here), here))
        raise self._refused(start, *(min(reached) if start > 0 else max(reached)))

    def _ways(self, middle: float) -> tuple[float, float]:
        """Return the steps of both walks, first the one in whose direction the result comes nearer to the goal.

        The other one too: a law that is flat in the middle misleads the guess.
        """
        rises = self.value(next(self._decades(middle, 10.0), middle)) > self.value(middle)
        return (10.0, 0.1) if rises == (self.value(middle) < self.goal) else (0.1, 10.0)

    def _decades(self, start: float, step: float) -> Iterator[float]:
        """Yield the places of a walk; the last one is the end of the domain, or of the floats."""
        domain, here = self.searched, start
        first = domain.low if domain.closed else max(math.nextafter(domain.low, math.inf), _SMALLEST)
        last = min(domain.high if domain.high_closed else math.nextafter(domain.high, -math.inf), _LARGEST)
        while True:
            there = here * step if here * step >= _SMALLEST else 0.0
            there = min(max(there, first), last)
            if there == here:
                return
            yield there
            here = there

    def _between(self, here: float, there: float, step: float) -> float:
        """Close in between a place beside the goal and one, by `step`, that has it or lies on its other side."""
        if self.side(there) == 0:
            beyond = next(self._decades(there, step), there)
            after = self.side(beyond)
            if after == 0:
                return self._edge(here, there, "grows" if there > here else "falls")
            if after != -self.side(here) or self.value(there) == self.goal:
                return there
            there = beyond
        return self._closed_in(*sorted((here, there)))

    def _closed_in(self, low: float, high: float) -> float:
        """Return the root between two places on different sides of the goal."""
        from scipy.optimize import brentq

        def off(x: float) -> float:
            difference = self.value(x) - self.goal
            if math.isnan(difference):
                raise self._without_number(x)
            return min(max(difference, -_HUGE), _HUGE)

        crossing = float(brentq(off, low, high, xtol=max(low * 1e-16, 1e-322), rtol=1e-15, maxiter=1000))
        if abs(off(crossing)) <= _SOLVED * abs(self.goal) + _BARELY:
            return crossing
        raise self._no(f"the law jumps from one side of it to the other at {self.wanted.name} {crossing:g}")

    def _edge(self, here: float, there: float, way: str) -> float:
        """Return where the law turns flat at the goal, from a place before and one within the flat part."""
        outside, inside = here, there
        for _ in range(60):
            middle = (outside + inside) / 2.0
            outside, inside = (outside, middle) if self.side(middle) == 0 else (middle, inside)
        beside = inside + math.copysign(min(_NUDGE * inside, abs(here - inside)), here - inside)
        if abs(self.value(beside) - self.goal) > _SAME * abs(self.goal) + _BARELY:
            return inside
        raise self._no(f"the law only tends to it as {self.wanted.name} {way} beyond {inside:.3g}")

    def _refused(self, start: float, nearest: float, where: float) -> NoSolutionError:
        """Say what the law comes to where it never comes to the goal."""
        if start == 0:
            return self._no(f"so it is for every {self.wanted.name}")
        digits = 6 if f"{nearest:.6g}" != f"{self.goal:.6g}" else 17
        tends = f"{nearest:.{digits}g} {self.law.unit}".removesuffix(" 1")
        return self._no(f"the law tends to {tends} at {self.wanted.name} {where:g}", digits)

    def _without_number(self, where: float) -> NoSolutionError:
        """Say that floats do not reach far enough."""
        return self._no(f"at {self.wanted.name} {where:g} the law is beyond the range of floating-point numbers")

    def _no(self, why: str, digits: int = 6) -> NoSolutionError:
        """Say what is asked for and why there is no such input."""
        asked = f"{self.goal:.{digits}g} {self.law.unit}".removesuffix(" 1")
        return NoSolutionError(self.law.key, self.wanted.name, f"{self.law.result} is {asked}, and {why}")
