"""Assessments at the ends of what may be stated: what no float holds is unknown, and says so."""

import dataclasses

import pytest

from limits import scaling
from limits.assessment.assessor import assess
from limits.errors import InputError
from limits.runs import TrainingRun

ENDS = {
    "flop": "1e60 FLOP",
    "peak": "1e-60 FLOP/s",
    "mfu": "1e-60",
    "goodput": "1",
    "power": "1e60 W",
    "pue": "1e60",
    "electricity_price": "1e60 USD/J",
    "carbon_intensity": "1e-60 kg/J",
}


def test_what_no_float_holds_is_unknown_and_says_so():
    assessment = assess(TrainingRun("r", **ENDS))
    assert assessment.run.numbers["energy"].value == pytest.approx(1e300, rel=1e-6, abs=0)
    assert "cost" not in assessment.run.numbers
    landauer = assessment.bounds["landauer"]
    assert landauer.headroom > 250
    assert landauer.binds_at is None
    assert landauer.because == "beyond the range of floating-point numbers"
    assert '"binds_at": null' in assessment.to_json()


def test_an_interval_with_an_end_beyond_floats_is_unknown():
    wide = assess(TrainingRun("r", **(ENDS | {"power": "1e-60 .. 1e60 W", "electricity_price": "1e-60 .. 1e60 USD/J"})))
    assert wide.bounds["landauer"].has.high == pytest.approx(1e294, rel=1e3, abs=0)
    assert "cost" not in wide.run.numbers
    for row in wide.bounds:
        assert row.because or None not in (row.needs, row.has, row.headroom, row.binds_at, row.doublings_left)


def test_a_number_that_overflows_is_the_reason_for_what_follows_from_it():
    demanding = TrainingRun(
        "r",
        flop="1e24 FLOP",
        unique_tokens="1e60 token",
        epochs="1e60",
        parameters="1e30 parameter",
        state="1e60 bit/parameter",
        tokens="1e60 token",
        energy="1e-60 J",
        erased="1e60 bit/FLOP",
        bath_temperature="1e60 K",
    )
    text = assess(demanding).to_json()
    assert "NaN" not in text
    assert "Infinity" not in text


@pytest.mark.parametrize("E", [float("nan"), float("inf")])
def test_a_law_without_an_irreducible_loss_is_named(E):
    law = scaling.get("besiroglu2024")
    with pytest.raises(InputError, match="scaling law: given besiroglu2024, which has no irreducible loss"):
        assess("gpt-3", scaling=dataclasses.replace(law, coefficients=law.coefficients._replace(E=E)))


def test_a_law_without_an_answer_at_the_compute_of_a_run_is_named():
    flat = scaling.get("besiroglu2024").coefficients._replace(alpha=1e-3, beta=1e-3)
    with pytest.raises(InputError, match="scaling law: given flat, which has no optimum"):
        assess("gpt-3", scaling=dataclasses.replace(scaling.get("besiroglu2024"), key="flat", coefficients=flat))
