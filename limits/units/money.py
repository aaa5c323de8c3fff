"""Currencies: units of their own that do not convert into one another, since no exchange rate is a unit's business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits.errors import TextError
from limits.units.grammar import read, terms
from limits.units.table import measure_of

if TYPE_CHECKING:
    from limits.units.table import Powers

__all__ = ["CODES", "currency", "currency_of"]

CODES = {"[currency]": "USD", "[euro]": "EUR", "[franc]": "CHF", "[pound_sterling]": "GBP"}
"""The code of each currency, by its dimension in the table of units."""


def currency(dimension: Powers) -> str:
    """Return the currency that a dimension has, empty where it has none.

    Examples
    --------
    >>> from limits.units.table import measure
    >>> currency(measure("kEUR/kWh").dimension), currency(measure("J").dimension)
    ('EUR', '')
    """
    return next((CODES[base] for base, _ in dimension if base in CODES), "")


def currency_of(given: Any) -> str:
    """Return the currency in which somebody wrote a number, empty where it has none or cannot be read.

    Parameters
    ----------
    given
        A text, a value, a quantity of pint, a pair of a number and its unit, or a plain number.

    Examples
    --------
    >>> currency_of("0.25 EUR/kWh"), currency_of((2.0, "CHF/hour")), currency_of(3), currency_of("7 of them")
    ('EUR', 'CHF', '', '')
    """
    try:
        return currency(measure_of(_names(given)).dimension)
    except TextError:  # the reader of the number says what is wrong with it
        return ""


def _names(given: Any) -> Powers:
    if isinstance(given, str):
        return terms(read(given, counted=True).unit)
    if isinstance(given, tuple):
        given = given[-1]
        return terms(given) if isinstance(given, str) else ()
    if hasattr(given, "unit_items"):
        return tuple(given.unit_items())
    return terms(given.unit) if isinstance(getattr(given, "unit", None), str) else ()
