"""What adding forgets: every pair of operands tried, other sums of the same entropy, and where the formula begins."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.errors import NoSolutionError
from limits.laws.formulary.energy.erasure import logical_erasure

GLAISHER = mpmath.mpf("1.282427129100622636875")  # numerics.net, Constants.Glaisher


def entropy(counts):
    """Entropy in bit of outcomes that come about in so many ways each, at 40 digits."""
    with mpmath.workdps(40):
        total = mpmath.mpf(sum(counts))
        return mpmath.fsum(mpmath.mpf(c) / total * mpmath.log(total / c, 2) for c in counts)


def pairs(width):
    operand = np.arange(2**width)
    return np.add.outer(operand, operand)


@pytest.mark.parametrize("width", range(1, 11))
def test_every_pair_of_operands(width):
    """Counting all pairs says what is forgotten, with the carry and without."""
    sums = pairs(width)
    assert laws.adder.kernel(float(width)) == pytest.approx(logical_erasure(sums), rel=4e-15, abs=0)
    assert laws.modular_adder.kernel(float(width)) == pytest.approx(logical_erasure(sums % 2**width), rel=1e-15, abs=0)


@pytest.mark.parametrize("width", [1, 2, 5, 8, 9, 12, 16])
def test_entropy_of_both_operands_less_that_of_their_triangular_sum(width):
    values = 2**width
    counts = [min(s + 1, 2 * values - 1 - s) for s in range(2 * values - 1)]
    assert sum(counts) == values**2
    with mpmath.workdps(40):
        exact = 2 * width - entropy(counts)
        assert abs(laws.adder.kernel(float(width)) - exact) <= 2e-16 * exact


@pytest.mark.parametrize("width", [3, 6, 10])
def test_what_the_carry_tells(width):
    """The wrapped sum with its carry is the whole sum: the carry's entropy, given that sum, is the difference."""
    values = 2**width
    told = math.fsum(  # with the wrapped sum s, the carry is 1 in N - 1 - s of N ways
        (Fraction(1, values) * float(entropy([c for c in (values - 1 - s, s + 1) if c]))) for s in range(values)
    )
    saved = laws.modular_adder.kernel(float(width)) - laws.adder.kernel(float(width))
    assert saved == pytest.approx(told, rel=1e-12, abs=0)


def test_the_series_and_its_first_terms():
    for width in (4, 6, 8, 9, 10, 14):
        with mpmath.workdps(40):
            law = mpmath.mpf(width) - 1 / (2 * mpmath.log(2))
            law += (mpmath.mpf(width) / 6 + 2 * mpmath.log(GLAISHER, 2)) / mpmath.mpf(4) ** width
        assert laws.adder.kernel(float(width)) == pytest.approx(float(law), rel=4e-3 / 16.0**width + 1e-15, abs=0)
    assert laws.adder.kernel(64.0) == 64.0 - 0.5 / math.log(2.0)
    assert laws.modular_adder.kernel(64.0) - laws.adder.kernel(64.0) == pytest.approx(0.7213, rel=1e-4, abs=0)


@given(st.integers(1, 1000))
def test_a_wider_adder_erases_more_by_about_a_bit(width):
    step = laws.adder.kernel(width + 1.0) - laws.adder.kernel(float(width))
    assert 0.84 < step < 1.0 + 1e-12


def test_the_width_of_an_adder():
    for width in (1, 2, 8, 9, 64):
        assert laws.adder.solve("width", information=laws.adder(width=width)).m == width
    with pytest.raises(NoSolutionError, match="a whole number"):
        laws.adder.solve("width", information="10 bit")


def test_both_say_of_which_operands_and_what_is_kept():
    for law, kept in ((laws.adder, "with its carry"), (laws.modular_adder, "without its carry")):
        assert any("independent" in condition and "equally likely" in condition for condition in law.holds_under)
        assert any(kept in condition for condition in law.holds_under)


def test_operands_that_are_not_uniform_forget_something_else():
    """The condition is one: of operands that are 0 or 1 however wide, half a bit is forgotten."""
    assert logical_erasure([0, 1, 1, 2]) == laws.adder.kernel(1.0) == 0.5
    assert laws.adder.kernel(8.0) > 7.0
