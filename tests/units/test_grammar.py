"""The grammar alone: what a text says before any unit is looked up."""

import math
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from limits.errors import TextError
from limits.units.grammar import LONGEST, Reading, read, terms


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("700 W", (700.0, None, None, None, "W")),
        ("0.4", (0.4, None, None, None, "1")),
        ("1_000 J", (1000.0, None, None, None, "J")),
        ("0.06 .. 0.09 USD/kWh", (None, 0.06, 0.09, None, "USD/kWh")),
        ("0.06..0.09 USD / kWh", (None, 0.06, 0.09, None, "USD/kWh")),
        ("5 W .. 6 W", (None, 5.0, 6.0, None, "W")),
        ("5 W .. 6", (None, 5.0, 6.0, None, "W")),
        ("-5 .. -5 degC", (None, -5.0, -5.0, None, "degC")),
        ("650 [600 .. 700] W", (650.0, 600.0, 700.0, None, "W")),
        ("5 +/- 1 W", (5.0, None, None, 1.0, "W")),
        ("5±1 W", (5.0, None, None, 1.0, "W")),
        ("15.6T tokens", (15.6e12, None, None, None, "tokens")),
        ("128K token", (128e3, None, None, None, "token")),
        ("52.9M USD", (52.9e6, None, None, None, "USD")),
        ("52.9M dollar", (52.9e6, None, None, None, "dollar")),
        ("1.5k dollars", (1500.0, None, None, None, "dollars")),
        ("3B param", (3e9, None, None, None, "param")),
        ("2T tok", (2e12, None, None, None, "tok")),
        ("405B .. 410B parameter", (None, 405e9, 410e9, None, "parameter")),
        ("80B", (80.0, None, None, None, "B")),
        ("38 % .. 43 %", (None, 38.0, 43.0, None, "%")),
        ("-inf dB", (-math.inf, None, None, None, "dB")),
        ("3640 PFLOP/s-day", (3640.0, None, None, None, "PFLOP/s*day")),
        ("1 W·m**-2", (1.0, None, None, None, "W*m^-2")),
        ("1 m³/s²", (1.0, None, None, None, "m^3/s^2")),
        ("8930 tCO2eq", (8930.0, None, None, None, "t")),
        ("0.37 kg CO2e/kWh", (0.37, None, None, None, "kg/kWh")),
        ("514/544", (514 / 544, None, None, None, "1")),
        (" 1_0.5 / 3 ", (3.5, None, None, None, "1")),
        ("3 GPU·hours", (3.0, None, None, None, "GPU*hours")),  # a product, whose first name is then unknown
    ],
)
def test_what_a_text_says(text, reading):
    assert read(text) == Reading(*reading)


@pytest.mark.parametrize("digits", ["15.6", "0.1", "7", "1.7", "4.35", "123456.789"])
@pytest.mark.parametrize(("letter", "power"), [("K", 3), ("M", 6), ("B", 9), ("T", 12)])
def test_multipliers_round_once(digits, letter, power):
    assert read(f"{digits}{letter} token").value == float(f"{digits}e{power}")


@pytest.mark.parametrize("text", ["1/0", "0/3", "0/0", "5/0.0"])
def test_quotients_are_of_positive_numbers(text):
    with pytest.raises(TextError, match="both numbers of a quotient must be greater than 0"):
        read(text)


@pytest.mark.parametrize("text", ["1/2 J", "1/2/3", "-1/2", "1/-2", "1e3/7", "1/2 .. 3", "1/2 %", "5B/2"])
def test_quotients_stand_alone(text):
    with pytest.raises(TextError, match="stands alone, as in '514/544'"):
        read(text)


@given(st.decimals(0, 10**40, places=3), st.decimals(0, 10**30, places=2))
def test_quotients_are_rounded_once(over, under):
    over, under = (f"{abs(each):f}" for each in (over, under))
    if not (float(over) and float(under)):
        return
    value = read(f"{over}/{under}").value
    assert value == float(Fraction(over) / Fraction(under))
    assert value.exact == Fraction(over) / Fraction(under)


def test_a_long_quotient_is_refused_and_a_power_of_zero_is_not_worked_out():
    assert read("9" * 39 + "/" + "7" * 40).value == float(Fraction("9" * 39) / Fraction("7" * 40))
    with pytest.raises(TextError, match="80 characters"):
        read("9" * 40 + "/" + "7" * 40)
    assert read("0e999999999 W").value.exact == 0


@pytest.mark.parametrize(
    "text",
    [
        "1 J/",
        "J",
        "1 J^",
        "1 J^12",
        "1 a*b*c*d*e*f",
        "2 .. 1 W",
        "1 +/- 0 W",
        "3 [1 .. 2] W",
        "1 [1 +/- 2] W",
        "1 [2] W",
    ],
)
def test_what_is_no_quantity(text):
    with pytest.raises(TextError):
        read(text)


@given(st.text(max_size=2 * LONGEST))
@example("9" * 80)
@example("((((((((")
def test_any_text_is_read_or_refused_by_one_error(text):
    try:
        reading = read(text)
    except TextError as error:
        said = str(error)
    else:
        said = ""
        assert terms(reading.unit) is not None
        assert all(end is None or abs(end) < math.inf for end in reading[:4]) or text.strip() == "-inf dB"
    assert len(said) < 6 * LONGEST  # a hostile text cannot fill the screen
    assert "\n" not in said


def test_a_unit_has_at_most_80_characters():
    """Nothing is cut off: a unit is read to its end or refused."""
    assert terms("m" + " " * (LONGEST - 3) + "/s") == (("m", 1), ("s", -1))
    for spaces in (LONGEST - 2, LONGEST - 1, LONGEST, 10 * LONGEST):
        with pytest.raises(TextError, match="a unit has at most 80 characters"):
            terms("m" + " " * spaces + "/s")


@pytest.mark.parametrize("tail", ["x", "9", " ", "/J", ".. "])
def test_nothing_beyond_the_81st_character_matters(tail):
    """The messages are equal, so nothing further was looked at: the time does not grow with the text."""
    start = ("1 " + tail * LONGEST)[: LONGEST + 1]
    messages = set()
    for text in (start, start + tail * 10, start + "\0" * 1_000_000):
        with pytest.raises(TextError) as refused:
            read(text)
        messages.add(str(refused.value))
    assert len(messages) == 1


def test_terms_of_a_unit():
    assert terms("kg*m^2/s^3") == (("kg", 1), ("m", 2), ("s", -3))
    assert terms("1/s") == (("s", -1),)
    assert terms("W/m^-2") == (("W", 1), ("m", 2))
    assert terms("1") == ()
    with pytest.raises(TextError):
        terms("")


@pytest.mark.parametrize(
    "text",
    ["1 .. 2 .. 3 J", "1 .. 3 .. 2 J", "1 +/- 2 +/- 3 J", "1 +/- 2 .. 3 J", "1 .. 2 +/- 3 J", "1 .. 2 .. 3 .. 4"],
)
def test_more_than_two_ends_are_no_interval(text):
    with pytest.raises(TextError, match="give one quantity or one interval"):
        read(text)
