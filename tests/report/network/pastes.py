"""The texts that the transcripts of this folder read, by the name of their file: made up, but for the examples."""

from __future__ import annotations

from pathlib import Path

from ...pasted.copied import READ, TO_DEVICE, both_ways, nvbandwidth, p2p, rocm_node, square
from ...pasted.described import Port, ibstat, link_info, matrix, network, node, topology
from ...pasted.logs import CHOICES, START, TABLE_OF_2020, TABLE_OF_2026, log
from ...pasted.test_bit_errors import ethtool, mlxlink, sonic
from ...pasted.test_comparison import PERFTEST, rows, sweep
from ...pasted.test_nccom_and_torch import TABLE, nccom
from ...pasted.test_pairs import osu, perftest
from ...pasted.written import SIZES, nccl

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
OPERATIONS = ("all_gather", "reduce_scatter", "alltoall", "broadcast", "reduce", "gather", "sendrecv")
FEW, SMALL = SIZES[9:], SIZES[:9]
SHIPPED = ("two-nodes.log", "two-nodes-slower.log", "pairs.log", "wiring.txt", "far-adapter.txt", "port.txt")
BENCH = "torchrun --nproc_per_node 8 all_reduce_bench.py\n------ 1x 1.50GB ------\n  busbw: 1120.000 Gbps\n"


def texts() -> dict[str, str]:
    """Return all texts by name."""
    shipped = {name: (EXAMPLES / name).read_text(encoding="utf-8") for name in (*SHIPPED, "fec-stats.txt")}
    return {**shipped, **_alone(), **_described(), **_older(), **_ranked(), **_ports()}


