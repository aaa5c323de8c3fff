"""``limits report``: names, files and standard input in, every format out."""

from __future__ import annotations

import csv
import io
import json

import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.report.assessment import view
from limits.report.formats import FORMATS

RUN_FILE = 'name = "mine"\n[model]\nparameters = "7e9 parameter"\n[corpus]\ntokens = "2e12 token"\n'


@pytest.mark.parametrize("form", FORMATS)
def test_one_run_is_printed_as_its_view(answer, form):
    assert answer("report", "gpt-3", "--format", form) == limits.assess("gpt-3").to(form)


@pytest.mark.parametrize("form", FORMATS)
def test_several_runs_are_printed_side_by_side(answer, form):
    runs = ["gpt-3", "llama-3.1-405b"]
    assert answer("report", *runs, "--format", form) == view.many(assess_all(runs)).to(form)


def test_csv_has_the_bounds_of_all_runs(answer):
    rows = list(csv.DictReader(io.StringIO(answer("report", "gpt-3", "llama-3.1-405b", "--format", "csv"))))
    assert {row["run"] for row in rows} == {"gpt-3-175b", "llama-3.1-405b"}
    assert {row["law"] for row in rows} >= {"landauer", "bekenstein", "shannon"}


def test_a_file_and_standard_input_give_the_same_report(answer, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(RUN_FILE, encoding="utf-8")
    by_path = answer("report", str(file))
    assert by_path.startswith("mine: 7B parameters, 2T tokens, 8.4e22 FLOP = 6 N D")
    assert answer("report", "-", typed=RUN_FILE) == by_path


def test_a_file_without_the_ending_is_found_beside_the_catalogue(answer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text(RUN_FILE, encoding="utf-8")
    assert answer("report", "mine").startswith("mine:")


def test_the_text_is_at_most_100_columns_and_ends_with_the_footer(answer):
    lines = answer("report", "llama-3.1-405b").splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[-1].startswith(f"limits {limits.__version__}, CODATA 2022, catalogue ")


def test_a_scaling_law_by_name_and_by_file(answer, refusal, tmp_path):
    assert answer("report", "gpt-3", "--scaling", "hoffmann2022") != answer("report", "gpt-3")
    own = tmp_path / "own.toml"
    own.write_text(
        '[own]\ntitle = "Own"\nform = "hoffmann"\nmodality = "text"\nobjective = "next-token cross entropy"\n'
        'corpus = "ours"\ntokenizer = "ours"\nloss_unit = "nat/token"\ncounts = "total"\nsource = "ours"\n'
        'evidence = "own"\n[own.constants]\nE = 1.5\nA = 400.0\nB = 2000.0\nalpha = 0.34\nbeta = 0.36\n',
        encoding="utf-8",
    )
    found = json.loads(answer("report", "gpt-3", "--scaling", str(own), "--format", "json"))
    assert found["frontier"]["law"] == "own"
    assert "no scaling law is called 'hofman2022'; did you mean hoffmann2022" in refusal(
        "report", "gpt-3", "--scaling", "hofman2022"
    )


def test_the_erasure_convention_is_that_of_all_runs(answer, refusal):
    said = json.loads(answer("report", "gpt-3", "llama-3.1-405b", "--erasure", "none", "--format", "json"))
    limits_found = [next(row for row in a["bounds"] if row["law"] == "landauer")["needs"]["value"] for a in said]
    assert limits_found == [0.0, 0.0]
    assert "one of none, output_overwrite" in refusal("report", "gpt-3", "--erasure", "xyzzy")


def test_fields_can_be_stated_otherwise(answer, refusal):
    words = ("--set", "cluster.count=20000", "--set", "assumptions.bath_temperature = 77 K")
    said = json.loads(answer("report", "gpt-3", *words, "--format", "json"))
    assert said["run"]["count"]["value"] == 20000
    assert said["run"]["bath_temperature"] == {"value": 77.0, "unit": "K", "origin": {"kind": "given"}}
    assert "did you mean facility.pue" in refusal("report", "gpt-3", "--set", "facility.pe=1")
    assert "wanted KEY=VALUE" in refusal("report", "gpt-3", "--set", "facility.pue")
    assert "power usage effectiveness >= 1" in refusal("report", "gpt-3", "--set", "facility.pue=0.5")


def test_a_catalogue_of_ones_own(answer, refusal, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("run,train_flop,source,evidence\nours,1e24,us,primary\n", encoding="utf-8")
    assert answer("report", "ours", "--catalog", str(rows)).startswith("ours: 1e24 FLOP")
    assert "no run is called 'ours'" in refusal("report", "ours")
    rows.write_text("run,train_flop,source,evidence\nours,-1,us,primary\n", encoding="utf-8")
    assert "line 2" in refusal("report", "ours", "--catalog", str(rows))


def test_the_result_goes_to_a_file(answer, refusal, tmp_path):
    file = tmp_path / "report.txt"
    assert answer("report", "gpt-3", "--output", str(file)) == ""
    assert file.read_text(encoding="utf-8") == answer("report", "gpt-3")
    assert "wanted a file that can be written" in refusal("report", "gpt-3", "--output", str(tmp_path))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "given nothing"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "bytes that are not UTF-8 text"),
        ('name = "x"\n[a\n', "at line 2"),
        ('name = "x"\n', "compute.flop"),
        ('name = "x"\n[cluster]\nmfu = "1.2"\ncuont = 3\n', "cluster.cuont"),
    ],
)
def test_what_is_wrong_with_standard_input_is_said(refusal, typed, says):
    assert says in refusal("report", "-", typed=typed)


