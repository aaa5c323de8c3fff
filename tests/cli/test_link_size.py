"""`limits link --size`: one size of a paste, or of a machine that nobody measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PASTE = str(Path(__file__).parents[2] / "docs" / "examples" / "two-nodes.log")
MACHINE = ("--node", "dgx-h100", "--ranks", "512")


def test_a_machine_that_nobody_measured(answer):
    """64 nodes of 8 H100 on NDR: bounds, and 256 MB by each algorithm."""
    text = answer("link", *MACHINE, "--size", "256 MB")
    first = text.split("\n\n")[0]

    assert "64 x 8 h100-sxm, all-reduce of 256 MB: NCCL expects 329 GB/s" in first
    assert "405.6 GB/s at most" in first.replace("\n ", "")
    for wanted in ("400 ", "450 ", "287.4", "63.69", "329"):
        assert wanted in text
    assert "A verdict rests on it only where a sweep" in " ".join(text.split())


def test_without_a_size_its_bounds_stand_alone(answer):
    text = answer("link", *MACHINE)

    assert "405.6" in text
    assert "NCCL expects" not in text


def test_another_operation_is_named(answer):
    found = json.loads(answer("link", *MACHINE, "--operation", "all-gather", "--size", "1 GB", "--format", "json"))

    assert found["machine"]["operation"] == "all_gather"
    assert {way["algorithm"] for way in found["machine"]["at_size"]["model"]["ways"]} == {"ring"}


def test_the_record_of_a_machine(answer):
    found = json.loads(answer("link", *MACHINE, "--size", "256 MB", "--format", "json"))
    machine = found["machine"]
    best = machine["at_size"]["model"]["ways"][0]

    assert found["measurements"] == []
    assert (machine["ranks"], machine["domains"], machine["domain"]) == (512, 64, 8)
    assert best["algorithm"] == "nvls_tree"
    assert best["bus_bandwidth"]["value"] == pytest.approx(329.0, abs=0.1)
    assert best["time"]["value"] == pytest.approx(1.553e-3, abs=1e-6)
    assert machine["at_size"]["measured"] is None
    assert machine["at_size"]["model"]["assumed"]


def test_a_paste_at_a_size(answer):
    found = json.loads(answer("link", PASTE, "--nic", "8x200G", "--size", "256 MiB", "--format", "json"))
    at = found["measurements"][0]["at_size"]

    assert found["machine"] is None
    assert at["measured"]["time"]["value"] == pytest.approx(1619.2e-6, rel=1e-9, abs=0)
    assert at["measured"]["bus_bandwidth"]["value"] == pytest.approx(310.84, abs=0.01)
    assert not at["measured"]["extrapolated"]
    assert at["model"]["ways"][0]["bus_bandwidth"]["value"] <= 375.0


def test_the_verdict_is_the_same_with_and_without_a_size(answer):
    plain = json.loads(answer("link", PASTE, "--nic", "8x200G", "--format", "json"))["measurements"][0]
    sized = json.loads(answer("link", PASTE, "--nic", "8x200G", "--size", "1 MB", "--format", "json"))["measurements"][
        0
    ]

    assert plain["at_size"] is None
    assert (plain["verdict"], plain["because"]) == (sized["verdict"], sized["because"])


def test_a_size_beyond_the_table_is_marked(answer):
    text = answer("link", PASTE, "--nic", "8x200G", "--size", "64G")

    assert "At 64 GiB" in text
    assert "beyond the table" in text


def test_a_size_below_the_table_is_refused_and_the_model_shown(answer):
    text = answer("link", PASTE, "--nic", "8x200G", "--size", "8 kB")

    assert "Not measured: the smallest size that was measured is 1 MiB" in text
    assert "NCCL's model" in text


def test_without_the_adapters_the_model_says_what_is_missing(answer):
    text = answer("link", PASTE, "--size", "256 MB")

    assert "NCCL's model does not tell: nothing tells the rate of the network adapters" in " ".join(text.split())


def test_100_gb_per_second_at_256_mb_is_low_there(answer, tmp_path):
    """Size over time of 512 ranks: 268435456 B in 5358.2 us; a sweep up to it whose curve is nearly flat too."""
    one = "268435456 67108864 float sum -1 5358.2 50.098 100.00 0\n"
    sweep = ""
    for exponent in range(20, 29):
        time = 300.0 + 2**exponent / 53.2e3
        rate = 2**exponent / time / 1e3
        sweep += f"{2**exponent} {2**exponent // 4} float sum -1 {time:.1f} {rate:.3f} {rate * 2 * 511 / 512:.3f} 0\n"
    for text in (one, sweep):
        file = tmp_path / "nccl.log"
        file.write_text(text)
        found = json.loads(answer("link", str(file), "--node", "dgx-h100", "--size", "268435456", "--format", "json"))
        judged = found["measurements"][0]
        assert judged["verdict"] == "low"
        share = judged["at_size"]["measured"]["bus_bandwidth"]["value"] / 329
        assert share == pytest.approx(0.30, abs=0.01)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing argument 'FILE'"),
        (("--size", "256 MB"), "--ranks with --node"),
        (("--ranks", "512"), "--ranks with --node"),
        (("--ranks", "512", "--domain", "8"), "--ranks with --node"),
        (("--node", "dgx-h100"), "--ranks with --node"),
        ((*MACHINE, "--require", "all_reduce=0.9"), "Missing argument 'FILE'"),
        ((*MACHINE, "--operation", "sorting"), "one of all_reduce"),
        ((*MACHINE, "--size", "much"), "a size, as in '256 MB'"),
        (("--node", "dgx-h100", "--ranks", "1"), "1 is not in the range"),
        ((PASTE, "--ranks", "16"), "leave FILE out"),
        ((PASTE, "--operation", "all_reduce"), "leave FILE out"),
    ],
)
def test_what_is_refused(refusal, words, said):
    assert said in " ".join(refusal("link", *words).split())
