"""Copies between pairs by the command: many runs, an older one, requirements and figures each have a clear line."""

from __future__ import annotations

import json

import pytest

from ..pasted.copied import READ, TO_DEVICE, nvbandwidth, p2p, square


@pytest.fixture
def written(tmp_path):
    """Return a function that writes texts to files, and returns their names."""

    def write(**texts: str) -> list[str]:
        for name, text in texts.items():
            (tmp_path / f"{name}.log").write_text(text, encoding="utf-8")
        return [str(tmp_path / f"{name}.log") for name in texts]

    return write


def node(rate: float, slow: float | None = None) -> str:
    between = square(8, lambda row, column: slow if slow and (row, column) == (3, 5) else rate)
    return nvbandwidth({READ: between, TO_DEVICE: [[55.0] * 8]})


def test_the_headline_counts_verdicts(answer, written):
    def headline(text: str) -> str:
        return answer("link", *written(text=text)).split("\n")[0]

    assert headline(node(392.0)) == "2 measurements: 2 x good"
    found = "2 measurements: 1 x low, 1 x good; number 1: the slowest pair, GPU3 to GPU5, shows 3.1 % of what"
    assert headline(node(392.0, 12.1)) == found
    sample = p2p(square(8, 376.0, 2800.0), square(8, 37.0, 2800.0))
    assert headline(sample) == "2 measurements: 2 x good"  # without P2P, no link is measured
    sample = p2p(square(8, 376.0, 2800.0), square(8, 37.0, 2800.0), both=square(8, 76.0, 2800.0))
    found = "2 measurements: 1 x good, 1 x low; number 4: 10 % of what healthy hardware shows (396: 88 % of 450"
    assert headline(sample) == found


def test_nodes_side_by_side(answer, written):
    texts = {f"node{index}": node(392.0 + 0.1 * index) for index in range(5)}
    words = " ".join(answer("link", *written(**texts, slow=node(250.0))).split())
    assert f"{READ}: slow.log:19 stands out, 36 % below" in words


def test_an_older_run(answer, written):
    (old,) = written(old=node(392.0))
    words = " ".join(answer("link", *written(new=node(392.0, 12.1)), "--against", old).split())
    assert f"{READ}: GPU3 to GPU5 shows 12.1 GB/s, and 392 in old.log; most pairs are as fast, within 1 %" in words
    assert f"{TO_DEVICE}: pairs are as fast as in old.log, within 1 %" in words
    words = " ".join(answer("link", *written(new=node(300.0)), "--against", old).split())
    assert "pairs are 23 % slower than in old.log" in words


def test_nothing_to_compare(answer, written):
    (old,) = written(old=nvbandwidth({TO_DEVICE: [[55.0] * 8]}))
    said = answer("link", *written(new=nvbandwidth({READ: square(8, 392.0)})), "--against", old)
    assert said.startswith("Nothing to compare: old.log has no run of the same operation.\n")
    assert "this run alone has 8 x NVIDIA H100 80GB HBM3, device to device" in " ".join(said.split())


def test_a_requirement_of_a_collective_is_not_met(call, written):
    result = call("link", *written(sound=node(392.0)), "--require", "all_reduce=0.9")
    assert result.exit_code == 1
    assert "required all_reduce=0.9: the text has no such operation" in result.stdout


def test_a_figure_needs_sizes(refusal, written, tmp_path):
    said = refusal(
        "plot", "link", *written(sound=node(392.0)), "--measurement", "1", "--output", str(tmp_path / "a.svg")
    )
    assert "given none with a bandwidth, wanted a table of sizes and bandwidths" in said


def test_programs_and_spreadsheets(answer, written):
    files = written(slow=node(392.0, 12.1))
    record = json.loads(answer("link", *files, "--format", "json"))["measurements"][0]
    assert (record["verdict"], record["plateau"]["value"], record["rows"]) == ("low", 12.1, [])
    assert record["expected"]["value"] == pytest.approx(396.0, rel=1e-9, abs=0)
    pairs = {(pair["source"], pair["target"]): pair["rate"]["value"] for pair in record["description"]["pairs"]}
    assert pairs[("GPU3", "GPU5")] == 12.1
    lines = answer("link", *files, "--format", "csv").splitlines()
    assert len(lines) == 1 + 56 + 8
    assert lines[1].endswith(",GPU0,GPU1,392.0,")
