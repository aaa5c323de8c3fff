"""Quirks of what tools print: each generation, and what a reader must not be misled by."""

from __future__ import annotations

import re

import pytest

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.judging.judged import Verdict
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated
from limits.pasted.table import elements, ranks

from .test_cut_and_mangled import OPERATIONS, found, rows
from .written import GENERATIONS, nccl


def only(text: str):
    (table,) = read(text)
    return table


def alone(paste) -> list[str]:
    return [line for line in paste.lines if line in paste.rows]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_operation_is_never_another(generation, operation):
    """Where no line names it the columns tell; where they do not, it is said what it is supposed to be."""
    table = only(nccl(generation, operation).text)
    named = generation in {"2.18", "2.20", "per-iteration"}
    assert bool(table.supposed) == (not named and table.operation is not None)
    looks_alike = {"all_gather", "alltoall", "reduce_scatter"}  # without a column of reductions
    if table.operation != operation:
        assert not named
        assert (table.operation in looks_alike and operation in looks_alike) or table.operation is None


def test_the_oldest_table_of_an_all_reduce():
    """It has neither reduction nor root: the ratio of its bandwidths tells."""
    table = only(nccl("2019", "all_reduce", ranks=8).text)
    assert table.operation == "all_reduce"
    assert table.supposed == "its bus bandwidth is above its algorithm bandwidth"


def test_settings_of_the_head():
    settings = only(nccl("2.20").text).settings
    assert (settings.smallest, settings.largest, settings.step_factor, settings.devices) == (
        8.0,
        2147483648.0,
        4.0,
        1.0,
    )
    assert only(nccl("2.20").text).version == "2.20.0"


@pytest.mark.parametrize("halves", ["in place", "out of place"])
@pytest.mark.parametrize("generation", ["wrong", "2.20"])
def test_one_half_alone(halves, generation):
    """Blanks as wide as a half stand for the one that was not run; a table of one half has no second."""
    paste = nccl(generation, halves=halves)
    assert rows(only(paste.text)) == paste.wanted
    assert found("\n".join(alone(paste))) == paste.wanted


@pytest.mark.parametrize("options", [{"stamp": True}, {"time": "cputime"}, {"stamp": True, "time": "cputime"}])
@pytest.mark.parametrize("generation", ["2.18", "per-iteration"])
def test_columns_that_options_add(generation, options):
    paste = nccl(generation, **options)
    assert rows(only(paste.text)) == paste.wanted


def test_numbers_of_large_times():
    """Seven signs hold a time of up to 10 s; behind that it has an exponent, which stands for an interval."""
    paste = nccl("2.20", sizes=(8589934592,), rate=0.5)
    table = only(paste.text)
    time = table.rows[0].out_of_place.time
    assert "e+07" in alone(paste)[0]
    assert time.half == 0.5e6
    assert time.low <= 40.0 + 8589934592 * 1.875 / 0.5 / 1e3 <= time.high


def test_linear_steps():
    paste = nccl(sizes=tuple(range(1 << 25, 9 << 25, 1 << 25)))
    text = paste.text.replace("step: 4(factor)", "step: 33554432(bytes)")
    assert rows(only(text)) == paste.wanted
    assert only(text).settings.step_bytes == 33554432.0
    assert only(text).settings.step_factor is None


def test_groups_side_by_side():
    """NCCL_TESTS_SPLIT: eight operations of two ranks each at the same time; the column of groups tells."""
    text = re.sub(
        r"Rank +(\d+) Group  0", lambda found: f"Rank {int(found[1]):2d} Group {int(found[1]) % 8:2d}", nccl().text
    )
    assert only(text).operation_ranks == 2
    anew = re.sub(
        r"Rank +(\d+) Group  0", lambda found: f"Rank {int(found[1]) // 8} Group {int(found[1]) % 8}", nccl().text
    )
    assert only(anew).operation_ranks == 2


