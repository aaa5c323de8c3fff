"""`limits link`: the verdict on line one, exit codes, what is refused, and that nothing of a log is obeyed."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from limits.cli.group import main
from limits.report import schema
from limits.report.formats import FORMATS

from .conftest import UNMIXED

LOG = Path(__file__).resolve().parents[2] / "docs" / "examples" / "two-nodes.log"
ENOUGH = ("--accelerator", "h100", "--nic", "8x400G")
HEAD = "# size count type redop root time algbw busbw #wrong time algbw busbw #wrong\n"


def run(*words: str, text: str | bytes | None = None):
    return CliRunner(**UNMIXED).invoke(main, ["link", *words], input=text)


def rows(rate: float, ranks: int, *, latency: float = 100.0, first: int = 20, last: int = 33, kind: str = "sum") -> str:
    """Write the rows of an all-reduce of one latency [us] and one rate [GB/s] of its algorithm."""
    lines = []
    for power in range(first, last + 1):
        size = 2**power
        time = latency + size / rate / 1e3
        algorithm = size / time / 1e3
        half = f"{time:9.1f} {algorithm:8.2f} {algorithm * 2 * (ranks - 1) / ranks:8.2f} 0"
        lines.append(f"{size:12d} {size // 4:12d} float {kind} -1 {half} {half}")
    return HEAD + "\n".join(lines) + "\n"


def test_line_one_says_what_the_measurement_proves_and_what_would_settle_it():
    answer = " ".join(run(str(LOG)).stdout.split("\n\n")[0].split())

    assert answer == (
        "2 x 8 h100-sxm, all-reduce, 334.8 GB/s: needs at least 1428 Gbit/s per node; good if 8 x 200G (89 % of any "
        "algorithm), borderline if 8 x 400G (45 % of any algorithm). Which? --node"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--node", "a3-megagpu-8g"), "good, 89 % of what any algorithm reaches."),
        (("--nic", "8xNDR"), "borderline, 76 % of what healthy hardware shows"),
        (("--nic", "8x800G"), "borderline, 76 % of what healthy hardware shows"),  # more adapters show no less
        (("--nic", "8x100G"), "impossible; 179 % of what these line rates carry"),
    ],
)
def test_whoever_says_the_hardware_gets_a_verdict(words, says):
    first = " ".join(run(str(LOG), *words).stdout.split("\n\n")[0].split())

    assert first.startswith("2 x 8 h100-sxm, all-reduce, 334.8 GB/s: ")
    assert says in first


def test_every_readable_input_ends_with_zero_whatever_the_verdict():
    for text in (HEAD, rows(100.0, 16), rows(100.0, 16, last=22), rows(0.001, 2)):
        assert run("-", text=text).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--nic", "8x200G", "--require", "all_reduce=0.9"), 0, "good"),
        (("--nic", "8x400G", "--require", "all_reduce=0.9"), 1, "required all_reduce=0.9: it reaches 76 %"),
        (("--nic", "8x400G", "--require", "all-reduce=70%"), 0, "borderline"),
        (("--nic", "8x400G", "--require", "all_reduce=0.5"), 0, "borderline"),
        (("--require", "all_reduce=0.9"), 1, "say --node or --nic"),
        (("--nic", "8x200G", "--require", "all_gather=0.9"), 1, "the text has no such operation"),
    ],
)
def test_a_requirement_decides_the_exit_code(words, code, says):
    answer = run(str(LOG), *words)

    assert answer.exit_code == code
    assert says in " ".join(answer.stdout.split())


def test_a_sweep_that_shows_no_bandwidth_fails_a_requirement_and_says_run_again():
    answer = run(
        "-", "--accelerator", "h100", "--nic", "8x400G", "--require", "all_reduce=0.1", text=rows(180.0, 16, last=24)
    )

    assert answer.exit_code == 1
    assert "run again" in " ".join(answer.stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        ("--nic", "fast"),
        ("--nic", "0x400G"),
        ("--nic", "8x"),
        ("--node", "no-such-node"),
        ("--accelerator", "no-such-chip"),
        ("--require", "all_reduce"),
        ("--require", "all_reduce=0"),
        ("--require", "everything=0.9"),
        ("--domain", "0"),
    ],
)
def test_what_is_said_wrongly_is_refused_in_a_few_lines(words):
    answer = run(str(LOG), *words)

    assert answer.exit_code == 2
    assert not answer.stdout
    assert len(answer.stderr.splitlines()) <= 4


@pytest.mark.parametrize("text", ["", "\n", "hello, is this link good?", "a,b\n1,2\n", "{}", "<graph/>"])
def test_other_text_is_refused_with_what_is_read(text):
    answer = run("-", text=text)

    assert answer.exit_code == 2
    assert "nccl-tests" in answer.stderr


def test_bytes_that_are_no_text_are_refused():
    answer = run("-", text=bytes(range(256)) * 64)

    assert answer.exit_code == 2
    assert "no text" in answer.stderr


def test_nothing_of_a_log_is_obeyed_by_a_terminal():
    ranks = "".join(
        f"#  Rank {rank} Group 0 Pid 1 on \x1b]0;owned\x07host device {rank} [0x0{rank}] \x1b[31mNVIDIA H100\x1b[0m\n"
        for rank in range(8)
    )

    for form in ("text", "json", "csv", "html", "markdown"):
        answer = run("-", "--format", form, text=ranks + rows(210.0, 8))
        assert answer.exit_code == 0
        assert "\x1b" not in answer.stdout
        assert "\x07" not in answer.stdout


def test_programs_get_one_record_per_measurement_with_all_names_that_others_rely_on():
    record = json.loads(run(str(LOG), "--nic", "8x200G", "--format", "json").stdout)
    (measurement,) = record["measurements"]

    assert record["schema"] == "limits.link/1"
    assert (measurement["tool"], measurement["operation"], measurement["ranks"]) == ("nccl-tests", "all_reduce", 16)
    assert len(measurement["rows"]) == 14
    assert measurement["plateau"] == {"value": 334.76, "unit": "GB/s"}
    assert measurement["reached_plateau"] is True
    assert measurement["verdict"] == "good"
    assert measurement["needs"] is None
    assert [bound["name"] for bound in measurement["bounds"]] == [
        "adapters, any algorithm",
        "adapters, a ring",
        "scale-up port, line rate",
        "healthy hardware",
    ]
    assert measurement["because"]
    assert measurement["assumed"] == ["the operation is all_reduce: its bus bandwidth is above its algorithm bandwidth"]


def test_what_it_needs_is_a_quantity_with_what_would_settle_it():
    needs = json.loads(run(str(LOG), "--format", "json").stdout)["measurements"][0]["needs"]

    assert needs["rate"]["value"] * 8 == pytest.approx(334.76 * 8 / 1.875, rel=1e-12, abs=0)
    assert needs["rate"]["unit"] == "GB/s"
    assert [(each["hardware"], each["verdict"]) for each in needs["candidates"]] == [
        ("8 x 200G", "good"),
        ("8 x 400G", "borderline"),
    ]


def test_several_tables_in_one_text_are_each_judged():
    answer = run("-", "--accelerator", "a100", text=rows(130.0, 8) + "# Avg bus bandwidth : 1\n" + rows(60.0, 8)).stdout

    assert answer.startswith("2 measurements: 1 x good, 1 x low")


def test_a_table_of_noise_is_no_measurement_of_bandwidth():
    text = rows(100.0, 8, last=26).splitlines()
    size, slow, fast = 2**27, 5000.0, 2000.0
    for bytes_, time in ((size, slow), (2 * size, fast)):
        rate = bytes_ / time / 1e3
        half = f"{time:.1f} {rate:.2f} {rate * 1.75:.2f} 0"
        text.append(f"{bytes_} {bytes_ // 4} float sum -1 {half} {half}")

    assert "times are noise" in " ".join(run("-", text="\n".join(text)).stdout.split())


def test_a_page_is_whole_down_to_its_shares():
    """What stands against the measured 334.8 GB/s, each share computed by hand."""
    page = " ".join(run(str(LOG), "--nic", "8x400G").stdout.split())
    assert "■ adapters, any algorithm 750 45 % 400 GB/s out of each of 2 domains, x 1.875" in page
    assert "~ adapters, a ring 400 84 % 400 GB/s out of each domain, once" in page
    assert "= scale-up port, line rate 450 74 % 450 GB/s each way of h100-sxm" in page
    assert "= healthy hardware 438.9 76 % measured by NVLSTree: 438.85 .. 439.28 (h100-16-2-p5)" in page


@pytest.mark.parametrize(("ranks", "said"), [(1, "1 rank, "), (2, "2 ranks, ")])
def test_one_rank_is_no_ranks(ranks, said):
    assert said in run("-", text=rows(300.0, ranks)).stdout.split("\n\n")[0]


def test_a_row_that_no_number_of_ranks_prints_is_told_without_infinities():
    """bus/algorithm = 2 (n - 1)/n is below 2 for any n."""
    last = LOG.read_text(encoding="utf-8").splitlines()[31].split()
    text = LOG.read_text(encoding="utf-8").replace(last[7], f"{2.1 * float(last[6]):.2f}")
    assert "16, by the rank list (no number by the ratio of bandwidths)" in run("-", text=text).stdout
    told = json.loads(run("-", "--format", "json", text=text).stdout, parse_constant=pytest.fail)
    assert [told["measurements"][0][f"ranks{end}"] for end in ("", "_low")] == [16, None]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_what_healthy_hardware_shows(form):
    """Its sign is that of data sheets, its kind another."""
    result = run(str(LOG), "--node", "dgx-h100", "--format", form)
    assert result.exit_code == 0, result.stderr
    assert form == "csv" or "healthy hardware" in result.stdout
    assert form != "latex" or "healthy hardware (measured) & 438.9" in result.stdout


def test_a_described_node_beside_an_older_run_keeps_the_schema():
    wiring = LOG.with_name("wiring.txt")
    told = json.loads(run(str(wiring), "--against", str(LOG), "--format", "json").stdout)
    assert any(each["description"] and each["description"]["pairs"] for each in told["measurements"])
    jsonschema.validate(told, json.loads(schema.shipped("link-comparison")))
