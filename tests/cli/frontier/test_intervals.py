"""Intervals of `limits frontier predict` and `optimal`: for laws that say how uncertain they are, and for no others."""

from __future__ import annotations

import json

import pytest

from limits import scaling
from limits.draws import interval
from limits.scaling.uncertain import drawn

SURE, UNSURE = "besiroglu2024", "besiroglu2024-minimum"
LAW = drawn(scaling.get(UNSURE))


def asked(answer, *words):
    return json.loads(answer("frontier", *words, "--format", "json"))


def test_a_prediction(answer):
    found = asked(answer, "predict", "--parameters", "70e9", "--tokens", "1.4e12", "--scaling", UNSURE)
    assert found["intervals"]["loss"] == pytest.approx(
        [float(end) for end in interval(scaling.loss(LAW, 70e9, 1.4e12))]
    )
    low, high = found["intervals"]["loss"]
    assert low < found["loss"] < high
    assert "compute" not in found["intervals"]  # given, and not a matter of the fit


def test_an_optimum(answer):
    found = asked(answer, "optimal", "--compute", "1e24", "--scaling", UNSURE)
    direct = interval(scaling.optimum(LAW, 1e24).parameters)
    assert found["intervals"]["parameters"] == pytest.approx([float(end) for end in direct])
    assert found["intervals"]["parameters"][0] < found["parameters"] < found["intervals"]["parameters"][1]


def test_the_least_compute_for_a_loss(answer):
    found = asked(answer, "optimal", "--loss", "1.95", "--scaling", UNSURE)
    direct = interval(scaling.compute_for_loss(LAW, 1.95))
    assert found["intervals"]["compute"] == pytest.approx([float(end) for end in direct])
    assert "loss" not in found["intervals"]


def test_a_loss_that_some_draws_never_reach(answer):
    words = ("optimal", "--loss", "1.85", "--scaling", UNSURE)
    assert asked(answer, *words)["intervals"] is None
    never = int((LAW.coefficients.E[1:] >= 1.85).sum())
    assert never > 0
    said = " ".join(answer("frontier", *words).split())
    assert f"In {never} of 255 draws of its coefficients no compute reaches this loss" in said


@pytest.mark.parametrize(
    "words", [("predict", "--parameters", "7e9", "--tokens", "1e12"), ("optimal", "--compute", "1e24")]
)
def test_a_law_without_errors_shows_none(answer, words):
    assert asked(answer, *words, "--scaling", SURE)["intervals"] is None
    assert "Intervals" not in answer("frontier", *words, "--scaling", SURE)
    assert "Intervals of the fit, 90 %" in answer("frontier", *words, "--scaling", UNSURE)
