"""Power laws with breaks: the printed equation, their pieces, extremes, and hostile input."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.errors import InputError
from limits.scaling.trends.relations import broken

DESCENT = {"c_0": 0.4, "c": [-1.0, 0.9], "d": [1e3, 1e4], "f": [0.2, 0.3]}  # falls, rises and falls again

breaks = st.lists(st.tuples(st.floats(-2, 2), st.floats(1e-3, 1e6), st.floats(0.05, 3)), max_size=4)
exponents = st.floats(-2, 2)
places = st.floats(1e-6, 1e9)


def lists(rows):
    c, d, f = zip(*rows, strict=True) if rows else ((), (), ())
    return {"c": c, "d": d, "f": f}


@given(places, exponents, breaks)
def test_the_printed_equation_agrees_in_fifty_digits(x, c_0, rows):
    with mpmath.workdps(50):
        want = mpmath.mpf(2) * mpmath.mpf(x) ** -c_0
        for c, d, f in rows:
            want *= (1 + (mpmath.mpf(x) / d) ** (1 / mpmath.mpf(f))) ** (-mpmath.mpf(c) * f)
        got = broken.broken(x, a=0.0, b=2.0, c_0=c_0, **lists(rows))
        assert abs(got / want - 1) < 1e-12


@given(places, exponents, st.floats(-1, 1), st.floats(-5, 5))
def test_without_breaks_it_is_a_power_law(x, c_0, a, b):
    assert broken.broken(x, a=a, b=b, c_0=c_0) == pytest.approx(a + b * x**-c_0, rel=1e-12, abs=1e-12)
    assert broken.local_exponent(x, c_0=c_0) == c_0


@given(places, exponents, breaks)
def test_the_local_exponent_is_the_slope(x, c_0, rows):
    h = 1e-4
    up, down = (math.log(broken.broken(x * math.exp(s), a=0.0, b=1.0, c_0=c_0, **lists(rows))) for s in (h, -h))
    assert broken.local_exponent(x, c_0=c_0, **lists(rows)) == pytest.approx(-(up - down) / (2 * h), abs=1e-4)


def test_far_from_every_break_the_pieces_are_straight():
    at = broken.local_exponent(np.array([1e-3, 3.16e3, 1e10]), c_0=0.4, c=[-1.0, 0.9], d=[1e3, 1e4], f=[0.05, 0.05])
    assert at == pytest.approx([0.4, 0.4 - 1.0, 0.4 - 1.0 + 0.9], abs=1e-6)


def test_it_can_turn_twice_as_double_descent_does():
    y = broken.broken(np.geomspace(1, 1e8, 400), a=0.1, b=1.0, **DESCENT)
    turns = np.flatnonzero(np.diff(np.sign(np.diff(y))))
    assert len(turns) == 2


def test_a_sharp_break_neither_overflows_nor_warns():
    y = broken.broken(np.array([1e-300, 1e300]), a=0.0, b=1.0, c_0=0.0, c=[0.1], d=[1.0], f=[1e-3])
    assert y == pytest.approx([1.0, 1e-30], rel=1e-6, abs=0)


def test_a_curve_may_rise():
    rising = broken.broken(np.geomspace(1, 1e6, 50), a=1.0, b=-0.9, c_0=0.1, c=[0.8], d=[1e3], f=[0.2])
    assert np.all(np.diff(rising) > 0)


def test_shapes():
    x = np.geomspace(1, 1e6, 6).reshape(2, 3)
    assert broken.broken(x, a=0.0, b=1.0, **DESCENT).shape == (2, 3)
    assert np.ndim(broken.broken(10.0, a=0.0, b=1.0, **DESCENT)) == 0


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"c": [0.1]}, "one number for every break"),
        ({"c": 0.1, "d": 1.0, "f": 1.0}, "one number for every break"),
        ({"d": [1e3, 0.0]}, "d: given"),
        ({"d": [1e3, math.inf]}, "d: given"),
        ({"f": [0.2, -0.3]}, "f: given"),
        ({"f": [0.2, math.nan]}, "f: given"),
    ],
)
def test_what_is_no_set_of_breaks_is_refused(change, wanted):
    with pytest.raises(InputError, match=wanted):
        broken.broken(10.0, a=0.0, b=1.0, **{**DESCENT, **change})
    with pytest.raises(InputError, match=wanted):
        broken.local_exponent(10.0, **{**DESCENT, **change})
