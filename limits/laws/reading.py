"""What a user gives a law, checked and brought to canonical units: all that is wrong with it in one error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem, TextError, UnknownNameError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike

    from limits.laws.input import Input
    from limits.typing import Array, Num

__all__ = ["beyond_floats", "in_floats", "nameless", "read", "reals", "shortly"]

_DIFFERENCE = "a difference of temperatures is in kelvin: write e.g. '10 K'"


def read(
    where: str,
    entries: tuple[Input, ...],
    arguments: Mapping[str, Any],
    *,
    evaluated: bool = False,
    output: Input | None = None,
) -> dict[str, Num]:
    """Return the value of each entry in its canonical unit.

    Parameters
    ----------
    where
        Key of the law, with which the message begins.
    entries
        What is wanted.
    arguments
        Quantities of any registry, texts, or pairs of numbers and a unit, by name; plain numbers and arrays for entries
        whose unit is 1 or fixed.
    evaluated
        The law is evaluated next and looks at its result, in which infinity in an array will show; an inverse may hide
        it.
    output
        The result, where that may be given by mistake: the message says how the law is solved.

    Returns
    -------
    dict
        Floats, or arrays whose shapes broadcast, by name.

    Raises
    ------
    InputError
        If anything is missing, unknown, of another dimension, outside its domain, not finite, empty, complex or of a
        shape that does not fit the others.
    """
    from limits.units import magnitude

    problems: list[Problem] = []
    values: dict[str, Num] = {}
    for entry in entries:
        if entry.name not in arguments:
            problems.append(entry.problem("nothing"))
            continue
        try:
            shown_later = evaluated and entry.power is not None and entry.power > 0
            values[entry.name] = _usable(entry, arguments[entry.name], magnitude, shown_later)
        except TextError as error:
            problems.append(entry.problem(error.given, _DIFFERENCE if entry.difference else error.mend))
        except _UnusableError as error:
            problems.append(entry.problem(error.given, error.mend))
    if len(arguments) > len(values):
        problems = _unknown(entries, arguments, problems, output)
    shapes = {name: value.shape for name, value in values.items() if isinstance(value, np.ndarray)}
    if len(shapes) > 1 and not _broadcast(*shapes.values()):
        sizes = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        problems.append(Problem("shapes", sizes, "shapes that broadcast against one another"))
    if problems:
        raise InputError(where, problems)
    return values


def _unknown(
    entries: tuple[Input, ...], arguments: Mapping[str, Any], problems: list[Problem], output: Input | None
) -> list[Problem]:
    """Return what is wrong with names that are no inputs, and with the rest; a result means that an input is wanted."""
    names = [entry.name for entry in entries]
    wanted = f"one of {', '.join(names)}"
    lacking = [name for name in names if name not in arguments]
    result = output.name if output and output.name in arguments and output.name not in names else ""
    unknown = [
        Problem(name, _repeated(arguments[name]), wanted, UnknownNameError("input", name, names).hint)
        for name in arguments
        if name not in names and name != result
    ]
    if not result:
        return [*unknown, *problems]
    known = ", ".join(names)
    if lacking:
        one, found = (lacking[0], lacking[0]) if len(lacking) == 1 else ("NAME", "one input from all others")
        mend = f'{result} is the result: to find {found}, add --solve {one} (in Python, .solve("{one}", ...))'
        rest = [problem for problem in problems if problem.where not in lacking]
        return [*unknown, Problem(result, _repeated(arguments[result]), f"the inputs {known}", mend), *rest]
    mend = f'it is the result: leave it out, or hold it against the law with --claim "{arguments[result]}"'
    return [*unknown, Problem(result, _repeated(arguments[result]), f"the inputs {known} alone", mend), *problems]


def reals(where: str, name: str, numbers: ArrayLike, wanted: str) -> Array:
    """Return plain numbers as an array of floats: for functions that take arrays in SI and no quantities.

    Raises
    ------
    InputError
        If they are no real numbers, or rows of several lengths.

    Examples
    --------
    >>> reals("water_filling", "noise", [1, 2], "noise powers").tolist()
    [1.0, 2.0]
    """
    try:
        array = np.asarray(numbers)
    except ValueError:  # rows of several lengths
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in "iuf":
        raise InputError(where, [Problem(name, _repeated(numbers), wanted, "give plain numbers in SI")])
    return array.astype(float, copy=False)


def in_floats(where: str, name: str, value: Num) -> Num:
    """Return a result, of functions that take arrays in SI, if floats can hold it.

    Raises
    ------
    InputError
        If it is infinite or not a number.

    Examples
    --------
    >>> in_floats("water_filling", "capacity", 1e300 * 1e300)
    Traceback (most recent call last):
    limits.errors.InputError: water_filling: 1 input cannot be used
      capacity: given inputs whose result is beyond the range of floating-point numbers, wanted a finite result
    """
    if not np.all(np.isfinite(value)):
        raise InputError(where, [beyond_floats(name)])
    return value


def beyond_floats(name: str) -> Problem:
    """Describe inputs of which floats cannot hold the result called `name`."""
    return Problem(name, "inputs whose result is beyond the range of floating-point numbers", "a finite result")


def nameless(
    where: str, call: str, entries: tuple[Input, ...], unnamed: tuple[object, ...], arguments: Mapping[str, Any]
) -> InputError:
    """Describe inputs that were given by their place, with the same call by name.

    Parameters
    ----------
    where, call
        Key of the law, and how it is called.
    entries
        What is wanted.
    unnamed, arguments
        What was given by place, and by name.

    Examples
    --------
    >>> from limits import laws
    >>> print(nameless("landauer", "landauer", laws.landauer.inputs, ("1 bit",), {"temperature": "300 K"}))
    landauer: 1 input cannot be used
      inputs: given '1 bit' without its name, wanted inputs by name; write landauer(bits='1 bit', temperature='300 K')
    """
    free = (entry.name for entry in entries if entry.name not in arguments)
    named = dict(zip(free, unnamed, strict=False)) | dict(arguments)
    typed = ", ".join(f"{name}={_repeated(value)}" for name, value in named.items())
    opened, closed = (call[:-4], ")") if call.endswith("...)") else (f"{call}(", ")")
    given = f"{', '.join(map(_repeated, unnamed))} without {'its name' if len(unnamed) == 1 else 'their names'}"
    return InputError(where, [Problem("inputs", given, "inputs by name", f"write {opened}{typed}{closed}")])


def shortly(value: Num) -> str:
    """Write a number in few digits, an array by its extremes.

    Examples
    --------
    >>> shortly(300.0), shortly(np.array([1.0, 2.5]))
    ('300', '1 to 2.5')
    """
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or array.size == 0:
        return _repeated(value)
    return f"{array:g}" if array.ndim == 0 else f"{array.min():g} to {array.max():g}"


class _UnusableError(Exception):
    """What is wrong with one value, before it is known under which name it stands."""

    def __init__(self, given: str, mend: str = "") -> None:
        self.given, self.mend = given, mend
        super().__init__(given)


def _usable(entry: Input, argument: Any, magnitude: Callable[..., Num], shown_later: bool) -> Num:
    """Return one value in its canonical unit, checked; numbers may stand in a pair with their unit."""
    if type(argument) is tuple:
        from limits.units.stated import paired

        argument = paired(argument)
    if entry.difference:
        _refuse_levels(entry, argument)
    value = _one(entry, argument) if isinstance(argument, str) else magnitude(argument, entry.unit, where=entry.name)
    if not isinstance(value, float):
        value = _real(argument, value)
    if not entry.domain.holds(value, shown_later=shown_later):
        inside = shortly(value) if entry.unit == "1" else f"{shortly(value)} {entry.unit}"
        raise _UnusableError(inside if _repeated(argument) == inside else f"{_repeated(argument)} = {inside}")
    return value


def _refuse_levels(entry: Input, argument: Any) -> None:
    """Refuse a difference in a unit that is counted from a zero of its own: 10 degC would be 283.15 K."""
    from limits.units import counts_from_a_zero

    if counts_from_a_zero(argument, entry.unit):
        raise _UnusableError(_repeated(argument), _DIFFERENCE)


def _one(entry: Input, text: str) -> float:
    """Return the number of a text; an interval has no single one, and its middle would be a guess."""
    from limits.units import si

    span = si(text, entry.unit, where=entry.name, counted=entry.domain.whole)
    if span.low is not None or span.sigma is not None:
        raise _UnusableError(f"{_repeated(text)}, an interval", "a law takes one number: call it with each end")
    return span.value


def _real(argument: Any, value: Any) -> Num:
    """Return what is not a float as one, or as an array of them: in fewer bits or in integers, kernels overflow."""
    if isinstance(value, np.ma.MaskedArray):
        if np.any(np.ma.getmaskarray(value)):
            raise _UnusableError("an array with masked values", "fill them, or leave them out")
        value = value.data
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise _UnusableError(f"{_repeated(argument)}, which is not real")
    if array.size == 0:
        raise _UnusableError("an empty array")
    return float(array) if array.ndim == 0 else array.astype(float, copy=False)


def _repeated(argument: Any) -> str:
    """Repeat what a user gave, as they would recognise it."""
    return shown(argument) if isinstance(argument, str) else shown(argument)[1:-1]


def _broadcast(*shapes: tuple[int, ...]) -> bool:
    """Whether arrays of these shapes can be combined element by element."""
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        return False
    return True
