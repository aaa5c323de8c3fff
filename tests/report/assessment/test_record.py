import json
import math
import os
import pickle

import jsonschema
import pytest

import limits
from limits.assessment.beside import RECORDS
from limits.assessment.records import Assessment
from limits.report import schema
from limits.report.assessment import view
from limits.report.assessment.record import record as record_of
from limits.report.formats.json import plain
from limits.report.law.record import law_to_dict, law_value_to_dict
from limits.runs.fields import NUMBERS, TEXTS


@pytest.fixture(scope="module")
def validator():
    said = json.loads(schema.shipped("assessment"))
    jsonschema.Draft202012Validator.check_schema(said)
    return jsonschema.Draft202012Validator(said)


@pytest.fixture(scope="module")
def strict():
    """The shipped schema, with every key that it does not describe forbidden: outputs have none."""
    said = json.loads(schema.shipped("assessment"))
    for part in (said, *said["$defs"].values()):
        part["additionalProperties"] = False
    return jsonschema.Draft202012Validator(said)


@pytest.mark.parametrize("name", schema.generated())
def test_the_shipped_schema_is_the_generated_one(name):
    """LIMITS_WRITE_GOLDEN=1 writes it anew; removing or redefining a key needs a new version of the contract."""
    if os.environ.get("LIMITS_WRITE_GOLDEN"):
        (schema._FOLDER / f"{name}.json").write_text(schema.generated()[name], encoding="utf-8")
    assert schema.generated()[name] == schema.shipped(name)


def test_every_run_of_the_catalogue_validates(everything, bare, validator, strict):
    for assessment in [*everything, bare]:
        said = json.loads(assessment.to_json(), parse_constant=pytest.fail)  # no NaN, no Infinity
        validator.validate(said)
        strict.validate(said)
        assert said["run"]["flop"]["value"] > 0
        assert (said["frontier"] is None) == (said["frontier_because"] is not None)


def test_what_others_rely_on(llama):
    said = json.loads(llama.to_json())
    assert list(said)[:3] == ["schema", "run", "bounds"]
    assert said["schema"] == "limits.assessment/4"
    assert said["limits_version"] == limits.__version__
    assert said["constants"] == "CODATA 2022"
    assert len(said["input_sha256"]) == 64
    assert said["run"]["flop"] == {
        "value": 3.8e25,
        "unit": "FLOP",
        "origin": {"kind": "catalogue", "row": "llama-3.1-405b"},
    }
    assert {said["run"][name]["unit"] for name in ("parameters", "tokens")} == {"parameter", "token"}
    row = {row["law"]: row for row in said["bounds"]}["landauer"]
    assert row["headroom"]["value"] == pytest.approx(7.65, abs=0.005)
    assert row["binds_at"]["unit"] == "FLOP"
    assert row["choices"][0] == {"convention": "none", "value": {"value": 0.0, "unit": "J"}, "because": None}
    assert row["side"] == "needs"
    assert said["ladder"] == [row.law for row in llama.ladder]


def test_numbers_are_the_very_numbers(everything):
    for assessment in everything:
        said = json.loads(assessment.to_json())
        for row, record in zip(assessment.bounds, said["bounds"], strict=True):
            for name in ("needs", "has", "headroom", "binds_at", "doublings_left", "loss_gained"):
                value = getattr(row, name)
                assert (record[name] is None) == (value is None)
                if value is not None:
                    assert record[name]["value"] == float(value)
                    assert [record[name].get(end) for end in ("low", "high")] == [value.low, value.high]
    limits = [row.needs for assessment in everything for row in assessment.bounds if row.needs is not None]
    assert any(limit.low != limit.high for limit in limits)  # else the ends were compared with nothing


def test_units_are_canonical_and_unknown_is_null_with_a_reason(everything):
    units = {row.name: row.unit for row in NUMBERS}
    for assessment in everything:
        said = plain(record_of(assessment))
        run = said["run"]
        assert set(run) == {
            "name",
            "unknown",
            "notes",
            "contradictions",
            "sources",
            *units,
            *(row.name for row in TEXTS),
        }
        assert all(run[name] is None or run[name]["unit"] == unit for name, unit in units.items())
        assert all(run[name] is None for name in run["unknown"])
        assert all(row["because"] for row in said["bounds"] if row["headroom"] is None)


