"""Defaults that come from data are what the data say."""

from __future__ import annotations

import numpy as np
import pytest

from limits.catalog import shipped
from limits.catalog.energy_kinds import MEASURED_KINDS
from limits.catalog.measured_power import measured_power
from limits.errors import LimitsError
from limits.runs.batch import Resolved
from limits.runs.defaults import DEFAULTS
from limits.runs.power_factors import shipped as power_factors
from limits.runs.resolve import from_row

COUNTED = {"model_flop_6nd", "model_flop_reported"}


def over_all_hours():
    """Runs of the catalogue in 16 bit whose compute and hours are published, with their MFU over all hours."""
    for row in shipped().rows("run"):
        if not (row.texts.get("flop_kind") in COUNTED and {"flop", "accelerator_hours"} <= set(row.cells)):
            continue
        if row.texts.get("precision", "bf16") not in {"bf16", "fp16"} or row.evidence not in {"primary", "secondary"}:
            continue
        try:
            run = Resolved([from_row(row)], shipped())
        except LimitsError:
            continue
        if run.known(0, "peak"):
            flop, hours, peak = (run.number(0, name).value for name in ("flop", "accelerator_hours", "peak"))
            yield row, flop / (hours * peak)


def test_the_usual_utilisation_is_that_of_the_catalogue():
    found = [share for _, share in over_all_hours()]
    usual = DEFAULTS["usual_mfu"]
    assert len(found) > 25
    assert usual.value == pytest.approx(np.median(found), rel=0.05, abs=0)
    assert usual.low == pytest.approx(np.quantile(found, 0.05), rel=0.1, abs=0)
    assert usual.high == pytest.approx(np.quantile(found, 0.95), rel=0.1, abs=0)


def test_the_goodput_is_what_hours_by_the_reported_utilisation_are_of_all_hours():
    said = {row.name: share / row.cells["mfu"].value for row, share in over_all_hours() if "mfu" in row.cells}
    goodput = DEFAULTS["goodput"]
    named = [said[name] for name in ("palm-540b", "glm-130b", "llama-3.1-405b", "nemotron-4-340b")]
    assert [round(each, 2) for each in named] == [0.66, 0.77, 0.84, 0.91]
    for each in named:
        assert f"{each:.2f}" in goodput.why
    assert goodput.value == pytest.approx(np.median([*named, 0.97]), abs=0.005)
    assert (goodput.low, goodput.high) == (0.66, 0.97)


def test_the_highest_power_is_that_of_the_logs():
    rows = [row for row in measured_power().values() if row.texts["energy_kind"] in MEASURED_KINDS]
    found = [row.cells["peak_to_mean"].value for row in rows if "peak_to_mean" in row.cells]
    factor = DEFAULTS["peak_factor"]
    assert factor.value == pytest.approx(np.mean(found), abs=0.005)
    assert (factor.low, factor.high) == (pytest.approx(min(found), abs=0.01), pytest.approx(max(found), abs=0.01))


def test_the_pue_is_that_of_published_runs_and_their_data_centres():
    found = [row.cells["pue"].value for row in shipped().rows("grid") if "pue" in row.cells]
    found = [each for each in found if each < 1.5]  # those beyond are averages over all data centres of the world
    pue = DEFAULTS["pue"]
    assert len(found) == 14
    assert (pue.low, pue.high) == (min(found), max(found))
    assert pue.value == pytest.approx(np.median(found), abs=0.02)


def test_factors_of_power_without_an_accelerator_are_those_of_no_family_in_particular():
    assert DEFAULTS["node_factor"].value == power_factors().nodes["gpu"].median
    assert DEFAULTS["board_factor"].value == power_factors().boards["gpu"].median
