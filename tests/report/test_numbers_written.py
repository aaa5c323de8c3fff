"""Numbers as they are written: a table of some hundred of them, and where each unit begins.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report/test_numbers_written.py`` writes the last column anew; read what
changed.
"""

from __future__ import annotations

import csv
import math
import os
from pathlib import Path

import pytest

from limits.report import numbers
from limits.value import Value

TABLE = Path(__file__).with_name("numbers.csv")
WRITERS = (
    *("bare", "quantity", "with_interval", "decades", "doublings", "counted", "times", "share", "decibels", "loss"),
    "small",
)

KIBI = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}
BEGINS = {  # what canonical value a unit is used from, its name, and how many canonical units it holds
    "J": [(0, "J", 1), (1e3, "kJ", 1e3), (1e6, "MJ", 1e6), (3.6e7, "kWh", 3.6e6), (3.6e9, "MWh", 3.6e9),
          (3.6e12, "GWh", 3.6e12), (3.6e15, "TWh", 3.6e15)],
    "s": [(0, "s", 1), (1e-9, "ns", 1e-9), (1e-6, "us", 1e-6), (1e-3, "ms", 1e-3), (1, "s", 1), (3600, "h", 3600),
          (172800, "days", 86400)],
    "bit": [(0, "bit", 1), (8e3, "kB", 8e3), (8e6, "MB", 8e6), (8e9, "GB", 8e9), (8e12, "TB", 8e12),
            (8e15, "PB", 8e15), (8e18, "EB", 8e18), (8e21, "bit", 1)],
    "m": [(0, "m", 1), (1e-3, "mm", 1e-3), (1, "m", 1), (1e3, "km", 1e3)],
    "kg": [(0, "kg", 1), (1e4, "t", 1e3)],
    "m^3": [(0, "m^3", 1), (1e4, "million L", 1e3)],
    "kg/J": [(0, "kg/kWh", 1 / 3.6e6)],
    "m^3/J": [(0, "L/kWh", 1e-3 / 3.6e6)],
    "bit/parameter": [(0, "byte/parameter", 8)],
    "parameter": [(0, "parameters", 1)],
    "token": [(0, "tokens", 1)],
    "1": [(0, "", 1)],
    "1/s": [(0, "/s", 1)],
    "nat/token": [(0, "nat/token", 1)],
    **{unit: [(0, unit, 1), *((KIBI[p], p + unit, KIBI[p]) for p in prefixes)]
       for unit, prefixes in (("bit/s", "kMGTP"), ("Hz", "kMGT"), ("Bd", "kMG"), ("W", "kMG"), ("FLOP/s", "kMGTPE"))},
    **{money: [(0, money, 1), (1e6, f"million {money}", 1e6)] for money in ("USD", "EUR", "CHF", "GBP")},
    **{f"{money}/J": [(0, f"{money}/kWh", 1 / 3.6e6)] for money in ("USD", "EUR", "CHF", "GBP")},
    **{f"{money}/s": [(0, f"{money}/hour", 1 / 3600)] for money in ("USD", "EUR", "CHF", "GBP")},
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(row: dict[str, str]) -> str:
    low, high = (float(row[end]) if row[end] else None for end in ("low", "high"))
    said: str = getattr(numbers, row["writer"])(Value(float(row["value"]), row["unit"], low=low, high=high))
    return said


@pytest.mark.skipif("LIMITS_WRITE_GOLDEN" not in os.environ, reason="the table is read, not written")
def test_the_table_is_written_anew():
    found = [row | {"written": written(row)} for row in rows()]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, found[0], lineterminator="\n")
        table.writeheader()
        table.writerows(found)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_number_is_written_so(writer):
    of_writer = [row for row in rows() if row["writer"] == writer]
    assert len(of_writer) >= 7
    assert [row | {"written": written(row)} for row in of_writer] == of_writer


def test_the_table_has_every_writer():
    assert {row["writer"] for row in rows()} == set(WRITERS)


@pytest.mark.parametrize("unit", BEGINS)
def test_a_unit_begins_at_this_value_and_not_below(unit):
    smaller = ""
    for start, name, factor in BEGINS[unit]:
        of_start = Value(start or 2e-12, unit)
        shown = numbers.quantity(of_start, digits=15)
        assert shown == f"{numbers.significant((start or 2e-12) / factor, 15)} {name}".replace(" /", "/").strip()
        assert numbers.unit_shown(of_start) == pytest.approx(factor, rel=1e-15, abs=0)
        below = numbers.quantity(Value(math.nextafter(start, 0), unit), digits=15)
        assert not smaller or below.endswith(f" {smaller}")
        smaller = name


def test_every_unit_of_the_table_is_tried():
    assert set(BEGINS) >= set(numbers._SCALES)


def test_an_end_that_is_not_known_leaves_no_interval():
    for ends in ({"low": 1.0}, {"high": 3.0}):
        assert numbers.interval(Value(2.0, "J", **ends)) is None
    assert numbers.times(None) == "?"
    assert numbers.decibels(None) == numbers.UNKNOWN
    assert numbers.counted(None) == numbers.UNKNOWN


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (-4.0, -4.0, "1e-4x"),  # decades that are written out no more
        (15.0, 15.0, "1e15x"),
        (5.0, 6.0, "(0.1 .. 1) million x"),  # a tenth of a word is still counted in it
        (8.0, 9.0, "(0.1 .. 1) billion x"),
        (11.0, 12.0, "(0.1 .. 1) trillion x"),
        (-4.0, 6.0, "1e-4x .. 1 million x"),
        (6.0, 15.0, "1 million .. 1e15x"),
    ],
)
def test_a_factor_at_the_very_end_of_its_words(low, high, shown):
    doublings = [decades / math.log10(2.0) for decades in (low, high)]
    assert [each * math.log10(2.0) for each in doublings] == [low, high]  # to the last bit
    assert numbers.times(Value(doublings[1], "1", low=doublings[0], high=doublings[1])) == shown
