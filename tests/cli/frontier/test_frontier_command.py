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
from limits.scaling import forms

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "fits"
RUNS, CURVES = str(EXAMPLES / "runs.csv"), str(EXAMPLES / "curves.csv")
CURVE_COLUMNS = "curve=model,loss=validation loss"
INNER = commands()["frontier"].commands
FORMATS = ["text", "json", "markdown", "csv"]


def raw(answer, *words):
    return json.loads(answer("frontier", *words, "--format", "json"))


def lines(answer, *words):
    """Ask for CSV, and take the value of each line by its name."""
    rows = csv.DictReader(io.StringIO(answer("frontier", *words, "--format", "csv")))
    return {row["quantity"]: float(row["value"]) for row in rows if row["value"]}


@pytest.mark.parametrize("name", INNER)
def test_every_command_of_the_group_explains_itself(answer, name):
    said = answer("frontier", name, "--help")
    examples = [line.strip() for line in said.partition("Examples:")[2].splitlines() if line.strip()]
    assert examples
    assert all(example.startswith(f"limits frontier {name}") for example in examples)
    assert all(option.help for option in INNER[name].params if isinstance(option, click.Option))


def test_the_default_law_is_that_of_the_package():
    assert options.DEFAULT == scaling.DEFAULT


def test_sizes_are_those_for_which_every_law_answers():
    assert options._REACH["parameter"] == options._REACH["token"] == forms.SIZES


class TestLaws:
    def test_predict(self, answer, asked):
        law = scaling.get(scaling.DEFAULT)
        said = asked("predict", "--parameters", "70B parameter", "--tokens", "1.4e12")
        assert said["law"]["key"] == law.key
        assert said["law"]["sha256"] == law.sha256
        assert said["loss"] == scaling.loss(law, 70e9, 1.4e12)
        assert said["extrapolation"] == pytest.approx(math.log10(6 * 70e9 * 1.4e12 / 1.3e22), abs=1e-12)
        assert "1.9734 nat/token" in answer("frontier", "predict", "--parameters", "70e9", "--tokens", "1.4e12")

    def test_optimal(self, asked):
        by_compute = asked("optimal", "--compute", "5.76e23 FLOP", "--scaling", "hoffmann2022")
        assert by_compute["parameters"] == pytest.approx(4.04e10, rel=2e-3, abs=0)
        by_loss = asked("optimal", "--loss", repr(by_compute["loss"]), "--scaling", "hoffmann2022")
        assert by_loss["compute"] == pytest.approx(5.76e23, rel=1e-9, abs=0)

    def test_compare(self, answer, asked):
        said = asked("compare", "--compute", "1e24")
        assert [row["law"]["key"] for row in said["rows"]] == list(scaling.names())
        sizes = [row["parameters"] for row in said["rows"]]
        assert said["size_spread"] == max(sizes) / min(sizes)
        words = ("compare", "--loss", "1.75", "--scaling", "besiroglu2024", "--scaling", "kaplan2020")
        first, second = asked(*words)["rows"]
        assert first["compute"] is None
        assert "irreducible" in first["unknown"]["compute"]
        assert second["compute"] > 0
        assert "differ by a factor of" in answer("frontier", "compare", "--compute", "1e24")

    def test_convert(self, asked):
        said = asked("convert", "--loss", "1 nat/token", "--bytes-per-token", "4.19213973799")
        assert said["perplexity"] == math.e
        assert said["bits_per_byte"] == pytest.approx(0.3441, abs=5e-5)  # WebText2, Kaplan et al. 2020
        assert asked("convert", "--loss", "2 bit/token")["perplexity"] == pytest.approx(4, rel=1e-6, abs=0)

    def test_refusals(self, call, refusal):
        assert "irreducible loss" in refusal("frontier", "optimal", "--loss", "1.5")
        assert "Give one of --compute and --loss" in call("frontier", "compare").stderr
        assert "--tokens: given '3 J'" in refusal("frontier", "predict", "--parameters", "1e9", "--tokens", "3 J")
        assert "did you mean kaplan2020" in refusal("frontier", "optimal", "--compute", "1e20", "--scaling", "kaplan")
        assert "--bytes-per-token" in refusal("frontier", "convert", "--loss", "2", "--bytes-per-token", "0")


