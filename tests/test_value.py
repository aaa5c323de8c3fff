"""One record for a number with its unit: it refuses what has no meaning, and pickles, copies and converts."""

import copy
import math
import pickle

import pytest

from limits.errors import InputError, TextError, UnitMismatchError
from limits.value import GIVEN, Origin, OriginKind, Value

ENERGY = Value(3.6e12, "J", low=3.2e12, high=4.0e12, origin=GIVEN)
BITS = Value(1.0, "bit")
DECADES = Value(7.5, "1")


@pytest.mark.parametrize(
    "refused",
    [
        lambda: ENERGY + BITS,
        lambda: ENERGY + ENERGY,
        lambda: ENERGY * 2,
        lambda: 2 - ENERGY,
        lambda: ENERGY < BITS,
        lambda: ENERGY >= 1.0,
        lambda: DECADES + ENERGY,
        lambda: abs(ENERGY),
        lambda: sum([ENERGY, ENERGY]),
        lambda: max(ENERGY, BITS),
        lambda: sorted([ENERGY, BITS]),
    ],
)
def test_units_are_neither_compared_nor_calculated_with(refused):
    with pytest.raises(UnitMismatchError, match=r"cannot .*: convert with .to\(\) and take .value, or use .quantity"):
        refused()


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (lambda: Value(1.0, "GWh") + ENERGY, "cannot add GWh and J"),
        (lambda: 1.0 - ENERGY, "cannot subtract J and a plain number"),
        (lambda: DECADES / ENERGY, "cannot divide a plain number and J"),
        (lambda: ENERGY**2, "cannot take a power of J and a plain number"),
        (lambda: -ENERGY, "cannot negate J:"),
        (lambda: Value(1.0, "GWh") > ENERGY, "cannot compare GWh and J"),
    ],
)
def test_both_units_are_named(refused, said):
    with pytest.raises(UnitMismatchError, match=said):
        refused()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"value": "1"}, "value"),
        ({"value": None}, "value"),
        ({"value": 1.0, "low": 3.0, "high": 0.0}, "3 above 0"),
        ({"value": 1.0, "sigma": -1.0}, "not negative"),
    ],
)
def test_what_is_no_number_is_refused(parts, said):
    with pytest.raises(InputError, match=said):
        Value(unit="J", **parts)


def test_a_conversion_names_the_unit_that_was_asked_for():
    with pytest.raises(TextError, match=r"^cannot use 'kg': wanted energy \[J\]"):
        ENERGY.to("kg")
    with pytest.raises(TextError, match="beyond the range of floating-point numbers"):
        Value(1e300, "GWh").to("J")


def test_joules_are_no_bits():
    one = Value(1.0, "J")
    assert one != BITS
    assert len({one, BITS, Value(1.0, "J")}) == 2


def test_what_has_no_unit_is_a_plain_number():
    assert (DECADES - 7, 10**DECADES, -DECADES, 2 * DECADES) == (0.5, 10**7.5, -7.5, 15.0)
    assert DECADES > 7
    assert math.copysign(1.0, 7.5 - DECADES) == math.copysign(1.0, DECADES - 7.5) == 1.0  # nothing left, and no -0
    assert f"{DECADES:.2f}" == "7.50"


def test_same_units_compare():
    assert Value(1.0, "J") < Value(2.0, "J") <= Value(2.0, "J", low=1.0, high=3.0)


def test_zero_is_a_known_number():
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(Value(0.0, "J"))


def test_a_number_without_an_end_is_its_own_end():
    assert Value(2.0, "J", low=1.0, high=4.0).ends == (1.0, 4.0)
    assert Value(2.0, "J").ends == (2.0, 2.0)
    assert Value(2.0, "J", low=1.0).ends == (1.0, 2.0)


def test_conversion_takes_the_interval_along():
    there = ENERGY.to("GWh")
    assert (there.value, there.unit, there.origin) == (1.0, "GWh", GIVEN)
    assert there.low == pytest.approx(3.2 / 3.6, rel=1e-6, abs=0)
    back = there.to("J")
    assert (back.value, back.low, back.high) == pytest.approx((3.6e12, 3.2e12, 4.0e12), rel=1e-6, abs=0)
    assert Value(300.0, "K", sigma=1.0).to("degC").sigma == 1.0
    assert Value(300.0, "K").to("degC").value == pytest.approx(26.85, rel=1e-6, abs=0)
    with pytest.raises(TextError, match="wanted energy"):
        ENERGY.to("bit")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_values_pickle_and_copy(again):
    assert again(ENERGY) == ENERGY
    assert again(ENERGY).origin == GIVEN


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (GIVEN, "given"),
        (Origin(OriginKind.DERIVED, how="6 N D"), "derived: 6 N D"),
        (Origin(OriginKind.CATALOGUE, row="h100-sxm"), "catalogue: h100-sxm"),
        (Origin(OriginKind.CATALOGUE, row="x", doubts=("recalled", "odd")), "catalogue: x (recalled, odd)"),
        (Origin(OriginKind.DEFAULT, how="air", sources=("A",), doubts=("recalled",)), "default: air [A] (recalled)"),
        (Origin(OriginKind.CONVENTION, how="operands at bf16"), "convention: operands at bf16"),
    ],
)
def test_words_are_made_from_the_parts(origin, words):
    assert str(origin) == words
