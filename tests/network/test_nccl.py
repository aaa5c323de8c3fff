"""NCCL's model of itself, held against what NCCL prints and against figures worked out by hand from its constants."""

import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from limits.catalog.nccl import nccl_tuning, tuning_of
from limits.errors import DataError
from limits.network import nccl
from limits.network.collectives import bus_factor
from limits.network.nccl import Job, Way, best, fastest, heads_bandwidth, terms, times, ways

TUNING = nccl_tuning()
RING, TREE, NVLS, NVLS_TREE = (Way(name, "simple") for name in ("ring", "tree", "nvls", "nvls_tree"))

HOPPERS = Job(  # 64 nodes of 8 H100: 18 links of 20.6 GB/s, 8 network cards of 400 Gbit/s
    ranks=512,
    nodes=64,
    channels=16,
    inside=370.8e9,
    between=400e9,
    generation="hopper",
    links="nvlink",
    cpu="intel",
    ll128=True,
    one_order=True,
    heads=16,
    multicast=370.8e9,
)


def reached(size, job, way, operation="all_reduce"):
    return float(size / times(size, job, TUNING, operation)[way] * bus_factor(operation, job.ranks)) / 1e9


def pair(**changed):
    """Two nodes of one GPU each, whose channels carry 12 GB/s."""
    return Job(
        **{
            "ranks": 2,
            "nodes": 2,
            "channels": 1,
            "inside": 24e9,
            "between": 12e9,
            "generation": "volta",
            "links": "nvlink",
            "cpu": "intel",
            "ll128": True,
            "one_order": True,
            **changed,
        }
    )


def test_64_nodes_of_8_hopper_gpus_at_256_mb():
    """Latencies in us: ring 1.4 (8.4 + 896 x 3.4 + 126 x 14), tree 8.4 + 2 (7 x 4 + 6 x 14), heads 25 + 12 x 20.9."""
    expected = times(256e6, HOPPERS, TUNING, "all_reduce")
    milliseconds = {RING: 8.02, TREE: 1.778, NVLS_TREE: 1.553}
    for way, wanted in milliseconds.items():
        assert float(expected[way]) * 1e3 == pytest.approx(wanted, abs=0.005)
    for way, wanted in {RING: 64, TREE: 287, NVLS_TREE: 329}.items():
        assert round(reached(256e6, HOPPERS, way)) == wanted
    assert best(expected)[0] == NVLS_TREE


def test_size_of_half_the_rate():
    """Latency x bandwidth: 6.746 ms x 200.4 GB/s, and 232.4 us x 165.6 GB/s."""
    assert [float(np.prod(terms(256e6, HOPPERS, TUNING, "all_reduce", way))) for way in (RING, TREE)] == pytest.approx(
        [1.352e9, 38.5e6], rel=2e-3, abs=0
    )


def test_one_head_for_each_gpu_is_held_back_by_its_ceiling():
    """8 heads of at most 45.5 GB/s: 364 GB/s of the 400 of the network, 1.404 + 0.276 ms."""
    job = replace(HOPPERS, heads=8, multicast=heads_bandwidth(370.8e9, 8))
    assert reached(256e6, job, NVLS_TREE) == pytest.approx(304.2, abs=0.05)


def test_one_node_of_8_hopper_gpus():
    job = replace(HOPPERS, ranks=8, nodes=1, heads=8, multicast=heads_bandwidth(370.8e9, 8))
    assert reached(16e9, job, RING) == pytest.approx(370.8, abs=0.5)
    assert reached(16e9, job, NVLS) == pytest.approx(
        2 * 0.85 * 7 / 8 * 8 / 9 * 370.8, abs=0.5
    )  # 490; 473 to 482 measured
    assert best(times(16e9, job, TUNING, "all_reduce"))[0] == NVLS
    assert best(times(16e9, job, TUNING, "all_gather"))[0] == RING  # a head receives all: NVLS is slower
    assert NVLS_TREE not in ways(job, TUNING, "all_reduce")


def test_one_node_of_8_ampere_gpus():
    job = replace(HOPPERS, ranks=8, nodes=1, generation="ampere", inside=240e9, channels=24)
    assert 230 < reached(8e9, job, RING) < 240
    assert reached(8e9, job, Way("ring", "ll")) < 87.7
    assert not any(way.algorithm.startswith("nvls") for way in ways(job, TUNING, "all_reduce"))


