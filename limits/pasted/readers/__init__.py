"""One reader for each tool: the table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limits.pasted.readers import (
    ethtool,
    iblinkinfo,
    ibnetdiscover,
    ibstat,
    mlxlink,
    nccl_json,
    nccl_tests,
    nccl_xml,
    nccom_test,
    nvbandwidth,
    nvbandwidth_json,
    nvidia_topo,
    nvlink_status,
    nvshmem,
    osu,
    p2p_bandwidth,
    perftest,
    recognised,
    rocm_bandwidth,
    slurm_topology,
    sonic_fec,
    torch_bench,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

    Read = Callable[[Lines, Iterator[str]], Iterator[Measurement]]


class Reader(NamedTuple):
    r"""How the output of a tool is known and read.

    Attributes
    ----------
    name
        What it is called where it is listed.
    tools
        The programs whose output it reads.
    begins
        Expression that the beginning of one of its lines matches, with blanks written as `\s`; of a line as `lines`
        leaves it, without indentation, marks of quoting and what looks like the name of a process or a host.
    words
        Words that one of its lines may hold anywhere, such as the command.
    read
        From lines to measurements.
    """

    name: str
    tools: str
    begins: str
    words: tuple[str, ...]
    read: Read


_KNOWN = f"known, without a verdict: {', '.join(tool.name for tool in recognised.TOOLS)}"
READERS = (
    Reader(
        "perftest", "perftest (ib_write_bw, ib_read_bw, ib_send_bw)", perftest.BEGINS, perftest.WORDS, perftest.read
    ),
    Reader("osu", "OSU micro-benchmarks", osu.BEGINS, osu.WORDS, osu.read),
    Reader("nvshmem", "NVSHMEM performance tests", nvshmem.BEGINS, nvshmem.WORDS, nvshmem.read),
    Reader("nccom_test", "nccom-test (AWS Neuron)", nccom_test.BEGINS, nccom_test.WORDS, nccom_test.read),
    Reader("torch_bench", "all_reduce_bench (ml-engineering)", torch_bench.BEGINS, torch_bench.WORDS, torch_bench.read),
    Reader("nccl_json", "nccl-tests -J (JSON)", nccl_json.BEGINS, nccl_json.WORDS, nccl_json.read),
    Reader("nvlink_status", "nvidia-smi nvlink -s", nvlink_status.BEGINS, nvlink_status.WORDS, nvlink_status.read),
    Reader("mlxlink", "mlxlink -c", mlxlink.BEGINS, mlxlink.WORDS, mlxlink.read),
    Reader(
        "sonic_fec", "show interfaces counters fec-stats (SONiC)", sonic_fec.BEGINS, sonic_fec.WORDS, sonic_fec.read
    ),
    Reader("ethtool", "ethtool -S, where it counts corrected bits", ethtool.BEGINS, ethtool.WORDS, ethtool.read),
    Reader("nvbandwidth", "nvbandwidth", nvbandwidth.BEGINS, nvbandwidth.WORDS, nvbandwidth.read),
    Reader(
        "nvbandwidth_json", "nvbandwidth --json", nvbandwidth_json.BEGINS, nvbandwidth_json.WORDS, nvbandwidth_json.read
    ),
    Reader(
        "p2p_bandwidth",
        "p2pBandwidthLatencyTest (CUDA samples)",
        p2p_bandwidth.BEGINS,
        p2p_bandwidth.WORDS,
        p2p_bandwidth.read,
    ),
    Reader("rocm_bandwidth", "rocm_bandwidth_test", rocm_bandwidth.BEGINS, rocm_bandwidth.WORDS, rocm_bandwidth.read),
    Reader("nvidia_topo", "nvidia-smi topo -m, topo -p2p", nvidia_topo.BEGINS, nvidia_topo.WORDS, nvidia_topo.read),
    Reader("nccl_xml", "NCCL topology and graph files (XML)", nccl_xml.BEGINS, nccl_xml.WORDS, nccl_xml.read),
    Reader("slurm_topology", "Slurm topology.conf", slurm_topology.BEGINS, slurm_topology.WORDS, slurm_topology.read),
    Reader("ibstat", "ibstat", ibstat.BEGINS, ibstat.WORDS, ibstat.read),
    Reader("iblinkinfo", "iblinkinfo", iblinkinfo.BEGINS, iblinkinfo.WORDS, iblinkinfo.read),
    Reader("ibnetdiscover", "ibnetdiscover", ibnetdiscover.BEGINS, ibnetdiscover.WORDS, ibnetdiscover.read),
    Reader("recognised", _KNOWN, recognised.BEGINS, recognised.WORDS, recognised.read),
    Reader("nccl_tests", "nccl-tests, rccl-tests", nccl_tests.BEGINS, nccl_tests.WORDS, nccl_tests.read),
)
"""All readers; where two could begin with a line, the first does: words of launchers (`mpirun`) come last."""
