import csv
import math
from pathlib import Path

import pytest

import limits.catalog
from limits.catalog.columns import KINDS, TABLES
from limits.runs.fields import number
from limits.units import si

HERE = Path(limits.catalog.__file__).parent
COLUMNS = sorted(
    {(c.header, c.source_unit, c.unit, c.factor) for table in TABLES.values() for c in table.numbers},
)


@pytest.mark.parametrize(("source_unit", "unit", "factor"), [c[1:] for c in COLUMNS], ids=[c[0] for c in COLUMNS])
def test_factor_is_that_of_the_units(source_unit, unit, factor):
    if source_unit == "1":
        assert (unit, factor) == ("1", 1.0)
    else:
        assert factor == pytest.approx(si(f"1 {source_unit}", unit).value, rel=1e-15, abs=0)


@pytest.mark.parametrize("kind", KINDS)
def test_file_has_every_column_of_its_table_and_no_other(kind):
    with (HERE / TABLES[kind].file).open(newline="", encoding="utf-8") as file:
        headers = next(csv.reader(file))
    assert headers[0] == kind
    assert sorted(headers) == sorted(TABLES[kind].headers)


@pytest.mark.parametrize("kind", KINDS)
def test_headers_and_fields_are_unique(kind):
    table = TABLES[kind]
    fields = [c.field for c in table.numbers] + list(table.texts)
    assert len(set(table.headers)) == len(table.headers)
    assert len(set(fields)) == len(fields)


# What the end of a header says about the unit of its column; the longest end that fits decides.
ENDS = {
    "_w": "W",
    "_w_per_accelerator": "W",
    "_nm": "nm",
    "_h": "hour",
    "_hours": "hour",
    "_mwh": "MWh",
    "_tco2e": "tonne",
    "_gco2e_per_kwh": "g/kWh",
    "_usd": "USD",
    "_usd_per_kwh": "USD/kWh",
    "_mm2": "mm^2",
    "_um2": "um^2",
    "_gbit_per_mm2": "Gbit/mm^2",
    "_pj_per_bit": "pJ/bit",
    "_tflop_per_s": "TFLOP/s",
    "_gbaud": "GBd",
    "_gb": "GB",
    "_tb_per_s": "TB/s",
    "_ratio": "1",
}


def test_headers_that_name_a_unit_do_so_in_the_unit_of_the_column():
    told = 0
    for header, source_unit, _, _ in COLUMNS:
        ends = [end for end in ENDS if header.endswith(end)]
        if ends:
            assert source_unit == ENDS[max(ends, key=len)], header
            told += 1
    assert told >= len(ENDS)


NUMBERS_OF_RUNS = [(c, number(c.field)) for c in TABLES["run"].numbers]


@pytest.mark.parametrize(("column", "field"), NUMBERS_OF_RUNS, ids=[c.header for c, _ in NUMBERS_OF_RUNS])
def test_a_column_of_runs_admits_what_the_field_of_a_run_admits(column, field):
    ends = (0.0, 5e-324, 9e-61, 1e-60, 1e-9, 0.5, 1.0, 1.5, 2.0, 7.5, 1e6, 1e60, 1.1e60, 1e308, math.inf, math.nan)
    for value in ends:
        whole = value.is_integer() or not field.whole
        assert column.admits(value) == (field.admits(value) and whole), value


@pytest.mark.parametrize("column", [c for table in TABLES.values() for c in table.numbers], ids=lambda c: c.header)
def test_no_column_admits_numbers_beyond_any_machine(column):
    assert not any(map(column.admits, (5e-324, 9e-61, 1.1e60, 1e308, -1.0, math.inf, math.nan)))
    assert column.admits(1.0)
