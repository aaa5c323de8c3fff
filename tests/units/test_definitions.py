"""What each unit and prefix is worth, written out a second time from the definitions, in bases of SI and of counts.

SI Brochure, 9th edition (2019); NIST Special Publication 811, appendix B; IEC 80000-13 (binary prefixes).
"""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from limits.errors import TextError
from limits.units import si
from limits.units.table import measure, spellings

DECIMAL = {
    "q": -30, "r": -27, "y": -24, "z": -21, "a": -18, "f": -15, "p": -12, "n": -9, "u": -6, "µ": -6, "μ": -6, "m": -3,
    "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "Z": 21, "Y": 24, "R": 27, "Q": 30,
}  # fmt: skip
BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
L, T, M, CURRENT, TEMPERATURE, SUBSTANCE = "[length]", "[time]", "[mass]", "[current]", "[temperature]", "[substance]"
BIT, OP = "[information]", "[operation]"
KG = 1000  # the file's base of mass is the gram
ENERGY, POWER = ((L, 2), (M, 1), (T, -2)), ((L, 2), (M, 1), (T, -3))
VOLTAGE, OHM = ((CURRENT, -1), *POWER), ((CURRENT, -2), *POWER)
MEASURES = {  # that take every decimal prefix
    "m": (1, ((L, 1),)), "s": (1, ((T, 1),)), "g": (1, ((M, 1),)), "A": (1, ((CURRENT, 1),)),
    "K": (1, ((TEMPERATURE, 1),)), "mol": (1, ((SUBSTANCE, 1),)), "tonne": (1000 * KG, ((M, 1),)),
    "Hz": (1, ((T, -1),)), "N": (KG, ((L, 1), (M, 1), (T, -2))), "Pa": (KG, ((L, -1), (M, 1), (T, -2))),
    "J": (KG, ENERGY), "W": (KG, POWER), "C": (1, ((CURRENT, 1), (T, 1))), "V": (KG, VOLTAGE), "ohm": (KG, OHM),
    "eV": ("1.602176634e-16", ENERGY), "erg": ("1e-4", ENERGY), "Wh": (3600 * KG, ENERGY), "cal": ("4184", ENERGY),
    "L": ("0.001", ((L, 3),)),
}  # fmt: skip
COUNTS = {  # that take the prefixes above one, decimal and binary
    "bit": (1, ((BIT, 1),)), "b": (1, ((BIT, 1),)), "B": (8, ((BIT, 1),)), "byte": (8, ((BIT, 1),)),
    "Sh": (1, ((BIT, 1),)), "bps": (1, ((BIT, 1), (T, -1))), "Bps": (8, ((BIT, 1), (T, -1))),
    "FLOP": (1, ((OP, 1),)), "FLOPS": (1, ((OP, 1), (T, -1))), "OP": (1, ((OP, 1),)), "token": (1, (("[token]", 1),)),
    "parameter": (1, (("[parameter]", 1),)), "symbol": (1, (("[symbol]", 1),)), "Bd": (1, (("[symbol]", 1), (T, -1))),
    "USD": (1, (("[currency]", 1),)), "EUR": (1, (("[euro]", 1),)), "CHF": (1, (("[franc]", 1),)),
    "GBP": (1, (("[pound_sterling]", 1),)),
}  # fmt: skip
PLAIN = {  # that take none
    "min": (60, ((T, 1),)), "h": (3600, ((T, 1),)), "hr": (3600, ((T, 1),)), "d": (86400, ((T, 1),)),
    "week": (604800, ((T, 1),)), "a": (31557600, ((T, 1),)), "yr": (31557600, ((T, 1),)), "cm": ("0.01", ((L, 1),)),
    "in": ("0.0254", ((L, 1),)), "ft": ("0.3048", ((L, 1),)), "mi": ("1609.344", ((L, 1),)),
    "t": (1000 * KG, ((M, 1),)),
    "lb": ("453.59237", ((M, 1),)), "%": ("0.01", ()), "PF": ("1e15", ((OP, 1), (T, -1))),
    "MT": (10**6, ((BIT, 1),)), "GT": (10**9, ((BIT, 1),)),
}  # fmt: skip
FARAD = (Fraction(1, KG), (("[current]", 2), (L, -2), (M, -1), (T, 4)))


def worth(unit):
    found = measure(unit)
    return found.factor, found.dimension


@pytest.mark.parametrize("unit", [*MEASURES, *COUNTS, *PLAIN])
def test_a_unit_is_worth_what_its_definition_says(unit):
    factor, dimension = (MEASURES | COUNTS | PLAIN)[unit]
    assert worth(unit) == (Fraction(factor), tuple(sorted(dimension)))
    assert measure(unit).offset == 0


