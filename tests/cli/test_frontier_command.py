"""``limits frontier``: answers of laws, fits and envelopes of files, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from limits import scaling
from limits.cli import commands
from limits.cli.frontier import options

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "fits"
RUNS, CURVES = str(EXAMPLES / "runs.csv"), str(EXAMPLES / "curves.csv")
CURVE_COLUMNS = "curve=model,loss=validation loss"
INNER = commands()["frontier"].commands
FORMATS = ["text", "json", "markdown", "csv"]


def asked(answer, *words):
    return json.loads(answer("frontier", *words, "--format", "json"))


@pytest.mark.parametrize("name", INNER)
def test_every_command_of_the_group_explains_itself(answer, name):
    said = answer("frontier", name, "--help")
    examples = [line.strip() for line in said.partition("Examples:")[2].splitlines() if line.strip()]
    assert examples
    assert all(example.startswith(f"limits frontier {name}") for example in examples)
    assert all(option.help for option in INNER[name].params if isinstance(option, click.Option))


def test_the_default_law_is_that_of_the_package():
    assert options.DEFAULT == scaling.DEFAULT


class TestLaws:
    def test_predict(self, answer):
        law = scaling.get("besiroglu2024")
        said = asked(answer, "predict", "--parameters", "70B parameter", "--tokens", "1.4e12")
        assert said["law"] == law.key
        assert said["loss"] == scaling.loss(law, 70e9, 1.4e12)
        assert said["extrapolation"] == pytest.approx(math.log10(6 * 70e9 * 1.4e12 / 1.3e22))
        assert "1.9739 nat/token" in answer("frontier", "predict", "--parameters", "70e9", "--tokens", "1.4e12")

    def test_optimal(self, answer):
        by_compute = asked(answer, "optimal", "--compute", "5.76e23 FLOP", "--scaling", "hoffmann2022")
        assert by_compute["parameters"] == pytest.approx(4.04e10, rel=2e-3)
        by_loss = asked(answer, "optimal", "--loss", repr(by_compute["loss"]), "--scaling", "hoffmann2022")
        assert by_loss["compute"] == pytest.approx(5.76e23, rel=1e-9)

    def test_compare(self, answer):
        said = asked(answer, "compare", "--compute", "1e24")
        assert [record["law"] for record in said] == list(scaling.names())
        two = asked(answer, "compare", "--loss", "1.75", "--scaling", "besiroglu2024", "--scaling", "kaplan2020")
        assert two[0]["compute"] is None
        assert "irreducible" in two[0]["because"]
        assert two[1]["compute"] > 0
        assert "differ by a factor of" in answer("frontier", "compare", "--compute", "1e24")

    def test_convert(self, answer):
        said = asked(answer, "convert", "--loss", "1 nat/token", "--bytes-per-token", "4.19213973799")
        assert said["perplexity"] == math.e
        assert said["bit/byte"] == pytest.approx(0.3441, abs=5e-5)  # WebText2, Kaplan et al. 2020
        assert asked(answer, "convert", "--loss", "2 bit/token")["perplexity"] == pytest.approx(4)

    def test_refusals(self, call, refusal):
        assert "irreducible loss" in refusal("frontier", "optimal", "--loss", "1.5")
        assert "Give one of --compute and --loss" in call("frontier", "optimal").stderr
        assert "--tokens: given '3 J'" in refusal("frontier", "predict", "--parameters", "1e9", "--tokens", "3 J")
        assert "did you mean kaplan2020" in refusal("frontier", "optimal", "--compute", "1e20", "--scaling", "kaplan")
        assert "--bytes-per-token" in refusal("frontier", "convert", "--loss", "2", "--bytes-per-token", "0")


class TestFit:
    def test_json_follows_its_schema_and_is_the_fit(self, answer):
        said = asked(answer, "fit", RUNS, "--form", "hoffmann", "--bootstrap", "200", "--seed", "42")
        Draft202012Validator(json.loads(answer("schema", "fit"))).validate(said)
        found = scaling.fit(scaling.Points.read(RUNS), bootstrap=200, seed=42)
        assert said["schema"] == "limits.fit/1"
        assert said["objective"] == found.objective
        assert said["coefficients"] == {name: each._asdict() for name, each in found.coefficients.items()}
        assert (said["points"], said["converged"], said["starts_agreeing"]) == (29, True, 6)

    def test_what_is_open_is_null(self, answer, tmp_path):
        file = tmp_path / "flat.csv"
        rows = [f"{N},{D},{2 + 2100 * D**-0.37}" for N in (1e8, 2e8, 4e8, 8e8) for D in (1e9, 4e9, 2e10)]
        file.write_text("parameters,tokens,loss\n" + "\n".join(rows))
        said = asked(answer, "fit", str(file))
        Draft202012Validator(json.loads(answer("schema", "fit"))).validate(said)
        assert said["coefficients"]["alpha"]["high"] is None
        assert said["warnings"]

    def test_the_chinchilla_points(self, answer, chinchilla_csv):
        said = asked(answer, "fit", chinchilla_csv, "--columns", "parameters=params_N,compute=flop_C")
        assert said["points"] == 240
        assert said["objective"] == pytest.approx(0.0010182740178006, abs=1e-14)

    def test_a_law_of_ones_own_is_accepted_everywhere(self, answer, tmp_path):
        file = tmp_path / "mine.toml"
        file.write_text(answer("frontier", "fit", RUNS, "--toml", "mine"), encoding="utf-8")
        law = scaling.load(file)
        assert law.key == "mine"
        said = asked(answer, "optimal", "--compute", "1e21", "--scaling", str(file))
        assert said["parameters"] == scaling.optimum(law, 1e21).parameters
        report = json.loads(answer("report", "llama-3.1-405b", "--scaling", str(file), "--format", "json"))
        assert report["frontier"]["law"] == "mine"

    def test_refusals(self, refusal, tmp_path):
        assert "a readable CSV file" in refusal("frontier", "fit", str(tmp_path / "none.csv"))
        assert "ROLE=HEADER" in refusal("frontier", "fit", RUNS, "--columns", "tokens")
        assert "did you mean hoffmann" in refusal("frontier", "fit", RUNS, "--form", "hofmann")
        assert "no published law has" in refusal("frontier", "fit", RUNS, "--toml", "kaplan2020")


class TestEnvelope:
    def test_json(self, answer):
        said = asked(answer, "envelope", CURVES, "--columns", CURVE_COLUMNS)
        assert [touch["curve"] for touch in said["touches"]] == ["60M", "125M", "250M", "500M", "1000M", "2000M"]
        assert said["coefficients"].keys() == {"E", "K", "gamma"}
        assert said["converged"]

    def test_csv_is_the_envelope(self, answer):
        said = answer("frontier", "envelope", CURVES, "--columns", CURVE_COLUMNS, "--format", "csv")
        rows = list(csv.reader(io.StringIO(said)))
        assert rows[0] == ["compute [FLOP]", "loss [nat/token]"]
        assert [float(row[1]) for row in rows[1:]] == sorted((float(row[1]) for row in rows[1:]), reverse=True)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "words",
    [
        ("predict", "--parameters", "1e9", "--tokens", "1e11"),
        ("optimal", "--compute", "1e22"),
        ("compare", "--loss", "1.8"),
        ("fit", RUNS),
        ("envelope", CURVES, "--columns", CURVE_COLUMNS),
        ("convert", "--loss", "2"),
    ],
    ids=lambda words: words[0],
)
def test_every_format_within_the_page(answer, words, form):
    said = answer("frontier", *words, "--format", form)
    assert said.strip()
    if form == "text":
        assert max(map(len, said.splitlines())) <= 100


@pytest.fixture
def chinchilla_csv(tmp_path, facts):
    points = facts / "data" / "scaling" / "chinchilla_fig4_points.csv"
    with points.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    limit = sorted(float(row[2]) for row in rows)[-5]
    path = tmp_path / "points.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if float(row[2]) < limit)])
    return str(path)
