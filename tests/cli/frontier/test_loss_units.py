"""Losses in bit/byte on the command line: fitted, written, read again and asked; converted where a length is given."""

import json
import math

import pytest

from limits import scaling

LENGTH = 4.2
FIT = ("frontier", "fit")


@pytest.fixture
def bits(tmp_path):
    points = scaling.Points.read("docs/examples/fits/runs.csv")
    path = tmp_path / "bits.csv"
    loss = points.loss / math.log(2) / LENGTH
    rows = zip(points.parameters.tolist(), points.tokens.tolist(), loss.tolist(), strict=True)
    path.write_text("N,D,bpb\n" + "\n".join(",".join(map(repr, row)) for row in rows))
    return str(path)


def test_fit_write_ask(answer, refusal, bits, tmp_path):
    said = json.loads(answer(*FIT, bits, "--columns", "parameters=N,tokens=D,loss=bpb", "--format", "json"))
    assert said["coefficients"]["E"]["unit"] == "bit/byte"
    assert said["coefficients"]["alpha"]["value"] == pytest.approx(0.3573, abs=5e-5)
    law = tmp_path / "law.toml"
    law.write_text(answer(*FIT, bits, "--columns", "parameters=N,tokens=D,loss=bpb", "--toml", "ours"))
    assert scaling.load(law).loss_unit == "bit/byte"
    asked = ("frontier", "optimal", "--scaling", str(law), "--loss")
    found = json.loads(answer(*asked, "0.8 bit/byte", "--format", "json"))
    assert found["loss"]["unit"] == "bit/byte"
    assert scaling.optimum(scaling.load(law), found["compute"]["value"]).loss == pytest.approx(0.8, rel=1e-9, abs=0)
    assert "a loss in bit/byte" in refusal(*asked, "0.8")
    assert "a loss in bit/byte" in refusal(*asked, "2 nat/token")
    assert "Losses are in bit/byte." in answer(*asked, "0.8 bit/byte")
    compared = ("frontier", "compare", "--scaling", "besiroglu2024", "--scaling", str(law), "--compute", "1e24")
    assert "ours: Losses are in bit/byte." in answer(*compared)
    assert "besiroglu2024: Losses" not in answer(*compared)
    assert "bit/byte" in answer("report", "llama-3.1-405b", "--scaling", str(law))


def test_with_the_length_of_a_token(answer, bits):
    words = ("--columns", "parameters=N,tokens=D", "--columns", "loss=bpb [bit/byte]", "--bytes-per-token", "4.2")
    said = json.loads(answer(*FIT, bits, *words, "--format", "json"))
    plain = json.loads(answer(*FIT, "docs/examples/fits/runs.csv", "--format", "json"))
    for name, each in said["coefficients"].items():
        assert each["value"] == pytest.approx(plain["coefficients"][name]["value"], rel=1e-5, abs=0)
        assert each["unit"] == plain["coefficients"][name]["unit"]


def test_refusals(refusal, bits):
    words = (*FIT, bits, "--columns", "parameters=N,tokens=D,loss=bpb")
    assert "one of nat/token, bit/token, bit/byte, perplexity" in refusal(*words, "--loss-unit", "dB")
    assert "wanted one of both" in refusal(*words, "--loss-unit", "nat/token", "--bytes-per-token", "4.2")


def test_parabolas_in_bit_per_byte(answer, tmp_path):
    points = scaling.Points.read("docs/examples/fits/isoflop.csv")
    path = tmp_path / "bits.csv"
    rows = zip(points.parameters.tolist(), points.tokens.tolist(), (points.loss / 3).tolist(), strict=True)
    path.write_text("parameters,tokens,bpb\n" + "\n".join(",".join(map(repr, row)) for row in rows))
    words = ("frontier", "isoflop", str(path), "--columns", "loss=bpb", "--format", "json")
    said, plain = (
        json.loads(answer(*each))
        for each in (words, ("frontier", "isoflop", "docs/examples/fits/isoflop.csv", "--format", "json"))
    )
    for bits, nats in zip(said["budgets"], plain["budgets"], strict=True):
        assert (bits["loss"]["unit"], nats["loss"]["unit"]) == ("bit/byte", "nat/token")
        assert bits["loss"]["value"] == pytest.approx(nats["loss"]["value"] / 3, rel=1e-6, abs=0)
        assert bits["parameters"]["value"] == pytest.approx(nats["parameters"]["value"], rel=1e-6, abs=0)
