"""``limits frontier trend``: the list, a page, values, solutions, refusals."""

from __future__ import annotations

import csv
import io
import json

import pytest

from limits.scaling import trends

FORMATS = ["text", "json", "markdown", "csv"]


def test_the_list_names_every_trend_with_its_evidence(answer, asked):
    said = answer("frontier", "trend")
    for key, trend in trends.everything().items():
        assert key in said
        assert trend.title.split(",")[0] in said
    assert [row["key"] for row in asked("trend")["rows"]] == list(trends.names())


@pytest.mark.parametrize("key", trends.names())
def test_every_trend_has_a_page_and_an_example_that_works(answer, asked, key):
    said = answer("frontier", "trend", key)
    trend = trends.get(key)
    assert trend.source.split(",")[0] in " ".join(said.split())
    assert trend.evidence in said
    typed = [f"{each.name}={each.eg}" for each in trend.inputs]
    found = asked("trend", key, *typed)
    assert found["kind"] == "trend"
    assert found["value"] == trend(**{each.name: each.eg for each in trend.inputs}).magnitude


def test_a_value_says_how_far_it_reaches(answer):
    said = answer("frontier", "trend", "brown2020-compute", "compute=1e25 FLOP")
    assert said.startswith("loss ≈ 1.469 nat/token\n")
    assert "Extrapolated: the compute lies 1.5 decades above its range." in said


def test_solving(asked):
    found = asked("trend", "brown2020-compute", "loss=1.9 nat/token", "--solve", "compute")
    assert found["name"] == "compute"
    again = asked("trend", "brown2020-compute", f"compute={found['value']!r} FLOP")
    assert again["value"] == pytest.approx(1.9, rel=1e-13, abs=0)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", [(), ("brown2020-compute",), ("brown2020-compute", "compute=1e22 FLOP")])
def test_every_format_within_the_page(answer, words, form):
    said = answer("frontier", "trend", *words, "--format", form)
    if form == "json":
        json.loads(said)
    elif form == "csv":
        lines = list(csv.reader(io.StringIO(said)))
        assert {len(line) for line in lines} == {len(lines[0])}
    elif form == "text":
        assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["brown2020-computer"], "did you mean brown2020-compute"),
        (["brown2020-compute", "compute=3 W"], "compute: given"),
        (["brown2020-compute", "compute=-1 FLOP"], "> 0"),
        (["brown2020-compute", "compute"], "name=value"),
        (["brown2020-compute", "tokens=3 token"], "tokens"),
        (["brown2020-compute", "self=1"], "self: given '1', wanted one of compute"),
        (["brown2020-compute", "name=1", "--solve", "compute"], "name: given '1', wanted one of loss"),
        (["brown2020-compute", "loss=1.9 nat/token", "--solve", "tokens"], "tokens"),
        (["--solve", "compute"], "needs the KEY"),
    ],
)
def test_refusals(refusal, words, message):
    assert message in refusal("frontier", "trend", *words)


def test_trends_are_cited(answer):
    assert "@misc{brown2020," in answer("cite", "brown2020-compute")
