"""Copies between pairs: what is read, what is halved, which pair is named, and what is never called low."""

from __future__ import annotations

import json

import pytest

from limits.catalog import shipped
from limits.pasted import Stated, judge, read
from limits.pasted.machine import beside
from limits.report.network.link import view

from . import copied
from .copied import (
    H100,
    READ,
    TO_DEVICE,
    both_ways,
    judged,
    nvbandwidth,
    nvbandwidth_json,
    only,
    p2p,
    rocm_node,
    square,
)

A6000 = [  # two sockets of three cards each, as published in NVIDIA/nvbandwidth issue 50
    [None, 26.34, 26.35, 21.95, 22.64, 21.80],
    [26.34, None, 26.34, 21.86, 22.62, 22.63],
    [26.34, 26.35, None, 22.36, 21.87, 22.17],
    [21.82, 21.82, 22.26, None, 26.34, 26.35],
    [22.64, 22.64, 21.81, 26.35, None, 26.34],
    [21.86, 22.67, 22.01, 26.34, 26.35, None],
]


def facts_of(found) -> dict[str, str]:
    return {fact.what: fact.value for fact in found.finding.facts}


# ---- nvbandwidth


def test_a_sound_node():
    found = only(nvbandwidth({READ: square(8, lambda row, _: 392.0 + 0.1 * row)}))
    assert found.verdict.value == "good"
    # 88 % of 450 is 396, and 392 of that is 99 %
    assert found.because[0] == "99 % of what healthy hardware shows (396: 88 % of 450 GB/s of nvlink-4, by copy engine)"
    assert found.finding.said == f"8 x {H100}, device to device, by copy engine, 392 .. 392.7 GB/s"
    assert facts_of(found)["median"] == "392.4 GB/s of 56 pairs"
    assert (found.measurement.tool, found.measurement.version, found.measurement.test) == ("nvbandwidth", "0.8", READ)
    assert len(found.finding.pairs) == 56
    assert found.finding.pairs[0][:3] == ("GPU0", "GPU1", 392.0)


def test_the_pair_that_is_slow_is_named():
    slow = square(8, lambda row, column: 12.1 if (row, column) == (3, 5) else 392.0)
    found = only(nvbandwidth({READ: slow}))
    assert found.verdict.value == "low"
    assert found.because[0].startswith("the slowest pair, GPU3 to GPU5, shows 3.1 % of what healthy hardware shows")
    assert found.because[1] == "GPU3 to GPU5: 12.1 GB/s, where the median is 392"
    assert "dmesg" in found.try_next[0]


def test_the_device_that_is_slow_is_named():
    found = only(nvbandwidth({READ: square(8, lambda row, column: 200.0 if 6 in (row, column) else 392.0)}))
    assert found.because[1] == "GPU6: all 14 of its pairs show 200 GB/s, where the median is 392"
    assert found.verdict.value == "low"


def test_the_arrow_of_the_title_says_which_copies_to_which():
    slow = square(8, lambda row, column: 12.1 if (row, column) == (3, 5) else 392.0)
    assert "GPU5 to GPU3" in only(nvbandwidth({"device_to_device_memcpy_write_ce": slow})).because[1]


@pytest.mark.parametrize(
    ("model", "devices", "rate", "verdict"),
    [
        (H100, 8, 392.0, "good"),
        (H100, 8, 300.0, "borderline"),  # of 396: 76 %
        (H100, 8, 40.0, "low"),
        (H100, 8, 460.0, "impossible"),  # 450 is all ports
        (
            H100,
            4,
            130.4,
            "unknown-hardware",
        ),  # a board of four: 6 of 18 links join each pair, NVIDIA/cuda-samples issue 392
        (H100, 4, 392.0, "good"),
        (H100, 4, 460.0, "impossible"),
        ("NVIDIA A100-SXM4-80GB", 8, 276.3, "good"),  # as published in the README of nvbandwidth
        ("NVIDIA A100-SXM4-80GB", 4, 92.0, "unknown-hardware"),  # 4 of 12 links
        ("NVIDIA B200", 8, 765.0, "good"),
        ("NVIDIA B200", 8, 300.0, "low"),
        ("NVIDIA GB200", 4, 300.0, "low"),  # switches join 72
        ("Tesla V100-SXM2-16GB", 8, 48.3, "unknown-hardware"),  # two links of six, or one, or none
        ("NVIDIA L40S", 8, 22.0, "unknown-hardware"),
        ("NVIDIA L40S", 8, 40.0, "impossible"),
        ("Some Device", 8, 22.0, "unknown-hardware"),
    ],
)
def test_verdicts_by_accelerator(model, devices, rate, verdict):
    found = only(nvbandwidth({READ: square(devices, rate)}, model, devices))
    assert (found.verdict.value, found.share) == (
        verdict,
        pytest.approx(rate / found.bounds.expected.rate, rel=1e-9, abs=0) if found.bounds.expected else None,
    )


