"""Operations per joule: the same floors that a run of one FLOP is set beside."""

import pytest

import limits
from limits.errors import UnknownNameError
from limits.laws.input import Kind, Sense
from limits.runs import TrainingRun
from limits.runs.run import StatedText
from limits.scaling.answers.efficiency import ceilings
from limits.value import Value

BOLTZMANN, LN2 = 1.380649e-23, 0.6931471805599453


@pytest.mark.parametrize("precision", ["fp64", "fp32", "bf16", "fp8", "fp4", "int8"])
def test_they_are_the_bounds_of_a_run_that_states_no_convention(precision):
    run = TrainingRun("one", flop=Value(1.0, "FLOP"), precision=StatedText(precision))
    rows = limits.assess(run).bounds
    cmos, landauer = ceilings(precision)
    assert 1.0 / cmos.efficiency == pytest.approx(float(rows["cmos"].needs), rel=1e-12, abs=0)
    assert 1.0 / landauer.efficiency == pytest.approx(float(rows["landauer"].needs), rel=1e-12, abs=0)


def test_they_are_what_the_sources_print():
    cmos, landauer = ceilings("bf16")
    assert cmos.efficiency == pytest.approx(4.7e15, rel=1e-12, abs=0)  # Ho, Erdil, Besiroglu 2023, abstract
    assert landauer.efficiency == pytest.approx(1.0 / (16.0 * BOLTZMANN * 300.0 * LN2), rel=1e-12, abs=0)
    assert "300 K" in landauer.says
    assert "16 bit/FLOP" in landauer.says


def test_a_model_is_no_theorem_and_stands_below_it():
    cmos, landauer = ceilings("fp64")
    assert (cmos.law.kind, landauer.law.kind) == (Kind.MODEL, Kind.THEOREM)
    assert landauer.law.sense is Sense.AT_MOST
    assert cmos.efficiency < landauer.efficiency


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownNameError, match="fp7"):
        ceilings("fp7")
