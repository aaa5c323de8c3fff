"""Numbers of one run that cannot all be right."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

import limits
from limits.catalog import shipped
from limits.report import schema
from limits.runs import TrainingRun
from limits.runs.batch import Resolved
from limits.runs.checks import CHECKS
from limits.runs.contradictions import contradictions

BASE = {"precision": "bf16", "accelerator": "h100-sxm"}


def found(**stated: object) -> dict[str, object]:
    run = TrainingRun("mine", **{**BASE, "flop": "1e24 FLOP", **stated})
    return {each.key: each for each in limits.assess(run).run.contradictions}


# One for each check: what contradicts itself, by how much, and the same run with the number that follows.
CASES = [
    ("mfu-above-one", {"accelerator_hours": "157838 hour"}, 1.779, {"accelerator_hours": "800000 hour"}),
    ("phases", {"post_training_flop": "3e24 FLOP"}, 3.0, {"post_training_flop": "3e23 FLOP"}),
    ("mfu", {"accelerator_hours": "7e5 hour", "mfu": "0.6"}, 1.496, {"mfu": "0.4"}),
    (
        "goodput",
        {"goodput": "0.97", "failure_interval": "3 hour", "checkpoint_time": "30 s", "restart_time": "10 min"},
        1.106,
        {"goodput": "0.9"},
    ),
    ("mfu-above-hfu", {"mfu": "0.5", "hfu": "0.4"}, 1.25, {"hfu": "0.55"}),
    (
        "accelerator-hours",
        {"count": "1000", "wall_time": "1000 hour", "accelerator_hours": "1.47e6 hour"},
        1.47,
        {"accelerator_hours": "1.05e6 hour"},
    ),
    ("layout", {"count": "1024", "tensor": "8", "pipeline": "4", "data": "16"}, 2.0, {"data": "32"}),
    ("flop", {"parameters": "70e9 parameter", "tokens": "1e12 token"}, 2.381, {"tokens": "2.4e12 token"}),
    (
        "energy",
        {"accelerator_hours": "1e6 hour", "pue": "1.1", "energy": "2 GWh"},
        2.597,
        {"energy": "0.8 GWh"},
    ),
    ("network-power", {"node_power": "840 W", "network_power": "1.9 MW"}, 2261.9, {"network_power": "116 W"}),
    ("storage-power", {"node_power": "840 W", "storage_power": "8.4 kW"}, 10.0, {"storage_power": "20 W"}),
    (
        "emissions",
        {"energy": "1 GWh", "carbon_intensity": "0.4 kg/kWh", "emissions": "900 tonne"},
        2.25,
        {"emissions": "430 tonne"},
    ),
    ("layers", {"parameters": "7e9 parameter", "layers": "80", "width": "8192"}, 9.204, {"width": "2560"}),
    (
        "parameters",
        {"parameters": "70e9 parameter", "layers": "32", "width": "4096"},
        7.863,
        {"layers": "80", "width": "8192"},
    ),
    (
        "embedding",
        {"parameters": "1e6 parameter", "vocabulary": "128000", "width": "32"},
        4.096,
        {"vocabulary": "30000"},
    ),
    ("batch", {"tokens": "1e9 token", "batch": "4e9 token"}, 4.0, {"batch": "4e6 token"}),
    ("context", {"context": "8192 token", "batch": "1024 token"}, 8.0, {"batch": "4e6 token"}),
]


def test_each_check_has_a_case():
    assert [case[0] for case in CASES] == [check.key for check in CHECKS]


@pytest.mark.parametrize(("key", "stated", "ratio", "mended"), CASES, ids=[case[0] for case in CASES])
def test_a_contradiction_is_said_and_ends_where_the_number_is_mended(key, stated, ratio, mended):
    assert found(**stated)[key].ratio == pytest.approx(ratio, rel=2e-3, abs=0)
    assert key not in found(**{**stated, **mended})


def test_the_smaller_side_is_judged_as_the_larger_is():
    said = found(count="1000", wall_time="1470 hour", accelerator_hours="1e6 hour")["accelerator-hours"]
    assert said.ratio == pytest.approx(1.47, abs=1e-12)
    assert said.sentence.startswith("cluster.count x cluster.wall_time is 1.47 times cluster.accelerator_hours")


def test_less_energy_than_design_power_is_no_contradiction():
    assert "energy" not in found(accelerator_hours="1e6 hour", pue="1.1", energy="0.1 GWh")


def test_switches_and_storage_explain_energy():
    """The largest published estimate, 252 W an accelerator, is no contradiction of 840 W nodes and a design power."""
    stated = {"accelerator_hours": "1e6 hour", "pue": "1.1", "node_power": "840 W"}
    assert "energy" not in found(**stated, network_power="252 W", storage_power="50 W")
    said = found(**stated, network_power="100 W", energy="5 GWh")["energy"]
    assert said.ratio == pytest.approx(5e9 / (1e6 * (700 + 100) * 1.1), rel=1e-3, abs=0)
    assert "facility.pue, with machine.network_power beside (up to" in said.sentence


def test_intervals_that_meet_do_not_contradict():
    hours = {"count": "1000", "wall_time": "1000 hour"}
    assert "accelerator-hours" in found(**hours, accelerator_hours="1.4e6 .. 1.6e6 hour")
    assert "accelerator-hours" not in found(**hours, accelerator_hours="1.0e6 .. 2.0e6 hour")


def test_what_nobody_stated_is_named():
    run = TrainingRun("mine", flop="1e24 FLOP", accelerator="h100-sxm", accelerator_hours="157838 hour")
    [said] = limits.assess(run).run.contradictions
    assert said.supposed == ("compute.precision",)
    assert said.sentence.endswith("not stated: compute.precision")


def test_numbers_that_follow_from_each_other_never_contradict():
    assert not found(mfu="0.4", count="1000")  # hours and wall time from the MFU


@pytest.mark.parametrize("form", ["markdown", "html", "latex"])
def test_every_report_says_it_and_only_where_there_is_one(form):
    fine = TrainingRun("fine", flop="1e24 FLOP", **BASE)
    wrong = fine.but("wrong", count="1000", wall_time="1000 hour", accelerator_hours="1.47e6 hour")
    title = "Numbers that contradict each other"
    assert title not in limits.assess(fine).to(form)
    said = limits.assess(wrong).to(form)
    assert title in said
    assert "1.47 times" in said


def test_the_first_screen_names_what_is_contradicted():
    wrong = TrainingRun("r", flop="1e24 FLOP", **BASE).but(
        count="1000", wall_time="1000 hour", accelerator_hours="1.47e6 hour"
    )
    assert "1 contradicted (accelerator-hours)" in " ".join(str(limits.assess(wrong)).split())
    gross = " ".join(str(limits.assess(wrong.but(accelerator_hours="2.1e6 hour"))).split())
    assert "1 contradicted (cluster.accelerator_hours is 2.1 times cluster.count x cluster.wall_time)" in gross


def test_json_has_the_record_and_its_schema_knows_it():
    answer = json.loads(limits.assess("llama-3.1-405b").to_json())
    [said] = answer["run"]["contradictions"]
    assert said["key"] == "accelerator-hours"
    assert said["ratio"] == pytest.approx(16384 * 2142 / 30.84e6, rel=1e-4, abs=0)
    Draft202012Validator(json.loads(schema.shipped("assessment"))).validate(answer)
    required = json.loads(schema.shipped("assessment"))["$defs"]["Contradiction"]["required"]
    assert set(said) == set(required)


def test_a_side_that_is_uncertain_has_its_interval_and_one_that_is_sure_has_none():
    unsure = found(count="1000 .. 1100", wall_time="1000 hour", accelerator_hours="1.6e6 hour")["accelerator-hours"]
    assert (unsure.other.low, unsure.other.high) == pytest.approx((1.005e6 * 3600, 1.095e6 * 3600), rel=2e-3, abs=0)
    assert unsure.one.interval is None
    sure = found(count="1000", wall_time="1000 hour", accelerator_hours="1.6e6 hour")["accelerator-hours"]
    assert sure.other.interval is None
    assert sure.other.value == pytest.approx(1e6 * 3600, rel=1e-12, abs=0)


def test_a_sparse_peak_is_twice_the_dense_one():
    """fms-fsdp#89: 24 % and not 46 % on H100, since 1979 TFLOP/s is the peak of sparse matrices."""
    stated = {"flop": "1e24 FLOP", "accelerator": "h100-sxm", "mfu": "0.24"}

    def of_peak(peak, **more):
        run = TrainingRun("mine", peak=peak, **(stated | more))
        return [each for each in contradictions(Resolved([run], shipped()), 0) if each.key == "peak"]

    (found,) = of_peak("1979 TFLOP/s", precision="bf16")
    assert found.ratio == pytest.approx(2.0, abs=0.001)
    assert found.sentence.startswith("cluster.peak is 2 times the dense bf16 peak of h100-sxm in the catalogue")
    assert "sparse" in found.sentence
    assert of_peak("1979 TFLOP/s")[0].supposed == ("compute.precision",)
    assert of_peak("989.4 TFLOP/s", precision="bf16") == of_peak("1979 TFLOP/s", precision="fp8") == []
    assert of_peak("1671 TFLOP/s", precision="bf16", accelerator="h100-nvl")[0].ratio == pytest.approx(2.0, abs=0.01)
    assert of_peak("1e15 FLOP/s", accelerator=None) == []
