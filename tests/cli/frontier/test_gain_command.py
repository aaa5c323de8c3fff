"""`limits frontier gain` on the command line."""

import json
from pathlib import Path

import pytest

from limits import scaling

FITS = Path(__file__).parents[3] / "docs" / "examples" / "fits"
OLD, NEW = str(FITS / "runs.csv"), str(FITS / "isoflop.csv")


def asked(answer, *words):
    return json.loads(answer("frontier", "gain", *words, "--format", "json"))


def test_two_files(answer):
    said = asked(answer, OLD, NEW, "--compute", "1e20 FLOP")
    (row,) = said["rows"]
    old, new = (scaling.fit(scaling.Points.read(file)).law() for file in (OLD, NEW))
    needed = scaling.compute_for_loss(old, scaling.optimum(new, 1e20).loss)
    assert row["gain"]["value"] == pytest.approx(needed / 1e20, rel=1e-9, abs=0)
    assert row["gain"]["low"] < row["gain"]["value"] < row["gain"]["high"]
    assert said["shared_low"]["value"] < 1e20 < said["shared_high"]["value"]
    assert any("both tokenizers are one" in each for each in said["cautions"])


def test_names_and_files_of_laws(answer, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(scaling.to_toml(scaling.fit(scaling.Points.read(OLD)).law("mine")), encoding="utf-8")
    assert asked(answer, OLD, str(file), "--compute", "1e20 FLOP")["rows"][0]["gain"]["value"] == pytest.approx(
        1.0, rel=1e-9, abs=0
    )
    rows = asked(answer, "gadre2024-refinedweb", "gadre2024-c4")["rows"]
    assert [f"{row['gain']['value']:.2f}" for row in rows] == ["1.24", "1.32", "1.52", "1.92"]


def test_at_one_size(answer):
    one, every = (
        asked(answer, OLD, NEW, "--compute", "1e20 FLOP", *more) for more in (("--parameters", "1e9 parameter"), ())
    )
    assert one["at_one_size"]
    assert one["parameters"]["value"] == 1e9
    assert one["rows"][0]["gain"]["value"] != every["rows"][0]["gain"]["value"]
    assert "of models of 1e9 parameters" in answer("frontier", "gain", OLD, NEW, "--parameters", "1e9 parameter")


def test_refusals(refusal):
    assert "tokenizer" in refusal("frontier", "gain", "muennighoff2023", "hoffmann2022")
    assert "no scaling law is called" in refusal("frontier", "gain", "old", OLD)
    assert "missing.csv" in refusal("frontier", "gain", "missing.csv", OLD)
    assert "standard input is read once" in refusal("frontier", "gain", "-", "-")
    assert "wanted one of them" in refusal("frontier", "gain", OLD, NEW, "--last", "--best")


def test_standard_input(answer):
    typed = Path(NEW).read_text(encoding="utf-8")
    text = answer("frontier", "gain", OLD, "-", "--compute", "1e20 FLOP", typed=typed)
    assert "compute-equivalent gain of new over old" in text
