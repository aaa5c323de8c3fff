"""A run as it is stated: frozen, named fields, every error at once."""

import pint
import pytest

from limits.errors import InputError
from limits.runs import TrainingRun
from limits.runs.field import NUMBERS, ROWS
from limits.runs.run import number_of


def test_texts_quantities_and_numbers_are_fields():
    quantity = pint.UnitRegistry(cache_folder=None).Quantity(700, "W")
    run = TrainingRun("r", flop="1e24 FLOP", tdp=quantity, count=8, mfu="38 % .. 43 %")
    assert (run.flop.value, run.flop.unit) == (1e24, "FLOP")
    assert (run.tdp.value, run.tdp.unit) == (700.0, "W")
    assert run.count.value == 8.0
    assert (run.mfu.low, run.mfu.high) == (0.38, 0.43)
    assert run.tokens is None


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_every_example_can_be_read(row):
    value = number_of(row, row.eg)
    assert value.unit == row.unit
    assert row.admits(value.value)


def test_paths_and_names_are_unique():
    assert len({row.path for row in ROWS}) == len({row.name for row in ROWS}) == len(ROWS)


def test_all_problems_come_at_once():
    with pytest.raises(InputError) as caught:
        TrainingRun("r", flop="1e24 J", mfu=1.4, tokenz="1e9 token", architecture="sparse", tdp="-3 W")
    assert {problem.where for problem in caught.value.problems} == {"flop", "mfu", "tokenz", "architecture", "tdp"}
    assert "tokens" in str(caught.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "nan token", "1e400 token", True, [1], {}, 0, "0 token"])
def test_no_such_number_of_tokens(value):
    with pytest.raises(InputError):
        TrainingRun("r", tokens=value)


def test_a_run_is_frozen():
    run = TrainingRun("r", flop="1e24 FLOP")
    with pytest.raises(AttributeError, match="frozen"):
        run.name = "other"
    with pytest.raises(TypeError):
        run.fields["flop"] = None
    with pytest.raises(AttributeError):
        run.flops  # noqa: B018  # reading it is the test


def test_but_states_something_otherwise_and_takes_back():
    run = TrainingRun("r", flop="1e24 FLOP", precision="bf16")
    other = run.but("s", flop=None, tokens="1e9 token")
    assert other.name == "s"
    assert other.flop is None
    assert other.tokens.value == 1e9
    assert other.precision == "bf16"
    assert run.flop.value == 1e24


def test_equality_is_of_everything_stated():
    assert TrainingRun("r", flop="1e24 FLOP") == TrainingRun("r", flop="1e24 FLOP")
    assert TrainingRun("r", flop="1e24 FLOP") != TrainingRun("r", flop="2e24 FLOP")


def test_a_name_is_needed():
    with pytest.raises(InputError, match="name"):
        TrainingRun(" ", flop="1e24 FLOP")
