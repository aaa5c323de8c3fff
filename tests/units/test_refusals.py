"""What each kind of text that is no quantity is told, whole: the first hint that fits."""

import pytest

from limits.errors import TextError
from limits.units.grammar import LONGEST, Written, read, terms
from limits.units.table import measure

POINT = "write 1.5 with a point and 1_000 without a comma"
POWER = "write the power of ten without blanks and signs, as in 3.8e25"
BEGIN = "begin with the number"
QUOTIENT = "a quotient is of two plain numbers and stands alone, as in '514/544'"
DIGITS = "write digits on both sides of the point"
ORDER = "write the smaller end of the interval first, and a value between the ends"
LETTERS = (
    "K, M, B, T and their words multiply tokens, parameters, FLOP and money only; else write a prefix or a power of ten"
)
BRACKETS = "write it without brackets: 'J/bit/s' divides twice, '650 [600 .. 700] W' is an interval"
ELSE = "write a number and a unit, as in '700 W', or an interval, as in '0.1 .. 0.2 W'"
LETTER = "K, M, B and T are 1e3, 1e6, 1e9 and 1e12"
MONEY = "write money in USD, EUR, CHF or GBP, as in 10e6 USD: there are no exchange rates here"
RANGE = "the number is beyond the range of floating-point numbers"
TOLD = {
    "": "it is empty",
    "   ": "it is empty",
    "1,5 J": POINT,
    "J": BEGIN,
    "% 5": BEGIN,
    "nan": "only finite numbers can be used",
    "INF W": "only finite numbers can be used",
    "3.8 e25 FLOP": POWER,
    "3.8 x 10 J": POWER,
    "(1 J)": BRACKETS,
    "1 [2] W": "give one quantity or one interval",
    "1/2 J": QUOTIENT,
    "5K / 7": QUOTIENT,
    "1/0": "both numbers of a quotient must be greater than 0",
    "0/1": "both numbers of a quotient must be greater than 0",
    "1. J": DIGITS,
    ".5 J": DIGITS,
    "5 m2": "write powers as in 'm^2'",
    "5 /s": "write '5 1/s', not '5 /s'",
    "5/ s": "write '5 1/s', not '5 /s'",
    "5 kg m": "join the names of units with * or /",
    "5 !": ELSE,
    "2 .. 1 W": ORDER,
    "4 [1 .. 3] W": ORDER,
    "0.5 [1 .. 3] W": ORDER,
    "1 .. 2 .. 3 W": "give one quantity or one interval",
    "1 [2 +/- 3] W": "give one quantity or one interval",
    "1 +/- 0 W": "a standard deviation is positive; leave it out where nothing is uncertain",
    "1 +/- -1 W": "a standard deviation is positive; leave it out where nothing is uncertain",
    "1 W .. 2 J": "write one unit for both numbers",
    "1K token .. 2M token": "write the multiplier at both numbers",
    "1e3K token": "write either a power of ten or a multiplier",
    "5M J": LETTERS,
    "5 million J": LETTERS,
    "5 millions": "write the power of ten, 1e6, and a unit",
    "5 Thousand": "write the power of ten, 1e3, and a unit",
    "5 billion": "write the power of ten, 1e9, and a unit",
    "5 trillion": "write the power of ten, 1e12, and a unit",
    "5m USD": f"write M for it: {LETTER}",
    "5 mn USD": f"write M for it: {LETTER}",
    "5 mm token": f"write M for it: {LETTER}",
    "5G FLOP": f"write B for it: {LETTER}",
    "5bn USD": f"write B for it: {LETTER}",
    "5tn USD": f"write T for it: {LETTER}",
    "1e309 W": RANGE,
    "1e-400 W": RANGE,
    "0.1e-400 W": RANGE,
    "$5": "write '5 USD'",
    "5 $/h": "write '5 USD/h'",
    "€ 5k/day": "write '5k EUR/day'",
    "£5 million": "write '5 million GBP'",
    "¥5": MONEY,
    "5 $ each $": MONEY,
    "5 W\n": "write it on one line, in plain digits and letters",
    "5 Ω": "write it on one line, in plain digits and letters",
}


@pytest.mark.parametrize("text", TOLD)
def test_a_text_that_is_no_quantity_is_told_why(text):
    with pytest.raises(TextError) as refused:
        read(text, "a power")
    assert (refused.value.mend, str(refused.value).split("; ")[0].split(": wanted ")[1]) == (TOLD[text], "a power")


