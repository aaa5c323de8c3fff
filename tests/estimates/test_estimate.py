"""What a run will take: published energies, boundaries, intervals, and which input makes them uncertain."""

from __future__ import annotations

import numpy as np
import pytest

import limits
from limits.assessment.columns import evaluate
from limits.catalog import shipped
from limits.catalog.measured_power import measured_power
from limits.estimates.energy import drawn
from limits.estimates.estimate import estimate
from limits.estimates.spread import shares
from limits.runs.batch import Batch, Resolved
from limits.scaling.published import DEFAULT, get

GWH = 3.6e12
RUN = {"accelerator_hours": "30.84e6 hour", "accelerator": "h100-sxm", "count": 16384}


def of(**stated):
    return estimate(limits.TrainingRun("mine", **stated))


def test_llama_405b_from_its_hours():
    """27 to 30 GWh with hosts and PUE: 1.3 to 1.4 times hours x TDP."""
    found = of(**RUN)
    assert 27 * GWH < found.energy.value < 30 * GWH
    assert found.energy.low < 27 * GWH < found.energy.high
    assert found.energy.value == pytest.approx(30.84e6 * 3600 * 700 * 1.1 * 1.186, rel=0.002, abs=0)
    assert found.boards.value < found.nodes.value < found.energy.value


def test_llama_405b_planned_from_its_reported_utilisation():
    """A reported MFU describes good steps: 78.4 days were billed, 66.8 would follow."""
    planned = {"flop": "3.79e25 FLOP", "mfu": "0.38 .. 0.43", "accelerator": "h100-sxm", "count": 16384}
    time = of(**planned).wall_time
    assert time.low < 78.4 * 86400 < time.high
    assert of(**planned, goodput="1").wall_time.value == pytest.approx(66.8 * 86400, rel=0.01, abs=0)


def test_gpt_3_on_512_h100_at_the_wall():
    row = measured_power()["mlperf-v4.0-gpt3-512xh100-sxm-ac"]
    hours = row.cells["accelerator_hours"].value
    found = of(accelerator_hours=f"{hours} s", accelerator="h100-sxm", precision="fp8")
    assert found.nodes.low < row.cells["energy"].value < found.nodes.high


def test_what_a_run_states_of_its_energy_changes_no_estimate():
    assert of(**RUN, energy="1 GWh").energy == of(**RUN).energy


def test_stated_powers_come_before_measured_ones():
    node = of(**RUN, node_power="900 W")
    assert node.nodes.value == pytest.approx(30.84e6 * 3600 * 900, rel=1e-12, abs=0)
    assert node.nodes.interval is None
    assert node.dominant_input == "facility.pue"
    board = of(**RUN, power="600 W")
    assert board.boards.value == pytest.approx(30.84e6 * 3600 * 600, rel=1e-12, abs=0)
    assert board.nodes.value > board.boards.value


def test_a_power_limit_lowers_the_boards_and_not_the_hosts():
    free, held = of(**RUN), of(**RUN, power_limit="500 W")
    assert held.boards.value < free.boards.value
    assert held.nodes.value - held.boards.value == pytest.approx(free.nodes.value - free.boards.value, rel=1e-9, abs=0)


def test_mean_and_peak_power_are_two_numbers():
    found = of(**RUN)
    assert found.power.value == pytest.approx(found.energy.value / found.wall_time.value, rel=1e-12, abs=0)
    assert found.peak_power.value == pytest.approx(1.09 * found.power.value, rel=1e-9, abs=0)


def test_carbon_and_cost_are_null_with_a_reason_until_they_are_stated():
    found = of(**RUN)
    assert (found.carbon, found.cost) == (None, None)
    assert found.because["carbon"] == "not stated: facility.carbon_intensity"
    assert found.because["cost"] == "not stated: facility.electricity_price"
    priced = of(**RUN, carbon_intensity="0.4 kg/kWh", electricity_price="0.07 USD/kWh")
    assert priced.carbon.value == pytest.approx(priced.energy.value / 3.6e6 * 0.4, rel=1e-12, abs=0)
    assert priced.cost.value == pytest.approx(priced.energy.value / 3.6e6 * 0.07, rel=1e-12, abs=0)
    assert "carbon" not in priced.because