def test_rccl_without_names_of_devices():
    paste = nccl(devices="")
    text = paste.text.replace("# Using devices", "rccl-tests: Version develop:a1b2c3d\n# Using devices")
    table = only(text)
    assert (table.tool, table.version, table.ranks_listed[3].name) == ("rccl-tests", "develop:a1b2c3d", "")
    assert rows(table) == paste.wanted
    assert only(nccl("2019", devices="Vega 20").text).tool == "rccl-tests"


def test_a_list_of_ranks_that_was_cut():
    """A page shows the first ranks and the last: the largest tells how many there are."""
    paste = nccl(ranks=32)
    text = "\n".join(line for line in paste.lines if not re.match(r"#  Rank +([2-9]|[12]\d) ", line))
    assert len(only(text).ranks_listed) == 4
    assert only(text).operation_ranks == 32


def test_one_rank_each_and_all_in_one_terminal():
    """A build without MPI: each process is a job of its own, and writes between the lines of the others."""
    paste = nccl(ranks=1)
    table = only("\n".join(line for line in paste.lines[:-3] for _ in range(3)))
    assert len(table.rows) == 3 * len(paste.wanted)
    assert table.operation_ranks == 1
    assert table.plateau.value == 0.0
    assert table.operation == "all_reduce"


def test_a_heading_twice():
    paste = nccl("2.18")
    heading = next(line for line in paste.lines if "busbw" in line)
    assert rows(only(paste.text.replace(heading, f"{heading}\n{heading}"))) == paste.wanted


def test_a_heading_without_rows():
    """The run hung, or the paste was cut: known, without a measurement."""
    paste = nccl("2.18")
    table = only("\n".join(line for line in paste.lines if line not in paste.rows).split("# Out of")[0])
    assert table.rows == ()
    assert table.plateau is None
    assert table.operation_ranks == 16


def test_rows_of_size_zero_hold_no_data():
    row = "   0     0   float     sum      -1     1.63    0.00    0.00      0     1.38    0.00    0.00   N/A"
    assert len(only(row).rows) == 1
    assert list(only(row)) == []


def test_four_columns_of_a_page():
    rows_of_page = [line.split() for line in alone(nccl())]
    text = "size time algbw busbw\n" + "\n".join(" ".join([words[0], *words[5:8]]) for words in rows_of_page)
    assert [row.out_of_place for row in found(text)] == [row.out_of_place for row in nccl().wanted]
    assert all(row.in_place is None for row in found(text))


def test_the_last_columns_were_left_out():
    """As by `awk`: no heading, no column of errors, no end of the last line; two decimals show that it is whole."""
    text = "\n".join(" ".join(line.split()[:8]) for line in alone(nccl()))
    assert [row.out_of_place for row in found(text)] == [row.out_of_place for row in nccl().wanted]


@pytest.mark.parametrize("sign", ["_", ","])
def test_digits_in_groups(sign):
    lines = [
        f"{int(words[0]):{sign}} {int(words[1]):{sign}} {words[2]}"
        for words in (x.split(None, 2) for x in alone(nccl()))
    ]
    assert found("\n".join(lines)) == nccl().wanted


def test_a_table_that_became_a_paragraph():
    paste = nccl("2.18")
    assert found(" ".join(" ".join(line.split()) for line in paste.lines)) == paste.wanted
    assert only(" ".join(" ".join(line.split()) for line in paste.lines)).operation_ranks == 16
    assert found(" ".join(alone(paste))) == paste.wanted


def test_an_edited_row_is_read_as_it_stands():
    """Nothing is mended or dropped: that size over time is not the rate is for the verdict to say."""
    line = "1048576 262144 float sum -1 100.0 999.00 1873.12 0 100.0 10.49 19.66 0"
    assert found(line)[0].out_of_place == (100.0, 999.0, 1873.12)
    assert found("# size count type redop root time algbw busbw #wrong time algbw busbw #wrong\n" + line) == found(line)


def test_the_number_of_processes_of_a_command():
    command = "mpirun -np 32 -N 8 -x NCCL_ALGO=Ring ./build/all_gather_perf -b 8 -e 1G -f 2 -g 1 -n 20\n"
    table = only(command + "\n".join(alone(nccl("wrong", "all_gather"))))
    assert (table.operation, table.settings.processes, table.settings.devices) == ("all_gather", 32, 1.0)
    assert table.evidence.environment == {"NCCL_ALGO": "Ring"}