PRINTED = {  # us and GB/s, as NCCL 2.29.7 prints them of two nodes with one GPU each
    ("all_reduce", "tree"): [(16.8, 0.5), (31.0, None), (36.4, 1.9)],
    ("all_reduce", "ring"): [(16.6, 1.2), (31.0, None), (36.4, 2.4)],
    ("all_gather", "ring"): [(11.6, 2.4), (22.5, None), (22.4, 4.8)],
    ("reduce_scatter", "ring"): [(11.6, 2.4), (22.5, None), (22.4, 4.8)],
    ("broadcast", "ring"): [(9.3, 1.2), (18.0, None), (22.4, 2.4)],
    ("reduce", "ring"): [(9.3, 1.2), (18.0, None), (22.4, 2.4)],
    ("all_gather", "pat"): [None, None, (17.6, 3.6)],
    ("reduce_scatter", "pat"): [None, None, (17.6, 3.6)],
}


@pytest.mark.parametrize(("operation", "algorithm"), PRINTED)
def test_what_nccl_2_29_7_prints(operation, algorithm):
    """The table of [nccl2026table]; the network is no NVLink's neighbour, so that LL128 is not allowed (0.0 there)."""
    job = pair(inside=1e12, between=2.4e9, generation="blackwell", ll128=False)
    for protocol, printed in zip(nccl.PROTOCOLS, PRINTED[operation, algorithm], strict=True):
        way = Way(algorithm, protocol)
        if printed is None:
            continue
        latency, bandwidth = printed
        assert f"{nccl.latency(job, TUNING, operation, way) * 1e6:.1f}" == f"{latency:.1f}"
        assert (way in ways(job, TUNING, operation)) == (bandwidth is not None)
        if bandwidth is not None:
            assert f"{nccl.bandwidth(job, TUNING, operation, way) / 1e9:.1f}" == f"{bandwidth:.1f}"


def tuning_of_2020():
    """The constants of [nccl2020] in today's form. Its ceilings lie above 70 GB/s and are left out.

    Rings there had one hop for every step, whoever is alone; a tree was charged 0.9, and nothing for one GPU per node.
    """
    micro = {
        "tree": (4.4e-6, 4.4e-6, 0.0),
        "ring": (3.6e-6, 3.6e-6, 8.4e-6),
    }
    network = {"tree": (5.0e-6, 7.5e-6, 50e-6), "ring": (0.9e-6, 2.5e-6, 6.6e-6)}
    none = MappingProxyType({name: MappingProxyType({"volta": (np.inf,) * 3}) for name in TUNING.ceiling})
    return replace(
        TUNING,
        base=micro,
        hop={"nvlink": {"tree": (0.5e-6, 1.9e-6, 28e-6), "ring": (0.4e-6, 2.5e-6, 5.7e-6)}, "network": network},
        alone=network["ring"],
        share={"ring": (1 / 4, 120 / 128, 1.0), "tree_between": (1 / 3, 7 / 9, 1.0)},
        tree_share=0.9,
        one_chain=1.0,
        ceiling=none,
    )


def test_ring_with_simple_of_2020():
    tuning = tuning_of_2020()
    assert nccl.latency(pair(), tuning, "all_reduce", RING) * 1e6 == pytest.approx(21.6, abs=1e-9)
    assert nccl.bandwidth(pair(), tuning, "all_reduce", RING) / 1e9 == pytest.approx(12.0, abs=1e-9)


def test_what_nccl_printed_in_2020(facts: Path):
    """Each number of a table that somebody posted (nccl-tests, issue 36), to the digit."""
    tuning, seen = tuning_of_2020(), 0
    for line in (facts / "data/net/samples_2026/nccl_info36_tuning_table.txt").read_text().splitlines():
        row = re.search(r"(\w+) \|((?: *[\d.]+/ *[\d.]+\|){6})", line)
        if row is None:
            continue
        operation = re.sub(r"(?<=.)([A-Z])", r"_\1", row[1]).lower()
        columns = [(name, protocol) for name in ("tree", "ring") for protocol in nccl.PROTOCOLS]
        for (name, protocol), cell in zip(columns, row[2].rstrip("|").split("|"), strict=True):
            latency, bandwidth = map(float, cell.split("/"))
            way = Way(name, protocol)
            if bandwidth == 0.0:
                assert way not in ways(pair(), tuning, operation)
                continue
            assert nccl.latency(pair(), tuning, operation, way) * 1e6 == pytest.approx(latency, abs=0.0501)
            assert nccl.bandwidth(pair(), tuning, operation, way) / 1e9 == pytest.approx(bandwidth, abs=0.0501)
            seen += 1
    assert seen == 4 * 3 + 6


