"""Verdicts on public pastes, as people who know the hardware give them, without and with flags."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated, nics

NET = Path(__file__).resolve().parents[3] / "shared" / "data" / "net"
pytestmark = pytest.mark.skipif(not NET.is_dir(), reason="the public pastes are not part of the repository")

OTHERS = {  # where our verdict with flags is another than that of the table, with the reason
    "nccl_coreweave_4.txt": (
        "not-a-bandwidth-measurement",
        "the flags leave the adapters of a domain open, and the last doubling gains 6 %",
    ),
    "nccl_stas_network_README_3.txt": ("good", "the table has no word: 465 GB/s on H100 are more than a ring shows"),
    "nccl_tests194_h100pcie_bridge.txt": ("unknown-hardware", "nothing says that the boards have a bridge"),
    "odd_nccl_indented_with_nccl_info.txt": ("borderline", "192 is 80 % of 240; low is below 70 %"),
}


def cases() -> list[tuple[str, str, str, str]]:
    """Return file, verdict without flags, flags, verdict with them."""
    if not NET.is_dir():
        return [("none", "", "--", "")]  # one case, so that a run says that they were skipped
    found = []
    for file, flags in (("verdicts.csv", "flags"), ("samples_2026/index.csv", "flags_that_settle_it")):
        with (NET / file).open(encoding="utf-8") as lines:
            found += [
                (row["file"], row["verdict_without_flags"], row[flags], row["verdict_with_flags"])
                for row in csv.DictReader(lines)
                if row["file"].startswith(("nccl", "rccl", "odd", "nccom")) and "info36" not in row["file"]
            ]
    return found


def text(file: str) -> str:
    path = next(path for path in (NET / "samples" / file, NET / "samples_2026" / file) if path.is_file())
    return path.read_text("utf-8", errors="replace")


def word(verdict: str) -> str:
    """Return the verdict that a sentence of the table begins with."""
    return re.match(r"[a-z-]*", verdict)[0].removesuffix("-or-limit-inside")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0])
def test_the_verdict_without_flags_is_that_of_the_table(case):
    file, expected, _, _ = case
    verdicts = {judge(each, Stated(), shipped()).verdict.value for each in read(text(file))}

    assert verdicts == {word(expected)}


@pytest.mark.parametrize("case", [case for case in cases() if case[2].startswith("--")], ids=lambda case: case[0])
def test_the_verdict_with_flags_is_that_of_the_table(case):
    file, without, flags, expected = case
    if word(expected) == "same":
        expected = without

    verdict = judge(read(text(file))[0], stated(flags), shipped()).verdict.value

    assert verdict == (OTHERS[file][0] if file in OTHERS else word(expected))


def stated(flags: str) -> Stated:
    """Read what the table writes, as a command line would have it, up to its remarks."""
    flags = flags.split(" or ", 1)[0]
    node = re.search(r"--node \"?([\w.-]+)", flags)
    accelerator = re.search(r"--accelerator \"?([\w ]+?)\"?(?: --|\Z)", flags)
    adapters = re.search(r"--nic (\d+x\d+G)|, (\d+ x \d+G)", flags)
    domain = re.search(r"--domain (\d+)", flags)
    return Stated(
        node=node and node[1],
        accelerator=accelerator and accelerator[1],
        nics=nics(adapters[1] or adapters[2]) if adapters else None,
        domain=int(domain[1]) if domain else None,
    )


@pytest.mark.parametrize(
    ("file", "gbit"), [("nccl_a3mega_ztan.txt", 1446), ("nccl_aws_1.txt", 334), ("nccl_coreweave_1.txt", 2865)]
)
def test_what_a_paste_proves_of_its_adapters_is_the_bound_turned_round(file, gbit):
    needs = judge(read(text(file))[0], Stated(), shipped()).needs

    assert needs is not None
    assert needs.rate * 8.0 == pytest.approx(gbit, rel=0, abs=0.7)
