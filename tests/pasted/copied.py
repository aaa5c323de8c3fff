"""Tables of copies between pairs as tools print them: invented numbers, with the same quirks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from limits.catalog import shipped
from limits.pasted import Stated, judge, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

H100 = "NVIDIA H100 80GB HBM3"
READ = "device_to_device_memcpy_read_ce"
TO_DEVICE = "host_to_device_memcpy_ce"
TITLES = {
    READ: "memcpy CE GPU(row) -> GPU(column) bandwidth (GB/s)",
    "device_to_device_memcpy_write_ce": "memcpy CE GPU(row) <- GPU(column) bandwidth (GB/s)",
    "device_to_device_memcpy_read_sm": "memcpy SM GPU(row) -> GPU(column) bandwidth (GB/s)",
    TO_DEVICE: "memcpy CE CPU(row) -> GPU(column) bandwidth (GB/s)",
    "device_to_host_memcpy_ce": "memcpy CE CPU(row) <- GPU(column) bandwidth (GB/s)",
    "host_to_device_bidirectional_memcpy_ce": "memcpy CE CPU(row) <-> GPU(column) bandwidth (GB/s)",
    "all_to_host_memcpy_ce": "memcpy CE CPU(row) <- GPU(column) bandwidth (GB/s)",
    "host_to_device_memcpy_sm": "memcpy SM CPU(row) -> GPU(column) bandwidth (GB/s)",
    "all_to_one_read_sm": "memcpy SM All Gpus -> GPU(column) total bandwidth (GB/s)",
    "device_local_copy": "memcpy local GPU(column) bandwidth (GB/s)",
    "device_to_device_latency_sm": "Device to Device Latency SM GPU(row) <-> GPU(column) (ns)",
}


def judged(text: str, **stated: str | int) -> list:
    """Return what each table of a text comes to."""
    return [judge(table, Stated(**stated), shipped()) for table in read(text)]


def only(text: str, **stated: str | int):
    """Return what the one table of a text comes to."""
    (found,) = judged(text, **stated)
    return found


Rates = "Sequence[Sequence[float | None]]"


def square(count: int, rate: Callable[[int, int], float | None] | float, own: float | None = None) -> list:
    """Return rates between so many devices."""
    between = rate if callable(rate) else lambda *_: rate
    return [[own if row == column else between(row, column) for column in range(count)] for row in range(count)]


def total(rates: Rates) -> float:
    """Return the sum of what is printed."""
    return sum(round(value, 2) for row in rates for value in row if value is not None)


def matrix(rates: Rates, none: str = "N/A") -> str:
    """Return a table of nvbandwidth."""
    head = " " + "".join(f"{column:10d}" for column in range(len(rates[0])))
    rows = (
        f" {index}" + "".join(f"{none if value is None else f'{value:.2f}':>10}" for value in row)
        for index, row in enumerate(rates)
    )
    return "\n".join((head, *rows))


def nvbandwidth(
    tests: dict[str, Rates],
    model: str = H100,
    devices: int = 8,
    sums: dict[str, float] | None = None,
    none: str = "N/A",
) -> str:
    """Return the output of a run."""
    lines = [
        "nvbandwidth Version: v0.8\nBuilt from Git version: v0.8\n",
        "CUDA Runtime Version: 12080\nCUDA Driver Version: 12080\nDriver Version: 570.124.06\n",
        "node-1",
        *(f"Device {index}: {model} (00000000:{index + 16:02x}:00)" for index in range(devices)),
    ]
    for name, rates in tests.items():
        said = (sums or {}).get(name, total(rates))
        lines.append(f"\nRunning {name}.\n{TITLES[name]}\n{matrix(rates, none)}\n\nSUM {name} {said:.2f}")
    lines += ["\nWaived: ", "NOTE: The reported results may not reflect the full capabilities of the platform."]
    lines += ["Performance can vary with software drivers, hardware clocks, and system topology.\n"]
    return "\n".join(lines)


def both_ways(there: Rates, back: Rates) -> str:
    """Return a test of both directions: a table for each, and one of both together."""
    name = "device_to_device_bidirectional_memcpy_read_ce"
    sums = [
        [None if a is None else a + b for a, b in zip(*rows, strict=True)] for rows in zip(there, back, strict=True)
    ]
    text = f"Running {name}.\n"
    for part, rates in (("Read1", there), ("Read2", back), ("Total", sums)):
        text += f"memcpy CE GPU(row) <-> GPU(column) {part} bandwidth (GB/s)\n{matrix(rates)}\n\n"
        text += f"SUM {name}_{part.lower()} {total(rates):.2f}\n\n"
    return text


def nvbandwidth_json(tests: dict[str, Rates], model: str = H100, indent: int | None = 3) -> str:
    """Return the document of a run, whose cells are words of six digits."""
    devices = len(next(iter(tests.values()))[0])
    document = {
        "CUDA Runtime Version": 12080,
        "Driver Version": "570.124.06",
        "GPU Device list": [f"{n}: {model} (00000000:{n + 16:02x}:00): (node-1)" for n in range(devices)],
        "git_version": "v0.8",
        "testcases": [
            *(
                {
                    "bandwidth_description": TITLES[name],
                    "bandwidth_matrix": [
                        ["N/A" if value is None else f"{value:.6g}" for value in row] for row in rates
                    ],
                    "name": name,
                    "status": "Passed",
                    "sum": sum(value for row in rates for value in row if value is not None),
                }
                for name, rates in tests.items()
            ),
            {"name": "device_to_device_memcpy_write_sm", "status": "Waived"},
        ],
        "version": "v0.8",
    }
    return json.dumps({"nvbandwidth": document}, indent=indent, separators=(",", " : ") if indent else None)


def sample(rates: Rates, corner: str = "D\\D") -> str:
    """Return a table of the CUDA sample."""
    head = f"   {corner}" + "".join(f"{column:6d} " for column in range(len(rates[0])))
    rows = (f"{index:6d} " + "".join(f"{value:6.2f} " for value in row) for index, row in enumerate(rates))
    return "\n".join((head, *rows))


def p2p(
    on: Rates,
    off: Rates,
    model: str = H100,
    access: Callable[[int, int], bool] = lambda *_: True,
    both: Rates | None = None,
) -> str:
    """Return the output of p2pBandwidthLatencyTest."""
    count = len(on)
    lines = ["[P2P (Peer-to-Peer) GPU Bandwidth Latency Test]"]
    lines += [
        f"Device: {index}, {model}, pciBusID: {index + 25:x}, pciDeviceID: 0, pciDomainID:0" for index in range(count)
    ]
    lines += [
        f"Device={row} {'CAN' if access(row, column) else 'CANNOT'} Access Peer Device={column}"
        for row in range(count)
        for column in range(count)
        if row != column
    ]
    lines += ["\n***NOTE: In case a device doesn't have P2P access to other one, it falls back to normal memcopy."]
    lines += ["So you can see lesser Bandwidth (GB/s) and unstable Latency (us) in those cases.\n"]
    lines += ["P2P Connectivity Matrix", "     D\\D" + "".join(f"{column:6d}" for column in range(count))]
    lines += [
        f"{row:6d}\t" + "".join(f"{int(row == column or access(row, column)):6d}" for column in range(count))
        for row in range(count)
    ]
    both = both or [[value * 2.0 for value in row] for row in on]
    lines += ["Unidirectional P2P=Disabled Bandwidth Matrix (GB/s)", sample(off)]
    lines += ["Unidirectional P2P=Enabled Bandwidth (P2P Writes) Matrix (GB/s)", sample(on)]
    lines += ["Bidirectional P2P=Disabled Bandwidth Matrix (GB/s)", sample(off)]
    lines += ["Bidirectional P2P=Enabled Bandwidth Matrix (GB/s)", sample(both)]
    for title, time in (
        ("P2P=Disabled Latency Matrix (us)", 16.0),
        ("P2P=Enabled Latency (P2P Writes) Matrix (us)", 2.5),
    ):
        lines += [title, sample(square(count, time, 1.5), "GPU"), "", sample(square(count, time / 2.0, 2.0), "CPU")]
    return "\n".join([*lines, "\nNOTE: The CUDA Samples are not meant for performance measurements.", ""])


def rocm(rates: Rates, both: Rates, models: Sequence[str], hosts: int = 1) -> str:
    """Return the output of rocm_bandwidth_test, with a blank line after each row."""
    pad = " " * 10
    count = len(models)

    def table(values: Rates, width: int = 12) -> str:
        rows = ["D/D".ljust(10) + "".join(str(column).ljust(width) for column in range(count))]
        for index, row in enumerate(values):
            cells = ("N/A" if value is None else f"{value:.3f}" if width > 10 else f"{value:g}" for value in row)
            rows.append(str(index).ljust(10) + "".join(cell.ljust(width) for cell in cells))
        return "\n\n".join(pad + row for row in rows) + "\n\n\n"

    text = f"\n{pad}RocmBandwidthTest Version: 2.6.0\n\n{pad}Launch Command is: rocm-bandwidth-test\n\n\n"
    for index, model in enumerate(models):
        bus = "" if index < hosts else f",  GPU-{index:016x},  {index + 5:02x}:0.0"
        text += f"{pad}Device: {index},  {model}{bus}\n"
    ones = square(count, 1.0, 1.0)
    text += f"\n{pad}Inter-Device Access\n\n{table(ones, 10)}"
    text += f"{pad}Inter-Device Numa Distance\n\n{table(square(count, 20.0, 0.0), 10)}"
    text += f"{pad}Unidirectional copy peak bandwidth GB/s\n\n{table(rates)}"
    return text + f"{pad}Bidirectional copy peak bandwidth GB/s\n\n{table(both)}"


def rocm_node(rate: float = 48.3, host: float = 55.0, count: int = 8) -> str:
    """Return the output of rocm_bandwidth_test on a node with one host and so many accelerators."""
    models = ["AMD EPYC 9554 64-Core Processor", *["AMD Instinct MI300X"] * count]
    between = lambda row, column: host if 0 in (row, column) else rate  # noqa: E731
    rates = [
        [
            None if row == column == 0 else 2000.0 if row == column else between(row, column)
            for column in range(count + 1)
        ]
        for row in range(count + 1)
    ]
    both = [
        [None if row == column else 1.8 * between(row, column) for column in range(count + 1)]
        for row in range(count + 1)
    ]
    return rocm(rates, both, models)