def test_corrections_stand_where_nccl_puts_them():
    """From 64 B on, a factor for each doubling; LL least at 256 and 512 KiB, Simple at 128 KiB to 1 MiB."""
    of = {way: terms(0, HOPPERS, TUNING, "all_reduce", way)[1] for way in ways(HOPPERS, TUNING, "all_reduce")}
    sizes = np.array([63, 64, 2**17 - 1, 2**17, 2**18, 2**19, 2**20 - 1, 2**20, 2**28, 2**29 - 1, 2**29])

    def factors(protocol):
        way = Way("tree", protocol)
        return (terms(sizes, HOPPERS, TUNING, "all_reduce", way)[1] / of[way]).round(6).tolist()

    assert factors("ll") == [1.0, 1.0, 0.6, 0.5, 0.4, 0.4, 0.4, 0.5, 1.0, 1.0, 1.0]
    assert factors("simple") == [1.0, 0.9, 0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9, 0.9, 1.0]


def test_trees_of_heads_are_corrected_on_blackwell_with_x86_alone():
    job = replace(HOPPERS, generation="blackwell")
    for cpu, factor in {"intel": 0.5, "amd": 0.5, "other": 1.0}.items():
        changed = replace(job, cpu=cpu)
        got = terms(2**18, changed, TUNING, "all_reduce", NVLS_TREE)[1]
        assert got / nccl.bandwidth(changed, TUNING, "all_reduce", NVLS_TREE) == pytest.approx(factor, rel=1e-12, abs=0)


@pytest.mark.parametrize(("generation", "factor"), [("volta", 1.9), ("ampere", 1.4)])
def test_the_plateau_of_a_ring_begins_at_64_byte_per_rank_and_channel(generation, factor):
    job = replace(HOPPERS, generation=generation, heads=0)
    edge = 64 * job.channels * job.ranks
    slow = terms(np.array([edge - 1, edge]), job, TUNING, "all_reduce", RING)[0]
    assert slow[1] / slow[0] == pytest.approx(factor, rel=1e-12, abs=0)
    assert terms(edge, job, TUNING, "all_gather", RING)[0] == nccl.latency(job, TUNING, "all_gather", RING)
    alone = replace(job, ranks=8, nodes=1)
    assert terms(edge, alone, TUNING, "all_reduce", RING)[0] == nccl.latency(alone, TUNING, "all_reduce", RING)


def test_the_cpu_decides_what_a_step_costs_and_what_ll_reaches():
    """AMD: 3 x 2 us for a posted step with Simple, more than the 3.4 us of NVLink."""
    amd = replace(HOPPERS, cpu="amd")
    more = nccl.latency(amd, TUNING, "all_reduce", RING) - nccl.latency(HOPPERS, TUNING, "all_reduce", RING)
    assert more == pytest.approx(896 * (6.0 - 3.4) * 1e-6, rel=1e-9, abs=0)
    low = Way("ring", "ll")
    assert [nccl.bandwidth(job, TUNING, "all_gather", low) * 511 / 512 for job in (HOPPERS, amd)] == pytest.approx(
        [20.4e9, 19.0e9], rel=1e-12, abs=0
    )


def test_the_latency_of_the_network_is_counted_twice_with_simple():
    slow = replace(HOPPERS, latency=1e-6)
    for way, hops in {RING: 126 * 2, Way("ring", "ll"): 126, TREE: 12 * 2}.items():
        more = nccl.latency(slow, TUNING, "all_reduce", way) - nccl.latency(HOPPERS, TUNING, "all_reduce", way)
        assert more == pytest.approx(hops * 1e-6, rel=1e-9, abs=0)


def test_a_broadcast_pays_for_every_rank_where_channels_differ():
    twisted = replace(HOPPERS, one_order=False)
    assert nccl.latency(twisted, TUNING, "broadcast", RING) == pytest.approx((8.4 + 512 * 14) * 1e-6, rel=1e-9, abs=0)


def test_inside_a_node_a_broadcast_pays_the_hop_of_a_tree_with_simple():
    twisted = replace(HOPPERS, ranks=8, nodes=1, one_order=False)
    for protocol, wanted in {"ll": 6.6 + 8 * 0.6, "ll128": 14 + 8 * 1.9, "simple": 8.4 + 8 * 4.0}.items():
        got = nccl.latency(twisted, TUNING, "broadcast", Way("ring", protocol))
        assert got == pytest.approx(wanted * 1e-6, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("way", "nodes", "channels", "wanted"),
    [  # GB/s of all channels: two ceilings of one, or a share of 370.8
        (Way("ring", "ll128"), 64, 2, 2 * 36.7),
        (Way("ring", "ll128"), 1, 16, 0.92 * 370.8),
        (Way("tree", "simple"), 1, 2, 2 * 38.7),
        (Way("tree", "simple"), 2, 2, 2 * 41.4),
        (Way("tree", "simple"), 64, 2, 2 * 36.0),
        (Way("tree", "ll128"), 1, 16, 370.8 * 8 / 7 * 0.92 * 7 / 9),
        (Way("tree", "ll128"), 2, 2, 2 * 36.7),
        (Way("tree", "ll128"), 64, 2, 2 * 29.0),
        (Way("tree", "ll"), 1, 16, 370.8 * 8 / 7 * 0.92 / 3.8),
        (Way("tree", "ll"), 64, 16, 20.4),
    ],
)
def test_what_channels_carry(way, nodes, channels, wanted):
    job = replace(HOPPERS, ranks=8 * nodes, nodes=nodes, channels=channels)
    per_size = 0.5 if way.algorithm == "tree" else 1 / bus_factor("all_reduce", job.ranks)
    got = nccl.bandwidth(job, TUNING, "all_reduce", way) / per_size
    assert got / 1e9 == pytest.approx(wanted, rel=1e-12, abs=0)


