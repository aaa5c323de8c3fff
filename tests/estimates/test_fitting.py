"""Coefficients of energy: they follow from the table, and predict families of hardware that the fit did not see."""

import numpy as np
import pytest

from limits.catalog.measured_power import board_power, measured_power
from limits.estimates.estimate import estimate
from limits.estimates.fitting import fit, mean_power, toml
from limits.estimates.validation import from_flop, from_hours, predicted_power, without
from limits.runs.power_factors import FILE, shipped
from limits.runs.run import TrainingRun
from limits.value import Value

CIRCULAR = [row for row in measured_power().values() if row.texts["boundary"] == "none"]


@pytest.fixture(scope="module")
def predictions():
    return list(from_hours())


def test_the_shipped_coefficients_follow_from_the_shipped_tables():
    assert FILE.read_text(encoding="utf-8") == toml(fit(measured_power().values(), board_power().values()))


def test_a_row_that_is_computed_moves_nothing():
    real = [row for row in measured_power().values() if row not in CIRCULAR]
    assert fit(real, board_power().values()) == fit(measured_power().values(), board_power().values())


def test_families_left_out_are_predicted(predictions):
    assert len(predictions) == 26
    assert np.median([abs(each.error) for each in predictions]) < 0.112  # 1.2 x TDP, in sample
    assert np.mean([each.covered for each in predictions]) >= 0.80
    assert np.median([each.width for each in predictions]) <= 1.6


def test_the_fit_sees_no_row_of_the_family_that_it_predicts():
    for family in {row.texts["family"] for row in measured_power().values()}:
        assert family not in {*without(family).nodes, *without(family).boards}


def test_hours_times_design_power_is_worse(predictions):
    naive = np.median([abs(each.design / each.measured - 1.0) for each in predictions])
    assert naive == pytest.approx(0.21, abs=0.01)
    assert np.median([abs(each.error) for each in predictions]) < naive / 2


def test_from_flop_the_interval_is_as_wide_as_utilisations_are():
    found = list(from_flop())
    assert len(found) >= 10
    assert np.mean([each.covered for each in found]) >= 0.80
    assert np.median([each.width for each in found]) > 2 * np.median([each.width for each in from_hours()])


@pytest.mark.parametrize("name", ["mlperf-v4.0-gpt3-512xh100-sxm-ac", "gpt-3-175b", "meena"])
def test_what_is_checked_is_what_an_estimate_says(name):
    """The shipped coefficients, by the formula that the errors are of, and by an assessed run."""
    row = measured_power()[name]
    hours, tdp = row.cells["accelerator_hours"].value, row.cells["tdp"].value
    power = predicted_power(row, shipped())
    stated = {"accelerator_hours": Value(hours, "s"), "tdp": Value(tdp, "W"), "accelerator": row.texts["accelerator"]}
    found = estimate(TrainingRun("r", **stated)).nodes
    assert found.value == pytest.approx(hours * power.value, rel=1e-9, abs=0)
    assert found.low == pytest.approx(hours * power.low, rel=0.01, abs=0)
    assert found.high == pytest.approx(hours * power.high, rel=0.01, abs=0)


@pytest.mark.parametrize("row", CIRCULAR, ids=lambda row: row.name)
def test_a_published_product_is_a_product(row):
    """Hours x an assumed power x PUE: arithmetic, and no evidence for any estimate."""
    assert mean_power(row) == pytest.approx(row.cells["assumed_power"].value, rel=0.01, abs=0)


def test_logs_are_labelled_as_the_licence_asks():
    rows = [row for row in measured_power().values() if "mlcommons" in row.source]
    assert len(rows) == 13
    assert all("Result not verified by MLCommons Association" in row.source for row in rows)
