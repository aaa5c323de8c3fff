"""Intervals of `limits frontier predict` and `optimal`: for laws that say how uncertain they are, and for no others."""

from __future__ import annotations

import json
import re

import pytest

from limits import scaling
from limits.draws import DRAWS, interval
from limits.scaling.frontier.inference import justifying_tokens
from limits.scaling.uncertain import LINEAR, asymptote, spread

SURE, UNSURE = "besiroglu2024", "besiroglu2024-minimum"
LAW = scaling.get(UNSURE)


def drawn(ask, scales=None):
    return spread(LAW, lambda law: {"it": ask(law)}, scales)["it"]


def ends(number):
    return [number["low"], number["high"]]


def asked(answer, *words):
    return json.loads(answer("frontier", *words, "--format", "json"))


def test_a_prediction(answer):
    found = asked(answer, "predict", "--parameters", "70e9", "--tokens", "1.4e12", "--scaling", UNSURE)
    assert ends(found["loss"]) == pytest.approx(
        [float(end) for end in interval(drawn(lambda law: scaling.loss(law, 70e9, 1.4e12)))], rel=1e-6, abs=0
    )
    assert found["loss"]["low"] < found["loss"]["value"] < found["loss"]["high"]
    assert "low" not in found["compute"]  # given, and not a matter of the fit


def test_where_some_draws_are_under_trained_no_inference_is_the_lower_end(answer):
    found = asked(answer, "predict", "--parameters", "70e9", "--tokens", "1.4e12", "--scaling", UNSURE)
    assert found["justifying_tokens"]["low"] == 0.0 < found["justifying_tokens"]["value"]
    assert float(interval(drawn(lambda law: justifying_tokens(law, 70e9, 1.4e12), {"it": LINEAR}))[0]) < 0.0


def test_an_optimum(answer):
    found = asked(answer, "optimal", "--compute", "1e24", "--scaling", UNSURE)
    direct = interval(drawn(lambda law: scaling.optimum(law, 1e24).parameters))
    assert ends(found["parameters"]) == pytest.approx([float(end) for end in direct], rel=1e-6, abs=0)
    assert found["parameters"]["low"] < found["parameters"]["value"] < found["parameters"]["high"]


def test_the_least_compute_for_a_loss(answer):
    found = asked(answer, "optimal", "--loss", "1.95", "--scaling", UNSURE)
    direct = interval(drawn(lambda law: scaling.compute_for_loss(law, 1.95)))
    assert ends(found["compute"]) == pytest.approx([float(end) for end in direct], rel=1e-6, abs=0)
    assert "low" not in found["loss"]


def test_a_loss_that_some_draws_never_reach(answer):
    words = ("optimal", "--loss", "1.85", "--scaling", UNSURE)
    found = asked(answer, *words)
    assert not any("low" in part for part in found.values() if isinstance(part, dict))
    never = int((asymptote(LAW)[1:] >= 1.85).sum())
    assert never > 0
    said = " ".join(answer("frontier", *words).split())
    assert f"In {never} of {DRAWS - 1} draws of its coefficients no compute reaches this loss" in said
    assert found["no_intervals"][0] in said


@pytest.mark.parametrize(
    "words", [("predict", "--parameters", "7e9", "--tokens", "1e12"), ("optimal", "--compute", "1e24")]
)
def test_a_law_without_errors_shows_none(answer, words):
    assert not any(
        "low" in part for part in asked(answer, *words, "--scaling", SURE).values() if isinstance(part, dict)
    )
    assert "Intervals" not in answer("frontier", *words, "--scaling", SURE)
    assert "Intervals of the fit, 90 %" in answer("frontier", *words, "--scaling", UNSURE)


@pytest.mark.parametrize(
    ("words", "name", "label"),
    [
        (("predict", "--parameters", "70e9", "--tokens", "1.4e12"), "loss", "loss"),
        (("predict", "--parameters", "70e9", "--tokens", "1.4e12"), "justifying_tokens", ""),
        (("optimal", "--compute", "1e24"), "parameters", "parameters"),
        (("optimal", "--compute", "1e24"), "tokens_per_parameter", "tokens per parameter"),
    ],
)
def test_the_ends_of_an_interval_are_shown_and_none_is_left_empty(answer, words, name, label):
    found = asked(answer, *words, "--scaling", UNSURE)[name]
    section = answer("frontier", *words, "--scaling", UNSURE).partition("Intervals of the fit, 90 %")[2]
    lines = [re.split(r"  +", line.strip()) for line in section.split("\n\n")[0].splitlines() if "  " in line.strip()]
    assert {len(line) for line in lines} == {3}
    if label:
        shown = next(line for line in lines if line[0] == label)
        assert [float(end.split()[0]) for end in shown[1:]] == pytest.approx(ends(found), rel=6e-3, abs=0)
    else:  # no tokens at all is said in words
        assert found["low"] == 0.0
        assert not any(line[1].startswith("0 ") for line in lines)
