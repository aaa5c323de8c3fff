"""Assessments of catalogue runs, of one's own, of many at once."""

import dataclasses
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import limits
from limits import bounds, catalog, scaling
from limits.assessment.assessor import assess, assess_all
from limits.assessment.columns import evaluate
from limits.errors import InputError, UnknownNameError
from limits.laws.formulary.energy.erasure import CONVENTIONS
from limits.references import entry
from limits.runs import TrainingRun
from limits.runs.batch import Resolved
from limits.runs.resolve import from_row
from limits.scaling import DEFAULT, get, loss, optimum

ROOT = Path(__file__).parents[2]
NAMES = catalog.names("run")


def _assessable(name):
    try:
        assess(name)
    except InputError:
        return False
    return True


LANDAUER = next(bound for bound in bounds.ALL if bound.key == "landauer")
KNOWN = [name for name in NAMES if _assessable(name)]


def test_llama_by_hand():
    """The ladder of Llama 3.1 405B under Besiroglu 2024 as printed, worked out by hand."""
    a = assess("llama-3.1-405b", scaling="besiroglu2024")
    landauer = a.bounds["landauer"]
    assert landauer.headroom.value == pytest.approx(7.65, abs=0.005)
    assert landauer.binds_at.value == pytest.approx(1.7e33, rel=0.01, abs=0)
    assert round(landauer.doublings_left) == 25
    assert round(100 * landauer.share_of_reducible_loss) == 96
    assert landauer.has.value == pytest.approx(21588 * 3.6e9, rel=1e-12, abs=0)
    assert a.run.texts["energy_kind"] == "hours_x_tdp_product"
    assert a.frontier.loss.value == pytest.approx(1.893, abs=5e-4)
    cmos = a.bounds["cmos"]
    assert round(cmos.doublings_left) == 13
    assert round(100 * cmos.share_of_reducible_loss) == 81


def test_four_epochs_by_hand():
    run = TrainingRun("r", parameters="4.06e11 parameter", tokens="1.56e13 token", unique_tokens="15e12 token")
    data = assess(run).bounds["epochs"]
    assert round(data.doublings_left) == 4
    assert round(100 * data.share_of_reducible_loss) == 39


def test_llama_traffic_by_hand():
    """2 (d-1)/d x 16 bit x N/(t p) a step, at 975,000 steps in 2142 hours, against 400 Gbit/s."""
    a = assess(from_row(catalog.row("run", "llama-3.1-405b")).but(data=128))
    row = a.bounds["all-reduce"]
    per_step = 2 * 127 / 128 * 16 * 405853388800 / (8 * 16)
    assert row.needs.value == pytest.approx(per_step * 975000 / (2142 * 3600), rel=1e-12, abs=0)
    assert row.has.value == 4e11
    lane = 53.125e9 / 2 * math.log2(1 + 10**1.765514988)
    assert a.bounds["shannon-margin"].has.value == pytest.approx(4 * lane, rel=1e-9, abs=0)
    assert not a.bounds["shannon-margin"].rung
    largest = 0.6**2 / 100 / (1.380649e-23 * 300 * 53.125e9 / 2)  # 1.2 V peak to peak into 100 ohm, thermal noise alone
    ceiling = 53.125e9 / 2 * math.log2(1 + largest)
    assert a.bounds["shannon"].has.value == pytest.approx(4 * ceiling, rel=1e-9, abs=0)
    assert ceiling == pytest.approx(6.6e11, rel=0.01, abs=0)


def test_light_crosses_the_machine_once_a_step():
    """975,000 steps over the 8.44 m of the least room that the machine can take: both directions run at once."""
    row = assess("llama-3.1-405b").bounds["light-latency"]
    diameter = (6 * 16384 * 0.0192 / math.pi) ** (1 / 3)
    assert row.needs.value == pytest.approx(975000 * diameter / 299792458, rel=1e-9, abs=0)
    assert row.needs.value == pytest.approx(0.0274, rel=2e-3, abs=0)


