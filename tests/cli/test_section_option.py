"""``limits report --section``: a part of the report alone."""

import json

import limits


def test_a_part_of_a_run(answer):
    said = answer("report", "llama-3.1-405b", "--section", "model")
    assert said.startswith("llama-3.1-405b: ")
    for number in ("3.799e25", "3.937e25", "4.096e25"):
        assert number in said
    assert "landauer" not in said


def test_several_parts_of_several_runs(answer):
    said = answer("report", "gpt-3", "llama-3.1-405b", "--section", "memory", "--section", "model")
    assert said.index("gpt-3-175b: Memory per device") < said.index("gpt-3-175b: FLOP of the training")
    assert said.index("gpt-3-175b: FLOP of the training") < said.index("llama-3.1-405b: Memory per device")


def test_a_run_that_is_stated_on_the_command_line(answer):
    said = answer("report", "--set", "parameters=7e9", "--set", "tokens=2e12", "--section", "model")
    assert "8.4e22" in said


def test_the_whole_of_it_comes_before_full(answer):
    assert answer("report", "gpt-3", "--section", "model", "--full") == answer("report", "gpt-3", "--section", "model")


def test_json_has_all(answer):
    said = json.loads(answer("report", "gpt-3", "--section", "model", "--format", "json"))
    assert set(said) == set(json.loads(limits.assess("gpt-3").to_json()))


def test_csv_has_every_count(answer):
    assert "flop_counts" in answer("report", "gpt-3", "--format", "csv")


def test_a_part_that_there_is_not(refusal):
    assert "no section is called 'modle'; did you mean model?" in refusal("report", "gpt-3", "--section", "modle")


def test_a_part_that_there_is_not_is_refused_in_every_format_and_before_any_run(refusal):
    for form in ("text", "json", "csv", "markdown"):
        told = refusal("report", "gpt-3", "no-such-run", "--section", "1", "--format", form)
        assert told == "limits: no section is called '1'\n"
