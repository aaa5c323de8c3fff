"""Two runs side by side: what is slower, from which size on, and what is no difference at all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.compared.comparison import ALIKE, Sign, compared
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated

from .written import SIZES, nccl

MIB = 2**20


def judged(*pastes):
    text = "\n".join(paste if isinstance(paste, str) else paste.text for paste in pastes)
    return [judge(each, Stated(), shipped()) for each in read(text)]


def pair(new, old):
    (found,) = compared(judged(new), judged(old)).pairs
    return found


def rows(times, ranks=8, spread=0.0):
    """Rows alone, of an all-reduce: times [us] by size, the second half quicker by `spread`."""
    lines = []
    for size, time in times.items():
        line = f"{size} {size // 4} float sum -1"
        for each in (time, time * (1.0 - spread)):
            rate = size / each / 1e3
            line += f" {each:.4f} {rate:.4f} {rate * 2 * (ranks - 1) / ranks:.4f} 0"
        lines.append(line)
    return "\n".join(lines)


def sweep(latency, rate, sizes=SIZES):
    return {size: latency + size / rate / 1e3 for size in sizes}


def test_a_run_beside_itself_is_alike_at_all_sizes():
    same = pair(nccl(), nccl())

    assert [each.sign for each in same.stretches] == [Sign.ALIKE]
    assert {row.ratio for row in same.rows} == {1.0}
    assert len(same.rows) == len(SIZES)
    assert same.plateaus == 1.0
    assert same.differing == ()


def test_less_bandwidth_is_slower_from_the_size_on_where_latency_stops_mattering():
    slower = pair(rows(sweep(50.0, 88.0)), rows(sweep(50.0, 100.0)))

    main = slower.main
    assert main.sign is Sign.SLOWER
    assert main.last == SIZES[-1]
    assert slower.stretches[0].sign is Sign.ALIKE
    assert slower.rows[-1].ratio == pytest.approx(0.88, rel=1e-3, abs=0)
    first = next(size for size in SIZES if (50.0 + size / 1e5) / (50.0 + size / 8.8e4) < math.exp(-ALIKE))
    assert main.first == first


def test_more_latency_alone_is_slower_up_to_a_size_and_alike_beyond():
    slower = pair(rows(sweep(80.0, 100.0)), rows(sweep(50.0, 100.0)))

    assert [each.sign for each in slower.stretches] == [Sign.SLOWER, Sign.ALIKE]
    assert slower.main.sign is Sign.SLOWER
    assert slower.main.first == SIZES[0]
    assert slower.new_line.latency == pytest.approx(80.0, rel=1e-3, abs=0)
    assert slower.old_line.latency == pytest.approx(50.0, rel=1e-3, abs=0)
    assert slower.new_line.bandwidth == pytest.approx(slower.old_line.bandwidth, rel=1e-3, abs=0)
    assert slower.old_line.bandwidth == pytest.approx(100.0 * 1.75, rel=1e-3, abs=0)


def test_the_largest_sizes_are_spoken_of_first():
    """Small sizes that became much faster do not hide that large ones became slower."""
    mixed = pair(rows(sweep(10.0, 90.0)), rows(sweep(50.0, 100.0)))

    assert mixed.stretches[0].sign is Sign.FASTER
    assert mixed.main is mixed.stretches[-1]
    assert mixed.main.sign is Sign.SLOWER


@given(st.floats(0.5, 0.97), st.sampled_from((8, 16, 64)))
def test_swapping_the_runs_turns_the_ratios_round(share, ranks):
    one, other = rows(sweep(50.0, 100.0 * share), ranks), rows(sweep(50.0, 100.0), ranks)
    there, back = pair(one, other), pair(other, one)

    for forward, backward in zip(there.rows, back.rows, strict=True):
        assert forward.ratio * backward.ratio == pytest.approx(1.0, rel=1e-9, abs=0)
        assert forward.low * backward.high == pytest.approx(1.0, rel=1e-9, abs=0)
        assert forward.low <= forward.ratio <= forward.high
    assert {(there.main.sign, back.main.sign)} == {(Sign.SLOWER, Sign.FASTER)}


# What is no difference


def test_what_lies_within_the_digits_is_no_difference():
    old = "1073741824 268435456 float sum -1 1.2e+07 0.09 0.16 0 1.2e+07 0.09 0.16 0"
    new = "1073741824 268435456 float sum -1 1.2e+07 0.09 0.15 0 1.2e+07 0.09 0.15 0"

    (row,) = pair(new, old).rows
    assert row.ratio == pytest.approx(0.15 / 0.16, rel=1e-9, abs=0)
    assert row.low == pytest.approx(0.145 / 0.165, rel=1e-9, abs=0)
    assert row.high == pytest.approx(0.155 / 0.155, rel=1e-9, abs=0)
    assert row.sign is Sign.ALIKE


def test_times_serve_where_bandwidths_have_no_digits():
    old = "8 2 float sum -1 20.00 0.00 0.00 0 20.00 0.00 0.00 0"
    new = "8 2 float sum -1 25.00 0.00 0.00 0 25.00 0.00 0.00 0"

    row = pair(f"{new}\n{BIG}", f"{old}\n{BIG}").rows[0]

    assert row.ratio == pytest.approx(0.8, rel=1e-9, abs=0)
    assert row.sign is Sign.SLOWER


BIG = "1073741824 268435456 float sum -1 10000 107.37 187.9 0 10000 107.37 187.9 0"


def test_what_the_two_halves_differ_by_is_no_difference():
    """One run has its halves 6 % apart, the other none: 3 % between the means says nothing."""
    times = sweep(50.0, 100.0)
    old = rows(times)
    scattered = pair(rows(times, spread=0.06), old)
    sharp = pair(rows({size: time * 0.97 for size, time in times.items()}), old)

    assert [each.sign for each in scattered.stretches] == [Sign.ALIKE]
    assert scattered.repeats > 0.05
    assert [each.sign for each in sharp.stretches] == [Sign.FASTER]
    assert scattered.rows[-1].ratio == pytest.approx(sharp.rows[-1].ratio, rel=5e-3, abs=0)


def test_halves_that_differ_alike_in_both_runs_are_no_scatter():
    """In place is quicker than out of place by the same share in both: a small difference is seen nevertheless."""
    times = sweep(50.0, 100.0)
    found = pair(rows({s: t * 1.03 for s, t in times.items()}, spread=0.1), rows(times, spread=0.1))

    assert found.repeats < 1e-3
    assert [each.sign for each in found.stretches] == [Sign.SLOWER]


def test_one_odd_size_does_not_hide_the_others():
    times = sweep(50.0, 100.0)
    slow = rows({size: time * 1.1 for size, time in times.items()}).split("\n")
    size = SIZES[-3]
    slow[-3] = rows({size: times[size]}, spread=0.5)

    found = pair("\n".join(slow), rows(times))

    assert found.rows[-3].apart > 0.5
    assert found.main.sign is Sign.SLOWER
    assert (found.main.first, found.main.last) == (SIZES[0], SIZES[-1])


def test_where_one_half_alone_is_in_both_nothing_tells_how_it_repeats():
    found = pair(nccl(halves="out of place", generation="2.20"), nccl(generation="2.20"))

    assert found.repeats is None
    assert {row.apart for row in found.rows} == {None}
    assert {row.noise for row in found.rows} == {ALIKE}


# Which run is compared with which


def test_runs_are_paired_by_operation_and_ranks_whatever_their_order():
    new = judged(nccl(operation="all_gather"), nccl(ranks=32), nccl(ranks=8))
    old = judged(nccl(ranks=8), nccl(operation="all_gather"), nccl(ranks=32), nccl(operation="broadcast"))

    found = compared(new, old)

    assert [(each.new.operation, each.new.ranks.count) for each in found.pairs] == [
        ("all_gather", 16),
        ("all_reduce", 32),
        ("all_reduce", 8),
    ]
    assert all(
        (each.new.operation, each.new.ranks.count) == (each.old.operation, each.old.ranks.count) for each in found.pairs
    )
    assert found.only_new == ()
    assert [each.operation for each in found.only_old] == ["broadcast"]


def test_what_is_left_is_paired_by_operation_and_compared_by_bus_bandwidth():
    """A time on twice as many ranks is of more work: the ratio is that of the bus bandwidths."""
    found = pair(nccl(ranks=16), nccl(ranks=2))

    assert [each for each in found.differing if each.name == "ranks"] == [("ranks", "2", "16")]
    assert found.rows[-1].ratio == pytest.approx(1.0, rel=1e-2, abs=0)


def test_other_operations_are_not_compared():
    found = compared(judged(nccl()), judged(nccl(operation="alltoall")))

    assert found.pairs == ()
    assert len(found.only_new) == len(found.only_old) == 1


PERFTEST = """ RDMA_{test} BW Test
 #bytes     #iterations    BW peak[Gb/sec]    BW average[Gb/sec]   MsgRate[Mpps]
 8388608    5000             {rate}              {rate}            0.005
