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
    Number(
        "embodied_carbon",
        "machine.embodied_carbon",
        "kg",
        "carbon dioxide equivalent of making one accelerator, with its share of the node if that is counted",
        "462.5 kg",
        closed=True,
    ),
    Number("lifetime", "machine.lifetime", "s", "time for which an accelerator stands before it is replaced", "6 year"),
    Number(
        "utilised_share",
        "machine.utilised_share",
        "1",
        "share of its lifetime for which an accelerator is in use",
        "0.85",
        most=1,
    ),
    Number(
        "water_usage",
        "facility.water_usage",
        "m^3/J",
        "water consumed on site for the energy of the computers (water usage effectiveness)",
        "0.3 L/kWh",
        closed=True,
    ),
    Number(
        "electricity_water",
        "facility.electricity_water",
        "m^3/J",
        "water consumed to generate the electricity, for the energy at the plug",
        "1.29 L/kWh",
        closed=True,
    ),
)

POWERED = {
    ("network_power", "storage_power"): "power of nodes, switches and storage",
    ("network_power",): "power of nodes and switches",
    ("storage_power",): "power of nodes and storage",
    (): "node power",
}
"""What is powered for each accelerator, by the powers that a run states beside that of its nodes."""
