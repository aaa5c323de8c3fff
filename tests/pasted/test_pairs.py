"""perftest, OSU micro-benchmarks and the tests of NVSHMEM: units, directions, and what follows from a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from limits.pasted import read
from limits.pasted.lines import decoded
from limits.pasted.reading import measurements

SHARED = Path(__file__).parents[3] / "shared" / "data" / "net" / "samples"
EXPECTED = json.loads((SHARED / "expected.json").read_text()) if SHARED.is_dir() else {}


def perftest(
    title="RDMA_Write BW Test",
    unit="MB/sec",
    rows=(" 65536      5000             0.00               11000.50 \t\t   0.176",),
):
    return "\n".join(
        [
            "-" * 87,
            f"                    {title}",
            " Dual-port       : OFF\t\tDevice         : mlx5_0",
            " Number of qps   : 4\t\tTransport type : IB",
            " Mtu             : 4096[B]",
            " Link type       : Ethernet",
            *(
                f" {side} address: LID 0000 QPN 0x{pair:04x} PSN 0x1a2b3c"
                for side in ("local", "remote")
                for pair in range(4)
            ),
            f" #bytes     #iterations    BW peak[{unit}]    BW average[{unit}]   MsgRate[Mpps]",
            "Conflicting CPU frequency values detected: 3000.000000 != 2000.000000. CPU Frequency is not max.",
            *rows,
            "-" * 87,
        ]
    )


@pytest.mark.parametrize(
    ("unit", "meant", "rate"),
    [
        ("MB/sec", "MiB/s", 11000.5 * 2**20 / 1e9),
        ("MiB/sec", "MiB/s", 11000.5 * 2**20 / 1e9),
        ("Gb/sec", "Gbit/s", 1375.0625),
    ],
)
def test_units_of_perftest(unit, meant, rate):
    """Its MB/sec is 2^20 byte; its Gb/sec is 1e9 bit."""
    (table,) = read(perftest(unit=unit))
    assert (table.tool, table.test, table.operation, table.unit) == (
        "perftest",
        "RDMA_Write BW Test",
        "sendrecv",
        meant,
    )
    assert table.printed_unit == unit
    assert table.plateau.value * table.scale == pytest.approx(rate, rel=1e-12, abs=0)
    assert table.facts == {"queue pairs": "4", "MTU": "4096", "link": "Ethernet"}
    assert table.settings.one_size
    assert not table.bidirectional


@pytest.mark.parametrize("prefix", ["", "node-1: ", "[1,0]<stdout>:", "   ", "> "])
def test_all_sizes_of_both_directions(prefix):
    rows = [
        f" {2**power:<10d} 5000             0.00               {power * 10}.25            0.1" for power in range(1, 24)
    ]
    text = perftest("RDMA_Write Bidirectional BW Test", "Gb/sec", rows)
    (table,) = read("\n".join(prefix + line for line in text.split("\n")))
    assert table.bidirectional
    assert [row.size for row in table.rows] == [2.0**power for power in range(1, 24)]
    assert table.plateau.value == 230.25
    assert not table.settings.one_size


def test_bold_numbers_and_two_tests_in_one_text():
    rows = ("1024       1000             0.00               **5544.28**\t   5.677340",)
    text = perftest(rows=rows) + "\n" + perftest("Send BW Test")
    assert [(table.test, table.plateau.value) for table in read(text)] == [
        ("RDMA_Write BW Test", 5544.28),
        ("Send BW Test", 11000.5),
    ]


def test_a_heading_alone():
    text = " #bytes     #iterations    BW peak[Gb/sec]    BW average[Gb/sec]   MsgRate[Mpps]\n 65536 1000 98.0 97.9 0.1"
    assert read(text)[0].plateau.value == 97.9
    assert read(text.split("\n", maxsplit=1)[0])[0].rows == ()


def test_latencies_of_perftest_are_no_bandwidth():
    text = """RDMA_Write Latency Test
 #bytes #iterations    t_min[usec]    t_max[usec]  t_typical[usec]
 2       1000          1.5            2.5          1.6
"""
    (table,) = read(text)
    assert (table.tool, table.rows, table.plateau) == ("perftest", (), None)


def osu(
    title="OSU MPI Bandwidth Test", heading="# Size      Bandwidth (MB/s)", rows=("1    1.21", "4194304    23925.61")
):
    return "\n".join([f"# {title} v7.5", "# Datatype: MPI_CHAR.", heading, *rows])


@pytest.mark.parametrize("end", ["", "        Pass"])
def test_bandwidths_of_osu(end):
    (table,) = read(osu(rows=(f"1    1.21{end}", f"4194304    23925.61{end}")))
    assert (table.tool, table.version, table.operation, table.unit) == (
        "osu-micro-benchmarks",
        "7.5",
        "sendrecv",
        "MB/s",
    )
    assert table.plateau.value * table.scale == pytest.approx(23.92561, rel=1e-12, abs=0)
    assert table.settings.processes == 2


def test_both_directions_and_pairs_of_osu():
    assert read(osu("OSU MPI Bi-Directional Bandwidth Test"))[0].bidirectional
    text = """# OSU MPI Multiple Bandwidth / Message Rate Test v5.7
