"""Water: on site by the energy of the computers, for the electricity by that at the plug; only where stated."""

from __future__ import annotations

import numpy as np
import pytest

import limits
from limits.estimates.energy import drawn
from limits.estimates.estimate import estimate
from limits.report.assessment.sections import document
from limits.report.formats.text import plain
from limits.runs.batch import Batch

RUN = {"accelerator_hours": "1e6 hour", "node_power": "800 W", "pue": 1.25}
"""800 MWh of computers, 1000 MWh at the plug."""


def of(**stated):
    return estimate(limits.TrainingRun("mine", **RUN | stated))


def exactly(number):
    return pytest.approx(number, rel=1e-12, abs=0)


def test_water_on_site_goes_by_the_computers_and_that_of_electricity_by_the_plug():
    found = of(water_usage="0.5 L/kWh", electricity_water="2 L/kWh")
    assert found.water_on_site.value == exactly(400)  # m^3
    assert found.water_of_electricity.value == exactly(2000)
    assert found.water.value == exactly(2400)
    assert {found.water.unit, found.water_on_site.unit, found.water_of_electricity.unit} == {"m^3"}


def test_switches_and_storage_evaporate_too():
    found = of(water_usage="0.5 L/kWh", electricity_water="2 L/kWh", network_power="80 W")
    assert found.water_on_site.value == exactly(440)
    assert found.water_of_electricity.value == exactly(2200)


@pytest.mark.parametrize(("megawatt_hours", "kilolitres"), [(30, 39), (54, 70)])
def test_what_was_published_of_olmo(megawatt_hours, kilolitres):
    """Morrison and others 2025, table 2: OLMo 1B and OLMoE, no water on site, 1.29 L/kWh in Texas."""
    stated = {"accelerator_hours": "1 hour", "pue": 1.2, "node_power": f"{megawatt_hours / 1.2} MW"}
    found = of(**stated, water_usage="0 L/kWh", electricity_water="1.29 L/kWh")
    assert found.water.value == pytest.approx(kilolitres, abs=0.5)
    assert found.water_on_site.value == 0.0


def test_one_alone_is_no_total():
    found = of(electricity_water="2 L/kWh")
    assert found.water_of_electricity.value == exactly(2000)
    assert (found.water, found.water_on_site) == (None, None)
    assert found.because["water"] == found.because["water_on_site"] == "not stated: facility.water_usage"
    neither = of()
    assert neither.because["water"] == "not stated: facility.water_usage and facility.electricity_water"


def test_an_interval_is_one_of_the_water():
    found = of(water_usage="0 L/kWh", electricity_water="1 .. 3 L/kWh").water
    assert found.low == pytest.approx(1100, rel=0.01, abs=0)
    assert found.high == pytest.approx(2900, rel=0.01, abs=0)


def test_sections_show_it():
    def said(**stated):
        found = limits.assess(limits.TrainingRun("mine", flop="1e24 FLOP", **RUN | stated))
        return " ".join(plain(document([found], ["energy"])).split())

    assert "not stated: facility.water_usage and facility.electricity_water" in said()
    assert "of that on site" not in said()
    both = said(water_usage="0.5 L/kWh", electricity_water="2 L/kWh")
    assert "water 2400 m^3 derived: on site and of the electricity" in both
    assert "of that on site 400 m^3 derived: accelerator-hours x node power x water usage" in both
    assert "2400 m^3 of water, on site and for the electricity;" in both
    assert "ranges" not in both
    assert "are not; ranges: 5 to 95 %" in said(water_usage="0.2 .. 0.8 L/kWh")
    one = said(water_usage="50 L/kWh")
    assert "40 million L of water, on site alone;" in one
    assert "of that for the electricity" not in one


def test_units_are_asked_for_by_name():
    with pytest.raises(limits.errors.InputError, match="volume per energy"):
        of(water_usage="2 kg/kWh")
    assert limits.TrainingRun("mine", water_usage="1.29 L/kWh").fields["water_usage"].value == exactly(1.29e-3 / 3.6e6)


def test_it_survives_a_run_file():
    from limits.runs.fields import number
    from limits.runs.notation import written

    value = limits.TrainingRun("mine", water_usage="0.2 .. 0.4 L/kWh").fields["water_usage"]
    assert written(number("water_usage"), value) == "0.2 .. 0.4 L/kWh"


def test_runs_of_a_batch_are_told_apart():
    stated = {"accelerator_hours": np.array([3.6e6]), "node_power": np.array([1.0]), "pue": np.array([2.0])}
    waters = {"water_usage": np.array([[1e-9], [np.nan]]), "electricity_water": np.array([1e-9])}
    found = drawn(Batch.of(stated | waters))
    assert found.water[0, 0] == exactly(3.6e-3 * 3)
    assert np.isnan(found.water[1, 0])
    assert found.water_of_electricity.ravel().tolist()[-1] == exactly(7.2e-3)
