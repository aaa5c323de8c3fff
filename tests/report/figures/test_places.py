"""Where runs and the marks of their bounds stand in a figure."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import limits
from limits.catalog import shipped
from limits.errors import InputError
from limits.report.figures import captions
from limits.report.figures.places import places, published
from limits.runs import TrainingRun
from limits.scaling import get, loss, optimum
from limits.scaling.frontier.prediction import loss_at

from ..conftest import with_row

LAW = get("besiroglu2024")  # as printed, without a covariance: what is uncertain here is the run
RUN = TrainingRun(
    "r",
    parameters="4e11 parameter",
    tokens="1.6e13 token",
    flop="9.6e25 FLOP",
    energy="20 GWh .. 25 GWh",
    accelerator="h100-sxm",
    count=16384,
    wall_time="54 day",
)


def place_of(run):
    assessment = limits.assess(run, scaling=LAW)
    (place,) = places([assessment], LAW)
    return assessment, place


def test_a_run_stands_at_six_n_d_and_its_marks_move_with_it():
    """It states 2.5 times 6 N D: the law knows 6 N D, so the bounds stop it at 1/2.5 of the compute that they name."""
    assessment, place = place_of(RUN)
    assert place.compute == pytest.approx(3.84e25, rel=1e-12, abs=0)
    above = loss(LAW, 4e11, 1.6e13) - LAW.coefficients.E
    assert place.reducible == pytest.approx((above, above, above), rel=1e-12, abs=0)
    assert [mark.bound for mark in place.marks] == [row.law for row in assessment.ladder if row.binds_at is not None]
    widths = set()
    for mark in place.marks:
        row = assessment.bounds[mark.bound]
        low, high = row.binds_at.ends
        ends = (mark.low, mark.compute, mark.high)
        assert ends == pytest.approx((low / 2.5, row.binds_at.value / 2.5, high / 2.5), rel=1e-12, abs=0)
        grown = loss_at(LAW, 4e11, 1.6e13, row.binds_at.value / 9.6e25) - LAW.coefficients.E
        assert mark.reducible == pytest.approx(grown, rel=1e-9, abs=1e-14)
        assert mark.kind == row.kind
        assert mark.starred == (mark.bound == "landauer")
        widths.add(mark.low < mark.high)
    assert widths == {True, False}
    assert place.notes == ("drawn at 6 N D; its stated compute, 9.6e25 FLOP, is 2.5 times that",)


def test_what_differs_by_less_than_two_percent_is_not_said():
    assert place_of(RUN.but(flop="3.9e25 FLOP"))[1].notes == ()
    assert len(place_of(RUN.but(flop="3.95e25 FLOP"))[1].notes) == 1
    assert len(place_of(RUN.but(flop="3.7e25 FLOP"))[1].notes) == 1


def test_a_run_without_size_stands_at_the_optimum_of_its_compute():
    _, place = place_of(TrainingRun("r", flop="1e24 FLOP"))
    best = optimum(LAW, 1e24)
    assert (place.parameters, place.tokens) == pytest.approx((best.parameters, best.tokens), rel=1e-6, abs=1e-12)
    assert place.reducible[1] == pytest.approx(best.loss - LAW.coefficients.E, rel=1e-6, abs=1e-12)
    assert len(place.notes) == 1
    assert place.notes[0].startswith("drawn at the optimum at its compute (")


def test_an_uncertain_run_has_a_loss_with_an_interval():
    _, place = place_of(RUN.but(parameters="3e11 .. 5e11 parameter", flop=None))
    low, middle, high = place.reducible
    assert low < middle < high
    ends = [loss(LAW, N, 1.6e13) - LAW.coefficients.E for N in (5e11, 3e11)]
    assert ends[0] * 0.99 < low < high < ends[1] * 1.01


@pytest.mark.parametrize("missing", ["parameters", "tokens", "loss"])
def test_a_run_of_which_one_thing_is_missing_stands_at_its_optimum(missing):
    assessment = limits.assess(RUN, scaling=LAW)
    found = replace(assessment.frontier, **{missing: None}, because="so")
    (place,) = places([replace(assessment, frontier=found)], LAW)
    assert (place.parameters, place.tokens) == (float(found.optimum.parameters), float(found.optimum.tokens))
    assert place.notes[0] == f"drawn at the {found.start} (so)"


def test_what_was_assumed_of_the_size_is_said_and_nothing_else():
    assumed = [SimpleNamespace(name=name, why=f"why {name}") for name in ("frontier.parameters", "tokens", "a")]
    (place,) = places([replace(limits.assess(RUN, scaling=LAW), assumed=assumed)], LAW)
    assert [note for note in place.notes if note.startswith("why")] == ["why frontier.parameters"]


@pytest.mark.parametrize("missing", ["binds_at", "share_of_reducible_loss"])
def test_a_bound_without_a_place_on_the_path_has_no_mark(missing):
    assessment = limits.assess(RUN, scaling=LAW)
    (whole,), (less,) = (places([each], LAW) for each in (assessment, with_row(assessment, "cmos", **{missing: None})))
    assert [mark for mark in whole.marks if mark.bound != "cmos"] == list(less.marks)
    assert len(whole.marks) == len(less.marks) + 1


def test_six_runs_are_told_apart_and_no_seven():
    assessment = limits.assess(RUN, scaling=LAW)
    assert len(places([assessment] * 6, LAW)) == 6
    with pytest.raises(InputError, match="given 7, wanted at most 6"):
        places([assessment] * 7, LAW)


def test_published_runs_are_those_that_the_law_may_be_asked_about():
    found = published(LAW, shipped())
    assert found.counted.all()
    assert {name for name, dense in zip(found.names, found.dense, strict=True) if not dense} >= {"deepseek-v3"}
    for name in ("gpt-3-175b", "deepseek-v3"):
        frontier = limits.assess(name).frontier
        at = found.names.index(name)
        assert found.compute[at] == pytest.approx(
            6 * frontier.parameters.value * frontier.tokens.value, rel=1e-14, abs=0
        )
    fewer = published(LAW, shipped(), without=["gpt-3-175b"])
    assert set(found.names) - set(fewer.names) == {"gpt-3-175b"}
    assert len(fewer.names) == len(fewer.compute) == len(fewer.dense) == len(fewer.counted) == len(found.names) - 1
    assert np.isfinite(found.compute).all()


def test_a_law_that_is_no_plain_sum_brings_its_notes():
    kaplan = get("kaplan2020")
    assert kaplan.coefficients.q != 1
    said = list(captions.laws([kaplan]))
    assert [f"kaplan2020: {note}" in said for note in kaplan.notes] == [True] * len(kaplan.notes)
    assert not [line for line in captions.laws([LAW]) if LAW.notes[0] in line]
