"""What stands beside the rows of an assessment: assumptions, choices, boundaries; and a run without any draws."""

import math

import pytest

from limits import catalog, scaling
from limits.assessment.assessor import assess
from limits.runs import TrainingRun
from limits.runs.batch import Resolved
from limits.runs.defaults import DEFAULTS
from limits.runs.fields import path_of


def test_a_run_of_which_every_number_is_exact_is_assessed_without_draws():
    exact = {"cmos_efficiency": "1e12 FLOP/J", "mass_per_accelerator": "1 kg", "count": "1000"}
    exact |= {"overhead": "1.1", "logits": "8 byte/token", "pue": "1.1", "goodput": "0.9"}
    exact |= {"usual_mfu": "0.3", "peak_factor": "1.1"}
    sure = TrainingRun("r", flop="1e24 FLOP", energy="1 GWh", wall_time="30 day", **exact)
    unsure = sure.but(mass_per_accelerator="0.9 .. 1.1 kg")
    assert Resolved([sure], catalog.shipped()).batch.shape == (1, 1)
    of_sure, of_unsure = assess(sure).bounds, assess(unsure).bounds
    for row, other in zip(of_sure, of_unsure, strict=True):
        assert row.headroom is None or row.headroom.interval is None
        if other.headroom is None or other.headroom.interval is None:
            assert row.headroom == other.headroom, row.law
    assert of_sure["landauer"].headroom.value > 0


def test_what_a_bound_says_under_other_conventions_is_asked_of_the_centre():
    row = assess(TrainingRun("r", flop="1e24 FLOP .. 9e24 FLOP", energy="30 GWh")).bounds["landauer"]
    known = {each.convention: each.value.value for each in row.choices if each.value is not None}
    assert row.needs.low < row.needs.value < row.needs.high
    assert known["operands_inplace"] == row.needs.value


def test_a_default_says_why_and_who_says_so():
    listed = {each.name: each.why for each in assess("llama-3.1-405b").assumed}
    numbers = {path_of(name): default for name, default in DEFAULTS.items() if default.value is not None}
    met = [name for name in listed if name in numbers]
    assert len(met) > 2
    for name in met:
        sources = [] if numbers[name].source == "convention" else [numbers[name].source]
        assert listed[name] == numbers[name].why + "".join(f" [{source}]" for source in sources)


@pytest.mark.parametrize(
    ("stated", "boundary"),
    [
        ({"energy": "1 GWh"}, "kind not stated, what it covers not stated"),
        ({"energy": "1 GWh", "energy_kind": "metered", "energy_scope": "all nodes"}, "metered (all nodes)"),
        ({"energy": "1 GWh", "pue": 1.2}, "kind not stated, what it covers not stated"),
        ({"accelerator_hours": "1e6 hour"}, "accelerator-hours x node power x PUE, the PUE assumed"),
        ({"accelerator_hours": "1e6 hour", "pue": 1.2}, "accelerator-hours x node power x PUE"),
        ({}, None),
    ],
)
def test_the_boundary_of_an_energy_is_that_of_who_states_it_or_of_how_it_was_worked_out(stated, boundary):
    run = TrainingRun("r", flop="1e24 FLOP", **{"accelerator": "h100-sxm", **stated} if stated else {})
    assert assess(run).comparable.boundary == boundary


def test_runs_are_compared_by_hours_times_power_over_landauers_floor_at_16_bit_and_300_k():
    run = TrainingRun("r", flop="1e25 FLOP", accelerator_hours="1e6 hour", accelerator="h100-sxm", node_power="1500 W")
    found = assess(run).comparable
    floor = 1e25 * 16.0 * 1.380649e-23 * 300.0 * math.log(2.0)
    assert found.because is None
    assert found.decades.value == pytest.approx(math.log10(found.energy.value / floor), rel=1e-12, abs=0)
    assert found.convention.startswith("16 bit erased per FLOP, a bath of 300 K")


def test_a_run_without_hours_says_why_it_is_not_compared():
    found = assess(TrainingRun("r", flop="1e25 FLOP", accelerator="h100-sxm")).comparable
    assert (found.energy, found.decades) == (None, None)
    assert "cluster.accelerator_hours" in found.because


def test_tokens_are_not_counted_in_whole_ones():
    law = scaling.get("besiroglu2024")
    run = TrainingRun("r", parameters="1e6 parameter", tokens="2.5 token")
    found = assess(run, scaling=law).frontier
    assert found.loss.value == pytest.approx(float(scaling.loss(law, 1e6, 2.5)), rel=1e-12, abs=0)
