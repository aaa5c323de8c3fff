"""Within what a claim agrees with a law: what is, or was, known of the constants, and how they were rounded.

A number that was computed honestly can lie beyond the value of today: rounded, or with the constants of its time. So a
law's value widens, step by step, to an interval, and each step has a name.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.constants import CODATA2022, record
from limits.frozen import frozen
from limits.laws.claims.explanation import constants_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.constants import Constant
    from limits.laws.law import Law

__all__ = ["Reach", "reaches"]

_COVERAGE = 2.0  # standard uncertainties to each side
_TABLE = 5  # digits of a table of constants in a book; claims of more were computed with better ones

_ALSO_IN = {"J": {"eV": CODATA2022.e}}
"""Units in which a result is often printed, to three digits, before somebody converts that."""

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


@frozen
class Reach:
    """An interval in which a law's value may have been found; `within` says what it allows for."""

    within: str
    low: float
    high: float


def reaches(law: Law, values: Mapping[str, float], value: float, digits: int | None) -> Iterator[Reach]:
    """Yield where a law's value may have been found, the best known first.

    Its value, for the digits of the claim alone; an energy that was rounded to three digits in eV; its value with twice
    the standard uncertainties of constants that are not exact; with the constants of CODATA 2014 and twice theirs; and,
    for claims of at most five digits, with constants rounded or cut to five: so [lloyd2000]_ came to 5.4258e50
    operations per second of a kilogram.

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
    for unit, factor in _ALSO_IN.get(law.unit, {}).items():
        printed = float(f"{value / factor:.2e}") * factor
        yield Reach(f"within a rounding to three digits in {unit}", printed, printed)
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
