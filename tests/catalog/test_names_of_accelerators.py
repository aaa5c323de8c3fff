"""Names as tools print them; names that may mean several rows; what one of them is."""

import pytest

from limits import assess, catalog
from limits.runs import TrainingRun

PRINTED = {
    "NVIDIA H100 80GB HBM3": "h100-sxm",
    "NVIDIA H100 PCIe": "h100-pcie",
    "NVIDIA H100 NVL": "h100-nvl",
    "NVIDIA H200": "h200-sxm",
    "NVIDIA GH200 480GB": "gh200",
    "NVIDIA B200": "b200",
    "NVIDIA B300 SXM6 AC": "b300",
    "NVIDIA GB200": "gb200",
    "NVIDIA GB300": "gb300",
    "NVIDIA A100-SXM4-40GB": "a100-sxm-40gb",
    "A100-SXM4-40GB": "a100-sxm-40gb",
    "NVIDIA A100-SXM4-80GB": "a100-sxm-80gb",
    "NVIDIA A100-PCIE-40GB": "a100-pcie-40gb",
    "NVIDIA A800-SXM4-80GB": "a800-sxm-80gb",
    "NVIDIA L40S": "l40s",
    "NVIDIA A40": "a40",
    "Tesla V100-SXM2-16GB": "v100-sxm2-16gb",
    "Tesla V100-SXM2-32GB": "v100-sxm2-32gb",
    "Tesla V100-PCIE-32GB": "v100-pcie-32gb",
    "Tesla T4": "t4",
    "NVIDIA GeForce RTX 4090": "rtx-4090",
    "AMD Instinct MI300X": "mi300x",
    "AMD Instinct MI300X OAM": "mi300x",
    "AMD Instinct MI250X": "mi250x",
    "GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-36c9561a-02ef)": "h100-sxm",
    "GPU 7: Tesla V100-SXM2-32GB (UUID: GPU-0a1b)": "v100-sxm2-32gb",
    "  nvidia   gb200 ": "gb200",
}


@pytest.mark.parametrize("printed", PRINTED)
def test_names_as_tools_print_them(printed):
    assert catalog.row("accelerator", printed).name == PRINTED[printed]
    assert catalog.shipped().also_called("accelerator", printed) == ()


AMBIGUOUS = {
    "h100": ("h100-sxm", ("h100-pcie", "h100-nvl")),
    "A100": ("a100-sxm-80gb", ("a100-sxm-40gb", "a100-pcie-40gb")),
    "v100": ("v100-sxm2-32gb", ("v100-sxm2-16gb", "v100-pcie-32gb")),
    "p100": ("p100-sxm2", ("p100-pcie-16gb",)),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_a_name_of_several_rows_says_which_and_is_counted_among_what_is_assumed(name):
    first, others = AMBIGUOUS[name]
    assert catalog.shipped().also_called("accelerator", name) == others
    found = assess(TrainingRun("mine", parameters="7e9 parameter", tokens="1e12 token", accelerator=name, count=8))
    [said] = [item for item in found.assumed if item.name == "cluster.accelerator"]
    assert said.value == name
    assert f"read as {first}" in said.why
    assert all(other in said.why for other in others)
    assert found.run.numbers["tdp"].origin.doubts[-1] == f"or {' or '.join(others)}"


def test_a_name_of_one_row_is_no_assumption():
    found = assess(
        TrainingRun("mine", parameters="7e9 parameter", tokens="1e12 token", accelerator="h100-sxm", count=8)
    )
    assert not [item for item in found.assumed if item.name == "cluster.accelerator"]
    assert found.run.numbers["memory"].origin.doubts == ()


def test_what_may_be_a_larger_device_proves_nothing():
    """5.4e9 parameters at 16 byte exceed what an H100 SXM reports, and fit an H100 NVL of 94 GB."""
    one = TrainingRun(
        "one", parameters="5.4e9 parameter", tokens="1e9 token", state="16 byte/parameter", architecture="dense",
        count=1, offload="none", accelerator="h100-sxm",
    )  # fmt: skip
    assert assess(one).bounds["memory-capacity"].impossible
    doubted = assess(one.but(accelerator="h100")).bounds["memory-capacity"]
    assert not doubted.impossible
    assert "cluster.memory: or h100-pcie or h100-nvl" in doubted.beyond


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("mi250x", "two dies"),
        ("trn2", "eight NeuronCores"),
        ("trainium1", "two NeuronCores"),
        ("tpu-v5p", "two TensorCores"),
    ],
)
def test_what_one_accelerator_is_stands_among_what_is_assumed(name, part):
    found = assess(TrainingRun("mine", parameters="7e9 parameter", tokens="1e12 token", accelerator=name, count=8))
    [said] = [item for item in found.assumed if item.name == "cluster.accelerator"]
    assert part in said.why


def test_shared_names_stand_for_another_row_first():
    for row in catalog.rows("accelerator"):
        for word in filter(None, row.texts.get("shared_names", "").split("; ")):
            first = catalog.row("accelerator", word)
            assert first.name != row.name
            assert word in first.aliases


def test_blanks_of_any_kind_of_row():
    assert catalog.row("grid", "United States").name == "united-states"
