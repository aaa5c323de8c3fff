"""Quantities as a user states them in Python, a text or numbers with their unit: checked, in our registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import TextError
from limits.units import quantities
from limits.units.conversion import LEVELS, of_text
from limits.units.grammar import read
from limits.units.quantities import as_float, is_quantity, of_quantity

if TYPE_CHECKING:
    from limits.typing import Quantity

__all__ = ["paired", "quantity"]

_WANTED = "a number with its unit"
_EXAMPLE = "write e.g. quantity('400 Gbit/s') or quantity(400, 'Gbit/s')"


def quantity(value: Any, unit: str | None = None) -> Quantity:
    """Return a checked quantity of pint in the registry of this package; pint's application registry is left alone.

    Parameters
    ----------
    value
        A text such as ``"25 degC"``, a real number or an array of them, or a quantity of any registry.
    unit
        The unit of a number; what a text or a quantity is converted to. Decibels become the ratio or the power that
        they stand for.

    Raises
    ------
    TextError
        If the unit is missing, unknown or of another dimension, or a number is not real and finite.

    Examples
    --------
    >>> import numpy as np
    >>> str(quantity("400 Gbit/s")), str(quantity("1 kWh", "MJ")), str(quantity(20, "dB"))
    ('400.0 gigabit / second', '3.6 megajoule', '100.0 dimensionless')
    >>> str(quantity(np.array([1, 2]), "byte").to("bit"))
    '[8.0 16.0] bit'
    >>> quantity(400)
    Traceback (most recent call last):
    limits.errors.TextError: cannot use '400': wanted a number with its unit; write e.g. quantity('400 Gbit/s') or \
quantity(400, 'Gbit/s')
    """
    if unit is not None and not isinstance(unit, str):
        raise TextError(unit, "the text of a unit", _EXAMPLE)
    if isinstance(value, str):
        return _of_text(value, unit)
    if is_quantity(value):
        target = unit or "*".join(f"{name}^{power}" for name, power in value.unit_items()) or "1"
        return quantities.quantity(_checked(of_quantity(value, target)), target)
    if unit is None:
        raise TextError(value, _WANTED, _EXAMPLE)
    numbers = _checked(value)
    if unit not in LEVELS:
        return quantities.quantity(numbers, unit)
    with np.errstate(over="ignore"):
        return quantities.quantity(_checked(np.power(10.0, np.divide(numbers, 10.0))), LEVELS[unit])


def paired(given: Any) -> Any:
    """Return a pair of numbers and the text of their unit as a quantity, and anything else as it is.

    Examples
    --------
    >>> str(paired(([1.0, 2.0], "bit"))), paired((1.0, 2.0))
    ('[1.0 2.0] bit', (1.0, 2.0))
    """
    if isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], str) and not isinstance(given[0], str):  # noqa: PLR2004
        return quantity(*given)
    return given


def _of_text(text: str, unit: str | None) -> Quantity:
    if unit is None:
        found = read(text, _WANTED, counted=True).unit
        unit = LEVELS.get(found, found)
    value = of_text(text, unit, counted=unit == "1")
    if value.low is not None or value.sigma is not None:
        raise TextError(text, "one number with its unit, not an interval", "make a quantity of each of its ends")
    return quantities.quantity(value.value, unit)


def _checked(given: Any) -> Any:
    """Return a real, finite number, or an array of them."""
    number = as_float(given)
    try:
        array = np.asarray(given if number is None else number)
    except ValueError:  # rows of several lengths
        array = np.empty(0, dtype=object)
    masked = isinstance(given, np.ma.MaskedArray) and bool(np.any(np.ma.getmaskarray(given)))
    if masked or array.dtype.kind not in "iuf" or not array.size:
        raise TextError(given, "a real number, or an array of one shape without gaps")
    if not np.all(np.isfinite(array)):
        raise TextError(given, "finite numbers")
    return float(array) if array.ndim == 0 else array.astype(float, copy=False)