@pytest.mark.parametrize("name", NAMES)
def test_every_run_with_compute_is_assessed(name):
    row = catalog.row("run", name)
    enough = "flop" in row.cells or {"parameters", "tokens"} <= set(row.cells)
    assert (name in KNOWN) >= enough
    if name not in KNOWN:
        with pytest.raises(InputError, match=r"compute\.flop"):
            assess(name)
        return
    a = assess(name)
    compute = a.run.numbers["flop"]
    for bound in a.bounds:
        if bound.headroom is None:
            assert bound.because
            assert bound.doublings_left is None
        elif bound.binds_at is not None:
            assert (bound.binds_at >= compute) == (bound.headroom >= 0)
            assert (bound.doublings_left >= 0) == (bound.headroom >= 0)
        else:
            assert bound.because
            assert a.frontier is None
    if row.texts["modality"] != "text":
        assert a.frontier is None
        assert row.texts["modality"] in a.frontier_because
    elif "objective" in row.texts:
        assert a.frontier is None
        assert row.texts["objective"] in a.frontier_because
    else:
        assert a.frontier is not None
        assert (a.frontier.loss is None) == (a.frontier.because is not None)


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_gained_grows_with_where_it_binds(name):
    ladder = [row for row in assess(name).ladder if row.loss_gained is not None]
    gains = [float(row.loss_gained) for row in ladder]
    binds = [float(row.binds_at) for row in ladder]
    assert gains == sorted(gains)
    assert binds == sorted(binds)


def test_a_batch_equals_its_runs_bit_for_bit():
    together = assess_all(KNOWN)
    for name, one in zip(KNOWN, together, strict=True):
        alone = assess(name)
        assert [_numbers(row) for row in one.bounds] == [_numbers(row) for row in alone.bounds]
        assert repr(one.frontier) == repr(alone.frontier)
        assert one.input_sha256 == alone.input_sha256
        assert one.assumed == alone.assumed


def _numbers(row):
    values = (getattr(row, field.name) for field in dataclasses.fields(row))
    return list(values)


def test_the_columns_are_the_same_for_every_batch():
    law = get(DEFAULT)
    shipped = catalog.shipped()
    one = evaluate(Resolved([from_row(shipped.row("run", "gpt-4"))], shipped).batch, law)
    bare = evaluate(Resolved([TrainingRun("r", flop="1e24 FLOP")], shipped).batch, law)
    assert list(one.columns) == list(bare.columns)


def test_bare_compute_starts_at_the_optimum_and_says_so():
    a = assess(TrainingRun("r", flop="1e26 FLOP", energy="1 TWh"))
    assert a.frontier.start == "optimum at its compute"
    assert a.frontier.loss is None
    assert "parameters" in a.frontier.because
    landauer = a.bounds["landauer"]
    assert landauer.needs.value == pytest.approx(4.593566216e6, rel=1e-9, abs=0)
    gained = get(DEFAULT)
    assert landauer.loss_gained.value == pytest.approx(
        (a.frontier.optimum.loss.value - gained.coefficients.E) * landauer.share_of_reducible_loss, rel=1e-12, abs=0
    )


def test_gpt_4_says_what_it_does_not_know():
    a = assess("gpt-4")
    assert a.run.numbers["parameters"].value == 1.8e12
    assert "active_parameters" not in a.run.numbers
    assert a.run.numbers["flop"].low < 2.1e25 < a.run.numbers["flop"].high
    assert a.bounds["landauer"].headroom.low < a.bounds["landauer"].headroom.value < a.bounds["landauer"].headroom.high
    as_text = assess(from_row(catalog.row("run", "gpt-4")).but(modality="text"))
    assert as_text.frontier.loss is None
    assert "active" in as_text.frontier.because