def test_the_accelerator_may_be_stated():
    text = nvbandwidth({READ: square(8, 392.0)}, "Some Device")
    assert only(text).because[0] == "the catalogue does not know Some Device"
    assert only(text[text.index("Running") :]).because[0] == "nothing tells which accelerator this is"
    assert "--accelerator" in only(text).try_next[0]
    assert only(text, accelerator="h200").verdict.value == "good"
    assert only(text, node="dgx-h100").verdict.value == "good"


def test_a_domain_that_is_stated_has_switches():
    four = nvbandwidth({READ: square(4, 130.4)}, devices=4)
    assert "--domain 8 says that they have some" in only(four).because[0]
    assert only(four, domain=8).verdict.value == "low"
    assert only(four, node="p5.48xlarge").verdict.value == "low"
    assert only(four, domain=4).verdict.value == "unknown-hardware"


@pytest.mark.parametrize(
    ("links", "rate", "verdict"), [(6, 130.4, "good"), (6, 60.0, "low"), (18, 130.4, "low"), (6, 460.0, "impossible")]
)
def test_wiring_beside_the_table_tells_the_links_of_a_pair(links, rate, verdict):
    wired = "".join(f"\tGPU{n}" for n in range(4)) + "\tCPU Affinity\n"
    for row in range(4):
        paths = (" X " if row == column else f"NV{links}" for column in range(4))
        wired += "\t".join((f"GPU{row}", *paths, "0-31")) + "\n"
    tables = read(wired + "\n" + nvbandwidth({READ: square(4, rate)}, devices=4))
    found = judge(tables[1], Stated(), shipped(), beside.of(tables))
    assert found.verdict.value == verdict
    if verdict == "good":  # 88 % of 6 x 25 is 132
        assert found.because[0] == (
            "99 % of what healthy hardware shows (132: 88 % of 150 GB/s of 6 links of nvlink-4, by copy engine)"
        )
        assert "6 links join every two accelerators" in found.assumed[-1]


def test_other_paths_are_not_called_low():
    mesh = {1: 48.3, 2: 24.2}  # links of a pair; the others cross PCIe
    links = {(0, 1): 1, (0, 2): 1, (0, 3): 2, (0, 4): 2, (1, 2): 2, (1, 3): 2, (1, 5): 1, (2, 3): 1, (2, 6): 2}
    links |= {(3, 7): 1, (4, 5): 1, (4, 6): 1, (4, 7): 2, (5, 6): 2, (5, 7): 2, (6, 7): 1}
    rate = lambda row, column: mesh.get(links.get((min(row, column), max(row, column))), 9.8)  # noqa: E731
    found = only(nvbandwidth({READ: square(8, rate)}, "Tesla V100-SXM2-16GB"))
    assert found.verdict.value == "unknown-hardware"
    assert "GPU" not in "".join(found.because)
    assert facts_of(found)["by rate"] == "16 at 48.3 GB/s, 16 at 24.2 GB/s, 24 at 9.8 GB/s"
    crossing = only(nvbandwidth({READ: A6000}, "NVIDIA RTX A6000", 6, {READ: 715.53}))
    assert crossing.finding.rate == 21.8
    assert crossing.verdict.value == "unknown-hardware"
    assert facts_of(crossing)["printed sum"].startswith("715.53 GB/s")