"""


def test_another_test_of_one_tool_is_not_compared():
    write, read_test = (judged(PERFTEST.format(test=test, rate="390.11")) for test in ("Write", "Read"))

    assert compared(write, read_test).pairs == ()
    assert len(compared(write, write).pairs) == 1


def test_the_sum_of_both_directions_is_halved_in_what_is_shown():
    both = PERFTEST.format(test="Write Bidirectional", rate="780.00")
    (found,) = compared(judged(both), judged(both)).pairs

    assert found.new.measurement.bidirectional
    assert found.rows[0].new == pytest.approx(780.0 / 16.0, rel=1e-9, abs=0)


# Tables of other sizes


def test_tables_without_a_common_size_are_interpolated_inside_the_older_one_alone():
    sizes = tuple(3 * size for size in SIZES)
    found = pair(rows(sweep(50.0, 80.0, sizes)), rows(sweep(50.0, 100.0)))

    assert found.interpolated
    assert [row.size for row in found.rows] == [size for size in sizes if SIZES[0] <= size <= SIZES[-1]]
    assert found.main.sign is Sign.SLOWER
    assert found.rows[-1].ratio == pytest.approx(0.8, rel=0.02, abs=0)


def test_a_bandwidth_without_a_time_is_compared_with_interpolated_bandwidths():
    """A single busbw of all_reduce_bench inside the sweep of an older table."""
    old = rows(sweep(0.0, 100.0))
    new = "------ 1x 1.50GB ------\n  busbw: 1120.000 Gbps\n"

    (found,) = compared(judged(f"torchrun --nproc_per_node 8 all_reduce_bench.py\n{new}"), judged(old)).pairs

    (row,) = found.rows
    assert found.interpolated
    assert row.new == pytest.approx(140.0, rel=1e-9, abs=0)
    assert row.ratio == pytest.approx(140.0 / 175.0, rel=1e-3, abs=0)


def test_bandwidths_that_were_rounded_to_nothing_are_not_interpolated():
    old = "8 2 float sum -1 20.00 0.00 0.00 0 20.00 0.00 0.00 0\n" + rows(sweep(0.0, 100.0, SIZES[6:]))
    new = "------ 1x {}GB ------\n  busbw: 1120.000 Gbps\n"
    inside, below = (
        judged(f"torchrun --nproc_per_node 8 all_reduce_bench.py\n{new.format(size)}") for size in ("1.5", "1e-6")
    )

    assert len(compared(inside, judged(old)).pairs[0].rows) == 1
    assert [pair.rows for pair in compared(below, judged(old)).pairs] in ([()], [])


def test_one_rank_has_times_and_no_line_of_bus_bandwidths():
    alone = rows(sweep(50.0, 100.0), ranks=1)

    found = pair(alone, alone)

    assert (found.new_line, found.plateaus) == (None, None)
    assert found.rows[-1].ratio == pytest.approx(1.0, rel=1e-12, abs=0)


def test_only_sizes_of_both_are_compared():
    found = pair(rows(sweep(50.0, 100.0, SIZES[:10])), rows(sweep(50.0, 100.0, SIZES[5:])))

    assert not found.interpolated
    assert [row.size for row in found.rows] == list(SIZES[5:10])


def test_a_table_in_gibibytes_is_converted_first():
    """The same times, once with bandwidths in GiB/s: alike, also where times are of other numbers of ranks."""
    from dataclasses import replace

    (run,) = judged(nccl())
    other = replace(run, measurement=replace(run.measurement, scale=1.073741824), ranks=replace(run.ranks, count=15))

    (found,) = compared([other], [run]).pairs

    assert found.rows[-1].ratio == pytest.approx(1.073741824, rel=1e-6, abs=0)
    assert found.plateaus == pytest.approx(1.073741824, rel=1e-6, abs=0)


# Settings

LOG = """n1:1:2 [0] NCCL INFO NCCL version {version}+cuda12.2
n1:1:2 [0] NCCL INFO {name} set by environment to {value}
n1:1:2 [0] NCCL INFO Channel 00/0 : 1[1] -> 9[1] [send] via NET/{net}/0{direct}
"""


def test_settings_that_differ_are_named_and_others_are_not():
    old = LOG.format(version="2.18.3", name="NCCL_ALGO", value="Ring", net="IB", direct="/GDRDMA") + nccl().text
    new = LOG.format(version="2.21.5", name="NCCL_PROTO", value="Simple", net="Socket", direct="") + nccl().text

    found = {each.name: (each.old, each.new) for each in pair(new, old).differing}

    assert found == {
        "NCCL version": ("2.18.3+cuda12.2", "2.21.5+cuda12.2"),
        "network": ("NET/IB", "NET/Socket"),
        "GPUDirect RDMA": ("yes", "no"),
        "NCCL_ALGO": ("Ring", ""),
        "NCCL_PROTO": ("", "Simple"),
    }


TUNED = "n1:1:2 [0] NCCL INFO AllReduce: {size} Bytes -> Algo {algorithm} proto SIMPLE channel{{Lo..Hi}}={{0..15}}\n"


def test_the_algorithm_is_named_at_the_largest_size_at_which_it_differs():
    chosen = {2**20: ("TREE", "TREE"), 2**25: ("TREE", "RING"), 2**30: ("RING", "RING"), 2**31: ("RING", "")}
    old, new = (
        "".join(TUNED.format(size=size, algorithm=way[at]) for size, way in chosen.items() if way[at]) + nccl().text
        for at in (0, 1)
    )

    (found,) = pair(new, old).differing

    assert found == ("algorithm at 32 MiB", "tree, simple", "ring, simple")


def test_what_only_one_paste_says_is_no_difference():
    told = LOG.format(version="2.18.3", name="NCCL_ALGO", value="Ring", net="IB", direct="") + nccl().text

    assert pair(told, nccl()).differing == ()
    assert pair(nccl(), told).differing == ()


def test_hosts_and_devices_that_differ_are_named():
    new = nccl(devices="NVIDIA H200").text.replace("node-", "rack9-")
    found = {each.name: (each.old, each.new) for each in pair(new, nccl()).differing}

    assert found["hosts"] == ("node-1, node-2", "rack9-1, rack9-2")
    assert found["devices"] == ("NVIDIA H100 80GB HBM3", "NVIDIA H200")
