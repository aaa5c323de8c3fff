"""The page of how other programs read and judge the same pastes, beside `limits link` and the bounds."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from layout import code, page, table

from limits.catalog import shipped
from limits.catalog.measured_collectives import accelerators_of, measured_collectives
from limits.pasted.expected import bounds
from limits.pasted.judging.judged import LOW_BELOW
from limits.pasted.machine.hardware import USUAL_NODE, Stated
from limits.pasted.machine.unmeasured import expected
from limits.pasted.words import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = Path(__file__).parents[1] / "tests" / "tables" / "link_checks.csv"
NEAR = 0.03
"""Relative difference from the largest bus bandwidth within which a number is counted as right."""

_GB = 8e9  # bit/s in a GB/s


class Program(NamedTuple):
    """A program of others: its column in the table, what it is called, and its rule."""

    column: str
    name: str
    source: str
    rule: str


PROGRAMS = (
    Program(
        *("aws_health_check", "AWS health check"),
        "aws-samples/awsome-distributed-training@15c6605 4.validation_and_observability/2.gpu-cluster-healthcheck/"
        "checks/5-nccl-allreduce.sh",
        "the last word but one of every line that begins with blanks and a digit; the largest",
    ),
    Program(
        *("superbench", "superbench nccl-bw"),
        "microsoft/superbenchmark@2c88db9 superbench/benchmarks/micro_benchmarks/cuda_nccl_bw_performance.py",
        "the column `busbw` out of place, between the heading and `Out of bounds values`",
    ),
    Program(
        *("nccl_to_csv", "AWS nccl_to_csv.py"),
        "aws-samples/awsome-distributed-training@39c17d6 micro-benchmarks/nccl-tests/nccl_to_csv.py",
        "rows of one layout, with a reduction, a root and whole numbers of errors",
    ),
    Program(
        *("perfkitbenchmarker", "PerfKitBenchmarker"),
        "GoogleCloudPlatform/PerfKitBenchmarker perfkitbenchmarker/linux_benchmarks/nccl_benchmark.py, the newest "
        "version that we could read",
        "a text that begins with the settings and holds one average; rows without -1 between type and time",
    ),
    Program(
        *("azure_node_health_check", "Azure node health check"),
        "Azure/azurehpc-health-checks@2a4d33e customTests/azure_nccl_allreduce.nhc",
        "the printed average; its own command runs a single size, where that is the number",
    ),
    Program(
        *("analyze_perf_json", "analyze_perf_json.py"),
        "NVIDIA/nccl-tests@0fdb00a tools/analyze_perf_json.py",
        "the output of `-J`; none of these pastes is JSON",
    ),
)

_INTRO = """
Pastes that people put on public pages and into issues, read by the rules of other programs and by `limits link`. Each
rule was read in the source and written anew in a few lines of the tests; where those run beside the collected pastes,
they compare every number of the first two tables. Bandwidths are bus bandwidths in GB/s, of 1e9 bytes.

*Right* is a number within {near} of the largest bus bandwidth of both halves of the table. These programs read what
they themselves started, and not whatever somebody pastes: the count says how far a rule carries, not how well a program
does its own work. One of the pastes is of a single rank: 0.00 is then the number.
"""

_PASTES = """
## The same pastes

What each program reads as the bus bandwidth (a blank: nothing), the verdict of `limits link` without flags and with
those that settle it, and the bound: by the adapters for any algorithm, by the port of an accelerator, or, where nobody
says the hardware, the rate that the measurement proves.
"""

_ACROSS = """
## Thresholds of two nodes and more

The AWS health check runs an all-reduce up to 128 MB over two nodes and more, and warns below these bus bandwidths. Two
nodes cannot reach them: their adapters carry less, whatever the algorithm and even if the network reduces on the way.
More nodes carry less again, unless the network reduces. So it warns of every sound machine, and the warning tells
nothing.
"""

_INSIDE = """
## Thresholds of one node

The NVLink test of the AWS health check wants its bandwidth at 256 MB; the node health check of Azure runs one larger
size. Beside them stand the line rate of a port each way, which an all-reduce passes only where switches reduce (NVLS),
and what sound nodes have shown at 4 GiB and more.
"""

_CONCLUDED = f"""
- A threshold can be checked as a share of what sound nodes show by the same algorithm. Above 100 % it fails all of
  them, near 100 % it fails some by chance; below {percent(LOW_BELOW)}, where `limits link` says low, it lets slow nodes
  pass.
