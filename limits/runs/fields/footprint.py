"""The numbers of a run that its nodes do not tell: what stands around them, making them, and water."""

from __future__ import annotations

from limits.runs.fields.field import Number

FOOTPRINT: tuple[Number, ...] = (
    Number(
        "network_power",
        "machine.network_power",
        "W",
        "mean power of switches and their optics for each accelerator, outside the nodes",
        "60 .. 120 W",
        closed=True,
    ),
    Number(
        "storage_power",
        "machine.storage_power",
        "W",
        "mean power of storage for each accelerator, outside the nodes",
        "20 W",
        closed=True,
    ),
)
