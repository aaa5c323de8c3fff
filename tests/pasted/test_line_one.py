"""Line one on pastes as strangers bring them: the hardware that they have, the mistakes that they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.judging import unfinished
from limits.pasted.judging.judged import LOW_BELOW
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated, nics
from limits.pasted.table import curve
from limits.pasted.words import percent
from limits.report.network.link import said, view

from .written import nccl

SIZES = tuple(2**power for power in range(20, 35))  # 1 MiB to 16 GiB
H100 = "NVIDIA H100 80GB HBM3"


def pasted(operation: str = "all_reduce", ranks: int = 16, per_host: int = 8, *, rate: float, **kinds) -> str:
    return nccl("2.18", operation, ranks, per_host, SIZES, rate=rate, **{"devices": H100, "alpha": 60.0} | kinds).text


def line_one(text: str, **stated) -> str:
    return " ".join(said(judge(read(text)[0], Stated(**stated), shipped())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # every link of the question: what a ring shows is no measure where healthy hardware does not run one
        (pasted(rate=180.0), "needs at least 775 Gbit/s per node; low if 8 x 200G or more (48 % of any algorithm)."),
        (pasted(rate=330.0, devices="NVIDIA H20"), "good if 8 x 200G or more (89 % of any algorithm)."),
        # what a single adapter carries, as where the others are not used
        (pasted(rate=45.0), "good if 1 x 400G or 4 x 100G (91 % of a ring), low if 4 x 200G (45 % of a ring)."),
        # one message leaves by one adapter
        (pasted("sendrecv", rate=40.0), "needs at least 323 Gbit/s per adapter; borderline if 8 x 400G (81 % of"),
        # domains that nobody listed are a guess, and the adapters are those of 18 hosts
        (
            pasted(ranks=144, per_host=4, rate=640.0, devices="NVIDIA GB300"),
            "per domain of 72; good if 1 x 200G or 2 x 100G or more",
        ),
        (pasted(ranks=32, per_host=4, rate=600.0, devices="NVIDIA GB300"), "32 x gb300 (if one domain), all-reduce"),
        (pasted(ranks=8, rate=830.0, devices="NVIDIA B200"), "8 x b200, all-reduce, 836.9 GB/s: good"),
        (pasted(ranks=8, rate=315.0, devices=""), "good if mi300x (71 % of the line rate). Which? --accelerator"),
        (pasted(ranks=8, per_host=4, rate=160.0, devices="NVIDIA GH200 120GB"), "2 x 4 gh200, all-reduce, 161.6 GB/s"),
    ],
    ids=range(9),
)
def test_what_is_asked_settles_it(text, expected):
    assert expected in line_one(text)


def test_a_message_between_nodes_is_held_against_one_adapter():
    text = pasted("sendrecv", rate=40.0)
    judged = judge(read(text)[0], Stated(nics=nics("8x400G")), shipped())

    assert [(bound.name, bound.rate) for bound in judged.bounds.of_adapters] == [("adapters, any algorithm", 50.0)]
    assert judged.verdict.value == "borderline"


def test_many_tables_of_one_text_are_ranked():
    """Four nodes in one file: the odd one is named, in JSON as before by its own measurement."""
    texts = [
        pasted(ranks=8, rate=rate).replace("node-1", f"gpu-{number}")
        for number, rate in enumerate((360, 361, 290, 359))
    ]
    shown = view([judge(table, Stated(), shipped()) for table in read("".join(texts))], shipped())
    document = shown.document

    assert document.headline == (
        "4 measurements: 3 x good, 1 x borderline; 4 runs of all-reduce on 8 ranks, median 362.8 GB/s: "
        "gpu-2 stands out, 19 % below."
    )
    assert [section.title for section in document.sections[:2]] == ["Ranking", "Who is to blame"]


def test_two_tables_of_one_text_say_both_bandwidths():
    judged = [judge(table, Stated(), shipped()) for table in read(pasted(rate=180.0) + pasted(rate=120.0))]
    assert view(judged, shipped()).document.headline == "2 measurements: 2 x unknown hardware; 181.7 and 121.2 GB/s"


def test_inside_a_node_nobody_is_sent_to_the_adapters():
    one, two = (pasted(ranks=ranks, rate=45.0) for ranks in (8, 16))
    asked = [judge(read(text)[0], Stated(node="dgx-h100"), shipped()).try_next[-1] for text in (one, two)]
    assert [("nvlink -s" in each, "adapter" in each) for each in asked] == [(True, False), (False, True)]
    amd = judge(read(pasted(ranks=8, rate=45.0, devices="AMD Instinct MI300X"))[0], Stated(), shipped())
    assert "rocm-smi" in amd.try_next[-1]


def test_what_one_adapter_carries_is_named():
    judged = judge(read(pasted(rate=45.0))[0], Stated(node="dgx-h100"), shipped())
    assert judged.verdict.value == "low"
    assert judged.try_next[0].startswith("about what a single adapter carries")
    fast = judge(read(pasted(rate=180.0))[0], Stated(node="dgx-h100"), shipped())
    assert not any("single adapter" in each for each in fast.try_next)


def test_rows_of_two_runs_under_one_another_are_said_to_be_that():
    lines = [line for line in (pasted(rate=180.0) + pasted(rate=120.0)).splitlines() if line.strip()[:1].isdigit()]
    judged = judge(read("\n".join(lines))[0], Stated(), shipped())
    assert len(judged.measurement.rows) == 2 * len(SIZES)
    assert judged.assumed[1].startswith(f"sizes begin anew in line {len(SIZES) + 1}")


def test_a_log_without_a_table_is_no_measurement():
    (table,) = read(
        "h:1:1 [0] NCCL INFO Using network Socket\nh:1:1 [0] NCCL INFO comm 0x5 rank 0 nranks 16 cudaDev 0\n"
    )
    judged = judge(table, Stated(), shipped())
    assert judged.verdict.value == "no-measurement"
    assert list(said(judged)) == ["a log of NCCL without a table: nothing was measured."]


def test_wrong_results_are_said_on_line_one():
    sound = pasted(ranks=8, rate=361.0)
    row = next(line for line in sound.splitlines() if line.split()[:1] == [str(2**24)])
    broken = sound.replace(row, f"{row.rstrip()[:-1]}7")
    assert line_one(sound).endswith("by ring: 365.6 .. 370 (h100-8-allreduce-ring)).")
    assert line_one(broken).endswith("(h100-8-allreduce-ring)). The test found wrong results at 1 size.")
    judged = judge(read(broken)[0], Stated(), shipped())
    assert judged.because[-1].startswith("wrong results at 1 of 15 sizes, the smallest 16 MiB")


def test_differences_that_are_rounding_are_not_wrong():
    table = read(nccl("error", wrong="2e-07").text)[0]
    assert curve.wrong(table) == ()
    six = "1048576 262144 float sum -1 100.0 10.49 18.35 100.0 10.49 18.35"  # a paste without its columns of errors
    assert all(curve.wrong(table) == () for table in read(six))


@pytest.mark.parametrize(
    ("devices", "rate", "expected"),
    [
        (
            "NVIDIA L40S",
            22.0,
            "8 x l40s, all-reduce, 22.22 GB/s: needs at least 12.7 GB/s per accelerator; no published",
        ),
        ("NVIDIA A100 80GB PCIe", 190.0, "8 x a100-pcie-80gb, all-reduce, 191.8 GB/s: needs at least"),  # by a bridge
        ("NVIDIA Something 9000", 22.0, "8 ranks, all-reduce, 22.22 GB/s: needs at least 12.7 GB/s per accelerator."),
    ],
)
def test_what_no_table_knows_is_not_asked_again(devices, rate, expected):
    text = pasted(ranks=8, rate=rate, devices=devices)
    assert line_one(text).startswith(expected)
    assert ("Which? --accelerator" in line_one(text)) == ("Something" in devices)


def test_a_device_that_the_catalogue_does_not_have_is_named():
    judged = judge(read(pasted(ranks=8, rate=22.0, devices="NVIDIA Something 9000"))[0], Stated(), shipped())
    assert judged.because[0] == "the catalogue has no NVIDIA Something 9000: nothing tells what links them"


def swept(rate: float, alpha: float, last: int = 28, ranks: int = 512) -> str:
    """A sweep up to 2**last byte."""
    sizes = tuple(2**power for power in range(20, last + 1))
    return nccl("2.18", ranks=ranks, sizes=sizes, rate=rate, alpha=alpha, devices=H100, step=2).text


def alone(bandwidth: float, size: int = 2**28, ranks: int = 512) -> str:
    """One size, out of place alone."""
    algorithm = bandwidth * ranks / (ranks - 1) / 2.0
    row = f"{size} {size // 4} float sum -1 {size / algorithm / 1e3:.1f} {algorithm:.2f} {bandwidth:.2f} 0"
    head = f"# nThread 1 nGpus 1 minBytes {size} maxBytes {size} step: 2(factor)\n# all_reduce_perf"
    return f"{head}\n#  Rank {ranks - 1} Group 0 Pid 1 on n-64 device 7 [0x0f] {H100}\n{row}\n"


def test_a_sweep_that_ends_far_below_what_nccl_expects_there_is_low_though_it_rises():
    """64 nodes of 8 H100 on NDR at 256 MiB: a tree takes 1.8 ms, an NVLS tree 1.6; here are 5 ms."""
    assert line_one(swept(400.0, 3900.0), node="dgx-h100") == (
        "64 x 8 h100-sxm, all-reduce, 104.9 GB/s: low, 32 % of what NCCL expects at 256 MiB "
        "(331.7 by NVLS tree, Simple, 16 heads)."
    )
    by_rates = judge(read(swept(400.0, 3900.0))[0], Stated(nics=nics("8x400G")), shipped())
    assert by_rates.verdict.value == "low"
    assert by_rates.assumed[0].startswith("the network is InfiniBand or RoCE")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (swept(400.0, 1200.0), "dgx-h100"),  # rises, at two thirds of what NCCL expects
        (swept(400.0, 1950.0, 27), "dgx-h100"),  # 128 MiB: sound sweeps are too far below the model
        (swept(450.0, 1900.0, ranks=16), "p5.48xlarge"),  # a transport of its own, over two nodes
    ],
)
def test_a_sweep_that_rises_is_not_low_where_sound_machines_rise_so(text, node):
    assert judge(read(text)[0], Stated(node=node), shipped()).verdict.value == "not-a-bandwidth-measurement"


SOUND = {  # public sweeps of sound machines that NCCL drives by itself, and the flags that say which
    "nccl_superbench_allreduce.txt": {},
    "nccl_stas_network_README_1.txt": {"accelerator": "A100"},
    "nccl_deepops_slurm_1.txt": {"node": "dgx-a100"},
    "nccl_deepops_netop_1.txt": {"node": "dgx-a100"},
    "nccl_deepops_roce_1.txt": {"node": "dgx-1", "nics": nics("2x100G")},
    "nccl_coreweave_1.txt": {"accelerator": "H100", "nics": nics("8x400G"), "domain": 8},
}


def test_sound_machines_reach_the_share_of_what_nccl_expects_and_the_least_of_them_no_more(facts):
    """Each paste is cut behind each size from 256 MiB on: none is called low there."""
    shares = []
    for name, stated in SOUND.items():
        table = read((facts / "data" / "net" / "samples" / name).read_text("utf-8"))[0]
        for row in [row for row in table if row.size >= unfinished.FROM]:
            cut = replace(table, rows=tuple(other for other in table.rows if other.size <= row.size))
            end = unfinished.at_end(judge(cut, Stated(**stated), shipped()))
            assert end is None or not end.low
            shares += [end.share] if end else []
    assert len(shares) > 20
    assert min(shares) == pytest.approx(unfinished.SOUND, rel=0, abs=0.005)


@pytest.mark.parametrize(("size", "verdict"), [(2**28, "not-a-bandwidth-measurement"), (2**33, "low")])
def test_one_size_over_a_transport_of_a_cloud_is_not_low_for_that(size, verdict):
    """Two p5 in order show 167 GB/s at 256 MiB, 38 % of what they show at 2 GiB."""
    judged = judge(read(alone(167.0, size, ranks=16))[0], Stated(node="p5.48xlarge"), shipped())
    assert judged.verdict.value == verdict


@pytest.mark.parametrize(
    ("bandwidth", "size", "verdict"),
    [
        (287.4, 2**28, "good"),  # a tree: 87 % of what NCCL expects, 78 % of the plateau
        (329.0, 2**28, "good"),
        (230.0, 2**28, "not-a-bandwidth-measurement"),  # 62 % of the plateau is not low here
        (100.0, 2**28, "low"),
        (230.0, 2**34, "low"),  # but here
    ],
)
def test_one_size_is_judged_by_what_nccl_expects_there(bandwidth, size, verdict):
    judged = judge(read(alone(bandwidth, size))[0], Stated(node="dgx-h100"), shipped())
    assert judged.verdict.value == verdict


def test_the_share_that_the_page_names_is_the_one_that_judges():
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "judge-an-interconnect.md").read_text("utf-8")
    assert f"is low below {percent(LOW_BELOW * unfinished.SOUND)} of it" in page