- On H100 and H200, a node whose links are in order stays below these thresholds when NVLS is off: a ring shows less.
  They judge the setting with the link, and do not say which of the two is wrong.
- `limits link --require all_reduce=0.9` states the share itself, for every machine whose rates are known.
"""

AWS = {
    "p4d.24xlarge": (300.0, 200.0),
    "p5.48xlarge": (800.0, 500.0),
    "p5en.48xlarge": (800.0, 500.0),
    "p6-b200.48xlarge": (900.0, 600.0),
}
"""The least bus bandwidths [GB/s] that the AWS health check accepts, over nodes and inside one, by node."""


def peers() -> str:
    """Return the page."""
    with _TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return page(
        "Other programs on the same pastes",
        _INTRO.format(near=percent(NEAR)),
        table(("program", "right", "wrong", "silent", "rule", "source"), _counted(rows)),
        _PASTES,
        table(
            (
                *("paste", "ranks", "largest", *(each.name for each in PROGRAMS)),
                *("`limits link`", "flags", "with them", "bound", "of", "source"),
            ),
            map(_paste, rows),
        ),
        _ACROSS,
        table(
            (
                *("node", "warns below", "two nodes, any algorithm", "even with reduction in the network"),
                *("threshold over that", "sound nodes show", "how"),
            ),
            _across(),
        ),
        _INSIDE,
        table(
            ("program", "node", "wants", "line rate of a port", "sound nodes show", "wants, of that", "how", "source"),
            _inside(),
        ),
        _CONCLUDED,
    )


def _counted(rows: list[dict[str, str]]) -> Iterator[list[object]]:
    yield ["`limits link`", len(rows), 0, 0, "[what it reads](pasted.md)", ""]
    for program in PROGRAMS:
        read = [row for row in rows if row[program.column]]
        right = sum(right_of(row, program.column) for row in read)
        yield [program.name, right, len(read) - right, len(rows) - len(read), program.rule, program.source]


def right_of(row: dict[str, str], column: str) -> bool:
    """Tell whether the number of a column is the largest bus bandwidth of the paste."""
    return abs(float(row[column]) - float(row["largest"])) <= NEAR * float(row["largest"])


def _paste(row: dict[str, str]) -> list[str]:
    read = [row[program.column] for program in PROGRAMS]
    name = row["paste"].removesuffix(".txt").removesuffix(".nccl")
    said = [row["verdict"], code(row["flags"]), row["verdict_with_flags"]]
    return [name, row["ranks"], row["largest"], *read, *said, row["bound"], row["of"], row["source"]]


def _across() -> Iterator[list[str]]:
    """Yield the thresholds over two nodes beside what the adapters of two nodes carry."""
    for name, (least, _) in AWS.items():
        found = expected(Stated(node=name), 16, "all_reduce", shipped()).bounds
        rate = next(bound.rate for bound in found.rows if bound.reached_by == "any algorithm")
        most, sound = found.weakest.rate, found.expected
        yield [
            name,
            *(f"{value:.4g}" for value in (least, rate, most)),
            percent(least / most),
            f"{sound.rate:.4g}",
            sound.how,
        ]


def _inside() -> Iterator[list[str]]:
    """Yield the thresholds of one node beside what sound nodes show; those of Azure stand in the catalogue."""
    for name, (_, least) in AWS.items():
        yield [*_beside("AWS health check", Stated(node=name), least, "NVLS"), PROGRAMS[0].source]
    for row in measured_collectives().values():
        if row.texts["basis"] == "threshold" and "azurehpc-health-checks" in row.source:
            stated = Stated(accelerator=accelerators_of(row)[-1])
            if row.cells["ranks"].value == USUAL_NODE:
                algorithm = row.texts["algorithm"].replace("unknown", "")
                yield [*_beside("Azure", stated, row.cells["bus_bandwidth"].value / _GB, algorithm), row.source]


def _beside(program: str, stated: Stated, least: float, algorithm: str) -> list[str]:
    machine = expected(stated, USUAL_NODE, "all_reduce", shipped()).hardware
    sound = bounds.of("all_reduce", USUAL_NODE, machine, algorithm).expected
    return [
        program,
        stated.node or f"8 {stated.accelerator}",
        f"{least:g}",
        f"{machine.port:g}",
        f"{sound.rate:.4g}",
        percent(least / sound.rate),
        sound.how,
    ]
