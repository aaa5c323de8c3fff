"""What people type and mistype: each ends in the right answer, or in one message that mends it in one try."""

from __future__ import annotations

import inspect
import json

import pytest

import limits
from limits import scaling
from limits.errors import InputError, LimitsError
from limits.runs import load
from limits.scaling import trends

LANDAUER = 'bits="1e26 bit" temperature="300 K"'
_PREDICT = ("frontier", "predict")
_OPTIMAL = ("frontier", "optimal")
_LANDAUER = ("law", "landauer", "bits=1e26 bit", "temperature=300 K")
_COST = ("--price", "1e-18 USD/FLOP")
_ENERGY = ("law", "landauer", "energy=1 J", "temperature=300 K")
# What was typed, what the one message says, and what is typed then.
MENDED = [
    ((*_OPTIMAL, "1e25"), 'Write --compute "1e25".', (*_OPTIMAL, "--compute", "1e25")),
    ((*_OPTIMAL, "--compute", "1e25", "FLOP"), '--compute "1e25 FLOP"', (*_OPTIMAL, "--compute", "1e25 FLOP")),
    ((*_OPTIMAL, "--compute=1e25", "FLOP"), '--compute "1e25 FLOP"', (*_OPTIMAL, "--compute", "1e25 FLOP")),
    ((*_OPTIMAL, "--compute", "FLOP"), "begin with the number", (*_OPTIMAL, "--compute", "1e25 FLOP")),
    ((*_OPTIMAL, "--cost", "$10M", *_COST), "write '10M USD'", (*_OPTIMAL, "--cost", "10M USD", *_COST)),
    (_PREDICT, "limits frontier predict llama-3.1-405b", (*_PREDICT, "llama-3.1-405b")),
    (
        (*_PREDICT, "--tokens", "3T"),
        "Give --parameters too, or a RUN.",
        (*_PREDICT, "--tokens", "3T", "--parameters", "70B"),
    ),
    (
        (*_PREDICT, "stable-diffusion-1"),
        "--parameters and --tokens",
        (*_PREDICT, "--parameters", "1B", "--tokens", "1T"),
    ),
    (_ENERGY, "add --solve bits", (*_ENERGY, "--solve", "bits")),
    ((*_LANDAUER, "energy=1 J"), '--claim "1 J"', (*_LANDAUER, "--claim", "1 J")),
    (("law", "landauer", "--bits", "1e26 bit"), 'bits="1e26 bit"', _LANDAUER),
    (("law", "landauer", "bits", "=", "1e26 bit", "temperature=300 K"), LANDAUER, _LANDAUER),
    (("law", "landauer", "bits=", "1e26 bit", "temperature", "=300 K"), LANDAUER, _LANDAUER),
    (("law", "landauer", "bits=1e26", "bit", "temperature=300", "K"), LANDAUER, _LANDAUER),
    (("law", "landauer", "bits=1 bit", "300"), 'write e.g. bits="1e12 bit" temperature="300 K"', _LANDAUER),
    (("law", "xyzzy"), "limits law --search", ("law", "--search", "erasure")),
    (
        ("frontier", "trend", "brown2020-compute", "--compute", "3e23 FLOP"),
        'compute="3e23 FLOP"',
        ("frontier", "trend", "brown2020-compute", "compute=3e23 FLOP"),
    ),
    (
        ("frontier", "trend", "brown2020-compute", "loss=1.9 nat/token"),
        "add --solve compute",
        ("frontier", "trend", "brown2020-compute", "loss=1.9 nat/token", "--solve", "compute"),
    ),
    (("report", "gpt-3", "--json"), "Write --format json.", ("report", "gpt-3", "--format", "json")),
    (("report", "gpt-3", "--md"), "Write --format markdown.", ("report", "gpt-3", "--format", "markdown")),
    (("report", "gpt-3", "-f", "json"), "Write --format json.", ("report", "gpt-3", "--format", "json")),
    (("report", "gpt-3", "-o", "out.html"), "Write --output out.html.", ("report", "gpt-3", "--output", "out.html")),
    (("report", "gpt-3", "--set", "puw=1.2"), "did you mean pue", ("report", "gpt-3", "--set", "pue=1.2")),
    (("report", "pythia1"), "did you mean pythia-1b", ("report", "pythia-1b")),
    (("report",), 'limits report "1e26 FLOP"', ("report", "1e26 FLOP")),
    (("report", "1e26"), 'as in "1e26 FLOP"', ("report", "1e26 FLOP")),
    (("report", "1e26", "FLOP"), 'limits report "1e26 FLOP"', ("report", "1e26 FLOP")),
    (
        ("report", "5 GWh"),
        "compute.flop: given nothing",
        ("report", "1e26 FLOP", "5 GWh"),
    ),
    (("report", "h100"), "limits catalog accelerators h100", ("catalog", "accelerators", "h100")),
    (("catalog", "runs", "lama-33"), "did you mean llama-33b", ("catalog", "runs", "llama-33b")),
    (("catalog", "h100"), "limits catalog accelerators h100", ("catalog", "accelerators", "h100")),
    (("catalog", "gpu"), "limits catalog accelerators", ("catalog", "accelerators")),
    (("catalog", "gpt-3"), "limits catalog runs gpt-3", ("catalog", "runs", "gpt-3")),
    (("catalog", "chinchilla"), "limits catalog scaling-laws chinchilla", ("catalog", "scaling-laws", "chinchilla")),
    (("catalog", "nvlink"), "limits catalog links nvlink-1", ("catalog", "links", "nvlink-1")),
    (("catalog", "runs", "h100"), "limits catalog accelerators h100", ("catalog", "accelerators", "h100")),
    ((*_PREDICT, "gpt-3", ""), "Leave out the empty word.", (*_PREDICT, "gpt-3")),
    ((*_PREDICT, "gpt-3", " "), "Leave out the empty word.", (*_PREDICT, "gpt-3")),
    (
        (*_PREDICT, "70B", "1.4T"),
        "Write --parameters 70B --tokens 1.4T.",
        (*_PREDICT, "--parameters", "70B", "--tokens", "1.4T"),
    ),
    (("cite", "limit"), "did you mean limits", ("cite", "limits")),
]
RUN_FILES = [  # content, what the message says
    ("name = 'a'\n[corpus]\ntokens = 2T\n", "line 3: given tokens = 2T", 'tokens = "2T"'),
    ("name = 'a'\n[cluster]\nwall_time = 54 days # long\n", "line 3", 'wall_time = "54 days"'),
    ("name = 'a'\n[cluster]\ncount = 16,384\n", "line 3", "count = 16_384"),
    ("name = 'a'\n[cluster]\nmfu = .4\n", "line 3", "mfu = 0.4"),
    ("name = 'a'\n[cluster]\naccelerator = h100-sxm\n", "line 3", 'accelerator = "h100-sxm"'),
    ('{"name": "a", "compute": {"flop": "1e26 FLOP"}}', "given JSON", 'flop = "1e26 FLOP"'),
    ("name: mine\ncompute:\n  flop: 1e26 FLOP\n", "reads like YAML", 'name = "mine"'),
]