def test_a_row_without_measured_values():
    """The run hung in it: it is a row, and holds no data."""
    table = only("# size count type redop root time algbw busbw #wrong\n 8 2 float sum -1")
    assert len(table.rows) == 1
    assert list(table) == []


@pytest.mark.parametrize("generation", GENERATIONS)
def test_decimal_commas_are_decimals(generation):
    """As a spreadsheet writes them where people count so."""
    paste = nccl(generation)
    lines = [line.replace(".", ",") if line in paste.rows else line for line in paste.lines]
    assert rows(only("\n".join(lines))) == paste.wanted


@pytest.mark.parametrize(("sign", "decimal"), [(",", "."), (";", "."), (";", ","), ("\t", ",")])
def test_a_table_that_went_through_a_spreadsheet(sign, decimal):
    paste = nccl("wrong")
    lines = [sign.join(line.split()).replace(".", decimal) for line in alone(paste)]
    assert rows(only("\n".join(lines))) == paste.wanted


def test_the_lines_of_a_file_as_grep_numbers_them():
    paste = nccl("2.18")
    text = "\n".join(f"slurm-12.out:{number}:{line}" for number, line in enumerate(paste.lines, start=1))
    assert rows(only(text)) == paste.wanted


def test_commas_between_thousands_are_none():
    (row,) = only("1,073,741,824 268,435,456 float sum -1 10,000 107.37 201.3 0").rows
    assert (row.size, row.out_of_place.time.value) == (2**30, 10000.0)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("generation", GENERATIONS)
def test_sizes_are_what_their_elements_make(generation, operation):
    """Of all ranks together where each has its own part, as every generation prints it."""
    table = only(nccl(generation, operation).text)
    counted = ranks.of(table)
    assert elements.contradictions(table, counted.low, counted.high) == ()


def test_a_size_that_its_elements_do_not_make_is_a_contradiction():
    """An edit that keeps size over time right leaves the number of elements behind."""
    text = "# all_reduce_perf -g 8\n1048576 262144 float sum -1 100.0 10.49 18.35 0\n"
    sound, edited = only(text), only(text.replace("1048576 262144", "1048576 131072"))
    assert judge(sound, Stated(), shipped()).verdict is not Verdict.INCONSISTENT
    judged = judge(edited, Stated(), shipped())
    assert judged.verdict is Verdict.INCONSISTENT
    assert judged.because == ("size is not count times the bytes of float at 1048576 byte (first in line 2)",)


def test_a_size_of_all_ranks_is_shared_by_as_many_as_the_bandwidths_say():
    text = "# all_gather_perf\n1048576 {} float none -1 100.0 10.49 9.18 0\n"  # 7/8: eight ranks
    assert elements.contradictions(only(text.format(32768)), *ranks.from_ratio(only(text.format(32768)))) == ()
    assert elements.contradictions(only(text.format(16384)), *ranks.from_ratio(only(text.format(16384))))
    assert elements.contradictions(only(text.format(30000)), None, None)


def test_elements_tell_the_ranks_where_two_digits_of_a_bandwidth_do_not():
    """Of 90 ranks the ratio is 0.98889: what two decimals leave of it fits 92 as well, 23 nodes of four."""
    text = "# all_gather_perf\n943718400 2621440 float none -1 31457 30.00 29.67 0\n"
    counted = ranks.of(only(text))
    assert (counted.count, counted.basis) == (90, "number of elements")
    assert counted.low < 90.0
    assert counted.high > 92.0


@pytest.mark.parametrize("generation", GENERATIONS)
def test_what_ends_one_table_does_not_name_the_next(generation):
    """Newer versions name the operation behind its table too; a script then runs the next one."""
    one, next_one = nccl(generation, "all_reduce").text, nccl(generation, "all_gather").text
    end = "" if "concluded" in one else "\n# Collective test concluded: all_reduce_perf\n"
    assert [table.operation for table in read(one + end + next_one)] == ["all_reduce", read(next_one)[0].operation]
