"""A law of nature or of mathematics as a record: what it says, of what, in which units, and where.

Beside each kernel, a plain function on SI floats and arrays, stands its `Law`. The law can be called with quantities,
solved for any of its inputs, and asked for its own page of the handbook (``help(laws.landauer)``). Units come off once
when a law is called and go on once at its end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import Parameter, Signature
from typing import Any, TypeAlias

import numpy as np

from limits.errors import InputError, NoSolutionError, Problem
from limits.laws.domain import NON_NEGATIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.reading import read, shortly
from limits.pickling import by_fields
from limits.typing import Num, PureNumber, Quantity

__all__ = ["Kernel", "Law"]


Kernel: TypeAlias = Callable[..., Num]


@dataclass(frozen=True, repr=False)
class Law:
    """A statement about what is possible, with its kernel.

    Call it with quantities, with texts such as ``"300 K"``, or mix them; `kernel` takes SI floats and arrays instead
    and checks nothing.

    Parameters
    ----------
    key
        Name, lower-case with hyphens; the Python name has underscores.
    kernel
        Function of the inputs in SI, in their order, with the keyword `const`.
    kind, sense
        What the statement rests on, and on which side of it the actual value must lie.
    result, symbol, unit, gives
        Name, LaTeX symbol, canonical unit and meaning of the result.
    inputs
        What the law is a function of.
    latex
        The formula. It begins with the symbol and the sign of the sense, so that a value can be set behind it. A
        capacity, defined by an equation, has the rate that it bounds before it: R at most C = ... What defines further
        symbols follows behind a comma and a quad.
    assumes
        Conditions under which it holds.
    refs
        Keys of ``references.bib``, the law's own source first.
    inverse
        Closed forms by the name of the input that they give; each takes the other inputs and the result by name.
    condition
        A condition on several inputs together: takes the inputs in SI by name, returns what is wrong or None.
    """

    key: str
    kernel: Kernel
    kind: Kind
    sense: Sense
    result: str
    symbol: str
    unit: str
    gives: str
    inputs: tuple[Input, ...]
    latex: str
    assumes: tuple[str, ...]
    refs: tuple[str, ...]
    inverse: Mapping[str, Kernel] = field(default_factory=dict)
    condition: Callable[[Mapping[str, Num]], Problem | None] | None = None

    def __repr__(self) -> str:
        return f"<Law {self.key}: {self.result} {self.sense}, a function of {', '.join(i.name for i in self.inputs)}>"

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[Any, ...]:
        from limits.laws.formulary import table

        name = self.key.replace("-", "_")
        shipped = name in table.HOMES and table.law(name) is self
        return (table.get, (self.key,)) if shipped else by_fields(self)

    def _repr_latex_(self) -> str:
        """Return the formula, for notebooks and whatever else sets LaTeX."""
        return rf"$\displaystyle {self.latex}$"

    def _repr_html_(self) -> str:
        """Return statement, formula, symbols and conditions, for notebooks."""
        from limits.laws.page import html

        return html(self)

    @cached_property
    def output(self) -> Input:
        """The result, described as an input is, for solving."""
        eg = "1e3" if self.unit == "1" else f"1e3 {self.unit}"
        return Input(self.result, self.symbol, self.unit, NON_NEGATIVE, (0.0, 0.0), self.gives, eg)

    @cached_property
    def statement(self) -> str:
        """What the law says, in one sentence: the first line of its kernel's docstring."""
        return (self.kernel.__doc__ or "").partition("\n")[0].replace("`", "")

    @cached_property
    def __signature__(self) -> Signature:
        """The law's inputs as keyword-only parameters, for `inspect.signature` and editors."""
        return Signature([Parameter(i.name, Parameter.KEYWORD_ONLY) for i in self.inputs])

    def input(self, name: str, *, asked: str = "input") -> Input:
        """Return the input called `name`.

        Parameters
        ----------
        name
            Name of an input.
        asked
            What asked for it, in the message.

        Raises
        ------
        InputError
            If the law has no such input.
        """
        for entry in self.inputs:
            if entry.name == name:
                return entry
        names = f"one of {', '.join(i.name for i in self.inputs)}"
        raise InputError(self.key, [Problem(asked, repr(name), names)])

    def __call__(self, **given: PureNumber) -> Quantity:
        """Return the law's value for quantities or texts, in the registry of the quantities given.

        Raises
        ------
        InputError
            If anything is missing, unknown, of another dimension, outside its domain, not finite, empty, complex or of
            a shape that does not fit the others; all of it at once.
        """
        from limits import units

        values = read(self.key, self.inputs, given, evaluated=True)
        return units.answer(self.evaluate(values), self.unit, tuple(given.values()))

    def solve(self, name: str, **known: PureNumber) -> Quantity:
        """Return the value of the input called `name` at which the law gives the known result.

        Closed form where the law declares one or is a power of the input, else a bracketed root search on a rising or
        falling law.

        Parameters
        ----------
        name
            The input to solve for (or the result, which is the same as calling the law).
        **known
            The other inputs, and the result under its own name, as quantities or texts.

        Raises
        ------
        InputError
            As in a call.
        NoSolutionError
            If no value in the input's domain gives the result.

        Examples
        --------
        >>> from limits import laws
        >>> bandwidth = laws.shannon.solve("bandwidth", capacity="400 Gbit/s", snr="20 dB")
        >>> f"{bandwidth.to('GHz'):.2f~}"
        '60.08 GHz'
        """
        from limits import units

        if name == self.result:
            return self(**known)
        wanted = self.input(name, asked="solve")
        others = tuple(entry for entry in self.inputs if entry is not wanted)
        values = read(self.key, (*others, self.output), known)
        value = self._root(wanted, values.pop(self.result), values)
        problem = self.condition({**values, name: value}) if self.condition else None
        if problem:
            raise NoSolutionError(self.key, name, f"{problem.where} would be {problem.given}, not {problem.wanted}")
        return units.answer(value, wanted.unit, tuple(known.values()))

    def elasticity(self, name: str, **given: PureNumber) -> Num:
        """Return d log(result) / d log(input called `name`), a number; `limits.laws.sensitivity.elasticity`.

        Examples
        --------
        >>> from limits import laws
        >>> laws.landauer_rate.elasticity("temperature", power="700 W", temperature="300 K")
        -1.0
        """
        from limits.laws.sensitivity import elasticity

        return elasticity(self, name, given)

    def elasticities(self, **given: PureNumber) -> dict[str, Num]:
        """Return the elasticity in every input, by name; `limits.laws.sensitivity.elasticities`."""
        from limits.laws.sensitivity import elasticities

        return elasticities(self, given)

    @np.errstate(all="ignore")  # what is not finite is refused at the end
    def _root(self, wanted: Input, target: Num, values: dict[str, Num]) -> Num:
        """Solve in SI: by the declared inverse, by the power, or by search."""
        target = np.asarray(target)[()]  # a numpy number divides by zero to infinity instead of raising
        if wanted.name in self.inverse:
            found = self.inverse[wanted.name](**values, **{self.result: target})
        elif wanted.power is not None:
            from limits.laws.solving import by_power

            found = by_power(self, wanted, target, values)
        else:
            from limits.laws.solving import root

            found = root(self, wanted, target, values)
        found = wanted.domain.snapped(found)
        if not wanted.domain.holds(found):
            there = f"{shortly(found)} {wanted.unit}".removesuffix(" 1")
            where = f"it would have to be {there}, outside {wanted.domain}"
            raise NoSolutionError(self.key, wanted.name, where)
        return found

    @np.errstate(over="ignore", invalid="ignore")  # as a decorator at half the price of a block
    def evaluate(self, values: Mapping[str, Num]) -> Num:
        """Apply the joint condition and the kernel in SI; a result beyond the range of floats is refused."""
        if self.condition and (problem := self.condition(values)):
            raise InputError(self.key, [problem])
        value = self.kernel(**values)
        if not (value.max() if isinstance(value, np.ndarray) else value) < math.inf:  # NaN neither
            infinite = [
                entry.problem(f"{shortly(values[entry.name])} {entry.unit}".removesuffix(" 1"))
                for entry in self.inputs
                if not entry.domain.holds(values[entry.name])
            ]
            given = "inputs whose result is beyond the range of floating-point numbers"
            raise InputError(self.key, infinite or [Problem(self.result, given, "a finite result")])
        return value


class _Handbook:
    """A law's `__doc__`: its own page when read from a law, the class's docstring when read from the class.

    The page resolves references and evaluates an example, so it is built only when somebody asks for help.
    """

    def __init__(self, of_class: str | None) -> None:
        self.of_class = of_class

    def __get__(self, law: Law | None, owner: type[Law]) -> str | None:
        if law is None:
            return self.of_class
        from limits.laws.page import page

        return page(law)


Law.__doc__ = _Handbook(Law.__doc__)  # type: ignore[assignment]