def test_a_nat_is_the_information_of_one_over_the_logarithm_of_two():
    assert float(measure("nat").factor) == pytest.approx(1 / math.log(2), rel=1e-15, abs=0)
    assert measure("nat").dimension == ((BIT, 1),)


@pytest.mark.parametrize("unit", MEASURES)
def test_a_measure_takes_every_decimal_prefix(unit):
    factor, dimension = MEASURES[unit]
    for prefix, power in DECIMAL.items():
        if f"{prefix}{unit}" not in ("min", "mmi", "cd", "Pa", "fT", "ft"):
            assert worth(prefix + unit) == (Fraction(factor) * Fraction(10) ** power, tuple(sorted(dimension)))


@pytest.mark.parametrize("unit", COUNTS)
def test_a_count_takes_the_prefixes_above_one(unit):
    factor, dimension = COUNTS[unit]
    for prefix, power in DECIMAL.items():
        if power > 0:
            assert worth(prefix + unit) == (Fraction(factor) * Fraction(10) ** power, tuple(sorted(dimension)))
        elif prefix + unit not in dict(spellings()):
            with pytest.raises(TextError):
                measure(prefix + unit)
    for prefix, power in BINARY.items():
        assert worth(prefix + unit) == (Fraction(factor) * 2**power, tuple(sorted(dimension)))


def test_a_farad_takes_the_prefixes_below_one():
    for prefix, power in DECIMAL.items():
        if power < 0:
            assert worth(f"{prefix}F") == (FARAD[0] * Fraction(10) ** power, tuple(sorted(FARAD[1])))
        elif prefix != "P":  # the petaflop per second of a PF-day
            with pytest.raises(TextError):
                measure(f"{prefix}F")


@pytest.mark.parametrize("unit", [unit for unit in PLAIN if unit not in ("a", "t", "d", "h", "in")])
def test_what_is_plain_takes_no_prefix(unit):
    for prefix in (*DECIMAL, *BINARY):
        if prefix + unit not in dict(spellings()):
            with pytest.raises(TextError):
                measure(prefix + unit)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("25 degC", "K", 298.15), ("-40 degF", "K", 233.15), ("68 degF", "K", 293.15),
        ("17.7 dB", "1", 58.88436553555889),
        ("3 dBm", "W", 1.9952623149688795e-3), ("-10 dBW", "W", 0.1), ("-174 dBm/Hz", "W/Hz", 3.981071705534985e-21),
        ("-inf dB", "1", 0.0), ("1 kWh", "J", 3.6e6), ("2 TiB", "bit", 2**44), ("400 Gb/s", "bit/s", 4e11),
        ("7 PF-day", "FLOP", 7 * 86400e15), ("0.37 kgCO2e/kWh", "kg/J", 0.37 / 3.6e6), ("11 GPU-hours", "s", 39600.0),
        ("2.3 EUR/hour", "EUR/s", 2.3 / 3600), ("1.29 L/kWh", "m^3/J", 1.29e-3 / 3.6e6), ("12 %", "1", 0.12),
        ("70B parameter", "parameter", 7e10), ("1.5 million USD", "USD", 1.5e6), ("514/544", "1", 514 / 544),
        ("3 nat/token", "bit/token", 3 / math.log(2)),
    ],
)  # fmt: skip
def test_a_text_in_the_unit_that_is_wanted(text, unit, value):
    assert si(text, unit).value == pytest.approx(value, rel=4e-16, abs=0)


@pytest.mark.parametrize(
    ("text", "unit", "ends"),
    [
        ("0.06 .. 0.09 USD/kWh", "USD/J", (0.06 / 3.6e6, 0.09 / 3.6e6)), ("10 .. 30 degC", "K", (283.15, 303.15)),
        ("10 .. 20 dB", "1", (10.0, 100.0)), ("650 [600 .. 700] W", "W", (600.0, 700.0)),
        ("1.3T .. 1.5T token", "token", (1.3e12, 1.5e12)),
    ],
)  # fmt: skip
def test_an_interval_in_the_unit_that_is_wanted(text, unit, ends):
    found = si(text, unit)
    assert (found.low, found.high) == pytest.approx(ends, rel=4e-16, abs=0)
    assert found.low < found.value < found.high
    assert found.sigma is None
    spread = si("5 +/- 1.5 kW", "W")
    assert (spread.value, spread.sigma, spread.low, spread.high) == (5000.0, 1500.0, None, None)
    assert si("25 +/- 2 degC", "K").sigma == 2.0
    assert si("68 +/- 9 degF", "K").sigma == pytest.approx(5.0, rel=1e-15, abs=0)