H100 = ("--accelerator", "h100", "--precision", "bf16", "--utilisation", "40 %")
RATE = 0.4 * 989.4e12  # FLOP/s of one such accelerator


class TestBudgets:
    law = scaling.get(scaling.DEFAULT)

    @pytest.mark.parametrize(
        ("words", "compute"),
        [
            (("--energy", "5 GWh", "--efficiency", "2e11 FLOP/J"), 5 * 3.6e12 * 2e11),
            (("--energy", "5 GWh", "--efficiency", "2e11 FLOP/J", "--pue", "1.25"), 4 * 3.6e12 * 2e11),
            (("--energy", "5 GWh", *H100), 5 * 3.6e12 * RATE / 700),
            (("--energy", "5 GWh", *H100, "--pue", "1.25", "--count", "16"), 4 * 3.6e12 * RATE / 700),
            (("--cost", "10e6 USD", "--price", "2 USD/hour", "--rate", "400 TFLOP/s"), 5e6 * 3600 * 4e14),
            (("--cost", "10e6 USD", "--price", "2 USD/hour", *H100, "--count", "16"), 5e6 * 3600 * RATE),
            (("--cost", "10e6 USD", "--price", "1e-18 USD/FLOP"), 1e25),
            (("--time", "30 days", "--rate", "4e18 FLOP/s"), 30 * 86400 * 4e18),
            (("--time", "30 days", "--count", "4096", *H100), 30 * 86400 * 4096 * RATE),
        ],
        ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
    )
    def test_a_budget_is_compute_at_its_rate(self, asked, words, compute):
        said = asked("optimal", *words)
        best = scaling.optimum(self.law, compute)
        assert said["compute"] == pytest.approx(compute, rel=1e-12, abs=0)
        assert said["parameters"] == pytest.approx(best.parameters, rel=1e-10, abs=0)
        assert said["loss"] == pytest.approx(best.loss, rel=1e-12, abs=0)
        assert said[words[0].removeprefix("--")] == pytest.approx(
            {"--energy": 5 * 3.6e12, "--cost": 10e6, "--time": 30 * 86400}[words[0]], rel=1e-12, abs=0
        )

    def test_what_a_loss_takes(self, asked):
        words = ("--loss", "1.95", "--price", "2 USD/hour", "--count", "1000", "--pue", "1.1", *H100)
        said = asked("optimal", *words)
        seconds = said["compute"] / RATE
        assert said["energy"] == pytest.approx(seconds * 700 * 1.1, rel=1e-6, abs=0)
        assert said["cost"] == pytest.approx(seconds / 3600 * 2, rel=1e-6, abs=0)
        assert said["time"] == pytest.approx(seconds / 1000, rel=1e-6, abs=0)
        assert said["slope"] == pytest.approx(
            -scaling.path(self.law).gamma * (1.95 - self.law.coefficients.E), rel=1e-6, abs=0
        )
        assert (said["law"]["kind"], said["law"]["evidence"]) == ("trend", "primary")

    def test_energy_from_design_power_says_so(self, answer, asked):
        said = asked("optimal", "--compute", "1e24", *H100)
        assert said["flop_per_joule"] == RATE / 700
        origin = raw(answer, "optimal", "--compute", "1e24", *H100)["flop_per_joule"]["origin"]
        assert (origin["kind"], origin["row"]) == ("derived", "h100-sxm")
        assert "design power (TDP) and no measurement" in origin["how"]
        assert "without the building" in origin["how"]
        assert "TDP" in answer("frontier", "optimal", "--compute", "1e24", *H100)
        stated = raw(answer, "optimal", "--compute", "1e24", *H100, "--efficiency", "2e11 FLOP/J")["flop_per_joule"]
        assert stated == {"value": 2e11, "unit": "FLOP/J", "origin": {"kind": "given", "how": "2e11 FLOP/J, as stated"}}

    def test_what_is_not_stated_is_null(self, asked):
        said = asked("optimal", "--compute", "1e24")
        unknown = ("energy", "cost", "time", "flop_per_joule", "flop_per_dollar", "flop_per_second")
        assert [said[name] for name in unknown] == [None] * 6
        assert set(unknown) <= set(said["unknown"])
        assert (said["lifetime"], said["doublings"]) == (None, [])
        only = asked("optimal", "--compute", "1e24", "--price", "1e-18 USD/FLOP")
        assert [only[name] for name in unknown] == [
            None,
            pytest.approx(1e6, rel=1e-6, abs=0),
            None,
            None,
            pytest.approx(1e18, rel=1e-6, abs=0),
            None,
        ]

    def test_doublings(self, answer, asked):
        words = ("--compute", "1e24", "--efficiency", "2e11 FLOP/J", "--doublings", "3")
        said = asked("optimal", *words)["doublings"]
        assert [step["doublings"] for step in said] == [0, 1, 2, 3]
        for step in said:
            assert step["loss"] == pytest.approx(
                scaling.optimum(self.law, 1e24 * 2 ** step["doublings"]).loss, rel=1e-6, abs=0
            )
        assert said[0]["gain"] is said[0]["extra_energy"] is said[3]["extra_cost"] is None
        assert said[3]["extra_energy"] == pytest.approx(4e24 / 2e11, rel=1e-6, abs=0)
        table = lines(answer, "optimal", *words)
        assert [table[f"doublings.{place}.loss"] for place in range(4)] == [step["loss"] for step in said]
        assert "doublings.0.gain" not in table
        shown = answer("frontier", "optimal", *words)
        assert "Diminishing returns" in shown
        assert "decades" in shown

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("optimal", "--compute", "1e300"), "--compute: given '1e300'"),
            (("optimal", "--loss", "1e300"), "--loss: given '1e300'"),
            (("predict", "--parameters", "1e300", "--tokens", "1e-300"), "--tokens: given '1e-300'"),
            (("convert", "--perplexity", "0.5"), "a loss is not negative"),
        ],
    )
    def test_amounts_beyond_reason(self, refusal, words, message):
        assert message in refusal("frontier", *words)

    def test_a_perplexity_beyond_floats_is_unknown(self, asked):
        assert asked("convert", "--loss", "800")["perplexity"] is None

    def test_inference(self, answer, asked, tmp_path):
        """The example in the README of the code of Sardana et al., with their constants in a file."""
        text = (Path(scaling.__file__).parent / "published" / "laws.toml").read_text(encoding="utf-8")
        table = text.partition("[hoffmann2022-rounded]")[2].partition("\n\n")[0]
        theirs = table.replace("alpha = 0.34", "alpha = 0.336").replace("beta = 0.28", "beta = 0.283")
        assert theirs.count("= 0.336") == theirs.count("= 0.283") == 1
        file = tmp_path / "theirs.toml"
        file.write_text("[theirs]" + theirs.replace("[hoffmann2022-rounded.", "[theirs."), encoding="utf-8")
        words = ("--loss", "1.947", "--inference-tokens", "2e12 token", "--scaling", str(file))
        said = asked("optimal", *words)["lifetime"]
        best = said["for_both"]
        assert f"{best['parameters']:.3e} {best['tokens']:.3e}" == "2.418e+10 2.657e+12"
        assert 1 - said["saved"] == pytest.approx(0.9522, abs=5e-5)
        assert "2.42e10 parameter" in answer("frontier", "optimal", *words)
        cheaper = asked("optimal", *words, "--price-ratio", "0.1")["lifetime"]
        assert cheaper["for_both"]["parameters"] > best["parameters"]
        assert lines(answer, "optimal", *words)["lifetime.for_both.parameters"] == best["parameters"]

    def test_predict_says_what_inference_would_justify_a_run(self, answer, asked):
        small = asked("predict", "--parameters", "8e9", "--tokens", "15e12", "--scaling", "besiroglu2024")
        assert small["justifying_tokens"] == pytest.approx(1.9e14, rel=0.01, abs=0)
        large = ("predict", "--parameters", "175e9", "--tokens", "300e9")
        said = asked(*large)
        assert said["justifying_tokens"] is None
        assert said["unknown"]["justifying_tokens"] == "none: too few tokens of training"
        assert "none: too few tokens of training" in answer("frontier", *large)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "Give one of --compute, --loss, --energy, --cost and --time"),
            (("--compute", "1e24", "--energy", "1 J"), "Give one of --compute"),
            (("--energy", "5 GWh"), "--energy needs --efficiency, or --accelerator"),
            (("--energy", "5 GWh", "--rate", "4e14 FLOP/s"), "--energy needs --efficiency"),
            (("--cost", "1e6"), "--cost needs --price"),
            (("--cost", "1e6", "--price", "2 USD/hour"), "--price per time needs --rate"),
            (("--cost", "1e6", "--price", "2"), "--price: given '2'"),
            (("--cost", "1e6", "--price", "2 USD/token"), "--price: given '2 USD/token'"),
            (("--time", "1 day"), "--time needs --rate"),
            (("--time", "1 day", "--accelerator", "h100"), "needs --precision and --utilisation"),
            (("--time", "1 day", *H100, "--rate", "4e14 FLOP/s"), "Give one of --rate and --accelerator"),
            (("--compute", "1e24", "--precision", "bf16"), "need --accelerator"),
            (("--compute", "1e24", "--count", "8"), "--count needs --rate"),
            (("--compute", "1e24", "--rate", "4e14 FLOP/s", "--pue", "1.1"), "--pue needs --efficiency"),
            (("--compute", "1e24", *H100[:5], "41"), "--utilisation: given '41'"),
            (("--compute", "1e24", *H100[:3], "fp4-e2m1", *H100[4:]), "--precision: given 'fp4-e2m1'"),
            (("--compute", "1e24", *H100[:3], "bf15", *H100[4:]), "did you mean bf16"),
            (("--compute", "1e24", "--accelerator", "h10", *H100[2:]), "did you mean h100"),
            (("--compute", "1e24", *H100, "--pue", "0.9"), "--pue: given '0.9'"),
            (("--compute", "1e24", *H100, "--count", "0.5"), "--count: given '0.5'"),
            (("--energy", "5 GWh", "--efficiency", "2e11 FLOP"), "--efficiency: given '2e11 FLOP'"),
            (("--compute", "1e24", "--efficiency", ""), "--efficiency: given"),
            (("--compute", "1e24", "--price", ""), "--price: given"),
            (("--compute", "1e24", "--rate", ""), "--rate: given"),
            (("--compute", "1e24", "--inference-tokens", "1e12"), "--inference-tokens needs --loss"),
            (("--loss", "1.9", "--price-ratio", "2"), "--price-ratio needs --inference-tokens"),
            (("--loss", "1.5", "--inference-tokens", "1e12"), "irreducible loss"),
            (("--loss", "1.9", "--inference-tokens", "1e300"), "--inference-tokens: given '1e300'"),
            (("--loss", "1.9", "--inference-tokens", "1e12", "--price-ratio", "1e9"), "--price-ratio: given '1e9'"),
            (("--cost", "1e300", "--price", "1e-30 USD/FLOP"), "--cost: given '1e300'"),
            (("--compute", "1e24", "--doublings", "0"), "--doublings"),
        ],
        ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
    )
    def test_one_clear_message(self, refusal, words, said):
        assert said in refusal("frontier", "optimal", *words)

    def test_every_option_of_a_budget_stands_in_an_example(self, answer):
        examples = answer("frontier", "optimal", "--help").partition("Examples:")[2]
        options = [option.opts[0] for option in INNER["optimal"].params if option.opts[0] not in {"--output", "--help"}]
        assert [option for option in options if option not in examples] == []


