"""Run files: what they may say, and every error at once."""

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import limits
from limits import catalog
from limits.errors import InputError
from limits.runs import TrainingRun, load
from limits.runs.fields import ROWS
from limits.runs.file import run_schema, to_toml
from limits.runs.resolve import from_row
from limits.value import GIVEN

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def problems(content):
    with pytest.raises(InputError) as caught:
        load(content)
    return {problem.where: problem for problem in caught.value.problems}


def test_the_example_states_every_kind_of_thing():
    run = load(EXAMPLES / "proposed-run.toml")
    assert run.parameters.value == 405e9
    assert (run.mfu.low, run.mfu.high) == (0.38, 0.43)
    assert run.mass.value == 3e5
    assert run.bath_temperature.value == pytest.approx(303.15, rel=1e-6, abs=0)
    assert run.electricity_price.low == pytest.approx(0.06 / 3.6e6, rel=1e-6, abs=0)
    assert run.scale_out == "ib-ndr-4x"
    assert run.pue.origin == GIVEN


def test_a_dictionary_is_as_good_as_a_file():
    assert load({"name": "bare-flop", "compute": {"flop": "1e26 FLOP"}}) == load(EXAMPLES / "bare-flop.toml")


def test_standard_input(monkeypatch):
    content = (EXAMPLES / "bare-flop.toml").read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert load("-").flop.value == 1e26


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(tmp_path):
    file = tmp_path / "run.toml"
    file.write_bytes(b'\xef\xbb\xbfname = "r"\r\n[compute]\r\nflop = "1e24 FLOP"\r\n')
    assert load(file).flop.value == 1e24


def test_based_on_starts_from_a_catalogue_run():
    run = load({"name": "bigger", "based_on": "llama-3.1-405b", "corpus": {"tokens": "30e12 token"}})
    assert run.name == "bigger"
    assert run.tokens.value == 3e13
    assert run.parameters.origin.row == "llama-3.1-405b"


def test_all_errors_come_at_once_each_with_its_place():
    found = problems(
        {
            "based_on": "gpt-33",
            "model": {"parameters": "405e9 token", "paramters": "7e9 parameter"},
            "cluster": {"mfu": 1.4, "accelerator": "h100-sxn", "tdp": 700},
            "network": "ib-ndr-4x",
            "facility": {"pue": 0.9},
            "assumptions": {"erasure": "everything", "bath_temperature": "25 delta_degC"},
        }
    )
    assert set(found) == {
        "name",
        "based_on",
        "model.parameters",
        "model.paramters",
        "cluster.mfu",
        "cluster.accelerator",
        "cluster.tdp",
        "network",
        "facility.pue",
        "assumptions.erasure",
        "assumptions.bath_temperature",
    }
    assert "gpt-3" in found["based_on"].mend
    assert "model.parameters" in found["model.paramters"].mend
    assert "h100-sxm" in found["cluster.accelerator"].mend
    assert "parameter" in found["model.parameters"].mend


def test_only_the_first_of_very_many_mistakes_point_to_what_is_near():
    """Looking for the nearest takes its time; one who wrote another kind of file is not told the same 100 times."""
    found = problems({"name": "r", "model": {f"paramters{k:02}": 1 for k in range(60)}})
    hinted = [path for path, problem in found.items() if problem.mend]
    assert hinted == [f"model.paramters{k:02}" for k in range(len(hinted))]
    assert 10 <= len(hinted) < 60


def test_a_convention_that_needs_more_points_to_the_bits_themselves():
    content = {"name": "r", "compute": {"flop": "1e24 FLOP"}, "assumptions": {"erasure": "gates"}}
    assert "assumptions.erased" in problems(content)["assumptions.erasure"].mend
    content["assumptions"]["erased"] = "2000 bit/FLOP"
    assert limits.assess(load(content)).bounds["landauer"].needs.value > 0


