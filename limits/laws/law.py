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

from limits.errors import InputError, NoSolutionError, Problem, UnknownNameError
from limits.laws.domain import NON_NEGATIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.reading import beyond_floats, nameless, read, shortly
from limits.pickling import by_fields
from limits.typing import Num, PureNumber, Quantity

__all__ = ["Kernel", "Law"]


Kernel: TypeAlias = Callable[..., Num]


@dataclass(frozen=True, repr=False)
class Law:
    """A statement about what is possible, with its kernel.

    Call it with quantities, with texts such as ``"300 K"``, or mix them; whatever is refused, it is with an error of
    this package. `kernel` takes SI floats and arrays instead and checks nothing: where floats do not reach, an array
    comes back with infinity or NaN, and Python's own floats may raise ZeroDivisionError or OverflowError.

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
    holds_under
        Conditions under which the statement is true; where one fails, a value beyond it proves nothing.
    refs
        Keys of ``references.bib``, the law's own source first.
    reached_only
        What an actual value would need to come up to the law's; the statement holds without it.
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
    holds_under: tuple[str, ...]
    refs: tuple[str, ...]
    reached_only: tuple[str, ...] = ()
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

    @property
    def conditions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Conditions of truth and conditions of being reached, each list under its title; none that is empty."""
        lists = (("Holds under", self.holds_under), ("Reached only with", self.reached_only))
        return tuple((title, listed) for title, listed in lists if listed)

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
        names = [entry.name for entry in self.inputs]
        mend = UnknownNameError("input", name, names).hint
        raise InputError(self.key, [Problem(asked, repr(name), f"one of {', '.join(names)}", mend)])

    def __call__(self, /, *unnamed: object, **arguments: PureNumber) -> Quantity:
        """Return the law's value for quantities or texts, in the registry of the quantities given.

        Raises
        ------
        InputError
            If anything is missing, unknown, of another dimension, outside its domain, not finite, empty, complex or of
            a shape that does not fit the others; all of it at once.
        """
        from limits.units.quantities import answer

        if unnamed:
            raise nameless(self.key, self.key.replace("-", "_"), self.inputs, unnamed, arguments)
        return answer(self.value(arguments), self.unit, tuple(arguments.values()))

    def value(self, arguments: Mapping[str, PureNumber]) -> Num:
        """Return the law's value as a plain number in its unit; of texts, without loading a library of units.

        Raises
        ------
        InputError
            As in a call.

        Examples
        --------
        >>> from limits import laws
        >>> f"{laws.landauer.value({'bits': '1e26 bit', 'temperature': '25 degC'}):.1f}"
        '285327.5'
        """
        return self.evaluate(read(self.key, self.inputs, arguments, evaluated=True, output=self.output))

    def solve(self, name: str, /, *unnamed: object, **known: PureNumber) -> Quantity:
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
        from limits.units.quantities import answer

        if unnamed:
            others = (*(each for each in self.inputs if each.name != name), self.output)
            raise nameless(self.key, f'{self.key.replace("-", "_")}.solve("{name}", ...)', others, unnamed, known)
        unit = self.unit if name == self.result else self.input(name, asked="solve").unit
        return answer(self.root(name, known), unit, tuple(known.values()))

    def root(self, name: str, known: Mapping[str, PureNumber]) -> Num:
        """Return what `solve` does, as a plain number in the input's unit; of texts, without a library of units.

        Raises
        ------
        InputError, NoSolutionError
            As in `solve`.

        Examples
        --------
        >>> from limits import laws
        >>> f"{laws.shannon.root('bandwidth', {'capacity': '400 Gbit/s', 'snr': '20 dB'}):.4g}"
        '6.008e+10'
        """
        from limits.laws.solving import solution

        if name == self.result:
            return self.value(known)
        wanted = self.input(name, asked="solve")
        others = tuple(entry for entry in self.inputs if entry is not wanted)
        values = read(self.key, (*others, self.output), known)
        root = solution(self, wanted, values.pop(self.result), values)
        problem = self.forbidden({**values, name: root})
        if problem:
            raise NoSolutionError(self.key, name, f"{problem.where} would be {problem.given}, not {problem.wanted}")
        return root

    def elasticity(self, name: str, /, **arguments: PureNumber) -> Num:
        """Return d log(result) / d log(input called `name`), a number; `limits.laws.sensitivity.elasticity`.

        Examples
        --------
        >>> from limits import laws
        >>> laws.landauer_rate.elasticity("temperature", power="700 W", temperature="300 K")
        -1.0
        """
        from limits.laws.sensitivity import elasticity

        return elasticity(self, name, arguments)

    def elasticities(self, /, **arguments: PureNumber) -> dict[str, Num]:
        """Return the elasticity in every input, by name; `limits.laws.sensitivity.elasticities`."""
        from limits.laws.sensitivity import elasticities

        return elasticities(self, arguments)

    @np.errstate(all="ignore")  # as a decorator at half the price of a block
    def evaluate(self, values: Mapping[str, Num]) -> Num:
        """Apply the joint condition and the kernel in SI; a result beyond the range of floats is refused."""
        if self.condition and (problem := self.forbidden(values)):
            raise InputError(self.key, [problem])
        value: Num = _carried(self.kernel, values)
        low, high = (value.min(), value.max()) if isinstance(value, np.ndarray) else (value, value)
        if not (low > -math.inf and high < math.inf):  # NaN neither
            infinite = [
                entry.problem(f"{shortly(values[entry.name])} {entry.unit}".removesuffix(" 1"))
                for entry in self.inputs
                if not entry.domain.holds(values[entry.name])
            ]
            raise InputError(self.key, infinite or [beyond_floats(self.result)])
        return value

    @np.errstate(all="ignore")
    def unchecked(self, values: Mapping[str, Any], kernel: Kernel | None = None) -> Num:
        """Return what the kernel, or an inverse, gives for numbers in SI: infinity or NaN where floats end."""
        result: Num = _carried(kernel or self.kernel, values)
        return result

    @np.errstate(all="ignore")
    def forbidden(self, values: Mapping[str, Num]) -> Problem | None:
        """Return what is wrong with several inputs in SI together, if anything is."""
        condition = self.condition
        if condition is None:
            return None
        problem = _carried(lambda **inputs: condition(inputs), values)
        if problem is None or isinstance(problem, Problem):
            return problem
        return Problem("inputs", "numbers of which floats cannot tell whether they go together", "less extreme ones")


def _carried(function: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    """Call a function of numbers; where the arithmetic of Python's floats raises, with numpy's, which carries on.

    So a number gives what an array of it gives, infinity or NaN where floats do not reach, and no law of this year or
    the next raises a ZeroDivisionError, an OverflowError or a complex root at those who call it.
    """
    try:
        value = function(**values)
    except (ArithmeticError, ValueError):
        value = 0j
    if not isinstance(value, complex):  # what `**` makes of a negative float and a broken power
        return value
    try:
        return function(**{name: np.asarray(number)[()] for name, number in values.items()})
    except OverflowError:  # of the module math, or a count of infinity
        return math.inf
    except (ArithmeticError, ValueError):
        return math.nan


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
