"""The collected acceptance values: those of Hoffmann et al. (2022) that no other file tests; none is missing."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from limits.scaling import trends
from limits.training.transformer import counted_flop

MISPRINTED = {"SC014": 1.26e25}  # trap 3: the table prints 1.26e24 beside 175e9 parameters and 12e12 tokens
SAID = {"SC025": "measured bits a byte, which nothing here computes"}


@pytest.fixture(scope="module")
def rows(table):
    return {row["id"]: row for row in table("acceptance_scaling.csv")}


def numbers(text):
    return json.loads(text) if text else {}


def test_every_row_is_tested(rows):
    """Each id stands in a test of this folder, alone or within a range such as SC001 to SC015."""
    said = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.rglob("test_*.py"))
    named = {f"SC{number:03d}" for number in map(int, re.findall(r"SC(\d{3})", said))}
    for first, last in re.findall(r"SC(\d{3})(?: to |-|\.\.|\N{EN DASH})(?:SC)?(\d{3})", said):
        named |= {f"SC{number:03d}" for number in range(int(first), int(last) + 1)}
    assert set(rows) <= named | set(SAID)


# The printed row of 67e9 parameters is no point of the line through the other four, which leaves it out: by so much its
# compute and its tokens lie above that line, approach by approach.
OUTLIER = 67e9
ABOVE = {1: (0.0290, 0.0772), 2: (0.0753, 0.0681), 3: (0.0985, 0.0588)}


@pytest.mark.parametrize("approach", [1, 2, 3])
def test_tables_of_optima(rows, approach):  # SC001 to SC015
    """Compute and tokens of the printed optima lie on the line within the tolerance of the row, but for the outlier."""
    trend = trends.get(f"hoffmann2022-approach{approach}-parameters")
    mine = [row for row in rows.values() if row["quantity"] == f"compute-optimal C and D, approach {approach}"]
    assert len(mine) == 5
    for row in mine:
        N, wanted = numbers(row["inputs"])["N"], numbers(row["expected"])
        C = trend.solve("compute", parameters=f"{N!r} parameter").magnitude
        if N == OUTLIER:
            above = wanted["C_flop"] / C - 1, wanted["D_tokens"] / (C / 6 / N) - 1
            assert above == pytest.approx(ABOVE[approach], abs=1e-4)
            continue
        assert pytest.approx(MISPRINTED.get(row["id"], wanted["C_flop"]), rel=row["rel_tol"], abs=0) == C
        assert pytest.approx(wanted["D_tokens"], rel=row["rel_tol"], abs=0) == C / 6 / N
        if row["id"] in MISPRINTED:
            assert pytest.approx(10 * wanted["C_flop"], rel=row["rel_tol"], abs=0) == C


@pytest.mark.parametrize("approach", [1, 2, 3])
def test_lines_are_least_squares_without_the_outlier(rows, approach):
    """The printed pair of each line is the regression of log parameters on log compute over the four other rows."""
    mine = [row for row in rows.values() if row["quantity"] == f"compute-optimal C and D, approach {approach}"]
    points = [
        (MISPRINTED.get(row["id"], numbers(row["expected"])["C_flop"]), numbers(row["inputs"])["N"]) for row in mine
    ]
    kept = np.log([point for point in points if point[1] != OUTLIER])
    slope, start = np.polyfit(*kept.T, 1)
    constants = trends.get(f"hoffmann2022-approach{approach}-parameters").constants
    published = {1: (0.099054, 0.498155), 2: (0.145169, 0.489968), 3: (0.535117, 0.458728)}[approach]
    assert (constants["k"], constants["p"]) == pytest.approx((math.exp(start), slope), rel=1e-6, abs=0)
    assert (constants["k"], constants["p"]) == pytest.approx(published, abs=6e-7)


def test_exponents_of_the_approaches(rows):  # SC016 to SC018
    for identifier, approach in (("SC016", 1), ("SC017", 2), ("SC018", 3)):
        printed = numbers(rows[identifier]["expected"])
        exponent = trends.get(f"hoffmann2022-approach{approach}-parameters").constants["p"]
        assert exponent == pytest.approx(printed["a"], abs=0.005)
        low, high = printed["a_interval"]
        assert (low <= exponent <= high) is (approach != 3)  # trap 15: nor does it hold the point that is printed
        assert (low <= printed["a"] <= high) is (approach != 3)


def test_counted_operations(rows):  # SC019 to SC022, trap 16
    for identifier in ("SC019", "SC020", "SC021", "SC022"):
        row = rows[identifier]
        model = numbers(row["inputs"])
        shape = {
            "layers": model["num_layers"],
            "width": model["d_model"],
            "feedforward": model["ffw"],
            "heads": model["heads"],
            "key": model["kq"],
            "sequence": model["seq_len"],
        }
        assert counted_flop(**shape) / (6 * model["N"]) == pytest.approx(
            numbers(row["expected"])["ratio"], rel=row["rel_tol"], abs=0
        )
        whole = counted_flop(**shape, vocabulary=model["vocab"]) / (6 * model["N"])
        assert whole > counted_flop(**shape) / (6 * model["N"])
