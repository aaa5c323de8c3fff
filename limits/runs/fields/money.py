"""Money: fields that are stated in one of several currencies, between which nothing converts."""

from __future__ import annotations

CURRENCIES = ("USD", "EUR", "CHF", "GBP")
"""In which money may be stated; the first is the one in which the tables of fields write it."""


def in_currency(unit: str, currency: str) -> str:
    """Return a unit of money in another currency.

    Examples
    --------
    >>> in_currency("USD/J", "EUR"), in_currency("W", "EUR")
    ('EUR/J', 'W')
    """
    return "/".join(currency if part in CURRENCIES else part for part in unit.split("/"))


def currency_in(unit: str) -> str:
    """Return the currency of a unit, empty where it is not one of money.

    Examples
    --------
    >>> currency_in("EUR/J"), currency_in("W")
    ('EUR', '')
    """
    return next((part for part in unit.split("/") if part in CURRENCIES), "")