def test_a_mixture_of_experts_is_placed_by_its_active_parameters():
    a = assess("deepseek-v3")
    assert a.frontier.parameters.value == a.run.numbers["active_parameters"].value < a.run.numbers["parameters"].value
    assert any("dense models" in assumption.why for assumption in a.assumed)


def test_absurd_slack_points_to_the_bound_of_the_same_resource_that_comes_first():
    rows = assess("llama-3.1-405b").bounds
    by_resource = {}
    for row in rows:
        if row.doublings_left is not None:
            by_resource.setdefault(row.resource, []).append((row.doublings_left.value, row.law))
    for row in rows:
        absurd = row.doublings_left is not None and row.headroom.value >= 15
        left, first = min(by_resource.get(row.resource, ()), default=(0.0, row.law))
        said = f"{first} of the same machine comes first, after {left:.0f} doublings" if absurd else None
        assert row.remark == (None if first == row.law else said), row.law
    assert rows["bekenstein"].remark.startswith("memory-capacity of the same machine comes first")


def test_a_reversible_run_has_a_limit_of_zero_and_no_headroom():
    row = assess(TrainingRun("r", flop="1e26 FLOP", energy="1 GWh", erasure="none")).bounds["landauer"]
    assert row.needs.value == 0
    assert row.headroom is None
    assert "0" in row.because


def test_landauer_under_every_convention():
    row = assess("llama-3.1-405b").bounds["landauer"]
    known = {each.convention: each.value.value for each in row.choices if each.value is not None}
    assert known["none"] == 0
    assert known["operands_inplace"] == row.needs.value
    assert known["operands"] == pytest.approx(2 * row.needs.value, rel=1e-12, abs=0)
    left_out = {each.convention: each.because for each in row.choices if each.value is None}
    assert set(known) | set(left_out) == set(CONVENTIONS)
    assert all(left_out.values())
    counted = assess(from_row(catalog.row("run", "llama-3.1-405b")).but(precision="fp8-e4m3")).bounds["landauer"]
    assert "logical" in {each.convention for each in counted.choices if each.value is not None}


def test_uncertainty_reaches_every_row_that_depends_on_it():
    run = from_row(catalog.row("run", "llama-3.1-405b")).but(energy="20 GWh .. 25 GWh", data=128)
    a = assess(run)
    assert a.bounds["landauer"].headroom.low < a.bounds["landauer"].headroom.value < a.bounds["landauer"].headroom.high
    assert a.bounds["memory-capacity"].headroom.low is None


def test_a_default_of_an_order_of_magnitude_is_one():
    """The authors of the CMOS estimate give 50 to 1000 times: 1.3 decades, of which 5 to 95 % are shown."""
    row = assess("llama-3.1-405b").bounds["cmos"].headroom
    assert row.high - row.low == pytest.approx(0.9 * math.log10(1000 / 50), rel=0.02, abs=0)
    mass = assess("llama-3.1-405b").run.numbers["mass"]
    assert mass.high / mass.low > 5


def test_a_difference_between_runs_is_no_matter_of_luck():
    """Two runs that share an uncertain input share its draws: the ratio of their energies is exact."""
    shipped = catalog.shipped()
    base = TrainingRun("a", flop="1e24 FLOP", accelerator="h100-sxm", mfu="0.3 .. 0.5", pue=1.1)
    batch = Resolved([base, base.but("b", flop="2e24 FLOP")], shipped).batch
    assert np.array_equal(batch.energy[1], 2 * batch.energy[0])
    assert batch.energy[0].min() < batch.energy[0].max()


def test_assumptions_are_listed_only_where_they_were_used():
    listed = {assumption.name for assumption in assess(TrainingRun("r", flop="1e24 FLOP")).assumed}
    assert "assumptions.epochs" not in listed
    assert "machine.mass_per_accelerator" not in listed
    assert "assumptions.erasure" in listed


@pytest.mark.parametrize("name", KNOWN)
def test_references_resolve(name):
    for key in assess(name).references:
        assert entry(key).bibtex


