"""The file that nccl-tests writes with -J: whole, cut, on one line or many, and what only looks like it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.errors import InputError
from limits.pasted import read

from .test_cut_and_mangled import found, rows
from .written import document, nccl

PASTE = nccl("2.18", ranks=16)
WRITTEN = json.dumps(document(PASTE), separators=(",", ":"))


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_a_whole_file(indent):
    text = json.dumps(document(PASTE), indent=indent) if indent else WRITTEN
    (table,) = read(text + "\n")
    assert (table.tool, table.operation, table.supposed) == ("nccl-tests", "all_reduce", "")
    assert rows(table) == PASTE.wanted
    assert (table.operation_ranks, table.hosts, table.settings.processes) == (16, ("node-1", "node-2"), 16)
    assert (table.settings.smallest, table.settings.step_factor, table.settings.devices) == (8.0, 4.0, 1.0)
    assert table.printed_average == 47.1234
    assert table.evidence.environment == {"NCCL_ALGO": "Ring"}
    assert table.ranks_listed[0].name == "NVIDIA H100 80GB HBM3"


def test_a_process_with_many_devices():
    """The file names the first device of each process alone."""
    (table,) = read(json.dumps(document(PASTE, devices=8)))
    assert (table.operation_ranks, len(table.ranks_listed), table.settings.processes) == (16, 16, 2)


def test_one_half():
    assert [row.out_of_place for row in found(json.dumps(document(PASTE, halves="in place")))] == [None] * 15


@given(st.integers(0, len(WRITTEN)))
def test_a_file_without_its_end(end):
    """A run that hangs: what was measured until then, and nothing else."""
    got = found(WRITTEN[:end])
    assert got == PASTE.wanted[: len(got)]
    assert len(got) >= WRITTEN[:end].count('"actual_iterations":20,"experiment_name":""}')


def test_two_files_and_a_table():
    text = f"{WRITTEN}\n{WRITTEN}\nand as text:\n{PASTE.text}{json.dumps(document(PASTE), indent=1)}\ndone: 5\n"
    assert [rows(table) for table in read(text)] == [PASTE.wanted] * 4


@pytest.mark.parametrize(
    "text",
    [
        '{"version": 2, "name": "a package", "config": 5, "results": 7}',
        '{"version":3,"results":[1,2]}',
        '{"version":2,"results":[{"size":"8"}]}',
        '{"version":2,"results":[{"size":1e999,"in_place":{"bus_bw":NaN}}]}',
        '{"version":2,"results":[{"size":' + "9" * 10000 + "}]}",
        '{"version":2,"results":[' + '{"a":' * 100000,
        '{"version":2,"config":' + "[" * 100000,
        '{\n "version": 2,\n' + '{"a":' * 100000,
    ],
    ids=[
        "another kind",
        "numbers",
        "a size in words",
        "not finite",
        "digits",
        "nested",
        "nested lists",
        "nested lines",
    ],
)
def test_what_is_none(text):
    assert all(len(list(table)) == 0 for table in read(text))


def test_a_document_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("limits.pasted.lines.LONGEST_DOCUMENT", 100_000)
    monkeypatch.setattr("limits.pasted.readers.documents.LONGEST_DOCUMENT", 100_000)
    with pytest.raises(InputError, match="without an end"):
        read(['{"version":2,"env":['] + ['"A=1",'] * 100_000)
    with pytest.raises(InputError, match="more than 100,000 characters"):
        read(['{\n"version":2,\n"env":['] + ['"A=1",\n'] * 100_000)
