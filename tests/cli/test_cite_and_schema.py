"""``limits cite`` and ``limits schema``."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

import limits
from limits import laws, scaling
from limits.references import entries
from limits.report import schema


def keys(bibtex: str) -> list[str]:
    return re.findall(r"^@\w+\{([\w.:-]+),$", bibtex, re.MULTILINE)


def test_a_law_stands_for_its_references(answer):
    for law in laws.LAWS:
        assert keys(answer("cite", law.key)) == list(law.refs)


def test_a_scaling_law_stands_for_its_references(answer):
    for law in scaling.LAWS.values():
        wanted = [law.key] if law.key in entries() else list(law.references)
        assert keys(answer("cite", law.key)) == wanted


def test_each_reference_is_printed_once(answer):
    said = keys(answer("cite", "landauer1961", "landauer", "limits"))
    assert said[0] == "landauer1961"
    assert said[-1] == "limits"
    assert len(said) == len(set(said))


def test_the_package_cites_itself_with_its_version(answer):
    assert f"version = {{{limits.__version__}}}" in answer("cite", "limits")
    assert limits.__version__ in answer("cite", "limits", "--format", "text")


def test_a_run_stands_for_the_sources_of_its_facts(answer):
    said = answer("cite", "llama-3.1-405b")
    assert keys(said)[0] == "grattafiori2024"  # the bibliography has the paper, and its arXiv number
    assert "https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_1/MODEL_CARD.md" in said
    assert "https://arxiv.org/abs/2407.21783" not in answer(
        "cite", "llama-405b", "--format", "text"
    )  # once, by its key
    assert answer("cite", "llama-405b") == said
    rows = json.loads(answer("cite", "llama-405b", "--format", "json"))["rows"]
    assert [row["key"] for row in rows] == keys(said)


def test_text_and_json(answer):
    said = json.loads(answer("cite", "landauer1961", "--format", "json"))["rows"]
    assert [row["key"] for row in said] == ["landauer1961"]
    assert (
        said[0]["text"] == answer("cite", "landauer1961", "--format", "text").strip() == entries()["landauer1961"].line
    )
    assert said[0]["bibtex"] == answer("cite", "landauer1961").strip()


def test_unknown_keys(refusal):
    assert "did you mean landauer1961" in refusal("cite", "landauer1962")
    assert "list what can be cited" in refusal("cite", "xyzzyxyzzy")


@pytest.mark.parametrize("name", [*schema.names(), "run"])
def test_schemas_are_schemas(answer, name):
    assert name in answer("schema").split()
    Draft202012Validator.check_schema(json.loads(answer("schema", name)))


def test_reports_and_run_files_follow_their_schemas(answer):
    assessment = Draft202012Validator(json.loads(answer("schema", "assessment")))
    assessment.validate(json.loads(answer("report", "llama-3.1-405b", "--format", "json")))
    run = Draft202012Validator(json.loads(answer("schema", "run")))
    run.validate({"name": "mine", "compute": {"flop": "1e24 FLOP"}})
    assert not run.is_valid({"name": "mine", "compute": {"flops": "1e24 FLOP"}})


def test_an_unknown_schema(refusal):
    assert f"there are {', '.join(schema.names())}, run" in refusal("schema", "xyzzy")


def test_the_package_prints_its_version_under_every_style(answer):
    assert f"version {limits.__version__}}}," in answer("cite", "limits")
