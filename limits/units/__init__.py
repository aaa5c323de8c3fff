"""Units end here: texts, numbers and quantities of pint come in, numbers in canonical units go on, quantities come out.

Canonical are J, s, W, K, m, kg, bit, FLOP, parameter, token, USD and what is made of them. Information is not a number,
and hertz, baud and bits per second do not convert into one another. Texts pass a small grammar (`limits.units.grammar`)
and are read without pint, which is loaded when somebody asks for a quantity.

Examples
--------
>>> si("25 degC", "K").value, si("0.06 .. 0.09 USD/kWh", "USD/J").high
(298.15, 2.5e-08)
>>> si("700 W", "J")
Traceback (most recent call last):
limits.errors.TextError: cannot use '700 W': wanted energy [J]; this is power: multiply it by a time, as in '700 W*hour'
"""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any

from limits.errors import TextError
from limits.units import meaning
from limits.units.conversion import FIXED, conversion, of_number, of_text
from limits.units.echo import decibels, echo
from limits.units.grammar import terms
from limits.units.quantities import answer, as_float, counts_from_a_zero, is_quantity, of_quantity, quantity, registry
from limits.value import Value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.typing import Quantity

__all__ = [
    "answer",
    "counts_from_a_zero",
    "decibels",
    "echo",
    "magnitude",
    "parse",
    "quantity",
    "registry",
    "rescaled",
    "si",
]


def si(given: object, unit: str, *, where: str = "", counted: bool = False) -> Value:
    """Return one number in the canonical `unit`, with the uncertainty that was stated.

    Parameters
    ----------
    given
        A text, a quantity of any registry of pint, a pair of a number and its unit, or a plain number where `unit` is 1
        or the only one in use: of parameters, tokens, FLOP and USD, and of a loss in nat/token.
    unit
        Canonical unit that is wanted.
    where
        What the number is for, in the message.
    counted
        Whether a number of unit 1 counts something, so that it may be written as `16K`.

    Raises
    ------
    TextError
        If it cannot be used: what was given, what was wanted, how to mend it.

    Examples
    --------
    >>> si("400 Gb/s", "bit/s").value, si("40 %", "1").value, str(si("10 dB .. 20 dB", "1"))
    (400000000000.0, 0.4, '55 [10 .. 100]')
    >>> si("70B", "parameter").value, si("10 million USD", "USD").value, si("16K", "1", counted=True).value
    (70000000000.0, 10000000.0, 16000.0)
    >>> si("5 GBd", "bit/s", where="scale_out_rate")
    Traceback (most recent call last):
    limits.errors.TextError: cannot use '5 GBd': wanted bit rate [bit/s] for scale_out_rate; this is symbol rate: \
multiply it by the bits of a symbol, as in '53.125 GBd*bit/symbol' for two levels
    """
    if isinstance(given, str):
        return of_text(given, unit, where, counted=counted)
    if type(given) is tuple:
        from limits.units.stated import paired

        given = paired(given)
    number = of_quantity(given, unit, where) if is_quantity(given) else given
    if isinstance(number, bool) or not isinstance(number, Real):
        raise TextError(
            given, meaning.wanted(unit, where), f"give one number or text, such as {meaning.example(unit)!r}"
        )
    return of_number(number, unit, where, converted=number is not given)


def rescaled(value: Value, unit: str) -> Value:
    """Return a value in another unit of the same dimension, its interval and its deviation with it.

    Raises
    ------
    TextError
        If the unit is unknown or measures something else, or if the number is beyond floats in it.

    Examples
    --------
    >>> from limits.value import Value
    >>> str(rescaled(Value(3.6e12, "J"), "GWh"))
    '1 GWh'
    """
    wanted = meaning.wanted(value.unit, "")
    try:
        back, zero = conversion(terms(unit), value.unit)  # from the new unit to the one at hand
    except TextError as error:
        raise TextError(unit, wanted, error.mend) from None

    def turned(number: float) -> float:
        there = (number - zero) / back
        if math.isinf(there) and math.isfinite(number):
            raise TextError(unit, wanted, "the number is beyond the range of floating-point numbers in this unit")
        return there

    return Value(
        turned(value.value),
        unit,
        low=None if value.low is None else turned(value.low),
        high=None if value.high is None else turned(value.high),
        sigma=None if value.sigma is None else value.sigma / back,
        origin=value.origin,
    )


def magnitude(given: object, unit: str, *, where: str = "") -> float | NDArray[Any]:
    """Return a number or an array in the canonical `unit`; of an interval, its centre.

    Parameters
    ----------
    given
        A text, a quantity of any registry of pint, or plain numbers and arrays where `unit` is 1 or fixed, as in `si`.
    unit
        Canonical unit that is wanted.
    where
        What the value is for, in the message.

    Raises
    ------
    TextError
        If it cannot be used. Values are not checked: NaN in an array is the caller's business.

    Examples
    --------
    >>> magnitude(quantity(3.0, "GB"), "bit"), magnitude("1 nat", "bit"), magnitude(0.5, "1")
    (24000000000.0, 1.4426950408889634, 0.5)
    """
    if isinstance(given, str):
        return of_text(given, unit, where).value
    if is_quantity(given):
        return of_quantity(given, unit, where)
    import numpy as np

    wanted = meaning.wanted(unit, where)
    if hasattr(given, "unit") or hasattr(given, "units"):
        raise TextError(given, wanted, f"give quantities of pint, or a text such as {meaning.example(unit)!r}")
    if unit != "1" and unit not in FIXED:
        raise TextError(given, wanted, meaning.bare(unit))
    number = as_float(given)  # first: an integer of Python may be longer than any of numpy's
    if number is not None:
        return number
    if isinstance(given, np.ma.MaskedArray):
        return given
    try:
        array = np.asarray(given)
    except ValueError:  # rows of several lengths
        raise TextError(given, wanted, "give an array of one shape") from None
    if array.dtype.kind not in "iuf":
        raise TextError(given, wanted, "give real numbers")
    return float(array) if array.ndim == 0 else array


def parse(text: str, unit: str) -> Quantity:
    """Read a text into a quantity in the unit that is wanted.

    Raises
    ------
    TextError
        As `si`.

    Examples
    --------
    >>> str(parse("1 kWh", "J"))
    '3600000.0 joule'
    """
    return quantity(si(text, unit).value, unit)
