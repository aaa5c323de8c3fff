"""What NCCL's model expects of machines as people state them, and what a log changes in that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from limits.catalog import shipped
from limits.network import nccl
from limits.pasted.expected import bounds, nccl_expects
from limits.pasted.expected.nccl_expects import Case, logged, modelled
from limits.pasted.lines import Lines
from limits.pasted.log.evidence import Evidence
from limits.pasted.machine.hardware import Hardware, Stated, nics
from limits.pasted.machine.unmeasured import expected

from . import logs

HOPPERS = Hardware("h100-sxm", "nvlink-4", port=450.0, domain=8, domains=64, per_rank=50.0)


def case(evidence: Evidence | None = None, **changed) -> Case:
    start = Case(256e6, "all_reduce", 512, HOPPERS, evidence or Evidence())
    return replace(start, **changed)


def expectation(asked: Case):
    return modelled(asked, bounds.of(asked.operation, asked.ranks, asked.hardware))


def rates(asked: Case) -> dict:
    return {(way.algorithm, way.protocol, way.heads): round(way.bus_bandwidth, 1) for way in expectation(asked).ways}


def logged_by(*parts: str) -> Evidence:
    lines = Lines(iter((logs.log(*parts),)))
    list(lines)
    return lines.evidence


def test_64_nodes_of_8_hopper_gpus_at_256_mb():
    """8.02 ms in a ring, 1.778 in a tree, 1.553 in an NVLS tree of 16 heads; 8 of them have a ceiling of 364 GB/s."""
    found = rates(case())

    assert found["ring", "simple", 0] == pytest.approx(63.7, abs=0.1)
    assert found["tree", "simple", 0] == pytest.approx(287.4, abs=0.1)
    assert found["nvls_tree", "simple", 16] == pytest.approx(329.0, abs=0.1)
    assert found["nvls_tree", "simple", 8] == pytest.approx(304.2, abs=0.1)
    best = expectation(case()).best
    assert (best.algorithm, best.heads, round(best.time * 1e3, 3)) == ("nvls_tree", 16, 1.553)
    assert any("heads of NVLS" in each for each in expectation(case()).assumed)


def test_the_bounds_of_that_machine():
    found = expected(Stated("dgx-h100"), 512, "all-reduce", shipped())
    named = {bound.name: round(bound.rate, 1) for bound in found.bounds.rows}

    assert named["adapters, any algorithm"] == 405.6
    assert named["adapters, a ring"] == 400.0
    assert named["scale-up port, line rate"] == 450.0


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("NCCL_ALGO", "Ring", {"ring"}),
        ("NCCL_ALGO", "ring,tree", {"ring", "tree"}),
        ("NCCL_ALGO", "^NVLSTree", {"ring", "tree"}),
        ("NCCL_ALGO", "allreduce:tree;allgather:ring", {"tree"}),
        ("NCCL_ALGO", "allgather:ring", {"ring", "tree", "nvls_tree"}),
        ("NCCL_NVLS_ENABLE", "0", {"ring", "tree"}),
        ("NCCL_PROTO", "LL", {"ring", "tree"}),
    ],
)
def test_settings_in_the_log_leave_some_ways_alone(name, value, left):
    found = expectation(case(Evidence(environment={name: value}))).ways

    assert {way.algorithm for way in found} == left
    assert name != "NCCL_PROTO" or {way.protocol for way in found} == {"ll"}


def test_settings_that_leave_no_way_are_said_to():
    found = expectation(case(Evidence(environment={"NCCL_ALGO": "CollnetDirect"})))

    assert not found.ways
    assert "leave no way" in found.why_not


def test_what_a_log_says_is_not_assumed():
    """Heads, channels and processors of the log; without NVLS there are no heads at all."""
    evidence = Evidence(heads=8, channels=24, cpu="amd", multicast=True)
    found = expectation(case(evidence))

    assert [way.heads for way in found.ways if way.heads] == [8]
    assert not [each for each in found.assumed if "channels" in each or "Intel" in each or "heads" in each]
    assert rates(case(evidence))["ring", "simple", 0] < rates(case())["ring", "simple", 0], "steps cost AMD more"
    assert not [way for way in expectation(case(Evidence(multicast=False))).ways if way.heads]


def test_no_way_passes_the_theorem():
    """Two nodes: NCCL counts the cards of an NVLS tree twice, which is more than 2 (n - 1)/n of them at large sizes."""
    two = replace(HOPPERS, domains=2, per_rank=25.0)
    large = case(hardware=two, ranks=16, size=64e9)
    most = bounds.of("all_reduce", 16, two).rows[0].rate
    found = expectation(large)

    assert most == 375.0
    assert max(way.bus_bandwidth for way in found.ways) == pytest.approx(375.0, rel=1e-12, abs=0)
    assert [way.algorithm for way in found.ways if way.bounded] == ["nvls_tree"]
    assert found.best.time == pytest.approx(2 * 15 / 16 * 64e9 / 375e9, rel=1e-12, abs=0)


def test_with_reduction_in_the_network_the_weaker_bound_holds():
    two = replace(HOPPERS, domains=2, per_rank=25.0)
    large = case(Evidence(in_network=True), hardware=two, ranks=16, size=64e9)

    assert expectation(large).best.bus_bandwidth <= bounds.of("all_reduce", 16, two).weakest.rate


def test_over_efa_ll128_is_not_allowed():
    for fabric, allowed in {"EFA": False, "InfiniBand": True}.items():
        found = expectation(case(hardware=replace(HOPPERS, fabric=fabric)))
        assert any(way.protocol == "ll128" for way in found.ways) is allowed
        assert any("LL128" in each for each in found.assumed)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"operation": "alltoall"}, "no model of alltoall"),
        ({"operation": ""}, "that nothing names"),
        ({"ranks": None}, "how many ranks"),
        ({"ranks": 1}, "one rank"),
        ({"evidence": Evidence(version="RCCL 2.22.3")}, "RCCL"),
        ({"hardware": replace(HOPPERS, accelerator=None)}, "--accelerator"),
        ({"hardware": replace(HOPPERS, link="xgmi-mi300x", accelerator="mi300x")}, "mi300x"),
        ({"hardware": replace(HOPPERS, per_rank=None)}, "--nic"),
    ],
)
def test_where_the_model_does_not_hold_it_says_why(changed, why):
    found = modelled(case(**changed), bounds.NONE)

    assert not found.ways
    assert found.best is None
    assert why in found.why_not


def test_a_table_of_the_log_expects_with_the_corrections_of_a_size():
    """1 MB: the bandwidth of a tree with Simple is halved; a ring between nodes pays 1.4 times its latency."""
    evidence = logged_by(logs.TABLE_OF_2020)
    found = {(way.algorithm, way.protocol): way.time for way in logged(case(evidence, size=1e6, ranks=None)).ways}

    assert found["ring", "ll128"] == pytest.approx(8.6e-6 + 1e6 / 9.4e9, rel=1e-12, abs=0)
    assert found["tree", "simple"] == pytest.approx(100e-6 + 1e6 / (0.5 * 9e9), rel=1e-12, abs=0)
    assert found["ring", "simple"] == pytest.approx(1.4 * 21.6e-6 + 1e6 / 10e9, rel=1e-12, abs=0)
    one_node = case(evidence, size=1e6, ranks=None, hardware=replace(HOPPERS, domains=1))
    found = {(way.algorithm, way.protocol): way.time for way in logged(one_node).ways}
    assert found["ring", "simple"] == pytest.approx(21.6e-6 + 1e6 / 10e9, rel=1e-12, abs=0)


def test_the_bus_bandwidth_of_a_table_needs_the_number_of_ranks():
    evidence = logged_by(logs.TABLE_OF_2026)

    assert logged(case(evidence, ranks=None)).best.bus_bandwidth is None
    best = logged(case(evidence)).best
    assert best.algorithm == "nvls_tree"
    assert best.time == pytest.approx(275.8e-6 + 256e6 / 182.4e9, rel=1e-12, abs=0)
    assert best.bus_bandwidth == pytest.approx(2 * 511 / 512 * 0.256 / best.time, rel=1e-12, abs=0)


def test_an_operation_that_the_table_has_not_is_said_to_be_missing():
    assert "alltoall" in logged(case(logged_by(logs.TABLE_OF_2020), operation="alltoall")).why_not


def test_tables_of_several_jobs_are_said_to_differ():
    other = logs.TABLE_OF_2020.replace("21.6/ 10.0", "21.6/ 12.0")

    assert logged(case(logged_by(logs.TABLE_OF_2020, other))).assumed
    assert not logged(case(logged_by(logs.TABLE_OF_2020))).assumed


def test_the_model_of_a_stated_machine_is_that_of_the_kernel():
    """A machine of the command line, and the same job written out."""
    found = expected(Stated(accelerator="A100", nics=nics("8x200G"), domain=8), 32, "all_gather", shipped())
    best = modelled(Case(1e9, "all_gather", 32, found.hardware, Evidence()), found.bounds).best
    job = nccl.Job(
        ranks=32,
        nodes=4,
        channels=16,
        inside=240e9,
        between=200e9,
        generation="ampere",
        links="nvlink",
        cpu="intel",
        ll128=True,
        one_order=True,
    )
    way, time = nccl.best(nccl.times(1e9, job, nccl_expects.nccl_tuning(), "all_gather"))
    assert (best.algorithm, best.protocol, best.time) == (
        way.algorithm,
        way.protocol,
        pytest.approx(float(time), rel=1e-9, abs=0),
    )
