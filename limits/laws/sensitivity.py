"""How strongly a law's result depends on an input: the elasticity d log(result) / d log(input).

Closed form where the law is a power of the input. Else a complex step, exact to the last digits where the kernel is
analytic, which differences of real values must confirm: some kernels are not analytic, and numpy's complex `log1p` and
`expm1` lose what theirs for real numbers keep. Where they do not confirm it, the differences themselves are the answer.

Differences are taken across the input and on either side of it, with steps that halve until rounding outweighs what
they gain: near a value at which the result vanishes or diverges, only steps shorter than the way to it are right; close
to an end of the domain one side may be better than both. Their own estimates of error choose; where both sides are sure
of different slopes, there is a kink and no slope.
"""

from __future__ import annotations

import math
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits.errors import InputError
from limits.laws.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from limits.laws.input import Input
    from limits.laws.law import Law
    from limits.typing import Array, Num

__all__ = ["elasticities", "elasticity", "slope"]

_COMPLEX_STEP = 1e-30  # relative; nothing is subtracted, so it may be as small as floats are
_WIDEST = 0.1  # first step of the differences, in the logarithm of the input
_SHRINK = 2.0
_STEPS = 48  # down to what floats can tell; rounding ends the table before
_ORDERS = 12  # how many steps an extrapolation looks back: those that are far too wide drop out
_FINEST = 8.0 * float(np.finfo(float).eps)  # step that holds too few floats
_NEAR = 1e-3  # room on one side below which differences on the other side alone will do
_CONFIRMED = 10.0  # estimated errors of the differences within which they confirm a complex step, or one another
_CONFIRMING = 1e-2  # relative error of the differences above which they confirm nothing
_ROUNDING = 8.0 * float(np.finfo(float).eps)  # of a logarithm of results, relative to 1 + |elasticity|
_KINK = 1e-5  # relative difference of the slopes on both sides below which it is rounding
_UNUSABLE = 1e-4  # relative error of the differences above which there is no slope, or none that floats can tell


def elasticity(law: Law, name: str, arguments: Mapping[str, Any]) -> Num:
    """Return d log(result) / d log(input): by how many percent the result grows where the input grows by one.

    Parameters
    ----------
    law
        The law.
    name
        Name of the input that is varied.
    arguments
        Every input as a quantity or text, as in a call of the law.

    Returns
    -------
    float or numpy.ndarray
        Elasticity [1], of the shape of the result.

    Raises
    ------
    InputError
        If an input cannot be used, or the law has no slope there: a jump, a result of 0, the logarithm of 0.

    Examples
    --------
    >>> from limits import laws
    >>> elasticity(laws.landauer, "temperature", {"bits": "1 bit", "temperature": "300 K"})
    1.0
    >>> f"{elasticity(laws.shannon, 'snr', {'bandwidth': '1 GHz', 'snr': '20 dB'}):.6f}"
    '0.214534'
    """
    values = read(law.key, law.inputs, arguments, output=law.output)
    law.evaluate(values)  # refuses what is not allowed together
    return _at(law, law.input(name), values)


def elasticities(law: Law, arguments: Mapping[str, Any]) -> dict[str, Num]:
    """Return the elasticity of the result in every input, by name.

    Parameters
    ----------
    law
        The law.
    arguments
        Every input as a quantity or text, as in a call of the law.

    Raises
    ------
    InputError
        As `elasticity`.

    Examples
    --------
    >>> from limits import laws
    >>> elasticities(laws.landauer_rate, {"power": "700 W", "temperature": "300 K"})
    {'power': 1.0, 'temperature': -1.0}
    """
    values = read(law.key, law.inputs, arguments, output=law.output)
    law.evaluate(values)
    return {entry.name: _at(law, entry, values) for entry in law.inputs}


def slope(law: Law, entry: Input, values: Mapping[str, float]) -> float | None:
    """Return the elasticity at one point in SI, or None where the law has none.

    Examples
    --------
    >>> from limits import laws
    >>> ranks = laws.collective_rounds.input("ranks")
    >>> slope(laws.collective_rounds, ranks, {"ranks": 9.0, "latency": 1e-6})
    0.0
    >>> slope(laws.collective_rounds, ranks, {"ranks": 8.0, "latency": 1e-6}) is None  # it jumps
    True
    """
    if entry.power is not None:
        return entry.power
    here = values[entry.name]
    value = float(law.unchecked(values))
    if value == 0.0:
        return None
    if here == 0.0:
        return 0.0  # the result tends to one other than 0
    differences = _by_differences(law, entry, values)
    exact = _by_complex_step(law, entry, values)
    if (
        exact is not None
        and abs(exact - differences.value) <= _CONFIRMED * differences.error
        and differences.relative <= _CONFIRMING
    ):
        return exact
    return differences.value if differences.relative <= _UNUSABLE else None


