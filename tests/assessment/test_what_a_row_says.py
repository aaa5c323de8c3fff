"""Why a row has no number, what stands beside it, at which convention a run is compared: one made-up run at a time."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

import limits
from limits import scaling
from limits.assessment import common, remarks
from limits.assessment.assessor import assess, assess_all
from limits.bounds import ALL
from limits.runs import TrainingRun
from limits.scaling.held_out import HeldOut, beyond_the_runs
from limits.value import Origin, OriginKind, Value

LAW = scaling.get("besiroglu2024-minimum")
IMAGE = TrainingRun(
    "image", flop="3e20 FLOP", modality="image", count=17, accelerator="tpu-v4", parameters="1.1e9 parameter"
)


def test_one_run_gives_one_assessment_and_a_list_of_one_gives_a_list():
    (listed,) = assess([IMAGE])
    (tupled,) = assess((IMAGE,))
    assert assess(IMAGE) == listed == tupled
    assert assess_all([]) == assess([]) == []
    first, second = assess([IMAGE, "gpt-3"])
    assert (first.run.name, second.run.name) == ("image", "gpt-3-175b")


def test_a_number_without_its_place_says_why_it_has_none():
    """How far it is to a bound is known; how the compute grows on the way is not."""
    row = assess(IMAGE).bounds["memory-capacity"]
    assert row.headroom.value == pytest.approx(np.log10(17 * 32 * 2**30 / 1.1e9 / 16), abs=0.1)
    assert (row.doublings_left, row.binds_at) == (None, None)
    assert row.because == f"{LAW.key} describes modality text; this run is of modality image"
    assert row.missing == ()
    other = assess(IMAGE.but(modality="text", objective="contrastive")).bounds["memory-capacity"]
    assert (
        other.because == f"{LAW.key} describes objective next-token cross entropy; this run is of objective contrastive"
    )
    assert assess(IMAGE).bounds["landauer"].because is None
    unknown = assess(IMAGE).bounds["epochs"]
    assert unknown.because == "not stated: corpus.unique_tokens"
    assert set(unknown.missing) <= {"corpus.tokens", "corpus.unique_tokens"}


def test_only_numbers_that_something_was_made_of_are_told_of_the_defaults():
    numbers = assess(TrainingRun("r", flop="1e22 FLOP")).run.numbers
    assert "node_factor" not in numbers
    assert {"flop", "bath_temperature", "erased", "cmos_efficiency"} <= set(numbers)
    powered = assess(TrainingRun("r", flop="1e22 FLOP", accelerator="h100-sxm", count=7)).run.numbers
    assert {"node_factor", "node_power", "energy"} <= set(powered)
    assert powered["node_factor"].kind is OriginKind.DEFAULT
    assert powered["energy"].kind is OriginKind.DERIVED


def test_the_origin_of_a_side_is_that_of_its_one_column_or_what_it_was_made_from():
    rows = assess(TrainingRun("r", flop="1e22 FLOP", energy="3 MWh")).bounds
    assert rows["landauer"].has.origin.kind is OriginKind.GIVEN
    needs = rows["landauer"].needs.origin
    assert needs.kind is OriginKind.DERIVED
    assert needs.needs == ("flop", "erased", "bath_temperature")
    assert needs.how == "from compute.flop, assumptions.erased, assumptions.bath_temperature"
    made = assess(TrainingRun("r", parameters="3e9 parameter", tokens="7e10 token", count=3, memory="40 GB"))
    assert made.bounds["memory-capacity"].has.origin.needs == ("count", "memory")


@pytest.mark.parametrize("decades", [-1.0, 0.0, 1.0])
def test_what_a_fit_without_its_largest_runs_said_stands_by_runs_beyond_the_others(decades):
    told = HeldOut(10.0, 40, 12, 0.012, -0.011, 0.08, 0.25)
    law = replace(LAW, holdout=told, evidence="own")
    assert beyond_the_runs(law)
    ends = LAW.fitted.compute
    compute = {-1.0: ends.low / 10.0, 0.0: (ends.low * ends.high) ** 0.5, 1.0: 10.0 * ends.high}[decades]
    found = assess(TrainingRun("r", flop=Value(compute, "FLOP")), scaling=law).frontier
    assert found.extrapolation.value == pytest.approx(decades, abs=1e-9)
    assert (beyond_the_runs(law) in found.notes) == (decades > 0)
    assert found.notes[: len(law.notes)] == law.notes
    assert assess(IMAGE, scaling=law).frontier is None


def test_an_assumption_says_its_reason_and_a_convention_that_it_is_one():
    said = {each.name: each for each in assess(TrainingRun("r", flop="1e22 FLOP", energy="3 MWh")).assumed}
    assert said["assumptions.erased"].why == "convention: operands_inplace at bf16"
    assert said["assumptions.erased"].value.value == 16.0
    assert said["assumptions.bath_temperature"].why.startswith("round room temperature")
    assert said["compute.precision"].value == "bf16"
    assert "cluster.count" not in said
    assert list(said)[:2] == ["compute.precision", "assumptions.erasure"]
    stated = assess(
        TrainingRun(
            "r", flop="1e22 FLOP", energy="3 MWh", precision="fp16", erased="7 bit/FLOP", bath_temperature="4 K"
        )
    )
    assert not {"compute.precision", "assumptions.erased", "assumptions.bath_temperature"} & {
        each.name for each in stated.assumed
    }


@pytest.mark.parametrize(
    ("counts", "sized", "architecture", "said"),
    [
        ("total", False, "dense", 0), ("total", False, "moe", 1), ("non-embedding", False, "dense", 1),
        ("non-embedding", True, "dense", 0), ("non-embedding", True, "moe", 1), ("non-embedding", False, "moe", 2),
    ],
)  # fmt: skip
def test_what_stands_for_the_parameters_of_a_law_is_an_assumption(counts, sized, architecture, said):
    layers = {"vocabulary": 32000, "width": 4096} if sized else {}
    run = TrainingRun(
        "r", parameters="7e9 parameter", active_parameters="7e9 parameter", tokens="1.4e11 token",
        architecture=architecture, **layers,
    )  # fmt: skip
    found = [
        each for each in assess(run, scaling=replace(LAW, counts=counts)).assumed if each.name == "frontier.parameters"
    ]
    assert len(found) == said
    embedding = 2 * 32000 * 4096 if sized and counts != "total" else 0
    assert {each.value.value for each in found} <= {7e9 - embedding}


BASE = replace(assess(TrainingRun("r", flop="1e22 FLOP", energy="3 MWh")).bounds["landauer"], remark=None)


def row(law, headroom, left, *, resource="energy", rung=True):
    value = None if left is None else Value(left, "1")
    return replace(BASE, law=law, headroom=Value(headroom, "1"), doublings_left=value, resource=resource, rung=rung)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], None),
        ([row("b", 3, 7.4)], "b of the same machine comes first, after 7 doublings"),
        ([row("b", 3, 7.4), row("c", 3, 6.6)], "c of the same machine comes first, after 7 doublings"),
        ([row("b", 3, 0.0)], "b of the same machine comes first, after less than 1 doubling"),
        ([row("b", 3, -0.2)], "b of the same machine is less than 1 doubling behind the run already"),
        ([row("b", 3, -1.3)], "b of the same machine is 1 doubling behind the run already"),
        ([row("b", 3, -7.4), row("c", 3, 1.0)], "b of the same machine is 7 doublings behind the run already"),
        ([row("b", 3, 7.4, resource="time")], None), ([row("b", 3, 7.4, rung=False)], None),
        ([row("b", 3, None)], None), ([row("b", 3, 50.0)], None), ([row("b", 3, 50.01)], None),
        ([row("b", 3, 49.99)], "b of the same machine comes first, after 50 doublings"),
    ],
)  # fmt: skip
def test_a_row_of_absurd_slack_points_to_what_comes_first(others, said):
    assert remarks.remarked([row("a", 15.0, 50.0), *others])[0].remark == said
    assert remarks.remarked([*others, row("a", 37.0, 50.0)])[-1].remark == said
    assert remarks.remarked([row("a", 14.99, 50.0), *others])[0].remark is None


def test_what_was_said_already_stays_and_what_has_no_number_says_nothing():
    told = replace(row("a", 15.0, 50.0), remark="told")
    assert remarks.remarked([told, row("b", 3, 7.4)])[0].remark == "told"
    for gone in ({"headroom": None}, {"doublings_left": None}):
        assert remarks.remarked([replace(row("a", 15.0, 50.0), **gone), row("b", 3, 7.4)])[0].remark is None


HOURS = {"flop": "3.3e22 FLOP", "accelerator": "a100-sxm-80gb", "accelerator_hours": "71000 hour"}


def test_the_common_convention_by_hand():
    """71,000 h at 400 W over 3.3e22 FLOP of 16 bit at 300 K."""
    found = assess(TrainingRun("r", **HOURS, bath_temperature="77 K", erased="3 bit/FLOP", pue="1.7")).comparable
    energy = 71000 * 3600 * 400
    floor = 3.3e22 * 16 * 1.380649e-23 * 300 * np.log(2)
    assert found.energy.value == pytest.approx(energy, rel=1e-12, abs=0)
    assert found.decades.value == pytest.approx(np.log10(energy / floor), rel=1e-12, abs=0)
    assert (found.because, found.erasure) == (None, "3 bit/FLOP, 77 K")
    assert found.boundary == "accelerator-hours x node power x PUE"
    assert found.convention.startswith("16 bit erased per FLOP, a bath of 300 K, ")
    assert found.energy.origin == Origin(OriginKind.DERIVED, how="accelerator-hours x TDP, no PUE",
                                         needs=("accelerator_hours", "tdp"))  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "boundary"),
    [
        ({}, "accelerator-hours x node power x PUE, the PUE assumed"),
        ({"pue": "1.1"}, "accelerator-hours x node power x PUE"),
        ({"energy": "3 MWh"}, "kind not stated, what it covers not stated"),
        ({"energy": "3 MWh", "energy_kind": "metered"}, "metered, what it covers not stated"),
        ({"energy": "3 MWh", "energy_kind": "metered", "energy_scope": "nodes"}, "metered (nodes)"),
    ],
)
def test_what_an_energy_covers(stated, boundary):
    assert assess(TrainingRun("r", **HOURS, **stated)).comparable.boundary == boundary
    bare = assess(TrainingRun("r", flop="1e22 FLOP")).comparable
    assert (bare.boundary, bare.energy, bare.decades) == (None, None, None)
    assert (
        bare.because
        == "not stated: cluster.accelerator_hours (or cluster.count and cluster.wall_time, or cluster.peak)"
    )


def test_hours_of_a_usual_utilisation_compare_nothing():
    found = assess(TrainingRun("r", flop="3.3e22 FLOP", accelerator="a100-sxm-80gb", count=7)).comparable
    assert found.because == "not stated: cluster.accelerator_hours (those of a usual utilisation compare nothing)"
    assert (found.energy, found.decades) == (None, None)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Value(16.0, "1"), "16"), (Value(308.15, "K"), "308.1"), (Value(3.0, "1", low=2.5, high=3.25), "2.5 .. 3.25")],
)
def test_bits_and_temperatures_have_four_digits(value, shown):
    assert common._shown(value) == shown


def test_the_record_of_a_run_has_every_field_and_the_ladder_by_its_keys():
    found = assess(IMAGE)
    said = json.loads(found.to("json"))
    assert list(said)[:4] == ["schema", "run", "bounds", "ladder"]
    assert said["schema"] == "limits.assessment/4"
    assert said["ladder"] == [each.law for each in found.ladder]
    assert list(said)[-4:] == ["flop_counts", "parameter_counts", "memory_per_device", "estimate"]
    assert [each["law"] for each in said["bounds"]] == [bound.key for bound in ALL]
    assert said["run"]["tokens"] is None
    assert said["run"]["flop"]["value"] == 3e20
    assert said["limits_version"] == limits.__version__
