"""The file of units, read by us and by pint: every name means one thing, and the same to both."""

import math
from collections import defaultdict
from fractions import Fraction

import pytest

from limits.errors import TextError
from limits.units import quantity, registry, si
from limits.units.table import exact_ratio, measure, ratio, rounded, spellings

# pint writes the root of mass as gram, as the file does.
ROOTS = {
    "[length]": "meter", "[time]": "second", "[mass]": "gram", "[current]": "ampere", "[temperature]": "kelvin",
    "[substance]": "mole", "[information]": "bit", "[operation]": "operation", "[token]": "token",
    "[parameter]": "parameter", "[symbol]": "symbol", "[currency]": "dollar",
    "[euro]": "euro", "[franc]": "swiss_franc", "[pound_sterling]": "pound_sterling",
}  # fmt: skip
BY_NAME = {name: spelling for spelling, name in reversed(list(spellings()))}


def test_every_spelling_means_one_thing():
    meanings = defaultdict(set)
    for spelling, name in spellings():
        meanings[spelling].add(name)
    assert {spelling: names for spelling, names in meanings.items() if len(names) > 1} == {}


def test_pint_reads_the_same_from_the_file():
    for name in BY_NAME:
        ours = measure(name)
        theirs = registry().Quantity(1.0, name)
        assert dict(theirs.dimensionality) == dict(ours.dimension), name
        roots = registry().UnitsContainer({ROOTS[base]: power for base, power in ours.dimension})
        if not ours.offset:
            assert theirs.m_as(roots) == pytest.approx(float(ours.factor), rel=1e-14, abs=0), name
        else:
            assert theirs.m_as("K") == pytest.approx(float(ours.factor + ours.offset), rel=1e-14, abs=0)


def test_a_conversion_costs_one_rounding():
    assert ratio(measure("um"), measure("m")) == (1e-6, 0.0)
    assert ratio(measure("kWh"), measure("J")) == (3.6e6, 0.0)
    assert ratio(measure("g/kWh"), measure("kg/J")) == (float(Fraction(1, 3_600_000_000)), 0.0)
    assert ratio(measure("Qm^9*Qm^9*Qm^9"), measure("qm^9*qm^9*qm^9"))[0] == float("inf")  # refused by every caller


@pytest.mark.parametrize("text", ["1e300 Qm^9", "-1e300 Qm^9", "9e307 Qm^2", "-9e307 Qm^2"])
def test_what_is_beyond_floats_in_the_canonical_unit_is_refused_on_either_side(text):
    with pytest.raises(TextError, match="beyond the range"):
        si(text, f"m^{text[-1]}")


def test_a_ratio_beyond_floats_is_an_infinity_of_its_sign():
    assert rounded(Fraction(10**400)) == math.inf
    assert rounded(Fraction(-(10**400))) == -math.inf
    assert rounded(Fraction(-1, 3)) == -1 / 3


def test_names_that_engineers_use_are_not_those_of_the_physicist():
    known = {spelling for spelling, _ in spellings()}
    assert not known & {"T", "G", "k", "c", "Gi", "M", "rad", "gauss", "barn", "gilbert", "tesla", "at"}
    assert measure("PF-day".replace("-", "*")).dimension == (("[operation]", 1),)
    assert measure("Gb").names == (("gigabit", 1),)
    assert measure("nat").dimension == (("[information]", 1),)


def test_every_name_is_one_that_a_quantity_can_have():
    for spelling in BY_NAME.values():
        assert quantity(1.0, spelling).magnitude == 1.0


@pytest.mark.parametrize(
    ("given", "wanted", "points"),
    [
        ("degC", "degF", {0: 32, 100: 212, -40: -40}),
        ("K", "degF", {Fraction("273.15"): 32}),
        ("degF", "degC", {32: 0, 212: 100, -40: -40}),
        ("degF", "K", {32: Fraction("273.15")}),
        ("degC", "K", {0: Fraction("273.15")}),
    ],
)
def test_between_scales_of_temperature_fixed_points_stay(given, wanted, points):
    factor, offset = exact_ratio(measure(given), measure(wanted))
    assert {number: number * factor + offset for number in points} == points