# Send Buffer on DEVICE (D) and Receive Buffer on DEVICE (D)
# [ pairs: 4 ] [ window size: 64 ]
# Size                  MB/s        Messages/s
1048576             39016.14          37209.00
"""
    (table,) = read(text)
    assert (table.settings.processes, table.facts) == (8, {"buffers": "on devices"})
    assert table.plateau.value == 39016.14


def test_what_follows_from_a_latency():
    """4 MiB in 100 us are 41.94 GB/s; an all-reduce on 8 ranks moves 7/4 of that."""
    heading = "# Size       Avg Latency(us)   Min Latency(us)   Max Latency(us)  Iterations"
    rows = ("4194304    100.00    90.00    110.00    1000",)
    command = "$ srun -N2 --ntasks-per-node=4 --mpi=pmix ./collective/osu_allreduce -d cuda\n"
    (table,) = read(command + osu("OSU MPI-CUDA Allreduce Latency Test", heading, rows))
    assert (table.operation, table.settings.processes) == ("all_reduce", 8)
    half = table.rows[0].out_of_place
    assert half.time.value == 100.0
    assert half.algorithm_bandwidth.value == pytest.approx(41.94304, rel=1e-12, abs=0)
    assert half.bus_bandwidth.value == pytest.approx(41.94304 * 1.75, rel=1e-12, abs=0)
    assert half.bus_bandwidth.half == pytest.approx(41.94304 * 1.75 * 0.005 / 100.0, rel=1e-12, abs=0)
    (unknown,) = read(osu("OSU MPI Allreduce Latency Test", heading, rows))
    assert unknown.rows[0].out_of_place.bus_bandwidth is None
    (other,) = read(command + osu("OSU MPI All-to-All Personalized Exchange Latency Test", heading, rows))
    assert (other.operation, other.rows[0].out_of_place.algorithm_bandwidth) == (None, None)


def test_ranks_that_intel_mpi_lists():
    started = "".join(
        f"[0] MPI startup(): {rank}       {4000 + rank}    node-{rank % 2}  {{0,4}}\n" for rank in range(16)
    )
    heading = "# Size       Avg Latency(us)   Min Latency(us)   Max Latency(us)  Iterations"
    (table,) = read(started + osu("OSU MPI Allreduce Latency Test", heading, ("8 50.0 49.0 51.0 1000",)))
    assert table.settings.processes == 16


def test_a_barrier_has_no_size():
    text = """# OSU MPI Barrier Latency Test v5.7.1
# Avg Latency(us)   Min Latency(us)   Max Latency(us)  Iterations
            41.14             41.11             41.15        1000
"""
    (table,) = read(text)
    assert (len(table.rows), list(table)) == (1, [])
    assert table.rows[0].out_of_place.time.value == 41.14


def test_scopes_of_nvshmem():
    heading = "size(B)     count     type      scope     latency(us)       algbw(GB/s)   busbw(GB/s) "
    rows = {
        scope: f"1048576     262144    32-bit    {scope:<9} 100.000000        10.486        9.175"
        for scope in ("warp", "block")
    }
    tables = read("".join(f"#alltoall_device\n{heading}\n{row}\n" for row in rows.values()))
    assert [table.test for table in tables] == ["alltoall_device, scope warp", "alltoall_device, scope block"]
    assert {(table.tool, table.operation, table.plateau.value) for table in tables} == {
        ("nvshmem-perftest", "alltoall", 9.175)
    }


PAIRS = [name for name, wanted in EXPECTED.items() if wanted.get("tool") in {"perftest", "OSU"}] or ["none"]


@pytest.mark.parametrize("name", PAIRS)
def test_public_pastes(facts, name):
    wanted = EXPECTED[name]
    with (facts / "data" / "net" / "samples" / name).open("rb") as stream:
        tables = list(measurements(decoded(stream, name)))
    rows = [row for table in tables for row in table.rows]
    assert len(rows) == wanted["rows"] + (name == "osu_pkb_barrier.txt")  # a time without a size is one (W11)
    if wanted["tool"] == "perftest":
        assert (rows[0].size, rows[-1].size) == (wanted["bytes_first"], wanted["bytes_last"])
        best = max(tables, key=lambda table: table.plateau)
        assert best.plateau.value == wanted["best_average"]
        assert best.plateau.value * best.scale == pytest.approx(wanted["best_average_GB_per_s"], abs=1e-4)
        assert int(best.facts.get("MTU", 0)) == (wanted["mtu"] or 0)
        return
    (table,) = tables
    assert f"{table.test} v{table.version}" == wanted["test"]
    if "bytes_last" in wanted:
        assert (rows[0].size, rows[-1].size) == (wanted["bytes_first"], wanted["bytes_last"])
        last = rows[-1].out_of_place
        assert (last.time or last.bus_bandwidth).value == wanted["value_last"]
    if "pairs" in wanted:
        assert table.settings.processes == 2 * wanted["pairs"]
