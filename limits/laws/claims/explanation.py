"""All that stands behind one value of a law: inputs as given and in SI, constants, each step, sensitivities."""

from __future__ import annotations

import math
import re
from dataclasses import fields, replace
from inspect import signature
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from limits.constants import CODATA2022, record
from limits.errors import InputError, LimitsError, Problem
from limits.frozen import frozen
from limits.laws.reading import read
from limits.laws.sensitivity import slope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.constants import Constant
    from limits.laws.input import Input
    from limits.laws.law import Law

__all__ = ["Explanation", "Sensitivity", "constants_of", "explain", "single"]

_NAMES = tuple(field.name for field in fields(CODATA2022) if field.name != "vintage")
_AGREE = 1e-9  # relative difference of kernel and witness above which steps would explain another number


@frozen
class Sensitivity:
    """How the result follows one input.

    Attributes
    ----------
    name
        The input.
    elasticity
        d log(result) / d log(input); None where the law has no slope.
    step
        What was done to the input: ``+1 %``, ``-1 %`` where its domain ends, ``+1`` where it is a whole number.
    change
        By which part of itself the result changed; None where it cannot be said.
    """

    name: str
    elasticity: float | None
    step: str
    change: float | None


@frozen
class Explanation:
    """One value of a law with everything it rests on.

    Attributes
    ----------
    law
        The law.
    written
        Inputs as they were written.
    values
        Inputs in SI.
    constants
        Physical constants that the value depends on.
    formula, steps
        The law's witness in names, then in numbers down to the result; empty where it is no formula, or an algorithm
        that would take seconds.
    value
        The law's value, in its unit.
    deviation
        Relative difference between the value and its witness at 50 digits; None where there is no formula.
    sensitivities
        What each input does to the value.
    """

    law: Law
    written: dict[str, str]
    values: dict[str, float]
    constants: tuple[Constant, ...]
    formula: str
    steps: tuple[str, ...]
    value: float
    deviation: float | None
    sensitivities: tuple[Sensitivity, ...]


def explain(law: Law, arguments: Mapping[str, Any]) -> Explanation:
    """Evaluate a law and keep everything that leads to its value.

    Parameters
    ----------
    law
        The law.
    arguments
        Every input as a quantity or text, as in a call of the law; single numbers, no arrays.

    Raises
    ------
    InputError
        As in a call of the law.

    Examples
    --------
    >>> from limits import laws
    >>> told = explain(laws.landauer, {"bits": "1e26 bit", "temperature": "25 degC"})
    >>> told.steps[0], told.values["temperature"], [each.name for each in told.constants]
    ('1e26 * 298.15 * 1.380649e-23 * log(2)', 298.15, ['k_B', 'ln2'])
    """
    values = single(law, arguments)
    value = float(law.evaluate(values))
    used = constants_of(law, values)
    formula, steps, exact = _worked(law, values)
    deviation = _deviation(value, exact)
    if deviation is None or deviation > _AGREE:
        formula, steps, deviation = "", (), None
    written = [name for name in _NAMES if name in re.findall(r"\w+", formula)]
    return Explanation(
        law=law,
        written={entry.name: _written(arguments[entry.name]) for entry in law.inputs},
        values=values,
        constants=tuple(map(record, dict.fromkeys((*used, *written)))),
        formula=formula,
        steps=steps,
        value=value,
        deviation=deviation,
        sensitivities=tuple(_sensitivity(law, entry, values, value) for entry in law.inputs),
    )


def single(law: Law, arguments: Mapping[str, Any]) -> dict[str, float]:
    """Return the inputs of a law in SI, one number each.

    Raises
    ------
    InputError
        As in a call of the law, and for arrays.
    """
    values = read(law.key, law.inputs, arguments, output=law.output)
    numbers = {name: value for name, value in values.items() if isinstance(value, float)}
    arrays = [entry for entry in law.inputs if entry.name not in numbers]
    if arrays:
        problems = [Problem(entry.name, "an array", f"one number: {entry.wanted}") for entry in arrays]
        raise InputError(law.key, problems)
    return numbers


def constants_of(law: Law, values: Mapping[str, float]) -> tuple[str, ...]:
    """Return the names of the physical constants that a law's value depends on, in the order of their table.

    Examples
    --------
    >>> from limits import laws
    >>> constants_of(laws.bekenstein, {"mass": 1.0, "radius": 1.0})
    ('hbar', 'c', 'ln2')
    """
    if "const" not in signature(law.kernel).parameters:
        return ()
    read_ones: set[str] = set()

    class Watched:
        def __getattr__(self, name: str) -> Any:
            read_ones.add(name)
            return getattr(CODATA2022, name)

    value = float(law.unchecked({**values, "const": Watched()}))

    def matters(name: str) -> bool:  # some are read and cancel
        moved = replace(CODATA2022, **{name: 2.0 * getattr(CODATA2022, name)})
        return not value or abs(float(law.unchecked({**values, "const": moved})) / value - 1.0) > _AGREE

    return tuple(name for name in _NAMES if name in read_ones and matters(name))


def _worked(law: Law, values: Mapping[str, float]) -> tuple[str, tuple[str, ...], Any]:
    """Return the law's witness in names, its steps in numbers, and its value; nothing where it is no formula."""
    import mpmath
    import sympy

    from limits.laws.symbolic import WITNESSES
    from limits.laws.symbolic.substitution import Substitution

    known = {**values, **{name: getattr(CODATA2022, name) for name in _NAMES}}
    symbols = SimpleNamespace(**{name: sympy.Symbol(name, positive=True) for name in known})
    try:
        worked = Substitution(WITNESSES[law.key](symbols), known)
        return worked.formula, tuple(worked.lines), worked.value
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, mpmath.mp.NoConvergence):
        # An algorithm, a limit, or a sum that is too long.
        return "", (), None


def _deviation(value: float, exact: Any) -> float | None:
    """Return how far a value is from its witness, relatively; None where there is none."""
    if exact is None:
        return None
    try:
        deviation = abs(float(value / exact - 1)) if exact else abs(value)
    except (ArithmeticError, TypeError, ValueError):
        return None
    return deviation if math.isfinite(deviation) else None


def _sensitivity(law: Law, entry: Input, values: Mapping[str, float], value: float) -> Sensitivity:
    """Move one input a little and see what becomes of the result."""
    here = values[entry.name]
    whole = entry.domain.whole
    moves = (("+1", here + 1), ("-1", here - 1)) if whole else (("+1 %", here * 1.01), ("-1 %", here * 0.99))
    for step, there in moves:
        moved = {**values, entry.name: there}
        if not entry.domain.holds(there):
            continue
        try:
            change = float(law.evaluate(moved)) / value - 1.0 if value else None
        except LimitsError:
            continue
        return Sensitivity(entry.name, slope(law, entry, values), step, change)
    return Sensitivity(entry.name, slope(law, entry, values), moves[0][0], None)


def _written(argument: Any) -> str:
    return argument if isinstance(argument, str) else f"{argument:~}" if hasattr(argument, "units") else f"{argument:g}"
