"""What may stand for a run: a name, a file, tables, a compute; and what is said of anything else."""

from pathlib import Path

import pytest

from limits.catalog import shipped
from limits.errors import InputError, UnknownNameError
from limits.runs import TrainingRun
from limits.runs.called import called, is_bare


def refused(text):
    with pytest.raises(InputError) as caught:
        called(text, shipped())
    (problem,) = caught.value.problems
    return problem


def test_a_run_stands_for_itself_and_tables_for_what_they_say():
    run = TrainingRun("mine", flop="3 FLOP")
    assert called(run, shipped()) is run
    assert called({"name": "a", "compute": {"flop": "5 FLOP"}}, shipped()).flop.value == 5.0
    assert refused(7).wanted == "the name of a run, a file, a dictionary of tables, or a TrainingRun"


@pytest.mark.parametrize("path", ["run.toml", "./run.toml"])
def test_a_file_is_told_by_its_ending_or_its_folder(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    Path("run.toml").write_text('name = "x"\n[compute]\nflop = "7 FLOP"\n', encoding="utf-8")
    assert called(path, shipped()).flop.value == called(Path(path), shipped()).flop.value == 7.0


def test_a_name_of_the_catalogue_goes_before_a_file_and_a_file_before_a_compute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("gpt-3", "own", "3 FLOP"):
        Path(name).write_text('name = "of a file"\n[compute]\nflop = "7 FLOP"\n', encoding="utf-8")
    assert called("gpt-3", shipped()).name == "gpt-3-175b"
    assert called("own", shipped()).name == called("3 FLOP", shipped()).name == "of a file"


@pytest.mark.parametrize(
    ("text", "flop", "name"),
    [
        ("1e26 FLOP", 1e26, "run of 1e26 FLOP"),
        (" 2e26 FLOPs ", 2e26, "run of 2e26 FLOPs"),
        ("3 YFLOP", 3e24, "run of 3 YFLOP"),
    ],
)
def test_a_compute_is_a_run_of_it(text, flop, name):
    run = called(text, shipped())
    assert (run.flop.value, run.name) == (pytest.approx(flop, rel=1e-12, abs=0), name)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("70B parameter", "model.parameters"),
        ("1e12 token", "corpus.tokens"),
        ("3 MW", "cluster.power, cluster.node_power or cluster.power_limit"),
        ("1 GWh", "facility.energy"),
        ("54 day", "cluster.wall_time or cluster.accelerator_hours"),
        ("80 GB", "cluster.memory"),
        ("7 USD", "facility.cost"),
        ("5 GB/s", "network.scale_up_rate or network.scale_out_rate"),
    ],
)
def test_another_quantity_is_told_where_it_is_stated(text, fields):
    problem = refused(text)
    first = fields.split(",")[0].split(" or ")[0]
    assert problem.mend == f'state it as {fields} of a run: --set {first}="{text}"'
    assert problem.wanted == "a run, or its number of operations [FLOP]"


def test_a_compute_that_cannot_be_is_refused_as_one():
    assert refused("-3 FLOP").mend == "write e.g. '3.8e25 FLOP'"
    assert refused("1e99 FLOP").wanted.startswith("a run, or its training compute, 1e-60 to 1e+60 FLOP")
    assert refused("5 apples").mend == "no unit is called 'apples'"


@pytest.mark.parametrize("text", ["1e26", "70B", " 70 b ", "1_000", "1.5e3 k", "3", "2e+5T", "1.", "6e-2"])
def test_a_number_must_say_what_it_counts(text):
    said = text.strip()
    assert is_bare(text)
    assert refused(text).mend == f'say what it counts, as in "{said} FLOP", "{said} parameter" or "{said} token"'


@pytest.mark.parametrize("text", ["70B parameter", "gpt-3", "x1e26", "70BB", "", "k", ".5"])
def test_what_is_no_bare_number(text):
    assert not is_bare(text)


def test_a_model_repository_is_told_its_run():
    problem = refused("meta-llama/Llama-3.1-405B")
    assert problem.mend == "the catalogue has llama-3.1-405b: write e.g. limits report llama-3.1-405b"
    assert refused("meta-llama/Llama-3.1-405B/").mend == problem.mend
    assert refused("nobody/nothing").where == "file"


def test_a_model_repository_that_is_here_is_read(tmp_path, monkeypatch):
    folder = tmp_path / "meta-llama"
    folder.mkdir()
    (folder / "Llama-3.1-405B").write_text('name = "x"\n[compute]\nflop = "7 FLOP"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert called("meta-llama/Llama-3.1-405B", shipped()).flop.value == 7.0


def test_a_name_that_several_runs_share_is_said(tmp_path):
    file = tmp_path / "runs.csv"
    file.write_text(
        "run,aliases,shared_names,modality,architecture,train_flop,source,evidence\n"
        "one,both,,text,dense,1e22,paper,primary\n"
        "two,,both,text,dense,2e22,paper,primary\nthree,,both,text,dense,3e22,paper,primary\n"
        "four,,both,text,dense,4e22,paper,primary\n",
        encoding="utf-8",
    )
    mine = shipped().extended(file)
    run = called("both", mine)
    assert (run.name, run.flop.value) == ("one", 1e22)
    assert all(name in run.notes[0] for name in ("both", "one", "two", "three", "four"))
    assert called("one", mine).notes == ()
    with pytest.raises(InputError) as caught:
        called("someone/both", mine)
    assert caught.value.problems[0].mend == "the catalogue has one and two and three: write e.g. limits report one"


def test_a_name_that_nothing_has():
    with pytest.raises(UnknownNameError, match="did you mean gpt-3"):
        called("gpt-33", shipped())
    with pytest.raises(UnknownNameError, match="`limits catalog runs` lists them"):
        called("zzzzzzz", shipped())
