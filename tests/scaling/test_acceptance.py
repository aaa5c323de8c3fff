"""The collected acceptance values: those of Hoffmann et al. (2022) that no other file tests; none is missing."""

import json
import re
from pathlib import Path

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


@pytest.mark.parametrize("approach", [1, 2, 3])
def test_tables_of_optima(rows, approach):  # SC001 to SC015
    """Compute and tokens of the printed optima lie on the line within the tolerance of the row."""
    trend = trends.get(f"hoffmann2022-approach{approach}-parameters")
    mine = [row for row in rows.values() if row["quantity"] == f"compute-optimal C and D, approach {approach}"]
    assert len(mine) == 5
    for row in mine:
        N, wanted = numbers(row["inputs"])["N"], numbers(row["expected"])
        C = trend.solve("compute", parameters=f"{N!r} parameter").magnitude
        assert pytest.approx(MISPRINTED.get(row["id"], wanted["C_flop"]), rel=row["rel_tol"], abs=0) == C
        within = max(row["rel_tol"], 0.08) if N == 67e9 else row["rel_tol"]  # printed D and C disagree with 6 N D there
        assert pytest.approx(wanted["D_tokens"], rel=within, abs=0) == C / 6 / N
        if row["id"] in MISPRINTED:
            assert pytest.approx(10 * wanted["C_flop"], rel=row["rel_tol"], abs=0) == C


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
