"""What is taken from the lines of a log."""

from __future__ import annotations

import time

import pytest

from limits.pasted.lines import Lines
from limits.pasted.log.evidence import Evidence
from limits.pasted.log.tuning_lines import Choice, Cost

from . import logs

_RING = "Pattern 4, crossNic 0, nChannels 16, bw 24.0/24.0, type NVL/PIX, sameChannels 1"


def evidence(*parts: str) -> Evidence:
    lines = Lines(iter((logs.log(*parts),)))
    assert not list(lines), "lines of a log are handed to no reader"
    return lines.evidence


def test_a_log_of_a_start_tells_the_job_and_its_network():
    found = evidence(logs.START)

    assert (found.version, found.ranks, found.nodes, found.local_ranks) == ("2.29.7+cuda12.9", 16, 2, 8)
    assert (found.network, found.direct, found.nics) == ("IB", True, ("mlx5_0", "mlx5_1", "mlx5_2", "mlx5_3"))
    assert found.adapters == {"0-c": 50.0, "0-d": 50.0, "0-e": 50.0}
    assert (found.rings, found.listed, found.used) == (2, {0, 1}, {"0-c", "0-d"})
    assert (found.channels, found.heads, found.multicast, found.in_network) == (16, 8, True, False)
    assert (found.cpu, found.one_order) == ("amd", False)
    assert found.environment == {"NCCL_PROTO": "Simple"}


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("comm 0x1 rank 0 nRanks 4 nNodes 4 localRanks 1 localRank 0 MNNVL 0", "nodes", 4),
        ("comm:0x588ff95e26d0, nRanks:4, nNodes:1, coll channels:8 collnet channels:8, nvls channels:0", "channels", 8),
        ("comm:0x588ff95e26d0, nRanks:4, nNodes:1, coll channels:8 collnet channels:8, nvls channels:0", "ranks", 4),
        (
            "2 coll channels, 2 collnet channels, 0 nvls channels, 2 p2p channels, 1 p2p channels per peer",
            "channels",
            2,
        ),
        ("Channel 00/02 :    0   1", "channels", 2),
        ("Channel 00/24 : 0 1 2 3", "channels", 24),
        ("Channel 00/0 : 0[35000] -> 1[f5000] [receive] via NET/AWS Libfabric/0", "network", "NET/AWS Libfabric"),
        ("Channel 00/0 : 1[0] -> 0[0] [receive] via NET/Socket/0", "network", "NET/Socket"),
        ("Channel 00/0 : 0[0] -> 1[0] [send] via NET/IB/0(1)/GDRDMA/Shared", "direct", True),
        ("Connected all rings, use ring PXN 0 GDR 1", "direct", True),
        ("Using network AWS Libfabric", "network", "AWS Libfabric"),
        ("rank 3 Connected CollNet", "in_network", True),
        ("Connected Collnet Chains [0] 1->0->2", "in_network", True),
        ("Channel 00/0 : 0 [send] via COLLNET/SHARP/0", "in_network", True),
        ("16 coll channels, 16 nvls channels, 16 p2p channels, 2 p2p channels per peer", "multicast", True),
        ("2 coll channels, 2 collnet channels, 0 nvls channels, 2 p2p channels", "multicast", False),
        ("comm:0x588, nRanks:4, nNodes:1, coll channels:8 collnet channels:8, nvls channels:0", "multicast", False),
        ("NVLS multicast support is not available on dev 1", "multicast", False),
        ('NET/OFI Setting NCCL_PROTO to "simple"', "environment", {"NCCL_PROTO": "simple"}),
        ("NCCL_ALGO set by environment to ^NVLS,NVLSTree", "environment", {"NCCL_ALGO": "^NVLS,NVLSTree"}),
        ("NET/OFI Selected Provider is efa (found 4 nics)", "nics", ("0", "1", "2", "3")),
        ("NET/OFI Selected provider is efa, fabric is efa-direct (found 2 nics)", "nics", ("0", "1")),
        ("RCCL version : 2.22.3-HEAD", "version", "RCCL 2.22.3-HEAD"),
        (f"{_RING}\n 7 : NET/3 GPU/0 GPU/1 NET/4", "used", {"3", "4"}),
        (f"{_RING}\n12 : GPU/0 GPU/1", "listed", {12}),
        (_RING, "rings", 16),
        ("CPU/1 (1/1/2)", "cpu", "intel"),
        ("CPU/0-0 (3/0/0)", "cpu", "other"),
    ],
)
def test_each_form_of_a_fact(line, name, value):
    assert getattr(evidence(line), name) == value


@pytest.mark.parametrize(
    "line",
    [
        "0 coll channels of nothing",
        "Connected all rings, use ring PXN 0 GDR 0",
        "comm:0x588ff95e26d0, nvls channels:0",
        "NVLS multicast support is available on dev 1 (NVLS_NCHANNELS 16)",
        "AllReduce: 4096 Bytes -> Algo 99 proto 2 time 1.0",
        "AllReduce: opCount 1 sendbuff 0x1",
        "    AllReduce |   14.4/  3.0|",
        "+ NET[50.0] - NET/0",
        " 7 : NET/3 GPU/0 GPU/1 NET/4",
        "Channel",
        "",
    ],
)
def test_a_line_that_says_nothing_of_all_that_leaves_nothing(line):
    found = evidence(line)

    assert not found or (found.channels == 0 and line.startswith("0 coll"))


