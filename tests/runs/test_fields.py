"""The domain of a field, its ends with it."""

import math

import pytest

from limits.errors import InputError
from limits.interval import LEAST
from limits.runs import TrainingRun
from limits.runs.fields import NUMBERS, ROWS, number


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_the_upper_end_of_a_domain_belongs_to_it_and_the_lower_where_it_is_said_so(row):
    assert row.admits(row.least) == row.closed
    above = math.nextafter(row.least, math.inf) if row.least else LEAST
    assert row.admits(above)
    assert not row.admits(math.nextafter(row.least, -math.inf))
    assert row.admits(row.most) == (row.most < math.inf)
    assert not row.admits(math.nextafter(row.most, math.inf))
    assert not row.admits(math.nan)


def test_all_of_the_peak_can_be_used_and_not_more():
    assert TrainingRun("r", flop="1e24 FLOP", mfu=1).mfu.value == 1.0
    assert TrainingRun("r", flop="1e24 FLOP", mfu="0.9 .. 1").mfu.high == 1.0
    for beyond in (1.0000001, "0.9 .. 1.1"):
        with pytest.raises(InputError, match="<= 1"):
            TrainingRun("r", flop="1e24 FLOP", mfu=beyond)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("layers", 1, math.inf), ("count", 1, math.inf), ("tensor", 1, math.inf), ("pipeline", 1, math.inf),
        ("data", 1, math.inf), ("width", 1, math.inf), ("vocabulary", 1, math.inf), ("domain", 1, math.inf),
        ("lanes", 1, math.inf), ("group_index", 1, math.inf), ("pue", 1, math.inf), ("carbon_intensity", 0, math.inf),
        ("emissions", 0, math.inf), ("erased", 0, math.inf),
    ],
)  # fmt: skip
def test_what_is_counted_begins_at_one_and_what_can_vanish_at_zero(name, least, most):
    assert (number(name).least, number(name).most, number(name).closed) == (least, most, True)


def test_utilisation_is_a_share_parameters_are_not_absurd_and_everything_else_is_only_positive():
    shares = dict.fromkeys(("mfu", "hfu", "goodput", "usual_mfu", "utilised_share"), 1)
    absurd = dict.fromkeys(("parameters", "active_parameters", "matmul_parameters"), 1e30)
    assert {row.name: row.most for row in NUMBERS if row.most < math.inf} == shares | absurd
    assert {row.least for row in NUMBERS if not row.closed} == {0}


def test_what_is_wanted_names_the_unit_and_both_ends():
    assert number("mfu").wanted == "model FLOP utilisation of good steps > 0 and <= 1"
    assert number("carbon_intensity").wanted == "carbon dioxide per energy [kg/J] >= 0"


def test_a_field_is_called_alike_in_python_and_in_a_run_file():
    assert [row.path for row in ROWS if row.path.rpartition(".")[2] != row.name] == []


def test_ratios_of_powers_are_read_back_in_decibels_and_no_other_number_is():
    levels = {row.name for row in NUMBERS if row.level}
    assert {"snr", "fec_snr"} <= levels
    assert levels == {row.name for row in NUMBERS if row.eg.endswith(" dB")}
    run = TrainingRun("r", flop="1e24 FLOP", snr="20", mfu="0.4")
    assert run.snr.origin.how == "20 is read as 13.0 dB"
    assert not run.mfu.origin.how


def test_no_two_fields_have_one_name():
    """The later of two would be looked up in place of the other, in run files and in columns."""
    names = [row.name for row in ROWS]
    assert sorted(set(names)) == sorted(names)