@pytest.mark.parametrize("slip", MENDED, ids=lambda slip: " ".join(slip[0]))
def test_one_message_mends_the_call_in_one_try(call, refusal, tmp_path, monkeypatch, slip):
    words, said, then = slip
    monkeypatch.chdir(tmp_path)
    message = refusal(*words)
    assert said in message
    assert message.count("Did you mean") + message.count("did you mean") <= 1
    mended = call(*then)
    assert (mended.exit_code, mended.stderr) == (1 if "--claim" in then else 0, "")
    assert mended.stdout or (tmp_path / "out.html").stat().st_size


def test_no_name_is_suggested_twice(refusal):
    said = refusal("cite", "limit").partition("did you mean ")[2].strip().removesuffix("?").split(" or ")
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("content", "where", "said"), RUN_FILES)
def test_run_files_that_are_no_toml(tmp_path, content, where, said):
    file = tmp_path / "run.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(file)
    assert where in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_a_file_of_another_kind_is_told_by_its_ending(refusal, tmp_path, monkeypatch, ending):
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"run.{ending}").write_text('{"name": "a"}', encoding="utf-8")
    said = {"json": "a run is written in TOML, not in JSON", "yaml": "given JSON"}  # a .json is a model's configuration
    assert said[ending] in refusal("report", f"run.{ending}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_files_with_a_byte_order_mark_are_read(answer, tmp_path, encoding):
    file = tmp_path / "run.toml"
    file.write_text('name = "marked"\n[compute]\nflop = "1e26 FLOP"\n', encoding=encoding)
    assert "marked" in answer("report", str(file))


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("law", "Landauer"), ("law", "landauer")),
        (("frontier", "trend", "Brown2020-Compute"), ("frontier", "trend", "brown2020-compute")),
        (
            ("frontier", "predict", "--parameters", "70B", "--tokens", "1.4T", "--scaling", "Chinchilla"),
            ("frontier", "predict", "--parameters", "70B", "--tokens", "1.4T", "--scaling", "hoffmann2022"),
        ),
        (("frontier", "optimal", "-h"), ("frontier", "optimal", "--help")),
        (("-h",), ("--help",)),
    ],
    ids=" ".join,
)
def test_another_spelling_gives_the_same_answer(answer, words, same):
    assert answer(*words) == answer(*same)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_table_with_another_separator_is_read(answer, tmp_path, separator):
    plain = "curve,compute,loss\n" + "".join(f"c{k},1e{18 + k},{4 - 0.3 * k}\n" for k in range(6))
    commas, other = tmp_path / "a.csv", tmp_path / "b.csv"
    commas.write_text(plain, encoding="utf-8")
    other.write_text(plain.replace(",", separator), encoding="utf-8")
    words = ("frontier", "envelope")
    assert answer(*words, str(other), "--format", "csv") == answer(*words, str(commas), "--format", "csv")


