"""One size of a table: between its rows, beyond them, below them."""

from __future__ import annotations

import pytest

from limits.catalog import shipped
from limits.errors import InputError
from limits.pasted import read
from limits.pasted.compared import at_size
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated

from . import logs

MICRO = 1e-6


def pasted(times: dict[int, float], ranks: int = 16, half: str = "") -> str:
    """Return rows of an all-reduce: sizes [byte] with their times [us]."""
    factor = 2 * (ranks - 1) / ranks
    rows = []
    for size, time in times.items():
        rate = size / time / 1e3
        rows.append(f"{size} {size // 4} float sum -1 {time:.1f} {rate:.3f} {rate * factor:.3f} 0 {half}")
    return "\n".join(rows) + "\n"


def point(text: str, size: float, **stated):
    return at_size.of(judge(read(text)[0], Stated(**stated), shipped()), size)


STRAIGHT = {2**k: 50.0 + 2**k / 150e3 for k in range(20, 31)}  # 50 us, and 150 GB/s of size over time


@pytest.mark.parametrize(
    ("text", "size"),
    [("256 MB", 256e6), ("256MiB", 2**28), ("256M", 2**28), ("8", 8.0), ("1 GB", 1e9), ("16G", 2**34), ("4K", 4096)],
)
def test_a_size_as_people_write_it(text, size):
    assert at_size.size(text) == size


@pytest.mark.parametrize("text", ["", "MB", "-1 MB", "0", "0 MB", "1e16 byte", "256 s", "many", "256 MBps", "nan byte"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(InputError):
        at_size.size(text)


def test_a_row_of_the_table_is_that_row_and_the_faster_half_counts():
    text = pasted({2**27: 1000.0, 2**28: 1800.0}, half="1700.0 157.903 296.068 0")
    found = point(pasted({2**27: 1000.0}) + text.splitlines()[1], 2**28).measured

    assert (found.time, found.how) == (pytest.approx(1700 * MICRO, rel=1e-9, abs=0), "the row of the table")
    assert found.bus_bandwidth == pytest.approx(2**28 / 1700e-6 * 15 / 8 / 1e9, rel=1e-9, abs=0)


def test_between_two_rows_the_logarithms_are_straight():
    found = point(pasted({10**6: 20.0, 10**8: 2000.0}), 1e7).measured

    assert found.time == pytest.approx(200 * MICRO, rel=1e-9, abs=0)
    assert found.how == "between the rows of 976.6 KiB and 95.37 MiB"
    assert not found.beyond


def test_beyond_the_table_the_line_of_its_upper_regime_holds():
    """Small rows of another protocol, ten times as slow, do not bend the line."""
    slow = {2**k: 10 * (50.0 + 2**k / 150e3) for k in range(10, 18)}
    found = point(pasted({**slow, **STRAIGHT}), 64e9).measured

    assert found.beyond
    assert found.time == pytest.approx(50e-6 + 64e9 / 150e9, rel=2e-3, abs=0)
    assert "beyond the table" in found.how


def test_below_the_table_nothing_is_concluded():
    found = point(pasted(STRAIGHT), 2**20 - 1)

    assert found.measured is None
    assert "1 MiB" in found.not_measured


def test_beyond_one_row_there_is_no_line():
    found = point(pasted({2**28: 1700.0}), 1e9)

    assert found.measured is None
    assert "one size makes no line" in found.not_measured


def test_two_sizes_make_no_line_that_leads_beyond_them():
    found = point(pasted({2**27: 950.0, 2**28: 1840.0}), 1e9)

    assert found.measured is None
    assert "too few" in found.not_measured


def test_where_latency_takes_most_of_the_time_no_bandwidth_is_concluded():
    """All sizes take some 50 us, and the line would have a bandwidth that no row shows."""
    found = point(pasted({2**k: 50.0 + 2**k / 150e3 for k in range(10, 20)}), 1e9)

    assert found.measured is None
    assert "latency takes most of the time" in found.not_measured


def test_one_rank_tells_nothing_of_a_link():
    found = point("1048576 262144 float sum -1 5.0 209.7 0.00 0\n2097152 524288 float sum -1 9.0 233.0 0.00 0\n", 2**20)

    assert found.measured is None
    assert "one rank" in found.not_measured


def test_bandwidths_of_messages_between_two_ranks_give_the_time():
    text = "# OSU MPI Bandwidth Test v5.7.1\n# Size      Bandwidth (MB/s)\n1048576  11000.0\n4194304  12000.0\n"
    found = point(text, 2**22).measured

    assert found.bus_bandwidth == pytest.approx(12.0, rel=1e-9, abs=0)


def test_rows_that_contradict_themselves_tell_nothing():
    text = pasted(STRAIGHT).replace(" float sum -1 57.0 ", " float sum -1 99.0 ")
    found = point(text, 1e8)

    assert found.measured is None
    assert "contradict" in found.not_measured


def test_where_only_bandwidths_were_pasted_they_give_the_time():
    found = point("size time algbw busbw\n134217728 900.0 149.13 279.6\n268435456 1700.0 157.9 296.07\n", 2**28)

    assert found.measured.time == pytest.approx(1700 * MICRO, rel=1e-3, abs=0)


def test_a_log_alone_has_no_measurement_and_its_own_expectation():
    measurement = read(logs.log(logs.TABLE_OF_2020))[0]
    judged = judge(measurement, Stated(), shipped())
    found = at_size.of(judged, 1e6)

    assert (measurement.tool, judged.verdict.value) == ("NCCL log", "no-measurement")
    assert found.measured is None
    assert found.logged.best.protocol == "ll128"
    assert found.logged.best.time == pytest.approx(8.6e-6 + 1e6 / 9.4e9, rel=1e-9, abs=0)


def test_the_choice_of_the_log_at_just_this_size():
    table = pasted({2**27: 900.0, 2**28: 1700.0})
    assert point(logs.log(logs.CHOICES) + table, 2**28).chosen.algorithm == "nvls_tree"
    assert point(logs.log(logs.CHOICES) + table, 2**27).chosen is None


def test_a_log_before_a_table_is_of_that_table():
    found = read(logs.log(logs.START) + pasted(STRAIGHT))

    assert len(found) == 1
    assert found[0].evidence.ranks == 16


def test_what_the_log_says_of_the_machine_is_not_assumed():
    """16 ranks in 4 domains, 2 adapters in the rings and one beside: a cut paste alone would have a node of 8."""
    start = logs.START.replace("nRanks 16 nNodes 2 localRanks 8", "nRanks 16 nNodes 4 localRanks 4")
    judged = judge(read(logs.log(start) + pasted(STRAIGHT))[0], Stated(accelerator="H100"), shipped())

    assert (judged.hardware.domain, judged.hardware.domains) == (4, 4)
    assert str(judged.hardware.nics) == "2 x 400G"
    assert not [each for each in judged.assumed if "node" in each]


def test_a_statement_goes_before_the_log():
    judged = judge(
        read(logs.log(logs.START) + pasted(STRAIGHT))[0],
        Stated(accelerator="H100", domain=2),
        shipped(),
    )

    assert (judged.hardware.domain, judged.hardware.domains) == (2, 8)


def test_a_log_of_another_job_tells_nothing_of_the_machine():
    """The table has 16 ranks by its ratio, the log 64: it is of another job."""
    start = logs.START.replace("nRanks 16 nNodes 2", "nRanks 64 nNodes 32").replace("nranks 16", "nranks 64")
    judged = judge(read(logs.log(start) + pasted(STRAIGHT))[0], Stated(accelerator="H100"), shipped())

    assert (judged.ranks.count, judged.hardware.domain) == (16, 8)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (" 1 : NET/0-d GPU/0-6b000 GPU/0-68000 NET/0-d\n", ""),  # cut
        (" 1 : NET/0-d GPU", " 1 : NET/0-x GPU"),  # of an adapter without a rate
        ("+ NET[50.0] - NET/0-d (0/d2cb190003c288a0/1/50.0", "+ NET[25.0] - NET/0-d (0/d2cb190003c288a0/1/25.0"),
    ],
)
def test_adapters_of_which_the_log_does_not_say_all_are_not_counted(part, instead):
    """What a cut log lists is too little: a sound measurement would be called impossible."""
    assert part in logs.START
    judged = judge(read(logs.log(logs.START.replace(part, instead)) + pasted(STRAIGHT))[0], Stated(), shipped())

    assert judged.measurement.evidence.adapters
    assert judged.hardware.nics is None


