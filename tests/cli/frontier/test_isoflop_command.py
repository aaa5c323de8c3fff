"""`limits frontier isoflop`: minima of budgets on the command line."""

import json
from pathlib import Path

import pytest

from ...report.scaling.runs import MARIN

EXAMPLE = str(Path(__file__).parents[3] / "docs" / "examples" / "fits" / "isoflop.csv")


@pytest.fixture
def marin(tmp_path):
    file = tmp_path / "marin.csv"
    file.write_text(MARIN, encoding="utf-8")
    return str(file)


def asked(answer, *words):
    return json.loads(answer("frontier", "isoflop", *words, "--format", "json"))


def test_published_minima(answer, marin):
    said = asked(answer, marin)
    assert [f"{each['tokens']['value']:.2e}" for each in said["budgets"]] == ["2.84e+09", "5.08e+09"]
    assert [f"{each['loss']['value']:.3f}" for each in said["budgets"]] == ["3.361", "3.198"]
    first, second = said["budgets"]
    assert "low" not in first["parameters"]
    assert "three runs determine a parabola" in first["no_interval"]
    assert second["parameters"]["low"] < second["parameters"]["value"] < second["parameters"]["high"]
    assert said["laws"] == []


def test_text_says_what_is_not_known(answer, marin):
    text = " ".join(answer("frontier", "isoflop", marin, "--compute", "1e20 FLOP").split())
    assert "1e18 FLOP: three runs determine a parabola" in text
    assert "Not known: fewer than three budgets have a minimum among their runs." in text
    assert "2 budgets have a minimum among their runs: 3 are needed for power laws" in text
    assert "the valley of a loss is no parabola" in text


def test_rows_outside_and_tolerance(answer, refusal, tmp_path):
    file = tmp_path / "runs.csv"
    file.write_text(
        "parameters,compute,loss\n1e8,1e18,3.4\n2e8,1.05e18,3.3\n4e8,1.08e18,3.4\n1e9,9e20,2.4\n", encoding="utf-8"
    )
    said = asked(answer, str(file))
    assert (said["points"], said["outside"], len(said["budgets"])) == (4, 1, 1)
    assert any("1 of 4 rows" in each for each in said["warnings"])
    assert said["no_law"]
    assert said["budgets"][0]["bias"] is None
    assert "a larger tolerance may join them" in refusal("frontier", "isoflop", str(file), "--tolerance", "0.01")
    assert "0 to 1" in refusal("frontier", "isoflop", str(file), "--tolerance", "5")


def test_best_run_and_its_extrapolation(answer):
    said = asked(answer, EXAMPLE, "--compute", "1e22 FLOP", "--compute", "1e19")
    far, near = said["best"]
    assert far["decades"]["value"] == pytest.approx(1.52, abs=0.01)
    assert near["decades"]["value"] == 0.0
    for each in (far, near):
        assert 6 * each["parameters"]["value"] * each["tokens"]["value"] == pytest.approx(
            each["compute"]["value"], abs=0, rel=1e-9
        )
        assert each["tokens_per_parameter"]["low"] < each["tokens_per_parameter"]["value"]
        assert each["law_parameters"]["value"] == pytest.approx(each["parameters"]["value"], rel=0.1, abs=0)
    a, b, _ = said["laws"]
    assert a["exponent"]["value"] + b["exponent"]["value"] == pytest.approx(1.0, abs=0, rel=1e-9)
    assert a["bias"]["value"] == pytest.approx(-b["bias"]["value"], abs=0, rel=1e-9)
    assert a["exponent"]["low"] < 0.33 / 0.71 < a["exponent"]["high"]  # the law that the example was drawn from
