"""Coefficients of energy: they follow from the table, and predict families of hardware that the fit did not see."""

import math

import numpy as np
import pytest

from limits.catalog.measured_power import MEASURED_KINDS, board_power, measured_power
from limits.estimates.fitting import fit, mean_power, toml
from limits.runs.power_factors import FILE, REFERENCE, is_tpu
from limits.training import energy

Z95 = 1.6448536269514722  # the 95 % point of a normal distribution
ROWS = [
    row
    for row in measured_power().values()
    if row.texts["energy_kind"] in MEASURED_KINDS and "accelerator_hours" in row.cells
]
CIRCULAR = [row for row in measured_power().values() if row.texts["boundary"] == "none"]


def predicted(row, coefficients):
    """The 5, 50 and 95 % points of the mean power of a row [W], from what an estimator may know."""
    tdp, family = row.cells["tdp"].value, row.texts["family"]
    if row.texts["boundary"] == "board":
        factor = coefficients.board(family)
        wanted = [tdp * math.exp(factor.log_mean + z * factor.log_sd) for z in (-Z95, 0.0, Z95)]
        limit = row.cells["power_limit"].value
        return [float(energy.board_power(limit, each, coefficients.sharpness)) for each in wanted]
    factor = coefficients.node(family)
    scale = energy.scaled_power(tdp, REFERENCE, coefficients.exponent if is_tpu(family) else 1.0)
    side = coefficients.dc_over_ac if row.texts["boundary"] == "node-dc" else 1.0
    return [side * scale * math.exp(factor.log_mean + z * factor.log_sd) for z in (-Z95, 0.0, Z95)]


def held_out():
    """Every row with its prediction by a fit that saw no row of its family, in either table."""
    for family in dict.fromkeys(row.texts["family"] for row in ROWS):
        seen = fit(
            (row for row in measured_power().values() if row.texts["family"] != family),
            (row for row in board_power().values() if row.texts["family"] != family),
        )
        assert family not in {*seen.nodes, *seen.boards}
        for row in ROWS:
            if row.texts["family"] == family:
                yield row, predicted(row, seen)


@pytest.fixture(scope="module")
def predictions():
    return list(held_out())


def test_the_shipped_coefficients_follow_from_the_shipped_tables():
    assert FILE.read_text(encoding="utf-8") == toml(fit(measured_power().values(), board_power().values()))


def test_a_row_that_is_computed_moves_nothing():
    real = [row for row in measured_power().values() if row not in CIRCULAR]
    assert fit(real, board_power().values()) == fit(measured_power().values(), board_power().values())


def test_families_left_out_are_predicted(predictions):
    errors = [abs(middle / mean_power(row) - 1.0) for row, (_, middle, _) in predictions]
    covered = [low <= mean_power(row) <= high for row, (low, _, high) in predictions]
    assert len(predictions) == 26
    assert np.median(errors) < 0.112  # 1.2 x TDP, in sample
    assert np.mean(covered) >= 0.80
    assert np.median([high / low for _, (low, _, high) in predictions]) <= 1.6


def test_hours_times_design_power_is_worse(predictions):
    naive = [abs(row.cells["tdp"].value / mean_power(row) - 1.0) for row in ROWS]
    ours = [abs(middle / mean_power(row) - 1.0) for row, (_, middle, _) in predictions]
    assert np.median(naive) == pytest.approx(0.21, abs=0.01)
    assert np.median(ours) < np.median(naive) / 2


@pytest.mark.parametrize("row", CIRCULAR, ids=lambda row: row.name)
def test_a_published_product_is_a_product(row):
    """Hours x an assumed power x PUE: arithmetic, and no evidence for any estimate."""
    assert mean_power(row) == pytest.approx(row.cells["assumed_power"].value, rel=0.01, abs=0)


def test_logs_are_labelled_as_the_licence_asks():
    rows = [row for row in measured_power().values() if "mlcommons" in row.source]
    assert len(rows) == 13
    assert all("Result not verified by MLCommons Association" in row.source for row in rows)
