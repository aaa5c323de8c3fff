"""Programs of others on the same pastes: the shipped table is what their rules, and `limits link`, say of each."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.judging.judged import Judged, Verdict
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated, nics

from . import peers
from .written import nccl

TABLE = Path(__file__).parents[1] / "tables" / "link_checks.csv"
TOLERANCE = 0.03  # relative difference from the largest bus bandwidth of both halves within which a number is right


def shipped_rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def stated(flags: str) -> Stated:
    words = dict(zip(flags.split()[::2], flags.split()[1::2], strict=True))
    return Stated(
        node=words.get("--node"),
        accelerator=words.get("--accelerator"),
        nics=nics(words["--nic"]) if "--nic" in words else None,
        domain=int(words["--domain"]) if "--domain" in words else None,
    )


def bound(judged: Judged) -> tuple[str, str]:
    """What holds whatever ran: by the adapters, by the port, with reduction in switches, or turned round."""
    if judged.verdict is Verdict.NO_MEASUREMENT or (not judged.bounds.rows and judged.needs is None):
        return "", ""
    if not judged.bounds.rows:
        return f"{judged.needs.rate:.4g}", f"needed by {judged.needs.of}"
    held = [row for row in judged.bounds.rows if row.name in {"adapters, any algorithm", "scale-up port, line rate"}]
    held = [row for row in held if judged.plateau <= row.rate] or [judged.bounds.weakest]
    least = min(held, key=lambda row: row.rate)
    return f"{least.rate:.4g}", least.name


def found(text: str, flags: str) -> dict[str, str]:
    """What the columns of the table hold, but for the names of the paste."""
    (without,) = {judge(each, Stated(), shipped()).verdict.value for each in read(text)}
    settled = judge(read(text)[0], stated(flags), shipped())
    rate, name = bound(settled)
    numbers = {rule: read_by(text) for rule, read_by in peers.RULES.items()}
    return {
        "ranks": str(settled.ranks.count or ""),
        "largest": f"{settled.plateau:g}",
        **{rule: "" if number is None else f"{number:g}" for rule, number in numbers.items()},
        "verdict": without,
        "flags": flags,
        "verdict_with_flags": settled.verdict.value,
        "bound": rate,
        "of": name,
    }


@pytest.mark.parametrize("row", shipped_rows(), ids=lambda row: row["paste"])
def test_the_shipped_table_is_what_each_rule_says(facts, row):
    text = (facts / "data" / "net" / "samples" / row["paste"]).read_text("utf-8", errors="replace")
    assert found(text, row["flags"]) == {key: value for key, value in row.items() if key not in {"paste", "source"}}


def test_the_table_has_every_public_paste_that_holds_a_bandwidth(facts):
    expected = json.loads((facts / "data" / "net" / "samples" / "expected.json").read_text("utf-8"))
    held = {
        name: wanted["best_busbw_GB_per_s"]
        for name, wanted in expected.items()
        if wanted.get("format") in {"nccl-tests", "rccl-tests"} and wanted["best_busbw_GB_per_s"] is not None
    }
    assert {row["paste"]: float(row["largest"]) for row in shipped_rows()} == held


@pytest.mark.parametrize(
    ("generation", "silent"),
    [("2019", {"nccl_to_csv", "perfkitbenchmarker"}), ("error", {"nccl_to_csv"}), ("wrong", {"perfkitbenchmarker"})],
)
def test_each_rule_on_a_table_of_our_own(generation, silent):
    """A layout silences some; none but the rule of the average is wrong."""
    paste = nccl(generation)
    largest = max(max(row.out_of_place[2], row.in_place[2]) for row in paste.wanted)
    read_by = {rule: read_it(paste.text) for rule, read_it in peers.RULES.items()}

    assert read_by.pop("azure_node_health_check") == 47.1234
    assert read_by.pop("analyze_perf_json") is None
    assert {rule for rule, number in read_by.items() if number is None} == silent
    for number in filter(None, read_by.values()):
        assert number == pytest.approx(largest, rel=TOLERANCE, abs=0)


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "silent"),
    [
        ("aws_health_check", 26, 1, 7),
        ("superbench", 21, 1, 12),
        ("nccl_to_csv", 10, 0, 24),
        ("perfkitbenchmarker", 8, 0, 26),
        ("azure_node_health_check", 1, 28, 5),
        ("analyze_perf_json", 0, 0, 34),
    ],
)
def test_how_many_pastes_each_reads(rule, right, wrong, silent):
    pairs = [(float(row[rule]), float(row["largest"])) for row in shipped_rows() if row[rule]]
    near = sum(abs(number - largest) <= TOLERANCE * largest for number, largest in pairs)
    assert (near, len(pairs) - near, len(shipped_rows()) - len(pairs)) == (right, wrong, silent)