class TestFit:
    def test_json_follows_its_schema_and_is_the_fit(self, answer):
        words = ("fit", RUNS, "--form", "hoffmann", "--bootstrap", "200", "--seed", "42")
        said = json.loads(answer("frontier", *words, "--format", "json"))
        Draft202012Validator(json.loads(answer("schema", "fit"))).validate(said)
        found = scaling.fit(scaling.Points.read(RUNS), bootstrap=200, seed=42)
        assert said["schema"] == "limits.fit/1"
        assert said["objective"] == found.objective
        for name, estimate in found.coefficients.items():
            assert estimate._asdict().items() <= said["coefficients"][name].items()
        assert [each["unit"] for each in said["coefficients"].values()] == ["nat/token"] * 3 + ["1"] * 2
        assert (said["points"], said["converged"], said["starts_agreeing"]) == (29, True, 6)

    def test_what_is_open_is_null(self, answer, tmp_path):
        file = tmp_path / "flat.csv"
        rows = [f"{N},{D},{2 + 2100 * D**-0.37}" for N in (1e8, 2e8, 4e8, 8e8) for D in (1e9, 4e9, 2e10)]
        file.write_text("parameters,tokens,loss\n" + "\n".join(rows))
        said = json.loads(answer("frontier", "fit", str(file), "--format", "json"))
        Draft202012Validator(json.loads(answer("schema", "fit"))).validate(said)
        assert said["coefficients"]["alpha"]["high"] is None
        assert said["unknown"]["coefficients.alpha.high"]
        assert said["warnings"]

    def test_the_chinchilla_points(self, asked, chinchilla_csv):
        said = asked("fit", chinchilla_csv, "--columns", "parameters=params_N,compute=flop_C")
        assert said["points"] == 240
        assert said["objective"] == pytest.approx(0.0010182740178006, abs=1e-14)

    def test_a_law_of_ones_own_is_accepted_everywhere(self, answer, asked, tmp_path):
        file = tmp_path / "mine.toml"
        file.write_text(answer("frontier", "fit", RUNS, "--toml", "mine"), encoding="utf-8")
        law = scaling.load(file)
        assert law.key == "mine"
        said = asked("optimal", "--compute", "1e21", "--scaling", str(file))
        assert said["parameters"] == scaling.optimum(law, 1e21).parameters
        report = json.loads(answer("report", "llama-3.1-405b", "--scaling", str(file), "--format", "json"))
        assert report["frontier"]["law"] == "mine"

    def test_refusals(self, refusal, tmp_path):
        assert "a readable table of runs" in refusal("frontier", "fit", str(tmp_path / "none.csv"))
        assert "ROLE=HEADER" in refusal("frontier", "fit", RUNS, "--columns", "tokens")
        assert "did you mean hoffmann" in refusal("frontier", "fit", RUNS, "--form", "hofmann")
        words = ("frontier", "fit", RUNS, "--toml", "mine", "--format", "json")
        assert "leave out --toml or --format" in refusal(*words)
        assert "no published law has" in refusal("frontier", "fit", RUNS, "--toml", "kaplan2020")