def test_the_right_key_in_the_wrong_table_is_pointed_out():
    assert "cluster.mfu" in problems({"name": "r", "compute": {"mfu": 0.4}})["compute.mfu"].mend


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = \n[", "line 1"),
        (b"", "nothing"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'name = "r"\n[compute]\nflop = 1e400\n', "compute.flop"),
        (b'name = "r"\n[compute]\nflop = nan\n', "compute.flop"),
        (b'name = "r"\n[compute]\nflop = true\n', "compute.flop"),
        (b'name = "r"\n[cluster]\nwall_time = 54\n', "54 day"),
        (b'name = "r"\n[compute]\nflop = [1, 2]\n', "compute.flop"),
        (b'name = "r"\n[[compute]]\nflop = "1e24 FLOP"\n', "compute"),
        (b"name = 7\n", "name"),
        (b'name = "a\\u001b[31m"\n[compute]\nflop = "1e24 FLOP"\n', "printable"),
        (b"a = " + b"[" * 100_000, "TOML"),
        (b"#" * 2_000_000, "bytes"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_unusable_files_are_refused_in_one_message(tmp_path, content, said):
    file = tmp_path / "run.toml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        load(file)
    assert str(file) in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "absent.toml", tmp_path):
        with pytest.raises(InputError, match="file: given"):
            load(path)


@pytest.mark.parametrize("name", catalog.names("run"))
def test_a_catalogue_run_written_as_a_file_is_the_same_run(name, tmp_path):
    run = from_row(catalog.row("run", name))
    file = tmp_path / "run.toml"
    file.write_text(to_toml(run), encoding="utf-8")
    again = load(file)
    assert {key: (f.value, f.low, f.high, f.sigma) for key, f in run.fields.items()} == {
        key: (f.value, f.low, f.high, f.sigma) for key, f in again.fields.items()
    }
    assert dict(run.texts) == dict(again.texts)


def test_a_run_is_written_in_units_that_people_read_with_its_doubts():
    written = to_toml(from_row(catalog.row("run", "llama-3.1-405b"))) + to_toml(from_row(catalog.row("run", "gpt-4")))
    for line in (
        'tokens = "15.6T token"',
        'wall_time = "89.25 day"',
        'accelerator_hours = "30_840_000 hour"',
        'energy = "21.588 GWh"',
        'cost = "52.9 million USD"',
        'emissions = "8930 tonne"',
        'flop = "2.1e25 [8.2e24 .. 4.4e25] FLOP"  # catalogue: gpt-4 (third-party estimate)',
        'scale_out = "eth-400gbase-r4"  # catalogue: llama-3.1-405b (unverified)',
    ):
        assert line in written
    assert not re.search(r" (?:J|bit|s|kg)\"|\.0\b|(?<![.\d])\d{7}", written)


def test_odd_names_survive_a_file(tmp_path):
    run = TrainingRun('a "quoted" \\ name', flop="1e24 FLOP", mfu="0.4 +/- 0.05")
    file = tmp_path / "run.toml"
    file.write_text(to_toml(run), encoding="utf-8")
    again = limits.load(file)
    assert again.name == run.name
    assert again.mfu.sigma == 0.05


def test_the_schema_lists_every_field():
    schema = run_schema()
    listed = json.dumps(schema)
    for row in ROWS:
        section, key = row.path.split(".")
        assert f'"{key}"' in listed
        assert section in schema["properties"]
    assert schema["required"] == ["name"]


@pytest.mark.parametrize("key", [1, None, (), True, 1.5, b"x"])
@pytest.mark.parametrize("table", ["", "model", "nonsense"])
def test_a_key_that_is_no_text_is_one_problem_among_the_others(table, key):
    content = {"name": "r", "compute": {"flop": "1 J"}, table or key: {key: 1} if table else 1}
    places = set(problems(content))
    assert "compute.flop" in places
    assert len(places) == 2


@pytest.mark.parametrize("content", [None, 5, [], b"name", {"model"}])
def test_what_is_neither_a_file_nor_a_dictionary(content):
    assert set(problems(content)) == {"source"}


def test_numbers_that_contradict_one_another_are_named_by_their_path():
    content = {"name": "r", "model": {"parameters": "1e9 parameter", "active_parameters": "2e9 parameter"}}
    assert set(problems(content)) == {"model.active_parameters"}
    content = {"name": "r", "based_on": "deepseek-v3", "model": {"parameters": "1e9 parameter"}}
    assert set(problems(content)) == {"model.active_parameters"}


def test_the_schema_knows_whole_numbers():
    properties = run_schema()["properties"]["cluster"]["properties"]
    assert properties["count"]["type"] == ["string", "integer"]
    assert properties["mfu"]["type"] == ["string", "number"]
