"""What a report says of the energy that a run will take, and what a provider discloses of it."""

from __future__ import annotations

from textwrap import wrap

import pytest

import limits
from limits.report import numbers
from limits.report.assessment import disclosure, energy
from limits.report.assessment.screen import first_screen
from limits.report.assessment.sections import SECTIONS, document, every
from limits.report.formats.text import plain

HOURS = {"accelerator_hours": "30.84e6 hour", "accelerator": "h100-sxm", "flop": "3.8e25 FLOP"}


def of(**stated):
    return limits.assess(limits.TrainingRun("mine", **HOURS | stated))


def section(assessment, name="energy"):
    return " ".join(plain(document([assessment], [name])).split())


def test_one_line_has_energy_carbon_and_cost_or_the_field_that_tells():
    assert energy.line(of()) == "Estimate: 28.2 GWh (24 .. 35) at the plug; for CO2 say facility.grid"
    priced = energy.line(of(grid="germany", electricity_price="0.2 EUR/kWh"))
    said = "Estimate: 28.2 GWh (24 .. 35) at the plug, 9200 .. 13300 t CO2, electricity 4.8 .. 7.0 million EUR"
    assert priced.replace("\xa0", " ") == said
    bare = limits.assess(limits.TrainingRun("bare", flop="1e26 FLOP"))
    assert energy.line(bare) == "Estimate of the energy: unknown; say cluster.accelerator"
    assert max(map(len, wrap(priced, 80))) <= 80
    assert len(wrap(priced, 80)) == 2  # the second has the cost, which is that of the electricity alone
    assert len(energy.line(of(grid="germany"))) <= 80


def test_the_section_says_what_is_in_and_out_what_it_rests_on_and_what_makes_it_uncertain():
    said = section(of(grid="germany", development="0.5"))
    for part in (
        "energy at the plug 28.2 GWh (24 .. 35)", "of that the nodes", "of that the accelerators' boards",
        "development beside it 14.1 GWh (12 .. 18)", "accelerator-hours 30.84 million hours",
        "In: accelerators, hosts, fans and power supplies", "Out: switches and storage",
        "Of the spread of the energy: assumptions.node_factor 93 %, facility.pue 7 %.",
        "Node factor: default: measured on 9 runs of h100, up to 512 accelerators",
        "To paste: We estimate that mine takes 28.2 GWh (24 .. 35) at the plug, for 30.84 million hours",
        f"electricity {numbers.UNKNOWN} not stated: facility.electricity_price",
    ):  # fmt: skip
        assert part in said, part


def test_hours_are_written_in_hours():
    few = section(of(accelerator_hours="250e3 hour"))
    assert "accelerator-hours 250,000 hours" in few
    planned = of(accelerator_hours=None, mfu="0.38 .. 0.43").estimate.hours
    assert planned.value == pytest.approx(3.8e25 / (989.4e12 * 0.405 * 0.84), rel=1e-4, abs=0)
    assert energy.amount("hours", planned).startswith("31.36 million hours (27.29 .. 39")


def test_an_estimate_stands_beside_a_stated_energy():
    said = section(of(energy="20 GWh", energy_kind="metered", energy_scope="nodes"))
    assert "To paste: The energy of mine is 20 GWh, metered (nodes)" in said
    assert "To paste: We estimate that mine takes 28.2 GWh (24 .. 35) at the plug" in said


def test_what_is_disclosed_is_what_the_annex_and_a_model_card_ask_for():
    found = of(grid="france", energy="20 GWh", energy_kind="metered")
    annex, card = disclosure.sections(found)
    points = {line.cells[0]: line.cells[1] for line in annex.table.lines}
    assert points["2 (d) training compute"] == "3.8e25 FLOP"
    assert points["2 (d) training time"] == numbers.UNKNOWN
    assert points["2 (e) energy, as stated"] == "20 GWh"
    assert points["2 (e) energy, estimated"] == "28.2 GWh (24 .. 35)"
    keys = {line.cells[0]: line.cells[1] for line in card.table.lines}
    assert float(keys["emissions"]) == pytest.approx(1e3 * found.estimate.carbon.value, rel=0.005, abs=0)
    assert keys["geographical_location"] == "france"
    bare = limits.assess(limits.TrainingRun("bare", flop="1e26 FLOP"))
    assert f"2 (e) energy, estimated {numbers.UNKNOWN} not stated" in section(bare, "disclosure")


def test_a_full_report_has_every_section_but_what_repeats_it():
    titles = [each.title for each in every(of())]
    assert "What it will take, estimated" in titles
    assert "EU AI Act, Annex XI, section 1" not in titles
    assert "disclosure" in SECTIONS


def test_an_energy_of_usual_hours_is_marked_as_assumed():
    said = energy.line(of(accelerator_hours=None))
    assert said.startswith("Estimate: 29.5 GWh (")
    assert ")† at the plug" in said
    assert "† assumed" in plain(first_screen(of(accelerator_hours=None)))
    assert "†" not in energy.line(of())


def test_an_unknown_energy_is_one_sentence():
    said = section(limits.assess(limits.TrainingRun("bare", flop="1e26 FLOP")))
    assert "Not known: not stated: cluster.accelerator_hours" in said
    assert "cluster.accelerator, or " in said
    assert "of that the nodes" not in said


def test_what_is_in_the_energy_is_said_in_every_part_from_what_was_counted():
    plainly, more = of(pue="1.1"), of(pue="1", network_power="116 W", storage_power="20 W")
    assert "of that nodes" not in section(plainly)
    fields = "machine.network_power, machine.storage_power, assumptions.development, machine.lifetime"
    assert f"To count more, state {fields}." in section(plainly)
    said = section(more)
    for part in (
        "of that nodes, switches and storage",
        "In: accelerators, hosts, fans, power supplies, switches and storage; restarts",
        "Out: cooling and distribution, as the PUE is 1; phases",
        "To count more, state assumptions.development, machine.lifetime.",
        "power supplies, switches and storage are in the energy, cooling and development are not",
    ):
        assert part in said, part
    told = section(more, "disclosure")
    assert "2 (e) what the estimate counts" in told
    points = {line.cells[0]: line.cells[1:] for line in disclosure.sections(more)[0].table.lines}
    assert points["2 (e) what the estimate counts"] == (
        "accelerators, hosts, fans, power supplies, switches and storage", "without cooling and development",
    )  # fmt: skip


def test_what_was_stated_stands_with_the_rates():
    said = section(of(network_power="60 .. 120 W", water_usage="0.3 L/kWh"))
    assert "switches, for each accelerator 90 W (60 .. 120) given" in said
    assert "water on site 0.3 L/kWh given" in said
    assert "storage, for each accelerator" not in said


def test_the_grid_is_named_behind_emissions_alone():
    found = of(grid="germany", energy="20 GWh", energy_kind="metered", electricity_price="0.2 EUR/kWh")
    pasted = section(found).partition("To paste: The energy of mine")[2].partition("To paste")[0]
    assert pasted.count("(grid germany") + pasted.count("germany") == 1, pasted
