"""Which numbers of a cell are told that they left the range, at its ends, and what an interval may be."""

import pytest

from limits.catalog.cells import read_cell
from limits.catalog.columns import Column
from limits.errors import TextError

PLAIN = Column("price", "price", "USD", 1.0, "USD")
HALVES = Column("price", "price", "USD", 0.5, "USD")


@pytest.mark.parametrize("text", ["1e-60", "1e60", "1e-60 .. 1e60", "1 [1e-60 .. 1e60]", "3 .. 3", "3 [3 .. 3]"])
def test_the_ends_of_the_range_are_within_it(text):
    assert read_cell(text, PLAIN).unit == "USD"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0.9e-60", True),
        ("1.1e60", True),
        ("1 .. 1.1e60", True),
        ("1 [0.9e-60 .. 2]", True),
        ("0", False),
        ("0 .. 1e60", False),
        ("0 .. 1e-60", False),
        ("1 [0 .. 2]", False),
    ],
)
def test_a_number_beyond_the_range_is_told_it_and_a_zero_is_not(text, told):
    with pytest.raises(TextError) as caught:
        read_cell(text, PLAIN)
    assert str(caught.value).endswith("; 1e-60 to 1e+60 USD at most") == told


@pytest.mark.parametrize("text", ["3 .. 2", "3 [4 .. 5]", "6 [4 .. 5]", "4.5 [5 .. 4]"])
def test_ends_in_the_wrong_order_are_told_so(text):
    with pytest.raises(TextError, match="write the smaller end first and the centre between the ends"):
        read_cell(text, PLAIN)


def test_all_numbers_of_a_cell_are_taken_to_the_canonical_unit():
    cell = read_cell("7 [5 .. 11]", HALVES)
    assert (cell.value, cell.low, cell.high, cell.unit) == (3.5, 2.5, 5.5, "USD")
    assert read_cell("0.9e60 .. 1.2e60", HALVES).high == 0.6e60
    with pytest.raises(TextError, match="at most"):
        read_cell("1.5e-60", HALVES)
