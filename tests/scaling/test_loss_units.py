"""Conversions of losses: published lengths, inverses, and what must not be mixed up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import units
from limits.scaling import loss_units as losses

positive = st.floats(1e-6, 20.0)


def test_webtext2():  # SC052
    assert losses.length(96e9, 2.29e10) == pytest.approx(4.192, rel=1e-3, abs=0)
    assert losses.per_unit(1.0, losses.length(96e9, 2.29e10)) == pytest.approx(0.3441, rel=1e-3, abs=0)
    assert losses.length(96 * 2**30, 2.29e10) == pytest.approx(4.50, abs=0.005)  # trap 21: GiB


def test_the_irreducible_term_of_chinchilla_in_bits_a_byte():
    found = [losses.per_unit(1.69, length) for length in (3.5, 4.0, 4.19, 4.5)]
    assert found == pytest.approx([0.697, 0.610, 0.582, 0.542], abs=5e-4)


@given(positive, positive)
def test_there_and_back(loss, length):
    assert losses.from_bits(losses.bits(loss)) == pytest.approx(loss, rel=1e-15, abs=0)
    rounding = 2 * np.finfo(float).eps  # of a perplexity next to 1, whose logarithm is the loss
    assert losses.from_perplexity(losses.perplexity(loss)) == pytest.approx(loss, rel=1e-15, abs=rounding)
    assert losses.from_bits_per_unit(losses.per_unit(loss, length), length) == pytest.approx(loss, rel=1e-14, abs=0)


def test_units_agree_with_the_registry():
    assert losses.bits(1.9) == pytest.approx(units.si("1.9 nat/token", "bit/token").value, rel=1e-15, abs=0)


def test_arrays():
    assert losses.per_unit(np.array([1.0, 2.0]), 4.0).shape == (2,)
