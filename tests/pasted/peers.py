"""How programs of others take a bandwidth out of the output of nccl-tests: the rule of each, written anew.

Each takes a text and returns the largest bus bandwidth that the program would report [GB/s], or None where it reports
none. What is more than a rule (starting the test, thresholds, CSV files) is left out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MEASURED = r"(\d+(?:\.\d+)?)\s+"
_HEADED = re.compile(
    r"# nThread \d+ nGpus \d+ minBytes \d+ maxBytes \d+ step: \S+ warmup iters: \d+ iters: \d+ validation: \d+"
)
_ROW_PKB = re.compile(
    rf"^\s*\d+\s+\d+\s+\w+\s+[^1-9]+{_MEASURED * 3}\S+\s+{_MEASURED * 3}\S",
    re.MULTILINE,
)
_ROW_CSV = re.compile(
    r"\d+\s+\d+\s+(?:float|double|int|half)\s+(?:sum|prod|max|min|none)\s+-?\d+\s+"
    r"\d+\.?\d*\s+\d+\.?\d*\s+(\d+\.?\d*)\s+(?:\d+|N/A)\s+\d+\.?\d*\s+\d+\.?\d*\s+(\d+\.?\d*)\s+(?:\d+|N/A)"
)
_STARTS_AS_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?")


def aws_health_check(text: str) -> float | None:
    """aws-samples/awsome-distributed-training@15c6605, .../2.gpu-cluster-healthcheck/checks/5-nccl-allreduce.sh.

    Of lines that begin with blanks and a digit, the last word but one; of these, the largest.
    """
    lines = [line.split() for line in text.split("\n") if re.match(r"\s+[0-9]", line)]
    words = [words[-2] if len(words) > 1 else words[0] for words in lines]
    return _most(float(found[0]) if (found := _STARTS_AS_NUMBER.match(word)) else 0.0 for word in words)


def superbench(text: str) -> float | None:
    """microsoft/superbenchmark@2c88db9, micro_benchmarks/cuda_nccl_bw_performance.py, out of place as by default.

    Between the line that holds `out-of-place` and the one that holds `Out of bounds values`; the place of `busbw` in
    the heading is counted from the end, since columns before it may be blank.
    """
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if "out-of-place" in line]
    ends = [number for number, line in enumerate(lines) if "Out of bounds values" in line]
    if not starts or not ends:
        return None
    inside = lines[starts[-1] + 1 : ends[-1]]
    headings = [line[1:].split() for line in inside if "time" in line and "busbw" in line]
    if not headings:
        return None
    try:
        place = headings[0].index("busbw") - len(headings[0])
        rows = [words for line in inside if (words := line.split()) and words[0][0].isdigit()]
        return _most(float(words[place]) for words in rows if int(words[headings[0].index("size")]) > 0)
    except (ValueError, IndexError):
        return None


def nccl_to_csv(text: str) -> float | None:
    """aws-samples/awsome-distributed-training@39c17d6, micro-benchmarks/nccl-tests/nccl_to_csv.py.

    Rows of one layout: four types, an operation, a root, whole numbers of errors.
    """
    return _most(
        float(value) for line in text.splitlines() if (row := _ROW_CSV.match(line.strip())) for value in row.groups()
    )


def perfkitbenchmarker(text: str) -> float | None:
    """GoogleCloudPlatform/PerfKitBenchmarker, linux_benchmarks/nccl_benchmark.py, where it runs several operations.

    The text begins with the line of settings and holds one average; no digit but 0 stands between type and time, so
    that a column of roots that says -1 is not read.
    """
    if not _HEADED.match(text) or len(re.findall(r"Avg bus bandwidth\s+: [0-9.]+", text)) != 1:
        return None
    return _most(float(value) for row in _ROW_PKB.finditer(text) for value in (row[3], row[6]))


def azure_node_health_check(text: str) -> float | None:
    """Azure/azurehpc-health-checks@2a4d33e, customTests/azure_nccl_allreduce.nhc.

    The sixth word of the first line that holds `bandwidth`: the printed average.
    """
    words = next((line.split() for line in text.split("\n") if "bandwidth" in line), [])
    return float(words[5]) if len(words) > 5 else None


def analyze_perf_json(text: str) -> float | None:
    """NVIDIA/nccl-tests@0fdb00a, tools/analyze_perf_json.py: the output of -J alone, and times of it."""
    try:
        rows = json.loads(text)["results"]
    except ValueError:
        return None
    return _most(row["out_of_place"]["bus_bw"] for row in rows)


RULES: dict[str, Callable[[str], float | None]] = {
    "aws_health_check": aws_health_check,
    "superbench": superbench,
    "nccl_to_csv": nccl_to_csv,
    "perfkitbenchmarker": perfkitbenchmarker,
    "azure_node_health_check": azure_node_health_check,
    "analyze_perf_json": analyze_perf_json,
}


def _most(values: Iterable[float]) -> float | None:
    return max(values, default=None)
