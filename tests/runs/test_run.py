"""A run as it is stated: frozen, named fields, every error at once."""

import pint
import pytest

from limits.errors import InputError
from limits.runs import TrainingRun
from limits.runs.fields import NUMBERS, ROWS
from limits.runs.run import number_of

WHOLE = {
    "layers",
    "width",
    "heads",
    "vocabulary",
    "count",
    "domain",
    "lanes",
    "tensor",
    "pipeline",
    "data",
    "kv_heads",
    "feedforward",
    "experts",
    "experts_per_token",
    "context_ranks",
    "expert_ranks",
    "expert_tensor_ranks",
    "virtual",
}


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


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_whole_numbers_are_those_that_count_things(row):
    assert row.whole == (row.name in WHOLE)
    if not row.whole:
        return
    assert "a whole number" in row.wanted
    for value in ("7.5", 7.5, "7 .. 8.5", "7.5 [7 .. 9]", "7.5 +/- 1"):
        with pytest.raises(InputError, match=f"{row.name}: given .*, wanted {row.doc} >= 1, a whole number"):
            TrainingRun("r", **{row.name: value})
    for value, centre in (
        ("7", 7),
        (8.0, 8),
        ("7 .. 8", 7.5),
        ("1 .. 1000", 31.6),
        ("8 [7 .. 9]", 8),
        ("8 +/- 0.5", 8),
    ):
        assert getattr(TrainingRun("r", **{row.name: value}), row.name).value == pytest.approx(centre, rel=1e-3, abs=0)


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
@pytest.mark.parametrize(
    "number", ["5e-324", "9e-61", "1.1e60", "1.7e308", "1 .. 1e308", "1 +/- 1e308", "1 +/- 5e-324"]
)
def test_numbers_beyond_any_machine_are_refused_where_they_stand(row, number):
    unit = "" if row.unit == "1" else f" {row.unit}"
    with pytest.raises(InputError, match=f"{row.name}: .*1e-60 to 1e\\+60"):
        TrainingRun("r", **{row.name: number + unit})


def test_no_more_parameters_can_be_active_than_there_are():
    with pytest.raises(InputError) as caught:
        TrainingRun("r", parameters="7e9 parameter", active_parameters="8e9 parameter", mfu=2)
    assert {problem.where for problem in caught.value.problems} == {"mfu", "model.active_parameters"}
    assert "at most the parameters of the model, 7e+09" in str(caught.value)
    run = TrainingRun("r", parameters="7e9 parameter", active_parameters="7e9 parameter")
    with pytest.raises(InputError, match="active_parameters"):
        run.but(parameters="6e9 parameter")


def test_names_and_texts_have_an_end():
    assert TrainingRun("a" * 200, energy_scope="b" * 1_000, flop="1e24 FLOP").name == "a" * 200
    with pytest.raises(InputError) as caught:
        TrainingRun("a" * 201, energy_scope="b" * 1_001, flop="1e24 FLOP")
    assert {problem.where for problem in caught.value.problems} == {"name", "energy_scope"}
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("name", ["parameters", "active_parameters", "matmul_parameters"])
def test_an_absurd_number_of_parameters_is_refused(name):
    with pytest.raises(InputError, match=r"given '1e40 parameter', wanted .* and <= 1e\+30"):
        TrainingRun("r", **{name: "1e40 parameter"})
