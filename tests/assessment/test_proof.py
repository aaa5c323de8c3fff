"""When a run is impossible, and what is said of a run beyond a limit that is not proved."""

import dataclasses
import math

import pytest

from limits import bounds, catalog
from limits.assessment.assessor import assess
from limits.runs import TrainingRun
from limits.runs.resolve import from_row

METERED = {"energy_kind": "metered", "bath_temperature": "300 K", "erased": "16 bit/FLOP"}
THRIFTY = TrainingRun("r", flop="1e26 FLOP", energy="1 kJ", **METERED)
FULL = TrainingRun(
    "r",
    parameters="1e12 parameter",
    tokens="1e12 token",
    state="16 byte/parameter",
    architecture="dense",
    count=8,
    memory="80 GB",
    offload="none",
)
CLUSTER = {
    "parameters": "1e12 parameter",
    "tokens": "1e13 token",
    "architecture": "dense",
    "batch": "1e6 token",
    "count": 1000,
    "tensor": 1,
    "pipeline": 1,
    "data": 1000,
    "gradient": "2 byte/parameter",
    "wall_time": "1 day",
    "scale_out_rate": "100 Gbit/s",
    "reduction": "ranks",
    "exchange": "every step",
}
LANES = {"lanes": 1, "symbol_rate": "1 GBd", "bandwidth": "1 GHz", "snr": "10 dB"}
FAR = {"diameter": "1e10 m", "group_index": 1, "exchange": "every step"}


@pytest.mark.parametrize(
    ("law", "run"),
    [
        ("landauer", THRIFTY),
        ("landauer", THRIFTY.but(energy="1 .. 900 J")),
        ("landauer", THRIFTY.but(energy="1 MJ", bath_temperature="90 degC")),
        ("memory-capacity", FULL),
        ("bekenstein", FULL.but(count=None, mass="1e-30 kg", radius="1e-15 m")),
        ("all-reduce", TrainingRun("r", **CLUSTER)),
        ("shannon", TrainingRun("r", **CLUSTER, **LANES)),
        ("light-latency", TrainingRun("r", **(CLUSTER | FAR))),
    ],
)
def test_what_breaks_a_proved_limit_with_everything_stated_is_impossible(law, run):
    row = assess(run).bounds[law]
    assert row.unproved == ()
    assert row.impossible
    assert row.beyond.startswith("impossible: every condition of this ")


@pytest.mark.parametrize(
    ("law", "run", "changes", "said"),
    [
        ("landauer", THRIFTY, {"bath_temperature": None}, "assumptions.bath_temperature"),
        ("landauer", THRIFTY, {"energy_kind": None}, "no estimate (facility.energy_kind)"),
        ("landauer", THRIFTY, {"energy_kind": "published_estimate"}, "no estimate (facility.energy_kind)"),
        (
            "landauer",
            THRIFTY,
            {"erased": None, "erasure": "operands_inplace", "precision": "bf16"},
            "assumptions.erased: a convention",
        ),
        ("memory-capacity", FULL, {"offload": None}, "nothing is held outside the accelerators (assumptions.offload)"),
        ("memory-capacity", FULL, {"state": None}, "assumptions.state"),
        ("memory-capacity", FULL, {"memory": None, "accelerator": "v100-pcie-32gb"}, "cluster.memory: a rating"),
        ("all-reduce", TrainingRun("r", **CLUSTER), {"reduction": None}, "no multicast"),
        ("all-reduce", TrainingRun("r", **CLUSTER), {"exchange": None}, "waits for the gradients of all ranks"),
        ("shannon", TrainingRun("r", **CLUSTER, **LANES), {"bandwidth": None}, "network.bandwidth"),
        ("light-latency", TrainingRun("r", **(CLUSTER | FAR)), {"group_index": None}, "network.group_index"),
    ],
)
def test_one_thing_that_is_not_stated_and_nothing_is_proved(law, run, changes, said):
    row = assess(run.but(**changes)).bounds[law]
    assert row.headroom < 0
    assert not row.impossible
    assert row.beyond.startswith("beyond this limit under what is assumed: ")
    assert any(said in each for each in row.unproved)
    assert said in row.beyond


ONE = TrainingRun("one", tokens="1e9 token", state="16 byte/parameter", architecture="dense", count=1, offload="none")


def test_what_fits_the_reported_capacity_is_not_beyond_the_nominal_one():
    """5.3e9 parameters at 16 byte are 8.48e10 byte: above the nominal 80 GB of an H100, below its 81559 MiB."""
    row = assess(ONE.but(parameters="5.3e9 parameter", accelerator="h100-sxm")).bounds["memory-capacity"]
    assert row.headroom.value == pytest.approx(math.log10(81559 * 2**20 / 5.3e9 / 16), rel=1e-9, abs=0)
    assert row.headroom > 0
    assert not row.impossible
    assert row.beyond is None
    assert {each.name: each.status for each in row.basis}["cluster.memory"] == "reported"


def test_a_reported_capacity_may_prove_and_a_nominal_one_never_does():
    for accelerator, impossible in {"h100-sxm": True, "h100-pcie": False}.items():
        row = assess(ONE.but(parameters="5.4e9 parameter", accelerator=accelerator)).bounds["memory-capacity"]
        assert row.headroom < 0
        assert row.impossible is impossible, accelerator
    assert row.beyond.endswith("cluster.memory: a rating of h100-pcie")
    doubted = assess(ONE.but(parameters="5.4e9 parameter", accelerator="h100-sxm", offload=None))
    assert not doubted.bounds["memory-capacity"].impossible


