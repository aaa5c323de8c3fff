"""`limits.quantity`, and numbers in a pair with their unit, as a notebook states them."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pint
import pytest

import limits
from limits import laws
from limits.errors import InputError, TextError
from limits.units import registry


def test_texts_numbers_arrays_and_foreign_quantities():
    theirs = pint.UnitRegistry()
    assert limits.quantity("25 degC").to("K").magnitude == 298.15
    assert limits.quantity(400, "Gbit/s").m_as("bit/s") == 4e11
    assert limits.quantity(np.array([1, 2], dtype=np.int8), "GB").m_as("bit").tolist() == [8e9, 1.6e10]
    assert limits.quantity(theirs.Quantity(1, "kWh"), "J").magnitude == 3.6e6
    assert limits.quantity(theirs.Quantity(2.0, "m/s")).m_as("m/s") == 2.0
    assert str(limits.quantity("0.5")) == "0.5 dimensionless"
    assert limits.quantity("30 dBm").m_as("W") == limits.quantity(30, "dBm").m_as("W") == 1.0
    assert limits.quantity([10.0, 20.0], "dB").magnitude.tolist() == [10.0, 100.0]


def test_it_is_of_our_registry_and_leaves_that_of_the_application_alone():
    before = pint.get_application_registry().get()
    made = limits.quantity("3 token")
    assert isinstance(made, registry().Quantity)
    assert pint.get_application_registry().get() is before
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert again == made


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ((400,), "wanted a number with its unit"),
        ((1.0, "furlongs per fortnight"), "unit"),
        (("1 kWh", "K"), "wanted"),
        (("1 .. 2 W",), "not an interval"),
        ((float("nan"), "W"), "finite"),
        ((None, "W"), "a real number"),
        ((True, "W"), "a real number"),
        ((1j, "W"), "a real number"),
        (([], "W"), "a real number"),
        (([[1.0], [1.0, 2.0]], "W"), "a real number"),
        ((np.ma.masked_array([1.0, 2.0], [True, False]), "W"), "without gaps"),
        (([1e9], "dB"), "finite"),
        ((1.0, 3), "the text of a unit"),
    ],
)
def test_what_is_no_quantity_is_refused(stated, said):
    with pytest.raises(TextError, match=said):
        limits.quantity(*stated)


def test_laws_take_arrays_with_their_unit():
    bits = np.array([1e20, 1e26])
    found = laws.landauer(bits=(bits, "bit"), temperature=(300, "K"))
    assert found.m_as("J").tolist() == laws.landauer(bits=limits.quantity(bits, "bit"), temperature="300 K").m.tolist()
    assert laws.landauer(bits=(1, "byte"), temperature="300 K") == laws.landauer(bits="8 bit", temperature="300 K")
    assert laws.shannon(bandwidth=([1e9], "Hz"), snr=([20.0], "dB")).shape == (1,)
    assert limits.TrainingRun("mine", flop=(1e25, "FLOP")).stated


def test_a_pair_is_checked_as_a_quantity_is():
    with pytest.raises(InputError, match="temperature"):
        laws.landauer(bits="1 bit", temperature=([300.0, -1.0], "K"))
    with pytest.raises(InputError, match="power"):
        laws.landauer(bits="1 bit", temperature=(300, "W"))
