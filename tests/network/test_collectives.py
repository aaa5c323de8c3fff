"""Bus bandwidths of collectives: factors of the tests, bounds between domains, and what a measurement proves."""

import math

import numpy as np
import pytest

from limits.network.collectives import (
    RINGS,
    Operation,
    between_domains_any,
    between_domains_ring,
    bus_factor,
    conditions,
    domain_traffic,
    inside_domain,
    needed_domain_rate,
    nvls,
    rank_traffic,
    reduced_in_network,
)

SHARED_OUT = ("all_gather", "reduce_scatter", "gather", "scatter", "alltoall", "alltoallv")


def test_bus_factors_are_those_of_the_tests():
    assert bus_factor("all_reduce", 96) == pytest.approx(2 * 95 / 96, rel=1e-15, abs=0)
    assert [bus_factor(operation, 8) for operation in SHARED_OUT] == [7 / 8] * len(SHARED_OUT)
    assert [bus_factor(operation, 8) for operation in ("broadcast", "reduce", "sendrecv", "hypercube")] == [1.0] * 4


def test_one_rank_has_no_bus_bandwidth_where_nothing_is_sent():
    assert bus_factor("all_reduce", 1) == bus_factor("alltoall", 1) == 0.0


def test_a_hypercube_sends_what_its_columns_leave_out():
    """Its algorithm bandwidth counts (n - 1)/n of the size already, so its traffic is not its factor times the size."""
    assert rank_traffic("hypercube", 800.0, 8) == 700.0


@pytest.mark.parametrize(
    ("ranks", "domains", "domain_rate", "expected"),
    [
        (16, 2, 50.0, 93.75),  # 2 x p4de
        (16, 2, 200.0, 375.0),  # 2 x A3 Mega, 2 x DGX A100
        (16, 2, 25.0, 46.9),  # 2 x DGX-1
        (32, 4, 200.0, 258.3),  # 4 x DGX A100
        (96, 12, 400.0, 431.8),  # 12 x HGX H100
        (1440, 20, 3600.0, 3786.8),  # 20 x NVL72
        (512, 64, 400.0, 405.6),
    ],
)
def test_all_reduce_over_domains(ranks, domains, domain_rate, expected):
    bound = between_domains_any("all_reduce", ranks, domains, domain_rate)
    assert bound == pytest.approx(expected, abs=0.05)
    assert between_domains_any("all_gather", ranks, domains, domain_rate) == bound
    assert between_domains_any("reduce_scatter", ranks, domains, domain_rate) == bound
    assert between_domains_ring("all_reduce", ranks, domains, domain_rate) == domain_rate


def test_other_operations_over_domains():
    """Two nodes of 8 with 8 adapters of 50 GB/s: an alltoall shows twice an adapter less the ranks' own parts."""
    assert between_domains_any("alltoall", 16, 2, 400.0) == pytest.approx(50.0 * 2 * 15 / 16, rel=1e-14, abs=0)
    assert between_domains_any("alltoall", 512, 64, 400.0) == pytest.approx(
        50.0 * 64 / 63 * 511 / 512, rel=1e-14, abs=0
    )
    assert between_domains_any("broadcast", 16, 2, 400.0) == between_domains_any("reduce", 16, 2, 400.0) == 400.0
    assert between_domains_any("gather", 16, 2, 400.0) == between_domains_any("scatter", 16, 2, 400.0) == 750.0
    assert between_domains_any("sendrecv", 16, 2, 400.0) == 50.0


def test_a_hypercube_crosses_by_each_ranks_own_adapter():
    """The last of its 4 steps moves 8 of 16 parts to and from each rank of the other node."""
    assert domain_traffic("hypercube", 16.0, 16, 2) == 8 * 8.0
    assert between_domains_any("hypercube", 16, 2, 400.0) == 50.0 * 15 / 8


