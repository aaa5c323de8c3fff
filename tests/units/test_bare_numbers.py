"""One rule for a number without its unit and for the field's notation, as a table: what it is read as, and where."""

from __future__ import annotations

import numpy as np
import pytest

from limits.errors import TextError
from limits.units import echo, magnitude, si
from limits.units.conversion import COUNTS, FIXED

READ = {  # text: number of whatever is counted
    "1e26": 1e26,
    "70B": 70e9,
    "70 B": 70e9,
    "70b": 70e9,
    "1.4T": 1.4e12,
    "1.4t": 1.4e12,
    "350M": 350e6,
    "128K": 128e3,
    "128k": 128e3,
    "10 million": 10e6,
    "10 Million": 10e6,
    "405 billion": 405e9,
    "15.6 trillion": 15.6e12,
    "2 thousand": 2e3,
    "2.5 millions": 2.5e6,
    "69B .. 71B": 70e9,
    "70 [69 .. 71]": 70.0,
    "5B +/- 1B": 5e9,
}
NAMED = {
    "405B parameter": ("parameter", 405e9),
    "405 B parameters": ("parameter", 405e9),
    "405 billion parameters": ("parameter", 405e9),
    "15.6T token": ("token", 15.6e12),
    "15.6t tokens": ("token", 15.6e12),
    "10 million USD": ("USD", 10e6),
    "10M dollars": ("USD", 10e6),
    "10 million EUR": ("EUR", 10e6),
    "7M CHF": ("CHF", 7e6),
    "2K GBP/hour": ("GBP/s", 2e3 / 3600),
    "7B FLOP": ("FLOP", 7e9),
    "6M token/day": ("token/s", 6e6 / 86400),
    "2K USD/hour": ("USD/s", 2e3 / 3600),
}
STRICT = {  # what the letters are wherever nothing is counted
    ("80B", "bit"): 640.0,
    ("80 B", "bit"): 640.0,
    ("80 b", "bit"): 80.0,
    ("300K", "K"): 300.0,
    ("300 K", "K"): 300.0,
    ("5 t", "kg"): 5000.0,
    ("8930 t CO2e", "kg"): 8930e3,
    ("5 t/year", "kg/s"): 5000.0 / 31557600,
    ("5 t / year", "kg/s"): 5000.0 / 31557600,
    ("3 K / W", "K/W"): 3.0,
    ("80 B / s", "bit/s"): 640.0,
}
REFUSED = [  # text, unit, what the message says
    ("700", "W", "700 W"),
    ("700K", "W", "this is temperature"),
    ("700 million", "W", "write the power of ten, 1e6, and a unit"),
    ("700 million W", "W", "prefix or a power of ten"),
    ("5M J", "J", "prefix or a power of ten"),
    ("5 M J", "J", "prefix or a power of ten"),
    ("70T", "bit", "no unit is called 'T'"),
    ("1e26", "bit", "a number needs its unit"),
    ("16K", "1", "a plain number"),
    ("5e14", "FLOP/s", "989 TFLOP/s"),
    ("2e11", "FLOP/J", "1.4 TFLOP/J"),
    ("1.9B", "nat/token", "1.8 nat/token"),
    ("70G", "parameter", "write B for it"),
    ("10m USD", "USD", "write M for it"),
    ("10bn USD", "USD", "write B for it"),
    ("1e3T", "token", "either a power of ten or a multiplier"),
    ("1.5 .. 1.8T", "token", "multiplier at both"),
    ("FLOP", "FLOP", "begin with the number"),
    ("parameter", "parameter", "begin with the number"),
    ("million USD", "USD", "begin with the number"),
    ("$10M", "USD", "write '10M USD'"),
    ("$ 10 million", "USD", "write '10 million USD'"),
    ("10$", "USD", "write '10 USD'"),
    ("$2/hour", "USD/s", "write '2 USD/hour'"),
    ("2 $/kWh", "USD/J", "write '2 USD/kWh'"),
    ("€10M", "USD", "write '10M EUR'"),
    ("£ 2/hour", "USD/s", "write '2 GBP/hour'"),
    ("¥10M", "USD", "no exchange rates"),
    ("10M EUR", "USD", "this is in EUR, and there are no exchange rates here: write it in USD"),
    ("0.2 CHF/kWh", "USD/J", "this is in CHF, and there are no exchange rates here"),
    ("10 $ or so $", "USD", "write money in USD"),
    ("3.8 e25", "FLOP", "as in 3.8e25"),
    ("3.8×10^25 FLOP", "FLOP", "as in 3.8e25"),
    ("10^25 FLOP", "FLOP", "as in 3.8e25"),
    ("10**25", "FLOP", "as in 3.8e25"),
    ("3.8 * 10^25", "FLOP", "as in 3.8e25"),
]