def test_the_schema_refuses_what_is_not_an_assessment(llama, validator):
    for path, wrong in (
        (("schema",), "limits.assessment.records/2"),
        (("bounds", 0, "kind"), "opinion"),
        (("run", "flop", "unit"), "PFLOP"),
        (("bounds", 0, "headroom"), 7.65),
        (("frontier", "loss"), {"value": 1.0}),
    ):
        said = json.loads(llama.to_json())
        part = said
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = wrong
        assert not validator.is_valid(said), path
    assert not validator.is_valid({})


def test_several_runs_are_an_array_of_the_same_objects(llama, bare):
    assert json.loads(view.many([llama, bare]).to("json")) == [json.loads(each.to_json()) for each in (llama, bare)]


def test_json_is_plain_ascii_and_the_same_each_time(llama):
    assert llama.to_json().isascii()
    assert llama.to_json() == limits.assess("llama-3.1-405b").to_json()


def test_infinity_is_refused_rather_than_written(llama):
    from dataclasses import replace

    from limits.assessment.records import RunFacts
    from limits.value import Value

    facts = RunFacts("x", {"flop": Value(math.inf, "FLOP")}, {}, {}, ())
    with pytest.raises(ValueError, match="Out of range"):
        replace(llama, run=facts).to_json()


def test_a_type_that_no_schema_is_known_for_is_an_error():
    with pytest.raises(TypeError, match="no JSON Schema"):
        schema._type(complex, {})


def test_every_key_of_the_record_is_in_the_schema():
    said = json.loads(schema.shipped("assessment"))
    fields = set(Assessment.__dataclass_fields__) - {"beside"}
    assert set(said["required"]) == {"schema", "ladder", *fields, *RECORDS} == set(said["properties"])
    assert set(json.loads(limits.assess("gpt-4").to_json())) == set(said["required"])


def test_estimates_are_made_when_they_are_asked_for_and_travel_without_their_batch(llama):
    one = limits.assess("llama-3.1-405b")
    assert set(vars(one.beside)) == {"_resolved", "_index"}
    assert one.to("text") == llama.to("text")
    assert "flop_counts" not in vars(one.beside)
    sent = pickle.loads(pickle.dumps(one))
    assert set(vars(sent.beside)) == set(RECORDS)
    assert sent.flop_counts == one.flop_counts == llama.flop_counts
    assert sent.to_json() == one.to_json()


@pytest.mark.parametrize("law", limits.laws.LAWS, ids=lambda law: law.key)
def test_laws_validate(law):
    validator = jsonschema.Draft202012Validator(json.loads(schema.shipped("law")))
    listing = law_to_dict(law)
    validator.validate(json.loads(json.dumps(listing, allow_nan=False)))
    assert {"key", "kind", "sense", "inputs", "latex", "references"} <= set(listing)
    known = {entry.name: entry.typical[0] or 1.0 for entry in law.inputs}
    given = law_value_to_dict(law, 1.5, known)
    validator.validate(given)
    assert (given["value"], given["unit"], given["name"]) == (1.5, law.unit, law.result)
    assert {name: entry["unit"] for name, entry in given["inputs"].items()} == {e.name: e.unit for e in law.inputs}


def test_the_law_schema_takes_the_whole_list_and_nothing_else():
    validator = jsonschema.Draft202012Validator(json.loads(schema.shipped("law")))
    validator.validate([law_to_dict(law) for law in limits.laws.LAWS])
    assert not validator.is_valid([1])
    assert not validator.is_valid({"key": "landauer"})


def test_a_solved_input_has_its_own_unit():
    said = law_value_to_dict(limits.laws.landauer, 300.0, {"bits": 1.0, "energy": 2.87e-21}, solved="temperature")
    assert (said["name"], said["unit"], said["inputs"]["energy"]["unit"]) == ("temperature", "K", "J")
