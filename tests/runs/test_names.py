"""What a made-up catalogue says about runs that name its rows: each number by hand, with its origin and its doubts."""

import math

import pytest

from limits import catalog
from limits.errors import InputError
from limits.runs import TrainingRun
from limits.runs.defaults import DEFAULTS
from limits.runs.power_factors import shipped as power_factors
from limits.runs.resolve import Names, from_row
from limits.units import si
from limits.value import OriginKind

TABLES = {
    "accelerators": """accelerator,aliases,shared_names,bf16_fp16_dense_tflop_per_s,fp8_dense_tflop_per_s,\
fp32_tflop_per_s,tdp_w,memory_gb,memory_reported_mib,scaleup_gbyte_per_s_per_direction,\
embodied_kgco2e,embodied_boundary,one_is,source,evidence
fast,twin,,300,1200,50,600,90,,450,150,a chip,,bench,primary
slow,,twin,100,100,50,300,40,30000,,,,one of two dies,bench,primary
odd,,,100,,,,,,,,,,bench,primary
""",
    "grids": """grid,aliases,shared_names,kind,basis,year,\
carbon_intensity_gco2e_per_kwh,pue_ratio,electricity_price_usd_per_kwh,source,evidence
here,both,,country,"location-based, production",2021,360,,0.18,bench,primary
there,,both,country,,2022,720,,,bench,recalled
cooled,,,provider,,,,1.3,,bench,primary
""",
    "runs": """run,modality,architecture,params_total,params_active,train_flop,accelerator_hours,energy_mwh,\
energy_kind,mean_power_w_per_accelerator,power_kind,power_of,\
emissions_tco2e,cost_usd,carbon_intensity_gco2e_per_kwh,source,evidence,notes
of-boards,text,dense,7e9,,1e22,1000,100,metered,500,measured,board,10,1000,100,paper,primary,a note
of-nodes,text,dense,7e9,,1e22,1000,,,700,measured,node,,,,paper,primary,
limited,text,dense,7e9,,1e22,1000,,,400,set,limit,,,,paper,primary,
designed,text,dense,7e9,,1e22,1000,,,400,design,design,,,,paper,primary,
""",
}
POWERS = ("power", "node_power", "power_limit")


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    found = catalog.shipped()
    for name, text in TABLES.items():
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        found = found.extended(file)
    return found


def named(mine, **stated):
    return Names(TrainingRun("r", **stated), mine)


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("of-boards", {"power": 500.0}),
        ("of-nodes", {"node_power": 700.0}),
        ("limited", {"power_limit": 400.0}),
        ("designed", {}),
    ],
)
def test_a_mean_power_is_that_of_what_it_was_measured_on(mine, row, numbers):
    run = from_row(mine.row("run", row))
    assert {name: run.fields[name].value for name in POWERS if name in run.fields} == numbers
    assert run.notes == (("a note",) if row == "of-boards" else ())
    assert str(run.texts["modality"].origin) == f"catalogue: {row}"


def test_numbers_of_a_row_and_where_they_came_from(mine):
    run = named(mine, accelerator="fast", lifetime="6 year", precision="bf16").run
    found = {name: (run.fields[name].value, str(run.fields[name].origin)) for name in run.fields}
    assert found["peak"] == (300e12, "catalogue: fast")
    assert found["memory"] == (90e9 * 8, "catalogue: fast")
    assert found["tdp"] == (600.0, "catalogue: fast")
    assert found["scale_up_rate"] == (450e9 * 8, "catalogue: fast")
    assert found["embodied_carbon"] == (150.0, "catalogue: fast: a chip")
    slow = named(mine, accelerator="slow")
    assert slow.run.memory.value == 30_000 * 2**20 * 8
    assert (slow.run.scale_up_rate, slow.run.embodied_carbon, slow.reasons) == (None, None, {})
    assert str(slow.run.texts["accelerator"].origin) == "given: one is one of two dies"
    assert named(mine, accelerator="slow", lifetime="6 year").reasons == {
        "embodied_carbon": "the catalogue knows no carbon of making slow"
    }


def test_a_name_that_several_rows_share_is_doubted(mine):
    names = named(mine, accelerator="twin", grid="both")
    assert names.rows == {"accelerator": "fast", "grid": "here"}
    accelerator, grid = (names.run.texts[name].origin for name in ("accelerator", "grid"))
    assert (accelerator.how, accelerator.unstated) == ("read as fast; slow is called so too", True)
    assert (grid.how, grid.unstated) == ("read as here; there is called so too", True)
    for name in ("peak", "memory", "tdp", "scale_up_rate"):
        assert names.run.fields[name].origin.doubts == ("or slow",)
    assert names.run.carbon_intensity.origin.doubts == ("or there",)
    assert named(mine, accelerator="fast").run.peak.origin.doubts == ()


