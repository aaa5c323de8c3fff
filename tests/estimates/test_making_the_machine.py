"""The carbon of making accelerators: a run's share of their life, where somebody asks for it, and never by itself."""

from __future__ import annotations

import numpy as np
import pytest

import limits
from limits.catalog import shipped
from limits.estimates.energy import drawn
from limits.estimates.estimate import estimate
from limits.report.assessment import disclosure
from limits.report.assessment.sections import document
from limits.report.formats.text import plain
from limits.runs.batch import Batch

BLOOM = {"accelerator_hours": "1082990 hour", "lifetime": "6 year", "utilised_share": 0.85}
"""Luccioni and others 2023: 384 A100 in 48 nodes; 2500 kg a node without its GPUs, 150 kg a GPU, 6 years, 85 %."""

HOURS = 30.84e6
RUN = {"accelerator_hours": "30.84e6 hour", "accelerator": "h100-sxm", "flop": "3.8e25 FLOP"}


def of(**stated):
    return estimate(limits.TrainingRun("mine", **stated))


@pytest.mark.parametrize(("kilograms", "tonnes"), [(2500 / 8, 7.57), (150, 3.64), (150 + 2500 / 8, 11.2)])
def test_what_was_published_of_bloom(kilograms, tonnes):
    found = of(**BLOOM, embodied_carbon=f"{kilograms} kg").embodied
    assert found.value / 1e3 == pytest.approx(tonnes, abs=0.01)  # their years have 365 days


def test_all_that_was_published_of_bloom():
    """50.5 t: 433,196 kWh of GPUs and 256,646 kWh of idle machine at 57 g/kWh, and 11.2 t of making it."""
    node = (433196 + 256646) / 1082990
    found = of(**BLOOM, embodied_carbon="462.5 kg", node_power=f"{node} kW", pue=1, carbon_intensity="57 g/kWh")
    assert found.carbon.value / 1e3 == pytest.approx(24.69 + 14.6, abs=0.05)
    assert (found.carbon.value + found.embodied.value) / 1e3 == pytest.approx(50.5, abs=0.05)


def test_what_was_published_of_olmo():
    """Morrison and others 2025: 463 kg an H100 over 4 years, every hour used, 0.013 kg an hour, 22 t."""
    found = of(accelerator_hours="1.65e6 hour", embodied_carbon="463 kg", lifetime="4 year").embodied
    assert found.value / 1e3 == pytest.approx(22, abs=0.5)
    assert found.value / 1.65e6 == pytest.approx(0.013, abs=0.0005)


def test_the_catalogue_is_asked_by_a_lifetime_alone():
    silent = limits.assess(limits.TrainingRun("mine", **RUN))
    assert "embodied_carbon" not in silent.run.numbers
    assert silent.estimate.embodied is None
    asked = limits.assess(limits.TrainingRun("mine", **RUN, lifetime="4 year"))
    assert asked.estimate.embodied.value == pytest.approx(HOURS * 164 / (4 * 365.25 * 24), rel=1e-12, abs=0)
    assert "HGX H100 baseboard" in asked.estimate.basis["embodied_carbon"]
    assert "no host" in asked.estimate.basis["embodied_carbon"]
    assert asked.estimate.basis["utilised_share"].startswith("default: ")
    stated = limits.assess(limits.TrainingRun("mine", **RUN, lifetime="4 year", embodied_carbon="463 kg"))
    assert stated.estimate.basis["embodied_carbon"] == "given"
    assert stated.estimate.embodied.value == pytest.approx(asked.estimate.embodied.value * 463 / 164, rel=1e-12, abs=0)


def test_it_is_in_no_other_number():
    plainly, asked = of(**RUN, grid="germany"), of(**RUN, grid="germany", lifetime="4 year")
    for name in ("energy", "carbon", "shares", "inside", "outside"):
        assert getattr(plainly, name) == getattr(asked, name), name


def test_what_is_missing_is_asked_for():
    assert of(**RUN).would_add[-1] == "machine.lifetime"
    unlisted = of(**RUN | {"accelerator": "mi300x"})
    assert unlisted.would_add[-2:] == ("machine.embodied_carbon", "machine.lifetime")
    assert of(**RUN, embodied_carbon="200 kg").because["embodied"] == "not stated: machine.lifetime"
    lasting = of(**RUN | {"accelerator": "mi300x", "lifetime": "4 year"})
    assert lasting.because["embodied"] == "the catalogue knows no carbon of making mi300x"
    assert of(**RUN, lifetime="4 year").would_add[-1] == "assumptions.development"


def test_sections_show_it_where_it_is_asked_for():
    def said(name, **stated):
        return " ".join(plain(document([limits.assess(limits.TrainingRun("mine", **RUN, **stated))], [name])).split())

    silent = said("energy")
    assert "CO2e" not in silent
    assert "making the machine; inference" in silent
    asked = said("energy", lifetime="4 year")
    for part in (
        "CO2e of making the accelerators 144 t",
        "making the machine, whose carbon is told beside it; inference",
        "Making one accelerator: 164 kg, catalogue: h100-sxm: an eighth of an HGX H100 baseboard",
        "Utilised share of it: default: all of the lifetime is used, so that an hour carries least",
        "making the accelerators 144 t of CO2e, by its share of their life;",
    ):
        assert part in asked, part
    assert f"CO2e of making the accelerators {chr(0x2013)} not stated: machine.lifetime" in said(
        "energy", embodied_carbon="1 kg"
    )


def test_a_model_card_says_that_its_emissions_are_without_it():
    def below(**stated):
        return disclosure.sections(limits.assess(limits.TrainingRun("mine", **RUN, **stated)))[1].paragraphs

    assert below() == ()
    assert below(grid="france")[0].endswith("making the accelerators is not in them.")
    assert "(144 t of CO2e) is not in them" in below(grid="france", lifetime="4 year")[0]


def test_every_number_of_the_catalogue_says_what_it_counts_and_who_says_so():
    found = [row for row in shipped().rows("accelerator") if "embodied_carbon" in row.cells]
    assert {row.name for row in found} >= {"a100-sxm-40gb", "b200", "h100-sxm"}
    for row in shipped().rows("accelerator"):
        texts = {"embodied_boundary", "embodied_source"} & set(row.texts)
        assert len(texts) == (2 if row in found else 0), row.name


def test_a_row_of_a_user_may_be_silent_on_what_it_counts(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("accelerator,tdp_w,embodied_kgco2e,source,evidence\nmy-chip,350,100,our bench,primary\n")
    run = limits.TrainingRun("mine", accelerator="my-chip", accelerator_hours="8766 hour", lifetime="1 year")
    found = estimate(run, catalog=shipped().extended(file))
    assert found.embodied.value == pytest.approx(100, rel=1e-9, abs=0)
    assert found.basis["embodied_carbon"] == "catalogue: my-chip: what it counts is not said"


def test_runs_of_a_batch_are_told_apart():
    stated = {"accelerator_hours": np.array([[3600.0], [7200.0]]), "embodied_carbon": np.array([100.0])}
    found = drawn(Batch.of({**stated, "lifetime": np.array([3.6e6]), "utilised_share": np.array([[1.0], [0.5]])}))
    assert found.embodied.ravel().tolist() == [0.1, 0.4]
    assert np.isnan(drawn(Batch.of(stated)).embodied).all()