def test_the_largest_job_of_a_log_is_the_one_that_counts():
    found = evidence(
        "comm 0x1 rank 0 nRanks 64 nNodes 8 localRanks 8 localRank 0 MNNVL 0",
        "comm 0x2 rank 0 nRanks 2 nNodes 2 localRanks 1 localRank 0 MNNVL 0",
    )

    assert (found.ranks, found.nodes, found.local_ranks) == (64, 8, 8)


def test_the_table_of_2020():
    found = evidence(logs.TABLE_OF_2020)

    assert found.costs("all_reduce") == {
        ("tree", "ll"): Cost(14.4, 3.0),
        ("tree", "ll128"): Cost(19.4, 7.0),
        ("tree", "simple"): Cost(100.0, 9.0),
        ("ring", "ll"): Cost(5.4, 2.5),
        ("ring", "ll128"): Cost(8.6, 9.4),
        ("ring", "simple"): Cost(21.6, 10.0),
    }
    assert ("tree", "simple") not in found.costs("all_gather"), "no bandwidth: not allowed"


def test_the_table_of_2026_in_blocks_of_three_algorithms():
    found = evidence(logs.TABLE_OF_2026)

    assert found.costs("all_reduce")["ring", "simple"] == Cost(4818.8, 200.4)
    assert found.costs("all_reduce")["nvls_tree", "simple"] == Cost(275.8, 182.4)
    assert ("ring", "ll128") not in found.costs("all_gather")
    assert found.costs("reduce_scatter")["pat", "simple"] == Cost(17.6, 3.6)
    assert {name for name, _ in found.costs("all_reduce")} == {"tree", "ring", "nvls_tree"}


def test_tables_of_several_jobs_that_differ_are_said_to_and_the_first_is_kept():
    other = logs.TABLE_OF_2020.replace("21.6/ 10.0", "21.6/ 12.0")

    assert not evidence(logs.TABLE_OF_2020, logs.TABLE_OF_2020).table.several
    found = evidence(logs.TABLE_OF_2020, other)
    assert found.table.several
    assert found.costs("all_reduce")["ring", "simple"].bandwidth == 10.0


def test_what_was_taken_at_each_size():
    assert evidence(logs.CHOICES).choices == {
        ("all_reduce", 4096.0): Choice("all_reduce", 4096.0, "tree", "ll", 1, None),
        ("all_reduce", 268435456.0): Choice("all_reduce", 268435456.0, "nvls_tree", "simple", 16, None),
        ("reduce_scatter", 302006272.0): Choice("reduce_scatter", 302006272.0, "ring", "simple", None, 3628.243652),
        ("all_gather", 151003136.0): Choice("all_gather", 151003136.0, "ring", "simple", None, None),
    }


def test_a_log_without_end_keeps_a_bounded_number_of_facts():
    choices = [f"AllReduce: {size} Bytes -> Algo RING proto LL channel{{Lo..Hi}}={{0..0}}" for size in range(1, 500)]
    variables = [f"NCCL_SET_{number} set by environment to 1" for number in range(500)]
    adapters = [f"+ NET[50.0] - NET/0-{number} (0/d4f9/1/50.000000)" for number in range(500)]
    found = evidence(*choices, *variables, *adapters)

    assert max(len(found.choices), len(found.environment), len(found.adapters)) <= 64
    assert len(found.choices) > 32


def test_lines_of_a_log_are_read_at_a_speed_for_logs_of_hundreds_of_megabytes():
    """Half a microsecond more for each line than reading it: an expression searched in each would take tens."""
    lines = logs.log(logs.START, logs.CHOICES).splitlines() * 500
    found = Evidence()
    places = [line.index("INFO") + 5 for line in lines]
    begun = time.process_time()
    for line, at in zip(lines, places, strict=True):
        found.line(line, at)
    assert (time.process_time() - begun) / len(lines) < 20e-6


@pytest.mark.parametrize(
    ("found", "operation", "ran"),
    [
        (Evidence(), "all_reduce", ""),
        (Evidence(multicast=False), "all_reduce", ""),
        (Evidence(multicast=True, nodes=1), "all_reduce", "NVLS"),
        (Evidence(multicast=True, nodes=2), "all_reduce", "NVLSTree"),
        (Evidence(multicast=True, nodes=1), "all_gather", "NVLS"),
        (Evidence(multicast=True, nodes=2), "all_gather", ""),
        (Evidence(multicast=True, nodes=1), "broadcast", ""),
        (Evidence(multicast=True, environment={"NCCL_ALGO": "Tree"}), "all_reduce", "tree"),
        (Evidence(environment={"NCCL_ALGO": "^Tree"}), "all_reduce", ""),
    ],
)
def test_which_algorithm_ran(found, operation, ran):
    assert found.ran(operation) == ran


def test_what_was_taken_at_the_largest_size_is_what_ran():
    found = evidence(logs.CHOICES, "NCCL_ALGO set by environment to Ring")

    assert found.ran("all_reduce") == "NVLSTree"
    assert found.ran("reduce_scatter") == "ring"