@pytest.mark.parametrize(
    ("precision", "peak"), [("bf16", 300e12), ("fp16", 300e12), ("fp8", 1200e12), ("fp32", 50e12), ("int8", None)]
)
def test_the_peak_is_that_of_the_number_format(mine, precision, peak):
    names = named(mine, accelerator="fast", precision=precision)
    assert (names.run.peak.value if peak else names.run.peak) == peak
    assert names.reasons == ({} if peak else {"peak": "the catalogue knows no int8 peak of fast"})


def test_a_usual_utilisation_of_a_higher_peak_is_lower(mine):
    """1200 over 300: at worst a quarter of what is usual, in the middle half of it."""
    usual = DEFAULTS["usual_mfu"]
    fast = named(mine, accelerator="fast", precision="fp8").run.usual_mfu
    assert (fast.value, fast.low, fast.high) == pytest.approx((usual.value / 2, usual.low / 4, usual.high), abs=1e-15)
    assert fast.origin.how == f"{usual.why}; fp8-e4m3 may gain nothing over 16 bit"
    for name, precision in (("fast", "bf16"), ("slow", "fp8"), ("fast", "fp32"), ("fast", "int8"), ("odd", "fp8")):
        plain = named(mine, accelerator=name, precision=precision).run.usual_mfu
        assert (plain.value, plain.low, plain.high) == (usual.value, usual.low, usual.high)
    assert named(mine, accelerator="fast", precision="fp8", usual_mfu="0.3").run.usual_mfu.value == 0.3


def test_power_factors_are_those_of_the_named_accelerator(mine):
    factors = power_factors()
    run = named(mine, accelerator="fast").run
    assert run.node_factor.value == factors.node_over_design_power("fast", 600.0).value
    assert run.board_factor.value == factors.boards["gpu"].median
    tpu = named(mine, accelerator="tpu-v4", tdp="200 W").run
    scale = 400.0 * (200.0 / 400.0) ** factors.exponent / 200.0
    assert tpu.node_factor.value == pytest.approx(scale * factors.nodes["tpu-v4"].median, rel=1e-12, abs=0)
    assert named(mine, accelerator="odd").run.node_factor is None
    assert named(mine, tdp="500 W").run.node_factor.value == factors.node_over_design_power("", 500.0).value


def test_a_grid_says_carbon_and_price_with_year_and_basis(mine):
    run = named(mine, grid="here").run
    assert run.carbon_intensity.value == pytest.approx(0.36 / 3.6e6, rel=1e-14, abs=0)
    assert run.electricity_price.value == pytest.approx(0.18 / 3.6e6, rel=1e-14, abs=0)
    assert run.carbon_intensity.origin.how == "here, 2021, location-based, production"
    assert run.electricity_price.origin.how == "here, 2021"
    other = named(mine, grid="there").run
    assert (other.electricity_price, other.carbon_intensity.origin.how) == (None, "there, 2022")
    assert other.carbon_intensity.origin.doubts == ("recalled",)
    assert named(mine, grid="here", carbon_intensity="0.5 kg/kWh").run.carbon_intensity.origin.kind is OriginKind.GIVEN


def test_a_grid_that_says_nothing_of_carbon_or_price_is_none(mine):
    with pytest.raises(InputError) as caught:
        named(mine, grid="cooled")
    (problem,) = caught.value.problems
    assert (problem.where, problem.mend) == ("facility.grid", "it is a PUE: write facility.pue = 1.3 instead")
    assert problem.wanted == "the name of a grid whose row says carbon intensity or electricity price"


def test_emissions_and_costs_of_another_place_are_taken_back(mine):
    run = from_row(mine.row("run", "of-boards"))
    kept = Names(run, mine).run
    assert (kept.emissions.value, kept.cost.value) == (10_000.0, 1000.0)
    moved = Names(run.but(grid="here"), mine).run
    assert (moved.emissions, moved.cost) == (None, None)
    assert moved.carbon_intensity.value == pytest.approx(0.36 / 3.6e6, rel=1e-14, abs=0)
    dear = Names(run.but(electricity_price="0.2 USD/kWh"), mine).run
    assert (dear.emissions.value, dear.cost) == (10_000.0, None)
    dirty = Names(run.but(carbon_intensity="0.9 kg/kWh"), mine).run
    assert (dirty.emissions, dirty.cost.value) == (None, 1000.0)
    stated = Names(run.but(grid="here", emissions="5 tonne", cost="7 USD"), mine).run
    assert (stated.emissions.value, stated.cost.value) == (5000.0, 7.0)


