"""What healthy hardware shows: measured in just this case, or what protocols leave of the line rates."""

from __future__ import annotations

import pytest

from limits import references
from limits.catalog import shipped
from limits.network.collectives import Operation
from limits.pasted.expected import bounds, expectation
from limits.pasted.machine.hardware import Hardware, nics, with_accelerator

NDR = nics("8xNDR")


def machine(accelerator: str, domains: int, adapters: str = "", domain: int = 8) -> Hardware:
    each = nics(adapters).together / domain if adapters else None
    known = Hardware(domain=domain, domains=domains, per_rank=each)
    return with_accelerator(known, shipped().row("accelerator", accelerator))


@pytest.mark.parametrize(
    ("accelerator", "domains", "adapters", "rate"),
    [
        ("a100-sxm-80gb", 1, "", 230.0),  # a maintainer of nccl-tests: about 230
        ("h100-sxm", 1, "", 365.6),
        ("mi300x", 1, "", 312.912),
        ("h100-sxm", 2, "8x200G", 337.35),
        ("h100-sxm", 2, "8x400G", 438.85),
        ("h100-sxm", 2, "8x800G", 438.85),  # more adapters show no less than fewer did
        ("h100-sxm", 64, "8x400G", 0.824 * 450.0),  # nobody measured it: the ports bind, not 0.96 of the ring's 400
        ("h100-sxm", 64, "8x200G", 0.96 * 200.0),
        ("gh200", 2, "4x200G", 0.96 * 50.0 * 2.0),
    ],
)
def test_what_healthy_hardware_shows(accelerator, domains, adapters, rate):
    found = expectation.of(Operation.ALL_REDUCE, 8 * domains, machine(accelerator, domains, adapters))

    assert found is not None
    assert found.rate == pytest.approx(rate, rel=1e-12, abs=0)


def test_where_the_log_tells_the_algorithm_its_own_measurement_counts():
    eight = machine("h100-sxm", 1)

    assert expectation.of(Operation.ALL_REDUCE, 8, eight, "NVLS").rate == pytest.approx(473.1, rel=1e-12, abs=0)
    assert expectation.of(Operation.ALL_REDUCE, 8, eight, "tree").rate == pytest.approx(365.6, rel=1e-12, abs=0)


def test_one_accelerator_has_one_path_to_all_its_adapters():
    lone = machine("h100-sxm", 2, "4x400G", domain=1)

    assert expectation.of(Operation.ALL_REDUCE, 2, lone).rate == pytest.approx(0.79 * 63.0, rel=1e-12, abs=0)


@pytest.mark.parametrize("hardware", [Hardware(), Hardware(domains=1), Hardware(domains=2, domain=8, port=450.0)])
def test_nothing_is_expected_of_hardware_that_is_not_known(hardware):
    assert expectation.of(Operation.ALL_REDUCE, 16, hardware) is None


def test_the_bounds_of_64_nodes_of_eight_h100_on_ndr():
    found = {bound.name: bound.rate for bound in bounds.of("all_reduce", 512, machine("h100-sxm", 64, "8x400G")).rows}

    assert found["adapters, any algorithm"] == pytest.approx(405.6, rel=0, abs=0.05)
    assert found["adapters, a ring"] == pytest.approx(400.0, rel=1e-12, abs=0)
    assert found["scale-up port, line rate"] == pytest.approx(450.0, rel=1e-12, abs=0)


@pytest.mark.parametrize("operation", list(Operation))
def test_no_expectation_is_above_what_nothing_passes(operation):
    for accelerator in ("v100-sxm2-32gb", "a100-sxm-80gb", "h100-sxm", "b200", "mi300x"):
        for domains in (1, 2, 3, 64):
            for adapters in ("1x100G", "8x100G", "8x200G", "8x400G", "8x800G"):
                found = bounds.of(operation, 8 * domains, machine(accelerator, domains, adapters))
                assert found.expected is None or found.weakest is None or found.expected.rate <= found.weakest.rate


def test_every_share_names_its_source():
    tables = expectation.shares()
    rows = [*tables["scale_up"].values(), tables["adapter"], tables["path"]]

    assert all(0.0 < row["share"] < 1.0 for row in rows)
    assert all(row["source"].startswith("https://") or row["source"] in references.entries() for row in rows)