def test_development_is_a_line_of_its_own():
    found = of(**RUN, development="0.82 .. 1")
    assert found.energy == of(**RUN).energy
    assert 0.8 * found.energy.value < found.development.value < found.energy.value
    assert of(**RUN).development is None


def test_a_family_that_was_not_measured_is_wider_and_says_so():
    measured, not_measured = of(**RUN), of(**(RUN | {"accelerator": "mi300x"}))

    def width(found):
        return found.nodes.high / found.nodes.low

    assert width(not_measured) > width(measured)
    assert "not measured" in not_measured.basis["node_factor"]
    assert "measured on 9 runs of h100, up to 512 accelerators" in measured.basis["node_factor"]


def test_the_board_of_a_tpu_is_not_told():
    found = of(accelerator_hours="1e6 hour", accelerator="TPU v4")
    assert found.boards is None
    assert found.because["boards"] == "no board of a TPU was measured"
    assert found.nodes.value < 1e6 * 3600 * 340


def test_shares_of_the_spread_are_those_of_a_product_of_powers():
    """Variances of logarithms of uniform inputs, by quadrature."""
    wide = (0.5, 1.5)

    def variance(low, high):
        logs = np.log(np.linspace(low, high, 200001))
        return logs.var()

    run = limits.TrainingRun("mine", accelerator_hours="0.5 .. 1.5 hour", pue="1.0 .. 1.2", node_power="1 W", flop="1")
    resolved = Resolved([run], shipped())
    found = shares(resolved, 0, ("accelerator_hours", "node_power", "pue"), drawn(resolved.batch.run(0)).energy)
    parts = {"cluster.accelerator_hours": variance(*wide), "facility.pue": variance(1.0, 1.2)}
    assert [each.field for each in found] == list(parts)
    for each in found:
        assert each.share == pytest.approx(parts[each.field] / sum(parts.values()), abs=0.01)
    assert sum(each.share for each in found) == pytest.approx(1.0, abs=1e-9)


def test_a_batch_is_its_runs():
    hours = np.array([[1e6 * 3600.0], [2e6 * 3600.0]])
    many = drawn(Batch.of({"accelerator_hours": hours, "tdp": np.array([700.0]), "pue": np.array([1.1])}))
    for place in (0, 1):
        one = drawn(Batch.of({"accelerator_hours": hours[place], "tdp": np.array([700.0]), "pue": np.array([1.1])}))
        assert many.energy[place] == one.energy


def test_columns_of_a_batch_are_what_the_record_says():
    resolved = Resolved([limits.TrainingRun("mine", **RUN, flop="3.8e25 FLOP", grid="france")], shipped())
    columns = evaluate(resolved.batch, get(DEFAULT)).columns
    found = limits.assess(resolved.stated[0]).estimate
    for name in ("energy", "nodes", "boards", "carbon", "power", "peak_power"):
        assert columns[f"estimate.{name}"][0, 0] == getattr(found, name).value, name
    assert np.isnan(columns["estimate.cost"]).all()
    assert found.cost is None


def test_phases_are_told_apart_by_their_compute():
    apart = of(**RUN, flop="4e25 FLOP", long_context_flop="1e24 FLOP", post_training_flop="3e24 FLOP")
    whole = apart.energy.value
    assert {name: value.value / whole for name, value in apart.phases.items()} == pytest.approx(
        {"pre_training": 0.9, "long_context": 0.025, "post_training": 0.075}, rel=1e-12, abs=0
    )
    assert of(**RUN, flop="4e25 FLOP").phases == {}
    more = limits.assess(limits.TrainingRun("mine", **RUN, flop="1e24 FLOP", post_training_flop="3e24 FLOP"))
    assert [each.key for each in more.run.contradictions] == ["phases"]


def test_every_number_that_is_unknown_says_why():
    bare = limits.assess(limits.TrainingRun("bare", flop="1e26 FLOP")).estimate
    for name in ("energy", "nodes", "boards", "carbon", "cost", "power", "peak_power", "hours", "wall_time"):
        assert getattr(bare, name) is None
        assert bare.because[name].startswith("not stated: "), name
    assert bare.memory_per_device is None
    assert "model.parameters" in bare.because["memory_per_device"]
    assert bare.missing[0] == "cluster.accelerator"