@pytest.mark.parametrize(("value", "said"), [("1", True), ("0", False)])
def test_a_variable_that_takes_a_link_away_is_the_first_to_try_without(value, said):
    """One node of 16 whose accelerators do not reach one another: 281 of 450 GB/s is low."""
    text = logs.log(f"NCCL_P2P_DISABLE set by environment to {value}.") + pasted(STRAIGHT)
    judged = judge(read(text)[0], Stated(accelerator="B200", domain=16), shipped())

    assert judged.verdict.value == "low"
    assert any("NCCL_P2P_DISABLE=1 is set" in each for each in judged.try_next) is said


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("/1/50.000000)", "/1/0.000000)"),
        ("localRanks 8", "localRanks 0"),
        ("nNodes 2", "nNodes 0"),
        ("nNodes 2 localRanks 8", "nNodes 999999 localRanks 1"),
        ("16 coll channels", "0 coll channels"),
        ("nChannels 8", "nChannels 0"),
        ("nranks 16", "nranks 0"),
    ],
)
@pytest.mark.parametrize("accelerator", [None, "H100"])
def test_a_log_with_impossible_numbers_still_ends_in_an_answer(said, instead, accelerator):
    assert said in logs.START
    text = logs.log(logs.START.replace(said, instead)) + pasted(STRAIGHT)
    found = point(text, 256e6, accelerator=accelerator)

    assert found.measured.bus_bandwidth > 0.0
    assert all(way.time > 0.0 for way in found.model.ways)
