"""The line of the MFU with the peak that it is of."""

from __future__ import annotations

import pytest

import limits
from limits.report.assessment import view
from limits.report.assessment.checks import utilisation
from limits.runs import TrainingRun


def line(**stated: str) -> str:
    return " ".join(utilisation(limits.assess(TrainingRun("mine", flop="1e24 FLOP", **stated))))


def test_a_stated_mfu_stands_with_precision_peak_and_origins():
    said = line(mfu="0.4", precision="fp8", accelerator="h100-sxm")
    assert said == "MFU 0.4 of the dense fp8 peak, 1.98 PFLOP/s; given; catalogue: h100-sxm"


def test_a_precision_that_nobody_stated_is_said_to_be_assumed():
    assert "of the dense bf16 (assumed) peak, 989 TFLOP/s" in line(mfu="0.4", accelerator="h100-sxm")


def test_a_derived_mfu_says_how_and_one_above_one_is_shown():
    said = line(precision="bf16", accelerator="h100-sxm", accelerator_hours="157838 hour")
    assert said.startswith("MFU 1.78 of the dense bf16 peak")
    assert "derived: FLOP / (accelerator-hours x peak), over all hours" in said


def test_a_usual_mfu_is_said_to_be_assumed():
    said = line(precision="bf16", accelerator="h100-sxm")
    assert said.startswith("usual MFU over all hours, assumed: 0.33 (0.20 .. 0.46) of the dense bf16 peak, 989 TFLOP/s")
    fp8 = limits.assess(TrainingRun("mine", flop="1e24 FLOP", precision="fp8", accelerator="h100-sxm")).run.numbers
    bf16 = limits.assess(TrainingRun("mine", flop="1e24 FLOP", accelerator="h100-sxm")).run.numbers
    # fp8 may gain nothing over 16 bit: the longest time is no shorter
    assert fp8["accelerator_hours"].high == pytest.approx(bf16["accelerator_hours"].high, rel=0.2, abs=0)
    assert fp8["accelerator_hours"].low < bf16["accelerator_hours"].low


def test_an_unknown_peak_is_said():
    assert "peak, which is unknown" in line(precision="bf16", mfu="0.4")
    assert line() == ""


@pytest.mark.parametrize("form", ["markdown", "html", "latex"])
def test_every_report_has_the_line_under_its_headline(form):
    said = view.one(limits.assess("gpt-3"), full=True).to(form)
    assert 0 < said.index("of the dense fp16 peak") < said.index("The ladder")
