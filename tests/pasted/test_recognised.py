"""Tools that are known without a verdict; and that every text goes to the reader of the tool that wrote it."""

from __future__ import annotations

import json

import pytest

from limits.pasted import read
from limits.pasted.lines import decoded
from limits.pasted.readers import READERS
from limits.pasted.readers.recognised import TOOLS
from limits.pasted.reading import begun, measurements

from .copied import READ, nvbandwidth, nvbandwidth_json, p2p, rocm, square
from .described import equal_ports, link_info, matrix, network, node, topology
from .test_bit_errors import ethtool, mlxlink, sonic
from .test_links import links
from .test_pairs import EXPECTED, osu, perftest
from .written import GENERATIONS, document, nccl

SHOWN = {  # a line or two of each, invented
    "DeepEP": "[tuning] SMs 24, NVL chunk 4: 150.00 GB/s (NVL), 300.00 us",
    "TransferBench": "TransferBench v1.50\nTest 1:\n Executor: GPU 00 | 40.0 GB/s | 1.6 ms",
    "nvloom": "nvloom_cli 1.2.0\ngit commit: a1b2c3d",
    "libfabric tests": """bytes   #sent   #ack     total       time     MB/sec    usec/xfer   Mxfers/sec
64      10      =10      1.2k        0.02s      0.06    1000.00       0.00""",
    "ds_bench": "---- Performance of all_reduce on 8 devices ---------------------",
    "iperf3": """[ ID] Interval           Transfer     Bitrate         Retr
[  5]   0.00-10.00  sec  45.8 GBytes  39.3 Gbits/sec   12   sender""",
    "GPCNeT": """Network Tests v1.3
  Test with 2 MPI ranks (2 nodes)
|          RR Two-sided Lat (8 B) |   2.0 |   3.0 |   usec |""",
}


@pytest.mark.parametrize("tool", [tool.name for tool in TOOLS])
@pytest.mark.parametrize("prefix", ["", "   ", "> ", "node-1: "])
def test_each_is_known(tool, prefix):
    text = "\n".join(prefix + line for line in SHOWN[tool].split("\n"))
    (measurement,) = read(text)
    assert (measurement.tool, measurement.rows, measurement.operation) == (tool, (), None)
    assert measurement.known_only


OF_READERS = {
    **{f"nccl_tests {generation}": ("nccl_tests", nccl(generation).text) for generation in GENERATIONS},
    "nccl_json": ("nccl_json", json.dumps(document(nccl("2.18")), indent=1)),
    "perftest": ("perftest", perftest()),
    "osu": ("osu", osu()),
    "nccom_test": (
        "nccom_test",
        """    size(B)    count(elems)    type    time:avg(us)    algbw(GB/s)    busbw(GB/s)
       1024             256    fp32           60.00           0.02           0.03""",
    ),
    "torch_bench": ("torch_bench", "| payload |    busbw   |    algbw   |\n|  1.00GiB | 200.00GBps | 114.29GBps |\n"),
    "nvlink_status": ("nvlink_status", links()),
    "mlxlink": ("mlxlink", mlxlink()),
    "sonic_fec": ("sonic_fec", sonic()),
    "ethtool": ("ethtool", ethtool()),
    "nvbandwidth": ("nvbandwidth", nvbandwidth({READ: square(8, 392.0)})),
    "nvbandwidth_json": ("nvbandwidth_json", nvbandwidth_json({READ: square(8, 392.0)})),
    "nvidia_topo": ("nvidia_topo", matrix(*node())),
    "nvidia_topo p2p": ("nvidia_topo", matrix(*node(4, 0, "NS"), affinity="")),
    "nccl_xml": ("nccl_xml", topology(2)),
    "slurm_topology": (
        "slurm_topology",
        "# leaf=a\nSwitchName=leaf1 Nodes=node-[1-8]\nSwitchName=spine Switches=leaf1\n",
    ),
    "ibstat": ("ibstat", equal_ports(2)),
    "ibnetdiscover": ("ibnetdiscover", network()),
    "iblinkinfo": ("iblinkinfo", link_info()),
    "nvshmem": (
        "nvshmem",
        """#alltoall_device
size(B)  count  type  scope  latency(us)  algbw(GB/s)  busbw(GB/s)
1024     256    32-bit warp  80.0         0.013        0.011""",
    ),
}


