"""What lines of NCCL's log say: ranks, networks, what reduces on the way, the environment, its own expectation."""

from __future__ import annotations

import pytest

from limits.pasted import read
from limits.pasted.lines import decoded
from limits.pasted.log.tuning_lines import Cost
from limits.pasted.reading import measurements

from .written import nccl


def said(*messages: str):
    (found,) = read("".join(f"node-1:4711:4712 [3] NCCL INFO {message}\n" for message in messages) + nccl().text)
    return found.evidence


def test_ranks_and_nodes():
    """Of several communicators the largest counts; both spellings."""
    found = said(
        "comm 0x1 rank 3 nranks 8 cudaDev 3 busId 1000 - Init COMPLETE",
        "comm 0x2 rank 3 nRanks 64 nNodes 8 localRanks 8 localRank 3 MNNVL 0",
        "comm 0x2 rank 4 nRanks 64 nNodes 8 localRanks 8 localRank 4 MNNVL 0",
        "comm 0x3 rank 3 nRanks 4 nNodes 1 localRanks 4 localRank 3 MNNVL 0",
    )
    assert (found.ranks, found.nodes) == (64, 8)


@pytest.mark.parametrize(
    ("message", "network", "direct"),
    [
        ("Channel 00/0 : 7[7] -> 8[0] [send] via NET/IB/0/GDRDMA", "NET/IB", True),
        ("Channel 00/0 : 7[7] -> 8[0] [receive] via NET/Socket/1", "NET/Socket", False),
        ("Channel 00/0 : 7[7] -> 8[0] [send] via NET/AWS Libfabric/0/GDRDMA", "NET/AWS Libfabric", True),
        ("Channel 00/0 : 0[0] -> 1[1] via P2P/CUMEM/read", "", False),
        ("Channel 00/0 : 7[7] -> 8[0] [send] via NET/IBV/0/GDRDMA(PCI)", "NET/IBV", True),
        ("Channel 00/0 : 7[7] -> 8[0] [send] via NET/IB/0(3)/GDRDMA/Shared", "NET/IB", True),
        ("Using network Socket", "Socket", False),
    ],
)
def test_networks(message, network, direct):
    assert (said(message).network, said(message).direct) == (network, direct)


def test_reduction_on_the_way():
    assert said("16 coll channels, 16 collnet channels, 16 nvls channels, 32 p2p channels").multicast
    assert not said("16 coll channels, 16 collnet channels, 0 nvls channels, 32 p2p channels").multicast
    assert said("Connected NVLS tree").multicast
    assert said("rank 3 Connected CollNet").in_network
    assert said("Connected collnet + chain").in_network
    assert not said("16 coll channels, 16 collnet channels, 0 nvls channels, 32 p2p channels").in_network
    assert not said("NCCL_COLLNET_ENABLE set by environment to 0").in_network


def test_versions_adapters_and_the_environment():
    found = said(
        "NCCL version 2.27.3+cuda12.9",
        "NET/IB : Using [0]mlx5_0:1/IB [1]mlx5_1:1/IB [RO]; OOB eth0:10.0.0.1<0>",
        "NCCL_ALGO set by environment to Ring",
        "NCCL_ALGO set by environment to Tree",
    )
    assert (found.version, found.nics) == ("2.27.3+cuda12.9", ("mlx5_0", "mlx5_1"))
    assert found.environment == {"NCCL_ALGO": "Ring"}


OLD = (
    "Latency/AlgBw | Tree/    LL | Tree/ LL128 | Tree/Simple | Ring/    LL | Ring/ LL128 | Ring/Simple |",
    " Max NThreads |         512 |         640 |         512 |         512 |         640 |         512 |",
    "    Broadcast |    0.0/  0.0|    0.0/  0.0|    0.0/  0.0|    4.0/  3.5|    6.0/ 11.0|   15.0/ 12.0|",
    "ReduceScatter |    0.0/  0.0|    0.0/  0.0|    0.0/  0.0|    4.0/  6.5|    6.0/ 22.0|   15.0/ 24.0|",
    "    AllReduce |   14.0/  3.5|   19.0/  8.0|  100.0/ 10.5|    5.0/  3.5|    8.0/ 11.0|   22.0/ 12.0|",
    "threadThresholds 8/8/64 | 16/8/64",
)
NEW = (
    "  Algorithm   |                           Tree   |                           Ring   |",
    "  Protocol    |         LL |      LL128 |     Simple |         LL |      LL128 |     Simple |",
    " Max NThreads |        512 |        640 |        512 |        512 |        640 |        512 |",
    "    AllReduce |  14.0/   3.5 |  19.0/   8.0 | 100.0/  10.5 |   5.0/   3.5 |   8.0/  11.0 |  22.0/  12.0 |",
    "  Algorithm   |                           NVLS   |",
    "  Protocol    |         LL |      LL128 |     Simple |",
    "    AllReduce |   0.0/   0.0 |   0.0/   0.0 |  25.0/ 240.0 |",
)


def test_what_nccl_expects_itself():
    ring = Cost(22.0, 12.0)
    old = said(*OLD)
    assert old.costs("all_reduce")["ring", "simple"] == ring
    assert sum(map(len, old.table.costs.values())) == 3 + 3 + 6  # what it would not use stands there as nothing
    assert old.costs("reduce_scatter")["ring", "ll128"] == Cost(6.0, 22.0)
    new = said(*NEW).costs("all_reduce")
    rings = {way: cost for way, cost in new.items() if way[0] == "ring"}
    assert rings == {way: cost for way, cost in old.costs("all_reduce").items() if way[0] == "ring"}
    assert new["nvls", "simple"] == Cost(25.0, 240.0)


@pytest.mark.parametrize(
    "row",
    ["AllReduce |   1.0/ 2.0|", "AllReduce |" + " 1.0.0/ 2.0|" * 6, "AllReduce | words|", "Rows |" + "1.0/2.0|" * 6],
)
def test_rows_that_fit_no_heading(row):
    assert said(OLD[0], row).table.costs == {}


def test_each_table_has_the_log_before_it():
    text = "".join(
        f"node-1:1:2 [0] NCCL INFO comm 0x1 rank 0 nRanks {ranks} nNodes 1 x\n{nccl(ranks=ranks).text}"
        for ranks in (2, 4, 8)
    )
    assert [table.evidence.ranks for table in read(text)] == [2, 4, 8]


def test_a_public_log(facts):
    name = "nccl_info36_tuning_table.txt"
    with (facts / "data" / "net" / "samples_2026" / name).open("rb") as stream:
        (found,) = measurements(decoded(stream, name))
    assert found.known_only
    assert found.evidence.costs("all_reduce")["ring", "simple"] == Cost(21.6, 12.0)
    assert found.evidence.costs("all_reduce")["tree", "simple"] == Cost(100.0, 10.8)
