"""The estimate against measured peaks: inside its interval, and with every project held out in turn."""

import numpy as np
import pytest

from limits.draws import interval, uniform
from limits.estimates.measured import layouts, ratios, resolved
from limits.estimates.occupied import occupied
from limits.runs.defaults import DEFAULTS

ENOUGH = 0.8  # of rows inside


@pytest.fixture(scope="module")
def all_of_them():
    return resolved()


def inside(totals):
    low, high = interval(totals)
    measured = np.array([each.memory.value for each in layouts()])
    return (low <= measured) & (measured <= high)


def test_every_row_says_where_it_was_read_and_twenty_are_few():
    assert len(layouts()) >= 20
    for each in layouts():
        assert each.source.startswith("https://github.com/")
        assert each.kind in {"allocated", "reserved", "in use"}


def test_measured_peaks_fall_inside_the_interval(all_of_them):
    found = np.broadcast_to(occupied(all_of_them.batch).total, all_of_them.batch.shape)
    assert inside(found).mean() >= ENOUGH
    low, high = interval(found)
    assert np.median(high / low) <= 1.5, "an interval as wide as that says nothing"


def test_a_project_held_out_falls_inside_an_interval_made_from_the_others(all_of_them):
    """The upper end from the 95 % point of the other projects; the lower is 1: what is counted is there."""
    parts = occupied(all_of_them.batch).parts
    counted = sum(part for name, part in parts.items() if name != "overhead")
    projects = np.array([each.project for each in layouts()])
    covered = []
    for project in sorted(set(projects)):
        high = np.quantile(ratios()[projects != project], 0.95)
        drawn = 1.0 + (high - 1.0) * uniform("overhead")
        covered += inside(np.broadcast_to(counted * drawn, all_of_them.batch.shape))[projects == project].tolist()
    assert np.mean(covered) >= ENOUGH


def test_the_default_overhead_is_the_spread_of_the_rows():
    default, found = DEFAULTS["overhead"], ratios()
    assert default.low == 1.0
    assert default.value == pytest.approx(np.median(found), rel=0.02, abs=0)
    drawn = default.low + (default.high - default.low) * 0.95
    assert np.quantile(found, 0.9) <= drawn <= np.quantile(found, 0.95)
    assert default.low + (default.high - default.low) * 0.05 == pytest.approx(np.quantile(found, 0.05), rel=0.01, abs=0)
