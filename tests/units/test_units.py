"""Units and their grammar: what texts mean, what is refused, and whose registry answers."""

import math
import subprocess
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pint
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from limits.errors import TextError
from limits.units import answer, magnitude, parse, quantity, registry, rescaled, si
from limits.units.grammar import LONGEST, read
from limits.value import Value

ROWS = tomllib.loads((Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8"))["row"]
STOCK = pint.UnitRegistry(cache_folder=None)

MEANINGS = {  # text, canonical unit, factor by hand
    "1 GB/s": ("bit/s", 8e9),
    "1 GiB": ("bit", 8 * 2**30),
    "1 Gib": ("bit", 2**30),
    "1 kB": ("bit", 8e3),
    "1 TB": ("bit", 8e12),
    "1 Gbit/s": ("bit/s", 1e9),
    "1 shannon": ("bit", 1),
    "1 TFLOP": ("FLOP", 1e12),
    "1 TOP": ("FLOP", 1e12),
    "1 PFLOPS": ("FLOP/s", 1e15),
    "1 TFLOP/s": ("FLOP/s", 1e12),
    "1 EFLOP/s": ("FLOP/s", 1e18),
    "1 GHz": ("Hz", 1e9),
    "1 pJ/bit": ("J/bit", 1e-12),
    "1 pJ/byte": ("J/bit", 1.25e-13),
    "1 kWh": ("J", 3.6e6),
    "1 GWh": ("J", 3.6e12),
    "1 eV": ("J", 1.602176634e-19),
    "1 erg": ("J", 1e-7),
    "1 erg/s": ("W", 1e-7),
    "1 cal": ("J", 4.184),
    "1 tonne": ("kg", 1e3),
    "1 lb": ("kg", 0.45359237),
    "1 inch": ("m", 0.0254),
    "1 foot": ("m", 0.3048),
    "1 mile": ("m", 1609.344),
    "1 year": ("s", 31557600),
    "1 day": ("s", 86400),
    "1 hour": ("s", 3600),
    "1 h": ("s", 3600),
    "1 kg/kWh": ("kg/J", 1 / 3.6e6),
    "1 USD/kWh": ("USD/J", 1 / 3.6e6),
    "1 EUR/kWh": ("EUR/J", 1 / 3.6e6),
    "1 CHF/kWh": ("CHF/J", 1 / 3.6e6),
    "3 kGBP/GPU-hour": ("GBP/s", 3000 / 3600),
    "1 USD/hour": ("USD/s", 1 / 3600),
    "1 nm": ("m", 1e-9),
    "1 cm^2": ("m^2", 1e-4),
    "1 mm**2": ("m^2", 1e-6),
    "1 FLOP/J": ("FLOP/J", 1),
    "1 byte/parameter": ("bit/parameter", 8),
    "1 bit/s/Hz": ("bit", 1),
    "1 fW/Hz": ("W/Hz", 1e-15),
    "1 W/m^2": ("W/m^2", 1),
    "1 mol": ("mol", 1),
    "7M USD": ("USD", 7e6),
    "7K token": ("token", 7e3),
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: repr(row["text"][:24]) + " in " + row["unit"])
def test_hostile(row):
    if "error" not in row:
        assert si(row["text"], row["unit"]).value == pytest.approx(row["value"], rel=1e-14, abs=0)
        return
    with pytest.raises(TextError) as caught:
        si(row["text"], row["unit"])
    assert row.get("says", "") in str(caught.value)
    if row["error"] == "grammar":
        with pytest.raises(TextError):
            read(row["text"])
    else:
        read(row["text"])


def test_the_grammar_refuses_before_the_registry_exists():
    """In a fresh interpreter, refusing everything that the grammar refuses loads no pint, and no numpy."""
    texts = [row["text"] for row in ROWS if row.get("error") == "grammar"]
    code = f"""
import sys
from limits.errors import TextError
from limits.units import si
for text in {texts!r}:
    try:
        si(text, "J")
    except TextError:
        continue
    raise AssertionError(text)
assert not {{"pint", "numpy"}} & set(sys.modules), "a refusal loaded what it should not need"
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


class Watched(str):
    """A text that counts what is looked at beyond its first 81 characters."""

    __slots__ = ()

    def __getitem__(self, key):
        assert isinstance(key, slice)
        assert key.stop <= LONGEST + 1
        return str.__getitem__(self, key)

    def __iter__(self):
        raise AssertionError("the whole text was read")


def test_only_the_first_81_characters_are_looked_at():
    with pytest.raises(TextError, match="80 characters"):
        read(Watched("1" * 10_000_000))


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items())
def test_units_mean_what_an_engineer_means(text, meaning):
    unit, factor = meaning
    assert si(text, unit).value == pytest.approx(factor, rel=1e-14, abs=0)


@given(
    value=st.floats(1e-250, 1e250),
    unit=st.sampled_from(["J", "kWh", "bit/s", "GB", "FLOP", "USD/kWh", "K", "nat/token"]),
)
def test_what_is_written_is_read(value, unit):
    assert si(f"{value!r} {unit}", unit).value == pytest.approx(value, rel=1e-15, abs=0)


@given(
    number=st.one_of(
        st.floats(1e-200, 1e200).map(repr),
        st.integers(1, 10**20).map(str),
        st.decimals(0, 10**6, places=5).filter(bool).map(lambda number: f"{abs(number):f}"),
    ),
    unit=st.sampled_from(
        [
            ("nm", "m", "1e-9"),
            ("um", "m", "1e-6"),
            ("kWh", "J", "3600000"),
            ("GB", "bit", "8e9"),
            ("fJ/bit", "J/bit", "1e-15"),
            ("pJ/byte", "J/bit", "1.25e-13"),
            ("eV", "J", "1.602176634e-19"),
            ("kg/kWh", "kg/J", "1/3600000"),
            ("mile", "m", "1609.344"),
            ("%", "1", "0.01"),
            ("mm^2", "m^2", "1e-6"),
        ]
    ),
)
@example(number="1550", unit=("nm", "m", "1e-9"))
@example(number="0.10000000000000001", unit=("nm", "m", "1e-9"))
def test_a_text_is_rounded_once(number, unit):
    """The float that comes out is the one nearest to the number that was written."""
    written, canonical, factor = unit
    over, _, under = factor.partition("/")
    exact = Fraction(number) * Fraction(over) / Fraction(under or 1)
    assert si(f"{number} {written}", canonical).value == float(exact)
    assert si(f"{number} .. {number} {written}", canonical).high == float(exact)
    assert si(f"{number} +/- {number} {written}", canonical).sigma == float(exact)


@given(st.decimals(-273, 10**6, places=3))
def test_a_temperature_is_rounded_once(degrees):
    assert si(f"{degrees:f} degC", "K").value == float(Fraction(degrees) + Fraction("273.15"))
    fahrenheit = Fraction(degrees) * Fraction(5, 9) + Fraction("459.67") * Fraction(5, 9)
    assert si(f"{degrees:f} degF", "K").value == float(fahrenheit)


def test_a_quotient_is_a_plain_number():
    assert si("514/544", "1").value == 514 / 544
    with pytest.raises(TextError, match="bit"):
        si("514/544", "bit")


def test_beyond_floats_on_the_way_is_not_beyond_them():
    """Only what comes out must be a float: a factor that is none may stand between two numbers that are."""
    assert si("1e-100 Qm^9*Qm^2", "m^9*m^2").value == 1e230


@given(low=st.floats(1e-30, 1e30), factor=st.floats(1, 1e6))
def test_intervals_hold_their_centre(low, factor):
    span = si(f"{low!r} .. {low * factor!r} GWh", "J")
    assert span.low <= span.value <= span.high
    assert span.low == pytest.approx(low * 3.6e12, rel=1e-14, abs=0)


def test_shapes_of_uncertainty():
    assert si("0.38 .. 0.43", "1") == Value(0.405, "1", 0.38, 0.43)
    assert si("1 .. 100 J", "J").value == pytest.approx(10, rel=1e-6, abs=0)
    assert si("2 [1 .. 4] kJ", "J") == Value(2000.0, "J", 1000.0, 4000.0)
    assert si("300 +/- 5 K", "K").sigma == 5.0
    assert si("300 ± 5 K", "K").sigma == 5.0
    assert si("20 degC +/- 9 degC", "K").sigma == 9.0
    assert si("68 +/- 9 degF", "K").sigma == pytest.approx(5.0, rel=1e-6, abs=0)
    assert si("10 dB .. 20 dB", "1").interval == (10.0, 100.0)


@pytest.mark.parametrize("given", [True, None, [1], {}, "x", 700, 7.0, math.nan, 1 + 2j, b"1 J", object()])
def test_no_such_energy(given):
    with pytest.raises(TextError):
        si(given, "J")


@pytest.mark.parametrize("given", [math.nan, math.inf, True, 10**400])
def test_no_such_number(given):
    with pytest.raises(TextError):
        si(given, "1")


def test_a_foreign_quantity_is_read_by_name_and_answered_at_home():
    assert magnitude(STOCK.Quantity(2, "kilobyte"), "bit") == 16e3
    assert magnitude(STOCK.Quantity(25, "degC"), "K") == pytest.approx(298.15, rel=1e-6, abs=0)
    assert magnitude(STOCK.Quantity([1.0, 2.0], "kWh"), "J").tolist() == [3.6e6, 7.2e6]
    back = answer(3.0, "J", [STOCK.Quantity(1, "K")])
    assert isinstance(back, STOCK.Quantity)
    assert isinstance(answer(3.0, "FLOP", [STOCK.Quantity(1, "K")]), registry().Quantity)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (STOCK.Quantity(1, "Hz"), "bit/s"),  # stock pint calls both 1/s
        (STOCK.Quantity(1, "dimensionless"), "bit"),
        (STOCK.Quantity(1, "baud"), "Hz"),
        (STOCK.Quantity(1, "gilbert"), "bit"),
        (STOCK.Quantity(1, "nat"), "bit"),  # a nano-technical-atmosphere there
        (STOCK.Quantity(1, "delta_degC"), "K"),
        (STOCK.Quantity(1, "kg"), "J"),
        (STOCK.Quantity(1, "gauss"), "1"),
    ],
    ids=str,
)
def test_a_foreign_quantity_that_says_something_else_is_refused(value, unit):
    with pytest.raises(TextError):
        magnitude(value, unit)


def test_a_nat_is_not_answered_as_a_pressure():
    assert isinstance(answer(1.0, "nat/token", [STOCK.Quantity(1, "K")]), registry().Quantity)


def test_arrays_stay_arrays_and_plain_numbers_need_a_unit_of_one():
    assert magnitude(np.array([1.0, 2.0]), "1").tolist() == [1.0, 2.0]
    assert magnitude(quantity(np.array([1.0, 2.0]), "GB"), "bit").tolist() == [8e9, 16e9]
    with pytest.raises(TextError, match="unit"):
        magnitude(np.array([1.0]), "J")


def test_one_quantity_is_taken_in_the_unit_that_is_wanted_whosever_it_is():
    for power in (quantity(3.0, "kW"), STOCK.Quantity(3.0, "kW")):
        assert si(power, "W") == Value(3000.0, "W")


def test_the_registry_is_private():
    assert pint.application_registry.get() is not registry()
    assert registry() is registry()
    assert "gauss" not in dir(registry())
    with pytest.raises(pint.UndefinedUnitError):
        registry().Quantity(1, "gauss")


def test_reading_a_text_loads_no_pint():
    """A run file costs no unit library: pint comes with the first quantity."""
    texts = [(row["text"], row["unit"]) for row in ROWS]
    code = f"""
import sys
from limits.errors import LimitsError
from limits.units import quantity, si
for text, unit in {texts!r}:
    try:
        si(text, unit)
    except LimitsError:
        pass
assert "pint" not in sys.modules
import pint
before = pint.application_registry.get()
quantity(1.0, "token")
assert pint.application_registry.get() is before
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_registry_that_means_something_else_is_refused():
    theirs = pint.UnitRegistry(cache_folder=None)
    theirs.define("token = [token]")
    theirs.define("nat = meter")
    assert magnitude(theirs.Quantity(3.0, "token"), "token") == 3.0
    assert isinstance(answer(1.0, "token", [theirs.Quantity(1.0, "s")]), theirs.Quantity)
    with pytest.raises(TextError, match="means something else"):
        magnitude(theirs.Quantity(3.0, "nat"), "bit")


def test_intervals_are_centred_in_the_canonical_unit():
    """Where the written scale has another zero or is a logarithm, its own centre is not that of what it stands for."""
    assert si("1 .. 99 degC", "K").value == pytest.approx(323.15, rel=1e-6, abs=0)
    assert si("0 dB .. 3 dB", "1").value == pytest.approx((1 + 10**0.3) / 2, rel=1e-6, abs=0)
    assert si("2 [0 .. 3] dB", "1").value == pytest.approx(10**0.2, rel=1e-6, abs=0)


def test_parse_gives_a_quantity():
    assert parse("50 GB/s", "bit/s") == quantity(4e11, "bit/s")


def test_an_object_of_another_library_is_refused_with_a_hint():
    class Foreign:
        unit, value = "J", 1.0

    with pytest.raises(TextError, match="pint"):
        magnitude(Foreign(), "J")


def test_a_value_is_rescaled_to_a_scale_with_another_zero():
    """0 degC is 273.15 K, by the definition of the degree Celsius."""
    assert rescaled(Value(300.0, "K"), "degC").value == pytest.approx(26.85, rel=1e-12, abs=0)


@pytest.mark.parametrize("number", [np.float64(2.0), np.array(2.0)])
def test_one_number_of_numpy_is_answered_as_a_number(number):
    assert type(answer(number, "m").magnitude) is float