class TestEnvelope:
    def test_json(self, asked):
        said = asked("envelope", CURVES, "--columns", CURVE_COLUMNS)
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
        ("optimal", "--time", "1e5 days", "--price", "2 USD/hour", *H100, "--count", "4096", "--doublings", "100"),
        ("optimal", "--loss", "2", "--inference-tokens", "1e13", "--scaling", "kaplan2020", *H100, "--doublings", "9"),
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


class TestConversions:
    def test_from_everything_to_everything(self, asked):
        first = asked("convert", "--loss", "1.9", "--bytes-per-token", "4.2", "--characters-per-token", "4.1")
        assert first["bits_per_byte"] == pytest.approx(1.9 / math.log(2) / 4.2, rel=1e-6, abs=0)
        assert first["bits_per_character"] == pytest.approx(1.9 / math.log(2) / 4.1, rel=1e-6, abs=0)
        for words in (
            ("--perplexity", repr(first["perplexity"])),
            ("--bits-per-byte", repr(first["bits_per_byte"]), "--bytes-per-token", "4.2"),
            ("--loss", f"{first['bits_per_token']!r} bit/token"),
        ):
            assert asked("convert", *words)["loss"] == pytest.approx(1.9, rel=1e-6, abs=0)

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ((), "Give one of --loss"),
            (("--loss", "1.9", "--perplexity", "6"), "Give one of --loss"),
            (("--bits-per-byte", "0.7"), "needs --bytes-per-token"),
            (("--perplexity", "-1"), "a finite number > 0"),
            (("--loss", "1.9", "--characters-per-token", "nan"), "a finite number > 0"),
        ],
    )
    def test_refusals(self, refusal, words, message):
        assert message in refusal("frontier", "convert", *words)


def test_cells_of_compared_laws_are_numbers_whose_units_stand_above_them(answer):
    rows = [
        line.split() for line in answer("frontier", "compare", "--compute", "1e24 FLOP").splitlines() if "2022" in line
    ]
    cells = [cell for row in rows if len(row) == 7 for cell in row[1:]]
    assert len(cells) >= 12
    for cell in cells:
        float(cell.replace("\N{EN DASH}", "nan"))
