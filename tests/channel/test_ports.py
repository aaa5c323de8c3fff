"""Which ports belong together: from the through file alone, or as stated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.channel import ports
from limits.channel.touchstone import Scattering
from limits.errors import InputError

from .lossy import crosstalk, frequencies, lines, swapped

AT = frequencies()
MATRIX, ODD = lines(AT)
ORDERS = {"1-2,3-4": (1, 2, 3, 4), "1-3,2-4": (1, 3, 2, 4), "1-4,2-3": (1, 3, 4, 2)}


def of(matrix, frequency=AT, **more):
    return Scattering("lane.s4p", frequency, matrix, **more)


@pytest.mark.parametrize("lines_", ORDERS)
def test_each_order_is_told_and_gives_the_same_transfer(lines_):
    matrix = swapped(MATRIX, ORDERS[lines_])
    found = ports.found(of(matrix))
    assert str(found) == lines_
    assert "|S21| = " in found.told
    assert found.told.endswith("at 0 GHz")
    assert np.abs(found.transfer(matrix)) == pytest.approx(np.abs(ODD), rel=1e-12, abs=1e-15)


def test_the_lowest_frequency_tells_and_no_other():
    """At high frequencies coupled lines swap what they carry."""
    matrix = MATRIX.copy()
    matrix[1:] = swapped(MATRIX, (1, 3, 2, 4))[1:]
    assert str(ports.found(of(matrix))) == "1-2,3-4"


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        (crosstalk(AT)[0], "no way through (|S21| = 0.0000, |S31| = 0.0200, |S41| = 0.0000 at 0 GHz)"),
        (np.full((len(AT), 4, 4), 0.25 + 0j), "|S21| = 0.2500, |S31| = 0.2500"),
        (np.zeros((len(AT), 3, 3), dtype=complex), "3 ports"),
        (np.zeros((len(AT), 4, 4), dtype=complex), "no way through"),
    ],
)
def test_a_file_that_does_not_tell_is_refused_and_says_what_to_write(matrix, said):
    with pytest.raises(InputError) as found:
        ports.found(of(matrix))
    assert said in str(found.value)
    assert "say which, e.g. --ports 1-2,3-4" in str(found.value)


def test_of_many_lines_the_likely_ones_are_named():
    eight = np.zeros((len(AT), 8, 8), dtype=complex)
    eight[:, :4, :4], eight[:, 4:, 4:] = MATRIX, swapped(MATRIX, (1, 3, 2, 4))
    with pytest.raises(InputError, match=r"8 ports \(what passes most: 1-2, 3-4, 5-7, 6-8\)"):
        ports.found(of(eight))
    chosen = ports.stated("5-7,6-8")
    assert np.abs(chosen.transfer(eight)) == pytest.approx(np.abs(ODD), rel=1e-12, abs=1e-15)


def test_two_ports_and_differential_pairs_are_taken_as_they_are():
    two = ports.found(of(MATRIX[:, :2, :2]))
    assert (str(two), "single-ended or differential already" in two.told) == ("1-2", True)
    pairs = ports.found(of(MATRIX, differential=(1, 3)))
    assert (str(pairs), pairs.told) == ("1-3", "the file says which ports are differential")
    for differential in ((1,), (1, 3, 5)):
        with pytest.raises(InputError, match="differential pair"):
            ports.found(of(MATRIX, differential=differential))


@pytest.mark.parametrize(
    "text", ["", "1", "1-1", "1-2,2-3", "0-1", "1-2,3-4,5-6", "1\N{EN DASH}2", "a-b", "1-2;3-4", "-1-2", "1" * 99]
)
def test_other_texts_are_no_lines(text):
    with pytest.raises(InputError, match=r"wanted two lines.*; e\.g\. --ports 1-2,3-4"):
        ports.stated(text)


@given(st.permutations(range(1, 9)))
def test_what_is_written_is_read_again(numbers):
    a, b, c, d, *_ = numbers
    read = ports.stated(f" {a} - {b} ,{c}-{d}")
    assert read.lines == ((a, b), (c, d))
    assert ports.stated(str(read)) == read
    assert read.highest == max(a, b, c, d)


@given(st.floats(-np.pi, np.pi), st.floats(0.0, 1.0))
def test_a_pair_without_coupling_passes_what_each_line_passes(angle, magnitude):
    value = magnitude * np.exp(1j * angle)
    matrix = np.zeros((1, 4, 4), dtype=complex)
    matrix[:, 1, 0] = matrix[:, 3, 2] = value
    assert ports.stated("1-2,3-4").transfer(matrix)[0] == pytest.approx(value, rel=1e-12, abs=1e-300)
    matrix[:, 3, 2] = -value  # what is common to both lines is no signal
    assert ports.stated("1-2,3-4").transfer(matrix)[0] == 0.0