def _alone() -> dict[str, str]:
    """Tables of one run each, then texts of several."""
    found = {f"{name}.log": nccl(operation=name, ranks=24, sizes=FEW).text for name in OPERATIONS}
    found["one-rank.log"] = nccl(ranks=1, sizes=FEW, rate=1300.0).text
    found["two-ranks.log"] = nccl(ranks=2, sizes=FEW, rate=170.0).text
    found["one-node.log"] = nccl("2.20", ranks=8, rate=470.0, sizes=FEW).text
    found["unknown.log"] = nccl(ranks=8, rate=315.0, devices="", sizes=FEW).text
    found["unknown-nodes.log"] = nccl(ranks=24, rate=181.0, devices="", sizes=FEW).text
    found["odd-device.log"] = nccl(ranks=8, rate=315.0, devices="Moon Chip 3", sizes=FEW).text
    found["racks.log"] = nccl(ranks=144, per_host=4, rate=640.0, devices="NVIDIA GB300", sizes=FEW).text
    found["rack.log"] = nccl(ranks=32, per_host=4, rate=600.0, devices="NVIDIA GB300", sizes=FEW).text
    found["in-place.log"] = nccl(sizes=FEW, halves="in place").text
    found["out-of-place.log"] = nccl("2019", sizes=FEW, halves="out of place").text
    found["wrong.log"] = nccl(sizes=FEW, wrong="3").text
    found["wrong-once.log"] = nccl(sizes=FEW, wrong="0").text.replace("      0\n", "      7\n", 1)
    found["small.log"] = nccl(sizes=SMALL, alpha=31.0).text
    found["tiny.log"] = nccl(sizes=SIZES[:4], alpha=31.0).text
    found["rising.log"] = nccl(sizes=SIZES[3:13], alpha=900.0, rate=390.0).text
    found["one-size.log"] = rows({2**28: 2811.7})
    found["mangled.log"] = rows({2**28: 2811.7, 2**29: 5501.3}).replace(" float", " flo")
    found["bare.log"] = rows(sweep(37.0, 103.0, FEW))
    falling = sweep(37.0, 103.0, tuple(2**power for power in range(24, 33)))
    found["falls.log"] = rows(falling | {2**30: falling[2**30] * 1.7, 2**31: falling[2**31] * 1.5})
    found["again.log"] = rows(sweep(37.0, 103.0, FEW)) + "\n" + rows(sweep(39.0, 101.0, FEW))
    found["sockets.log"] = log("NCCL version 2.21.5+cuda12.4", "Using network Socket") + nccl(rate=5.3, sizes=FEW).text
    found["tuned.log"] = log(START, TABLE_OF_2026, CHOICES) + nccl("2.20", rate=171.0, sizes=FEW).text
    old = log("NCCL version 2.8.4+cuda11.2", "Using network IB", TABLE_OF_2020, "AllReduce: 1073741824 Bytes -> Algo 1")
    found["old-log.log"] = old + nccl("2019", rate=9.7, sizes=FEW).text
    found["plain-log.log"] = log("Using network AWS Libfabric", "NVLS multicast support is not available on dev 0")
    found["plain-log.log"] += nccl(sizes=FEW).text
    found["libfabric.log"] = (
        log(
            "Using network AWS Libfabric",
            "NET/OFI Selected Provider is efa;ofi_rxr (found 4 nics)",
            "AllReduce: 8192 Bytes -> Algo 1 proto 0",
        )
        + nccl(sizes=FEW, rate=45.0).text
    )
    found["sharp.log"] = (
        log("NET/IB : Using [0]mlx5_0:1/IB [1]mlx5_1:1/IB; OOB eth0:10.0.0.7<0>", "Connected CollNet")
        + found["two-ranks.log"]
    )
    found["nccom.txt"] = nccom(1.073741824, command="nccom-test -r 32 --minbytes 1kb allg")
    found["nccom-bare.txt"] = nccom()
    found["bench.txt"] = TABLE
    found["bench-once.txt"] = BENCH
    found["write.txt"] = perftest()
    found["write-both.txt"] = PERFTEST.format(test="Write Bidirectional", rate="780.00")
    found["read.txt"] = PERFTEST.format(test="Read", rate="390.11")
    found["osu.txt"] = osu()
    found["iperf.txt"] = (
        "[ ID] Interval           Transfer     Bitrate         Retr\n[  5]   0.00-10.00  sec  45.8 GBytes  39.3 Gbits/sec   12   sender\n"  # noqa: E501
    )
    found["several.log"] = nccl(sizes=FEW).text + nccl(operation="all_gather", sizes=FEW, rate=150.0).text
    found["thrice.log"] = "".join(nccl(ranks=8, sizes=FEW, rate=rate).text for rate in (450.0, 451.0, 230.0))
    found["six.log"] = "".join(
        nccl(operation=name, ranks=8, sizes=FEW, rate=rate).text
        for name, rates in (("all_reduce", (450.0, 451.0, 230.0)), ("all_gather", (351.0, 163.0, 350.0)))
        for rate in rates
    )
    return found


def _described() -> dict[str, str]:
    """Copies between pairs, wiring, ports and networks."""
    slow = square(8, lambda row, column: 12.1 if (row, column) == (3, 5) else 392.0)
    found = {"copies.log": nvbandwidth({READ: square(8, 392.0), TO_DEVICE: [[55.0] * 8]})}
    found["copies-low.log"] = nvbandwidth({READ: slow, TO_DEVICE: [[55.0] * 8]})
    found["copies-fair.log"] = nvbandwidth({READ: square(8, 301.0)})
    found["copies-to.log"] = nvbandwidth({TO_DEVICE: [[55.0] * 8]})
    found["both-ways.log"] = both_ways(square(4, 371.0), square(4, 369.0))
    found["p2p.log"] = p2p(square(8, 376.0, 2800.0), square(8, 37.0, 2800.0), both=square(8, 76.0, 2800.0))
    found["rocm.log"] = rocm_node()
    found["odd-copies.log"] = nvbandwidth({READ: square(4, 391.0)}, model="Moon Chip 3", devices=4)
    found["topo.txt"] = matrix(*node())
    found["topo-far.txt"] = matrix(*node(changed={("GPU3", "NIC3"): "NODE"}))
    found["topology.xml"] = topology()
    found["ports.txt"] = ibstat(*(Port(f"mlx5_{at}", "200") for at in range(8)))
    found["ports-down.txt"] = ibstat(Port("mlx5_0"), Port("mlx5_1", state="Down", physical="Polling", rate="10"))
    found["network.txt"] = network()
    found["network-slow.txt"] = network(changed={(1, 5): "4xHDR", (0, 6): None})
    found["link-info.txt"] = link_info()
    found["topo-and-ports.txt"] = "\n".join((found["topo.txt"], found["ports.txt"], found["ports-down.txt"]))
    table = nccl(ranks=16, rate=180.0, sizes=FEW).text
    found["node-and-table.log"] = matrix(*node()) + "\n" + found["ports.txt"] + "\n" + table
    return found


