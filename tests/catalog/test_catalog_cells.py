import pytest

from limits.catalog.cells import read_cell
from limits.catalog.columns import Column
from limits.errors import TextError

HOURS = Column("wall_time_h", "wall_time", "s", 3600.0, "hour")
INTENSITY = Column("intensity", "carbon_intensity", "kg/J", 1.0, "kg/J", zero=True)


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("2", 7200.0, None, None),
        ("2.5e1", 90000.0, None, None),
        ("1 .. 3", 7200.0, 3600.0, 10800.0),
        ("1..3", 7200.0, 3600.0, 10800.0),
        ("1 .. 100", 36000.0, 3600.0, 360000.0),  # wide: the centre is the geometric mean
        ("1.5 [1 .. 3]", 5400.0, 3600.0, 10800.0),
        ("3[1..3]", 10800.0, 3600.0, 10800.0),
    ],
)
def test_the_three_forms_of_a_cell(text, value, low, high):
    cell = read_cell(text, HOURS)
    assert cell.value == pytest.approx(value, rel=1e-15, abs=0)
    assert (cell.low, cell.high, cell.unit) == (low, high, "s")


@pytest.mark.parametrize(
    "text",
    [
        "nan", "inf", "-inf", "1e400", "1 .. 1e400", "-5", "+5", "5 h", "1,000", "1_000", "0x10", "1.", ".5", "1e", "٣",
        "0", "1e-400", "0 .. 3", "3 .. 1", "5 [1 .. 3]", "0.5 [1 .. 3]", "1 .. 2 .. 3", "[1 .. 2]", "1 [2]", "1 +/- 2",
        "1\n2", "1 ", "x" * 1_000_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(TextError):
        read_cell(text, HOURS)


def test_zero_only_where_it_means_something():
    assert read_cell("0", INTENSITY).value == 0.0
    with pytest.raises(TextError, match="> 0"):
        read_cell("0", HOURS)


def test_a_number_that_overflows_in_the_canonical_unit_is_refused():
    with pytest.raises(TextError, match="finite"):
        read_cell("1e308", HOURS)


def test_the_message_states_the_unit_of_the_column_and_the_forms():
    with pytest.raises(TextError, match=r"wanted a finite number \[hour\] > 0, as 'a', 'a \.\. b' or 'a \[b \.\. c\]'"):
        read_cell("soon", HOURS)


@pytest.mark.parametrize(
    ("text", "size"), [("1e58", True), ("2 .. 1e58", True), ("1e-70", True), ("0", False), ("0 .. 3", False)]
)
def test_the_range_is_told_to_those_who_left_it_and_not_of_a_zero(text, size):
    with pytest.raises(TextError) as caught:
        read_cell(text, HOURS)
    assert ("1e-60 to 1e+60 s at most" in str(caught.value)) == size
