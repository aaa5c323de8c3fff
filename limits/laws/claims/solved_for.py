"""A law turned round: what it says of one of its inputs when its result is known."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.errors import InputError, LimitsError, Problem
from limits.laws.input import Sense
from limits.laws.reading import read
from limits.laws.solving import solution

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from limits.constants import Constants
    from limits.laws.law import Law

__all__ = ["solved_for"]

_STEP = 1.001  # by which the input is moved to see whether the law rises with it


def solved_for(law: Law, name: str, arguments: Mapping[str, Any]) -> Law:
    """Return a law for one of its inputs, a function of the others and of the result.

    Its sense follows from the law's and from whether the law rises or falls with the input there: a rate that is at
    most a capacity needs at least the signal-to-noise ratio with this capacity.

    Raises
    ------
    InputError
        If there is no such input, or others cannot be used.
    NoSolutionError
        If no value of the input gives the result.

    Examples
    --------
    >>> from limits import laws
    >>> turned = solved_for(laws.shannon, "snr", {"bandwidth": "25 GHz", "capacity": "200 Gbit/s"})
    >>> turned.result, turned.sense.value, round(turned.kernel(bandwidth=25e9, capacity=200e9), 9)
    ('snr', 'at least', 255.0)
    """
    wanted = law.input(name, asked="solve")
    others = tuple(entry for entry in law.inputs if entry is not wanted)
    inputs = (*others, law.output)

    def kernel(*, const: Constants = CODATA2022, **values: float) -> float:
        del const  # a root is found with the constants of today
        known = {entry.name: values[entry.name] for entry in others}
        try:
            return float(solution(law, wanted, values[law.result], known))
        except LimitsError:
            return math.nan

    kernel.__doc__ = law.statement
    known = read(law.key, inputs, arguments)
    single = {entry: known[entry.name] for entry in inputs}
    if not all(isinstance(value, float) for value in single.values()):
        raise InputError(law.key, [Problem("solve", "arrays", "one number of each")])
    values = {entry.name: float(value) for entry, value in single.items()}
    at = float(solution(law, wanted, values[law.result], {entry.name: values[entry.name] for entry in others}))
    return replace(
        law,
        kernel=kernel,
        sense=_sense(law, name, {**{entry.name: values[entry.name] for entry in others}, name: at}),
        result=name,
        symbol=wanted.symbol,
        unit=wanted.unit,
        gives=wanted.doc,
        inputs=inputs,
        inverse={},
        condition=None,
    )


def _sense(law: Law, name: str, values: dict[str, float]) -> Sense:
    """Return on which side of the root the input must lie."""
    if law.sense not in (Sense.AT_LEAST, Sense.AT_MOST):
        return law.sense
    here = float(law.kernel(**values))
    there = float(law.kernel(**{**values, name: values[name] * _STEP if values[name] else _STEP - 1.0}))
    if there == here:
        return Sense.NONE
    return Sense.AT_MOST if (there > here) == (law.sense is Sense.AT_LEAST) else Sense.AT_LEAST
