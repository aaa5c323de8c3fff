"""The parts of a run file and of its schema, one by one."""

import pytest

from limits.errors import InputError
from limits.runs import TrainingRun, load
from limits.runs.fields import LONGEST_NAME, NUMBERS, ROWS, TEXTS
from limits.runs.file import run_schema, to_toml
from limits.runs.run import place_of
from limits.units.conversion import FIXED
from limits.value import OriginKind

from .configs import LLAMA


def problems(content):
    with pytest.raises(InputError) as caught:
        load(content)
    return {problem.where: problem for problem in caught.value.problems}


def test_the_schema_of_a_run_file_by_hand():
    schema = run_schema()
    properties = schema.pop("properties")
    assert schema == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A run file of limits",
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
    }
    named = {"type": "string", "minLength": 1, "maxLength": 200}
    assert {key: value for key, value in properties.pop("name").items() if key != "description"} == named
    assert {key: value for key, value in properties.pop("based_on").items() if key != "description"} == named
    assert LONGEST_NAME == 200
    for table, content in properties.items():
        assert (content["type"], content["additionalProperties"]) == ("object", False)
        assert {f"{table}.{key}" for key in content["properties"]} == {
            row.path for row in ROWS if row.path.startswith(f"{table}.")
        }
    assert len(properties) == len({row.path.split(".")[0] for row in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_schema_of_each_field(row):
    table, key = row.path.split(".")
    found = run_schema()["properties"][table]["properties"][key]
    if row in TEXTS:
        wanted = {"type": "string", "description": row.doc, "examples": [row.eg]}
        assert found == (wanted | {"enum": list(row.choices)} if row.choices else wanted)
        return
    bare = row.unit in {"1", *FIXED}
    kind = ["string", "integer" if row.whole else "number"] if bare else "string"
    assert found == {"type": kind, "description": row.wanted, "examples": [row.eg]}


def test_most_numbers_need_their_unit():
    properties = run_schema()["properties"]
    kinds = {
        row.name: properties[row.path.split(".")[0]]["properties"][row.path.split(".")[1]]["type"] for row in NUMBERS
    }
    assert (kinds["flop"], kinds["tdp"], kinds["mfu"], kinds["count"]) == (
        *(["string", "number"], "string", ["string", "number"], ["string", "integer"]),
    )


@pytest.mark.parametrize(
    ("content", "where", "mend"),
    [
        (
            {"mfu": 0.4},
            "mfu",
            'it stands in a table: [cluster] with mfu = ... below, in Python {"cluster": {"mfu": ...}}',
        ),
        (
            {"cluster.mfu": 0.4},
            "cluster.mfu",
            'it stands in a table: [cluster] with mfu = ... below, in Python {"cluster": {"mfu": ...}}',
        ),
        ({"clustr": {}}, "clustr", "did you mean cluster or cluster.tdp?"),
        ({"zzzzzz": {}}, "zzzzzz", ""),
        ({"cluster": 3}, "cluster", "write [cluster] and its keys below"),
        ({"cluster": {"pue": 1.1}}, "cluster.pue", "did you mean facility.pue?"),
        ({"cluster": {"zz" * 20: 1.1}}, f"cluster.{'zz' * 20}", ""),
        ({"nam": "x"}, "nam", "did you mean name?"),
        ({"basedon": "gpt-3"}, "basedon", "did you mean based_on?"),
    ],
)
def test_a_key_in_the_wrong_place_is_told_where_it_belongs(content, where, mend):
    assert problems({"name": "r", **content})[where].mend == mend


def test_twenty_mistakes_are_told_what_is_near():
    found = problems({"name": "r", "model": {f"paramters{k:02}": 1 for k in range(30)}})
    assert [bool(problem.mend) for problem in found.values()] == [True] * 20 + [False] * 10


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("", True),
        ("  ", True),
        ("a\nb", True),
        ("a" * 200, False),
        ("a" * 201, True),
        (None, True),
        (7, True),
        ("a", False),
    ],
)
def test_a_run_has_a_name_of_one_line(name, wrong):
    content = {"name": name, "compute": {"flop": "1e24 FLOP"}}
    if wrong:
        assert set(problems(content)) == {"name"}
    else:
        assert load(content).name == name


