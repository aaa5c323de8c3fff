"""Machines and slices that clouds rent: what stands in them, and how a run states them."""

import csv

import pytest

from limits import catalog
from limits.catalog.machines import FILE, SOURCES, advice, rented
from limits.errors import InputError
from limits.runs import TrainingRun

with FILE.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["machine"])
def test_each_machine_has_accelerators_of_the_catalogue_and_a_source(row):
    found = rented(row["machine"])
    assert catalog.row("accelerator", found.accelerator).name == found.accelerator == row["accelerator"]
    assert found.number == int(row["count"]) >= 1
    assert row["source"] in SOURCES


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
    ],
)
def test_names(name, accelerator, count):
    assert rented(name)[:2] == (accelerator, count)


@pytest.mark.parametrize("name", ["h100-sxm", "tpu-v4", "v4-7", "v4-0", "p5", "m7i.large", ""])
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
