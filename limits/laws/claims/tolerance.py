"""Within what a claim agrees with a law: the digits it is written in, and what is, or was, known of the constants.

A number that was computed honestly can lie beyond the value of today: rounded, or with the constants of its time. So a
law's value widens, step by step, to an interval, and each step has a name.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.constants import CODATA2022, record
from limits.errors import InputError
from limits.laws.claims.explanation import constants_of
from limits.laws.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.constants import Constant
    from limits.laws.law import Law

__all__ = ["Claim", "Reach", "reaches", "read_claim"]

_NUMBER = re.compile(r"(\s*[+-]?)(\d+(?:_\d+)*(?:\.\d+)?)(.*)", re.DOTALL)
_QUOTIENT = re.compile(r"\s*/\s*\d.*", re.DOTALL)  # behind a number
_EXACT = 1e-12  # relative difference that is rounding of floats, not a claim
_LARGEST = 0.05  # relative, of rounding: two digits never need more, one digit would reach 50 %
_COVERAGE = 2.0  # standard uncertainties to each side
_TABLE = 5  # digits of a table of constants in a book; claims of more were computed with better ones

_CODATA2014 = {  # value and standard uncertainty [mohr2016]_; c was exact, ln 2 is mathematics
    "k_B": (1.38064852e-23, 0.00000079e-23),
    "h": (6.626070040e-34, 0.000000081e-34),
    "hbar": (1.054571800e-34, 0.000000013e-34),
    "e": (1.6021766208e-19, 0.0000000098e-19),
    "N_A": (6.022140857e23, 0.000000074e23),
    "G": (6.67408e-11, 0.00031e-11),
    "m_e": (9.10938356e-31, 0.00000011e-31),
    "sigma_SB": (5.670367e-8, 0.000013e-8),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed result.

    Attributes
    ----------
    value
        The number, in the law's unit.
    low, high
        Ends of the numbers that are written like it.
    digits
        Significant digits in which it is written; None for a quotient, which is exact.
    """

    value: float
    low: float
    high: float
    digits: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """An interval in which a law's value may have been found; `within` says what it allows for."""

    within: str
    low: float
    high: float


def read_claim(law: Law, claim: str) -> Claim:
    """Read a claimed result with its unit.

    It counts as rounded to the digits that it has, half a unit of the last one to each side but at most 5 % of it, so
    that a single digit does not excuse everything. A quotient such as ``514/544`` and zero are exact.

    Raises
    ------
    InputError
        If it cannot be used as the law's result.

    Examples
    --------
    >>> from limits import laws
    >>> claim = read_claim(laws.landauer, "2.87e-21 J")
    >>> f"{claim.low:.3e} {claim.high:.3e} {claim.digits}"
    '2.865e-21 2.875e-21 3'
    >>> claim = read_claim(laws.carnot, "1/2")
    >>> claim.digits, claim.high - claim.low < 1e-11
    (None, True)
    """
    value = _in_si(law, claim)
    parts = _NUMBER.fullmatch(claim)
    if parts is None or value == 0.0 or _QUOTIENT.fullmatch(parts[3]):  # nobody rounds to nothing
        return Claim(value, value * (1.0 - _EXACT), value * (1.0 + _EXACT), None)
    sign, written, rest = parts.groups()
    number = Decimal(written.replace("_", ""))
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    ends = []
    for moved in (max(number - half, Decimal(0)), number + half):
        try:
            ends.append(_in_si(law, f"{sign}{moved:f}{rest}"))
        except InputError:  # beyond the domain, or too long: the claim itself stands
            ends.append(value)
    low, high = max(min(ends), value * (1.0 - _LARGEST)), min(max(ends), value * (1.0 + _LARGEST))
    return Claim(value, low * (1.0 - _EXACT), high * (1.0 + _EXACT), len(number.as_tuple().digits))


def reaches(law: Law, values: Mapping[str, float], value: float, digits: int | None) -> Iterator[Reach]:
    """Yield where a law's value may have been found, the best known first; every interval holds the value itself.

    Its value, for the digits of the claim alone; with twice the standard uncertainties of constants that are not exact;
    with the constants of CODATA 2014 and twice theirs; and, for claims of at most five digits, with constants rounded
    or cut to five: so [lloyd2000]_ came to 5.4258e50 operations per second of a kilogram.

    Parameters
    ----------
    law
        The law.
    values
        Its inputs in SI.
    value
        What it gives for them.
    digits
        Significant digits of the claim, None where it is exact.

    Examples
    --------
    >>> from limits import laws
    >>> within = reaches(laws.schwarzschild, {"mass": 1.0}, laws.schwarzschild.kernel(1.0), 6)
    >>> [f"{reach.within}: {reach.high / reach.low - 1:.1e}" for reach in within]
    ['within its digits: 0.0e+00', 'within twice the uncertainty of G: 9.0e-05', \
'within twice the uncertainties of CODATA 2014: 1.9e-04']
    """
    yield Reach("within its digits", value, value)
    names = constants_of(law, values)
    now = [each for each in map(record, names) if each.uncertainty]
    if now:
        within = f"within twice the uncertainty of {' and '.join(each.name for each in now)}"
        yield _hull(within, value, _uncertain(law, values, now, value))
    then = [_of_2014(name) for name in names if name in _CODATA2014]
    if then:
        old = _with(law, values, {each.name: each.value for each in then})
        yield _hull("within twice the uncertainties of CODATA 2014", value, _uncertain(law, values, then, old))
    if names and digits is not None and digits <= _TABLE:
        rounded = [_with(law, values, table) for table in _tables(names)]
        yield _hull("within the rounding of constants to five digits", value, rounded)


def _in_si(law: Law, claim: str) -> float:
    return float(read(f"{law.key}, claim", (law.output,), {law.result: claim})[law.result])


def _hull(within: str, value: float, others: list[float]) -> Reach:
    values = [value, *(other for other in others if np.isfinite(other))]
    return Reach(within, min(values), max(values))


def _uncertain(law: Law, values: Mapping[str, float], constants: list[Constant], middle: float) -> list[float]:
    """Return the ends of what a law gives with some constants: what each does to it, added up."""
    centre = {each.name: each.value for each in constants}
    moved = [
        abs(_with(law, values, {**centre, each.name: each.value + _COVERAGE * each.uncertainty}) - middle)
        for each in constants
    ]
    return [middle - sum(moved), middle + sum(moved)]


@np.errstate(all="ignore")
def _with(law: Law, values: Mapping[str, float], constants: Mapping[str, float]) -> float:
    """Return what a law gives with some constants put in the place of today's."""
    changed: dict[str, Any] = dict(constants)
    return float(law.unchecked({**values, "const": replace(CODATA2022, **changed)}))


def _of_2014(name: str) -> Constant:
    value, uncertainty = _CODATA2014[name]
    return replace(record(name), value=value, uncertainty=uncertainty, source="mohr2016")


def _tables(names: tuple[str, ...]) -> Iterator[dict[str, float]]:
    """Yield constants as tables of few digits have them, h from the table, or from its hbar."""
    for rounding in (ROUND_HALF_EVEN, ROUND_DOWN):
        table = {name: _short(name, rounding) for name in names}
        for h in (_short("h", rounding), 2.0 * math.pi * _short("hbar", rounding)):
            yield {**table, "h": h, "hbar": h / (2.0 * math.pi)}


def _short(name: str, rounding: str) -> float:
    """Return a constant as a table of few digits has it."""
    return float(Context(prec=_TABLE, rounding=rounding).create_decimal(repr(record(name).value)))
