"""Machines and slices that clouds rent: what stands in them, and how a run states them."""

import pytest

from limits import catalog
from limits.catalog.machines import advice, rented
from limits.errors import InputError
from limits.runs import TrainingRun

NODES = [row for row in catalog.rows("node") if {"accelerator"} <= set(row.texts) and "accelerators" in row.cells]


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.name)
def test_each_node_of_the_catalogue_can_be_rented_by_its_names(node):
    for name in (node.name, *node.aliases):
        found = rented(name)
        if "nvl72" not in name:  # by which a rack is called, too
            assert (found.accelerator, found.number) == (node.texts["accelerator"], node.cells["accelerators"].value)
            assert catalog.row("accelerator", found.accelerator).name == found.accelerator


@pytest.mark.parametrize(
    ("name", "accelerator", "count"),
    [
        ("p5.48xlarge", "h100-sxm", 8),
        ("ml.p4d.24xlarge", "a100-sxm-40gb", 8),
        ("trn2.48xlarge", "trainium2", 16),
        ("A3-HighGPU-8g", "h100-sxm", 8),
        ("a2-megagpu-16g", "a100-sxm-40gb", 16),
        ("ND96isr_H100_v5", "h100-sxm", 8),
        ("Standard ND96amsr A100 v4", "a100-sxm-80gb", 8),
        ("NVIDIA GB200 NVL72", "gb200", 72),
        ("v4-8", "tpu-v4", 4),  # cores, of which a chip has two
        ("v5p-128", "tpu-v5p", 64),
        ("v3-2048", "tpu-v3", 1024),
        ("v5litepod-256", "tpu-v5e", 256),  # chips
        ("v6e-8", "tpu-v6e", 8),
        ("tpu-v2-6", "tpu-v2", 3),
        ("v5e-3", "tpu-v5e", 3),
        ("v5litepod-1", "tpu-v5e", 1),
        ("gb300-nvl72", "gb300", 72),
    ],
)
def test_names(name, accelerator, count):
    assert rented(name)[:2] == (accelerator, count)


@pytest.mark.parametrize(
    "name", ["h100-sxm", "tpu-v4", "v4-7", "v4-0", "v4-1", "v6e-0", "v2-5", "v3-9", "v5p-3", "m7i.large", ""]
)
def test_what_is_no_machine(name):
    assert rented(name) is None
    assert advice(name) == ""


def test_a_machine_where_an_accelerator_is_wanted():
    with pytest.raises(InputError, match="it is a slice of 8 cores, 4 x tpu-v4: state tpu-v4, and count accelerators"):
        catalog_run("v4-8")
    with pytest.raises(InputError, match="it is a machine with 8 x h100-sxm"):
        catalog_run("p5.48xlarge")


@pytest.mark.parametrize("name", ["CPU", "AMD EPYC 9654", "Intel Xeon"])
def test_a_processor_where_an_accelerator_is_wanted(name):
    with pytest.raises(InputError, match=r"state cluster\.peak and cluster\.tdp of what computes"):
        catalog_run(name)


def catalog_run(accelerator):
    from limits import assess

    return assess(TrainingRun("mine", flop="1e24 FLOP", accelerator=accelerator))
