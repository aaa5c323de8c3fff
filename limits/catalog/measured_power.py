"""Measured power and energy of accelerators at work: rows of ``measured_power.csv`` and ``board_power.csv``.

Each row of the first is one training run (or the mean of its repeats) with its energy, how that was found, and its
boundary: what was inside. Each row of the second is the mean power of one board at one power limit. What was read off
the logs of MLPerf Training is an integral of them. Result not verified by MLCommons Association.

Examples
--------
>>> row = measured_power()["mlperf-v4.0-gpt3-512xh100-sxm-ac"]
>>> row.texts["boundary"], f"{row.cells['energy'].value / 3.6e6:.1f} kWh"
('node-ac', '415.5 kWh')
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.catalog.columns import HOUR, KWH, Column, Table, count
from limits.catalog.energy_kinds import ENERGY_KINDS
from limits.catalog.reader import read_row, records_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.catalog.record import Row

__all__ = ["BOUNDARIES", "board_power", "measured_power"]

BOUNDARIES = MappingProxyType(
    {
        "board": "one accelerator's board, read by its driver",
        "gpu": "boards of all accelerators",
        "node-dc": "nodes, behind their power supplies",
        "node-ac": "nodes at the wall, fans and power supplies in them",
        "system": "accelerators with their share of the hosts",
        "none": "nothing was measured",
    }
)
"""What is inside a measured power."""

MEASUREMENT = Table(
    "measurement",
    "measured_power.csv",
    (
        count("accelerator_count", "count"),
        count("node_count", "nodes"),
        Column("accelerator_hours", "accelerator_hours", "s", HOUR, "hour"),
        Column("flop", "flop", "FLOP", 1.0, "FLOP"),
        Column("tdp_w", "tdp", "W", 1.0, "W"),
        Column("power_limit_w", "power_limit", "W", 1.0, "W"),
        Column("assumed_power_w", "assumed_power", "W", 1.0, "W"),
        Column("pue_ratio", "pue", "1", 1.0, "1", least=1.0),
        Column("energy_kwh", "energy", "J", KWH, "kWh"),
        Column("peak_to_mean_ratio", "peak_to_mean", "1", 1.0, "1", least=1.0),
        count("repeats", "repeats"),
    ),
    ("family", "accelerator", "energy_kind", "boundary", "run", "workload", "cooling", "precision"),
    {"energy_kind": tuple(ENERGY_KINDS), "boundary": tuple(BOUNDARIES)},
)

TRACE = Table(
    "trace",
    "board_power.csv",
    (
        Column("tdp_w", "tdp", "W", 1.0, "W"),
        Column("power_limit_w", "power_limit", "W", 1.0, "W"),
        Column("mean_power_w", "power", "W", 1.0, "W"),
        count("settings", "settings"),
    ),
    ("family", "workload"),
)


@cache
def measured_power() -> Mapping[str, Row]:
    """Return every measured or published energy by name, in the order of the file."""
    return _read(MEASUREMENT)


@cache
def board_power() -> Mapping[str, Row]:
    """Return the mean power of boards by power limit, each the mean over batch sizes and optimisers, by name."""
    return _read(TRACE)


def _read(table: Table) -> Mapping[str, Row]:
    content = (Path(__file__).parent / table.file).read_bytes()
    rows = {
        record[table.kind]: read_row(record, table, f"{table.file} line {line}", table.file)
        for line, record in records_of(content, table, table.file)
    }
    return MappingProxyType(rows)
