"""What names stand for: links with several ports, devices with a rate of their own, experts."""

import pytest

import limits
from limits import catalog
from limits.errors import InputError
from limits.laws import erased_bits
from limits.runs import TrainingRun
from limits.runs.resolve import Names
from limits.value import OriginKind

LINKS = """link,lanes_per_direction_per_port,symbol_rate_gbaud,pam_levels,net_gbit_per_s_per_direction,\
ports_per_device,device_gbyte_per_s_per_direction,fec_ber,source,evidence
one-port,4,50,4,400,,,2.4e-4,bench,primary
two-ports,4,50,4,400,2,,2.4e-4,bench,primary
a-device,4,50,4,400,18,900,2.4e-4,bench,primary
no-limit,4,50,4,400,,,,bench,primary
bare,,,,400,,,,bench,primary
"""


@pytest.fixture
def mine(tmp_path):
    file = tmp_path / "links.csv"
    file.write_text(LINKS)
    return catalog.shipped().extended(file)


def named(mine, **stated):
    return Names(TrainingRun("r", flop="1e24 FLOP", **stated), mine)


@pytest.mark.parametrize(
    ("link", "lanes", "rate"), [("one-port", 4, 4e11), ("two-ports", 8, 4e11), ("a-device", 72, 900 * 8e9)]
)
def test_lanes_are_those_of_all_ports_and_a_device_may_have_a_rate_of_its_own(mine, link, lanes, rate):
    run = named(mine, scale_out=link).run
    assert run.lanes.value == lanes
    assert run.scale_out_rate.value == rate
    assert str(run.lanes.origin) == f"catalogue: {link}"
    assert run.symbol_rate.value == 50e9
    assert str(run.fec_snr.origin) == f"derived: PAM-4 at bit error rate 0.00024, catalogue: {link}"


def test_what_a_run_states_goes_before_what_its_names_stand_for(mine):
    run = named(mine, scale_out="two-ports", lanes=3, snr="20 dB", accelerator="h100-sxm", tdp="500 W").run
    assert (run.lanes.value, run.snr.value, run.tdp.value) == (3, pytest.approx(100.0, abs=1e-12), 500.0)
    assert run.memory.value == catalog.row("accelerator", "h100-sxm").cells["memory_reported"].value
    nominal = named(mine, accelerator="h100-pcie").run.memory  # no source has what its driver reports
    assert nominal.value == catalog.row("accelerator", "h100-pcie").cells["memory"].value


def test_a_link_without_a_limit_of_errors_says_which_ratio_its_rate_needs(mine):
    """100 Gbit/s on a lane of 25 GHz are 4 bit/s/Hz: 15, which is 11.8 dB."""
    names = named(mine, scale_out="no-limit")
    assert names.run.fec_snr is None
    assert "11.8 dB" in names.reasons["fec_snr"]
    assert "state network.fec_snr of a lane" in named(mine, scale_out="bare").reasons["fec_snr"]
    assert "fec_snr" not in named(mine, scale_out="no-limit", fec_snr="20 dB").reasons


def test_fewer_active_parameters_than_there_are_mean_experts(mine):
    sparse = named(mine, parameters="6e11 parameter", active_parameters="4e10 parameter").run
    assert sparse.architecture == "moe"
    assert sparse.architecture.origin.kind is OriginKind.DERIVED
    dense = named(mine, parameters="6e11 parameter", active_parameters="6e11 parameter").run
    assert dense.architecture == "dense"
    assert dense.architecture.origin.kind is OriginKind.DEFAULT


def test_all_parameters_of_a_dense_model_are_active_and_of_experts_nothing_is_guessed(mine):
    dense = named(mine, parameters="6e11 parameter")
    assert dense.run.active_parameters.value == 6e11
    assert "active_parameters" not in dense.reasons
    sparse = named(mine, parameters="6e11 parameter", architecture="moe")
    assert sparse.run.active_parameters is None
    assert "not stated" in sparse.reasons["active_parameters"]


def test_a_format_that_an_accelerator_has_no_peak_for_is_said(mine):
    names = named(mine, accelerator="a100-sxm-80gb", precision="fp8-e4m3")
    assert names.run.peak is None
    assert names.reasons["peak"] == "the catalogue knows no fp8-e4m3 peak of a100-sxm-80gb"
    assert "peak" not in named(mine, accelerator="a100-sxm-80gb").reasons


def test_a_grid_gives_carbon_and_price(mine):
    row = catalog.row("grid", "us-average")
    run = named(mine, grid="us-average").run
    assert run.carbon_intensity.value == row.cells["carbon_intensity"].value
    assert (run.electricity_price is None) == ("electricity_price" not in row.cells)


def test_a_convention_taken_by_default_is_not_one_that_was_stated(mine):
    assert named(mine).run.erased.origin.unstated
    assert named(mine, erasure="operands").run.erased.origin.unstated
    assert not named(mine, erasure="operands", precision="bf16").run.erased.origin.unstated
    assert named(mine, erasure="operands", precision="fp8").run.erased.value == erased_bits("operands", "fp8")
    assert named(mine, erased="7 bit/FLOP").run.erased.value == 7


def test_every_name_that_does_not_exist_is_told_at_once(mine):
    with pytest.raises(InputError) as caught:
        limits.assess(named(mine).run.but(accelerator="h100-sxn", scale_out="two-port", grid="us-averag"), catalog=mine)
    where = {problem.where: problem.mend for problem in caught.value.problems}
    assert set(where) == {"cluster.accelerator", "network.scale_out", "facility.grid"}
    assert "two-ports" in where["network.scale_out"]


def test_how_an_energy_came_about_is_said_of_a_stated_energy_alone():
    """What follows from hours and rated power is not metered, whatever the run says of an energy it does not state."""
    power = {"accelerator_hours": "1e6 h", "tdp": "700 W", "energy_kind": "metered", "energy_scope": "whole nodes"}
    derived = limits.assess(TrainingRun("r", flop="1e24 FLOP", **power))
    assert not {"energy_kind", "energy_scope"} & derived.run.texts.keys()
    assert derived.bounds["landauer"].conditions[0].met == "not stated"
    stated = limits.assess(TrainingRun("r", flop="1e24 FLOP", energy="1 GWh", **power))
    assert stated.run.texts["energy_kind"] == "metered"
    assert stated.bounds["landauer"].conditions[0].met == "yes"
    assert "derived: accelerator-hours x node power x PUE" in derived.to_markdown()
    assert "metered" not in derived.to_markdown()


@pytest.mark.parametrize("name", ["alphazero", "alphafold-3", "alphastar"])
def test_games_and_proteins_are_not_assumed_to_be_next_tokens(name):
    found = limits.assess(name)
    assert found.run.texts["objective"] == "unknown"
    assert "model.objective" not in [item.name for item in found.assumed]
    assert found.frontier is None


def test_a_run_of_text_is_assumed_to_predict_the_next_token():
    [said] = [item for item in limits.assess("gpt-3").assumed if item.name == "model.objective"]
    assert said.value == "next-token cross entropy"


@pytest.mark.parametrize(
    ("name", "said"),
    [("H100", "h100-sxm; h100-pcie and h100-nvl are called so too"), ("h100-sxm", "")],
)
def test_all_that_is_called_so_too_is_named(name, said):
    found = limits.assess(TrainingRun("r", flop="1e25 FLOP", count=8, accelerator=name))
    assumed = [each.why for each in found.assumed if each.why.startswith("read as h100")]
    assert assumed == ([f"read as {said}"] if said else [])