def test_all_that_is_wrong_with_a_file_is_said_at_once(refusal):
    said = refusal("report", "-", typed='name = "x"\n[cluster]\nmfu = "1.2"\ncuont = 3\naccelerator = "h10"\n')
    assert said.startswith("limits: standard input: 3 inputs cannot be used\n")
    assert all(key in said for key in ("cluster.mfu", "cluster.cuont", "cluster.accelerator"))


def test_names_that_nothing_answers_to(refusal, tmp_path):
    assert refusal("report", "lama-3.1-405b").startswith("limits: no run is called 'lama-3.1-405b'; did you mean llama")
    assert "`limits catalog runs` lists them" in refusal("report", "qwertzuiop")
    assert "the name of no file" in refusal("report", "missing.toml")
    assert "given a directory" in refusal("report", f"{tmp_path}/")
    assert "Name a RUN (limits catalog runs lists them)" in refusal("report")


def test_a_name_of_a_family_says_on_the_first_screen_which_run_it_is_of(answer):
    assert "\n'BERT' is read as bert-large; bert-base is called so too\n" in answer("report", "BERT")
    assert "is read as" not in answer("report", "bert-large")
    assert "is read as bert-large" in json.loads(answer("report", "bert", "--format", "json"))["run"]["notes"][0]


def test_a_run_whose_compute_nobody_published_is_told_how_to_state_one(answer, refusal):
    said = refusal("report", "claude 3 opus")
    assert "Anthropic has not published its compute, and nobody's estimate is in the catalogue" in said
    assert "what is known: limits catalog runs claude-3-opus" in said
    assert "1.64e25 from benchmark scores" in " ".join(answer("catalog", "runs", "claude-3-opus").split())
    assert answer("report", "claude-3-opus", "--set", "flop=1.64e25 FLOP").startswith("claude-3-opus: 1.64e25 FLOP")


def test_the_first_screen_marks_what_others_estimated_and_what_is_left_out(answer):
    zero = " ".join(answer("report", "alphazero").split())
    assert zero.startswith("alphazero: 1.06e20 FLOP [third-party estimate, without self-play]")
    assert "64 x tpu-v2 [third-party estimate, without self-play], 34 h" in zero
    assert answer("report", "alphafold").startswith("alphafold-2: 93M parameters, 2.99e21 FLOP [third-party estimate,")
    assert answer("report", "bert-base").splitlines()[0].endswith("8.45e19 FLOP = 6 N D [unverified]")


def test_an_estimated_cost_is_not_pasted_as_published(answer):
    said = " ".join(answer("report", "gpt-4", "--full").split())
    assert "the cost is 37.3 million USD, third-party estimate" in said