def _older() -> dict[str, str]:
    """Runs that are compared with one another."""
    found = {f"rate-{rate}.log": nccl(rate=float(rate)).text for rate in (90, 300, 340, 900, 1000)}
    found["slow-start.log"] = nccl(rate=340.0, alpha=100.0).text
    found["few.log"] = nccl(rate=300.0, sizes=SIZES[4:13]).text
    found["few-alike.log"] = nccl(rate=340.2, sizes=SIZES[4:]).text
    found["all-slower.log"] = rows(sweep(70.0, 71.0))
    found["others.log"] = rows(sweep(50.0, 80.0, tuple(3 * size for size in SIZES)))
    found["eight.log"] = rows(sweep(50.0, 100.0))
    found["no-latency.log"] = rows(sweep(0.0, 100.0))
    found["beyond.log"] = rows(sweep(50.0, 90.0, (2**40, 2**41)))
    found["four-ranks.log"] = rows(sweep(50.0, 100.0), ranks=4)
    found["half.log"] = nccl(rate=310.0, halves="in place").text
    found["changed.log"] = log(
        "NCCL version 2.29.7+cuda12.9",
        "NCCL_ALGO set by environment to Ring",
        "NCCL_PROTO set by environment to Simple",
    ) + nccl("2.20", rate=300.0, devices="NVIDIA H200").text.replace("node-", "rack9-")
    found["before.log"] = (
        log("NCCL version 2.21.5+cuda12.4", "NCCL_ALGO set by environment to Tree") + found["rate-340.log"]
    )
    found["odd-times.log"] = rows(
        {size: (50.0 + size / 1e5) * (4.0 / 3.0 if at % 2 else 1.0) for at, size in enumerate(SIZES)}
    )
    found["one-slower.log"] = rows(
        {size: time * (1.4 if at == 11 else 1.0) for at, (size, time) in enumerate(sweep(50.0, 100.0).items())}
    )
    found["middle-slower.log"] = rows(
        {size: time * (1.4 if 6 < at < 11 else 1.0) for at, (size, time) in enumerate(sweep(50.0, 100.0).items())}
    )
    scatter = [
        f"{2**power} {2**power // 4} float sum -1 "
        + " ".join(f"{time:.2f} {2**power / time / 1e3:.2f} {1.75 * 2**power / time / 1e3:.2f} 0" for time in times)
        for power in range(26, 33)
        for times in [(2**power / 1e5, 2**power / 1.08e5)]
    ]
    found["scatter.log"] = "\n".join(scatter)
    found["scatter-old.log"] = "\n".join(" ".join([*row.split()[:9], *row.split()[5:9]]) for row in scatter)
    found["two-old.log"] = nccl().text + nccl(operation="all_gather").text
    found["two-new.log"] = nccl(operation="all_gather", rate=160.0).text + nccl(operation="broadcast").text
    found["pair-new.log"] = nccl(rate=170.0).text + nccl(operation="all_gather", rate=160.0).text
    return found