def test_every_reported_capacity_has_a_source_and_is_near_the_nominal_one():
    """Nominal gigabytes are 1e9 byte or 2^30; a device reports no more than the latter, and nearly all of it."""
    found = [row for row in catalog.rows("accelerator") if "memory_reported" in row.cells]
    assert {"h100-sxm", "p100-pcie-16gb"} <= {row.name for row in found}
    for row in found:
        assert "https://" in row.texts["memory_reported_source"]
        nominal = row.cells["memory"].value
        assert 0.99 * nominal <= row.cells["memory_reported"].value <= nominal * 2**30 / 1e9
        assert row.value("memory_reported").origin.reported
        assert not row.value("memory").origin.reported
    sourced = {row.name for row in catalog.rows("accelerator") if "memory_reported_source" in row.texts}
    assert sourced == {row.name for row in found}


def test_a_condition_that_the_run_says_is_not_met_takes_the_bound_off_the_ladder():
    row = assess(FULL.but(offload="host memory")).bounds["memory-capacity"]
    assert not row.impossible
    assert not row.rung
    assert "assumptions.offload" in row.beyond
    assert row.law not in {each.law for each in assess(FULL.but(offload="host memory")).ladder}


def test_a_bound_that_does_not_bind_says_so_wherever_the_run_lies():
    """Within the bound too, where nothing is beyond; and no other row is pointed to it as the one that comes first."""
    run = FULL.but(offload="host memory", count=1000, mass="1 kg", radius="1 m")
    memory, *others = (assess(run).bounds[law] for law in ("memory-capacity", "bekenstein"))
    assert memory.headroom > 0
    assert memory.beyond is None
    assert memory.remark.startswith("does not bind this run: it is not so that nothing is held outside")
    assert not any("memory-capacity" in (row.remark or "") for row in others)
    assert memory.remark in " ".join(assess(run).to("html").split())


def test_an_interval_of_which_one_end_is_possible_is_no_proof():
    """The limit is 4.6 MJ: neither an interval whose end lies above it, nor a normal deviation, which has no end."""
    for energy, impossible in {"1e3 .. 1e8 J": False, "1e3 .. 4.59e6 J": True, "1e3 .. 4.6e6 J": False}.items():
        row = assess(THRIFTY.but(energy=energy)).bounds["landauer"]
        assert row.impossible == impossible, energy
    assert not assess(THRIFTY.but(energy="1000 +/- 1 J")).bounds["landauer"].impossible


def test_corners_of_several_intervals():
    """16 to 17 bit at 290 to 310 K: the least floor is 4.44 MJ."""
    run = THRIFTY.but(erased="16 .. 17 bit/FLOP", bath_temperature="290 .. 310 K")
    assert assess(run.but(energy="4.43 MJ")).bounds["landauer"].impossible
    assert not assess(run.but(energy="4.45 MJ")).bounds["landauer"].impossible


@pytest.mark.parametrize(
    "run",
    [
        # ZeRO-Offload trained 13e9 parameters on one V100 of 32 GB, with the optimizer in host memory.
        TrainingRun(
            "zero-offload", parameters="13e9 parameter", tokens="1e9 token", count=1, accelerator="v100-sxm2-32gb"
        ),
        TrainingRun("one h100", parameters="5.3e9 parameter", tokens="1e9 token", count=1, accelerator="h100-sxm"),
        TrainingRun("reversible", flop="1e26 FLOP", energy="1 kJ", energy_kind="metered", bath_temperature="300 K"),
        TrainingRun("local steps", **(CLUSTER | {"exchange": "less often"})),
        TrainingRun("in the switches", **(CLUSTER | {"reduction": "network"})),
        TrainingRun("fast", flop="1e60 FLOP", wall_time="1 s", mass="1 kg"),
        TrainingRun("above the peak", flop="1e24 FLOP", accelerator="h100-sxm", count=1, wall_time="1 s"),
        TrainingRun("good code", flop="1e26 FLOP", energy="1 J", cmos_efficiency="1e15 FLOP/J"),
    ],
    ids=lambda run: run.name,
)
def test_what_is_possible_is_not_called_impossible(run):
    assert not any(row.impossible for row in assess(run).bounds)


def test_no_run_of_the_catalogue_is_impossible(everything):
    assert not any(row.impossible for each in everything for row in each.bounds)


def test_a_bound_of_ones_own_cannot_hide_a_default():
    """It reads the bath temperature, which nobody stated: a run beyond it is not called impossible."""
    landauer = next(bound for bound in bounds.ALL if bound.key == "landauer")
    mine = dataclasses.replace(landauer, key="mine", conditions=())
    row = assess(THRIFTY.but(bath_temperature=None), bounds=(mine,)).bounds["mine"]
    assert row.headroom < 0
    assert row.supposed == ("assumptions.bath_temperature",)
    assert not row.impossible
    assert assess(THRIFTY, bounds=(mine,)).bounds["mine"].impossible


def test_what_a_number_hangs_on_is_said_beside_it():
    row = assess("llama-3.1-405b").bounds["landauer"]
    assert {each.name: each.status for each in row.basis} == {
        "assumptions.bath_temperature": "default",
        "assumptions.erased": "convention",
    }
    memory = assess("llama-3.1-405b").bounds["memory-capacity"]
    assert {each.name: each.status for each in memory.basis}["cluster.memory"] == "reported"
    nominal = assess("olmo-1-7b-lumi").bounds["memory-capacity"]
    assert {each.name: each.status for each in nominal.basis}["cluster.memory"] == "rating"
    run = from_row(catalog.row("run", "llama-3.1-405b")).but(memory="85 GB")
    assert {each.name: each.status for each in assess(run).bounds["memory-capacity"].basis}[
        "cluster.memory"
    ] == "stated"