def test_a_row_to_start_from_need_not_be_named():
    assert set(problems({"name": "r", "based_on": ""})) == {"based_on"}
    assert set(problems({"name": "r", "based_on": 7})) == {"based_on"}
    assert set(problems({})) == {"name"}
    assert load({"name": "r", "based_on": None, "compute": {"flop": "1 FLOP"}}).flop.value == 1.0


def test_a_run_of_a_configuration_is_written_with_its_counts():
    text = to_toml(TrainingRun("mine", config=LLAMA, heads=3, tokens="7e9 token"))
    assert "config = " not in text
    for line in ('heads = "3"', 'layers = "2"', 'width = "64"', 'vocabulary = "100"', 'tokens = "7B token"'):
        assert line in text.replace("  # derived: counted from a dictionary of keys (llama)", "")
    assert 'layers = "2"  # derived: counted from a dictionary of keys (llama)' in text
    assert 'heads = "3"\n' in text


def test_what_is_stated_has_no_comment_and_quotes_are_kept():
    assert to_toml(TrainingRun('a "b" \\ c', flop="2e24 FLOP", grid="us-average")) == (
        'name = "a \\"b\\" \\\\ c"\n\n[compute]\nflop = "2e24 FLOP"\n\n[facility]\ngrid = "us-average"\n'
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("gpt-3", "run gpt-3"),
        ("this run", "this run"),
        ("run of 1 FLOP", "run of 1 FLOP"),
        ("", "run"),
        ("run", "run run"),
    ],
)
def test_how_a_message_names_a_run(name, place):
    assert place_of(name) == place


def test_what_is_read_otherwise_than_it_was_written_says_so():
    run = TrainingRun("r", snr="20", flop="1e24 FLOP", power="5 [4 .. 7] W")
    assert (run.snr.origin.kind, run.snr.origin.how) == (OriginKind.GIVEN, "20 is read as 13.0 dB")
    assert run.flop.origin.how == ""
    assert repr(run) == "TrainingRun('r', snr=20 1, flop=1e+24 FLOP, power=5 W)"


@pytest.mark.parametrize(
    ("stated", "read"), [("5 .. 7", True), ("5 .. 8", True), ("5.5 [5 .. 7]", False), ("6 [5 .. 7]", True)]
)
def test_of_what_is_counted_all_that_is_written_is_whole(stated, read):
    if read:
        assert TrainingRun("r", layers=stated).layers.low == 5.0
    else:
        with pytest.raises(InputError, match="a whole number"):
            TrainingRun("r", layers=stated)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("1e60 FLOP", True),
        ("1.000001e60 FLOP", False),
        ("1e-60 FLOP", True),
        ("0.999999e-60 FLOP", False),
        ("1 +/- 1e60 FLOP", True),
        ("1 +/- 1.00001e60 FLOP", False),
        ("1 +/- 1e-60 FLOP", True),
        ("1 +/- 0.99999e-60 FLOP", False),
        ("1 .. 1.1e60 FLOP", False),
    ],
)
def test_how_large_and_how_small_a_number_may_be(number, read):
    if read:
        assert TrainingRun("r", flop=number).flop.value > 0
    else:
        with pytest.raises(InputError, match="where products stay within floats"):
            TrainingRun("r", flop=number)


def test_as_many_parameters_may_be_active_as_there_are():
    assert TrainingRun("r", parameters="7 parameter", active_parameters="7 parameter").active_parameters.value == 7
    with pytest.raises(InputError, match="given 8, wanted at most the parameters of the model, 7"):
        TrainingRun("r", parameters="7 parameter", active_parameters="8 parameter")


def test_a_run_lists_its_fields():
    run = TrainingRun("r", flop="1e24 FLOP")
    assert {"flop", "mfu", "grid", "but", "sha256"} <= set(dir(run))
    assert run != "r"
    assert not hasattr(run, "__wrapped__")
