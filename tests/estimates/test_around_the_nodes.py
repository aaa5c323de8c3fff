"""Switches and storage: in the energy where their power is stated, and said to be out of it where not."""

from __future__ import annotations

import numpy as np
import pytest

import limits
from limits.catalog.measured_power import measured_power
from limits.estimates.energy import drawn
from limits.estimates.estimate import estimate
from limits.runs.batch import Batch

HOURS = 30.84e6 * 3600
RUN = {"accelerator_hours": "30.84e6 hour", "accelerator": "h100-sxm", "count": 16384, "node_power": "840 W"}
PUE = {"pue": 1.1}


def of(**stated):
    return estimate(limits.TrainingRun("mine", **stated))


def exactly(number):
    return pytest.approx(number, rel=1e-12, abs=0)


def test_stated_powers_enter_before_the_pue():
    found = of(**RUN, **PUE, network_power="116 W", storage_power="20 W")
    assert found.nodes.value == exactly(HOURS * 840)
    assert found.cluster.value == exactly(HOURS * 976)
    assert found.energy.value == exactly(HOURS * 976 * 1.1)
    assert found.power.value == exactly(16384 * 976 * 1.1)
    assert str(found.energy.origin) == "derived: accelerator-hours x power of nodes, switches and storage x PUE"


@pytest.mark.parametrize(
    ("stated", "watts", "what"),
    [
        ({}, 840, "node power"),
        ({"network_power": "116 W"}, 956, "power of nodes and switches"),
        ({"storage_power": "20 W"}, 860, "power of nodes and storage"),
    ],
)
def test_one_alone_enters_and_the_run_has_the_same_energy_as_its_estimate(stated, watts, what):
    found = limits.assess(limits.TrainingRun("mine", flop="3.8e25 FLOP", **RUN, **PUE, **stated))
    assert found.estimate.energy.value == exactly(HOURS * watts * 1.1)
    assert found.run.numbers["energy"] == found.estimate.energy.moved(found.run.numbers["energy"].origin)
    for energy in (found.run.numbers["energy"], found.estimate.energy):
        assert energy.origin.how == f"accelerator-hours x {what} x PUE"
    assert found.comparable.boundary.startswith(f"accelerator-hours x {what} x PUE")


def test_what_is_not_stated_is_not_counted_and_says_what_would_tell():
    found = of(**RUN)
    assert found.cluster is None
    assert found.because["cluster"] == "not stated: machine.network_power (or machine.storage_power)"
    assert found.outside == ("switches", "storage")
    assert found.would_add[:3] == ("machine.network_power", "machine.storage_power", "assumptions.development")
    assert found.not_counted.startswith("switches and storage; ")
    assert "switches" not in found.counted


def test_none_is_a_statement():
    found = of(**RUN, network_power="0 W")
    assert found.cluster.value == found.nodes.value
    assert "switches" in found.inside
    assert found.outside == ("storage",)


def test_switches_draw_the_same_at_the_highest_power():
    """Readings of nodes say how far they lie above their mean; nobody measured switches at work and idle."""
    found = of(**RUN, **PUE, network_power="100 W")
    assert found.peak_power.value == exactly(16384 * (840 * 1.09 + 100) * 1.1)


def test_the_estimate_of_a_submitter_adds_what_the_log_says():
    """MLPerf v4.0, GPT-3 on 512 H100: a fixed 59,570 W of interconnect, 56.5 kWh beside 415.5 of the nodes."""
    row = measured_power()["mlperf-v4.0-gpt3-512xh100-sxm-ac"]
    hours, nodes = row.cells["accelerator_hours"].value, row.cells["energy"].value
    stated = {"accelerator_hours": f"{hours} s", "accelerator": "h100-sxm", "node_power": f"{nodes / hours} W"}
    found = of(**stated, network_power=f"{59570 / 512} W")
    assert (found.cluster.value - found.nodes.value) / 3.6e6 == pytest.approx(56.5, abs=0.05)
    assert found.nodes.value == pytest.approx(nodes, rel=1e-9, abs=0)


def test_an_uncertain_network_is_a_share_of_the_spread():
    found = of(**RUN, **PUE, network_power="0 .. 300 W")
    assert found.dominant_input == "machine.network_power"
    assert found.energy.low == pytest.approx(HOURS * (840 + 15) * 1.1, rel=1e-3, abs=0)
    assert found.energy.high == pytest.approx(HOURS * (840 + 285) * 1.1, rel=1e-3, abs=0)


def test_runs_of_a_batch_are_told_apart():
    powers = np.array([[100.0], [np.nan]])
    stated = {"accelerator_hours": np.array([3600.0]), "node_power": np.array([800.0]), "pue": np.array([1.0])}
    batch = Batch.of({**stated, "network_power": powers})
    found = drawn(batch)
    assert found.energy.ravel().tolist() == batch.energy.ravel().tolist() == [900.0 * 3600, 800.0 * 3600]
    assert np.isnan(found.cluster).ravel().tolist() == [False, True]


def test_hosts_are_out_where_the_power_is_of_boards_alone():
    boards = of(accelerator_hours="1e6 hour", power="600 W")
    assert boards.inside == ("accelerators", "cooling")
    assert boards.outside == ("hosts", "fans", "power supplies", "switches", "storage")
    assert boards.would_add[0] == "cluster.node_power"
    assert boards.counted.startswith("accelerators; cooling")
    with_hosts = of(accelerator_hours="1e6 hour", power="600 W", accelerator="h100-sxm")
    assert with_hosts.inside[:2] == ("accelerators", "hosts")


def test_cooling_is_out_where_the_pue_is_one():
    assert "cooling" in of(**RUN).inside
    alone = of(**RUN, pue=1)
    assert "cooling" in alone.outside
    assert "cooling and distribution, as the PUE is 1" in alone.not_counted
    assert "PUE" not in alone.counted


def test_phases_whose_compute_is_stated_are_in():
    neither = of(**RUN, flop="4e25 FLOP")
    assert "as long context or post-training" in neither.not_counted
    one = of(**RUN, flop="4e25 FLOP", long_context_flop="1e24 FLOP")
    assert "long context, by their compute" in one.counted
    assert "as post-training" in one.not_counted
    both = of(**RUN, flop="4e25 FLOP", long_context_flop="1e24 FLOP", post_training_flop="1e24 FLOP")
    assert "phases whose compute" not in both.not_counted


def test_development_is_beside_it_once_stated():
    told = of(**RUN, development="0.5")
    assert "development, told beside it" in told.not_counted
    assert "assumptions.development" not in told.would_add