def test_a_kernel_carries_less_over_nvlink():
    found = only(nvbandwidth({"device_to_device_memcpy_read_sm": square(8, 365.0)}))
    assert found.because[0] == "98 % of what healthy hardware shows (370.8: 82 % of 450 GB/s of nvlink-4, by kernels)"


@pytest.mark.parametrize(
    ("name", "rate", "verdict", "why"),
    [
        (TO_DEVICE, 55.43, "good", "100 % of what healthy hardware shows (55.45"),
        ("device_to_host_memcpy_ce", 26.0, "low", "47 % of what healthy hardware shows"),
        (TO_DEVICE, 70.0, "impossible", "70 GB/s, more than 63.02 GB/s each way of pcie-5-x16"),
        ("all_to_host_memcpy_ce", 26.0, "unknown-hardware", "all devices at once share the memory of the host"),
        ("host_to_device_bidirectional_memcpy_ce", 26.0, "unknown-hardware", "both directions share the memory"),
        ("host_to_device_memcpy_sm", 35.2, "unknown-hardware", "a kernel copied"),  # nvbandwidth issue 24
        ("host_to_device_memcpy_sm", 52.8, "good", "95 %"),
    ],
)
def test_copies_of_the_host(name, rate, verdict, why):
    found = only(nvbandwidth({name: [[rate] * 8]}))
    assert found.verdict.value == verdict
    assert why in found.because[0]


def test_all_links_at_once_get_no_verdict_but_the_rating():
    found = only(nvbandwidth({"all_to_one_read_sm": [[380.0] * 8]}))
    assert found.verdict.value == "unknown-hardware"
    assert found.because[0].startswith("84 % of 450 GB/s each way of h100-sxm")
    assert [bound.kind for bound in found.bounds.rows] == ["rating"]


def test_no_link_no_verdict():
    found = only(nvbandwidth({"device_local_copy": [[1400.0] * 8]}))
    assert (found.verdict.value, found.finding.rate) == ("no-measurement", 0.0)
    assert "own memory" in found.because[0]
    found = only(nvbandwidth({"device_to_device_latency_sm": square(8, 826.0)}))
    assert found.finding.said == f"8 x {H100}, device to device, latency 826 ns, by kernel"
    assert facts_of(found)["latency"].startswith("median 826 ns")


def test_racks_of_several_nodes():
    name = "multinode_device_to_device_memcpy_read_ce"
    head = "".join(f"Process {n} (node-{n // 4}): device {n % 4}: NVIDIA GB200 (00000008:01:00)\n" for n in range(8))
    rates = square(8, 780.0)
    text = f"{head}\nRunning {name}.\n{copied.TITLES[READ]}\n{copied.matrix(rates)}\n\nSUM {name} 43680.00\n"
    found = only(text + f"COEFFICIENT_OF_VARIATION {name} 0.00\n")
    assert (found.verdict.value, found.measurement.test) == ("good", name)
    assert found.finding.said == "8 x NVIDIA GB200, device to device, by copy engine, 780 GB/s"


def test_both_directions_are_halved():
    found = judged(both_ways(square(8, 380.0), square(8, 381.0)), accelerator="h100")
    assert [each.finding.rate for each in found] == [380.0, 381.0, 380.5]
    assert [each.measurement.bidirectional for each in found] == [False, False, True]
    assert [each.verdict.value for each in found] == ["good"] * 3
    assert facts_of(found[2])[""] == "printed as the sum of both directions; half of it is one direction"
    assert len({each.measurement.test for each in found}) == 3


def test_a_sum_that_contradicts_the_cells():
    text = nvbandwidth({READ: square(8, 392.0)})
    assert only(text).verdict.value == "good"
    edited = text.replace("    392.00", "    399.00", 1)
    assert only(edited).verdict.value == "inconsistent"
    assert only(edited).because[0] == "its cells add up to 21959.00, and the sum that is printed is 21952.00"
    # 56 cells of two decimals, and the sum: 0.285 at most
    assert only(nvbandwidth({READ: square(8, 392.0)}, sums={READ: 21952.28})).verdict.value == "good"
    assert only(nvbandwidth({READ: square(8, 392.0)}, sums={READ: 21952.29})).verdict.value == "inconsistent"