@np.errstate(all="ignore")  # what is done to one number leaves its mark on the processor, where numpy would see it
def _at(law: Law, entry: Input, values: Mapping[str, Num]) -> Num:
    """Return the elasticity in SI, element by element."""
    names = list(values)

    def one(*point: float) -> float:
        slope_there = slope(law, entry, dict(zip(names, point, strict=True)))
        if slope_there is None:
            exactly = repr(float(point[names.index(entry.name)])).removesuffix(".0")  # 0.4999999 is not 0.5
            here = f"{exactly} {entry.unit}".removesuffix(" 1")
            raise InputError(
                law.key,
                [
                    entry.problem(
                        f"{here}, where the {law.result} has no slope that floats can tell", "move it a little"
                    )
                ],
            )
        return slope_there

    if not any(isinstance(value, np.ndarray) for value in values.values()):
        return one(*map(float, values.values()))
    slopes: Array = np.vectorize(one, otypes=[float])(*values.values())
    return slopes


def _by_complex_step(law: Law, entry: Input, values: Mapping[str, float]) -> float | None:
    """Return the elasticity by a complex step, or None where the kernel takes no complex numbers."""
    here = values[entry.name]
    moved = {**values, entry.name: complex(here, here * _COMPLEX_STEP)}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error")  # numpy only warns when it drops an imaginary part
        try:
            exact = complex(law.kernel(**moved)).imag / _COMPLEX_STEP / float(law.unchecked(values))
        except (TypeError, ValueError, ZeroDivisionError, OverflowError, Warning):
            return None
    return exact if math.isfinite(exact) else None


class _Estimate(NamedTuple):
    """A derivative and how far it may be off."""

    value: float
    error: float

    @property
    def relative(self) -> float:
        """Error over 1 + |value|."""
        return self.error / (1.0 + abs(self.value))


def _by_differences(law: Law, entry: Input, values: Mapping[str, float]) -> _Estimate:
    """Return the elasticity by differences of real values, extrapolated to a step of 0 (Richardson, Ridders)."""
    here = values[entry.name]
    start = float(law.unchecked(values))

    @cache
    def moved(shift: float) -> tuple[float, float]:
        """Return the logarithms of input and result over what they were, after a step; that of the input as rounded."""
        there = here * math.exp(shift)
        ratio = float(law.unchecked({**values, entry.name: there})) / start
        return math.log1p((there - here) / here), math.log(ratio) if 0.0 < ratio < math.inf else math.nan

    def slope_between(low: float, high: float) -> float:
        (left, before), (right, after) = moved(low), moved(high)
        return (after - before) / (right - left) if right > left else math.nan

    with np.errstate(all="ignore"):
        below, above = _room(entry, here)
        sides = [
            _extrapolated(lambda step: slope_between(-step, 0.0), below, _SHRINK),
            _extrapolated(lambda step: slope_between(0.0, step), above, _SHRINK),
        ]
        across = _extrapolated(lambda step: slope_between(-step, step), min(below, above), _SHRINK**2)
    sure = [side for side in sides if side.relative <= _CONFIRMING]
    both = len(sure) == len(sides)
    if _differ(*sides) if both else min(below, above) > _NEAR:  # a kink, or a jump on one side
        return _Estimate(math.nan, math.inf)
    if both and not any(_differ(across, side) for side in sides):  # across a pole or a zero it may be sure of nonsense
        sure.append(across)
    return min(sure, key=lambda estimate: estimate.relative, default=_Estimate(math.nan, math.inf))


def _differ(left: _Estimate, right: _Estimate) -> bool:
    """Tell whether two estimates are surely of different slopes."""
    apart = abs(left.value - right.value)
    return apart > _CONFIRMED * (left.error + right.error) + _KINK * (1.0 + abs(left.value) + abs(right.value))


def _room(entry: Input, here: float) -> tuple[float, float]:
    """Return how far the logarithm of |input| is to fall and to rise, at most half the way to the end of its domain."""
    domain = entry.domain
    small, large = (domain.low, domain.high) if here > 0 else (-domain.high, -domain.low)
    below = math.log(abs(here) / small) if small > 0 else math.inf
    above = math.log(large / abs(here)) if large < math.inf else math.inf
    return min(below / 2.0, _WIDEST), min(above / 2.0, _WIDEST)


def _extrapolated(quotient: Callable[[float], float], widest: float, factor: float) -> _Estimate:
    """Extrapolate a difference quotient to a step of 0; the entry of the table that its neighbours confirm best.

    Examples
    --------
    >>> round(_extrapolated(lambda h: (math.exp(h) - math.exp(-h)) / (2 * h), 0.1, 4.0).value, 12)
    1.0
    """
    best = _Estimate(0.0, math.inf)
    previous: list[float] = []
    for power in range(_STEPS):
        step = widest / _SHRINK**power
        if step < _FINEST or _ROUNDING / step > best.relative:
            break
        line = [quotient(step)]
        for order, older in enumerate(previous[:_ORDERS]):
            weight = factor ** (order + 1)
            line.append((weight * line[order] - older) / (weight - 1.0))
            apart = max(abs(line[-1] - line[order]), abs(line[-1] - older))
            estimate = _Estimate(line[-1], apart + _ROUNDING / step * (1.0 + abs(line[0])))
            if estimate.relative < best.relative:
                best = estimate
        previous = line
    return best
