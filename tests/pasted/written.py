"""Tables as bandwidth tests write them, with invented numbers that agree with one another: size over time is the rate.

A sweep takes `alpha + size / rate`; each generation of nccl-tests and rccl-tests prints it in its own columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

FACTORS = {
    "all_reduce": lambda n: 2.0 * (n - 1) / n,
    **dict.fromkeys(("all_gather", "reduce_scatter", "alltoall", "alltoallv", "gather"), lambda n: (n - 1) / n),
    **dict.fromkeys(("broadcast", "reduce", "sendrecv"), lambda _: 1.0),
}
REDUCES = {"all_reduce", "reduce_scatter", "reduce"}
SHARED = {"all_gather", "reduce_scatter", "alltoall", "alltoallv", "gather", "scatter"}  # each rank counts its own part
ROOTED = {"broadcast", "reduce", "gather", "scatter"}


class Wanted(NamedTuple):
    """What a reader must find in a row: numbers as they were printed; a half that is not there is None."""

    size: int
    out_of_place: tuple[float, float, float] | None
    in_place: tuple[float, float, float] | None


@dataclass(frozen=True)
class Paste:
    """A text, and what is in it."""

    lines: tuple[str, ...]
    rows: dict[str, Wanted] = field(compare=False)  # by the line that holds it
    operation: str
    ranks: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def wanted(self) -> list[Wanted]:
        return [self.rows[line] for line in self.lines if line in self.rows]


def printed(value: float, width: int) -> str:
    """A number as nccl-tests prints it: fewer decimals where it is large, an exponent where it is larger still."""
    digits = len(str(int(value))) if value >= 1 else 0
    if digits < width - 2:
        return f"{value:{width}.2f}"
    if digits < width - 1:
        return f"{value:{width}.1f}"
    if digits < width + 1:
        return f"{value:{width}.0f}"
    return f"{value:{width}.1e}"


def half(size: int, operation: str, ranks: int, alpha: float, rate: float) -> tuple[float, float, float]:
    """Time [us], algorithm and bus bandwidth [GB/s] of a size [byte]; alpha [us], rate [GB/s] of the bus."""
    factor = FACTORS[operation](ranks)
    time = alpha + size * factor / rate / 1e3
    algorithm = size / time / 1e3
    return time, algorithm, algorithm * factor


def cells(values: tuple[float, float, float], wrong: str, *, narrow: bool = False) -> str:
    """The four columns of a half."""
    time, algorithm, bus = (printed(value, width) for value, width in zip(values, (7, 6, 6), strict=True))
    return (
        f"  {time:>7}  {algorithm:>6}  {bus:>6}  {wrong:>5}"
        if narrow
        else f"  {time:>7}  {algorithm:>6}  {bus:>6} {wrong:>6}"
    )


def seen(values: tuple[float, float, float]) -> tuple[float, float, float]:
    """What of a half is printed."""
    time, algorithm, bus = (float(printed(value, width)) for value, width in zip(values, (7, 6, 6), strict=True))
    return time, algorithm, bus


SIZES = tuple(8 * 4**power for power in range(15))  # 8 B to 2 GiB

_OLD = "# nThread: 1 nGpus: 1 minBytes: {} maxBytes: {} step: {}(factor) warmupIters: 5 iters: 20 validation: 1 "
_NEWER = "# nThread 1 nGpus 1 minBytes {} maxBytes {} step: {}(factor) warmup iters: 5 iters: 20 "
HEADS = {"2019": _OLD, "error": _NEWER + "validation: 1 ", "wrong": _NEWER + "agg iters: 1 validation: 1 graph: 0"}
HEADS["2.18"] = HEADS["per-iteration"] = HEADS["wrong"]
HEADS["2.20"] = HEADS["wrong"] + " unalign: 0"
GENERATIONS = ("2019", "error", "wrong", "2.18", "per-iteration", "2.20")


def nccl(
    generation: str = "wrong",
    operation: str = "all_reduce",
    ranks: int = 16,
    per_host: int = 8,
    sizes: tuple[int, ...] = SIZES,
    *,
    alpha: float = 40.0,
    rate: float = 180.0,
    devices: str = "NVIDIA H100 80GB HBM3",
    wrong: str = "0",
    halves: str = "both",
    time: str = "time",
    stamp: bool = False,
    step: int = 4,
) -> Paste:
    """The output of nccl-tests in one of its generations."""
    if operation in SHARED:  # the size is that of all ranks together
        sizes = tuple(size * ranks // 2 for size in sizes)
    lines = _before(generation, operation, (sizes[0], sizes[-1], step))
    lines += ["#", "# Using devices", *_devices(generation, ranks, per_host, devices), "#"]
    lines += _headings(generation, operation, time, stamp=stamp)
    rows = {}
    for number, size in enumerate(sizes):
        first = half(size, operation, ranks, alpha, rate)
        second = half(size, operation, ranks, alpha * 0.97, rate * 1.01)
        line = _front(generation, operation, size, ranks)
        for values, missing in ((first, halves == "in place"), (second, halves == "out of place")):
            if missing and values is second:
                continue
            line += " " * 32 if missing else cells(values, "0e+00" if generation == "2019" else wrong)
            if generation == "per-iteration":
                low, high = values[0] * 0.98, values[0] * 1.1
                line += f"  {printed(low, 7)}  {printed(high, 7)}  {printed(values[0] * 1.06, 7)}  {printed(2.5, 7)}"
        if stamp:
            line += f"  2026-03-0{1 + number % 9} 10:11:12"
        out = None if halves == "in place" else seen(first)
        rows[line] = Wanted(size, out, None if halves == "out of place" else seen(second))
        lines.append(line)
    lines += ["# Out of bounds values : 0 OK", "# Avg bus bandwidth    : 47.1234 ", "#"]
    if generation in {"2.18", "2.20", "per-iteration"}:
        lines.append(f"# Collective test concluded: {operation}_perf")
    return Paste(tuple(lines), rows, operation, ranks)


def _before(generation: str, operation: str, sweep: tuple[int, int, int]) -> list[str]:
    version = {"2.18": "2.18.0 nccl-headers=22907 nccl-library=22907"}
    version["2.20"] = "2.20.0 (a1b2c3d) nccl-headers=23001 nccl-library=23001"
    lines = [f"# nccl-tests version {version[generation]}"] if generation in version else []
    if generation in {"2.18", "2.20", "per-iteration"}:
        lines.append(f"# Collective test starting: {operation}_perf")
    lines.append(HEADS[generation].format(*sweep))
    if generation == "2.20":
        lines.append("# Blocking Enabled: wait for completion and barrier after each collective ")
    return lines


def _devices(generation: str, ranks: int, per_host: int, name: str) -> list[str]:
    old = generation in {"2019", "error"}
    lines = []
    for rank in range(ranks):
        host, device = f"node-{rank // per_host + 1}", rank % per_host
        group = "" if old else " Group  0"
        bus = f"0x{16 * device + 15:02x}" if old else f"0000:{16 * device + 15:02x}:00"
        lines.append(
            f"#  Rank {rank:2d}{group} Pid {4000 + rank:6d} on {host:>10} device {device:2d} [{bus}] {name}".rstrip()
        )
    return lines


def _headings(generation: str, operation: str, time: str, *, stamp: bool) -> list[str]:
    front = ["size", "count", "type"]
    if generation in {"wrong", "2.18", "2.20", "per-iteration"}:
        front += ["redop", "root"]
    elif generation == "error":
        front += ["redop"] * (operation in REDUCES | {"alltoall"}) + ["root"] * (operation in ROOTED)
    wrong = "error" if generation in {"2019", "error"} else "#wrong"
    each = [time, "algbw", "busbw", wrong] + ["i_min", "i_max", "i_p99", "i_cv%"] * (generation == "per-iteration")
    names = "".join(f"  {name:>10}" for name in front) + "".join(f"  {name:>6}" for name in each * 2)
    units = f"#        (B)    (elements)  {'(us)':>30}  (GB/s)  (GB/s)            (us)  (GB/s)  (GB/s)       "
    return [
        f"#{'out-of-place':>74}{'in-place':>31}          ",
        "#" + names + (f"{'timestamp':>21}" if stamp else ""),
        units + ("%Y-%m-%d %H:%M:%S" if stamp else ""),
    ]


def _front(generation: str, operation: str, size: int, ranks: int) -> str:
    reduction = "sum" if operation in REDUCES else "none"
    root = "0" if operation in ROOTED else "-1"
    count = size // 4 // ranks if operation in SHARED else size // 4
    line = f"{size:12d}  {count:12d}  {'float':>8}"
    if generation == "2019":
        return line
    if generation == "error":
        blank = operation == "alltoall"  # its heading has the column, its rows are empty
        line += f"  {'sum' if operation in REDUCES else '':>6}" if operation in REDUCES or blank else ""
        return line + (f"  {root:>6}" if operation in ROOTED else "")
    return f"{line}  {reduction:>6}  {root:>6}"


def document(paste: Paste, *, devices: int = 1, halves: str = "both") -> dict:
    """What `-J` writes of a run, with the numbers that a paste printed: names and kinds of values as in version 2."""
    results = []
    for line in paste.lines:
        if line in paste.rows:
            wanted = paste.rows[line]
            entry = {"size": wanted.size, "count": wanted.size // 4, "type": "float", "redop": "sum", "root": "    -1"}
            entry["out_of_place"] = _document_half(wanted.out_of_place) if halves == "both" else None
            entry["out_of_place_per_iter"] = {"min_us": 1.0, "times_us": [1.0, 2.0]}
            entry["in_place"] = _document_half(wanted.in_place)
            results.append(entry | {"actual_iterations": 20, "experiment_name": ""})
    listed = [
        {"rank": rank, "group": 0, "pid": 4000, "hostname": f"node-{rank // 8 + 1}", "device": rank % 8}
        | {"device_hex": "0000:0F:00", "device_info": "NVIDIA H100 80GB HBM3"}
        for rank in range(0, paste.ranks, devices)
    ]
    config = {"nthreads": 1, "ngpus": devices, "minimum_bytes": 8, "maximum_bytes": 2147483648, "step_factor": 4}
    return {
        "version": 2,
        "start_time": "2026-03-05 10:11:12",
        "args": [f"./build/{paste.operation}_perf", "-J", "out.json"],
        "env": ["HOME=/root", "NCCL_ALGO=Ring", 'ODD="results":[{}', "BRACE={{{"],
        "nccl_version": 22907,
        "config": config | {"validation": 1, "devices": listed},
        "results": results,
        "out_of_bounds": {"count": 0, "okay": "true"},
        "average_bus_bandwidth": {"bandwidth": 47.1234, "okay": "unchecked"},
        "errors": [],
        "end_time": "2026-03-05 10:12:13",
    }


def _document_half(values: tuple[float, float, float] | None) -> dict | None:
    return values and dict(zip(("time", "alg_bw", "bus_bw"), values, strict=True)) | {"nwrong": 0.0}
