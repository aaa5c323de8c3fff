"""How a number was read, said whole: its digits, its power of ten, its interval, its decibels."""

import pytest

from limits.units import decibels, echo, si
from limits.value import Value


@pytest.mark.parametrize(
    ("given", "unit", "said"),
    [
        ("123456", "token", "123456 token"),  # six signs are written plainly
        ("1234567", "token", "1.234567e6 token"),
        ("12345.6", "token", "1.23456e4 token"),
        ("1000000", "token", "1e6 token"),
        ("100000", "token", "100000 token"),
        ("1e16", "token", "1e16 token"),
        ("1.5e-7", "USD", "1.5e-7 USD"),
        ("0.0625", "nat/token", "0.0625 nat/token"),
        ("123456789012", "FLOP", "1.23456789012e11 FLOP"),
        ("1234567890123", "FLOP", "1.23456789012e12 FLOP"),  # twelve digits
        ("3K [2K .. 5K]", "EUR", "2000 .. 5000 EUR"),
        ("3e-5", "USD", "3e-5 USD"),
        ("30K +/- 2K", "CHF", "30000 +/- 2000 CHF"),
        (70_000_000_000, "parameter", "7e10 parameter"),
        (2.5, "GBP", "2.5 GBP"),
        (0.4, "1", ""),
        ("0.4", "1", ""),
        ("3E4", "1", ""),
        ("16k", "1", "16000"),
        ("16K .. 32K", "1", "16000 .. 32000"),
        ("16 thousand", "1", "16000"),
        ("40 %", "1", ""),
        ("2 kUSD", "USD", ""),
        ("7 FLOP", "FLOP", ""),
        ("5 kW", "W", ""),
        ("80 GB", "bit", ""),
        (("7e9", "token"), "token", ""),
        (None, "token", ""),
    ],
)
def test_what_is_not_said_is_said(given, unit, said):
    value = si(given, unit, counted=True) if isinstance(given, str | int | float) else Value(7e9, unit)
    assert echo(given, value) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("30", "14.8 dB"),
        (30.0, "14.8 dB"),
        (7, "8.5 dB"),
        ("0.5", "-3.0 dB"),
        ("13 dB", "19.95"),
        ("40 dB", "1e4"),
        ("61 dB", "1.259e6"),
        ("10 dB .. 13 dB", "10 .. 19.95"),
        ("10 .. 1000", "20.0 dB"),  # the centre
        ("50 %", ""),
        ("-inf dB", "0"),
    ],
)
def test_a_ratio_of_powers_is_said_in_the_other_way(given, said):
    assert echo(given, si(given, "1"), level=True) == said


@pytest.mark.parametrize(
    ("ratio", "decimals", "said"),
    [
        (30.0, 1, "14.8 dB"),
        (30.0, 3, "14.771 dB"),
        (0.03, 2, "-15.23 dB"),
        (1e-300, 0, "-3000 dB"),
        (0.0, 1, "-inf dB"),
        (-1.0, 1, "-inf dB"),
    ],
)
def test_decibels(ratio, decimals, said):
    assert decibels(ratio, decimals) == said
    assert decibels(30.0) == "14.8 dB"