def test_how_an_energy_came_about_stays_with_the_energy(mine):
    run = from_row(mine.row("run", "of-boards"))
    assert Names(run, mine).run.texts["energy_kind"] == "metered"
    assert "energy_kind" not in Names(run.but(energy=None), mine).run.texts


@pytest.mark.parametrize(
    ("stated", "architecture", "active", "reason"),
    [
        ({"parameters": "7e9 parameter"}, "dense", 7e9, False),
        ({"parameters": "7e9 parameter", "active_parameters": "7e9 parameter"}, "dense", 7e9, False),
        ({"parameters": "7e9 parameter", "active_parameters": "3e9 parameter"}, "moe", 3e9, False),
        ({"parameters": "7e9 parameter", "architecture": "moe"}, "moe", None, True),
        ({"active_parameters": "3e9 parameter"}, "dense", 3e9, False),
        ({"architecture": "moe", "active_parameters": "3e9 parameter"}, "moe", 3e9, False),
        ({"architecture": "moe"}, "moe", None, True),
        ({}, "dense", None, False),
    ],
)
def test_how_many_parameters_are_active(mine, stated, architecture, active, reason):
    names = named(mine, **stated)
    assert names.run.texts["architecture"] == architecture
    found = names.run.active_parameters
    assert (None if found is None else found.value) == active
    assert ("active_parameters" in names.reasons) is reason


@pytest.mark.parametrize(
    ("modality", "objective", "kind"),
    [
        ("text", "next-token cross entropy", OriginKind.DEFAULT),
        ("image", "next-token cross entropy", OriginKind.DEFAULT),
        ("games", "unknown", OriginKind.DERIVED),
        ("biology", "unknown", OriginKind.DERIVED),
        ("search", "unknown", OriginKind.DERIVED),
    ],
)
def test_what_a_run_minimised_hangs_on_what_it_learned_from(mine, modality, objective, kind):
    found = named(mine, modality=modality).run.texts["objective"]
    assert (str(found), found.origin.kind) == (objective, kind)
    assert named(mine, modality=modality, objective="own").run.texts["objective"] == "own"


def test_defaults_with_ends_stand_where_nothing_else_tells(mine):
    run = named(mine).run
    ranges = {name for name, default in DEFAULTS.items() if default.low is not None}
    assert ranges == {
        *("logits", "overhead", "pue", "cmos_efficiency", "mass_per_accelerator", "goodput", "usual_mfu", "peak_factor")
    }
    for name in ranges:
        value, default = run.fields[name], DEFAULTS[name]
        assert (value.value, value.low, value.high) == (default.value, default.low, default.high)
    stops = {"failure_interval": "3 hour", "checkpoint_time": "60 s", "restart_time": "300 s"}
    assert named(mine, **stops).run.goodput is None  # it follows


def test_a_link_without_a_limit_of_errors_needs_what_its_rate_asks(mine, tmp_path):
    """Of 400 Gbit/s on four lanes of 50 GBd, 25 GHz each: 2^4 - 1, in decibels."""
    file = tmp_path / "links.csv"
    file.write_text(
        "link,lanes_per_direction_per_port,symbol_rate_gbaud,pam_levels,net_gbit_per_s_per_direction,"
        "ports_per_device,device_gbyte_per_s_per_direction,fec_ber,source,evidence\nbare,4,50,4,400,3,,,bench,primary\n"
        "silent,4,,4,,,,,bench,primary\n",
        encoding="utf-8",
    )
    names = Names(TrainingRun("r", scale_out="bare"), mine.extended(file))
    assert names.run.lanes.value == 12
    assert f"required for its line rate: {10 * math.log10(15):.1f} dB on each lane" in names.reasons["fec_snr"]
    with pytest.raises(InputError, match="silent says lanes"):
        Names(TrainingRun("r", scale_out="silent"), mine.extended(file))


def test_a_convention_holds_where_the_bits_are_not_stated(mine):
    run = named(mine, precision="fp8").run
    assert str(run.erased.origin) == "convention: operands_inplace at fp8"
    assert run.erased.value == 8.0
    stated = named(mine, erased="3 bit/FLOP", erasure="anything").run
    assert stated.erased.value == 3.0
    with pytest.raises(InputError, match=r"assumptions\.erasure"):
        named(mine, erasure="anything")


def test_a_processor_stands_for_no_accelerator(mine):
    with pytest.raises(InputError) as caught:
        named(mine, accelerator="AMD EPYC 7742")
    assert [each.mend for each in caught.value.problems] == ["state cluster.peak and cluster.tdp of what computes"]


def test_what_a_price_is_in_energy():
    assert si("0.18 USD/kWh", "USD/J").value == pytest.approx(0.18 / 3.6e6, rel=1e-14, abs=0)
