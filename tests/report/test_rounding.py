"""Bounds are printed on the side on which they stay true, in the unit that is shown."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.report.numbers import quantity
from limits.report.rounding import bounded, outward
from limits.value import GIVEN, Value

FINITE = st.floats(min_value=1e-200, max_value=1e200)


@pytest.mark.parametrize(
    ("value", "digits", "sense", "printed"),
    [
        (2.879, 3, "at least", 2.87), (2.871, 3, "at most", 2.88), (2.87, 3, "at least", 2.87),
        (2.87, 3, "at most", 2.87), (-2.879, 3, "at least", -2.88), (-2.871, 3, "at most", -2.87),
        (0.0, 3, "at least", 0.0), (1.0, 2, "at most", 1.0), (1.04, 2, "at most", 1.1), (0.96, 1, "at least", 0.9),
        (0.96, 1, "at most", 1.0), (1.6e-33, 1, "at least", 1e-33), (98765.0, 4, "at least", 98760.0),
        (98765.0, 4, "at most", 98770.0), (98765.0, 4, "equal", 98765.0), (98765.0, 4, "none", 98765.0),
        (3.0000000000001, 3, "at most", 3.0), (3.00000000001, 3, "at most", 3.01),
        (2.9999999999999, 3, "at least", 3.0), (2.99999999999, 3, "at least", 2.99), (0.1 + 0.2, 2, "at most", 0.3),
    ],
)  # fmt: skip
def test_a_floor_goes_down_and_a_ceiling_up(value, digits, sense, printed):
    assert outward(value, digits, sense) == printed


@given(FINITE, st.integers(1, 6), st.sampled_from(["at least", "at most"]))
def test_it_is_what_decimal_arithmetic_makes_of_twelve_digits(value, digits, sense):
    twelve = Decimal(f"{value:.11e}")
    last = Decimal(1).scaleb(twelve.adjusted() - digits + 1)
    rounding = ROUND_FLOOR if sense == "at least" else ROUND_CEILING
    assert outward(value, digits, sense) == pytest.approx(float(twelve.quantize(last, rounding)), rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("value", "unit", "sense", "shown"),
    [
        (1.7459e6, "J", "at least", "1.74 MJ"), (1.7411e6, "J", "at most", "1.75 MJ"),
        (1.7459e6, "J", "equal", "1.75 MJ"),
        (7.0e7, "J", "at least", "19.4 kWh"), (7.0e7, "J", "at most", "19.5 kWh"), (9001.0, "s", "at most", "2.51 h"),
        (6.4e11, "bit", "at most", "80 GB"), (6.4011e11, "bit", "at most", "80.1 GB"),
        (0.12345, "1", "at least", "0.123"), (0.12345, "1", "at most", "0.124"),
        (3.9e33, "FLOP", "at most", "3.9e33 FLOP"),
    ],
)  # fmt: skip
def test_a_bound_is_rounded_in_the_unit_that_is_shown(value, unit, sense, shown):
    assert quantity(bounded(Value(value, unit), sense)) == shown


def test_an_interval_stays_and_what_is_unknown_stays_unknown():
    wide = Value(1.7459e6, "J", low=1.2e6, high=2.3e6, origin=GIVEN)
    assert bounded(wide, "at least") is wide
    assert bounded(None, "at least") is None
    narrow = Value(1.7459e6, "J", low=1.7459e6, high=1.74591e6, origin=GIVEN)
    found = bounded(narrow, "at most")
    assert (found.value, found.unit, found.origin) == (pytest.approx(1.75e6, rel=1e-14, abs=0), "J", GIVEN)
