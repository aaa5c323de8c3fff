"""Quantities of pint, in and out: those of our own registry, and those of others by the names of their units.

The registry is private, built from ``data/units.txt`` on first use, never pint's application registry, and never
changed. A quantity of another registry counts when the name of its unit is in our file and the SI part of its dimension
agrees; what has a dimension only here (bit, FLOP, token, ...) must therefore say so by its name.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from numbers import Real
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from limits.errors import TextError
from limits.units import meaning
from limits.units.conversion import conversion
from limits.units.grammar import read, terms
from limits.units.table import FILE, Powers, measure, measure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pint
    from numpy.typing import NDArray

    from limits.typing import Num, Quantity

__all__ = ["answer", "as_float", "counts_from_a_zero", "is_quantity", "of_quantity", "quantity", "registry"]

_SI = {f"[{base}]" for base in ("length", "time", "mass", "current", "temperature", "substance")}


@cache
def registry() -> pint.UnitRegistry[Any]:
    """Return the registry of this package, built on first use; read it, do not change it.

    Examples
    --------
    >>> str(registry()("1 GiB").to("bit"))
    '8589934592 bit'
    """
    import pint

    ours: pint.UnitRegistry[Any] = pint.UnitRegistry(FILE, on_redefinition="raise", system="SI")
    # pint unpickles into its application registry, which knows no tokens. These two classes belong to `ours` alone.
    quantities, units = cast("Any", ours.Quantity), cast("Any", ours.Unit)
    quantities.__reduce__ = lambda quantity: (_revived, (quantity.magnitude, dict(quantity.unit_items())))
    units.__reduce__ = lambda unit: (_revived_unit, (dict((1 * unit).unit_items()),))
    return ours


def _revived(magnitude: Any, names: dict[str, Any]) -> Quantity:
    from pint.util import UnitsContainer

    return registry().Quantity(magnitude, UnitsContainer(names))


def _revived_unit(names: dict[str, Any]) -> Any:
    return _revived(1, names).units


def quantity(value: Num, unit: str) -> Quantity:
    """Return a number or an array with its unit, as a quantity of `registry`.

    Raises
    ------
    TextError
        If the unit is unknown.

    Examples
    --------
    >>> f"{quantity(400.0, 'Gbit/s').to('GB/s'):~}"
    '50.0 GB / s'
    """
    return registry().Quantity(value, _container(unit))


def is_quantity(given: object) -> bool:
    """Tell whether something is a quantity of pint, of any registry."""
    kind = type(given)  # whose attributes are there to be found, and need not be computed
    return hasattr(kind, "unit_items") and hasattr(kind, "dimensionality")


def counts_from_a_zero(given: object, unit: str) -> bool:
    """Tell whether something is given in a unit that counts from a zero of its own, as degrees Celsius do.

    Examples
    --------
    >>> counts_from_a_zero("10 degC", "K"), counts_from_a_zero("10 K", "K"), counts_from_a_zero("10 W", "K")
    (True, False, False)
    """
    try:
        names = terms(read(given, "").unit) if isinstance(given, str) else tuple(given.unit_items())  # type: ignore[attr-defined]
        return bool(conversion(names, unit)[1])
    except (AttributeError, TextError):  # no quantity, or one that is refused elsewhere
        return False


def of_quantity(given: Any, unit: str, where: str = "") -> float | NDArray[Any]:
    """Return the magnitude of a quantity in the canonical `unit`: a number where it is one, or an array.

    Raises
    ------
    TextError
        If its unit is not known here, is another one in its own registry, or measures something else.

    Examples
    --------
    >>> of_quantity(quantity(25.0, "degC"), "K")
    298.15
    """
    names, ours = tuple(given.unit_items()), isinstance(given, registry().Quantity)
    if not ours:  # it may be of a registry of decimal numbers
        names = tuple((name, Fraction(power) if isinstance(power, Decimal) else power) for name, power in names)
    try:
        factor, offset = conversion(names, unit)
    except TextError as error:
        raise TextError(f"{given:~}", meaning.wanted(unit, where), error.mend) from None
    if not (ours or _agree(type(given), names)):
        raise TextError(f"{given:~}", meaning.wanted(unit, where), "its registry means something else by this unit")
    magnitude: float | NDArray[Any] = _double(given.magnitude)
    if offset:
        return magnitude * factor + offset
    return magnitude if factor == 1.0 else magnitude * factor  # an array is copied only where that changes it


def as_float(number: Any) -> float | None:
    """Return a single real number of Python as a float, infinity if it is beyond them; None for anything else.

    Examples
    --------
    >>> as_float(10**20), as_float(Decimal("0.5")), as_float(10**400), as_float(True), as_float("3")
    (1e+20, 0.5, inf, None, None)
    """
    if isinstance(number, bool) or not isinstance(number, Real | Decimal):
        return None
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # type: ignore[operator]


def _double(magnitude: Any) -> Any:
    """Return a magnitude in double precision: in fewer bits, or in integers, kernels would lose digits or overflow.

    What has no such number is left as it is, for whoever checks it.
    """
    if type(magnitude) is float:
        return magnitude
    dtype = getattr(magnitude, "dtype", None)
    if dtype is not None and magnitude.ndim:
        return magnitude.astype(float) if dtype.kind in "iuf" and dtype.char != "d" else magnitude
    number = as_float(magnitude)
    return magnitude if number is None else number


def answer(value: Num, unit: str, like: Sequence[Any] = ()) -> Quantity:
    """Return a value as a quantity of the first other registry in `like` that has its unit, else of our own.

    Examples
    --------
    >>> import pint
    >>> theirs = pint.UnitRegistry()
    >>> answer(2.0, "m", [theirs.Quantity(1, "s")]) + theirs.Quantity(1, "m")
    <Quantity(3.0, 'meter')>
    >>> answer(2.0, "token", [theirs.Quantity(1, "s")]).m_as("token")
    2.0
    """
    magnitude: Any = value
    if getattr(value, "ndim", None) == 0:
        magnitude = magnitude.item()  # a number of numpy is a number
    ours = registry().Quantity
    for given in like:
        if not isinstance(given, ours) and is_quantity(given) and _agree(type(given), measure(unit).names):
            theirs: Quantity = type(given)(magnitude, _container(unit))
            return theirs
    return ours(magnitude, _container(unit))


@lru_cache(maxsize=1024)
def _container(unit: str) -> Any:
    """Return a unit by its long names, as any registry of pint takes it."""
    from pint.util import UnitsContainer

    return UnitsContainer(dict(measure(unit).names))


# Whether a unit means the same in another registry, by its class of quantities, for as long as that lives.
_CHECKED: WeakKeyDictionary[Any, dict[Powers, bool]] = WeakKeyDictionary()


def _agree(theirs: Any, names: Powers) -> bool:
    """Tell whether another registry knows the unit, with our powers of length, time, mass and so on."""
    checked = _CHECKED.setdefault(theirs, {})
    if names not in checked:
        from pint.util import UnitsContainer

        ours = dict(measure_of(names).dimension)
        try:
            dimension = dict(theirs(1, UnitsContainer(dict(names))).dimensionality)
        except AttributeError:  # what pint raises for a name that is not defined
            return checked.setdefault(names, False)
        checked[names] = all(ours.get(base, 0) == dimension.get(base, 0) for base in _SI)
    return checked[names]
