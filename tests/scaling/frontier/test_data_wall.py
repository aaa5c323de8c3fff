"""The approach to the wall of limited text: against a scan of compute, against one another, hostile input."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits import scaling
from limits.errors import InputError
from limits.scaling.frontier import data_wall
from limits.scaling.frontier import repetition as rep
from limits.scaling.frontier.repetition import MUENNIGHOFF2023

LAWS = [scaling.get(name) for name in ("muennighoff2023", "besiroglu2024", "kaplan2020")]
LAW = LAWS[0]
laws = st.sampled_from(LAWS)
uniques = st.floats(8, 15).map(lambda x: 10**x)


def least(C, unique, law=LAW):
    return rep.optimum(law, MUENNIGHOFF2023, C, unique).loss


def test_a_scan_of_compute_finds_the_same():
    C = np.geomspace(1e22, 1e29, 7001)
    once = scaling.loss(LAW, rep.matched_parameters(LAW, 1e12), 1e12)
    gained = (once - least(C, 1e12)) / (once - rep.wall(LAW, MUENNIGHOFF2023, 1e12))
    first = C[np.argmax(gained >= 0.99)]
    assert data_wall.compute_for_share(LAW, MUENNIGHOFF2023, 1e12, 0.99) == pytest.approx(first, rel=3e-3, abs=0)
    few = C[np.argmax(least(C, 1e12) - least(2 * C, 1e12) <= 1e-3)]
    assert data_wall.last_doubling(LAW, MUENNIGHOFF2023, 1e12, 1e-3) == pytest.approx(few, rel=3e-3, abs=0)


@pytest.mark.parametrize(("share", "epochs", "times"), [(0.5, 3.0, 7.04), (0.9, 16.0, 129.3), (0.99, 48.3, 925.6)])
def test_shares_lie_at_the_same_epochs_for_every_number_of_tokens(share, epochs, times):
    unique = np.geomspace(1e8, 1e16, 9)
    C = data_wall.compute_for_share(LAW, MUENNIGHOFF2023, unique, share)
    assert rep.optimum(LAW, MUENNIGHOFF2023, C, unique).epochs == pytest.approx(epochs, rel=5e-3, abs=0)
    assert C / (6 * rep.matched_parameters(LAW, unique) * unique) == pytest.approx(times, rel=1e-3, abs=0)


@settings(max_examples=15)
@given(laws, uniques, st.floats(-8, 0).map(lambda x: 10**x), st.floats(0.01, 0.99))
def test_definitions(law, unique, gain, share):
    C = data_wall.last_doubling(law, MUENNIGHOFF2023, unique, gain)
    assert least(C, unique, law) - least(2 * C, unique, law) == pytest.approx(gain, rel=1e-6, abs=1e-12)
    assert least(2 * C, unique, law) - least(4 * C, unique, law) <= gain  # and ever less
    C = data_wall.compute_for_share(law, MUENNIGHOFF2023, unique, share)
    once, wall = scaling.loss(law, rep.matched_parameters(law, unique), unique), rep.wall(law, MUENNIGHOFF2023, unique)
    assert (once - least(C, unique, law)) / (once - wall) == pytest.approx(share, rel=1e-6, abs=0)


def test_unlimited_tokens_have_the_last_doubling_of_the_law():
    C = data_wall.last_doubling(LAW, MUENNIGHOFF2023, 1e30, 1e-3)
    c = LAW.coefficients
    assert (scaling.optimum(LAW, C).loss - c.E) * (1 - 2**-c.gamma) == pytest.approx(1e-3, rel=1e-9, abs=0)


def test_arrays_and_unknowns():
    gains = np.array([1e-2, math.nan])[:, None]
    found = data_wall.last_doubling(LAW, MUENNIGHOFF2023, np.array([1e10, 1e12]), gains)
    assert found.shape == (2, 2)
    assert np.isnan(found[1]).all()
    assert found[0, 1] == data_wall.last_doubling(LAW, MUENNIGHOFF2023, 1e12, 1e-2)
    assert math.isnan(data_wall.compute_for_share(LAW, MUENNIGHOFF2023, 1e12, math.nan))


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5, 99.0, math.inf])
def test_a_share_is_between_0_and_1(share):
    with pytest.raises(InputError, match=r"share: given .*, wanted between 0 and 1"):
        data_wall.compute_for_share(LAW, MUENNIGHOFF2023, 1e12, share)


@pytest.mark.parametrize("gain", [0.0, -1e-3, 1e-12, math.inf])
def test_a_gain_is_more_than_rounding(gain):
    with pytest.raises(InputError, match=r"gain: given .*, wanted a finite loss of 1e-09 or more"):
        data_wall.last_doubling(LAW, MUENNIGHOFF2023, 1e12, gain)