def test_what_heads_in_the_switch_carry():
    """8 heads of 40 GB/s: 2 x 0.85 x 7/8 of 320; gathering, half of that and 7/8; two nodes count their cards twice."""
    job = replace(HOPPERS, ranks=8, nodes=1, heads=8, multicast=320e9)
    inside = 0.85 * 7 / 8 * 320e9
    assert nccl.bandwidth(job, TUNING, "all_reduce", NVLS) * 7 / 4 == pytest.approx(2 * inside, rel=1e-12, abs=0)
    assert nccl.bandwidth(job, TUNING, "all_gather", NVLS) == pytest.approx(inside * 7 / 8, rel=1e-12, abs=0)
    for nodes, cards in {2: 400e9, 4: 200e9}.items():
        several = replace(job, ranks=8 * nodes, nodes=nodes, between=200e9)
        got = nccl.bandwidth(several, TUNING, "all_reduce", NVLS_TREE) * bus_factor("all_reduce", 8 * nodes)
        assert got == pytest.approx(cards, rel=1e-12, abs=0)


def test_two_nodes_of_8_hopper_gpus_with_200_gigabyte_per_second():
    """Tree: min(370.8 x 8/7, 2 x 200) x 0.92 / 2 x 15/8 = 345 GB/s; 338.8 was measured."""
    job = replace(HOPPERS, ranks=16, nodes=2, between=200e9, heads=0)
    assert reached(8 * 2**30, job, TREE) == pytest.approx(345, abs=2)
    assert reached(8 * 2**30, job, RING) == pytest.approx(200, abs=2)


def test_arrays_are_answered_element_by_element():
    sizes = np.geomspace(1e3, 1e10, 30)
    expected = times(sizes, HOPPERS, TUNING, "all_reduce")
    least = fastest(expected)
    for place, size in enumerate(sizes):
        way, time = best(times(size, HOPPERS, TUNING, "all_reduce"))
        assert least[place] == pytest.approx(float(time), rel=1e-12, abs=0)
        assert expected[way][place] == pytest.approx(float(time), rel=1e-12, abs=0)
    drawn = replace(HOPPERS, between=np.array([200e9, 400e9]))
    assert [float(t) for t in times(1e9, drawn, TUNING, "all_reduce")[RING]] == pytest.approx(
        [float(times(1e9, replace(HOPPERS, between=b), TUNING, "all_reduce")[RING]) for b in (200e9, 400e9)],
        rel=1e-12,
        abs=0,
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"ranks": 1, "nodes": 1},
        {"ranks": 4, "nodes": 8},
        {"nodes": 0},
        {"channels": 0},
        {"heads": 8, "multicast": 0.0},
        {"generation": "pascal"},
        {"links": "xgmi"},
        {"cpu": "arm"},
    ],
)
def test_a_job_that_makes_no_sense_is_refused(changed):
    with pytest.raises(ValueError, match=r"takes two ranks|is wanted|is none of"):
        replace(HOPPERS, **changed)


def test_an_operation_without_a_model_is_refused():
    with pytest.raises(ValueError, match="'alltoall' is none of all_reduce"):
        times(1e6, HOPPERS, TUNING, "alltoall")


def test_constants_without_a_source_or_with_a_number_too_few_are_refused():
    import tomllib

    from limits.catalog.nccl import _FILE

    text = _FILE.read_text(encoding="utf-8")
    with pytest.raises(DataError, match="no sources"):
        tuning_of(tomllib.loads(text.replace("sources = ", "other = ")))
    with pytest.raises(DataError, match="2 numbers"):
        tuning_of(tomllib.loads(text.replace("tree = [6.8, 14.0, 8.4]", "tree = [6.8, 14.0]")))
