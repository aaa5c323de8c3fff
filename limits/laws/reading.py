"""What a user gives a law, checked and brought to canonical units: all that is wrong with it in one error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import InputError, Problem, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike

    from limits.laws.input import Input
    from limits.typing import Array, Num

__all__ = ["read", "reals", "shortly"]

_DIFFERENCE = "a difference of temperatures is in kelvin: write e.g. '10 K'"


def read(
    where: str, entries: tuple[Input, ...], given: Mapping[str, Any], *, evaluated: bool = False
) -> dict[str, Num]:
    """Return the value of each entry in its canonical unit.

    Parameters
    ----------
    where
        Key of the law, with which the message begins.
    entries
        What is wanted.
    given
        Quantities of any registry, or texts, by name; plain numbers and arrays for entries of unit 1 only.
    evaluated
        The law is evaluated next and looks at its result, in which infinity in an array will show; an inverse may hide
        it.

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
        if entry.name not in given:
            problems.append(entry.problem("nothing"))
            continue
        try:
            shown_later = evaluated and entry.power is not None and entry.power > 0
            values[entry.name] = _usable(entry, given[entry.name], magnitude, shown_later)
        except TextError as error:
            problems.append(entry.problem(error.given, _DIFFERENCE if entry.difference else error.mend))
        except _UnusableError as error:
            problems.append(entry.problem(error.given, error.mend))
    if len(given) > len(values):
        names = [entry.name for entry in entries]
        wanted = f"one of {', '.join(names)}"
        problems[:0] = [Problem(name, _said(given[name]), wanted) for name in given if name not in names]
    shapes = {name: value.shape for name, value in values.items() if isinstance(value, np.ndarray)}
    if len(shapes) > 1 and not _broadcast(*shapes.values()):
        said = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        problems.append(Problem("shapes", said, "shapes that broadcast against one another"))
    if problems:
        raise InputError(where, problems)
    return values


def reals(where: str, name: str, given: ArrayLike, wanted: str) -> Array:
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
        array = np.asarray(given)
    except ValueError:  # rows of several lengths
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in "iuf":
        raise InputError(where, [Problem(name, _said(given), wanted, "give plain numbers in SI")])
    return array.astype(float, copy=False)


def shortly(value: Num) -> str:
    """Write a number in few digits, an array by its extremes.

    Examples
    --------
    >>> shortly(300.0), shortly(np.array([1.0, 2.5]))
    ('300', '1 to 2.5')
    """
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or array.size == 0:
        return _said(value)
    return f"{array:g}" if array.ndim == 0 else f"{array.min():g} to {array.max():g}"


class _UnusableError(Exception):
    """What is wrong with one value, before it is known under which name it stands."""

    def __init__(self, given: str, mend: str = "") -> None:
        self.given, self.mend = given, mend
        super().__init__(given)


def _usable(entry: Input, given: Any, magnitude: Callable[..., Num], shown_later: bool) -> Num:
    """Return one value in its canonical unit, checked."""
    if entry.difference:
        _refuse_levels(entry, given)
    value = _one(entry, given) if isinstance(given, str) else magnitude(given, entry.unit, where=entry.name)
    if not isinstance(value, float):
        value = _real(given, value)
    if not entry.domain.holds(value, shown_later=shown_later):
        inside = shortly(value) if entry.unit == "1" else f"{shortly(value)} {entry.unit}"
        raise _UnusableError(inside if _said(given) == inside else f"{_said(given)} = {inside}")
    return value


def _refuse_levels(entry: Input, given: Any) -> None:
    """Refuse a difference in a unit that is counted from a zero of its own: 10 degC would be 283.15 K."""
    from limits.units import counts_from_a_zero

    if counts_from_a_zero(given, entry.unit):
        raise _UnusableError(_said(given), _DIFFERENCE)


def _one(entry: Input, given: str) -> float:
    """Return the number of a text; an interval has no single one, and its middle would be a guess."""
    from limits.units import si

    span = si(given, entry.unit, where=entry.name)
    if span.low is not None or span.sigma is not None:
        raise _UnusableError(f"{_said(given)}, an interval", "a law takes one number: call it with each end")
    return span.value


def _real(given: Any, value: Any) -> Num:
    """Return what is not a float as one, or as an array of them: in fewer bits or in integers, kernels overflow."""
    if isinstance(value, np.ma.MaskedArray):
        if np.any(np.ma.getmaskarray(value)):
            raise _UnusableError("an array with masked values", "fill them, or leave them out")
        value = value.data
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise _UnusableError(f"{_said(given)}, which is not real")
    if array.size == 0:
        raise _UnusableError("an empty array")
    return float(array) if array.ndim == 0 else array.astype(float, copy=False)


def _said(given: Any) -> str:
    """Repeat what a user gave, as they would recognise it."""
    return shown(given) if isinstance(given, str) else shown(given)[1:-1]


def _broadcast(*shapes: tuple[int, ...]) -> bool:
    """Whether arrays of these shapes can be combined element by element."""
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        return False
    return True