def test_a_bound_of_ones_own():
    mine = dataclasses.replace(LANDAUER, key="mine")
    a = limits.assess("gpt-3", bounds=(*bounds.ALL, mine))
    assert a.bounds["mine"].headroom == a.bounds["landauer"].headroom
    assert len(a.bounds) == len(bounds.ALL) + 1
    with pytest.raises(UnknownNameError, match="landauer"):
        a.bounds["landuer"]


def test_unknown_names_suggest():
    with pytest.raises(UnknownNameError, match=r"llama-3\.1-405b"):
        assess("lama-3.1-405b")
    with pytest.raises(UnknownNameError, match="besiroglu2024"):
        assess("gpt-3", scaling="besiroglu")
    with pytest.raises(InputError, match="h100-sxm"):
        assess(TrainingRun("r", flop="1e24 FLOP", accelerator="h100-sxn", grid="us-averag"))


def test_gpt_3_in_pf_days():
    """3640 PF-days and 6 N D agree within 1 %."""
    a = assess("gpt-3")
    from limits.units import si

    pf_days = si("3640 PFLOP/s-day", "FLOP").value
    assert pf_days == pytest.approx(6 * 174.6e9 * 300e9, rel=0.01, abs=0)
    assert a.run.numbers["flop"].value == pytest.approx(pf_days, rel=0.01, abs=0)


def test_a_carbon_intensity_and_a_price_give_emissions_and_cost():
    run = TrainingRun("r", flop="1e24 FLOP", energy="1 GWh", grid="us-average", electricity_price="0.1 USD/kWh")
    a = assess(run)
    assert a.run.numbers["cost"].value == pytest.approx(1e5, rel=1e-12, abs=0)
    intensity = catalog.row("grid", "us-average").cells["carbon_intensity"].value
    assert a.run.numbers["emissions"].value == pytest.approx(intensity * 3.6e12, rel=1e-12, abs=0)


def test_a_run_without_compute_says_what_is_missing():
    with pytest.raises(InputError, match=r"corpus\.tokens"):
        assess(TrainingRun("r", parameters="7e9 parameter"))


@pytest.mark.parametrize("law", scaling.names())
def test_every_scaling_law_places_every_run(law):
    """Kaplan states no compute range, and counts other parameters: said, never guessed."""
    for a in assess_all(["llama-3.1-405b", "gpt-3", "deepseek-v3"], scaling=law):
        assert a.frontier.loss > a.frontier.irreducible_loss
        assert a.frontier.excess_loss.value >= 0
        spent = 6 * a.frontier.parameters.value * a.frontier.tokens.value
        assert a.frontier.compute_for_same_loss.value <= spent * (1 + 1e-12)
        converted = get(law).counts == "total" or "vocabulary" in a.run.numbers
        assert any("total count as it is" in assumption.why for assumption in a.assumed) == (not converted)


@pytest.mark.parametrize("stated", [{}, {"flop": "2e26 FLOP"}], ids=["6 N D", "stated"])
def test_the_compute_for_the_same_loss_is_that_of_the_optimum_with_this_loss(stated):
    """Whatever the run states as its compute: the question is asked of its N and D."""
    run = TrainingRun("r", parameters="4.06e11 parameter", tokens="1.56e13 token", **stated)
    frontier = assess(run).frontier
    again = optimum(get(DEFAULT), frontier.compute_for_same_loss.value)
    assert again.loss == pytest.approx(frontier.loss.value, rel=1e-12, abs=0)
    assert frontier.compute_for_same_loss.value < 6 * 4.06e11 * 1.56e13