def test_a_text_of_80_characters_is_read_and_one_of_81_is_not():
    assert read("9" * (LONGEST - 2) + " W").unit == "W"
    assert LONGEST == 80
    with pytest.raises(TextError, match="a quantity has at most 80 characters"):
        read("9" * (LONGEST - 1) + " W")
    with pytest.raises(TextError, match="a quantity has at most 80 characters"):
        read("9 W" + " " * (LONGEST - 2))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7k token", 7e3), ("7K token", 7e3), ("7M token", 7e6), ("7B token", 7e9), ("7b token", 7e9),
        ("7T token", 7e12), ("7t token", 7e12), ("7 thousand token", 7e3), ("7 Million tokens", 7e6),
        ("7 billions USD", 7e9), ("7 TRILLION FLOP", 7e12), ("-7M USD", -7e6), ("0.0 W", 0.0), ("0e5 W", 0.0),
        ("-1e308 W", -1e308),
    ],
)  # fmt: skip
def test_a_multiplier_is_worth_its_power_of_ten(text, value):
    assert read(text).value == value


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("3 .. 3 W", (None, 3.0, 3.0, None)),
        ("3 [3 .. 5] W", (3.0, 3.0, 5.0, None)),
        ("5 [3 .. 5] W", (5.0, 3.0, 5.0, None)),
        ("4 [-3 .. 5] W", (4.0, -3.0, 5.0, None)),
        ("4 W [3 W .. 5 W]", (4.0, 3.0, 5.0, None)),
        ("4[3 W .. 5]", (4.0, 3.0, 5.0, None)),
        ("4 +/- 0.5 W", (4.0, None, None, 0.5)),
    ],
)
def test_a_number_and_its_ends(text, ends):
    assert read(text) == (*ends, "W")


def test_a_count_may_stand_alone_and_nothing_else_may():
    assert read("7B", counted=True) == (7e9, None, None, None, "1")
    assert read("7B .. 9B", counted=True) == (None, 7e9, 9e9, None, "1")
    assert read("7B") == (7.0, None, None, None, "B")
    assert read("7 B/s", counted=True) == (7.0, None, None, None, "B/s")


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("m/s/K", (("m", 1), ("s", -1), ("K", -1))),
        ("m*s/K^3", (("m", 1), ("s", 1), ("K", -3))),
        ("m^-2/s^-3", (("m", -2), ("s", 3))),
        ("1/m*s", (("m", -1), ("s", 1))),
        ("GPU-hours", (("hours", 1),)),
        ("kg CO2e / kWh", (("kg", 1), ("kWh", -1))),
        (" % ", (("%", 1),)),
        ("1", ()),
    ],
)
def test_names_and_powers_of_a_unit(unit, found):
    assert terms(unit) == found


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("", ELSE), ("m m", "join the names of units with * or /"), ("m2", "write powers as in 'm^2'"), ("2", ELSE),
    ],
)  # fmt: skip
def test_a_text_that_is_no_unit_is_told_why(unit, told):
    with pytest.raises(TextError) as refused:
        terms(unit)
    assert refused.value.mend == told


def test_what_was_written_is_still_known():
    assert (Written("0.1").exact, Written("3", "7").exact, Written("-0").exact) == (
        Written("1", "10").exact,
        Written("30", "70").exact,
        0,
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gb", "no unit is called 'gb', did you mean GB or Gb?"),
        ("dbm", "no unit is called 'dbm', did you mean dBm?"),
        ("DB", "no unit is called 'DB', did you mean dB?"),
        ("dBx", "decibels are read from texts and stand alone: '17.7 dB', '3 dBm', '-174 dBm/Hz'"),
        ("delta_degC", "delta_degC is a difference of temperatures: write '25 degC' or '298.15 K'"),
        ("tokn", "no unit is called 'tokn', did you mean token or tok?"),
        ("zzzzz", "no unit is called 'zzzzz'"),
        ("kmin", "no unit is called 'kmin'"),
        ("degC*m", "degC has a zero of its own: write K in products and quotients"),
        ("degC^2", "degC has a zero of its own: write K in products and quotients"),
    ],
)
def test_a_name_that_is_no_unit_is_told_the_nearest(name, told):
    with pytest.raises(TextError) as refused:
        measure(name)
    assert refused.value.mend.startswith(told)
