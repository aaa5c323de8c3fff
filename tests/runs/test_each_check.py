"""The table of checks, written out a second time: both ways by hand, and how far they may lie apart."""

import math

import numpy as np
import pytest

from limits.runs.checks import CHECKS, EXACT

PAUSES = 10 / 9
HOURS = ("flop", "accelerator_hours", "peak")
LAYOUT = ("tensor", "pipeline", "data")
LEFT = math.exp(-300 / 10_800) * (1100 / 10_800) / math.expm1(1160 / 10_800)
SERVED = ("accelerator_hours", "tdp", "pue")
STOPS = ("checkpoint_interval", "checkpoint_time", "restart_time", "failure_interval")

# key, unit, one way: from, numbers, result; the other: from, numbers, result; allowed, either way round, counted models
ROWS = [
    ("mfu-above-one", "1", HOURS, (106, 3, 5), 106 / 15, ("peak",), (5,), 1, 1.0, False, True),
    ("phases", "FLOP", ("post_training_flop",), (3,), 3, ("flop",), (5,), 5, 1.0, False, True),
    ("mfu", "1", ("mfu",), (3,), 3, HOURS, (106, 3, 5), 106 / 15, PAUSES, True, True),
    ("goodput", "1", ("goodput",), (3,), 3, STOPS, (1100, 60, 300, 10_800), LEFT, 1.05, False, True),
    ("mfu-above-hfu", "1", ("mfu",), (3,), 3, ("hfu",), (5,), 5, 1.05, False, True),
    ("accelerator-hours", "s", ("accelerator_hours",), (3,), 3, ("count", "wall_time"), (5, 7), 35, PAUSES, True, True),
    ("layout", "1", ("count",), (3,), 3, LAYOUT, (5, 7, 11), 385, EXACT, True, True),
    ("flop", "FLOP", ("flop",), (3,), 3, ("active_parameters", "tokens"), (5, 7), 210, 1.2, True, True),
    ("energy", "J", ("energy",), (3,), 3, SERVED, (5, 7, 11, 13, 17), 5 * (7 + 13 + 17) * 11, 1.5, False, True),
    ("network-power", "W", ("network_power",), (3,), 3, ("node_power",), (5,), 5, 1.0, False, True),
    ("storage-power", "W", ("storage_power",), (3,), 3, ("node_power",), (5,), 5, 1.0, False, True),
    ("emissions", "kg", ("emissions",), (3,), 3, ("energy", "carbon_intensity"), (5, 7), 35, 1.2, True, True),
    ("layers", "parameter", ("layers", "width"), (5, 7), 12 * 5 * 49, ("parameters",), (3,), 3, 2.0, False, False),
    (
        *("parameters", "parameter", ("active_parameters",), (3,), 3),
        *(("layers", "width"), (5, 7), 12 * 5 * 49 + 600_000 * 7, 3.0, False, False),
    ),
    ("embedding", "parameter", ("vocabulary", "width"), (5, 7), 35, ("parameters",), (3,), 3, EXACT, False, False),
    ("batch", "token", ("batch",), (3,), 3, ("tokens",), (5,), 5, EXACT, False, True),
    ("context", "token", ("context",), (3,), 3, ("batch",), (5,), 5, EXACT, False, True),
]


def test_what_is_exact_leaves_floats_their_last_digits():
    assert EXACT == 1.000000001


def test_the_table_of_checks_is_whole():
    assert [each.key for each in CHECKS] == [row[0] for row in ROWS]


@pytest.mark.parametrize(("check", "row"), list(zip(CHECKS, ROWS, strict=False)), ids=[each.key for each in CHECKS])
def test_each_check_by_hand(check, row):
    _, unit, one, given, result, other, others, against, allowed, either, counted = row
    assert (check.unit, check.either, check.counted) == (unit, either, counted)
    assert (check.one.needs, check.other.needs) == (one, other)
    assert check.allowed == pytest.approx(allowed, rel=1e-15, abs=0)
    for way, numbers, expected in ((check.one, given, result), (check.other, others, against)):
        found = way.compute(*(np.array([float(each)]) for each in numbers))
        assert found == pytest.approx(expected, rel=1e-13, abs=0)
        assert len(numbers) == len(way.needs) + len(way.beside)