def test_zeros_are_pairs_that_were_not_measured():
    found = only(nvbandwidth({READ: square(8, 276.0, 0.0)}, "NVIDIA A100-SXM4-80GB", none="0.00"))
    assert (found.verdict.value, len(found.finding.pairs)) == ("good", 56)


def test_sums_alone_tell_of_no_pair():
    found = only("SUM device_to_device_memcpy_read_ce 20785.58\n")
    assert found.verdict.value == "no-measurement"
    assert found.because[0] == "a sum over all pairs tells of none of them: paste the tables too"


def test_tests_that_were_waived():
    found = only("nvbandwidth Version: v0.8\n\nRunning device_to_device_memcpy_read_ce.\nWaived: \n")
    assert found.because[0] == (
        "1 test has no table: tests are waived where no pair of devices reaches the memory of one another"
    )


@pytest.mark.parametrize("indent", [3, None])
def test_the_document(indent):
    rates = square(8, lambda row, _: 392.123 + row)
    found = judged(nvbandwidth_json({READ: rates, TO_DEVICE: [[55.4321] * 8]}, indent=indent))
    assert [each.measurement.test for each in found] == [READ, TO_DEVICE]
    assert [each.verdict.value for each in found] == ["good", "good"]
    assert [each.finding.rate for each in found] == [392.123, 55.4321]
    assert found[0].finding.said.startswith(f"8 x {H100}, device to device")
    document = json.loads(nvbandwidth_json({READ: rates}))
    document["nvbandwidth"]["testcases"][0]["sum"] += 1.0
    assert only(json.dumps(document, indent=1)).verdict.value == "inconsistent"


def test_a_document_on_one_long_line():
    text = nvbandwidth_json({READ: square(24, 392.0), TO_DEVICE: [[55.0] * 24]}, indent=None)
    text = json.dumps(json.loads(text), separators=(",", ":"))
    assert len(text) > 4000
    assert [each.verdict.value for each in judged(text)] == ["good", "good"]


def test_a_document_that_was_cut():
    whole = nvbandwidth_json({READ: square(4, 392.0), TO_DEVICE: [[55.0] * 4]})
    assert len(judged(whole[: whole.index(TO_DEVICE)])) == 1
    assert only('{"nvbandwidth" : {"testcases" : [').verdict.value == "no-measurement"


# ---- p2pBandwidthLatencyTest


def test_the_sample():
    found = judged(p2p(square(8, 376.0, 2800.0), square(8, 37.2, 2800.0)))
    assert [each.verdict.value for each in found] == ["no-measurement", "good", "no-measurement", "good"]
    assert [each.finding.rate for each in found] == [0.0, 376.0, 0.0, 376.0]
    assert [each.measurement.test for each in found][1] == "one way, P2P on, writes"
    off, on, _, both = found
    assert off.because[0].startswith("P2P is off: copies pass through the memory of the host")
    assert facts_of(on)["latency"].startswith("median 2.5 us")
    assert facts_of(off)["latency of the host"].startswith("median 8 us")
    assert facts_of(on)["a device alone"].startswith("2800 .. 2800 GB/s, read and written both counted")
    assert len(both.finding.pairs) == 56


def test_nvlink_that_is_not_used():
    found = judged(p2p(square(8, 37.4, 2800.0), square(8, 37.2, 2800.0)))[1]
    assert found.verdict.value == "low"
    assert found.because[1] == "no faster than without P2P (37.2 GB/s): the links between the devices are not used"
    assert "fabric manager" in found.try_next[0]


def test_slower_with_p2p_than_without():
    found = judged(p2p(square(6, 9.9, 911.0), square(6, 22.2, 911.0), "NVIDIA A40"))[1]  # as of NVIDIA/nccl issue 814
    assert found.verdict.value == "unknown-hardware"
    assert "slower than without P2P, where most pairs show 22.2 GB/s" in found.because
    assert "ACS" in found.try_next[-1]