def _of_host(host: str, rate: float, **of: object) -> str:
    return nccl(**({"ranks": 8, "rate": rate, "sizes": FEW} | of)).text.replace("node-1 ", f"{host} ")


def _ranked() -> dict[str, str]:
    """Runs of many nodes."""
    rates = (450.0, 451.0, 449.5, 450.7, 450.2, 448.9, 450.4, 361.0)
    found = {f"n{at}.log": _of_host(f"gpu{at}", rate) for at, rate in enumerate(rates)}
    found |= {f"slow{at}.log": _of_host(f"bad{at}", 200.0 + at) for at in range(5)}
    found["n7-again.log"] = _of_host("gpu7", 363.0)
    found["fast.log"] = _of_host("new1", 520.0)
    found["rise.log"] = _of_host("gpu9", 450.3, sizes=SIZES[5:11])
    found["none.log"] = _of_host("gpu10", 450.0, sizes=SIZES[:4])
    found |= {f"day{at}.log": nccl(rate=rate, sizes=FEW).text for at, rate in enumerate((180.0, 181.0, 90.0))}
    for at, (one, other, rate) in enumerate(
        (("a", "b", 181.0), ("c", "d", 180.5), ("e", "f", 90.0), ("a", "c", 180.2), ("b", "d", 95.0))
    ):
        found[f"pair{at}.log"] = (
            nccl(rate=rate, sizes=FEW).text.replace("node-1 ", f"{one} ").replace("node-2 ", f"{other} ")
        )
    found |= {f"bare{at}.log": rows(sweep(37.0, rate, FEW)) for at, rate in enumerate((103.0, 103.2, 103.1, 61.0))}
    found |= {f"low{at}.log": _of_host(f"gpu{at}", 201.0 + 0.1 * at) for at in range(4)}
    found["one-rank-too.log"] = nccl(ranks=1, sizes=FEW, rate=1400.0).text
    for at, (hosts, rate) in enumerate(
        (("abcd", 180.0), ("abce", 181.0), ("fghi", 91.0), ("fghj", 93.0), ("cdea", 180.3))
    ):
        text = nccl(ranks=32, rate=rate, sizes=FEW).text
        for number, host in enumerate(hosts, start=1):
            text = text.replace(f"node-{number} ", f"{host} ")
        found[f"trio{at}.log"] = text
    found |= {f"sums{at}.txt": PERFTEST.format(test="Write Bidirectional", rate=f"{780 - at}.00") for at in range(2)}
    found["notes.txt"] = "remember the milk\n"
    return found


def _ports() -> dict[str, str]:
    """What ports count."""
    found = {"mlxlink.txt": mlxlink(), "sonic.txt": sonic(), "ethtool.txt": ethtool()}
    found["past.txt"] = mlxlink(past="7")
    found["noisy.txt"] = mlxlink("2E-3", past="9")
    found["none-counted.txt"] = mlxlink("15E-255")
    found["many-ports.txt"] = "".join(
        f"$ mlxlink -d mlx5_{at} -c\n\n{mlxlink(f'{at + 1}E-7', past=str(at))}" for at in range(24)
    )
    found["idle.txt"] = mlxlink("15E-255", minutes="0.0", lanes="0,0,0,0")
    found["no-rate.txt"] = mlxlink("N/A")
    found["no-better.txt"] = mlxlink("0.7")
    found["noise.txt"] = sonic().replace("1.20e-07", "5.00e-01")
    return found


def channels() -> dict[str, str]:
    """Return the files of channels by name: those of the examples, and one that gives more than it takes, one way."""
    found = {each.name: each.read_text(encoding="utf-8") for each in (EXAMPLES / "lane").glob("*.s4p")}
    found["active.s4p"] = found["thru.s4p"].replace("0.930000", "0.960000", 1).replace("0.930000", "0.955000", 1)
    return found