def test_headers_that_are_called_otherwise_are_shown_with_what_to_write(refusal, tmp_path):
    file = tmp_path / "runs.csv"
    file.write_text("N;D;L\n1e9;2e10;3\n", encoding="utf-8")
    said = refusal("frontier", "fit", str(file))
    assert "given N, D, L, separated by ';'" in said
    assert "write --columns parameters=N,tokens=D,loss=L" in said
    file.write_text("parameters\ttokens\tloss\n1e9\t2e10\t3,1\n", encoding="utf-8")
    assert "write 1.5 with a point" in refusal("frontier", "fit", str(file))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*_PREDICT, "--parameters", "70B", "--tokens", "1.4T"), "70B is read as 7e10 parameter"),
        ((*_OPTIMAL, "--cost", "10 million USD", *_COST), "run of 1e25 FLOP"),
        ((*_PREDICT, "llama-3.1-405b"), "llama-3.1-405b: its number of tokens is 1.56e13 tokens"),
        (("report", "1e26 FLOP"), "1e26 FLOP"),
        (("report", "--set", "compute.flop=1e26 FLOP"), "this run: 1e26 FLOP"),
        (("law", "shannon", "bandwidth=4 GHz", "snr=20"), "snr = 20 (13.0 dB)"),
        (("law", "--search", "100G"), "limits catalog links"),
        (("law", "--search", "lane"), "shannon "),
        (("law", "--search", "h100"), "limits catalog accelerators NAME"),
        (("law", "--search", "xyzzy"), "All laws: limits law"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_what_was_refused_or_unsaid_is_answered(answer, words, said):
    assert said in answer(*words)


def test_what_a_search_points_to_can_be_typed(answer):
    for words in (("catalog", "links"), ("law", "--search", "channel"), ("law", "--search", "operations")):
        assert len(answer(*words).splitlines()) > 10


def test_a_run_beside_options_is_read_as_the_report_reads_it(asked):
    run = asked("predict", "gpt-3")
    assert run == asked("predict", "--parameters", "174591683584", "--tokens", "300e9") or run["parameters"] > 1.7e11
    longer = asked("predict", "gpt-3", "--tokens", "600e9")
    assert (longer["parameters"], longer["tokens"]) == (run["parameters"], 600e9)
    assert longer["loss"] < run["loss"]


def test_bad_files_do_not_hide_good_ones(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "a": '[compute]\nflop = "1e26 J"',
        "b": "[compute]\nflop = 2T",
        "c": '[compute]\nflop = "1e26 FLOP"',
        "d": "[facility]\npue = 1.2",
    }.items():
        (tmp_path / f"{name}.toml").write_text(f'name = "run {name}"\n{content}\n', encoding="utf-8")
    result = call("report", "a.toml", "b.toml", "c.toml", "d.toml", "gpt-3", "--format", "json")
    assert result.exit_code == 2
    assert [each["run"]["name"] for each in json.loads(result.stdout)] == ["run c", "gpt-3-175b"]
    assert result.stderr.count("limits: ") == 1
    for said in ("3 of 5 runs", "a.toml", "1e26 J", "b.toml", "line 3", "d.toml", "compute.flop: given nothing"):
        assert said in result.stderr
    none = call("report", "a.toml", "b.toml")
    assert (none.exit_code, none.stdout) == (2, "")
    assert "2 of 2 runs" in none.stderr


def test_python_reads_what_the_command_line_reads(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.toml").write_text('name = "mine"\n[compute]\nflop = "1e26 FLOP"\n', encoding="utf-8")
    table = {"name": "mine", "compute": {"flop": "1e26 FLOP"}}
    for given in ("my.toml", tmp_path / "my.toml", table, load(table)):
        assessment = limits.assess(given)
        assert (assessment.run.name, assessment.run.numbers["flop"].value) == ("mine", 1e26)
    assert limits.assess("1e26 FLOP").run.numbers["flop"].value == 1e26


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"flop": "1e26 FLOP"}, '{"compute": {"flop": ...}}'),
        ({"compute.flop": "1e26 FLOP"}, '{"compute": {"flop": ...}}'),
        ({"name": "mine", "compute": {"flops": "1e26 FLOP"}}, "did you mean compute.flop"),
        ("missing.toml", "the name of no file"),
        (1e26, "the name of a run, a file, a dictionary of tables, or a TrainingRun"),
        (None, "the name of a run, a file, a dictionary of tables, or a TrainingRun"),
    ],
)
def test_what_stands_for_no_run_is_told(given, said):
    with pytest.raises(LimitsError) as refused:
        limits.assess(given)
    assert said in str(refused.value)


def test_inputs_go_by_name():
    with pytest.raises(InputError, match=r"write landauer\(bits='1e26 bit', temperature='300 K'\)"):
        limits.laws.landauer("1e26 bit", "300 K")
    with pytest.raises(InputError, match=r"write landauer\(temperature='300 K', bits='1 bit'\)"):
        limits.laws.landauer("300 K", bits="1 bit")
    with pytest.raises(InputError, match=r"write landauer.solve\(\"bits\", temperature='300 K', energy='1 J'\)"):
        limits.laws.landauer.solve("bits", "300 K", "1 J")
    with pytest.raises(InputError, match=r"write trends.get\(\"brown2020-compute\"\)\(compute='1e25 FLOP'\)"):
        trends.get("brown2020-compute")("1e25 FLOP")


def test_help_on_public_functions_begins_with_what_they_are_for():
    for function in (limits.assess, limits.load, scaling.fit, scaling.get, scaling.load, scaling.envelope):
        assert len(str(inspect.signature(function))) < 300, function.__name__