def test_pairs_without_access():
    near = lambda row, column: row // 4 == column // 4  # noqa: E731
    rates = square(8, lambda row, column: 52.0 if near(row, column) else 12.0, 900.0)
    found = judged(p2p(rates, square(8, 12.0, 900.0), "Some Device", near))[1]
    assert "32 pairs have no peer access: they copy through the memory of the host" in found.because


def test_two_runs_in_one_text():
    text = p2p(square(2, 376.0, 2800.0), square(2, 37.0, 2800.0))
    assert len(read(text + text)) == 8
    assert len(read(text + text.split("\n", 8)[8])) == 8  # the second lost its beginning


def test_markdown_takes_the_sign_of_the_corner():
    text = p2p(square(2, 376.0, 2800.0), square(2, 37.0, 2800.0)).replace("D\\D", "DD")
    assert [each.finding.rate for each in judged(text)] == [0.0, 376.0, 0.0, 376.0]


def test_reads_beside_writes():
    text = p2p(square(2, 376.0, 2800.0), square(2, 37.0, 2800.0))
    reads = text.replace(
        "Bidirectional P2P=Disabled",
        f"Unidirectional P2P=Enabled Bandwidth (P2P Reads) Matrix (GB/s)\n{copied.sample(square(2, 375.0, 2800.0))}\n"
        "Bidirectional P2P=Disabled",
    )
    assert [each.measurement.test for each in judged(reads)][1:3] == [
        "one way, P2P on, writes",
        "one way, P2P on, reads",
    ]


def test_latencies_alone():
    text = p2p(square(2, 376.0, 2800.0), square(2, 37.0, 2800.0))
    found = only(text[text.index("P2P=Disabled Latency") :])
    assert (found.verdict.value, found.finding.rate) == ("no-measurement", 0.0)
    assert found.because[0] == "latencies, and no bandwidth"
    assert len(found.finding.facts) == 4


# ---- rocm_bandwidth_test


def test_rocm():
    found = judged(rocm_node())
    assert [each.finding.said.split(", ")[1] for each in found] == [
        *("device to device", "host to device", "device to host", "device to device", "host to device")
    ]
    assert [each.verdict.value for each in found] == ["good", "good", "good", "good", "good"]
    assert found[0].because[0].startswith("101 % of what healthy hardware shows (48: 75 % of 64 GB/s of xgmi-mi300x")
    assert found[3].finding.rate == pytest.approx(0.9 * 48.3, rel=1e-3, abs=0)
    assert found[0].finding.said.startswith("8 x AMD Instinct MI300X")
    assert found[1].finding.pairs[0][:2] == ("CPU0", "GPU1")
    assert found[0].measurement.version == "2.6.0"
    assert found[2].finding.said.startswith("8 x AMD Instinct MI300X, device to host")
    assert judged(rocm_node(rate=20.0))[0].verdict.value == "low"
    assert "rocm-smi --showxgmierr" in judged(rocm_node(rate=20.0))[0].try_next[0]
    split = judged(rocm_node(rate=20.0, count=16))[0]  # a device of several parts
    assert split.verdict.value == "unknown-hardware"
    assert "more devices than links" in split.because[0]


def test_rocm_without_its_list_of_devices():
    text = rocm_node()
    text = text[text.index("Unidirectional") :]
    found = judged(text)
    assert [each.finding.said.split(", ")[1] for each in found[:3]] == [
        "device to device",
        "host to device",
        "device to host",
    ]
    assert found[0].verdict.value == "unknown-hardware"


def test_a_rated_link_of_unknown_health_is_no_unknown_hardware():
    """The data sheet is known; what healthy links reach of it is not, and line one says that there is no verdict."""
    text = copied.nvbandwidth({"host_to_device_memcpy_ce": [[369.36]]}, "NVIDIA GH200 480GB", 1)
    shown = view([judge(read(text)[0], Stated(), shipped())], shipped()).document.headline
    assert ": without a verdict; " in shown
    assert "unknown hardware" not in shown