SEVERAL = {  # with several measurements each
    "p2p_bandwidth": p2p(square(4, 376.0, 2800.0), square(4, 37.0, 2800.0)),
    "rocm_bandwidth": rocm(square(3, 40.0, 500.0), square(3, 70.0), ["AMD EPYC", "AMD Instinct A", "AMD Instinct A"]),
}


@pytest.mark.parametrize(("reader", "text"), SEVERAL.items(), ids=SEVERAL)
def test_no_line_of_several_measurements_begins_another_tool(reader, text):
    for line in text.split("\n"):
        found = begun(line.strip(" |>"))
        assert found is None or found.name == reader, line
    tables = read(text)
    assert len(tables) > 1
    assert all(table.description for table in tables)


@pytest.mark.parametrize(("reader", "text"), OF_READERS.values(), ids=OF_READERS)
def test_no_line_of_a_measurement_begins_another_tool(reader, text):
    for line in text.split("\n"):
        found = begun(line.strip(" |>"))
        assert found is None or found.name == reader, line
    tables = read(text)
    assert len(tables) == 1
    assert not tables[0].known_only
    assert len(tables[0].rows) >= 1 or tables[0].description


def test_everything_in_one_text():
    """Each is found, in order, and none takes from another."""
    texts = [text for _, text in OF_READERS.values()] + list(SEVERAL.values()) + list(SHOWN.values())
    apart = [(table.tool, len(table.rows)) for text in texts for table in read(text + "\n")]
    assert [(table.tool, len(table.rows)) for table in read("\n".join(text + "\n" for text in texts))] == apart


def test_a_log_alone():
    log = "node-1:10:20 [0] NCCL INFO comm 0x1 rank 0 nRanks 16 nNodes 2 localRanks 8 localRank 0\n"
    (measurement,) = read("$ export NCCL_DEBUG=INFO\n" + log)
    assert (measurement.tool, measurement.known_only, measurement.evidence.ranks) == ("NCCL log", True, 16)
    assert measurement.evidence.nodes == 2
    (table,) = read(log + nccl().text + log)
    assert (table.tool, table.evidence.nodes) == ("nccl-tests", 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "a letter of several lines\nabout 12 34 things: 5\n",
        '{"name": "package", "version": "1.0.0"}',
        "step 17 loss 2.1 lr 1e-4\n2026-03-05 10:11:12,345 - INFO - epoch 1 iter 7\n",
        "a,b,c\n1,2,3\n",
        "total 12\n-rw-r--r-- 1 root root 123 Mar  5 10:11 file\n",
        "Size of the message: 5\nLink to the page\nBandwidth is 5 GB/s\n",
        "The bus bandwidth reaches 480 GB/s in all_reduce_perf.",
    ],
)
def test_other_texts_hold_nothing(text):
    assert read(text) == ()


def test_names_of_readers_are_unique_and_listed():
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)
    assert set(SHOWN) == {tool.name for tool in TOOLS}
    read_here = {name for name, _ in OF_READERS.values()} | set(SEVERAL)
    assert read_here == {reader.name for reader in READERS} - {"recognised"}  # which is of those in SHOWN


NAMED = {
    "GPCNeT": "GPCNeT",
    "ibnetdiscover": "ibnetdiscover",
    "NCCL topology XML": "NCCL topology",
    "NCCL graph file": "NCCL graph file",
    "nvidia-smi nvlink -s": "nvidia-smi nvlink -s",
    "Slurm topology.conf": "Slurm topology.conf",
    "nvidia-smi topo": "nvidia-smi topo",
}
OTHERS = [name for name, wanted in EXPECTED.items() if wanted.get("tool") in NAMED] or ["none"]


@pytest.mark.parametrize("name", OTHERS)
def test_public_pastes_of_other_tools(facts, name):
    with (facts / "data" / "net" / "samples" / name).open("rb") as stream:
        found = list(measurements(decoded(stream, name)))
    empty = EXPECTED[name].get("gpus") == 0  # a device without links shows none
    assert [measurement.tool for measurement in found] == ([] if empty else [NAMED[EXPECTED[name]["tool"]]])
