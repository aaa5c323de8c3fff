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
    "NVIDIA GH200 120GB": "gh200",
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
    "AMD Instinct MI325X": "mi325x",
    "AMD Instinct MI355X": "mi355x",
    "MI 300X": "mi300x",
    "H100SXM": "h100-sxm",
    "TPU v3": "tpu-v3",
    "TPU v4": "tpu-v4",
    "TPU v5 lite": "tpu-v5e",
    "TPU v5": "tpu-v5p",
    "TPU v5p": "tpu-v5p",
    "TPU v6 lite": "tpu-v6e",
    "TPU7x": "tpu-v7",
    "Ironwood": "tpu-v7",
    "trn1": "trainium1",
    "Trn2": "trainium2",
    "AWS Trainium3": "trainium3",
    "Gaudi 3": "gaudi3",
    "Ascend 910B": "ascend-910b",
    "nvidia-tesla-a100": "a100-sxm-40gb",
    "nvidia-a100-80gb": "a100-sxm-80gb",
    "nvidia-h100-80gb": "h100-sxm",
    "nvidia-h200-141gb": "h200-sxm",
    "NVIDIA A100 80GB PCIe": "a100-pcie-80gb",
    "NVIDIA H200 NVL": "h200-nvl",
    "NVIDIA H100 SXM5 80GB": "h100-sxm",
    "NVIDIA RTX PRO 6000 Blackwell Server Edition": "rtx-pro-6000",
    "NVIDIA RTX PRO 6000 Blackwell Workstation Edition": "rtx-pro-6000",
    "RTX PRO 6000": "rtx-pro-6000",
    "NVIDIA RTX 6000 Ada Generation": "rtx-6000-ada",
    "tpu-v5-lite-podslice": "tpu-v5e",
    "tpu-v6e-slice": "tpu-v6e",
    "HL-225": "gaudi2",
    "HL-325L": "gaudi3",
    "AMD MI300X": "mi300x",
}


@pytest.mark.parametrize("printed", PRINTED)
def test_names_as_tools_print_them(printed):
    assert catalog.row("accelerator", printed).name == PRINTED[printed]
    assert catalog.shipped().also_called("accelerator", printed) == ()


AMBIGUOUS = {
    "h100": ("h100-sxm", ("h100-pcie", "h100-nvl")),
    "A100": ("a100-sxm-80gb", ("a100-sxm-40gb", "a100-pcie-40gb", "a100-pcie-80gb")),
    "NVIDIA H100": ("h100-sxm", ("h100-pcie", "h100-nvl")),
    "A100 PCIe": ("a100-pcie-40gb", ("a100-pcie-80gb",)),
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
        ("tpu-v3", "two TensorCores"),
        ("tpu-v4", "two TensorCores"),
        ("tpu-v5e", "one TensorCore"),
        ("tpu-v5p", "two TensorCores"),
        ("tpu-v6e", "one TensorCore"),
        ("tpu-v7", "two TensorCores"),
        ("trainium3", "eight NeuronCores"),
        ("ascend-910c", "two dies"),
        ("gb200", "half of a board of two"),
        ("gh200", "one CPU and one GPU"),
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


OF_TODAY = (
    "h200-sxm", "gh200", "b200", "b300", "gb200", "gb300", "mi250x", "mi300x", "mi325x", "mi350x", "mi355x", "tpu-v4",
    "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7", "trainium1", "trainium2", "trainium3", "gaudi2", "gaudi3",
    "ascend-910b", "ascend-910c",
)  # fmt: skip
NOT_PUBLISHED = {
    "tpu-v4",
    "tpu-v5e",
    "tpu-v5p",
    "tpu-v6e",
    "tpu-v7",
    "trainium1",
    "trainium2",
    "trainium3",
    "ascend-910c",
}
"""Accelerators whose makers give no design power: the row has none, or one that is marked."""


@pytest.mark.parametrize("name", OF_TODAY)
def test_what_people_run_on_has_a_dense_peak_and_a_design_power_that_is_published_or_marked(name):
    row = catalog.row("accelerator", name)
    assert row.source
    assert "peak_16bit" in row.cells
    if name in NOT_PUBLISHED:
        assert "tdp" not in row.cells or "unverified" in row.doubts("tdp")
        assert "design power" in row.notes or "TDP" in row.notes
    else:
        assert row.doubts("tdp") == ()


@pytest.mark.parametrize(
    "name", [name for name in OF_TODAY if catalog.row("accelerator", name).texts["vendor"] != "Google"]
)
def test_eight_bits_are_a_whole_number_of_times_as_fast_as_sixteen(name):
    """A sparse rate among dense ones, or the figure of a sister, as once of the MI355X, would stand out."""
    cells = catalog.row("accelerator", name).cells
    if {"peak_16bit", "peak_fp8"} <= cells.keys():
        times = cells["peak_fp8"].value / cells["peak_16bit"].value
        assert times == pytest.approx(round(times), rel=0.07, abs=0)
        assert round(times) in (1, 2, 4)