def test_the_optimum_and_the_extrapolation_are_those_of_the_stated_compute():
    run = TrainingRun("r", parameters="7e9 parameter", tokens="2e12 token", flop="2e26 FLOP")
    frontier, law = assess(run).frontier, get(DEFAULT)
    assert frontier.optimum.loss.value == pytest.approx(optimum(law, 2e26).loss, rel=1e-14, abs=0)
    assert 6 * frontier.optimum.parameters.value * frontier.optimum.tokens.value == pytest.approx(
        2e26, rel=1e-12, abs=0
    )
    assert frontier.extrapolation.value == pytest.approx(math.log10(2e26 / law.fitted.compute.high), rel=1e-12, abs=0)
    assert frontier.loss.value == pytest.approx(loss(law, 7e9, 2e12), rel=1e-14, abs=0)
    assert frontier.excess_loss.value == pytest.approx(
        loss(law, 7e9, 2e12) - optimum(law, 6 * 7e9 * 2e12).loss, abs=1e-12
    )


def test_a_known_architecture_is_converted_to_the_laws_count():
    shapes = {"vocabulary": 128256, "width": 16384}
    run = from_row(catalog.row("run", "llama-3.1-405b")).but(**shapes)
    a = assess(run, scaling="kaplan2020")
    assert a.frontier.parameters.value == 405853388800 - 2 * 128256 * 16384
    assert not any("total count as it is" in assumption.why for assumption in a.assumed)


def test_a_lane_without_an_error_correction_limit_gets_the_snr_required():
    base = from_row(catalog.row("run", "llama-3.1-405b"))
    row = assess(base.but(scale_out="ib-edr-4x")).bounds["shannon-margin"]
    assert row.has is None
    assert "SNR required" in row.because
    assert "4.5 dB" in row.because
    assert assess(base.but(scale_out="ib-edr-4x", fec_snr="17.7 dB")).bounds["shannon-margin"].has.value > 0


def test_an_architecture_that_nobody_stated_is_an_input_like_any_other():
    run = from_row(catalog.row("run", "llama-3.1-405b")).but("own", architecture=None)
    assert "model.architecture" in assess(run).bounds["all-reduce"].supposed


def test_terms_of_a_demand_are_shown():
    state = {"weights": lambda b: 16.0 * b.parameters, "optimizer": lambda b: 112.0 * b.parameters}
    capacity = next(bound for bound in bounds.ALL if bound.key == "memory-capacity")
    row = assess("llama-3.1-405b", bounds=(dataclasses.replace(capacity, demand=state),)).bounds["memory-capacity"]
    assert row.terms["weights"].value + row.terms["optimizer"].value == row.needs.value
    assert row.terms["weights"].unit == "bit"


def test_the_hash_of_the_input_is_of_what_was_stated():
    """Not of what follows from it, whose last bit is the processor's; and the law has a hash of its own."""
    one = assess(TrainingRun("r", flop="1e26 FLOP", count=16384))
    assert one.input_sha256 == TrainingRun("r", flop="1e26 FLOP", count=16384).sha256
    assert one.input_sha256 != assess(TrainingRun("r", flop="1e26 FLOP", count=16385)).input_sha256
    law = get(DEFAULT)
    other = dataclasses.replace(law, published={**law.published, "E": 1.8})
    assert assess("gpt-3", scaling=other).scaling_sha256 != assess("gpt-3").scaling_sha256


def test_a_field_that_is_added_changes_nothing():
    """Neither intervals nor hashes of a run that does not state it, wherever in the table it stands."""
    script = """
import sys, dataclasses, limits
from limits.runs import fields
if len(sys.argv) > 1:
    new = dataclasses.replace(fields.NUMBERS[3], name="hidden_layers", path="model.hidden_layers")
    fields.NUMBERS = (*fields.NUMBERS[:10], new, *fields.NUMBERS[10:])
    fields.ROWS = (*fields.NUMBERS, *fields.TEXTS)
    fields._NUMBERS = {row.name: row for row in fields.NUMBERS}
a = limits.assess(limits.load("docs/examples/proposed-run.toml"))
print([(row.law, row.needs, row.has, row.headroom, row.loss_gained) for row in a.bounds], a.input_sha256)
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, *extra], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout
        for extra in ([], ["new"])
    }
    assert len(answers) == 1
