"""Tables of copies that nobody meant to be read: any numbers, edited cells, cut rows, and far too many columns."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.pasted import Stated, judge, read
from limits.pasted.lines import decoded
from limits.pasted.reading import measurements
from limits.report.network import link

from . import copied
from .copied import READ, TO_DEVICE, judged, nvbandwidth, only, p2p, rocm_node, square

TEXTS = {
    "nvbandwidth": nvbandwidth({READ: square(4, 392.0), TO_DEVICE: [[55.0] * 4]}, devices=4),
    "p2p": p2p(square(4, 376.0, 2800.0), square(4, 37.0, 2800.0)),
    "rocm": rocm_node(count=3),
}


def told(text: str) -> list[tuple]:
    return [(each.measurement.test, each.finding.rate, each.verdict, each.finding.pairs) for each in judged(text)]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(
    "prefix", ["[1,0]<stdout>:", "> ", "    ", "node-1: ", "3: ", "2026-03-05T10:11:12Z ", "\x1b[32m"]
)
def test_prefixes(text, prefix):
    assert told("".join(prefix + line for line in text.splitlines(keepends=True))) == told(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_cut_anywhere(text):
    """What was cut is never said to be more than there is, and the first table stays what it is."""
    whole = told(text)
    for at in range(0, len(text), 37):
        for found in judged(text[at:]) + judged(text[:at]):
            assert found.verdict.value not in {"inconsistent", "impossible", "low"}
            assert found.finding.rate in {0.0, *(rate for _, rate, *_ in whole)}


@st.composite
def rates(draw, least: float = 0.01, most: float = 99999.0):
    count = draw(st.integers(1, 6))
    cell = st.one_of(st.none(), st.floats(least, most).map(lambda value: round(value, 2)))
    return [[None if row == column else draw(cell) for column in range(count)] for row in range(count)]


@given(rates())
@settings(max_examples=60)
def test_what_is_written_is_read(table):
    found = only(nvbandwidth({READ: table}, "Some Device", len(table)))
    cells = found.measurement.description.matrix.cells
    assert [list(row) for row in cells] == table
    assert found.verdict.value in {"unknown-hardware", "no-measurement"}
    pairs = [value for row in table for value in row if value is not None]
    assert found.finding.rate == min(pairs, default=0.0)


@given(rates(), st.integers(0, 5))
@settings(max_examples=60)
def test_an_edited_cell_is_found(table, place):
    text = nvbandwidth({READ: table}, "Some Device", len(table))
    values = [
        (row, column) for row, cells in enumerate(table) for column, value in enumerate(cells) if value is not None
    ]
    if not values:
        return
    row, column = values[place % len(values)]
    changed = [list(cells) for cells in table]
    changed[row][column] += 1.0  # half a digit of each of at most 31 numbers is less
    edited = nvbandwidth({READ: changed}, "Some Device", len(table), {READ: copied.total(table)})
    assert only(text).verdict.value != "inconsistent"
    assert only(edited).verdict.value == "inconsistent"


@given(st.text(alphabet="0123456789.N/A naifDCPUG\\\n\t-e", max_size=300))
@settings(max_examples=80)
@pytest.mark.parametrize(
    "begin",
    [
        f"Running {READ}.\n{copied.TITLES[READ]}\n",
        "Unidirectional P2P=Enabled Bandwidth Matrix (GB/s)\n",
        "Unidirectional copy peak bandwidth GB/s\n",
        '{"nvbandwidth" : {"testcases" : [{"name" : "x", "bandwidth_matrix" : [[',
    ],
)
def test_any_text_is_read_without_an_error(begin, text):
    for found in judged(begin + text, accelerator="h100"):
        assert math.isfinite(found.finding.rate)


@pytest.mark.parametrize(
    ("cells", "left"),
    [("N/A nan", 0), ("N/A inf", 0), ("N/A -40.0", 0), ("N/A 1e400", 0), ("N/A", 0), ("N/A 40.0 41.0 42.0", 1)],
)
def test_cells_that_are_no_rates(cells, left):
    text = f"{copied.TITLES[READ]}\n           0         1\n 0 {cells}\n 1     40.00       N/A\n"
    found = only(text)
    assert len(found.finding.pairs) == 1 + left
    if "N/A " in cells and not left:
        assert "1 cells are no rates, and are left out" in found.because
    elif not left:
        assert "rows have fewer cells than there are columns: the paste was cut" in found.because


@pytest.mark.parametrize(
    "text",
    [
        "SUM overall 5\n",
        "Running latency_test.\n",
        "Device 0: Some Device\n",
        "Device: 0, Some Device\n",
        'Unidirectional copy of 5 GB\n{"nvbandwidth_min": 5}\n',
    ],
)
def test_other_texts_hold_no_copies(text):
    assert read(text) == ()


@pytest.mark.parametrize(("end", "left"), [("\n", 176.0), ("", None), (".9", 176.9), (".92", 176.92)])
def test_a_last_number_that_may_be_half_of_one(end, left):
    found = only(f"{copied.TITLES['host_to_device_memcpy_ce']}\n           0\n 0    176{end}")
    assert found.finding.rate == (left or 0.0)


@pytest.mark.parametrize("wide", [1_000_000, 300])
def test_more_columns_than_any_machine_has(wide):
    head = " ".join(map(str, range(wide)))
    row = " ".join(["40.00"] * wide)
    text = f"{copied.TITLES[READ]}\n{head}\n" + "".join(f"{index} {row}\n" for index in range(3))
    found = only(text)
    assert len(found.measurement.description.matrix.columns) == 256
    assert any("more than 256 columns" in why for why in found.because)


def test_signs_of_control_do_not_reach_the_terminal():
    model = "NVIDIA \x1b[31mH100\x07 80GB"
    for text in (p2p(square(2, 40.0, 9.0), square(2, 9.0, 9.0), model), nvbandwidth({READ: square(2, 40.0)}, model, 2)):
        document = link.view(judged(text), shipped()).document
        said = [document.headline, *(section.title for section in document.sections)]
        assert all(line.isprintable() for line in said)


def test_the_public_paste(facts):
    """Fifteen tests, fifteen sums, and every sum is that of its cells within the digits."""
    with (facts / "data" / "net" / "samples" / "nvbandwidth_superbench.txt").open("rb") as stream:
        tables = list(measurements(decoded(stream, "nvbandwidth")))
    assert len(tables) == 15
    found = [judge(table, Stated(), shipped()) for table in tables]
    assert all(each.verdict.value in {"unknown-hardware", "no-measurement"} for each in found)
    sums = [table.description for table in tables if table.description.printed_sum]
    assert len(sums) == 14  # one is of latencies
    assert sums[0].printed_sum.value == 1985.6
    assert sum(sums[0].matrix.all) == pytest.approx(1985.6, abs=0.035)
    assert found[-1].finding.facts[0].value.startswith("median 772.6 ns")
    assert {table.description.models for table in tables} == {("NVIDIA GH200 480GB",)}


def test_many_tables_of_many_devices():
    text = (copied.TITLES[READ] + "\n" + copied.matrix(square(64, 40.0)) + "\n\n") * 25
    assert [len(table.description.pairs) for table in read(text)] == [64 * 63] * 25