def test_one_rank_per_domain_is_a_ring_at_best():
    for operation in RINGS:
        assert between_domains_any(operation, 12, 12, 50.0) == pytest.approx(50.0, rel=1e-14, abs=0)


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("ranks", [1, 8])
def test_one_domain_needs_no_network(operation, ranks):
    assert between_domains_any(operation, ranks, 1, 50.0) == math.inf
    assert between_domains_ring(operation, ranks, 1, 50.0) == math.inf
    assert domain_traffic(operation, 1.0, ranks, 1) == 0.0
    assert needed_domain_rate(operation, 300.0, ranks, 1) == 0.0


@pytest.mark.parametrize("operation", Operation)
def test_a_ring_is_never_above_any_algorithm(operation):
    domains = np.array([2, 3, 4, 12, 64])
    assert np.all(
        between_domains_ring(operation, 8 * domains, domains, 400.0)
        <= between_domains_any(operation, 8 * domains, domains, 400.0) * (1 + 1e-15)
    )


@pytest.mark.parametrize("operation", Operation)
def test_the_needed_rate_is_the_bound_turned_round(operation):
    domains = np.array([2.0, 3.0, 20.0])
    rate = needed_domain_rate(operation, 300.0, 72 * domains, domains)
    assert between_domains_any(operation, 72 * domains, domains, rate) == pytest.approx(300.0, rel=1e-14, abs=0)


def test_what_two_nodes_of_a_paste_prove():
    """338.8 GB/s need 1446 Gbit/s per node: 90 % of 8 x 200 Gbit/s, 45 % of 8 x 400."""
    needed = 8 * needed_domain_rate("all_reduce", 338.82, 16, 2)
    assert needed == pytest.approx(1445.6, abs=0.05)
    assert needed / 1600 == pytest.approx(0.90, abs=0.005)
    assert needed / 3200 == pytest.approx(0.45, abs=0.005)


def test_ports_of_a_rank_and_reduction_in_switches():
    assert inside_domain(450.0, 1, 50.0) == 450.0
    assert inside_domain(450.0, 2, 50.0) == 500.0
    assert reduced_in_network(8, 450.0) == 787.5
    assert nvls(8, 450.0) == pytest.approx(700.0, rel=1e-14, abs=0)
    assert nvls(2, 450.0) < 450.0, "between two, adding on the way costs more than it saves"
    assert nvls(3, 450.0) == pytest.approx(450.0, rel=1e-14, abs=0)


def test_nvls_is_within_the_bound_on_any_reduction_in_switches():
    ranks = np.arange(2, 600)
    assert np.all(nvls(ranks, 450.0) < reduced_in_network(ranks, 450.0))


def test_traffic_of_sharded_training_per_tier():
    """A model of 12.85e9 parameters in 16 bits, three passes over it, 64 H100 in 8 nodes: 0.169 s on either tier."""
    size = 12.85e9 * 2
    by_adapters = 3 * domain_traffic("all_gather", size, 64, 8) / 400e9
    by_ports = 3 * rank_traffic("all_gather", size, 64) / 450e9
    assert by_adapters == pytest.approx(0.169, abs=5e-4)
    assert by_ports == pytest.approx(0.169, abs=5e-4)


def test_columns_keep_their_shape_and_numbers_stay_numbers():
    domains = np.array([[1], [2]])
    assert between_domains_any("all_reduce", np.array([8, 16, 32]), domains, 50.0).shape == (2, 3)
    assert type(between_domains_any("all_reduce", 16, 2, 50.0)) is float
    assert type(between_domains_ring("broadcast", 16, 2, 50.0)) is float


def test_every_operation_says_what_its_bound_takes_for_granted():
    assert {conditions(operation) for operation in Operation}
    assert "no switch or adapter adds" in conditions("all_reduce")
    assert "uneven" in conditions("alltoallv")


def test_an_unknown_operation_is_refused():
    with pytest.raises(ValueError, match="all_reduce_bench"):
        bus_factor("all_reduce_bench", 8)
