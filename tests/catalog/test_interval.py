import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.interval import centre, is_wide

ends = st.floats(min_value=0.0, max_value=1e308)


@pytest.mark.parametrize(
    ("low", "high", "middle"),
    [(0.38, 0.43, 0.405), (1.0, 10.0, 5.5), (1.0, 100.0, 10.0), (0.0, 4.0, 2.0), (7.0, 7.0, 7.0), (-1.0, 3.0, 1.0)],
)
def test_middle_is_arithmetic_up_to_a_decade_and_geometric_beyond(low, high, middle):
    assert centre(low, high) == pytest.approx(middle, rel=1e-15, abs=0)


@given(ends, ends)
def test_the_centre_lies_between_the_ends(a, b):
    low, high = sorted((a, b))
    middle = centre(low, high)
    assert math.isfinite(middle)
    assert low * (1 - 1e-15) <= middle <= high * (1 + 1e-15)


def test_ends_near_the_largest_float_do_not_overflow():
    assert centre(1e300, 1.7e308) == pytest.approx(math.sqrt(1.7) * 1e304, rel=1e-12, abs=0)
    assert not is_wide(1e308, 1.7e308)
