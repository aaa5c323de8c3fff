"""A number with its unit, its interval and its past: one record for all rooms, and nothing in it to be parsed."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from limits.errors import InputError, Problem, UnitMismatchError, shown
from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.typing import Quantity

__all__ = ["GIVEN", "Origin", "OriginKind", "Value"]


class OriginKind(StrEnum):
    """Where a number or a text comes from."""

    GIVEN = "given"  # the run states it
    CATALOGUE = "catalogue"  # a row of the catalogue, by a name that the run states
    DERIVED = "derived"  # arithmetic on other numbers of the run
    CONVENTION = "convention"  # a choice of words, such as what a FLOP erases
    DEFAULT = "default"  # nobody stated it


@frozen
class Origin:
    """The past of a number: what is said about it in words is made from these parts, and never the other way round.

    Parameters
    ----------
    kind
        Given, from the catalogue, derived, a convention or a default.
    how
        The formula of what is derived, the reason of a default, the name of a convention.
    row
        Row of the catalogue, where one was read.
    doubts
        What speaks against the number: `recalled`, `unverified`, `third-party estimate`.
    sources
        Who says so, for a default: keys of the bibliography or names.
    needs
        Names of the fields from which it was derived.
    unstated
        Whether it rests on a choice that nobody made: a convention that was taken by default.
    reported
        Whether the row says what was read off the thing itself, and not what a data sheet promises of it.

    Examples
    --------
    >>> str(Origin(OriginKind.DERIVED, how="6 N D"))
    'derived: 6 N D'
    >>> str(Origin(OriginKind.CATALOGUE, row="gpt-4", doubts=("third-party estimate",)))
    'catalogue: gpt-4 (third-party estimate)'
    """

    kind: OriginKind
    how: str = ""
    row: str = ""
    doubts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unstated: bool = False
    reported: bool = False

    @property
    def assumed(self) -> bool:
        """Whether nobody stated it: a default, or what rests on a choice that nobody made."""
        return self.kind is OriginKind.DEFAULT or self.unstated

    @property
    def why(self) -> str:
        """The reason or the formula, with who says so and what speaks against it."""
        sources = f" [{', '.join(self.sources)}]" if self.sources else ""
        doubts = f" ({', '.join(self.doubts)})" if self.doubts else ""
        if self.kind is OriginKind.DERIVED and self.row:
            return f"{self.how}, catalogue: {self.row}{doubts}"
        reported = ", as reported" if self.reported else ""
        return f"{self.how or self.row}{reported}{sources}{doubts}"

    def __str__(self) -> str:
        return f"{self.kind}: {self.why}" if self.how or self.row else str(self.kind)


GIVEN = Origin(OriginKind.GIVEN)
"""The origin of whatever a run states itself."""


@frozen
class Value:
    """A number in a unit, with what is known of its uncertainty and where it comes from.

    Numbers of different units are neither added nor compared; `quantity` hands over to pint, which calculates with
    units, and `value` is the plain number. What has unit 1 calculates like the plain number that it is. Two values are
    equal where all their parts are.

    Parameters
    ----------
    value
        The number; of an interval, its centre.
    unit
        Canonical unit.
    low, high
        Ends of a stated interval, or the 5 and 95 % points of a computed one; both None without interval.
    sigma
        Stated standard deviation, else None.
    origin
        Its past, where it has one.

    Examples
    --------
    >>> energy = Value(3.6e12, "J", low=3.2e12, high=4.0e12)
    >>> print(energy.to("GWh"))
    1 GWh [0.888889 .. 1.11111]
    >>> energy < Value(1.0, "bit")
    Traceback (most recent call last):
    limits.errors.UnitMismatchError: cannot compare J and bit: convert with .to() and take .value, or use .quantity
    >>> Value(7.5, "1") - 7
    0.5
    """

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    sigma: float | None = None
    origin: Origin | None = None

    def __post_init__(self) -> None:
        """Refuse what is no number, and ends that are crossed."""
        if not isinstance(self.value, int | float):
            raise InputError("Value", [Problem("value", shown(self.value), "a number")])
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InputError("Value", [Problem("low", f"{self.low:g} above {self.high:g}", "the lower end first")])
        if self.sigma is not None and self.sigma < 0.0:
            raise InputError(
                "Value", [Problem("sigma", f"{self.sigma:g}", "a standard deviation, which is not negative")]
            )

    @property
    def quantity(self) -> Quantity:
        """The number with its unit, as a quantity of pint."""
        from limits.units import quantity

        return quantity(self.value, self.unit)

    @property
    def kind(self) -> OriginKind | None:
        """Where it comes from; None where that is not known."""
        return None if self.origin is None else self.origin.kind

    @property
    def assumed(self) -> bool:
        """Whether nobody stated it (`Origin.assumed`)."""
        return self.origin is not None and self.origin.assumed

    @property
    def uncertain(self) -> bool:
        """Whether anything was said about the uncertainty of this number."""
        return self.sigma is not None or (self.low is not None and self.low != self.high)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval, or None where there is none."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the interval; where there is no end, the number itself."""
        return (self.value if self.low is None else self.low, self.value if self.high is None else self.high)

    def to(self, unit: str) -> Value:
        """Return the same number in another unit, its interval and deviation with it.

        Raises
        ------
        TextError
            If the unit is unknown or measures something else, with what to do about it.
        """
        from limits.units import rescaled

        return rescaled(self, unit)

    def moved(self, origin: Origin) -> Value:
        """Return the same number with another past."""
        return replace(self, origin=origin)

    def __float__(self) -> float:
        return float(self.value)  # somebody may have made it of an integer

    def __round__(self, digits: int | None = None) -> float:
        """Round the plain number."""
        return round(self.value, digits)

    def __format__(self, spec: str) -> str:
        """Write the plain number to the digits asked for; without a format, as `str` does."""
        return format(self.value, spec) if spec else str(self)

    def __str__(self) -> str:
        unit = "" if self.unit == "1" else f" {self.unit}"
        if self.sigma is not None:
            return f"{self.value:g} +/- {self.sigma:g}{unit}"
        ends = self.interval
        return f"{self.value:g}{unit}" + (f" [{ends[0]:g} .. {ends[1]:g}]" if ends else "")

    def __bool__(self) -> NoReturn:
        """Refuse: zero is a number that is known, and a test for None must say so."""
        raise TypeError("a Value is neither true nor false: ask `is None`, or compare its .value")

    def _compared(self, other: object, compare: Callable[[float, float], bool]) -> bool:
        if isinstance(other, Value) and other.unit == self.unit:
            return compare(self.value, other.value)
        return compare(*self._plain("compare", other))

    def __lt__(self, other: object) -> bool:
        return self._compared(other, lambda a, b: a < b)

    def __le__(self, other: object) -> bool:
        return self._compared(other, lambda a, b: a <= b)

    def __gt__(self, other: object) -> bool:
        return self._compared(other, lambda a, b: a > b)

    def __ge__(self, other: object) -> bool:
        return self._compared(other, lambda a, b: a >= b)

    def _alone(self, what: str) -> float:
        """Return the number for arithmetic, which is left to pint where there is a unit."""
        if self.unit != "1":
            raise UnitMismatchError(what, self.unit)
        return self.value

    def _plain(self, what: str, other: object) -> tuple[float, float]:
        """Return both numbers for arithmetic, which is left to pint where either has a unit."""
        unit = other.unit if isinstance(other, Value) else "1"
        if self.unit != "1" or unit != "1":
            raise UnitMismatchError(what, self.unit, unit)
        if not isinstance(other, Value | int | float):
            raise TypeError(f"cannot {what} a Value and {type(other).__name__}")
        return self.value, float(other)

    def __add__(self, other: float | Value) -> float:
        own, others = self._plain("add", other)
        return own + others

    def __sub__(self, other: float | Value) -> float:
        own, others = self._plain("subtract", other)
        return own - others

    def __rsub__(self, other: float) -> float:
        own, others = self._plain("subtract", other)
        return others - own

    def __mul__(self, other: float | Value) -> float:
        own, others = self._plain("multiply", other)
        return own * others

    def __truediv__(self, other: float | Value) -> float:
        own, others = self._plain("divide", other)
        return own / others

    def __rtruediv__(self, other: float) -> float:
        own, others = self._plain("divide", other)
        return others / own

    def __pow__(self, other: float) -> float:
        own, others = self._plain("take a power of", other)
        return float(own**others)

    def __rpow__(self, other: float) -> float:
        own, others = self._plain("take a power of", other)
        return float(others**own)

    def __neg__(self) -> float:
        return -self._alone("negate")

    def __abs__(self) -> float:
        return abs(self._alone("take the size of"))

    __radd__ = __add__
    __rmul__ = __mul__