@pytest.mark.parametrize("unit", COUNTS)
@pytest.mark.parametrize(("text", "number"), READ.items())
def test_where_a_count_is_wanted_a_number_stands_alone(text, number, unit):
    assert si(text, unit).value == number
    assert si(text, "1", counted=True).value == number


@pytest.mark.parametrize(("text", "meaning"), NAMED.items())
def test_multipliers_before_what_is_counted(text, meaning):
    unit, number = meaning
    assert si(text, unit).value == pytest.approx(number, rel=1e-15, abs=0)


@pytest.mark.parametrize(("typed", "number"), STRICT.items())
def test_elsewhere_a_letter_is_a_unit(typed, number):
    assert si(*typed).value == pytest.approx(number, rel=1e-14, abs=0)


@pytest.mark.parametrize(("text", "unit", "says"), REFUSED)
def test_what_is_refused_says_how_to_write_it(text, unit, says):
    with pytest.raises(TextError) as refused:
        si(text, unit)
    assert says in str(refused.value)


@pytest.mark.parametrize("unit", sorted(FIXED))
def test_plain_numbers_of_python_follow_the_same_rule(unit):
    assert si(1.5, unit).value == 1.5
    assert magnitude(1.5, unit) == 1.5
    assert magnitude(np.array([1.5, 2.0]), unit).tolist() == [1.5, 2.0]


@pytest.mark.parametrize("unit", ["J", "W", "s", "bit", "K", "FLOP/s", "bit/token", "m"])
def test_where_several_units_are_in_use_a_number_needs_its_own(unit):
    for read in (si, magnitude):
        for number in (1.5, "1.5"):
            with pytest.raises(TextError, match="a number needs its unit"):
                read(number, unit)


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("70B", "parameter", "7e10 parameter"),
        ("1e26", "FLOP", "1e26 FLOP"),
        ("405853388800", "parameter", "4.058533888e11 parameter"),
        ("10 million", "USD", "1e7 USD"),
        ("69B .. 71B", "token", "6.9e10 .. 7.1e10 token"),
        ("5B +/- 1B", "token", "5e9 +/- 1e9 token"),
        ("1.95", "nat/token", "1.95 nat/token"),
        ("16K", "1", "16000"),
        ("405B parameter", "parameter", ""),
        ("10 million USD", "USD", ""),
        ("0.4", "1", ""),
        ("1e4", "1", ""),
        ("40 %", "1", ""),
        ("700 W", "W", ""),
    ],
)
def test_what_a_text_does_not_say_is_echoed(text, unit, said):
    assert echo(text, si(text, unit, counted=True)) == said


def test_ratios_of_powers_are_said_in_both_ways():
    assert echo("20", si("20", "1"), level=True) == "13.0 dB"
    assert echo("0", si("0", "1"), level=True) == "-inf dB"
    assert echo("17.7 dB", si("17.7 dB", "1"), level=True) == "58.88"
    assert echo("10 dB .. 20 dB", si("10 dB .. 20 dB", "1"), level=True) == "10 .. 100"
    assert echo("40 %", si("40 %", "1"), level=True) == ""
