"""`limits frontier fit` of other forms: pins, laws of one variable, losses at a size, several forms compared."""

import json

import numpy as np
import pytest

from limits import scaling
from limits.cli.frontier import fit_options
from limits.scaling.fits.fitted_forms import FITTED_FORMS


def asked(answer, *words):
    return json.loads(answer("frontier", "fit", *words, "--format", "json"))


@pytest.fixture
def runs(tmp_path):
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(7.7, 10.2, 30), 10 ** rng.uniform(9.5, 11.5, 30)
    loss = (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(0.004 * rng.standard_normal(30))
    file = tmp_path / "runs.csv"
    rows = zip(N, D, loss, strict=True)
    file.write_text("parameters,tokens,loss\n" + "\n".join(",".join(map(str, row)) for row in rows))
    return str(file)


def test_the_forms_that_help_names_are_those_that_there_are():
    assert fit_options.FORMS[0] == "hoffmann"
    assert sorted(fit_options.FORMS) == sorted(FITTED_FORMS)
    assert not set(fit_options.ELSEWHERE) & set(FITTED_FORMS)


@pytest.mark.parametrize("form", list(FITTED_FORMS))
def test_every_form_in_text_and_json(answer, runs, form):
    names = FITTED_FORMS[form].names
    text = answer("frontier", "fit", runs, "--form", form)
    assert FITTED_FORMS[form].formula.split(",")[0] in text
    found = asked(answer, runs, "--form", form)
    assert tuple(found["coefficients"]) == names
    assert (found["form"], found["fitted"]) == (form, FITTED_FORMS[form].free)


def test_pins(answer, refusal, runs):
    found = asked(answer, runs, "--pin", "E=1.8 nat/token", "--pin", "alpha=0.35")
    assert (found["pinned"], found["fitted"]) == (["E", "alpha"], 3)
    assert found["coefficients"]["E"] == {
        "value": 1.8,
        "unit": "nat/token",
        "low": None,
        "high": None,
        "standard_error": None,
    }
    assert found["unknown"]["coefficients.E.low"] == "pinned, not fitted"
    assert "pinned" in answer("frontier", "fit", runs, "--pin", "E=0")
    assert "write e.g. E=1.69" in refusal("frontier", "fit", runs, "--pin", "E")
    assert "plain number" in refusal("frontier", "fit", runs, "--pin", "A=3 token")
    assert "not an interval" in refusal("frontier", "fit", runs, "--pin", "E=1 .. 2")
    assert "below the least loss" in refusal("frontier", "fit", runs, "--pin", "E=9")
    assert "no coefficient is called 'gamma'" in refusal("frontier", "fit", runs, "--pin", "gamma=1")


def test_losses_at_a_size(answer, refusal, runs):
    found = asked(answer, runs, "--at", "7e9 parameter, 2e12 token", "--at", "2e12 token, 7e9 parameter")
    first, second = found["at"]
    assert first["loss"] == second["loss"]
    assert first["low"] < first["loss"] < first["high"]
    assert first["unit"] == "nat/token"
    assert first["beyond"]["tokens"] == pytest.approx(0.93, rel=0, abs=0.01)
    text = answer("frontier", "fit", runs, "--at", "7e9,2e12")
    assert "7e9 is read as 7e9 parameter" in text
    assert "tokens 0.9 decades above" in text
    for given in ("1e22 FLOP", "7e9 parameter", "1,2,3", "7e9 parameter, 8e9 parameter"):
        assert "wanted a number of parameter" in refusal("frontier", "fit", runs, "--at", given)


def test_files_of_one_variable(answer, refusal, tmp_path):
    C = np.geomspace(1e18, 1e21, 10)
    file = tmp_path / "best.csv"
    file.write_text("compute [1e18],bpb [bit/byte]\n" + "\n".join(f"{c / 1e18},{0.6 + 1300 * c**-0.18}" for c in C))
    words = (str(file), "--columns", "loss=bpb [bit/byte]", "--form", "compute")
    found = asked(answer, *words, "--at", "1e23 FLOP", "--pin", "E=0.6")
    assert found["coefficients"]["K"]["value"] == pytest.approx(1300, rel=1e-6, abs=0)
    assert found["at"][0]["loss"] == pytest.approx(0.6 + 1300 * 1e23**-0.18, rel=1e-9, abs=0)
    assert found["at"][0]["unit"] == "bit/byte"
    assert found["at"][0]["beyond"] == {"compute": pytest.approx(2.0, rel=1e-9, abs=0)}
    assert "wanted loss and tokens" in refusal("frontier", "fit", *words[:3], "--form", "tokens")
    assert "--at" in refusal("frontier", "fit", *words, "--toml", "mine")


def test_a_curve_of_one_run(answer, tmp_path):
    rng = np.random.default_rng(0)
    D = np.linspace(1e8, 2e10, 300)
    error = np.convolve(rng.standard_normal(309), np.ones(10) / 10, "valid")
    loss = (2.0 + 3e3 * D**-0.37) * np.exp(0.003 * error) + 7.0 * np.exp(-D / 2e8)
    file = tmp_path / "curve.csv"
    file.write_text("tokens,loss\n" + "\n".join(f"{d},{each}" for d, each in zip(D, loss, strict=True)))
    found = asked(answer, str(file), "--form", "tokens")
    assert found["points"] < 300
    assert found["blocks"]
    assert found["runs"] < 40
    assert any("warm-up" in each for each in found["warnings"])
    assert "blocks, of" in answer("frontier", "fit", str(file), "--form", "tokens")


def test_several_forms(answer, call, refusal, runs):
    found = asked(answer, runs, "--form", "hoffmann", "--form", "hoffmann-tied", "--form", "kaplan")
    assert found["schema"] == "limits.fits/1"
    assert found["forms"][0]["criterion"] == 0.0
    assert found["forms"][-1]["form"] == "kaplan"
    text = answer("frontier", "fit", runs, "--form", "hoffmann", "--form", "kaplan")
    assert "hoffmann explains these runs far better than the other forms (30 runs)" in text
    assert "each once" in refusal("frontier", "fit", runs, "--form", "kaplan", "--form", "kaplan")
    assert "unique_tokens" in refusal("frontier", "fit", runs, "--form", "data-constrained")
    assert "no form is called 'foo'" in refusal("frontier", "fit", runs, "--form", "foo")
    both = call("frontier", "fit", runs, "--form", "kaplan", "--form", "nested", "--toml", "x")
    assert (both.exit_code, "leave out" in both.stderr) == (2, True)


@pytest.mark.parametrize("form", ["kaplan", "gadre", "nested"])
def test_laws_of_other_forms_answer(answer, runs, tmp_path, form):
    file = tmp_path / "mine.toml"
    file.write_text(answer("frontier", "fit", runs, "--form", form, "--toml", "mine"))
    assert scaling.load(file).form == form
    said = answer("frontier", "predict", "--parameters", "7e9", "--tokens", "2e12", "--scaling", str(file))
    assert "90 %" in said
